//! What each setting may be: a parser for every kind of value, which answers with the rule that the
//! value breaks.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use super::{Database, Environment};
use crate::auth::login::broken_email_rule;

/// A value, or the rule that the text breaks.
pub(super) type Parsed<T> = Result<T, &'static str>;

fn parse_or<T: FromStr>(text: &str, rule: &'static str) -> Parsed<T> {
    let Ok(value) = text.parse() else {
        return Err(rule);
    };
    Ok(value)
}

pub(super) fn listen(text: &str) -> Parsed<SocketAddr> {
    parse_or(
        text,
        "must be an IP address and a port, for example 127.0.0.1:8080 or [::]:8080",
    )
}

pub(super) fn directory(text: &str) -> Parsed<PathBuf> {
    if text.is_empty() {
        Err("must not be empty")
    } else {
        Ok(PathBuf::from(text))
    }
}

pub(super) fn environment(text: &str) -> Parsed<Environment> {
    text.parse()
}

pub(super) fn database(url: &SecretString) -> Parsed<Database> {
    let text = url.expose_secret();
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Database::Postgres(url.clone()));
    }
    Err(
        "must begin with postgres:// or postgresql://; leave it out to use SQLite in the data \
         directory",
    )
}

pub(super) fn email(text: &str) -> Parsed<String> {
    match broken_email_rule(text) {
        None => Ok(text.to_owned()),
        Some(_) => Err("must be an e-mail address"),
    }
}

pub(super) fn registry_url(text: &str) -> Parsed<Url> {
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

pub(super) fn workers(text: &str) -> Parsed<NonZeroUsize> {
    let rule = "must be a whole number from 1 to 1024";
    let workers: NonZeroUsize = parse_or(text, rule)?;
    if workers.get() <= 1024 {
        Ok(workers)
    } else {
        Err(rule)
    }
}

pub(super) fn body_timeout(text: &str) -> Parsed<Duration> {
    let rule = "must be a whole number of seconds from 1 to 600";
    let seconds: u64 = parse_or(text, rule)?;
    if (1..=600).contains(&seconds) {
        Ok(Duration::from_secs(seconds))
    } else {
        Err(rule)
    }
}

pub(super) fn network(text: &str) -> Parsed<IpNet> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let rule = "must list IP addresses or networks, for example 10.0.0.0/8";
    address.or_else(|_| parse_or(text, rule))
}

pub(super) fn origin(text: &str) -> Parsed<String> {
    let rule = "must list origins, for example https://app.example.org, without path or asterisk";
    let url: Url = parse_or(text, rule)?;
    if matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == text {
        Ok(text.to_owned())
    } else {
        Err(rule)
    }
}

pub(super) fn switch(text: &str) -> Parsed<bool> {
    parse_or(text, "must be true or false")
}

pub(super) fn log_filter(text: &str) -> Parsed<String> {
    let filter: Parsed<tracing_subscriber::EnvFilter> = parse_or(
        text,
        "must be a log filter, for example info or sovx_server=debug,warn",
    );
    filter.map(|_| text.to_owned())
}
