//! A response on the wire, and the constants that say which one it is.

use std::error::Error;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::parameter::json;
use super::shape::text;
use super::{Content, MediaType, Parameter, Statuses};
use crate::Undecodable;

/// A status, headers and a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Besides the content type.
    pub headers: Vec<(String, String)>,
    /// Of the body, where there is one.
    pub content_type: Option<String>,
    /// As sent.
    pub body: Vec<u8>,
}

/// A value that cannot be written in its place.
#[derive(Debug)]
pub struct Unwritable {
    place: &'static str,
    cause: Option<serde_json::Error>,
}

impl Unwritable {
    pub(crate) fn new(place: &'static str) -> Self {
        Self { place, cause: None }
    }

    pub(crate) fn because(place: &'static str, cause: serde_json::Error) -> Self {
        let cause = Some(cause);
        Self { place, cause }
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} cannot be written as declared", self.place)
    }
}

impl Error for Unwritable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_ref()?;
        Some(cause)
    }
}

/// A response as the contract declares it: written and recognised by this one constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// Which statuses it describes.
    pub statuses: Statuses,
    /// Of its body, where it has one.
    pub content_type: Option<&'static str>,
}

impl Described {
    /// A response without a body.
    pub const fn empty(statuses: Statuses) -> Self {
        Self {
            statuses,
            content_type: None,
        }
    }

    /// A response with a body of that type.
    pub const fn of(statuses: Statuses, content_type: &'static str) -> Self {
        Self {
            statuses,
            content_type: Some(content_type),
        }
    }

    /// Whether an answer is this response, as far as its status and content type tell.
    pub fn is(&self, answer: &Answer) -> bool {
        let typed = match (self.content_type, &answer.content_type) {
            (None, _) => true,
            (Some(declared), Some(given)) => MediaType::parse(given).fit(declared).is_some(),
            (Some(_), None) => false,
        };
        typed && self.statuses.include(answer.status)
    }

    /// The start of an answer. The status of a range is set besides.
    pub fn answer(&self) -> Answer {
        let status = match self.statuses {
            Statuses::Code(code) => code,
            Statuses::Range(_) | Statuses::Default => 500,
        };
        Answer {
            status,
            content_type: self.content_type.map(str::to_owned),
            ..Answer::default()
        }
    }
}

impl Answer {
    /// With that status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With a JSON body.
    ///
    /// # Errors
    /// When JSON cannot hold the value.
    pub fn json<T: Serialize>(mut self, body: &T) -> Result<Self, Unwritable> {
        let written = serde_json::to_vec(body);
        self.body = written.map_err(|cause| Unwritable::because("the body", cause))?;
        Ok(self)
    }

    /// With a body of text.
    ///
    /// # Errors
    /// When JSON cannot hold the value, which stands between it and its text.
    pub fn text<T: Serialize>(mut self, body: &T) -> Result<Self, Unwritable> {
        let value = json(body).map_err(|cause| Unwritable::because("the body", cause))?;
        self.body = text(&value).into_bytes();
        Ok(self)
    }

    /// With a body as it is.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// With a body that names its own content type, within the declared range.
    ///
    /// # Errors
    /// When the type is outside the range.
    pub fn content(mut self, body: Content) -> Result<Self, Unwritable> {
        let declared = self.content_type.as_deref().unwrap_or("*/*");
        if MediaType::parse(&body.content_type).fit(declared).is_none() {
            return Err(Unwritable::new("the content type"));
        }
        self.content_type = Some(body.content_type);
        self.body = body.bytes;
        Ok(self)
    }

    /// With a declared header.
    ///
    /// # Errors
    /// When a header cannot hold the value.
    pub fn header<T: Serialize>(
        mut self,
        header: &Parameter,
        value: Option<&T>,
    ) -> Result<Self, Unwritable> {
        if let Some(value) = value {
            let value = json(value).map_err(|cause| Unwritable::because(header.name, cause))?;
            let text = header.write_text(&value);
            self.headers.push((header.name.to_owned(), text));
        }
        Ok(self)
    }

    /// The JSON body.
    ///
    /// # Errors
    /// When it is not JSON of that type.
    pub fn read_json<T: DeserializeOwned>(&self) -> Result<T, Undecodable> {
        crate::decode(&self.body)
    }

    /// The body as text.
    ///
    /// # Errors
    /// When it is not UTF-8, or not of that type.
    pub fn read_text<T: DeserializeOwned>(&self) -> Result<T, Undecodable> {
        let text = str::from_utf8(&self.body)
            .map_err(|error| Undecodable::Body(serde::de::Error::custom(error)))?;
        let scalar = || serde_json::from_str(text);
        serde_json::from_value(text.into())
            .or_else(|_not_text| scalar())
            .map_err(Undecodable::Body)
    }

    /// The body with the content type that it came with.
    pub fn read_content(&self) -> Content {
        Content {
            content_type: self.content_type.clone().unwrap_or_default(),
            bytes: self.body.clone(),
        }
    }

    /// A declared header that may be absent.
    ///
    /// # Errors
    /// When it is not of that type.
    pub fn read_header<T: DeserializeOwned>(
        &self,
        header: &Parameter,
    ) -> Result<Option<T>, Undecodable> {
        let mut all = self.headers.iter();
        let named = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(header.name);
        let Some((_, text)) = all.find(named) else {
            return Ok(None);
        };
        let admits = |value: &serde_json::Value| T::deserialize(value).is_ok();
        let value = header.read_text(text, &admits);
        serde_json::from_value(value)
            .map(Some)
            .map_err(Undecodable::Body)
    }

    /// A declared header that must be there.
    ///
    /// # Errors
    /// When it is absent or not of that type.
    pub fn require_header<T: DeserializeOwned>(
        &self,
        header: &Parameter,
    ) -> Result<T, Undecodable> {
        let read = self.read_header(header)?;
        let missing = || serde::de::Error::custom(format!("header {} is missing", header.name));
        read.ok_or_else(|| Undecodable::Body(missing()))
    }
}
