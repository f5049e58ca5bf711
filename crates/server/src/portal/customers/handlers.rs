use std::sync::Arc;

use sovx_api_types::portal::models::{
    CustomerDetails, CustomerList, CustomerListObject, Pagination,
};
use sovx_api_types::portal::operations::{
    CreateCustomerRequest, CreateCustomerResponse, CreateCustomerResult, DeleteCustomerRequest,
    DeleteCustomerResponse, DeleteCustomerResult, GetCustomerOperation, GetCustomerRequest,
    GetCustomerResponse, GetCustomerResult, ListCustomersRequest, ListCustomersResponse,
    ListCustomersResult, RotateCustomerKeyRequest, RotateCustomerKeyResponse,
    RotateCustomerKeyResult, UpdateCustomerRequest, UpdateCustomerResponse, UpdateCustomerResult,
};
use sovx_runtime::Failure;

use super::keys;
use super::model::{CustomerChanges, CustomerRow, NewCustomer};
use super::queries::{self, ChangeError};
use crate::app::App;
use crate::auth::sealing::Sealer;
use crate::changes::{Change, Changed};
use crate::db::{Connection, DbError, EndCustomerId, PartnerId};
use crate::portal::api::CustomersApi;
use crate::portal::callers::PlatformCaller;
use crate::portal::error::NotFound;

impl CustomersApi for App {
    async fn list_customers(
        &self,
        request: ListCustomersRequest<PlatformCaller>,
    ) -> ListCustomersResult {
        let (limit, offset) = (request.limit, request.offset);
        let partner = request.caller.partner;
        let page = self
            .db
            .read(move |conn| queries::list(conn, &partner, limit.into(), offset.into()));
        let (rows, total) = page.await?;
        let data = rows.into_iter().map(TryInto::try_into);
        Ok(ListCustomersResponse::Ok(CustomerList {
            object: CustomerListObject::List,
            data: data.collect::<Result<_, _>>()?,
            pagination: page_of(limit, offset, total),
        }))
    }

    async fn create_customer(
        &self,
        request: CreateCustomerRequest<PlatformCaller>,
    ) -> CreateCustomerResult {
        let (partner, name) = (request.caller.partner, request.body.name);
        let (id, clock) = (EndCustomerId::fresh(), self.clock());
        let key = self.mint_customer_key(&partner, &id)?;
        let stored = key.new.clone();
        let create = self.change(request.caller.actor, move |conn| {
            let new = NewCustomer::new(id.clone(), &name, clock.now_millis());
            let row = queries::insert(conn, &partner, &new, &stored)?;
            let change = Change::of("end_customer.created", &row.id);
            Ok::<_, ChangeError>(Changed::by(row, change))
        });
        let created = create.await?.with_key(key.shown())?;
        Ok(CreateCustomerResponse::Created(created))
    }

    async fn get_customer(&self, request: GetCustomerRequest<PlatformCaller>) -> GetCustomerResult {
        let partner = request.caller.partner;
        let id = known(&request.customer_id)?;
        if !self.reveals_keys {
            let find = move |conn: &mut _| queries::find(conn, &partner, &id);
            let row = self.db.read(find).await?.ok_or(NotFound)?;
            return Ok(GetCustomerResponse::Ok(row.details(None)?));
        }
        let sealer = Arc::clone(&self.sealer);
        let reveal = move |conn: &mut _| reveal(conn, &sealer, &partner, &id);
        let details = self.change(request.caller.actor, reveal).await?;
        Ok(GetCustomerResponse::Ok(details))
    }

