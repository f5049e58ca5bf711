//! What happened to a wallet.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sovx_runtime::Timestamp;

use super::LedgerCommandError;
use crate::cli::{LedgerStatementArgs, TableFormat};
use crate::commands::open::{Opened, with_server};
use crate::commands::{CommandError, say};
use crate::config::Overrides;
use crate::db::DbError;
use crate::ledger::{self, Entry, Period, WalletAccount};
use crate::wallets;

const HEADER: &str =
    "currency,seq,time,kind,phase,operation,reference,side,amount,balance_after,held_after";

pub(super) fn run(args: &LedgerStatementArgs, store: &Overrides) -> Result<(), CommandError> {
    let period = Period {
        from: args.from.map(Timestamp::millis),
        to: args.to.map(Timestamp::millis),
    };
    with_server(store, async |opened| {
        let holdings = wallet_accounts(opened, args).await?;
        if args.table.format == TableFormat::Csv {
            say(HEADER)?;
        }
        for holding in holdings {
            print(opened, &holding, period, args.table.format).await?;
        }
        Ok(())
    })
}

async fn wallet_accounts(
    opened: &Opened,
    args: &LedgerStatementArgs,
) -> Result<Vec<WalletAccount>, CommandError> {
    let wallet = args.wallet.clone();
    let currency = args.currency.as_ref().map(|code| code.to_ascii_lowercase());
    let found = opened.changes.db().read(move |conn| {
        if !wallets::exists(conn, &wallet)? {
            return Ok(None);
        }
        ledger::wallet_accounts(conn, &wallet, currency.as_deref()).map(Some)
    });
    let found: Result<_, DbError> = found.await;
    let unknown = || LedgerCommandError::NoWallet(args.wallet.clone());
    Ok(found?.ok_or_else(unknown)?)
}

async fn print(
    opened: &Opened,
    holding: &WalletAccount,
    period: Period,
    format: TableFormat,
) -> Result<(), CommandError> {
    let mut after = 0;
    loop {
        let account = holding.clone();
        let page = opened
            .changes
            .db()
            .read(move |conn| ledger::entries(conn, &account, period, after));
        let page: Result<_, DbError> = page.await;
        let page = page?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.seq;
        for entry in &page {
            match format {
                TableFormat::Csv => say(csv(holding, entry))?,
                TableFormat::Json => say(json(holding, entry))?,
            }
        }
    }
}

fn csv(holding: &WalletAccount, entry: &Entry) -> String {
    let WalletAccount {
        currency,
        precision,
        ..
    } = holding;
    let Entry {
        seq,
        at,
        kind,
        phase,
        operation,
        reference,
        side,
        change,
        balance,
        held,
    } = entry;
    let time = time(*at);
    let [kind, operation, reference] = [kind, operation, reference].map(|text| quoted(text));
    let mut line = format!("{currency},{seq},{time},{kind},{phase},{operation},{reference},{side}");
    let amounts = [
        change.decimal(*precision),
        balance.decimal(*precision),
        held.decimal(*precision),
    ];
    for amount in amounts {
        // A text takes everything that is written.
        let _ = write!(line, ",{amount}");
    }
    line
}

fn json(holding: &WalletAccount, entry: &Entry) -> Value {
    let Entry {
        seq,
        at,
        kind,
        phase,
        operation,
        reference,
        side,
        change,
        balance,
        held,
    } = entry;
    json!({
        "currency": holding.currency,
        "seq": seq,
        "time": time(*at),
        "kind": kind,
        "phase": phase,
        "operation": operation,
        "reference": reference,
        "side": side,
        "amount": change.decimal(holding.precision),
        "balance_after": balance.decimal(holding.precision),
        "held_after": held.decimal(holding.precision),
    })
}

/// A text that may hold a comma or a quote.
fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

fn time(millis: i64) -> String {
    Timestamp::from_millis(millis).map_or_else(|| millis.to_string(), |time| time.to_string())
}
