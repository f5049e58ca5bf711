//! The SovX server.
//!
//! A request crosses `app` (trace id, headers, log), its generated route (match, parse, check),
//! `auth` (credential to typed caller), a slice's `handlers` and its `queries`, and `error` only
//! when something failed.

mod accounts;
mod addresses;
mod adjustments;
mod anchors;
pub mod apis;
mod app;
pub mod auth;
mod balances;
mod changes;
pub mod cli;
mod clock;
mod commands;
pub mod config;
mod connection;
mod credentials;
mod currencies;
mod customers;
pub mod db;
mod decimal;
mod deposits;
mod docs;
mod error;
mod health;
mod installation;
mod ledger;
pub mod limits;
mod logging;
mod monetization;
mod output;
mod pagination;
mod partners;
pub mod portal;
mod proof;
pub mod registry;
pub mod secrets;
mod serve;
mod sessions;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tokens;
mod transactions;
mod users;
pub mod vault;
mod wallets;

/// The contract's traits and routes, generated, and what the compiled server declares.
pub mod api {
    use sovx_api_types::sovx::{models, operations};

    include!(concat!(env!("OUT_DIR"), "/sovx/server.rs"));
}

pub use commands::run;
