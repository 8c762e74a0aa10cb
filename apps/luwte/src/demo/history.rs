//! The demo's past: sessions that were really walked through by the sequencer, with simulated hearts and head movement.

use crate::{
    cli::Failed,
    heart::{self, Series},
    store::{Append, BeatsRow, EventRow, PosesRow, SessionRow, Store, Witness},
};
use catalogue::{Exercise, World};
use hrv::{
    Baseline,
    simulate::{BodyState, Random, Simulator, SimulatorConfig},
};
use link::{BeatPacket, HeartNow, HeartReading, Pose};
use session::{
    Act, Answer, ClientId, Consent, DeviceId, Discomfort, Event, EventKind, Input, Language, OrganisationId,
    Origin, Phase, Prepared, Prompt, SelfCheckItem, Sequencer, SessionId, StrapId, Subject, UserId,
    ValueShown, Verdict, Watcher, WorldTime,
};
use uuid::Uuid;

/// Where the past takes place.
pub(super) struct Past<'a> {
    pub(super) organisation: OrganisationId,
    pub(super) headsets: &'a [DeviceId],
    pub(super) names: &'a [&'a str],
    pub(super) practitioners: &'a [(UserId, &'a str)],
}

/// One session of the past, in a few numbers.
#[derive(Clone, Copy)]
struct Plan {
    client: usize,
    days_ago: i64,
    before: u8,
    after: u8,
    minutes_in_world: u64,
    breathes: bool,
    /// A colleague watches along and steers for a while.
    guided: bool,
    /// The strap slips off for a minute.
    strap_slips: bool,
    discomfort: Discomfort,
}

/// How many days ago, tension before, tension after.
type Course = &'static [(i64, u8, u8)];

/// Half a year of care in miniature: some get calmer, some do not, one had a bad day.
fn plans() -> Vec<Plan> {
    let mut plans = Vec::new();
    let courses: [(usize, Course); 6] = [
        (0, &[(62, 8, 6), (55, 8, 5), (48, 7, 5), (41, 7, 4), (27, 6, 3), (13, 6, 3), (3, 5, 2)]),
        (1, &[(44, 6, 6), (30, 7, 5), (16, 6, 5)]),
        (2, &[(35, 9, 7), (21, 8, 7), (7, 8, 5)]),
        (3, &[(50, 5, 3), (36, 5, 2), (22, 4, 2), (8, 4, 1)]),
        (4, &[(29, 7, 4), (15, 3, 7), (6, 6, 4)]),
        (5, &[(11, 6, 4), (2, 5, 3)]),
    ];
    for (client, course) in courses {
        for (place, (days_ago, before, after)) in course.iter().enumerate() {
            plans.push(Plan {
                client,
                days_ago: *days_ago,
                before: *before,
                after: *after,
                minutes_in_world: 8 + (place as u64 * 3 + client as u64) % 5,
                breathes: (place + client) % 3 != 1,
                guided: place == 0,
                strap_slips: (place + 2 * client) % 5 == 2,
                discomfort: if after > before { Discomfort::Headache } else { Discomfort::None },
            });
        }
    }
    plans
}

const SECOND: WorldTime = WorldTime::from_secs(1);
const DAY_US: i64 = 86_400_000_000;

impl Past<'_> {
    /// Writes every planned session through the store, as if it had come from a headset.
    pub(super) async fn write(
        &self,
        store: &Store,
        written: &Witness,
        clients: &[ClientId],
        now_us: i64,
    ) -> Result<(), Failed> {
        for (number, plan) in (0_u64..).zip(plans()) {
            let Some(client) = clients.get(plan.client) else { continue };
            let place = usize::try_from(number).unwrap_or(0) % self.headsets.len().max(1);
            let (Some(headset), Some(name)) = (self.headsets.get(place), self.names.get(place)) else {
                continue;
            };
            // Sessions fall between nine and five, each at its own time.
            let morning_us = now_us - plan.days_ago * DAY_US - (now_us % DAY_US) + 9 * 3_600_000_000;
            let opened_us = morning_us + i64::try_from(number % 8).unwrap_or(0) * 3_420_000_000;
            let row = SessionRow {
                id: SessionId(Uuid::now_v7()),
                organisation: self.organisation,
                headset: *headset,
                headset_name: (*name).to_owned(),
                subject: Subject::Client(*client),
                opened_us,
                recording: false,
            };
            store.open_session(written, &row, BUILD).await.map_err(Failed::ran)?;
            let baseline = heart::own_rest(store, written, &row).await.map_err(Failed::ran)?;
            let walked = self.walk(&plan, number, baseline);
            for append in walked.appends(&row) {
                store.append_and_wait(append).await.map_err(Failed::ran)?;
            }
        }
        Ok(())
    }

    /// Walks through one session, second by second.
    fn walk(&self, plan: &Plan, number: u64, baseline: Baseline) -> Walked {
        let opened = EventKind::Opened {
            build: BUILD.to_owned(),
            seed: number,
            language: Language::Nl,
            consent: Consent::default(),
            rest: WorldTime::START,
        };
        let (sequencer, first) = Sequencer::open(opened);
        let config = SimulatorConfig {
            seed: 7_919 * (number + 1),
            resting_hr_bpm: RESTING_BPM[plan.client % RESTING_BPM.len()],
            artefact_share: 0.004,
            start_us: 15_000_000,
            ..SimulatorConfig::default()
        };
        let mut walk = Walk {
            sequencer,
            events: vec![first],
            simulator: Simulator::new(config),
            series: Series::new(baseline),
            beats: Vec::new(),
            poses: Vec::new(),
            head: Head::new(number),
        };
        let colleague =
            self.practitioners.get(usize::try_from(number).unwrap_or(0) % self.practitioners.len().max(1));
        let mut at = WorldTime::START;
        let mut script = script(plan, colleague).into_iter().peekable();
        while walk.sequencer.state().phase != Phase::Done && at < WorldTime::from_secs(2_400) {
            at = at + SECOND;
            while let Some((_, input)) = script.next_if(|(due, _)| *due <= at) {
                walk.input(&input, at);
            }
            walk.second(plan, at);
        }
        Walked { events: walk.events, beats: walk.beats, poses: walk.poses }
    }
}

