//! What is sent to the database at once, and how it is applied no more than once.

use std::collections::BTreeMap;

use super::model::{Counts, Outcome};
use super::period::Period;
use super::queries;
use crate::db::{Connection, DbError, EndCustomerId, ProcessId};

/// Counts by end customer and start of the period, in the order in which their rows are locked:
/// two processes at once never wait for each other in a circle.
#[derive(Debug, Default)]
pub(super) struct Gathered(BTreeMap<(EndCustomerId, i64), Counts>);

impl Gathered {
    /// Counts a request.
    pub(super) fn count(&mut self, customer: &EndCustomerId, outcome: Outcome, now: i64) {
        let key = (customer.clone(), Period::of(now).start);
        self.0.entry(key).or_default().count(outcome, now);
    }

    /// Whether nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Counts under a number of the process that counted them.
#[derive(Debug)]
pub(super) struct Batch {
    /// Who counted.
    pub(super) process: ProcessId,
    /// Greater than that of every batch before.
    pub(super) number: i64,
    /// What was counted.
    pub(super) gathered: Gathered,
}

impl Batch {
    /// Adds the counts unless that was done before, within the transaction of the caller.
    pub(super) fn apply(&self, conn: &mut Connection, now: i64) -> Result<(), DbError> {
        if !queries::take_number(conn, &self.process, self.number, now)? {
            return Ok(());
        }
        for ((customer, period_start), counts) in &self.gathered.0 {
            queries::add(conn, customer, *period_start, *counts)?;
        }
        Ok(())
    }
}
