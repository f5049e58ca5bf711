use sovx_api_types::sovx::models::{Pagination, Transaction};
use sovx_api_types::sovx::operations::{
    GetAccountTransactionRequest, GetAccountTransactionResponse, GetAccountTransactionResult,
    GetUserTransactionRequest, GetUserTransactionResponse, GetUserTransactionResult,
    GetWalletTransactionRequest, GetWalletTransactionResponse, GetWalletTransactionResult,
    ListAccountTransactionsRequest, ListAccountTransactionsResponse, ListAccountTransactionsResult,
    ListUserTransactionsRequest, ListUserTransactionsResponse, ListUserTransactionsResult,
    ListWalletTransactionsRequest, ListWalletTransactionsResponse, ListWalletTransactionsResult,
};
use sovx_runtime::Paged;

use super::convert::{self, Precise};
use super::listing::Listing;
use super::queries;
use crate::api::{TransactionsApi, UserOrOwner};
use crate::app::App;
use crate::auth::caller::{OwnerCaller, UserCaller};
use crate::db::{Connection, DbError, TransactionId, UserId, WalletId};
use crate::error::{Broken, NoTransaction, NotFound};
use crate::ledger::{self, Holder};
use crate::pagination::filtered_page;
use crate::wallets::Reach;

impl TransactionsApi for App {
    async fn list_account_transactions(
        &self,
        request: ListAccountTransactionsRequest<OwnerCaller>,
    ) -> ListAccountTransactionsResult {
        let asked = Asked::new(
            "/accounts/transactions".to_owned(),
            Listing::from(&request),
            (request.filter_limit, request.filter_skip),
        );
        let holder = Holder::Customer(request.caller.customer);
        let (asked, found) = self
            .db
            .read(move |conn| {
                let found = page(conn, &holder, &asked)?;
                Ok::<_, DbError>((asked, found))
            })
            .await?;
        Ok(ListAccountTransactionsResponse::Ok(asked.shown(found)?))
    }

    async fn get_account_transaction(
        &self,
        request: GetAccountTransactionRequest<OwnerCaller>,
    ) -> GetAccountTransactionResult {
        let id = TransactionId::from(request.transaction_id);
        let holder = Holder::Customer(request.caller.customer);
        let found = self.db.read(move |conn| one(conn, &holder, &id)).await?;
        let found = found.ok_or(NoTransaction)?;
        Ok(GetAccountTransactionResponse::Ok(convert::shown(found)?))
    }

    async fn list_user_transactions(
        &self,
        request: ListUserTransactionsRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListUserTransactionsResult {
        let user = UserId::from(request.user_id);
        let asked = Asked::new(
            format!("/users/{user}/accounts/transactions"),
            Listing::from(&request),
            (request.filter_limit, request.filter_skip),
        );
        let (reach, _) = Reach::of(request.caller);
        reach.admit(&user)?;
        let found = self.db.read(move |conn| {
            let Some(holder) = reach.holder_of_user(conn, &user)? else {
                return Ok::<_, DbError>(None);
            };
            let found = page(conn, &holder, &asked)?;
            Ok(Some((asked, found)))
        });
        let (asked, found) = found.await?.ok_or(NotFound::User)?;
        Ok(ListUserTransactionsResponse::Ok(asked.shown(found)?))
    }

    async fn get_user_transaction(
        &self,
        request: GetUserTransactionRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> GetUserTransactionResult {
        let (user, id) = (
            UserId::from(request.user_id),
            TransactionId::from(request.transaction_id),
        );
        let (reach, _) = Reach::of(request.caller);
        reach.admit(&user)?;
        let found = self.db.read(move |conn| {
            let Some(holder) = reach.holder_of_user(conn, &user)? else {
                return Ok::<_, DbError>(None);
            };
            one(conn, &holder, &id).map(Some)
        });
        let found = found.await?.ok_or(NotFound::User)?.ok_or(NoTransaction)?;
        Ok(GetUserTransactionResponse::Ok(convert::shown(found)?))
    }

    async fn list_wallet_transactions(
        &self,
        request: ListWalletTransactionsRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListWalletTransactionsResult {
        let wallet = WalletId::from(request.wallet_id);
        let asked = Asked::new(
            format!("/wallets/{wallet}/transactions"),
            Listing::from(&request),
            (request.filter_limit, request.filter_skip),
        );
        let (reach, _) = Reach::of(request.caller);
        let found = self.db.read(move |conn| {
            let Some(holder) = reach.holder_of_wallet(conn, &wallet)? else {
                return Ok::<_, DbError>(None);
            };
            let found = page(conn, &holder, &asked)?;
            Ok(Some((asked, found)))
        });
        let (asked, found) = found.await?.ok_or(NotFound::Wallet)?;
        Ok(ListWalletTransactionsResponse::Ok(asked.shown(found)?))
    }

    async fn get_wallet_transaction(
        &self,
        request: GetWalletTransactionRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> GetWalletTransactionResult {
        let (wallet, id) = (
            WalletId::from(request.wallet_id),
            TransactionId::from(request.transaction_id),
        );
        let (reach, _) = Reach::of(request.caller);
        let found = self.db.read(move |conn| {
            let Some(holder) = reach.holder_of_wallet(conn, &wallet)? else {
                return Ok::<_, DbError>(None);
            };
            one(conn, &holder, &id).map(Some)
        });
        let found = found.await?.ok_or(NotFound::Wallet)?;
        let found = found.ok_or(NoTransaction)?;
        Ok(GetWalletTransactionResponse::Ok(convert::shown(found)?))
    }
}

/// A list, and the page of it that is asked for.
struct Asked {
    path: String,
    listing: Listing,
    limit: i32,
    skip: i32,
}

impl Asked {
    fn new(path: String, listing: Listing, (limit, skip): (i32, i32)) -> Self {
        Self {
            path,
            listing,
            limit,
            skip,
        }
    }

    fn shown(
        self,
        (rows, total): (Vec<Precise>, i64),
    ) -> Result<Paged<Vec<Transaction>, Pagination>, Broken> {
        let data = rows.into_iter().map(convert::shown);
        let data = data.collect::<Result<_, _>>()?;
        let filters = self.listing.filters();
        let (limit, skip) = (self.limit, self.skip);
        Ok(filtered_page(
            &self.path, &filters, data, limit, skip, total,
        ))
    }
}

fn page(
    conn: &mut Connection,
    holder: &Holder,
    asked: &Asked,
) -> Result<(Vec<Precise>, i64), DbError> {
    let place = (asked.limit.into(), asked.skip.into());
    let (rows, total) = queries::list(conn, holder, &asked.listing, place)?;
    Ok((
        ledger::with_precision(conn, rows, |row| &row.currency)?,
        total,
    ))
}

fn one(
    conn: &mut Connection,
    holder: &Holder,
    id: &TransactionId,
) -> Result<Option<Precise>, DbError> {
    let found = queries::find(conn, holder, id)?;
    let found = ledger::with_precision(conn, found.into_iter().collect(), |row| &row.currency)?;
    Ok(found.into_iter().next())
}
