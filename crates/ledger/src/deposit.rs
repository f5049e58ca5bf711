//! The states of a deposit.
//!
//! [`EDGES`] has every change of state that exists. Updates carry the old state, so what is no edge
//! changes nothing.

use DepositState::{Confirming, Credited, Orphaned, Returned, Reversed, Seen, Suspense};

/// The state of a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DepositState {
    /// Known to the network and in no block.
    Seen,
    /// In a block, with too few confirmations.
    Confirming,
    /// Credited to the wallet.
    Credited,
    /// Confirmed, and kept for the operator since the wallet cannot have it.
    Suspense,
    /// Replaced or conflicted before it counted.
    Orphaned,
    /// Lost by the chain after it counted.
    Reversed,
    /// Sent back by the operator.
    Returned,
}

/// Who changes a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The process that follows the chain.
    Watcher,
    /// A person at the command line.
    Operator,
}

/// All changes of state and who makes them; a deposit that is not yet recorded is `None`.
pub const EDGES: &[(Option<DepositState>, DepositState, Actor)] = &[
    (None, Seen, Actor::Watcher),
    (None, Confirming, Actor::Watcher),
    (None, Credited, Actor::Watcher),
    (None, Suspense, Actor::Watcher),
    (Some(Seen), Confirming, Actor::Watcher),
    (Some(Seen), Credited, Actor::Watcher),
    (Some(Seen), Suspense, Actor::Watcher),
    (Some(Seen), Orphaned, Actor::Watcher),
    // Its block was dropped, and the transaction waits in the mempool again.
    (Some(Confirming), Seen, Actor::Watcher),
    (Some(Confirming), Credited, Actor::Watcher),
    (Some(Confirming), Suspense, Actor::Watcher),
    (Some(Confirming), Orphaned, Actor::Watcher),
    (Some(Orphaned), Seen, Actor::Watcher),
    (Some(Orphaned), Confirming, Actor::Watcher),
    (Some(Orphaned), Credited, Actor::Watcher),
    (Some(Orphaned), Suspense, Actor::Watcher),
    (Some(Credited), Reversed, Actor::Watcher),
    (Some(Suspense), Reversed, Actor::Watcher),
    (Some(Suspense), Credited, Actor::Operator),
    (Some(Suspense), Returned, Actor::Operator),
    (Some(Reversed), Credited, Actor::Watcher),
    (Some(Reversed), Suspense, Actor::Watcher),
];

impl DepositState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Seen, Confirming, Credited, Suspense, Orphaned, Reversed, Returned,
    ];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Seen => "SEEN",
            Confirming => "CONFIRMING",
            Credited => "CREDITED",
            Suspense => "SUSPENSE",
            Orphaned => "ORPHANED",
            Reversed => "REVERSED",
            Returned => "RETURNED",
        }
    }

    /// Reads a name that [`DepositState::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether [`EDGES`] lets the actor make this change.
    pub fn may_follow(self, current: Option<Self>, actor: Actor) -> bool {
        EDGES.contains(&(current, self, actor))
    }
}

#[cfg(test)]
mod tests;
