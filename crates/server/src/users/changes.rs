//! What a partial update changes, judged by what comes out of it.
//!
//! Only what is sent changes. The rules of phone, age and document hold for the user as it would
//! be, and only where the request touches them: what was right when it was stored stays.

use chrono::{DateTime, NaiveDate, Utc};
use sovx_api_types::sovx::models::{CountryCode, IdType, IndividualUpdate, UserUpdate};
use sovx_runtime::Patch;

use super::check::{self, Refused};
use super::identity::{self, Document};
use super::model::{UserChanges, UserRow, normalised};
use super::phone::{InvalidPhone, Phone};
use crate::auth::sealing::Sealer;
use crate::error::{Misfit, Rule, Unprocessable};

impl UserChanges {
    /// The changes of a request to this user.
    pub(super) fn new(
        row: &UserRow,
        body: UserUpdate,
        sealer: &Sealer,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        let phone = changed_phone(row, &body);
        let mut misfits = match &body.individual {
            Some(individual) => misfits(row, individual, sealer, now.date_naive())?,
            None => Vec::new(),
        };
        if phone == Some(Err(InvalidPhone)) {
            let (field, rule) = ("/phone_number", Rule::Mobile);
            misfits.insert(0, Misfit { field, rule });
        }
        if !misfits.is_empty() {
            return Err(Unprocessable(misfits).into());
        }
        Self::of(row, body, phone.and_then(Result::ok), sealer, now)
    }

    fn of(
        row: &UserRow,
        body: UserUpdate,
        phone: Option<Phone>,
        sealer: &Sealer,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        let UserUpdate {
            account_type,
            account_purpose,
            first_name,
            last_name,
            email,
            phone_country_code: _,
            phone_number: _,
            individual,
        } = body;
        let (country, number, e164) = match phone {
            Some(phone) => (
                Some(phone.country.to_string()),
                Some(phone.number),
                Some(phone.e164),
            ),
            None => (None, None, None),
        };
        let account_type = account_type.map(|value| value.to_string());
        let account_purpose = account_purpose.map(|value| value.to_string());
        let email = unlike(email, &row.email);
        let changes = Self {
            updated_at: now.timestamp_millis(),
            account_type: unlike(account_type, &row.account_type),
            account_purpose: unlike_any(account_purpose, row.account_purpose.as_ref()),
            first_name: unlike(first_name, &row.first_name),
            last_name: unlike(last_name, &row.last_name),
            email_normalised: email.as_deref().map(normalised),
            email,
            phone_country_code: country,
            phone_number: number,
            phone_e164: e164,
            ..Self::default()
        };
        match individual {
            Some(individual) => changes.with_individual(row, individual, sealer),
            None => Ok(changes),
        }
    }

    fn with_individual(
        self,
        row: &UserRow,
        individual: IndividualUpdate,
        sealer: &Sealer,
    ) -> Result<Self, Refused> {
        let IndividualUpdate {
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
        let sealed = match id_number {
            Some(number) if !is_stored(row, number.expose(), sealer)? => {
                Some(identity::seal(sealer, &row.id, number.expose())?)
            }
            Some(_) | None => None,
        };
        let country = residential_country_code.map(|country| country.to_string());
        let (address, city) = (residential_address, residential_city);
        let (state, postal_code) = (residential_state, residential_postal_code);
        let id_type = id_type.map(|kind| kind.to_string());
        let id_country = id_country.into_change();
        let id_country = id_country.map(|change| change.map(|country| country.to_string()));
        Ok(Self {
            individual_dob: unlike(dob.map(|day| day.to_string()), &row.individual_dob),
            individual_residential_country_code: unlike(
                country,
                &row.individual_residential_country_code,
            ),
            individual_residential_address: unlike_any(
                address,
                row.individual_residential_address.as_ref(),
            ),
            individual_residential_city: unlike_any(city, row.individual_residential_city.as_ref()),
            individual_residential_state: unlike_any(
                state,
                row.individual_residential_state.as_ref(),
            ),
            individual_residential_postal_code: unlike_any(
                postal_code,
                row.individual_residential_postal_code.as_ref(),
            ),
            individual_id_type: unlike_any(id_type, row.individual_id_type.as_ref()),
            individual_id_country: unlike(id_country, &row.individual_id_country),
            individual_id_number_sealed: sealed,
            ..self
        })
    }
}

/// A new value, where it is not the stored one.
fn unlike<T: PartialEq>(new: Option<T>, stored: &T) -> Option<T> {
    new.filter(|new| new != stored)
}

/// The same for a column that may be empty.
fn unlike_any<T: PartialEq>(new: Option<T>, stored: Option<&T>) -> Option<T> {
    new.filter(|new| Some(new) != stored)
}

/// Whether this is the number of the document that the user has.
fn is_stored(row: &UserRow, number: &str, sealer: &Sealer) -> Result<bool, Refused> {
    let stored = identity::open(sealer, row)?;
    Ok(stored.is_some_and(|stored| stored.as_str() == number))
}

/// The phone that the user would have; `None` where it stays as it is.
fn changed_phone(row: &UserRow, body: &UserUpdate) -> Option<Result<Phone, InvalidPhone>> {
    let stored = CountryCode::from_wire(&row.phone_country_code);
    let country = body.phone_country_code.or(stored)?;
    let number = body.phone_number.as_deref().unwrap_or(&row.phone_number);
    let same = Some(country) == stored && number == row.phone_number;
    (!same).then(|| Phone::mobile(country, number))
}

/// The rules of age and document that the user would break.
fn misfits(
    row: &UserRow,
    change: &IndividualUpdate,
    sealer: &Sealer,
    today: NaiveDate,
) -> Result<Vec<Misfit>, Refused> {
    let mut misfits = Vec::new();
    let touched = change.id_type.is_some() || change.id_number.is_some();
    if touched || !matches!(change.id_country, Patch::Absent) {
        let stored = identity::open(sealer, row)?;
        let sent = change.id_number.as_ref().map(|number| number.expose());
        let kind = row
            .individual_id_type
            .as_deref()
            .and_then(IdType::from_wire);
        let document = Document {
            kind: change.id_type.or(kind),
            number: sent.or(stored.as_deref().map(String::as_str)),
            has_country: match change.id_country {
                Patch::Absent => row.individual_id_country.is_some(),
                Patch::Null => false,
                Patch::Value(_) => true,
            },
        };
        misfits.extend(document.misfits());
    }
    let born = change.dob;
    misfits.extend(born.and_then(|born| check::age("/individual/dob", born, today)));
    Ok(misfits)
}
