//! An address for a wallet that may have one already.

use sovx_api_types::sovx::models::WalletAddresses;
use sovx_api_types::sovx::operations::CreateAddressOperation;
use sovx_runtime::Failure;

use super::{convert, provide, queries};
use crate::changes::Changed;
use crate::clock::Clock;
use crate::db::{Connection, WalletId};
use crate::error::{NotFound, WalletRefusal};
use crate::vault::{Network, Vault};
use crate::wallets::{self, Reach};

/// The wallet with an address on the network: the one it has, or else a new one.
///
/// The wallet's user stays locked meanwhile, so that two requests at once end with one address.
pub(super) fn create(
    conn: &mut Connection,
    vault: &dyn Vault,
    reach: &Reach,
    id: &WalletId,
    network: Network,
    clock: &Clock,
) -> Result<Changed<WalletAddresses>, Failure<CreateAddressOperation>> {
    let (wallet, _) = wallets::find(conn, reach, id)?.ok_or(NotFound::Wallet)?;
    let is_active = wallets::lock_user(conn, reach, &wallet.user_id)?.ok_or(NotFound::Wallet)?;
    if !is_active {
        return Err(WalletRefusal::UserNotActive("wallet_id").into());
    }
    let ids = std::slice::from_ref(id);
    let mut addresses = queries::list(conn, &reach.customer, ids)?;
    if addresses.iter().any(|row| row.network == network.as_str()) {
        return Ok(Changed::nothing(convert::shown(wallet, addresses)?));
    }
    let now = clock.now_millis();
    let new = provide(conn, vault, &reach.customer, id, &[network], now)?;
    let changes: Vec<_> = new.iter().map(|row| row.created()).collect();
    addresses.extend(new);
    let wallet = wallets::touch(conn, reach, id, now)?.ok_or(NotFound::Wallet)?;
    Ok(Changed::by_all(convert::shown(wallet, addresses)?, changes))
}
