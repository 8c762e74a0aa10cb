//! Heartbeats that this tablet received while no server took them: on its disk, and later into the session they belong to, once.

mod book;
mod chest;
mod hold;

pub(crate) use hold::KeptStrap;

use crate::{
    device::now_us,
    strap::held::{Held, next_epoch},
};
use book::{Book, Swap};
use chest::{Chest, Portion};
use hold::Hold;
use leptos::{prelude::*, task::spawn_local};
use link::{
    BeatBatch, Message, StreamId,
    api::{DeviceSummary, WallMicros},
    kept::{AskKept, HeadsetSessions, Kept, KeptTaken},
};
use screen::{Failure, get, me, post, post_file};
use session::{ClockMap, DeviceId, OrganisationId, SessionId, WorldTime};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::{Rc, Weak},
    time::Duration,
};
use wasm_bindgen::JsValue;

/// How often time passes here.
const TICK: Duration = Duration::from_secs(1);
/// While something waits, the server is asked this often, microseconds.
const ASK_EVERY_US: i64 = 5_000_000;
/// Without anything that waits the clock is compared this often, microseconds: then it is also seen that the server is away.
const COMPARE_EVERY_US: i64 = 20_000_000;
/// While another receiver brings a session's heart ours waits so long, and is then let go, so that no beat stands twice.
const TAKEN_MAX_US: i64 = 30_000_000;

/// What is kept, as the screen shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct KeptSeen {
    /// Packets that wait here.
    pub(crate) packets: usize,
    /// The headsets that a strap can go with, as the server last told: id and name.
    pub(crate) headsets: Vec<(DeviceId, String)>,
    /// Whether the server answers.
    pub(crate) online: bool,
    /// Nothing can be written down: what comes now is gone when the page is.
    pub(crate) hindered: bool,
    /// The strap that is held without a session.
    pub(crate) strap: KeptStrap,
}

/// The keeper of beats; one a page.
pub(crate) struct Keeping {
    organisation: OrganisationId,
    chest: Option<Chest>,
    book: Book,
    /// On their way to the storage.
    pending: Vec<Portion>,
    gone: Swap,
    writing: bool,
    hindered: bool,
    /// Sessions whose room brings its beats by itself.
    left_alone: HashSet<SessionId>,
    /// Since when another receiver brings a session's heart.
    taken: HashMap<SessionId, i64>,
    /// From this page's clock to the server's.
    clock: ClockMap,
    online: bool,
    asking: bool,
    next_ask_us: i64,
    headsets: Vec<(DeviceId, String)>,
    hold: Hold,
    seen: ArcRwSignal<KeptSeen>,
    this: Weak<RefCell<Keeping>>,
}

/// A handle on the keeper.
pub(crate) type SharedKeeping = Rc<RefCell<Keeping>>;

thread_local! {
    static KEEPING: RefCell<Option<SharedKeeping>> = const { RefCell::new(None) };
}

/// Begins to keep for whoever is signed in; goes on for as long as the page is open.
pub(crate) fn begin() {
    let Some(organisation) = me().map(|me| me.organisation) else { return };
    let known = KEEPING.with_borrow(|keeping| keeping.as_ref().map(|keeping| keeping.borrow().organisation));
    if known != Some(organisation) {
        KEEPING.set(Some(Keeping::new(organisation)));
    }
}

/// The keeper of this page.
pub(crate) fn shared() -> SharedKeeping {
    begin();
    // Without anybody signed in no page asks; what it keeps then, it keeps in memory.
    KEEPING
        .with_borrow(|keeping| keeping.clone())
        .unwrap_or_else(|| Keeping::new(OrganisationId(uuid::Uuid::nil())))
}

impl Keeping {
    fn new(organisation: OrganisationId) -> SharedKeeping {
        let keeping = Rc::new_cyclic(|this| {
            RefCell::new(Keeping {
                organisation,
                chest: None,
                book: Book::default(),
                pending: Vec::new(),
                gone: Swap::default(),
                writing: false,
                hindered: false,
                left_alone: HashSet::new(),
                taken: HashMap::new(),
                clock: ClockMap::default(),
                online: true,
                asking: false,
                next_ask_us: 0,
                headsets: Vec::new(),
                hold: Hold::new(),
                seen: ArcRwSignal::new(KeptSeen::default()),
                this: Weak::clone(this),
            })
        });
        let ticking = Rc::downgrade(&keeping);
        let tick = move || {
            if let Some(keeping) = ticking.upgrade() {
                keeping.borrow_mut().tick();
            }
        };
        // The page's own timer: it belongs to no view, so that no view's end ends it.
        if let Some(window) = web_sys::window() {
            let tick = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(tick).into_js_value();
            let every = i32::try_from(TICK.as_millis()).unwrap_or(1_000);
            let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(&tick.into(), every);
        }
        keeping.borrow_mut().tick();
        keeping
    }

