//! Deposits: the movements of each are those that its state calls for, and what lies on a network
//! is what was deposited there.

use std::collections::HashMap;

use sovx_ledger::{AccountKind, DepositState, Minor, Total};

use super::finding::Flaw;
use super::pages::{Pages, readable};
use super::product::{DepositFound, TransactionFound};
use super::rows::{Accounts, Deposits, Transactions};
use super::{Proof, operations, queries};
use crate::db::{DbError, LedgerAccountId, TransactionId};
use crate::ledger::model::{AccountRow, MovementRow};
use crate::ledger::sums::{Chunks, joined};
use crate::vault::Network;

pub(super) fn prove(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = Deposits.page(proof.conn, &mut after, &mut proof.report.findings)?;
        if page.is_empty() {
            return chains(proof);
        }
        prove_page(proof, &page)?;
    }
}

fn prove_page(proof: &mut Proof<'_>, page: &[DepositFound]) -> Result<(), DbError> {
    let ids: Vec<&str> = page.iter().map(|row| row.id.as_str()).collect();
    let told: Vec<_> = page.iter().map(|row| &row.transaction_id).collect();
    let movements = readable(queries::movements_of(proof.conn, &ids))?.unwrap_or_default();
    let told = readable(queries::transactions(proof.conn, &told))?.unwrap_or_default();
    let accounts = operations::accounts_of(proof, &movements)?;
    let told: HashMap<TransactionId, TransactionFound> =
        told.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut legs: HashMap<&str, Vec<&MovementRow>> = HashMap::new();
    for movement in &movements {
        legs.entry(movement.operation.as_str())
            .or_default()
            .push(movement);
    }
    for row in page {
        let legs = legs.remove(row.id.as_str()).unwrap_or_default();
        let books = Books {
            row,
            legs,
            accounts: &accounts,
        };
        let mut find = |flaw| proof.report.findings.add(Deposits::TABLE, &row.id, flaw);
        let told = told.get(&row.transaction_id);
        if !told.is_some_and(|told| tells(told, row)) {
            find(Flaw::Transaction);
        }
        match DepositState::parse(&row.state) {
            None => find(Flaw::Status),
            Some(_) if !is_on_network(row) => find(Flaw::Network),
            Some(state) if !books.fit(state) => find(Flaw::Bookings),
            Some(state) if !books.fits_reversal(state) => find(Flaw::Reversal),
            Some(_) => {}
        }
        // Which of the two was altered cannot be told.
        if let Some(told) = told.filter(|told| !tells(told, row)) {
            let findings = &mut proof.report.findings;
            findings.add(Transactions::TABLE, &told.id, Flaw::NoDeposit);
        }
    }
    Ok(())
}

/// Whether the network is one of this currency.
fn is_on_network(row: &DepositFound) -> bool {
    let network: Result<Network, _> = row.network.parse();
    network.is_ok_and(|network| network.currency() == row.currency)
}

/// Whether a transaction tells of this deposit.
fn tells(told: &TransactionFound, row: &DepositFound) -> bool {
    told.operation_id.as_deref() == Some(row.id.as_str())
        && told.customer_id == row.customer_id
        && told.user_id.as_ref() == Some(&row.user_id)
        && told.wallet_id.as_ref() == Some(&row.wallet_id)
        && told.currency == row.currency
        && told.amount == row.amount
        && told.tx_hash.as_ref() == Some(&row.tx_hash)
}

/// A deposit and its movements.
struct Books<'a> {
    row: &'a DepositFound,
    legs: Vec<&'a MovementRow>,
    accounts: &'a HashMap<LedgerAccountId, AccountRow>,
}

