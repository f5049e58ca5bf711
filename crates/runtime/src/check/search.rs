//! What a check is for: all that is wrong, or no more than whether anything is.
//!
//! A union asks each branch whether a value fits it, and a branch may hold unions in turn. So that
//! the work does not double with every level, what one value and one union came to is remembered
//! for as long as the question lasts.

use std::collections::HashMap;

use serde_json::Value;

use super::Checker;
use crate::{At, Rule, Violations};

/// What a check is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Search {
    /// Everything that is wrong.
    #[default]
    Everything,
    /// Whether a value is of another kind: its JSON type, or a constant of it, says so.
    Shape(Shape),
    /// Whether anything is wrong.
    Fit(Fit),
}

/// What tells whether a value is of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How deep the value itself is.
    pub(crate) depth: usize,
    /// Whether it is of another.
    pub(crate) is_other: bool,
}

impl Shape {
    /// Takes a broken rule into account: the type of the value, or the choice of it or of a member.
    pub(crate) fn note(&mut self, at: &At<'_>, rule: Rule) {
        let below = at.depth().saturating_sub(self.depth);
        let tells = match rule {
            Rule::Type => below == 0,
            Rule::Enum => below <= 1,
            _ => false,
        };
        self.is_other |= tells;
    }
}

/// A question in progress.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Whether something is wrong.
    pub(crate) failed: bool,
    /// What is known, by the addresses of a value and of a union. Values neither move nor change
    /// while the question lasts.
    known: HashMap<(usize, usize), Option<usize>>,
}

impl Violations {
    /// Whether a check finds nothing wrong; nothing is noted.
    pub(crate) fn admits(&mut self, check: impl FnOnce(&mut Self)) -> bool {
        let known = match &mut self.search {
            Search::Fit(fit) => std::mem::take(&mut fit.known),
            Search::Everything | Search::Shape(_) => HashMap::new(),
        };
        let mut question = self.beside();
        question.search = Search::Fit(Fit {
            failed: false,
            known,
        });
        check(&mut question);
        let Search::Fit(answer) = question.search else {
            return question.is_empty();
        };
        if let Search::Fit(fit) = &mut self.search {
            fit.known = answer.known;
        }
        !answer.failed
    }

    /// What was found out before about a value and a union.
    pub(crate) fn known(&self, value: &Value, union: usize) -> Option<Option<usize>> {
        match &self.search {
            Search::Fit(fit) => fit.known.get(&(address(value), union)).copied(),
            Search::Everything | Search::Shape(_) => None,
        }
    }

    /// Remembers the branch that a value fits, if any.
    pub(crate) fn learn(&mut self, value: &Value, union: usize, branch: Option<usize>) {
        if let Search::Fit(fit) = &mut self.search {
            fit.known.insert((address(value), union), branch);
        }
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// `allOf`: every check, and each violation once.
pub fn all_of(value: &Value, parts: &[Checker], at: &At<'_>, out: &mut Violations) {
    for check in parts {
        if out.is_settled() {
            return;
        }
        if out.search == Search::Everything {
            let mut found = out.beside();
            check(value, at, &mut found);
            out.take_over(found);
        } else {
            check(value, at, out);
        }
    }
}

/// `not`.
pub fn not(value: &Value, excluded: Checker, at: &At<'_>, out: &mut Violations) {
    if out.admits(|out| excluded(value, at, out)) {
        out.push(at, Rule::Not, "must not be of the excluded kind");
    }
}
