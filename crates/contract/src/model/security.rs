//! Who may call: security schemes, and which of them an operation asks for.

use super::Location;

/// The schemes of one alternative; all of them are needed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// Names of security schemes. Empty: no credential is needed here.
    pub schemes: Vec<String>,
    /// The scopes or roles that are asked of each of those schemes, in the same order.
    pub scopes: Vec<Vec<String>>,
}

/// How a caller proves who it is.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Its key under `components/securitySchemes`.
    pub name: String,
    /// Where the credential travels.
    pub carrier: Carrier,
    /// `bearerFormat`, if any.
    pub bearer_format: Option<String>,
    /// Prose.
    pub description: Option<String>,
    /// `x-tier`: schemes of one tier admit the same kind of caller. Defaults to the name.
    pub tier: String,
    /// Where it stands.
    pub location: Location,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// `Authorization: Bearer`.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// A request header of that name, in lower case.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// `Authorization` with another scheme (RFC 9110, section 11), in lower case: `digest`.
    Http(String),
    /// A certificate of the connection.
    MutualTls,
}
