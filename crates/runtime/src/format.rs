//! The formats that are enforced, each by the text of its RFC.

use chrono::{DateTime, NaiveDate};
use email_address::EmailAddress;
use uuid::Uuid;

/// A `format` that the generator knows how to enforce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A UUID in hyphenated form (RFC 9562).
    Uuid,
    /// A calendar date (RFC 3339, `full-date`).
    Date,
    /// A moment with an offset (RFC 3339, `date-time`).
    DateTime,
    /// A mailbox (RFC 5321).
    Email,
}

impl Format {
    /// Whether the text has this format.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Uuid => text.len() == 36 && Uuid::try_parse(text).is_ok(),
            Self::Date => text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok(),
            Self::DateTime => is_date_time(text),
            Self::Email => EmailAddress::is_valid(text),
        }
    }

    /// What a person must write.
    pub fn message(self) -> &'static str {
        match self {
            Self::Uuid => "must be a UUID such as f4057807-52cf-4083-9ecb-283ef354fb2b",
            Self::Date => "must be a date written as YYYY-MM-DD",
            Self::DateTime => "must be a moment such as 2026-01-15T10:30:00.000Z (RFC 3339)",
            Self::Email => "must be an e-mail address",
        }
    }
}

fn is_date_time(text: &str) -> bool {
    // chrono also admits a space between date and time, which RFC 3339 leaves to agreement.
    let separated = matches!(text.as_bytes().get(10), Some(b'T' | b't'));
    separated && DateTime::parse_from_rfc3339(text).is_ok()
}