const BUILD: &str = concat!("luwte-demo-", env!("CARGO_PKG_VERSION"));

/// Who does what when.
fn script(plan: &Plan, colleague: Option<&(UserId, &str)>) -> Vec<(WorldTime, Input)> {
    let client = |seconds: u64, act: Act| (WorldTime::from_secs(seconds), Input::Act(Origin::Client, act));
    let mut script = vec![client(6, Act::Begin)];
    for (place, item) in (0_u64..).zip(SelfCheckItem::ALL) {
        let yes = item.verdict(true) == Verdict::Clear;
        script.push(client(11 + 5 * place, Act::AnswerSelfCheck { item, yes }));
    }
    script.push(client(42, Act::RateTension(plan.before)));
    script.push(client(52, Act::ChooseWorld(World::SunsetBeach)));
    script.push(client(95, Act::SetTimeOfDay(19 * 60 + 30)));
    if plan.breathes {
        let start = Act::StartExercise { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 };
        script.push(client(150, start));
    }
    if let Some((user, name)) = colleague.filter(|_| plan.guided) {
        let by = |seconds: u64, act: Act| {
            (WorldTime::from_secs(seconds), Input::Act(Origin::Companion(*user), act))
        };
        script.push(by(60, Act::RequestWatch(Watcher { user: *user, name: (*name).to_owned() })));
        script.push(client(66, Act::AnswerWatch(true)));
        script.push(by(100, Act::TakeOver));
        for second in 101..130 {
            script.push(by(second, Act::Renew));
        }
        script.push(by(112, Act::Ask(Prompt::Prepared(Prepared::Comfortable))));
        script.push(client(118, Act::Answer { question: session::QuestionId(1), answer: Answer::Yes }));
        script.push(by(130, Act::HandBack));
    }
    let end = 52 + plan.minutes_in_world * 60;
    script.push(client(end, Act::Finish));
    script.push(client(end + 30, Act::RateTension(plan.after)));
    script.push(client(end + 38, Act::ReportDiscomfort(plan.discomfort)));
    script.push(client(end + 46, Act::Continue));
    // Stable: what falls on the same second keeps its order.
    script.sort_by_key(|(due, _)| *due);
    script
}

struct Walk {
    sequencer: Sequencer,
    events: Vec<Event>,
    simulator: Simulator,
    series: Series,
    beats: Vec<BeatPacket>,
    poses: Vec<Pose>,
    head: Head,
}

impl Walk {
    fn input(&mut self, input: &Input, at: WorldTime) {
        // A made-up client may try what does not fit; the rule refuses, and the story goes on.
        if let Ok(events) = self.sequencer.handle(input, at) {
            self.events.extend(events);
        }
    }

    fn second(&mut self, plan: &Plan, at: WorldTime) {
        self.events.extend(self.sequencer.tick(at));
        let state = self.sequencer.state();
        let seconds = at.0 / SECOND.0;
        if seconds > 15 {
            let worn = !(plan.strap_slips && (400..460).contains(&seconds));
            let body = BodyState { worn, ..body(plan, state, seconds) };
            let packet = self.simulator.next_packet(body);
            if worn {
                let n = u32::try_from(self.beats.len()).unwrap_or(u32::MAX);
                let beat = BeatPacket { arrived: at, bytes: packet.packet.encode() };
                self.series.take(STRAP, u32::from(seconds >= 460), n, core::slice::from_ref(&beat));
                self.beats.push(beat);
            }
            if seconds.is_multiple_of(30)
                && let Some(shown) = shown(&self.series.now(Some(at)))
            {
                self.input(&Input::Heart(shown), at);
            }
        }
        if self.sequencer.state().in_world() {
            for tenth in 0..10_u64 {
                self.poses.push(self.head.pose(at + WorldTime::from_millis(100 * tenth)));
            }
        }
    }
}

const STRAP: StrapId = StrapId(Uuid::nil());

