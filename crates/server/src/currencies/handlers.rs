use sovx_api_types::sovx::operations::{
    ListCurrenciesRequest, ListCurrenciesResponse, ListCurrenciesResult, ListCurrencyPairsRequest,
    ListCurrencyPairsResponse, ListCurrencyPairsResult,
};

use super::model::{Listing, PairListing};
use super::queries;
use crate::api::CurrenciesApi;
use crate::app::App;
use crate::auth::caller::OwnerCaller;

impl CurrenciesApi for App {
    async fn list_currencies(
        &self,
        request: ListCurrenciesRequest<OwnerCaller>,
    ) -> ListCurrenciesResult {
        let listing = Listing {
            code: request.filter_where_code,
            is_fiat: request.filter_where_is_fiat,
            can_deposit: request.filter_where_can_deposit,
            can_withdraw: request.filter_where_can_withdraw,
            is_trading_enabled: request.filter_where_is_trading_enabled,
            order: request.filter_sort,
        };
        let list = self.db.read(move |conn| queries::list(conn, &listing));
        let rows = list.await?;
        let shown = rows.into_iter().map(TryInto::try_into);
        Ok(ListCurrenciesResponse::Ok(shown.collect::<Result<_, _>>()?))
    }

    async fn list_currency_pairs(
        &self,
        request: ListCurrencyPairsRequest<OwnerCaller>,
    ) -> ListCurrencyPairsResult {
        let listing = PairListing {
            base: request.filter_where_base,
            quote: request.filter_where_quote,
            order: request.filter_sort,
        };
        let list = self
            .db
            .read(move |conn| queries::list_pairs(conn, &listing));
        let rows = list.await?;
        let shown = rows.into_iter().map(Into::into);
        Ok(ListCurrencyPairsResponse::Ok(shown.collect()))
    }
}
