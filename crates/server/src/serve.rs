//! From a configuration to a running server, and its orderly end.

mod ending;
mod error;
mod housekeeping;
mod opening;
mod partner;
mod unshown;
mod welcome;
mod workers;

use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::available_parallelism;

use actix_cors::Cors;
use actix_web::dev::Server;
use actix_web::middleware::{Condition, from_fn};
use actix_web::rt::task::JoinHandle;
use actix_web::web;
use sovx_runtime::boundary::{BodyDeadline, BodyLimit};

use crate::anchors::{Anchors, Keeper};
use crate::apis::{Api, Apis};
use crate::app::{App, Edge, edge};
use crate::changes::Changes;
use crate::config::{BODY_LIMIT, Config, Database, Environment};
use crate::connection::{Listening, Patience, listen};
use crate::db::Db;
use crate::docs::Docs;
use crate::registry::{HttpRegistry, LocalRegistry, Registry, sandbox};
use crate::secrets::Secrets;
use crate::secrets::files::Access;
use crate::{accounts, currencies, vault};
use ending::Asked;
pub(crate) use error::StartError;
pub(crate) use opening::{open_existing, open_undecided};
use unshown::Unshown;
use welcome::Welcome;

/// How many connections are open at once. More wait until others end.
const MAX_CONNECTIONS: usize = 4096;

/// How long running requests may take after SIGTERM, in seconds.
const SHUTDOWN_SECONDS: u64 = 30;

/// Serves until SIGTERM or SIGINT, then lets running requests finish, unless another one comes.
pub(crate) async fn serve(config: &Config) -> Result<(), StartError> {
    let listener = TcpListener::bind(config.listen)
        .map_err(|error| StartError::Listen(config.listen, error))?;
    let (app, mut welcome, unshown) = prepare(config).await?;
    welcome.address = Some(listener.local_addr()?);
    let (db, changes, usage) = (app.db.clone(), app.changes.clone(), Arc::clone(&app.usage));
    let (ledger, environment) = (app.ledger.clone(), app.environment);
    let (asked, again) = (Asked::listen()?.once(), Asked::listen()?.twice());
    let server = server(listener, web::Data::new(app), Shape::of(config), asked)?;
    let anchors = Anchors::new(changes.clone(), config);
    let mut keeper = Keeper::new(anchors.clone());
    keeper.renew().await;
    unshown.show(welcome, &changes).await?;
    let housekeeping = housekeeping::keep(changes.clone(), Arc::clone(&usage));
    let housekeeping = actix_web::rt::spawn(housekeeping);
    let anchoring = actix_web::rt::spawn(keeper.keep());
    let writing = actix_web::rt::spawn(Arc::clone(&usage).keep_writing());
    let chains = match config.apis.contains(Api::Sovx) {
        true => workers::watch_chains(&changes, &ledger, environment),
        false => Vec::new(),
    };
    let ended = tokio::select! {
        ended = server => ended,
        () = again => Ok(()),
    };
    chains.iter().for_each(JoinHandle::abort);
    housekeeping.abort();
    anchoring.abort();
    writing.abort();
    usage.finish().await;
    Keeper::new(anchors).renew().await;
    db.close().await;
    Ok(ended?)
}

/// Opens everything that requests need and creates what a first start needs.
async fn prepare(config: &Config) -> Result<(App, Welcome, Unshown), StartError> {
    let mut secrets = Secrets::open(config)?;
    let changes = opening::open_installation(config, &mut secrets).await?;
    let db = changes.db().clone();
    let mut welcome = Welcome::new(config.environment);
    let mut unshown = Unshown::new(std::mem::take(&mut secrets.unwritten));
    welcome.master_key = secrets.generated.master_key.take();
    if config.apis.contains(Api::Sovx) {
        currencies::seed(&changes).await?;
        welcome.sandbox_seed = furnish(config, &changes).await;
        bootstrap(config, &changes, &mut welcome, &mut unshown).await?;
        welcome.lacks_account = accounts::is_empty(&db).await?;
        if welcome.has_secrets() && config.environment == Environment::Sandbox {
            // An earlier start may have put it to use and told nobody.
            let kept = || vault::sandbox::kept_seed(&config.data_dir);
            welcome.sandbox_seed = welcome.sandbox_seed.or_else(kept);
        }
    }
    let registry = registry(config, &db)?;
    let (environment, quotas) = (config.environment, config.limits.clone());
    let mut app = App::new(db, registry, environment, secrets, quotas)?;
    app.reveals_keys = config.portal_reveal;
    if config.apis.contains(Api::Portal) && environment == Environment::Sandbox {
        partner::introduce(&app, &mut welcome).await;
    }
    Ok((app, welcome, unshown))
}

