//! Every query takes the customer, and those by id the caller's reach: a wallet beyond it does not
//! exist for the caller.

use std::collections::HashSet;

use diesel::prelude::*;
use sovx_api_types::sovx::models::{WalletOrder, WalletStatus};

use super::model::{Listing, NewWallet, WalletRow, name_key};
use super::reach::Reach;
use crate::db::schema::{addresses, customers, users, wallets};
use crate::db::{
    Connection, CustomerKey, DbError, MultiBackend, Unique, UserId, WalletId, columns,
};
use crate::users::find_status;

const NAME: Unique = Unique {
    constraint: "wallets_name_key",
    columns: "wallets.user_id, wallets.name_key",
};

/// Why a wallet was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InsertError {
    /// Another wallet of the user has this name.
    #[error("the user has a wallet of this name")]
    TakenName,
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for InsertError {
    fn from(error: DbError) -> Self {
        if error.violates(&NAME) {
            Self::TakenName
        } else {
            Self::Db(error)
        }
    }
}

/// Stores a wallet, unless its user has one of this name.
pub(super) fn insert(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
    new: &NewWallet,
) -> Result<WalletRow, InsertError> {
    let row = diesel::insert_into(wallets::table)
        .values((
            wallets::customer_id.eq(customer),
            wallets::user_id.eq(user),
            new,
        ))
        .returning(columns::<WalletRow>())
        .get_result(conn)
        .map_err(DbError::from)?;
    Ok(row)
}

/// Finds a wallet within the caller's reach whose user is not deleted.
pub(super) fn find(
    conn: &mut Connection,
    reach: &Reach,
    id: &WalletId,
) -> Result<Option<WalletRow>, DbError> {
    let mut query = wallets::table
        .filter(wallets::id.eq(id))
        .filter(wallets::customer_id.eq(&reach.customer))
        .into_boxed();
    if let Some(user) = &reach.user {
        query = query.filter(wallets::user_id.eq(user));
    }
    let row: Option<WalletRow> = query
        .select(columns::<WalletRow>())
        .get_result(conn)
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let status = find_status(conn, &reach.customer, &row.user_id)?;
    Ok(status.map(|_| row))
}

/// Notes that a wallet has changed; `None` when the customer has none of this id.
pub(crate) fn touch(
    conn: &mut Connection,
    reach: &Reach,
    id: &WalletId,
    now: i64,
) -> Result<Option<WalletRow>, DbError> {
    let row = diesel::update(wallets::table)
        .filter(wallets::id.eq(id))
        .filter(wallets::customer_id.eq(&reach.customer))
        .set(wallets::updated_at.eq(now))
        .returning(columns::<WalletRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// A page of a user's wallets, with the number of all that the filters let through.
pub(super) fn list(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
    listing: &Listing,
    (limit, skip): (i64, i64),
) -> Result<(Vec<WalletRow>, i64), DbError> {
    let rows = ordered(selected(customer, user, listing), listing.order)
        .limit(limit)
        .offset(skip)
        .select(columns::<WalletRow>())
        .load(conn)?;
    let total = selected(customer, user, listing).count().get_result(conn)?;
    Ok((rows, total))
}

type Selection<'a> = wallets::BoxedQuery<'a, MultiBackend>;

/// What the filters let through.
fn selected<'a>(
    customer: &'a CustomerKey,
    user: &'a UserId,
    listing: &'a Listing,
) -> Selection<'a> {
    let mut query = wallets::table
        .filter(wallets::customer_id.eq(customer))
        .filter(wallets::user_id.eq(user))
        .into_boxed();
    if let Some(status) = listing.status {
        query = query.filter(wallets::status.eq(status.as_str()));
    }
    if let Some(name) = &listing.name {
        query = query.filter(wallets::name_key.eq(name_key(name)));
    }
    if let Some(currency) = &listing.currency {
        let holders = addresses::table
            .filter(addresses::customer_id.eq(customer))
            .filter(addresses::currency.eq(currency.to_ascii_lowercase()))
            .select(addresses::wallet_id);
        query = query.filter(wallets::id.eq_any(holders));
    }
    query
}

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: Option<WalletOrder>) -> Selection<'_> {
    let (up, down) = (wallets::id.asc(), wallets::id.desc());
    match order.unwrap_or(WalletOrder::MinusCreatedAt) {
        WalletOrder::MinusCreatedAt => query.order((wallets::created_at.desc(), down)),
        WalletOrder::CreatedAt => query.order((wallets::created_at.asc(), up)),
        WalletOrder::Name => query.order((wallets::name_key.asc(), up)),
        WalletOrder::MinusName => query.order((wallets::name_key.desc(), down)),
    }
}

/// A wallet by its id, whoever's it is: for what the chain says.
pub(crate) fn of_anybody(conn: &mut Connection, id: &WalletId) -> Result<WalletRow, DbError> {
    let row = wallets::table
        .find(id)
        .select(columns::<WalletRow>())
        .get_result(conn)?;
    Ok(row)
}

/// Whether there is such a wallet, whoever's it is.
pub(crate) fn exists(conn: &mut Connection, id: &WalletId) -> Result<bool, DbError> {
    let wallet = wallets::table
        .find(id)
        .select(wallets::id)
        .get_result::<WalletId>(conn)
        .optional()?;
    Ok(wallet.is_some())
}

/// The same for an id that may be wrong.
pub(crate) fn find_anywhere(
    conn: &mut Connection,
    id: &WalletId,
) -> Result<Option<WalletRow>, DbError> {
    let row = wallets::table
        .find(id)
        .select(columns::<WalletRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// The active wallets of a user.
pub(crate) fn active_of_user(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<HashSet<WalletId>, DbError> {
    let ids: Vec<WalletId> = wallets::table
        .filter(wallets::customer_id.eq(customer))
        .filter(wallets::user_id.eq(user))
        .filter(wallets::status.eq(WalletStatus::Active.as_str()))
        .select(wallets::id)
        .load(conn)?;
    Ok(ids.into_iter().collect())
}

/// Wallets of all customers, by id, those that follow one; only frozen ones if asked for. For the
/// operator only, hence without a tenant.
pub(super) fn page_of_all(
    conn: &mut Connection,
    only_frozen: bool,
    after: Option<&WalletId>,
    limit: i64,
) -> Result<Vec<(WalletRow, String)>, DbError> {
    let mut query = wallets::table
        .inner_join(users::table.inner_join(customers::table))
        .order(wallets::id)
        .limit(limit)
        .select((columns::<WalletRow>(), customers::customer_id))
        .into_boxed::<MultiBackend>();
    if only_frozen {
        query = query.filter(wallets::frozen_at.is_not_null());
    }
    if let Some(after) = after {
        query = query.filter(wallets::id.gt(after));
    }
    Ok(query.load(conn)?)
}

/// A wallet by its id, as it is until the transaction ends.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(crate) fn lock_of_anybody(conn: &mut Connection, id: &WalletId) -> Result<WalletRow, DbError> {
    let row = diesel::update(wallets::table.find(id))
        .set(wallets::updated_at.eq(wallets::updated_at))
        .returning(columns::<WalletRow>())
        .get_result(conn)?;
    Ok(row)
}
