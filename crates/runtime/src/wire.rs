//! An operation of any contract as data, and what travels for it.
//!
//! Nothing here serves or calls: the boundary ([`crate::serve`]) and the client
//! ([`crate::client`]) both work from these constants, so that they cannot write the same thing in
//! two ways.

mod answer;
mod endpoint;
mod escape;
mod fault;
mod incoming;
mod media;
mod multipart;
mod outgoing;
mod pairs;
mod parameter;
mod problem;
mod security;
mod shape;
mod status;
#[cfg(test)]
mod tests;
mod text;

pub use answer::{Answer, Described, Unwritable};
pub use endpoint::{Endpoint, Form, Request, Response};
pub use fault::{Fault, Refusal};
pub use incoming::{Incoming, Members, Read};
pub use media::{Content, MediaType};
pub use multipart::{Part, Upload};
pub use outgoing::Outgoing;
pub use pairs::{Given, Pair};
pub use parameter::{Parameter, Place, Style};
pub use problem::{Problem, ProblemViolation};
pub use security::{Alternative, Asked, Carrier, Requirement};
pub use shape::Shape;
pub use status::{OtherStatus, StatusOf, Statuses};

pub(crate) use escape::Escape;
#[cfg(feature = "actix")]
pub(crate) use incoming::Raw;
#[cfg(feature = "actix")]
pub(crate) use media::choose;
pub(crate) use outgoing::joined;
pub(crate) use pairs::{parse, parse_cookies};
