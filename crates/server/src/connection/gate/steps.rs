//! What a gate may hand over next.

use std::io;
use std::task::Context;

use super::{FAREWELL, Gate, Phase, Step};
use crate::connection::Refusal;
use crate::connection::framing::Body;
use crate::connection::head::{self, Judged};

/// How much of the following requests is kept while one is answered.
const READ_AHEAD: usize = 16 * 1024;

impl Gate {
    pub(super) fn step(&mut self, cx: &mut Context<'_>) -> io::Result<Step> {
        match self.phase {
            Phase::Head => self.head(cx),
            Phase::Body(body) => self.body(body, cx),
            Phase::Answer => self.answer(cx),
            Phase::Over => Ok(Step::End),
        }
    }

    fn head(&mut self, cx: &mut Context<'_>) -> io::Result<Step> {
        if self.let_through() {
            return Ok(Step::Again);
        }
        if self.finished || self.is_ending(cx) {
            self.phase = Phase::Over;
            return Ok(Step::End);
        }
        let began = self.input.is_empty();
        if self.fill(cx)?.is_ready() {
            if began {
                self.timer = None;
            }
            return Ok(Step::Again);
        }
        if began && self.is_late(self.patience.idle, cx) {
            self.phase = Phase::Over;
            return Ok(Step::End);
        }
        if !began && self.is_late(self.patience.head, cx) {
            self.refuse(Refusal::Late);
            return Ok(Step::Again);
        }
        Ok(Step::Wait)
    }

    /// Lets a request through whose head is there, or what stands in its place.
    fn let_through(&mut self) -> bool {
        let fresh = self.input.get(self.partial..).unwrap_or_default();
        // Each line is looked at once, not with each byte that comes.
        let news = self.partial == 0 || fresh.contains(&b'\n') || self.is_too_long();
        if fresh.is_empty() || !news {
            return false;
        }
        match head::judge(&self.input) {
            Judged::Partial => {
                self.partial = self.input.len();
                return false;
            }
            Judged::Refused(refusal) => self.refuse(refusal),
            Judged::Complete(head) => {
                for offer in head.offers {
                    if let Some(offer) = self.input.get_mut(offer) {
                        offer.fill(b' ');
                    }
                }
                self.open = head.length;
                self.last = head.last;
                self.begin(Phase::Body(head.body), None);
            }
        }
        true
    }

    /// Whether the last bytes made the head or its first line longer than they may be.
    fn is_too_long(&self) -> bool {
        let passed = |limit: usize| self.partial <= limit && self.input.len() > limit;
        passed(head::MAX_TARGET) || passed(head::MAX_HEAD)
    }

    /// Puts a request that is refused later into the place of one that cannot be let through.
    fn refuse(&mut self, refusal: Refusal) {
        self.input = head::stand_in(&self.input);
        self.open = self.input.len();
        self.last = true;
        self.begin(Phase::Answer, Some(refusal));
    }

    fn begin(&mut self, phase: Phase, refusal: Option<Refusal>) {
        self.phase = phase;
        self.partial = 0;
        self.timer = None;
        self.turn.begin(refusal);
    }

    fn body(&mut self, mut body: Body, cx: &mut Context<'_>) -> io::Result<Step> {
        if body.is_over() {
            self.phase = Phase::Answer;
            return Ok(Step::Again);
        }
        if !self.input.is_empty() {
            match body.take(&self.input) {
                Ok(taken) => {
                    self.open = taken;
                    self.phase = Phase::Body(body);
                }
                // To the one who reads it, the body breaks off here.
                Err(_broken) => self.phase = Phase::Over,
            }
            return Ok(Step::Again);
        }
        // However much still comes: a client that sends a byte now and then is given up too.
        if self.is_given_up(cx) {
            self.phase = Phase::Over;
            return Ok(Step::Again);
        }
        if self.fill(cx)?.is_ready() {
            if self.finished {
                self.phase = Phase::Over;
            }
            return Ok(Step::Again);
        }
        self.turn.wake_at_end(cx.waker());
        Ok(Step::Wait)
    }

    /// Whether the rest of a body has had its time: nobody waits for it any more, or the server ends.
    /// What comes while somebody waits for it has the time that the application gives it.
    fn is_given_up(&mut self, cx: &mut Context<'_>) -> bool {
        if !self.turn.is_taken() {
            self.is_late(FAREWELL, cx)
        } else if self.is_ending(cx) {
            self.is_late(self.patience.ending, cx)
        } else {
            false
        }
    }

    fn answer(&mut self, cx: &mut Context<'_>) -> io::Result<Step> {
        if !self.turn.is_taken() {
            self.phase = if self.last { Phase::Over } else { Phase::Head };
            self.timer = None;
            return Ok(Step::Again);
        }
        self.turn.wake_at_end(cx.waker());
        // Only who reads learns that a client is gone.
        if !self.finished && self.input.len() < READ_AHEAD && self.fill(cx)?.is_ready() {
            return Ok(Step::Again);
        }
        Ok(Step::Wait)
    }
}
