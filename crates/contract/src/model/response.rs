//! Responses, and the statuses that they describe.

use std::fmt;

use serde_json::{Map, Value};

use super::{Location, Media, Schema};

/// Which statuses a response describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Exactly this one, 100 to 599.
    Code(u16),
    /// All of this hundred that are not declared by number: 4 for `4XX`.
    Range(u16),
    /// All that are declared neither by number nor by range.
    Default,
}

impl Status {
    /// The number, where it is one.
    pub fn code(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code),
            Self::Range(_) | Self::Default => None,
        }
    }

    /// The first digit, where all that it describes share one.
    pub fn class(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code / 100),
            Self::Range(hundreds) => Some(hundreds),
            Self::Default => None,
        }
    }

    /// Whether all that it describes are errors: 400 and above.
    pub fn is_error(self) -> bool {
        self.class().is_some_and(|class| class >= 4)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Range(hundreds) => write!(formatter, "{hundreds}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses it describes.
    pub status: Status,
    /// Prose.
    pub description: String,
    /// Declared headers.
    pub headers: Vec<Header>,
    /// Declared bodies; empty means no body.
    pub content: Vec<Media>,
    /// Declared links, as they stand in the document.
    pub links: Map<String, Value>,
    /// Where it stands.
    pub location: Location,
}

/// A declared response header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// Whether every such response carries it.
    pub required: bool,
    /// Prose.
    pub description: Option<String>,
    /// What values it takes.
    pub schema: Schema,
    /// `x-boundary`: the server's boundary writes it, handlers never see it.
    pub boundary: bool,
}
