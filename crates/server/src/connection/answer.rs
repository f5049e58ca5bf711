//! The body of an answer, handed over in small pieces.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use super::Held;

/// How much is handed over at once. actix copies each piece to where it waits for the client.
const PIECE: usize = 8 * 1024;

/// A body that ends the turn of its request when it is written or dropped.
pub(crate) struct Answer {
    body: BoxBody,
    rest: Bytes,
    held: Option<Held>,
}

impl Answer {
    /// A body; `held` is the turn of its request, where there is a connection.
    pub(crate) fn new(body: BoxBody, held: Option<Held>) -> Self {
        Self {
            body,
            rest: Bytes::new(),
            held,
        }
    }
}

impl MessageBody for Answer {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_next(cx)) {
                Some(Ok(bytes)) => self.rest = bytes,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        if let Some(held) = &self.held {
            held.turn().set_unsent(self.rest.len());
        }
        Poll::Ready(Some(Ok(piece)))
    }
}
