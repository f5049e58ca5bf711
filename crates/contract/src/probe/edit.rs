//! One change of a JSON value at one place.

use serde_json::Value;

use crate::load::pointer;

/// What happens to the value at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// It becomes this.
    Set(Value),
    /// It goes.
    Remove,
}

/// A change and why.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    /// JSON pointer.
    pub(super) at: String,
    /// Which rule it breaks, for people.
    pub(super) why: &'static str,
    pub(super) change: Change,
}

impl Edit {
    pub(super) fn set(at: &str, why: &'static str, value: impl Into<Value>) -> Self {
        Self {
            at: at.to_owned(),
            why,
            change: Change::Set(value.into()),
        }
    }

    pub(super) fn remove(at: String) -> Self {
        Self {
            at,
            why: "absent",
            change: Change::Remove,
        }
    }

    /// `/email too long`.
    pub(super) fn words(&self) -> String {
        let at = if self.at.is_empty() {
            "the body"
        } else {
            &self.at
        };
        format!("{at} {}", self.why)
    }

    /// The changed value, if the place exists in it or can be made.
    pub(super) fn applied(&self, value: &Value) -> Option<Value> {
        let Some((parent, _)) = self.at.rsplit_once('/') else {
            return match &self.change {
                Change::Set(new) => Some(new.clone()),
                Change::Remove => None,
            };
        };
        let mut value = value.clone();
        let name = pointer::segments(&self.at).last()?;
        match value.pointer_mut(parent)? {
            Value::Object(members) => match &self.change {
                Change::Set(new) => drop(members.insert(name, new.clone())),
                Change::Remove => drop(members.shift_remove(&name)?),
            },
            Value::Array(items) => match &self.change {
                Change::Set(new) => new.clone_into(items.get_mut(name.parse::<usize>().ok()?)?),
                Change::Remove => return None,
            },
            _ => return None,
        }
        Some(value)
    }
}
