//! Business profiles: closed, and within limits by construction when they come from outside.
//!
//! [`Profile::from_json`] is the door. It finds every problem at once; serde's own messages are not
//! used because they repeat values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Longest text in a profile, in characters, where nothing shorter is said.
const MAX_TEXT: usize = 255;

/// Longest phone number, in characters.
const MAX_PHONE: usize = 32;

/// Longest description, in characters.
const MAX_DESCRIPTION: usize = 2000;

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
        let unreadable = || vec![Problem::new("", "profile", "must be a profile")];
        serde_json::from_value(value).map_err(|_| unreadable())
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
    ("phone_number", Kind::Text(MAX_PHONE), false),
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
                text.is_some_and(is_country),
                "must be two upper-case letters (ISO 3166-1)",
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
    if text.contains('\0') {
        return Some("must not contain a NUL character");
    }
    if text.chars().count() > limit {
        return Some(match limit {
            MAX_PHONE => "must have at most 32 characters",
            MAX_DESCRIPTION => "must have at most 2000 characters",
            _ => "must have at most 255 characters",
        });
    }
    None
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn minimal() -> Value {
        json!({
            "account_type": "corporation",
            "account_role": "client",
            "business": { "entity_name": "Acme Ltd", "incorporation_country": "GB" }
        })
    }

    fn problems(value: Value) -> Vec<String> {
        let found = Profile::from_json(value).unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_minimal_profile_is_read_and_written_without_change() {
        let profile = Profile::from_json(minimal()).unwrap();

        assert_eq!(serde_json::to_value(&profile).unwrap(), minimal());
    }

    #[test]
    fn an_individual_needs_no_business() {
        let value = json!({ "account_type": "individual", "account_role": "partner" });

        assert!(Profile::from_json(value).unwrap().business.is_none());
    }

    #[test]
    fn every_problem_is_found_at_once_and_told_without_values() {
        let value = json!({
            "account_type": "zzz",
            "first_name": 7,
            "phone_country_code": "zz",
            "zzz": 1,
            "business": {
                "incorporation_country": "ZZZ",
                "incorporation_date": "2012-02-30",
                "accredited_investor": "zzz",
                "zzz": 1
            }
        });

        insta::assert_snapshot!(problems(value).join("\n"), @r#"
        account_type must be individual or corporation
        account_role is required
        first_name must be a text
        phone_country_code must be two upper-case letters (ISO 3166-1)
        profile must not have unknown fields
        business.entity_name is required
        business.incorporation_country must be two upper-case letters (ISO 3166-1)
        business.incorporation_date must be a date (YYYY-MM-DD)
        business.accredited_investor must be true or false
        business must not have unknown fields
        "#);
    }

    #[test]
    fn a_corporation_without_business_contradicts_itself() {
        let mut value = minimal();
        value.as_object_mut().unwrap().remove("business");

        assert_eq!(
            problems(value),
            ["business must be present for a corporation"]
        );
    }

    #[test]
    fn each_limit_holds_to_the_character() {
        let table = [
            ("entity_name", 255),
            ("incorporation_state", 255),
            ("description", 2000),
            ("principal_place_postal_code", 255),
        ];
        for (field, limit) in table {
            for (length, accepted) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
                let mut value = minimal();
                value["business"][field] = "é".repeat(length).into();

                assert_eq!(
                    Profile::from_json(value).is_ok(),
                    accepted,
                    "{field} {length}"
                );
            }
        }
        for (length, accepted) in [(32, true), (33, false)] {
            let mut value = minimal();
            value["phone_number"] = "1".repeat(length).into();

            assert_eq!(Profile::from_json(value).is_ok(), accepted);
        }
    }

    #[test]
    fn what_is_no_object_is_no_profile() {
        for value in [json!(null), json!([]), json!("text"), json!(1)] {
            assert_eq!(problems(value), ["profile must be an object"]);
        }
        let mut value = minimal();
        value["business"] = json!([]);
        assert_eq!(problems(value), ["business must be an object"]);
    }

    #[test]
    fn text_with_a_nul_character_is_refused() {
        let mut value = minimal();
        value["first_name"] = "a\0b".into();

        assert_eq!(
            problems(value),
            ["first_name must not contain a NUL character"]
        );
    }
}
