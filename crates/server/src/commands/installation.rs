//! `sovx environment` and `sovx secret`: what holds for the whole installation.

use super::open::{with_server, with_undecided};
use super::{CommandError, say};
use crate::cli::{EnvironmentCommand, EnvironmentSetArgs, SecretCommand, SecretForgetArgs};
use crate::config::{Environment, Overrides};
use crate::installation;
use crate::serve::StartError;

pub(super) fn environment(
    command: &EnvironmentCommand,
    store: &Overrides,
) -> Result<(), CommandError> {
    match command {
        EnvironmentCommand::Set(EnvironmentSetArgs { decided }) => set(*decided, store),
        EnvironmentCommand::Show => show(store),
    }
}

fn set(decided: Environment, store: &Overrides) -> Result<(), CommandError> {
    let before = with_undecided(store, async |opened| {
        let set = installation::set(&opened.changes, decided).await;
        Ok(set.map_err(StartError::from)?)
    })?;
    match before {
        Some(before) if before != decided => say(format_args!(
            "the database is {decided} from now on; it was {before}, whose keys are refused"
        )),
        Some(_) => say(format_args!("the database is {decided}, as it was")),
        None => say(format_args!("the database is {decided} from now on")),
    }
}

fn show(store: &Overrides) -> Result<(), CommandError> {
    let found = with_undecided(store, async |opened| {
        let found = installation::find(&opened.changes).await;
        Ok(found.map_err(StartError::from)?)
    })?;
    match found {
        Some(environment) => say(environment),
        None => say("undecided"),
    }
}

pub(super) fn secret(command: &SecretCommand, store: &Overrides) -> Result<(), CommandError> {
    let SecretCommand::Forget(SecretForgetArgs { secret }) = *command;
    let forgotten = with_server(store, async |opened| {
        Ok(installation::forget(&opened.changes, secret).await?)
    })?;
    let name = secret.name();
    match forgotten {
        true => say(format_args!(
            "the {name} is forgotten: the next server that starts brings the one that counts. To have \
             a new one made, remove the file `{name}` in the data directory first"
        )),
        false => say(format_args!("no {name} was known")),
    }
}
