//! Who owns an account of the ledger.

use sovx_ledger::AccountKind;

use crate::db::{CustomerKey, UserId, WalletId};

/// The owner of accounts that belong to nobody's customer.
const PLATFORM: &str = "platform";

/// What tells an account from others of its currency, and whose money it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(super) kind: AccountKind,
    /// The wallet, the customer, the network or the platform.
    pub(super) name: String,
    pub(super) customer: Option<CustomerKey>,
    pub(super) user: Option<UserId>,
    pub(super) wallet: Option<WalletId>,
}

impl Owner {
    /// What a user has in a wallet.
    pub(crate) fn wallet(customer: &CustomerKey, user: &UserId, wallet: &WalletId) -> Self {
        Self::of_wallet(AccountKind::Wallet, customer, user, wallet)
    }

    /// What a wallet owes since deposits were taken back that it had spent.
    pub(crate) fn debt(customer: &CustomerKey, user: &UserId, wallet: &WalletId) -> Self {
        Self::of_wallet(AccountKind::DepositReversals, customer, user, wallet)
    }

    fn of_wallet(
        kind: AccountKind,
        customer: &CustomerKey,
        user: &UserId,
        wallet: &WalletId,
    ) -> Self {
        Self {
            kind,
            name: wallet.to_string(),
            customer: Some(customer.clone()),
            user: Some(user.clone()),
            wallet: Some(wallet.clone()),
        }
    }

    /// The user and the wallet, of an account that belongs to a wallet.
    pub(crate) fn wallet_of_user(&self) -> Option<(&UserId, &WalletId)> {
        Some((self.user.as_ref()?, self.wallet.as_ref()?))
    }

    /// What a customer has earned.
    pub(crate) fn revenue(customer: &CustomerKey) -> Self {
        Self {
            kind: AccountKind::Revenue,
            name: customer.to_string(),
            customer: Some(customer.clone()),
            user: None,
            wallet: None,
        }
    }

    /// The coins that lie on a network.
    pub(crate) fn chain(network: &str) -> Self {
        Self::nobody(AccountKind::Chain, network)
    }

    /// What has arrived and could not be credited.
    pub(crate) fn suspense() -> Self {
        Self::nobody(AccountKind::Suspense, PLATFORM)
    }

    /// What the operator put in and took out by hand.
    pub(crate) fn equity() -> Self {
        Self::nobody(AccountKind::Equity, PLATFORM)
    }

    fn nobody(kind: AccountKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            customer: None,
            user: None,
            wallet: None,
        }
    }
}
