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
        skipped: false,
        at,
        out,
    })
}

/// How many undeclared members of a closed object are named at most.
const NAMED: usize = 100;

/// An object under check.
pub struct Object<'c> {
    members: &'c Map<String, Value>,
    /// Those that have been checked by name.
    patterns: Vec<&'static Pattern>,
    /// Whether there are too many members to look at each.
    skipped: bool,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Object<'_> {
    /// Whether there is nothing more to find out here.
    fn is_done(&self) -> bool {
        self.skipped || self.out.is_settled()
    }

    /// A required member.
    pub fn required(
        &mut self,
        name: &str,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> &mut Self {
        if self.is_done() {
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
            && !self.is_done()
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
            if self.is_done() {
                break;
            }
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
        let most = declared.len().saturating_add(NAMED);
        if !self.is_done() && self.patterns.is_empty() && self.members.len() > most {
            let message = "has far more fields than are declared";
            self.out.push(self.at, Rule::Unknown, message);
            return self;
        }
        let mut has_nameless = false;
        for name in self.members.keys() {
            if self.is_done() {
                break;
            }
            if self.is_declared(name, declared) {
                continue;
            }
            if is_plain(name) {
                let at = At::Member(self.at, name);
                self.out.push(&at, Rule::Unknown, "is not a declared field");
            } else if !has_nameless {
                has_nameless = true;
                let message = "has a field that is not declared";
                self.out.push(self.at, Rule::Unknown, message);
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
            if self.is_done() {
                break;
            }
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

    /// `maxProperties`; an object that breaks it is not looked into.
    pub fn max_properties(&mut self, most: usize) -> &mut Self {
        if self.members.len() > most {
            self.skipped = true;
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
    items.map(|items| List {
        items,
        skipped: false,
        at,
        out,
    })
}

/// A list under check.
pub struct List<'c> {
    items: &'c [Value],
    /// Whether there are too many items to look at each.
    skipped: bool,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl List<'_> {
    /// `items`.
    pub fn items(&mut self, check: impl Fn(&Value, &At<'_>, &mut Violations)) -> &mut Self {
        for (index, item) in self.items.iter().enumerate() {
            if self.skipped || self.out.is_settled() {
                break;
            }
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

    /// `maxItems`; a list that breaks it is not looked into.
    pub fn max_items(&mut self, most: usize) -> &mut Self {
        if self.items.len() > most {
            self.skipped = true;
            let message = format!("must have at most {most} items");
            self.out.push(self.at, Rule::MaxItems, message);
        }
        self
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self) -> &mut Self {
        let is_done = self.skipped || self.out.is_settled();
        if !is_done && !super::unique::is_unique(self.items) {
            self.out
                .push(self.at, Rule::UniqueItems, "must not repeat an item");
        }
        self
    }
}
