//! The workers beside the server that nobody asks: those that watch chains.

use std::sync::Arc;

use actix_web::rt::spawn;
use actix_web::rt::task::JoinHandle;

use crate::changes::Changes;
use crate::config::Environment;
use crate::deposits::{ChainSource, SimulatedChain, Watcher};
use crate::ledger::Ledger;
use crate::vault::Network;

/// Starts to watch the chains of an environment: in the sandbox simulated ones, which are mined
/// here too.
pub(super) fn watch_chains(
    changes: &Changes,
    ledger: &Ledger,
    environment: Environment,
) -> Vec<JoinHandle<()>> {
    if environment != Environment::Sandbox {
        return Vec::new();
    }
    let networks = Network::ALL.into_iter();
    let chains: Vec<SimulatedChain> = networks
        .filter(|network| network.belongs_to(environment))
        .map(|network| SimulatedChain::new(changes.clone(), network))
        .collect();
    let mining = chains.iter().cloned().map(SimulatedChain::keep_mining);
    let mut workers: Vec<JoinHandle<()>> = mining.map(spawn).collect();
    let sources = chains
        .into_iter()
        .map(|chain| -> Arc<dyn ChainSource> { Arc::new(chain) })
        .collect();
    let watcher = Watcher::new(changes.clone(), ledger.clone(), sources);
    workers.push(spawn(watcher.keep()));
    workers
}
