//! The server's own secrets: configured, kept from an earlier start, or generated at the first one.
//!
//! After a start every secret exists and is strong, and no file that holds one is open to others.
//! What is generated is written when the database has accepted it, and the master key, which is
//! kept as its keyed hash only, when it has been shown: a start that fails before leaves nothing
//! behind, and the next one generates again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretBox, SecretString};
use zeroize::Zeroizing;

use crate::auth::keys::ApiKey;
use crate::auth::master::MasterKey;
use crate::auth::pepper::{KeyHash, Pepper};
use crate::auth::session::Sessions;
use crate::auth::strength::{Weakness, from_hex, key_material, to_hex};
use crate::config::{Config, Database, Setting};
use files::Access;
use unwritten::Draft;

pub(crate) mod files;
mod proof;
mod unwritten;

pub(crate) use proof::Proof;
pub use proof::SharedSecret;
pub(crate) use unwritten::Unwritten;

/// The server's own secrets, ready for use.
///
/// Debug prints `[REDACTED]` for each.
#[derive(Debug)]
pub struct Secrets {
    /// Keys the hashes of API keys.
    pub pepper: Arc<Pepper>,
    /// Signs session tokens.
    pub sessions: Sessions,
    /// Recognises the master key.
    pub master_key: MasterKey,
    /// What this start has generated, to be told to the operator once.
    pub generated: Generated,
    /// That this server has these secrets, without those that were generated and not yet written.
    pub(crate) proofs: Vec<Proof>,
    /// What this start has generated and not yet written.
    pub(crate) unwritten: Unwritten,
}

/// What this start has generated.
#[derive(Debug, Default)]
pub struct Generated {
    /// The clear text of a new master key. It is nowhere else: print it once, then drop it.
    pub master_key: Option<ApiKey>,
    /// There is a new pepper.
    pub pepper: bool,
    /// There is a new session key.
    pub session_key: bool,
}

