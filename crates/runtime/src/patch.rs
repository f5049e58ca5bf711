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
