// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sovx_runtime::{At, Check, Violations, check};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Error {
    pub code: i64,
    pub message: String,
}

impl Check for Error {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("code", check::int64).required("message", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}

impl Check for Problem {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("title", check::text).optional("status", check::int64);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub lat: f64,
    pub lon: f64,
}

impl Check for Place {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("lat", check::float).required("lon", check::float);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Title {
    pub isbn: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "sovx_runtime::Patch::is_absent")]
    pub year: sovx_runtime::Patch<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Check for Title {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("isbn", Self::check_isbn)
                .required("name", Self::check_name)
                .optional("year", Self::check_year)
                .optional("tags", Self::check_tags)
                .optional("place", <Place as Check>::check);
        }
    }
}

impl Title {
    fn check_isbn(value: &Value, at: &At<'_>, out: &mut Violations) {
        static PATTERN: check::Pattern = check::Pattern::ecma("^[0-9]{3,13}$");
        check::string(value, at, out).pattern(&PATTERN).done();
    }

    fn check_name(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(80).done();
    }

    fn check_year(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::int64(value, at, out);
        }
    }

    fn check_tags(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.unique_items().items(check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewLoan {
    pub title: NewLoanTitle,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<chrono::NaiveDate>,
    /// The members that are not declared by name.
    #[serde(flatten)]
    pub additional: std::collections::BTreeMap<String, Value>,
}

impl Check for NewLoan {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("title", <NewLoanTitle as Check>::check)
                .optional("until", check::date);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loan {
    pub title: NewLoanTitle,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<chrono::NaiveDate>,
    pub id: uuid::Uuid,
    /// The members that are not declared by name.
    #[serde(flatten)]
    pub additional: std::collections::BTreeMap<String, Value>,
}

impl Check for Loan {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("title", <NewLoanTitle as Check>::check)
                .optional("until", check::date)
                .required("id", check::uuid);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoanRequest {
    pub title: NewLoanTitle,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<uuid::Uuid>,
    /// The members that are not declared by name.
    #[serde(flatten)]
    pub additional: std::collections::BTreeMap<String, Value>,
}

impl Check for LoanRequest {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("title", <NewLoanTitle as Check>::check)
                .optional("until", check::date)
                .optional("id", check::uuid);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum NewLoanTitle {
    Text(String),
    Integer(i64),
}

impl NewLoanTitle {
    const UNION: check::Union = check::Union {
        which: check::Which::Any,
        branches: &[
            check::Branch {
                name: "Text",
                check: check::text,
                members: None,
            },
            check::Branch {
                name: "Integer",
                check: check::int64,
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for NewLoanTitle {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for NewLoanTitle {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Text),
            Some(1) => sovx_runtime::typed(value).map(Self::Integer),
            _ => Err(serde::de::Error::custom("fits no variant of NewLoanTitle")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchTitlesPublished {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

impl Check for SearchTitlesPublished {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("from", check::int64).optional("to", check::int64);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchTitlesPage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
}

impl Check for SearchTitlesPage {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("offset", Self::check_offset)
                .optional("size", Self::check_size);
        }
    }
}

impl SearchTitlesPage {
    fn check_offset(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(i64::MAX.into()).done();
    }

    fn check_size(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).maximum(100).minimum(i64::MIN.into()).done();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GetTitlesByIsbnCoverByFormatFormat {
    /// `png`.
    Png,
    /// `jpeg`.
    Jpeg,
}

impl GetTitlesByIsbnCoverByFormatFormat {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 2] = [Self::Png, Self::Jpeg];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

sovx_runtime::text_enum!(GetTitlesByIsbnCoverByFormatFormat);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PutCoverFormat {
    /// `png`.
    Png,
    /// `jpeg`.
    Jpeg,
}

impl PutCoverFormat {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 2] = [Self::Png, Self::Jpeg];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

sovx_runtime::text_enum!(PutCoverFormat);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetShelvesCorner {
    pub x: i64,
    pub y: i64,
}

impl Check for GetShelvesCorner {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("x", check::int64).required("y", check::int64);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenewBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<f64>,
}

impl Check for RenewBody {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("weeks", Self::check_weeks)
                .optional("fee", Self::check_fee)
                .optional("tip", Self::check_tip);
        }
    }
}

impl RenewBody {
    fn check_weeks(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(i64::MAX.into()).done();
    }

    fn check_fee(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).maximum(1.0).done();
    }

    fn check_tip(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::decimal(value, at, out).done();
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportDamageBody {
    pub note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<i64>>,
    pub photo: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Check for ReportDamageBody {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("note", Self::check_note)
                .optional("pages", Self::check_pages)
                .required("photo", check::text)
                .optional("more", Self::check_more)
                .optional("place", <Place as Check>::check);
        }
    }
}

impl ReportDamageBody {
    fn check_note(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).max_length(200).done();
    }

    fn check_pages(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(check::int64);
        }
    }

    fn check_more(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProveBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

impl Check for ProveBody {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("proof", check::text);
        }
    }
}
