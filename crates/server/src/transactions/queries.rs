//! Every query of a reader takes the customer; what operations write is given by its id.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{TransactionOrder, TransactionStatus};

use super::listing::Listing;
use super::model::{NewTransaction, TransactionRow};
use crate::db::schema::transactions;
use crate::db::{Connection, CustomerKey, DbError, MultiBackend, TransactionId, columns};
use crate::ledger::Holder;

/// Stores a transaction and says its id.
pub(crate) fn insert(
    conn: &mut Connection,
    new: NewTransaction<'_>,
    now: i64,
) -> Result<TransactionId, DbError> {
    let row = new.row(now);
    diesel::insert_into(transactions::table)
        .values(&row)
        .execute(conn)?;
    Ok(row.id)
}

/// Says what has become of a transaction.
pub(crate) fn set_status(
    conn: &mut Connection,
    id: &TransactionId,
    status: TransactionStatus,
    now: i64,
) -> Result<(), DbError> {
    diesel::update(transactions::table.find(id))
        .set((
            transactions::status.eq(status.as_str()),
            transactions::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Says what has become of a transaction that was not through yet; leaves one alone that is.
pub(crate) fn settle_pending(
    conn: &mut Connection,
    id: &TransactionId,
    status: TransactionStatus,
    now: i64,
) -> Result<(), DbError> {
    diesel::update(transactions::table.find(id))
        .filter(transactions::status.eq(TransactionStatus::Pending.as_str()))
        .set((
            transactions::status.eq(status.as_str()),
            transactions::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether a customer has a transaction of this time that bears this note.
pub(crate) fn is_noted(
    conn: &mut Connection,
    customer: &CustomerKey,
    at: i64,
    memo: &str,
) -> Result<bool, DbError> {
    let noted = transactions::table
        .filter(transactions::customer_id.eq(customer))
        .filter(transactions::created_at.eq(at))
        .filter(transactions::memo.eq(memo));
    Ok(diesel::select(diesel::dsl::exists(noted)).get_result(conn)?)
}

/// A transaction of one of these.
pub(super) fn find(
    conn: &mut Connection,
    holder: &Holder,
    id: &TransactionId,
) -> Result<Option<TransactionRow>, DbError> {
    let row = of(holder)
        .filter(transactions::id.eq(id))
        .select(columns::<TransactionRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// A page of them, with the number of all that the filters let through.
pub(super) fn list(
    conn: &mut Connection,
    holder: &Holder,
    listing: &Listing,
    (limit, skip): (i64, i64),
) -> Result<(Vec<TransactionRow>, i64), DbError> {
    let rows = ordered(selected(holder, listing), listing.order)
        .limit(limit)
        .offset(skip)
        .select(columns::<TransactionRow>())
        .load(conn)?;
    let total = selected(holder, listing).count().get_result(conn)?;
    Ok((rows, total))
}

type Selection<'a> = transactions::BoxedQuery<'a, MultiBackend>;

fn of(holder: &Holder) -> Selection<'_> {
    let all = transactions::table.into_boxed();
    match holder {
        Holder::Customer(customer) => all.filter(transactions::customer_id.eq(customer)),
        Holder::User(customer, user) => all
            .filter(transactions::customer_id.eq(customer))
            .filter(transactions::user_id.eq(user)),
        Holder::Wallet(customer, wallet) => all
            .filter(transactions::customer_id.eq(customer))
            .filter(transactions::wallet_id.eq(wallet)),
    }
}

/// What the filters let through.
fn selected<'a>(holder: &'a Holder, listing: &'a Listing) -> Selection<'a> {
    let mut query = of(holder);
    if let Some(kind) = listing.kind {
        query = query.filter(transactions::kind.eq(kind.as_str()));
    }
    if let Some(currency) = &listing.currency {
        query = query.filter(transactions::currency.eq(currency.to_ascii_lowercase()));
    }
    if let Some(status) = listing.status {
        query = query.filter(transactions::status.eq(status.as_str()));
    }
    if let Some(from) = listing.from {
        query = query.filter(transactions::created_at.ge(from.millis()));
    }
    if let Some(to) = listing.to {
        query = query.filter(transactions::created_at.lt(to.millis()));
    }
    query
}

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: Option<TransactionOrder>) -> Selection<'_> {
    let (up, down) = (transactions::id.asc(), transactions::id.desc());
    match order.unwrap_or(TransactionOrder::MinusCreatedAt) {
        TransactionOrder::MinusCreatedAt => query.order((transactions::created_at.desc(), down)),
        TransactionOrder::CreatedAt => query.order((transactions::created_at.asc(), up)),
    }
}
