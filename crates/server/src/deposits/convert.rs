//! A deposit as the contract shows it.

use sovx_api_types::sovx::models::{self, Deposit, Network};
use sovx_ledger::Precision;
use sovx_runtime::Timestamp;

use super::model::{DAMAGED, DepositRow};
use crate::error::Broken;

/// A deposit with the precision of its currency.
pub(super) type Precise = (DepositRow, Option<Precision>);

/// As the contract shows it.
///
/// # Errors
/// When a stored value is not one of the contract.
pub(super) fn shown((row, precision): Precise) -> Result<Deposit, Broken> {
    let DepositRow {
        id,
        customer_id: _,
        user_id,
        wallet_id,
        network,
        currency,
        address,
        tx_hash,
        output_index,
        amount,
        state,
        confirmations,
        confirmations_required,
        block_height: _,
        suspense_reason: _,
        credited_to: _,
        credits: _,
        reversed_amount: _,
        reversed_debt: _,
        transaction_id: _,
        credited_at,
        created_at,
        updated_at,
    } = row;
    let precision = precision.ok_or(DAMAGED)?;
    let amount = amount.minor();
    let time = |millis: i64| Timestamp::from_millis(millis).ok_or(DAMAGED);
    Ok(Deposit {
        deposit_id: (&id).into(),
        wallet_id: (&wallet_id).into(),
        user_id: (&user_id).into(),
        currency,
        network: Network::from_wire(&network).ok_or(DAMAGED)?,
        address,
        amount: amount.number(precision),
        amount_decimal: amount.decimal(precision),
        state: models::DepositState::from_wire(&state).ok_or(DAMAGED)?,
        confirmations,
        confirmations_required,
        tx_hash,
        output_index,
        credited_at: credited_at.map(time).transpose()?,
        created_at: time(created_at)?,
        updated_at: time(updated_at)?,
    })
}
