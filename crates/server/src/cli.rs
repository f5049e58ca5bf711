//! The command line: what can be asked of the `sovx` program, and the help that teaches it.
//!
//! Parsing only. No secret is ever an argument, because every user of a machine can read those.

mod audit;
mod import;
mod openapi;
mod partner;
mod vault;

pub use audit::{AuditCommand, AuditFormat, AuditListArgs};
pub use import::{CurrencyCommand, ImportArgs, RegistryCommand};
pub use openapi::{Format, OpenapiArgs};
pub use partner::{PartnerArgs, PartnerCommand, PartnerListArgs};
pub use vault::{VaultCommand, VaultDeriveArgs, VaultExportArgs, VaultImportArgs, VaultShowArgs};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;

use crate::config::Overrides;

/// Exit codes of the program.
pub mod exit_code {
    /// It did what was asked.
    pub const SUCCESS: u8 = 0;
    /// It could not do what was asked; standard error says why.
    pub const FAILURE: u8 = 1;
    /// The command line or the configuration is wrong; nothing was begun.
    pub const USAGE: u8 = 2;
}

const ENVIRONMENT_HELP: &str = "\
Environment:
  Every setting is taken from the first of: flag, environment, TOML file, default.
  SOVX_CONFIG              TOML file with the settings below, in lower case without SOVX_
  SOVX_APIS                what to serve: sovx, portal, by comma   [sovx,portal]
  SOVX_LISTEN              address and port to listen on           [127.0.0.1:8080]
  SOVX_DATA_DIR            secrets and the SQLite database         [./sovx-data]
  SOVX_DATABASE_URL        postgres://...; leave out for SQLite
  SOVX_ENVIRONMENT         sandbox or live                         [sandbox]
  SOVX_MASTER_KEY          administrative key, at least 256 bits   [generated]
  SOVX_PEPPER              32 bytes or more, hex or base64         [generated]
  SOVX_SESSION_KEY         32 bytes or more, hex or base64         [generated]
  SOVX_BOOTSTRAP_EMAIL     first account                           [admin@sandbox.example]
  SOVX_BOOTSTRAP_PASSWORD  its password, 15 to 128 characters      [generated in sandbox]
  SOVX_REGISTRY_URL        upstream registry                       [the local one]
  SOVX_WORKERS             worker threads                          [one per core]
  SOVX_TRUSTED_PROXIES     who may set x-forwarded-*, by comma     [nobody]
  SOVX_CORS_ORIGINS        origins of web pages, by comma          [none]
  SOVX_LIMIT_CREDENTIAL    requests with one credential            [600/60s]
  SOVX_LIMIT_ADDRESS       requests from an address, without one   [60/60s]
  SOVX_LIMIT_LOGIN         attempts to log in from an address      [30/60s]
  SOVX_LIMIT_PARTNER       a partner's requests about customers    [600/60s]
  SOVX_LIMIT_END_CUSTOMER  requests on behalf of an end customer   [100/60s]
  SOVX_LIMIT_END_CUSTOMERS those with a limit of their own, id=1000/60s by comma
  SOVX_PORTAL_REVEAL       show end customers' keys again          [true]
  SOVX_LOG                 log filter                              [info]

Exit codes:
  0  done    1  failed, see standard error    2  wrong command line or configuration";

const ROOT_EXAMPLES: &str = "\
Examples:
  sovx                                   start a sandbox in ./sovx-data
  sovx --listen 0.0.0.0:8080             the same, reachable from other machines
  SOVX_DATABASE_URL=postgres://... sovx --environment live
  sovx account create --email ops@acme.example --generate
  sovx partner create --name \"Acme Platform\"
  sovx registry import customers.json
  sovx currency import currencies.json
  sovx vault import --network bitcoin-testnet descriptor.txt
  sovx audit verify
  sovx openapi --format yaml";

/// A server for customers, their users, and the wallets and deposit addresses of those; and a
/// portal for partners and their end customers.
///
/// Without a subcommand it serves. The first start in an empty data directory creates the server's
/// secrets, a sandbox account and a master key, and prints what you need to sign in, once.
#[derive(Debug, Parser)]
#[command(
    name = "sovx",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    after_help = ROOT_EXAMPLES,
    after_long_help = format!("{ROOT_EXAMPLES}\n\n{ENVIRONMENT_HELP}"),
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

