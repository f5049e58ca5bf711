//! Sums of any number of amounts, exact where 38 digits do not suffice.

use std::iter::Sum;

use crypto_bigint::{CheckedAdd as _, CheckedSub as _, Limb, NonZero, U256};

use crate::minor::Minor;
use crate::precision::Precision;
use crate::write;

/// The weight of the first 13 of 38 digits.
const HIGH: u128 = 10_u128.pow(25);
/// The weight of the 13 digits after them. The last 12 weigh one each.
const MIDDLE: u128 = 10_u128.pow(12);

/// Digits are written nine at a time, which fit the limbs of every machine.
const NINE_DIGITS: NonZero<Limb> = NonZero::<Limb>::new_unwrap(Limb(1_000_000_000));

/// A non-negative sum of amounts of one currency, in its smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Total(U256);

impl Total {
    /// Nothing.
    pub const ZERO: Self = Self(U256::ZERO);

    /// Joins three sums that a database made of chunks of 38-digit texts: of digits 1 to 13, 14 to
    /// 26 and 27 to 38. `None` if one is negative, which no sum of digits is.
    ///
    /// Chunks are summed because no database adds 38 digits exactly in its own integers.
    ///
    /// ```
    /// use sovx_ledger::{Minor, Total};
    ///
    /// let one = Total::from(Minor::new(10_u128.pow(25) + 7).unwrap());
    ///
    /// assert_eq!(Total::from_chunks(1, 0, 7), Some(one));
    /// ```
    pub fn from_chunks(high: i64, middle: i64, low: i64) -> Option<Self> {
        let high = weighted(high, HIGH)?;
        let middle = weighted(middle, MIDDLE)?;
        let low = weighted(low, 1)?;
        // 64 bits with a weight of 84 bits: three such numbers are far from 256 bits.
        Some(Self(high.wrapping_add(&middle).wrapping_add(&low)))
    }

    /// Whether the sum is nothing.
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// Adds an amount.
    ///
    /// Stays at 2^256 - 1, which takes more than 10^39 amounts to reach.
    pub fn plus(self, amount: Minor) -> Self {
        Self(self.0.saturating_add(&Self::from(amount).0))
    }

    /// Adds another sum; `None` if the result does not fit 256 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).into_option().map(Self)
    }

    /// Subtracts another sum; `None` if the difference is negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(&other.0).into_option().map(Self)
    }

    /// Writes the sum exactly and as short as possible, as [`Minor::decimal`] does.
    pub fn decimal(self, precision: Precision) -> String {
        write::decimal(&self.units(), precision)
    }

    /// The greatest number of at most 15 significant digits that is not above the sum, as
    /// [`Minor::number`] has it.
    pub fn number(self, precision: Precision) -> f64 {
        write::number(&self.units(), precision)
    }

    /// The sum in decimal digits, without zeros before the first.
    fn units(self) -> String {
        let mut digits = String::new();
        let mut rest = self.0;
        while rest != U256::ZERO {
            let (quotient, chunk) = rest.div_rem_limb(NINE_DIGITS);
            digits.insert_str(0, &format!("{:09}", chunk.0));
            rest = quotient;
        }
        match digits.trim_start_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        }
    }
}

impl Default for Total {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<Minor> for Total {
    fn from(amount: Minor) -> Self {
        Self(U256::from_u128(amount.get()))
    }
}

impl Sum<Minor> for Total {
    fn sum<I: Iterator<Item = Minor>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

fn weighted(chunk: i64, weight: u128) -> Option<U256> {
    let chunk = u128::try_from(chunk).ok()?;
    Some(U256::from_u128(chunk).wrapping_mul(&U256::from_u128(weight)))
}

#[cfg(test)]
mod tests;