    async fn update_customer(
        &self,
        request: UpdateCustomerRequest<PlatformCaller>,
    ) -> UpdateCustomerResult {
        let partner = request.caller.partner;
        let id = known(&request.customer_id)?;
        let change = Change::of("end_customer.updated", &id).naming(&request.body);
        let (name, clock) = (request.body.name, self.clock());
        let update = self.change(request.caller.actor, move |conn| {
            let changed = |name: &String| CustomerChanges::new(name, clock.now_millis());
            let changes = name.as_ref().map(changed);
            update(conn, &partner, &id, changes.as_ref(), &change)
        });
        let row = update.await?.ok_or(NotFound)?;
        Ok(UpdateCustomerResponse::Ok(row.try_into()?))
    }

    async fn delete_customer(
        &self,
        request: DeleteCustomerRequest<PlatformCaller>,
    ) -> DeleteCustomerResult {
        let (partner, clock) = (request.caller.partner, self.clock());
        let id = known(&request.customer_id)?;
        let delete = self.change(request.caller.actor, move |conn| {
            let deleted = queries::delete(conn, &partner, &id, clock.now_millis());
            deleted.map(|done| Changed::when(done, Change::of("end_customer.deleted", &id)))
        });
        let deleted = delete.await?;
        deleted
            .then_some(DeleteCustomerResponse::NoContent)
            .ok_or(NotFound.into())
    }

    async fn rotate_customer_key(
        &self,
        request: RotateCustomerKeyRequest<PlatformCaller>,
    ) -> RotateCustomerKeyResult {
        let (partner, clock) = (request.caller.partner, self.clock());
        let id = known(&request.customer_id)?;
        let grace = request.body.map_or(0, |body| body.grace_seconds);
        let key = self.mint_customer_key(&partner, &id)?;
        let stored = key.new.clone();
        let change = Change::of("end_customer.key_rotated", &id).with("grace_seconds", grace);
        let rotate = self.change(request.caller.actor, move |conn| {
            let now = clock.now_millis();
            let previous_ends = now.saturating_add(i64::from(grace) * 1000);
            let row = queries::rotate(conn, &partner, &id, &stored, (now, previous_ends))?;
            let rotated = row.map(|row| (row, previous_ends));
            Ok::<_, DbError>(Changed::found(rotated, |_| change.clone()))
        });
        let (row, previous_ends) = rotate.await?.ok_or(NotFound)?;
        let rotated = row.rotated(key.shown(), previous_ends)?;
        Ok(RotateCustomerKeyResponse::Ok(rotated))
    }
}

/// Changes what the request names; a request that names nothing new leaves no trace.
fn update(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
    changes: Option<&CustomerChanges>,
    change: &Change,
) -> Result<Changed<Option<CustomerRow>>, ChangeError> {
    let row = queries::find(conn, partner, id)?;
    let same = |row: &CustomerRow| changes.is_none_or(|changes| changes.name == row.name);
    match (changes, &row) {
        (Some(changes), Some(found)) if !same(found) => {
            let row = queries::update(conn, partner, id, changes)?;
            Ok(Changed::found(row, |_| change.clone()))
        }
        _ => Ok(Changed::nothing(row)),
    }
}

/// A text that is no id names no end customer.
fn known(customer_id: &str) -> Result<EndCustomerId, NotFound> {
    EndCustomerId::parse(customer_id).ok_or(NotFound)
}

fn page_of(limit: i32, offset: i32, total: i64) -> Pagination {
    Pagination {
        limit,
        offset,
        total,
        has_more: i64::from(offset) + i64::from(limit) < total,
    }
}

/// Reads an end customer with its key; that the key was read is part of the log.
fn reveal(
    conn: &mut Connection,
    sealer: &Sealer,
    partner: &PartnerId,
    id: &EndCustomerId,
) -> Result<Changed<CustomerDetails>, Failure<GetCustomerOperation>> {
    let (row, key) = queries::find_with_key(conn, partner, id)?.ok_or(NotFound)?;
    let key = keys::open(sealer, partner, id, &key)?;
    let revealed = key.is_some();
    let details = row.details(key)?;
    let change = revealed.then(|| Change::of("end_customer.key_revealed", id));
    Ok(Changed::by_all(details, change))
}
