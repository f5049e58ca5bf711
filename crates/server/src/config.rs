//! Configuration: the one room that reads the environment.
//!
//! Every setting has one typed value, taken from the first of: command line, environment, TOML file,
//! default. Secrets are never taken from the command line, where every user of the machine reads
//! them. A wrong setting is reported by name and rule, all of them at once, never by its value.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::password;

mod file;
mod origin;

pub use origin::{Environment as ProcessEnvironment, NAMES as SETTING_NAMES, Overrides, Setting};
use origin::{Lookup, Problems};

/// The largest accepted request body in bytes: 1 MiB. Not configurable.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The e-mail address of the account that a sandbox creates at first start.
const SANDBOX_EMAIL: &str = "admin@sandbox.example";

/// Whether this server keeps real customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Environment {
    /// For trying out: sample profiles exist and an account is created at first start.
    Sandbox,
    /// Real customers: nothing exists that nobody asked for.
    Live,
}

impl fmt::Display for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sandbox => "sandbox",
            Self::Live => "live",
        })
    }
}

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A connection string; it may hold a password.
    Postgres(SecretString),
}

/// The account to create when there is none yet.
#[derive(Debug, Clone)]
pub struct Bootstrap {
    /// Its e-mail address.
    pub email: String,
    /// Its password; `None` means: generate one and print it once.
    pub password: Option<SecretString>,
}

/// Everything an operator can set. Debug prints secrets as `[REDACTED]`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. Default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// Where secrets and the SQLite file are kept. Default `./sovx-data`.
    pub data_dir: PathBuf,
    /// Default: `sovx.db` in the data directory.
    pub database: Database,
    /// Default: sandbox.
    pub environment: Environment,
    /// The master key in clear text, with the name of the setting it came from.
    pub master_key: Option<Setting<SecretString>>,
    /// The pepper, still encoded.
    pub pepper: Option<Setting<SecretString>>,
    /// The key of session tokens, still encoded.
    pub session_key: Option<Setting<SecretString>>,
    /// The first account. In live there is none unless e-mail and password are both given.
    pub bootstrap: Option<Bootstrap>,
    /// The upstream registry; without one, profiles come from the local registry table.
    pub registry_url: Option<Url>,
    /// Worker threads; default: one per core.
    pub workers: Option<NonZeroUsize>,
    /// Who may set `x-forwarded-*`. Default: nobody, the headers are ignored.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may call this server. Default: none.
    pub cors_origins: Vec<String>,
    /// Log filter in the syntax of `tracing`. Default `info`.
    pub log: String,
}

/// The configuration was refused; one sentence per problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.join("\n"))]
pub struct ConfigError {
    /// Each names a setting and a rule, never a value.
    pub problems: Vec<String>,
}

impl Config {
    /// Reads the configuration of this process.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every wrong setting.
    pub fn load(overrides: &Overrides) -> Result<Self, ConfigError> {
        Self::resolve(overrides, &ProcessEnvironment::of_process())
    }

    /// Reads the configuration from the given environment instead of that of the process.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every wrong setting.
    pub fn resolve(
        overrides: &Overrides,
        environment: &ProcessEnvironment,
    ) -> Result<Self, ConfigError> {
        let mut problems = Problems::default();
        let mut lookup = Lookup::new(overrides, environment, &mut problems);
        let config = Self::from_lookup(&mut lookup);
        problems.into_result(config)
    }

    fn from_lookup(lookup: &mut Lookup<'_>) -> Self {
        let data_dir = lookup.parsed("data_dir", directory);
        let data_dir = data_dir.unwrap_or_else(|| PathBuf::from("./sovx-data"));
        let environment = lookup.parsed("environment", environment);
        let environment = environment.unwrap_or(Environment::Sandbox);
        let database = lookup
            .secret("database_url")
            .and_then(|url| lookup.judge(&url, database));
        Self {
            listen: lookup
                .parsed("listen", listen)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            database: database.unwrap_or_else(|| Database::Sqlite(data_dir.join("sovx.db"))),
            data_dir,
            environment,
            master_key: lookup.secret("master_key"),
            pepper: lookup.secret("pepper"),
            session_key: lookup.secret("session_key"),
            bootstrap: bootstrap(lookup, environment),
            registry_url: lookup.parsed("registry_url", registry_url),
            workers: lookup.parsed("workers", workers),
            trusted_proxies: lookup.each("trusted_proxies", network),
            cors_origins: lookup.each("cors_origins", origin),
            log: lookup
                .parsed("log", log_filter)
                .unwrap_or_else(|| "info".to_owned()),
        }
    }
}

