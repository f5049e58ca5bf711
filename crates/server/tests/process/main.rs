//! The real program, from outside: started, called over HTTP, killed, and searched for secrets.
//!
//! Every test has data of its own, on SQLite or, when `SOVX_TEST_DATABASE_URL` names a server, on
//! Postgres; every answer is judged against the contract.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod apis;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod bad_bodies;
#[cfg(test)]
mod bad_targets;
#[cfg(test)]
mod client;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod currencies;
#[cfg(test)]
mod deposits;
#[cfg(test)]
mod first_start;
#[cfg(test)]
mod framing;
#[cfg(test)]
mod installation;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod log;
#[cfg(test)]
mod money;
#[cfg(test)]
mod partner;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod replays;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod support;
#[cfg(test)]
mod unshown;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod vault;
#[cfg(test)]
mod writers;
#[cfg(test)]
mod wrong_places;
