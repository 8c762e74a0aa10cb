//! A strap for every live session of the demo: simulated, or a recording that begins again; it calms with slow breathing.

use super::recording::Due;
use crate::{
    clock,
    heart::GIVES_WAY,
    live::{Form, Outgoing, Room},
};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatBatch, BeatPacket, Message, Problem};
use session::{Phase, SessionId, State, StrapId};
use std::{
    collections::HashSet,
    sync::{Arc, Weak},
    time::Duration,
};
use uuid::Uuid;

/// Where the beats come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A seeded simulator.
    Simulated,
    /// A recording, again and again.
    Recording(Arc<Vec<Due>>),
}

/// A strap is put on this long after a session begins.
const PUT_ON_AFTER: Duration = Duration::from_secs(4);

/// Attaches a strap to each session that goes on, until the hub is gone.
pub async fn attach(app: crate::app::App, source: Source) {
    let mut known: HashSet<SessionId> = HashSet::new();
    let mut every_second = tokio::time::interval(Duration::from_secs(1));
    loop {
        every_second.tick().await;
        let live = app.hub.live();
        known.retain(|session| app.hub.room(*session).is_some());
        for room in live {
            if known.insert(room.session()) {
                tokio::spawn(wear(Arc::downgrade(&room), source.clone()));
            }
        }
    }
}

async fn wear(room: Weak<Room>, source: Source) {
    tokio::time::sleep(PUT_ON_AFTER).await;
    let strap = StrapId(Uuid::now_v7());
    let outgoing = Arc::new(Outgoing::new(Form::Binary, link::PROTOCOL_VERSION));
    let mut beats = Beats::new(source, strap);
    let mut first_n = 0_u32;
    loop {
        let wait = match room.upgrade() {
            Some(room) if room.state().phase != Phase::Done => {
                let (bytes, wait) = beats.next(&room.state());
                if room.is_live() {
                    let arrived = room.world_now(clock::monotonic_us()).unwrap_or_default();
                    let batch = BeatBatch {
                        session: room.session(),
                        strap,
                        receiver_epoch: 0,
                        first_n,
                        packets: vec![BeatPacket::received(arrived, bytes)],
                    };
                    room.take_beats(GIVES_WAY, &outgoing, batch).await;
                    if taken_by_a_real_one(&outgoing) {
                        return;
                    }
                    first_n = first_n.saturating_add(1);
                }
                wait
            }
            _ => return,
        };
        tokio::time::sleep(wait).await;
    }
}

/// Whether a real strap came: then the made-up heart is silent for the rest of the session.
fn taken_by_a_real_one(outgoing: &Outgoing) -> bool {
    let mut taken = false;
    while let Some(frame) = outgoing.take() {
        let problem = link::decode(&frame.into_data()).ok();
        taken |= problem == Some(Message::Problem(Problem::StrapTaken));
    }
    taken
}

struct Beats {
    source: Source,
    simulator: Simulator,
    next: usize,
}

impl Beats {
    fn new(source: Source, strap: StrapId) -> Self {
        let (high, low) = strap.0.as_u64_pair();
        let config = SimulatorConfig { seed: high ^ low, resting_hr_bpm: 68.0, ..SimulatorConfig::default() };
        Self { source, simulator: Simulator::new(config), next: 0 }
    }

    /// The next packet, and how long after it the one behind it comes.
    fn next(&mut self, state: &State) -> (Vec<u8>, Duration) {
        match &self.source {
            Source::Simulated => {
                let packet = self.simulator.next_packet(body(state)).packet;
                (packet.encode(), Duration::from_secs(1))
            }
            Source::Recording(packets) => {
                let Some(now) = packets.get(self.next) else {
                    self.next = 0;
                    return (Vec::new(), Duration::from_secs(1));
                };
                self.next = (self.next + 1) % packets.len().max(1);
                let wait = packets.get(self.next).map(|next| next.after.saturating_sub(now.after));
                (now.bytes.clone(), wait.filter(|_| self.next > 0).unwrap_or(Duration::from_secs(1)))
            }
        }
    }
}

/// How a made-up client feels: tense at first, calmer in the world, calmest while breathing slowly.
fn body(state: &State) -> BodyState {
    match (&state.exercise, state.phase) {
        (Some(running), _) => BodyState {
            stress: 0.05,
            breaths_per_min: f64::from(running.breathing.pace_milli_bpm) / 1_000.0,
            worn: true,
        },
        (None, Phase::World | Phase::CalmEnd) => {
            BodyState { stress: 0.25, breaths_per_min: 12.0, worn: true }
        }
        (None, Phase::TensionAfter | Phase::Discomfort | Phase::Leaving | Phase::Done) => BodyState::REST,
        (None, _) => BodyState { stress: 0.6, breaths_per_min: 16.0, worn: true },
    }
}
