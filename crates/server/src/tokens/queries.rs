//! Every query takes the customer, except the authenticator's look-up, which has none yet.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{CustomerStatus, UserStatus};

use super::model::{Holder, NewToken};
use crate::db::schema::{customers, user_tokens, users};
use crate::db::{AccountId, Connection, CustomerKey, DbError, UserId};

/// Stores a token for each of these users, in place of the one that it had. Names those whom the
/// customer lacks; if there are any, nothing is stored.
///
/// The users are locked by an `UPDATE` that changes nothing, which every database understands: of
/// two tokens issued at once the later one stays, and a deletion at the same moment ends both.
pub(super) fn replace(
    conn: &mut Connection,
    customer: &CustomerKey,
    tokens: &[&NewToken],
) -> Result<Vec<UserId>, DbError> {
    let ids: Vec<&UserId> = tokens.iter().map(|token| &token.user_id).collect();
    let known = lock(conn, customer, &ids)?;
    let missing = ids.iter().copied().filter(|id| !known.contains(id));
    let missing: Vec<UserId> = missing.cloned().collect();
    if missing.is_empty() {
        end(conn, &ids)?;
        for token in tokens {
            insert(conn, token)?;
        }
    }
    Ok(missing)
}

/// The ids of those users whom the customer has; they stay as they are until the transaction ends.
fn lock(
    conn: &mut Connection,
    customer: &CustomerKey,
    ids: &[&UserId],
) -> Result<Vec<UserId>, DbError> {
    let known = diesel::update(users::table)
        .filter(users::id.eq_any(ids.to_vec()))
        .filter(users::customer_id.eq(customer))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .set(users::updated_at.eq(users::updated_at))
        .returning(users::id)
        .get_results(conn)?;
    Ok(known)
}

/// Ends the tokens of these users, whose customer the caller has checked.
pub(crate) fn end(conn: &mut Connection, ids: &[&UserId]) -> Result<(), DbError> {
    diesel::delete(user_tokens::table)
        .filter(user_tokens::user_id.eq_any(ids.to_vec()))
        .execute(conn)?;
    Ok(())
}

fn insert(conn: &mut Connection, token: &NewToken) -> Result<(), DbError> {
    diesel::insert_into(user_tokens::table)
        .values(token)
        .execute(conn)?;
    Ok(())
}

/// Finds whose token this is, for the authenticator; `None` when its user or customer is deleted.
/// It takes no tenant because it is what tells the tenant: the hash can only be known to who holds
/// the token.
pub(crate) fn find_holder(
    conn: &mut Connection,
    token_hash: &[u8],
) -> Result<Option<Holder>, DbError> {
    let found: Option<(UserId, CustomerKey, AccountId, i64)> = user_tokens::table
        .inner_join(users::table.inner_join(customers::table))
        .filter(user_tokens::token_hash.eq(token_hash))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .select((
            users::id,
            customers::id,
            customers::account_id,
            user_tokens::expires_at,
        ))
        .get_result(conn)
        .optional()?;
    Ok(
        found.map(|(user_id, customer, account, expires_at)| Holder {
            user_id,
            customer,
            account,
            expires_at,
        }),
    )
}