/// The server must not start with these secrets. Names settings and paths, never a value.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// A configured secret is weak.
    #[error("{setting} {weakness}")]
    Weak {
        /// The setting's name.
        setting: String,
        /// The rule it breaks.
        weakness: Weakness,
    },
    /// A file or the data directory is open to others.
    #[error(
        "{} must not be accessible to group or others: chmod {mode} {}{hint}",
        .path.display(),
        .path.display()
    )]
    Open {
        /// The file or directory.
        path: PathBuf,
        /// The permissions it should have.
        mode: &'static str,
        /// What else may help.
        hint: &'static str,
    },
    /// A file was changed by hand, or cut short.
    #[error("{} does not hold what the server wrote there: restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// The kept master key belongs to another pepper.
    #[error(
        "{} was made with another pepper: set SOVX_PEPPER to that pepper, or restore the file \
         `pepper` beside it",
        .0.display()
    )]
    OtherPepper(PathBuf),
    /// Another start was faster, or the operator was.
    #[error("{} was written by another program while this one started: start again", .0.display())]
    Raced(PathBuf),
    /// Another start holds the data directory for too long.
    #[error("another program has been starting in {} for too long: stop it, then start again", .0.display())]
    Starting(PathBuf),
    /// The file system refused.
    #[error("cannot use {}", .path.display())]
    File {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl Secrets {
    /// Takes each secret from the configuration, else from the data directory, else generates it.
    ///
    /// Nothing is written yet: see `Unwritten`. Of several programs that start at once on one
    /// directory, one generates and the others wait for what it writes.
    ///
    /// # Errors
    ///
    /// [`SecretsError`] if a configured value is weak, a file is open to others or damaged, or the
    /// data directory cannot be used.
    pub fn open(config: &Config) -> Result<Self, SecretsError> {
        let directory = &config.data_dir;
        if !is_fully_configured(config) {
            prepare_data_dir(config)?;
        }
        let mut unwritten = Unwritten::default();
        if has_missing(config) {
            unwritten.lock(directory)?;
        }
        let mut generated = Generated::default();

        let (pepper, new_pepper) = pepper(config)?;
        let path = directory.join("session-key");
        let (session_key, new_session_key) = key(config, config.session_key.as_ref(), &path)?;
        let bytes = session_key.expose_secret();
        let mut proofs = vec![
            Proof::of(SharedSecret::Pepper, pepper.id().as_bytes(), &pepper),
            Proof::of(SharedSecret::SessionKey, bytes, &pepper),
        ];
        let (master_key, clear) = master_key(config, &pepper)?;
        let proof = Proof::of(
            SharedSecret::MasterKey,
            master_key.hash().as_bytes(),
            &pepper,
        );
        match &clear {
            Some(_) => {
                let text = format!("{} {}\n", pepper.id(), to_hex(master_key.hash().as_bytes()));
                let draft = Draft::new(directory.join("master-key"), text.into());
                unwritten.master_key = Some((draft, proof));
            }
            None => proofs.push(proof),
        }
        generated.pepper = new_pepper.is_some();
        generated.session_key = new_session_key.is_some();
        generated.master_key = clear;
        unwritten.pepper = new_pepper;
        unwritten.session_key = new_session_key;
        Ok(Self {
            pepper,
            sessions: Sessions::new(&session_key),
            master_key,
            generated,
            proofs,
            unwritten,
        })
    }
}

/// Whether a secret is neither configured nor kept.
fn has_missing(config: &Config) -> bool {
    let is_missing =
        |setting: &Option<_>, name| setting.is_none() && !config.data_dir.join(name).exists();
    is_missing(&config.pepper, "pepper")
        || is_missing(&config.session_key, "session-key")
        || is_missing(&config.master_key, "master-key")
}

/// Takes the pepper alone, for a command that changes something and serves nothing. Makes neither
/// the data directory nor a pepper: `None` if there is none.
///
/// # Errors
///
/// As [`Secrets::open`].
pub fn existing_pepper(config: &Config) -> Result<Option<Arc<Pepper>>, SecretsError> {
    if config.pepper.is_some() {
        return Ok(Some(pepper(config)?.0));
    }
    let path = config.data_dir.join("pepper");
    let Some(text) = files::read(&path, Access::of(config))? else {
        return Ok(None);
    };
    prepare_data_dir(config)?;
    let key = decode(&text).ok_or(SecretsError::Damaged(path))?;
    Ok(Some(Arc::new(Pepper::new(key))))
}

fn pepper(config: &Config) -> Result<(Arc<Pepper>, Option<Draft>), SecretsError> {
    let path = config.data_dir.join("pepper");
    let (key, draft) = key(config, config.pepper.as_ref(), &path)?;
    Ok((Arc::new(Pepper::new(key)), draft))
}

/// Makes sure that the data directory exists with mode 0700. An empty one is closed to others; one
/// with content is only judged, since others may rely on how it is.
///
/// # Errors
///
/// [`SecretsError::Open`] if it has content and is open to others, [`SecretsError::File`] if it
/// cannot be created or read.
pub fn prepare_data_dir(config: &Config) -> Result<(), SecretsError> {
    files::prepare_directory(&config.data_dir, Access::of(config))
}

/// Whether nothing is to be kept in the data directory, which may then be missing or read-only.
fn is_fully_configured(config: &Config) -> bool {
    config.pepper.is_some()
        && config.session_key.is_some()
        && config.master_key.is_some()
        && matches!(config.database, Database::Postgres(_))
}

/// A 32-byte key from a setting or a file of 64 hexadecimal digits, or a new one with what to write
/// there.
fn key(
    config: &Config,
    setting: Option<&Setting<SecretString>>,
    path: &Path,
) -> Result<(SecretBox<[u8; 32]>, Option<Draft>), SecretsError> {
    if let Some(setting) = setting {
        let key = key_material(&setting.value).map_err(|weakness| weak(setting, weakness))?;
        return Ok((key, None));
    }
    if let Some(text) = files::read(path, Access::of(config))? {
        let key = decode(&text).ok_or_else(|| SecretsError::Damaged(path.to_owned()))?;
        return Ok((key, None));
    }
    let fresh = SecretBox::init_with_mut(|key: &mut [u8; 32]| rand::fill(key));
    let text = Zeroizing::new(format!("{}\n", to_hex(fresh.expose_secret())));
    Ok((fresh, Some(Draft::new(path.to_owned(), text))))
}

/// The master key, and its clear text where it is new.
fn master_key(
    config: &Config,
    pepper: &Pepper,
) -> Result<(MasterKey, Option<ApiKey>), SecretsError> {
    if let Some(setting) = &config.master_key {
        let key = MasterKey::configured(&setting.value, pepper);
        return Ok((key.map_err(|weakness| weak(setting, weakness))?, None));
    }
    let path = config.data_dir.join("master-key");
    if let Some(text) = files::read(&path, Access::of(config))? {
        return Ok((kept_master_key(&path, &text, pepper)?, None));
    }
    let (key, clear) = MasterKey::generate(config.environment, pepper);
    Ok((key, Some(clear)))
}

/// The file holds the pepper's id and the keyed hash.
fn kept_master_key(path: &Path, text: &str, pepper: &Pepper) -> Result<MasterKey, SecretsError> {
    let damaged = || SecretsError::Damaged(path.to_owned());
    let (id, hash) = text.trim().split_once(' ').ok_or_else(damaged)?;
    let hash = decode(hash).ok_or_else(damaged)?;
    if id != pepper.id() {
        return Err(SecretsError::OtherPepper(path.to_owned()));
    }
    Ok(MasterKey::from_hash(KeyHash::from_bytes(
        *hash.expose_secret(),
    )))
}

fn decode(text: &str) -> Option<SecretBox<[u8; 32]>> {
    let bytes = from_hex(text.trim())?;
    <[u8; 32]>::try_from(bytes.as_slice())
        .ok()
        .map(|key| SecretBox::new(Box::new(key)))
}

fn weak(setting: &Setting<SecretString>, weakness: Weakness) -> SecretsError {
    SecretsError::Weak {
        setting: setting.name.clone(),
        weakness,
    }
}

#[cfg(test)]
mod tests;
