//! Orders that move one amount, once.

use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::{Minor, Precision, Signed};
use uuid::Uuid;

use super::error::AdjustmentError;
use super::words::{Reason, Reference};
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{Connection, CustomerKey};
use crate::ledger::{self, Ledger, Owner, Posting};
use crate::transactions::{self, NewTransaction, Subject};

/// An amount that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    /// Exactly.
    pub(crate) amount: String,
    pub(crate) currency: String,
    /// Whether an earlier order of this reference has moved it.
    pub(crate) is_repeated: bool,
}

/// Carries out an order. One that lost against another under its reference starts again, and finds
/// that one.
pub(super) async fn carry_out<T: Send + 'static>(
    changes: &Changes,
    order: impl Fn(&mut Connection) -> Result<Changed<T>, AdjustmentError> + Clone + Send + 'static,
) -> Result<T, AdjustmentError> {
    loop {
        match changes.change(Actor::operator(), order.clone()).await {
            Err(error) if error.is_repeated() => {}
            done => return done,
        }
    }
}

/// Money that goes from equity to an account, or back where the amount is negative.
pub(super) struct Movement<'a> {
    pub(super) kind: &'static str,
    pub(super) action: &'static str,
    /// What the audit log names.
    pub(super) target: &'a str,
    pub(super) customer: &'a CustomerKey,
    pub(super) owner: &'a Owner,
    pub(super) currency: &'a str,
    pub(super) precision: Precision,
    pub(super) amount: Signed,
    pub(super) reason: &'a Reason,
    pub(super) reference: &'a Reference,
}

impl Movement<'_> {
    /// Whether the very same was posted before.
    ///
    /// # Errors
    /// When something else was posted under the reference.
    pub(super) fn is_posted(&self, conn: &mut Connection) -> Result<bool, AdjustmentError> {
        let Some(posted) = ledger::posted(conn, self.kind, self.reference.as_str())? else {
            return Ok(false);
        };
        let equity = Owner::equity();
        let (debit, credit) = self.sides(&equity);
        let is_same = posted.currency == self.currency
            && posted.amount == self.amount.magnitude()
            && posted.is_between(conn, debit, credit)?
            && transactions::is_noted(conn, self.customer, posted.at, self.reason.as_str())?;
        is_same.then_some(true).ok_or(AdjustmentError::OtherOrder)
    }

    /// Refuses to take more than there is. The account stays as it is until the transaction ends.
    pub(super) fn expect_available(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
    ) -> Result<(), AdjustmentError> {
        if !self.amount.is_negative() {
            return Ok(());
        }
        let available = ledger.lock_available(conn, self.owner, self.currency)?;
        match self.amount.magnitude() > available {
            true => Err(AdjustmentError::Insufficient {
                available: available.decimal(self.precision),
                currency: self.currency.to_owned(),
            }),
            false => Ok(()),
        }
    }

    /// Moves the money and tells it to whoever reads transactions.
    pub(super) fn post(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        now: i64,
    ) -> Result<Change, AdjustmentError> {
        let equity = Owner::equity();
        let (debit, credit) = self.sides(&equity);
        let posting = Posting {
            kind: self.kind,
            reference: self.reference.as_str().to_owned(),
            debit,
            credit,
            currency: self.currency,
            amount: self.amount.magnitude(),
        };
        let operation = Uuid::now_v7().to_string();
        ledger.post(conn, &operation, &[posting], now)?;
        transactions::insert(conn, self.transaction(), now)?;
        Ok(Change::of(self.action, self.target)
            .with("currency", self.currency)
            .with("amount", self.amount.decimal(self.precision))
            .with("operation", operation)
            .with("reference", self.reference.as_str())
            .with("explanation", self.reason.as_str()))
    }

    /// What was done, with the amount as it is to be shown.
    pub(super) fn done(&self, amount: impl Into<Signed>, is_repeated: bool) -> Done {
        Done {
            amount: amount.into().decimal(self.precision),
            currency: self.currency.to_owned(),
            is_repeated,
        }
    }

    fn sides<'b>(&'b self, equity: &'b Owner) -> (&'b Owner, &'b Owner) {
        match self.amount.is_negative() {
            true => (self.owner, equity),
            false => (equity, self.owner),
        }
    }

    fn transaction(&self) -> NewTransaction<'_> {
        let kind = match self.amount.is_negative() {
            true => TransactionType::Charge,
            false => TransactionType::Credit,
        };
        NewTransaction {
            subject: subject(self.customer, self.owner),
            operation: None,
            kind,
            currency: self.currency,
            amount: self.amount.magnitude(),
            status: TransactionStatus::Completed,
            tx_hash: None,
            memo: Some(self.reason.as_str()),
        }
    }
}

/// Whose transactions tell of an account: those of its wallet, or of the customer's revenue.
pub(super) fn subject<'a>(customer: &'a CustomerKey, owner: &'a Owner) -> Subject<'a> {
    match owner.wallet_of_user() {
        Some((user, wallet)) => Subject::Wallet(customer, user, wallet),
        None => Subject::Revenue(customer),
    }
}

/// The precision of a currency, settled for ever from now on: an amount is read by it.
pub(super) fn settled_precision(
    conn: &mut Connection,
    ledger: &Ledger,
    currency: &str,
    now: i64,
) -> Result<Precision, AdjustmentError> {
    ledger.open(conn, &Owner::equity(), currency, now)?;
    ledger::precision(conn, currency)?.ok_or(AdjustmentError::NoCurrency)
}

/// How many digits a correction may have before the point. What was booked is never taken off an
/// account again, so that a slip of the keyboard must not fill it up.
const MOST_DIGITS: usize = 9;

/// An amount as people write it, without an exponent.
fn plain(text: &str) -> Result<&str, AdjustmentError> {
    let is_plain = |letter: char| letter.is_ascii_digit() || letter == '.';
    match text.chars().all(is_plain) {
        true => Ok(text),
        false => Err(AdjustmentError::NotPlain),
    }
}

/// An amount without a sign, greater than 0.
pub(super) fn positive(text: &str, precision: Precision) -> Result<Minor, AdjustmentError> {
    if text.starts_with('-') {
        return Err(AdjustmentError::NotPositive);
    }
    let amount = Minor::parse(plain(text)?, precision)?;
    match amount.is_zero() {
        true => Err(AdjustmentError::NotPositive),
        false => Ok(amount),
    }
}

/// An amount that is taken where a minus stands before it, and never 0.
pub(super) fn signed(text: &str, precision: Precision) -> Result<Signed, AdjustmentError> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let amount = Minor::parse(plain(digits)?, precision)?;
    let whole = digits.split('.').next().unwrap_or(digits);
    if whole.trim_start_matches('0').len() > MOST_DIGITS {
        return Err(AdjustmentError::TooLarge);
    }
    match amount.is_zero() {
        true => Err(AdjustmentError::Zero),
        false => Ok(Signed::new(is_negative, amount)),
    }
}
