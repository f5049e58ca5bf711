//! What a customer earns on a withdrawal.

use sovx_ledger::{Minor, Precision};

use super::queries;
use crate::db::{Connection, CustomerKey, DbError};
use crate::error::Broken;

/// Why the fee is not known.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FeeError {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The flat fee of a withdrawal, rounded up to the currency's unit: the one for the currency, in
/// small letters, or else the one for all currencies, or nothing.
pub(crate) fn withdrawal_fee(
    conn: &mut Connection,
    customer: &CustomerKey,
    currency: &str,
    precision: Precision,
) -> Result<Minor, FeeError> {
    let Some(amount) = queries::flat_withdrawal_fee(conn, customer, currency)? else {
        return Ok(Minor::ZERO);
    };
    let what = "a stored setting holds a fee that is no amount";
    Ok(Minor::parse_up(&amount, precision).or(Err(Broken { what }))?)
}