impl Books<'_> {
    /// Whether it was booked and taken back as often as it says, each time as a whole.
    fn fit(&self, state: DepositState) -> bool {
        let credits = self.row.credits;
        let is_counted = match state {
            DepositState::Seen | DepositState::Confirming | DepositState::Orphaned => false,
            DepositState::Credited
            | DepositState::Suspense
            | DepositState::Reversed
            | DepositState::Returned => true,
        };
        let times = (1..=credits).map(|number| format!("{}:{number}", self.row.id));
        let mut times: Vec<String> = times.take(self.legs.len() + 1).collect();
        let Some(last) = times.pop() else {
            let is_untouched = self.of_deposit().next().is_none() && self.is_addressed();
            return credits == 0 && !is_counted && is_untouched;
        };
        let before = times
            .iter()
            .all(|time| self.is_booked(time) && self.is_taken_back(time));
        let is_in_suspense = self.leg("deposit.suspense", &last).is_some();
        let is_booked = self.is_booked(&last);
        let now = match state {
            DepositState::Reversed => self.is_taken_back(&last),
            DepositState::Credited => {
                !self.has_reversal(&last) && (!is_in_suspense || self.is_assigned())
            }
            DepositState::Suspense | DepositState::Returned => {
                !self.has_reversal(&last) && is_in_suspense
            }
            DepositState::Seen | DepositState::Confirming | DepositState::Orphaned => false,
        };
        times.push(last);
        let is_known = |leg: &MovementRow| times.contains(&leg.reference) && self.is_its(leg);
        before && is_booked && now && self.of_deposit().all(is_known) && self.is_addressed()
    }

    /// Whether the parts that were taken back are those of the last reversal.
    fn fits_reversal(&self, state: DepositState) -> bool {
        let last = format!("{}:{}", self.row.id, self.row.credits);
        let stored = (self.row.reversed_amount, self.row.reversed_debt);
        let is_of_suspense = self.leg("deposit.suspense.reversal", &last).is_some();
        match (state, stored) {
            (DepositState::Reversed, (Some(wallet), Some(debt))) => {
                !is_of_suspense
                    && self.amount("deposit.reversal", &last) == wallet.minor()
                    && self.amount("deposit.reversal.debt", &last) == debt.minor()
            }
            (DepositState::Reversed, (None, None)) => is_of_suspense,
            (_, stored) => stored == (None, None),
        }
    }

    fn of_deposit(&self) -> impl Iterator<Item = &MovementRow> {
        let legs = self.legs.iter().copied();
        legs.filter(|leg| leg.kind.starts_with("deposit"))
    }

    fn leg(&self, kind: &str, reference: &str) -> Option<&MovementRow> {
        self.of_deposit()
            .find(|leg| leg.kind == kind && leg.reference == reference)
    }

    fn amount(&self, kind: &str, reference: &str) -> Minor {
        let leg = self.leg(kind, reference);
        leg.map(|leg| leg.amount.minor()).unwrap_or_default()
    }

    fn is_whole(&self, kinds: &[&str], reference: &str) -> bool {
        let mut amounts = kinds.iter().map(|kind| self.amount(kind, reference));
        amounts.try_fold(Minor::ZERO, Minor::checked_add) == Some(self.row.amount.minor())
    }

    fn is_booked(&self, reference: &str) -> bool {
        self.is_whole(&["deposit", "deposit.debt", "deposit.suspense"], reference)
    }

    fn is_taken_back(&self, reference: &str) -> bool {
        let kinds = [
            "deposit.reversal",
            "deposit.reversal.debt",
            "deposit.suspense.reversal",
        ];
        self.is_whole(&kinds, reference)
    }

    fn has_reversal(&self, reference: &str) -> bool {
        self.of_deposit()
            .any(|leg| leg.reference == reference && leg.kind.contains(".reversal"))
    }

    /// Whether it was given from suspense to the wallet that it names.
    fn is_assigned(&self) -> bool {
        self.legs.iter().any(|leg| {
            self.kind(&leg.debit_id) == Some(AccountKind::Suspense)
                && self.kind(&leg.credit_id) == Some(AccountKind::Wallet)
                && self.is_to_wallet(&leg.credit_id)
                && leg.amount == self.row.amount
        })
    }

    /// Whether it names a wallet if it was booked to one the last time.
    fn is_addressed(&self) -> bool {
        let mut legs = self.legs.iter().filter(|leg| self.is_last(leg));
        let is_booked =
            legs.any(|leg| matches!(leg.kind.as_str(), "deposit" | "deposit.debt" | "assignment"));
        self.row.credited_to.is_some() == is_booked
    }

    /// Whether a leg is of the last time that the deposit was booked. Before that it may have been in
    /// another wallet.
    fn is_last(&self, leg: &MovementRow) -> bool {
        leg.reference == format!("{}:{}", self.row.id, self.row.credits)
    }

    fn kind(&self, id: &LedgerAccountId) -> Option<AccountKind> {
        AccountKind::parse(&self.accounts.get(id)?.kind)
    }

    fn is_to_wallet(&self, id: &LedgerAccountId) -> bool {
        let account = self.accounts.get(id);
        account.is_some_and(|account| {
            account.wallet_id.is_some() && account.wallet_id == self.row.credited_to
        })
    }

    /// Whether a leg is between the network and what it is called after.
    fn is_its(&self, leg: &MovementRow) -> bool {
        let (chain, other) = match leg.kind.contains(".reversal") {
            true => (&leg.credit_id, &leg.debit_id),
            false => (&leg.debit_id, &leg.credit_id),
        };
        let is_on_network = self.accounts.get(chain).is_some_and(|account| {
            account.kind == AccountKind::Chain.as_str() && account.owner == self.row.network
        });
        let is_to_owner = !self.is_last(leg) || self.is_to_wallet(other);
        let is_called = match leg.kind.as_str() {
            "deposit" | "deposit.reversal" => {
                self.kind(other) == Some(AccountKind::Wallet) && is_to_owner
            }
            "deposit.debt" | "deposit.reversal.debt" => {
                self.kind(other) == Some(AccountKind::DepositReversals) && is_to_owner
            }
            "deposit.suspense" | "deposit.suspense.reversal" => {
                self.kind(other) == Some(AccountKind::Suspense)
            }
            _ => false,
        };
        is_on_network && is_called && leg.currency == self.row.currency
    }
}

