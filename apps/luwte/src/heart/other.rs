//! For research: another heart than the client's, told at the client's own moments. What is measured of the client stays theirs.

use super::Series;
use crate::store::StoredBeats;
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::BeatPacket;
use session::{Event, EventKind, StrapId, WorldTime};
use uuid::Uuid;

/// A recorded heart that is at its end begins again after this silence.
const AGAIN_AFTER: WorldTime = WorldTime::from_secs(1);
/// So far back another heart is made up at most, for a room that opens late.
const BACK_MAX: WorldTime = WorldTime::from_secs(3_600);

/// How a body breathes without an exercise, breaths per minute.
const AT_REST_PER_MIN: f64 = 13.0;

/// How a body that breathes along with its exercises breathes, by the events of a session.
pub struct Breaths(Vec<(WorldTime, f64)>);

impl Breaths {
    /// Of these events, in their order.
    pub fn of(events: &[Event]) -> Self {
        let (mut steps, mut runs) = (Vec::new(), false);
        for event in events {
            let per_min = match event.kind {
                EventKind::ExerciseStarted { pace_milli_bpm, .. } => {
                    runs = true;
                    f64::from(pace_milli_bpm) / 1_000.0
                }
                EventKind::PaceSet(pace_milli_bpm) if runs => f64::from(pace_milli_bpm) / 1_000.0,
                EventKind::ExerciseEnded(_) => {
                    runs = false;
                    AT_REST_PER_MIN
                }
                _ => continue,
            };
            steps.push((event.at, per_min));
        }
        Self(steps)
    }

    /// Breaths per minute at this world time.
    fn at(&self, at: WorldTime) -> f64 {
        let before = self.0.iter().rev().find(|(from, _)| *from <= at);
        before.map_or(AT_REST_PER_MIN, |(_, per_min)| *per_min)
    }
}

/// Another heart, running along with a session.
pub struct OtherHeart {
    series: Series,
    source: Source,
    /// World time up to which it has been heard; `None` before the client's own was.
    heard: Option<WorldTime>,
    /// Its beats are kept for a search from here on.
    collects_from: Option<WorldTime>,
    number: u32,
}

enum Source {
    Seeded(Box<Simulator>),
    /// Packets with the time since the recording's first one; the place of the next, and when this turn began.
    Recorded {
        packets: Vec<(WorldTime, BeatPacket)>,
        next: usize,
        turn: u32,
        began: WorldTime,
    },
}

impl OtherHeart {
    /// A made-up heart with this seed.
    pub fn seeded(seed: u64) -> Self {
        let config = SimulatorConfig { seed, ..SimulatorConfig::default() };
        Self::of(Source::Seeded(Box::new(Simulator::new(config))))
    }

    /// The heart recorded in another session; `None` where that holds no packets.
    pub fn recorded(beats: Vec<StoredBeats>) -> Option<Self> {
        let mut packets: Vec<BeatPacket> = beats.into_iter().flat_map(|row| row.packets).collect();
        let first = packets.iter().map(|packet| packet.arrived).min()?;
        packets.sort_by_key(|packet| packet.arrived);
        let packets = packets.into_iter().map(|packet| (packet.arrived.since(first), packet)).collect();
        Some(Self::of(Source::Recorded { packets, next: 0, turn: 0, began: WorldTime::START }))
    }

    fn of(source: Source) -> Self {
        Self { series: Series::default(), source, heard: None, collects_from: None, number: 0 }
    }

    /// After a restart: it has been heard since this moment, and its beats were kept for a search since that one.
    pub fn began(&mut self, heard: Option<WorldTime>, collects_from: Option<WorldTime>) {
        (self.heard, self.collects_from) = (heard, collects_from);
    }

    /// Lets it beat on to this moment, as a body that breathes so would.
    pub fn beat_on(&mut self, to: WorldTime, breaths: &Breaths) {
        let from = self.heard.unwrap_or(to).max(WorldTime(to.0.saturating_sub(BACK_MAX.0)));
        self.heard = Some(from.max(to));
        // One packet a second, at whole seconds of world time.
        for second in from.0 / 1_000_000..to.0 / 1_000_000 {
            let Source::Seeded(simulator) = &mut self.source else { break };
            let arrived = WorldTime::from_secs(second + 1);
            let body = BodyState { stress: 0.25, breaths_per_min: breaths.at(arrived), worn: true };
            let bytes = simulator.next_packet(body).packet.encode();
            self.hear(0, BeatPacket { arrived, bytes });
        }
        if let Source::Recorded { began, .. } = &mut self.source
            && *began == WorldTime::START
        {
            *began = from;
        }
        while let Some((turn, packet)) = self.next_recorded(to) {
            self.hear(turn, packet);
        }
    }

