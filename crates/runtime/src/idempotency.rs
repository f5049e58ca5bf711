//! A creation that may be asked for twice and happens once.
//!
//! The caller's `Idempotency-Key` comes with everything that tells one request from another. An
//! answer to such a request is rendered once, so that a repeated one is equal byte for byte.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::{Body, Declares, Failure, Operation, Reply, Secret, Stamp, Undecodable};

/// An operation that takes an `Idempotency-Key`.
pub trait Idempotent: Operation + Declares<409> + Sized {
    /// The failure for a key that came with another body before: 422 where the operation takes a
    /// body; without one it cannot happen, and is a 409.
    fn reused(error: Self::Error) -> Failure<Self>;

    /// Reads an answer that was written before.
    ///
    /// # Errors
    /// When it is none of the operation's.
    fn reread(status: u16, body: &[u8]) -> Result<Self::Response, Undecodable>;
}

/// A request's idempotency key and what it is bound to.
pub struct Idempotency<O> {
    key: Option<Secret>,
    target: String,
    body: Zeroizing<Vec<u8>>,
    stamp: Stamp,
    operation: PhantomData<fn() -> O>,
}

impl<O> Idempotency<O> {
    /// Of a request: its key, its method and path, its stamp.
    pub fn new(key: Option<Secret>, target: String, stamp: Stamp) -> Self {
        Self {
            key,
            target,
            body: Zeroizing::default(),
            stamp,
            operation: PhantomData,
        }
    }

    /// Binds the key to a body, however its JSON was written.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn with_body(mut self, body: &impl Serialize) -> Result<Self, serde_json::Error> {
        self.body = Zeroizing::new(serde_json::to_vec(body)?);
        Ok(self)
    }

    /// The key, if the caller sent one: 1 to 255 printable characters.
    pub fn key(&self) -> Option<&Secret> {
        self.key.as_ref()
    }

    /// Method and path: `POST /users`.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The body in one canonical form; empty where the operation takes none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the answer's envelope says of this request.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }
}

impl<O> Clone for Idempotency<O> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            target: self.target.clone(),
            body: self.body.clone(),
            stamp: self.stamp.clone(),
            operation: PhantomData,
        }
    }
}

impl<O> PartialEq for Idempotency<O> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.target == other.target
            && self.body == other.body
            && self.stamp == other.stamp
    }
}

/// Shows neither key nor body.
impl<O> fmt::Debug for Idempotency<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Idempotency")
            .field("key", &self.key)
            .field("target", &self.target)
            .field("stamp", &self.stamp)
            .finish_non_exhaustive()
    }
}

/// A declared response that was rendered already: now, or when the key was first used.
pub struct Once<R> {
    status: u16,
    body: Option<Body>,
    replayed: bool,
    response: PhantomData<fn() -> R>,
}

impl<R: Reply> Once<R> {
    /// Renders a response.
    ///
    /// # Errors
    /// When a member cannot be written as JSON.
    pub fn fresh(response: R, stamp: &Stamp) -> Result<Self, serde_json::Error> {
        let status = response.status();
        Ok(Self {
            status,
            body: response.body(stamp)?,
            replayed: false,
            response: PhantomData,
        })
    }
}

impl<R> Once<R> {
    /// What [`Once::fresh`] rendered when the key was first used; `body` is its JSON.
    pub fn replayed(status: u16, body: Option<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.map(|bytes| Body {
                content_type: "application/json",
                bytes,
            }),
            replayed: true,
            response: PhantomData,
        }
    }

    /// The status of the response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The JSON of the response, if it has a body.
    pub fn json(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.bytes.as_slice())
    }

    /// Whether the response is one that was given before.
    pub fn is_replayed(&self) -> bool {
        self.replayed
    }

    /// Status, body and whether it was given before, for the boundary to send.
    pub fn into_parts(self) -> (u16, Option<Body>, bool) {
        (self.status, self.body, self.replayed)
    }
}

/// Shows the status only: the body may hold secrets.
impl<R> fmt::Debug for Once<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Once")
            .field("status", &self.status)
            .field("replayed", &self.replayed)
            .finish_non_exhaustive()
    }
}

/// What a handler of an operation with the response `R` may return.
pub trait Written<R> {
    /// Status, body and whether it was given before.
    ///
    /// # Errors
    /// When a member cannot be written as JSON.
    fn written(self, stamp: &Stamp) -> Result<Once<R>, serde_json::Error>;
}

impl<R: Reply> Written<R> for R {
    fn written(self, stamp: &Stamp) -> Result<Once<R>, serde_json::Error> {
        Once::fresh(self, stamp)
    }
}

impl<R: Reply> Written<R> for Once<R> {
    fn written(self, _: &Stamp) -> Result<Once<R>, serde_json::Error> {
        Ok(self)
    }
}
