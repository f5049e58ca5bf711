//! Deposits in suspense, which wait for an operator.

mod assignment;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use assignment::{AssignError, Assigned, assign};

use super::model::{DAMAGED, DepositRow};
use super::observe::ObserveError;
use crate::customers;
use crate::db::{Connection, Db, DepositId, UserId, WalletId};
use crate::ledger;

/// The kind of the movement that brought a deposit here.
pub(super) const KIND: &str = "deposit.suspense";

/// A deposit in suspense, as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suspended {
    pub(crate) id: DepositId,
    /// As clients know the customer.
    pub(crate) customer_id: String,
    pub(crate) user_id: UserId,
    /// The wallet whose address was paid.
    pub(crate) wallet_id: WalletId,
    pub(crate) currency: String,
    /// Exactly.
    pub(crate) amount: String,
    pub(crate) network: String,
    pub(crate) tx_hash: String,
    pub(crate) reason: String,
    pub(crate) since: i64,
}

/// A page of the deposits in suspense that follow one, by id.
///
/// # Errors
/// When the database fails, or a stored value is damaged.
pub(crate) async fn list(
    db: &Db,
    after: Option<DepositId>,
) -> Result<Vec<Suspended>, ObserveError> {
    db.read(move |conn| {
        let rows = queries::page(conn, after.as_ref())?;
        rows.into_iter().map(|row| shown(conn, row)).collect()
    })
    .await
}

fn shown(conn: &mut Connection, row: DepositRow) -> Result<Suspended, ObserveError> {
    let precision = ledger::precision(conn, &row.currency)?.ok_or(DAMAGED)?;
    let posted = ledger::posted(conn, KIND, &row.reference())?.ok_or(DAMAGED)?;
    Ok(Suspended {
        customer_id: customers::id_of(conn, &row.customer_id)?,
        amount: row.amount.minor().decimal(precision),
        since: posted.at,
        id: row.id,
        user_id: row.user_id,
        wallet_id: row.wallet_id,
        currency: row.currency,
        network: row.network,
        tx_hash: row.tx_hash,
        reason: row.suspense_reason.unwrap_or_default(),
    })
}
