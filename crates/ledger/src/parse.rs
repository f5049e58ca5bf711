//! Reads amounts exactly as they are written.
//!
//! The work is bounded by the length of the text: an exponent is compared and never counted out.

use crate::minor::Minor;
use crate::precision::Precision;

/// An exponent that no text can reach by its length, and that cannot overflow.
const FAR: i64 = i64::MAX / 4;

/// Why a text is no amount of a currency, worded as the rule that it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The text is empty, signed, or something other than a number.
    #[error("must be a decimal number without a sign")]
    NotDecimal,
    /// The amount is no whole number of smallest units.
    #[error("must have at most {} digits after the point", .0.get())]
    TooManyPlaces(Precision),
    /// The amount has more than 38 digits in smallest units.
    #[error("must be less than 10^38 of the currency's smallest unit")]
    TooLarge,
}

impl Minor {
    /// Reads a decimal number, with or without an exponent: `0.5`, `21000000`, `1e-7`, `1E2`.
    ///
    /// Only the value counts: `1.500` is an amount of a currency with one place.
    ///
    /// # Errors
    /// The text is no decimal number, or the number is no amount of the currency.
    pub fn parse(text: &str, precision: Precision) -> Result<Self, AmountError> {
        Decimal::parse(text)
            .ok_or(AmountError::NotDecimal)?
            .units(precision)
    }

    /// Reads a decimal number as [`Minor::parse`] does, and takes the next larger amount where it is
    /// no whole number of smallest units: a fee of 0.001 is a cent.
    ///
    /// # Errors
    /// The text is no decimal number, or the amount would be too large.
    pub fn parse_up(text: &str, precision: Precision) -> Result<Self, AmountError> {
        Decimal::parse(text)
            .ok_or(AmountError::NotDecimal)?
            .units_up(precision)
    }
}

/// A number as its digits, without zeros at the end, and the power of ten of the last of them.
struct Decimal {
    /// Empty if the number is zero.
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_decimal = is_digits(whole) && is_digits(fraction);
        is_decimal.then(|| Self::new(whole, fraction, exponent))
    }

    fn new(whole: &str, fraction: &str, exponent: i64) -> Self {
        let written = [whole, fraction].concat();
        let digits = written.trim_end_matches('0');
        let dropped = written.len() - digits.len();
        Self {
            digits: digits.to_owned(),
            exponent: exponent - count(fraction.len()) + count(dropped),
        }
    }

    fn units(&self, precision: Precision) -> Result<Minor, AmountError> {
        if self.digits.is_empty() {
            return Ok(Minor::ZERO);
        }
        let zeros = self.exponent + i64::from(precision.get());
        if zeros < 0 {
            return Err(AmountError::TooManyPlaces(precision));
        }
        self.followed_by(zeros).ok_or(AmountError::TooLarge)
    }

    /// The units, and one more for what is left of a unit.
    fn units_up(mut self, precision: Precision) -> Result<Minor, AmountError> {
        let zeros = self.exponent + i64::from(precision.get());
        if self.digits.is_empty() || zeros >= 0 {
            return self.units(precision);
        }
        // The last digit is no zero, so that something is left whatever is cut off.
        let cut = usize::try_from(zeros.unsigned_abs()).unwrap_or(usize::MAX);
        self.digits.truncate(self.digits.len().saturating_sub(cut));
        let whole = match self.digits.is_empty() {
            true => Minor::ZERO,
            false => self.followed_by(0).ok_or(AmountError::TooLarge)?,
        };
        let one = Minor::new(1).ok_or(AmountError::TooLarge)?;
        whole.checked_add(one).ok_or(AmountError::TooLarge)
    }

    /// The digits and so many zeros.
    fn followed_by(&self, zeros: i64) -> Option<Minor> {
        let factor = 10_u128.checked_pow(u32::try_from(zeros).ok()?)?;
        let digits: u128 = self.digits.parse().ok()?;
        digits.checked_mul(factor).and_then(Minor::new)
    }
}

/// What stands behind the `e`; far away where it is too large to count.
fn power(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !is_digits(digits) {
        return None;
    }
    let size = digits.parse().map_or(FAR, |size: i64| size.min(FAR));
    Some(if is_negative { -size } else { size })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(FAR)
}

#[cfg(test)]
mod tests;
