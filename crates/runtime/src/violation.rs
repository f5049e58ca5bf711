//! What is wrong with a value, and where.
//!
//! A violation names the field and the rule. It never holds the value: what a caller submitted
//! must not come back in a message or reach a log.

mod place;

pub use place::At;

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use crate::check::Search;
use crate::decimal::Decimal;
use crate::sent::{self, Sent};
use place::shortened;

/// The most violations that are told of one value. Of more, the last says so.
const MOST: usize = 100;

/// The most bytes that they take as JSON, so that an answer is at most 64 KiB.
const MOST_BYTES: usize = 40 * 1024;

/// The most bytes of one message; those that list what a contract admits may be long.
const LONGEST_MESSAGE: usize = 1000;

/// Which rule a value breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A required member is absent.
    Required,
    /// A closed object has a member that is not declared.
    Unknown,
    /// The value is of another JSON type.
    Type,
    /// A parameter is given more than once.
    Repeated,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `pattern`.
    Pattern,
    /// `format`.
    Format,
    /// `enum` or `const`.
    Enum,
    /// `minimum` or `exclusiveMinimum`.
    Minimum,
    /// `maximum` or `exclusiveMaximum`.
    Maximum,
    /// `multipleOf`.
    MultipleOf,
    /// A decimal has more digits than can be kept.
    Digits,
    /// `minItems`.
    MinItems,
    /// `maxItems`.
    MaxItems,
    /// `uniqueItems`.
    UniqueItems,
    /// `oneOf`: no branch fits, or several do.
    OneOf,
    /// `anyOf`: no branch fits.
    AnyOf,
    /// `not`: the value is of the excluded kind.
    Not,
    /// `minProperties`.
    MinProperties,
    /// `maxProperties`.
    MaxProperties,
    /// More rules are broken than are told.
    More,
}

impl Rule {
    /// The rule's name as JSON Schema writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Unknown => "additionalProperties",
            Self::Type => "type",
            Self::Repeated => "repeated",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::Enum => "enum",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MultipleOf => "multipleOf",
            Self::Digits => "x-decimal",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::OneOf => "oneOf",
            Self::AnyOf => "anyOf",
            Self::Not => "not",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
            Self::More => "more",
        }
    }

    /// Whether the value has the wrong shape, rather than the right shape and a wrong content.
    pub fn is_structural(self) -> bool {
        matches!(
            self,
            Self::Required
                | Self::Unknown
                | Self::Type
                | Self::Repeated
                | Self::OneOf
                | Self::AnyOf
                | Self::Not
        )
    }
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: a JSON pointer into the body, or the name of a parameter.
    pub field: String,
    /// Which rule.
    pub rule: Rule,
    /// What the rule asks for, as a sentence fragment: `must be at most 48 characters long`.
    pub message: Cow<'static, str>,
}

/// The broken rules of one value, in document order: 100 at most, in bounded words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    found: Vec<Violation>,
    /// How much of them an answer has to carry.
    bytes: usize,
    /// Whether there are more than are told.
    full: bool,
    /// What the check is for.
    pub(crate) search: Search,
    /// The numbers of the value that are more exact than it.
    sent: Option<Arc<Sent>>,
}

impl Violations {
    /// None yet, of a value that was parsed from this text: its numbers are judged by their digits,
    /// of which the value may hold fewer. Gives it the numbers that are closest to the text.
    pub fn of_text(text: &[u8], value: &mut Value) -> Self {
        let mut violations = Self::default();
        let sent = sent::scan(text);
        sent.restore(value);
        violations.expect(sent);
        violations
    }

    /// None yet, of the same value.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            sent: self.sent.clone(),
            ..Self::default()
        }
    }

    /// The number at a place as it was sent, where the value does not hold all of it.
    pub(crate) fn sent(&self, at: &At<'_>) -> Option<Decimal> {
        self.sent.as_ref()?.at(at)
    }

    /// Has the numbers of this value looked up from now on.
    pub(crate) fn expect(&mut self, sent: Sent) {
        self.sent = (sent != Sent::Nothing).then(|| Arc::new(sent));
    }

    /// Notes a broken rule.
    pub fn push(&mut self, at: &At<'_>, rule: Rule, message: impl Into<Cow<'static, str>>) {
        match &mut self.search {
            Search::Fit(fit) => fit.failed = true,
            Search::Shape(shape) => shape.note(at, rule),
            Search::Everything if self.full => {}
            Search::Everything => self.tell(Violation {
                field: at.shortened(),
                rule,
                message: shortened(message.into(), LONGEST_MESSAGE),
            }),
        }
    }

    /// Adds a violation, or says that there are more.
    fn tell(&mut self, violation: Violation) {
        let size = written(&violation.field).saturating_add(written(&violation.message));
        self.bytes = self.bytes.saturating_add(size);
        if self.found.len() < MOST && self.bytes <= MOST_BYTES {
            self.found.push(violation);
        } else {
            self.close();
        }
    }

    /// Says that there are more.
    fn close(&mut self) {
        if self.full {
            return;
        }
        self.full = true;
        self.found.truncate(MOST - 1);
        self.found.push(Violation {
            field: String::new(),
            rule: Rule::More,
            message: "breaks more rules than are listed here".into(),
        });
    }

    /// Notes what another check found.
    pub(crate) fn append(&mut self, other: Self) {
        for violation in other.found {
            self.add(violation);
        }
    }

    fn add(&mut self, violation: Violation) {
        match violation.rule {
            Rule::More => self.close(),
            _ if self.full => {}
            _ => self.tell(violation),
        }
    }

    /// Keeps what is to be told.
    pub(crate) fn retain(&mut self, told: impl FnMut(&Violation) -> bool) {
        self.found.retain(told);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.is_settled()
    }

    /// Whether the rest of a check can change nothing: enough is known to be wrong.
    pub(crate) fn is_settled(&self) -> bool {
        match &self.search {
            Search::Everything => self.full,
            Search::Shape(shape) => shape.is_other,
            Search::Fit(fit) => fit.failed,
        }
    }

    /// Takes over what another check found, without what is known already.
    pub(crate) fn take_over(&mut self, others: Self) {
        for violation in others.found {
            if !self.found.contains(&violation) {
                self.add(violation);
            }
        }
    }

    /// Whether the value has the wrong shape somewhere.
    pub fn any_structural(&self) -> bool {
        self.iter().any(|violation| violation.rule.is_structural())
    }

    /// In document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How many bytes a text takes as JSON, its quotes aside.
fn written(text: &str) -> usize {
    let escaped = |c: char| match c {
        '"' | '\\' => 2,
        '\0'..='\u{1f}' => 6,
        _ => c.len_utf8(),
    };
    text.chars().map(escaped).sum()
}

#[cfg(test)]
mod tests;
