//! Reversals: a credited deposit that the chain no longer has.
//!
//! The two parts are stored with the deposit. If its transaction is mined again, exactly these are
//! mirrored, so that a deposit never counts twice.

use crate::minor::Minor;

/// How a reversed amount divides between the wallet and its debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reversal {
    /// The part that is taken from the wallet.
    pub from_wallet: Minor,
    /// The part that the wallet no longer has, and owes.
    pub owed: Minor,
}

impl Reversal {
    /// Takes as much of the amount from the wallet as is available; the rest is owed.
    pub fn of(available: Minor, amount: Minor) -> Self {
        let from_wallet = available.min(amount);
        Self {
            from_wallet,
            owed: amount.checked_sub(from_wallet).unwrap_or_default(),
        }
    }

    /// Whether the wallet owes a part of the amount.
    pub fn is_in_debt(self) -> bool {
        !self.owed.is_zero()
    }
}

#[cfg(test)]
mod tests;