    /// The next recorded packet that is due, and in which turn.
    fn next_recorded(&mut self, to: WorldTime) -> Option<(u32, BeatPacket)> {
        let Source::Recorded { packets, next, turn, began } = &mut self.source else { return None };
        let (since, packet) = packets.get(*next)?;
        let arrived = *began + *since;
        if arrived > to {
            return None;
        }
        if *next == 0 {
            self.number = 0;
        }
        let due = (*turn, BeatPacket { arrived, bytes: packet.bytes.clone() });
        *next += 1;
        if *next == packets.len() {
            (*next, *turn, *began) = (0, turn.wrapping_add(1), arrived + AGAIN_AFTER);
        }
        Some(due)
    }

    fn hear(&mut self, turn: u32, packet: BeatPacket) {
        if self.collects_from.is_some_and(|from| packet.arrived >= from) {
            self.collects_from = None;
            self.series.collect(true);
        }
        self.series.take(StrapId(Uuid::nil()), turn, self.number, &[packet]);
        self.number = self.number.wrapping_add(1);
    }

    /// What has been heard of it.
    pub fn series(&mut self) -> &mut Series {
        &mut self.series
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(other: &mut OtherHeart, at_s: u64) -> link::HeartNow {
        other.series().now(Some(WorldTime::from_secs(at_s)))
    }

    fn run(other: &mut OtherHeart, seconds: core::ops::Range<u64>) {
        for second in seconds {
            other.beat_on(WorldTime::from_secs(second), &Breaths(vec![(WorldTime::START, 6.0)]));
        }
    }

    #[test]
    fn a_seeded_heart_is_the_same_for_the_same_seed_and_begins_when_the_clients_own_does() {
        let (mut one, mut two, mut third) =
            (OtherHeart::seeded(5), OtherHeart::seeded(5), OtherHeart::seeded(6));
        run(&mut one, 100..400);
        run(&mut two, 100..400);
        run(&mut third, 100..400);
        assert_eq!(shown(&mut one, 400), shown(&mut two, 400));
        assert_ne!(shown(&mut one, 400), shown(&mut third, 400));
        let mut fresh = OtherHeart::seeded(5);
        run(&mut fresh, 300..360);
        assert!(
            shown(&mut fresh, 360).quality.beats < 90,
            "no beats from before the client's own heart was heard"
        );
    }

    #[test]
    fn after_a_restart_it_has_beaten_all_the_while_at_the_paces_of_its_exercises() {
        let event = |seq, secs, kind| Event { seq, at: WorldTime::from_secs(secs), kind };
        let exercise = catalogue::Exercise::ResonanceFinder;
        let events = [
            event(0, 100, EventKind::ExerciseStarted { exercise, pace_milli_bpm: 7_000 }),
            event(1, 220, EventKind::PaceSet(6_500)),
            event(2, 340, EventKind::ExerciseEnded(session::ExerciseEnd::Stopped)),
        ];
        let mut steady = OtherHeart::seeded(5);
        for second in 60..400 {
            let told: Vec<Event> =
                events.iter().filter(|event| event.at <= WorldTime::from_secs(second)).cloned().collect();
            if second == 100 {
                steady.series().collect(true);
            }
            steady.beat_on(WorldTime::from_secs(second), &Breaths::of(&told));
        }
        let mut again = OtherHeart::seeded(5);
        again.began(Some(WorldTime::from_secs(60)), Some(WorldTime::from_secs(101)));
        again.beat_on(WorldTime::from_secs(399), &Breaths::of(&events));
        assert_eq!(shown(&mut steady, 399), shown(&mut again, 399));
        let (windows, _) = super::super::paces(&events, WorldTime::from_secs(399));
        let curve = |other: &mut OtherHeart| other.series().resonance(&windows).expect("beats are kept");
        let (before, after) = (curve(&mut steady), curve(&mut again));
        assert!(before.points.iter().all(|point| point.swing_bpm.is_ok()));
        for (one, two) in before.points.iter().zip(&after.points) {
            assert_eq!(one.swing_bpm, two.swing_bpm);
        }
    }

    #[test]
    fn a_recorded_heart_begins_again_when_it_is_over() {
        let mut simulator = Simulator::new(SimulatorConfig::default());
        let packets = (0..90).map(|second| BeatPacket {
            arrived: WorldTime::from_secs(500 + second),
            bytes: simulator.next_packet(BodyState::REST).packet.encode(),
        });
        let row = StoredBeats {
            strap: StrapId(Uuid::nil()),
            receiver_epoch: 0,
            first_n: 0,
            packets: packets.collect(),
        };
        let mut other = OtherHeart::recorded(vec![row]).expect("packets");
        run(&mut other, 20..320);
        let now = shown(&mut other, 319);
        assert!(now.heart_rate_bpm.is_some() && now.quality.beats > 250, "{:?}", now.quality);
        assert!(OtherHeart::recorded(Vec::new()).is_none());
    }
}
