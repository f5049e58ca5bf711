//! The server's own secrets: configured, kept from an earlier start, or generated at the first one.
//!
//! After a start every secret exists and is strong, and no file that holds one is open to others.
//! The master key is kept as its keyed hash only: it is shown once and cannot be recovered.

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

pub(crate) mod files;

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
}

/// What this start has generated.
#[derive(Debug, Default)]
pub struct Generated {
    /// The clear text of a new master key. It is nowhere else: print it once, then drop it.
    pub master_key: Option<ApiKey>,
    /// A pepper was written to the data directory.
    pub pepper: bool,
    /// A session key was written to the data directory.
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
    #[error("{} must not be accessible to group or others: chmod {mode} {}", .path.display(), .path.display())]
    Open {
        /// The file or directory.
        path: PathBuf,
        /// The permissions it should have.
        mode: &'static str,
    },
    /// A file was changed by hand, or cut short.
    #[error("{} does not hold what the server wrote there: restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// The kept master key belongs to another pepper.
    #[error(
        "{} was made with another pepper: restore that pepper, or delete the file to have a new \
         master key generated",
        .0.display()
    )]
    OtherPepper(PathBuf),
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
    /// Takes each secret from the configuration, else from the data directory, else generates it
    /// there. Several processes may start at once on one directory: they end with equal secrets, and
    /// exactly one of them reports each as generated.
    ///
    /// # Errors
    ///
    /// [`SecretsError`] if a configured value is weak, a file is open to others or damaged, or the
    /// data directory cannot be used.
    pub fn open(config: &Config) -> Result<Self, SecretsError> {
        let directory = &config.data_dir;
        if !is_fully_configured(config) {
            prepare_data_dir(directory)?;
        }
        let mut generated = Generated::default();

        let pepper = pepper(config, &mut generated.pepper)?;
        let session_key = key(
            config.session_key.as_ref(),
            &directory.join("session-key"),
            &mut generated.session_key,
        )?;
        let master_key = master_key(config, &pepper, &mut generated.master_key)?;
        Ok(Self {
            pepper,
            sessions: Sessions::new(&session_key),
            master_key,
            generated,
        })
    }
}

/// Takes the pepper alone, for a command that changes something and serves nothing. Makes neither
/// the data directory nor a pepper: `None` if there is none.
///
/// # Errors
///
/// As [`Secrets::open`].
pub fn existing_pepper(config: &Config) -> Result<Option<Arc<Pepper>>, SecretsError> {
    if config.pepper.is_some() {
        return pepper(config, &mut false).map(Some);
    }
    let path = config.data_dir.join("pepper");
    let Some(text) = files::read(&path)? else {
        return Ok(None);
    };
    prepare_data_dir(&config.data_dir)?;
    let key = decode(&text).ok_or(SecretsError::Damaged(path))?;
    Ok(Some(Arc::new(Pepper::new(key))))
}

fn pepper(config: &Config, generated: &mut bool) -> Result<Arc<Pepper>, SecretsError> {
    let path = config.data_dir.join("pepper");
    let key = key(config.pepper.as_ref(), &path, generated)?;
    Ok(Arc::new(Pepper::new(key)))
}

/// Makes sure that the data directory exists with mode 0700. An empty one is closed to others; one
/// with content is only judged, since others may rely on how it is.
///
/// # Errors
///
/// [`SecretsError::Open`] if it has content and is open to others, [`SecretsError::File`] if it
/// cannot be created or read.
pub fn prepare_data_dir(path: &Path) -> Result<(), SecretsError> {
    files::prepare_directory(path)
}

/// Whether nothing is to be kept in the data directory, which may then be missing or read-only.
fn is_fully_configured(config: &Config) -> bool {
    config.pepper.is_some()
        && config.session_key.is_some()
        && config.master_key.is_some()
        && matches!(config.database, Database::Postgres(_))
}

/// A 32-byte key from a setting or a file of 64 hexadecimal digits.
fn key(
    setting: Option<&Setting<SecretString>>,
    path: &Path,
    generated: &mut bool,
) -> Result<SecretBox<[u8; 32]>, SecretsError> {
    if let Some(setting) = setting {
        return key_material(&setting.value).map_err(|weakness| weak(setting, weakness));
    }
    if let Some(text) = files::read(path)? {
        return decode(&text).ok_or_else(|| SecretsError::Damaged(path.to_owned()));
    }
    let fresh = SecretBox::init_with_mut(|key: &mut [u8; 32]| rand::fill(key));
    let text = Zeroizing::new(format!("{}\n", to_hex(fresh.expose_secret())));
    if files::create(path, &text)? {
        *generated = true;
        return Ok(fresh);
    }
    let text = files::read(path)?.unwrap_or_default();
    decode(&text).ok_or_else(|| SecretsError::Damaged(path.to_owned()))
}

fn master_key(
    config: &Config,
    pepper: &Pepper,
    generated: &mut Option<ApiKey>,
) -> Result<MasterKey, SecretsError> {
    if let Some(setting) = &config.master_key {
        return MasterKey::configured(&setting.value, pepper)
            .map_err(|weakness| weak(setting, weakness));
    }
    let path = config.data_dir.join("master-key");
    if let Some(text) = files::read(&path)? {
        return kept_master_key(&path, &text, pepper);
    }
    let (master_key, clear) = MasterKey::generate(config.environment, pepper);
    let text = format!("{} {}\n", pepper.id(), to_hex(master_key.hash().as_bytes()));
    if files::create(&path, &text)? {
        *generated = Some(clear);
        return Ok(master_key);
    }
    kept_master_key(&path, &files::read(&path)?.unwrap_or_default(), pepper)
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
