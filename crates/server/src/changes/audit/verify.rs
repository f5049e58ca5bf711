//! Walks the chain from the first entry to the head.

use std::fmt;
use std::sync::Arc;

use super::chain::Chain;
use super::model::{EntryRow, HeadRow};
use super::queries::{self, Filter};
use super::statement::Statement;
use crate::changes::Changes;
use crate::db::{Connection, DbError, now_millis};

/// How many entries are read at once.
const PAGE: i64 = 1000;

/// What became of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Every entry is as it was written.
    Intact {
        /// How many there are.
        entries: i64,
    },
    /// Somebody has tampered with the log.
    Broken {
        /// The first entry that is not what it was.
        seq: i64,
        /// What is wrong there.
        flaw: Flaw,
    },
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Missing,
    Altered,
    Detached,
    Beyond,
    Head,
    Lost,
    Replaced,
    Besides,
    Mistyped,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Intact { entries } => write!(f, "audit log: {entries} entries, chain intact"),
            Self::Broken { seq, flaw } => {
                write!(f, "audit log: chain broken at entry {seq}: {flaw}")
            }
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the entry is missing",
            Self::Altered => "the entry is not as it was written",
            Self::Detached => "the entry does not follow the one before it",
            Self::Beyond => "the head of the chain does not know the entry",
            Self::Head => "the head of the chain is not as it was written",
            Self::Lost => "the entry is missing, and an anchor says that it was there",
            Self::Replaced => "an anchor says that there was another entry",
            Self::Besides => "there are entries besides those of the chain",
            Self::Mistyped => "up to this entry there are columns of other types than were written",
        })
    }
}

impl Changes {
    /// Proves every link of the chain, up to its head, and that it holds what was stated earlier;
    /// tells `progress` now and then how many entries were proved. Changes may go on meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn verify(
        &self,
        stated: &[Statement],
        mut progress: impl FnMut(i64),
    ) -> Result<Verdict, DbError> {
        let mut walk = Walk::new(&self.chain, stated);
        loop {
            let filter = walk.next_page();
            // The head first: what it names is then among the entries read after it.
            let read = self.db.read(move |conn| {
                let head = queries::find_head(conn)?;
                Ok::<_, DbError>((head, queries::list(conn, &filter)?))
            });
            let (head, page) = read.await?;
            if page.is_empty() {
                let counts = self.count(walk.seq).await?;
                return Ok(walk.end(head.as_ref(), counts));
            }
            for entry in &page {
                if let Err(flaw) = walk.step(entry) {
                    let seq = walk.seq + 1;
                    return Ok(Verdict::Broken { seq, flaw });
                }
            }
            progress(walk.seq);
        }
    }
}

/// How many rows there are up to the newest entry that was proved.
struct Counts {
    rows: i64,
    /// Those of them whose columns have the types that were written.
    entries: i64,
}

impl Changes {
    async fn count(&self, seq: i64) -> Result<Counts, DbError> {
        let count = move |conn: &mut Connection| {
            Ok(Counts {
                rows: queries::count_rows(conn, seq)?,
                entries: queries::count_well_typed(conn, seq)?,
            })
        };
        self.db.read(count).await
    }

    /// Whether an operator has taken the log as it is since that time, in milliseconds since 1970:
    /// the log itself says so, which only somebody with the pepper can make it do.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn was_accepted_since(&self, at: i64) -> Result<bool, DbError> {
        let chain = Arc::clone(&self.chain);
        let is_accepted = move |conn: &mut Connection| {
            let Some(entry) = queries::last_accepted(conn)? else {
                return Ok(false);
            };
            let before = queries::find_hash(conn, entry.seq - 1)?;
            let seal = chain.seal(entry.seq - 1, &before.unwrap_or_default());
            Ok(entry.at >= at && entry.hash == chain.hash(&seal, &entry))
        };
        self.db.read(is_accepted).await
    }

    /// States how far the chain is, unless it is visibly not what was written or stated earlier.
    /// Looks at its ends only: [`verify`](Self::verify) proves the whole.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn state(
        &self,
        stated: Vec<Statement>,
    ) -> Result<Result<Statement, Verdict>, DbError> {
        let chain = Arc::clone(&self.chain);
        self.db
            .read(move |conn| {
                let Some(head) = queries::find_head(conn)? else {
                    let (seq, flaw) = (0, Flaw::Head);
                    return Ok(Err(Verdict::Broken { seq, flaw }));
                };
                if let Some(broken) = contradiction(conn, &chain, &head, &stated)? {
                    return Ok(Err(broken));
                }
                Ok(Ok(chain.state(head.seq, head.hash, now_millis())))
            })
            .await
    }
}

