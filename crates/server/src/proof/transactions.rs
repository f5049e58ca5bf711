//! Transactions: what is told adds up to what there is.

use std::collections::{BTreeSet, HashMap};

use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::{AccountKind, Total};

use super::finding::Flaw;
use super::pages::Pages;
use super::product::TransactionFound;
use super::queries::Told;
use super::rows::{Accounts, Transactions};
use super::{Proof, operations, queries};
use crate::db::DbError;
use crate::ledger::model::AccountRow;
use crate::ledger::sums::joined;

/// Walks through all of them, unless only what is new is proved.
pub(super) fn prove(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let mut after = None;
    while proof.is_full {
        let page = Transactions.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            prove_one(proof, row);
        }
        let operations: BTreeSet<String> = page
            .into_iter()
            .filter_map(|row| row.operation_id)
            .collect();
        operations::compare(proof, &operations)?;
    }
    Ok(())
}

/// What a transaction says of itself.
pub(super) fn prove_one(proof: &mut Proof<'_>, row: &TransactionFound) {
    let findings = &mut proof.report.findings;
    let kind = TransactionType::from_wire(&row.kind);
    if kind.is_none() || TransactionStatus::from_wire(&row.status).is_none() {
        findings.add(Transactions::TABLE, &row.id, Flaw::Status);
    }
    let is_outgoing = match kind {
        Some(TransactionType::Deposit | TransactionType::Credit) => false,
        Some(TransactionType::Charge) => true,
        _ => return,
    };
    let is_plain = row.net_amount == row.amount && row.fee.minor().is_zero();
    if !is_plain || row.is_outgoing != is_outgoing {
        findings.add(Transactions::TABLE, &row.id, Flaw::Fee);
    }
}

/// What came in and what went out, by owner and currency.
#[derive(Default)]
struct Flows(HashMap<(String, String), (Total, Total)>);

impl Flows {
    fn add<Key>(&mut self, rows: Vec<Told<Key>>, name: impl Fn(Key) -> String) {
        for (key, currency, is_outgoing, sum) in rows {
            let (came, went) = self.0.entry((name(key), currency)).or_default();
            match is_outgoing {
                true => *went = joined(sum),
                false => *came = joined(sum),
            }
        }
    }
}

/// The balances of wallets and revenue are the sums of their completed transactions.
pub(super) fn balances(proof: &mut Proof<'_>, accounts: &[AccountRow]) -> Result<(), DbError> {
    let wallets: Vec<_> = of_kind(accounts, AccountKind::Wallet)
        .filter_map(|row| row.wallet_id.as_ref())
        .collect();
    let customers: Vec<_> = of_kind(accounts, AccountKind::Revenue)
        .filter_map(|row| row.customer_id.as_ref())
        .collect();
    let mut flows = Flows::default();
    let told = queries::told_of_wallets(proof.conn, &wallets)?;
    flows.add(told, |wallet| {
        wallet.map(|id| id.to_string()).unwrap_or_default()
    });
    let told = queries::told_of_customers(proof.conn, &customers)?;
    flows.add(told, |customer| customer.to_string());
    let told =
        of_kind(accounts, AccountKind::Wallet).chain(of_kind(accounts, AccountKind::Revenue));
    for row in told {
        let key = (row.owner.clone(), row.currency.clone());
        let (came, went) = flows.0.remove(&key).unwrap_or_default();
        let debits = Total::from(row.debits.minor());
        let credits = Total::from(row.credits.minor());
        if credits.checked_add(went) != came.checked_add(debits) {
            proof
                .report
                .findings
                .add(Accounts::TABLE, &row.id, Flaw::Balance);
        }
    }
    Ok(())
}

fn of_kind(accounts: &[AccountRow], kind: AccountKind) -> impl Iterator<Item = &AccountRow> {
    accounts.iter().filter(move |row| row.kind == kind.as_str())
}
