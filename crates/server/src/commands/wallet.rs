//! `sovx wallet`: wallets that nothing may leave.

use serde_json::json;

use super::{CommandError, report, shown_time, with_server};
use crate::cli::{FreezeArgs, OutputFormat, WalletCommand, WalletListArgs};
use crate::config::Overrides;
use crate::wallets::manage::{self, Listed};

pub(super) fn run(command: WalletCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        WalletCommand::List(args) => list(&args, store),
        WalletCommand::Freeze(args) => freeze(args, store),
        WalletCommand::Unfreeze(args) => unfreeze(args, store),
    }
}

fn list(args: &WalletListArgs, store: &Overrides) -> Result<(), CommandError> {
    let format = args.output.format;
    with_server(store, async |opened| {
        let mut after = None;
        loop {
            let page = manage::list(opened.changes.db(), args.frozen, after).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = Some(last.id.clone());
            page.iter()
                .try_for_each(|wallet| list_one(format, wallet))?;
        }
    })
}

fn list_one(format: OutputFormat, wallet: &Listed) -> Result<(), CommandError> {
    let Listed {
        id,
        customer_id,
        user_id,
        status,
        frozen_reason,
        frozen_at,
    } = wallet;
    let since = frozen_at.map(shown_time);
    let frozen = match (frozen_reason, &since) {
        (Some(reason), Some(since)) => format!("  frozen {reason} since {since}"),
        _ => String::new(),
    };
    report(
        format,
        format_args!("{id}  customer {customer_id}  user {user_id}  {status}{frozen}"),
        &json!({
            "wallet": id.as_str(),
            "customer": customer_id,
            "user": user_id.as_str(),
            "status": status,
            "frozen_reason": frozen_reason,
            "frozen_at": since,
        }),
    )
}

fn freeze(args: FreezeArgs, store: &Overrides) -> Result<(), CommandError> {
    let (wallet, format) = (args.wallet, args.output.format);
    let id = wallet.clone();
    let is_new = with_server(store, async |opened| {
        Ok(manage::freeze(&opened.changes, wallet, args.reason).await?)
    })?;
    let before = if is_new { "" } else { "done before: " };
    report(
        format,
        format_args!("{before}wallet {id} is frozen"),
        &json!({ "wallet": id.as_str(), "frozen": true, "done_before": !is_new }),
    )
}

fn unfreeze(args: FreezeArgs, store: &Overrides) -> Result<(), CommandError> {
    let (wallet, format) = (args.wallet, args.output.format);
    let id = wallet.clone();
    let is_new = with_server(store, async |opened| {
        Ok(manage::unfreeze(&opened.changes, wallet, args.reason).await?)
    })?;
    let text = match is_new {
        true => format!("wallet {id} is free"),
        false => format!("wallet {id} was not frozen"),
    };
    let json = json!({ "wallet": id.as_str(), "frozen": false, "done_before": !is_new });
    report(format, text, &json)
}
