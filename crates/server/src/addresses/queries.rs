//! Every query takes the customer, except the operator's list of all.

use diesel::prelude::*;

use super::model::{AddressRow, GivenOut, NewAddress, Place};
use crate::db::schema::{addresses, vault_sources, wallets};
use crate::db::{Connection, CustomerKey, Db, DbError, UserId, WalletId, columns};
use crate::vault::Network;

/// How many addresses are read at once.
const PAGE: i64 = 1000;

/// Stores an address of a wallet.
pub(super) fn insert(
    conn: &mut Connection,
    customer: &CustomerKey,
    wallet: &WalletId,
    new: &NewAddress,
) -> Result<AddressRow, DbError> {
    let row = diesel::insert_into(addresses::table)
        .values((
            addresses::customer_id.eq(customer),
            addresses::wallet_id.eq(wallet),
            new,
        ))
        .returning(columns::<AddressRow>())
        .get_result(conn)?;
    Ok(row)
}

/// The addresses of these wallets, oldest first.
pub(crate) fn list(
    conn: &mut Connection,
    customer: &CustomerKey,
    wallets: &[WalletId],
) -> Result<Vec<AddressRow>, DbError> {
    let rows = addresses::table
        .filter(addresses::customer_id.eq(customer))
        .filter(addresses::wallet_id.eq_any(wallets))
        .order((addresses::created_at, addresses::id))
        .select(columns::<AddressRow>())
        .load(conn)?;
    Ok(rows)
}

/// The wallet that an address belongs to, whoever's it is: the chain knows no tenants.
pub(crate) fn find_wallet(
    conn: &mut Connection,
    network: Network,
    address: &str,
) -> Result<Option<WalletId>, DbError> {
    let wallet = addresses::table
        .filter(addresses::network.eq(network.as_str()))
        .filter(addresses::address.eq(address))
        .select(addresses::wallet_id)
        .get_result(conn)
        .optional()?;
    Ok(wallet)
}

/// The currencies that a wallet has addresses for.
pub(crate) fn currencies_of_wallet(
    conn: &mut Connection,
    customer: &CustomerKey,
    wallet: &WalletId,
) -> Result<Vec<String>, DbError> {
    let codes = addresses::table
        .filter(addresses::customer_id.eq(customer))
        .filter(addresses::wallet_id.eq(wallet))
        .select(addresses::currency)
        .distinct()
        .load(conn)?;
    Ok(codes)
}

/// The currencies that the wallets of a user have addresses for.
pub(crate) fn currencies_of_user(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<Vec<String>, DbError> {
    let own = wallets::table
        .filter(wallets::customer_id.eq(customer))
        .filter(wallets::user_id.eq(user))
        .select(wallets::id);
    let codes = addresses::table
        .filter(addresses::customer_id.eq(customer))
        .filter(addresses::wallet_id.eq_any(own))
        .select(addresses::currency)
        .distinct()
        .load(conn)?;
    Ok(codes)
}

/// The addresses that were given out, of every customer, by network, source and index: those that
/// follow a place, a page at a time. For the operator only, hence without a tenant.
///
/// # Errors
/// When the database fails.
pub(crate) async fn given_out(
    db: &Db,
    network: Option<Network>,
    after: Option<Place>,
) -> Result<Vec<GivenOut>, DbError> {
    db.read(move |conn| {
        let mut query = addresses::table
            .inner_join(vault_sources::table)
            .select((
                addresses::network,
                addresses::source_id,
                vault_sources::fingerprint,
                addresses::address_index,
                addresses::address,
                addresses::wallet_id,
                addresses::created_at,
            ))
            .order((
                addresses::network,
                addresses::source_id,
                addresses::address_index,
            ))
            .limit(PAGE)
            .into_boxed();
        if let Some(network) = network {
            query = query.filter(addresses::network.eq(network.as_str()));
        }
        if let Some(Place {
            network,
            source,
            index,
        }) = after
        {
            let in_network = addresses::network.eq(network.clone());
            let in_source = in_network
                .clone()
                .and(addresses::source_id.eq(source.clone()));
            query = query.filter(
                addresses::network
                    .gt(network)
                    .or(in_network.and(addresses::source_id.gt(source)))
                    .or(in_source.and(addresses::address_index.gt(index))),
            );
        }
        Ok(query.load(conn)?)
    })
    .await
}
