//! Authentication primitives: what proves who is calling.
//!
//! Nothing here speaks HTTP or SQL. A secret enters as a typed secret, leaves only as a keyed hash
//! or a password hash, and prints as `[REDACTED]`.

pub mod caller;
pub mod clock;
pub mod keys;
pub mod login;
pub mod master;
pub mod password;
pub mod pepper;
pub mod sealing;
pub mod session;
pub mod strength;
pub(crate) mod subkey;
pub mod throttle;
pub mod user_token;
