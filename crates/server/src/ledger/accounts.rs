//! Finding, opening and locking accounts.

use sovx_ledger::{AccountKind, Balances, Effect};

use super::book::LedgerError;
use super::model::AccountRow;
use super::owner::Owner;
use super::queries;
use super::seals::Seals;
use super::units::Units;
use crate::db::{Connection, LedgerAccountId};

/// The account of an owner in a currency, opened if there is none.
pub(super) fn provide(
    conn: &mut Connection,
    seals: &Seals,
    owner: &Owner,
    currency: &str,
    now: i64,
) -> Result<AccountRow, LedgerError> {
    if let Some(row) = queries::find_account(conn, owner, currency)? {
        return Ok(row);
    }
    super::currency::settle(conn, currency, now)?;
    let mut new = AccountRow {
        id: LedgerAccountId::fresh(),
        kind: owner.kind.as_str().to_owned(),
        owner: owner.name.clone(),
        currency: currency.to_owned(),
        customer_id: owner.customer.clone(),
        user_id: owner.user.clone(),
        wallet_id: owner.wallet.clone(),
        debits: Units::ZERO,
        credits: Units::ZERO,
        held: Units::ZERO,
        available: owner.kind.is_limited().then_some(Units::ZERO),
        seq: 0,
        mac: Vec::new(),
        seal: Vec::new(),
        created_at: now,
    };
    new.seal = seals.account(&new);
    new.mac = seals.head(new.id.as_str(), 0, &new.seal);
    queries::insert_account(conn, &new)?;
    // Somebody else may have been first.
    let row = queries::find_account(conn, owner, currency)?;
    row.ok_or(LedgerError::Damaged("an account that was opened is gone"))
}

/// An account whose row is locked until the transaction ends.
pub(super) struct Locked {
    pub(super) row: AccountRow,
    pub(super) kind: AccountKind,
    /// The hash of its last line; the seal before the first.
    pub(super) last: Vec<u8>,
}

impl Locked {
    /// Changes what is in the account, in memory.
    pub(super) fn apply(
        &mut self,
        effect: Effect,
        amount: sovx_ledger::Minor,
    ) -> Result<(), LedgerError> {
        let balances = self.row.balances().apply(self.kind, effect, amount)?;
        let Balances {
            debits,
            credits,
            held,
        } = balances;
        self.row.debits = Units::of(debits);
        self.row.credits = Units::of(credits);
        self.row.held = Units::of(held);
        self.row.available = balances.available(self.kind).map(Units::of);
        self.row.seq += 1;
        Ok(())
    }
}

/// Locks accounts in the order in which everybody locks them: by kind, then by id.
pub(super) fn lock(
    conn: &mut Connection,
    ids: impl Iterator<Item = (AccountKind, LedgerAccountId)>,
) -> Result<Vec<Locked>, LedgerError> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_by(|(a, first), (b, second)| (a.lock_rank(), first).cmp(&(b.lock_rank(), second)));
    ids.dedup();
    let mut locked = Vec::with_capacity(ids.len());
    for (kind, id) in ids {
        let row = queries::lock_account(conn, &id)?;
        let last = match row.seq {
            0 => row.seal.clone(),
            seq => queries::find_mac(conn, &id, seq)?
                .ok_or(LedgerError::Damaged("the last line of an account is gone"))?,
        };
        locked.push(Locked { row, kind, last });
    }
    Ok(locked)
}
