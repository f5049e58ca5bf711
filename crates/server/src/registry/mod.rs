//! The upstream registry: it says which customer ids exist and supplies their business profiles.
//!
//! A profile that comes from outside is checked in full before anything is created from it, and what
//! is wrong with it is told by field and rule, never by value.

mod http;
pub mod import;
mod local;
mod model;
mod profile;
mod queries;
pub mod sandbox;
#[cfg(test)]
mod tests;
mod upstream;

pub use http::{HttpRegistry, HttpRegistryError};
pub use local::LocalRegistry;
pub use profile::{Business, Problem, Profile};
pub use upstream::{Registry, RegistryError};
