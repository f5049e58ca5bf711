mod boundary;
mod creating;
mod deletion;
mod ending;
mod listing;
mod races;
mod rows;
mod sealing;
mod tenants;
mod updating;

use serde_json::Value;

use super::model::{NewUser, UserRow};
use super::queries;
use crate::db::{Connection, CustomerKey, UserId};

fn new_user(number: u32) -> NewUser {
    NewUser {
        id: UserId::fresh(),
        account_type: "individual".to_owned(),
        account_role: "third".to_owned(),
        account_purpose: Some("trading".to_owned()),
        first_name: "Ada".to_owned(),
        last_name: format!("Lovelace {number}"),
        email: format!("User-{number}@example.com"),
        email_normalised: format!("user-{number}@example.com"),
        phone_country_code: "US".to_owned(),
        phone_number: format!("201-555-{number:04}"),
        phone_e164: format!("+1201555{number:04}"),
        phone_field: "/phone_number",
        individual_dob: "1990-10-15".to_owned(),
        individual_residential_country_code: "US".to_owned(),
        individual_residential_address: Some("1 Main Street".to_owned()),
        individual_residential_city: None,
        individual_residential_state: None,
        individual_residential_postal_code: None,
        individual_id_type: None,
        individual_id_country: None,
        individual_id_number_sealed: None,
        status: "ACTIVE".to_owned(),
        created_at: 10,
        updated_at: 11,
    }
}

fn insert(conn: &mut Connection, customer: &CustomerKey, number: u32) -> UserRow {
    queries::insert(conn, customer, &new_user(number)).unwrap()
}

/// A value with these members set.
fn with(value: &Value, changes: &[(&str, Value)]) -> Value {
    let mut value = value.clone();
    for (pointer, change) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        value.pointer_mut(parent).unwrap()[name] = change.clone();
    }
    value
}
