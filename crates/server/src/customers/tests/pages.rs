//! The administrator's list, page by page.

use reqwest::Method;
use serde_json::Value;

use crate::testing::{API, Seen, TestApp};

/// Five customers of two accounts, `corp-0` the oldest.
async fn five(app: &TestApp) {
    let callers = [app.login("acme").await, app.login("other").await];
    for number in 0..5 {
        callers[number % 2].create(&format!("corp-{number}")).await;
    }
}

async fn page(app: &TestApp, query: &str) -> Seen {
    app.master().get(&format!("/customers?{query}")).await
}

fn ids(seen: &Seen) -> Vec<String> {
    let data = seen.data();
    let id = |one: &Value| one["customer_id"].as_str().unwrap().to_owned();
    data.as_array().unwrap().iter().map(id).collect()
}

#[actix_web::test]
async fn customers_of_all_accounts_are_listed_newest_first() {
    let app = TestApp::start().await;
    five(&app).await;

    let all = app.master().get("/customers").await;

    assert_eq!(
        ids(&all),
        ["corp-4", "corp-3", "corp-2", "corp-1", "corp-0"]
    );
}

#[actix_web::test]
async fn following_the_links_shows_every_customer_once() {
    let app = TestApp::start().await;
    five(&app).await;

    let mut found = Vec::new();
    let mut link = Some("/customers?filter[limit]=2&filter[skip]=0".to_owned());
    while let Some(path) = link {
        let seen = app.master().get(&path).await;
        found.extend(ids(&seen));
        let navigation = &seen.json()["meta"]["pagination"]["navigation"];
        link = navigation["next"].as_str().map(str::to_owned);
    }

    assert_eq!(found, ["corp-4", "corp-3", "corp-2", "corp-1", "corp-0"]);
}

#[actix_web::test]
async fn a_page_in_the_middle_knows_its_place() {
    let app = TestApp::start().await;
    five(&app).await;

    let seen = page(&app, "filter[limit]=2&filter[skip]=2").await;

    assert_eq!(ids(&seen), ["corp-2", "corp-1"]);
    insta::assert_snapshot!(seen.json()["meta"]["pagination"], @r#"{"records":{"skip":2,"has_next":true,"has_previous":true,"total":5,"limit":2},"navigation":{"first":"/customers?filter[limit]=2&filter[skip]=0","last":"/customers?filter[limit]=2&filter[skip]=4","previous":"/customers?filter[limit]=2&filter[skip]=0","next":"/customers?filter[limit]=2&filter[skip]=4"}}"#);
}

#[actix_web::test]
async fn past_the_end_is_an_empty_page() {
    let app = TestApp::start().await;
    five(&app).await;

    let seen = page(&app, "filter[skip]=1000000000").await;

    assert_eq!((seen.status, ids(&seen).len()), (200, 0));
    assert_eq!(seen.json()["meta"]["pagination"]["records"]["total"], 5);
}

#[actix_web::test]
async fn brackets_may_be_bare_or_percent_encoded() {
    let app = TestApp::start().await;
    five(&app).await;

    let bare = page(&app, "filter[limit]=1&filter[skip]=1").await;
    let encoded = page(&app, "filter%5Blimit%5D=1&filter%5bskip%5d=1").await;

    assert_eq!(bare.status, 200);
    assert_eq!(encoded.to_string(), bare.to_string());
}

#[actix_web::test]
async fn the_limits_of_a_page_hold_at_their_edges() {
    let app = TestApp::start().await;

    let mut statuses = Vec::new();
    for query in [
        "filter[limit]=0",
        "filter[limit]=1",
        "filter[limit]=100",
        "filter[limit]=101",
        "filter[skip]=-1",
        "filter[skip]=0",
        "filter[skip]=1000000000",
        "filter[skip]=1000000001",
        "filter[skip]=99999999999999999999",
        "filter[limit]=",
        "filter[limit]=1.5",
        "filter[limit]=zzz",
    ] {
        statuses.push(page(&app, query).await.status);
    }

    let expected = [400, 200, 200, 400, 400, 200, 200, 400, 400, 400, 400, 400];
    assert_eq!(statuses, expected);
}

#[actix_web::test]
async fn every_problem_of_a_query_is_told_at_once() {
    let app = TestApp::start().await;

    let seen = page(
        &app,
        "filter[limit]=101&filter[skip]=zzz&filter[colour]=zzz&limit=1",
    )
    .await;
    let repeated = page(&app, "filter[limit]=1&filter[limit]=2").await;

    insta::assert_snapshot!(seen, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be at most 100","field":"filter[limit]"},{"code":"BAD_REQUEST","message":"must be a whole number","field":"filter[skip]"},{"code":"BAD_REQUEST","message":"is not a declared parameter","field":"filter[colour]"},{"code":"BAD_REQUEST","message":"is not a declared parameter","field":"limit"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(repeated, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"is given more than once","field":"filter[limit]"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn the_master_key_is_taken_in_either_header_and_the_first_one_counts() {
    let app = TestApp::start().await;
    let both = async |first: &str, second: &str| {
        let request = app.request(Method::GET, &format!("{API}/customers"));
        let request = request.header("x-master-api-key", first);
        app.send(request.header("x-api-key", second)).await.status
    };

    assert_eq!(
        app.with("x-api-key", &app.master_key)
            .get("/customers")
            .await
            .status,
        200
    );
    assert_eq!(both(&app.master_key, "zzz").await, 200);
    assert_eq!(both("zzz", &app.master_key).await, 401);
}