/// Creates the first account, and in the sandbox the sample profiles, where nobody can log in yet.
async fn bootstrap(
    config: &Config,
    changes: &Changes,
    welcome: &mut Welcome,
    unshown: &mut Unshown,
) -> Result<(), StartError> {
    let Some(first) = &config.bootstrap else {
        return Ok(());
    };
    if config.environment == Environment::Sandbox && accounts::is_empty(changes.db()).await? {
        let samples = sandbox::sample_profiles()?;
        LocalRegistry::import(changes, samples).await?;
    }
    let is_alone = matches!(config.database, Database::Sqlite(_));
    let provided = accounts::provide_first(changes, first, is_alone).await;
    let provided = provided.map_err(|error| StartError::Account(Box::new(error)))?;
    let Some(account) = provided else {
        return Ok(());
    };
    welcome.email = Some(account.email);
    if let Some((password, mark)) = account.generated {
        welcome.password = Some(password);
        unshown.password = Some(mark);
    }
    Ok(())
}

/// Gives a sandbox the addresses of its test networks, and says where their seed is. Without them
/// the server serves all the same: wallets answer 503 until a source is imported.
async fn furnish(config: &Config, changes: &Changes) -> Option<PathBuf> {
    if config.environment != Environment::Sandbox {
        return None;
    }
    match vault::sandbox::furnish(changes, &config.data_dir, Access::of(config)).await {
        Ok(path) => path,
        Err(error) => {
            let cause: &dyn std::error::Error = &error;
            tracing::warn!(error = cause, "the sandbox has no addresses of its own");
            None
        }
    }
}

fn registry(config: &Config, db: &Db) -> Result<Arc<dyn Registry>, StartError> {
    Ok(match &config.registry_url {
        Some(url) => Arc::new(HttpRegistry::new(url.clone())?),
        None => Arc::new(LocalRegistry::new(db.clone(), config.environment)),
    })
}

/// What the configuration says about the HTTP server itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    pub(crate) apis: Apis,
    pub(crate) edge: Edge,
    pub(crate) body_timeout: BodyDeadline,
    pub(crate) cors_origins: Vec<String>,
    pub(crate) workers: Option<NonZeroUsize>,
    pub(crate) patience: Patience,
}

impl Shape {
    fn of(config: &Config) -> Self {
        Self {
            apis: config.apis.clone(),
            edge: Edge {
                trusted_proxies: config.trusted_proxies.clone(),
                ..Edge::default()
            },
            body_timeout: config.body_timeout,
            patience: Patience::default(),
            cors_origins: config.cors_origins.clone(),
            workers: config.workers,
        }
    }
}

/// An HTTP server on this listener. It ends when it is asked to.
pub(crate) fn server(
    listener: TcpListener,
    app: web::Data<App>,
    shape: Shape,
    asked: impl Future<Output = ()> + Send + 'static,
) -> Result<Server, StartError> {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    let listening = Listening {
        listener,
        patience: shape.patience,
        workers: shape.workers.map_or(cores, NonZeroUsize::get),
        connections: MAX_CONNECTIONS,
        ending: SHUTDOWN_SECONDS,
    };
    let apis = shape.apis.parts();
    let edge_data = web::Data::new(Edge {
        refusals: apis.map(|api| (api.base_path, api.refuse)).collect(),
        ..shape.edge
    });
    let usage = web::Data::from(Arc::clone(&app.usage));
    let environment = app.environment;
    let docs = Arc::new(Docs::new(&shape.apis, environment));
    let server = listen(listening, asked, move || {
        actix_web::App::new()
            .app_data(app.clone())
            .app_data(edge_data.clone())
            .app_data(usage.clone())
            .app_data(BodyLimit(BODY_LIMIT))
            .app_data(shape.body_timeout)
            .wrap(Condition::new(
                !shape.cors_origins.is_empty(),
                cors(&shape.cors_origins),
            ))
            .wrap(from_fn(edge))
            .configure(|config| shape.apis.routes(config, environment))
            .configure(|config| docs.routes(config))
    });
    Ok(server?)
}

/// Pages of these origins may call the API and read its headers; no cookies are involved.
fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allow_any_method()
        .allow_any_header()
        .expose_headers([
            "x-trace-id",
            "retry-after",
            "idempotent-replayed",
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
        ])
        .max_age(600);
    origins
        .iter()
        .fold(cors, |cors, origin| cors.allowed_origin(origin))
}
