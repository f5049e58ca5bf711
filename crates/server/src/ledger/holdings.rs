//! Accounts of a user or a customer, kept as they are while it is decided where their money goes.

use sovx_ledger::{AccountKind, Minor};

use super::book::LedgerError;
use super::model::AccountRow;
use super::owner::Owner;
use super::queries;
use super::units::Units;
use crate::db::{Connection, CustomerKey, LedgerAccountId, UserId};

/// What is in an account whose row is locked until the transaction ends.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub(crate) owner: Owner,
    pub(crate) currency: String,
    pub(crate) available: Minor,
    pub(crate) held: Minor,
}

impl TryFrom<AccountRow> for Holding {
    type Error = LedgerError;

    fn try_from(row: AccountRow) -> Result<Self, LedgerError> {
        let kind = kind_of(&row.kind)?;
        let available = row.available.map(Units::minor);
        Ok(Self {
            owner: Owner {
                kind,
                name: row.owner,
                customer: row.customer_id,
                user: row.user_id,
                wallet: row.wallet_id,
            },
            currency: row.currency,
            available: available.ok_or(LedgerError::Damaged("an account has no limit"))?,
            held: row.held.minor(),
        })
    }
}

/// Locks the accounts of a user's wallets. The user must be locked, so that there is no other one.
pub(crate) fn lock_of_user(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<Vec<Holding>, LedgerError> {
    let accounts = queries::wallet_accounts(conn, customer, user)?;
    lock(conn, accounts)
}

/// Locks accounts of a customer in which something is available, of wallets and of its revenue: at
/// most `limit` of them.
pub(crate) fn lock_filled(
    conn: &mut Connection,
    customer: &CustomerKey,
    limit: i64,
) -> Result<Vec<Holding>, LedgerError> {
    let accounts = queries::filled_accounts(conn, customer, limit)?;
    lock(conn, accounts)
}

/// In the order in which everybody locks them.
fn lock(
    conn: &mut Connection,
    accounts: Vec<(String, LedgerAccountId)>,
) -> Result<Vec<Holding>, LedgerError> {
    let ranked = accounts
        .into_iter()
        .map(|(kind, id)| Ok((kind_of(&kind)?.lock_rank(), id)));
    let mut ranked = ranked.collect::<Result<Vec<_>, LedgerError>>()?;
    ranked.sort();
    let locked = ranked
        .into_iter()
        .map(|(_, id)| queries::lock_account(conn, &id)?.try_into());
    locked.collect()
}

/// The kind of that name.
pub(super) fn kind_of(kind: &str) -> Result<AccountKind, LedgerError> {
    AccountKind::parse(kind).ok_or(LedgerError::Damaged("an account is of no known kind"))
}
