//! The chain of an account's lines: each is as it was written and follows from the one before.

use std::collections::BTreeMap;

use sovx_ledger::{AccountKind, Balances, Minor, Phase, Side};

use super::finding::{Findings, Flaw};
use super::pages::Pages;
use super::rows::{Lines, Movements};
use super::{Proof, Said, checkpoints, operations};
use crate::db::{DbError, LedgerAccountId, MovementId};
use crate::ledger::model::{AccountRow, CheckpointRow, LineRow, MovementRow};
use crate::ledger::seals::Seals;
use crate::ledger::units::Units;

/// How many operations are compared at once.
const OPERATIONS: usize = 500;

/// A hold that nothing has ended yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hold {
    credit: LedgerAccountId,
    currency: String,
    amount: Units,
}

impl From<MovementRow> for Hold {
    fn from(row: MovementRow) -> Self {
        Self {
            credit: row.credit_id,
            currency: row.currency,
            amount: row.amount,
        }
    }
}

/// Where an account stands after a line.
pub(super) struct Standing {
    pub(super) seq: i64,
    /// The hash of the line; the seal of the account before the first.
    pub(super) mac: Vec<u8>,
    pub(super) balances: Balances,
    pub(super) open: BTreeMap<MovementId, Hold>,
}

impl Standing {
    pub(super) fn begin(row: &AccountRow) -> Self {
        Self {
            seq: 0,
            mac: row.seal.clone(),
            balances: Balances::default(),
            open: BTreeMap::new(),
        }
    }

    /// What the open holds are together; `None` where they are too much.
    pub(super) fn held(&self) -> Option<Minor> {
        let mut amounts = self.open.values().map(|hold| hold.amount.minor());
        amounts.try_fold(Minor::ZERO, Minor::checked_add)
    }
}

pub(super) fn prove(
    proof: &mut Proof<'_>,
    row: &AccountRow,
    kind: AccountKind,
    checkpoint: Option<CheckpointRow>,
) -> Result<Standing, DbError> {
    let mut standing = checkpoints::resume(proof, row, checkpoint)?;
    let lines = Lines(&row.id);
    let mut after = Some(standing.seq).filter(|seq| *seq > 0);
    loop {
        let page = lines.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            return Ok(standing);
        }
        for (line, movement, is_well_typed) in page {
            let id = lines.id(&line.seq);
            if !is_well_typed {
                proof.report.findings.add(Lines::TABLE, &id, Flaw::Mistyped);
            }
            proof.report.counts.read += 1;
            if !proof.is_full
                && let Some(movement) = &movement
            {
                proof.operations.insert(movement.operation.clone());
            }
            let mut walk = Walk {
                seals: proof.seals,
                findings: &mut proof.report.findings,
                account: row,
                kind,
                id,
            };
            walk.step(&mut standing, line, movement);
        }
        if proof.operations.len() >= OPERATIONS {
            operations::flush(proof)?;
        }
        proof.say(Said::Read(proof.report.counts.read));
    }
}

/// One line on its way through the proof.
struct Walk<'a> {
    seals: &'a Seals,
    findings: &'a mut Findings,
    account: &'a AccountRow,
    kind: AccountKind,
    id: String,
}

impl Walk<'_> {
    fn find(&mut self, flaw: Flaw) {
        self.findings.add(Lines::TABLE, &self.id, flaw);
    }

    /// Goes on from what the line says, so that one wrong line is not found in all that follow.
    fn step(&mut self, standing: &mut Standing, line: LineRow, movement: Option<MovementRow>) {
        if line.seq != standing.seq + 1 {
            self.find(Flaw::Gap);
        }
        match movement {
            None => self.find(Flaw::NoMovement),
            Some(movement) => {
                if self.seals.line(&standing.mac, &line, &movement) != line.mac {
                    // Which of the two was altered cannot be told.
                    self.find(Flaw::AlteredLine);
                    let findings = &mut self.findings;
                    findings.add(Movements::TABLE, &movement.id, Flaw::AlteredMovement);
                }
                self.follow(standing, &line, movement);
            }
        }
        standing.seq = line.seq;
        standing.balances = after(&line);
        standing.mac = line.mac;
    }

    fn follow(&mut self, standing: &mut Standing, line: &LineRow, movement: MovementRow) {
        let (phase, side) = (Phase::parse(&movement.phase), Side::parse(&line.side));
        let (Some(phase), Some(side)) = (phase, side) else {
            return self.find(Flaw::NotItsMovement);
        };
        let (account, effect) = match side {
            Side::Debit => (&movement.debit_id, Some(phase.debit_effect())),
            Side::Credit => (&movement.credit_id, phase.credit_effect()),
        };
        let is_its = *account == line.account_id
            && movement.amount == line.amount
            && movement.currency == self.account.currency;
        let Some(effect) = effect.filter(|_| is_its) else {
            return self.find(Flaw::NotItsMovement);
        };
        let expected = standing
            .balances
            .apply(self.kind, effect, line.amount.minor());
        let available = after(line).available(self.kind);
        if expected != Ok(after(line)) || available != line.available_after.map(Units::minor) {
            self.find(Flaw::Step);
        }
        if side == Side::Debit {
            self.resolve(standing, phase, movement);
        }
    }

    fn resolve(&mut self, standing: &mut Standing, phase: Phase, movement: MovementRow) {
        match phase {
            Phase::Post => {}
            Phase::Hold => {
                standing.open.insert(movement.id.clone(), movement.into());
            }
            Phase::Commit | Phase::Release => {
                let ended = movement.resolves.as_ref();
                let ended = ended.and_then(|hold| standing.open.remove(hold));
                let id = movement.id.clone();
                if ended != Some(movement.into()) {
                    self.findings.add(Movements::TABLE, id, Flaw::Resolution);
                }
            }
        }
    }
}

/// The figures that a line leaves.
pub(super) fn after(line: &LineRow) -> Balances {
    Balances {
        debits: line.debits_after.minor(),
        credits: line.credits_after.minor(),
        held: line.held_after.minor(),
    }
}
