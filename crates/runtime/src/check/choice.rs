//! `oneOf`, where a member tells the branches apart.

use serde_json::{Map, Value};

use crate::{At, Rule, Violations};

/// A choice of objects; `None` when the value is none.
pub fn choice<'c>(value: &'c Value, at: &'c At<'c>, out: &'c mut Violations) -> Option<Choice<'c>> {
    let Some(members) = value.as_object() else {
        out.push(at, Rule::Type, "must be an object");
        return None;
    };
    Some(Choice {
        value,
        members,
        at,
        out,
        telling: Vec::new(),
        made: false,
    })
}

/// A choice in the making: the first branch whose member is there checks the whole value.
pub struct Choice<'c> {
    value: &'c Value,
    members: &'c Map<String, Value>,
    at: &'c At<'c>,
    out: &'c mut Violations,
    telling: Vec<&'static str>,
    made: bool,
}

impl Choice<'_> {
    /// A branch, and the member that only its values have.
    #[must_use]
    pub fn when(
        mut self,
        member: &'static str,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Self {
        self.telling.push(member);
        if !self.made && self.members.contains_key(member) {
            self.made = true;
            check(self.value, self.at, self.out);
        }
        self
    }

    /// Ends the choice: one branch must have been made out.
    pub fn done(self) {
        if !self.made {
            let message = format!("must have one of the fields {}", self.telling.join(", "));
            self.out.push(self.at, Rule::OneOf, message);
        }
    }
}
