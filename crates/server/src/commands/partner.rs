//! `sovx partner`: who may use the portal. A platform key is printed once and never again.

use secrecy::ExposeSecret;

use super::{CommandError, Opened, say, with_opened, with_server};
use crate::auth::keys::ApiKey;
use crate::cli::{PartnerArgs, PartnerCommand, PartnerListArgs};
use crate::partners::{self, Partner};

pub(super) fn run(command: PartnerCommand) -> Result<(), CommandError> {
    match command {
        PartnerCommand::Create(args) => create(args),
        PartnerCommand::List(args) => list(args),
        PartnerCommand::Rotate(args) => rotate(args),
        PartnerCommand::Disable(args) => disable(args),
        PartnerCommand::Enable(args) => enable(args),
    }
}

fn create(PartnerArgs { name, store }: PartnerArgs) -> Result<(), CommandError> {
    let (id, key) = with_opened(&store.into(), async |opened| {
        let Opened {
            changes,
            pepper,
            environment,
        } = opened;
        Ok(partners::create(changes, &name, *environment, pepper).await?)
    })?;
    say(format_args!("partner {} is created", name.as_str()))?;
    say(format_args!("id {id}"))?;
    say_once(&key)
}

fn rotate(PartnerArgs { name, store }: PartnerArgs) -> Result<(), CommandError> {
    let key = with_opened(&store.into(), async |opened| {
        let Opened {
            changes,
            pepper,
            environment,
        } = opened;
        Ok(partners::rotate(changes, &name, *environment, pepper).await?)
    })?;
    let name = name.as_str();
    say(format_args!(
        "partner {name} has another key, the old one has ended"
    ))?;
    say_once(&key)
}

fn say_once(key: &ApiKey) -> Result<(), CommandError> {
    say(format_args!("key {} (shown once)", key.expose_secret()))
}

fn disable(PartnerArgs { name, store }: PartnerArgs) -> Result<(), CommandError> {
    with_opened(&store.into(), async |opened| {
        Ok(partners::disable(&opened.changes, &name).await?)
    })?;
    let name = name.as_str();
    say(format_args!(
        "partner {name} is disabled, its keys are refused"
    ))
}

fn enable(PartnerArgs { name, store }: PartnerArgs) -> Result<(), CommandError> {
    with_opened(&store.into(), async |opened| {
        Ok(partners::enable(&opened.changes, &name).await?)
    })?;
    let name = name.as_str();
    say(format_args!("partner {name} is enabled, its keys work"))
}

fn list(PartnerListArgs { store }: PartnerListArgs) -> Result<(), CommandError> {
    let partners = with_server(&store.into(), async |changes| {
        Ok(partners::list(changes.db()).await?)
    })?;
    for partner in partners {
        let Partner {
            id,
            name,
            key_masked,
            is_active,
        } = partner;
        let state = if is_active { "active" } else { "disabled" };
        say(format_args!("{id}  {key_masked}  {state:8}  {name}"))?;
    }
    Ok(())
}
