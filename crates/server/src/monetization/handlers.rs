use sovx_api_types::sovx::operations::{
    CreateMonetizationSettingOperation, CreateMonetizationSettingRequest,
    CreateMonetizationSettingResponse, CreateMonetizationSettingResult,
    DeleteMonetizationSettingRequest, DeleteMonetizationSettingResponse,
    DeleteMonetizationSettingResult, GetMonetizationSettingRequest, GetMonetizationSettingResponse,
    GetMonetizationSettingResult, ListMonetizationSettingsRequest,
    ListMonetizationSettingsResponse, ListMonetizationSettingsResult,
    UpdateMonetizationSettingRequest, UpdateMonetizationSettingResponse,
    UpdateMonetizationSettingResult,
};
use sovx_runtime::Idempotency;

use super::model::{Filter, NewSetting};
use super::{CreateError, manage, queries, rules};
use crate::api::MonetizationApi;
use crate::app::App;
use crate::auth::caller::OwnerCaller;
use crate::changes::Changed;
use crate::db::{Connection, DbError};
use crate::error::NotFound;

impl MonetizationApi for App {
    async fn list_monetization_settings(
        &self,
        request: ListMonetizationSettingsRequest<OwnerCaller>,
    ) -> ListMonetizationSettingsResult {
        let customer = request.caller.customer;
        let filter = Filter {
            feature: request.filter_where_feature,
            method: request.filter_where_method,
            currency: request.filter_where_currency,
            pair: request.filter_where_pair,
            order: request.filter_sort,
        };
        let list = self
            .db
            .read(move |conn| queries::list(conn, &customer, &filter));
        let shown = list.await?.into_iter().map(|(row, of)| row.shown(of));
        let shown = shown.collect::<Result<_, _>>()?;
        Ok(ListMonetizationSettingsResponse::Ok(shown))
    }

    async fn create_monetization_setting(
        &self,
        request: CreateMonetizationSettingRequest<
            OwnerCaller,
            Idempotency<CreateMonetizationSettingOperation>,
        >,
    ) -> CreateMonetizationSettingResult {
        let OwnerCaller { customer, actor } = request.caller;
        let amount = rules::check(&request.body)?;
        let (body, clock) = (request.body, self.clock());
        let tenant = customer.clone();
        let stands = move |conn: &mut Connection, told: &_| match told {
            CreateMonetizationSettingResponse::Created(setting) => {
                Ok(queries::find(conn, &tenant, setting.id)?.is_some())
            }
            _ => Ok(false),
        };
        self.once(request.idempotency_key, actor, stands, move |conn| {
            let new = NewSetting::new(&body, &amount, clock.now_millis());
            let (setting, change) = manage::create(conn, &customer, &new)?;
            let response = CreateMonetizationSettingResponse::Created(setting);
            Ok::<_, CreateError>(Changed::by(response, change))
        })
        .await
    }

    async fn get_monetization_setting(
        &self,
        request: GetMonetizationSettingRequest<OwnerCaller>,
    ) -> GetMonetizationSettingResult {
        let (customer, id) = (request.caller.customer, request.setting_id);
        let found = self.db.read(move |conn| queries::find(conn, &customer, id));
        let (row, customer_id) = found.await?.ok_or(NotFound::Setting)?;
        Ok(GetMonetizationSettingResponse::Ok(row.shown(customer_id)?))
    }

    async fn update_monetization_setting(
        &self,
        request: UpdateMonetizationSettingRequest<OwnerCaller>,
    ) -> UpdateMonetizationSettingResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (id, amount) = (request.setting_id, request.body.amount);
        let clock = self.clock();
        let updated = self.change(actor, move |conn| {
            manage::update(conn, &customer, id, amount, clock.now_millis())
        });
        let setting = updated.await?.ok_or(NotFound::Setting)?;
        Ok(UpdateMonetizationSettingResponse::Ok(setting))
    }

    async fn delete_monetization_setting(
        &self,
        request: DeleteMonetizationSettingRequest<OwnerCaller>,
    ) -> DeleteMonetizationSettingResult {
        let OwnerCaller { customer, actor } = request.caller;
        let id = request.setting_id;
        let deleted = self.change(actor, move |conn| {
            let change = manage::delete(conn, &customer, id)?;
            Ok::<_, DbError>(Changed::by_all(change.is_some(), change))
        });
        let deleted = deleted.await?;
        deleted
            .then_some(DeleteMonetizationSettingResponse::NoContent)
            .ok_or(NotFound::Setting.into())
    }
}
