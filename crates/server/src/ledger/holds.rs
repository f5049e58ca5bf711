//! Money that is reserved until it is known whether it moves.

#![cfg_attr(
    not(test),
    expect(dead_code, reason = "deposits hold nothing; what leaves a wallet will")
)]

use diesel::prelude::*;
use sovx_ledger::{AccountKind, Phase};

use super::book::{Draft, Ledger, LedgerError, Posting};
use super::holdings::kind_of;
use super::model::MovementRow;
use crate::db::schema::{ledger_accounts, ledger_movements};
use crate::db::{Connection, DbError, LedgerAccountId, MovementId, columns};

impl Ledger {
    /// Reserves what the movements of an operation will take, all of it or nothing. Each leg is
    /// committed or released later, once.
    ///
    /// # Errors
    /// As [`Ledger::post`].
    pub(crate) fn hold(
        &self,
        conn: &mut Connection,
        operation: &str,
        postings: &[Posting<'_>],
        now: i64,
    ) -> Result<(), LedgerError> {
        self.book(conn, (operation, Phase::Hold), postings, now)
    }

    /// Moves what the open holds of an operation reserve; says how many there were.
    ///
    /// # Errors
    /// When another transaction resolved one of them, or the database fails.
    pub(crate) fn commit(
        &self,
        conn: &mut Connection,
        operation: &str,
        now: i64,
    ) -> Result<usize, LedgerError> {
        self.resolve(conn, operation, Phase::Commit, now)
    }

    /// Gives back what the open holds of an operation reserve; says how many there were.
    ///
    /// # Errors
    /// As [`Ledger::commit`].
    pub(crate) fn release(
        &self,
        conn: &mut Connection,
        operation: &str,
        now: i64,
    ) -> Result<usize, LedgerError> {
        self.resolve(conn, operation, Phase::Release, now)
    }

    fn resolve(
        &self,
        conn: &mut Connection,
        operation: &str,
        phase: Phase,
        now: i64,
    ) -> Result<usize, LedgerError> {
        let holds = open_holds(conn, operation)?;
        let count = holds.len();
        let mut drafts = Vec::with_capacity(count);
        for hold in holds {
            let debit = (find_kind(conn, &hold.debit_id)?, hold.debit_id.clone());
            let credit = (find_kind(conn, &hold.credit_id)?, hold.credit_id.clone());
            let row = MovementRow {
                id: MovementId::fresh(),
                phase: phase.as_str().to_owned(),
                resolves: Some(hold.id),
                created_at: now,
                ..hold
            };
            drafts.push(Draft {
                row,
                phase,
                debit,
                credit,
            });
        }
        self.write(conn, &drafts)?;
        Ok(count)
    }
}

/// The kind of an account.
fn find_kind(conn: &mut Connection, id: &LedgerAccountId) -> Result<AccountKind, LedgerError> {
    let kind: String = ledger_accounts::table
        .find(id)
        .select(ledger_accounts::kind)
        .get_result(conn)
        .map_err(DbError::from)?;
    kind_of(&kind)
}

/// The holds of an operation that nothing has resolved, in the order in which they were made.
fn open_holds(conn: &mut Connection, operation: &str) -> Result<Vec<MovementRow>, DbError> {
    let rows: Vec<MovementRow> = ledger_movements::table
        .filter(ledger_movements::operation.eq(operation))
        .order(ledger_movements::id)
        .select(columns::<MovementRow>())
        .load(conn)?;
    let ends: Vec<_> = rows.iter().filter_map(|row| row.resolves.clone()).collect();
    let is_open = |row: &MovementRow| row.phase == "HOLD" && !ends.contains(&row.id);
    Ok(rows.into_iter().filter(is_open).collect())
}
