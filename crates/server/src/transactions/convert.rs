//! A transaction as the contract shows it.

use sovx_api_types::sovx::models::{Transaction, TransactionStatus, TransactionType};
use sovx_ledger::{Precision, Signed};
use sovx_runtime::Timestamp;
use uuid::Uuid;

use super::model::TransactionRow;
use crate::error::Broken;
use crate::ledger::Units;

/// What a damaged row is told by.
const DAMAGED: Broken = Broken {
    what: "a stored transaction holds a value that the contract does not have",
};

/// A transaction with the precision of its currency.
pub(super) type Precise = (TransactionRow, Option<Precision>);

/// As the contract shows it.
///
/// # Errors
/// When a stored value is not one of the contract.
pub(super) fn shown((row, precision): Precise) -> Result<Transaction, Broken> {
    let TransactionRow {
        id,
        customer_id: _,
        user_id,
        wallet_id,
        order_id,
        operation_id,
        kind,
        currency,
        amount,
        price,
        fee,
        net_amount,
        is_outgoing,
        status,
        tx_hash,
        memo,
        created_at,
        updated_at,
    } = row;
    let precision = precision.ok_or(DAMAGED)?;
    let net = Signed::new(is_outgoing, net_amount.minor());
    let (amount, fee, price) = (amount.minor(), fee.minor(), price.map(Units::minor));
    let uuid = |id: Option<String>| {
        id.map(|id| Uuid::try_parse(&id).or(Err(DAMAGED)))
            .transpose()
    };
    Ok(Transaction {
        transaction_id: (&id).into(),
        user_id: user_id.as_ref().map(Into::into),
        wallet_id: wallet_id.as_ref().map(Into::into),
        order_id: uuid(order_id)?,
        operation_id: uuid(operation_id)?,
        r#type: TransactionType::from_wire(&kind).ok_or(DAMAGED)?,
        currency,
        amount: amount.number(precision),
        amount_decimal: amount.decimal(precision),
        price: price.map(|price| price.number(precision)),
        price_decimal: price.map(|price| price.decimal(precision)),
        fee: fee.number(precision),
        fee_decimal: fee.decimal(precision),
        net_amount: net.number(precision),
        net_amount_decimal: net.decimal(precision),
        status: TransactionStatus::from_wire(&status).ok_or(DAMAGED)?,
        tx_hash,
        memo,
        created_at: Timestamp::from_millis(created_at).ok_or(DAMAGED)?,
        updated_at: Timestamp::from_millis(updated_at).ok_or(DAMAGED)?,
    })
}
