use std::sync::Arc;

use sovx_api_types::sovx::operations::{
    CreateWalletOperation, CreateWalletRequest, CreateWalletResponse, CreateWalletResult,
    GetWalletRequest, GetWalletResponse, GetWalletResult, ListWalletsRequest, ListWalletsResponse,
    ListWalletsResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::model::{Listing, NewWallet};
use super::reach::Reach;
use super::{convert, creation, listing};
use crate::api::{UserOrOwner, WalletsApi};
use crate::app::App;
use crate::auth::caller::{OwnerCaller, UserCaller};
use crate::db::{Connection, UserId, WalletId};
use crate::error::NotFound;
use crate::pagination::filtered_page;

impl WalletsApi for App {
    async fn create_wallet(
        &self,
        request: CreateWalletRequest<
            UserOrOwner<UserCaller, OwnerCaller>,
            Idempotency<CreateWalletOperation>,
        >,
    ) -> CreateWalletResult {
        let (reach, actor) = Reach::of(request.caller);
        let user = UserId::from(request.user_id);
        reach.admit(&user)?;
        let (new, networks) =
            NewWallet::new(request.body, self.environment, self.clock().now_millis())?;
        let (vault, tenant, clock) = (Arc::clone(&self.vault), reach.clone(), self.clock());
        let stands = move |conn: &mut Connection, told: &_| match told {
            CreateWalletResponse::Created(wallet) => {
                Ok(listing::find(conn, &tenant, &wallet.wallet_id.into())?.is_some())
            }
            _ => Ok(false),
        };
        let work = move |conn: &mut Connection| {
            let wanted = (&new, networks.as_slice());
            let made = creation::create(conn, vault.as_ref(), &reach, &user, wanted, &clock)?;
            Ok::<_, Failure<CreateWalletOperation>>(made.map(CreateWalletResponse::Created))
        };
        self.once(request.idempotency_key, actor, stands, work)
            .await
    }

    async fn list_wallets(
        &self,
        request: ListWalletsRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListWalletsResult {
        let asked = Listing::of(&request);
        let (limit, skip) = (request.filter_limit, request.filter_skip);
        let (user, (reach, _)) = (UserId::from(request.user_id), Reach::of(request.caller));
        reach.admit(&user)?;
        let (path, filters) = (format!("/users/{user}/wallets"), asked.filters());
        let found = self.db.read(move |conn| {
            listing::page(conn, &reach, &user, &asked, (limit.into(), skip.into()))
        });
        let (wallets, addresses, total) = found.await?.ok_or(NotFound::User)?;
        let data = convert::shown_all(wallets, &addresses)?;
        let page = filtered_page(&path, &filters, data, limit, skip, total);
        Ok(ListWalletsResponse::Ok(page))
    }

    async fn get_wallet(
        &self,
        request: GetWalletRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> GetWalletResult {
        let (reach, _) = Reach::of(request.caller);
        let id = WalletId::from(request.wallet_id);
        let found = self.db.read(move |conn| listing::find(conn, &reach, &id));
        let (wallet, addresses) = found.await?.ok_or(NotFound::Wallet)?;
        Ok(GetWalletResponse::Ok(wallet.shown(addresses)?))
    }
}
