//! Accounts: the tenants. Everything else belongs to one of them.
//!
//! Disabling an account or changing its password ends its sessions in the same transaction.

mod first;
mod manage;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use first::{Unshown, provide as provide_first};
pub(crate) use manage::{
    Account, AccountError, check_email, create, disable, enable, find, is_empty, list, set_password,
};
pub(crate) use model::Login;
pub(crate) use queries::{find_login, rehash_password};
