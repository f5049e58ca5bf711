//! An OpenAPI document as data.
//!
//! Files go in, a complete [`model::Document`] or all of its [`Diagnostics`] come out; nothing
//! here panics on bad input and no keyword is ignored in silence. A document can then be held to
//! the house rules ([`lint()`]), compared with another one ([`diff()`], [`compare()`]) and used to judge what a
//! server answers ([`Judge`]).

#![warn(missing_docs)]

mod diagnostic;
mod diff;
mod judge;
mod lint;
mod load;
mod lower;
pub mod model;
mod probe;
mod samples;
#[cfg(test)]
mod tests;
mod validators;

pub use diagnostic::{Diagnostic, Diagnostics, Severity, render};
pub use diff::{Change, Changes, DiffOptions, Difference, Level, compare, diff};
pub use judge::{Exchange, Judge, Problem, UnusableSchema, Verdict, decided, declared_pairs};
pub use lint::lint;
pub use load::{Files, load, load_from, load_lenient, load_lenient_from, load_value};
pub use model::Document;
pub use probe::{Credential, Plan, Probe, ProbeOptions, Segment, percent_encoded, plan};
