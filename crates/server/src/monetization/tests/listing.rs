//! Lists of settings over HTTP.

use serde_json::{Value, json};

use super::api::{SETTINGS, create, flat, ids, spot};
use crate::testing::TestApp;

fn spread() -> Value {
    json!({ "feature": "RFQ", "method": "SPREAD_ADJUSTMENT", "amount": 1 })
}

#[actix_web::test]
async fn settings_are_listed_newest_first_and_filtered_by_what_they_hold_for() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    for body in [spot(), flat(), spread()] {
        create(&owner, &body).await;
    }

    assert_eq!(ids(&owner, "").await, [3, 2, 1]);
    assert_eq!(ids(&owner, "filter[where][feature]=WITHDRAW").await, [2]);
    assert_eq!(ids(&owner, "filter[where][method]=FEE_RATE").await, [1]);
    assert_eq!(
        ids(&owner, "filter%5Bwhere%5D%5Bcurrency%5D=Btc").await,
        [2]
    );
    assert_eq!(ids(&owner, "filter[where][pair]=btcusd").await, [1]);
    let both = "filter[where][feature]=RFQ&filter[where][method]=FEE_RATE";
    assert!(ids(&owner, both).await.is_empty());
}

#[actix_web::test]
async fn an_unknown_or_malformed_filter_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    for (query, field) in [
        ("filter[where][amount]=1", "filter[where][amount]"),
        ("filter[where][feature]=LOAN", "filter[where][feature]"),
        ("filter[where][currency]=b", "filter[where][currency]"),
        ("filter[limit]=5", "filter[limit]"),
    ] {
        let seen = owner.get(&format!("{SETTINGS}?{query}")).await;

        assert_eq!(seen.status, 400, "{seen}");
        assert_eq!(seen.blamed(), [format!("{field} BAD_REQUEST")]);
    }
}
