//! Where a guided exercise is at any moment: which line of its guidance, and whether the voice speaks or is quiet.

use crate::{breath::Breathing, clock::WorldTime, state::RunningExercise};
use catalogue::{Exercise, Line, Manner, PACE_DEFAULT_MILLI_BPM, guidance};

/// A moment of a guided exercise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// The line that is said, or was said last.
    pub line: &'static Line,
    /// The line before it.
    pub before: Option<&'static Line>,
    /// Which line it is, from 0.
    pub number: usize,
    /// Since when.
    pub since: WorldTime,
    /// How much of the whole has passed, 0 to 1.
    pub share: f64,
}

impl Guide {
    /// Where a running exercise is; `None` when it has no guidance, or is over.
    pub fn at(running: &RunningExercise, at: WorldTime) -> Option<Guide> {
        let pace = running.breathing.pace_milli_bpm;
        let passed = running.held.unwrap_or(at).min(at).since(running.began);
        let length = guided_length(running.exercise, pace)?;
        let share = passed.as_secs_f64() / length.as_secs_f64();
        let mut since = WorldTime::START;
        let mut before = None;
        for (number, line) in guidance(running.exercise).iter().enumerate() {
            let until = since + line_length(line, pace);
            if passed < until {
                return Some(Guide { line, before, number, since: running.began + since, share });
            }
            since = until;
            before = Some(line);
        }
        None
    }

    /// Whether the voice may still be speaking.
    pub fn speaks(&self, at: WorldTime) -> bool {
        at.since(self.since) < WorldTime::from_secs(u64::from(self.line.say_s))
    }
}

/// How long a guided exercise takes for a client with this pace, thousandths of a breath per minute; `None` when the
/// exercise has no guidance. Speech takes as long for everybody; the quiet is longer for who breathes more slowly.
pub fn guided_length(exercise: Exercise, pace_milli_bpm: u16) -> Option<WorldTime> {
    let lines = guidance(exercise);
    let sum = |sum: WorldTime, line: &Line| sum + line_length(line, pace_milli_bpm);
    (!lines.is_empty()).then(|| lines.iter().fold(WorldTime::START, sum))
}

/// A question came to stand before the exercise. What goes its own way waits for the answer: a voice does not talk on under
/// a question, and nobody misses what it would have said. What was begun together with the question begins after it.
pub(crate) fn hold(running: RunningExercise, at: WorldTime) -> RunningExercise {
    let begins = running.exercise == Exercise::ResonanceFinder && running.began == at;
    let waits = begins || running.exercise.manner() == Manner::Guided;
    let held = running.held.or_else(|| waits.then_some(at));
    RunningExercise { held, ..running }
}

/// The question is gone: on from where it was, with the whole of a line that was broken into.
pub(crate) fn go_on(running: RunningExercise, at: WorldTime) -> RunningExercise {
    let Some(held) = running.held else { return running };
    let line = Guide::at(&running, held).filter(|guide| guide.speaks(held));
    let from = line.map_or(held, |guide| guide.since);
    let waited = at.since(from);
    let began = running.began + waited;
    let breathing = Breathing::start(running.breathing.pace_milli_bpm, began);
    RunningExercise { began, breathing, paced_since: running.paced_since + waited, held: None, ..running }
}

