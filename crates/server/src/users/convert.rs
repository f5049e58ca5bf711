//! Between the contract's user and the row.
//!
//! A row is taken apart in full, so that a new column does not compile until someone decides
//! whether the contract shows it.

use chrono::{DateTime, Utc};
use sovx_api_types::sovx::models::{
    self, CountryCode, IdType, Individual, QuickUser, ReferenceUser, User, UserPurpose, UserRole,
    UserStatus, UserType,
};
use sovx_runtime::Timestamp;

use super::check::{self, Refused};
use super::identity;
use super::model::{NewUser, UserRow, normalised};
use crate::auth::sealing::Sealer;
use crate::config::Environment;
use crate::db::UserId;
use crate::error::Broken;

impl NewUser {
    /// The user of a request, in either form, if its values go together.
    pub(super) fn new(
        body: models::CreateUser,
        sealer: &Sealer,
        environment: Environment,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        match body {
            models::CreateUser::QuickUser(user) => Self::quick(user, environment, now),
            models::CreateUser::ReferenceUser(user) => Self::reference(user, sealer, now),
        }
    }

    fn quick(
        user: QuickUser,
        environment: Environment,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        let checked = check::quick(&user, environment, now.date_naive())?;
        let QuickUser {
            user_type,
            email,
            first_name,
            last_name,
            phone: _,
            date_of_birth,
            country,
        } = user;
        Ok(Self {
            id: UserId::fresh(),
            account_type: user_type.to_string(),
            account_role: UserRole::Third.to_string(),
            account_purpose: None,
            first_name,
            last_name,
            email_normalised: normalised(&email),
            email,
            phone_country_code: checked.country.to_string(),
            phone_number: checked.number,
            phone_e164: checked.e164,
            phone_field: "/phone",
            individual_dob: date_of_birth.to_string(),
            individual_residential_country_code: country.to_string(),
            individual_residential_address: None,
            individual_residential_city: None,
            individual_residential_state: None,
            individual_residential_postal_code: None,
            individual_id_type: None,
            individual_id_country: None,
            individual_id_number_sealed: None,
            status: UserStatus::Active.to_string(),
            created_at: now.timestamp_millis(),
            updated_at: now.timestamp_millis(),
        })
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one line for each column, and no logic"
    )]
    fn reference(
        user: ReferenceUser,
        sealer: &Sealer,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        let checked = check::reference(&user, now.date_naive())?;
        let ReferenceUser {
            user_id,
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            email,
            phone_country_code: _,
            phone_number: _,
            individual,
        } = user;
        let models::CreateIndividual {
            dob,
            residential_country_code,
            residential_address,
            residential_city,
            residential_state,
            residential_postal_code,
            id_type,
            id_number,
            id_country,
        } = individual;
        let id = user_id.map_or_else(UserId::fresh, UserId::from);
        let sealed = identity::seal(sealer, &id, id_number.expose())?;
        Ok(Self {
            id,
            account_type: account_type.to_string(),
            account_role: account_role.to_string(),
            account_purpose: Some(account_purpose.to_string()),
            first_name,
            last_name,
            email_normalised: normalised(&email),
            email,
            phone_country_code: checked.country.to_string(),
            phone_number: checked.number,
            phone_e164: checked.e164,
            phone_field: "/phone_number",
            individual_dob: dob.to_string(),
            individual_residential_country_code: residential_country_code.to_string(),
            individual_residential_address: Some(residential_address),
            individual_residential_city: Some(residential_city),
            individual_residential_state: Some(residential_state),
            individual_residential_postal_code: Some(residential_postal_code),
            individual_id_type: Some(id_type.to_string()),
            individual_id_country: id_country.map(|country| country.to_string()),
            individual_id_number_sealed: Some(sealed),
            status: UserStatus::Pending.to_string(),
            created_at: now.timestamp_millis(),
            updated_at: now.timestamp_millis(),
        })
    }
}

impl UserRow {
    /// As the contract shows it, the number of the document masked.
    ///
    /// # Errors
    /// When the row holds what cannot be stored, or a sealed number that belongs elsewhere.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each column, and no logic"
    )]
    pub(super) fn shown(self, sealer: &Sealer) -> Result<User, Broken> {
        let id_number = identity::open(sealer, &self)?.map(|number| identity::masked(&number));
        let Self {
            id,
            customer_id: _,
            account_type,
            account_role,
            account_purpose,
            first_name,
            last_name,
            email,
            phone_country_code,
            phone_number,
            individual_dob,
            individual_residential_country_code,
            individual_residential_address,
            individual_residential_city,
            individual_residential_state,
            individual_residential_postal_code,
            individual_id_type,
            individual_id_country,
            individual_id_number_sealed: _,
            status,
            created_at,
            updated_at,
        } = self;
        let account_type = stored(UserType::from_wire(&account_type))?;
        let country = |code: &str| stored(CountryCode::from_wire(code));
        Ok(User {
            user_id: (&id).into(),
            user_type: account_type,
            account_type,
            account_role: stored(UserRole::from_wire(&account_role))?,
            account_purpose: optional(account_purpose.as_deref(), UserPurpose::from_wire)?,
            first_name,
            last_name,
            email,
            phone_country_code: country(&phone_country_code)?,
            phone_number,
            individual: Individual {
                dob: stored(individual_dob.parse().ok())?,
                residential_country_code: country(&individual_residential_country_code)?,
                residential_address: individual_residential_address,
                residential_city: individual_residential_city,
                residential_state: individual_residential_state,
                residential_postal_code: individual_residential_postal_code,
                id_type: optional(individual_id_type.as_deref(), IdType::from_wire)?,
                id_number,
                id_country: optional(individual_id_country.as_deref(), CountryCode::from_wire)?,
            },
            status: stored(UserStatus::from_wire(&status))?,
            created_at: stored(Timestamp::from_millis(created_at))?,
            updated_at: stored(Timestamp::from_millis(updated_at))?,
        })
    }
}

/// A value that was checked before it was stored.
fn stored<T>(value: Option<T>) -> Result<T, Broken> {
    value.ok_or(Broken {
        what: "a stored user holds a value that the contract does not have",
    })
}

fn optional<T>(text: Option<&str>, read: fn(&str) -> Option<T>) -> Result<Option<T>, Broken> {
    text.map(|text| stored(read(text))).transpose()
}
