//! What can happen around an exercise: how it begins, goes on by itself and ends, and what the heart gives it.

use crate::{
    act::Refusal,
    clock::WorldTime,
    event::{EventKind, ExerciseEnd},
    guide::guided_length,
    play::touchable,
    question::{Prepared, Prompt, Question},
    search::{Feed, PaceSearch, PaceSource, SearchOutcome},
    state::{Phase, State},
    step::{PLANNED_LENGTH, SOFT_END},
};
use catalogue::{
    Exercise, PACE_DEFAULT_MILLI_BPM, PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM, SEARCH_PACES_MILLI_BPM,
};
use serde::{Deserialize, Serialize};

/// How long an exercise without guidance runs by itself.
pub const EXERCISE_LENGTH: WorldTime = WorldTime::from_secs(5 * 60);
/// How long a search for the own pace stays at each pace.
pub const SEARCH_PACE_LENGTH: WorldTime = WorldTime::from_secs(2 * 60);
/// How long a search takes that is not hurried.
pub const SEARCH_LENGTH: WorldTime = WorldTime::from_secs(2 * 60 * SEARCH_PACES_MILLI_BPM.len() as u64);
/// A coherence that differs by less than this from the one last shown changes nothing, thousandths.
const COHERENCE_STEP: u16 = 30;

/// What the headset can offer besides breathing along. Records from before this was told were drawn as if all was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Means {
    /// A heart was heard lately: without one a search for the own pace could find nothing.
    pub heart: bool,
    /// What exercises need that comes later is here: their pictures, and what a voice says.
    pub parts: bool,
}

impl Default for Means {
    fn default() -> Self {
        Self { heart: true, parts: true }
    }
}

impl State {
    /// Whether this exercise stands in the menu at this moment. Headset, Companion and replay draw their pages by this.
    pub fn offers(&self, exercise: Exercise, at: WorldTime) -> bool {
        let here = self.world.is_some_and(|world| exercise.lives_in(world));
        let heard = self.means.heart || exercise != Exercise::ResonanceFinder;
        here && heard && self.means.show(exercise) && exercise_fits(self, exercise, self.pace_to_begin(), at)
    }

    /// The exercises that stand in the menu at this moment, in their order.
    pub fn offered(&self, at: WorldTime) -> Vec<Exercise> {
        Exercise::ALL.into_iter().filter(|exercise| self.offers(*exercise, at)).collect()
    }

    /// The pace that an exercise begins with where nobody sets another: the client's own, once known.
    pub fn pace_to_begin(&self) -> u16 {
        self.own_pace_milli_bpm.unwrap_or(PACE_DEFAULT_MILLI_BPM)
    }
}

impl Means {
    /// Whether the headset has what this exercise shows and says.
    fn show(self, exercise: Exercise) -> bool {
        self.parts || exercise.breathes()
    }
}

/// What the headset can offer changed; not told before there is a world, nor when all is over.
pub(crate) fn means(state: &State, means: Means) -> Vec<EventKind> {
    let told = state.phase == Phase::World && state.means != means;
    if told { vec![EventKind::MeansKnown(means)] } else { Vec::new() }
}

pub(crate) fn start_exercise(
    state: &State,
    exercise: Exercise,
    pace: u16,
    at: WorldTime,
) -> Result<Vec<EventKind>, Refusal> {
    if !allowed(pace) {
        return Err(Refusal::OutOfRange);
    }
    if !state.world.is_some_and(|world| exercise.lives_in(world)) {
        return Err(Refusal::NotNow);
    }
    let searches = exercise == Exercise::ResonanceFinder;
    // What cannot be shown does not begin: the record tells of nothing that was not there.
    if !state.means.show(exercise) || !exercise_fits(state, exercise, pace, at) {
        return Err(Refusal::NotNow);
    }
    let first = SEARCH_PACES_MILLI_BPM.first().copied().unwrap_or(pace);
    let pace_milli_bpm = if searches { first } else { pace };
    let mut events = broken_off(state);
    events.extend(state.menu.map(|_| EventKind::MenuShown(None)));
    events.push(EventKind::ExerciseStarted { exercise, pace_milli_bpm });
    // What goes its own way past the planned length is not broken into later: it is asked now (rule 3), and the exercise
    // waits for the answer (`RunningExercise::held`).
    let length = whole_length(exercise, pace);
    let late = length.is_some_and(|length| inside(state, at) + length > PLANNED_LENGTH);
    if late && !state.stay_longer_asked && state.question.is_none() {
        let prompt = Prompt::Prepared(Prepared::StayLonger);
        events.push(EventKind::QuestionAsked(Question { id: state.next_question(), prompt }));
    }
    Ok(events)
}

/// Whether an exercise that is only good as a whole, and begins now at this pace, is over before the soft end of the
/// session; others can end at any moment and always fit.
pub fn exercise_fits(state: &State, exercise: Exercise, pace_milli_bpm: u16, at: WorldTime) -> bool {
    whole_length(exercise, pace_milli_bpm).is_none_or(|length| inside(state, at) + length <= SOFT_END)
}

