//! The command line: what can be asked of the `sovx` program, and the help that teaches it.
//!
//! Parsing only. No secret is ever an argument, because every user of a machine can read those.

mod account;
mod audit;
mod correction;
mod customer;
mod import;
mod installation;
mod ledger;
mod openapi;
mod order;
mod output;
mod partner;
mod program;
mod suspense;
mod vault;
mod wallet;

pub use account::{AccountArgs, AccountCommand, AccountDisableArgs, AccountPasswordArgs};
pub use audit::{AuditCommand, AuditListArgs, AuditVerifyArgs};
pub use correction::{CorrectionArgs, CorrectionTarget};
pub use customer::{CustomerCommand, PayoutArgs, RevenueCommand, SettleArgs};
pub use import::{CurrencyCommand, ImportArgs, RegistryCommand};
pub use installation::{EnvironmentCommand, EnvironmentSetArgs, SecretCommand, SecretForgetArgs};
pub use ledger::{LedgerCommand, LedgerStatementArgs, LedgerVerifyArgs};
pub use openapi::{Format, OpenapiArgs};
pub use order::OrderArgs;
pub use output::{OutputArgs, OutputFormat, TableArgs, TableFormat};
pub use partner::{PartnerArgs, PartnerCommand};
pub use program::{CompletionsArgs, ManArgs};
pub use suspense::{AssignArgs, SuspenseCommand};
pub use vault::{VaultCommand, VaultDeriveArgs, VaultExportArgs, VaultImportArgs};
pub use wallet::{FreezeArgs, WalletCommand, WalletListArgs};

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
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
  SOVX_DATA_DIR_GROUP_ACCESS  its group may use it, as with fsGroup [false]
  SOVX_DATABASE_URL        postgres://...; leave out for SQLite
  SOVX_ENVIRONMENT         sandbox or live                         [sandbox]
  SOVX_MASTER_KEY          administrative key, at least 256 bits   [generated]
  SOVX_PEPPER              32 bytes or more, hex or base64         [generated]
  SOVX_SESSION_KEY         32 bytes or more, hex or base64         [generated]
  SOVX_BOOTSTRAP_EMAIL     first account                           [admin@sandbox.example]
  SOVX_BOOTSTRAP_PASSWORD  its password, 15 to 128 characters      [generated in sandbox]
  SOVX_REGISTRY_URL        upstream registry                       [the local one]
  SOVX_WORKERS             worker threads                          [one per core]
  SOVX_BODY_TIMEOUT        seconds in which a body has to come     [30]
  SOVX_TRUSTED_PROXIES     who may set x-forwarded-*, by comma     [nobody]
  SOVX_CORS_ORIGINS        origins of web pages, by comma          [none]
  SOVX_LIMIT_CREDENTIAL    requests with one credential            [600/60s]
  SOVX_LIMIT_ADDRESS       requests from an address, without one   [60/60s]
  SOVX_LIMIT_LOGIN         attempts to log in from an address      [30/60s]
  SOVX_LIMIT_PARTNER       a partner's requests about customers    [600/60s]
  SOVX_LIMIT_END_CUSTOMER  requests on behalf of an end customer   [100/60s]
  SOVX_LIMIT_END_CUSTOMERS those with a limit of their own, id=1000/60s by comma
  SOVX_PORTAL_REVEAL       show end customers' keys again          [true]
  SOVX_LOG                 log filter            [info,actix_server=warn]

Exit codes:
  0  done    1  failed, see standard error    2  wrong command line or configuration";

const ROOT_EXAMPLES: &str = "\
Examples:
  sovx                                   start a sandbox in ./sovx-data
  sovx --listen 0.0.0.0:8080             the same, reachable from other machines
  SOVX_DATABASE_URL=postgres://... sovx --environment live
  sovx account create --email ops@acme.example
  sovx partner create --name \"Acme Platform\"
  sovx registry import customers.json
  sovx currency import currencies.json
  sovx vault import --network bitcoin-testnet descriptor.txt
  sovx suspense list
  sovx audit verify
  sovx ledger verify
  sovx openapi --format yaml";

