//! Answers kept for callers that ask again, for a day.
//!
//! The database holds nothing of a caller's `Idempotency-Key` or of an answer that could be read
//! or guessed: the key and what it is bound to are kept as keyed hashes, and the answer is sealed
//! under the key itself, which is nowhere.

mod model;
mod queries;
mod running;

pub(super) use queries::delete_expired;
pub(super) use running::Running;

use std::sync::Arc;

use secrecy::SecretString;
use sovx_runtime::{Idempotency, Once};

use self::model::{NewReply, ReplyRow};
use crate::auth::caller::Actor;
use crate::auth::pepper::Pepper;
use crate::auth::sealing::{Sealer, SealingError};
use crate::auth::subkey::Subkey;
use crate::db::{Connection, DbError};

/// Where sealed answers are.
const PLACE: &str = "idempotency_keys.sealed_body";

/// How long an answer is kept, in milliseconds.
const KEPT: i64 = 24 * 3600 * 1000;

/// Tells keys apart and seals what was answered to them.
#[derive(Debug)]
pub(super) struct Replies {
    pepper: Arc<Pepper>,
    scopes: Subkey,
    bodies: Subkey,
    running: Arc<Running>,
}

/// A caller's key for one operation on one path, bound to one body.
#[derive(Debug)]
pub(super) struct Scope {
    hash: [u8; 32],
    fingerprint: [u8; 32],
    sealer: Sealer,
}

/// Whether an answer was kept for a key.
#[derive(Debug)]
pub(super) enum Recalled<R> {
    /// This one.
    Answer(Once<R>),
    /// One to another body.
    OtherBody,
    /// One that tells of what is gone.
    Gone,
    /// None.
    Nothing,
}

/// Why an answer was not kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReplyError {
    /// An answer for the key was kept meanwhile.
    #[error("the key was used meanwhile")]
    Taken,
    #[error(transparent)]
    Sealing(#[from] SealingError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Replies {
    pub(super) fn new(pepper: Arc<Pepper>) -> Self {
        Self {
            scopes: Subkey::of(&pepper, "idempotency scope"),
            bodies: Subkey::of(&pepper, "idempotency body"),
            pepper,
            running: Arc::default(),
        }
    }

    /// What the request's key stands for; `None` without a key.
    pub(super) fn scope<O>(&self, request: &Idempotency<O>, actor: &Actor) -> Option<Arc<Scope>> {
        let key = request.key()?.expose();
        let hash = self.scopes.mac(&[
            actor.tier.as_str().as_bytes(),
            actor.principal.as_bytes(),
            request.target().as_bytes(),
            key.as_bytes(),
        ]);
        let key = SecretString::from(key.to_owned());
        Some(Arc::new(Scope {
            hash,
            fingerprint: self.bodies.mac(&[request.body()]),
            sealer: Sealer::under(&self.pepper, &key),
        }))
    }

    /// The requests that this process works on.
    pub(super) fn running(&self) -> &Arc<Running> {
        &self.running
    }
}

impl Scope {
    /// Finds what was answered, unless it was too long ago.
    pub(super) fn recall<R>(
        &self,
        conn: &mut Connection,
        now: i64,
    ) -> Result<Recalled<R>, ReplyError> {
        let Some(row) = queries::find(conn, &self.hash, now)? else {
            return Ok(Recalled::Nothing);
        };
        if row.fingerprint != self.fingerprint {
            return Ok(Recalled::OtherBody);
        }
        let ReplyRow {
            status,
            sealed_body,
            ..
        } = row;
        let body = self.sealer.open(PLACE, &self.hash, &sealed_body)?;
        // Every answer to a creation has a body; none is kept as an empty one.
        let body = (!body.is_empty()).then(|| body.to_vec());
        // A status that was stored came from a `u16`.
        let status = u16::try_from(status).unwrap_or_default();
        Ok(Recalled::Answer(Once::replayed(status, body)))
    }

    /// Takes the key for the running transaction; others with it wait for the end of that.
    pub(super) fn reserve(&self, conn: &mut Connection, now: i64) -> Result<(), ReplyError> {
        queries::delete_if_expired(conn, &self.hash, now)?;
        let new = NewReply {
            scope_hash: self.hash.to_vec(),
            fingerprint: self.fingerprint.to_vec(),
            status: 0,
            sealed_body: Vec::new(),
            created_at: now,
            expires_at: now.saturating_add(KEPT),
        };
        queries::insert(conn, &new)
    }

    /// Keeps the answer for the key that was reserved.
    pub(super) fn keep<R>(
        &self,
        conn: &mut Connection,
        answer: &Once<R>,
    ) -> Result<(), ReplyError> {
        let plain = answer.json().unwrap_or_default();
        let sealed = self.sealer.seal(PLACE, &self.hash, plain)?;
        Ok(queries::complete(
            conn,
            &self.hash,
            answer.status().into(),
            &sealed,
        )?)
    }

    /// What tells it from all others.
    pub(super) fn hash(&self) -> [u8; 32] {
        self.hash
    }
}
