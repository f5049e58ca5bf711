//! The end of a user: what it leaves goes to its customer, unless it is worth a withdrawal.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_api_types::sovx::operations::DeleteUserOperation;
use sovx_ledger::{Minor, Total};
use sovx_runtime::Failure;

use super::queries;
use crate::changes::{Change, Changed};
use crate::clock::Clock;
use crate::db::{Connection, CustomerKey, UserId, WalletId};
use crate::error::{Broken, Conflict, NotFound};
use crate::ledger::{self, Holding, Ledger, LedgerError, Owner, Posting};
use crate::transactions::{self, NewTransaction, Subject};
use crate::{currencies, deposits, monetization, wallets};

type Refused = Failure<DeleteUserOperation>;

/// What customers are told of the money.
const MEMO: &str = "Remainder of a deleted user";

/// A user that is to be deleted.
pub(super) struct Deletion {
    pub(super) customer: CustomerKey,
    pub(super) user: UserId,
    pub(super) ledger: Ledger,
    pub(super) clock: Clock,
}

impl Deletion {
    /// Deletes the user, and moves what is in its wallets to the revenue of its customer.
    ///
    /// The user is locked first, as by whoever credits a wallet: what arrives meanwhile counts here,
    /// or finds the user deleted.
    pub(super) fn carry_out(&self, conn: &mut Connection) -> Result<Changed<()>, Refused> {
        let (customer, user) = (&self.customer, &self.user);
        if queries::lock_status(conn, customer, user)?.is_none() {
            return Err(NotFound::User.into());
        }
        if deposits::is_coming(conn, customer, user)? || ledger::has_debt(conn, customer, user)? {
            return Err(Conflict::UserHolds.into());
        }
        let mut holdings = ledger::lock_of_user(conn, customer, user)?;
        let has_hold = holdings.iter().any(|holding| !holding.held.is_zero());
        if has_hold || self.is_worth_a_withdrawal(conn, &holdings)? {
            return Err(Conflict::UserHolds.into());
        }
        holdings.retain(|holding| !holding.available.is_zero());
        let now = self.clock.now_millis();
        let collected = self.collect(conn, &holdings, now)?;
        queries::delete(conn, customer, user, now)?;
        let deleted = Change::of("user.deleted", user);
        Ok(Changed::by_all((), collected.into_iter().chain([deleted])))
    }

    /// Whether what the active wallets have of a currency together could be withdrawn.
    fn is_worth_a_withdrawal(
        &self,
        conn: &mut Connection,
        holdings: &[Holding],
    ) -> Result<bool, Refused> {
        let active = wallets::active_of_user(conn, &self.customer, &self.user)?;
        for (currency, total) in totals(holdings, &active) {
            let smallest = self.smallest_withdrawal(conn, currency)?;
            if smallest.is_some_and(|smallest| total >= smallest) && !total.is_zero() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The least that a withdrawal of a currency takes with its fee; `None` where there are none.
    fn smallest_withdrawal(
        &self,
        conn: &mut Connection,
        currency: &str,
    ) -> Result<Option<Total>, Refused> {
        let Some(smallest) = currencies::min_withdrawal(conn, currency)? else {
            return Ok(None);
        };
        let what = "the smallest withdrawal of a currency is no amount";
        let precision = ledger::precision(conn, currency)?.ok_or(Broken { what })?;
        let smallest = Minor::parse_up(&smallest, precision).or(Err(Broken { what }))?;
        let fee = monetization::withdrawal_fee(conn, &self.customer, currency, precision)?;
        Ok(Some(Total::from(smallest).plus(fee)))
    }

    /// Moves everything to the revenue, and tells both sides.
    fn collect(
        &self,
        conn: &mut Connection,
        holdings: &[Holding],
        now: i64,
    ) -> Result<Option<Change>, LedgerError> {
        let revenue = Owner::revenue(&self.customer);
        let mut postings = Vec::with_capacity(holdings.len());
        let mut wallets = BTreeSet::new();
        for holding in holdings {
            let wallet = wallet_of(holding)?;
            postings.push(Posting {
                kind: "dust",
                reference: format!("{wallet}:{}", holding.currency),
                debit: &holding.owner,
                credit: &revenue,
                currency: &holding.currency,
                amount: holding.available,
            });
            wallets.insert(wallet.as_str());
        }
        if postings.is_empty() {
            return Ok(None);
        }
        self.ledger.post(conn, self.user.as_str(), &postings, now)?;
        for holding in holdings {
            self.tell(conn, holding, now)?;
        }
        let wallets: Vec<_> = wallets.into_iter().collect();
        let change = Change::of("user.dust_collected", &self.user);
        Ok(Some(change.with("wallet_ids", wallets)))
    }

    fn tell(&self, conn: &mut Connection, holding: &Holding, now: i64) -> Result<(), LedgerError> {
        let wallet = wallet_of(holding)?;
        let from = Subject::Wallet(&self.customer, &self.user, wallet);
        let sides = [
            (from, TransactionType::Charge),
            (Subject::Revenue(&self.customer), TransactionType::Credit),
        ];
        for (subject, kind) in sides {
            let told = NewTransaction {
                subject,
                operation: None,
                kind,
                currency: &holding.currency,
                amount: holding.available,
                status: TransactionStatus::Completed,
                tx_hash: None,
                memo: Some(MEMO),
            };
            transactions::insert(conn, told, now)?;
        }
        Ok(())
    }
}

fn wallet_of(holding: &Holding) -> Result<&WalletId, LedgerError> {
    let found = holding.owner.wallet_of_user();
    let (_, wallet) = found.ok_or(LedgerError::Damaged("an account of a wallet names none"))?;
    Ok(wallet)
}

/// What these wallets have of each currency.
fn totals<'a>(holdings: &'a [Holding], wallets: &HashSet<WalletId>) -> BTreeMap<&'a str, Total> {
    let mut totals: BTreeMap<&str, Total> = BTreeMap::new();
    for holding in holdings {
        let owner = holding.owner.wallet_of_user();
        if owner.is_some_and(|(_, wallet)| wallets.contains(wallet)) {
            let total = totals.entry(&holding.currency).or_default();
            *total = total.plus(holding.available);
        }
    }
    totals
}
