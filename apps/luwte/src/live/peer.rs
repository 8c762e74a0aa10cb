//! One socket: decodes what comes, writes what is queued, notices silence, and closes with a reason.

use super::outgoing::{Closing, Form, Outgoing};
use axum::{
    body::Bytes,
    extract::ws::{CloseFrame, Message as Frame, WebSocket},
};
use futures_util::SinkExt;
use link::{CodecError, Message, Problem};
use std::{
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until, timeout};

/// What happened on a socket.
pub enum Next {
    /// A message, and the bytes it came in unless it came as text.
    Message(Message, Option<Bytes>),
    /// The room has news for this socket's task.
    Woken,
    /// It is over.
    Gone,
}

/// The server asks for a sign of life after this long.
const ASK_AFTER: Duration = Duration::from_secs(15);
/// A peer silent for this long is gone.
const GONE_AFTER: Duration = Duration::from_secs(40);
/// A frame that cannot be written for this long ends the socket.
const WRITE_MAX: Duration = Duration::from_secs(20);
/// So many frames that are no message end the socket.
const MALFORMED_MAX: u8 = 16;

/// So many messages a second are read from one socket in the long run, and so many at once: far above what any of our
/// programs sends, low enough that none can drown its room.
const MESSAGES_PER_SECOND: f32 = 400.0;
const MESSAGES_AT_ONCE: f32 = 2_000.0;

/// How many more messages a socket may send now.
#[derive(Debug)]
struct Allowance {
    left: f32,
    counted: Instant,
}

impl Allowance {
    fn take(&mut self, now: Instant) -> bool {
        let earned = now.duration_since(self.counted).as_secs_f32() * MESSAGES_PER_SECOND;
        self.left = (self.left + earned).min(MESSAGES_AT_ONCE);
        self.counted = now;
        let enough = self.left >= 1.0;
        if enough {
            self.left -= 1.0;
        }
        enough
    }
}

/// A socket and its queue.
pub struct Peer {
    socket: WebSocket,
    outgoing: Arc<Outgoing>,
    heard: Instant,
    /// Runs out at the earliest when the peer has been silent for too long.
    silence: Pin<Box<Sleep>>,
    asked: bool,
    malformed: u8,
    allowance: Allowance,
}

impl Peer {
    /// Takes a socket over.
    /// Boxed: a socket's task stays small, and moving the socket about costs nothing.
    pub fn new(socket: WebSocket, form: Form, speaks: u8) -> Box<Self> {
        let outgoing = Arc::new(Outgoing::new(form, speaks));
        let now = Instant::now();
        let allowance = Allowance { left: MESSAGES_AT_ONCE, counted: now };
        let silence = Box::pin(sleep_until(now + ASK_AFTER));
        Box::new(Self { socket, outgoing, heard: now, silence, asked: false, malformed: 0, allowance })
    }

    /// The queue towards it.
    pub fn outgoing(&self) -> &Arc<Outgoing> {
        &self.outgoing
    }

    /// Says what was wrong and closes.
    pub async fn refuse(mut self: Box<Self>, problem: Problem, closing: Closing) {
        self.outgoing.send(&Message::Problem(problem));
        self.outgoing.close(closing);
        self.write().await;
    }

    /// The first message, if it comes within `wait`.
    pub async fn first(&mut self, wait: Duration) -> Option<Message> {
        match timeout(wait, self.next()).await {
            Ok(Next::Message(message, _)) => Some(message),
            Ok(Next::Woken | Next::Gone) | Err(_) => None,
        }
    }

    /// Waits for what happens next, writing what is queued meanwhile.
    pub async fn next(&mut self) -> Next {
        loop {
            if !self.write().await {
                return Next::Gone;
            }
            if self.outgoing.take_woken() {
                return Next::Woken;
            }
            let Self { socket, outgoing, silence, .. } = self;
            let incoming = tokio::select! {
                incoming = socket.recv() => incoming,
                () = outgoing.changed() => continue,
                () = silence.as_mut() => {
                    if !self.ask().await {
                        return Next::Gone;
                    }
                    continue;
                }
            };
            match incoming {
                None => return Next::Gone,
                Some(Err(error)) => {
                    // Too large, or not a WebSocket frame at all: the stream cannot be read on.
                    tracing::debug!(%error, "a socket sent what cannot be read");
                    self.outgoing.send(&Message::Problem(Problem::TooMuch));
                    self.outgoing.close(Closing::Protocol);
                }
                Some(Ok(frame)) => {
                    self.heard = Instant::now();
                    self.asked = false;
                    if let Some(next) = self.read(frame) {
                        return next;
                    }
                }
            }
        }
    }

