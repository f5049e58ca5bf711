//! Between the contract's address and the row.

use sovx_api_types::sovx::models;

use super::model::AddressRow;
use crate::config::Environment;
use crate::error::{Broken, Mismatch};
use crate::vault::Network;
use crate::wallets::WalletRow;

/// What a damaged row is told by.
const DAMAGED: Broken = Broken {
    what: "a stored address holds a value that the contract does not have",
};

impl TryFrom<AddressRow> for models::Address {
    type Error = Broken;

    fn try_from(row: AddressRow) -> Result<Self, Broken> {
        let AddressRow {
            id,
            customer_id: _,
            wallet_id: _,
            network,
            currency,
            address,
            source_id: _,
            address_index: _,
            created_at: _,
        } = row;
        Ok(Self {
            address_id: (&id).into(),
            currency,
            network: models::Network::from_wire(&network).ok_or(DAMAGED)?,
            address,
        })
    }
}

/// A wallet as the operations on addresses show it.
///
/// # Errors
/// When a stored value is not one of the contract.
pub(super) fn shown(
    wallet: WalletRow,
    addresses: Vec<AddressRow>,
) -> Result<models::WalletAddresses, Broken> {
    let wallet = wallet.shown(addresses)?;
    Ok(models::WalletAddresses {
        wallet_id: wallet.wallet_id,
        vault_wallet_id: wallet.vault_wallet_id,
        user_id: wallet.user_id,
        name: wallet.name,
        description: wallet.description,
        addresses: wallet.addresses,
        created_at: wallet.created_at,
        updated_at: wallet.updated_at,
    })
}

/// The network that a body asks for.
///
/// # Errors
/// When it is of another environment, or the currency does not live on it.
pub(super) fn network(
    body: &models::CreateAddress,
    environment: Environment,
) -> Result<Network, Mismatch> {
    let network: Network = body
        .network
        .parse()
        .or(Err(Mismatch::network("/network".to_owned())))?;
    let mut mismatch = Mismatch::default();
    if !network.belongs_to(environment) {
        mismatch.add(Mismatch::environment("/network".to_owned()));
    }
    if !network.currency().eq_ignore_ascii_case(&body.currency) {
        mismatch.add(Mismatch::currency("/currency".to_owned()));
    }
    mismatch.or(network)
}
