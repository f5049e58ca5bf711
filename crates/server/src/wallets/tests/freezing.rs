//! Wallets that an operator freezes and frees.

use serde_json::{Value, json};

use crate::changes::audit::Filter;
use crate::db::WalletId;
use crate::testing::{TestApp, wallet_id};
use crate::wallets::manage::{self, FreezeError};
use crate::wallets::{DEPOSIT_REVERSED, freeze, thaw};

async fn frozen(app: &TestApp) -> Vec<(WalletId, String)> {
    let listed = manage::list(&app.db, true, None).await.unwrap();
    let listed = listed.into_iter();
    listed
        .map(|one| (one.id, one.frozen_reason.unwrap()))
        .collect()
}

#[actix_web::test]
async fn a_wallet_is_frozen_found_and_freed() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "one").await);
    let other = wallet_id(&owner.wallet(&user, "two").await);
    let reason = || "Stolen device".parse().unwrap();
    let (changes, id) = (&app.changes, || wallet.clone());

    let first = manage::freeze(changes, id(), reason()).await.unwrap();
    let again = manage::freeze(changes, id(), reason()).await.unwrap();
    let while_frozen = frozen(&app).await;
    let freed = manage::unfreeze(changes, id(), reason()).await.unwrap();
    let twice = manage::unfreeze(changes, id(), reason()).await.unwrap();

    assert_eq!([first, again, freed, twice], [true, false, true, false]);
    assert_eq!(while_frozen, [(wallet.clone(), "OPERATOR".to_owned())]);
    assert_eq!(frozen(&app).await, []);
    let all = manage::list(&app.db, false, None).await.unwrap();
    let ids: Vec<_> = all.iter().map(|one| &one.id).collect();
    assert_eq!(ids, [&wallet, &other]);
    assert_eq!(all[0].customer_id, "corp-acme");
    let filter = Filter {
        limit: 10,
        principal: Some("operator".to_owned()),
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    let told: Vec<(&str, Value)> = entries
        .iter()
        .filter(|entry| entry.target == wallet.as_str())
        .map(|entry| {
            let details = serde_json::from_str(&entry.details).unwrap();
            (entry.action.as_str(), details)
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "wallet.frozen",
                json!({"reason": "OPERATOR", "explanation": "Stolen device"})
            ),
            ("wallet.unfrozen", json!({"explanation": "Stolen device"})),
        ]
    );
}

#[actix_web::test]
async fn what_an_operator_has_frozen_stays_so_when_a_debt_is_paid() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet_id(&owner.wallet(&owner.user(1).await, "w").await);
    let id = wallet.clone();
    let owing = app
        .changes
        .upkeep(move |conn| freeze(conn, &id, DEPOSIT_REVERSED, 1));
    owing.await.unwrap();

    let taken_over = manage::freeze(&app.changes, wallet.clone(), "Ticket".parse().unwrap()).await;
    let id = wallet.clone();
    let paid = app
        .changes
        .upkeep(move |conn| thaw(conn, &id, Some(DEPOSIT_REVERSED)));
    let paid = paid.await.unwrap();

    assert!(taken_over.unwrap());
    assert_eq!(paid, None);
    assert_eq!(frozen(&app).await, [(wallet, "OPERATOR".to_owned())]);
}

#[actix_web::test]
async fn a_wallet_that_there_is_not_is_not_frozen() {
    let app = TestApp::start().await;
    let reason = || "Ticket".parse().unwrap();

    let frozen = manage::freeze(&app.changes, WalletId::fresh(), reason()).await;
    let freed = manage::unfreeze(&app.changes, WalletId::fresh(), reason()).await;

    assert!(matches!(frozen, Err(FreezeError::Unknown)));
    assert!(matches!(freed, Err(FreezeError::Unknown)));
}