/// Heart rates at rest of the made-up clients: within a spread of the population's, so that their first sessions can be read.
const RESTING_BPM: [f64; 6] = [61.0, 66.0, 63.0, 58.5, 67.5, 64.0];

/// The value as a headset shows it.
fn shown(now: &HeartNow) -> Option<ValueShown> {
    let HeartReading::Value { score, low, high, parts, .. } = &now.reading else { return None };
    let whole = |value: f64| Some(value.round().clamp(0.0, 100.0) as u8);
    Some(ValueShown {
        algorithm: parts.algorithm.clone(),
        score: whole(*score),
        low: whole(*low),
        high: whole(*high),
        beats: now.quality.beats,
    })
}

/// The body follows the plan: from the tension before to the tension after, calmest while breathing slowly.
fn body(plan: &Plan, state: &session::State, seconds: u64) -> BodyState {
    let length = (plan.minutes_in_world * 60) as f64;
    let way = ((seconds as f64 - 52.0) / length).clamp(0.0, 1.0);
    let tension = f64::from(plan.before) + (f64::from(plan.after) - f64::from(plan.before)) * way;
    // What somebody calls eight of ten is far from the most that a heart can do.
    let stress = (0.6 * (tension / 10.0 - 0.15)).clamp(0.0, 1.0);
    match state.exercise {
        Some(_) => BodyState { stress: stress * 0.5, breaths_per_min: 6.0, worn: true },
        None => BodyState { stress, breaths_per_min: 12.0 + 4.0 * stress, worn: true },
    }
}

/// A head that looks around slowly, mostly towards the sea.
struct Head {
    phases: [f64; 6],
}

impl Head {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self { phases: core::array::from_fn(|_| random.uniform() * core::f64::consts::TAU) }
    }

    fn pose(&self, at: WorldTime) -> Pose {
        let t = at.as_secs_f64();
        let [a, b, c, d, e, f] = self.phases;
        let yaw = 0.55 * (0.043 * t + a).sin() + 0.22 * (0.19 * t + b).sin() + 0.05 * (0.71 * t + c).sin();
        let pitch = 0.10 * (0.061 * t + d).sin() + 0.05 * (0.37 * t + e).sin() - 0.03;
        let (sy, cy) = (yaw / 2.0).sin_cos();
        let (sp, cp) = (pitch / 2.0).sin_cos();
        // Yaw about the vertical, then pitch about the head's own axis.
        let orientation = [cy * sp, sy * cp, -sy * sp, cy * cp].map(|part| part as f32);
        let sway = |speed: f64, phase: f64| (0.012 * (speed * t + phase).sin()) as f32;
        Pose::new(at, orientation, [sway(0.23, f), sway(1.2, a) * 0.3, sway(0.17, b)])
    }
}

struct Walked {
    events: Vec<Event>,
    beats: Vec<BeatPacket>,
    poses: Vec<Pose>,
}

impl Walked {
    /// As a headset and a strap would have delivered it.
    fn appends(self, row: &SessionRow) -> Vec<Append> {
        let wall = |at: WorldTime| row.opened_us + i64::try_from(at.0).unwrap_or(0);
        let events = self.events.into_iter().map(|event| EventRow {
            session: row.id,
            wall_us: wall(event.at),
            wall_error_us: Some(2_000),
            event,
        });
        let mut appends = vec![Append::Events(events.collect())];
        let strap = StrapId(Uuid::now_v7());
        let mut first_n = 0_u32;
        for packets in self.beats.chunk_by(|one, other| other.arrived.since(one.arrived) <= SECOND + SECOND) {
            for packets in packets.chunks(10) {
                let next_n = first_n + u32::try_from(packets.len()).unwrap_or(0);
                appends.push(Append::Beats(BeatsRow {
                    session: row.id,
                    organisation: row.organisation,
                    arrived_us: wall(packets.last().map_or(WorldTime::START, |packet| packet.arrived)),
                    strap,
                    receiver_epoch: 0,
                    first_n,
                    next_n,
                    packets: packets.to_vec(),
                }));
                first_n = next_n;
            }
        }
        for poses in self.poses.chunks(200) {
            let arrived_us = wall(poses.last().map_or(WorldTime::START, Pose::at));
            appends.push(Append::Poses(PosesRow { session: row.id, arrived_us, poses: poses.to_vec() }));
        }
        appends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_made_up_heart_stands_at_an_end_of_the_scale() {
        let past =
            Past { organisation: OrganisationId(Uuid::nil()), headsets: &[], names: &[], practitioners: &[] };
        for (number, plan) in (0..).zip(plans()) {
            let walked = past.walk(&plan, number, Baseline::population());
            let scores: Vec<u8> = walked
                .events
                .iter()
                .filter_map(|event| match &event.kind {
                    EventKind::ValueShown(shown) => shown.score,
                    _ => None,
                })
                .collect();
            assert!(scores.len() > 5, "session {number} shows {} values", scores.len());
            assert!(scores.iter().all(|score| (5..=95).contains(score)), "session {number}: {scores:?}");
        }
    }
}
