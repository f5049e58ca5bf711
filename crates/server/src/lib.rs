//! Placeholder until the first slice lands.

pub mod db;

#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the handlers that call the queries come next")
)]
mod accounts;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the handlers that call the queries come next")
)]
mod credentials;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the handlers that call the queries come next")
)]
mod customers;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the handlers that call the queries come next")
)]
mod registry;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the handlers that call the queries come next")
)]
mod sessions;
