//! `sovx audit`: the log proved and read.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{CommandError, Opened, report, say, shown_time as time, with_server};
use crate::anchors::AnchorError;
use crate::auth::strength::to_hex;
use crate::changes::audit::{EntryRow, Filter, Statement, Verdict};
use crate::cli::{AuditCommand, AuditListArgs, AuditVerifyArgs, OutputArgs, OutputFormat};
use crate::config::Overrides;

/// How often a long proof says how far it is.
const PROGRESS_INTERVAL: Duration = Duration::from_secs(5);

pub(super) fn run(command: AuditCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify(args) => verify(args, store),
        AuditCommand::Anchor(args) => anchor(args, store),
        AuditCommand::Accept(args) => accept(args, store),
        AuditCommand::List(args) => list(args, store),
    }
}

fn verify(args: AuditVerifyArgs, store: &Overrides) -> Result<(), CommandError> {
    let AuditVerifyArgs {
        anchor: given,
        output: OutputArgs { format },
    } = args;
    let proved = with_server(store, async |opened| prove(opened, &given).await);
    match proved {
        Ok((entries, anchored)) => {
            let json = json!({
                "intact": true,
                "entries": entries,
                "anchored": anchored.as_ref().map(stated),
            });
            report(format, proof(entries, anchored.as_ref()), &json)
        }
        Err(CommandError::Anchor(error)) => {
            if format == OutputFormat::Json
                && let Some(refutation) = refutation(&error)
            {
                say(refutation)?;
            }
            Err(error.into())
        }
        Err(error) => Err(error),
    }
}

/// How many entries there are and the newest of their anchors, once all of them agree.
async fn prove(
    opened: &Opened,
    given: &[String],
) -> Result<(i64, Option<Statement>), CommandError> {
    let mut told = Instant::now();
    let kept = opened.anchors.kept().await?;
    let mut statements = kept.statements;
    for text in given {
        let statement = opened.changes.read_statement(text);
        statements.push(statement.map_err(CommandError::Statement)?);
    }
    let proof = opened.changes.verify(&statements, |entries| {
        if told.elapsed() >= PROGRESS_INTERVAL {
            told = Instant::now();
            tracing::info!(entries, "proving the audit log");
        }
    });
    match (proof.await?, kept.fault) {
        (broken @ Verdict::Broken { .. }, _) => Err(AnchorError::Broken(broken).into()),
        (Verdict::Intact { .. }, Some(fault)) => Err(fault.into()),
        (Verdict::Intact { entries }, None) => {
            let newest = statements.into_iter().max_by_key(Statement::seq);
            Ok((entries, newest))
        }
    }
}

fn proof(entries: i64, anchored: Option<&Statement>) -> String {
    let intact = Verdict::Intact { entries };
    match anchored {
        Some(said) => {
            let (seq, at) = (said.seq(), time(said.at()));
            format!("{intact}, anchored up to entry {seq} at {at}")
        }
        None => format!("{intact}, not anchored yet: the server does so when it runs"),
    }
}

/// What a script is told of a log that is not as it was; nothing where that could not be looked at.
fn refutation(error: &AnchorError) -> Option<Value> {
    match error {
        AnchorError::Broken(Verdict::Broken { seq, flaw }) => {
            Some(json!({ "intact": false, "seq": seq, "flaw": flaw.to_string() }))
        }
        AnchorError::Broken(Verdict::Intact { .. }) | AnchorError::File(_) | AnchorError::Db(_) => {
            None
        }
        AnchorError::Damaged { .. } | AnchorError::Missing(_) => {
            Some(json!({ "intact": false, "seq": null, "flaw": error.to_string() }))
        }
    }
}

fn anchor(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let statement = with_server(store, async |opened| Ok(opened.anchors.renew(None).await?))?;
    report(format, &statement, &stated(&statement))
}

fn accept(OutputArgs { format }: OutputArgs, store: &Overrides) -> Result<(), CommandError> {
    let statement = with_server(store, async |opened| Ok(opened.anchors.accept().await?))?;
    let text = format_args!("audit log: {} entries accepted", statement.seq());
    report(format, text, &stated(&statement))
}

fn stated(statement: &Statement) -> Value {
    json!({
        "seq": statement.seq(),
        "at": time(statement.at()),
        "anchor": statement.to_string(),
    })
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

fn json(entry: &EntryRow) -> Value {
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
    let details: Value = serde_json::from_str(details).unwrap_or_default();
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
