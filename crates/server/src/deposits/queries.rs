//! Every query of a reader takes the customer. The chain knows no tenants: what it says of a
//! deposit is written by the deposit's id.

use diesel::prelude::*;
use sovx_api_types::sovx::models::DepositOrder;

use super::listing::Listing;
use super::model::DepositRow;
use super::source::{Cursor, Output};
use crate::db::schema::{chain_cursors, deposits};
use crate::db::{
    Connection, CustomerKey, DbError, DepositId, MultiBackend, Unique, UserId, WalletId, columns,
};
use crate::ledger::{Chunks, Holder, chunks, joined};
use crate::vault::Network;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Nullable};
use sovx_ledger::Total;

/// One deposit for each output.
pub(super) const OUTPUT: Unique = Unique {
    constraint: "deposits_output_key",
    columns: "deposits.network, deposits.tx_hash, deposits.output_index",
};

/// How many deposits are looked at together.
pub(super) const PAGE: i64 = 100;

/// Stores a deposit that was seen for the first time.
pub(super) fn insert(conn: &mut Connection, row: &DepositRow) -> Result<(), DbError> {
    diesel::insert_into(deposits::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// A deposit of a customer.
pub(super) fn find_of(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &DepositId,
) -> Result<Option<DepositRow>, DbError> {
    let row = deposits::table
        .filter(deposits::id.eq(id))
        .filter(deposits::customer_id.eq(customer))
        .select(columns::<DepositRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// A deposit to a wallet of a customer.
pub(super) fn find_in(
    conn: &mut Connection,
    (customer, wallet): (&CustomerKey, &WalletId),
    id: &DepositId,
) -> Result<Option<DepositRow>, DbError> {
    let found = find_of(conn, customer, id)?;
    Ok(found.filter(|row| row.wallet_id == *wallet))
}

/// Whether a deposit to a wallet of a user is on its way.
pub(crate) fn is_coming(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<bool, DbError> {
    let coming = deposits::table
        .filter(deposits::customer_id.eq(customer))
        .filter(deposits::state.eq_any(["SEEN", "CONFIRMING"]))
        .filter(deposits::user_id.eq(user));
    Ok(diesel::select(diesel::dsl::exists(coming)).get_result(conn)?)
}

/// A deposit by its id, whoever's it is: for what the chain says.
pub(super) fn find(conn: &mut Connection, id: &DepositId) -> Result<DepositRow, DbError> {
    let row = deposits::table
        .find(id)
        .select(columns::<DepositRow>())
        .get_result(conn)?;
    Ok(row)
}

/// Deposits by their ids, whoever's they are: for what the chain says.
pub(super) fn find_all(
    conn: &mut Connection,
    ids: &[DepositId],
) -> Result<Vec<DepositRow>, DbError> {
    let rows = deposits::table
        .filter(deposits::id.eq_any(ids))
        .order(deposits::id)
        .select(columns::<DepositRow>())
        .load(conn)?;
    Ok(rows)
}

/// The deposit that an output is.
pub(super) fn find_output(
    conn: &mut Connection,
    network: Network,
    output: &Output,
) -> Result<Option<DepositId>, DbError> {
    let id = deposits::table
        .filter(deposits::network.eq(network.as_str()))
        .filter(deposits::tx_hash.eq(&output.tx_hash))
        .filter(deposits::output_index.eq(output.index))
        .select(deposits::id)
        .get_result(conn)
        .optional()?;
    Ok(id)
}

/// Keeps a deposit that is in this state as it is until the transaction ends; `None` when it is in
/// another one.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(super) fn lock(
    conn: &mut Connection,
    id: &DepositId,
    state: &str,
) -> Result<Option<DepositRow>, DbError> {
    let row = diesel::update(deposits::table.find(id))
        .filter(deposits::state.eq(state))
        .set(deposits::updated_at.eq(deposits::updated_at))
        .returning(columns::<DepositRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Writes down where a deposit stands that was locked before.
pub(super) fn update(conn: &mut Connection, row: &DepositRow) -> Result<(), DbError> {
    diesel::update(deposits::table.find(&row.id))
        .set((
            deposits::state.eq(&row.state),
            deposits::confirmations.eq(row.confirmations),
            deposits::block_height.eq(row.block_height),
            deposits::suspense_reason.eq(&row.suspense_reason),
            deposits::credited_to.eq(&row.credited_to),
            deposits::credits.eq(row.credits),
            deposits::reversed_amount.eq(row.reversed_amount),
            deposits::reversed_debt.eq(row.reversed_debt),
            deposits::credited_at.eq(row.credited_at),
            deposits::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// The deposits of a network that may change without a new transaction telling so: those that are on
/// their way or may come back, and those in blocks that were replaced. A page of them, by id.
pub(super) fn open(
    conn: &mut Connection,
    network: Network,
    fork: Option<i64>,
    after: Option<&DepositId>,
) -> Result<Vec<DepositRow>, DbError> {
    let moving = deposits::state.eq_any(["SEEN", "CONFIRMING", "REVERSED"]);
    let mut query = deposits::table
        .filter(deposits::network.eq(network.as_str()))
        .order(deposits::id)
        .limit(PAGE)
        .select(columns::<DepositRow>())
        .into_boxed::<MultiBackend>();
    query = match fork {
        Some(fork) => query.filter(moving.nullable().or(deposits::block_height.ge(fork))),
        None => query.filter(moving),
    };
    if let Some(after) = after {
        query = query.filter(deposits::id.gt(after));
    }
    Ok(query.load(conn)?)
}

/// Where the last look at a chain ended.
pub(super) fn find_cursor(
    conn: &mut Connection,
    network: Network,
) -> Result<Option<Cursor>, DbError> {
    let found: Option<(i64, String)> = chain_cursors::table
        .find(network.as_str())
        .select((chain_cursors::height, chain_cursors::hash))
        .get_result(conn)
        .optional()?;
    Ok(found.map(|(height, hash)| Cursor { height, hash }))
}

/// Moves the cursor of a chain on from where it was; `false` when somebody else moved it meanwhile.
pub(super) fn move_cursor(
    conn: &mut Connection,
    network: Network,
    (from, to): (Option<&Cursor>, &Cursor),
    now: i64,
) -> Result<bool, DbError> {
    let values = (
        chain_cursors::height.eq(to.height),
        chain_cursors::hash.eq(&to.hash),
        chain_cursors::updated_at.eq(now),
    );
    let Some(from) = from else {
        let insert = diesel::insert_into(chain_cursors::table)
            .values((chain_cursors::network.eq(network.as_str()), values));
        let inserted = match conn {
            Connection::Sqlite(conn) => insert.on_conflict_do_nothing().execute(conn)?,
            Connection::Postgres(conn) => insert.on_conflict_do_nothing().execute(conn)?,
        };
        return Ok(inserted > 0);
    };
    let moved = diesel::update(chain_cursors::table.find(network.as_str()))
        .filter(chain_cursors::height.eq(from.height))
        .filter(chain_cursors::hash.eq(&from.hash))
        .set(values)
        .execute(conn)?;
    Ok(moved > 0)
}

/// A page of the deposits to a wallet, with the number of all that the filters let through.
pub(super) fn list(
    conn: &mut Connection,
    place: (&CustomerKey, &WalletId),
    listing: &Listing,
    (limit, skip): (i64, i64),
) -> Result<(Vec<DepositRow>, i64), DbError> {
    let rows = ordered(selected(place, listing), listing.order)
        .limit(limit)
        .offset(skip)
        .select(columns::<DepositRow>())
        .load(conn)?;
    let total = selected(place, listing).count().get_result(conn)?;
    Ok((rows, total))
}

type Selection<'a> = deposits::BoxedQuery<'a, MultiBackend>;

/// What the filters let through.
fn selected<'a>(
    (customer, wallet): (&'a CustomerKey, &'a WalletId),
    listing: &'a Listing,
) -> Selection<'a> {
    let mut query = deposits::table
        .filter(deposits::customer_id.eq(customer))
        .filter(deposits::wallet_id.eq(wallet))
        .into_boxed();
    if let Some(state) = listing.state {
        query = query.filter(deposits::state.eq(state.as_str()));
    }
    if let Some(currency) = &listing.currency {
        query = query.filter(deposits::currency.eq(currency.to_ascii_lowercase()));
    }
    if let Some(from) = listing.from {
        query = query.filter(deposits::created_at.ge(from.millis()));
    }
    if let Some(to) = listing.to {
        query = query.filter(deposits::created_at.lt(to.millis()));
    }
    query
}

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: Option<DepositOrder>) -> Selection<'_> {
    let (up, down) = (deposits::id.asc(), deposits::id.desc());
    match order.unwrap_or(DepositOrder::MinusCreatedAt) {
        DepositOrder::MinusCreatedAt => query.order((deposits::created_at.desc(), down)),
        DepositOrder::CreatedAt => query.order((deposits::created_at.asc(), up)),
    }
}

/// What is on its way to a holder, one sum for each currency: deposits that are not credited yet.
pub(crate) fn pending(
    conn: &mut Connection,
    holder: &Holder,
) -> Result<Vec<(String, Total)>, DbError> {
    let mut query = deposits::table
        .filter(deposits::state.eq_any(["SEEN", "CONFIRMING"]))
        .group_by(deposits::currency)
        .order(deposits::currency)
        .select((deposits::currency, chunks!("amount")))
        .into_boxed::<MultiBackend>();
    query = match holder {
        Holder::Customer(customer) => query.filter(deposits::customer_id.eq(customer)),
        Holder::User(customer, user) => query
            .filter(deposits::customer_id.eq(customer))
            .filter(deposits::user_id.eq(user)),
        Holder::Wallet(customer, wallet) => query
            .filter(deposits::customer_id.eq(customer))
            .filter(deposits::wallet_id.eq(wallet)),
    };
    let rows: Vec<(String, Chunks)> = query.load(conn)?;
    let sums = rows.into_iter();
    Ok(sums.map(|(code, chunks)| (code, joined(chunks))).collect())
}
