//! `sovx account`: who may sign in. A generated password is printed once and never again.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use sovx_runtime::Timestamp;

use super::once::{expect_reader, report_once};
use super::{CommandError, input, report, with_server};
use crate::accounts::{self, Account, AccountError};
use crate::auth::password;
use crate::changes::Changes;
use crate::cli::{
    AccountArgs, AccountCommand, AccountDisableArgs, AccountPasswordArgs, OutputArgs, OutputFormat,
};
use crate::config::Overrides;

pub(super) fn run(command: AccountCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        AccountCommand::Create(args) => create(args, store),
        AccountCommand::List(args) => list(args, store),
        AccountCommand::Disable(args) => disable(&args, store),
        AccountCommand::Enable(args) => enable(&args, store),
        AccountCommand::Password(args) => set_password(args, store),
    }
}

fn create(args: AccountPasswordArgs, store: &Overrides) -> Result<(), CommandError> {
    let AccountPasswordArgs { account, generate } = args;
    let email = account.email.as_str();
    let password = with_server(store, async |opened| {
        accounts::check_email(email)?;
        if find(&opened.changes, email).await?.is_some() {
            return Err(AccountError::Exists.into());
        }
        let password = new_password(generate)?;
        accounts::create(&opened.changes, email, password.clone()).await?;
        Ok(password)
    })?;
    let text = format!("account {email} is created");
    tell(&account, &text, true, generate.then_some(&password))
}

fn set_password(args: AccountPasswordArgs, store: &Overrides) -> Result<(), CommandError> {
    let AccountPasswordArgs { account, generate } = args;
    let email = account.email.as_str();
    let (password, is_active) = with_server(store, async |opened| {
        let changes = &opened.changes;
        find(changes, email).await?.ok_or(AccountError::Unknown)?;
        let password = new_password(generate)?;
        let is_active = accounts::set_password(changes, email, password.clone()).await?;
        Ok((password, is_active))
    })?;
    let text = match is_active {
        true => format!("account {email} has another password, its sessions have ended"),
        false => format!(
            "account {email} has another password and is still disabled: sovx account enable \
             --email {email}"
        ),
    };
    tell(&account, &text, is_active, generate.then_some(&password))
}

async fn find(changes: &Changes, email: &str) -> Result<Option<Account>, CommandError> {
    Ok(accounts::find(changes.db(), email).await?)
}

fn new_password(generate: bool) -> Result<SecretString, CommandError> {
    match generate {
        true => {
            expect_reader()?;
            Ok(password::generate())
        }
        false => Ok(input::new_password()?),
    }
}

/// What became of an account, and its password if nobody else knows it.
fn tell(
    account: &AccountArgs,
    text: &str,
    is_active: bool,
    generated: Option<&SecretString>,
) -> Result<(), CommandError> {
    let (format, email) = (account.output.format, &account.email);
    match generated.map(ExposeSecret::expose_secret) {
        None => report(
            format,
            text,
            &json!({ "email": email, "active": is_active }),
        ),
        Some(password) => report_once(
            format,
            format_args!("{text}\npassword {password} (shown once)"),
            &json!({ "email": email, "active": is_active, "password": password }),
            "`sovx account password --generate` makes another",
        ),
    }
}

fn disable(args: &AccountDisableArgs, store: &Overrides) -> Result<(), CommandError> {
    let AccountDisableArgs { account, force } = args;
    let email = account.email.as_str();
    with_server(store, async |opened| {
        Ok(accounts::disable(&opened.changes, email, *force).await?)
    })?;
    let text = format!("account {email} is disabled, its sessions have ended");
    tell(account, &text, false, None)
}

fn enable(account: &AccountArgs, store: &Overrides) -> Result<(), CommandError> {
    let email = account.email.as_str();
    with_server(store, async |opened| {
        Ok(accounts::enable(&opened.changes, email).await?)
    })?;
    let text = format!("account {email} is enabled, its password works");
    tell(account, &text, true, None)
}

fn list(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let accounts = with_server(store, async |opened| {
        Ok(accounts::list(opened.changes.db()).await?)
    })?;
    accounts
        .iter()
        .try_for_each(|account| list_one(format, account))
}

fn list_one(format: OutputFormat, account: &Account) -> Result<(), CommandError> {
    let Account {
        id,
        email,
        is_active,
        created_at,
    } = account;
    let at = Timestamp::from_millis(*created_at).map_or_else(String::new, |at| at.to_string());
    let state = if *is_active { "active" } else { "disabled" };
    report(
        format,
        format_args!("{id}  {state:8}  {at}  {email}"),
        &json!({ "id": id.as_str(), "email": email, "active": is_active, "created_at": at }),
    )
}
