//! Passwords: argon2id, one computation per core, the same work for every failure.
//!
//! A password is never shortened and never inspected for character classes; only its length counts.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::keys::random_base62;

/// Shortest accepted password, in Unicode scalar values.
pub const MIN_LENGTH: usize = 15;

/// Longest accepted password, in Unicode scalar values.
pub const MAX_LENGTH: usize = 128;

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
    /// More than [`MAX_LENGTH`] characters.
    #[error("password must have at most 128 characters")]
    TooLong,
}

/// Checks the length of a new password.
///
/// # Errors
///
/// [`PolicyError`] outside 15 to 128 Unicode scalar values. There is no other rule.
pub fn check_policy(password: &SecretString) -> Result<(), PolicyError> {
    let length = password.expose_secret().chars().count();
    if length < MIN_LENGTH {
        return Err(PolicyError::TooShort);
    }
    if length > MAX_LENGTH {
        return Err(PolicyError::TooLong);
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
#[derive(Debug, Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Verified against when there is no account, so that both answers cost the same.
    dummy: Arc<str>,
    queue: Arc<Semaphore>,
    cores: Arc<Semaphore>,
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
            dummy: hash_blocking(&argon2, &generate())?.into(),
            argon2,
            queue: Arc::new(Semaphore::new(cores + queue)),
            cores: Arc::new(Semaphore::new(cores)),
        })
    }

    /// The PHC string to store for this password. Does not check the policy.
    ///
    /// # Errors
    ///
    /// [`PasswordError::Busy`] when the queue is full, [`PasswordError::Computation`] otherwise.
    pub async fn hash(&self, password: SecretString) -> Result<String, PasswordError> {
        let argon2 = self.argon2.clone();
        self.bounded_work(move || hash_blocking(&argon2, &password))
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
        let argon2 = self.argon2.clone();
        let verdict = self
            .bounded_work(move || verify_blocking(&argon2, &stored, &password))
            .await?;
        Ok(if exists { verdict } else { Verdict::NoMatch })
    }

    async fn bounded_work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
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
        let job = spawn_blocking(move || {
            let result = work();
            drop(held);
            result
        });
        job.await.map_err(computation)?
    }
}

fn computation(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> PasswordError {
    PasswordError::Computation(error.into())
}

fn hash_blocking(argon2: &Argon2<'_>, password: &SecretString) -> Result<String, PasswordError> {
    let hash: PasswordHash = argon2
        .hash_password(password.expose_secret().as_bytes())
        .map_err(computation)?;
    Ok(hash.to_string())
}

fn verify_blocking(
    argon2: &Argon2<'_>,
    stored: &str,
    password: &SecretString,
) -> Result<Verdict, PasswordError> {
    let Ok(hash) = PasswordHash::new(stored) else {
        return Err(PasswordError::Unreadable);
    };
    let Ok(params) = Params::try_from(&hash) else {
        return Err(PasswordError::Unreadable);
    };
    match argon2.verify_password(password.expose_secret().as_bytes(), &hash) {
        Ok(()) => Ok(Verdict::Match {
            rehash_needed: is_cheaper(&hash, &params),
        }),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::NoMatch),
        Err(error) => Err(computation(error)),
    }
}

