//! Settlements: what a deleted customer leaves behind.

use sovx_api_types::sovx::models::{CustomerStatus, TransactionStatus, TransactionType};
use uuid::Uuid;

use super::error::AdjustmentError;
use super::once::{carry_out, subject};
use super::words::{Reason, Reference};
use crate::changes::{Change, Changed, Changes};
use crate::clock::Clock;
use crate::customers;
use crate::db::{Connection, CustomerKey};
use crate::ledger::{self, Holding, Ledger, Owner, Posting};
use crate::transactions::{self, NewTransaction};

const KIND: &str = "settlement";

/// How many accounts are emptied together.
const BATCH: i64 = 100;

/// A settlement that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Settlement {
    /// As clients know the customer.
    pub(crate) customer_id: String,
    pub(crate) reason: Reason,
    pub(crate) reference: Reference,
}

/// What was settled under a reference, by this order and by those before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// An amount of each currency, with its code.
    pub(crate) amounts: Vec<(String, String)>,
    /// Whether this order moved something.
    pub(crate) is_new: bool,
}

/// Moves everything that is in the wallets and the revenue of a deleted customer to equity, a batch
/// at a time. What was moved stays so when a later batch fails; the same order goes on from there.
///
/// # Errors
/// When the order cannot be carried out, or not to its end.
pub(crate) async fn settle(
    changes: &Changes,
    ledger: &Ledger,
    settlement: Settlement,
) -> Result<Settled, AdjustmentError> {
    let clock = changes.clock().clone();
    let mut is_new = false;
    loop {
        let (settlement, ledger, clock) = (settlement.clone(), ledger.clone(), clock.clone());
        let order = move |conn: &mut Connection| settlement.carry_out(conn, &ledger, &clock);
        match carry_out(changes, order).await? {
            Step::Moved(count) => is_new |= count > 0,
            Step::Finished(amounts) => return Ok(Settled { amounts, is_new }),
        }
    }
}

/// What one batch has come to.
#[derive(Debug)]
enum Step {
    /// So many accounts were emptied, and there may be others.
    Moved(usize),
    /// Nothing is left; this is what was settled altogether.
    Finished(Vec<(String, String)>),
}

impl Settlement {
    fn carry_out(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        clock: &Clock,
    ) -> Result<Changed<Step>, AdjustmentError> {
        let found = customers::find_anywhere(conn, &self.customer_id)?;
        let (customer, status) = found.ok_or(AdjustmentError::NoCustomer)?;
        if status != CustomerStatus::Inactive {
            return Err(AdjustmentError::NotDeleted);
        }
        let begun = self.begun(conn, &customer)?;
        if ledger::has_holds(conn, &customer)? {
            return Err(AdjustmentError::Held);
        }
        let mut holdings = ledger::lock_filled(conn, &customer, BATCH)?;
        if holdings.is_empty() {
            return Ok(Changed::nothing(Step::Finished(totals(conn, begun)?)));
        }
        // Another order may have emptied some before they were locked.
        holdings.retain(|holding| !holding.available.is_zero());
        if holdings.is_empty() {
            return Ok(Changed::nothing(Step::Moved(0)));
        }
        let operation = begun.unwrap_or_else(|| Uuid::now_v7().to_string());
        let change = self.empty(conn, ledger, &customer, &holdings, &operation, clock)?;
        Ok(Changed::by(Step::Moved(holdings.len()), change))
    }

    /// The operation of what was settled under this reference before.
    fn begun(
        &self,
        conn: &mut Connection,
        customer: &CustomerKey,
    ) -> Result<Option<String>, AdjustmentError> {
        let Some(first) = ledger::posted(conn, KIND, &self.numbered(1))? else {
            return Ok(None);
        };
        let is_same = first.payer(conn)?.as_ref() == Some(customer)
            && transactions::is_noted(conn, customer, first.at, self.reason.as_str())?;
        match is_same {
            true => Ok(Some(first.operation)),
            false => Err(AdjustmentError::OtherOrder),
        }
    }

    fn numbered(&self, number: i64) -> String {
        format!("{}:{number}", self.reference.as_str())
    }

    /// Empties accounts that are locked. Their movements count on from those before.
    fn empty(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        customer: &CustomerKey,
        holdings: &[Holding],
        operation: &str,
        clock: &Clock,
    ) -> Result<Change, AdjustmentError> {
        let (before, _) = ledger::moved(conn, KIND, operation)?;
        let (equity, now) = (Owner::equity(), clock.now_millis());
        let postings: Vec<Posting<'_>> = (before + 1..)
            .zip(holdings)
            .map(|(number, holding)| Posting {
                kind: KIND,
                reference: self.numbered(number),
                debit: &holding.owner,
                credit: &equity,
                currency: &holding.currency,
                amount: holding.available,
            })
            .collect();
        ledger.post(conn, operation, &postings, now)?;
        for holding in holdings {
            transactions::insert(conn, self.charge(customer, holding), now)?;
        }
        Ok(Change::of("customer.settled", &self.customer_id)
            .with("accounts", holdings.len())
            .with("operation", operation)
            .with("reference", self.reference.as_str())
            .with("explanation", self.reason.as_str()))
    }

    fn charge<'a>(&'a self, customer: &'a CustomerKey, holding: &'a Holding) -> NewTransaction<'a> {
        NewTransaction {
            subject: subject(customer, &holding.owner),
            operation: None,
            kind: TransactionType::Charge,
            currency: &holding.currency,
            amount: holding.available,
            status: TransactionStatus::Completed,
            tx_hash: None,
            memo: Some(self.reason.as_str()),
        }
    }
}

/// What an operation has settled of each currency.
fn totals(
    conn: &mut Connection,
    operation: Option<String>,
) -> Result<Vec<(String, String)>, AdjustmentError> {
    let Some(operation) = operation else {
        return Ok(Vec::new());
    };
    let (_, totals) = ledger::moved(conn, KIND, &operation)?;
    let shown = totals.into_iter().map(|(currency, total)| {
        let precision = ledger::precision(conn, &currency)?.ok_or(AdjustmentError::NoCurrency)?;
        Ok((currency, total.decimal(precision)))
    });
    shown.collect()
}
