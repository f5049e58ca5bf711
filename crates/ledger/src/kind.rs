//! Kinds of accounts, and the order in which accounts are locked.

use crate::movement::Side;

/// What an account stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountKind {
    /// What we owe to the owner of a wallet.
    Wallet,
    /// What we owe to a customer from fees.
    Revenue,
    /// What the house has for trading.
    Inventory,
    /// What arrived and could not be credited to a wallet.
    Suspense,
    /// What lies on a chain.
    Chain,
    /// What networks were paid.
    NetworkFee,
    /// Where funds come from that no deposit brought, and where they go back to.
    Equity,
    /// What wallets owe us after a deposit was reversed and its money was already gone.
    DepositReversals,
}

impl AccountKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Wallet,
        Self::Revenue,
        Self::Inventory,
        Self::Suspense,
        Self::Chain,
        Self::NetworkFee,
        Self::Equity,
        Self::DepositReversals,
    ];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wallet => "wallet",
            Self::Revenue => "revenue",
            Self::Inventory => "inventory",
            Self::Suspense => "suspense",
            Self::Chain => "chain",
            Self::NetworkFee => "network_fee",
            Self::Equity => "equity",
            Self::DepositReversals => "deposit_reversals",
        }
    }

    /// Reads a name that [`AccountKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The side on which the account's balance grows.
    pub fn normal(self) -> Side {
        match self {
            Self::Wallet | Self::Revenue | Self::Inventory | Self::Suspense => Side::Credit,
            Self::Chain | Self::NetworkFee | Self::Equity | Self::DepositReversals => Side::Debit,
        }
    }

    /// Whether the balance must cover what is held and cannot be negative.
    ///
    /// Debts of wallets are limited too: a wallet cannot owe less than nothing.
    pub fn is_limited(self) -> bool {
        match self {
            Self::Wallet
            | Self::Revenue
            | Self::Inventory
            | Self::Suspense
            | Self::DepositReversals => true,
            Self::Chain | Self::NetworkFee | Self::Equity => false,
        }
    }

    /// The place of the kind in the order of locks: lower ranks are locked first.
    ///
    /// Accounts that many movements share come last, so that they are locked for the shortest time.
    pub fn lock_rank(self) -> u8 {
        match self {
            Self::Wallet => 0,
            Self::Revenue => 1,
            Self::Inventory => 2,
            Self::Suspense => 3,
            Self::DepositReversals => 4,
            Self::NetworkFee => 5,
            Self::Equity => 6,
            Self::Chain => 7,
        }
    }
}

#[cfg(test)]
mod tests;
