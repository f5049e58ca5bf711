//! Each account: its seal, its figures, its lines; and per currency the sum of all.

use std::collections::HashMap;

use sovx_ledger::AccountKind;

use super::finding::Flaw;
use super::pages::Pages;
use super::rows::Accounts;
use super::{Proof, Said, checkpoints, lines, queries, transactions};
use crate::db::{DbError, LedgerAccountId};
use crate::ledger::currency;
use crate::ledger::model::{AccountRow, CheckpointRow};
use crate::ledger::units::Units;

const TABLE: &str = Accounts::TABLE;
const CURRENCIES: &str = "ledger_currencies";

pub(super) fn prove(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = Accounts.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            break;
        }
        let mut checkpoints = checkpoints_of(proof, &page)?;
        for (row, is_well_typed) in &page {
            if !is_well_typed {
                proof.report.findings.add(TABLE, &row.id, Flaw::Mistyped);
            }
            prove_one(proof, row, checkpoints.remove(&row.id))?;
        }
        let rows: Vec<AccountRow> = page.into_iter().map(|(row, _)| row).collect();
        transactions::balances(proof, &rows)?;
        proof.say(Said::Read(proof.report.counts.read));
    }
    currencies(proof)
}

fn checkpoints_of(
    proof: &mut Proof<'_>,
    page: &[(AccountRow, bool)],
) -> Result<HashMap<LedgerAccountId, CheckpointRow>, DbError> {
    if proof.is_full {
        return Ok(HashMap::new());
    }
    let ids: Vec<_> = page.iter().map(|(row, _)| &row.id).collect();
    checkpoints::of(proof.conn, &ids)
}

fn prove_one(
    proof: &mut Proof<'_>,
    row: &AccountRow,
    checkpoint: Option<CheckpointRow>,
) -> Result<(), DbError> {
    let counts = &mut proof.report.counts;
    counts.accounts += 1;
    counts.lines = counts.lines.saturating_add(row.seq);
    let sums = proof
        .report
        .currencies
        .entry(row.currency.clone())
        .or_default();
    sums.debits = sums.debits.plus(row.debits.minor());
    sums.credits = sums.credits.plus(row.credits.minor());
    let findings = &mut proof.report.findings;
    if proof.seals.account(row) != row.seal {
        findings.add(TABLE, &row.id, Flaw::Altered);
    }
    let Some(kind) = AccountKind::parse(&row.kind) else {
        findings.add(TABLE, &row.id, Flaw::Kind);
        return Ok(());
    };
    let available = row.balances().available(kind);
    if row.available.map(Units::minor) != available || available.is_some() != kind.is_limited() {
        findings.add(TABLE, &row.id, Flaw::Figures);
    }
    if kind == AccountKind::Chain {
        proof.chains.push(row.clone());
    }
    let end = lines::prove(proof, row, kind, checkpoint)?;
    let findings = &mut proof.report.findings;
    if (end.seq, end.balances) != (row.seq, row.balances()) {
        findings.add(TABLE, &row.id, Flaw::Last);
    }
    if proof.seals.head(row.id.as_str(), row.seq, &end.mac) != row.mac {
        findings.add(TABLE, &row.id, Flaw::Head);
    }
    if end.held() != Some(row.held.minor()) {
        findings.add(TABLE, &row.id, Flaw::Holds);
    }
    if !end.open.is_empty() {
        proof
            .open
            .insert(row.id.clone(), end.open.into_keys().collect());
    }
    Ok(())
}

/// Each currency is as it was settled, and what was debited was credited.
fn currencies(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let findings = &mut proof.report.findings;
    for row in queries::currencies(proof.conn)? {
        if proof.seals.currency(&row) != row.seal {
            findings.add(CURRENCIES, &row.code, Flaw::Altered);
        }
        let sums = proof.report.currencies.entry(row.code).or_default();
        sums.precision = currency::of(row.precision);
    }
    for (code, sums) in &proof.report.currencies {
        if sums.precision.is_none() {
            findings.add(CURRENCIES, code, Flaw::Gone);
        }
        if sums.debits != sums.credits {
            findings.add(CURRENCIES, code, Flaw::Unbalanced);
        }
    }
    Ok(())
}
