//! The filter family, on every list of the SovX contract.

use serde_json::{Value, json};
use sovx_contract::model::{Kind, Operation, Place};

use crate::apis::Api;
use crate::testing::{Caller, TestApp, document};

/// The operations that list something.
fn lists() -> impl Iterator<Item = &'static Operation> {
    let operations = document(Api::Sovx).operations.iter();
    operations.filter(|one| !names(one, "filter[sort]").is_empty())
}

/// Whether a list tells of money. Amounts of several currencies have no order among them, so these
/// are ordered by time only.
fn is_about_money(operation: &Operation) -> bool {
    operation.path.contains("/transactions") || operation.path.contains("/deposits")
}

/// The names of the query parameters that begin like this.
fn names<'o>(operation: &'o Operation, begin: &str) -> Vec<&'o str> {
    let query = operation.parameters.iter();
    let query = query.filter(|parameter| parameter.place == Place::Query);
    let names = query.map(|parameter| parameter.name.as_str());
    names.filter(|name| name.starts_with(begin)).collect()
}

/// A caller for each list, and the path of it.
async fn callers<'a>(app: &'a TestApp) -> Vec<(&'static str, Caller<'a>, String)> {
    let session = app.login("acme").await;
    let customer = session.create("corp-one").await;
    let owner = app.key(&session.mint(&customer).await);
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Money").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    for _ in 0..2 {
        owner.deposit(&wallet, "0.5").await;
    }
    vec![
        ("listCustomers", app.master(), "/customers".to_owned()),
        (
            "listCredentials",
            session,
            format!("{customer}/credentials"),
        ),
        ("listUsers", owner.clone(), "/users".to_owned()),
        ("listWallets", owner.clone(), format!("{user}/wallets")),
        (
            "listMonetizationSettings",
            owner.clone(),
            "/monetization/settings".to_owned(),
        ),
        ("listCurrencies", owner.clone(), "/currencies".to_owned()),
        (
            "listCurrencyPairs",
            owner.clone(),
            "/currencies/pairs".to_owned(),
        ),
        (
            "listAccountTransactions",
            owner.clone(),
            "/accounts/transactions".to_owned(),
        ),
        (
            "listUserTransactions",
            owner.clone(),
            format!("{user}/accounts/transactions"),
        ),
        (
            "listWalletTransactions",
            owner.clone(),
            format!("{wallet}/transactions"),
        ),
        ("listDeposits", owner, format!("{wallet}/deposits")),
    ]
}

/// What is at this pointer in each of the records that a query lists.
async fn listed(caller: &Caller<'_>, path: &str, query: &str, member: &str) -> Vec<Value> {
    let seen = caller.get(&format!("{path}?{query}")).await;
    assert_eq!(seen.status, 200, "{query}: {seen}");
    let data = seen.data();
    let records = data.as_array().unwrap().iter();
    records.map(|one| one[member].clone()).collect()
}

#[test]
fn every_list_has_two_members_to_order_by_and_two_to_filter_by() {
    for operation in lists() {
        let mut parameters = operation.parameters.iter();
        let sort = parameters.find(|one| one.name == "filter[sort]").unwrap();
        let sort = document(Api::Sovx).resolve(&sort.schema);
        let Kind::Enum(values) = &sort.kind else {
            panic!("{}: {sort:?}", operation.id);
        };
        // Upwards and downwards.
        let least = if is_about_money(operation) { 2 } else { 4 };
        assert!(values.len() >= least, "{}", operation.id);
        assert!(
            names(operation, "filter[where]").len() >= 2,
            "{}",
            operation.id
        );
    }
    assert_eq!(lists().count(), 11);
}

#[actix_web::test]
async fn every_list_refuses_filters_and_orders_that_it_does_not_know() {
    let app = TestApp::start().await;
    let callers = callers(&app).await;

    for operation in lists() {
        let (_, caller, path) = callers.iter().find(|(id, ..)| *id == operation.id).unwrap();
        for (query, blamed) in [
            ("filter[where][colour]=red", "filter[where][colour]"),
            ("filter[sort]=colour", "filter[sort]"),
            ("filter[order]=id", "filter[order]"),
            ("colour=red", "colour"),
        ] {
            let seen = caller.get(&format!("{path}?{query}")).await;
            let expected = vec![format!("{blamed} BAD_REQUEST")];
            assert_eq!(
                (seen.status, seen.blamed()),
                (400, expected),
                "{} {query}",
                operation.id
            );
        }
    }
}

