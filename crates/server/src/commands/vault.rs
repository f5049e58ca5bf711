//! `sovx vault`: what an operator sees and decides about the sources of addresses.

use std::io::{Read as _, stdin};
use std::path::Path;

use sovx_runtime::Timestamp;
use zeroize::Zeroizing;

use super::{CommandError, say, with_changes, with_server};
use crate::addresses::{self, GivenOut};
use crate::cli::{VaultCommand, VaultDeriveArgs, VaultExportArgs, VaultImportArgs, VaultShowArgs};
use crate::config::{Config, Environment};
use crate::vault::manage::{self, ImportError, SourceStatus};
use crate::vault::{Material, MaterialError, Network};

/// How many addresses an operator compares before an import.
const SHOWN: u32 = 3;

/// Why a command on the vault did not do what was asked. Never says what was in the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum VaultCommandError {
    #[error("the source cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    #[error("{0}: {1}")]
    Material(Network, #[source] MaterialError),
    #[error("{network} has no place in the {environment} environment")]
    OtherEnvironment {
        network: Network,
        environment: Environment,
    },
    #[error("nobody can be asked while the source comes from standard input: give --yes")]
    NobodyToAsk,
    #[error("nothing was imported")]
    NotConfirmed,
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("{0} has no source: import one with `sovx vault import --network {0}`")]
    NoSource(Network),
}

pub(super) fn run(command: VaultCommand) -> Result<(), CommandError> {
    match command {
        VaultCommand::Import(args) => import(args),
        VaultCommand::Show(args) => show(args),
        VaultCommand::Export(args) => export(args),
        VaultCommand::Derive(args) => derive(args),
    }
}

fn import(args: VaultImportArgs) -> Result<(), CommandError> {
    let VaultImportArgs {
        network,
        yes,
        file,
        store,
    } = args;
    let overrides = store.into();
    let environment = Config::load(&overrides)?.environment;
    if !network.belongs_to(environment) {
        let refused = VaultCommandError::OtherEnvironment {
            network,
            environment,
        };
        return Err(refused.into());
    }
    if !yes && is_standard_input(&file) {
        return Err(VaultCommandError::NobodyToAsk.into());
    }
    let material = read(network, &file)?;
    say(format_args!(
        "The first addresses of this source on {network}:"
    ))?;
    for index in 0..SHOWN {
        if let Some(address) = material.address(network, index) {
            say(format_args!("  {index}  {address}"))?;
        }
    }
    if !yes && !confirmed()? {
        return Err(VaultCommandError::NotConfirmed.into());
    }
    let imported = with_changes(&overrides, async |changes| {
        let imported = manage::import(changes, network, material).await;
        Ok(imported.map_err(VaultCommandError::from)?)
    })?;
    say("Imported. From now on the addresses of this network come from:")?;
    say(line(&imported))
}

/// Compares the addresses with the operator's own wallet.
fn confirmed() -> Result<bool, CommandError> {
    say("Does your own wallet show the same? Type yes to import:")?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

fn read(network: Network, file: &Path) -> Result<Material, VaultCommandError> {
    let text = if is_standard_input(file) {
        let mut text = String::new();
        stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    let text = Zeroizing::new(text.map_err(VaultCommandError::Unreadable)?);
    Material::parse(network, &text).map_err(|error| VaultCommandError::Material(network, error))
}

fn show(args: VaultShowArgs) -> Result<(), CommandError> {
    let overrides = args.store.into();
    let environment = Config::load(&overrides)?.environment;
    let sources = with_server(&overrides, async |changes| {
        Ok(manage::show(changes.db()).await?)
    })?;
    for source in &sources {
        say(line(source))?;
        if let Some(warning) = source.warning.as_ref().filter(|_| source.is_active) {
            say(format_args!("  warning: {warning}"))?;
        }
    }
    for network in Network::ALL {
        let is_there = |source: &SourceStatus| source.network == network.as_str();
        if network.belongs_to(environment) && !sources.iter().any(is_there) {
            say(format_args!("{network:17} no source"))?;
        }
    }
    Ok(())
}

/// A source in a line.
fn line(source: &SourceStatus) -> String {
    let SourceStatus {
        network,
        kind,
        fingerprint,
        is_active,
        given_out,
        next_index,
        left,
        warning: _,
    } = source;
    let state = if *is_active { "active" } else { "former" };
    let left = left.map_or_else(String::new, |left| format!(", {left} left"));
    format!(
        "{network:17} {kind:10} {fingerprint}  {state}, {given_out} given out, next index \
         {next_index}{left}"
    )
}

fn export(args: VaultExportArgs) -> Result<(), CommandError> {
    let VaultExportArgs { network, store } = args;
    let given_out = with_server(&store.into(), async |changes| {
        Ok(addresses::given_out(changes.db(), network).await?)
    })?;
    say("network,source,index,address,wallet,given_out_at")?;
    for GivenOut {
        network,
        source,
        index,
        address,
        wallet_id,
        at,
    } in given_out
    {
        let at = Timestamp::from_millis(at).map_or_else(String::new, |at| at.to_string());
        say(format_args!(
            "{network},{source},{index},{address},{wallet_id},{at}"
        ))?;
    }
    Ok(())
}

fn derive(args: VaultDeriveArgs) -> Result<(), CommandError> {
    let VaultDeriveArgs {
        network,
        from,
        count,
        file,
        store,
    } = args;
    let material = match file {
        Some(file) => read(network, &file)?,
        None => with_server(&store.into(), async |changes| {
            let active = manage::active(changes.db(), network).await?;
            Ok(active.ok_or(VaultCommandError::NoSource(network))?)
        })?,
    };
    say("index,address")?;
    for index in from..from.saturating_add(count) {
        let Some(address) = material.address(network, index) else {
            break;
        };
        say(format_args!("{index},{address}"))?;
    }
    Ok(())
}
