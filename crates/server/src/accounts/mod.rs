//! Accounts: the tenants. Everything else belongs to one of them.
//!
//! Disabling an account or changing its password ends its sessions in the same transaction.

mod model;
mod queries;
#[cfg(test)]
mod tests;
