//! Payouts: what a customer has earned and was paid outside of this server.

use sovx_ledger::{Minor, Precision, Signed};

use super::error::AdjustmentError;
use super::once::{Done, Movement, carry_out, positive, settled_precision};
use super::words::{Reason, Reference};
use crate::changes::{Changed, Changes};
use crate::clock::Clock;
use crate::customers;
use crate::db::Connection;
use crate::ledger::{self, Ledger, Owner};

const KIND: &str = "payout";

/// A payout that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Payout {
    /// As clients know the customer.
    pub(crate) customer_id: String,
    pub(crate) currency: String,
    /// Everything, where it is left out.
    pub(crate) amount: Option<String>,
    pub(crate) reason: Reason,
    /// How the payment is known outside.
    pub(crate) reference: Reference,
}

/// Takes what was paid out from a customer's revenue.
///
/// # Errors
/// When the order cannot be carried out; nothing was moved then.
pub(crate) async fn pay_out(
    changes: &Changes,
    ledger: &Ledger,
    payout: Payout,
) -> Result<Done, AdjustmentError> {
    let (ledger, clock) = (ledger.clone(), changes.clock().clone());
    let order = move |conn: &mut Connection| payout.carry_out(conn, &ledger, &clock);
    carry_out(changes, order).await
}

impl Payout {
    fn carry_out(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        clock: &Clock,
    ) -> Result<Changed<Done>, AdjustmentError> {
        let found = customers::find_anywhere(conn, &self.customer_id)?;
        let (customer, _) = found.ok_or(AdjustmentError::NoCustomer)?;
        let (revenue, now) = (Owner::revenue(&customer), clock.now_millis());
        let currency = self.currency.to_ascii_lowercase();
        let precision = settled_precision(conn, ledger, &currency, now)?;
        let available = ledger.lock_available(conn, &revenue, &currency)?;
        let amount = self.amount(conn, available, precision)?;
        let movement = Movement {
            kind: KIND,
            action: "revenue.paid_out",
            target: &self.customer_id,
            customer: &customer,
            owner: &revenue,
            currency: &currency,
            precision,
            amount: Signed::new(true, amount),
            reason: &self.reason,
            reference: &self.reference,
        };
        if movement.is_posted(conn)? {
            return Ok(Changed::nothing(movement.done(amount, true)));
        }
        if amount.is_zero() {
            return Err(AdjustmentError::Nothing);
        }
        movement.expect_available(conn, ledger)?;
        let change = movement.post(conn, ledger, now)?;
        Ok(Changed::by(movement.done(amount, false), change))
    }

    /// How much to pay out. Everything is what it was when it was paid out, if it was before.
    fn amount(
        &self,
        conn: &mut Connection,
        available: Minor,
        precision: Precision,
    ) -> Result<Minor, AdjustmentError> {
        if let Some(amount) = &self.amount {
            return positive(amount, precision);
        }
        let posted = ledger::posted(conn, KIND, self.reference.as_str())?;
        Ok(posted.map_or(available, |posted| posted.amount))
    }
}