/// What is wrong with the head, or with the entries that statements tell of.
fn contradiction(
    conn: &mut Connection,
    chain: &Chain,
    head: &HeadRow,
    stated: &[Statement],
) -> Result<Option<Verdict>, DbError> {
    let broken = |seq, flaw| Ok(Some(Verdict::Broken { seq, flaw }));
    if head.seal != chain.seal(head.seq, &head.hash) {
        return broken(head.seq, Flaw::Head);
    }
    for said in stated.iter().filter(|said| said.seq() > 0) {
        let hash = queries::find_hash(conn, said.seq())?;
        match hash {
            _ if said.seq() > head.seq => return broken(head.seq + 1, Flaw::Lost),
            None => return broken(said.seq(), Flaw::Lost),
            Some(hash) if hash != said.hash() => return broken(said.seq(), Flaw::Replaced),
            Some(_) => {}
        }
    }
    Ok(None)
}

/// How far the chain was proved.
struct Walk<'a> {
    chain: &'a Chain,
    stated: &'a [Statement],
    seq: i64,
    hash: Vec<u8>,
}

impl<'a> Walk<'a> {
    fn new(chain: &'a Chain, stated: &'a [Statement]) -> Self {
        Self {
            chain,
            stated,
            seq: 0,
            hash: Vec::new(),
        }
    }

    fn next_page(&self) -> Filter {
        Filter {
            limit: PAGE,
            after: Some(if self.seq == 0 { i64::MIN } else { self.seq }),
            ..Filter::default()
        }
    }

    fn step(&mut self, entry: &EntryRow) -> Result<(), Flaw> {
        if entry.seq != self.seq + 1 {
            return Err(Flaw::Missing);
        }
        if entry.prev_hash != self.hash {
            return Err(Flaw::Detached);
        }
        let seal = self.chain.seal(self.seq, &self.hash);
        if entry.hash != self.chain.hash(&seal, entry) {
            return Err(Flaw::Altered);
        }
        let mut stated = self.stated.iter().filter(|said| said.seq() == entry.seq);
        if stated.any(|said| said.hash() != entry.hash) {
            return Err(Flaw::Replaced);
        }
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    /// There are no more entries.
    fn end(self, head: Option<&HeadRow>, Counts { rows, entries }: Counts) -> Verdict {
        let seal = self.chain.seal(self.seq, &self.hash);
        match head {
            _ if rows != self.seq => Verdict::Broken {
                seq: 0,
                flaw: Flaw::Besides,
            },
            _ if entries != self.seq => Verdict::Broken {
                seq: self.seq,
                flaw: Flaw::Mistyped,
            },
            Some(head) if head.seq > self.seq => Verdict::Broken {
                seq: self.seq + 1,
                flaw: Flaw::Missing,
            },
            Some(head) if head.seq < self.seq => Verdict::Broken {
                seq: head.seq + 1,
                flaw: Flaw::Beyond,
            },
            Some(head) if head.hash == self.hash && head.seal == seal => {
                match self.stated.iter().any(|said| said.seq() > self.seq) {
                    true => Verdict::Broken {
                        seq: self.seq + 1,
                        flaw: Flaw::Lost,
                    },
                    false => Verdict::Intact { entries: self.seq },
                }
            }
            Some(_) | None => Verdict::Broken {
                seq: self.seq,
                flaw: Flaw::Head,
            },
        }
    }
}