    /// What is kept, for the screen.
    pub(crate) fn seen(&self) -> ArcRwSignal<KeptSeen> {
        self.seen.clone()
    }

    /// Keeps portions: written down within a moment.
    pub(crate) fn keep(&mut self, portions: impl IntoIterator<Item = Portion>) {
        self.pending.extend(portions);
        self.write();
    }

    /// The server has this stream for good, up to there.
    pub(crate) fn acknowledged(&mut self, stream: StreamId, watermark: u64) {
        let StreamId::Beats { strap, receiver_epoch } = stream else { return };
        let is_safe = |(headset, batch): &Portion| {
            let end = u64::from(batch.first_n) + batch.packets.len() as u64;
            headset.is_none()
                && (batch.strap, batch.receiver_epoch) == (strap, receiver_epoch)
                && end <= watermark
        };
        self.pending.retain(|portion| !is_safe(portion));
        let swap = self.book.acknowledged(strap, receiver_epoch, watermark);
        self.gone.gone.extend(swap.gone);
        self.write();
    }

    /// Whether a room brings the beats of its session by itself.
    pub(crate) fn leave(&mut self, session: SessionId, alone: bool) {
        let changed = if alone { self.left_alone.insert(session) } else { self.left_alone.remove(&session) };
        if changed {
            self.next_ask_us = 0;
        }
    }

    fn tick(&mut self) {
        let now = now_us();
        let this = Weak::clone(&self.this);
        crate::strap::held::tick(&mut self.hold.held, now, &this);
        let heard = self.hold.take();
        self.keep(heard);
        if !self.asking && now >= self.next_ask_us {
            self.asking = true;
            spawn_local(async move {
                let Some(keeping) = this.upgrade() else { return };
                let outcome = round(&keeping).await;
                let mut keeping = keeping.borrow_mut();
                keeping.asking = false;
                keeping.online = !matches!(outcome, Err(Failure::Offline | Failure::Status(502..=504)));
                let waits = keeping.chest.is_none() || keeping.book.packets() + keeping.pending.len() > 0;
                keeping.next_ask_us = now_us() + if waits { ASK_EVERY_US } else { COMPARE_EVERY_US };
                keeping.show();
            });
        }
        self.show();
    }

    fn show(&self) {
        let waiting = self.pending.iter().map(|(_, batch)| batch.packets.len()).sum::<usize>();
        let seen = KeptSeen {
            headsets: self.headsets.clone(),
            packets: self.book.packets() + waiting + self.hold.waiting(),
            online: self.online,
            hindered: self.hindered,
            strap: self.hold.seen(),
        };
        if self.seen.try_with_untracked(|old| *old != seen) == Some(true) {
            self.seen.set(seen);
        }
    }

    /// Writes down what waits for it; one after the other.
    fn write(&mut self) {
        let Some(chest) = self.chest.clone() else { return };
        if self.writing || (self.pending.is_empty() && self.gone.gone.is_empty()) {
            return;
        }
        self.writing = true;
        let mut swap = core::mem::take(&mut self.gone);
        swap.new.append(&mut self.pending);
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            let outcome = chest.swap(&swap.gone, &swap.new).await;
            let Some(keeping) = this.upgrade() else { return };
            let mut keeping = keeping.borrow_mut();
            keeping.writing = false;
            keeping.hindered = outcome.is_err();
            match outcome {
                Ok(numbers) => {
                    keeping.book.swapped(swap, &numbers);
                    keeping.write();
                }
                Err(reason) => {
                    web_sys::console::warn_2(&"beats could not be written down:".into(), &reason);
                    keeping.gone.gone.extend(swap.gone);
                    let later = core::mem::take(&mut keeping.pending);
                    keeping.pending = swap.new;
                    keeping.pending.extend(later);
                }
            }
        });
    }
}

/// Asks the server, gives beats their place, and delivers what has one.
async fn round(keeping: &SharedKeeping) -> Result<(), Failure> {
    let (headsets, since) = keeping.borrow().book.wanted().unwrap_or_default();
    let sent_us = now_us();
    let told: Kept = post("/api/v1/straps/kept", &AskKept { headsets, since }).await?;
    keeping.borrow_mut().compare(sent_us, told.now);
    if keeping.borrow().headsets.is_empty() {
        let headsets: Vec<DeviceSummary> = get("/api/v1/headsets").await?;
        let used = headsets.into_iter().filter(|headset| headset.revoked.is_none());
        keeping.borrow_mut().headsets = used.map(|headset| (headset.id, headset.name)).collect();
    }
    open(keeping, &told.key).await;
    for HeadsetSessions { headset, sessions } in told.headsets {
        let swap = keeping.borrow_mut().book.place(headset, &sessions, next_epoch);
        change(keeping, swap).await;
    }
    deliver(keeping).await
}

