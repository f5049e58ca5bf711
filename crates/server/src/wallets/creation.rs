//! A wallet and its first addresses, or nothing.

use sovx_api_types::sovx::models::Wallet;
use sovx_api_types::sovx::operations::CreateWalletOperation;
use sovx_runtime::Failure;

use super::model::NewWallet;
use super::queries;
use super::reach::{Reach, lock_user};
use crate::addresses;
use crate::changes::{Change, Changed};
use crate::clock::Clock;
use crate::db::{Connection, UserId};
use crate::error::{NotFound, WalletRefusal};
use crate::vault::{Network, Vault};

/// Stores a wallet of an active user with an address on each of the networks.
pub(super) fn create(
    conn: &mut Connection,
    vault: &dyn Vault,
    reach: &Reach,
    user: &UserId,
    (new, networks): (&NewWallet, &[Network]),
    clock: &Clock,
) -> Result<Changed<Wallet>, Failure<CreateWalletOperation>> {
    let is_active = lock_user(conn, reach, user)?.ok_or(NotFound::User)?;
    if !is_active {
        return Err(WalletRefusal::UserNotActive("user_id").into());
    }
    let (customer, now) = (&reach.customer, clock.now_millis());
    let row = queries::insert(conn, customer, user, &new.dated(now))?;
    let given = addresses::provide(conn, vault, customer, &row.id, networks, now)?;
    let change = Change::of("wallet.created", &row.id).with("user_id", user.as_str());
    let changes: Vec<_> = std::iter::once(change)
        .chain(given.iter().map(addresses::AddressRow::created))
        .collect();
    Ok(Changed::by_all(row.shown(given)?, changes))
}
