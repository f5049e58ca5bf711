//! What movements did to wallets and to revenue, and what their owners were told of it.

use std::collections::{BTreeSet, HashMap};

use sovx_api_types::sovx::models::TransactionType;
use sovx_ledger::{AccountKind, Phase, Total};

use super::finding::Flaw;
use super::pages::{Pages, readable};
use super::product::TransactionFound;
use super::rows::{Movements, Transactions};
use super::{Proof, queries, transactions};
use crate::db::{CustomerKey, DbError, LedgerAccountId, MovementId, TransactionId};
use crate::ledger::model::{AccountRow, MovementRow};
use crate::ledger::units::Units;

/// An operation's part in an account: the operation, the wallet or customer, the currency.
type Part = (String, String, String);

/// What movements changed and transactions tell. Both sides of the scale are equal where they agree.
#[derive(Default)]
struct Scale {
    moved_in: Total,
    moved_out: Total,
    told_in: Total,
    told_out: Total,
    legs: Vec<Leg>,
    transactions: Vec<TransactionId>,
}

/// What a movement changed in one account.
struct Leg {
    movement: MovementId,
    at: i64,
    customer: CustomerKey,
    amount: Units,
    is_debit: bool,
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
    let mut unlinked = Vec::new();
    for (part, scale) in parts {
        if scale.is_even() {
            continue;
        }
        if scale.transactions.is_empty() && !deposits.contains_key(&part.0) {
            unlinked.extend(scale.legs.into_iter().map(|leg| (part.clone(), leg)));
            continue;
        }
        let findings = &mut proof.report.findings;
        for id in &scale.transactions {
            findings.add(Transactions::TABLE, id, Flaw::Untold);
        }
        if scale.transactions.is_empty() {
            for leg in &scale.legs {
                findings.add(Movements::TABLE, &leg.movement, Flaw::Untold);
            }
        }
    }
    match_by_time(proof, &unlinked)
}

/// Looks for the transactions of movements whose operation none of them names: those of the same
/// moment. Of movements without a product row there need be no other link.
fn match_by_time(proof: &mut Proof<'_>, unlinked: &[(Part, Leg)]) -> Result<(), DbError> {
    let customers: BTreeSet<_> = unlinked.iter().map(|(_, leg)| &leg.customer).collect();
    let times: BTreeSet<_> = unlinked.iter().map(|(_, leg)| leg.at).collect();
    let (customers, times): (Vec<_>, Vec<_>) =
        (customers.into_iter().collect(), times.into_iter().collect());
    let found = queries::transactions_at(proof.conn, &customers, &times);
    let Some(found) = readable(found)? else {
        return Ok(());
    };
    for ((_, subject, currency), leg) in unlinked {
        let of_moment = |row: &&TransactionFound| {
            row.created_at == leg.at && row.currency == *currency && told_to(row) == *subject
        };
        let is_told = |row: &TransactionFound| {
            row.status == "COMPLETED"
                && row.net_amount == leg.amount
                && row.is_outgoing == leg.is_debit
        };
        if found.iter().filter(of_moment).any(is_told) {
            continue;
        }
        let findings = &mut proof.report.findings;
        findings.add(Movements::TABLE, &leg.movement, Flaw::Untold);
        for row in found.iter().filter(of_moment) {
            findings.add(Transactions::TABLE, &row.id, Flaw::Untold);
        }
    }
    Ok(())
}

/// Whose money a transaction is about.
fn told_to(row: &TransactionFound) -> String {
    match &row.wallet_id {
        Some(wallet) => wallet.to_string(),
        None => row.customer_id.to_string(),
    }
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
        let Some(account) = accounts.get(id) else {
            continue;
        };
        let (Some(subject), Some(customer)) = (subject(account), &account.customer_id) else {
            continue;
        };
        let part = (row.operation.clone(), subject, row.currency.clone());
        let scale = parts.entry(part).or_default();
        scale.legs.push(Leg {
            movement: row.id.clone(),
            at: row.created_at,
            customer: customer.clone(),
            amount: row.amount,
            is_debit: !is_credit,
        });
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
    let scale = parts
        .entry((operation, told_to(row), row.currency.clone()))
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
