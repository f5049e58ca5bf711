//! Rows of `users`: a person or business and its identity, side by side.
//!
//! A user is `DELETED` once deleted; its row and its id stay taken, its e-mail address and its
//! phone number are free again.

use diesel::prelude::*;

use crate::db::{CustomerKey, UserId, schema::users};

/// A user as stored, without what is stored only to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct UserRow {
    pub(super) id: UserId,
    pub(super) customer_id: CustomerKey,
    pub(super) account_type: String,
    pub(super) account_role: String,
    pub(super) account_purpose: Option<String>,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone_country_code: String,
    pub(super) phone_number: String,
    pub(super) individual_dob: String,
    pub(super) individual_residential_country_code: String,
    pub(super) individual_residential_address: Option<String>,
    pub(super) individual_residential_city: Option<String>,
    pub(super) individual_residential_state: Option<String>,
    pub(super) individual_residential_postal_code: Option<String>,
    pub(super) individual_id_type: Option<String>,
    pub(super) individual_id_country: Option<String>,
    pub(super) individual_id_number_sealed: Option<Vec<u8>>,
    pub(super) status: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// A user to be stored. Its customer is given to the query.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub(super) struct NewUser {
    pub(super) id: UserId,
    pub(super) account_type: String,
    pub(super) account_role: String,
    pub(super) account_purpose: Option<String>,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) email_normalised: String,
    pub(super) phone_country_code: String,
    pub(super) phone_number: String,
    pub(super) phone_e164: String,
    /// The pointer of the phone number in the request.
    #[diesel(skip_insertion)]
    pub(super) phone_field: &'static str,
    pub(super) individual_dob: String,
    pub(super) individual_residential_country_code: String,
    pub(super) individual_residential_address: Option<String>,
    pub(super) individual_residential_city: Option<String>,
    pub(super) individual_residential_state: Option<String>,
    pub(super) individual_residential_postal_code: Option<String>,
    pub(super) individual_id_type: Option<String>,
    pub(super) individual_id_country: Option<String>,
    pub(super) individual_id_number_sealed: Option<Vec<u8>>,
    pub(super) status: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

impl NewUser {
    /// The same user, made at this time.
    pub(super) fn dated(&self, now: i64) -> Self {
        Self {
            created_at: now,
            updated_at: now,
            ..self.clone()
        }
    }
}

/// What to change of a user: `None` leaves a column alone, `Some(None)` clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = users)]
pub(super) struct UserChanges {
    pub(super) updated_at: i64,
    pub(super) account_type: Option<String>,
    pub(super) account_purpose: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) email_normalised: Option<String>,
    pub(super) phone_country_code: Option<String>,
    pub(super) phone_number: Option<String>,
    pub(super) phone_e164: Option<String>,
    pub(super) individual_dob: Option<String>,
    pub(super) individual_residential_country_code: Option<String>,
    pub(super) individual_residential_address: Option<String>,
    pub(super) individual_residential_city: Option<String>,
    pub(super) individual_residential_state: Option<String>,
    pub(super) individual_residential_postal_code: Option<String>,
    pub(super) individual_id_type: Option<String>,
    pub(super) individual_id_country: Option<Option<String>>,
    pub(super) individual_id_number_sealed: Option<Vec<u8>>,
}

impl UserChanges {
    /// Whether nothing would change but the time of the last change.
    pub(super) fn is_empty(&self) -> bool {
        let untouched = Self {
            updated_at: self.updated_at,
            ..Self::default()
        };
        *self == untouched
    }
}

/// The form in which e-mail addresses are compared: in small letters, and without quotes and
/// escapes, which do not make another mailbox (RFC 5321, section 4.1.2).
pub(super) fn normalised(email: &str) -> String {
    let email = email.to_lowercase();
    let quoted = email
        .strip_prefix('"')
        .and_then(|rest| rest.rsplit_once("\"@"));
    match quoted {
        Some((name, host)) => format!("{}@{host}", unescaped(name)),
        None => email,
    }
}

fn unescaped(name: &str) -> String {
    let mut clear = String::with_capacity(name.len());
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => clear.extend(letters.next()),
            _ => clear.push(letter),
        }
    }
    clear
}
