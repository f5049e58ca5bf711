//! Precedence, every refusal, and that no refusal repeats a value.

use std::io::Write as _;
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::*;

fn environment_of(variables: &[(&str, &str)]) -> ProcessEnvironment {
    variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn resolve(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::resolve(&Overrides::default(), &environment_of(variables))
}

fn problem(variables: &[(&str, &str)]) -> String {
    resolve(variables).unwrap_err().to_string()
}

fn toml_file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn resolve_file(file: &NamedTempFile) -> Result<Config, ConfigError> {
    resolve(&[("SOVX_CONFIG", file.path().to_str().unwrap())])
}

#[test]
fn without_any_setting_the_defaults_are_a_local_sandbox() {
    let config = resolve(&[]).unwrap();

    assert_eq!(config.apis, Apis::default());
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.data_dir, PathBuf::from("./sovx-data"));
    assert!(matches!(config.database, Database::Sqlite(path) if path.ends_with("sovx.db")));
    assert_eq!(config.environment, Environment::Sandbox);
    assert!(config.master_key.is_none() && config.pepper.is_none() && config.session_key.is_none());
    let bootstrap = config.bootstrap.unwrap();
    assert_eq!(bootstrap.email, "admin@sandbox.example");
    assert!(bootstrap.password.is_none());
    assert!(config.registry_url.is_none() && config.workers.is_none());
    assert!(config.trusted_proxies.is_empty() && config.cors_origins.is_empty());
    assert!(config.portal_reveal);
    assert_eq!(config.log, "info,actix_server=warn");
}

#[test]
fn the_apis_are_named_in_any_order_and_at_least_one() {
    let named = |text: &str| resolve(&[("SOVX_APIS", text)]);

    assert_eq!(named("portal,sovx").unwrap().apis, Apis::default());
    assert_eq!(
        named(" portal ").unwrap().apis,
        Apis::parse("portal").unwrap()
    );
    assert_eq!(named("").unwrap().apis, Apis::default());
    assert!(resolve_file(&toml_file("apis = []")).is_err());
    for wrong in ["sovx,", "SOVX", "all", ","] {
        let said = problem(&[("SOVX_APIS", wrong)]);
        assert_eq!(
            said,
            "SOVX_APIS must list APIs: sovx, portal, or sovx,portal"
        );
    }
}

#[test]
fn a_flag_wins_over_the_environment_which_wins_over_the_file_which_wins_over_the_default() {
    let file = toml_file("listen = \"127.0.0.1:1\"\nlog = \"warn\"\nworkers = 3\n");
    let variables = environment_of(&[("SOVX_LISTEN", "127.0.0.1:2"), ("SOVX_LOG", "debug")]);
    let overrides = Overrides {
        config: Some(file.path().to_owned()),
        listen: Some("127.0.0.1:3".to_owned()),
        ..Overrides::default()
    };

    let config = Config::resolve(&overrides, &variables).unwrap();

    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.log, "debug");
    assert_eq!(config.workers.map(NonZeroUsize::get), Some(3));
    assert_eq!(config.environment, Environment::Sandbox);
}

#[test]
fn a_file_named_by_a_flag_replaces_the_one_named_by_the_environment() {
    let (flag, variable) = (toml_file("workers = 1"), toml_file("workers = 2"));
    let variables = environment_of(&[("SOVX_CONFIG", variable.path().to_str().unwrap())]);
    let overrides = Overrides {
        config: Some(flag.path().to_owned()),
        ..Overrides::default()
    };

    let config = Config::resolve(&overrides, &variables).unwrap();

    assert_eq!(config.workers.map(NonZeroUsize::get), Some(1));
}

#[test]
fn every_setting_of_the_file_is_understood() {
    let file = toml_file(
        r#"
        listen = "[::1]:9000"
        data_dir = "/srv/sovx"
        database_url = "postgres://sovx:hunter22@db/sovx"
        environment = "live"
        master_key = "m"
        pepper = "p"
        session_key = "s"
        bootstrap_email = "ops@acme.example"
        bootstrap_password = "a long enough password"
        registry_url = "https://registry.acme.example/v1"
        workers = 4
        body_timeout = 10
        trusted_proxies = ["10.0.0.0/8", "192.0.2.7"]
        cors_origins = ["https://app.acme.example"]
        portal_reveal = false
        log = "sovx_server=debug,warn"
        "#,
    );

    let config = resolve_file(&file).unwrap();

    assert_eq!(config.listen.to_string(), "[::1]:9000");
    assert!(matches!(config.database, Database::Postgres(_)));
    assert_eq!(config.environment, Environment::Live);
    assert!(
        config
            .master_key
            .unwrap()
            .name
            .starts_with("master_key in ")
    );
    assert!(config.bootstrap.unwrap().password.is_some());
    assert_eq!(config.body_timeout.0, Duration::from_secs(10));
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.cors_origins, ["https://app.acme.example"]);
    assert!(!config.portal_reveal);
}

#[test]
fn unknown_keys_of_the_file_are_refused_by_name() {
    let file = toml_file("log = \"warn\"\nlisen = \"zzz\"\n");

    let error = resolve_file(&file).unwrap_err().to_string();

    assert!(
        error.ends_with("has an unknown key: lisen; listen is one"),
        "{error}"
    );
}

#[test]
fn broken_toml_is_refused_by_line_without_repeating_it() {
    let file = toml_file("log = \"warn\"\npepper = \"hunter2\n");

    let error = resolve_file(&file).unwrap_err().to_string();

    assert!(error.ends_with("line 2 is not valid TOML"), "{error}");
}