fn is_cheaper(hash: &PasswordHash, params: &Params) -> bool {
    let (memory, passes, lanes) = COST;
    hash.algorithm.as_str() != "argon2id"
        || params.m_cost() < memory
        || params.t_cost() < passes
        || params.p_cost() < lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_counts_characters_and_nothing_else() {
        let table = [
            ("a".repeat(14), Err(PolicyError::TooShort)),
            ("a".repeat(15), Ok(())),
            ("a".repeat(16), Ok(())),
            ("a".repeat(127), Ok(())),
            ("a".repeat(128), Ok(())),
            ("a".repeat(129), Err(PolicyError::TooLong)),
            ("\u{1f511}".repeat(14), Err(PolicyError::TooShort)),
            ("\u{1f511}".repeat(15), Ok(())),
            ("\u{1f511}".repeat(128), Ok(())),
            (" ".repeat(15), Ok(())),
            (String::new(), Err(PolicyError::TooShort)),
        ];
        for (password, expected) in table {
            assert_eq!(
                check_policy(&password.as_str().into()),
                expected,
                "{password}"
            );
        }
    }

    #[test]
    fn generated_passwords_meet_the_policy_and_differ() {
        let (one, other) = (generate(), generate());

        assert_eq!(one.expose_secret().len(), 24);
        assert_eq!(check_policy(&one), Ok(()));
        assert_ne!(one.expose_secret(), other.expose_secret());
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::new().unwrap();

        let hash = passwords
            .hash("correct horse battery".into())
            .await
            .unwrap();

        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let stored = Some(hash.as_str());
        let right = passwords
            .verify(stored, "correct horse battery".into())
            .await
            .unwrap();
        assert_eq!(
            right,
            Verdict::Match {
                rehash_needed: false
            }
        );
        let wrong = passwords
            .verify(stored, "correct horse batterz".into())
            .await
            .unwrap();
        assert_eq!(wrong, Verdict::NoMatch);
    }

    #[tokio::test]
    async fn nothing_is_truncated_at_any_length() {
        let passwords = Passwords::new().unwrap();
        let long = "x".repeat(127);
        let hash = passwords.hash(format!("{long}a").into()).await.unwrap();

        let verdict = passwords
            .verify(Some(&hash), format!("{long}b").into())
            .await
            .unwrap();

        assert_eq!(verdict, Verdict::NoMatch);
    }

    #[tokio::test]
    async fn a_missing_account_is_verified_against_a_real_hash_of_the_same_cost() {
        let passwords = Passwords::new().unwrap();
        let dummy = PasswordHash::new(&passwords.dummy).unwrap();

        let verdict = passwords
            .verify(None, "whatever it may be".into())
            .await
            .unwrap();

        assert_eq!(verdict, Verdict::NoMatch);
        assert!(!is_cheaper(&dummy, &Params::try_from(&dummy).unwrap()));
    }

    #[tokio::test]
    async fn a_cheaper_hash_still_matches_and_asks_to_be_replaced() {
        let passwords = Passwords::new().unwrap();
        let cheap = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(64, 1, 1, None).unwrap(),
        );
        let stored = hash_blocking(&cheap, &"correct horse battery".into()).unwrap();

        let verdict = passwords
            .verify(Some(&stored), "correct horse battery".into())
            .await;

        assert_eq!(
            verdict.unwrap(),
            Verdict::Match {
                rehash_needed: true
            }
        );
    }

    #[tokio::test]
    async fn an_unreadable_stored_hash_is_an_error_and_not_a_mismatch() {
        let passwords = Passwords::new().unwrap();

        let verdict = passwords
            .verify(Some("plain"), "correct horse battery".into())
            .await;

        assert!(matches!(verdict, Err(PasswordError::Unreadable)));
    }

    #[tokio::test]
    async fn a_full_queue_answers_busy_at_once_and_recovers() {
        let passwords = Passwords::bounded(1, 1).unwrap();
        let running = (0..2).map(|_| {
            let passwords = passwords.clone();
            tokio::spawn(async move { passwords.hash("correct horse battery".into()).await })
        });
        let running: Vec<_> = running.collect();
        while passwords.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }

        let refused = passwords.hash("correct horse battery".into()).await;

        assert!(matches!(refused, Err(PasswordError::Busy)));
        for job in running {
            assert!(job.await.unwrap().is_ok());
        }
        assert!(passwords.hash("correct horse battery".into()).await.is_ok());
    }

    #[tokio::test]
    async fn no_more_computations_run_at_once_than_there_are_cores() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let passwords = Passwords::bounded(2, 20).unwrap();
        let running = Arc::new(AtomicUsize::new(0));
        let most = Arc::new(AtomicUsize::new(0));

        let jobs = (0..20).map(|_| {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            passwords.bounded_work(move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(std::time::Duration::from_millis(5));
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            })
        });
        for result in futures_util::future::join_all(jobs).await {
            result.unwrap();
        }

        assert_eq!(most.load(Ordering::SeqCst), 2);
    }
}
