//! What holds for the whole server, over HTTP.

mod envelope;
mod flows;
mod headers;
mod matrix;
mod registry;
mod revocation;
mod tenants;
mod traces;
mod trouble;