/// Opens the storage, once.
async fn open(keeping: &SharedKeeping, key: &str) {
    if keeping.borrow().chest.is_some() {
        return;
    }
    let organisation = keeping.borrow().organisation;
    let opened = async {
        let chest = Chest::open(organisation, key).await?;
        let all = chest.all().await?;
        Ok::<_, JsValue>((chest, all))
    };
    let opened = opened.await;
    let mut keeping = keeping.borrow_mut();
    keeping.hindered = opened.is_err();
    match opened {
        Ok((chest, all)) => {
            for (number, portion) in all {
                keeping.book.put(number, portion);
            }
            keeping.chest = Some(chest);
            keeping.write();
        }
        Err(reason) => web_sys::console::warn_2(&"beats cannot be kept here:".into(), &reason),
    }
}

/// Changes the storage and then the book; whether it could be done.
async fn change(keeping: &SharedKeeping, swap: Swap) -> bool {
    if swap == Swap::default() {
        return true;
    }
    let Some(chest) = keeping.borrow().chest.clone() else { return false };
    let outcome = chest.swap(&swap.gone, &swap.new).await;
    let mut keeping = keeping.borrow_mut();
    keeping.hindered = outcome.is_err();
    if let Ok(numbers) = &outcome {
        keeping.book.swapped(swap, numbers);
    }
    outcome.is_ok()
}

/// Delivers what has its place, until nothing is left or the server wants no more.
async fn deliver(keeping: &SharedKeeping) -> Result<(), Failure> {
    let mut leave = keeping.borrow().left_alone.clone();
    loop {
        leave.extend(&keeping.borrow().left_alone);
        let Some(batch) = keeping.borrow().book.next(&leave) else { return Ok(()) };
        let swap = match hand_in(&batch).await {
            Ok(KeptTaken { watermark }) if watermark < batch.first_n => {
                keeping.borrow().book.begin_anew(&batch, next_epoch(batch.strap))
            }
            Ok(KeptTaken { watermark }) => {
                let end =
                    batch.first_n.saturating_add(u32::try_from(batch.packets.len()).unwrap_or(u32::MAX));
                if watermark < end {
                    // Not durable yet: what is, goes; the rest is asked for again.
                    leave.insert(batch.session);
                }
                keeping.borrow_mut().taken.remove(&batch.session);
                keeping.borrow().book.acknowledged(batch.strap, batch.receiver_epoch, watermark.into())
            }
            Err(Failure::Refused(problem)) if problem.code == "strap-taken" => {
                leave.insert(batch.session);
                let since_us = *keeping.borrow_mut().taken.entry(batch.session).or_insert_with(now_us);
                if now_us() - since_us < TAKEN_MAX_US {
                    continue;
                }
                keeping.borrow_mut().taken.remove(&batch.session);
                keeping.borrow().book.let_go(batch.session)
            }
            // Nothing else is delivered either.
            Err(reason @ (Failure::Offline | Failure::SignedOut | Failure::Status(_))) => return Err(reason),
            // This session is not there, or not now; the others need not wait for it.
            Err(_) => {
                leave.insert(batch.session);
                continue;
            }
        };
        if !change(keeping, swap).await {
            return Ok(());
        }
    }
}

async fn hand_in(batch: &BeatBatch) -> Result<KeptTaken, Failure> {
    let frame = link::encode(&Message::Beats(batch.clone())).map_err(|_| Failure::Unreadable)?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(frame.as_slice()));
    let body = web_sys::Blob::new_with_u8_array_sequence(&parts).map_err(|_| Failure::Unreadable)?;
    post_file(&format!("/api/v1/sessions/{}/kept-beats", batch.session), &body).await
}

impl Keeping {
    fn compare(&mut self, sent_us: i64, server_us: WallMicros) {
        let server = WorldTime(u64::try_from(server_us).unwrap_or(0));
        self.clock.observe(sent_us, server, now_us());
    }

    fn held(&mut self) -> &mut Held {
        &mut self.hold.held
    }

    /// The headset whose client wears the strap.
    pub(crate) fn goes_with(&mut self, headset: DeviceId) {
        let heard = self.hold.goes_with(headset);
        self.keep(heard);
        self.show();
    }
}
