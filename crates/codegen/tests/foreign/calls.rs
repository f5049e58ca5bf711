//! The generated client against the generated server: what is sent is what is seen.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use sovx_runtime::wire::{OtherStatus, Response, StatusOf};
use uuid::Uuid;

use crate::api::client::{Client, ClientError, Secret};
use crate::api::models::*;
use crate::api::operations::*;
use crate::library::{Library, loan, serve, title};

/// A client that has every credential, and the server that it calls.
pub(crate) fn start() -> (Client, Arc<Library>) {
    let library = Arc::new(Library::default());
    let secret = |text: &str| Secret::new(text.to_owned());
    let client = Client::new(&serve(&library)).unwrap();
    let client = client
        .with_card_key(secret("reader"))
        .with_staff(secret("writer"))
        .with_desk("ada", secret("s3cret:"));
    (client, library)
}

/// What the server saw last is what was sent.
#[track_caller]
pub(crate) fn assert_seen(library: &Library, sent: &impl Debug) {
    let seen = library.seen.lock().unwrap().last().cloned();
    assert_eq!(seen, Some(format!("{sent:?}")));
}

/// Of the type that the operation has for it.
pub(crate) fn jpeg<T: DeserializeOwned>() -> T {
    serde_json::from_value("jpeg".into()).unwrap()
}

fn texts(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|&text| text.to_owned()).collect())
}

#[actix_web::test]
async fn parameters_of_every_style_arrive_as_they_were_sent() {
    let (client, library) = start();
    let request = SearchTitlesRequest {
        q: Some("a&b=c+d é".to_owned()),
        genre: texts(&["one,two", "three|four", "50% off"]),
        year: Some(vec![-1, 1815]),
        shelf: texts(&["a|b", "c d", "%7C"]),
        branch: texts(&["a b", "c|d"]),
        published: Some(SearchTitlesPublished {
            from: Some(1),
            to: None,
        }),
        page: Some(SearchTitlesPage {
            offset: Some(3),
            size: Some(100),
        }),
        limit: Some(50),
        near: Some(Place {
            lat: 52.5,
            lon: -13.0,
        }),
        x_locale: texts(&["de,AT", "en = us"]),
        seen: Some(vec![1, 2]),
    };

    let response = client.search_titles(&request).await.unwrap();

    assert_seen(&library, &request);
    let headers = SearchTitlesOkJsonHeaders {
        x_total: 1,
        x_genres: texts(&["a,b", "c d"]),
    };
    let expected = SearchTitlesResponse::OkJson(vec![title()], headers);
    assert_eq!(response, expected);
}

#[actix_web::test]
async fn a_server_sees_the_default_of_a_parameter_that_was_not_sent() {
    let (client, library) = start();

    client
        .search_titles(&SearchTitlesRequest::default())
        .await
        .unwrap();

    let seen = SearchTitlesRequest {
        limit: Some(20),
        ..SearchTitlesRequest::default()
    };
    assert_seen(&library, &seen);
}

#[actix_web::test]
async fn values_in_a_path_arrive_as_they_were_sent() {
    let (client, library) = start();
    let request = GetShelvesRequest::new(
        vec![1, 2, 30],
        GetShelvesCorner { x: 1, y: -2 },
        vec!["a;b".to_owned(), "c/d,e".to_owned()],
    );

    let response = client.get_shelves(&request).await.unwrap();

    assert_seen(&library, &request);
    assert_eq!(response, GetShelvesResponse::Ok("shelves".to_owned()));
}

#[actix_web::test]
async fn each_content_type_of_a_body_has_a_variant() {
    let (client, library) = start();
    let full = Title {
        year: sovx_runtime::Patch::Value(1815),
        tags: texts(&["a,b", "c"]),
        place: Some(Place { lat: 1.5, lon: 2.5 }),
        ..title()
    };

    for body in [AddTitleBody::Json(full.clone()), AddTitleBody::Form(full)] {
        let request = AddTitleRequest::new(body);
        let response = client.add_title(&request).await.unwrap();

        assert_seen(&library, &request);
        let AddTitleResponse::Created(_, headers) = response else {
            panic!("not created: {response:?}")
        };
        assert_eq!(headers.location, "/titles/catalogue.write");
    }

    let text = AddTitleRequest::new(AddTitleBody::Text("known".to_owned()));
    let response = client.add_title(&text).await.unwrap();
    assert_eq!(response, AddTitleResponse::Conflict);
}

#[actix_web::test]
async fn a_status_of_a_range_and_of_the_default_arrives_with_its_number() {
    let (client, _) = start();
    let text = AddTitleRequest::new(AddTitleBody::Text("teapot".to_owned()));
    let busy = SearchTitlesRequest {
        q: Some("busy".to_owned()),
        ..SearchTitlesRequest::default()
    };

    let of_range = client.add_title(&text).await.unwrap();
    let of_default = client.search_titles(&busy).await.unwrap();

    let AddTitleResponse::ClientError(status, _) = of_range else {
        panic!("not of the range: {of_range:?}")
    };
    assert_eq!(status.get(), 418);
    let SearchTitlesResponse::Default(status, _) = of_default else {
        panic!("not of the default: {of_default:?}")
    };
    assert_eq!(status.get(), 503);
}

