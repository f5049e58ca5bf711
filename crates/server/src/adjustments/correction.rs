//! Corrections: what an operator puts into one account or takes out of it.

use super::error::AdjustmentError;
use super::once::{Done, Movement, carry_out, settled_precision, signed};
use super::words::{Reason, Reference};
use crate::changes::{Changed, Changes};
use crate::clock::Clock;
use crate::db::{Connection, CustomerKey, WalletId};
use crate::ledger::{Ledger, Owner};
use crate::{customers, users, wallets};

const KIND: &str = "correction";

/// Whose account is corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A wallet.
    Wallet(WalletId),
    /// The revenue of the customer that clients know by this id.
    Revenue(String),
}

/// A correction that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Correction {
    pub(crate) target: Target,
    pub(crate) currency: String,
    /// With a minus where it is taken.
    pub(crate) amount: String,
    pub(crate) reason: Reason,
    pub(crate) reference: Reference,
}

/// Moves money from equity to an account, or back where the amount is negative.
///
/// # Errors
/// When the order cannot be carried out; nothing was moved then.
pub(crate) async fn correct(
    changes: &Changes,
    ledger: &Ledger,
    correction: Correction,
) -> Result<Done, AdjustmentError> {
    let (ledger, clock) = (ledger.clone(), changes.clock().clone());
    let order = move |conn: &mut Connection| correction.carry_out(conn, &ledger, &clock);
    carry_out(changes, order).await
}

/// An account, whose it is, and whether it may still be changed.
struct Account {
    owner: Owner,
    customer: CustomerKey,
    is_user_deleted: bool,
}

impl Target {
    fn as_str(&self) -> &str {
        match self {
            Self::Wallet(id) => id.as_str(),
            Self::Revenue(customer_id) => customer_id,
        }
    }

    /// Finds the account; the user and the wallet stay as they are until the transaction ends.
    fn lock(&self, conn: &mut Connection) -> Result<Account, AdjustmentError> {
        match self {
            Self::Wallet(id) => {
                let found = wallets::find_anywhere(conn, id)?;
                let row = found.ok_or(AdjustmentError::NoWallet)?;
                let user = users::lock_status(conn, &row.customer_id, &row.user_id)?;
                let row = wallets::lock_of_anybody(conn, &row.id)?;
                Ok(Account {
                    owner: Owner::wallet(&row.customer_id, &row.user_id, &row.id),
                    customer: row.customer_id,
                    is_user_deleted: user.is_none(),
                })
            }
            Self::Revenue(customer_id) => {
                let found = customers::find_anywhere(conn, customer_id)?;
                let (key, _) = found.ok_or(AdjustmentError::NoCustomer)?;
                Ok(Account {
                    owner: Owner::revenue(&key),
                    customer: key,
                    is_user_deleted: false,
                })
            }
        }
    }
}

impl Correction {
    /// Locks the user and the wallet first, as everybody does.
    pub(super) fn carry_out(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        clock: &Clock,
    ) -> Result<Changed<Done>, AdjustmentError> {
        let account = self.target.lock(conn)?;
        let now = clock.now_millis();
        let currency = self.currency.to_ascii_lowercase();
        let precision = settled_precision(conn, ledger, &currency, now)?;
        let movement = Movement {
            kind: KIND,
            action: "ledger.corrected",
            target: self.target.as_str(),
            customer: &account.customer,
            owner: &account.owner,
            currency: &currency,
            precision,
            amount: signed(&self.amount, precision)?,
            reason: &self.reason,
            reference: &self.reference,
        };
        if movement.is_posted(conn)? {
            return Ok(Changed::nothing(movement.done(movement.amount, true)));
        }
        if account.is_user_deleted {
            return Err(AdjustmentError::UserDeleted);
        }
        movement.expect_available(conn, ledger)?;
        let change = movement.post(conn, ledger, now)?;
        Ok(Changed::by(movement.done(movement.amount, false), change))
    }
}
