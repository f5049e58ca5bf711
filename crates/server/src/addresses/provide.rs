//! From the vault to a wallet.

use std::collections::BTreeMap;

use super::model::{AddressRow, NewAddress};
use super::queries;
use crate::changes::Change;
use crate::db::{AddressId, Connection, CustomerKey, WalletId};
use crate::vault::{Network, TakenAddress, Vault, VaultError};

/// Gives a wallet a new address on each of these networks, in their order.
///
/// The vault is asked in an order of its own: two requests at once that ask for the same networks
/// then wait for each other, and never both for ever.
///
/// # Errors
/// [`VaultError`]; the caller's transaction must fail then.
pub(crate) fn provide(
    conn: &mut Connection,
    vault: &dyn Vault,
    customer: &CustomerKey,
    wallet: &WalletId,
    networks: &[Network],
    now: i64,
) -> Result<Vec<AddressRow>, VaultError> {
    let mut taken: BTreeMap<Network, Option<TakenAddress>> =
        networks.iter().map(|network| (*network, None)).collect();
    for (network, address) in &mut taken {
        *address = Some(vault.take(conn, *network, now)?);
    }
    let mut rows = Vec::new();
    for network in networks {
        let Some(address) = taken.remove(network).flatten() else {
            continue;
        };
        let new = NewAddress::new(*network, address, now);
        rows.push(queries::insert(conn, customer, wallet, &new)?);
    }
    Ok(rows)
}

impl NewAddress {
    fn new(network: Network, taken: TakenAddress, now: i64) -> Self {
        let TakenAddress {
            source_id,
            index,
            address,
        } = taken;
        Self {
            id: AddressId::fresh(),
            network: network.as_str(),
            currency: network.currency(),
            address,
            source_id,
            address_index: index,
            created_at: now,
        }
    }
}

impl AddressRow {
    /// What the audit log says of its creation.
    pub(crate) fn created(&self) -> Change {
        Change::of("address.created", &self.id)
            .with("wallet_id", self.wallet_id.as_str())
            .with("network", self.network.as_str())
            .with("index", self.address_index)
    }
}
