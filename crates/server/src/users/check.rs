//! The rules that the contract states in words: what goes together, and what exists.

use chrono::NaiveDate;
use sovx_api_types::sovx::models::{QuickUser, ReferenceUser};

use super::age::is_adult;
use super::identity::Document;
use super::phone::{InvalidPhone, Phone};
use crate::config::Environment;
use crate::error::{Broken, Misfit, Rule, Unprocessable};

/// Why a user is not taken as it was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error(transparent)]
    Unfit(#[from] Unprocessable),
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// The phone of a user of the short form, if nothing is wrong with that user.
pub(super) fn quick(
    user: &QuickUser,
    environment: Environment,
    today: NaiveDate,
) -> Result<Phone, Unprocessable> {
    let phone = Phone::international(&user.phone, environment);
    let age = age("/date_of_birth", user.date_of_birth, today);
    passed(phone, "/phone", Rule::Phone, age.into_iter().collect())
}

/// The phone of a user of the full form, if nothing is wrong with that user.
pub(super) fn reference(user: &ReferenceUser, today: NaiveDate) -> Result<Phone, Unprocessable> {
    let individual = &user.individual;
    let phone = Phone::mobile(user.phone_country_code, &user.phone_number);
    let document = Document {
        kind: Some(individual.id_type),
        number: Some(individual.id_number.expose()),
        has_country: individual.id_country.is_some(),
    };
    let mut misfits = document.misfits();
    misfits.extend(age("/individual/dob", individual.dob, today));
    passed(phone, "/phone_number", Rule::Mobile, misfits)
}

/// The rule of age, if it is broken.
pub(super) fn age(field: &'static str, born: NaiveDate, today: NaiveDate) -> Option<Misfit> {
    let rule = Rule::Age;
    (!is_adult(born, today)).then_some(Misfit { field, rule })
}

/// The phone, unless a rule is broken; then all that are.
pub(super) fn passed(
    phone: Result<Phone, InvalidPhone>,
    field: &'static str,
    rule: Rule,
    mut misfits: Vec<Misfit>,
) -> Result<Phone, Unprocessable> {
    match phone {
        Ok(phone) if misfits.is_empty() => Ok(phone),
        Ok(_) => Err(Unprocessable(misfits)),
        Err(InvalidPhone) => {
            misfits.insert(0, Misfit { field, rule });
            Err(Unprocessable(misfits))
        }
    }
}
