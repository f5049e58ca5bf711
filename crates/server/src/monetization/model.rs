//! Rows of `monetization_settings`.
//!
//! Currency and pair are part of what makes a setting unique, so that they are never null: an
//! empty text stands for all.

use crate::db::{CustomerKey, schema::monetization_settings};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{
    CreateMonetizationSetting, FeatureCode, MethodCode, MonetizationSetting, SettingOrder,
};
use sovx_runtime::Timestamp;

use crate::decimal::Decimal;
use crate::error::Broken;

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = monetization_settings)]
pub(super) struct SettingRow {
    pub(super) customer_id: CustomerKey,
    pub(super) id: i64,
    pub(super) feature: String,
    pub(super) method: String,
    /// An exact decimal.
    pub(super) amount: String,
    /// In small letters.
    pub(super) currency: String,
    /// In capitals.
    pub(super) pair: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// A setting to be stored; its customer and its id are the query's.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = monetization_settings)]
pub(super) struct NewSetting {
    pub(super) feature: String,
    pub(super) method: String,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) pair: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// Which settings a list shows, and how; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) feature: Option<FeatureCode>,
    pub(super) method: Option<MethodCode>,
    pub(super) currency: Option<String>,
    pub(super) pair: Option<String>,
    pub(super) order: Option<SettingOrder>,
}

impl NewSetting {
    /// What the request asks for, with an amount that keeps the rules.
    pub(super) fn new(body: &CreateMonetizationSetting, amount: &Decimal, now: i64) -> Self {
        let CreateMonetizationSetting {
            feature,
            method,
            amount: _,
            currency,
            pair,
        } = body;
        Self {
            feature: feature.as_str().to_owned(),
            method: method.as_str().to_owned(),
            amount: amount.as_str().to_owned(),
            currency: currency.as_deref().unwrap_or_default().to_ascii_lowercase(),
            pair: pair.as_deref().unwrap_or_default().to_ascii_uppercase(),
            created_at: now,
            updated_at: now,
        }
    }
}

impl SettingRow {
    /// As the contract shows it, with the id under which clients know its customer.
    ///
    /// # Errors
    /// When the row holds what no setting can hold.
    pub(super) fn shown(self, customer_id: String) -> Result<MonetizationSetting, Broken> {
        let Self {
            customer_id: _,
            id,
            feature,
            method,
            amount,
            currency,
            pair,
            created_at,
            updated_at,
        } = self;
        let feature_code = stored(FeatureCode::from_wire(&feature))?;
        let method_code = stored(MethodCode::from_wire(&method))?;
        Ok(MonetizationSetting {
            id,
            feature: feature_label(feature_code).to_owned(),
            feature_code,
            method: method_label(method_code).to_owned(),
            method_code,
            amount: stored(Decimal::number(&amount))?,
            customer_id,
            currency: Some(currency).filter(|code| !code.is_empty()),
            pair: Some(pair).filter(|symbol| !symbol.is_empty()),
            created_at: stored(Timestamp::from_millis(created_at))?,
            updated_at: stored(Timestamp::from_millis(updated_at))?,
        })
    }
}

fn stored<T>(value: Option<T>) -> Result<T, Broken> {
    let what = "a stored setting holds a value that the contract does not know";
    value.ok_or(Broken { what })
}

fn feature_label(feature: FeatureCode) -> &'static str {
    match feature {
        FeatureCode::Rfq => "Request for Quote",
        FeatureCode::SpotTrade => "Spot Trading",
        FeatureCode::Withdraw => "Withdrawal",
    }
}

fn method_label(method: MethodCode) -> &'static str {
    match method {
        MethodCode::FeeRate => "Fee Rate",
        MethodCode::FeeFlat => "Flat Fee",
        MethodCode::SpreadAdjustment => "Spread Adjustment",
    }
}
