//! What a value looks like, as far as reading it from text needs to know.

use serde_json::{Map, Value};

/// The shape of a parameter, of a member of a form, or of a header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Only null: the empty text.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Any text.
    Text,
    /// Bytes: a character for each, `U+0000` to `U+00FF`, once they are a JSON value.
    Bytes,
    /// Anything: a number or a truth value where the text reads as one.
    Any,
    /// A list of one shape.
    List(&'static Shape),
    /// Members, and what others may be; `None` where there are no others to look for.
    Object(&'static [(&'static str, Shape)], Option<&'static Shape>),
    /// One of these; the first that a text can be is taken.
    Union(&'static [Shape]),
}

impl Shape {
    /// The value that a whole text is; the text itself where it is of no such shape, so that the
    /// check refuses it.
    pub(crate) fn value(&self, text: &str) -> Value {
        self.parse(text).unwrap_or_else(|| Value::from(text))
    }

    fn parse(&self, text: &str) -> Option<Value> {
        match self {
            Self::Null => text.is_empty().then_some(Value::Null),
            Self::Boolean => text.parse::<bool>().ok().map(Value::from),
            Self::Integer => integer(text),
            Self::Number => integer(text).or_else(|| number(text)),
            Self::Text | Self::Bytes => Some(Value::from(text)),
            Self::Any => [Self::Boolean, Self::Number, Self::Text]
                .iter()
                .find_map(|shape| shape.parse(text)),
            Self::List(_) => json(text).filter(Value::is_array),
            Self::Object(..) => json(text).filter(Value::is_object),
            Self::Union(shapes) => shapes.iter().find_map(|shape| shape.parse(text)),
        }
    }

    /// Whether a value is made of several texts.
    pub(crate) fn is_composite(&self) -> bool {
        match self {
            Self::List(_) | Self::Object(..) => true,
            Self::Union(shapes) => shapes.iter().any(Self::is_composite),
            _ => false,
        }
    }

    /// What the text may be read as, one after the other.
    pub(crate) fn branches(&self) -> &[Self] {
        match self {
            Self::Union(shapes) => shapes,
            _ => std::slice::from_ref(self),
        }
    }

    /// The shape of a member of that name.
    pub(crate) fn member(&self, name: &str) -> &Self {
        match self {
            Self::Object(members, others) => members
                .iter()
                .find(|(member, _)| *member == name)
                .map(|(_, shape)| shape)
                .or(*others)
                .unwrap_or(&Self::Any),
            _ => &Self::Any,
        }
    }
}

/// A scalar as text, a list or an object as JSON.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The members of an object in their order; none of anything else.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// A whole number in digits; one that is too large is a float, for the check to refuse by its size.
fn integer(text: &str) -> Option<Value> {
    let small = text.parse::<i64>().map(Value::from);
    let small = small.or_else(|_| text.parse::<u64>().map(Value::from)).ok();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    small.or_else(|| {
        text.parse::<f64>()
            .ok()
            .filter(|_| is_whole)
            .map(Value::from)
    })
}

/// A number as JSON writes it: no `inf`, no `.5`.
fn number(text: &str) -> Option<Value> {
    json(text).filter(Value::is_number)
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
