//! Who may call an operation.

use std::fmt::Write;

/// Alternatives, any of which admits a caller.
#[derive(Debug, PartialEq, Eq)]
pub struct Requirement {
    /// In the order of the contract.
    pub alternatives: &'static [Alternative],
    /// Whether a caller without any credential is admitted too.
    pub optional: bool,
}

/// Schemes that are needed together.
pub type Alternative = &'static [Asked];

/// What is asked of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The scheme's name in the contract.
    pub scheme: &'static str,
    /// Where its credential travels.
    pub carrier: Carrier,
    /// Scopes or roles that the caller must have.
    pub scopes: &'static [&'static str],
}

/// Where a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// `Authorization: Bearer`.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// `Authorization` with another scheme, in lower case: `digest`.
    Http(&'static str),
    /// A request header.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
    /// A certificate of the connection.
    MutualTls,
}

impl Carrier {
    /// The name of the header, the parameter or the cookie.
    pub(crate) fn place(self) -> Option<&'static str> {
        match self {
            Self::Bearer | Self::Basic | Self::Http(_) => Some("Authorization"),
            Self::Header(name) | Self::Query(name) | Self::Cookie(name) => Some(name),
            Self::MutualTls => None,
        }
    }

    /// The scheme's word in `Authorization`, where it travels there.
    pub(crate) fn authorization(self) -> Option<&'static str> {
        match self {
            Self::Bearer => Some("Bearer"),
            Self::Basic => Some("Basic"),
            Self::Http(scheme) => Some(scheme),
            Self::Header(_) | Self::Query(_) | Self::Cookie(_) | Self::MutualTls => None,
        }
    }
}

impl Requirement {
    /// Every scheme that it names.
    pub fn schemes(&self) -> impl Iterator<Item = &'static Asked> {
        self.alternatives.iter().flat_map(|all| all.iter())
    }

    /// The value of `WWW-Authenticate` on a 401 (RFC 9110, section 11.6.1). A key has no registered
    /// scheme, so it is named `ApiKey`.
    pub(crate) fn challenge(&self) -> String {
        let mut text = String::new();
        for asked in self.schemes() {
            let scheme = asked.carrier.authorization().unwrap_or("ApiKey");
            let challenge = format!("{scheme} realm=\"{}\"", asked.scheme.replace('"', ""));
            if !text.contains(&challenge) {
                let comma = if text.is_empty() { "" } else { ", " };
                // Writing to a text cannot fail.
                let _ = write!(text, "{comma}{challenge}");
            }
        }
        text
    }
}
