use std::sync::Arc;

use sovx_api_types::sovx::operations::{
    CreateAddressOperation, CreateAddressRequest, CreateAddressResponse, CreateAddressResult,
    ListAddressesRequest, ListAddressesResponse, ListAddressesResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::{convert, creation};
use crate::api::{AddressesApi, UserOrOwner};
use crate::app::App;
use crate::auth::caller::{OwnerCaller, UserCaller};
use crate::db::{Connection, WalletId};
use crate::error::NotFound;
use crate::wallets::{self, Reach};

impl AddressesApi for App {
    async fn create_address(
        &self,
        request: CreateAddressRequest<
            UserOrOwner<UserCaller, OwnerCaller>,
            Idempotency<CreateAddressOperation>,
        >,
    ) -> CreateAddressResult {
        let (reach, actor) = Reach::of(request.caller);
        let id = WalletId::from(request.wallet_id);
        let network = convert::network(&request.body, self.environment)?;
        let (vault, clock) = (Arc::clone(&self.vault), self.clock());
        let tenant = (reach.clone(), id.clone());
        let stands = move |conn: &mut Connection, _: &_| {
            Ok(wallets::find(conn, &tenant.0, &tenant.1)?.is_some())
        };
        let work = move |conn: &mut Connection| {
            let made = creation::create(conn, vault.as_ref(), &reach, &id, network, &clock)?;
            Ok::<_, Failure<CreateAddressOperation>>(made.map(CreateAddressResponse::Created))
        };
        self.once(request.idempotency_key, actor, stands, work)
            .await
    }

    async fn list_addresses(
        &self,
        request: ListAddressesRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListAddressesResult {
        let (reach, _) = Reach::of(request.caller);
        let id = WalletId::from(request.wallet_id);
        let found = self.db.read(move |conn| wallets::find(conn, &reach, &id));
        let (wallet, addresses) = found.await?.ok_or(NotFound::Wallet)?;
        Ok(ListAddressesResponse::Ok(convert::shown(
            wallet, addresses,
        )?))
    }
}
