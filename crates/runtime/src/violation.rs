//! What is wrong with a value, and where.
//!
//! A violation names the field and the rule. It never holds the value: what a caller submitted
//! must not come back in a message or reach a log.

use std::borrow::Cow;
use std::fmt;

use crate::check::Search;

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
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::OneOf => "oneOf",
            Self::AnyOf => "anyOf",
            Self::Not => "not",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
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

/// Every broken rule of one value, in document order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    found: Vec<Violation>,
    /// What the check is for.
    pub(crate) search: Search,
}

impl Violations {
    /// Notes a broken rule.
    pub fn push(&mut self, at: &At<'_>, rule: Rule, message: impl Into<Cow<'static, str>>) {
        if let Search::Fit(fit) = &mut self.search {
            fit.failed = true;
            return;
        }
        self.found.push(Violation {
            field: at.to_string(),
            rule,
            message: message.into(),
        });
    }

    /// Notes what another check found.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.found.append(&mut other.found);
    }

    /// Keeps what is to be told.
    pub(crate) fn retain(&mut self, told: impl FnMut(&Violation) -> bool) {
        self.found.retain(told);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.is_settled()
    }

    /// Whether the rest of a check can change nothing: it was to find out whether anything is
    /// wrong, and something is.
    pub(crate) fn is_settled(&self) -> bool {
        matches!(&self.search, Search::Fit(fit) if fit.failed)
    }

    /// Takes over what another check found, without what is known already.
    pub(crate) fn take_over(&mut self, others: Self) {
        for violation in others.found {
            if !self.found.contains(&violation) {
                self.found.push(violation);
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

/// A place in a value: displays as a JSON pointer (RFC 6901), or as a parameter's bare name.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// The whole body.
    Root,
    /// A parameter.
    Parameter(&'a str),
    /// A member of an object.
    Member(&'a At<'a>, &'a str),
    /// An item of a list.
    Item(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => Ok(()),
            At::Parameter(name) => formatter.write_str(name),
            At::Member(parent, name) => {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                write!(formatter, "{parent}/{escaped}")
            }
            At::Item(parent, index) => write!(formatter, "{parent}/{index}"),
        }
    }
}
