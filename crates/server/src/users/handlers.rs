use std::sync::Arc;

use sovx_api_types::sovx::models::UserUpdate;
use sovx_api_types::sovx::operations::{
    ActivateUserRequest, ActivateUserResponse, ActivateUserResult, CreateUserOperation,
    CreateUserRequest, CreateUserResponse, CreateUserResult, DeactivateUserRequest,
    DeactivateUserResponse, DeactivateUserResult, DeleteUserRequest, DeleteUserResponse,
    DeleteUserResult, GetUserRequest, GetUserResponse, GetUserResult, ListUsersRequest,
    ListUsersResponse, ListUsersResult, UpdateUserOperation, UpdateUserRequest, UpdateUserResponse,
    UpdateUserResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::deletion::Deletion;
use super::listing::{self, Listing};
use super::model::{NewUser, UserChanges, UserRow};
use super::queries::{self, StatusError};
use crate::api::UsersApi;
use crate::app::App;
use crate::auth::caller::OwnerCaller;
use crate::auth::sealing::Sealer;
use crate::changes::{Change, Changed};
use crate::clock::Clock;
use crate::db::{Connection, CustomerKey, UserId};
use crate::error::NotFound;
use crate::pagination::filtered_page;

impl UsersApi for App {
    async fn create_user(
        &self,
        request: CreateUserRequest<OwnerCaller, Idempotency<CreateUserOperation>>,
    ) -> CreateUserResult {
        let OwnerCaller { customer, actor } = request.caller;
        let sealer = Arc::clone(&self.sealer);
        let new = NewUser::new(request.body, &sealer, self.environment, self.clock().now())?;
        let clock = self.clock();
        let tenant = customer.clone();
        let stands = move |conn: &mut Connection, told: &_| match told {
            CreateUserResponse::Created(user) => {
                Ok(queries::find(conn, &tenant, &user.user_id.into())?.is_some())
            }
            _ => Ok(false),
        };
        self.once(request.idempotency_key, actor, stands, move |conn| {
            let row = queries::insert(conn, &customer, &new.dated(clock.now_millis()))?;
            let change = Change::of("user.created", &row.id);
            let response = CreateUserResponse::Created(row.shown(&sealer)?);
            Ok::<_, Failure<CreateUserOperation>>(Changed::by(response, change))
        })
        .await
    }

    async fn list_users(&self, request: ListUsersRequest<OwnerCaller>) -> ListUsersResult {
        let (limit, skip) = (request.filter_limit, request.filter_skip);
        let (listing, customer) = (Listing::of(&request), request.caller.customer);
        let filters = listing.filters();
        let page = self
            .db
            .read(move |conn| listing::list(conn, &customer, &listing, limit.into(), skip.into()));
        let (rows, total) = page.await?;
        let shown = rows.into_iter().map(|row| row.shown(&self.sealer));
        let data = shown.collect::<Result<_, _>>()?;
        let page = filtered_page("/users", &filters, data, limit, skip, total);
        Ok(ListUsersResponse::Ok(page))
    }

    async fn get_user(&self, request: GetUserRequest<OwnerCaller>) -> GetUserResult {
        let (customer, id) = (request.caller.customer, UserId::from(request.user_id));
        let row = self
            .db
            .read(move |conn| queries::find(conn, &customer, &id))
            .await?
            .ok_or(NotFound::User)?;
        Ok(GetUserResponse::Ok(row.shown(&self.sealer)?))
    }

    async fn update_user(&self, request: UpdateUserRequest<OwnerCaller>) -> UpdateUserResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (id, sealer) = (UserId::from(request.user_id), Arc::clone(&self.sealer));
        let (body, clock) = (request.body, self.clock());
        let work =
            move |conn: &mut Connection| update(conn, &customer, &id, &body, &sealer, &clock);
        let row = self.change(actor, work).await?;
        Ok(UpdateUserResponse::Ok(row.shown(&self.sealer)?))
    }

    async fn activate_user(&self, request: ActivateUserRequest<OwnerCaller>) -> ActivateUserResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (id, clock) = (UserId::from(request.user_id), self.clock());
        let work = move |conn: &mut Connection| {
            let row = queries::activate(conn, &customer, &id, clock.now_millis())?;
            Ok::<_, StatusError>(Changed::by(row, Change::of("user.activated", &id)))
        };
        let row = self.change(actor, work).await?;
        Ok(ActivateUserResponse::Ok(row.shown(&self.sealer)?))
    }

    async fn deactivate_user(
        &self,
        request: DeactivateUserRequest<OwnerCaller>,
    ) -> DeactivateUserResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (id, clock) = (UserId::from(request.user_id), self.clock());
        let work = move |conn: &mut Connection| {
            let row = queries::deactivate(conn, &customer, &id, clock.now_millis())?;
            Ok::<_, StatusError>(Changed::by(row, Change::of("user.deactivated", &id)))
        };
        let row = self.change(actor, work).await?;
        Ok(DeactivateUserResponse::Ok(row.shown(&self.sealer)?))
    }

    async fn delete_user(&self, request: DeleteUserRequest<OwnerCaller>) -> DeleteUserResult {
        let OwnerCaller { customer, actor } = request.caller;
        let deletion = Deletion {
            customer,
            user: UserId::from(request.user_id),
            ledger: self.ledger.clone(),
            clock: self.clock(),
        };
        self.change(actor, move |conn| deletion.carry_out(conn))
            .await?;
        Ok(DeleteUserResponse::NoContent)
    }
}

/// Changes what the request names; a request that names nothing new leaves no trace.
fn update(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    body: &UserUpdate,
    sealer: &Sealer,
    clock: &Clock,
) -> Result<Changed<UserRow>, Failure<UpdateUserOperation>> {
    let row = queries::lock(conn, customer, id)?.ok_or(NotFound::User)?;
    let changes = UserChanges::new(&row, body.clone(), sealer, clock.now())?;
    if changes.is_empty() {
        return Ok(Changed::nothing(row));
    }
    let row = queries::update(conn, customer, id, &changes)?.ok_or(NotFound::User)?;
    let change = Change::of("user.updated", id).naming(body);
    Ok(Changed::by(row, change))
}
