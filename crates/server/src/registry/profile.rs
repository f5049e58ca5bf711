//! Business profiles: whatever comes from outside keeps the limits of the contract.
//!
//! [`Profile::from_json`] is the door. A profile has the members of the contract's partial update
//! of a customer, so the same generated rules judge it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sovx_api_types::sovx::models::{AccountRole, AccountType, CountryCode, UpdateCustomer};
use sovx_runtime::{At, Check, Rule, Violations, line};

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
    pub phone_country_code: Option<CountryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    pub business: Business,
}

/// The legal entity behind a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the contract describes these fields")]
pub struct Business {
    pub entity_name: String,
    pub incorporation_country: CountryCode,
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
    pub principal_place_country: Option<CountryCode>,
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
#[error("{} {rule}", if .field.is_empty() { "the profile" } else { .field })]
pub struct Problem {
    /// A JSON pointer: `/business/entity_name`, for example; empty for the profile itself.
    pub field: String,
    /// What the rule asks for.
    pub rule: String,
}

impl Profile {
    /// Reads a profile and checks every limit.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], in the order of the fields. Never empty.
    pub fn from_json(mut value: Value) -> Result<Self, Vec<Problem>> {
        let mut violations = Violations::default();
        UpdateCustomer::check(&value, &At::Root, &mut violations);
        for member in ["account_type", "account_role", "business"] {
            if value.is_object() && value.get(member).is_none() {
                violations.push(
                    &At::Member(&At::Root, member),
                    Rule::Required,
                    "is required",
                );
            }
        }
        if value.get("email").is_some() {
            let at = At::Member(&At::Root, "email");
            violations.push(&at, Rule::Unknown, "is not part of a profile");
        }
        if !violations.is_empty() {
            return Err(problems(&violations));
        }
        line::normalise(&mut value);
        serde_json::from_value(value).map_err(|_repeats_values| {
            vec![Problem {
                field: String::new(),
                rule: "is no profile".to_owned(),
            }]
        })
    }
}

fn problems(violations: &Violations) -> Vec<Problem> {
    let problems = violations.iter().map(|violation| Problem {
        field: violation.field.clone(),
        rule: violation.message.clone().into_owned(),
    });
    problems.collect()
}

#[cfg(test)]
mod tests;
