//! What a request says, read as the contract reads it.

use actix_web::http::header::HeaderValue;
use actix_web::test::TestRequest;
use serde_json::json;

use super::*;
use crate::{Rule, Violations, check};

/// The value of `filter[limit]`, or the rules that the query breaks.
fn limit(query: &str) -> Result<Option<i32>, Vec<(String, Rule)>> {
    let http = TestRequest::get()
        .uri(&format!("/?{query}"))
        .to_http_request();
    let mut parameters = Parameters::of(&http);
    let limit = parameters.query("filter[limit]", Scalar::Integer, |value, at, out| {
        check::integer(value, at, out)
            .minimum(1)
            .maximum(100)
            .done();
    });
    parameters.closed_query(&["filter[limit]"]);
    ended(parameters).map(|()| limit)
}

fn ended(parameters: Parameters<'_>) -> Result<(), Vec<(String, Rule)>> {
    match parameters.finish() {
        Ok(_) => Ok(()),
        Err(Rejection::InvalidParameters(violations)) => Err(broken(&violations)),
        Err(other) => panic!("{other:?}"),
    }
}

fn broken(violations: &Violations) -> Vec<(String, Rule)> {
    let pairs = violations.iter().map(|one| (one.field.clone(), one.rule));
    pairs.collect()
}

#[test]
fn brackets_may_be_encoded_or_bare() {
    for query in [
        "filter[limit]=7",
        "filter%5Blimit%5D=7",
        "filter%5blimit]=%37",
    ] {
        assert_eq!(limit(query), Ok(Some(7)), "{query}");
    }
    assert_eq!(limit(""), Ok(None));
}

#[test]
fn a_query_that_breaks_a_rule_names_the_parameter() {
    let of_limit = |rule| Err(vec![("filter[limit]".to_owned(), rule)]);

    assert_eq!(limit("filter[limit]=0"), of_limit(Rule::Minimum));
    assert_eq!(limit("filter[limit]=101"), of_limit(Rule::Maximum));
    assert_eq!(limit("filter[limit]=seven"), of_limit(Rule::Type));
    assert_eq!(limit("filter[limit]="), of_limit(Rule::Type));
    assert_eq!(
        limit("filter[limit]=7&filter%5Blimit%5D=7"),
        of_limit(Rule::Repeated)
    );
}

#[test]
fn an_undeclared_parameter_is_named_only_if_its_name_is_plain() {
    assert_eq!(
        limit("colour=red"),
        Err(vec![("colour".to_owned(), Rule::Unknown)])
    );
    assert_eq!(
        limit("%3Cscript%3E=1"),
        Err(vec![("query".to_owned(), Rule::Unknown)])
    );
}

#[test]
fn a_path_that_is_not_utf_8_does_not_pass_for_another() {
    let http = TestRequest::default().param("id", "a%FF").to_http_request();
    let mut parameters = Parameters::of(&http);

    let id = parameters.path::<String>("id", Scalar::Text, |value, at, out| {
        static PLAIN: check::Pattern = check::Pattern::new("^[a-z]+$");
        check::string(value, at, out).pattern(&PLAIN).done();
    });

    assert_ne!(id.as_deref(), Some("a"));
    assert_eq!(
        ended(parameters),
        Err(vec![("id".to_owned(), Rule::Pattern)])
    );
}

#[test]
fn a_required_parameter_that_is_absent_is_named_once() {
    let http = TestRequest::default().to_http_request();
    let mut parameters = Parameters::of(&http);

    let shelf = parameters.header::<String>("x-shelf", Scalar::Text, |_, _, _| {});
    let shelf = parameters.require("x-shelf", shelf);

    assert_eq!(shelf, None);
    assert_eq!(
        ended(parameters),
        Err(vec![("x-shelf".to_owned(), Rule::Required)])
    );
}

/// What a header of these values holds: nothing, something that is no text, a text, or too much.
fn held(name: &'static str, values: &[&[u8]]) -> Result<Option<Option<String>>, Repeated> {
    let request = values
        .iter()
        .fold(TestRequest::default(), |request, value| {
            request.append_header((name, HeaderValue::from_bytes(value).unwrap()))
        });
    let http = request.to_http_request();
    let held = Presented::of(&http).in_header(name)?;
    Ok(held.map(|credential| credential.text.map(str::to_owned)))
}

fn text(text: &str) -> Result<Option<Option<String>>, Repeated> {
    Ok(Some(Some(text.to_owned())))
}

#[test]
fn a_bearer_token_is_read_as_rfc_6750_has_it() {
    let unreadable = Ok(Some(None));
    let cases = [
        ("Bearer abc", text("abc")),
        ("bearer abc", text("abc")),
        ("BEARER   abc", text("abc")),
        ("Bearer", Ok(None)),
        ("Bearer ", Ok(None)),
        ("", Ok(None)),
        ("Basic abc", unreadable.clone()),
        ("abc", unreadable.clone()),
    ];
    for (value, expected) in cases {
        assert_eq!(
            held("authorization", &[value.as_bytes()]),
            expected,
            "{value}"
        );
    }
    assert_eq!(held("authorization", &[b"Bearer \xff"]), unreadable);
    assert_eq!(held("authorization", &[]), Ok(None));
}

