//! One line of configuration, and no secret out of it.

use crate::db::{DatabaseUrl, UrlError};
use std::path::Path;

#[test]
fn a_line_without_a_scheme_and_one_with_sqlite_name_a_file() {
    for line in [
        "data/sovx.db",
        "sqlite:data/sovx.db",
        "sqlite://data/sovx.db",
    ] {
        let url: DatabaseUrl = line.parse().unwrap();

        assert!(
            matches!(&url, DatabaseUrl::Sqlite(path) if path == Path::new("data/sovx.db")),
            "{line}"
        );
    }
}

#[test]
fn a_line_that_names_no_database_is_refused_by_reason() {
    let refused = |line: &str| line.parse::<DatabaseUrl>().unwrap_err();

    assert_eq!(refused(""), UrlError::Empty);
    assert_eq!(refused("sqlite:"), UrlError::Empty);
    assert_eq!(refused("mysql://host/sovx"), UrlError::Scheme);
    assert_eq!(
        refused("postgres://user:p@ss@host/sovx"),
        UrlError::Reserved
    );
    assert_eq!(
        refused("postgres://user:p/ss@host/sovx"),
        UrlError::Reserved
    );
}

#[test]
fn the_password_of_a_url_is_not_printed() {
    let url: DatabaseUrl = "postgres://user:very-secret@host/sovx".parse().unwrap();

    let DatabaseUrl::Postgres(postgres) = &url else {
        panic!("not Postgres")
    };
    let message = postgres.redact("cannot use very-secret");

    assert!(!format!("{url:?}").contains("very-secret"));
    assert_eq!(message, "cannot use [REDACTED]");
}

#[test]
fn limits_given_in_the_url_are_kept_and_missing_ones_added() {
    let url = "postgres://host/sovx?connect_timeout=9".parse().unwrap();

    let DatabaseUrl::Postgres(postgres) = url else {
        panic!("not Postgres")
    };

    assert!(
        postgres
            .expose()
            .contains("?connect_timeout=9&tcp_user_timeout=10000")
    );
    assert!(!postgres.expose().contains("connect_timeout=3"));
}
