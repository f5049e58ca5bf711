//! The proof of the ledger.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sovx_ledger::{Precision, Total};

use super::LedgerCommandError;
use crate::cli::{LedgerVerifyArgs, OutputFormat};
use crate::commands::open::with_server;
use crate::commands::{CommandError, say};
use crate::config::Overrides;
use crate::ledger::Ledger;
use crate::proof::{Findings, Report, Sums};

/// How often a long proof says how far it is.
const PROGRESS_INTERVAL: Duration = Duration::from_secs(5);

pub(super) fn run(args: &LedgerVerifyArgs, store: &Overrides) -> Result<(), CommandError> {
    let is_full = args.full;
    let report = with_server(store, async |opened| {
        let ledger = Ledger::new(&opened.pepper);
        let mut told = Instant::now();
        let proving = ledger.verify(&opened.changes, is_full, |lines| {
            if told.elapsed() >= PROGRESS_INTERVAL {
                told = Instant::now();
                tracing::info!(lines, "proving the ledger");
            }
        });
        Ok(proving.await?)
    })?;
    match args.output.format {
        OutputFormat::Text => print(&report)?,
        OutputFormat::Json => say(json(&report))?,
    }
    match count(&report.findings) {
        0 => Ok(()),
        findings => Err(LedgerCommandError::Broken(findings).into()),
    }
}

fn count(findings: &Findings) -> u64 {
    let named = u64::try_from(findings.named.len()).unwrap_or(u64::MAX);
    named.saturating_add(findings.more)
}

fn print(report: &Report) -> Result<(), CommandError> {
    let Report {
        counts,
        currencies,
        findings,
    } = report;
    for finding in &findings.named {
        say(finding)?;
    }
    if findings.more > 0 {
        say(format_args!("and {} more", findings.more))?;
    }
    if !findings.is_empty() {
        return Ok(());
    }
    say(format_args!(
        "ledger: {} accounts, {} movements, {} lines, {} currencies, all proved; {} lines are new",
        counts.accounts,
        counts.movements,
        counts.lines,
        currencies.len(),
        counts.read,
    ))?;
    for (currency, sums) in currencies {
        let (debits, credits) = (shown(sums, sums.debits), shown(sums, sums.credits));
        say(format_args!(
            "{currency}: debits {debits}, credits {credits}"
        ))?;
    }
    Ok(())
}

fn json(report: &Report) -> Value {
    let Report {
        counts,
        currencies,
        findings,
    } = report;
    let found = findings.named.iter();
    let found = found.map(|finding| {
        json!({
            "table": finding.table,
            "id": finding.id,
            "flaw": finding.flaw.to_string(),
        })
    });
    let currencies = currencies.iter().map(|(currency, sums)| {
        json!({
            "currency": currency,
            "debits": shown(sums, sums.debits),
            "credits": shown(sums, sums.credits),
        })
    });
    json!({
        "intact": findings.is_empty(),
        "accounts": counts.accounts,
        "movements": counts.movements,
        "lines": counts.lines,
        "new_lines": counts.read,
        "currencies": currencies.collect::<Vec<_>>(),
        "findings": found.collect::<Vec<_>>(),
        "more_findings": findings.more,
    })
}

/// A sum in the unit of its currency; in the smallest unit where nobody knows the precision.
fn shown(sums: &Sums, total: Total) -> String {
    let precision = sums.precision.or(Precision::new(0));
    precision.map_or_else(String::new, |precision| total.decimal(precision))
}
