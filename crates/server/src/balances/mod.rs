//! Balances: what wallets, users and customers have of each currency, read from the ledger.

mod collect;
mod handlers;
#[cfg(test)]
mod tests;