/// A server for customers, their users, and the wallets and deposit addresses of those; and a
/// portal for partners and their end customers.
///
/// Without a subcommand it serves. The first start in an empty data directory creates the server's
/// secrets, a sandbox account and a master key, and prints what you need to sign in, once. Every
/// other command works on what a start has made, and creates no data directory and no database.
#[derive(Debug, Parser)]
#[command(
    name = "sovx",
    version,
    after_help = ROOT_EXAMPLES,
    after_long_help = format!("{ROOT_EXAMPLES}\n\n{ENVIRONMENT_HELP}"),
)]
pub struct Cli {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    serve: ServeArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Cli {
    /// What is asked for, and where the data is: the subcommand, or serving.
    ///
    /// # Errors
    /// When flags of `serve` stand before another subcommand, where they would mean nothing.
    pub fn into_parts(self) -> Result<(StoreArgs, Command), clap::Error> {
        let Self {
            store,
            serve,
            command,
        } = self;
        match command {
            None => Ok((store, Command::Serve(serve))),
            Some(command) if serve == ServeArgs::default() => Ok((store, command)),
            Some(_) => Err(Self::command().error(
                ErrorKind::ArgumentConflict,
                "flags of `serve` cannot stand before a subcommand",
            )),
        }
    }
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the APIs (the default).
    #[command(after_long_help = ENVIRONMENT_HELP)]
    Serve(ServeArgs),
    /// Create, list, disable, enable or re-key the accounts that sign in.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Create, list, disable, enable or re-key the partners that use the portal.
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
    /// Take payments to customers from what they have earned.
    #[command(subcommand)]
    Revenue(RevenueCommand),
    /// Settle what deleted customers leave.
    #[command(subcommand)]
    Customer(CustomerCommand),
    /// Find deposits that could not be credited, and give them to a wallet.
    #[command(subcommand)]
    Suspense(SuspenseCommand),
    /// Find, freeze and free wallets.
    #[command(subcommand)]
    Wallet(WalletCommand),
    /// Show or decide whether a database is sandbox or live.
    #[command(subcommand)]
    Environment(EnvironmentCommand),
    /// Replace a secret that the servers of a database share.
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Prove or read the audit log, which tells every change.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Prove, read or correct the ledger, which tells every movement of money.
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Print the OpenAPI document.
    Openapi(OpenapiArgs),
    /// Print the version of this program and of the contracts that it serves.
    Version(OutputArgs),
    /// Print a script with which a shell completes this program's command lines.
    Completions(CompletionsArgs),
    /// Print the manual page, or write the pages of all commands to a directory.
    Man(ManArgs),
}

/// Where the data is. These flags may stand before or after every subcommand.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct StoreArgs {
    /// TOML file with settings; its keys are the settings listed by --help, in lower case without
    /// `SOVX_`.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Directory for the secrets and the SQLite database. Only `serve` creates it, closed to others.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
    /// Postgres connection string. With a password in it, prefer `SOVX_DATABASE_URL`: arguments are
    /// visible to every user of this machine.
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<SecretString>,
    /// sandbox (sample profiles, a first account) or live (nothing that nobody asked for).
    #[arg(long, global = true, value_name = "NAME")]
    pub environment: Option<String>,
    /// Log filter: info, debug, or `sovx_server=debug,warn`.
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
}

/// How to serve.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options of serve")]
pub struct ServeArgs {
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

impl ServeArgs {
    /// All that the command line says about a server.
    #[must_use]
    pub fn with(self, store: StoreArgs) -> Overrides {
        Overrides {
            apis: self.apis,
            listen: self.listen,
            bootstrap_email: self.bootstrap_email,
            registry_url: self.registry_url,
            workers: self.workers,
            trusted_proxies: self.trusted_proxies,
            cors_origins: self.cors_origins,
            ..Overrides::from(store)
        }
    }
}

#[cfg(test)]
mod tests;
