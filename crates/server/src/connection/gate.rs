//! The socket that actix reads from and writes to.

mod steps;

use std::future::Future;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use actix_web::rt::time::{Sleep, sleep};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::framing::Body;
use super::stall::{Stall, Unread};
use super::{Patience, Turn};

/// How much is read from the socket at once.
const READ: usize = 8 * 1024;

/// How much is handed over at once. actix takes 128 KiB at a time where it is not stopped, and as much
/// again while its handler waits.
const HAND: usize = 16 * 1024;

/// How much of what a client still sends is thrown away before the connection is closed. A socket
/// that is closed with bytes in it takes back the answer that was written before.
const DISCARD: usize = 1024 * 1024;

/// How long a client may take to close its side, or to send what nobody reads.
const FAREWELL: Duration = Duration::from_secs(1);

/// Comes when the server is asked to end.
pub(super) type Ending = Pin<Box<dyn Future<Output = ()>>>;

/// What may be read next.
enum Phase {
    /// A head.
    Head,
    /// The body of the request that was let through last.
    Body(Body),
    /// Nothing, until that request is answered.
    Answer,
    /// Nothing any more.
    Over,
}

/// What comes of one step.
enum Step {
    /// There may be something to read.
    Again,
    /// There is nothing to read any more.
    End,
    /// This task is woken when there is.
    Wait,
}

/// A socket that hands over one request at a time.
pub(crate) struct Gate {
    stream: TcpStream,
    turn: Rc<Turn>,
    patience: Patience,
    unread: Unread,
    phase: Phase,
    /// Whether the request that was let through last is the last one.
    last: bool,
    /// What was received and is not handed over yet.
    input: Vec<u8>,
    /// How much of it was judged and may be handed over.
    open: usize,
    /// How much was handed over since this task last waited.
    handed: usize,
    /// How much of it is known to hold no whole head.
    partial: usize,
    /// Whether the client sends no more.
    finished: bool,
    timer: Option<Pin<Box<Sleep>>>,
    stall: Option<Stall>,
    /// How much was thrown away since the last answer.
    discarded: Option<usize>,
    ending: Option<Ending>,
}

impl Gate {
    pub(super) fn new(
        stream: TcpStream,
        patience: Patience,
        unread: Unread,
        ending: Ending,
    ) -> Self {
        Self {
            stream,
            turn: Rc::default(),
            patience,
            unread,
            phase: Phase::Head,
            last: false,
            input: Vec::new(),
            open: 0,
            handed: 0,
            partial: 0,
            finished: false,
            timer: None,
            stall: None,
            discarded: None,
            ending: Some(ending),
        }
    }

    pub(super) fn turn(&self) -> Rc<Turn> {
        Rc::clone(&self.turn)
    }

    /// Whether the server is asked to end.
    fn is_ending(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(ending) = &mut self.ending else {
            return true;
        };
        if ending.as_mut().poll(cx).is_pending() {
            return false;
        }
        self.ending = None;
        self.timer = None;
        if let Some(stall) = &mut self.stall {
            stall.shorten(self.patience.ending);
        }
        true
    }

    /// Whether this long has passed since the timer was cleared.
    fn is_late(&mut self, patience: Duration, cx: &mut Context<'_>) -> bool {
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(patience)));
        timer.as_mut().poll(cx).is_ready()
    }

    /// Reads from the socket into the input.
    fn fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut bytes = [0; READ];
        let mut buffer = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
        self.finished = buffer.filled().is_empty();
        self.input.extend_from_slice(buffer.filled());
        Poll::Ready(Ok(()))
    }

    /// Hands over what may be, as much as there is room for.
    fn hand_over(&mut self, into: &mut ReadBuf<'_>) {
        let length = self.open.min(into.remaining()).min(self.input.len());
        into.put_slice(self.input.get(..length).unwrap_or_default());
        self.input.drain(..length);
        self.open -= length;
        self.handed += length;
        if self.input.is_empty() {
            self.input = Vec::new();
        }
    }

    /// Throws away what the client still sends, until it closes its side too.
    fn discard(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            self.input.clear();
            match self.fill(cx) {
                Poll::Ready(Ok(())) if !self.finished => {
                    let discarded = self.discarded.get_or_insert(0);
                    *discarded += self.input.len();
                    if *discarded > DISCARD {
                        return Poll::Ready(());
                    }
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending if self.is_late(FAREWELL, cx) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl AsyncRead for Gate {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        if gate.handed >= HAND {
            gate.handed = 0;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        loop {
            if gate.open > 0 {
                gate.hand_over(into);
                return Poll::Ready(Ok(()));
            }
            match gate.step(cx)? {
                Step::Again => {}
                Step::End => return Poll::Ready(Ok(())),
                Step::Wait => {
                    gate.handed = 0;
                    return Poll::Pending;
                }
            }
        }
    }
}

impl AsyncWrite for Gate {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let gate = self.get_mut();
        if let Poll::Ready(written) = Pin::new(&mut gate.stream).poll_write(cx, bytes) {
            return Poll::Ready(written);
        }
        let patience = match gate.is_ending(cx) {
            true => gate.patience.ending,
            false => gate.patience.unread,
        };
        let waiting = bytes.len().saturating_add(gate.turn.unsent());
        let begin = || Stall::begin(&gate.unread, waiting, patience);
        ready!(gate.stall.get_or_insert_with(begin).poll(cx));
        // What the kernel keeps for the client goes with the connection.
        let _ = socket2::SockRef::from(&gate.stream).set_linger(Some(Duration::ZERO));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }

    /// actix flushes when everything that it had to write was taken.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        gate.stall = None;
        Pin::new(&mut gate.stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        if gate.discarded.is_none() {
            ready!(Pin::new(&mut gate.stream).poll_shutdown(cx))?;
            gate.discarded = Some(0);
            gate.timer = None;
        }
        gate.discard(cx).map(Ok)
    }
}