    /// The timer ran out: asks for a sign of life, or gives up. It is set once for many messages, so it may be early.
    async fn ask(&mut self) -> bool {
        let patience = if self.asked { GONE_AFTER } else { ASK_AFTER };
        let silent_at = self.heard + patience;
        if Instant::now() < silent_at {
            self.silence.as_mut().reset(silent_at);
            return true;
        }
        if self.asked {
            self.outgoing.close(Closing::Silent);
            return true;
        }
        self.asked = true;
        self.silence.as_mut().reset(self.heard + GONE_AFTER);
        self.socket.send(Frame::Ping(Bytes::new())).await.is_ok()
    }

    fn read(&mut self, frame: Frame) -> Option<Next> {
        if !self.allowance.take(self.heard) && !matches!(frame, Frame::Close(_)) {
            self.outgoing.send(&Message::Problem(Problem::TooMuch));
            self.outgoing.close(Closing::TooMuch);
            return None;
        }
        let decoded = match frame {
            Frame::Binary(bytes) => link::decode(&bytes).map(|message| (message, Some(bytes))),
            Frame::Text(text) => link::decode_json(&text).map(|message| (message, None)),
            Frame::Ping(_) | Frame::Pong(_) => return None,
            Frame::Close(_) => return Some(Next::Gone),
        };
        match decoded {
            Ok((message, bytes)) => {
                if let Some(version) = bytes.as_ref().and_then(|bytes| bytes.first()) {
                    self.outgoing.speaks_at_least(*version);
                }
                return Some(Next::Message(message, bytes));
            }
            Err(CodecError::Version(_)) => {
                self.outgoing.send(&Message::Problem(Problem::Version));
                self.outgoing.close(Closing::Protocol);
            }
            Err(error) => {
                tracing::debug!(%error, "a frame is no message");
                let too_long = matches!(error, CodecError::TooLong(_));
                let problem = if too_long { Problem::TooMuch } else { Problem::Malformed };
                self.complain(problem);
            }
        }
        None
    }

    /// Tells the peer what was wrong; too many complaints end the socket.
    pub fn complain(&mut self, problem: Problem) {
        self.outgoing.send(&Message::Problem(problem));
        if matches!(problem, Problem::Malformed | Problem::TooMuch) {
            self.malformed = self.malformed.saturating_add(1);
            if self.malformed >= MALFORMED_MAX {
                self.outgoing.close(Closing::Protocol);
            }
        }
    }

    /// Writes all that is queued; `false` when the socket is over.
    async fn write(&mut self) -> bool {
        if !self.write_queued().await {
            return false;
        }
        let Some(closing) = self.outgoing.closing() else { return true };
        let (code, reason) = closing.frame();
        let close = Frame::Close(Some(CloseFrame { code, reason: reason.into() }));
        let _ = Box::pin(timeout(Duration::from_secs(2), self.socket.send(close))).await;
        false
    }

    /// `false` when it cannot be written.
    async fn write_queued(&mut self) -> bool {
        let Self { socket, outgoing, silence, .. } = self;
        let Some(first) = outgoing.pop() else { return true };
        let mut writing = pin!(async {
            socket.feed(first).await?;
            while let Some(frame) = outgoing.pop() {
                socket.feed(frame).await?;
            }
            socket.flush().await
        });
        let began = Instant::now();
        loop {
            tokio::select! {
                biased;
                written = writing.as_mut() => return written.is_ok(),
                () = outgoing.kicked() => return true,
                // The timer for silence serves here too: while a frame cannot be written nothing is read.
                () = silence.as_mut() => {
                    let stuck_at = began + WRITE_MAX;
                    if Instant::now() >= stuck_at {
                        return false;
                    }
                    silence.as_mut().reset(stuck_at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_stopped_and_a_steady_stream_is_not() {
        let start = Instant::now();
        let mut flood = Allowance { left: MESSAGES_AT_ONCE, counted: start };
        let passed = (0..5_000).filter(|_| flood.take(start)).count();
        assert_eq!(passed, 2_000);
        assert!(flood.take(start + Duration::from_millis(10)));
        let mut steady = Allowance { left: MESSAGES_AT_ONCE, counted: start };
        assert!((0..60_000).all(|n| steady.take(start + Duration::from_millis(3 * n))));
    }
}
