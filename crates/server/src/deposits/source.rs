//! Where deposits are read from: a chain, whatever its kind.

use std::fmt;

use futures_util::future::BoxFuture;
use sovx_ledger::{Minor, Sighting};

use crate::db::DbError;
use crate::vault::Network;

/// A chain that is watched.
///
/// It is asked again and again. What it once said does not bind it: blocks may be replaced.
pub(crate) trait ChainSource: Send + Sync {
    /// Which chain it is.
    fn network(&self) -> Network;

    /// What has changed since the cursor: transactions to our addresses in later blocks and in none,
    /// and from which block on the chain is another.
    ///
    /// # Errors
    /// When the chain cannot be asked.
    fn scan(&self, cursor: Option<Cursor>) -> BoxFuture<'_, Result<Scan, SourceError>>;

    /// What the chain says of each of these outputs now, in their order.
    ///
    /// # Errors
    /// When the chain cannot be asked.
    fn sight(&self, outputs: Vec<Output>) -> BoxFuture<'_, Result<Vec<Seen>, SourceError>>;
}

/// The chain could not be asked.
#[derive(Debug, thiserror::Error)]
#[error("the chain cannot be read")]
pub(crate) struct SourceError(#[from] DbError);

/// The last block that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) height: i64,
    pub(crate) hash: String,
}

/// An output of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Output {
    pub(crate) tx_hash: String,
    pub(crate) index: i64,
}

/// What the chain says of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) sighting: Sighting,
    /// The block that it is in.
    pub(crate) height: Option<i64>,
    /// How much it pays; `None` where the chain has it no more.
    pub(crate) amount: Option<Minor>,
}

/// An output that pays to one of our addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) output: Output,
    pub(crate) address: String,
    pub(crate) amount: Minor,
    pub(crate) seen: Seen,
}

/// What has changed since a cursor.
#[derive(Debug, Clone)]
pub(crate) struct Scan {
    /// The lowest block that was replaced.
    pub(crate) fork: Option<i64>,
    pub(crate) found: Vec<Found>,
    /// Where the next look begins.
    pub(crate) cursor: Cursor,
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.tx_hash, self.index)
    }
}
