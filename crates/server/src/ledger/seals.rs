//! The keyed hashes that hold the ledger together.
//!
//! The lines of an account are a chain: the hash of each covers the line, its movement and the hash
//! before; the first hangs on the seal of the account. The account's own hash covers the number and
//! hash of its last line under another key and is in no line, so that a tail cannot be cut off.

use super::model::{AccountRow, CheckpointRow, CurrencyRow, LineRow, MovementRow};
use super::units::Units;
use crate::auth::pepper::Pepper;
use crate::auth::subkey::Subkey;

/// Computes them. The keys follow from the pepper, which is not in the database.
#[derive(Debug)]
pub(crate) struct Seals {
    currencies: Subkey,
    accounts: Subkey,
    lines: Subkey,
    heads: Subkey,
    checkpoints: Subkey,
}

/// A text that may be missing, so that a missing one differs from an empty one.
fn optional(text: Option<&str>) -> [&[u8]; 2] {
    match text {
        Some(text) => [b"1", text.as_bytes()],
        None => [b"0", b""],
    }
}

impl Seals {
    pub(crate) fn new(pepper: &Pepper) -> Self {
        Self {
            currencies: Subkey::of(pepper, "ledger currency"),
            accounts: Subkey::of(pepper, "ledger account"),
            lines: Subkey::of(pepper, "ledger line"),
            heads: Subkey::of(pepper, "ledger head"),
            checkpoints: Subkey::of(pepper, "ledger checkpoint"),
        }
    }

    /// What the `seal` of a currency must be.
    pub(crate) fn currency(&self, currency: &CurrencyRow) -> Vec<u8> {
        let CurrencyRow {
            code,
            precision,
            seal: _,
            created_at,
        } = currency;
        let mac = self.currencies.mac(&[
            code.as_bytes(),
            &precision.to_be_bytes(),
            &created_at.to_be_bytes(),
        ]);
        mac.to_vec()
    }

    /// What the `seal` of an account must be.
    pub(crate) fn account(&self, account: &AccountRow) -> Vec<u8> {
        let AccountRow {
            id,
            kind,
            owner,
            currency,
            customer_id,
            user_id,
            wallet_id,
            debits: _,
            credits: _,
            held: _,
            available: _,
            seq: _,
            mac: _,
            seal: _,
            created_at,
        } = account;
        let [has_customer, customer] = optional(customer_id.as_ref().map(|id| id.as_str()));
        let [has_user, user] = optional(user_id.as_ref().map(|id| id.as_str()));
        let [has_wallet, wallet] = optional(wallet_id.as_ref().map(|id| id.as_str()));
        let mac = self.accounts.mac(&[
            id.as_str().as_bytes(),
            kind.as_bytes(),
            owner.as_bytes(),
            currency.as_bytes(),
            has_customer,
            customer,
            has_user,
            user,
            has_wallet,
            wallet,
            &created_at.to_be_bytes(),
        ]);
        mac.to_vec()
    }

    /// What the `mac` of a line must be, after one with `previous`.
    pub(crate) fn line(&self, previous: &[u8], line: &LineRow, movement: &MovementRow) -> Vec<u8> {
        let LineRow {
            account_id,
            seq,
            movement_id,
            side,
            amount,
            debits_after,
            credits_after,
            held_after,
            available_after,
            mac: _,
        } = line;
        let [has_available, available] = optional(available_after.as_ref().map(Units::as_str));
        let mac = self.lines.mac(&[
            previous,
            account_id.as_str().as_bytes(),
            &seq.to_be_bytes(),
            movement_id.as_str().as_bytes(),
            side.as_bytes(),
            amount.as_str().as_bytes(),
            debits_after.as_str().as_bytes(),
            credits_after.as_str().as_bytes(),
            held_after.as_str().as_bytes(),
            has_available,
            available,
            &self.movement(movement),
        ]);
        mac.to_vec()
    }

    fn movement(&self, movement: &MovementRow) -> [u8; 32] {
        let MovementRow {
            id,
            operation,
            kind,
            phase,
            debit_id,
            credit_id,
            currency,
            amount,
            resolves,
            reference,
            created_at,
        } = movement;
        let [has_resolved, resolved] = optional(resolves.as_ref().map(|id| id.as_str()));
        self.lines.mac(&[
            id.as_str().as_bytes(),
            operation.as_bytes(),
            kind.as_bytes(),
            phase.as_bytes(),
            debit_id.as_str().as_bytes(),
            credit_id.as_str().as_bytes(),
            currency.as_bytes(),
            amount.as_str().as_bytes(),
            has_resolved,
            resolved,
            reference.as_bytes(),
            &created_at.to_be_bytes(),
        ])
    }

    /// What the `mac` of an account must be, whose last line has this number and this hash. Before
    /// the first line the hash is the account's seal.
    pub(crate) fn head(&self, account: &str, seq: i64, last: &[u8]) -> Vec<u8> {
        let parts = [account.as_bytes(), &seq.to_be_bytes(), last];
        self.heads.mac(&parts).to_vec()
    }

    /// What the `seal` of a checkpoint must be.
    pub(crate) fn checkpoint(&self, checkpoint: &CheckpointRow) -> Vec<u8> {
        let CheckpointRow {
            account_id,
            seq,
            mac,
            holds,
            seal: _,
            created_at,
        } = checkpoint;
        let mac = self.checkpoints.mac(&[
            account_id.as_str().as_bytes(),
            &seq.to_be_bytes(),
            mac,
            holds.as_bytes(),
            &created_at.to_be_bytes(),
        ]);
        mac.to_vec()
    }
}
