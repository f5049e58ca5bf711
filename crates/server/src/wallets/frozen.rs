//! Frozen wallets: nothing leaves them.

use diesel::prelude::*;

use crate::changes::Change;
use crate::db::schema::wallets;
use crate::db::{Connection, DbError, WalletId};

/// Why a wallet was frozen that owes what was taken back.
pub(crate) const DEPOSIT_REVERSED: &str = "DEPOSIT_REVERSED";

/// Why a wallet was frozen that an operator did not trust.
const OPERATOR: &str = "OPERATOR";

/// Freezes a wallet for the operator, and says so; nothing where that was done before. What another
/// reason had frozen stays so until the operator frees it.
pub(super) fn freeze_by_operator(
    conn: &mut Connection,
    id: &WalletId,
    now: i64,
) -> Result<Option<Change>, DbError> {
    let other = wallets::frozen_reason
        .is_null()
        .or(wallets::frozen_reason.ne(OPERATOR).assume_not_null());
    let frozen = diesel::update(wallets::table.find(id))
        .filter(other)
        .set((
            wallets::frozen_reason.eq(OPERATOR),
            wallets::frozen_at.eq(now),
        ))
        .execute(conn)?;
    Ok((frozen > 0).then(|| told(id, OPERATOR)))
}

fn told(id: &WalletId, reason: &str) -> Change {
    Change::of("wallet.frozen", id).with("reason", reason)
}

/// Freezes a wallet, and says so; nothing where it is frozen already.
pub(crate) fn freeze(
    conn: &mut Connection,
    id: &WalletId,
    reason: &'static str,
    now: i64,
) -> Result<Option<Change>, DbError> {
    let frozen = diesel::update(wallets::table.find(id))
        .filter(wallets::frozen_at.is_null())
        .set((
            wallets::frozen_reason.eq(reason),
            wallets::frozen_at.eq(now),
        ))
        .execute(conn)?;
    Ok((frozen > 0).then(|| told(id, reason)))
}

/// Frees a wallet that is frozen, for this reason if one is given, and says so; nothing where it is
/// not.
pub(crate) fn thaw(
    conn: &mut Connection,
    id: &WalletId,
    reason: Option<&str>,
) -> Result<Option<Change>, DbError> {
    let is_meant = match reason {
        Some(reason) => {
            let stored: Option<Option<String>> = wallets::table
                .find(id)
                .select(wallets::frozen_reason)
                .get_result(conn)
                .optional()?;
            stored.flatten().as_deref() == Some(reason)
        }
        None => true,
    };
    if !is_meant {
        return Ok(None);
    }
    let thawed = diesel::update(wallets::table.find(id))
        .filter(wallets::frozen_at.is_not_null())
        .set((
            wallets::frozen_reason.eq(None::<String>),
            wallets::frozen_at.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok((thawed > 0).then(|| Change::of("wallet.unfrozen", id)))
}
