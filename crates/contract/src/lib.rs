//! An OpenAPI document as data.
//!
//! Files go in, a complete [`model::Document`] or all of its [`Diagnostics`] come out; nothing
//! here panics on bad input and no keyword is ignored in silence.

#![warn(missing_docs)]

mod diagnostic;
mod load;
mod lower;
pub mod model;
mod samples;
mod validators;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use load::{load, load_from, load_value};
pub use model::Document;

#[cfg(test)]
mod tests;
