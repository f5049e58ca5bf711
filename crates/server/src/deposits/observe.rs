//! What the chain says, carried out on one deposit.

use sovx_api_types::sovx::models::{CustomerStatus, TransactionStatus};
use sovx_ledger::{DepositState, Destination, Outcome, Sighting};

use super::credit;
use super::model::{DAMAGED, DepositRow};
use super::queries;
use super::source::Seen;
use crate::changes::{Change, Changed};
use crate::clock::Clock;
use crate::db::{Connection, DbError};
use crate::error::Broken;
use crate::ledger::{Ledger, LedgerError, Units};
use crate::wallets::WalletRow;
use crate::{currencies, customers, transactions, users, wallets};

/// What it takes to carry out what the chain says. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Books {
    pub(super) ledger: Ledger,
    pub(super) clock: Clock,
}

/// Why a deposit was left as it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ObserveError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Broken(#[from] Broken),
}

impl From<DbError> for ObserveError {
    fn from(error: DbError) -> Self {
        Self::Ledger(error.into())
    }
}

/// Somebody altered the deposit, or the transaction of the simulated chain.
const OTHER_AMOUNT: Broken = Broken {
    what: "a deposit has another amount than the chain says",
};

/// Takes a deposit to where the chain says that it is, and moves the money that goes with it.
///
/// Locks the user, the wallet and the deposit, in this order. `known` is the deposit as it was before
/// the chain was asked: where it is another one by now, what the chain said may be out of date, and
/// `None` tells that nothing was done.
pub(super) fn observe(
    conn: &mut Connection,
    books: &Books,
    known: &DepositRow,
    seen: Seen,
) -> Result<Changed<Option<DepositRow>>, ObserveError> {
    let holder = lock_holder(conn, known)?;
    match queries::lock(conn, &known.id, &known.state)? {
        Some(row) if row == *known => {
            let followed = follow(conn, books, &row, &holder, seen)?;
            Ok(followed.map(Some))
        }
        Some(_) | None => Ok(Changed::nothing(None)),
    }
}

/// Follows what the chain says of a deposit that is locked.
fn follow(
    conn: &mut Connection,
    books: &Books,
    row: &DepositRow,
    holder: &Holder,
    seen: Seen,
) -> Result<Changed<DepositRow>, ObserveError> {
    let state = row.state()?;
    let reason = reason_for_suspense(conn, row, holder)?;
    let destination = destination(state, row, holder, reason);
    let required = u32::try_from(row.confirmations_required).or(Err(DAMAGED))?;
    let now = books.clock.now_millis();
    let mut next = row.clone();
    next.confirmations = confirmations(seen.sighting);
    next.block_height = seen.height.or(row.block_height);
    match DepositState::next(Some(state), seen.sighting, required, destination) {
        Outcome::Stay => {
            if next != *row {
                next.updated_at = now;
                queries::update(conn, &next)?;
            }
            Ok(Changed::nothing(next))
        }
        Outcome::Become(becomes) => {
            if seen
                .amount
                .is_some_and(|amount| amount != row.amount.minor())
            {
                return Err(OTHER_AMOUNT.into());
            }
            next.state = becomes.as_str().to_owned();
            next.updated_at = now;
            if becomes == DepositState::Suspense {
                next.suspense_reason = reason
                    .or(next.suspense_reason.as_deref())
                    .map(str::to_owned);
            }
            let mut changes: Vec<Change> = told(becomes, &next).into_iter().collect();
            let frozen = credit::settle(
                conn,
                &books.ledger,
                (state, becomes),
                &mut next,
                holder,
                now,
            )?;
            changes.extend(frozen);
            tell(conn, (state, becomes), &next, now)?;
            queries::update(conn, &next)?;
            Ok(Changed::by_all(next, changes))
        }
    }
}

/// The wallet whose money is concerned, with its user, as they are until the transaction ends.
pub(super) struct Holder {
    pub(super) wallet: WalletRow,
    has_user: bool,
}

