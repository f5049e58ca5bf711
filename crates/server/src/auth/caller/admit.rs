//! Who is let in: of all that a request presents, what the operation takes.
//!
//! A credential counts wherever it stands. Of those that are presented, the good ones of a kind
//! that the operation takes are kept. Each is looked up once at most, and what the operation does
//! not take only where nothing was kept, so that a request costs one look-up as a rule.

use sovx_runtime::boundary::Presented;

use super::candidate::Candidate;
use super::identify::{Identity, Unidentified};
use super::refusal::{Flaw, Refusal, Wanted};
use crate::app::App;
use crate::db::DbError;

/// Why nobody is let in.
#[derive(Debug)]
pub(crate) enum Denied {
    /// The request is to blame. With whoever was known nevertheless.
    Refused(Refusal, Option<Identity>),
    /// It could not be found out.
    Database(DbError),
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal, None)
    }
}

/// A good credential, and its header.
type Found = (&'static str, Identity);

/// What came of looking for a kind of credential.
struct Search {
    /// The one that was found.
    kept: Option<Identity>,
    /// What was wrong with others of the kind.
    flaws: Vec<(&'static str, Flaw)>,
    /// What is of another kind, not looked up.
    others: Vec<Candidate>,
}

impl App {
    /// The one who is let in by what these headers hold.
    ///
    /// # Errors
    /// When nobody is, or when several of different tenants would be.
    pub(crate) async fn admit(
        &self,
        presented: Presented<'_>,
        headers: impl Iterator<Item = &'static str>,
        wanted: &'static Wanted,
    ) -> Result<Identity, Denied> {
        let search = self.search(presented, headers, wanted).await?;
        let Search {
            kept,
            mut flaws,
            others,
        } = search;
        if let Some(identity) = kept {
            return Ok(identity);
        }
        for Candidate { header, form } in others {
            match self.identify(form, presented.trace_id()).await {
                Ok(identity) => {
                    let refusal = Refusal::WrongKind(wanted, header, identity.kind());
                    return Err(Denied::Refused(refusal, Some(identity)));
                }
                Err(Unidentified::Flawed(flaw)) => flaws.push((header, flaw)),
                Err(Unidentified::Database(error)) => return Err(Denied::Database(error)),
            }
        }
        Err(Refusal::Nobody(wanted, flaws).into())
    }

    /// The good credential of the kinds that are wanted, if these headers hold one; whatever else
    /// they hold is not looked at.
    ///
    /// # Errors
    /// When there are several of different tenants.
    pub(crate) async fn find_kept(
        &self,
        presented: Presented<'_>,
        headers: impl Iterator<Item = &'static str>,
        wanted: &'static Wanted,
    ) -> Result<Option<Identity>, Denied> {
        let search = self.search(presented, headers, wanted).await?;
        Ok(search.kept)
    }

    async fn search(
        &self,
        presented: Presented<'_>,
        headers: impl Iterator<Item = &'static str>,
        wanted: &'static Wanted,
    ) -> Result<Search, Denied> {
        let candidates = self.candidates(presented, headers)?;
        let takes = |candidate: &Candidate| {
            let kind = candidate.form.kind();
            kind.is_some_and(|kind| wanted.kinds.contains(&kind))
        };
        let (own, others) = candidates.into_iter().partition(takes);
        let (mut kept, mut flaws) = (Vec::new(), Vec::new());
        for Candidate { header, form } in own {
            match self.identify(form, presented.trace_id()).await {
                Ok(identity) => kept.push((header, identity)),
                Err(Unidentified::Flawed(flaw)) => flaws.push((header, flaw)),
                Err(Unidentified::Database(error)) => return Err(Denied::Database(error)),
            }
        }
        let kept = broadest(kept)?;
        Ok(Search {
            kept,
            flaws,
            others,
        })
    }
}

/// Of several good credentials the one that reaches most; all others must lie within its reach.
fn broadest(mut kept: Vec<Found>) -> Result<Option<Identity>, Refusal> {
    kept.sort_by_key(|(_, identity)| identity.tenant().len());
    let mut kept = kept.into_iter();
    let Some((header, first)) = kept.next() else {
        return Ok(None);
    };
    let reach = first.tenant();
    let stranger = kept.find(|(_, other)| !other.tenant().starts_with(&reach));
    match stranger {
        Some((other, _)) => Err(Refusal::Ambiguous(header, other)),
        None => Ok(Some(first)),
    }
}

#[cfg(test)]
mod tests;
