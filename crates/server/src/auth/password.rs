//! Passwords: argon2id, one computation per core, the same work for every failure.
//!
//! A password is never shortened and never inspected for character classes; only its length counts.

mod buffers;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::try_generate_salt;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use sovx_runtime::Rule;

use super::keys::random_base62;
use super::login::broken_password_rule;
use buffers::Buffers;

/// Shortest accepted password, in Unicode scalar values.
pub const MIN_LENGTH: usize = 15;

/// Callers that may wait for a core, for each core. At about 54 ms each the last waits a second.
const QUEUE_PER_CORE: usize = 16;

/// Length of a generated password: 24 base62 characters hold 142 bits.
const GENERATED_LENGTH: usize = 24;

/// Memory in KiB, passes and lanes of new hashes.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// The password breaks the policy. Names the rule, never the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Fewer than [`MIN_LENGTH`] characters.
    #[error("password must have at least 15 characters")]
    TooShort,
    /// More than 128 characters.
    #[error("password must have at most 128 characters")]
    TooLong,
    /// No login could present it.
    #[error("password must not hold the character U+0000")]
    Forbidden,
}

/// Checks a new password: long enough, and one that a login can present.
///
/// # Errors
///
/// [`PolicyError`] outside 15 to 128 Unicode scalar values, or with U+0000 in it.
pub fn check_policy(password: &SecretString) -> Result<(), PolicyError> {
    match broken_password_rule(password) {
        Some(Rule::MaxLength) => return Err(PolicyError::TooLong),
        Some(Rule::Pattern) => return Err(PolicyError::Forbidden),
        Some(_) | None => {}
    }
    if password.expose_secret().chars().count() < MIN_LENGTH {
        return Err(PolicyError::TooShort);
    }
    Ok(())
}

/// A random password of 24 base62 characters.
#[must_use]
pub fn generate() -> SecretString {
    random_base62(GENERATED_LENGTH).into()
}

/// Whether a presented password is the stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Verdict {
    /// It is.
    Match {
        /// The stored hash is cheaper than today's: hash the password again and store that.
        rehash_needed: bool,
    },
    /// It is not, or there is no such account.
    NoMatch,
}

/// A password could not be judged or hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Every core is busy and the queue is full: answer 503 and `Retry-After: 1`.
    #[error("password queue is full")]
    Busy,
    /// The stored text is no argon2 hash.
    #[error("stored password hash is unreadable")]
    Unreadable,
    /// The computation itself failed.
    #[error("password computation failed")]
    Computation(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Hashes and verifies passwords within bounds of processor time and memory.
///
/// Cheap to clone; clones share the bounds. Needs a tokio runtime.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Verified against when there is no account, so that both answers cost the same.
    dummy: Arc<str>,
    queue: Arc<Semaphore>,
    cores: Arc<Semaphore>,
    /// How many may wait.
    waiting_room: usize,
    buffers: Arc<Buffers>,
}

impl Passwords {
    /// Bounds for this machine. Computes one hash (about 54 ms).
    ///
    /// # Errors
    ///
    /// [`PasswordError::Computation`] if argon2 or the random generator fails.
    pub fn new() -> Result<Self, PasswordError> {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self::bounded(cores, cores * QUEUE_PER_CORE)
    }

    fn bounded(cores: usize, queue: usize) -> Result<Self, PasswordError> {
        let (memory, passes, lanes) = COST;
        let params = Params::new(memory, passes, lanes, None).map_err(computation)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Ok(Self {
            dummy: hash_blocking(&argon2, &generate(), &mut Vec::new())?.into(),
            argon2,
            queue: Arc::new(Semaphore::new(cores + queue)),
            cores: Arc::new(Semaphore::new(cores)),
            waiting_room: queue,
            buffers: Arc::default(),
        })
    }

    /// The PHC string to store for this password. Does not check the policy.
    ///
    /// # Errors
    ///
    /// [`PasswordError::Busy`] when the queue is full, [`PasswordError::Computation`] otherwise.
    pub async fn hash(&self, password: SecretString) -> Result<String, PasswordError> {
        let argon2 = self.argon2.clone();
        self.bounded_work(move |memory| hash_blocking(&argon2, &password, memory))
            .await
    }

