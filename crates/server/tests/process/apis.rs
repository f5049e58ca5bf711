//! One line of configuration says which APIs a server has.

use crate::support::{Answer, Place, Request, Server};

fn get(server: &Server, path: &str) -> Answer {
    Request::get(path).send_unjudged(server.address)
}

/// A server with these lines as its whole configuration.
fn start(place: &mut Place, lines: &str) -> Server {
    let file = place.write("sovx.toml", lines);
    place.set("SOVX_CONFIG", file.to_str().unwrap());
    place.start()
}

/// What `/docs/` offers.
fn offered(server: &Server) -> String {
    let page = get(server, "/docs/page.js");
    assert_eq!(page.status, 200);
    page.text()
}

#[test]
fn a_server_of_the_portal_has_no_other_api() {
    let mut place = Place::new();
    let server = start(&mut place, "apis = [\"portal\"]\n");

    let own = Request::get("/portal/v1/customers").send(server.address);
    assert_eq!(own.json()["error"]["code"], "UNAUTHORIZED");
    for path in ["/sovx/v1/health", "/sovx/v1/customers", "/nowhere"] {
        let none = get(&server, path);
        assert_eq!(none.status, 404, "{path}");
        assert_eq!(none.json()["object"], "error", "{path}");
        assert_eq!(none.json()["error"]["code"], "NOT_FOUND", "{path}");
    }
    assert_eq!(get(&server, "/openapi/portal.json").status, 200);
    assert_eq!(get(&server, "/openapi/sovx.json").status, 404);
    let offered = offered(&server);
    assert!(offered.contains("/openapi/portal.json"), "{offered}");
    assert!(!offered.contains("/openapi/sovx.json"), "{offered}");
}

#[test]
fn a_server_of_the_sovx_api_has_no_portal() {
    let mut place = Place::new();
    let server = start(&mut place, "apis = [\"sovx\"]\n");

    let own = Request::get("/sovx/v1/health").send(server.address);
    assert_eq!(own.status, 200);
    for path in [
        "/portal/v1/customers",
        "/portal/v1/customer-context",
        "/nowhere",
    ] {
        let none = get(&server, path);
        assert_eq!(none.status, 404, "{path}");
        assert_eq!(none.json()["errors"][0]["code"], "NOT_FOUND", "{path}");
    }
    assert_eq!(get(&server, "/openapi/sovx.json").status, 200);
    assert_eq!(get(&server, "/openapi/portal.json").status, 404);
    assert!(!offered(&server).contains("/openapi/portal.json"));
}

#[test]
fn a_server_without_that_line_has_every_api() {
    let place = Place::new();
    let server = place.start();

    let sovx = Request::get("/sovx/v1/health").send(server.address);
    let portal = Request::get("/portal/v1/customers").send(server.address);

    assert_eq!((sovx.status, portal.status), (200, 401));
    let offered = offered(&server);
    for contract in ["/openapi/sovx.json", "/openapi/portal.json"] {
        assert_eq!(get(&server, contract).status, 200, "{contract}");
        assert!(offered.contains(contract), "{offered}");
    }
}

/// A portal needs no account, no coins and no catalogue. Whoever adds the other API later finds
/// them made then.
#[tokio::test]
async fn a_server_of_the_portal_makes_nothing_that_it_does_not_need() {
    let mut place = Place::new().with("SOVX_APIS", "portal");
    let server = place.start();
    assert_eq!(server.printed_after("e-mail"), None);
    assert_eq!(server.printed_after("test coins"), None);
    server.kill();

    place.set("SOVX_APIS", "portal, sovx");
    let server = place.start();

    assert!(server.printed_after("test coins").is_some());
    assert_eq!(
        server.login().await.get("/customers/corp-x").await.status,
        404
    );
}

#[test]
fn the_commands_serve_a_server_with_one_api_as_well() {
    let place = Place::new().with("SOVX_APIS", "portal");
    let server = place.start();

    for command in [
        &["partner", "create", "--name", "Acme"][..],
        &[
            "account",
            "create",
            "--email",
            "ops@acme.example",
            "--generate",
        ],
        &["audit", "verify"],
        &["ledger", "verify"],
    ] {
        let ended = place.run(command);
        assert_eq!(ended.code, Some(0), "{command:?}: {}", ended.stderr);
    }
    assert_eq!(get(&server, "/portal/v1/customers").status, 401);
}
