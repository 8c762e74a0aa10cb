//! What the screen reads of a watched session, as plain values that change one by one.

use super::{Room, StrapSeen};
use crate::{device::now_us, live::Standing};
use leptos::prelude::*;
use link::{CoherenceNow, HeartNow, Presence, Problem, ResonanceNow};
use session::{Event, Phase, Refusal, State, Subject, WorldTime};

/// How old the picture is, in the words of the badge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fresh {
    /// Nothing yet.
    Joining,
    /// The client has our name before them.
    Asking,
    /// Pictures come; their age in seconds.
    Live(f64),
    /// The link is good, but the headset itself is silent; seconds.
    HeadsetSilent(f64),
    /// The link is lost; seconds.
    Lost(f64),
    /// It will not come back.
    Closed(Problem),
}

/// Something to say once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The headset refused.
    Refused(Refusal),
    /// The server has a word.
    Problem(Problem),
}

/// What the screen reads; plain values that change one by one.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// The state, with what was just asked already in it.
    pub(crate) state: RwSignal<State>,
    /// Everything that happened.
    pub(crate) events: RwSignal<Vec<Event>>,
    /// The heart of the last minutes.
    pub(crate) heart: RwSignal<Vec<HeartNow>>,
    /// The coherence now, while a garden opens.
    pub(crate) coherence: RwSignal<Option<CoherenceNow>>,
    /// The curve of the search for the own pace.
    pub(crate) resonance: RwSignal<Option<ResonanceNow>>,
    /// How old the picture is.
    pub(crate) fresh: RwSignal<Fresh>,
    /// Who is here.
    pub(crate) presence: RwSignal<Presence>,
    /// The headset's name.
    pub(crate) device_name: RwSignal<String>,
    /// Whose session it is.
    pub(crate) subject: RwSignal<Subject>,
    /// World time, once a second.
    pub(crate) now: RwSignal<WorldTime>,
    /// How it is with a strap.
    pub(crate) strap: RwSignal<StrapSeen>,
    /// Something to say once; the number tells two equal ones apart.
    pub(crate) notice: RwSignal<Option<(u32, Notice)>>,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self {
            state: RwSignal::new(State::default()),
            events: RwSignal::new(Vec::new()),
            heart: RwSignal::new(Vec::new()),
            coherence: RwSignal::new(None),
            resonance: RwSignal::new(None),
            fresh: RwSignal::new(Fresh::Joining),
            presence: RwSignal::new(Presence { headset: false, watchers: 0 }),
            device_name: RwSignal::new(String::new()),
            subject: RwSignal::new(Subject::Anonymous),
            now: RwSignal::new(WorldTime::START),
            strap: RwSignal::new(StrapSeen::default()),
            notice: RwSignal::new(None),
        }
    }
}

impl Room {
    pub(super) fn say(&self, notice: Notice) {
        self.seen.notice.update(|last| {
            let number = last.map_or(0, |(number, _)| number.wrapping_add(1));
            *last = Some((number, notice));
        });
    }

    pub(super) fn show_session(&self) {
        let at = self.world_now().unwrap_or_default();
        set_if_new(self.seen.state, self.mirror.expected(self.me.user, at, now_us()));
    }

    pub(super) fn show_heart(&self) {
        self.seen.heart.set(self.mirror.heart.iter().cloned().collect());
    }

    pub(super) fn show_strap(&self) {
        set_if_new(self.seen.strap, self.receiving.seen(self.mirror.strap.as_ref(), self.mirror.by_light));
    }

    pub(super) fn show_fresh(&self, now: i64) {
        let secs = |us: i64| us.max(0) as f64 / 1e6;
        let fresh = match self.live.standing() {
            Standing::Joining => Fresh::Joining,
            Standing::Asking => Fresh::Asking,
            Standing::Closed(problem) => Fresh::Closed(problem),
            Standing::Lost => Fresh::Lost(self.live.lost_for_us(now).map_or(0.0, secs).floor()),
            Standing::Live => {
                let silent_s = secs(now - self.heard_us);
                let posed = self.mirror.newest_pose();
                let age = self.world_now().zip(posed).map(|(now, posed)| now.since(posed).as_secs_f64());
                let over = self.mirror.state.phase == Phase::Done;
                if !over && (!self.mirror.presence.headset || silent_s > 3.0) {
                    Fresh::HeadsetSilent(silent_s.floor())
                } else {
                    // Rounded so that the badge changes ten times a second at most.
                    Fresh::Live(
                        (age.unwrap_or(silent_s).clamp(0.1, silent_s.max(0.1) + 0.5) * 10.0).round() / 10.0,
                    )
                }
            }
        };
        set_if_new(self.seen.fresh, fresh);
    }
}

/// Sets a value that differs; a view that is gone is no error.
pub(super) fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        let _ = signal.try_set(value);
    }
}
