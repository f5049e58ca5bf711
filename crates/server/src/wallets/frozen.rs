//! Frozen wallets: nothing leaves them.

use diesel::prelude::*;

use crate::changes::Change;
use crate::db::schema::wallets;
use crate::db::{Connection, DbError, WalletId};

/// Why a wallet was frozen that owes what was taken back.
pub(crate) const DEPOSIT_REVERSED: &str = "DEPOSIT_REVERSED";

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
    let change = || Change::of("wallet.frozen", id).with("reason", reason);
    Ok((frozen > 0).then(change))
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
