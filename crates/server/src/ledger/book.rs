//! Writing movements into the ledger.

use std::sync::Arc;

use sovx_ledger::{AccountKind, Minor, Phase, Refused, Side};

use super::accounts::{self, Locked};
use super::model::{LineRow, MovementRow};
use super::owner::Owner;
use super::queries;
use super::seals::Seals;
use super::units::Units;
use crate::auth::pepper::Pepper;
use crate::db::{Connection, DbError, LedgerAccountId, MovementId, Unique};

const REFERENCE: Unique = Unique {
    constraint: "ledger_movements_reference_key",
    columns: "ledger_movements.kind, ledger_movements.phase, ledger_movements.reference",
};

const RESOLVES: Unique = Unique {
    constraint: "ledger_movements_resolves_key",
    columns: "ledger_movements.resolves",
};

/// The way in for money. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    seals: Arc<Seals>,
}

/// Why nothing was booked. The caller's transaction must not be committed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LedgerError {
    /// There is less than that in the account.
    #[error("the account has not enough")]
    Insufficient,
    /// A movement of this kind and reference was booked before.
    #[error("the reference was used before")]
    Repeated,
    /// The hold was resolved before.
    #[error("the hold was resolved before")]
    Resolved,
    /// The catalogue has no such currency.
    #[error("the currency is not in the catalogue")]
    UnknownCurrency,
    /// The sum would have more than 38 digits.
    #[error("the account cannot hold as much")]
    Overflow,
    /// What is stored contradicts itself.
    #[error("the ledger is damaged: {0}")]
    Damaged(&'static str),
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for LedgerError {
    fn from(error: DbError) -> Self {
        if error.violates(&REFERENCE) {
            Self::Repeated
        } else if error.violates(&RESOLVES) {
            Self::Resolved
        } else {
            Self::Db(error)
        }
    }
}

impl From<Refused> for LedgerError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Insufficient => Self::Insufficient,
            Refused::Overflow => Self::Overflow,
            Refused::NothingHeld => Self::Damaged("a hold is larger than what is held"),
        }
    }
}

/// Money that is to move from one account to another.
#[derive(Debug, Clone)]
pub(crate) struct Posting<'a> {
    /// The leg of the operation, such as `deposit`.
    pub(crate) kind: &'static str,
    /// Unique for the kind, for ever: a second one of the same is refused.
    pub(crate) reference: String,
    /// The account that is debited.
    pub(crate) debit: &'a Owner,
    /// The account that is credited.
    pub(crate) credit: &'a Owner,
    pub(crate) currency: &'a str,
    /// More than nothing.
    pub(crate) amount: Minor,
}

/// A movement with its accounts, before it is booked.
pub(super) struct Draft {
    pub(super) row: MovementRow,
    pub(super) phase: Phase,
    pub(super) debit: (AccountKind, LedgerAccountId),
    pub(super) credit: (AccountKind, LedgerAccountId),
}

impl Ledger {
    /// The ledger of an installation with this pepper.
    pub(crate) fn new(pepper: &Pepper) -> Self {
        Self {
            seals: Arc::new(Seals::new(pepper)),
        }
    }

    pub(crate) fn seals(&self) -> &Arc<Seals> {
        &self.seals
    }

    /// Opens an account with nothing in it, if there is none.
    ///
    /// # Errors
    /// When the catalogue lacks the currency, or the database fails.
    pub(crate) fn open(
        &self,
        conn: &mut Connection,
        owner: &Owner,
        currency: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        accounts::provide(conn, &self.seals, owner, currency, now).map(drop)
    }

    /// What can be taken from an account, which stays as it is until the transaction ends. The
    /// accounts of what is booked next must come after it in the order of locks.
    ///
    /// # Errors
    /// When the account may be overdrawn, or the database fails.
    pub(crate) fn lock_available(
        &self,
        conn: &mut Connection,
        owner: &Owner,
        currency: &str,
    ) -> Result<Minor, LedgerError> {
        let Some(row) = queries::find_account(conn, owner, currency)? else {
            return Ok(Minor::ZERO);
        };
        let row = queries::lock_account(conn, &row.id)?;
        let available = row.available.map(Units::minor);
        available.ok_or(LedgerError::Damaged("an account has no limit"))
    }

