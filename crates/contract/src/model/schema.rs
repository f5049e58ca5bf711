//! A schema after normalisation: one kind, its rules, and its prose.

use serde_json::{Map, Number, Value};

use super::Location;

/// The vendor extension that says which of the two values a boolean has.
pub(crate) const ALWAYS: &str = "x-always";

/// A schema node.
#[derive(Debug, Clone)]
pub struct Schema {
    /// What it admits, `null` aside.
    pub kind: Kind,
    /// Whether `null` is admitted besides.
    pub nullable: bool,
    /// A short name for people.
    pub title: Option<String>,
    /// Prose.
    pub description: Option<String>,
    /// The value that an absent member stands for.
    pub default: Option<Value>,
    /// Example values.
    pub examples: Vec<Value>,
    /// Marked as going away.
    pub deprecated: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Only in responses.
    pub read_only: bool,
    /// Members whose names begin with `x-`.
    pub extensions: Map<String, Value>,
    /// Where it stands.
    pub location: Location,
}

impl Schema {
    /// The vendor extension of that name, if it is a string.
    pub fn extension_str(&self, name: &str) -> Option<&str> {
        self.extensions.get(name).and_then(Value::as_str)
    }

    /// The only value of a boolean that is marked `x-always`.
    ///
    /// It means what `const` means, and is for members that every answer has: generators of others
    /// make a text of a constant boolean, and then cannot read the answer.
    pub fn always(&self) -> Option<bool> {
        match self.kind {
            Kind::Boolean => self.extensions.get(ALWAYS)?.as_bool(),
            _ => None,
        }
    }
}

/// The kinds of schema that exist after normalisation.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Any value at all.
    Any,
    /// Only `null`.
    Null,
    /// The named schema.
    Ref(String),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(NumberRules),
    /// A number.
    Number(NumberRules),
    /// Text.
    String(StringRules),
    /// One of these values, in document order and without `null`.
    Enum(Vec<Value>),
    /// Exactly this value.
    Const(Value),
    /// A list.
    Array(ArrayRules),
    /// An object. `allOf` has been merged into it.
    Object(ObjectRules),
    /// Exactly one of these.
    OneOf(Vec<Schema>, Option<Discriminator>),
    /// At least one of these.
    AnyOf(Vec<Schema>),
    /// All of these at once: demands that do not merge into one of the kinds above.
    AllOf(Vec<Schema>),
    /// Anything that this does not admit.
    Not(Box<Schema>),
}

/// Limits of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberRules {
    /// `format`: `int32`, `int64`, `double`, …
    pub format: Option<String>,
    /// Smallest value admitted.
    pub minimum: Option<Number>,
    /// Largest value admitted.
    pub maximum: Option<Number>,
    /// Values must be greater than this.
    pub exclusive_minimum: Option<Number>,
    /// Values must be less than this.
    pub exclusive_maximum: Option<Number>,
    /// Values must be a multiple of this.
    pub multiple_of: Option<Number>,
}

/// Limits of a text. Lengths count Unicode code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StringRules {
    /// `format`: `uuid`, `date`, `date-time`, `email`, `uri`, `password`, …
    pub format: Option<String>,
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// An expression that has compiled as a Rust regular expression.
    pub pattern: Option<String>,
}

impl StringRules {
    /// Whether any text will do.
    pub fn is_free(&self) -> bool {
        *self == Self::default()
    }
}

/// Limits of a list.
#[derive(Debug, Clone)]
pub struct ArrayRules {
    /// What each item satisfies.
    pub items: Box<Schema>,
    /// Fewest items.
    pub min_items: Option<u64>,
    /// Most items.
    pub max_items: Option<u64>,
    /// No two items equal.
    pub unique_items: bool,
}

/// Members of an object.
#[derive(Debug, Clone)]
pub struct ObjectRules {
    /// Declared members in document order.
    pub properties: Vec<Property>,
    /// `patternProperties`: what members must be whose names match an expression that has
    /// compiled as a Rust regular expression.
    pub patterns: Vec<(String, Schema)>,
    /// What other members may be.
    pub additional: Additional,
    /// Fewest members.
    pub min_properties: Option<u64>,
    /// Most members.
    pub max_properties: Option<u64>,
}

/// A declared member.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be present.
    pub required: bool,
    /// What its value satisfies.
    pub schema: Schema,
}

/// What members an object may have beyond the declared ones.
#[derive(Debug, Clone)]
pub enum Additional {
    /// Anything.
    Open,
    /// Nothing.
    Closed,
    /// Values of that schema.
    Schema(Box<Schema>),
}

impl Additional {
    /// Whether it admits anything, tacitly or in so many words.
    pub fn is_anything(&self) -> bool {
        match self {
            Self::Open => true,
            Self::Closed => false,
            Self::Schema(schema) => matches!(schema.kind, Kind::Any),
        }
    }
}

/// How the branches of a `oneOf` are told apart.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// The member that decides.
    pub property: String,
    /// Value to schema name, in document order.
    pub mapping: Vec<(String, String)>,
}
