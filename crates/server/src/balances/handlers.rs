use sovx_api_types::sovx::models::Balance;
use sovx_api_types::sovx::operations::{
    ListAccountBalancesRequest, ListAccountBalancesResponse, ListAccountBalancesResult,
    ListUserBalancesRequest, ListUserBalancesResponse, ListUserBalancesResult,
    ListWalletBalancesRequest, ListWalletBalancesResponse, ListWalletBalancesResult,
};

use super::collect::{self, Line};
use crate::api::{BalancesApi, UserOrOwner};
use crate::app::App;
use crate::auth::caller::{OwnerCaller, UserCaller};
use crate::db::{DbError, UserId, WalletId};
use crate::error::{Broken, NotFound};
use crate::ledger::Holder;
use crate::wallets::Reach;

impl BalancesApi for App {
    async fn list_account_balances(
        &self,
        request: ListAccountBalancesRequest<OwnerCaller>,
    ) -> ListAccountBalancesResult {
        let holder = Holder::Customer(request.caller.customer);
        let environment = self.environment;
        let lines = self
            .db
            .read(move |conn| collect::lines(conn, &holder, environment));
        let lines = lines.await?;
        Ok(ListAccountBalancesResponse::Ok(shown(lines)?))
    }

    async fn list_user_balances(
        &self,
        request: ListUserBalancesRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListUserBalancesResult {
        let user = UserId::from(request.user_id);
        let (reach, _) = Reach::of(request.caller);
        reach.admit(&user)?;
        let environment = self.environment;
        let lines = self.db.read(move |conn| {
            let holder = reach.holder_of_user(conn, &user)?;
            let lines = holder.map(|holder| collect::lines(conn, &holder, environment));
            lines.transpose()
        });
        let lines: Result<_, DbError> = lines.await;
        let lines = lines?.ok_or(NotFound::User)?;
        Ok(ListUserBalancesResponse::Ok(shown(lines)?))
    }

    async fn list_wallet_balances(
        &self,
        request: ListWalletBalancesRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListWalletBalancesResult {
        let wallet = WalletId::from(request.wallet_id);
        let (reach, _) = Reach::of(request.caller);
        let environment = self.environment;
        let lines = self.db.read(move |conn| {
            let holder = reach.holder_of_wallet(conn, &wallet)?;
            let lines = holder.map(|holder| collect::lines(conn, &holder, environment));
            lines.transpose()
        });
        let lines: Result<_, DbError> = lines.await;
        let lines = lines?.ok_or(NotFound::Wallet)?;
        Ok(ListWalletBalancesResponse::Ok(shown(lines)?))
    }
}

fn shown(lines: Vec<Line>) -> Result<Vec<Balance>, Broken> {
    lines.into_iter().map(Balance::try_from).collect()
}
