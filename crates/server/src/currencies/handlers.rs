use sovx_api_types::sovx::operations::{
    ListCurrenciesRequest, ListCurrenciesResponse, ListCurrenciesResult, ListCurrencyPairsRequest,
    ListCurrencyPairsResponse, ListCurrencyPairsResult,
};

use super::queries;
use crate::api::CurrenciesApi;
use crate::app::App;
use crate::auth::caller::OwnerCaller;

impl CurrenciesApi for App {
    async fn list_currencies(&self, _: ListCurrenciesRequest<OwnerCaller>) -> ListCurrenciesResult {
        let rows = self.db.read(queries::list).await?;
        let shown = rows.into_iter().map(TryInto::try_into);
        Ok(ListCurrenciesResponse::Ok(shown.collect::<Result<_, _>>()?))
    }

    async fn list_currency_pairs(
        &self,
        _: ListCurrencyPairsRequest<OwnerCaller>,
    ) -> ListCurrencyPairsResult {
        let rows = self.db.read(queries::list_pairs).await?;
        let shown = rows.into_iter().map(Into::into);
        Ok(ListCurrencyPairsResponse::Ok(shown.collect()))
    }
}
