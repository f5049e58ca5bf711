//! Every query takes the customer, except the operator's list of all.

use diesel::prelude::*;

use super::model::{AddressRow, GivenOut, NewAddress};
use crate::db::schema::{addresses, vault_sources};
use crate::db::{Connection, CustomerKey, Db, DbError, WalletId, columns};
use crate::vault::Network;

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

/// All addresses that were given out, of every customer, by network, source and index. For the
/// operator only, hence without a tenant.
///
/// # Errors
/// When the database fails.
pub(crate) async fn given_out(db: &Db, network: Option<Network>) -> Result<Vec<GivenOut>, DbError> {
    db.read(move |conn| {
        let mut query = addresses::table
            .inner_join(vault_sources::table)
            .into_boxed();
        if let Some(network) = network {
            query = query.filter(addresses::network.eq(network.as_str()));
        }
        let rows = query
            .order((
                addresses::network,
                addresses::source_id,
                addresses::address_index,
            ))
            .select((
                addresses::network,
                vault_sources::fingerprint,
                addresses::address_index,
                addresses::address,
                addresses::wallet_id,
                addresses::created_at,
            ))
            .load(conn)?;
        Ok(rows)
    })
    .await
}
