//! Secrets that this start has made and nobody has seen.
//!
//! They count once they are printed: until then the next start makes others and voids these.

use super::StartError;
use super::welcome::Welcome;
use crate::accounts;
use crate::changes::Changes;
use crate::installation;
use crate::output::is_discarded;
use crate::secrets::Unwritten;

/// What has to be done once the secrets of this start are printed.
pub(super) struct Unshown {
    secrets: Unwritten,
    pub(super) password: Option<accounts::Unshown>,
}

impl Unshown {
    pub(super) fn new(secrets: Unwritten) -> Self {
        Self {
            secrets,
            password: None,
        }
    }

    /// Prints the lines of a start. Where they hold secrets, those count from now on; without any,
    /// a standard output that fails is no reason not to serve.
    pub(super) async fn show(self, welcome: Welcome, changes: &Changes) -> Result<(), StartError> {
        let has_secrets = welcome.has_secrets();
        match welcome.print() {
            Ok(()) if has_secrets && is_discarded() => {
                tracing::warn!(
                    "standard output is closed or /dev/null: the secrets of this first start were \
                     not shown, and the next start makes and shows others"
                );
                Ok(())
            }
            Ok(()) => self.settle(changes).await,
            Err(error) if has_secrets => Err(StartError::Unshown(error)),
            Err(error) => {
                tracing::warn!(%error, "standard output failed");
                Ok(())
            }
        }
    }

    async fn settle(mut self, changes: &Changes) -> Result<(), StartError> {
        if let Some(proof) = self.secrets.write_master_key()? {
            installation::record(changes, vec![proof]).await?;
        }
        if let Some(password) = self.password
            && !password.shown(changes).await?
        {
            tracing::warn!("another server has replaced the password that this one has printed");
        }
        Ok(())
    }
}