/// How long an exercise takes that is only good as a whole.
fn whole_length(exercise: Exercise, pace_milli_bpm: u16) -> Option<WorldTime> {
    let search = (exercise == Exercise::ResonanceFinder).then_some(SEARCH_LENGTH);
    search.or_else(|| guided_length(exercise, pace_milli_bpm))
}

/// The thing of the exercise with this number answers, where it can be touched now.
pub(crate) fn touch(state: &State, thing: u8, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
    let there = touchable(state, at).any(|(number, _)| number == thing);
    if there { Ok(vec![EventKind::Touched(thing)]) } else { Err(Refusal::NotNow) }
}

fn inside(state: &State, at: WorldTime) -> WorldTime {
    state.world_since.map_or(WorldTime::START, |since| at.since(since))
}

pub(crate) fn allowed(pace_milli_bpm: u16) -> bool {
    (PACE_MIN_MILLI_BPM..=PACE_MAX_MILLI_BPM).contains(&pace_milli_bpm)
}

/// On to the next pace of a search, or to its end.
pub(crate) fn next_pace(state: &State) -> EventKind {
    let now = state.exercise.map(|running| running.breathing.pace_milli_bpm);
    let next = SEARCH_PACES_MILLI_BPM.into_iter().skip_while(|pace| Some(*pace) != now).nth(1);
    next.map_or(EventKind::ExerciseEnded(ExerciseEnd::Completed), EventKind::PaceSet)
}

pub(crate) fn keep_pace(state: &State, pace_milli_bpm: u16) -> Result<Vec<EventKind>, Refusal> {
    if !allowed(pace_milli_bpm) {
        return Err(Refusal::OutOfRange);
    }
    if state.phase == Phase::Done {
        return Err(Refusal::NotNow);
    }
    let known = state.own_pace_chosen && state.own_pace_milli_bpm == Some(pace_milli_bpm);
    let set = EventKind::OwnPaceSet { pace_milli_bpm, source: PaceSource::Colleague };
    Ok(if known { Vec::new() } else { vec![set] })
}

/// Which heart drives it is settled before anything of it is seen, so that a session has one arm.
pub(crate) fn set_feed(state: &State, feed: Feed) -> Result<Vec<EventKind>, Refusal> {
    if state.world_since.is_some() || state.phase == Phase::Done || state.feed_allocated {
        return Err(Refusal::NotNow);
    }
    Ok(if state.feed == feed { Vec::new() } else { vec![EventKind::FeedSet(feed)] })
}

/// What a study allocated holds from before the world is seen, and is told in every arm. Heard later, or again, it changes nothing.
pub(crate) fn allocate(state: &State, feed: Feed) -> Vec<EventKind> {
    let settled = state.world_since.is_some() || state.phase == Phase::Done || state.feed_allocated;
    if settled { Vec::new() } else { vec![EventKind::FeedAllocated(feed)] }
}

pub(crate) fn coherence(state: &State, permille: Option<u16>) -> Vec<EventKind> {
    let changed = match (state.coherence_permille, permille) {
        (Some(before), Some(now)) => before.abs_diff(now) >= COHERENCE_STEP,
        (before, now) => before != now,
    };
    let told = changed && state.runs(Exercise::CoherenceGarden);
    if told {
        vec![EventKind::CoherenceShown(permille.map(|permille| permille.min(1_000)))]
    } else {
        Vec::new()
    }
}

/// What a search gave is told once, after it ended.
pub(crate) fn found(state: &State, search: &PaceSearch) -> Vec<EventKind> {
    let within = match search.outcome {
        SearchOutcome::Found { pace_milli_bpm, .. } => allowed(pace_milli_bpm),
        SearchOutcome::Unknown(_) => true,
    };
    let waited_for = state.searched_at.is_some() && state.search.is_none() && state.phase != Phase::Done;
    if waited_for && within { vec![EventKind::PaceFound(search.clone())] } else { Vec::new() }
}

pub(crate) fn own_pace(state: &State, pace_milli_bpm: u16) -> Vec<EventKind> {
    let news = state.own_pace_milli_bpm.is_none() && state.phase != Phase::Done && allowed(pace_milli_bpm);
    let set = EventKind::OwnPaceSet { pace_milli_bpm, source: PaceSource::Earlier };
    if news { vec![set] } else { Vec::new() }
}

/// What time does to the exercise that runs.
pub(crate) fn clock(state: &State, at: WorldTime) -> Option<EventKind> {
    let running = state.exercise.filter(|running| running.held.is_none())?;
    if running.exercise == Exercise::ResonanceFinder {
        return (at.since(running.paced_since) >= SEARCH_PACE_LENGTH).then(|| next_pace(state));
    }
    let guided = guided_length(running.exercise, running.breathing.pace_milli_bpm);
    let over = at.since(running.began) >= guided.unwrap_or(EXERCISE_LENGTH);
    over.then_some(EventKind::ExerciseEnded(ExerciseEnd::Completed))
}

pub(crate) fn broken_off(state: &State) -> Vec<EventKind> {
    state.exercise.map(|_| EventKind::ExerciseEnded(ExerciseEnd::BrokenOff)).into_iter().collect()
}
