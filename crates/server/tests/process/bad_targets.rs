//! Paths, headers and credentials that nobody should send.

use crate::support::{Answer, Api, Connection, Place, Request, Server};

/// A server with the customer `corp-there`, and a session.
async fn start(place: &Place) -> (Server, Api) {
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-there").await.status, 201);
    (server, api)
}

fn get(server: &Server, api: &Api, target: &str) -> Answer {
    let request = Request::get(target).bearer(api.token());
    request.send(server.address)
}

/// No panic and no failure of the server; that the bytes are no HTTP is the framework's to log.
fn is_sound(server: &Server) {
    let log = server.log();
    assert!(!log.contains("panicked"), "{log}");
    let mut errors = log
        .lines()
        .filter(|line| line.contains("\"level\":\"ERROR\""));
    assert!(
        errors.all(|line| line.contains("request parse error")),
        "{log}"
    );
}

#[tokio::test]
async fn an_id_that_cannot_be_one_is_named() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    for id in [
        "%00",
        "%FF",
        "%2F",
        "corp-there%00",
        "corp-there%2F..",
        "%C3%A9",
        "a%20b",
        "%25",
    ] {
        let refused = get(&server, &api, &format!("/sovx/v1/customers/{id}"));

        let problems = refused.problems();
        assert!(
            problems.starts_with("400 BAD_REQUEST customer_id: "),
            "{id}: {problems}"
        );
    }
    let long = format!("/sovx/v1/customers/{}", "c".repeat(49));
    let long = get(&server, &api, &long).problems();
    assert!(long.starts_with("400 BAD_REQUEST customer_id: "), "{long}");
    is_sound(&server);
}

#[tokio::test]
async fn dots_do_not_climb() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let targets = [
        "/sovx/v1/customers/..",
        "/sovx/v1/customers/../customers/corp-there",
        "/sovx/v1/customers/%2e%2e",
        "/sovx/v1/customers/%2E%2E/customers",
        "/docs/../sovx/v1/customers/corp-there",
        "/sovx/v1/../../etc/passwd",
    ];
    for target in targets {
        let refused = Request::get(target).bearer(api.token());
        let refused = refused.send_unjudged(server.address);
        assert!(
            [400, 404].contains(&refused.status),
            "{target}: {}",
            refused.status
        );
        assert!(!refused.text().contains("Hedge Fund"), "{target}");
    }
    is_sound(&server);
}

#[tokio::test]
async fn the_absolute_form_of_a_target_means_the_same() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let target = format!("http://{}/sovx/v1/customers/corp-there", server.address);
    let request = Request::get(&target).bearer(api.token());

    let found = request.send_unjudged(server.address);

    assert_eq!(found.status, 200, "{}", found.text());
    assert_eq!(found.json()["data"]["customer_id"], "corp-there");
}

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_told_apart() {
    let place = Place::new();
    let (server, api) = start(&place).await;

    let unknown = get(&server, &api, "/sovx/v1/nothing");
    let outside = get(&server, &api, "/nothing");
    let wrong = Request::new("PATCH", "/sovx/v1/customers/corp-there");
    let wrong = wrong.bearer(api.token()).send(server.address);
    let invented = Request::new("BREW", "/sovx/v1/customers").send(server.address);

    assert_eq!(
        unknown.problems(),
        "404 NOT_FOUND -: There is no such path."
    );
    assert_eq!(outside.problems(), unknown.problems());
    assert_eq!(
        wrong.problems(),
        "405 METHOD_NOT_ALLOWED -: The path does not have this method."
    );
    assert_eq!(wrong.header("allow"), Some("GET, HEAD, PUT, DELETE"));
    assert_eq!(invented.status, 405);
    is_sound(&server);
}

#[tokio::test]
async fn a_query_without_measure_is_refused_by_name() {
    let place = Place::new();
    let (server, _) = start(&place).await;
    let admin = server.api().with("x-master-api-key", &server.master_key());
    let wrong = [
        ("filter[limit]=0", "filter[limit]"),
        ("filter[limit]=101", "filter[limit]"),
        ("filter[limit]=99999999999999999999999999", "filter[limit]"),
        ("filter[skip]=-1", "filter[skip]"),
        ("filter%5Blimit%5D=x", "filter[limit]"),
        ("filter[limit]=1&filter[limit]=2", "filter[limit]"),
        ("filter[colour]=red", "filter[colour]"),
    ];
    for (query, field) in wrong {
        let refused = admin.get(&format!("/customers?{query}")).await;

        let problems = refused.problems();
        assert!(
            problems.starts_with(&format!("400 BAD_REQUEST {field}: ")),
            "{query}: {problems}"
        );
    }
    is_sound(&server);
}

