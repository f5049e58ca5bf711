//! What handlers share, and the outermost layer of every request.

mod layer;

pub(crate) use layer::{Edge, Refuse, edge};

use std::sync::Arc;
use std::time::Instant;

use crate::auth::clock::{Clock, MonotonicClock};
use crate::auth::master::MasterKey;
use crate::auth::password::{PasswordError, Passwords};
use crate::auth::pepper::Pepper;
use crate::auth::sealing::Sealer;
use crate::auth::session::Sessions;
use crate::auth::throttle::Throttle;
use crate::changes::Changes;
use crate::config::Environment;
use crate::db::Db;
use crate::ledger::Ledger;
use crate::limits::{Limits, LocalLimiter, Quotas};
use crate::portal::usage::Usage;
use crate::registry::Registry;
use crate::secrets::Secrets;
use crate::vault::{Vault, WatchOnly};

/// The server's state: one for all workers.
pub(crate) struct App {
    pub(crate) db: Db,
    pub(crate) changes: Changes,
    pub(crate) ledger: Ledger,
    pub(crate) registry: Arc<dyn Registry>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) environment: Environment,
    pub(crate) pepper: Arc<Pepper>,
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) sessions: Sessions,
    pub(crate) master_key: MasterKey,
    pub(crate) passwords: Passwords,
    pub(crate) limits: Limits,
    pub(crate) throttle: Throttle,
    pub(crate) usage: Arc<Usage>,
    /// Whether the portal shows the key of an end customer again.
    pub(crate) reveals_keys: bool,
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
        quotas: Quotas,
    ) -> Result<Self, PasswordError> {
        let changes = Changes::new(db.clone(), &secrets.pepper);
        let clock: Arc<dyn Clock> = Arc::new(MonotonicClock::new());
        let limiter = Arc::new(LocalLimiter::new(Arc::clone(&clock)));
        Ok(Self {
            reveals_keys: true,
            usage: Arc::new(Usage::new(changes.clone())),
            changes,
            ledger: Ledger::new(&secrets.pepper),
            db,
            registry,
            vault: Arc::new(WatchOnly),
            environment,
            sealer: Arc::new(Sealer::of(&secrets.pepper)),
            pepper: secrets.pepper,
            sessions: secrets.sessions,
            master_key: secrets.master_key,
            passwords: Passwords::new()?,
            limits: Limits::new(limiter, quotas),
            throttle: Throttle::new(clock),
            started: Instant::now(),
        })
    }

    /// Seconds since the server started, to the millisecond.
    pub(crate) fn uptime_seconds(&self) -> f64 {
        let elapsed = self.started.elapsed();
        (elapsed.as_secs_f64() * 1000.0).round() / 1000.0
    }
}
