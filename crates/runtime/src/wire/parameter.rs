//! A parameter as data: one constant of generated code says how server and client write it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Shape;

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// After the question mark.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a value is written as text (OpenAPI 3.1, section 4.8.12.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`; with `explode` the members of an object as `k=v`.
    Simple {
        /// `k=v,k=v` instead of `k,v,k,v`.
        explode: bool,
    },
    /// `;name=a`.
    Matrix {
        /// `;name=a;name=b` instead of `;name=a,b`.
        explode: bool,
    },
    /// `.a`.
    Label {
        /// `.a.b` instead of `.a,b`.
        explode: bool,
    },
    /// `name=a`.
    Form {
        /// `name=a&name=b` instead of `name=a,b`.
        explode: bool,
    },
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
    /// One JSON text.
    Json,
}

/// A parameter of an operation, or a member of a form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// How it is written.
    pub style: Style,
    /// What it looks like.
    pub shape: Shape,
    /// The JSON value that an absent one stands for.
    pub default: Option<&'static str>,
}

impl Parameter {
    /// A parameter without a default.
    pub const fn new(name: &'static str, place: Place, style: Style, shape: Shape) -> Self {
        Self {
            name,
            place,
            style,
            shape,
            default: None,
        }
    }

    /// The same with the JSON value that an absent one stands for.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    /// What an absent one stands for, where that is of its type.
    pub fn default<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.default?).ok()
    }

    /// Whether pairs belong to it that no other parameter owns.
    pub(crate) fn gathers(&self) -> bool {
        self.style == Style::Form { explode: true }
            && matches!(self.shape, Shape::Object(_, Some(_)))
    }

    /// Whether a pair of that name belongs to it.
    pub(crate) fn owns(&self, name: &str) -> bool {
        let spread = self.style == Style::Form { explode: true };
        let deep = self.style == Style::DeepObject;
        let inside = |rest: &str| deep && rest.starts_with('[');
        match self.shape {
            _ if name.strip_prefix(self.name).is_some_and(inside) => true,
            Shape::Object(members, _) if spread => members.iter().any(|(own, _)| *own == name),
            _ => name == self.name,
        }
    }
}

/// A typed value as JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::to_value(value)
}