    /// Compares a presented password with the stored hash. Pass `None` when there is no account:
    /// the same work is done and the verdict is [`Verdict::NoMatch`].
    ///
    /// # Errors
    ///
    /// [`PasswordError::Busy`] when the queue is full, [`PasswordError::Unreadable`] when the
    /// stored text is no argon2 hash, [`PasswordError::Computation`] otherwise.
    pub async fn verify(
        &self,
        stored: Option<&str>,
        password: SecretString,
    ) -> Result<Verdict, PasswordError> {
        let exists = stored.is_some();
        let stored = stored.unwrap_or(&self.dummy).to_owned();
        let verdict = self
            .bounded_work(move |memory| verify_blocking(&stored, &password, memory))
            .await?;
        Ok(if exists { verdict } else { Verdict::NoMatch })
    }

    async fn bounded_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let Ok(place) = Arc::clone(&self.queue).try_acquire_owned() else {
            return Err(PasswordError::Busy);
        };
        let core = Arc::clone(&self.cores)
            .acquire_owned()
            .await
            .map_err(computation)?;
        // The permits go along: a caller that gives up does not free a core that is still busy.
        let held: [OwnedSemaphorePermit; 2] = [place, core];
        let (queue, waiting_room) = (Arc::clone(&self.queue), self.waiting_room);
        let buffers = Arc::clone(&self.buffers);
        let job = spawn_blocking(move || {
            let mut memory = buffers.take();
            let result = work(&mut memory);
            let others_wait = queue.available_permits() < waiting_room;
            buffers.put_back(memory, others_wait);
            drop(held);
            result
        });
        job.await.map_err(computation)?
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Passwords").finish_non_exhaustive()
    }
}

fn computation(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> PasswordError {
    PasswordError::Computation(error.into())
}

fn hash_blocking(
    argon2: &Argon2<'_>,
    password: &SecretString,
    memory: &mut Vec<Block>,
) -> Result<String, PasswordError> {
    let random = try_generate_salt().map_err(computation)?;
    let salt = Salt::new(&random).map_err(computation)?;
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    compute(argon2, password, &salt, &mut output, memory)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params()).map_err(computation)?,
        salt: Some(salt),
        hash: Some(Output::new(&output).map_err(computation)?),
    };
    Ok(hash.to_string())
}

fn verify_blocking(
    stored: &str,
    password: &SecretString,
    memory: &mut Vec<Block>,
) -> Result<Verdict, PasswordError> {
    let (hash, argon2) = read(stored).ok_or(PasswordError::Unreadable)?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Err(PasswordError::Unreadable);
    };
    let mut output = vec![0; expected.len()];
    compute(&argon2, password, salt, &mut output, memory)?;
    // This comparison takes the same time wherever the two differ.
    match *expected == Output::new(&output).map_err(computation)? {
        true => Ok(Verdict::Match {
            rehash_needed: is_cheaper(&hash, argon2.params()),
        }),
        false => Ok(Verdict::NoMatch),
    }
}

/// A stored hash, and what computes another one like it.
fn read(stored: &str) -> Option<(PasswordHash, Argon2<'static>)> {
    let hash = PasswordHash::new(stored).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let version = hash.version.map_or(Ok(Version::V0x13), Version::try_from);
    Some((hash, Argon2::new(algorithm, version.ok()?, params)))
}

fn compute(
    argon2: &Argon2<'_>,
    password: &SecretString,
    salt: &Salt,
    output: &mut [u8],
    memory: &mut Vec<Block>,
) -> Result<(), PasswordError> {
    memory.resize(argon2.params().block_count(), Block::new());
    let password = password.expose_secret().as_bytes();
    argon2
        .hash_password_into_with_memory(password, salt, output, memory)
        .map_err(computation)
}

fn is_cheaper(hash: &PasswordHash, params: &Params) -> bool {
    let (memory, passes, lanes) = COST;
    hash.algorithm.as_str() != "argon2id"
        || params.m_cost() < memory
        || params.t_cost() < passes
        || params.p_cost() < lanes
}

#[cfg(test)]
mod tests;
