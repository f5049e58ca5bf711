//! How far each account was proved, sealed.

use std::collections::HashMap;

use diesel::prelude::*;

use super::finding::Flaw;
use super::lines::{self, Standing};
use super::pages::Pages;
use super::rows::{Accounts, Lines};
use super::{Proof, Said, queries};
use crate::db::schema::ledger_checkpoints;
use crate::db::{Connection, DbError, LedgerAccountId, columns};
use crate::ledger::model::{AccountRow, CheckpointRow};
use crate::ledger::queries::find_mac;

const TABLE: &str = "ledger_checkpoints";

/// Whether anything was proved before.
pub(super) fn exist(conn: &mut Connection) -> Result<bool, DbError> {
    let any = ledger_checkpoints::table
        .select(ledger_checkpoints::seq)
        .first::<i64>(conn)
        .optional()?;
    Ok(any.is_some())
}

/// The checkpoints of these accounts.
pub(super) fn of(
    conn: &mut Connection,
    ids: &[&LedgerAccountId],
) -> Result<HashMap<LedgerAccountId, CheckpointRow>, DbError> {
    let rows: Vec<CheckpointRow> = ledger_checkpoints::table
        .filter(ledger_checkpoints::account_id.eq_any(ids.to_vec()))
        .select(columns::<CheckpointRow>())
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.account_id.clone(), row)).collect())
}

/// Where the proof of an account begins: after the line of its checkpoint, if that is still there.
pub(super) fn resume(
    proof: &mut Proof<'_>,
    account: &AccountRow,
    checkpoint: Option<CheckpointRow>,
) -> Result<Standing, DbError> {
    let Some(checkpoint) = checkpoint else {
        return Ok(Standing::begin(account));
    };
    if proof.seals.checkpoint(&checkpoint) != checkpoint.seal {
        let findings = &mut proof.report.findings;
        findings.add(TABLE, &account.id, Flaw::Checkpoint);
        return Ok(Standing::begin(account));
    }
    match standing_at(proof, account, &checkpoint)? {
        Some(standing) => Ok(standing),
        None => {
            let id = Lines(&account.id).id(&checkpoint.seq);
            proof
                .report
                .findings
                .add(Lines::TABLE, id, Flaw::CheckpointLine);
            Ok(Standing::begin(account))
        }
    }
}

/// Where the account stood; `None` unless the line is as it was.
fn standing_at(
    proof: &mut Proof<'_>,
    account: &AccountRow,
    checkpoint: &CheckpointRow,
) -> Result<Option<Standing>, DbError> {
    let seq = checkpoint.seq;
    let previous = match seq {
        ..=1 => Some(account.seal.clone()),
        _ => find_mac(proof.conn, &account.id, seq - 1)?,
    };
    let mut before = Some(seq - 1);
    let page = Lines(&account.id).page(proof.conn, &mut before, &mut proof.report.findings)?;
    let line = page.into_iter().next();
    let (Some(previous), Some((line, Some(movement), true))) = (previous, line) else {
        return Ok(None);
    };
    let is_same = line.seq == seq
        && line.mac == checkpoint.mac
        && proof.seals.line(&previous, &line, &movement) == line.mac;
    if !is_same {
        return Ok(None);
    }
    let ids: Vec<&str> = checkpoint
        .holds
        .split(',')
        .filter(|id| !id.is_empty())
        .collect();
    let holds = queries::movements(proof.conn, &ids)?;
    if holds.len() != ids.len() {
        return Ok(None);
    }
    let open = holds.into_iter().map(|row| (row.id.clone(), row.into()));
    Ok(Some(Standing {
        seq,
        balances: lines::after(&line),
        mac: line.mac,
        open: open.collect(),
    }))
}

/// Seals where the accounts stand, once all of them were proved.
pub(super) fn renew(proof: &mut Proof<'_>, now: i64) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = Accounts.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = page.iter().map(|(row, _)| &row.id).collect();
        let mut known = of(proof.conn, &ids)?;
        let mut renewed = Vec::new();
        for (account, _) in &page {
            let known = known.remove(&account.id);
            renewed.extend(checkpoint(proof, account, known, now)?);
        }
        if !renewed.is_empty() {
            proof.say(Said::Proved(renewed));
        }
    }
}

/// The checkpoint of an account; `None` where there is nothing new to keep.
fn checkpoint(
    proof: &mut Proof<'_>,
    account: &AccountRow,
    known: Option<CheckpointRow>,
    now: i64,
) -> Result<Option<CheckpointRow>, DbError> {
    if account.seq == 0 {
        return Ok(None);
    }
    let mac = find_mac(proof.conn, &account.id, account.seq)?.unwrap_or_default();
    let is_kept = known.is_some_and(|known| {
        let is_sealed = proof.seals.checkpoint(&known) == known.seal;
        is_sealed && known.seq == account.seq && known.mac == mac
    });
    if is_kept {
        return Ok(None);
    }
    let holds = proof.open.get(&account.id).map(Vec::as_slice);
    let holds: Vec<&str> = holds
        .unwrap_or_default()
        .iter()
        .map(|id| id.as_str())
        .collect();
    let mut row = CheckpointRow {
        account_id: account.id.clone(),
        seq: account.seq,
        mac,
        holds: holds.join(","),
        seal: Vec::new(),
        created_at: now,
    };
    row.seal = proof.seals.checkpoint(&row);
    Ok(Some(row))
}

/// Keeps checkpoints in the place of earlier ones.
pub(super) fn store(conn: &mut Connection, rows: &[CheckpointRow]) -> Result<(), DbError> {
    for row in rows {
        let values = (
            ledger_checkpoints::seq.eq(row.seq),
            ledger_checkpoints::mac.eq(&row.mac),
            ledger_checkpoints::holds.eq(&row.holds),
            ledger_checkpoints::seal.eq(&row.seal),
            ledger_checkpoints::created_at.eq(row.created_at),
        );
        let insert = diesel::insert_into(ledger_checkpoints::table)
            .values(row)
            .on_conflict(ledger_checkpoints::account_id)
            .do_update()
            .set(values);
        match conn {
            Connection::Sqlite(conn) => insert.execute(conn)?,
            Connection::Postgres(conn) => insert.execute(conn)?,
        };
    }
    Ok(())
}
