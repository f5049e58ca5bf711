//! What was done, as the audit log will tell it: never a value that is personal or secret.

use serde::Serialize;
use serde_json::{Map, Value};

use super::actions::ACTIONS;

/// One thing that was done to one object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// What, such as `user.created`.
    pub(super) action: &'static str,
    /// The id of the object.
    pub(super) target: String,
    /// What else there is to say.
    pub(super) details: Map<String, Value>,
}

impl Change {
    /// This was done to the object of this id. The action is one of [`ACTIONS`].
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids come owned and borrowed, and both are only written out"
    )]
    pub(crate) fn of(action: &'static str, target: impl ToString) -> Self {
        debug_assert!(ACTIONS.contains(&action), "{action} is not listed");
        Self {
            action,
            target: target.to_string(),
            details: Map::new(),
        }
    }

    /// Says more. The value must be neither personal nor secret.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Names the members that a request body holds, as JSON pointers, without their values.
    #[must_use]
    pub(crate) fn naming(self, body: &impl Serialize) -> Self {
        let mut names = Vec::new();
        // A body that cannot be written as JSON has no members to name.
        if let Ok(Value::Object(members)) = serde_json::to_value(body) {
            collect_names("", &members, &mut names);
        }
        self.with("fields", names)
    }
}

fn collect_names(parent: &str, members: &Map<String, Value>, names: &mut Vec<String>) {
    for (name, value) in members {
        let pointer = format!("{parent}/{name}");
        match value {
            Value::Object(members) => collect_names(&pointer, members, names),
            _ => names.push(pointer),
        }
    }
}

/// The outcome of work that may have changed something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed<T> {
    pub(super) value: T,
    pub(super) changes: Vec<Change>,
}

impl<T> Changed<T> {
    /// An outcome and the change that made it.
    pub(crate) fn by(value: T, change: Change) -> Self {
        Self::by_all(value, [change])
    }

    /// An outcome and the changes that made it, in their order.
    pub(crate) fn by_all(value: T, changes: impl IntoIterator<Item = Change>) -> Self {
        Self {
            value,
            changes: changes.into_iter().collect(),
        }
    }

    /// The same changes with another outcome.
    pub(crate) fn map<U>(self, outcome: impl FnOnce(T) -> U) -> Changed<U> {
        Changed {
            value: outcome(self.value),
            changes: self.changes,
        }
    }

    /// The same changes with another outcome, which may fail.
    pub(crate) fn try_map<U, E>(
        self,
        outcome: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<Changed<U>, E> {
        Ok(Changed {
            value: outcome(self.value)?,
            changes: self.changes,
        })
    }

    /// An outcome, and all is as it was.
    pub(crate) fn nothing(value: T) -> Self {
        Self::by_all(value, [])
    }
}

#[cfg(test)]
impl<T> Changed<T> {
    /// The outcome alone.
    pub(crate) fn into_value(self) -> T {
        self.value
    }
}

impl<T> Changed<Option<T>> {
    /// What was done, where something was.
    pub(crate) fn some(self) -> Option<Changed<T>> {
        let Self { value, changes } = self;
        value.map(|value| Changed { value, changes })
    }

    /// What was found was changed.
    pub(crate) fn found(found: Option<T>, change: impl FnOnce(&T) -> Change) -> Self {
        let change = found.as_ref().map(change);
        Self::by_all(found, change)
    }
}

impl Changed<bool> {
    /// The change was made if `done` says so.
    pub(crate) fn when(done: bool, change: Change) -> Self {
        Self::by_all(done, done.then_some(change))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_members_of_a_body_are_named_and_their_values_are_not() {
        let body = json!({"email": "a@b.example", "business": {"description": null}, "tags": [1]});

        let change = Change::of("customer.updated", "corp-acme").naming(&body);

        assert_eq!(
            Value::Object(change.details),
            json!({"fields": ["/email", "/business/description", "/tags"]})
        );
    }

    #[test]
    fn what_was_not_found_or_not_done_was_not_changed() {
        let change = || Change::of("user.deleted", "x");

        assert_eq!(Changed::when(false, change()), Changed::nothing(false));
        assert_eq!(Changed::when(true, change()), Changed::by(true, change()));
        assert_eq!(
            Changed::found(None::<u8>, |_| change()),
            Changed::nothing(None)
        );
        assert_eq!(
            Changed::found(Some(1), |_| change()),
            Changed::by(Some(1), change())
        );
    }
}
