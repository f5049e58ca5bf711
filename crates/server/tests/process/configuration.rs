//! Wrong settings stop the program before it touches anything, and are named without their value.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::Place;

/// Runs a server with this setting, which must be refused with this sentence.
fn refuses(name: &str, value: &str, sentence: &str) {
    let place = Place::new().with(name, value);

    let ended = place.run(&[]);

    assert_eq!(ended.code, Some(2), "{name}: {}", ended.stderr);
    assert_eq!(ended.stdout, "", "{name}");
    assert_eq!(ended.stderr, format!("sovx: {sentence}\n"), "{name}");
    assert!(!ended.stderr.contains(value), "{name}: {}", ended.stderr);
}

#[test]
fn each_wrong_setting_is_named_with_its_rule_and_without_its_value() {
    let rules = [
        (
            "LISTEN",
            "localhost",
            "must be an IP address and a port, for example 127.0.0.1:8080 or [::]:8080",
        ),
        (
            "APIS",
            "sovx,gateway",
            "must list APIs: sovx, portal, or sovx,portal",
        ),
        ("ENVIRONMENT", "produktion", "must be sandbox or live"),
        (
            "DATABASE_URL",
            "mysql://root:hunter2@db/sovx",
            "must begin with postgres:// or postgresql://; leave it out to use SQLite in the data \
             directory",
        ),
        ("BOOTSTRAP_EMAIL", "nobody", "must be an e-mail address"),
        (
            "BOOTSTRAP_PASSWORD",
            "fourteen chars",
            "must have at least 15 characters",
        ),
        ("WORKERS", "5000", "must be a whole number from 1 to 1024"),
        (
            "CORS_ORIGINS",
            "https://app.example.org/path",
            "must list origins, for example https://app.example.org, without path or asterisk",
        ),
        (
            "TRUSTED_PROXIES",
            "10.0.0.0/99",
            "must list IP addresses or networks, for example 10.0.0.0/8",
        ),
        (
            "LOG",
            "info=info=info",
            "must be a log filter, for example info or sovx_server=debug,warn",
        ),
    ];
    for (name, value, rule) in rules {
        let name = format!("SOVX_{name}");
        refuses(&name, value, &format!("{name} {rule}"));
    }
}

#[test]
fn each_weak_secret_is_refused_by_name() {
    let weak = [
        ("SOVX_MASTER_KEY", "hunter2hunter2"),
        (
            "SOVX_MASTER_KEY",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
        (
            "SOVX_MASTER_KEY",
            "9bTzExampleKeyThatSomebodyCopiedFromAPage0123456789x",
        ),
        ("SOVX_PEPPER", "tooshort"),
        (
            "SOVX_PEPPER",
            "0000000000000000000000000000000000000000000000000000000000000000",
        ),
        (
            "SOVX_SESSION_KEY",
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        ),
        (
            "SOVX_SESSION_KEY",
            "not hexadecimal and not base64, but long enough for a key",
        ),
    ];
    for (name, value) in weak {
        let place = Place::new().with(name, value);

        let ended = place.run(&[]);

        assert_eq!(ended.code, Some(2), "{name}: {}", ended.stderr);
        assert_eq!(ended.stdout, "");
        assert!(
            ended.stderr.contains(&format!("{name} ")),
            "{}",
            ended.stderr
        );
        assert!(!ended.stderr.contains(value), "{}", ended.stderr);
    }
}

#[test]
fn all_wrong_settings_are_told_at_once() {
    let place = Place::new()
        .with("SOVX_LISTEN", "nowhere")
        .with("SOVX_WORKERS", "many")
        .with("SOVX_ENVIRONMENT", "staging");

    let ended = place.run(&[]);

    assert_eq!(ended.code, Some(2));
    for name in ["SOVX_LISTEN", "SOVX_WORKERS", "SOVX_ENVIRONMENT"] {
        assert!(ended.stderr.contains(name), "{}", ended.stderr);
    }
    assert!(!place.data_dir().exists());
}

#[test]
fn a_variable_that_is_no_setting_is_told_and_stops_nothing() {
    let place = Place::new().with("SOVX_DATABSE_URL", "postgres://sovx:hunter2@db/sovx");
    let sentence = "the variable SOVX_DATABSE_URL is no setting; SOVX_DATABASE_URL is one";

    drop(place.start());
    let command = place.run(&["account", "list"]);

    assert_eq!(command.code, Some(0), "{}", command.stderr);
    assert!(command.stderr.contains(sentence), "{}", command.stderr);
    let logs = place.logs();
    assert_eq!(logs.matches(sentence).count(), 2, "{logs}");
    assert!(!logs.contains("hunter2"), "{logs}");
}

#[test]
fn a_configuration_file_may_be_named_after_the_subcommand() {
    let place = Place::new();
    drop(place.start());
    place.write("other.toml", "data_dir = 'elsewhere'\n");

    let mut command = place.command(&["account", "list", "--config", "other.toml"]);
    let ended = command.env_remove("SOVX_DATA_DIR").output().unwrap();

    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("started with elsewhere: "), "{told}");
}

