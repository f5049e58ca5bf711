//! The formats that are enforced, each by the text of its RFC.
//!
//! They are the formats that JSON Schema 2020-12 names, internationalised host names and mailboxes
//! aside; any other name is a hint for people.

mod net;
#[cfg(test)]
mod suite;
mod syntax;
#[cfg(test)]
mod tests;
mod time;

use uuid::Uuid;

/// A `format` that the generator knows how to enforce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A UUID in hyphenated form (RFC 9562).
    Uuid,
    /// A calendar date (RFC 3339, `full-date`).
    Date,
    /// A time of day with an offset (RFC 3339, `full-time`).
    Time,
    /// A moment with an offset (RFC 3339, `date-time`).
    DateTime,
    /// A length of time (RFC 3339, appendix A).
    Duration,
    /// A mailbox (RFC 5321).
    Email,
    /// A host name (RFC 1123).
    Hostname,
    /// An address (RFC 2673).
    Ipv4,
    /// An address (RFC 4291).
    Ipv6,
    /// A URI with its scheme (RFC 3986).
    Uri,
    /// A URI, or one relative to another (RFC 3986).
    UriReference,
    /// An IRI with its scheme (RFC 3987).
    Iri,
    /// An IRI, or one relative to another (RFC 3987).
    IriReference,
    /// A template of URIs (RFC 6570).
    UriTemplate,
    /// A JSON pointer (RFC 6901).
    JsonPointer,
    /// A JSON pointer relative to a place (draft-bhutton-relative-json-pointer).
    RelativeJsonPointer,
    /// A regular expression (ECMA-262).
    Regex,
}

impl Format {
    /// Whether the text has this format.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Uuid => text.len() == 36 && Uuid::try_parse(text).is_ok(),
            Self::Date => time::is_date(text),
            Self::Time => time::is_time(text),
            Self::DateTime => time::is_date_time(text),
            Self::Duration => time::is_duration(text),
            Self::Email => net::is_email(text),
            Self::Hostname => net::is_hostname(text),
            Self::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
            Self::Uri => fluent_uri::Uri::parse(text).is_ok(),
            Self::UriReference => fluent_uri::UriRef::parse(text).is_ok(),
            Self::Iri => fluent_uri::Iri::parse(text).is_ok(),
            Self::IriReference => fluent_uri::IriRef::parse(text).is_ok(),
            Self::UriTemplate => syntax::is_uri_template(text),
            Self::JsonPointer => syntax::is_json_pointer(text),
            Self::RelativeJsonPointer => syntax::is_relative_json_pointer(text),
            Self::Regex => jsonschema_regex::is_valid_ecma_regex(text),
        }
    }

    /// What a person must write.
    pub fn message(self) -> &'static str {
        match self {
            Self::Uuid => "must be a UUID such as f4057807-52cf-4083-9ecb-283ef354fb2b",
            Self::Date => "must be a date written as YYYY-MM-DD",
            Self::Time => "must be a time of day such as 10:30:00Z (RFC 3339)",
            Self::DateTime => "must be a moment such as 2026-01-15T10:30:00.000Z (RFC 3339)",
            Self::Duration => "must be a length of time such as P3DT12H (RFC 3339)",
            Self::Email => "must be an e-mail address",
            Self::Hostname => "must be a host name",
            Self::Ipv4 => "must be an IPv4 address such as 192.0.2.1",
            Self::Ipv6 => "must be an IPv6 address such as 2001:db8::1",
            Self::Uri => "must be a URI such as https://example.com/ (RFC 3986)",
            Self::UriReference => "must be a URI or a part of one (RFC 3986)",
            Self::Iri => "must be an IRI such as https://example.com/ (RFC 3987)",
            Self::IriReference => "must be an IRI or a part of one (RFC 3987)",
            Self::UriTemplate => "must be a URI template such as /pets/{id} (RFC 6570)",
            Self::JsonPointer => "must be a JSON pointer such as /pets/0 (RFC 6901)",
            Self::RelativeJsonPointer => "must be a relative JSON pointer such as 1/name",
            Self::Regex => "must be a regular expression (ECMA-262)",
        }
    }
}
