//! `const: true` and `const: false` as types, so that no code can say the opposite.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! boolean_constant {
    ($name:ident, $value:literal) => {
        #[doc = concat!("Always `", stringify!($value), "` on the wire.")]
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct $name;

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_bool($value)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if bool::deserialize(deserializer)? == $value {
                    Ok(Self)
                } else {
                    Err(D::Error::invalid_value(
                        Unexpected::Bool(!$value),
                        &stringify!($value),
                    ))
                }
            }
        }
    };
}

boolean_constant!(True, true);
boolean_constant!(False, false);
