//! What a connection and the request on it tell each other.

use std::cell::Cell;
use std::rc::Rc;
use std::task::Waker;

use super::Refusal;

/// Whether a request is being answered on a connection, and what is known of it.
#[derive(Default)]
pub(crate) struct Turn {
    taken: Cell<bool>,
    refusal: Cell<Option<Refusal>>,
    unsent: Cell<usize>,
    waiting: Cell<Option<Waker>>,
}

impl Turn {
    /// Begins with a request that was let through, or with one in the place of a refused one.
    pub(super) fn begin(&self, refusal: Option<Refusal>) {
        self.taken.set(true);
        self.refusal.set(refusal);
    }

    pub(super) fn is_taken(&self) -> bool {
        self.taken.get()
    }

    /// Why the request that is being answered is refused.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.refusal.get()
    }

    /// How many bytes of the answer are still to be written.
    pub(super) fn unsent(&self) -> usize {
        self.unsent.get()
    }

    pub(super) fn set_unsent(&self, bytes: usize) {
        self.unsent.set(bytes);
    }

    /// Wakes this task when the turn ends.
    pub(super) fn wake_at_end(&self, waker: &Waker) {
        self.waiting.set(Some(waker.clone()));
    }

    /// Keeps the turn until the answer is written, or nobody writes it any more.
    pub(crate) fn hold(self: &Rc<Self>) -> Held {
        Held(Rc::clone(self))
    }
}

/// The turn ends when this is dropped.
pub(crate) struct Held(Rc<Turn>);

impl Held {
    pub(super) fn turn(&self) -> &Turn {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.taken.set(false);
        self.0.refusal.set(None);
        self.0.unsent.set(0);
        if let Some(waker) = self.0.waiting.take() {
            waker.wake();
        }
    }
}
