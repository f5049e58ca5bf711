//! What the chain says of a deposit, and what becomes of it.
//!
//! A deposit counts by confirmations only, and only the chain's own word reverses it.

use crate::deposit::DepositState::{
    self, Confirming, Credited, Orphaned, Returned, Reversed, Seen, Suspense,
};

/// What the chain says of a deposit's transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sighting {
    /// Replaced by another transaction, or in conflict with one.
    Gone,
    /// In no block.
    Unconfirmed,
    /// In a block that has so many confirmations, itself included; zero means in no block.
    Confirmed(u32),
}

/// Where a confirmed deposit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// To the wallet that it was sent to.
    Wallet,
    /// To suspense, for the wallet or its user is not active.
    Suspense,
}

/// What a sighting makes of a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing changes; a deposit that is not recorded stays so.
    Stay,
    /// The deposit takes this state.
    Become(DepositState),
}

impl DepositState {
    /// Decides what the watcher makes of a deposit, given what the chain says now.
    ///
    /// It may have missed any number of blocks: the answer is right from every state. `required`
    /// confirmations make a deposit count, one at least. The destination of a reversed deposit is
    /// where it lay before.
    pub fn next(
        current: Option<Self>,
        sighting: Sighting,
        required: u32,
        destination: Destination,
    ) -> Outcome {
        let counted = destination.state();
        match current {
            None | Some(Seen | Confirming | Orphaned) => {
                match sighting.uncounted(current, required, counted) {
                    Some(state) if Some(state) != current => Outcome::Become(state),
                    Some(_) | None => Outcome::Stay,
                }
            }
            Some(Credited | Suspense) if sighting.confirmations() == 0 => Outcome::Become(Reversed),
            Some(Reversed) if sighting.suffices(required) => Outcome::Become(counted),
            Some(Credited | Suspense | Reversed | Returned) => Outcome::Stay,
        }
    }
}

impl Sighting {
    /// The state of a deposit that has not counted yet; `None` if it is not worth recording.
    fn uncounted(
        self,
        current: Option<DepositState>,
        required: u32,
        counted: DepositState,
    ) -> Option<DepositState> {
        match self {
            Self::Gone => current.map(|_| Orphaned),
            Self::Unconfirmed | Self::Confirmed(0) => Some(Seen),
            Self::Confirmed(_) if self.suffices(required) => Some(counted),
            Self::Confirmed(_) => Some(Confirming),
        }
    }

    fn confirmations(self) -> u32 {
        match self {
            Self::Gone | Self::Unconfirmed => 0,
            Self::Confirmed(confirmations) => confirmations,
        }
    }

    fn suffices(self, required: u32) -> bool {
        self.confirmations() >= required.max(1)
    }
}

impl Destination {
    fn state(self) -> DepositState {
        match self {
            Self::Wallet => Credited,
            Self::Suspense => Suspense,
        }
    }
}

#[cfg(test)]
mod tests;
