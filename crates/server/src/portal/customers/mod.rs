//! End customers: a partner's own customers, each with one key.
//!
//! An end customer belongs to one partner. Every query takes the partner, so a handler cannot read
//! across partners by accident. A key lives no longer than its customer, and of all keys of a
//! customer one is current; the others are past, or in the grace of a rotation.

mod convert;
mod handlers;
mod keys;
mod model;
mod queries;
mod sample;

pub(crate) use model::Holder;
pub(crate) use queries::find_by_key;
pub(super) use queries::{ChangeError, is_known};
pub(crate) use sample::{CUSTOMER_ID as SAMPLE_CUSTOMER_ID, provide as provide_sample};
