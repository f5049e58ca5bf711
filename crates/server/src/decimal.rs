//! Decimal numbers that come and go as JSON numbers and are kept as text.
//!
//! A JSON number is read as the float next to it. Up to 15 digits, that float leads back to the
//! very decimal that was sent, and no other number is admitted. Nothing is ever computed with it.

/// The most digits with which every decimal is exact.
const MOST_DIGITS: usize = 15;

/// An exact decimal number, not negative, in plain notation: `0.01`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal(String);

impl Decimal {
    /// The decimal that was sent as this number; `None` when it has more than 15 digits, or more
    /// than `places` after the point, or is negative.
    pub(crate) fn exact(number: f64, places: usize) -> Option<Self> {
        // The shortest notation that leads to the same float; never one with an exponent.
        let text = (number + 0.0).to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let is_plain = (whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit());
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_matches('0').len();
        let is_exact = is_plain && significant <= MOST_DIGITS && fraction.len() <= places;
        is_exact.then_some(Self(text))
    }

    /// As it is stored.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that a stored decimal is sent as; `None` when it is none.
    pub(crate) fn number(stored: &str) -> Option<f64> {
        stored
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Decimal;

    fn stored(number: f64, places: usize) -> Option<String> {
        Decimal::exact(number, places).map(|decimal| decimal.as_str().to_owned())
    }

    #[test]
    fn a_number_is_kept_as_it_was_written() {
        for (number, text) in [
            (0.01, "0.01"),
            (0.000_000_01, "0.00000001"),
            (1e9, "1000000000"),
            (1.0, "1"),
            (0.0, "0"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (1_234_567.891_234_56, "1234567.89123456"),
        ] {
            assert_eq!(stored(number, 8).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_number_of_too_many_digits_is_none() {
        for number in [
            "0.000000001",
            "999999999.12345678",
            "12345678.12345678",
            "0.30000000000000004",
            "-1",
            "NaN",
            "inf",
        ] {
            assert_eq!(stored(number.parse().unwrap(), 8), None, "{number}");
        }
        assert_eq!(stored(0.001, 2), None);
    }

    #[test]
    fn every_decimal_of_fifteen_digits_comes_back_as_it_went() {
        let decimals = (0..10_000_000_u64, 0..100_000_000_u64);

        proptest!(|((whole, fraction) in decimals)| {
            let written = format!("{whole}.{fraction:08}");
            let sent: f64 = written.parse().unwrap();

            let kept = stored(sent, 8).unwrap();

            let shortest = written.trim_end_matches('0').trim_end_matches('.');
            prop_assert_eq!(&kept, shortest);
            prop_assert_eq!(Decimal::number(&kept), Some(sent));
        });
    }

    #[test]
    fn what_is_no_number_is_not_sent() {
        for text in ["", "x", "NaN", "inf"] {
            assert_eq!(Decimal::number(text), None, "{text}");
        }
    }
}