#[test]
fn a_missing_file_is_an_error() {
    let error = problem(&[("SOVX_CONFIG", "/nonexistent/sovx.toml")]);

    assert!(error.starts_with("cannot read the configuration file /nonexistent/sovx.toml"));
}

#[test]
fn a_file_with_a_secret_must_not_be_readable_by_others() {
    let open = std::fs::Permissions::from_mode(0o644);
    let with_secret = toml_file("pepper = \"hunter2hunter2\"");
    let without = toml_file("log = \"warn\"");
    std::fs::set_permissions(with_secret.path(), open.clone()).unwrap();
    std::fs::set_permissions(without.path(), open).unwrap();

    let error = resolve_file(&with_secret).unwrap_err().to_string();

    assert!(
        error.contains("chmod 600") && !error.contains("hunter2"),
        "{error}"
    );
    assert!(resolve_file(&without).is_ok());
}

/// Setting, value, and part of the rule. Each value holds `zzz` or is too short to be recognised.
const REFUSED: [(&str, &str, &str); 17] = [
    ("SOVX_PORTAL_REVEAL", "zzz", "must be true or false"),
    (
        "SOVX_LISTEN",
        "localhost-zzz",
        "must be an IP address and a port",
    ),
    (
        "SOVX_LISTEN",
        "127.0.0.1:99999",
        "must be an IP address and a port",
    ),
    (
        "SOVX_DATABASE_URL",
        "mysql://zzz",
        "must begin with postgres:// or postgresql://",
    ),
    ("SOVX_ENVIRONMENT", "zzz", "must be sandbox or live"),
    ("SOVX_BOOTSTRAP_EMAIL", "zzz", "must be an e-mail address"),
    (
        "SOVX_BOOTSTRAP_PASSWORD",
        "zzz",
        "must have at least 15 characters",
    ),
    (
        "SOVX_REGISTRY_URL",
        "ftp://zzz.example",
        "must be an http:// or https:// address",
    ),
    (
        "SOVX_REGISTRY_URL",
        "https://u:zzz@a.example",
        "without user name, password",
    ),
    (
        "SOVX_REGISTRY_URL",
        "https://a.example/?zzz",
        "query and fragment",
    ),
    (
        "SOVX_WORKERS",
        "zzz",
        "must be a whole number from 1 to 1024",
    ),
    ("SOVX_WORKERS", "0", "must be a whole number from 1 to 1024"),
    (
        "SOVX_WORKERS",
        "1025",
        "must be a whole number from 1 to 1024",
    ),
    (
        "SOVX_TRUSTED_PROXIES",
        "10.0.0.1,zzz",
        "must list IP addresses or networks",
    ),
    ("SOVX_CORS_ORIGINS", "*", "must list origins"),
    (
        "SOVX_CORS_ORIGINS",
        "https://zzz.example/path",
        "must list origins",
    ),
    ("SOVX_LOG", "zzz=zzz=zzz", "must be a log filter"),
];

#[test]
fn each_wrong_value_is_named_by_setting_and_rule_and_not_repeated() {
    for (name, value, rule) in REFUSED {
        let error = problem(&[(name, value)]);

        assert!(error.starts_with(&format!("{name} ")), "{error}");
        assert!(error.contains(rule), "{error}");
        assert!(!error.contains("zzz"), "{error}");
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let error = resolve(&[("SOVX_WORKERS", "0"), ("SOVX_ENVIRONMENT", "prod")]).unwrap_err();

    assert_eq!(error.problems.len(), 2);
}

#[test]
fn an_empty_variable_counts_as_absent() {
    let config = resolve(&[("SOVX_MASTER_KEY", ""), ("SOVX_LISTEN", "")]).unwrap();

    assert!(config.master_key.is_none());
}

#[test]
fn lists_are_separated_by_commas_in_the_environment() {
    let config = resolve(&[(
        "SOVX_TRUSTED_PROXIES",
        "10.0.0.0/8, 2001:db8::/32 ,192.0.2.1",
    )]);

    let networks = config.unwrap().trusted_proxies;
    assert_eq!(networks.len(), 3);
    assert!(networks[2].contains(&"192.0.2.1".parse::<IpAddr>().unwrap()));
}

#[test]
fn live_has_a_bootstrap_account_only_when_both_halves_are_given() {
    let live = ("SOVX_ENVIRONMENT", "live");
    let email = ("SOVX_BOOTSTRAP_EMAIL", "ops@acme.example");
    let password = ("SOVX_BOOTSTRAP_PASSWORD", "a long enough password");

    assert!(resolve(&[live]).unwrap().bootstrap.is_none());
    assert!(
        resolve(&[live, email, password])
            .unwrap()
            .bootstrap
            .is_some()
    );
    assert!(problem(&[live, email]).contains("must be given together"));
    assert!(problem(&[live, password]).contains("must be given together"));
}

#[test]
fn debug_output_shows_no_secret() {
    let variables = [
        ("SOVX_MASTER_KEY", "hunter2-master"),
        ("SOVX_PEPPER", "hunter2-pepper"),
        ("SOVX_SESSION_KEY", "hunter2-session"),
        ("SOVX_BOOTSTRAP_PASSWORD", "hunter2-bootstrap"),
        ("SOVX_DATABASE_URL", "postgres://sovx:hunter2@db/sovx"),
    ];

    let printed = format!(
        "{:?} {:?}",
        resolve(&variables).unwrap(),
        environment_of(&variables)
    );

    assert!(!printed.contains("hunter2"), "{printed}");
}
