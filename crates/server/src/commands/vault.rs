//! `sovx vault`: what an operator sees and decides about the sources of addresses.

use std::io::stdin;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sovx_runtime::Timestamp;

use super::{CommandError, input, report, say, with_server};
use crate::addresses::{self, GivenOut};
use crate::cli::{
    OutputArgs, OutputFormat, TableFormat, VaultCommand, VaultDeriveArgs, VaultExportArgs,
    VaultImportArgs,
};
use crate::config::{Environment, Overrides};
use crate::vault::manage::{self, ImportError, SourceStatus};
use crate::vault::{Material, MaterialError, Network};

/// How many addresses an operator compares before an import.
const SHOWN: u32 = 3;

/// Why a command on the vault did not do what was asked. Never says what was in the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum VaultCommandError {
    #[error("the source {} cannot be read: {source}", .path.display())]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{0}: {1}")]
    Material(Network, #[source] MaterialError),
    #[error(
        "{network} has no place in the {environment} environment, which takes {}",
        networks_of(*.environment)
    )]
    OtherEnvironment {
        network: Network,
        environment: Environment,
    },
    #[error("nobody can be asked while the source comes from standard input: give --yes")]
    NobodyToAsk,
    #[error("nobody is asked where the outcome is JSON: give --yes")]
    NobodyIsAsked,
    #[error("nothing was imported")]
    NotConfirmed,
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("{0} has no source: import one with `sovx vault import --network {0}`")]
    NoSource(Network),
}

pub(super) fn run(command: VaultCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        VaultCommand::Import(args) => import(&args, store),
        VaultCommand::Show(args) => show(args, store),
        VaultCommand::Export(args) => export(&args, store),
        VaultCommand::Derive(args) => derive(args, store),
    }
}

fn import(args: &VaultImportArgs, store: &Overrides) -> Result<(), CommandError> {
    let VaultImportArgs {
        network,
        yes,
        file,
        output,
    } = args;
    if !yes && is_standard_input(file) {
        return Err(VaultCommandError::NobodyToAsk.into());
    }
    if !yes && output.format == OutputFormat::Json {
        return Err(VaultCommandError::NobodyIsAsked.into());
    }
    let imported = with_server(store, async |opened| {
        let material = confirmed_material(args, opened.environment)?;
        let imported = manage::import(&opened.changes, *network, material).await;
        Ok(imported.map_err(VaultCommandError::from)?)
    })?;
    report(
        output.format,
        format_args!(
            "Imported. From now on the addresses of this network come from:\n{}",
            line(&imported)
        ),
        &source_json(&imported),
    )
}

/// The source that the operator has compared with the own wallet, or says is right.
fn confirmed_material(
    args: &VaultImportArgs,
    environment: Environment,
) -> Result<Material, CommandError> {
    let network = args.network;
    if !network.belongs_to(environment) {
        let refused = VaultCommandError::OtherEnvironment {
            network,
            environment,
        };
        return Err(refused.into());
    }
    let material = read(network, &args.file)?;
    if args.output.format == OutputFormat::Text {
        say(format_args!(
            "The first addresses of this source on {network}:"
        ))?;
        for index in 0..SHOWN {
            if let Some(address) = material.address(network, index) {
                say(format_args!("  {index}  {address}"))?;
            }
        }
    }
    if !args.yes && !confirmed()? {
        return Err(VaultCommandError::NotConfirmed.into());
    }
    Ok(material)
}

/// Compares the addresses with the operator's own wallet.
fn confirmed() -> Result<bool, CommandError> {
    say("Does your own wallet show the same? Type yes to import:")?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// The names of the networks that an environment takes.
fn networks_of(environment: Environment) -> String {
    let networks = Network::ALL.into_iter();
    let names: Vec<_> = networks
        .filter(|network| network.belongs_to(environment))
        .map(Network::as_str)
        .collect();
    names.join(", ")
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

fn read(network: Network, file: &Path) -> Result<Material, VaultCommandError> {
    let text = match is_standard_input(file) {
        true => input::text_of_standard_input(),
        false => input::text_of(file),
    };
    let text = text.map_err(|source| VaultCommandError::Unreadable {
        path: file.to_owned(),
        source,
    })?;
    Material::parse(network, &text).map_err(|error| VaultCommandError::Material(network, error))
}

fn show(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let (sources, environment) = with_server(store, async |opened| {
        let sources = manage::show(opened.changes.db()).await?;
        Ok((sources, opened.environment))
    })?;
    for source in &sources {
        report(format, line_with_warning(source), &source_json(source))?;
    }
    for network in Network::ALL {
        let is_there = |source: &SourceStatus| source.network == network.as_str();
        if network.belongs_to(environment) && !sources.iter().any(is_there) {
            report(
                format,
                format_args!("{network:17} no source"),
                &json!({ "network": network.as_str(), "source": null }),
            )?;
        }
    }
    Ok(())
}

fn line_with_warning(source: &SourceStatus) -> String {
    match source.warning.as_ref().filter(|_| source.is_active) {
        Some(warning) => format!("{}\n  warning: {warning}", line(source)),
        None => line(source),
    }
}

fn source_json(source: &SourceStatus) -> Value {
    let SourceStatus {
        network,
        kind,
        fingerprint,
        is_active,
        given_out,
        next_index,
        left,
        warning,
    } = source;
    json!({
        "network": network,
        "source": fingerprint,
        "kind": kind,
        "active": is_active,
        "given_out": given_out,
        "next_index": next_index,
        "left": left,
        "warning": warning.as_ref().filter(|_| *is_active),
    })
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

fn export(args: &VaultExportArgs, store: &Overrides) -> Result<(), CommandError> {
    let format = args.table.format;
    if format == TableFormat::Csv {
        say("network,source,index,address,wallet,given_out_at")?;
    }
    with_server(store, async |opened| {
        let mut after = None;
        loop {
            let page = addresses::given_out(opened.changes.db(), args.network, after).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = Some(last.place());
            page.iter().try_for_each(|row| export_one(format, row))?;
        }
    })
}

fn export_one(format: TableFormat, row: &GivenOut) -> Result<(), CommandError> {
    let GivenOut {
        network,
        source_id: _,
        source,
        index,
        address,
        wallet_id,
        at,
    } = row;
    let at = Timestamp::from_millis(*at).map_or_else(String::new, |at| at.to_string());
    match format {
        TableFormat::Csv => say(format_args!(
            "{network},{source},{index},{address},{wallet_id},{at}"
        )),
        TableFormat::Json => say(json!({
            "network": network,
            "source": source,
            "index": index,
            "address": address,
            "wallet": wallet_id.as_str(),
            "given_out_at": at,
        })),
    }
}

fn derive(args: VaultDeriveArgs, store: &Overrides) -> Result<(), CommandError> {
    let VaultDeriveArgs {
        network,
        from,
        count,
        file,
        table,
    } = args;
    let material = match file {
        Some(file) => read(network, &file)?,
        None => with_server(store, async |opened| {
            let active = manage::active(opened.changes.db(), network).await?;
            Ok(active.ok_or(VaultCommandError::NoSource(network))?)
        })?,
    };
    if table.format == TableFormat::Csv {
        say("index,address")?;
    }
    for index in from..from.saturating_add(count) {
        let Some(address) = material.address(network, index) else {
            break;
        };
        match table.format {
            TableFormat::Csv => say(format_args!("{index},{address}"))?,
            TableFormat::Json => say(json!({ "index": index, "address": address }))?,
        }
    }
    Ok(())
}
