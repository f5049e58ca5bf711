//! The money that goes with a deposit's change of state.

use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::{DepositState, Minor, Reversal};

use super::model::{DAMAGED, DepositRow};
use super::observe::{Holder, ObserveError};
use super::suspense;
use crate::changes::Change;
use crate::db::{Connection, DbError};
use crate::ledger::{self, Ledger, LedgerError, Owner, Posting, Units};
use crate::transactions::{self, NewTransaction, Subject};
use crate::vault::Network;
use crate::wallets::{self, WalletRow};

/// Moves what a step moves; says whether the wallet was frozen or is free again.
pub(super) fn settle(
    conn: &mut Connection,
    ledger: &Ledger,
    (from, to): (DepositState, DepositState),
    row: &mut DepositRow,
    holder: &Holder,
    now: i64,
) -> Result<Option<Change>, ObserveError> {
    let network: Network = row.network.parse().or(Err(DAMAGED))?;
    let mut step = Step {
        conn,
        ledger,
        row,
        wallet: &holder.wallet,
        chain: Owner::chain(network.as_str()),
        now,
    };
    match (from, to) {
        (DepositState::Reversed, DepositState::Credited) => step.give_again(),
        (_, DepositState::Credited) => step.credit().map(|()| None),
        (_, DepositState::Suspense) => step.suspend().map(|()| None),
        (DepositState::Suspense, DepositState::Reversed) => step.unsuspend().map(|()| None),
        (_, DepositState::Reversed) => step.take_back(),
        _ => Ok(None),
    }
}

/// One step of one deposit.
struct Step<'a> {
    conn: &'a mut Connection,
    ledger: &'a Ledger,
    row: &'a mut DepositRow,
    wallet: &'a WalletRow,
    chain: Owner,
    now: i64,
}

impl Step<'_> {
    fn owner(&self) -> Owner {
        let WalletRow {
            id,
            customer_id,
            user_id,
            ..
        } = self.wallet;
        Owner::wallet(customer_id, user_id, id)
    }

    fn debt(&self) -> Owner {
        let WalletRow {
            id,
            customer_id,
            user_id,
            ..
        } = self.wallet;
        Owner::debt(customer_id, user_id, id)
    }

    /// Books movements, leaving out those of nothing.
    fn post(&mut self, legs: &[(&'static str, &Owner, &Owner, Minor)]) -> Result<(), LedgerError> {
        let reference = self.row.reference();
        let postings: Vec<Posting<'_>> = legs
            .iter()
            .filter(|(_, _, _, amount)| !amount.is_zero())
            .map(|(kind, debit, credit, amount)| Posting {
                kind,
                reference: reference.clone(),
                debit,
                credit,
                currency: &self.row.currency,
                amount: *amount,
            })
            .collect();
        let operation = self.row.id.as_str();
        self.ledger.post(self.conn, operation, &postings, self.now)
    }

    fn credit(&mut self) -> Result<(), ObserveError> {
        self.row.credits += 1;
        self.row.credited_to = Some(self.wallet.id.clone());
        self.row.credited_at = Some(self.now);
        let (chain, wallet) = (self.chain.clone(), self.owner());
        let amount = self.row.amount.minor();
        Ok(self.post(&[("deposit", &chain, &wallet, amount)])?)
    }

    /// Keeps a deposit for the operator. It belongs to no wallet from now on, whichever had it.
    fn suspend(&mut self) -> Result<(), ObserveError> {
        self.row.credits += 1;
        self.row.credited_to = None;
        self.row.credited_at = None;
        self.row.reversed_amount = None;
        self.row.reversed_debt = None;
        let (chain, kept) = (self.chain.clone(), Owner::suspense());
        let amount = self.row.amount.minor();
        Ok(self.post(&[(suspense::KIND, &chain, &kept, amount)])?)
    }

    fn unsuspend(&mut self) -> Result<(), ObserveError> {
        let (chain, suspense) = (self.chain.clone(), Owner::suspense());
        let amount = self.row.amount.minor();
        Ok(self.post(&[("deposit.suspense.reversal", &suspense, &chain, amount)])?)
    }

    /// Takes a deposit from the wallet again, and what the wallet lacks from its debt.
    fn take_back(&mut self) -> Result<Option<Change>, ObserveError> {
        let (chain, wallet, debt) = (self.chain.clone(), self.owner(), self.debt());
        let available = self
            .ledger
            .lock_available(self.conn, &wallet, &self.row.currency)?;
        let parts = Reversal::of(available, self.row.amount.minor());
        self.row.reversed_amount = Some(Units::of(parts.from_wallet));
        self.row.reversed_debt = Some(Units::of(parts.owed));
        self.post(&[
            ("deposit.reversal", &wallet, &chain, parts.from_wallet),
            ("deposit.reversal.debt", &debt, &chain, parts.owed),
        ])?;
        self.tell(TransactionType::Charge, parts.from_wallet)?;
        match parts.is_in_debt() {
            true => Ok(wallets::freeze(
                self.conn,
                &self.wallet.id,
                wallets::DEPOSIT_REVERSED,
                self.now,
            )?),
            false => Ok(None),
        }
    }

    /// Gives back exactly what was taken, each part where it came from.
    fn give_again(&mut self) -> Result<Option<Change>, ObserveError> {
        let taken = self.row.reversed_amount.take().ok_or(DAMAGED)?.minor();
        let owed = self.row.reversed_debt.take().ok_or(DAMAGED)?.minor();
        self.row.credits += 1;
        self.row.credited_at = Some(self.now);
        let (chain, wallet, debt) = (self.chain.clone(), self.owner(), self.debt());
        self.post(&[
            ("deposit", &chain, &wallet, taken),
            ("deposit.debt", &chain, &debt, owed),
        ])?;
        self.tell(TransactionType::Credit, taken)?;
        if owed.is_zero() {
            return Ok(None);
        }
        match ledger::owes(self.conn, &self.wallet.id)? {
            false => Ok(wallets::thaw(
                self.conn,
                &self.wallet.id,
                Some(wallets::DEPOSIT_REVERSED),
            )?),
            true => Ok(None),
        }
    }

    fn tell(&mut self, kind: TransactionType, amount: Minor) -> Result<(), DbError> {
        if amount.is_zero() {
            return Ok(());
        }
        let WalletRow {
            id,
            customer_id,
            user_id,
            ..
        } = self.wallet;
        let transaction = NewTransaction {
            subject: Subject::Wallet(customer_id, user_id, id),
            operation: Some(self.row.id.as_str()),
            kind,
            currency: &self.row.currency,
            amount,
            status: TransactionStatus::Completed,
            tx_hash: Some(&self.row.tx_hash),
            memo: None,
        };
        transactions::insert(self.conn, transaction, self.now).map(drop)
    }
}
