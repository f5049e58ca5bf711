//! What a first start creates and tells, and what later starts do not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::Place;

const PASSWORD: &str = "correct horse battery staple";

#[tokio::test]
async fn the_first_start_prints_what_it_takes_to_sign_in() {
    let place = Place::new();

    let server = place.start();

    let printed = server.printed();
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(lines.len(), 9, "{printed}");
    let address = server.address;
    assert_eq!(
        lines[0],
        format!("sovx (sandbox) listens on http://{address}")
    );
    assert_eq!(lines[1], format!("  docs        http://{address}/docs/"));
    assert_eq!(lines[2], "  e-mail      admin@sandbox.example");
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-first").await.status, 201);
    let admin = server.api().with("x-master-api-key", &server.master_key());
    assert_eq!(admin.all_customer_ids().await, ["corp-first"]);
}

#[tokio::test]
async fn a_second_start_prints_no_secret_and_keeps_the_first_ones() {
    let place = Place::new();
    let first = place.start();
    let api = first.login().await;
    let master_key = first.master_key();
    first.terminate();
    assert!(first.wait().success());

    let second = place.start();

    assert_eq!(second.printed().lines().count(), 2, "{}", second.printed());
    let admin = second.api().with("x-api-key", &master_key);
    assert_eq!(admin.get("/customers").await.status, 200);
    let customer = api
        .at(second.address)
        .get("/customers/corp-redundant-firewall")
        .await;
    assert_eq!(customer.status, 404, "the session outlives a restart");
}

#[test]
fn the_data_directory_and_every_file_in_it_are_closed_to_others() {
    let place = Place::new();

    let _server = place.start();

    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.data_dir()), 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(place.data_dir()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(mode(&entry.path()), 0o600, "{}", entry.path().display());
        names.push(entry.file_name().into_string().unwrap());
    }
    for secret in ["master-key", "pepper", "session-key"] {
        assert!(names.iter().any(|name| name == secret), "{names:?}");
    }
}

#[test]
fn a_second_server_on_one_sqlite_file_refuses_in_a_sentence() {
    let place = Place::new();
    let mut first = place.start();

    if place.is_on_postgres() {
        // Several servers may share a Postgres, also from one data directory.
        let second = place.start();
        assert_eq!(second.printed().lines().count(), 2);
        return;
    }
    let second = place.run(&[]);

    assert_eq!(second.code, Some(1));
    assert_eq!(second.stdout, "");
    let sentence = "another server is using the database file";
    assert!(second.stderr.contains(sentence), "{}", second.stderr);
    assert!(first.is_running());
}

#[test]
fn another_pepper_than_the_one_of_the_database_is_refused() {
    let mut place = Place::new();
    place.start().kill();
    let data = place.data_dir();
    let pepper = "8f1c3e5a7092b4d6e8fa0c1e2d3b4a59687786958493a2b1c0dfeecdbc0a1f3e";
    place.set("SOVX_PEPPER", pepper);
    fs::remove_file(data.join("master-key")).unwrap();

    let ended = place.run(&[]);

    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let sentence = "the keys in the database were hashed with another pepper";
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
    assert!(!ended.stderr.contains(pepper));
}

#[tokio::test]
async fn a_live_server_creates_no_account_and_knows_no_sample() {
    let place = Place::new().with("SOVX_ENVIRONMENT", "live");

    let server = place.start();

    assert_eq!(server.printed_after("e-mail"), None);
    assert_eq!(server.printed_after("password"), None);
    let created = ["account", "create", "--email", "ops@acme.example"];
    assert_eq!(place.run_with_input(&created, PASSWORD).code, Some(0));
    let api = server.api().login("ops@acme.example", PASSWORD).await;
    for unknown in ["corp-redundant-firewall", "corp-any", "sovbs-any"] {
        let refused = api.create_customer(unknown).await;
        assert_eq!(refused.status, 404, "{}", refused.text());
    }
    let admin = server.api().with("x-master-api-key", &server.master_key());
    assert!(admin.all_customer_ids().await.is_empty());
    assert!(server.master_key().starts_with("mk_"));
}

#[tokio::test]
async fn a_given_first_account_is_created_and_its_password_not_printed() {
    let place = Place::new()
        .with("SOVX_ENVIRONMENT", "live")
        .with("SOVX_BOOTSTRAP_EMAIL", "ops@acme.example")
        .with("SOVX_BOOTSTRAP_PASSWORD", PASSWORD);

    let server = place.start();

    assert!(!server.printed().contains(PASSWORD));
    let email = server.printed_after("e-mail");
    assert_eq!(email.as_deref(), Some("ops@acme.example"));
    server.api().login("ops@acme.example", PASSWORD).await;
}
