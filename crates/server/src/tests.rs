//! What holds for the whole server, over HTTP.

mod envelope;
mod filters;
mod flows;
mod gone;
mod headers;
mod limits;
mod lines;
mod matrix;
mod model;
mod pages;
mod presented;
mod registry;
mod revocation;
mod secrecy;
mod strangers;
mod tenants;
mod traces;
mod trouble;
mod unchanged;
