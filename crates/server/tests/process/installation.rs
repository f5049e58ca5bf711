//! What holds for a whole installation: its environment, its secrets, its schema.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::{Ended, Place};

/// The newest migration of version 1.0.0.
const RELEASED: &str = "2026-11-22-001710_usage";

#[track_caller]
fn assert_refused(ended: &Ended, sentence: &str) {
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
}

/// Takes the database back to the schema of version 1.0.0, its data with it.
fn return_to_release(place: &Place) {
    let dialect = if place.is_on_postgres() {
        "postgres"
    } else {
        "sqlite"
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut later: Vec<_> = fs::read_dir(root.join(dialect))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap() > RELEASED)
        .collect();
    later.sort();
    for migration in later.iter().rev() {
        place.execute(&fs::read_to_string(migration.join("down.sql")).unwrap());
    }
    place.execute("DELETE FROM __diesel_schema_migrations WHERE version > '20261122001710'");
}

#[tokio::test]
async fn a_database_of_version_1_0_0_gets_its_environment_and_proofs_at_its_next_start() {
    let mut place = Place::new();
    let server = place.start();
    let api = server.login().await;
    api.create_customer("corp-acme").await;
    let minted = api
        .post_empty("/customers/corp-acme/credentials")
        .await
        .json();
    let key = minted["data"]["customer_secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let master_key = server.master_key();
    server.terminate();
    assert!(server.wait().success());
    return_to_release(&place);

    place.set("SOVX_ENVIRONMENT", "live");
    assert_refused(&place.run(&[]), "this is a sandbox database");
    place.set("SOVX_ENVIRONMENT", "sandbox");
    let server = place.start();

    assert_eq!(server.printed().lines().count(), 2, "{}", server.printed());
    let owner = server.api().with("x-api-key", &key);
    assert_eq!(owner.get("/users").await.status, 200);
    let admin = server.api().with("x-master-api-key", &master_key);
    assert_eq!(admin.all_customer_ids().await, ["corp-acme"]);
    let api = api.at(server.address);
    assert_eq!(api.get("/customers/corp-acme").await.status, 200);
    server.kill();
    let shown = place.run(&["environment", "show"]);
    assert_eq!(shown.stdout, "sandbox\n", "{}", shown.stderr);
    fs::remove_file(place.data_dir().join("session-key")).unwrap();
    assert_refused(
        &place.run(&[]),
        "the session-key is not the one of this database",
    );
}

#[test]
fn a_program_older_than_the_schema_refuses_to_start_and_to_run_commands() {
    let place = Place::new();
    place.start().kill();
    place.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')");

    let sentence = "the database has the schema of a later version";
    assert_refused(&place.run(&[]), sentence);
    assert_refused(&place.run(&["audit", "verify"]), sentence);
}

#[test]
fn a_start_that_was_killed_while_it_migrated_does_not_delay_the_next() {
    let place = Place::new();
    place.start().kill();
    place.execute(
        "INSERT INTO migration_locks (name, holder, expires_at)
         VALUES ('schema', 'killed', 9999999999999)",
    );

    let server = place.start();

    assert!(!server.log().contains("schema brought up to date"));
}

#[tokio::test]
async fn a_server_without_the_secrets_of_its_database_is_refused_and_writes_none() {
    let place = Place::new();
    let first = place.start();
    let old = first.master_key();
    first.kill();
    let file = |name: &str| place.data_dir().join(name);

    for (name, setting) in [
        ("pepper", "SOVX_PEPPER"),
        ("session-key", "SOVX_SESSION_KEY"),
        ("master-key", "SOVX_MASTER_KEY"),
    ] {
        let kept = fs::read(file(name)).unwrap();
        fs::remove_file(file(name)).unwrap();
        let ended = place.run(&[]);
        assert_refused(&ended, setting);
        assert!(
            ended.stderr.contains(&format!("`{name}`")),
            "{}",
            ended.stderr
        );
        assert!(!file(name).exists(), "{name}");
        if name != "master-key" {
            let restored = place.write("restored", std::str::from_utf8(&kept).unwrap());
            fs::set_permissions(&restored, fs::Permissions::from_mode(0o600)).unwrap();
            fs::rename(&restored, file(name)).unwrap();
        }
    }

    let forgotten = place.run(&["secret", "forget", "master-key"]);
    assert_eq!(forgotten.code, Some(0), "{}", forgotten.stderr);
    let server = place.start();
    let new = server.master_key();
    let status = async |key: &str| {
        let admin = server.api().with("x-master-api-key", key);
        admin.get("/customers").await.status
    };
    assert_eq!((status(&old).await, status(&new).await), (401, 200));
}

#[test]
fn a_live_database_is_not_opened_as_a_sandbox_and_the_other_way_round() {
    let mut place = Place::new().with("SOVX_ENVIRONMENT", "live");
    place.start().kill();

    place.set("SOVX_ENVIRONMENT", "");
    let sentence = "this is a live database and must not be used as sandbox";
    assert_refused(&place.run(&[]), sentence);
    let by_default = place.run(&["partner", "create", "--name", "Acme"]);
    assert!(
        by_default.stdout.contains("pk_live_"),
        "{}",
        by_default.stderr
    );
    place.set("SOVX_ENVIRONMENT", "sandbox");
    assert_refused(&place.run(&[]), sentence);
    assert_refused(
        &place.run(&["partner", "create", "--name", "Other"]),
        sentence,
    );

    place.set("SOVX_ENVIRONMENT", "live");
    let printed = place.start().printed();
    assert_eq!(printed.lines().count(), 3, "{printed}");
    assert!(
        printed.contains("none yet: sovx account create"),
        "{printed}"
    );
}

#[tokio::test]
async fn a_test_key_is_refused_once_its_database_is_live() {
    let mut place = Place::new();
    let server = place.start();
    let api = server.login().await;
    api.create_customer("corp-acme").await;
    let minted = api
        .post_empty("/customers/corp-acme/credentials")
        .await
        .json();
    let key = minted["data"]["customer_secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let owner = server.api().with("x-api-key", &key);
    assert_eq!(owner.get("/users").await.status, 200);
    server.kill();

    let decided = place.run(&["environment", "set", "live"]);
    assert_eq!(decided.code, Some(0), "{}", decided.stderr);
    place.set("SOVX_ENVIRONMENT", "live");
    let server = place.start();

    let refused = owner.at(server.address).get("/users").await;
    assert_eq!(refused.status, 401, "{}", refused.text());
    let wrong = place.run(&["environment", "set", "production"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.stderr.contains("must be sandbox or live"),
        "{}",
        wrong.stderr
    );
}
