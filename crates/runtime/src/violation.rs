//! What is wrong with a value, and where.
//!
//! A violation names the field and the rule. It never holds the value: what a caller submitted
//! must not come back in a message or reach a log.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::Serialize;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::Check;

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
    /// `oneOf`: no branch fits.
    OneOf,
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
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
        }
    }

    /// Whether the value has the wrong shape, rather than the right shape and a wrong content.
    pub fn is_structural(self) -> bool {
        matches!(
            self,
            Self::Required | Self::Unknown | Self::Type | Self::Repeated | Self::OneOf
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
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Notes a broken rule.
    pub fn push(&mut self, at: &At<'_>, rule: Rule, message: impl Into<Cow<'static, str>>) {
        self.0.push(Violation {
            field: at.to_string(),
            rule,
            message: message.into(),
        });
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the value has the wrong shape somewhere.
    pub fn any_structural(&self) -> bool {
        self.0
            .iter()
            .any(|violation| violation.rule.is_structural())
    }

    /// In document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
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

/// The check of a value as the `validator` crate words it: one error per field and rule, keyed by
/// the JSON pointer. It carries messages, never values.
///
/// # Errors
/// When any rule is broken.
pub fn validate<T: Check + Serialize>(value: &T) -> Result<(), ValidationErrors> {
    let mut violations = Violations::default();
    match serde_json::to_value(value) {
        Ok(value) => T::check(&value, &At::Root, &mut violations),
        Err(_unserialisable) => violations.push(&At::Root, Rule::Type, "must be a JSON value"),
    }
    let mut errors = ValidationErrors::new();
    for violation in violations.0 {
        let error = ValidationError {
            code: Cow::Borrowed(violation.rule.name()),
            message: Some(violation.message),
            params: HashMap::new(),
        };
        let of_field = errors
            .errors_mut()
            .entry(Cow::Owned(violation.field))
            .or_insert_with(|| ValidationErrorsKind::Field(Vec::new()));
        if let ValidationErrorsKind::Field(list) = of_field {
            list.push(error);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
