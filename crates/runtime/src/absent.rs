//! Telling an absent member from a null one, where serde alone does not.

use serde::{Deserialize, Deserializer};

/// For an optional member that may not be null: present means a value.
///
/// # Errors
/// When the value is null or of another type.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// For a required member that may be null: naming the function makes serde ask for presence.
///
/// # Errors
/// When the value is of another type.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
