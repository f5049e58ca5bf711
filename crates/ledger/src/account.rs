//! Accounts: what was debited, credited and held, and what may still be taken.
//!
//! In a limited account, the figure of its normal side is the sum of the other side's figure, what
//! is held and what is available; none of them is negative. The database repeats this rule.

use crate::kind::AccountKind;
use crate::minor::Minor;
use crate::movement::{Effect, Side};
use crate::signed::Signed;

/// The figures of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balances {
    /// Everything that was ever debited.
    pub debits: Minor,
    /// Everything that was ever credited.
    pub credits: Minor,
    /// What is reserved for debits to come.
    pub held: Minor,
}

/// Why a movement cannot be applied to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The account is limited and has less available than the movement takes.
    #[error("the account has too little available")]
    Insufficient,
    /// A figure of the account would reach 10^38.
    #[error("a figure of the account would be too large")]
    Overflow,
    /// Less is held than the movement releases or commits.
    #[error("the account holds less than is released or committed")]
    NothingHeld,
}

impl Balances {
    /// The balance without regard to holds, positive on the normal side of the kind.
    pub fn posted(self, kind: AccountKind) -> Signed {
        match kind.normal() {
            Side::Credit => Signed::difference(self.credits, self.debits),
            Side::Debit => Signed::difference(self.debits, self.credits),
        }
    }

    /// What may still be taken or held; `None` of a kind without a limit.
    ///
    /// Also `None` if the figures break the limit, which [`Balances::apply`] never lets happen.
    pub fn available(self, kind: AccountKind) -> Option<Minor> {
        if !kind.is_limited() {
            return None;
        }
        self.posted(kind).non_negative()?.checked_sub(self.held)
    }

    /// Applies a movement's effect; the account stays as it is if the effect is refused.
    ///
    /// A hold is taken from what is available, so that its commit cannot be refused for want of
    /// funds.
    ///
    /// # Errors
    /// A limited account would have less than nothing available, less is held than the effect
    /// draws on, or a figure would not fit.
    pub fn apply(self, kind: AccountKind, effect: Effect, amount: Minor) -> Result<Self, Refused> {
        let after = self.after(effect, amount)?;
        let is_covered = !kind.is_limited() || after.available(kind).is_some();
        is_covered.then_some(after).ok_or(Refused::Insufficient)
    }

    /// The figures after an effect, whether or not the kind permits them.
    fn after(self, effect: Effect, amount: Minor) -> Result<Self, Refused> {
        let mut after = self;
        match effect {
            Effect::Debit => after.debits = more(self.debits, amount)?,
            Effect::Credit => after.credits = more(self.credits, amount)?,
            Effect::Hold => after.held = more(self.held, amount)?,
            Effect::Release => after.held = unheld(self.held, amount)?,
            Effect::CommitDebit => {
                after.held = unheld(self.held, amount)?;
                after.debits = more(self.debits, amount)?;
            }
        }
        Ok(after)
    }
}

fn more(figure: Minor, amount: Minor) -> Result<Minor, Refused> {
    figure.checked_add(amount).ok_or(Refused::Overflow)
}

fn unheld(held: Minor, amount: Minor) -> Result<Minor, Refused> {
    held.checked_sub(amount).ok_or(Refused::NothingHeld)
}

#[cfg(test)]
mod tests;
