//! Where a setting's value comes from, and the name under which its author knows it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use super::ConfigError;
use super::file::{self, FileValues, Value};

/// Every setting by its name in the file. The environment variable is the same in upper case with
/// `SOVX_` in front; where there is a flag, it is the same with hyphens.
pub const NAMES: [&str; 24] = [
    "apis",
    "listen",
    "data_dir",
    "data_dir_group_access",
    "database_url",
    "environment",
    "master_key",
    "pepper",
    "session_key",
    "bootstrap_email",
    "bootstrap_password",
    "registry_url",
    "workers",
    "body_timeout",
    "trusted_proxies",
    "cors_origins",
    "limit_credential",
    "limit_address",
    "limit_login",
    "limit_partner",
    "limit_end_customer",
    "limit_end_customers",
    "portal_reveal",
    "log",
];

/// Settings that a file readable by others must not hold.
pub(super) const SECRET_NAMES: [&str; 5] = [
    "master_key",
    "pepper",
    "session_key",
    "bootstrap_password",
    "database_url",
];

/// A value with the name under which its author knows it: `SOVX_PEPPER`, for example.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// `--listen`, `SOVX_LISTEN` or `listen in sovx.toml`.
    pub name: String,
    /// The value itself.
    pub value: T,
}

/// What the command line says. `None` leaves the setting to the environment, the file, the default.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--config`
    pub config: Option<PathBuf>,
    /// `--apis`, comma-separated
    pub apis: Option<String>,
    /// `--listen`
    pub listen: Option<String>,
    /// `--data-dir`
    pub data_dir: Option<String>,
    /// `--database-url`
    pub database_url: Option<SecretString>,
    /// `--environment`
    pub environment: Option<String>,
    /// `--bootstrap-email`
    pub bootstrap_email: Option<String>,
    /// `--registry-url`
    pub registry_url: Option<String>,
    /// `--workers`
    pub workers: Option<String>,
    /// `--trusted-proxies`, comma-separated
    pub trusted_proxies: Option<String>,
    /// `--cors-origins`, comma-separated
    pub cors_origins: Option<String>,
    /// `--log`
    pub log: Option<String>,
}

impl Overrides {
    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "apis" => self.apis.as_deref(),
            "listen" => self.listen.as_deref(),
            "data_dir" => self.data_dir.as_deref(),
            "database_url" => self.database_url.as_ref().map(ExposeSecret::expose_secret),
            "environment" => self.environment.as_deref(),
            "bootstrap_email" => self.bootstrap_email.as_deref(),
            "registry_url" => self.registry_url.as_deref(),
            "workers" => self.workers.as_deref(),
            "trusted_proxies" => self.trusted_proxies.as_deref(),
            "cors_origins" => self.cors_origins.as_deref(),
            "log" => self.log.as_deref(),
            _ => None,
        }
    }
}

/// The `SOVX_` variables of a process.
///
/// Debug prints no value.
#[derive(Clone, Default)]
pub struct Environment(HashMap<String, OsString>);

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let variables = std::env::vars_os();
        Self(
            variables
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&OsString> {
        self.0.get(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Environment([REDACTED])")
    }
}

impl<N: Into<String>, V: Into<OsString>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        Self(
            variables
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

/// Sentences about wrong settings, in the order found.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    pub(super) fn push(&mut self, problem: String) {
        self.0.push(problem);
    }

    pub(super) fn into_result<T>(self, value: T) -> Result<T, ConfigError> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(ConfigError { problems: self.0 })
        }
    }
}

/// Finds values by precedence and collects what is wrong with them.
pub(super) struct Lookup<'a> {
    overrides: &'a Overrides,
    environment: &'a Environment,
    file: FileValues,
    problems: &'a mut Problems,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(
        overrides: &'a Overrides,
        environment: &'a Environment,
        problems: &'a mut Problems,
    ) -> Self {
        let named = overrides.config.clone();
        let named = named.or_else(|| environment.get("SOVX_CONFIG").map(PathBuf::from));
        let file = named
            .map(|path| file::read(&path, problems))
            .unwrap_or_default();
        Self {
            overrides,
            environment,
            file,
            problems,
        }
    }

    pub(super) fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// A setting with one value, read by `parse`.
    pub(super) fn parsed<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let found = self.secret(name)?;
        self.judge(&found, |text| parse(text.expose_secret()))
    }

    /// A setting with one value that must not be shown. Empty variables count as absent, so that a
    /// composed environment can leave one out.
    pub(super) fn secret(&mut self, name: &str) -> Option<Setting<SecretString>> {
        let Setting { name, value } = self.find(name)?;
        let value = match value {
            Value::One(text) => text,
            Value::Many(items) => {
                let texts: Vec<_> = items.iter().map(ExposeSecret::expose_secret).collect();
                texts.join(",").into()
            }
        };
        Some(Setting { name, value })
    }

    /// A list: an array in the file, or a table for `key=value`, comma-separated elsewhere.
    pub(super) fn each<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Vec<T> {
        let parse_all = |text: &str| {
            let items = text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            items.map(&parse).collect()
        };
        self.parsed(name, parse_all).unwrap_or_default()
    }

    pub(super) fn judge<T>(
        &mut self,
        setting: &Setting<SecretString>,
        parse: impl FnOnce(&SecretString) -> Result<T, &'static str>,
    ) -> Option<T> {
        match parse(&setting.value) {
            Ok(value) => Some(value),
            Err(rule) => {
                self.problem(format!("{} {rule}", setting.name));
                None
            }
        }
    }

    fn find(&mut self, name: &str) -> Option<Setting<Value>> {
        if let Some(text) = self.overrides.get(name) {
            let name = format!("--{}", name.replace('_', "-"));
            return Some(Setting {
                name,
                value: Value::One(text.into()),
            });
        }
        let variable = format!("SOVX_{}", name.to_ascii_uppercase());
        match self.environment.get(&variable).map(|value| value.to_str()) {
            Some(Some("")) | None => {}
            Some(Some(text)) => {
                return Some(Setting {
                    name: variable,
                    value: Value::One(text.into()),
                });
            }
            Some(None) => {
                self.problem(format!("{variable} must be valid UTF-8"));
                return None;
            }
        }
        self.file.take(name)
    }
}
