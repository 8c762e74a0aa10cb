//! For research: another heart than the client's, told at the client's own moments. What is measured of the client stays theirs.

use super::Series;
use crate::store::StoredBeats;
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::BeatPacket;
use session::{StrapId, WorldTime};
use uuid::Uuid;

/// A recorded heart that is at its end begins again after this silence.
const AGAIN_AFTER: WorldTime = WorldTime::from_secs(1);
/// So far back another heart is made up at most, for a room that opens late.
const BACK_MAX: WorldTime = WorldTime::from_secs(3_600);

/// Another heart, running along with a session.
pub struct OtherHeart {
    series: Series,
    source: Source,
    /// World time up to which it has been heard; `None` before the client's own was.
    heard: Option<WorldTime>,
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
        Self { series: Series::default(), source, heard: None, number: 0 }
    }

    /// Lets it beat on to this moment, as a body that breathes at this pace (breaths per minute) would.
    pub fn beat_on(&mut self, to: WorldTime, breaths_per_min: f64) {
        let from = self.heard.unwrap_or(to).max(WorldTime(to.0.saturating_sub(BACK_MAX.0)));
        self.heard = Some(from.max(to));
        let body = BodyState { stress: 0.25, breaths_per_min, worn: true };
        match &mut self.source {
            Source::Seeded(simulator) => {
                // One packet a second, at whole seconds of world time.
                for second in from.0 / 1_000_000..to.0 / 1_000_000 {
                    let arrived = WorldTime::from_secs(second + 1);
                    let packet = BeatPacket { arrived, bytes: simulator.next_packet(body).packet.encode() };
                    self.series.take(StrapId(Uuid::nil()), 0, self.number, &[packet]);
                    self.number = self.number.wrapping_add(1);
                }
            }
            Source::Recorded { packets, next, turn, began } => {
                if *began == WorldTime::START {
                    *began = from;
                }
                while let Some((since, packet)) = packets.get(*next)
                    && *began + *since <= to
                {
                    let arrived = *began + *since;
                    let packet = BeatPacket { arrived, bytes: packet.bytes.clone() };
                    self.series.take(StrapId(Uuid::nil()), *turn, self.number, &[packet]);
                    self.number = self.number.wrapping_add(1);
                    *next += 1;
                    if *next == packets.len() {
                        (*next, *turn, self.number) = (0, turn.wrapping_add(1), 0);
                        *began = arrived + AGAIN_AFTER;
                    }
                }
            }
        }
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
            other.beat_on(WorldTime::from_secs(second), 6.0);
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
