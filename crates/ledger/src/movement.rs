//! Movements: one amount from one debit account to one credit account.
//!
//! A movement is one row with both accounts, so it cannot be unbalanced. A hold and its release
//! touch the debit account only.

/// The step of money that a movement records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Moves the amount at once.
    Post,
    /// Reserves the amount on the debit account.
    Hold,
    /// Moves an amount that was held.
    Commit,
    /// Frees an amount that was held.
    Release,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 4] = [Self::Post, Self::Hold, Self::Commit, Self::Release];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Hold => "HOLD",
            Self::Commit => "COMMIT",
            Self::Release => "RELEASE",
        }
    }

    /// Reads a name that [`Phase::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == text)
    }

    /// What the movement does to its debit account.
    pub fn debit_effect(self) -> Effect {
        match self {
            Self::Post => Effect::Debit,
            Self::Hold => Effect::Hold,
            Self::Commit => Effect::CommitDebit,
            Self::Release => Effect::Release,
        }
    }

    /// What the movement does to its credit account; `None` if it writes no line there.
    pub fn credit_effect(self) -> Option<Effect> {
        match self {
            Self::Post | Self::Commit => Some(Effect::Credit),
            Self::Hold | Self::Release => None,
        }
    }
}

/// A side of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The side that what we own grows on.
    Debit,
    /// The side that what we owe grows on.
    Credit,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Debit, Self::Credit];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Debit => "DEBIT",
            Self::Credit => "CREDIT",
        }
    }

    /// Reads a name that [`Side::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == text)
    }
}

/// What a movement does to one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Adds to the debits.
    Debit,
    /// Adds to the credits.
    Credit,
    /// Adds to what is held.
    Hold,
    /// Takes from what is held.
    Release,
    /// Turns what is held into a debit.
    CommitDebit,
}

#[cfg(test)]
mod tests;
