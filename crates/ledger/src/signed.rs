//! Amounts with a sign: what a row adds to a balance or takes from it.

use crate::minor::Minor;
use crate::precision::Precision;

/// An amount and its sign. Zero has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Signed {
    is_negative: bool,
    magnitude: Minor,
}

impl Signed {
    /// Nothing.
    pub const ZERO: Self = Self {
        is_negative: false,
        magnitude: Minor::ZERO,
    };

    /// Gives an amount a sign; zero stays without one.
    pub fn new(is_negative: bool, magnitude: Minor) -> Self {
        Self {
            is_negative: is_negative && !magnitude.is_zero(),
            magnitude,
        }
    }

    /// The first amount less the second.
    pub fn difference(from: Minor, taken: Minor) -> Self {
        match from.checked_sub(taken) {
            Some(rest) => rest.into(),
            None => Self::new(true, taken.checked_sub(from).unwrap_or_default()),
        }
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.is_negative
    }

    /// The amount without its sign.
    pub fn magnitude(self) -> Minor {
        self.magnitude
    }

    /// The amount itself; `None` if it is negative.
    pub fn non_negative(self) -> Option<Minor> {
        (!self.is_negative).then_some(self.magnitude)
    }

    /// Adds; `None` if the sum reaches 10^38 on either side of zero.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        match (self.is_negative, other.is_negative) {
            (false, true) => Some(Self::difference(self.magnitude, other.magnitude)),
            (true, false) => Some(Self::difference(other.magnitude, self.magnitude)),
            (is_negative, _) => self
                .magnitude
                .checked_add(other.magnitude)
                .map(|sum| Self::new(is_negative, sum)),
        }
    }

    /// Writes the amount exactly and as short as possible: `-0.5`, `0`, `21000000`.
    pub fn decimal(self, precision: Precision) -> String {
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}{}", self.magnitude.decimal(precision))
    }

    /// The nearest number towards zero that has at most 15 significant digits.
    pub fn number(self, precision: Precision) -> f64 {
        let number = self.magnitude.number(precision);
        if self.is_negative { -number } else { number }
    }
}

impl From<Minor> for Signed {
    fn from(amount: Minor) -> Self {
        Self::new(false, amount)
    }
}

#[cfg(test)]
mod tests;
