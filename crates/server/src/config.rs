//! Configuration: the one room that reads the environment.
//!
//! Every setting has one typed value, taken from the first of: command line, environment, TOML file,
//! default. Secrets are never taken from the command line, where every user of the machine reads
//! them. A wrong setting is reported by name and rule, all of them at once, never by its value.

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use reqwest::Url;
use secrecy::SecretString;
use sovx_runtime::boundary::BodyDeadline;

use crate::apis::Apis;
use crate::auth::password;
use crate::limits::Quotas;

mod file;
mod limits;
mod origin;
mod unknown;
mod values;

pub use origin::{Environment as ProcessEnvironment, NAMES as SETTING_NAMES, Overrides, Setting};
use origin::{Lookup, Problems};

/// The largest accepted request body in bytes: 1 MiB. Not configurable.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The e-mail address of the account that a sandbox creates at first start.
const SANDBOX_EMAIL: &str = "admin@sandbox.example";

/// What is logged unless the operator says otherwise: not how actix starts its workers.
const LOG_FILTER: &str = "info,actix_server=warn";

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

impl FromStr for Environment {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sandbox" => Ok(Self::Sandbox),
            "live" => Ok(Self::Live),
            _ => Err("must be sandbox or live"),
        }
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
    /// Which APIs are served. Default: all.
    pub apis: Apis,
    /// Where to listen. Default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// Where secrets and the SQLite file are kept. Default `./sovx-data`.
    pub data_dir: PathBuf,
    /// Whether the group of the data directory and its files may use them, as on a volume with
    /// Kubernetes' `fsGroup`. Default: false.
    pub data_dir_group_access: bool,
    /// Default: `sovx.db` in the data directory.
    pub database: Database,
    /// Default: sandbox.
    pub environment: Environment,
    /// Whether the environment was configured. If not, commands take it from their database.
    pub is_environment_given: bool,
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
    /// How long a request body may take to come. Default 30 seconds.
    pub body_timeout: BodyDeadline,
    /// Who may set `x-forwarded-*`. Default: nobody, the headers are ignored.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may call this server. Default: none.
    pub cors_origins: Vec<String>,
    /// The sizes of the budgets that limit how often anyone may call.
    pub limits: Quotas,
    /// Whether the portal shows the key of an end customer again. Without, keys are stored as keyed
    /// hashes only. Default: true.
    pub portal_reveal: bool,
    /// Log filter in the syntax of `tracing`. Default `info`.
    pub log: String,
    /// What the operator may want to know and what stops nothing; a sentence each.
    pub warnings: Vec<String>,
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
        let mut config = Self::from_lookup(&mut lookup);
        config.warnings = unknown::warnings(environment);
        problems.into_result(config)
    }

    fn from_lookup(lookup: &mut Lookup<'_>) -> Self {
        let data_dir = lookup.parsed("data_dir", values::directory);
        let data_dir = data_dir.unwrap_or_else(|| PathBuf::from("./sovx-data"));
        let given = lookup.parsed("environment", values::environment);
        let environment = given.unwrap_or(Environment::Sandbox);
        let database = lookup
            .secret("database_url")
            .and_then(|url| lookup.judge(&url, values::database));
        Self {
            apis: lookup.parsed("apis", Apis::parse).unwrap_or_default(),
            listen: lookup
                .parsed("listen", values::listen)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            database: database.unwrap_or_else(|| Database::Sqlite(data_dir.join("sovx.db"))),
            data_dir,
            data_dir_group_access: lookup
                .parsed("data_dir_group_access", values::switch)
                .unwrap_or(false),
            environment,
            is_environment_given: given.is_some(),
            master_key: lookup.secret("master_key"),
            pepper: lookup.secret("pepper"),
            session_key: lookup.secret("session_key"),
            bootstrap: bootstrap(lookup, environment),
            registry_url: lookup.parsed("registry_url", values::registry_url),
            workers: lookup.parsed("workers", values::workers),
            body_timeout: lookup
                .parsed("body_timeout", values::body_timeout)
                .map_or_else(BodyDeadline::default, BodyDeadline),
            trusted_proxies: lookup.each("trusted_proxies", values::network),
            cors_origins: lookup.each("cors_origins", values::origin),
            limits: limits::quotas(lookup),
            portal_reveal: lookup
                .parsed("portal_reveal", values::switch)
                .unwrap_or(true),
            log: lookup
                .parsed("log", values::log_filter)
                .unwrap_or_else(|| LOG_FILTER.to_owned()),
            warnings: Vec::new(),
        }
    }
}

fn bootstrap(lookup: &mut Lookup<'_>, environment: Environment) -> Option<Bootstrap> {
    let email = lookup.parsed("bootstrap_email", values::email);
    let given = lookup.secret("bootstrap_password");
    let password = given.and_then(|setting| {
        lookup.judge(&setting, |password| {
            password::check_policy(password)
                .map(|()| password.clone())
                .map_err(|error| match error {
                    password::PolicyError::TooShort => "must have at least 15 characters",
                    password::PolicyError::TooLong => "must have at most 128 characters",
                    password::PolicyError::Forbidden => "must not hold the character U+0000",
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

#[cfg(test)]
mod tests;
