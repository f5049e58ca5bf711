//! How the catalogue comes into the database.

use super::catalogue::{Catalogue, CatalogueError};
use super::queries;
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{Connection, DbError, Unique};

const ID: Unique = Unique {
    constraint: "currencies_id_key",
    columns: "currencies.id",
};

const CODE: Unique = Unique {
    constraint: "currencies_pkey",
    columns: "currencies.code",
};

/// Why a catalogue was not imported. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    /// It breaks a rule together with what is stored.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The database failed.
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ImportError {
    fn from(error: DbError) -> Self {
        if error.violates(&ID) {
            let problem = "the id of a currency belongs to another currency already";
            Self::Catalogue(CatalogueError {
                problems: vec![problem.to_owned()],
            })
        } else {
            Self::Db(error)
        }
    }
}

/// Adds or replaces currencies and pairs, all of them or none, and says how many.
///
/// # Errors
/// When a pair names a currency that nobody knows, an id is taken, the ledger has amounts of another
/// precision, or the database fails.
pub(crate) async fn import(
    changes: &Changes,
    catalogue: Catalogue,
) -> Result<(usize, usize), ImportError> {
    let import = changes.change(Actor::operator(), move |conn| {
        store(conn, &catalogue)?;
        Ok::<_, ImportError>(Changed::by(catalogue.counts(), imported(&catalogue)))
    });
    import.await
}

/// Stores the embedded catalogue where there is none yet.
///
/// # Errors
/// When the embedded catalogue is damaged or the database fails.
pub(crate) async fn seed(changes: &Changes) -> Result<(), ImportError> {
    let catalogue = Catalogue::embedded()?;
    let seeded = changes.change(Actor::operator(), move |conn| {
        if !queries::is_empty(conn)? {
            return Ok(Changed::nothing(()));
        }
        store(conn, &catalogue)?;
        Ok(Changed::by((), imported(&catalogue)))
    });
    match seeded.await {
        // Another node was first.
        Err(ImportError::Db(error)) if error.violates(&CODE) => Ok(()),
        done => done,
    }
}

fn imported(catalogue: &Catalogue) -> Change {
    let (currencies, pairs) = catalogue.counts();
    Change::of("currencies.imported", "catalogue")
        .with("currencies", currencies)
        .with("pairs", pairs)
}

fn store(conn: &mut Connection, catalogue: &Catalogue) -> Result<(), ImportError> {
    queries::upsert(conn, &catalogue.currencies)?;
    let mut problems = misfits(conn, catalogue)?;
    for (index, pair) in catalogue.pairs.iter().enumerate() {
        for (name, code) in [("base", &pair.base), ("quote", &pair.quote)] {
            if !queries::knows(conn, code)? {
                problems.push(format!("/pairs/{index}/{name} must be a known currency"));
            }
        }
    }
    if !problems.is_empty() {
        return Err(CatalogueError { problems }.into());
    }
    queries::upsert_pairs(conn, &catalogue.pairs)?;
    Ok(())
}

/// The currencies that the ledger has amounts of, with another precision than the catalogue's.
///
/// Their rows are written by now, and so locked: the first posting of a currency, which settles its
/// precision under the same lock, comes wholly before or after.
fn misfits(conn: &mut Connection, catalogue: &Catalogue) -> Result<Vec<String>, DbError> {
    let mut problems = Vec::new();
    for (index, currency) in catalogue.currencies.iter().enumerate() {
        let settled = queries::settled_precision(conn, &currency.code)?;
        if let Some(settled) = settled.filter(|settled| *settled != currency.precision) {
            problems.push(format!(
                "/currencies/{index}/precision must be {settled}, as the ledger has amounts of it"
            ));
        }
    }
    Ok(problems)
}
