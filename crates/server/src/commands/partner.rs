//! `sovx partner`: who may use the portal. A platform key is printed once and never again.

use secrecy::ExposeSecret;
use serde_json::json;

use super::once::{expect_reader, report_once};
use super::{CommandError, Opened, report, with_server};
use crate::cli::{OutputArgs, OutputFormat, PartnerArgs, PartnerCommand};
use crate::config::Overrides;
use crate::partners::{self, Partner};

pub(super) fn run(command: PartnerCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        PartnerCommand::Create(args) => create(&args, store),
        PartnerCommand::List(args) => list(args, store),
        PartnerCommand::Rotate(args) => rotate(&args, store),
        PartnerCommand::Disable(args) => disable(&args, store),
        PartnerCommand::Enable(args) => enable(&args, store),
    }
}

/// What to do where a key was made and not shown.
const ANOTHER_KEY: &str = "`sovx partner rotate` makes another";

fn create(args: &PartnerArgs, store: &Overrides) -> Result<(), CommandError> {
    expect_reader()?;
    let (id, key) = with_server(store, async |opened| {
        let Opened {
            changes,
            pepper,
            environment,
            ..
        } = opened;
        Ok(partners::create(changes, &args.name, *environment, pepper).await?)
    })?;
    let (name, key) = (args.name.as_str(), key.expose_secret());
    report_once(
        args.output.format,
        format_args!("partner {name} is created\nid {id}\nkey {key} (shown once)"),
        &json!({ "id": id.as_str(), "name": name, "active": true, "key": key }),
        ANOTHER_KEY,
    )
}

fn rotate(args: &PartnerArgs, store: &Overrides) -> Result<(), CommandError> {
    expect_reader()?;
    let key = with_server(store, async |opened| {
        let Opened {
            changes,
            pepper,
            environment,
            ..
        } = opened;
        Ok(partners::rotate(changes, &args.name, *environment, pepper).await?)
    })?;
    let (name, key) = (args.name.as_str(), key.expose_secret());
    report_once(
        args.output.format,
        format_args!(
            "partner {name} has another key, the old one has ended\nkey {key} (shown once)"
        ),
        &json!({ "name": name, "key": key }),
        ANOTHER_KEY,
    )
}

fn disable(args: &PartnerArgs, store: &Overrides) -> Result<(), CommandError> {
    with_server(store, async |opened| {
        Ok(partners::disable(&opened.changes, &args.name).await?)
    })?;
    let name = args.name.as_str();
    report(
        args.output.format,
        format_args!("partner {name} is disabled, its keys are refused"),
        &json!({ "name": name, "active": false }),
    )
}

fn enable(args: &PartnerArgs, store: &Overrides) -> Result<(), CommandError> {
    with_server(store, async |opened| {
        Ok(partners::enable(&opened.changes, &args.name).await?)
    })?;
    let name = args.name.as_str();
    report(
        args.output.format,
        format_args!("partner {name} is enabled, its keys work"),
        &json!({ "name": name, "active": true }),
    )
}

fn list(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let partners = with_server(store, async |opened| {
        Ok(partners::list(opened.changes.db()).await?)
    })?;
    partners
        .iter()
        .try_for_each(|partner| list_one(format, partner))
}

fn list_one(format: OutputFormat, partner: &Partner) -> Result<(), CommandError> {
    let Partner {
        id,
        name,
        key_masked,
        is_active,
    } = partner;
    let state = if *is_active { "active" } else { "disabled" };
    report(
        format,
        format_args!("{id}  {key_masked}  {state:8}  {name}"),
        &json!({
            "id": id.as_str(),
            "name": name,
            "active": is_active,
            "key_masked": key_masked,
        }),
    )
}
