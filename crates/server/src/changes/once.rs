//! Creations that may be asked for twice and happen once.

use std::sync::Arc;

use sovx_runtime::{Declares, Failure, Idempotency, Idempotent, Once, Scope, Stamp, Timestamp};

use super::replies::{self, Recalled, ReplyError};
use super::{Changed, Changes, audit};
use crate::app::App;
use crate::auth::caller::Actor;
use crate::auth::sealing::SealingError;
use crate::db::{Connection, DbError};
use crate::error::{Broken, Entries, KeyConflict};

/// Whether what an answer tells of is still there, so that the answer may be given again.
pub(crate) trait Stands<O: Idempotent>:
    Fn(&mut Connection, &O::Response) -> Result<bool, DbError> + Clone + Send + 'static
{
}

impl<O, F> Stands<O> for F
where
    O: Idempotent,
    F: Fn(&mut Connection, &O::Response) -> Result<bool, DbError> + Clone + Send + 'static,
{
}

/// Why a creation was given up; nothing of it stays.
enum Halt<E> {
    /// Another node used the key meanwhile.
    Taken,
    /// The work itself failed.
    Work(E),
    /// The answer cannot be written or sealed.
    Broken(Broken),
    Database(DbError),
}

impl<E> Halt<E> {
    /// Only a defect can cause it.
    fn unwritable(error: &serde_json::Error) -> Self {
        tracing::error!(%error, "an answer cannot be written");
        let what = "an answer cannot be written";
        Self::Broken(Broken { what })
    }
}

impl<E> From<DbError> for Halt<E> {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl<E> From<ReplyError> for Halt<E> {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::Taken => Self::Taken,
            ReplyError::Sealing(error) => Self::Broken(unreadable(error)),
            ReplyError::Db(error) => Self::Database(error),
        }
    }
}

impl App {
    /// A creation that may carry an `Idempotency-Key`: does `work`, records what it changed, and
    /// renders and keeps its answer, in one transaction. With a key that was used before, the
    /// answer of then is given again and `work` is not done, as long as what it tells of `stands`.
    ///
    /// `work` may run several times: it must have no effect outside the database.
    ///
    /// # Errors
    /// What `work` returns; a 409 while the same key is being worked on, or when what was answered
    /// is gone; what `O` says of a key that came with another body before. Then nothing was changed.
    pub(crate) async fn once<O, E>(
        &self,
        request: Idempotency<O>,
        actor: Actor,
        stands: impl Stands<O>,
        work: impl Fn(&mut Connection) -> Result<Changed<O::Response>, E> + Send + 'static,
    ) -> Result<Once<O::Response>, Failure<O>>
    where
        O: Idempotent + Scope<Error: Entries> + Declares<500> + Declares<503>,
        E: Send + 'static,
        Failure<O>: From<E>,
    {
        let scope = self.changes.replies.scope(&request, &actor);
        let Some(scope) = scope else {
            return settle(self.changes.create(None, request, actor, work).await);
        };
        let claim = self.changes.replies.running().claim(scope.hash());
        match self.recall(Arc::clone(&scope), stands.clone()).await? {
            Some(answer) => return Ok(answer),
            None if claim.is_none() => return Err(KeyConflict::Running.into()),
            None => {}
        }
        let created = self.changes.create(Some(&scope), request, actor, work);
        match created.await {
            Err(Halt::Taken) => {
                let answer = self.recall(scope, stands).await?;
                answer.ok_or_else(|| KeyConflict::Running.into())
            }
            other => settle(other),
        }
    }

    /// The answer that was given when the request's key was used before, for operations that do
    /// something outside the database before they get to [`App::once`].
    ///
    /// # Errors
    /// What `O` says of a key that came with another body before; a 409 when what was answered is
    /// gone.
    pub(crate) async fn replay<O>(
        &self,
        request: &Idempotency<O>,
        actor: &Actor,
        stands: impl Stands<O>,
    ) -> Result<Option<Once<O::Response>>, Failure<O>>
    where
        O: Idempotent + Scope<Error: Entries> + Declares<500> + Declares<503>,
    {
        match self.changes.replies.scope(request, actor) {
            Some(scope) => self.recall(scope, stands).await,
            None => Ok(None),
        }
    }

    async fn recall<O>(
        &self,
        scope: Arc<replies::Scope>,
        stands: impl Stands<O>,
    ) -> Result<Option<Once<O::Response>>, Failure<O>>
    where
        O: Idempotent + Scope<Error: Entries> + Declares<500> + Declares<503>,
    {
        let clock = self.clock();
        let recalled = self.db.read(move |conn| {
            let recalled = scope.recall(conn, clock.now_millis())?;
            let Recalled::Answer(answer) = &recalled else {
                return Ok(recalled);
            };
            let body = answer.json().unwrap_or_default();
            let told = O::reread(answer.status(), body).ok();
            Ok(match told.map(|told| stands(conn, &told)).transpose()? {
                Some(true) => recalled,
                Some(false) | None => Recalled::Gone,
            })
        });
        match recalled.await {
            Ok(Recalled::Answer(answer)) => Ok(Some(answer)),
            Ok(Recalled::Gone) => Err(KeyConflict::Gone.into()),
            Ok(Recalled::OtherBody) => Err(KeyConflict::OtherBody.into()),
            Ok(Recalled::Nothing) | Err(ReplyError::Taken) => Ok(None),
            Err(ReplyError::Sealing(error)) => Err(unreadable(error).into()),
            Err(ReplyError::Db(error)) => Err(error.into()),
        }
    }
}

impl Changes {
    async fn create<O, E>(
        &self,
        scope: Option<&Arc<replies::Scope>>,
        request: Idempotency<O>,
        actor: Actor,
        work: impl Fn(&mut Connection) -> Result<Changed<O::Response>, E> + Send + 'static,
    ) -> Result<Once<O::Response>, Halt<E>>
    where
        O: Idempotent,
        E: Send + 'static,
    {
        let (chain, clock) = (Arc::clone(&self.chain), self.clock.clone());
        let scope = scope.map(Arc::clone);
        self.write(move |conn| {
            if let Some(scope) = &scope {
                scope.reserve(conn, clock.now_millis())?;
            }
            let Changed { value, changes } = work(conn).map_err(Halt::Work)?;
            // The answer is written now: the work may have waited for others.
            let stamp = Stamp {
                timestamp: Timestamp::now(),
                ..request.stamp().clone()
            };
            let answer = Once::fresh(value, &stamp).map_err(|error| Halt::unwritable(&error))?;
            if let Some(scope) = &scope {
                scope.keep(conn, &answer)?;
            }
            audit::record(conn, &chain, &actor, &changes, clock.now_millis())?;
            Ok(answer)
        })
        .await
    }
}

fn unreadable(error: SealingError) -> Broken {
    let what = match error {
        SealingError::TooLong => "an answer is too long to be kept",
        SealingError::DoesNotOpen => "an answer that was kept does not open",
    };
    Broken { what }
}

/// Words a creation that was given up.
fn settle<O, E>(
    created: Result<Once<O::Response>, Halt<E>>,
) -> Result<Once<O::Response>, Failure<O>>
where
    O: Idempotent + Scope<Error: Entries> + Declares<500> + Declares<503>,
    Failure<O>: From<E>,
{
    created.map_err(|halt| match halt {
        Halt::Taken => KeyConflict::Running.into(),
        Halt::Work(error) => error.into(),
        Halt::Broken(broken) => broken.into(),
        Halt::Database(error) => error.into(),
    })
}
