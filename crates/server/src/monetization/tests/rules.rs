//! What goes together in a setting.

use sovx_api_types::sovx::models::{CreateMonetizationSetting, FeatureCode, MethodCode};

use crate::monetization::rules::check;

fn setting(feature: FeatureCode, method: MethodCode) -> CreateMonetizationSetting {
    CreateMonetizationSetting {
        feature,
        method,
        amount: 0.01,
        currency: None,
        pair: None,
    }
}

/// The fields that are refused.
fn refused(body: &CreateMonetizationSetting) -> Vec<&'static str> {
    let misfits = check(body).map_or_else(|refused| refused.0, |_| Vec::new());
    misfits.iter().map(|misfit| misfit.field).collect()
}

#[test]
fn a_feature_goes_with_the_methods_of_the_contracts_table_and_no_other() {
    let mut allowed = Vec::new();
    for feature in FeatureCode::ALL {
        for method in MethodCode::ALL {
            match refused(&setting(feature, method)).as_slice() {
                [] => allowed.push(format!("{feature} {method}")),
                fields => assert_eq!(fields, ["/method"]),
            }
        }
    }

    assert_eq!(
        allowed,
        [
            "RFQ FEE_RATE",
            "RFQ SPREAD_ADJUSTMENT",
            "SPOT_TRADE FEE_RATE",
            "WITHDRAW FEE_FLAT"
        ]
    );
}

#[test]
fn trades_may_name_a_pair_and_withdrawals_a_currency() {
    let of = |feature, method| CreateMonetizationSetting {
        currency: Some("btc".to_owned()),
        pair: Some("BTCUSD".to_owned()),
        ..setting(feature, method)
    };

    let [rfq, spot, withdrawal] = [
        of(FeatureCode::Rfq, MethodCode::FeeRate),
        of(FeatureCode::SpotTrade, MethodCode::FeeRate),
        of(FeatureCode::Withdraw, MethodCode::FeeFlat),
    ];

    assert_eq!(refused(&rfq), ["/currency"]);
    assert_eq!(refused(&spot), ["/currency"]);
    assert_eq!(refused(&withdrawal), ["/pair"]);
}

#[test]
fn everything_that_does_not_go_together_is_told_at_once() {
    let body = CreateMonetizationSetting {
        amount: 1.000_000_001,
        currency: Some("btc".to_owned()),
        ..setting(FeatureCode::SpotTrade, MethodCode::FeeFlat)
    };

    assert_eq!(refused(&body), ["/method", "/currency", "/amount"]);
}

#[test]
fn a_rate_is_at_most_one_and_a_flat_fee_may_be_more() {
    let of = |feature, method, amount| CreateMonetizationSetting {
        amount,
        ..setting(feature, method)
    };

    let rate = |amount| refused(&of(FeatureCode::Rfq, MethodCode::FeeRate, amount));
    let spread = |amount| refused(&of(FeatureCode::Rfq, MethodCode::SpreadAdjustment, amount));
    let flat = |amount| refused(&of(FeatureCode::Withdraw, MethodCode::FeeFlat, amount));

    assert!(rate(1.0).is_empty() && spread(1.0).is_empty());
    assert_eq!(rate(1.000_000_01), ["/amount"]);
    assert_eq!(spread(2.0), ["/amount"]);
    assert!(flat(1_000_000_000.0).is_empty());
}
