//! Rows of `customers`: a customer and its business, side by side.
//!
//! A customer is `INACTIVE` once deleted; its row and its `customer_id` stay taken.

use crate::db::{AccountId, CustomerKey, schema::customers};
use diesel::prelude::*;

/// A customer as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = customers)]
pub(super) struct CustomerRow {
    pub(super) id: CustomerKey,
    pub(super) account_id: AccountId,
    pub(super) customer_id: String,
    pub(super) email: String,
    pub(super) account_type: String,
    pub(super) account_role: String,
    pub(super) account_purpose: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) phone_country_code: Option<String>,
    pub(super) phone_number: Option<String>,
    pub(super) status: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) business_entity_name: String,
    pub(super) business_incorporation_country: String,
    pub(super) business_incorporation_state: Option<String>,
    pub(super) business_incorporation_date: Option<String>,
    pub(super) business_organization_type: Option<String>,
    pub(super) business_business_type: Option<String>,
    pub(super) business_registration_number: Option<String>,
    pub(super) business_description: Option<String>,
    pub(super) business_accredited_investor: Option<bool>,
    pub(super) business_non_agent_intermediary: Option<bool>,
    pub(super) business_principal_place_country: Option<String>,
    pub(super) business_principal_place_state: Option<String>,
    pub(super) business_principal_place_address: Option<String>,
    pub(super) business_principal_place_city: Option<String>,
    pub(super) business_principal_place_postal_code: Option<String>,
}

/// A customer to be stored. Its account is given to the query.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = customers, treat_none_as_default_value = false)]
pub(super) struct NewCustomer {
    pub(super) id: CustomerKey,
    pub(super) customer_id: String,
    pub(super) email: String,
    pub(super) account_type: String,
    pub(super) account_role: String,
    pub(super) account_purpose: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) phone_country_code: Option<String>,
    pub(super) phone_number: Option<String>,
    pub(super) status: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) business_entity_name: String,
    pub(super) business_incorporation_country: String,
    pub(super) business_incorporation_state: Option<String>,
    pub(super) business_incorporation_date: Option<String>,
    pub(super) business_organization_type: Option<String>,
    pub(super) business_business_type: Option<String>,
    pub(super) business_registration_number: Option<String>,
    pub(super) business_description: Option<String>,
    pub(super) business_accredited_investor: Option<bool>,
    pub(super) business_non_agent_intermediary: Option<bool>,
    pub(super) business_principal_place_country: Option<String>,
    pub(super) business_principal_place_state: Option<String>,
    pub(super) business_principal_place_address: Option<String>,
    pub(super) business_principal_place_city: Option<String>,
    pub(super) business_principal_place_postal_code: Option<String>,
}

/// What to change of a customer: `None` leaves a column alone, `Some(None)` clears it.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = customers)]
pub(super) struct CustomerChanges {
    /// Always set, so that a change is never empty.
    pub(super) updated_at: i64,
    pub(super) email: Option<String>,
    pub(super) account_type: Option<String>,
    pub(super) account_role: Option<String>,
    pub(super) account_purpose: Option<Option<String>>,
    pub(super) first_name: Option<Option<String>>,
    pub(super) last_name: Option<Option<String>>,
    pub(super) phone_country_code: Option<Option<String>>,
    pub(super) phone_number: Option<Option<String>>,
    pub(super) business_entity_name: Option<String>,
    pub(super) business_incorporation_country: Option<String>,
    pub(super) business_incorporation_state: Option<Option<String>>,
    pub(super) business_incorporation_date: Option<Option<String>>,
    pub(super) business_organization_type: Option<Option<String>>,
    pub(super) business_business_type: Option<Option<String>>,
    pub(super) business_registration_number: Option<Option<String>>,
    pub(super) business_description: Option<Option<String>>,
    pub(super) business_accredited_investor: Option<Option<bool>>,
    pub(super) business_non_agent_intermediary: Option<Option<bool>>,
    pub(super) business_principal_place_country: Option<Option<String>>,
    pub(super) business_principal_place_state: Option<Option<String>>,
    pub(super) business_principal_place_address: Option<Option<String>>,
    pub(super) business_principal_place_city: Option<Option<String>>,
    pub(super) business_principal_place_postal_code: Option<Option<String>>,
}
