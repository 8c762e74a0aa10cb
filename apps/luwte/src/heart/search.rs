//! The stretches of a search for the own pace, from a session's events.

use hrv::PaceWindow;
use session::{Breathing, Event, EventKind, WorldTime};

/// The paces of the last search among these events, each with its stretch of world time; whether the search is over.
///
/// A pace that still runs lasts to `now`.
pub fn paces(events: &[Event], now: WorldTime) -> (Vec<PaceWindow>, bool) {
    let mut windows: Vec<PaceWindow> = Vec::new();
    let mut running: Option<(WorldTime, Breathing)> = None;
    let mut ended = false;
    let close = |windows: &mut Vec<PaceWindow>, (from, breathing): (WorldTime, Breathing), to: WorldTime| {
        windows.push(PaceWindow {
            pace_milli_bpm: breathing.pace_milli_bpm,
            from_us: i64::try_from(from.0).unwrap_or(i64::MAX),
            to_us: i64::try_from(to.0).unwrap_or(i64::MAX),
            phase: breathing.phase(from),
        });
    };
    for event in events {
        match &event.kind {
            EventKind::ExerciseStarted { exercise, pace_milli_bpm } => {
                running = None;
                if *exercise == catalogue::Exercise::ResonanceFinder {
                    windows.clear();
                    ended = false;
                    running = Some((event.at, Breathing::start(*pace_milli_bpm, event.at)));
                }
            }
            EventKind::PaceSet(pace) => {
                if let Some(before) = running {
                    close(&mut windows, before, event.at);
                    running = Some((event.at, before.1.with_pace(*pace, event.at)));
                }
            }
            EventKind::ExerciseEnded(_) => {
                if let Some(before) = running.take() {
                    close(&mut windows, before, event.at);
                    ended = true;
                }
            }
            _ => {}
        }
    }
    if let Some(before) = running {
        close(&mut windows, before, now);
    }
    (windows, ended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::Exercise;
    use session::ExerciseEnd;

    #[test]
    fn every_pace_has_its_stretch_and_the_pacer_runs_on_through_all() {
        let event = |seq, secs, kind| Event { seq, at: WorldTime::from_secs(secs), kind };
        let began = |exercise| EventKind::ExerciseStarted { exercise, pace_milli_bpm: 7_000 };
        let events = [
            event(0, 10, began(Exercise::PacedBreathing)),
            event(1, 20, EventKind::PaceSet(5_000)),
            event(2, 30, began(Exercise::ResonanceFinder)),
            event(3, 155, EventKind::PaceSet(6_500)),
        ];
        let (windows, ended) = paces(&events, WorldTime::from_secs(200));
        let spans: Vec<_> =
            windows.iter().map(|w| (w.pace_milli_bpm, w.from_us / 1_000_000, w.to_us / 1_000_000)).collect();
        assert_eq!(spans, [(7_000, 30, 155), (6_500, 155, 200)]);
        // 125 s at seven a minute are fourteen breaths and seven twelfths.
        assert!((windows[1].phase - 7.0 / 12.0).abs() < 1e-9, "{}", windows[1].phase);
        assert!(!ended);
        let over =
            [events.as_slice(), &[event(4, 240, EventKind::ExerciseEnded(ExerciseEnd::Stopped))]].concat();
        assert!(paces(&over, WorldTime::from_secs(300)).1);
        assert!(paces(&events[..2], WorldTime::from_secs(300)).0.is_empty());
    }
}
