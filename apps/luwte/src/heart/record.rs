//! The record: the heart series of a finished session, computed anew over every raw packet.

use super::Series;
use crate::store::StoredBeats;
use hrv::Baseline;
use link::{HeartNow, HeartReading, NoValue, QualityLevel, api::HeartGap};
use session::WorldTime;

/// The heart over a session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// One entry every five seconds, none where there was nothing.
    pub heart: Vec<HeartNow>,
    /// Stretches without beats, with their reason.
    pub gaps: Vec<HeartGap>,
}

/// Distance between two entries.
const STEP: WorldTime = WorldTime::from_secs(5);

/// Computes the record against this rest; `length` is the session's. Takes a few milliseconds an hour: keep it off the
/// reactor.
pub fn record(beats: &[StoredBeats], length: WorldTime, baseline: Baseline) -> Record {
    let mut record = Record::default();
    let arrivals = beats.iter().flat_map(|row| row.packets.iter().map(|packet| packet.arrived));
    let Some(last) = arrivals.clone().max() else { return record };
    let first = arrivals.min().unwrap_or(last);
    // A packet that claims to come long after the session has a broken clock; it must not stretch the series.
    let end = last.min(length + WorldTime::from_secs(3_600));
    let mut series = Series::new(baseline);
    let mut packets = beats.iter().flat_map(|row| {
        (row.first_n..)
            .zip(&row.packets)
            .map(move |(n, packet)| (row.strap, row.receiver_epoch, n, core::slice::from_ref(packet)))
    });
    let mut next = packets.next();
    let mut at = next_step(first);
    while at.0 < end.0.saturating_add(STEP.0) {
        while let Some((strap, epoch, n, packet)) = next
            && packet.iter().all(|packet| packet.arrived <= at || packet.arrived > end)
        {
            series.take(strap, epoch, n, packet);
            next = packets.next();
        }
        let now = series.now(Some(at));
        record.add(at, now);
        at = at + STEP;
    }
    record
}

impl Record {
    fn add(&mut self, at: WorldTime, now: HeartNow) {
        let absent = now.quality.level == QualityLevel::Absent;
        if !absent {
            self.heart.push(now);
            return;
        }
        let reason = match now.reading {
            HeartReading::NoValue(reason) => reason,
            _ => NoValue::Gap,
        };
        let from = at - STEP;
        match self.gaps.last_mut() {
            Some(gap) if gap.to == from && gap.reason == reason => gap.to = at,
            _ => self.gaps.push(HeartGap { from, to: at, reason }),
        }
    }
}

/// The first whole step at or after a moment.
fn next_step(at: WorldTime) -> WorldTime {
    WorldTime(at.0.div_ceil(STEP.0).saturating_mul(STEP.0).max(STEP.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
    use link::BeatPacket;
    use session::StrapId;
    use uuid::Uuid;

    fn beats(from_s: u64, seconds: u64) -> StoredBeats {
        let config = SimulatorConfig { start_us: from_s as i64 * 1_000_000, ..SimulatorConfig::default() };
        let mut simulator = Simulator::new(config);
        let packets = (0..seconds).map(|_| {
            let raw = simulator.next_packet(BodyState::REST);
            BeatPacket { arrived: WorldTime(raw.arrival_us as u64), bytes: raw.packet.encode() }
        });
        let receiver_epoch = u32::try_from(from_s).unwrap();
        let packets = packets.collect();
        StoredBeats { strap: StrapId(Uuid::nil()), receiver_epoch, first_n: 0, packets }
    }

    #[test]
    fn there_is_an_entry_every_five_seconds_and_a_gap_where_the_strap_was_silent() {
        let record =
            record(&[beats(10, 200), beats(280, 120)], WorldTime::from_secs(420), Baseline::population());
        assert!(record.heart.windows(2).all(|pair| pair[0].at < pair[1].at));
        assert!(record.heart.iter().all(|now| now.at.0 % STEP.0 == 0));
        let silent = record.gaps.iter().find(|gap| gap.reason == NoValue::Gap).unwrap();
        let (from, to) = (silent.from.as_secs_f64(), silent.to.as_secs_f64());
        assert!((210.0..=220.0).contains(&from) && (275.0..=285.0).contains(&to), "{silent:?}");
        assert!(record.heart.iter().any(|now| matches!(now.reading, HeartReading::Value { .. })));
    }

    #[test]
    fn without_packets_there_is_nothing() {
        assert_eq!(record(&[], WorldTime::from_secs(900), Baseline::population()), Record::default());
    }

    #[test]
    fn a_lying_clock_does_not_make_an_endless_series() {
        let mut lying = beats(10, 5);
        lying.packets[0].arrived = WorldTime::from_secs(86_400 * 366);
        let _ends = record(&[beats(10, 30), lying], WorldTime::from_secs(60), Baseline::population());
    }
}
