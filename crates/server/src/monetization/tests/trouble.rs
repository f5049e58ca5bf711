//! A broken database is 500, a busy one 503.

use serde_json::{Value, json};

use crate::testing::{Caller, Saturation, Seen, Setup, TestApp};

fn setting() -> Value {
    json!({ "feature": "RFQ", "method": "FEE_RATE", "amount": 0.5 })
}

/// Every operation on settings.
async fn all(owner: &Caller<'_>) -> [Seen; 5] {
    let (settings, one) = ("/monetization/settings", "/monetization/settings/1");
    [
        owner.get(settings).await,
        owner.post(settings, &setting()).await,
        owner.get(one).await,
        owner.put(one, &json!({ "amount": 0.25 })).await,
        owner.delete(one).await,
    ]
}

#[actix_web::test]
async fn every_operation_on_settings_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    app.lose("monetization_settings");
    let seen = all(&owner).await;

    assert_eq!(seen.map(|seen| seen.status), [500; 5]);
}

#[actix_web::test]
async fn every_operation_on_settings_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let owner = app.owner("acme").await;

    let saturation = Saturation::of(&app).await;
    let seen = all(&owner).await;
    drop(saturation);

    assert_eq!(seen.map(|seen| seen.status), [503; 5]);
}
