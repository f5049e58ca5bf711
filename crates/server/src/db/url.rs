//! Which database to use, from one line of configuration.
//!
//! The line may hold a password, so it is never printed, and neither is anything quoted from it.

use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A database: a SQLite file or a Postgres server.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// A SQLite file; created when it is missing.
    Sqlite(PathBuf),
    /// A Postgres server.
    Postgres(PostgresUrl),
}

/// A `postgres://` URL whose password is kept out of logs and messages.
#[derive(Debug, Clone)]
pub struct PostgresUrl {
    url: SecretString,
    password: Option<SecretString>,
}

/// Why a line is not the URL of a database. It never quotes the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Nothing was given.
    #[error("the database URL is empty")]
    Empty,
    /// Some other scheme.
    #[error("the database URL must begin with sqlite: or postgres://")]
    Scheme,
    /// A user name or password with a reserved character in it.
    #[error("percent-encode the characters / ? # @ in the user and password of the database URL")]
    Reserved,
}

impl DatabaseUrl {
    /// A SQLite file.
    #[must_use]
    pub fn sqlite(path: &Path) -> Self {
        Self::Sqlite(path.to_path_buf())
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(line: &str) -> Result<Self, UrlError> {
        if line.starts_with("postgres://") || line.starts_with("postgresql://") {
            return PostgresUrl::parse(line).map(Self::Postgres);
        }
        let path = match line.strip_prefix("sqlite:") {
            Some(path) => path.strip_prefix("//").unwrap_or(path),
            None if line.contains("://") => return Err(UrlError::Scheme),
            None => line,
        };
        if path.is_empty() {
            return Err(UrlError::Empty);
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl PostgresUrl {
    /// Connecting gives up after 3 s, a server that vanished is noticed within 10 s, and one that does
    /// not write is not taken, unless the URL says otherwise.
    const LIMITS: [(&str, &str); 7] = [
        ("connect_timeout", "3"),
        ("tcp_user_timeout", "10000"),
        ("keepalives_idle", "5"),
        ("keepalives_interval", "2"),
        ("keepalives_count", "3"),
        ("application_name", "sovx"),
        // Of several hosts the one that writes; a standby alone is refused.
        ("target_session_attrs", "read-write"),
    ];

    fn parse(line: &str) -> Result<Self, UrlError> {
        let (_, rest) = line.split_once("://").ok_or(UrlError::Scheme)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let at_signs = rest
            .split('?')
            .next()
            .unwrap_or_default()
            .matches('@')
            .count();
        if at_signs != authority.matches('@').count() || at_signs > 1 {
            return Err(UrlError::Reserved);
        }
        let user_info = authority.split_once('@').map(|(user_info, _)| user_info);
        let password = user_info.and_then(|user_info| user_info.split_once(':'));
        Ok(Self {
            url: Self::with_limits(line).into(),
            password: password.map(|(_, password)| password.into()),
        })
    }

    fn with_limits(line: &str) -> String {
        let mut url = line.to_owned();
        for (name, value) in Self::LIMITS {
            if !line.contains(&format!("{name}=")) {
                let separator = if url.contains('?') { '&' } else { '?' };
                url.push_str(&format!("{separator}{name}={value}"));
            }
        }
        url
    }

    /// The URL for the driver. Do not print it.
    pub(super) fn expose(&self) -> &str {
        self.url.expose_secret()
    }

    /// `message` without the URL and the password, should the driver have quoted them.
    pub(super) fn redact(&self, message: &str) -> String {
        let message = message.replace(self.expose(), "[REDACTED]");
        match &self.password {
            Some(password) if !password.expose_secret().is_empty() => {
                message.replace(password.expose_secret(), "[REDACTED]")
            }
            _ => message,
        }
    }
}
