//! Dates and times (RFC 3339).

use chrono::{DateTime, NaiveDate};

use crate::check::Pattern;

pub(super) fn is_date(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    SHAPE.accepts(text) && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

pub(super) fn is_date_time(text: &str) -> bool {
    // chrono also admits a space between date and time, which RFC 3339 leaves to agreement.
    let separated = matches!(text.as_bytes().get(10), Some(b'T' | b't'));
    separated
        && DateTime::parse_from_rfc3339(text).is_ok_and(|moment| {
            // A leap second is the last of a day in UTC.
            let leap = text.get(17..19) == Some("60");
            !leap || moment.to_utc().format("%H:%M").to_string() == "23:59"
        })
}

pub(super) fn is_time(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new(
        r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$",
    );
    // A leap second needs a day without one: any other will do.
    SHAPE.accepts(text) && is_date_time(&format!("2000-01-02T{text}"))
}

pub(super) fn is_duration(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new(concat!(
        "^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?",
        "(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)$",
    ));
    text.len() > 1 && SHAPE.accepts(text)
}
