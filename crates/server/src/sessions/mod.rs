//! Sessions: what a login began and a logout, a new password or a disabled account ends at once.

mod handlers;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use queries::{delete_expired, find_live};
