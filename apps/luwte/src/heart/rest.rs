//! A client's own rest: found in the raw record of each session, gathered into what the next session compares with.

use super::Series;
use crate::{
    clock,
    store::{SessionRow, Store, StoreError, StoredBeats, Witness},
};
use hrv::{Baseline, RestWindow};
use session::{Event, SessionId, State, Subject, WorldTime};

/// Names the rules by which a rest is found; rests found by others are computed again.
pub const REST_RULES: &str = "luwte-rest-1";

/// After entering the world and after an exercise the heart is left alone for this long: slow breathing and novelty linger.
const SETTLE: WorldTime = WorldTime::from_secs(30);
/// A window is tried this often.
const TRY_EVERY: WorldTime = WorldTime::from_secs(30);
const DAY_US: i64 = 86_400_000_000;

/// The rest of a session: its last valid window of two to five minutes in which the client sat quietly in the world, with
/// no exercise and the headset on. `None` where there is none, and in a session with an adverse event.
///
/// The last one, because the client has then been settled longest; one a session, so that long sessions weigh no more.
/// `day` is the day of `opened_us` (microseconds since 1970, UTC).
pub fn rest(events: &[Event], beats: &[StoredBeats], opened_us: i64) -> Option<RestWindow> {
    let day = i32::try_from(opened_us.div_euclid(DAY_US)).ok()?;
    let mut found = None;
    for (from, to) in quiet(events) {
        let mut series = Series::default();
        let mut due = from + SETTLE + TRY_EVERY;
        for row in beats {
            for (n, packet) in (row.first_n..).zip(&row.packets) {
                if packet.arrived < from + SETTLE || packet.arrived > to {
                    continue;
                }
                series.take(row.strap, row.receiver_epoch, n, core::slice::from_ref(packet));
                if packet.arrived >= due {
                    due = packet.arrived + TRY_EVERY;
                    found = series.rest(day).or(found);
                }
            }
        }
        found = series.rest(day).or(found);
    }
    found
}

/// Stretches in which the client sat quietly in the world; none in a session with an adverse event.
fn quiet(events: &[Event]) -> Vec<(WorldTime, WorldTime)> {
    let mut state = State::default();
    let mut since = None;
    let mut stretches = Vec::new();
    for event in events {
        state.apply(event.at, &event.kind);
        let is_quiet = state.in_world() && state.exercise.is_none() && !state.paused;
        match since {
            None if is_quiet => since = Some(event.at),
            Some(from) if !is_quiet => {
                stretches.push((from, event.at));
                since = None;
            }
            _ => {}
        }
    }
    // A record that breaks off is quiet as far as it goes.
    stretches.extend(since.zip(events.last().map(|last| last.at)));
    if state.adverse_events.is_empty() { stretches } else { Vec::new() }
}

/// What the indicator of this session compares with: the rests of the same client's earlier sessions.
///
/// Computes those that are not known yet, or whose record has grown since, and keeps them. The population's rest for
/// a session that is nobody's, and while nothing is known.
pub async fn own_rest(store: &Store, read: &Witness, session: &SessionRow) -> Result<Baseline, StoreError> {
    let Subject::Client(client) = session.subject else { return Ok(Baseline::population()) };
    let mut rests = Vec::new();
    for mut row in store.rests_before(read, session.organisation, client, session.opened_us).await? {
        if row.outdated {
            row.rest = computed(store, read, row.session, row.opened_us).await?;
            row.outdated = false;
            store.set_rest(read, &row, clock::wall_us()).await?;
        }
        rests.extend(row.rest);
    }
    Ok(Baseline::from_rests(&rests))
}

