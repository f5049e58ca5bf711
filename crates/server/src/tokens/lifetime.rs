//! How long a token lives: one calendar year, to the same time of day.

use chrono::{DateTime, Months};

/// The moment a year after this one, in milliseconds since the epoch; the 29th of February is
/// followed by the 28th. `None` at the end of the calendar.
pub(super) fn year_after(millis: i64) -> Option<i64> {
    let begin = DateTime::from_timestamp_millis(millis)?;
    let end = begin.checked_add_months(Months::new(12))?;
    Some(end.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(begin: &str) -> String {
        let begin = DateTime::parse_from_rfc3339(begin).unwrap();
        let end = year_after(begin.timestamp_millis()).unwrap();
        let end = DateTime::from_timestamp_millis(end).unwrap();
        end.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }

    #[test]
    fn a_year_ends_on_the_same_day_at_the_same_time_in_leap_years_too() {
        let years = [
            ("2026-01-15T10:30:00.123Z", "2027-01-15T10:30:00.123Z"),
            ("2027-03-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"),
            ("2027-02-28T23:59:59.999Z", "2028-02-28T23:59:59.999Z"),
            ("2028-02-28T12:00:00.000Z", "2029-02-28T12:00:00.000Z"),
            ("2026-12-31T23:59:59.999Z", "2027-12-31T23:59:59.999Z"),
        ];

        for (begin, end) in years {
            assert_eq!(ends(begin), end);
        }
    }

    #[test]
    fn a_year_from_the_29th_of_february_ends_on_the_28th() {
        assert_eq!(ends("2028-02-29T10:30:00.000Z"), "2029-02-28T10:30:00.000Z");
    }

    #[test]
    fn the_calendar_has_an_end() {
        let last = DateTime::<chrono::Utc>::MAX_UTC.timestamp_millis();

        assert_eq!(year_after(last), None);
        assert_eq!(year_after(i64::MAX), None);
    }
}