#[test]
fn a_header_holds_one_credential_however_often_it_is_sent() {
    let cases: [(&[&[u8]], _); 8] = [
        (&[], Ok(None)),
        (&[b" one "], text("one")),
        (&[b"\xff"], Ok(Some(None))),
        (&[b"one", b"one"], text("one")),
        (&[b"", b"one"], text("one")),
        (&[b"one", b"two"], Err(Repeated)),
        (&[b"one", b"one", b"\xff"], Err(Repeated)),
        (&[b"\xff", b"\xfe"], Err(Repeated)),
    ];
    for (values, expected) in cases {
        assert_eq!(held("x-key", values), expected, "{values:?}");
    }
    let twice = held("authorization", &[b"Bearer one", b"bearer  one"]);
    assert_eq!(twice, text("one"));
    let other = held("authorization", &[b"Bearer one", b"Basic b25l"]);
    assert_eq!(other, Err(Repeated));
}

#[test]
fn a_credential_does_not_print_what_it_is() {
    let credential = Credential {
        text: Some("secret"),
    };

    assert!(!format!("{credential:?}").contains("secret"));
}

/// A closed object with one number.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Hour {
    hour: i64,
}

impl crate::Check for Hour {
    fn check(value: &serde_json::Value, at: &crate::At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("hour", |value, at, out| {
                    check::integer(value, at, out).maximum(23).done();
                })
                .closed(&["hour"]);
        }
    }
}

async fn read(body: Vec<u8>, limit: usize) -> Result<Hour, Rejection> {
    let request = TestRequest::post()
        .app_data(BodyLimit(limit))
        .insert_header(("content-type", "Application/JSON; charset=utf-8"))
        .set_payload(body);
    let (http, mut payload) = request.to_http_parts();
    let payload =
        <actix_web::web::Payload as actix_web::FromRequest>::from_request(&http, &mut payload);
    json::<Hour>(&http, payload.await.unwrap(), usize::MAX).await
}

#[actix_web::test]
async fn a_body_is_read_up_to_the_limit_and_not_a_byte_further() {
    let body = json!({"hour": 7}).to_string().into_bytes();
    let length = body.len();

    assert_eq!(read(body.clone(), length).await, Ok(Hour { hour: 7 }));
    assert_eq!(
        read(body, length - 1).await,
        Err(Rejection::PayloadTooLarge { limit: length - 1 })
    );
}

#[actix_web::test]
async fn a_whole_number_with_a_point_becomes_an_integer() {
    assert_eq!(
        read(b"{\"hour\":7.0}".to_vec(), 99).await,
        Ok(Hour { hour: 7 })
    );
}

#[actix_web::test]
async fn what_is_no_json_says_where_it_breaks() {
    let status = |body: &str| {
        let body = body.as_bytes().to_vec();
        async { read(body, 99).await.unwrap_err() }
    };

    assert_eq!(status(" \n").await, Rejection::MissingBody);
    assert!(matches!(
        status("{\n\"hour\":").await,
        Rejection::UnparseableBody {
            line: 2,
            truncated: true,
            ..
        }
    ));
    assert!(matches!(
        status("{]").await,
        Rejection::UnparseableBody {
            line: 1,
            truncated: false,
            ..
        }
    ));
    assert_eq!(status("[]").await.status(422), 400);
    assert_eq!(status("{\"hour\":24}").await.status(422), 422);
    assert_eq!(status("{\"hour\":24,\"more\":1}").await.status(422), 400);
    assert_eq!(status("{\"hour\":24}").await.status(400), 400);
}

#[actix_web::test]
async fn a_large_body_is_parsed_away_from_the_worker_and_a_small_one_where_it_is() {
    let here = std::thread::current().id();
    let http = TestRequest::default().to_http_request();
    let parsed = |length| body::parsed(&http, length, || Ok(std::thread::current().id()));

    assert_eq!(parsed(64 * 1024).await, Ok(here));
    assert!(parsed(64 * 1024 + 1).await.is_ok_and(|there| there != here));
}

#[actix_web::test]
async fn a_panic_in_the_check_of_a_large_body_is_told_like_any_other() {
    let http = TestRequest::default().to_http_request();

    let parsed = body::parsed::<()>(&http, 1 << 20, || panic!("on purpose"));

    assert_eq!(parsed.await, Err(Rejection::Panicked));
}

#[test]
fn a_number_in_a_query_is_judged_by_its_digits() {
    let rate = |query: &str| {
        let http = TestRequest::get()
            .uri(&format!("/?rate={query}"))
            .to_http_request();
        let mut parameters = Parameters::of(&http);
        let rate = parameters.query::<f64>("rate", Scalar::Number, |value, at, out| {
            check::decimal(value, at, out).maximum(1.0).done();
        });
        ended(parameters).map(|()| rate)
    };
    let broken = |rules: &[Rule]| {
        let rules = rules.iter().map(|rule| ("rate".to_owned(), *rule));
        Err(rules.collect::<Vec<_>>())
    };

    assert_eq!(rate("0.25"), Ok(Some(0.25)));
    assert_eq!(
        rate("1.0000000000000001"),
        broken(&[Rule::Digits, Rule::Maximum])
    );
    for text in ["inf", "NaN", ".5", "1e400", "%2B1", ""] {
        assert_eq!(rate(text), broken(&[Rule::Type]), "{text}");
    }
}
