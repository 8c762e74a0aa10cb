//! The straps that this browser holds, over its own Bluetooth: several at once, each for a session of its own.
//!
//! They outlive the page that shows them: looking at a client's timeline does not end a recording. Closing the tab does.

mod bench;
mod held;

pub(crate) use held::{Cause, Gap, Reading};

use bench::{Strap, bench, epoch};
use held::Held;
use leptos::{prelude::*, task::spawn_local};
use screen::{
    Failure, post,
    strap::{Device, Failure as NoStrap},
};
use serde::{Deserialize, Serialize};
use session::{ClientId, SessionId};
use std::rc::Rc;

/// For whom a strap is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Whom {
    /// A session that a headset holds now.
    Session(SessionId),
    /// A recording of a client, or of nobody.
    Recording(Option<ClientId>),
}

/// How it is with a strap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Being connected.
    Connecting,
    /// Packets arrive.
    Receiving,
    /// Connected, and nothing arrives.
    Silent,
    /// Out of reach; coming back by itself.
    Reconnecting,
    /// It never answered.
    Failed,
    /// Another device feeds this session.
    Taken,
    /// The session is over, or not ours any more.
    Over,
    /// Let go; what it sent is still on its way.
    Leaving,
}

/// A strap as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) id: u32,
    pub(crate) name: Option<String>,
    pub(crate) whom: String,
    pub(crate) session: SessionId,
    pub(crate) recording: bool,
    pub(crate) standing: Standing,
    pub(crate) reading: Reading,
    /// How long ago the last packet came, milliseconds.
    pub(crate) silent_ms: Option<i64>,
    pub(crate) stored: u32,
    pub(crate) waiting: usize,
    pub(crate) offline: bool,
    pub(crate) gaps: Vec<Gap>,
}

#[derive(Serialize)]
struct Begin {
    client: Option<ClientId>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Begun {
    session: SessionId,
}

/// The longest name that a strap gives itself, as far as a recording bears it.
const SOURCE_MAX_CHARS: usize = 40;

/// What the page shows.
pub(crate) fn seen() -> ArcRwSignal<Vec<Seen>> {
    bench().seen.clone()
}

/// Lets the person choose a strap in the browser's own list, for whom was said; call from a tap.
pub(crate) async fn connect(whom: Whom, name: String) -> Result<(), NotConnected> {
    let bench = bench();
    bench.start();
    let id = bench.next_id.replace_with(|id| *id + 1);
    let told = Rc::clone(&bench);
    let device = Device::choose(Rc::new(move |heard| told.heard(id, heard))).await?;
    let strap_name = device.name();
    let (session, recording) = match whom {
        Whom::Session(session) => (session, false),
        Whom::Recording(client) => {
            let source = strap_name.as_ref().map(|name| name.chars().take(SOURCE_MAX_CHARS).collect());
            let begun: Begun = post("/api/v1/recordings", &Begin { client, source }).await?;
            (begun.session, true)
        }
    };
    let strap = Strap {
        id,
        held: Held::new(device.id(), epoch()),
        device: Some(device),
        name: strap_name,
        whom: name,
        session,
        recording,
        standing: Standing::Connecting,
        attempts: 0,
        heard: false,
        again_ms: None,
        sending: false,
        offline: false,
        hopeless: false,
        offset_ms: 0,
    };
    bench.straps.borrow_mut().push(strap);
    bench.reach(id);
    bench.show();
    Ok(())
}

/// Why no strap was connected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NotConnected {
    /// The browser says why.
    Strap(NoStrap),
    /// The server says why.
    Server(Failure),
}

impl From<NoStrap> for NotConnected {
    fn from(failure: NoStrap) -> Self {
        Self::Strap(failure)
    }
}

impl From<Failure> for NotConnected {
    fn from(failure: Failure) -> Self {
        Self::Server(failure)
    }
}

/// Lets a strap go, after what it sent is delivered; its recording ends.
pub(crate) fn let_go(id: u32) {
    let bench = bench();
    if let Some(strap) = bench.straps.borrow_mut().iter_mut().find(|strap| strap.id == id) {
        strap.device = None;
        strap.again_ms = None;
        strap.hopeless = matches!(strap.standing, Standing::Taken | Standing::Over);
        strap.standing = Standing::Leaving;
    }
    bench.leave(id);
    bench.show();
    spawn_local(async move { bench.send(id).await });
}

/// Tries again to reach a strap that never answered, or to deliver where another device was.
pub(crate) fn again(id: u32) {
    let bench = bench();
    if let Some(strap) = bench.straps.borrow_mut().iter_mut().find(|strap| strap.id == id) {
        strap.attempts = 0;
        if strap.standing == Standing::Taken {
            strap.standing = Standing::Receiving;
        }
    }
    bench.reach(id);
    bench.show();
}
