//! `sovx audit`: the log proved and read.

use serde_json::json;
use sovx_runtime::Timestamp;

use super::{CommandError, say, with_server};
use crate::auth::strength::to_hex;
use crate::changes::audit::{EntryRow, Filter, Verdict};
use crate::cli::{AuditCommand, AuditFormat, AuditListArgs, StoreArgs};

pub(super) fn audit(command: AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify(store) => verify(store),
        AuditCommand::List(args) => list(args),
    }
}

fn verify(store: StoreArgs) -> Result<(), CommandError> {
    let verdict = with_server(&store.into(), async |changes| Ok(changes.verify().await?))?;
    match verdict {
        Verdict::Intact { .. } => say(verdict),
        Verdict::Broken { .. } => Err(CommandError::Audit(verdict)),
    }
}

fn list(args: AuditListArgs) -> Result<(), CommandError> {
    let filter = Filter {
        limit: args.limit.into(),
        after: args.after,
        action: args.action,
        principal: args.actor,
    };
    let entries = with_server(&args.store.into(), async move |changes| {
        Ok(changes.entries(filter).await?)
    })?;
    for entry in &entries {
        match args.format {
            AuditFormat::Text => say(text(entry))?,
            AuditFormat::Json => say(json(entry))?,
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
