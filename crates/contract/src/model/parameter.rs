//! Parameters: named values outside of bodies, and how they are written.

use serde_json::Value;

use super::{Kind, Location, Schema};

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In the path template.
    Path,
    /// After the question mark.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// A request parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands in a request.
    pub place: Place,
    /// How its value is written there.
    pub style: Style,
    /// Always true in a path.
    pub required: bool,
    /// Prose.
    pub description: Option<String>,
    /// What values it takes.
    pub schema: Schema,
    /// An example value.
    pub example: Option<Value>,
    /// `x-boundary`: the server's boundary reads it, handlers never see it.
    pub boundary: bool,
    /// `x-idempotency-key`: it makes a creation happen once.
    pub idempotency_key: bool,
    /// Where it stands in the files.
    pub location: Location,
}

impl Parameter {
    /// Whether a request that reaches the operation may hold a value that this refuses. A segment
    /// of a path that is any text is always good.
    pub fn may_be_malformed(&self) -> bool {
        let any_text = matches!(&self.schema.kind, Kind::String(rules) if rules.is_free());
        !(any_text && self.place == Place::Path)
    }
}

/// How a parameter's value is written as text (OpenAPI 3.1, section 4.8.12.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: path and header.
    Simple {
        /// Members of an object as `k=v,k=v` instead of `k,v,k,v`.
        explode: bool,
    },
    /// `;name=a`: path.
    Matrix {
        /// A pair for each item or member.
        explode: bool,
    },
    /// `.a.b`: path.
    Label {
        /// Members of an object as `.k=v` instead of `.k.v`; items of a list with dots.
        explode: bool,
    },
    /// `name=a&name=b` or `name=a,b`: query and cookie.
    Form {
        /// A pair for each item or member.
        explode: bool,
    },
    /// `name=a%20b`: query.
    SpaceDelimited,
    /// `name=a%7Cb`: query.
    PipeDelimited,
    /// `name[key]=a`: query.
    DeepObject,
    /// One text of this content type: `application/json`.
    Content(String),
}

impl Style {
    /// The style that a place has when nothing is said.
    pub fn of(place: Place) -> Self {
        match place {
            Place::Path | Place::Header => Self::Simple { explode: false },
            Place::Query | Place::Cookie => Self::Form { explode: true },
        }
    }
}
