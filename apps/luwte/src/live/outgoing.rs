//! The bounded queue towards one socket: a slow reader loses poses first, and is let go rather than lose an event.

use axum::{
    body::Bytes,
    extract::ws::{self, Utf8Bytes},
};
use core::cell::OnceCell;
use link::{Message, PROTOCOL_VERSION, Problem};
use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
};
use tokio::sync::Notify;

/// A message on its way to several sockets, encoded once per form.
pub struct Wire<'a> {
    message: &'a Message,
    since: OnceCell<u8>,
    binary: OnceCell<Option<Bytes>>,
    json: OnceCell<Option<Utf8Bytes>>,
}

impl<'a> Wire<'a> {
    /// A message to be encoded when somebody needs it.
    pub fn new(message: &'a Message) -> Self {
        Self { message, since: OnceCell::new(), binary: OnceCell::new(), json: OnceCell::new() }
    }

    /// A message that came in just these bytes.
    pub fn received(message: &'a Message, bytes: Option<Bytes>) -> Self {
        let binary = OnceCell::new();
        if let Some(bytes) = bytes {
            let _ = binary.set(Some(bytes));
        }
        Self { message, since: OnceCell::new(), binary, json: OnceCell::new() }
    }

    /// Whether a peer that speaks this version of the link can read all of it.
    fn is_known(&self, speaks: u8) -> bool {
        speaks >= PROTOCOL_VERSION || *self.since.get_or_init(|| link::since(self.message)) <= speaks
    }

    fn frame(&self, form: Form, speaks: u8) -> Option<ws::Message> {
        if !self.is_known(speaks) {
            return None;
        }
        match form {
            Form::Binary => {
                let encoded = self.binary.get_or_init(|| link::encode(self.message).ok().map(Bytes::from));
                encoded.clone().map(|frame| ws::Message::Binary(in_version(frame, speaks)))
            }
            Form::Json => {
                let encoded =
                    self.json.get_or_init(|| link::encode_json(self.message).ok().map(Utf8Bytes::from));
                encoded.clone().map(ws::Message::Text)
            }
        }
    }
}

/// The frame with the version byte of a peer that speaks no newer one: what comes after that byte is the same.
fn in_version(frame: Bytes, speaks: u8) -> Bytes {
    match frame.first() {
        Some(version) if *version > speaks => {
            frame.iter().enumerate().map(|(n, byte)| if n == 0 { speaks } else { *byte }).collect()
        }
        _ => frame,
    }
}

/// How a socket speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A version byte and postcard.
    Binary,
    /// JSON text, for people who debug.
    Json,
}

/// Why the server closes a socket; the code travels in the closing frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The server goes down in order.
    Leaving,
    /// The peer reads more slowly than events come; it rejoins by a snapshot.
    TooSlow,
    /// Another connection of the same headset took its place.
    Replaced,
    /// The peer may not be here, or no longer.
    NotAllowed,
    /// The peer does not keep to the protocol.
    Protocol,
    /// Nothing was heard for too long.
    Silent,
    /// The peer sends more than any of our programs would.
    TooMuch,
}

impl Closing {
    /// The closing code (RFC 6455 §7.4) and reason.
    pub const fn frame(self) -> (u16, &'static str) {
        match self {
            Self::Leaving => (1001, "the server is restarting"),
            Self::TooSlow => (4008, "too slow for events: rejoin for a snapshot"),
            Self::Replaced => (4009, "another connection took this place"),
            Self::NotAllowed => (4003, "not allowed, or no longer"),
            Self::Protocol => (1002, "not the protocol of this link"),
            Self::Silent => (4000, "nothing heard for too long"),
            Self::TooMuch => (4029, "too many messages"),
        }
    }
}

/// Poses that wait for a slow reader; older ones go first.
const POSES_MAX: usize = 4;
/// Other frames that wait for a slow reader before it is let go.
const FRAMES_MAX: usize = 1_024;
/// Their bytes together.
const BYTES_MAX: usize = 8 << 20;