async fn computed(
    store: &Store,
    read: &Witness,
    session: SessionId,
    opened_us: i64,
) -> Result<Option<RestWindow>, StoreError> {
    let events: Vec<Event> =
        store.events(read, session).await?.into_iter().map(|stored| stored.event).collect();
    let beats = store.beats(read, session).await?;
    let computing = tokio::task::spawn_blocking(move || rest(&events, &beats, opened_us));
    computing.await.map_err(|_| StoreError::Unreadable { what: "session's heartbeats" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RestRow;
    use catalogue::{Exercise, World};
    use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
    use link::BeatPacket;
    use session::{AdverseEvent, EventKind, ExerciseEnd, Phase, StrapId};
    use uuid::Uuid;

    fn events(kinds: &[(u64, EventKind)]) -> Vec<Event> {
        let at = WorldTime::from_secs;
        (0..).zip(kinds).map(|(seq, (s, kind))| Event { seq, at: at(*s), kind: kind.clone() }).collect()
    }

    fn walk(end_s: u64, more: &[(u64, EventKind)]) -> Vec<Event> {
        let mut kinds = vec![
            (50, EventKind::PhaseEntered(Phase::World)),
            (50, EventKind::WorldEntered(World::SunsetBeach)),
            (end_s, EventKind::PhaseEntered(Phase::TensionAfter)),
        ];
        kinds.extend_from_slice(more);
        kinds.sort_by_key(|(at, _)| *at);
        events(&kinds)
    }

    fn breathing(from_s: u64, to_s: u64) -> [(u64, EventKind); 2] {
        let begin = EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 };
        [(from_s, begin), (to_s, EventKind::ExerciseEnded(ExerciseEnd::Completed))]
    }

    /// A heart at rest at this many beats per minute, one packet a second.
    fn beats(seconds: u64, resting_hr_bpm: f64) -> Vec<StoredBeats> {
        let config = SimulatorConfig { resting_hr_bpm, ..SimulatorConfig::default() };
        let mut simulator = Simulator::new(config);
        let packet = |second| BeatPacket {
            arrived: WorldTime::from_secs(second),
            bytes: simulator.next_packet(BodyState::REST).packet.encode(),
        };
        let packets = (1..=seconds).map(packet).collect();
        vec![StoredBeats { strap: StrapId(Uuid::nil()), receiver_epoch: 0, first_n: 0, packets }]
    }

    #[test]
    fn the_rest_of_a_session_is_the_persons_heart_in_the_quiet_world() {
        let found = rest(&walk(500, &[]), &beats(600, 58.0), 3 * DAY_US + 7).unwrap();
        assert_eq!(found.day, 3);
        assert!((found.hr_bpm - 58.0).abs() < 3.0, "{}", found.hr_bpm);
    }

    #[test]
    fn breathing_exercises_and_the_way_in_are_no_rest() {
        assert_eq!(quiet(&walk(500, &breathing(100, 400))).len(), 2);
        let short = rest(&walk(500, &breathing(100, 400)), &beats(600, 58.0), 0);
        assert!(short.is_none(), "70 s after the exercise are no window");
        assert!(rest(&walk(500, &breathing(100, 200)), &beats(600, 58.0), 0).is_some());
        assert!(rest(&walk(150, &[]), &beats(600, 58.0), 0).is_none(), "70 s in the world are no window");
    }

    #[test]
    fn safety_rule_10_a_session_with_an_adverse_event_is_no_rest() {
        let panic = [(500, EventKind::AdverseEventNoted(AdverseEvent::Panic))];
        assert!(rest(&walk(500, &panic), &beats(600, 58.0), 0).is_none());
    }

    #[test]
    fn the_same_record_gives_the_same_rest_however_its_rows_are_cut() {
        let whole = beats(600, 61.0);
        let cut: Vec<_> = (0_u32..)
            .zip(whole[0].packets.chunks(7))
            .map(|(place, packets)| StoredBeats {
                first_n: 7 * place,
                packets: packets.to_vec(),
                ..whole[0].clone()
            })
            .collect();
        let events = walk(500, &[]);
        let (one, other) = (rest(&events, &whole, 0).unwrap(), rest(&events, &cut, 0).unwrap());
        assert_eq!(one.ln_rmssd.to_bits(), other.ln_rmssd.to_bits());
        assert_eq!(one.hr_bpm.to_bits(), other.hr_bpm.to_bits());
    }

    #[test]
    fn what_is_known_does_not_show_in_a_debug_print() {
        let rest = Some(RestWindow { day: 1, ln_rmssd: 3.777, hr_bpm: 58.777 });
        let session = SessionId(Uuid::nil());
        let row =
            RestRow { session, opened_us: 0, events_seen: 0, beats_through_us: 0, rest, outdated: false };
        assert!(!format!("{row:?}").contains("777"));
    }
}