#[test]
fn a_secret_in_a_file_that_others_can_read_is_refused() {
    let place = Place::new();
    let password = "correct horse battery staple";
    let file = place.write("sovx.toml", &format!("bootstrap_password = '{password}'\n"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();

    let ended = place.run(&["--config", "sovx.toml"]);

    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("chmod 600 sovx.toml"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains(password));
}

#[test]
fn an_address_in_use_is_a_sentence_and_no_panic() {
    let first = Place::new();
    let server = first.start();
    let second = Place::new();
    let address = server.address.to_string();

    let ended = second.run(&["--listen", &address]);

    assert_eq!(ended.code, Some(1));
    let sentence =
        format!("sovx: cannot listen at {address}, which --listen or SOVX_LISTEN changes: ");
    assert!(ended.stderr.starts_with(&sentence), "{}", ended.stderr);
}

#[test]
fn a_database_that_does_not_answer_is_a_sentence_without_its_password() {
    let url = "postgres://sovx:hunter2-hunter2@127.0.0.1:1/sovx";
    let place = Place::new().with("SOVX_DATABASE_URL", url);

    let ended = place.run(&[]);

    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(
        ended
            .stderr
            .starts_with("sovx: cannot connect to the database: "),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
}

#[test]
fn a_kept_secret_that_others_can_read_or_that_was_cut_is_refused() {
    let place = Place::new();
    place.start().kill();
    let pepper = place.data_dir().join("pepper");
    let whole = fs::read_to_string(&pepper).unwrap();

    fs::set_permissions(&pepper, fs::Permissions::from_mode(0o640)).unwrap();
    let open = place.run(&[]);
    fs::set_permissions(&pepper, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&pepper, whole.split_at(20).0).unwrap();
    let cut = place.run(&[]);
    fs::write(&pepper, &whole).unwrap();

    assert_eq!((open.code, cut.code), (Some(1), Some(1)));
    assert!(open.stderr.contains("chmod 600 "), "{}", open.stderr);
    let sentence = "does not hold what the server wrote there";
    assert!(cut.stderr.contains(sentence), "{}", cut.stderr);
    assert!(!cut.stderr.contains(whole.split_at(20).0));
    place.start();
}

#[tokio::test]
async fn given_secrets_are_used_and_never_printed_or_kept() {
    let master_key = "Qd83kfLz0WvXn5RrT1mYb7JcH2uPe9SgAiUoVx4ZtNw6EKyB";
    let session_key = "3f9a1c5e7b2d4860f1e3a5c7092b4d6e8fa0c1e2d3b4a5968778695a4b3c2d1e";
    let place = Place::new()
        .with("SOVX_MASTER_KEY", master_key)
        .with("SOVX_SESSION_KEY", session_key);

    let server = place.start();

    assert_eq!(server.printed_after("master key"), None);
    let admin = server.api().with("x-master-api-key", master_key);
    assert!(admin.all_customer_ids().await.is_empty());
    server.login().await;
    for kept in ["master-key", "session-key"] {
        assert!(!place.data_dir().join(kept).exists(), "{kept}");
    }
}
