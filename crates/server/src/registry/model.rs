//! Rows of `registry_profiles`.

use crate::db::schema::registry_profiles;
use diesel::prelude::*;

/// The profile of a business.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = registry_profiles, primary_key(customer_id))]
pub(super) struct ProfileRow {
    pub(super) customer_id: String,
    /// JSON.
    pub(super) profile: String,
    pub(super) updated_at: i64,
}
