//! A member of a partial update: absent, null or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a partial update says about one clearable member.
///
/// ```
/// use sovx_runtime::Patch;
///
/// assert_eq!(Patch::Value(3).into_change(), Some(Some(3)));
/// assert_eq!(Patch::<u8>::Null.into_change(), Some(None));
/// assert_eq!(Patch::<u8>::Absent.into_change(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Not sent: keep what is there.
    #[default]
    Absent,
    /// `null`: clear it.
    Null,
    /// Set it.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the member was not sent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// `None` keeps, `Some(None)` clears, `Some(Some(_))` sets.
    pub fn into_change(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            None => Self::Null,
            Some(value) => Self::Value(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::{nullable, present};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Changes {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        clearable: Patch<u8>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "present"
        )]
        kept: Option<u8>,
        #[serde(deserialize_with = "nullable")]
        stated: Option<u8>,
    }

    #[test]
    fn absent_null_and_a_value_survive_a_round_trip() {
        for value in [
            json!({"stated": null}),
            json!({"clearable": null, "stated": 1}),
            json!({"clearable": 7, "kept": 2, "stated": 1}),
        ] {
            let read: Changes = serde_json::from_value(value.clone()).unwrap();

            assert_eq!(serde_json::to_value(&read).unwrap(), value);
        }
    }

    #[test]
    fn null_is_refused_where_a_value_is_meant_and_absence_where_presence_is() {
        let refused = |value| serde_json::from_value::<Changes>(value).is_err();

        assert!(refused(json!({"kept": null, "stated": 1})));
        assert!(refused(json!({"kept": 1})));
    }
}