fn line_length(line: &Line, pace_milli_bpm: u16) -> WorldTime {
    let quiet_ms = u64::from(line.quiet_s) * 1_000 * u64::from(PACE_DEFAULT_MILLI_BPM);
    WorldTime::from_millis(u64::from(line.say_s) * 1_000 + quiet_ms / u64::from(pace_milli_bpm.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(exercise: Exercise, pace: u16) -> RunningExercise {
        let began = WorldTime::from_secs(50);
        let breathing = Breathing::start(pace, began);
        RunningExercise { exercise, began, breathing, paced_since: began, held: None }
    }

    #[test]
    fn every_line_comes_once_in_its_order_and_then_it_is_over() {
        for exercise in [Exercise::BodyScan, Exercise::MuscleRelaxation] {
            let running = running(exercise, 6_000);
            let length = guided_length(exercise, 6_000).unwrap();
            let mut told = Vec::new();
            let mut at = running.began;
            while let Some(guide) = Guide::at(&running, at) {
                assert!(guide.since <= at && (0.0..1.0).contains(&guide.share));
                if told.last() != Some(&guide.number) {
                    told.push(guide.number);
                }
                at = at + WorldTime::from_millis(250);
            }
            assert_eq!(told, (0..guidance(exercise).len()).collect::<Vec<_>>());
            assert!(at.since(running.began).as_secs_f64() - length.as_secs_f64() < 0.3);
        }
        assert_eq!(Guide::at(&running(Exercise::PacedBreathing, 6_000), WorldTime::from_secs(60)), None);
    }

    #[test]
    fn who_breathes_more_slowly_has_longer_quiet_and_the_same_words() {
        // Six breaths a minute are the measure; at 4.5 every quiet is 6 / 4.5 = 4/3 as long.
        let of = |pace| guided_length(Exercise::BodyScan, pace).unwrap().as_secs_f64();
        let lines = guidance(Exercise::BodyScan);
        let said: u16 = lines.iter().map(|line| line.say_s).sum();
        let quiet: u16 = lines.iter().map(|line| line.quiet_s).sum();
        assert!((of(6_000) - f64::from(said + quiet)).abs() < 0.05);
        assert!((of(4_500) - f64::from(said) - f64::from(quiet) * 4.0 / 3.0).abs() < 0.05);
        assert!(of(7_000) < of(6_000));
    }

    #[test]
    fn a_question_holds_the_guidance_and_the_line_that_was_broken_into_is_said_again_whole() {
        let running = running(Exercise::BodyScan, 6_000);
        let lines = guidance(Exercise::BodyScan);
        let (first, second) = (lines.first().unwrap(), lines.get(1).unwrap());
        let spoken = |line: &Line| WorldTime::from_secs(u64::from(line.say_s));
        let asked = running.began + line_length(first, 6_000) + WorldTime::from_secs(1);
        let held = hold(running, asked);
        for waited in [0, 30, 170] {
            let guide = Guide::at(&held, asked + WorldTime::from_secs(waited)).unwrap();
            assert_eq!((guide.number, guide.since), (1, asked.since(WorldTime::from_secs(1))));
        }
        let answered = asked + WorldTime::from_secs(170);
        let on = Guide::at(&go_on(held, answered), answered).unwrap();
        assert_eq!((on.number, on.since), (1, answered), "the second line from its beginning");
        // In the quiet after a line nothing is said twice: the quiet goes on where it was.
        let quiet = running.began + spoken(first) + WorldTime::from_millis(500);
        let on = go_on(hold(running, quiet), quiet + WorldTime::from_secs(60));
        assert_eq!(on.began, running.began + WorldTime::from_secs(60));
        assert!(second.say_s > 0 && first.quiet_s > 0, "the lines that this test stands on");
    }

    #[test]
    fn what_was_begun_under_a_question_begins_when_that_is_answered() {
        let running = running(Exercise::MuscleRelaxation, 6_000);
        let answered = running.began + WorldTime::from_secs(42);
        assert_eq!(go_on(hold(running, running.began), answered).began, answered);
        let search = super::tests::running(Exercise::ResonanceFinder, 7_000);
        let on = go_on(hold(search, search.began), answered);
        assert_eq!((on.began, on.paced_since), (answered, answered));
        let later = hold(search, search.began + WorldTime::from_secs(5));
        assert_eq!(later.held, None, "a search that is under way goes on: the heart is listened to");
    }

    #[test]
    fn the_voice_is_quiet_once_its_time_to_speak_is_over() {
        let running = running(Exercise::BodyScan, 6_000);
        let say_s = u64::from(guidance(Exercise::BodyScan).first().unwrap().say_s);
        let at = |seconds| running.began + WorldTime::from_secs(seconds);
        assert!(Guide::at(&running, at(say_s - 1)).unwrap().speaks(at(say_s - 1)));
        assert!(!Guide::at(&running, at(say_s)).unwrap().speaks(at(say_s)));
    }
}
