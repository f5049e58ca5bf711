//! A page of the customers of all accounts: what the filters let through, in the order asked for.
//!
//! For the administrator only, hence without a tenant.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{AccountRole, AccountType, CustomerOrder, CustomerStatus};
use sovx_api_types::sovx::operations::ListCustomersRequest;

use super::model::CustomerRow;
use crate::db::schema::customers;
use crate::db::{Connection, DbError, MultiBackend, columns};
use crate::pagination::Filters;

/// Which customers to list, and how.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    pub(super) status: Option<CustomerStatus>,
    pub(super) account_type: Option<AccountType>,
    pub(super) account_role: Option<AccountRole>,
    pub(super) customer_id: Option<String>,
    pub(super) order: Option<CustomerOrder>,
}

impl Listing {
    /// What a request asks for.
    pub(super) fn of<Caller>(request: &ListCustomersRequest<Caller>) -> Self {
        Self {
            status: request.filter_where_status,
            account_type: request.filter_where_account_type,
            account_role: request.filter_where_account_role,
            customer_id: request.filter_where_customer_id.clone(),
            order: request.filter_sort,
        }
    }

    /// As the links of its pages repeat it.
    pub(super) fn filters(&self) -> Filters {
        let status = self.status.map(CustomerStatus::as_str);
        let account_type = self.account_type.map(AccountType::as_str);
        let account_role = self.account_role.map(AccountRole::as_str);
        Filters::default()
            .with("filter[sort]", self.order.map(CustomerOrder::as_str))
            .with("filter[where][status]", status)
            .with("filter[where][account_type]", account_type)
            .with("filter[where][account_role]", account_role)
            .with("filter[where][customer_id]", self.customer_id.as_deref())
    }
}

/// A page of customers, deleted ones included, with the number of all that the filters let through.
pub(super) fn list_all(
    conn: &mut Connection,
    listing: &Listing,
    limit: i64,
    skip: i64,
) -> Result<(Vec<CustomerRow>, i64), DbError> {
    let order = listing.order.unwrap_or(CustomerOrder::MinusCreatedAt);
    let rows = ordered(selected(listing), order)
        .limit(limit)
        .offset(skip)
        .select(columns::<CustomerRow>())
        .load(conn)?;
    let total = selected(listing).count().get_result(conn)?;
    Ok((rows, total))
}

type Selection<'a> = customers::BoxedQuery<'a, MultiBackend>;

/// What the filters let through.
fn selected(listing: &Listing) -> Selection<'_> {
    let mut query = customers::table.into_boxed();
    if let Some(status) = listing.status {
        query = query.filter(customers::status.eq(status.as_str()));
    }
    if let Some(account_type) = listing.account_type {
        query = query.filter(customers::account_type.eq(account_type.as_str()));
    }
    if let Some(account_role) = listing.account_role {
        query = query.filter(customers::account_role.eq(account_role.as_str()));
    }
    if let Some(customer_id) = &listing.customer_id {
        query = query.filter(customers::customer_id.eq(customer_id));
    }
    query
}

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: CustomerOrder) -> Selection<'_> {
    let (up, down) = (customers::id.asc(), customers::id.desc());
    match order {
        CustomerOrder::MinusCreatedAt => query.order((customers::created_at.desc(), down)),
        CustomerOrder::CreatedAt => query.order((customers::created_at.asc(), up)),
        CustomerOrder::CustomerId => query.order(customers::customer_id.asc()),
        CustomerOrder::MinusCustomerId => query.order(customers::customer_id.desc()),
    }
}
