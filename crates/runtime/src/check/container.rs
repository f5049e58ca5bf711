//! Rules of objects and lists.

use serde_json::{Map, Value};

use super::Pattern;
use crate::{At, Rule, Violations};

/// `type: object`, then its rules; `None` when it is no object.
pub fn object<'c>(value: &'c Value, at: &'c At<'c>, out: &'c mut Violations) -> Option<Object<'c>> {
    let members = value.as_object();
    if members.is_none() {
        out.push(at, Rule::Type, "must be an object");
    }
    members.map(|members| Object {
        members,
        patterns: Vec::new(),
        at,
        out,
    })
}

/// An object under check.
pub struct Object<'c> {
    members: &'c Map<String, Value>,
    /// Those that have been checked by name.
    patterns: Vec<&'static Pattern>,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Object<'_> {
    /// A required member.
    pub fn required(
        &mut self,
        name: &str,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> &mut Self {
        if self.out.is_settled() {
            return self;
        }
        let at = At::Member(self.at, name);
        match self.members.get(name) {
            Some(value) => check(value, &at, self.out),
            None => self.out.push(&at, Rule::Required, "is required"),
        }
        self
    }

    /// A member that may be absent.
    pub fn optional(
        &mut self,
        name: &str,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> &mut Self {
        if let Some(value) = self.members.get(name)
            && !self.out.is_settled()
        {
            check(value, &At::Member(self.at, name), self.out);
        }
        self
    }

    /// `patternProperties`: every member of such a name. To be said before what other members may
    /// be.
    pub fn matching(
        &mut self,
        pattern: &'static Pattern,
        check: impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> &mut Self {
        for (name, value) in self.members {
            if pattern.accepts(name) {
                check(value, &At::Member(self.at, name), self.out);
            }
        }
        self.patterns.push(pattern);
        self
    }

    fn is_declared(&self, name: &str, declared: &[&str]) -> bool {
        declared.contains(&name) || self.patterns.iter().any(|pattern| pattern.accepts(name))
    }

    /// `additionalProperties: false`. The name of an undeclared member is the caller's own and
    /// may hold anything, so only a plain one is repeated.
    pub fn closed(&mut self, declared: &[&str]) -> &mut Self {
        for name in self.members.keys() {
            if self.is_declared(name, declared) {
                continue;
            }
            if is_plain(name) {
                let at = At::Member(self.at, name);
                self.out.push(&at, Rule::Unknown, "is not a declared field");
            } else {
                self.out
                    .push(self.at, Rule::Unknown, "has a field that is not declared");
            }
        }
        self
    }

    /// `additionalProperties` with a schema.
    pub fn additional(
        &mut self,
        declared: &[&str],
        check: impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> &mut Self {
        for (name, value) in self.members {
            if !self.is_declared(name, declared) {
                check(value, &At::Member(self.at, name), self.out);
            }
        }
        self
    }

    /// `minProperties`.
    pub fn min_properties(&mut self, least: usize) -> &mut Self {
        if self.members.len() < least {
            let message = format!("must have at least {least} members");
            self.out.push(self.at, Rule::MinProperties, message);
        }
        self
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, most: usize) -> &mut Self {
        if self.members.len() > most {
            let message = format!("must have at most {most} members");
            self.out.push(self.at, Rule::MaxProperties, message);
        }
        self
    }
}

/// Short and made of the letters that names of fields are made of.
pub(crate) fn is_plain(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']');
    !name.is_empty() && name.len() <= 40 && name.chars().all(letter)
}

/// `type: array`, then its rules; `None` when it is no list.
pub fn array<'c>(value: &'c Value, at: &'c At<'c>, out: &'c mut Violations) -> Option<List<'c>> {
    let items = value.as_array();
    if items.is_none() {
        out.push(at, Rule::Type, "must be a list");
    }
    items.map(|items| List { items, at, out })
}

/// A list under check.
pub struct List<'c> {
    items: &'c [Value],
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl List<'_> {
    /// `items`.
    pub fn items(&mut self, check: impl Fn(&Value, &At<'_>, &mut Violations)) -> &mut Self {
        for (index, item) in self.items.iter().enumerate() {
            check(item, &At::Item(self.at, index), self.out);
        }
        self
    }

    /// `minItems`.
    pub fn min_items(&mut self, least: usize) -> &mut Self {
        if self.items.len() < least {
            let message = format!("must have at least {least} items");
            self.out.push(self.at, Rule::MinItems, message);
        }
        self
    }

    /// `maxItems`.
    pub fn max_items(&mut self, most: usize) -> &mut Self {
        if self.items.len() > most {
            let message = format!("must have at most {most} items");
            self.out.push(self.at, Rule::MaxItems, message);
        }
        self
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self) -> &mut Self {
        if !super::unique::is_unique(self.items) {
            self.out
                .push(self.at, Rule::UniqueItems, "must not repeat an item");
        }
        self
    }
}