/// What lies on a network is what its deposits brought, and what other movements moved.
fn chains(proof: &mut Proof<'_>) -> Result<(), DbError> {
    let accounts = std::mem::take(&mut proof.chains);
    let ids: Vec<_> = accounts.iter().map(|row| &row.id).collect();
    let debits = by_key(queries::other_debits(proof.conn, &ids)?);
    let credits = by_key(queries::other_credits(proof.conn, &ids)?);
    let counted = queries::counted_deposits(proof.conn)?.into_iter();
    let counted: HashMap<(String, String), Total> = counted
        .map(|(network, currency, sum)| ((network, currency), joined(sum)))
        .collect();
    for row in &accounts {
        let sum = |sums: &HashMap<LedgerAccountId, Total>| sums.get(&row.id).copied();
        let deposited = counted
            .get(&(row.owner.clone(), row.currency.clone()))
            .copied();
        let came = deposited
            .unwrap_or_default()
            .checked_add(sum(&debits).unwrap_or_default())
            .and_then(|came| came.checked_add(row.credits.minor().into()));
        let went = sum(&credits)
            .unwrap_or_default()
            .checked_add(row.debits.minor().into());
        if came != went {
            proof
                .report
                .findings
                .add(Accounts::TABLE, &row.id, Flaw::Chain);
        }
    }
    Ok(())
}

fn by_key(rows: Vec<(LedgerAccountId, Chunks)>) -> HashMap<LedgerAccountId, Total> {
    let rows = rows.into_iter();
    rows.map(|(key, sum)| (key, joined(sum))).collect()
}