/// Locks the wallet that the deposit was, or would be, credited to, and its user.
fn lock_holder(conn: &mut Connection, row: &DepositRow) -> Result<Holder, DbError> {
    let wallet = row.credited_to.as_ref().unwrap_or(&row.wallet_id);
    let wallet = wallets::of_anybody(conn, wallet)?;
    let user = users::lock_status(conn, &wallet.customer_id, &wallet.user_id)?;
    let wallet = wallets::lock_of_anybody(conn, &wallet.id)?;
    Ok(Holder {
        wallet,
        has_user: user.is_some(),
    })
}

/// Why a deposit that arrives now is not the wallet's to spend; `None` when it is.
fn reason_for_suspense(
    conn: &mut Connection,
    row: &DepositRow,
    holder: &Holder,
) -> Result<Option<&'static str>, DbError> {
    let is_active = |status: CustomerStatus| status != CustomerStatus::Inactive;
    if !holder.has_user {
        return Ok(Some("the user is deleted"));
    }
    if !customers::status(conn, &holder.wallet.customer_id)?.is_some_and(is_active) {
        return Ok(Some("the customer is deleted"));
    }
    if !holder.wallet.is_active() {
        return Ok(Some("the wallet is not active"));
    }
    match currencies::takes_deposits(conn, &row.currency)? {
        true => Ok(None),
        false => Ok(Some("the currency takes no deposits")),
    }
}

/// Where a deposit goes that counts now. One that was taken back goes where it lay before, but for the
/// wallet of a deleted user, which owes nothing that could be mirrored.
fn destination(
    state: DepositState,
    row: &DepositRow,
    holder: &Holder,
    reason: Option<&str>,
) -> Destination {
    let is_for_wallet = match (state, &row.credited_to) {
        (DepositState::Reversed, Some(_)) => holder.has_user || is_owed(row),
        (DepositState::Reversed, None) => false,
        _ => reason.is_none(),
    };
    match is_for_wallet {
        true => Destination::Wallet,
        false => Destination::Suspense,
    }
}

/// Whether the wallet lacked a part of the deposit when it was taken back.
fn is_owed(row: &DepositRow) -> bool {
    row.reversed_debt.is_some_and(|debt| debt != Units::ZERO)
}

fn confirmations(sighting: Sighting) -> i64 {
    match sighting {
        Sighting::Gone | Sighting::Unconfirmed => 0,
        Sighting::Confirmed(confirmations) => confirmations.into(),
    }
}

/// What the audit log is told. Confirmations that are still too few are not worth an entry.
fn told(becomes: DepositState, row: &DepositRow) -> Option<Change> {
    let action = match becomes {
        DepositState::Seen | DepositState::Confirming | DepositState::Returned => return None,
        DepositState::Credited => "deposit.credited",
        DepositState::Suspense => "deposit.suspended",
        DepositState::Orphaned => "deposit.orphaned",
        DepositState::Reversed => "deposit.reversed",
    };
    let change = Change::of(action, &row.id);
    Some(change.with(
        "wallet_id",
        row.credited_to.as_ref().unwrap_or(&row.wallet_id).as_str(),
    ))
}

/// What the reader of transactions is told: whether the deposit comes. What is taken back or given
/// again is told by transactions of their own.
fn tell(
    conn: &mut Connection,
    (from, to): (DepositState, DepositState),
    row: &DepositRow,
    now: i64,
) -> Result<(), DbError> {
    let status = match (from, to) {
        (DepositState::Reversed, _) | (_, DepositState::Reversed) => return Ok(()),
        (_, DepositState::Credited) => TransactionStatus::Completed,
        (_, DepositState::Orphaned) => TransactionStatus::Failed,
        (DepositState::Orphaned, _) => TransactionStatus::Pending,
        _ => return Ok(()),
    };
    transactions::set_status(conn, &row.transaction_id, status, now)
}
