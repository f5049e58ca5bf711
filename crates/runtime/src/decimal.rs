//! Decimal numbers exactly as they are written, for comparisons only.

use std::cmp::Ordering;

/// A number as its digits and the power of ten of the last of them; no zeros at either end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    is_negative: bool,
    /// None of zero.
    digits: String,
    exponent: i64,
}

/// An exponent that no text can reach by its length, and that cannot overflow.
const FAR: i64 = i64::MAX / 4;

impl Decimal {
    /// A number as JSON writes it (RFC 8259, section 6).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let is_well_formed = is_digits(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && fraction.is_none_or(is_digits);
        let fraction = fraction.unwrap_or_default();
        let places = i64::try_from(fraction.len()).ok()?;
        let all = [whole, fraction].concat();
        is_well_formed.then(|| Self::new(is_negative, &all, exponent - places))
    }

    /// The shortest number that means a float; none of what is no number.
    pub(crate) fn of(float: f64) -> Option<Self> {
        Self::parse(&format!("{float:e}"))
    }

    fn new(is_negative: bool, digits: &str, exponent: i64) -> Self {
        let kept = digits.trim_end_matches('0');
        let dropped = i64::try_from(digits.len() - kept.len()).unwrap_or(FAR);
        let kept = kept.trim_start_matches('0');
        Self {
            is_negative: is_negative && !kept.is_empty(),
            exponent: if kept.is_empty() {
                0
            } else {
                exponent + dropped
            },
            digits: kept.to_owned(),
        }
    }

    /// How many digits it has, zeros at either end aside.
    pub(crate) fn digits(&self) -> usize {
        self.digits.len()
    }

    /// The integer that it is; the largest or smallest where it is beyond them, none of a fraction.
    pub(crate) fn whole(&self) -> Option<i128> {
        if self.exponent < 0 {
            return None;
        }
        let sized = || {
            let factor = 10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
            self.digits.parse::<i128>().ok()?.checked_mul(factor)
        };
        Some(match (self.digits.is_empty(), sized(), self.is_negative) {
            (true, ..) => 0,
            (false, Some(size), false) => size,
            (false, Some(size), true) => -size,
            (false, None, false) => i128::MAX,
            (false, None, true) => i128::MIN,
        })
    }

    /// Whether it is a whole number of times the other, which has no more digits than a float.
    pub(crate) fn is_multiple_of(&self, divisor: &Self) -> bool {
        let Ok(unit) = divisor.digits.parse::<u128>() else {
            return false;
        };
        // The last digit is not zero, so that a finer number is no multiple of a coarser one.
        let Ok(shift) = u64::try_from(self.exponent - divisor.exponent) else {
            return self.digits.is_empty();
        };
        let unit = unit.max(1);
        let rest = self.digits.bytes().fold(0, |rest, digit| {
            (rest * 10 + u128::from(digit.saturating_sub(b'0'))) % unit
        });
        (rest * power_of_ten(shift, unit)).is_multiple_of(unit)
    }

    /// Whether it is larger, its sign aside.
    pub(crate) fn is_larger_than(&self, other: &Self) -> bool {
        self.size(other).is_gt()
    }

    /// The power of ten of its first digit.
    fn magnitude(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(FAR) + self.exponent
    }

    /// Compares sizes, whatever the signs.
    fn size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .magnitude()
                .cmp(&other.magnitude())
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.size(other),
            (true, true) => other.size(self),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands behind the `e`; far away where it is too large to count.
fn power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !is_digits(digits) {
        return None;
    }
    let size = digits.parse::<i64>().map_or(FAR, |size| size.min(FAR));
    Some(if text.starts_with('-') { -size } else { size })
}

/// `10^exponent` modulo a number of up to 17 digits, so that no product overflows.
fn power_of_ten(exponent: u64, modulus: u128) -> u128 {
    let (mut result, mut base, mut left) = (1 % modulus, 10 % modulus, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        left /= 2;
    }
    result
}

#[cfg(test)]
mod tests;
