//! What movements did to wallets and to revenue, and what their owners were told of it.

use std::collections::{BTreeSet, HashMap};

use sovx_api_types::sovx::models::TransactionType;
use sovx_ledger::{AccountKind, Phase, Total};

use super::finding::Flaw;
use super::pages::{Pages, readable};
use super::product::TransactionFound;
use super::rows::{Movements, Transactions};
use super::{Proof, queries, transactions};
use crate::db::{DbError, LedgerAccountId, MovementId, TransactionId};
use crate::ledger::model::{AccountRow, MovementRow};

/// An operation's part in an account: the operation, the wallet or customer, the currency.
type Part = (String, String, String);

/// What movements changed and transactions tell. Both sides of the scale are equal where they agree.
#[derive(Default)]
struct Scale {
    moved_in: Total,
    moved_out: Total,
    told_in: Total,
    told_out: Total,
    movements: Vec<MovementId>,
    transactions: Vec<TransactionId>,
}

impl Scale {
    fn is_even(&self) -> bool {
        self.moved_in.checked_add(self.told_out) == self.told_in.checked_add(self.moved_out)
    }
}

/// Compares the operations of new lines.
pub(super) fn flush(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let operations = std::mem::take(&mut proof.operations);
    compare(proof, &operations)
}

/// Compares the movements of operations with their transactions.
pub(super) fn compare(proof: &mut Proof<'_>, operations: &BTreeSet<String>) -> Result<(), DbError> {
    let names: Vec<&str> = operations.iter().map(String::as_str).collect();
    let movements = readable(queries::movements_of(proof.conn, &names))?;
    let told = readable(queries::transactions_of(proof.conn, &names))?;
    let (Some(movements), Some(told)) = (movements, told) else {
        return Ok(());
    };
    let deposits: HashMap<String, TransactionId> = queries::deposits_among(proof.conn, &names)?
        .into_iter()
        .collect();
    for row in &movements {
        if row.kind.starts_with("deposit") && !deposits.contains_key(&row.operation) {
            let findings = &mut proof.report.findings;
            findings.add(Movements::TABLE, &row.id, Flaw::NoDeposit);
        }
    }
    let accounts = accounts_of(proof, &movements)?;
    let mut parts: HashMap<Part, Scale> = HashMap::new();
    for row in movements {
        weigh_movement(&mut parts, &accounts, &row);
    }
    for row in &told {
        transactions::prove_one(proof, row);
        weigh_transaction(&mut parts, row);
        prove_owner(proof, &accounts, row);
        let deposit = row.operation_id.as_ref().and_then(|id| deposits.get(id));
        if row.kind == TransactionType::Deposit.as_str() && deposit != Some(&row.id) {
            let findings = &mut proof.report.findings;
            findings.add(Transactions::TABLE, &row.id, Flaw::NoDeposit);
        }
    }
    for scale in parts.into_values().filter(|scale| !scale.is_even()) {
        let findings = &mut proof.report.findings;
        for id in &scale.transactions {
            findings.add(Transactions::TABLE, id, Flaw::Untold);
        }
        if scale.transactions.is_empty() {
            for id in &scale.movements {
                findings.add(Movements::TABLE, id, Flaw::Untold);
            }
        }
    }
    Ok(())
}

type ById = HashMap<LedgerAccountId, AccountRow>;

/// The accounts of movements.
pub(super) fn accounts_of(
    proof: &mut Proof<'_>,
    movements: &[MovementRow],
) -> Result<ById, DbError> {
    let ids = movements
        .iter()
        .flat_map(|row| [&row.debit_id, &row.credit_id]);
    let ids: BTreeSet<&LedgerAccountId> = ids.collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let mut found = HashMap::new();
    for some in ids.chunks(500) {
        let rows = readable(queries::accounts(proof.conn, some))?;
        found.extend(rows.into_iter().flatten().map(|row| (row.id.clone(), row)));
    }
    Ok(found)
}

/// Whose money an account is, if anybody is told of it.
fn subject(account: &AccountRow) -> Option<String> {
    match AccountKind::parse(&account.kind)? {
        AccountKind::Wallet => account.wallet_id.as_ref().map(ToString::to_string),
        AccountKind::Revenue => account.customer_id.as_ref().map(ToString::to_string),
        AccountKind::Inventory
        | AccountKind::Suspense
        | AccountKind::Chain
        | AccountKind::NetworkFee
        | AccountKind::Equity
        | AccountKind::DepositReversals => None,
    }
}

fn weigh_movement(parts: &mut HashMap<Part, Scale>, accounts: &ById, row: &MovementRow) {
    if !matches!(Phase::parse(&row.phase), Some(Phase::Post | Phase::Commit)) {
        return;
    }
    for (id, is_credit) in [(&row.debit_id, false), (&row.credit_id, true)] {
        let Some(subject) = accounts.get(id).and_then(subject) else {
            continue;
        };
        let part = (row.operation.clone(), subject, row.currency.clone());
        let scale = parts.entry(part).or_default();
        scale.movements.push(row.id.clone());
        let side = match is_credit {
            true => &mut scale.moved_in,
            false => &mut scale.moved_out,
        };
        *side = side.plus(row.amount.minor());
    }
}

fn weigh_transaction(parts: &mut HashMap<Part, Scale>, row: &TransactionFound) {
    let Some(operation) = row.operation_id.clone() else {
        return;
    };
    let subject = match &row.wallet_id {
        Some(wallet) => wallet.to_string(),
        None => row.customer_id.to_string(),
    };
    let scale = parts
        .entry((operation, subject, row.currency.clone()))
        .or_default();
    scale.transactions.push(row.id.clone());
    if row.status == "COMPLETED" {
        let side = match row.is_outgoing {
            true => &mut scale.told_out,
            false => &mut scale.told_in,
        };
        *side = side.plus(row.net_amount.minor());
    }
}

/// The owner of a wallet is the one whom its account names.
fn prove_owner(proof: &mut Proof<'_>, accounts: &ById, row: &TransactionFound) {
    let mut accounts = accounts.values();
    let account = accounts.find(|account| {
        account.kind == AccountKind::Wallet.as_str() && account.wallet_id == row.wallet_id
    });
    if let Some(account) = account
        && (account.customer_id.as_ref() != Some(&row.customer_id)
            || account.user_id != row.user_id)
    {
        let findings = &mut proof.report.findings;
        findings.add(Transactions::TABLE, &row.id, Flaw::Owner);
    }
}
