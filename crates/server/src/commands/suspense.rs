//! `sovx suspense`: deposits that could not be credited.

use serde_json::json;

use super::{CommandError, report, shown_time, with_server};
use crate::cli::{AssignArgs, OutputArgs, OutputFormat, SuspenseCommand};
use crate::config::Overrides;
use crate::deposits::suspense::{self, Assigned, Suspended};

pub(super) fn run(command: SuspenseCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        SuspenseCommand::List(args) => list(args, store),
        SuspenseCommand::Assign(args) => assign(args, store),
    }
}

fn list(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    with_server(store, async |opened| {
        let mut after = None;
        loop {
            let page = suspense::list(opened.changes.db(), after).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = Some(last.id.clone());
            page.iter()
                .try_for_each(|deposit| list_one(format, deposit))?;
        }
    })
}

fn list_one(format: OutputFormat, deposit: &Suspended) -> Result<(), CommandError> {
    let Suspended {
        id,
        customer_id,
        user_id,
        wallet_id,
        currency,
        amount,
        network,
        tx_hash,
        reason,
        since,
    } = deposit;
    let since = shown_time(*since);
    report(
        format,
        format_args!(
            "{id}  {since}  {amount} {currency}  {network} {tx_hash}  customer {customer_id}  \
             user {user_id}  wallet {wallet_id}  {reason}"
        ),
        &json!({
            "deposit": id.as_str(),
            "customer": customer_id,
            "user": user_id.as_str(),
            "wallet": wallet_id.as_str(),
            "currency": currency,
            "amount": amount,
            "network": network,
            "tx_hash": tx_hash,
            "reason": reason,
            "since": since,
        }),
    )
}

fn assign(args: AssignArgs, store: &Overrides) -> Result<(), CommandError> {
    let AssignArgs {
        deposit,
        wallet,
        reason,
        output: OutputArgs { format },
    } = args;
    let (id, to) = (deposit.clone(), wallet.clone());
    let assigned = with_server(store, async |opened| {
        let (changes, ledger) = (&opened.changes, opened.ledger());
        Ok(suspense::assign(changes, &ledger, deposit, wallet, reason).await?)
    })?;
    let Assigned {
        amount,
        currency,
        is_repeated,
    } = assigned;
    let before = if is_repeated { "done before: " } else { "" };
    report(
        format,
        format_args!("{before}deposit {id} is assigned to wallet {to}: {amount} {currency}"),
        &json!({
            "deposit": id.as_str(),
            "wallet": to.as_str(),
            "currency": currency,
            "amount": amount,
            "done_before": is_repeated,
        }),
    )
}
