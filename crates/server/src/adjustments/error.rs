//! Why an order was not carried out.

use sovx_ledger::AmountError;

use crate::db::DbError;
use crate::ledger::LedgerError;

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdjustmentError {
    #[error("there is no such wallet")]
    NoWallet,
    #[error("there is no such customer")]
    NoCustomer,
    #[error("the catalogue has no such currency")]
    NoCurrency,
    #[error("the user of the wallet is deleted")]
    UserDeleted,
    #[error("the customer is not deleted: only what a deleted one leaves is settled")]
    NotDeleted,
    #[error("something of the customer is held: settle it once that is resolved")]
    Held,
    #[error("the amount {0}")]
    Amount(AmountError),
    #[error("the amount must be a decimal number, such as 12.5")]
    NotPlain,
    #[error("the amount must be less than 1000000000")]
    TooLarge,
    #[error("the amount must not be 0")]
    Zero,
    #[error("the amount must be greater than 0")]
    NotPositive,
    /// What there is, exactly.
    #[error("there is not so much: {available} {currency} can be taken")]
    Insufficient { available: String, currency: String },
    #[error("there is nothing of this currency to pay out")]
    Nothing,
    #[error("the reference was used before, for another order")]
    OtherOrder,
    #[error("the account cannot hold as much")]
    TooMuch,
    #[error(transparent)]
    Ledger(LedgerError),
}

impl From<LedgerError> for AdjustmentError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::UnknownCurrency => Self::NoCurrency,
            LedgerError::Overflow => Self::TooMuch,
            other => Self::Ledger(other),
        }
    }
}

impl From<DbError> for AdjustmentError {
    fn from(error: DbError) -> Self {
        LedgerError::from(error).into()
    }
}

impl From<AmountError> for AdjustmentError {
    fn from(error: AmountError) -> Self {
        Self::Amount(error)
    }
}

impl AdjustmentError {
    /// Whether another order of the same reference was carried out in the same moment.
    pub(super) fn is_repeated(&self) -> bool {
        matches!(self, Self::Ledger(LedgerError::Repeated))
    }
}