/// The queue towards one socket.
#[derive(Debug)]
pub struct Outgoing {
    form: Form,
    /// The version of the link that the peer is known to speak.
    speaks: AtomicU8,
    queue: Mutex<Queue>,
    changed: Notify,
    kicked: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<ws::Message>,
    bytes: usize,
    poses: VecDeque<ws::Message>,
    closing: Option<Closing>,
    woken: bool,
}

impl Outgoing {
    /// An empty queue towards a socket that speaks so, by this version of the link.
    pub fn new(form: Form, speaks: u8) -> Self {
        Self {
            form,
            speaks: AtomicU8::new(speaks),
            queue: Mutex::default(),
            changed: Notify::new(),
            kicked: Notify::new(),
        }
    }

    /// The peer sent a frame of this version.
    pub(super) fn speaks_at_least(&self, version: u8) {
        self.speaks.fetch_max(version, Ordering::Relaxed);
    }

    /// Whether the peer can read all of this message.
    pub fn knows(&self, message: &Message) -> bool {
        Wire::new(message).is_known(self.speaks.load(Ordering::Relaxed))
    }

    /// How the socket speaks.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Queues one message for this socket alone.
    pub fn send(&self, message: &Message) {
        self.push(&Wire::new(message));
    }

    /// Queues a message that must arrive.
    pub fn push(&self, wire: &Wire<'_>) {
        let speaks = self.speaks.load(Ordering::Relaxed);
        let Some(frame) = wire.frame(self.form, speaks) else { return self.withhold(wire, speaks) };
        let mut queue = self.lock();
        queue.bytes += length(&frame);
        queue.frames.push_back(frame);
        if queue.frames.len() > FRAMES_MAX || queue.bytes > BYTES_MAX {
            metrics::counter!("luwte_live_slow_readers_total").increment(1);
            queue.frames.clear();
            queue.bytes = 0;
            queue.poses.clear();
            queue.closing = Some(Closing::TooSlow);
            self.kicked.notify_one();
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// What an older peer cannot read is not sent to it. What only adds something it does without; without what happened it
    /// would show something untrue, so it is told to load itself anew.
    fn withhold(&self, wire: &Wire<'_>, speaks: u8) {
        let rests_on_it = matches!(wire.message, Message::Events(_) | Message::Snapshot(_));
        if rests_on_it && !wire.is_known(speaks) {
            metrics::counter!("luwte_live_older_peers_total").increment(1);
            self.send(&Message::Problem(Problem::Version));
            self.close(Closing::Protocol);
        }
    }

    /// Queues a pose, which may give way to a newer one.
    pub fn push_pose(&self, wire: &Wire<'_>) {
        let speaks = self.speaks.load(Ordering::Relaxed);
        let Some(frame) = wire.frame(self.form, speaks) else { return };
        let mut queue = self.lock();
        if queue.poses.len() >= POSES_MAX {
            metrics::counter!("luwte_live_poses_dropped_total").increment(1);
            queue.poses.pop_front();
        }
        queue.poses.push_back(frame);
        drop(queue);
        self.changed.notify_one();
    }

    /// Closes the socket after what is queued.
    pub fn close(&self, closing: Closing) {
        let mut queue = self.lock();
        queue.closing.get_or_insert(closing);
        drop(queue);
        self.changed.notify_one();
    }

    /// Has the socket's task look at its room again.
    pub fn wake(&self) {
        self.lock().woken = true;
        self.changed.notify_one();
    }

    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Resolves when the socket must go although a send is still under way.
    pub(super) async fn kicked(&self) {
        self.kicked.notified().await;
    }

    pub(super) fn take_woken(&self) -> bool {
        core::mem::take(&mut self.lock().woken)
    }

    /// The next frame: what must arrive before poses.
    pub(super) fn pop(&self) -> Option<ws::Message> {
        let mut queue = self.lock();
        match queue.frames.pop_front() {
            Some(frame) => {
                queue.bytes = queue.bytes.saturating_sub(length(&frame));
                Some(frame)
            }
            None => queue.poses.pop_front(),
        }
    }

    /// Takes the next frame out, for a receiver without a socket.
    pub fn take(&self) -> Option<ws::Message> {
        self.pop()
    }

    pub(super) fn closing(&self) -> Option<Closing> {
        self.lock().closing
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn length(frame: &ws::Message) -> usize {
    match frame {
        ws::Message::Binary(bytes) => bytes.len(),
        ws::Message::Text(text) => text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use link::{EventBatch, Pose};
    use session::{Event, EventKind, SessionId, WorldTime};
    use uuid::Uuid;

    fn pose(ms: u64) -> Message {
        Message::Pose(Pose::new(WorldTime::from_millis(ms), [0.0, 0.0, 0.0, 1.0], [0.0; 3]))
    }

    fn decoded(frame: ws::Message) -> Message {
        let ws::Message::Binary(bytes) = frame else { panic!("not binary") };
        link::decode(&bytes).unwrap()
    }

    #[test]
    fn a_slow_reader_loses_the_oldest_poses_and_no_event() {
        let outgoing = Outgoing::new(Form::Binary, PROTOCOL_VERSION);
        for n in 0..20 {
            outgoing.push_pose(&Wire::new(&pose(n)));
            outgoing.send(&Message::Ping { sent_us: n as i64 });
        }
        let frames: Vec<_> = core::iter::from_fn(|| outgoing.pop()).map(decoded).collect();
        let (pings, poses) = frames.split_at(20);
        assert!(pings.iter().enumerate().all(|(n, ping)| *ping == Message::Ping { sent_us: n as i64 }));
        assert_eq!(poses, [pose(16), pose(17), pose(18), pose(19)]);
        assert_eq!(outgoing.closing(), None);
    }

    #[test]
    fn a_reader_too_slow_for_events_is_let_go_with_a_reason() {
        let outgoing = Outgoing::new(Form::Binary, PROTOCOL_VERSION);
        for n in 0..=FRAMES_MAX {
            outgoing.send(&Message::Ping { sent_us: n as i64 });
        }
        assert_eq!(outgoing.closing(), Some(Closing::TooSlow));
        assert!(outgoing.pop().is_none());
    }

    fn happened(kind: EventKind) -> Message {
        let events = vec![Event { seq: 1, at: WorldTime::START, kind }];
        Message::Events(EventBatch { session: SessionId(Uuid::nil()), events })
    }

    #[test]
    fn an_older_peer_gets_its_own_version_and_nothing_that_it_cannot_read() {
        let outgoing = Outgoing::new(Form::Binary, 1);
        for message in [Message::ByLight(true), happened(EventKind::VolumeSet(3)), Message::OwnPace(5_500)] {
            outgoing.send(&message);
        }
        // A pose is relayed as the bytes it came in: a newer headset's say its version.
        let pose = pose(7);
        let bytes = link::encode(&pose).map(Bytes::from).unwrap();
        outgoing.push_pose(&Wire::received(&pose, Some(bytes)));
        for expected in [happened(EventKind::VolumeSet(3)), pose] {
            let Some(ws::Message::Binary(frame)) = outgoing.pop() else { panic!("a frame") };
            assert_eq!((frame.first(), link::decode(&frame).unwrap()), (Some(&1), expected));
        }
        assert!(outgoing.pop().is_none() && outgoing.closing().is_none());
    }

    #[test]
    fn an_older_peer_from_whom_something_that_happened_would_be_kept_is_told_to_load_itself_anew() {
        let outgoing = Outgoing::new(Form::Binary, 1);
        outgoing.send(&happened(EventKind::LyingSet(true)));
        assert_eq!(outgoing.pop().map(decoded), Some(Message::Problem(Problem::Version)));
        assert_eq!(outgoing.closing(), Some(Closing::Protocol));
        let newer = Outgoing::new(Form::Binary, 1);
        newer.speaks_at_least(2);
        newer.send(&happened(EventKind::LyingSet(true)));
        assert_eq!(newer.closing(), None, "its own frames tell what it speaks");
    }

    #[test]
    fn a_json_socket_gets_text() {
        let outgoing = Outgoing::new(Form::Json, PROTOCOL_VERSION);
        outgoing.send(&Message::Leaving);
        assert_eq!(outgoing.pop(), Some(ws::Message::Text("\"leaving\"".into())));
    }
}
