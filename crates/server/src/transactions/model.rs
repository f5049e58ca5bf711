//! Rows of `transactions`.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::Minor;

use crate::db::schema::transactions;
use crate::db::{CustomerKey, TransactionId, UserId, WalletId};
use crate::ledger::Units;

/// A transaction as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = transactions)]
pub(crate) struct TransactionRow {
    pub(super) id: TransactionId,
    pub(super) customer_id: CustomerKey,
    pub(super) user_id: Option<UserId>,
    pub(super) wallet_id: Option<WalletId>,
    pub(super) order_id: Option<String>,
    pub(super) operation_id: Option<String>,
    pub(super) kind: String,
    pub(super) currency: String,
    pub(super) amount: Units,
    pub(super) price: Option<Units>,
    pub(super) fee: Units,
    /// How much the balance changes, without its sign.
    pub(super) net_amount: Units,
    /// Whether the balance gets less.
    pub(super) is_outgoing: bool,
    pub(super) status: String,
    pub(super) tx_hash: Option<String>,
    pub(super) memo: Option<String>,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// Whose money changes.
#[derive(Debug, Clone)]
pub(crate) enum Subject<'a> {
    /// A wallet of a user.
    Wallet(&'a CustomerKey, &'a UserId, &'a WalletId),
    /// What a customer has earned.
    Revenue(&'a CustomerKey),
}

/// A transaction to be stored: one that brings no fee of its own.
#[derive(Debug, Clone)]
pub(crate) struct NewTransaction<'a> {
    pub(crate) subject: Subject<'a>,
    /// The deposit or other operation that it belongs to.
    pub(crate) operation: Option<&'a str>,
    pub(crate) kind: TransactionType,
    pub(crate) currency: &'a str,
    pub(crate) amount: Minor,
    pub(crate) status: TransactionStatus,
    pub(crate) tx_hash: Option<&'a str>,
    pub(crate) memo: Option<&'a str>,
}

impl NewTransaction<'_> {
    /// The row to be stored.
    pub(super) fn row(self, now: i64) -> TransactionRow {
        let (customer, user, wallet) = match self.subject {
            Subject::Wallet(customer, user, wallet) => {
                (customer, Some(user.clone()), Some(wallet.clone()))
            }
            Subject::Revenue(customer) => (customer, None, None),
        };
        TransactionRow {
            id: TransactionId::fresh(),
            customer_id: customer.clone(),
            user_id: user,
            wallet_id: wallet,
            order_id: None,
            operation_id: self.operation.map(str::to_owned),
            kind: self.kind.as_str().to_owned(),
            currency: self.currency.to_owned(),
            amount: Units::of(self.amount),
            price: None,
            fee: Units::ZERO,
            net_amount: Units::of(self.amount),
            is_outgoing: is_outgoing(self.kind),
            status: self.status.as_str().to_owned(),
            tx_hash: self.tx_hash.map(str::to_owned),
            memo: self.memo.map(str::to_owned),
            created_at: now,
            updated_at: now,
        }
    }
}

/// Whether transactions of this type take from the balance.
fn is_outgoing(kind: TransactionType) -> bool {
    match kind {
        TransactionType::Withdraw
        | TransactionType::Sell
        | TransactionType::TransferOut
        | TransactionType::Fee
        | TransactionType::Charge => true,
        TransactionType::Deposit
        | TransactionType::Buy
        | TransactionType::TransferIn
        | TransactionType::Credit => false,
    }
}