#[actix_web::test]
async fn every_order_of_every_list_is_the_other_way_round_with_a_hyphen() {
    let app = TestApp::start().await;
    let callers = callers(&app).await;
    let (_, owner, _) = &callers[2];
    app.login("other").await.create("corp-two").await;
    callers[1].1.mint("/customers/corp-one").await;
    let user = owner.user(2).await;
    owner
        .wallet(&callers[3].2.replace("/wallets", ""), "One")
        .await;
    owner
        .wallet(&callers[3].2.replace("/wallets", ""), "Two")
        .await;
    owner.wallet(&user, "Other").await;
    for feature in ["RFQ", "SPOT_TRADE"] {
        let rate = json!({ "feature": feature, "method": "FEE_RATE", "amount": 0.5 });
        assert_eq!(
            owner.post("/monetization/settings", &rate).await.status,
            201
        );
    }

    for operation in lists() {
        let (_, caller, path) = callers.iter().find(|(id, ..)| *id == operation.id).unwrap();
        let mut parameters = operation.parameters.iter();
        let sort = parameters.find(|one| one.name == "filter[sort]").unwrap();
        let Kind::Enum(values) = &document(Api::Sovx).resolve(&sort.schema).kind else {
            panic!("{}", operation.id);
        };
        for value in values
            .iter()
            .filter_map(Value::as_str)
            .filter(|value| !value.starts_with('-'))
        {
            let all = async |order: &str| {
                caller
                    .get(&format!("{path}?filter[sort]={order}"))
                    .await
                    .data()
            };
            let (up, mut down) = (all(value).await, all(&format!("-{value}")).await);
            let down = down.as_array_mut().unwrap();
            down.reverse();
            assert!(down.len() > 1, "{} {value}", operation.id);
            assert_eq!(up.as_array(), Some(&*down), "{} {value}", operation.id);
        }
    }
}

#[actix_web::test]
async fn customers_are_filtered_by_what_they_are_and_pages_keep_the_filters() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    for id in ["corp-b", "corp-a", "corp-c"] {
        session.create(id).await;
    }
    let person = json!({ "account_type": "individual", "account_role": "client" });
    session.put("/customers/corp-a", &person).await;
    session.delete("/customers/corp-c").await;
    let master = app.master();
    let ids = async |query: &str| listed(&master, "/customers", query, "customer_id").await;

    assert_eq!(
        ids("filter[sort]=customer_id").await,
        ["corp-a", "corp-b", "corp-c"]
    );
    assert_eq!(
        ids("filter[sort]=created_at").await,
        ["corp-b", "corp-a", "corp-c"]
    );
    assert_eq!(ids("filter[where][status]=INACTIVE").await, ["corp-c"]);
    assert_eq!(
        ids("filter[where][account_type]=individual").await,
        ["corp-a"]
    );
    assert_eq!(ids("filter[where][account_role]=client").await, ["corp-a"]);
    assert_eq!(ids("filter[where][customer_id]=corp-b").await, ["corp-b"]);
    let none = "filter[where][customer_id]=corp-b&filter[where][status]=INACTIVE";
    assert_eq!(ids(none).await, [""; 0]);
    let page = "filter[where][status]=VERIFIED&filter[sort]=-customer_id&filter[limit]=1";
    let seen = master.get(&format!("/customers?{page}")).await;
    let pagination = seen.json()["meta"]["pagination"].take();
    assert_eq!(seen.data()[0]["customer_id"], "corp-b");
    assert_eq!(pagination["records"]["total"], 2);
    assert_eq!(
        pagination["navigation"]["next"],
        "/customers?filter[limit]=1&filter[skip]=1&filter[sort]=-customer_id\
         &filter[where][status]=VERIFIED"
    );
}

#[actix_web::test]
async fn credentials_and_settings_and_currencies_are_filtered() {
    let app = TestApp::start().await;
    let callers = callers(&app).await;
    let (_, session, keys) = &callers[1];
    let (_, owner, settings) = &callers[4];
    session.mint("/customers/corp-one").await;
    let doomed = session.newest_credential("/customers/corp-one").await;
    session.delete(&doomed).await;
    let is_active = async |query: &str| listed(session, keys, query, "is_active").await;
    for (feature, amount) in [("RFQ", 0.5), ("SPOT_TRADE", 0.25)] {
        let rate = json!({ "feature": feature, "method": "FEE_RATE", "amount": amount });
        owner.post(settings, &rate).await;
    }
    let code = async |query: &str| listed(owner, settings, query, "feature_code").await;
    let currency = async |query: &str| listed(owner, "/currencies", query, "code").await;
    let pair = async |query: &str| listed(owner, "/currencies/pairs", query, "quote").await;

    assert_eq!(is_active("filter[where][is_active]=true").await, [true]);
    assert_eq!(is_active("filter[where][is_active]=false").await, [false]);
    assert_eq!(is_active("filter[where][is_owner]=false").await, [true; 0]);
    assert_eq!(is_active("filter[sort]=created_at").await, [true, false]);
    assert_eq!(code("filter[sort]=created_at").await, ["RFQ", "SPOT_TRADE"]);
    assert_eq!(
        code("filter[where][feature]=RFQ&filter[sort]=-updated_at").await,
        ["RFQ"]
    );
    assert_eq!(currency("filter[where][code]=btc").await, ["BTC"]);
    let fiat = currency("filter[where][is_fiat]=true&filter[sort]=code").await;
    let other = currency("filter[where][is_fiat]=false").await;
    assert!(
        fiat.contains(&json!("USD")) && !other.contains(&json!("USD")),
        "{fiat:?}"
    );
    assert!(fiat.is_sorted_by_key(|code| code.to_string()), "{fiat:?}");
    assert_eq!(currency("").await.len(), fiat.len() + other.len());
    let dollars = pair("filter[where][quote]=usd").await;
    assert!(
        !dollars.is_empty() && dollars.iter().all(|quote| quote == "usd"),
        "{dollars:?}"
    );
    let both = "filter[where][base]=BTC&filter[where][quote]=USD";
    assert_eq!(pair(both).await, ["usd"]);
}
