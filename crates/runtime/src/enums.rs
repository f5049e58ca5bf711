//! What every generated enum can do, whatever its values.

/// For an enum of texts, which has `ALL` and `as_str`: reading, writing and checking it.
#[macro_export]
macro_rules! text_enum {
    ($name:ident) => {
        impl $name {
            /// The value of that name on the wire.
            pub fn from_wire(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.as_str() == name)
            }
        }

        impl $crate::Check for $name {
            fn check(
                value: &$crate::serde_json::Value,
                at: &$crate::At<'_>,
                out: &mut $crate::Violations,
            ) {
                $crate::check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> Result<S::Ok, S::Error>
            where
                S: $crate::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> Result<Self, D::Error>
            where
                D: $crate::serde::Deserializer<'de>,
            {
                let name: String = $crate::serde::Deserialize::deserialize(deserializer)?;
                Self::from_wire(&name).ok_or_else(|| {
                    $crate::serde::de::Error::custom("is not one of the declared values")
                })
            }
        }
    };
}

/// For an enum of any values, which has `ALL` and `to_value`: reading, writing and checking it.
#[macro_export]
macro_rules! value_enum {
    ($name:ident) => {
        impl $name {
            /// The variant of that value on the wire.
            pub fn from_wire(value: &$crate::serde_json::Value) -> Option<Self> {
                let same = |one: &Self| $crate::check::equal(&one.to_value(), value);
                Self::ALL.into_iter().find(same)
            }
        }

        impl $crate::Check for $name {
            fn check(
                value: &$crate::serde_json::Value,
                at: &$crate::At<'_>,
                out: &mut $crate::Violations,
            ) {
                $crate::check::one_of_values(value, &Self::ALL.map(Self::to_value), at, out);
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> Result<S::Ok, S::Error>
            where
                S: $crate::serde::Serializer,
            {
                $crate::serde::Serialize::serialize(&self.to_value(), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> Result<Self, D::Error>
            where
                D: $crate::serde::Deserializer<'de>,
            {
                let value: $crate::serde_json::Value =
                    $crate::serde::Deserialize::deserialize(deserializer)?;
                Self::from_wire(&value).ok_or_else(|| {
                    $crate::serde::de::Error::custom("is not one of the declared values")
                })
            }
        }
    };
}
