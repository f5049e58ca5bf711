//! What was posted before, to tell whether what is asked for twice is the same.

use sovx_ledger::{Minor, Phase, Total};

use super::model::MovementRow;
use super::owner::Owner;
use super::queries;
use crate::db::{Connection, CustomerKey, DbError, LedgerAccountId};

/// A movement that was posted.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    /// What it belongs to.
    pub(crate) operation: String,
    pub(crate) currency: String,
    pub(crate) amount: Minor,
    pub(crate) at: i64,
    debit: LedgerAccountId,
    credit: LedgerAccountId,
}

impl From<MovementRow> for Posted {
    fn from(row: MovementRow) -> Self {
        Self {
            operation: row.operation,
            currency: row.currency,
            amount: row.amount.minor(),
            at: row.created_at,
            debit: row.debit_id,
            credit: row.credit_id,
        }
    }
}

impl Posted {
    /// Whether the money went from the one to the other.
    pub(crate) fn is_between(
        &self,
        conn: &mut Connection,
        debit: &Owner,
        credit: &Owner,
    ) -> Result<bool, DbError> {
        let debit = queries::find_account(conn, debit, &self.currency)?;
        let credit = queries::find_account(conn, credit, &self.currency)?;
        Ok(debit.is_some_and(|row| row.id == self.debit)
            && credit.is_some_and(|row| row.id == self.credit))
    }

    /// The customer that was debited, itself or in a wallet of a user.
    pub(crate) fn payer(&self, conn: &mut Connection) -> Result<Option<CustomerKey>, DbError> {
        queries::find_customer(conn, &self.debit)
    }
}

/// The movement of a kind that was posted under this reference.
pub(crate) fn posted(
    conn: &mut Connection,
    kind: &str,
    reference: &str,
) -> Result<Option<Posted>, DbError> {
    let phase = Phase::Post.as_str();
    let row = queries::find_by_reference(conn, (kind, phase), reference)?;
    Ok(row.map(Into::into))
}

/// How many movements of a kind an operation has, and how much they moved of each currency.
pub(crate) fn moved(
    conn: &mut Connection,
    kind: &str,
    operation: &str,
) -> Result<(i64, Vec<(String, Total)>), DbError> {
    let sums = queries::sums_of_operation(conn, kind, operation)?;
    let count = sums.iter().map(|(_, count, _)| count).sum();
    let totals = sums
        .into_iter()
        .map(|(currency, _, chunks)| (currency, super::sums::joined(chunks)));
    Ok((count, totals.collect()))
}
