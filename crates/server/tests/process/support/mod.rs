//! A real `sovx` program for a test: its own data, its own port, every answer judged.

mod api;
mod judging;
mod place;
mod raw;
mod server;

pub(crate) use api::{Answer, Api};
pub(crate) use place::Place;
pub(crate) use raw::{Connection, Request};
pub(crate) use server::Server;
