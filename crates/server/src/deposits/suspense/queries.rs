//! For the operator only, hence without a tenant.

use diesel::prelude::*;
use sovx_ledger::DepositState;

use crate::db::schema::deposits;
use crate::db::{Connection, DbError, DepositId, MultiBackend, columns};
use crate::deposits::model::DepositRow;
use crate::deposits::queries::PAGE;

/// A deposit that may not be there.
pub(super) fn find(conn: &mut Connection, id: &DepositId) -> Result<Option<DepositRow>, DbError> {
    let row = deposits::table
        .find(id)
        .select(columns::<DepositRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Deposits in suspense that follow one, by id.
pub(super) fn page(
    conn: &mut Connection,
    after: Option<&DepositId>,
) -> Result<Vec<DepositRow>, DbError> {
    let mut query = deposits::table
        .filter(deposits::state.eq(DepositState::Suspense.as_str()))
        .order(deposits::id)
        .select(columns::<DepositRow>())
        .limit(PAGE)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        query = query.filter(deposits::id.gt(after));
    }
    Ok(query.load(conn)?)
}
