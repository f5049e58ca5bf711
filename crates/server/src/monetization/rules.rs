//! What goes together in a setting, as the contract's table says it.

use sovx_api_types::sovx::models::{CreateMonetizationSetting, FeatureCode, MethodCode};

use crate::decimal::Decimal;
use crate::error::{Misfit, Rule, Unprocessable};

/// How many digits an amount may have after the point.
const PLACES: usize = 8;

/// The amount of a new setting, if all of the setting goes together.
pub(super) fn check(body: &CreateMonetizationSetting) -> Result<Decimal, Unprocessable> {
    let mut misfits = Vec::new();
    let mut demand = |holds: bool, field: &'static str, rule: Rule| {
        if !holds {
            misfits.push(Misfit { field, rule });
        }
    };
    demand(
        goes_with(body.method, body.feature),
        "/method",
        Rule::OfFeature,
    );
    let is_withdrawal = body.feature == FeatureCode::Withdraw;
    demand(
        body.currency.is_none() || is_withdrawal,
        "/currency",
        Rule::OfFeature,
    );
    demand(
        body.pair.is_none() || !is_withdrawal,
        "/pair",
        Rule::OfFeature,
    );
    let amount = amount(body.amount, body.method);
    match (amount, misfits.is_empty()) {
        (Ok(amount), true) => Ok(amount),
        (Ok(_), false) => Err(Unprocessable(misfits)),
        (Err(Unprocessable(more)), _) => Err(Unprocessable([misfits, more].concat())),
    }
}

/// The amount that was sent for a setting of this method.
pub(super) fn amount(number: f64, method: MethodCode) -> Result<Decimal, Unprocessable> {
    let refuse = |rule| {
        Unprocessable(vec![Misfit {
            field: "/amount",
            rule,
        }])
    };
    if is_rate(method) && number > 1.0 {
        return Err(refuse(Rule::Rate));
    }
    Decimal::exact(number, PLACES).ok_or_else(|| refuse(Rule::Digits))
}

fn goes_with(method: MethodCode, feature: FeatureCode) -> bool {
    match feature {
        FeatureCode::Rfq => is_rate(method),
        FeatureCode::SpotTrade => method == MethodCode::FeeRate,
        FeatureCode::Withdraw => method == MethodCode::FeeFlat,
    }
}

/// Whether the amount is a fraction of the transaction.
fn is_rate(method: MethodCode) -> bool {
    match method {
        MethodCode::FeeRate | MethodCode::SpreadAdjustment => true,
        MethodCode::FeeFlat => false,
    }
}
