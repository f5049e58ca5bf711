//! Business profiles: closed, and within limits by construction when they come from outside.
//!
//! [`Profile::from_json`] is the door. It finds every problem at once; serde's own messages are not
//! used because they repeat values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod countries;

/// Longest text in a profile, in characters, where nothing else is said.
const MAX_TEXT: usize = 255;

/// Longest phone number, in characters.
const MAX_PHONE: usize = 32;

/// Longest description, in characters.
const MAX_DESCRIPTION: usize = 1000;

/// Who holds the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountType {
    /// A natural person.
    Individual,
    /// A legal person.
    Corporation,
}

/// The part the account holder plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountRole {
    /// Uses the platform.
    Client,
    /// Brings users to the platform.
    Partner,
}

/// What the registry knows about a customer. The e-mail address is not part of it: the caller who
/// registers the customer gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the contract describes these fields")]
pub struct Profile {
    pub account_type: AccountType,
    pub account_role: AccountRole,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_purpose: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_country_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Business>,
}

/// The legal entity behind a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the contract describes these fields")]
pub struct Business {
    pub entity_name: String,
    pub incorporation_country: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incorporation_state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incorporation_date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accredited_investor: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_agent_intermediary: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_place_country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_place_state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_place_address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_place_city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_place_postal_code: Option<String>,
}

/// What is wrong with one field. Holds no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {rule}")]
pub struct Problem {
    /// The field: `business.entity_name`, for example. An unknown field is told by its parent.
    pub field: String,
    /// The rule it breaks.
    pub rule: &'static str,
}

impl Profile {
    /// Reads a profile and checks every limit.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], in the order of the fields. Never empty.
    pub fn from_json(value: Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        check_object("", &value, &PROFILE, &mut problems);
        if let Some(business) = value.get("business").filter(|value| !value.is_null()) {
            check_object("business", business, &BUSINESS, &mut problems);
        } else if value.get("account_type").and_then(Value::as_str) == Some("corporation") {
            problems.push(Problem::new(
                "",
                "business",
                "must be present for a corporation",
            ));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // The tables above and the types below say the same, so this does not fail; if they ever
        // differ, serde's message would repeat a value.
        let Ok(profile) = serde_json::from_value(value) else {
            return Err(vec![Problem::new("", "profile", "must be a profile")]);
        };
        Ok(profile)
    }
}

impl Problem {
    fn new(parent: &str, field: &str, rule: &'static str) -> Self {
        let field = if parent.is_empty() {
            field.to_owned()
        } else {
            format!("{parent}.{field}")
        };
        Self { field, rule }
    }
}

/// What a field may hold. A field that is not required may also be null.
#[derive(Clone, Copy)]
enum Kind {
    /// Text with at most so many characters.
    Text(usize),
    /// A country by its two letters.
    Country,
    Phone,
    /// A calendar date.
    Date,
    Flag,
    AccountType,
    AccountRole,
    /// An object that is checked by its own table.
    Nested,
}

type Field = (&'static str, Kind, bool);

const PROFILE: [Field; 8] = [
    ("account_type", Kind::AccountType, true),
    ("account_role", Kind::AccountRole, true),
    ("account_purpose", Kind::Text(MAX_TEXT), false),
    ("first_name", Kind::Text(MAX_TEXT), false),
    ("last_name", Kind::Text(MAX_TEXT), false),
    ("phone_country_code", Kind::Country, false),
    ("phone_number", Kind::Phone, false),
    ("business", Kind::Nested, false),
];

const BUSINESS: [Field; 15] = [
    ("entity_name", Kind::Text(MAX_TEXT), true),
    ("incorporation_country", Kind::Country, true),
    ("incorporation_state", Kind::Text(MAX_TEXT), false),
    ("incorporation_date", Kind::Date, false),
    ("organization_type", Kind::Text(MAX_TEXT), false),
    ("business_type", Kind::Text(MAX_TEXT), false),
    ("registration_number", Kind::Text(MAX_TEXT), false),
    ("description", Kind::Text(MAX_DESCRIPTION), false),
    ("accredited_investor", Kind::Flag, false),
    ("non_agent_intermediary", Kind::Flag, false),
    ("principal_place_country", Kind::Country, false),
    ("principal_place_state", Kind::Text(MAX_TEXT), false),
    ("principal_place_address", Kind::Text(MAX_TEXT), false),
    ("principal_place_city", Kind::Text(MAX_TEXT), false),
    ("principal_place_postal_code", Kind::Text(MAX_TEXT), false),
];

fn check_object(parent: &str, value: &Value, fields: &[Field], problems: &mut Vec<Problem>) {
    let name = if parent.is_empty() { "profile" } else { parent };
    let Value::Object(object) = value else {
        // A nested one was reported with its parent's fields.
        if parent.is_empty() {
            problems.push(Problem::new("", name, "must be an object"));
        }
        return;
    };
    for field in fields {
        if let Some(rule) = broken_rule(object, *field) {
            problems.push(Problem::new(parent, field.0, rule));
        }
    }
    if object
        .keys()
        .any(|key| fields.iter().all(|(known, ..)| known != key))
    {
        problems.push(Problem::new("", name, "must not have unknown fields"));
    }
}

fn broken_rule(object: &Map<String, Value>, (name, kind, required): Field) -> Option<&'static str> {
    match object.get(name) {
        None | Some(Value::Null) => required.then_some("is required"),
        Some(value) => kind.broken_rule(value),
    }
}

impl Kind {
    fn broken_rule(self, value: &Value) -> Option<&'static str> {
        let text = value.as_str();
        let (kept, rule) = match self {
            Self::Text(limit) => return text_rule(text, limit),
            Self::Country => (
                text.is_some_and(countries::is_country),
                "must be a country code (ISO 3166-1 alpha-2)",
            ),
            Self::Phone => (
                text.is_some_and(is_phone),
                "must be a phone number of at most 32 characters",
            ),
            Self::Date => (text.is_some_and(is_date), "must be a date (YYYY-MM-DD)"),
            Self::Flag => (value.is_boolean(), "must be true or false"),
            Self::AccountType => (
                matches!(text, Some("individual" | "corporation")),
                "must be individual or corporation",
            ),
            Self::AccountRole => (
                matches!(text, Some("client" | "partner")),
                "must be client or partner",
            ),
            Self::Nested => (value.is_object(), "must be an object"),
        };
        (!kept).then_some(rule)
    }
}

fn text_rule(text: Option<&str>, limit: usize) -> Option<&'static str> {
    let Some(text) = text else {
        return Some("must be a text");
    };
    if text.bytes().any(|byte| byte.is_ascii_control()) {
        return Some("must not contain control characters");
    }
    if !(1..=limit).contains(&text.chars().count()) {
        return Some(match limit {
            MAX_DESCRIPTION => "must have 1 to 1000 characters",
            _ => "must have 1 to 255 characters",
        });
    }
    None
}

/// Digits in groups; a plus sign or an opening parenthesis may stand first.
fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '(']).unwrap_or(text);
    text.len() <= MAX_PHONE
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"(). -".contains(&byte))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests;
