//! Amounts that no sign and no rounding can spoil.

use crate::precision::Precision;
use crate::write;

/// Digits of the longest amount, and of every amount that a database keeps.
const DIGITS: usize = 38;

/// A non-negative number of a currency's smallest unit, below 10^38.
///
/// There are no operators: a sum may not fit and a difference may be negative, and the caller has to
/// say what happens then.
///
/// ```
/// use sovx_ledger::{Minor, Precision};
///
/// let bitcoin = Precision::new(8).unwrap();
/// let amount = Minor::parse("0.5", bitcoin).unwrap();
///
/// assert_eq!(amount.get(), 50_000_000);
/// assert_eq!(amount.checked_sub(Minor::MAX), None);
/// assert_eq!(amount.decimal(bitcoin), "0.5");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minor(u128);

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The largest amount, 10^38 - 1.
    pub const MAX: Self = Self(10_u128.pow(38) - 1);

    /// Takes a number of units; `None` from 10^38 on.
    pub fn new(units: u128) -> Option<Self> {
        (units <= Self::MAX.0).then_some(Self(units))
    }

    /// The number of units.
    pub fn get(self) -> u128 {
        self.0
    }

    /// Whether the amount is nothing.
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// Adds; `None` if the sum reaches 10^38.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::new)
    }

    /// Subtracts; `None` if the difference is negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Reads what [`Minor::padded`] wrote: exactly 38 ASCII digits.
    pub fn from_padded(text: &str) -> Option<Self> {
        let is_padded = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        is_padded
            .then(|| text.parse().ok())
            .flatten()
            .and_then(Self::new)
    }

    /// Writes 38 digits, as databases keep amounts: such texts compare like the amounts.
    pub fn padded(self) -> String {
        format!("{:0DIGITS$}", self.0)
    }

    /// Writes the amount exactly and as short as possible: `0`, `0.5`, `21000000`.
    pub fn decimal(self, precision: Precision) -> String {
        write::decimal(&self.0.to_string(), precision)
    }

    /// The greatest number of at most 15 significant digits that is not above the amount.
    ///
    /// Every number of 15 digits is the shortest form of its own float, so a JSON writer shows
    /// exactly this number and never more than there is.
    pub fn number(self, precision: Precision) -> f64 {
        write::number(&self.0.to_string(), precision)
    }
}

#[cfg(test)]
mod tests;
