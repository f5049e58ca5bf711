//! Proofs that every server of one database has the same secrets.

use std::fmt;

use super::queries::{self, NAME};
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{Connection, DbError};
use crate::secrets::{Proof, SharedSecret};

fn row(secret: SharedSecret) -> String {
    format!("proof-of-{}", secret.name())
}

/// This program has another secret than the servers that used the database before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) struct OtherSecret(pub(crate) SharedSecret);

impl fmt::Display for OtherSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, setting) = (self.0.name(), self.0.setting());
        write!(
            formatter,
            "the {name} is not the one of this database: give every server that uses it the same \
             {setting}, or the same file `{name}` in its data directory"
        )?;
        match self.0 {
            SharedSecret::Pepper => Ok(()),
            SharedSecret::SessionKey | SharedSecret::MasterKey => write!(
                formatter,
                "; to replace it on all of them, stop them and run `sovx secret forget {name}`"
            ),
        }
    }
}

/// Why the secrets of this program were not accepted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProofError {
    #[error(transparent)]
    Other(#[from] OtherSecret),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Compares the proofs with those that the database knows, and stores nothing. A secret that was
/// generated a moment ago must not be known at all.
pub(crate) async fn check(
    changes: &Changes,
    proofs: Vec<Proof>,
    fresh: Vec<SharedSecret>,
) -> Result<(), ProofError> {
    let check = changes.db().read(move |conn| {
        for secret in fresh {
            if queries::find(conn, &row(secret))?.is_some() {
                return Err(ProofError::Other(OtherSecret(secret)));
            }
        }
        for proof in proofs {
            compare(conn, &proof)?;
        }
        Ok(())
    });
    check.await
}

/// Compares the proofs with those that the database knows, and stores what it does not know yet.
pub(crate) async fn record(changes: &Changes, proofs: Vec<Proof>) -> Result<(), ProofError> {
    let record = || {
        let proofs = proofs.clone();
        changes.upkeep(move |conn| {
            for proof in &proofs {
                if !compare(conn, proof)? {
                    queries::insert(conn, &row(proof.secret), &proof.value)?;
                }
            }
            Ok(())
        })
    };
    match record().await {
        // Another server was first; what it has stored counts.
        Err(ProofError::Db(error)) if error.violates(&NAME) => record().await,
        other => other,
    }
}

/// Whether the database knows this proof; an error if it knows another one.
fn compare(conn: &mut Connection, proof: &Proof) -> Result<bool, ProofError> {
    match queries::find(conn, &row(proof.secret))? {
        Some(known) if known == proof.value => Ok(true),
        Some(_) => Err(OtherSecret(proof.secret).into()),
        None => Ok(false),
    }
}

/// Lets the next server that starts bring another secret; `false` if none was known.
pub(crate) async fn forget(changes: &Changes, secret: SharedSecret) -> Result<bool, DbError> {
    let forget = changes.change(Actor::operator(), move |conn| {
        let Some(known) = queries::find(conn, &row(secret))? else {
            return Ok(Changed::nothing(false));
        };
        let forgotten = queries::remove(conn, &row(secret), &known)?;
        let change = Change::of("secret.forgotten", secret.name());
        Ok::<_, DbError>(Changed::when(forgotten, change))
    });
    forget.await
}
