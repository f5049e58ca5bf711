//! Usage: how many requests each end customer made, exactly, without a write for each.
//!
//! A request is counted in memory once its answer is known and before it is sent. At most a second
//! later, and before anybody reads, the counts are added to the database as a numbered batch. A
//! batch whose fate is unknown is sent again under its number, and a number is applied once.

mod batch;
mod convert;
mod handlers;
mod meter;
mod model;
mod period;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use meter::Usage;
pub(crate) use model::{Counts, Outcome};
pub(crate) use period::Period;

use crate::db::EndCustomerId;

/// Noted of a request by whoever recognises the key of an end customer: the request counts as
/// theirs, whatever becomes of it.
#[derive(Debug, Clone)]
pub(crate) struct Metered(pub(crate) EndCustomerId);