#[test]
fn a_status_that_the_contract_declares_more_closely_cannot_be_made() {
    assert!(StatusOf::<AddTitleResponse, 4>::new(409).is_none());
    assert!(StatusOf::<AddTitleResponse, 4>::new(500).is_none());
    assert!(OtherStatus::<SearchTitlesResponse>::new(200).is_none());
    assert!(OtherStatus::<SearchTitlesResponse>::new(700).is_none());
    assert_eq!(AddTitleResponse::DECLARED.len(), 3);
}

#[actix_web::test]
async fn a_list_without_items_is_no_header() {
    let (client, library) = start();
    let mut request = SearchTitlesRequest {
        x_locale: Some(Vec::new()),
        ..SearchTitlesRequest::default()
    };

    client.search_titles(&request).await.unwrap();

    request.x_locale = None;
    request.limit = Some(20);
    assert_seen(&library, &request);
}

#[actix_web::test]
async fn a_body_that_may_be_left_out_is_none_when_it_is() {
    let (client, library) = start();
    let request = PutCoverRequest::new("9".to_owned(), jpeg());

    client.put_cover(&request).await.unwrap();

    assert_seen(&library, &request);
}

#[actix_web::test]
async fn an_answer_that_the_contract_does_not_declare_is_an_error() {
    let (client, _) = start();
    let request = RenewRequest::new(Uuid::from_u128(1));

    let failed = client.renew(&request).await;

    let Err(ClientError::Undeclared { status, .. }) = failed else {
        panic!("not undeclared: {failed:?}")
    };
    assert_eq!(status, 500);
}

#[actix_web::test]
async fn a_client_without_the_credential_says_so_before_it_calls() {
    let library = Arc::new(Library::default());
    let client = Client::new(&serve(&library)).unwrap();
    let loan = BorrowRequest::new(LoanRequest {
        title: NewLoanTitle::Text("Emma".to_owned()),
        until: None,
        id: None,
        additional: BTreeMap::new(),
    });

    let refused = client.borrow(&loan).await;
    let anonymous = client
        .get_title(&GetTitleRequest::new("123".to_owned()))
        .await;

    assert!(matches!(refused, Err(ClientError::NoCredential("cardKey"))));
    assert_eq!(anonymous.unwrap(), GetTitleResponse::NotFound);
}

#[actix_web::test]
async fn an_operation_with_the_names_of_a_crate_a_function_and_a_keyword_makes_the_round() {
    let (client, library) = start();
    let request = RoutesRequest { r#gen: Some(2) };

    let response = client.routes2(&request).await.unwrap();

    assert_seen(&library, &request);
    assert_eq!(response, RoutesResponse::NoContent);
}

#[actix_web::test]
async fn every_other_operation_makes_the_round() {
    let (client, library) = start();
    let request = BorrowRequest::new(LoanRequest {
        title: NewLoanTitle::Integer(7),
        until: chrono::NaiveDate::from_ymd_opt(2026, 2, 3),
        id: None,
        additional: BTreeMap::from([("shelf".to_owned(), serde_json::json!(["a", 2]))]),
    });

    assert_eq!(
        client.borrow(&request).await.unwrap(),
        BorrowResponse::Created(loan())
    );
    assert_seen(&library, &request);
    let mut renew = RenewRequest::new(Uuid::from_u128(1));
    renew.body = Some(RenewBody {
        weeks: Some(2),
        fee: None,
        tip: None,
    });
    assert_eq!(
        client.renew(&renew).await.unwrap(),
        RenewResponse::Ok(loan())
    );
    assert_seen(&library, &renew);
    let title = client
        .get_title(&GetTitleRequest::new("123".to_owned()))
        .await;
    assert!(matches!(title, Ok(GetTitleResponse::Ok(_))));

    let ping = client.ping(&PingRequest::default()).await.unwrap();
    assert_eq!(ping, PingResponse::NoContent);
    let options = client.options(&OptionsRequest::default()).await.unwrap();
    assert_eq!(options, OptionsResponse::NoContent);
    let patched = client.self_(&SelfRequest::default()).await.unwrap();
    assert_eq!(patched, SelfResponse::NoContent);
    let trace = client.trace(&TraceRequest::default()).await;
    assert!(matches!(trace, Ok(TraceResponse::Ok(_))));
}

#[actix_web::test]
async fn an_answer_is_read_as_far_as_its_caller_says() {
    let (client, _) = start();
    let request = GetShelvesRequest::new(vec![1], GetShelvesCorner { x: 1, y: 2 }, Vec::new());

    // The answer is `shelves`.
    let enough = client.clone().with_largest_answer(7);
    let little = client.with_largest_answer(6);

    assert!(enough.get_shelves(&request).await.is_ok());
    let refused = little.get_shelves(&request).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "getShelves: the answer is larger than 6 bytes"
    );
}
