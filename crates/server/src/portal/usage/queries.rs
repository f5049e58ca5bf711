//! One statement each. The tenant is the end customer: whoever asks for one has made sure that it
//! is the partner's own. No foreign key leads there, so that a count is never refused.
//!
//! The upserts are said once for each database: their shared connection knows no `ON CONFLICT`.

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::model::Counts;
use crate::db::schema::{usage_periods, usage_processes};
use crate::db::{Connection, DbError, EndCustomerId, ProcessId, columns};

/// Adds to what is known of an end customer's period.
pub(super) fn add(
    conn: &mut Connection,
    customer: &EndCustomerId,
    period_start: i64,
    counts: Counts,
) -> Result<(), DbError> {
    use usage_periods as u;

    let later = u::last_request_at.lt(excluded(u::last_request_at));
    let last = case_when(later, excluded(u::last_request_at)).otherwise(u::last_request_at);
    let upsert = diesel::insert_into(u::table)
        .values((
            u::end_customer_id.eq(customer),
            u::period_start.eq(period_start),
            counts,
        ))
        .on_conflict((u::end_customer_id, u::period_start))
        .do_update()
        .set((
            u::successful.eq(u::successful + excluded(u::successful)),
            u::failed.eq(u::failed + excluded(u::failed)),
            u::rate_limited.eq(u::rate_limited + excluded(u::rate_limited)),
            u::last_request_at.eq(last),
        ));
    match conn {
        Connection::Sqlite(conn) => upsert.execute(conn)?,
        Connection::Postgres(conn) => upsert.execute(conn)?,
    };
    Ok(())
}

/// What was added for an end customer in a period; nothing is known where nothing was.
pub(super) fn find(
    conn: &mut Connection,
    customer: &EndCustomerId,
    period_start: i64,
) -> Result<Option<Counts>, DbError> {
    let counts = usage_periods::table
        .find((customer, period_start))
        .select(columns::<Counts>())
        .get_result(conn)
        .optional()?;
    Ok(counts)
}

/// Takes the next number of a process, up to the end of the transaction; `false` when it is taken.
pub(super) fn take_number(
    conn: &mut Connection,
    process: &ProcessId,
    number: i64,
    now: i64,
) -> Result<bool, DbError> {
    use diesel::query_dsl::methods::FilterDsl as _;
    use usage_processes as p;

    let upsert = diesel::insert_into(p::table)
        .values((
            p::id.eq(process),
            p::last_batch.eq(number),
            p::applied_at.eq(now),
        ))
        .on_conflict(p::id)
        .do_update()
        .set((
            p::last_batch.eq(excluded(p::last_batch)),
            p::applied_at.eq(excluded(p::applied_at)),
        ))
        .filter(p::last_batch.lt(excluded(p::last_batch)));
    let taken = match conn {
        Connection::Sqlite(conn) => upsert.execute(conn)?,
        Connection::Postgres(conn) => upsert.execute(conn)?,
    };
    Ok(taken > 0)
}

/// Forgets the processes that have added nothing since then: housekeeping.
pub(super) fn delete_silent(conn: &mut Connection, since: i64) -> Result<usize, DbError> {
    let deleted = diesel::delete(usage_processes::table)
        .filter(usage_processes::applied_at.lt(since))
        .execute(conn)?;
    Ok(deleted)
}
