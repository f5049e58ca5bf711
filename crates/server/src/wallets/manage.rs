//! What an operator does to wallets.

use super::frozen;
use super::model::WalletRow;
use super::queries;
use crate::adjustments::Reason;
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{Connection, Db, DbError, UserId, WalletId};

/// How many wallets are read at a time.
const PAGE: i64 = 500;

/// Why a wallet was not frozen or freed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FreezeError {
    #[error("there is no such wallet")]
    Unknown,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A wallet, as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: WalletId,
    /// As clients know the customer.
    pub(crate) customer_id: String,
    pub(crate) user_id: UserId,
    pub(crate) status: String,
    pub(crate) frozen_reason: Option<String>,
    pub(crate) frozen_at: Option<i64>,
}

impl From<(WalletRow, String)> for Listed {
    fn from((row, customer_id): (WalletRow, String)) -> Self {
        Self {
            id: row.id,
            customer_id,
            user_id: row.user_id,
            status: row.status,
            frozen_reason: row.frozen_reason,
            frozen_at: row.frozen_at,
        }
    }
}

/// Keeps everything from leaving a wallet until it is freed; `false` where that was done before.
///
/// # Errors
/// When there is no such wallet, or the database fails.
pub(crate) async fn freeze(
    changes: &Changes,
    wallet: WalletId,
    reason: Reason,
) -> Result<bool, FreezeError> {
    let clock = changes.clock().clone();
    let frozen = changes.change(Actor::operator(), move |conn| {
        expect_wallet(conn, &wallet)?;
        let change = frozen::freeze_by_operator(conn, &wallet, clock.now_millis())?;
        Ok::<_, FreezeError>(explained(change, &reason))
    });
    frozen.await
}

/// Lets things leave a wallet again, whatever it was frozen for; `false` where it is not frozen.
///
/// # Errors
/// When there is no such wallet, or the database fails.
pub(crate) async fn unfreeze(
    changes: &Changes,
    wallet: WalletId,
    reason: Reason,
) -> Result<bool, FreezeError> {
    let freed = changes.change(Actor::operator(), move |conn| {
        expect_wallet(conn, &wallet)?;
        let change = frozen::thaw(conn, &wallet, None)?;
        Ok::<_, FreezeError>(explained(change, &reason))
    });
    freed.await
}

fn expect_wallet(conn: &mut Connection, wallet: &WalletId) -> Result<(), FreezeError> {
    let found = queries::find_anywhere(conn, wallet)?;
    found.map(drop).ok_or(FreezeError::Unknown)
}

/// Whether there was a change, which is recorded with the operator's words.
fn explained(change: Option<Change>, reason: &Reason) -> Changed<bool> {
    let change = change.map(|change| change.with("explanation", reason.as_str()));
    Changed::by_all(change.is_some(), change)
}

/// A page of the wallets that follow one, by id.
///
/// # Errors
/// When the database fails.
pub(crate) async fn list(
    db: &Db,
    only_frozen: bool,
    after: Option<WalletId>,
) -> Result<Vec<Listed>, DbError> {
    let rows = db
        .read(move |conn| queries::page_of_all(conn, only_frozen, after.as_ref(), PAGE))
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
