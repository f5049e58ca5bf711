//! A deposit that is seen for the first time.

use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::DepositState;

use super::model::DepositRow;
use super::queries;
use super::source::Found;
use crate::db::{Connection, DbError, DepositId};
use crate::ledger::{Ledger, LedgerError, Owner, Units};
use crate::transactions::{self, NewTransaction, Subject};
use crate::vault::Network;
use crate::{addresses, wallets};

/// Writes down an output that pays to a wallet, as seen and not in a block yet. `None` where the
/// address was never given out.
pub(super) fn record(
    conn: &mut Connection,
    ledger: &Ledger,
    network: Network,
    found: &Found,
    now: i64,
) -> Result<Option<DepositRow>, LedgerError> {
    let Some(wallet) = addresses::find_wallet(conn, network, &found.address)? else {
        return Ok(None);
    };
    let wallet = wallets::of_anybody(conn, &wallet)?;
    let (customer, user) = (&wallet.customer_id, &wallet.user_id);
    let currency = network.currency();
    // Settles the precision of the currency before an amount of it is kept.
    let owner = Owner::wallet(customer, user, &wallet.id);
    ledger.open(conn, &owner, currency, now)?;
    let id = DepositId::fresh();
    let transaction = NewTransaction {
        subject: Subject::Wallet(customer, user, &wallet.id),
        operation: Some(id.as_str()),
        kind: TransactionType::Deposit,
        currency,
        amount: found.amount,
        status: TransactionStatus::Pending,
        tx_hash: Some(&found.output.tx_hash),
        memo: None,
    };
    let transaction_id = transactions::insert(conn, transaction, now)?;
    let row = DepositRow {
        id,
        customer_id: wallet.customer_id,
        user_id: wallet.user_id,
        wallet_id: wallet.id,
        network: network.as_str().to_owned(),
        currency: currency.to_owned(),
        address: found.address.clone(),
        tx_hash: found.output.tx_hash.clone(),
        output_index: found.output.index,
        amount: Units::of(found.amount),
        state: DepositState::Seen.as_str().to_owned(),
        confirmations: 0,
        confirmations_required: network.confirmations().into(),
        block_height: None,
        suspense_reason: None,
        credited_to: None,
        credits: 0,
        reversed_amount: None,
        reversed_debt: None,
        transaction_id,
        credited_at: None,
        created_at: now,
        updated_at: now,
    };
    queries::insert(conn, &row)?;
    Ok(Some(row))
}

/// Whether another transaction wrote the same output down first.
pub(super) fn is_known(error: &DbError) -> bool {
    error.violates(&queries::OUTPUT)
}