    /// Books movements of an operation, all of them or none.
    ///
    /// # Errors
    /// When an account has not enough, a reference was used before, or the database fails.
    pub(crate) fn post(
        &self,
        conn: &mut Connection,
        operation: &str,
        postings: &[Posting<'_>],
        now: i64,
    ) -> Result<(), LedgerError> {
        self.book(conn, (operation, Phase::Post), postings, now)
    }

    pub(super) fn book(
        &self,
        conn: &mut Connection,
        (operation, phase): (&str, Phase),
        postings: &[Posting<'_>],
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut drafts = Vec::with_capacity(postings.len());
        for posting in postings {
            let currency = posting.currency;
            let debit = accounts::provide(conn, &self.seals, posting.debit, currency, now)?;
            let credit = accounts::provide(conn, &self.seals, posting.credit, currency, now)?;
            let row = MovementRow {
                id: MovementId::fresh(),
                operation: operation.to_owned(),
                kind: posting.kind.to_owned(),
                phase: phase.as_str().to_owned(),
                debit_id: debit.id.clone(),
                credit_id: credit.id.clone(),
                currency: currency.to_owned(),
                amount: Units::of(posting.amount),
                resolves: None,
                reference: posting.reference.clone(),
                created_at: now,
            };
            drafts.push(Draft {
                row,
                phase,
                debit: (posting.debit.kind, debit.id),
                credit: (posting.credit.kind, credit.id),
            });
        }
        self.write(conn, &drafts)
    }

    /// Locks what the movements touch and writes them down.
    pub(super) fn write(&self, conn: &mut Connection, drafts: &[Draft]) -> Result<(), LedgerError> {
        let touched = drafts.iter().flat_map(|draft| {
            let credit = draft.phase.credit_effect().map(|_| draft.credit.clone());
            std::iter::once(draft.debit.clone()).chain(credit)
        });
        let mut accounts = accounts::lock(conn, touched)?;
        for draft in drafts {
            let row = &draft.row;
            queries::insert_movement(conn, row)?;
            let debit = (Side::Debit, draft.phase.debit_effect());
            let credit = draft
                .phase
                .credit_effect()
                .map(|effect| (Side::Credit, effect));
            for (side, effect) in std::iter::once(debit).chain(credit) {
                let account = account_of(&mut accounts, row, side)?;
                account.apply(effect, row.amount.minor())?;
                let line = self.line(account, side, row);
                queries::insert_line(conn, &line)?;
                account.last = line.mac;
            }
        }
        for mut account in accounts {
            let head = &mut account.row;
            head.mac = self.seals.head(head.id.as_str(), head.seq, &account.last);
            queries::update_account(conn, head)?;
        }
        Ok(())
    }

    fn line(&self, account: &Locked, side: Side, movement: &MovementRow) -> LineRow {
        let row = &account.row;
        let mut line = LineRow {
            account_id: row.id.clone(),
            seq: row.seq,
            movement_id: movement.id.clone(),
            side: side.as_str().to_owned(),
            amount: movement.amount,
            debits_after: row.debits,
            credits_after: row.credits,
            held_after: row.held,
            available_after: row.available,
            mac: Vec::new(),
        };
        line.mac = self.seals.line(&account.last, &line, movement);
        line
    }
}

/// The locked account on one side of a movement.
fn account_of<'a>(
    accounts: &'a mut [Locked],
    movement: &MovementRow,
    side: Side,
) -> Result<&'a mut Locked, LedgerError> {
    let id = match side {
        Side::Debit => &movement.debit_id,
        Side::Credit => &movement.credit_id,
    };
    accounts
        .iter_mut()
        .find(|account| account.row.id == *id)
        .ok_or(LedgerError::Damaged("an account was not locked"))
}
