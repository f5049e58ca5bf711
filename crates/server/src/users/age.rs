//! Who is old enough.

use chrono::{Months, NaiveDate};

/// Users are at least this old.
const ADULT: Months = Months::new(18 * 12);

/// Whether someone born on this day is of age on that day. The birthday counts; who was born on a
/// 29th of February comes of age on the 28th where the year has no 29th.
pub(super) fn is_adult(born: NaiveDate, today: NaiveDate) -> bool {
    born.checked_add_months(ADULT)
        .is_some_and(|day| day <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighteenth_birthday_is_the_first_day_of_age() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let table = [
            ("2008-11-22", "2026-11-21", false),
            ("2008-11-22", "2026-11-22", true),
            ("2008-11-22", "2026-11-23", true),
            ("2008-02-29", "2026-02-27", false),
            ("2008-02-29", "2026-02-28", true),
            ("1990-01-01", "2026-11-22", true),
            ("2026-11-22", "2026-11-22", false),
            ("2030-01-01", "2026-11-22", false),
            ("+262142-12-31", "2026-11-22", false),
        ];

        for (born, today, adult) in table {
            assert_eq!(is_adult(day(born), day(today)), adult, "{born} {today}");
        }
    }
}
