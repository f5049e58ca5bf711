//! What a start tells the operator: where the server is and, once, the secrets it has made.

use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use crate::auth::keys::ApiKey;
use crate::config::Environment;
use crate::portal::SAMPLE_CUSTOMER_ID;

/// The lines that a start prints.
pub(super) struct Welcome {
    environment: Environment,
    pub(super) address: Option<SocketAddr>,
    pub(super) email: Option<String>,
    /// Whether nobody can log in yet.
    pub(super) lacks_account: bool,
    pub(super) password: Option<SecretString>,
    pub(super) master_key: Option<ApiKey>,
    /// The key of the sandbox's own partner, when this start tells it.
    pub(super) partner_key: Option<ApiKey>,
    /// The file with the seed of test coins, when this start has taken it into use.
    pub(super) sandbox_seed: Option<PathBuf>,
}

impl Welcome {
    pub(super) fn new(environment: Environment) -> Self {
        Self {
            environment,
            address: None,
            email: None,
            lacks_account: false,
            password: None,
            master_key: None,
            partner_key: None,
            sandbox_seed: None,
        }
    }

    /// Whether there is something that is not shown again.
    pub(super) fn has_secrets(&self) -> bool {
        self.password.is_some() || self.master_key.is_some()
    }

    /// Prints them to standard output, which is not the log. Secrets are gone afterwards.
    pub(super) fn print(self) -> std::io::Result<()> {
        let mut out = stdout().lock();
        if let Some(address) = self.address {
            writeln!(
                out,
                "sovx ({}) listens on http://{address}",
                self.environment
            )?;
            writeln!(out, "  docs        http://{address}/docs/")?;
        }
        if self.lacks_account {
            writeln!(
                out,
                "  account     none yet: sovx account create --email you@example.com"
            )?;
        }
        if let Some(email) = &self.email {
            writeln!(out, "  e-mail      {email}")?;
        }
        if let Some(password) = &self.password {
            writeln!(out, "  password    {}", password.expose_secret())?;
        }
        if let Some(key) = &self.master_key {
            writeln!(out, "  master key  {}", key.expose_secret())?;
        }
        if let Some(key) = &self.partner_key {
            writeln!(out, "  partner key {}", key.expose_secret())?;
            writeln!(
                out,
                "  customer    {SAMPLE_CUSTOMER_ID}, an end customer of that partner"
            )?;
        }
        if let Some(path) = &self.sandbox_seed {
            writeln!(out, "  test coins  {}", path.display())?;
        }
        if self.has_secrets() || self.partner_key.is_some() {
            writeln!(out, "These secrets are not shown again.")?;
        }
        out.flush()
    }
}