fn bootstrap(lookup: &mut Lookup<'_>, environment: Environment) -> Option<Bootstrap> {
    let email = lookup.parsed("bootstrap_email", email);
    let given = lookup.secret("bootstrap_password");
    let password = given.and_then(|setting| {
        lookup.judge(&setting, |password| {
            password::check_policy(password)
                .map(|()| password.clone())
                .map_err(|error| match error {
                    password::PolicyError::TooShort => "must have at least 15 characters",
                    password::PolicyError::TooLong => "must have at most 128 characters",
                })
        })
    });
    match (environment, email, password) {
        (Environment::Sandbox, email, password) => Some(Bootstrap {
            email: email.unwrap_or_else(|| SANDBOX_EMAIL.to_owned()),
            password,
        }),
        (Environment::Live, Some(email), Some(password)) => Some(Bootstrap {
            email,
            password: Some(password),
        }),
        (Environment::Live, None, None) => None,
        (Environment::Live, Some(_), None) | (Environment::Live, None, Some(_)) => {
            lookup.problem(
                "bootstrap_email and bootstrap_password must be given together in the live \
                 environment"
                    .to_owned(),
            );
            None
        }
    }
}

/// A parser answers with the rule that the value breaks.
type Parsed<T> = Result<T, &'static str>;

fn parse_or<T: FromStr>(text: &str, rule: &'static str) -> Parsed<T> {
    let Ok(value) = text.parse() else {
        return Err(rule);
    };
    Ok(value)
}

fn listen(text: &str) -> Parsed<SocketAddr> {
    parse_or(
        text,
        "must be an IP address and a port, for example 127.0.0.1:8080 or [::]:8080",
    )
}

fn directory(text: &str) -> Parsed<PathBuf> {
    if text.is_empty() {
        Err("must not be empty")
    } else {
        Ok(PathBuf::from(text))
    }
}

fn environment(text: &str) -> Parsed<Environment> {
    match text {
        "sandbox" => Ok(Environment::Sandbox),
        "live" => Ok(Environment::Live),
        _ => Err("must be sandbox or live"),
    }
}

fn database(url: &SecretString) -> Parsed<Database> {
    let text = url.expose_secret();
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Database::Postgres(url.clone()));
    }
    Err(
        "must begin with postgres:// or postgresql://; leave it out to use SQLite in the data \
         directory",
    )
}

fn email(text: &str) -> Parsed<String> {
    let address: email_address::EmailAddress = parse_or(text, "must be an e-mail address")?;
    Ok(address.to_string())
}

fn registry_url(text: &str) -> Parsed<Url> {
    let rule = "must be an http:// or https:// address without user name, password, query and \
                fragment";
    let url: Url = parse_or(text, rule)?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if plain && url.has_host() && matches!(url.scheme(), "http" | "https") {
        Ok(url)
    } else {
        Err(rule)
    }
}

fn workers(text: &str) -> Parsed<NonZeroUsize> {
    let rule = "must be a whole number from 1 to 1024";
    let workers: NonZeroUsize = parse_or(text, rule)?;
    if workers.get() <= 1024 {
        Ok(workers)
    } else {
        Err(rule)
    }
}

fn network(text: &str) -> Parsed<IpNet> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let rule = "must list IP addresses or networks, for example 10.0.0.0/8";
    address.or_else(|_| parse_or(text, rule))
}

fn origin(text: &str) -> Parsed<String> {
    let rule = "must list origins, for example https://app.example.org, without path or asterisk";
    let url: Url = parse_or(text, rule)?;
    if matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == text {
        Ok(text.to_owned())
    } else {
        Err(rule)
    }
}

fn log_filter(text: &str) -> Parsed<String> {
    let filter: Parsed<tracing_subscriber::EnvFilter> = parse_or(
        text,
        "must be a log filter, for example info or sovx_server=debug,warn",
    );
    filter.map(|_| text.to_owned())
}

#[cfg(test)]
mod tests;
