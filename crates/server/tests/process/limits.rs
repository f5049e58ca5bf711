//! The budgets of a server that nobody has configured, and of one that somebody has.

use crate::support::{Answer, Place, Request, Server};

/// With the server's own defaults instead of those of the tests.
fn untouched() -> Place {
    Place::new()
        .with("SOVX_LIMIT_CREDENTIAL", "")
        .with("SOVX_LIMIT_ADDRESS", "")
        .with("SOVX_LIMIT_LOGIN", "")
}

fn customers(server: &Server, key: &str) -> Answer {
    let request = Request::get("/sovx/v1/customers").header("x-master-api-key", key);
    request.send(server.address)
}

fn login(server: &Server) -> Answer {
    let request = Request::new("POST", "/sovx/v1/auth/login").json("{}");
    request.send(server.address)
}

fn limit(answer: &Answer) -> &str {
    answer.header("x-ratelimit-limit").unwrap()
}

#[test]
fn a_server_limits_credentials_addresses_and_logins_unasked() {
    let place = untouched();
    let server = place.start();

    let known = customers(&server, &server.master_key());
    let unknown = customers(&server, "nobody has it");
    let login = login(&server);

    assert_eq!((known.status, limit(&known)), (200, "600"));
    assert_eq!((unknown.status, limit(&unknown)), (401, "60"));
    assert_eq!((login.status, limit(&login)), (400, "30"));
}

#[test]
fn a_configured_limit_counts_from_the_first_request_to_the_last() {
    let place = untouched().with("SOVX_LIMIT_ADDRESS", "3/3600s");
    let server = place.start();

    let statuses = [(); 5].map(|()| customers(&server, "nobody has it").status);
    let known = customers(&server, &server.master_key());

    assert_eq!(statuses, [401, 401, 401, 429, 429]);
    assert_eq!(known.status, 200);
}

#[test]
fn a_limit_that_is_none_is_refused_at_the_start() {
    let place = Place::new().with("SOVX_LIMIT_LOGIN", "often");

    let ended = place.run(&[]);

    assert_eq!(ended.code, Some(2));
    let sentence = "SOVX_LIMIT_LOGIN must be a number of requests";
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
    assert!(!ended.stderr.contains("often"), "{}", ended.stderr);
}
