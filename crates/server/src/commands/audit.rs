//! `sovx audit`: the log proved and read.

use std::time::{Duration, Instant};

use serde_json::json;
use sovx_runtime::Timestamp;

use super::{CommandError, report, say, with_server};
use crate::auth::strength::to_hex;
use crate::changes::audit::{EntryRow, Filter, Verdict};
use crate::cli::{AuditCommand, AuditListArgs, OutputArgs, OutputFormat};
use crate::config::Overrides;

/// How often a long proof says how far it is.
const PROGRESS_INTERVAL: Duration = Duration::from_secs(5);

pub(super) fn run(command: AuditCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify(args) => verify(args, store),
        AuditCommand::List(args) => list(args, store),
    }
}

fn verify(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let mut told = Instant::now();
    let verdict = with_server(store, async |opened| {
        let proof = opened.changes.verify(|entries| {
            if told.elapsed() >= PROGRESS_INTERVAL {
                told = Instant::now();
                tracing::info!(entries, "proving the audit log");
            }
        });
        Ok(proof.await?)
    })?;
    match (verdict, format) {
        (Verdict::Intact { entries }, _) => report(
            format,
            verdict,
            &json!({ "intact": true, "entries": entries }),
        ),
        (Verdict::Broken { seq, flaw }, OutputFormat::Json) => {
            say(json!({ "intact": false, "seq": seq, "flaw": flaw.to_string() }))?;
            Err(CommandError::Audit(verdict))
        }
        (Verdict::Broken { .. }, OutputFormat::Text) => Err(CommandError::Audit(verdict)),
    }
}

fn list(args: AuditListArgs, store: &Overrides) -> Result<(), CommandError> {
    let filter = Filter {
        limit: args.limit.into(),
        after: args.after,
        action: args.action,
        principal: args.actor,
    };
    let entries = with_server(store, async move |opened| {
        Ok(opened.changes.entries(filter).await?)
    })?;
    for entry in &entries {
        match args.output.format {
            OutputFormat::Text => say(text(entry))?,
            OutputFormat::Json => say(json(entry))?,
        }
    }
    Ok(())
}

/// Number, time, who, what to which object, and what else there is to say.
fn text(entry: &EntryRow) -> String {
    let EntryRow {
        seq,
        at,
        tier,
        principal,
        credential: _,
        trace_id,
        action,
        target,
        details,
        prev_hash: _,
        hash: _,
    } = entry;
    let at = time(*at);
    format!("{seq} {at} {tier} {principal} {action} {target} {trace_id} {details}")
}

fn json(entry: &EntryRow) -> serde_json::Value {
    let EntryRow {
        seq,
        at,
        tier,
        principal,
        credential,
        trace_id,
        action,
        target,
        details,
        prev_hash: _,
        hash,
    } = entry;
    let details: serde_json::Value = serde_json::from_str(details).unwrap_or_default();
    json!({
        "seq": seq,
        "at": time(*at),
        "tier": tier,
        "principal": principal,
        "credential": credential,
        "trace_id": trace_id,
        "action": action,
        "target": target,
        "details": details,
        "hash": to_hex(hash),
    })
}

/// A time that somebody has put out of the calendar is shown as the number that it is.
fn time(millis: i64) -> String {
    Timestamp::from_millis(millis).map_or_else(|| millis.to_string(), |time| time.to_string())
}
