//! Movements as a whole: each has its lines, and there are no lines besides.

use sovx_ledger::Phase;

use super::finding::Flaw;
use super::pages::Pages;
use super::rows::{Lines, Movements};
use super::{Proof, operations, queries};
use crate::db::DbError;

pub(super) fn prove(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let is_complete = count(proof)?;
    if !is_complete {
        proof
            .report
            .findings
            .add("ledger", "as a whole", Flaw::Overcounted);
    }
    if proof.is_full || !is_complete {
        for id in queries::movements_without_line(proof.conn)? {
            proof
                .report
                .findings
                .add(Movements::TABLE, id, Flaw::NoLine);
        }
        for (account, seq) in queries::lines_without_account(proof.conn)? {
            let id = Lines(&account).id(&seq);
            proof.report.findings.add(Lines::TABLE, id, Flaw::NoAccount);
        }
    }
    match proof.is_full {
        true => compare_all(proof),
        false => operations::flush(proof),
    }
}

/// Whether the accounts count as many lines as there are, and the movements call for as many.
fn count(proof: &mut Proof<'_>) -> Result<bool, DbError> {
    let lines = queries::count_lines(proof.conn)?;
    let (mut movements, mut called_for) = (0, 0);
    for (phase, count) in queries::count_movements(proof.conn)? {
        movements += count;
        called_for += match Phase::parse(&phase) {
            Some(Phase::Post | Phase::Commit) => 2 * count,
            Some(Phase::Hold | Phase::Release) => count,
            None => 0,
        };
    }
    proof.report.counts.movements = movements;
    Ok(lines == proof.report.counts.lines && lines == called_for)
}

/// Compares each operation with what the transactions tell of it.
fn compare_all(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = Movements.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            return Ok(());
        }
        let operations = page.iter().map(|row| row.operation.clone());
        operations::compare(proof, &operations.collect())?;
    }
}
