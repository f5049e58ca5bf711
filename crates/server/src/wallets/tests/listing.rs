//! Pages of wallets.

use serde_json::json;

use crate::testing::{Caller, TestApp};

async fn names(owner: &Caller<'_>, path: &str) -> Vec<String> {
    let seen = owner.get(path).await;
    assert_eq!(seen.status, 200, "{seen}");
    let wallets = seen.data();
    let wallets = wallets.as_array().unwrap().iter();
    wallets
        .map(|wallet| wallet["name"].as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn wallets_are_listed_newest_first_unless_asked_otherwise() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    for name in ["beta", "Alpha", "gamma"] {
        owner.wallet(&user, name).await;
    }
    let list = async |query: &str| names(&owner, &format!("{user}/wallets{query}")).await;

    assert_eq!(list("").await, ["gamma", "Alpha", "beta"]);
    assert_eq!(
        list("?filter[sort]=created_at").await,
        ["beta", "Alpha", "gamma"]
    );
    assert_eq!(list("?filter[sort]=name").await, ["Alpha", "beta", "gamma"]);
    assert_eq!(
        list("?filter[sort]=-name").await,
        ["gamma", "beta", "Alpha"]
    );
    assert_eq!(list("?filter[limit]=1&filter[skip]=1").await, ["Alpha"]);
}

#[actix_web::test]
async fn filters_are_joined_by_and_and_ignore_case() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    owner.wallet(&user, "Savings").await;
    let both = json!({"name": "Both", "networks": [
        {"name": "bitcoin-testnet", "currency": "btc"},
        {"name": "ethereum-sepolia", "currency": "eth"},
    ]});
    owner.post(&format!("{user}/wallets"), &both).await;
    let list = async |filter: &str| {
        let path = format!("{user}/wallets?filter[sort]=name&{filter}");
        names(&owner, &path).await
    };

    assert_eq!(
        list("filter[where][currency]=BTC").await,
        ["Both", "Savings"]
    );
    assert_eq!(list("filter[where][currency]=eth").await, ["Both"]);
    assert_eq!(list("filter[where][currency]=sol").await, [""; 0]);
    assert_eq!(list("filter[where][name]=SAVINGS").await, ["Savings"]);
    let neither = "filter[where][name]=savings&filter[where][currency]=eth";
    assert_eq!(list(neither).await, [""; 0]);
    assert_eq!(list("filter[where][status]=INACTIVE").await, [""; 0]);
}

#[actix_web::test]
async fn a_page_shows_each_wallet_with_its_own_addresses() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let (first, second) = (
        owner.wallet(&user, "a").await,
        owner.wallet(&user, "b").await,
    );

    let page = owner.get(&format!("{user}/wallets")).await;

    assert_eq!(page.data(), json!([second, first]));
    let pagination = &page.json()["meta"]["pagination"];
    assert_eq!(pagination["records"]["total"], 2);
}
