//! Giving a deposit in suspense to a wallet.

use sovx_api_types::sovx::models::{CustomerStatus, TransactionStatus, TransactionType};
use sovx_ledger::{Actor as Hand, DepositState};

use super::queries as all;
use crate::adjustments::Reason;
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::clock::Clock;
use crate::db::{Connection, DbError, DepositId, WalletId};
use crate::deposits::model::{DAMAGED, DepositRow};
use crate::deposits::queries;
use crate::error::Broken;
use crate::ledger::{self, Ledger, LedgerError, Owner, Posting};
use crate::transactions::{self, NewTransaction, Subject};
use crate::wallets::{self, WalletRow};
use crate::{addresses, customers, users};

const KIND: &str = "assignment";

/// Why a deposit was not given to a wallet.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AssignError {
    #[error("there is no such deposit")]
    NoDeposit,
    #[error("there is no such wallet")]
    NoWallet,
    #[error("the deposit is not in suspense")]
    NotInSuspense,
    #[error("the deposit was assigned to another wallet")]
    OtherWallet,
    #[error("the wallet is not active")]
    WalletNotActive,
    #[error("the user of the wallet is deleted")]
    UserDeleted,
    #[error("the customer of the wallet is deleted")]
    CustomerDeleted,
    #[error("the wallet has no address for {0}, the currency of the deposit")]
    OtherCurrency(String),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<DbError> for AssignError {
    fn from(error: DbError) -> Self {
        Self::Ledger(error.into())
    }
}

/// What was given to a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assigned {
    /// Exactly.
    pub(crate) amount: String,
    pub(crate) currency: String,
    /// Whether that was done before.
    pub(crate) is_repeated: bool,
}

/// Credits a deposit in suspense to a wallet, whose own it is from now on.
///
/// # Errors
/// When the deposit is not in suspense or the wallet cannot have it; nothing was moved then.
pub(crate) async fn assign(
    changes: &Changes,
    ledger: &Ledger,
    deposit: DepositId,
    wallet: WalletId,
    reason: Reason,
) -> Result<Assigned, AssignError> {
    let (ledger, clock) = (ledger.clone(), changes.clock().clone());
    let order = Order {
        deposit,
        wallet,
        reason,
    };
    changes
        .change(Actor::operator(), move |conn| {
            order.carry_out(conn, &ledger, &clock)
        })
        .await
}

struct Order {
    deposit: DepositId,
    wallet: WalletId,
    reason: Reason,
}

impl Order {
    /// Locks the user and the wallet that is to have it, and then the deposit.
    fn carry_out(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        clock: &Clock,
    ) -> Result<Changed<Assigned>, AssignError> {
        let known = all::find(conn, &self.deposit)?.ok_or(AssignError::NoDeposit)?;
        let wallet = wallets::find_anywhere(conn, &self.wallet)?.ok_or(AssignError::NoWallet)?;
        let user = users::lock_status(conn, &wallet.customer_id, &wallet.user_id)?;
        let wallet = wallets::lock_of_anybody(conn, &wallet.id)?;
        if !DepositState::Credited.may_follow(Some(known.state()?), Hand::Operator) {
            self.expect_done(conn, &known)?;
            return Ok(Changed::nothing(shown(conn, &known, true)?));
        }
        let locked = queries::lock(conn, &known.id, &known.state)?;
        let mut row = locked.ok_or(AssignError::NotInSuspense)?;
        user.ok_or(AssignError::UserDeleted)?;
        check(conn, &row, &wallet)?;
        let now = clock.now_millis();
        self.move_money(conn, ledger, (&row, &wallet), now)?;
        row.state = DepositState::Credited.as_str().to_owned();
        row.credited_to = Some(wallet.id.clone());
        row.credited_at = Some(now);
        row.updated_at = now;
        queries::update(conn, &row)?;
        self.tell(conn, (&row, &wallet), now)?;
        let change = Change::of("deposit.assigned", &row.id)
            .with("wallet_id", wallet.id.as_str())
            .with("explanation", self.reason.as_str());
        Ok(Changed::by(shown(conn, &row, false)?, change))
    }

    /// Refuses a deposit that did not leave suspense for this very wallet.
    fn expect_done(&self, conn: &mut Connection, row: &DepositRow) -> Result<(), AssignError> {
        let (times, _) = ledger::moved(conn, KIND, row.id.as_str())?;
        match (times > 0, row.credited_to.as_ref() == Some(&self.wallet)) {
            (true, true) => Ok(()),
            (true, false) => Err(AssignError::OtherWallet),
            (false, _) => Err(AssignError::NotInSuspense),
        }
    }

    fn move_money(
        &self,
        conn: &mut Connection,
        ledger: &Ledger,
        (row, wallet): (&DepositRow, &WalletRow),
        now: i64,
    ) -> Result<(), LedgerError> {
        let posting = Posting {
            kind: KIND,
            reference: row.reference(),
            debit: &Owner::suspense(),
            credit: &Owner::wallet(&wallet.customer_id, &wallet.user_id, &wallet.id),
            currency: &row.currency,
            amount: row.amount.minor(),
        };
        ledger.post(conn, row.id.as_str(), &[posting], now)
    }

    /// Tells that the deposit has come to its own wallet after all; or that it does not, and what
    /// the other one has instead. A deposit that was through already, and was taken back since,
    /// stays so.
    fn tell(
        &self,
        conn: &mut Connection,
        (row, wallet): (&DepositRow, &WalletRow),
        now: i64,
    ) -> Result<(), DbError> {
        if row.wallet_id == wallet.id {
            let through = TransactionStatus::Completed;
            return transactions::set_status(conn, &row.transaction_id, through, now);
        }
        let failed = TransactionStatus::Failed;
        transactions::settle_pending(conn, &row.transaction_id, failed, now)?;
        let credit = NewTransaction {
            subject: Subject::Wallet(&wallet.customer_id, &wallet.user_id, &wallet.id),
            operation: Some(row.id.as_str()),
            kind: TransactionType::Credit,
            currency: &row.currency,
            amount: row.amount.minor(),
            status: TransactionStatus::Completed,
            tx_hash: Some(&row.tx_hash),
            memo: Some(self.reason.as_str()),
        };
        transactions::insert(conn, credit, now).map(drop)
    }
}

/// Refuses a wallet that cannot have the deposit.
fn check(conn: &mut Connection, row: &DepositRow, wallet: &WalletRow) -> Result<(), AssignError> {
    let customer = &wallet.customer_id;
    let status = customers::status(conn, customer)?;
    if status.is_none_or(|status| status == CustomerStatus::Inactive) {
        return Err(AssignError::CustomerDeleted);
    }
    if !wallet.is_active() {
        return Err(AssignError::WalletNotActive);
    }
    let currencies = addresses::currencies_of_wallet(conn, customer, &wallet.id)?;
    match currencies.contains(&row.currency) {
        true => Ok(()),
        false => Err(AssignError::OtherCurrency(row.currency.clone())),
    }
}

fn shown(
    conn: &mut Connection,
    row: &DepositRow,
    is_repeated: bool,
) -> Result<Assigned, AssignError> {
    let precision = ledger::precision(conn, &row.currency)?.ok_or(DAMAGED)?;
    Ok(Assigned {
        amount: row.amount.minor().decimal(precision),
        currency: row.currency.clone(),
        is_repeated,
    })
}
