//! What can be printed of the API description.

use clap::{ArgGroup, Args, ValueEnum};

use crate::apis::Api;

/// What to print of the API description.
#[derive(Debug, Clone, Args)]
#[command(
    group = ArgGroup::new("side").multiple(false),
    after_help = "Examples:\n  sovx openapi > sovx.json\n  sovx openapi sovx --format yaml --contract"
)]
pub struct OpenapiArgs {
    /// Which API.
    #[arg(value_enum, default_value_t = Api::Sovx)]
    pub api: Api,
    /// Notation.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Print what this compiled server declares (the default).
    #[arg(long, group = "side")]
    pub declared: bool,
    /// Print the contract that this server was built from.
    #[arg(long, group = "side")]
    pub contract: bool,
}

/// The notations of an OpenAPI document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// YAML.
    Yaml,
}
