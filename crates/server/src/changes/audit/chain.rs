//! How entries hang together.

use super::model::{EntryRow, HeadRow};
use crate::auth::caller::Actor;
use crate::auth::pepper::Pepper;
use crate::auth::subkey::Subkey;
use crate::changes::Change;

/// Computes the hashes of entries and the seals of heads.
#[derive(Debug)]
pub(in crate::changes) struct Chain {
    entries: Subkey,
    heads: Subkey,
    statements: Subkey,
}

impl Chain {
    pub(in crate::changes) fn new(pepper: &Pepper) -> Self {
        Self {
            entries: Subkey::of(pepper, "audit entry"),
            heads: Subkey::of(pepper, "audit head"),
            statements: Subkey::of(pepper, "audit statement"),
        }
    }

    /// The entry of a change, for the place that `head` was just counted up to.
    pub(super) fn entry(
        &self,
        head: &HeadRow,
        actor: &Actor,
        change: &Change,
        now: i64,
    ) -> EntryRow {
        let mut entry = EntryRow {
            seq: head.seq,
            at: now,
            tier: actor.tier.as_str().to_owned(),
            principal: actor.principal.clone(),
            credential: actor.credential.clone(),
            trace_id: actor.trace_id.clone(),
            action: change.action.to_owned(),
            target: change.target.clone(),
            details: serde_json::Value::Object(change.details.clone()).to_string(),
            prev_hash: head.hash.clone(),
            hash: Vec::new(),
        };
        entry.hash = self.hash(&head.seal, &entry);
        entry
    }

    /// What the `hash` of an entry must be, with the head's seal as it was before.
    ///
    /// The seal is in no entry: who has only the log cannot tell it, and an entry that was hung
    /// on a forged head does not verify.
    pub(super) fn hash(&self, seal: &[u8], entry: &EntryRow) -> Vec<u8> {
        let EntryRow {
            seq,
            at,
            tier,
            principal,
            credential,
            trace_id,
            action,
            target,
            details,
            prev_hash,
            hash: _,
        } = entry;
        let (has_credential, credential) = match credential {
            Some(credential) => (b"1", credential.as_bytes()),
            None => (b"0", &b""[..]),
        };
        let mac = self.entries.mac(&[
            seal,
            prev_hash,
            &seq.to_be_bytes(),
            &at.to_be_bytes(),
            tier.as_bytes(),
            principal.as_bytes(),
            has_credential,
            credential,
            trace_id.as_bytes(),
            action.as_bytes(),
            target.as_bytes(),
            details.as_bytes(),
        ]);
        mac.to_vec()
    }

    /// What the head's `seal` must be once it stands for this entry; empty before the first.
    pub(super) fn seal(&self, seq: i64, hash: &[u8]) -> Vec<u8> {
        match seq {
            0 => Vec::new(),
            _ => self.heads.mac(&[&seq.to_be_bytes(), hash]).to_vec(),
        }
    }

    /// What seals a statement about the chain of this name.
    pub(super) fn seal_of_statement(&self, chain: &str, seq: i64, hash: &[u8], at: i64) -> Vec<u8> {
        let parts = [
            chain.as_bytes(),
            &seq.to_be_bytes(),
            hash,
            &at.to_be_bytes(),
        ];
        self.statements.mac(&parts).to_vec()
    }
}
