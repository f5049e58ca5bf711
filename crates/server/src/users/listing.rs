//! A page of users: what the filters let through, in the order asked for.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{UserOrder, UserStatus, UserType};
use sovx_api_types::sovx::operations::ListUsersRequest;

use super::model::{UserRow, normalised};
use crate::db::schema::users;
use crate::db::{Connection, CustomerKey, DbError, MultiBackend, columns};
use crate::pagination::Filters;

/// Which users to list, and how.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) status: Option<UserStatus>,
    pub(super) account_type: Option<UserType>,
    pub(super) email: Option<String>,
    pub(super) order: Option<UserOrder>,
}

impl Listing {
    /// What a request asks for.
    pub(super) fn of<Caller>(request: &ListUsersRequest<Caller>) -> Self {
        Self {
            status: request.filter_where_status,
            account_type: request.filter_where_account_type,
            email: request.filter_where_email.clone(),
            order: request.filter_sort,
        }
    }

    /// As the links of its pages repeat it.
    pub(super) fn filters(&self) -> Filters {
        let account_type = self.account_type.map(UserType::as_str);
        Filters::default()
            .with("filter[sort]", self.order.map(UserOrder::as_str))
            .with("filter[where][status]", self.status.map(UserStatus::as_str))
            .with("filter[where][account_type]", account_type)
            .with("filter[where][email]", self.email.as_deref())
    }
}

/// A page of the customer's users, with the number of all that the filters let through.
pub(super) fn list(
    conn: &mut Connection,
    customer: &CustomerKey,
    listing: &Listing,
    limit: i64,
    skip: i64,
) -> Result<(Vec<UserRow>, i64), DbError> {
    let order = listing.order.unwrap_or(UserOrder::MinusCreatedAt);
    let rows = ordered(selected(customer, listing), order)
        .limit(limit)
        .offset(skip)
        .select(columns::<UserRow>())
        .load(conn)?;
    let total = selected(customer, listing).count().get_result(conn)?;
    Ok((rows, total))
}

type Selection<'a> = users::BoxedQuery<'a, MultiBackend>;

/// What the filters let through; deleted users only where they are asked for.
fn selected<'a>(customer: &'a CustomerKey, listing: &'a Listing) -> Selection<'a> {
    let mut query = users::table
        .filter(users::customer_id.eq(customer))
        .into_boxed();
    query = match listing.status {
        Some(status) => query.filter(users::status.eq(status.as_str())),
        None => query.filter(users::status.ne(UserStatus::Deleted.as_str())),
    };
    if let Some(account_type) = listing.account_type {
        query = query.filter(users::account_type.eq(account_type.as_str()));
    }
    if let Some(email) = &listing.email {
        query = query.filter(users::email_normalised.eq(normalised(email)));
    }
    query
}

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: UserOrder) -> Selection<'_> {
    let (up, down) = (users::id.asc(), users::id.desc());
    match order {
        UserOrder::MinusCreatedAt => query.order((users::created_at.desc(), down)),
        UserOrder::CreatedAt => query.order((users::created_at.asc(), up)),
        UserOrder::Email => query.order((users::email_normalised.asc(), up)),
        UserOrder::MinusEmail => query.order((users::email_normalised.desc(), down)),
        UserOrder::LastName => query.order((users::last_name.asc(), up)),
        UserOrder::MinusLastName => query.order((users::last_name.desc(), down)),
    }
}
