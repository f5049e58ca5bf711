//! Currencies: the catalogue of what can be held and traded.
//!
//! It is the operator's, and the same for every customer: no query takes a tenant. It is never
//! empty once a server has started.

mod catalogue;
mod handlers;
mod manage;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use catalogue::{Catalogue, CatalogueError};
pub(crate) use manage::{ImportError, import, seed};
pub(crate) use queries::{knows, min_withdrawal, takes_deposits, trades};