impl Cli {
    /// What is asked for: the subcommand, or serving.
    #[must_use]
    pub fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the APIs (the default).
    #[command(after_long_help = ENVIRONMENT_HELP)]
    Serve(ServeArgs),
    /// Create, disable or re-key the accounts that sign in.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Create, disable or re-key the partners that use the portal.
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// Fill the local registry, which says what customer ids exist.
    #[command(subcommand)]
    Registry(RegistryCommand),
    /// Maintain the catalogue of currencies and pairs.
    #[command(subcommand)]
    Currency(CurrencyCommand),
    /// Say where deposit addresses come from, without ever holding a private key.
    #[command(subcommand)]
    Vault(VaultCommand),
    /// Prove or read the audit log, which tells every change.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Print the OpenAPI document.
    Openapi(OpenapiArgs),
}

/// Where the data is. Every subcommand that touches data takes these.
#[derive(Debug, Clone, Default, Args)]
pub struct StoreArgs {
    /// TOML file with settings; its keys are the settings listed by --help, in lower case without
    /// `SOVX_`.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Directory for the secrets and the SQLite database; created if missing, closed to others.
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<String>,
    /// Postgres connection string. With a password in it, prefer `SOVX_DATABASE_URL`: arguments are
    /// visible to every user of this machine.
    #[arg(long, value_name = "URL")]
    pub database_url: Option<SecretString>,
    /// sandbox (sample profiles, a first account) or live (nothing that nobody asked for).
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// Log filter: info, debug, or `sovx_server=debug,warn`.
    #[arg(long, value_name = "FILTER")]
    pub log: Option<String>,
}

/// How to serve.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Which APIs to serve: sovx, portal, or both, separated by commas.
    #[arg(long, value_name = "NAMES")]
    pub apis: Option<String>,
    /// IP address and port to listen on.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// E-mail address of the account to create when there is none.
    #[arg(long, value_name = "EMAIL")]
    pub bootstrap_email: Option<String>,
    /// Upstream registry: `GET {URL}/{customer_id}` answers with a business profile or 404.
    #[arg(long, value_name = "URL")]
    pub registry_url: Option<String>,
    /// Worker threads.
    #[arg(long, value_name = "NUMBER")]
    pub workers: Option<String>,
    /// Proxies whose x-forwarded-* headers count: addresses or networks, separated by commas.
    #[arg(long, value_name = "NETWORKS")]
    pub trusted_proxies: Option<String>,
    /// Origins whose web pages may call this server, separated by commas.
    #[arg(long, value_name = "ORIGINS")]
    pub cors_origins: Option<String>,
}

impl From<StoreArgs> for Overrides {
    fn from(args: StoreArgs) -> Self {
        Self {
            config: args.config,
            data_dir: args.data_dir,
            database_url: args.database_url,
            environment: args.environment,
            log: args.log,
            ..Self::default()
        }
    }
}

impl From<ServeArgs> for Overrides {
    fn from(args: ServeArgs) -> Self {
        Self {
            apis: args.apis,
            listen: args.listen,
            bootstrap_email: args.bootstrap_email,
            registry_url: args.registry_url,
            workers: args.workers,
            trusted_proxies: args.trusted_proxies,
            cors_origins: args.cors_origins,
            ..Self::from(args.store)
        }
    }
}

/// What can be done to accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Create an account.
    ///
    /// The password is read from the first line of standard input, or generated and printed once.
    #[command(after_help = "\
Examples:
  sovx account create --email ops@acme.example --generate
  sovx account create --email ops@acme.example < password.txt")]
    Create(AccountPasswordArgs),
    /// Disable an account and end its sessions at once.
    #[command(after_help = "Example:\n  sovx account disable --email ops@acme.example")]
    Disable(AccountArgs),
    /// Give an account another password and end its sessions at once.
    #[command(after_help = "Example:\n  sovx account password --email ops@acme.example --generate")]
    Password(AccountPasswordArgs),
}

/// Which account.
#[derive(Debug, Clone, Args)]
pub struct AccountArgs {
    /// E-mail address of the account.
    #[arg(long, value_name = "EMAIL")]
    pub email: String,
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Which account, and where its password comes from.
#[derive(Debug, Clone, Args)]
pub struct AccountPasswordArgs {
    /// Which account.
    #[command(flatten)]
    pub account: AccountArgs,
    /// Generate the password and print it once, instead of reading a line from standard input.
    #[arg(long)]
    pub generate: bool,
}

#[cfg(test)]
mod tests;
