//! Lists of users over HTTP.

use serde_json::Value;

use crate::testing::{Caller, Seen, TestApp};

fn emails(seen: &Seen) -> Vec<String> {
    let data = seen.data();
    let email = |user: &Value| user["email"].as_str().unwrap().to_owned();
    data.as_array().unwrap().iter().map(email).collect()
}

async fn five(owner: &Caller<'_>) {
    for number in 0..5 {
        owner.user(number).await;
    }
}

#[actix_web::test]
async fn following_the_links_shows_every_user_that_the_filters_let_through_once_and_in_order() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    five(&owner).await;
    let inactive = owner.user(7).await;
    owner.trigger(&format!("{inactive}/deactivate")).await;

    let mut found = Vec::new();
    let first = "/users?filter[limit]=2&filter[sort]=email&filter[where][status]=ACTIVE";
    let mut link = Some(first.to_owned());
    while let Some(path) = link {
        let seen = owner.get(&path).await;
        found.extend(emails(&seen));
        let navigation = &seen.json()["meta"]["pagination"]["navigation"];
        link = navigation["next"].as_str().map(str::to_owned);
    }

    let expected: Vec<_> = (0..5)
        .map(|number| format!("user-{number}@example.com"))
        .collect();
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn a_page_knows_its_place_and_its_links_repeat_the_filters() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    five(&owner).await;

    let plain = owner.get("/users?filter[limit]=2&filter[skip]=2").await;
    let filtered =
        "filter[where][email]=User-3%40example.com&filter[where][account_type]=individual";
    let filtered = owner.get(&format!("/users?{filtered}")).await;

    assert_eq!(emails(&plain), ["user-2@example.com", "user-1@example.com"]);
    insta::assert_snapshot!(plain.json()["meta"]["pagination"], @r#"{"records":{"skip":2,"has_next":true,"has_previous":true,"total":5,"limit":2},"navigation":{"first":"/users?filter[limit]=2&filter[skip]=0","last":"/users?filter[limit]=2&filter[skip]=4","previous":"/users?filter[limit]=2&filter[skip]=0","next":"/users?filter[limit]=2&filter[skip]=4"}}"#);
    assert_eq!(emails(&filtered), ["user-3@example.com"]);
    insta::assert_snapshot!(filtered.json()["meta"]["pagination"], @r#"{"records":{"skip":0,"has_next":false,"has_previous":false,"total":1,"limit":20},"navigation":{"first":"/users?filter[limit]=20&filter[skip]=0&filter[where][account_type]=individual&filter[where][email]=User-3@example.com","last":"/users?filter[limit]=20&filter[skip]=0&filter[where][account_type]=individual&filter[where][email]=User-3@example.com","previous":null,"next":null}}"#);
}

#[actix_web::test]
async fn what_is_not_declared_or_not_known_is_refused_in_full() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let query = "filter[sort]=phone&filter[where][status]=active&filter[where][email]=zzz\
                 &filter[where][phone]=1&filter[limit]=0";

    let seen = owner.get(&format!("/users?{query}")).await;

    insta::assert_snapshot!(seen, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be at least 1","field":"filter[limit]"},{"code":"BAD_REQUEST","message":"must be one of: -created_at, created_at, email, -email, last_name, -last_name","field":"filter[sort]"},{"code":"BAD_REQUEST","message":"must be one of: PENDING, ACTIVE, INACTIVE, DELETED","field":"filter[where][status]"},{"code":"BAD_REQUEST","message":"must be an e-mail address","field":"filter[where][email]"},{"code":"BAD_REQUEST","message":"is not a declared parameter","field":"filter[where][phone]"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}
