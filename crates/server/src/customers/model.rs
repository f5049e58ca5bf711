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

impl CustomerChanges {
    /// Whether anything but the time of the last change would differ.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each column, and no logic"
    )]
    pub(super) fn alter(&self, row: &CustomerRow) -> bool {
        let Self {
            updated_at: _,
            email,
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            phone_country_code,
            phone_number,
            business_entity_name,
            business_incorporation_country,
            business_incorporation_state,
            business_incorporation_date,
            business_organization_type,
            business_business_type,
            business_registration_number,
            business_description,
            business_accredited_investor,
            business_non_agent_intermediary,
            business_principal_place_country,
            business_principal_place_state,
            business_principal_place_address,
            business_principal_place_city,
            business_principal_place_postal_code,
        } = self;
        differs(email.as_ref(), &row.email)
            || differs(account_type.as_ref(), &row.account_type)
            || differs(account_role.as_ref(), &row.account_role)
            || differs(account_purpose.as_ref(), &row.account_purpose)
            || differs(first_name.as_ref(), &row.first_name)
            || differs(last_name.as_ref(), &row.last_name)
            || differs(phone_country_code.as_ref(), &row.phone_country_code)
            || differs(phone_number.as_ref(), &row.phone_number)
            || differs(business_entity_name.as_ref(), &row.business_entity_name)
            || differs(
                business_incorporation_country.as_ref(),
                &row.business_incorporation_country,
            )
            || differs(
                business_incorporation_state.as_ref(),
                &row.business_incorporation_state,
            )
            || differs(
                business_incorporation_date.as_ref(),
                &row.business_incorporation_date,
            )
            || differs(
                business_organization_type.as_ref(),
                &row.business_organization_type,
            )
            || differs(business_business_type.as_ref(), &row.business_business_type)
            || differs(
                business_registration_number.as_ref(),
                &row.business_registration_number,
            )
            || differs(business_description.as_ref(), &row.business_description)
            || differs(
                business_accredited_investor.as_ref(),
                &row.business_accredited_investor,
            )
            || differs(
                business_non_agent_intermediary.as_ref(),
                &row.business_non_agent_intermediary,
            )
            || differs(
                business_principal_place_country.as_ref(),
                &row.business_principal_place_country,
            )
            || differs(
                business_principal_place_state.as_ref(),
                &row.business_principal_place_state,
            )
            || differs(
                business_principal_place_address.as_ref(),
                &row.business_principal_place_address,
            )
            || differs(
                business_principal_place_city.as_ref(),
                &row.business_principal_place_city,
            )
            || differs(
                business_principal_place_postal_code.as_ref(),
                &row.business_principal_place_postal_code,
            )
    }

    /// The country and number under which the customer would be registered, where it is another
    /// registration than now.
    pub(super) fn registration<'a>(&'a self, row: &'a CustomerRow) -> Option<(&'a str, &'a str)> {
        let (country, number) = (
            &self.business_incorporation_country,
            &self.business_registration_number,
        );
        let country = country
            .as_ref()
            .unwrap_or(&row.business_incorporation_country);
        let number = number.as_ref().unwrap_or(&row.business_registration_number);
        let is_new = *country != row.business_incorporation_country
            || *number != row.business_registration_number;
        is_new.then_some((country.as_str(), number.as_deref()?))
    }
}

/// Whether a column is to get another value.
fn differs<T: PartialEq>(change: Option<&T>, stored: &T) -> bool {
    change.is_some_and(|new| new != stored)
}
