//! Wallets with their addresses.

use super::model::{Listing, WalletRow};
use super::queries;
use super::reach::Reach;
use crate::addresses::{self, AddressRow};
use crate::db::{Connection, DbError, UserId, WalletId};
use crate::users;

/// Wallets, the addresses of all of them, and how many wallets there are.
pub(super) type Page = (Vec<WalletRow>, Vec<AddressRow>, i64);

/// A page of a user's wallets; `None` when the customer has no such user.
pub(super) fn page(
    conn: &mut Connection,
    reach: &Reach,
    user: &UserId,
    listing: &Listing,
    (limit, skip): (i64, i64),
) -> Result<Option<Page>, DbError> {
    let customer = &reach.customer;
    if users::find_status(conn, customer, user)?.is_none() {
        return Ok(None);
    }
    let (wallets, total) = queries::list(conn, customer, user, listing, (limit, skip))?;
    let ids: Vec<_> = wallets.iter().map(|wallet| wallet.id.clone()).collect();
    let addresses = addresses::list(conn, customer, &ids)?;
    Ok(Some((wallets, addresses, total)))
}

/// A wallet within the caller's reach; `None` when there is none of this id.
pub(crate) fn find(
    conn: &mut Connection,
    reach: &Reach,
    id: &WalletId,
) -> Result<Option<(WalletRow, Vec<AddressRow>)>, DbError> {
    let Some(wallet) = queries::find(conn, reach, id)? else {
        return Ok(None);
    };
    let addresses = addresses::list(conn, &reach.customer, std::slice::from_ref(id))?;
    Ok(Some((wallet, addresses)))
}
