//! `oneOf` and `anyOf` over any schemas.
//!
//! A value that fits no branch is blamed on one branch where the intention is plain: where a tag
//! names it, or where it is the only one of the value's kind.

use serde_json::Value;

use super::Checker;
use super::search::{Search, Shape};
use crate::{At, Rule, Violations};

/// How many branches a value must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `oneOf`: exactly one.
    One,
    /// `anyOf`: one or more; the one that keeps most of the value is taken, the first of several.
    Any,
}

/// One of the alternatives.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// What a message calls it.
    pub name: &'static str,
    /// What its values satisfy.
    pub check: Checker,
    /// The members that its type keeps; `None` where it keeps whatever it gets.
    pub members: Option<&'static [&'static str]>,
}

/// A member that says which branch is meant (`discriminator`).
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// The member's name.
    pub property: &'static str,
    /// Its values, each with the place of its branch.
    pub values: &'static [(&'static str, usize)],
}

/// A choice between schemas.
#[derive(Debug, Clone, Copy)]
pub struct Union {
    /// How many branches a value must fit.
    pub which: Which,
    /// The alternatives.
    pub branches: &'static [Branch],
    /// What tells them apart, if they say so themselves.
    pub tag: Option<Tag>,
}

/// What the tag of a value says.
enum Tagged {
    /// There is none to go by.
    Absent,
    /// This branch.
    Branch(usize),
    /// Nothing that is declared.
    Unknown,
}

impl Union {
    /// Notes every rule that the value breaks.
    pub fn check(&self, value: &Value, at: &At<'_>, out: &mut Violations) {
        if matches!(out.search, Search::Shape(_)) {
            return;
        }
        match (self.tagged(value), self.tag) {
            (Tagged::Branch(index), _) => {
                if let Some(branch) = self.branches.get(index) {
                    (branch.check)(value, at, out);
                }
            }
            (Tagged::Unknown, Some(tag)) => tag.refuse(value, at, out),
            (Tagged::Absent | Tagged::Unknown, tag) => self.untagged(value, tag, at, out),
        }
    }

    /// The place of the branch that the value fits.
    pub fn fitting(&self, value: &Value) -> Option<usize> {
        match self.tagged(value) {
            Tagged::Branch(index) => Some(index),
            Tagged::Unknown => None,
            Tagged::Absent => {
                let fit = self.fit(value, &At::Root, &mut Violations::default());
                fit.ok()
            }
        }
    }

    fn tagged(&self, value: &Value) -> Tagged {
        let Some(tag) = self.tag else {
            return Tagged::Absent;
        };
        let Some(given) = value.get(tag.property) else {
            return Tagged::Absent;
        };
        let mut known = tag.values.iter();
        let branch = known.find(|(name, _)| given.as_str() == Some(name));
        branch.map_or(Tagged::Unknown, |(_, index)| Tagged::Branch(*index))
    }

    fn untagged(&self, value: &Value, tag: Option<Tag>, at: &At<'_>, out: &mut Violations) {
        match (self.fit(value, at, out), tag) {
            (Ok(_), _) => {}
            (Err(Misfit::Several), _) => {
                let message = format!("must match exactly one of: {}", self.names());
                out.push(at, Rule::OneOf, message);
            }
            (Err(Misfit::None), Some(tag)) if value.is_object() => {
                let at = At::Member(at, tag.property);
                out.push(&at, Rule::Required, "is required");
            }
            (Err(Misfit::None), _) => self.misfit(value, at, out),
        }
    }

    /// Tries the branches.
    fn fit(&self, value: &Value, at: &At<'_>, out: &mut Violations) -> Result<usize, Misfit> {
        let place = std::ptr::from_ref(self.branches).addr();
        if let Some(known) = out.known(value, place) {
            return known.ok_or(Misfit::None);
        }
        let mut best: Option<(usize, usize)> = None;
        for (index, branch) in self.branches.iter().enumerate() {
            if !out.admits(|out| (branch.check)(value, at, out)) {
                continue;
            }
            if best.is_some() && self.which == Which::One {
                out.learn(value, place, None);
                return Err(Misfit::Several);
            }
            let lost = branch.lost(value);
            if best.is_none_or(|(least, _)| lost < least) {
                best = Some((lost, index));
            }
            if lost == 0 && self.which == Which::Any {
                break;
            }
        }
        let fitting = best.map(|(_, index)| index);
        out.learn(value, place, fitting);
        fitting.ok_or(Misfit::None)
    }

    /// Says what is wrong with a value that fits no branch.
    fn misfit(&self, value: &Value, at: &At<'_>, out: &mut Violations) {
        let rule = match self.which {
            Which::One => Rule::OneOf,
            Which::Any => Rule::AnyOf,
        };
        if out.search != Search::Everything {
            out.push(at, rule, "");
            return;
        }
        let mut meant = self
            .branches
            .iter()
            .filter(|branch| branch.is_meant(value, at));
        match (meant.next(), meant.next()) {
            (Some(only), None) => (only.check)(value, at, out),
            _ => {
                let message = format!("must match one of: {}", self.names());
                out.push(at, rule, message);
            }
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.branches.iter().map(|branch| branch.name).collect();
        if names.len() <= 10 {
            names.join(", ")
        } else {
            format!("the {} declared kinds", names.len())
        }
    }
}

/// Why a value is of no branch.
enum Misfit {
    None,
    Several,
}

impl Branch {
    /// How many members of the value its type drops.
    fn lost(&self, value: &Value) -> usize {
        let (Some(kept), Some(members)) = (self.members, value.as_object()) else {
            return 0;
        };
        let lost = members.keys().filter(|name| !kept.contains(&name.as_str()));
        lost.count()
    }

    /// Whether the value is of this branch's kind: of its JSON type, and with its constants.
    fn is_meant(&self, value: &Value, at: &At<'_>) -> bool {
        let mut question = Violations::default();
        question.search = Search::Shape(Shape {
            depth: at.depth(),
            is_other: false,
        });
        (self.check)(value, at, &mut question);
        !question.is_settled()
    }
}

impl Tag {
    fn refuse(&self, value: &Value, at: &At<'_>, out: &mut Violations) {
        let at = At::Member(at, self.property);
        if !value.get(self.property).is_some_and(Value::is_string) {
            out.push(&at, Rule::Type, "must be a string");
            return;
        }
        let names: Vec<&str> = self.values.iter().map(|(name, _)| *name).collect();
        out.push(&at, Rule::Enum, super::admitted(&names));
    }
}
