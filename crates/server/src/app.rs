//! What handlers share, and the outermost layer of every request.

mod layer;

pub(crate) use layer::{Edge, edge};

use std::sync::Arc;
use std::time::Instant;

use crate::auth::clock::MonotonicClock;
use crate::auth::master::MasterKey;
use crate::auth::password::{PasswordError, Passwords};
use crate::auth::pepper::Pepper;
use crate::auth::sealing::Sealer;
use crate::auth::session::Sessions;
use crate::auth::throttle::Throttle;
use crate::changes::Changes;
use crate::config::Environment;
use crate::db::Db;
use crate::registry::Registry;
use crate::secrets::Secrets;
use crate::vault::{Vault, WatchOnly};

/// The server's state: one for all workers.
pub(crate) struct App {
    pub(crate) db: Db,
    pub(crate) changes: Changes,
    pub(crate) registry: Arc<dyn Registry>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) environment: Environment,
    pub(crate) pepper: Arc<Pepper>,
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) sessions: Sessions,
    pub(crate) master_key: MasterKey,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    started: Instant,
}

impl App {
    /// The state of a server that starts now.
    ///
    /// # Errors
    /// When passwords cannot be hashed on this machine.
    pub(crate) fn new(
        db: Db,
        registry: Arc<dyn Registry>,
        environment: Environment,
        secrets: Secrets,
    ) -> Result<Self, PasswordError> {
        Ok(Self {
            changes: Changes::new(db.clone(), &secrets.pepper),
            db,
            registry,
            vault: Arc::new(WatchOnly),
            environment,
            sealer: Arc::new(Sealer::of(&secrets.pepper)),
            pepper: secrets.pepper,
            sessions: secrets.sessions,
            master_key: secrets.master_key,
            passwords: Passwords::new()?,
            throttle: Throttle::new(Arc::new(MonotonicClock::new())),
            started: Instant::now(),
        })
    }

    /// Seconds since the server started, to the millisecond.
    pub(crate) fn uptime_seconds(&self) -> f64 {
        let elapsed = self.started.elapsed();
        (elapsed.as_secs_f64() * 1000.0).round() / 1000.0
    }
}
