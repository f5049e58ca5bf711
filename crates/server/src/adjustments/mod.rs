//! Adjustments: money that an operator moves by hand, with a reason and a reference.
//!
//! A reference is used once. The same order under the same reference is done already and moves
//! nothing again; another order under it is refused. What is put in comes from equity, and what is
//! taken out goes there.

mod correction;
mod error;
mod once;
mod payout;
mod settlement;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use correction::{Correction, Target, correct};
pub(crate) use error::AdjustmentError;
pub(crate) use once::Done;
pub(crate) use payout::{Payout, pay_out};
pub(crate) use settlement::{Settled, Settlement, settle};
pub(crate) use words::{Reason, Reference};