#[tokio::test]
async fn a_target_or_a_head_of_many_kilobytes_ends_in_an_answer_or_a_closed_connection() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let long_id = get(
        &server,
        &api,
        &format!("/sovx/v1/customers/{}", "c".repeat(16_000)),
    );
    assert!(
        long_id
            .problems()
            .starts_with("400 BAD_REQUEST customer_id: ")
    );

    let overlong = format!("/sovx/v1/customers/{}", "c".repeat(1 << 20));
    let mut connection = Connection::open(server.address);
    connection.begin(&Request::get(&overlong).bearer(api.token()));
    let status = connection.status_or_close();
    assert!(
        [None, Some(400), Some(414), Some(431)].contains(&status),
        "{status:?}"
    );
    let headers = (0..1000).map(|number| (format!("x-{number}"), "x".repeat(1000)));
    let many = headers.fold(Request::get("/sovx/v1/health"), |request, (name, value)| {
        request.header(&name, &value)
    });
    let mut connection = Connection::open(server.address);
    connection.begin(&many);
    let status = connection.status_or_close();
    assert!([None, Some(400), Some(431)].contains(&status), "{status:?}");
    is_sound(&server);
    assert_eq!(
        get(&server, &api, "/sovx/v1/customers/corp-there").status,
        200
    );
}

#[tokio::test]
async fn a_header_sent_twice_does_not_smuggle_a_caller_or_a_body() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let target = "/sovx/v1/customers/corp-there";

    let two_lengths = Request::new("POST", "/sovx/v1/customers")
        .bearer(api.token())
        .header("Content-Type", "application/json")
        .header("Content-Length", "2")
        .header("Content-Length", "4");
    let mut connection = Connection::open(server.address);
    connection.begin(&two_lengths);
    connection.write(b"{}{}");
    let status = connection.status_or_close();
    let bad_first = Request::get(target).bearer("nonsense").bearer(api.token());
    let both = [
        bad_first.send(server.address).status,
        Request::get(target)
            .bearer(api.token())
            .bearer("nonsense")
            .send(server.address)
            .status,
    ];

    assert!([None, Some(400)].contains(&status), "{status:?}");
    // Neither counts: which one was meant is not known.
    assert_eq!(both, [400, 400]);
    is_sound(&server);
}

#[tokio::test]
async fn a_length_beside_chunks_hides_no_second_request() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let hidden = Request::new("POST", "/sovx/v1/auth/logout")
        .bearer(api.token())
        .header("Content-Length", "4")
        .header("Transfer-Encoding", "chunked");
    let mut connection = Connection::open(server.address);
    connection.begin(&hidden);
    connection.write(b"0\r\n\r\n");
    let second = Request::new("DELETE", "/sovx/v1/customers/corp-there");
    connection.begin(&second.bearer(api.token()));
    connection.finish();

    let status = connection.status_or_close();

    assert!([None, Some(400)].contains(&status), "{status:?}");
    assert_eq!(
        get(&server, &api, "/sovx/v1/customers/corp-there").status,
        200
    );
}

#[tokio::test]
async fn what_is_not_http_is_answered_with_400_or_closed() {
    let place = Place::new();
    let (server, _) = start(&place).await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..],
        b"GET\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let mut connection = Connection::open(server.address);
        connection.write(bytes);
        connection.finish();

        let status = connection.status_or_close();

        assert!([None, Some(400)].contains(&status), "{status:?}");
    }
    is_sound(&server);
}

#[tokio::test]
async fn a_key_of_a_customer_opens_nothing_here_active_or_revoked() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let credentials = "/customers/corp-there/credentials";
    let minted = api.post_empty(credentials).await.json();
    let key = minted["data"]["customer_secret"].as_str().unwrap();
    let caller = server.api().with("x-api-key", key);

    let active = caller.get("/customers").await;
    let listed = api.get(credentials).await.json();
    let id = listed["data"][0]["credential_id"].as_str().unwrap();
    assert_eq!(api.delete(&format!("{credentials}/{id}")).await.status, 204);
    let revoked = caller.get("/customers").await;
    let twice = api.delete(&format!("{credentials}/{id}")).await;

    assert_eq!(
        active.problems(),
        "403 FORBIDDEN -: This operation takes the master key in x-master-api-key; \
         the owner key in x-api-key does not open it."
    );
    assert_eq!(
        revoked.problems(),
        "401 INVALID_API_KEY -: This operation takes the master key in x-master-api-key; \
         the owner key in x-api-key is unknown or revoked."
    );
    assert_eq!(
        twice.problems(),
        "404 CREDENTIAL_NOT_FOUND credential_id: The customer has no such active credential."
    );
}
