//! Placeholder until the first slice lands.

pub mod auth;
pub mod cli;
pub mod config;
pub mod registry;
pub mod secrets;
