//! Between the contract's wallet, in its two forms, and the row.

use std::collections::BTreeSet;

use sovx_api_types::sovx::models::{
    self, CreateWalletNetwork, NetworkWallet, QuickWallet, WalletFrozenReason, WalletNetwork,
    WalletNetworkName, WalletStatus, WalletType,
};
use sovx_runtime::Timestamp;

use super::model::{NewWallet, WalletRow, name_key};
use crate::addresses::AddressRow;
use crate::config::Environment;
use crate::db::{VaultWalletId, WalletId};
use crate::error::{Broken, Mismatch};
use crate::vault::Network;

/// What a damaged row is told by.
const DAMAGED: Broken = Broken {
    what: "a stored wallet holds a value that the contract does not have",
};

impl NewWallet {
    /// What a body asks for: a wallet, and the networks of its addresses.
    ///
    /// # Errors
    /// When a network is named twice or of another environment, or a currency does not live on its
    /// network.
    pub(super) fn new(
        body: models::CreateWallet,
        environment: Environment,
        now: i64,
    ) -> Result<(Self, Vec<Network>), Mismatch> {
        match body {
            models::CreateWallet::QuickWallet(QuickWallet { name, currency }) => {
                let network = Network::of_currency(&currency, environment)
                    .ok_or_else(|| Mismatch::no_deposits("/currency".to_owned()))?;
                let wallet = Self::named(name, WalletType::Virtual, None, now);
                Ok((wallet, vec![network]))
            }
            models::CreateWallet::NetworkWallet(NetworkWallet {
                name,
                networks,
                wallet_type,
                description,
            }) => {
                let networks = distinct(&networks, environment)?;
                let wallet_type = wallet_type.unwrap_or(WalletType::Virtual);
                Ok((Self::named(name, wallet_type, description, now), networks))
            }
        }
    }

    fn named(name: String, wallet_type: WalletType, description: Option<String>, now: i64) -> Self {
        Self {
            id: WalletId::fresh(),
            vault_wallet_id: VaultWalletId::fresh(),
            name_key: name_key(&name),
            name,
            description,
            wallet_type: wallet_type.as_str(),
            status: WalletStatus::Active.as_str(),
            created_at: now,
            updated_at: now,
        }
    }
}

/// The networks of a body, each with a currency of its own; every violation is told.
fn distinct(
    asked: &[CreateWalletNetwork],
    environment: Environment,
) -> Result<Vec<Network>, Mismatch> {
    let (mut networks, mut seen) = (Vec::new(), BTreeSet::new());
    let mut mismatch = Mismatch::default();
    for (at, CreateWalletNetwork { name, currency }) in asked.iter().enumerate() {
        let Ok(network) = name.parse::<Network>() else {
            mismatch.add(Mismatch::network(format!("/networks/{at}/name")));
            continue;
        };
        if !network.belongs_to(environment) {
            mismatch.add(Mismatch::environment(format!("/networks/{at}/name")));
        }
        if !seen.insert(network) {
            mismatch.add(Mismatch::twice(format!("/networks/{at}/name")));
        }
        if !network.currency().eq_ignore_ascii_case(currency) {
            mismatch.add(Mismatch::currency(format!("/networks/{at}/currency")));
        }
        networks.push(network);
    }
    mismatch.or(networks)
}

impl WalletRow {
    /// As the contract shows it, with its addresses.
    ///
    /// # Errors
    /// When a stored value is not one of the contract.
    pub(crate) fn shown(self, addresses: Vec<AddressRow>) -> Result<models::Wallet, Broken> {
        let Self {
            id,
            vault_wallet_id,
            customer_id: _,
            user_id,
            name,
            description,
            wallet_type,
            status,
            created_at,
            updated_at,
            frozen_reason,
            frozen_at,
        } = self;
        let networks = addresses.iter().map(network);
        let networks = networks.collect::<Result<_, _>>()?;
        let addresses = addresses.into_iter().map(TryInto::try_into);
        Ok(models::Wallet {
            wallet_id: (&id).into(),
            vault_wallet_id: (&vault_wallet_id).into(),
            user_id: (&user_id).into(),
            name,
            description,
            wallet_type: WalletType::from_wire(&wallet_type).ok_or(DAMAGED)?,
            status: WalletStatus::from_wire(&status).ok_or(DAMAGED)?,
            networks,
            addresses: addresses.collect::<Result<_, _>>()?,
            created_at: Timestamp::from_millis(created_at).ok_or(DAMAGED)?,
            updated_at: Timestamp::from_millis(updated_at).ok_or(DAMAGED)?,
            frozen_reason: frozen_reason
                .map(|reason| WalletFrozenReason::from_wire(&reason).ok_or(DAMAGED))
                .transpose()?,
            frozen_at: frozen_at
                .map(|at| Timestamp::from_millis(at).ok_or(DAMAGED))
                .transpose()?,
        })
    }
}

fn network(address: &AddressRow) -> Result<WalletNetwork, Broken> {
    let network: Network = address.network.parse().or(Err(DAMAGED))?;
    let name = WalletNetworkName::from_wire(&network.full_name());
    Ok(WalletNetwork {
        name: name.ok_or(DAMAGED)?,
        currency: address.currency.clone(),
    })
}

/// Each wallet with its own addresses.
///
/// # Errors
/// As [`WalletRow::shown`].
pub(super) fn shown_all(
    wallets: Vec<WalletRow>,
    addresses: &[AddressRow],
) -> Result<Vec<models::Wallet>, Broken> {
    let shown = wallets.into_iter().map(|wallet| {
        let own = addresses.iter().filter(|row| row.wallet_id == wallet.id);
        let own = own.cloned().collect();
        wallet.shown(own)
    });
    shown.collect()
}
