//! Between the contract's customer, the registry's profile and the row.
//!
//! A row is taken apart in full, so that a new column does not compile until someone decides
//! whether the contract shows it.

use sovx_api_types::sovx::models::{
    AccountRole, AccountType, Business, CountryCode, CreateCustomer, Customer, CustomerStatus,
    UpdateBusiness, UpdateCustomer,
};
use sovx_runtime::Patch;

use super::model::{CustomerChanges, CustomerRow, NewCustomer};
use crate::db::CustomerKey;
use crate::error::Broken;
use crate::registry::{self, Profile};

impl TryFrom<CustomerRow> for Customer {
    type Error = Broken;

    #[expect(
        clippy::too_many_lines,
        reason = "one line for each column, and no logic"
    )]
    fn try_from(row: CustomerRow) -> Result<Self, Broken> {
        let CustomerRow {
            id: _,
            account_id: _,
            customer_id,
            email,
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            phone_country_code,
            phone_number,
            status,
            created_at: _,
            updated_at: _,
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
        } = row;
        Ok(Self {
            account_type: stored(AccountType::from_wire(&account_type))?,
            account_role: stored(AccountRole::from_wire(&account_role))?,
            account_purpose,
            first_name,
            last_name,
            email,
            phone_country_code: country(phone_country_code)?,
            phone_number,
            customer_id,
            business: Business {
                entity_name: business_entity_name,
                incorporation_country: stored(CountryCode::from_wire(
                    &business_incorporation_country,
                ))?,
                incorporation_state: business_incorporation_state,
                incorporation_date: date(business_incorporation_date)?,
                organization_type: business_organization_type,
                business_type: business_business_type,
                registration_number: business_registration_number,
                description: business_description,
                accredited_investor: business_accredited_investor,
                non_agent_intermediary: business_non_agent_intermediary,
                principal_place_country: country(business_principal_place_country)?,
                principal_place_state: business_principal_place_state,
                principal_place_address: business_principal_place_address,
                principal_place_city: business_principal_place_city,
                principal_place_postal_code: business_principal_place_postal_code,
            },
            status: stored(CustomerStatus::from_wire(&status))?,
        })
    }
}

/// A value that was checked before it was stored.
fn stored<T>(value: Option<T>) -> Result<T, Broken> {
    value.ok_or(Broken {
        what: "a stored customer holds a value that the contract does not have",
    })
}

fn country(code: Option<String>) -> Result<Option<CountryCode>, Broken> {
    code.map(|code| stored(CountryCode::from_wire(&code)))
        .transpose()
}

fn date(text: Option<String>) -> Result<Option<chrono::NaiveDate>, Broken> {
    text.map(|text| stored(text.parse().ok())).transpose()
}

impl NewCustomer {
    /// What the caller says of the customer, and the rest from the registry.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each column, and no logic"
    )]
    pub(super) fn new(
        body: CreateCustomer,
        profile: Profile,
        status: CustomerStatus,
        now: i64,
    ) -> Self {
        let CreateCustomer {
            email,
            customer_id,
            entity_name,
        } = body;
        let Profile {
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            phone_country_code,
            phone_number,
            business,
        } = profile;
        let registry::Business {
            entity_name: _,
            incorporation_country,
            incorporation_state,
            incorporation_date,
            organization_type,
            business_type,
            registration_number,
            description,
            accredited_investor,
            non_agent_intermediary,
            principal_place_country,
            principal_place_state,
            principal_place_address,
            principal_place_city,
            principal_place_postal_code,
        } = business;
        Self {
            id: CustomerKey::fresh(),
            customer_id,
            email,
            account_type: account_type.to_string(),
            account_role: account_role.to_string(),
            account_purpose,
            first_name,
            last_name,
            phone_country_code: phone_country_code.map(|code| code.to_string()),
            phone_number,
            status: status.to_string(),
            created_at: now,
            updated_at: now,
            business_entity_name: entity_name,
            business_incorporation_country: incorporation_country.to_string(),
            business_incorporation_state: incorporation_state,
            business_incorporation_date: incorporation_date.map(|date| date.to_string()),
            business_organization_type: organization_type,
            business_business_type: business_type,
            business_registration_number: registration_number,
            business_description: description,
            business_accredited_investor: accredited_investor,
            business_non_agent_intermediary: non_agent_intermediary,
            business_principal_place_country: principal_place_country.map(|c| c.to_string()),
            business_principal_place_state: principal_place_state,
            business_principal_place_address: principal_place_address,
            business_principal_place_city: principal_place_city,
            business_principal_place_postal_code: principal_place_postal_code,
        }
    }
}

impl CustomerChanges {
    /// What a partial update changes: absent keeps, null clears, a value sets.
    pub(super) fn new(body: UpdateCustomer, now: i64) -> Self {
        let UpdateCustomer {
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            email,
            phone_country_code,
            phone_number,
            business,
        } = body;
        let changes = Self {
            updated_at: now,
            email,
            account_type: account_type.map(|value| value.to_string()),
            account_role: account_role.map(|value| value.to_string()),
            account_purpose: account_purpose.into_change(),
            first_name: first_name.into_change(),
            last_name: last_name.into_change(),
            phone_country_code: text(phone_country_code),
            phone_number: phone_number.into_change(),
            ..Self::default()
        };
        match business {
            Some(business) => changes.with_business(business),
            None => changes,
        }
    }

    fn with_business(self, business: UpdateBusiness) -> Self {
        let UpdateBusiness {
            entity_name,
            incorporation_country,
            incorporation_state,
            incorporation_date,
            organization_type,
            business_type,
            registration_number,
            description,
            accredited_investor,
            non_agent_intermediary,
            principal_place_country,
            principal_place_state,
            principal_place_address,
            principal_place_city,
            principal_place_postal_code,
        } = business;
        Self {
            business_entity_name: Some(entity_name),
            business_incorporation_country: Some(incorporation_country.to_string()),
            business_incorporation_state: incorporation_state.into_change(),
            business_incorporation_date: text(incorporation_date),
            business_organization_type: organization_type.into_change(),
            business_business_type: business_type.into_change(),
            business_registration_number: registration_number.into_change(),
            business_description: description.into_change(),
            business_accredited_investor: accredited_investor.into_change(),
            business_non_agent_intermediary: non_agent_intermediary.into_change(),
            business_principal_place_country: text(principal_place_country),
            business_principal_place_state: principal_place_state.into_change(),
            business_principal_place_address: principal_place_address.into_change(),
            business_principal_place_city: principal_place_city.into_change(),
            business_principal_place_postal_code: principal_place_postal_code.into_change(),
            ..self
        }
    }
}

/// A typed value as the column's text.
fn text<T: ToString>(patch: Patch<T>) -> Option<Option<String>> {
    patch
        .into_change()
        .map(|change| change.map(|value| value.to_string()))
}
