//! Periods: calendar months in UTC, each up to the moment at which the next one begins.

use chrono::{DateTime, Datelike, Days, Months, NaiveTime};

/// A calendar month, by its first moment and that of the next one, in milliseconds since the epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Period {
    /// When it begins.
    pub(crate) start: i64,
    /// When the next one begins.
    pub(crate) end: i64,
}

impl Period {
    /// The month of this moment.
    pub(crate) fn of(millis: i64) -> Self {
        // No clock shows a moment at which the calendar has ended.
        Self::within_calendar(millis).unwrap_or_default()
    }

    fn within_calendar(millis: i64) -> Option<Self> {
        let day = DateTime::from_timestamp_millis(millis)?.date_naive();
        let first = day.checked_sub_days(Days::new(day.day0().into()))?;
        let next = first.checked_add_months(Months::new(1))?;
        let millis = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        Some(Self {
            start: millis(first).timestamp_millis(),
            end: millis(next).timestamp_millis(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(moment: &str) -> i64 {
        let moment = DateTime::parse_from_rfc3339(moment).unwrap();
        moment.timestamp_millis()
    }

    #[test]
    fn a_month_holds_its_first_moment_and_not_that_of_the_next() {
        let february = Period {
            start: millis("2028-02-01T00:00:00.000Z"),
            end: millis("2028-03-01T00:00:00.000Z"),
        };

        assert_eq!(Period::of(february.start), february);
        assert_eq!(Period::of(millis("2028-02-29T12:00:00.000Z")), february);
        assert_eq!(Period::of(february.end - 1), february);
        assert_eq!(Period::of(february.end).start, february.end);
        assert_eq!(Period::of(february.start - 1).end, february.start);
    }

    #[test]
    fn december_ends_with_the_year() {
        let december = Period::of(millis("2026-12-31T23:59:59.999Z"));

        assert_eq!(december.start, millis("2026-12-01T00:00:00.000Z"));
        assert_eq!(december.end, millis("2027-01-01T00:00:00.000Z"));
    }
}
