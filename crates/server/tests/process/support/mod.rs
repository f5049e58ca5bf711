//! A real `sovx` program for a test: its own data, its own port, every answer judged.
//!
//! At the end of a place its database and its logs are searched for every secret that the tests
//! of the process have seen or sent.

mod api;
#[path = "../../../src/testing/issued.rs"]
mod issued;
mod judging;
mod place;
mod raw;
mod server;
#[path = "../../../src/testing/stored.rs"]
mod stored;

pub(crate) use api::{Answer, Api};
pub(crate) use issued::Issued;
pub(crate) use place::{Ended, Place};
pub(crate) use raw::{Connection, Request};
pub(crate) use server::Server;
