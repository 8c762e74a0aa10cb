//! The one rule of a session: from what is true and what is asked to what happens. Runs in the headset; others predict with it.

use crate::{
    act::{Act, Input, Origin, Refusal},
    asking,
    calm::{CALM_AT_REST_PERMILLE, calm_target_permille},
    clock::WorldTime,
    event::{AdverseEvent, EventKind, ExerciseEnd, FinishCause, SteeringCause, ValueShown},
    exercise::{self, broken_off},
    id::UserId,
    planned,
    question::{Discomfort, Prepared, Prompt, Question},
    selfcheck::{SelfCheckItem, Verdict},
    state::{Phase, State, Steering, WATCHERS_MAX, Watcher},
};
use catalogue::{Exercise, World};

/// After this long in the world the client is asked whether to stay (rule 3: 10–15 minutes by default).
pub const PLANNED_LENGTH: WorldTime = WorldTime::from_secs(15 * 60);
/// After this long in the world the session ends softly (rule 3).
pub const SOFT_END: WorldTime = WorldTime::from_secs(30 * 60);
/// The break due after a session that ran to its soft end (rule 3: 10–15 minutes).
pub const REST_AFTER_LONG: WorldTime = WorldTime::from_secs(10 * 60);
/// How long the world stays, growing still, before the question after.
pub const CALM_END: WorldTime = WorldTime::from_secs(20);
/// So long after its end what a search gave stands before the client, and nothing is asked.
const SEARCH_TOLD: WorldTime = WorldTime::from_secs(30);
/// A rise in tension from before to after that a clinician must look at (rule 10).
pub const MARKED_WORSENING_POINTS: u8 = 3;

/// What happens when this is asked of this state at this moment; or why it does not.
///
/// Pure: the headset applies the events, Companion and server call it to predict and to check.
pub fn step(state: &State, input: &Input, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
    match input {
        Input::Act(Origin::Client, act) => client(state, act, at),
        Input::Act(Origin::Companion(user), act) => companion(state, *user, act, at),
        Input::Clock => Ok(clock(state, at)),
        Input::LeaseLapsed => Ok(give_back(state, SteeringCause::LinkLost)),
        Input::WatcherGone(user) => Ok(watcher_gone(state, *user)),
        Input::Heart(shown) => Ok(heart(state, shown)),
        Input::Coherence(permille) => Ok(exercise::coherence(state, *permille)),
        Input::Search(search) => Ok(exercise::found(state, search)),
        Input::OwnPace(pace) => Ok(exercise::own_pace(state, *pace)),
        Input::Worlds(worlds) => {
            Ok(planned::heard(state, worlds).map(EventKind::WorldsPlanned).into_iter().collect())
        }
        Input::Planned(planned) => Ok(asking::planned(state, planned)),
        Input::Lies(lies) => Ok(lies_now(state, *lies)),
        Input::Means(means) => Ok(exercise::means(state, *means)),
        Input::Allocated(feed) => Ok(exercise::allocate(state, *feed)),
        Input::Paused(paused) if *paused == state.paused => Ok(Vec::new()),
        Input::Paused(true) => Ok(vec![EventKind::Paused]),
        Input::Paused(false) => Ok(vec![EventKind::Resumed]),
    }
}

fn client(state: &State, act: &Act, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
    match act {
        // Always possible, whatever stands open and whoever steers (rules 5 and 6).
        Act::Leave => Ok(leave(state)),
        Act::Calm => Ok(calm(state)),
        Act::HandBack => Ok(give_back(state, SteeringCause::ClientTookBack)),
        Act::ReportDiscomfort(discomfort) => report_discomfort(state, *discomfort),
        Act::AnswerWatch(yes) => answer_watch(state, *yes),
        Act::StopWatching => Ok(stop_all_watching(state)),
        Act::Finish if state.phase == Phase::World => Ok(finish(state, FinishCause::Client)),
        Act::RequestWatch(_)
        | Act::TakeOver
        | Act::Renew
        | Act::Ask(_)
        | Act::Clear { .. }
        | Act::KeepPace(_)
        | Act::SetFeed(_) => Err(Refusal::CompanionOnly),
        // The client answers for themselves, also while a colleague steers.
        Act::Begin
        | Act::SpeakLanguage(_)
        | Act::AnswerSelfCheck { .. }
        | Act::RateTension(_)
        | Act::Skip
        | Act::Answer { .. }
        | Act::Mark { .. }
        | Act::DiscomfortFelt
        | Act::Continue
        | Act::TurnPage
        | Act::Touch(_)
        | Act::SetLying(_)
        | Act::SetVolume(_) => content(state, act, at),
        // An offer to the client is theirs to take.
        Act::ChooseWorld(_) if asking::offers_elsewhere(state) => content(state, act, at),
        // Content is in one pair of hands at a time.
        _ if state.steering != Steering::Client => Err(Refusal::SomebodyElseSteers),
        _ => content(state, act, at),
    }
}

fn companion(state: &State, user: UserId, act: &Act, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
    if let Act::RequestWatch(watcher) = act {
        return request_watch(state, user, watcher);
    }
    if !state.is_watched_by(user) {
        return Err(Refusal::NotWatching);
    }
    match act {
        Act::StopWatching => Ok(watcher_gone(state, user)),
        Act::TakeOver => take_over(state, user),
        Act::Ask(prompt) => asking::ask(state, prompt),
        Act::Clear { reason } => clear(state, user, reason),
        Act::KeepPace(pace) => exercise::keep_pace(state, *pace),
        Act::SetFeed(feed) => exercise::set_feed(state, *feed),
        Act::AnswerWatch(_) | Act::Leave | Act::ShowMenu(_) | Act::RequestWatch(_) => {
            Err(Refusal::ClientOnly)
        }
        _ => match state.steering {
            Steering::Companion(steers) if steers == user => match act {
                Act::Renew => Ok(Vec::new()),
                Act::HandBack => Ok(give_back(state, SteeringCause::HandedBack)),
                Act::Calm => Ok(calm(state)),
                Act::Finish if state.phase == Phase::World => Ok(finish(state, FinishCause::Companion)),
                Act::ReportDiscomfort(discomfort) => {
                    Ok(asking::given_by(state, user, report_discomfort(state, *discomfort)?))
                }
                _ => Ok(asking::given_by(state, user, content(state, act, at)?)),
            },
            Steering::Companion(_) => Err(Refusal::SomebodyElseSteers),
            Steering::Client => Err(Refusal::NotSteering),
        },
    }
}

/// What whoever steers can do with the session's content.
fn content(state: &State, act: &Act, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
    match (act, state.phase) {
        (Act::SpeakLanguage(language), _) => {
            Ok(if *language == state.language { vec![] } else { vec![EventKind::LanguageChanged(*language)] })
        }
        (Act::Begin, Phase::Welcome) if at < state.rest_until => Err(Refusal::Resting),
        (Act::Begin, Phase::Welcome) => Ok(vec![enter(Phase::SelfCheck(SelfCheckItem::Settled))]),
        (Act::AnswerSelfCheck { item, yes }, Phase::SelfCheck(asked)) if *item == asked => {
            Ok(answer_self_check(asked, *yes))
        }
        (Act::RateTension(0..=10) | Act::Skip, Phase::TensionBefore) => {
            let rated = vec![EventKind::TensionBefore(rating(act))];
            Ok(asking::on_to_items(state, rated, Phase::ItemsBefore))
        }
        (Act::RateTension(0..=10) | Act::Skip, Phase::TensionAfter) => Ok(rate_after(state, rating(act))),
        (Act::RateTension(_), Phase::TensionBefore | Phase::TensionAfter) => Err(Refusal::OutOfRange),
        (Act::ChooseWorld(world), Phase::Choice | Phase::World) if state.planned.avoids(*world) => {
            Err(Refusal::Avoided)
        }
        (Act::ChooseWorld(world), Phase::Choice | Phase::World) => Ok(enter_world(state, *world)),
        (Act::ShowMenu(menu), Phase::World) => {
            Ok(if *menu == state.menu { vec![] } else { vec![EventKind::MenuShown(*menu)] })
        }
        (Act::StartExercise { exercise, pace_milli_bpm }, Phase::World) => {
            exercise::start_exercise(state, *exercise, *pace_milli_bpm, at)
        }
        // A search goes its own way, and what has no pacer has no pace.
        (Act::SetPace(_), Phase::World)
            if state.exercise.is_some_and(|running| {
                running.exercise == Exercise::ResonanceFinder || !running.exercise.breathes()
            }) =>
        {
            Err(Refusal::NotNow)
        }
        (Act::Touch(thing), Phase::World) => exercise::touch(state, *thing, at),
        (Act::TurnPage, Phase::Choice | Phase::DiscomfortKind) => Ok(vec![next_page(state)]),
        (Act::TurnPage, Phase::World) if state.menu.is_some() => Ok(vec![next_page(state)]),
        // The choices of a question out of a set.
        (Act::TurnPage, _) if asking::has_pages(state) => Ok(vec![next_page(state)]),
        (Act::SetPace(pace), Phase::World) if state.exercise.is_some() => {
            if exercise::allowed(*pace) {
                Ok(vec![EventKind::PaceSet(*pace)])
            } else {
                Err(Refusal::OutOfRange)
            }
        }
        (Act::Skip, Phase::World) if state.runs(Exercise::ResonanceFinder) => {
            let mut events: Vec<_> = state.menu.map(|_| EventKind::MenuShown(None)).into_iter().collect();
            events.push(exercise::next_pace(state));
            Ok(events)
        }
        (Act::StopExercise, Phase::World) if state.exercise.is_some() => {
            // What a search gave is told where the menu stood.
            let menu = state.menu.filter(|_| state.runs(Exercise::ResonanceFinder));
            let mut events: Vec<_> = menu.map(|_| EventKind::MenuShown(None)).into_iter().collect();
            events.push(EventKind::ExerciseEnded(ExerciseEnd::Stopped));
            Ok(events)
        }
        (Act::SetTimeOfDay(minutes), Phase::World) => {
            let (first, last) = state.world.map_or((0, 0), World::minutes_range);
            let within = (first..=last).contains(minutes);
            if within { Ok(vec![EventKind::TimeOfDaySet(*minutes)]) } else { Err(Refusal::OutOfRange) }
        }
        (Act::SetLying(_), Phase::Done) => Err(Refusal::NotNow),
        (Act::SetLying(lies), _) => Ok(lies_now(state, *lies)),
        (Act::SetVolume(volume), _) if *volume <= 100 => Ok(vec![EventKind::VolumeSet(*volume)]),
        (Act::SetVolume(_), _) => Err(Refusal::OutOfRange),
        (Act::Answer { question, answer }, _) => asking::answer(state, *question, *answer),
        (Act::Mark { question, choice, yes }, _) => asking::mark(state, *question, *choice, *yes),
        (Act::Skip, Phase::ItemsBefore | Phase::ItemsAfter) => Ok(asking::pass_over(state)),
        (Act::Continue, Phase::CalmEnd) => Ok(vec![enter(Phase::TensionAfter)]),
        (Act::DiscomfortFelt, Phase::Discomfort) => Ok(vec![enter(Phase::DiscomfortKind)]),
        (Act::Skip, Phase::Discomfort | Phase::DiscomfortKind) => {
            Ok(asking::on_to_items(state, Vec::new(), Phase::ItemsAfter))
        }
        (Act::Continue, Phase::Leaving) => Ok(vec![EventKind::Ended, enter(Phase::Done)]),
        _ => Err(Refusal::NotNow),
    }
}

fn answer_self_check(item: SelfCheckItem, yes: bool) -> Vec<EventKind> {
    let answered = EventKind::SelfCheckAnswered { item, yes };
    match item.verdict(yes) {
        Verdict::PutRight => vec![answered],
        Verdict::Clear => vec![answered, enter(after_self_check(item))],
        Verdict::Clinician | Verdict::HardStop => vec![answered, enter(Phase::Held(item))],
    }
}

fn after_self_check(item: SelfCheckItem) -> Phase {
    item.next().map_or(Phase::TensionBefore, Phase::SelfCheck)
}

/// A colleague lets a held client go on; a hard stop stays a stop (rule 1).
fn clear(state: &State, by: UserId, reason: &str) -> Result<Vec<EventKind>, Refusal> {
    let Phase::Held(item) = state.phase else { return Err(Refusal::NotNow) };
    let stopped = [true, false].map(|yes| item.verdict(yes)).contains(&Verdict::HardStop);
    if stopped || reason.trim().is_empty() || reason.chars().count() > 400 {
        return Err(if stopped { Refusal::Unsafe } else { Refusal::OutOfRange });
    }
    let cleared = EventKind::SelfCheckCleared { item, by, reason: reason.trim().to_owned() };
    Ok(vec![cleared, enter(after_self_check(item))])
}

fn rating(act: &Act) -> Option<u8> {
    if let Act::RateTension(value) = act { Some(*value) } else { None }
}

fn rate_after(state: &State, after: Option<u8>) -> Vec<EventKind> {
    let mut events = vec![EventKind::TensionAfter(after)];
    if let (Some(before), Some(after)) = (state.tension_before, after)
        && after >= before.saturating_add(MARKED_WORSENING_POINTS)
    {
        events.push(EventKind::AdverseEventNoted(AdverseEvent::MarkedWorsening));
    }
    events.push(enter(Phase::Discomfort));
    events
}

fn enter_world(state: &State, world: World) -> Vec<EventKind> {
    let mut events = broken_off(state);
    events.extend(asking::went_elsewhere(state));
    events.extend(state.menu.map(|_| EventKind::MenuShown(None)));
    events.push(EventKind::WorldEntered(world));
    if state.phase != Phase::World {
        events.push(enter(Phase::World));
    }
    events
}

/// The client lies from now on, or sits: news only where it changed and a session goes on.
fn lies_now(state: &State, lies: bool) -> Vec<EventKind> {
    let news = lies != state.lying && state.phase != Phase::Done;
    if news { vec![EventKind::LyingSet(lies)] } else { Vec::new() }
}

fn report_discomfort(state: &State, discomfort: Discomfort) -> Result<Vec<EventKind>, Refusal> {
    let at_the_end = matches!(state.phase, Phase::Discomfort | Phase::DiscomfortKind);
    if !at_the_end && (state.phase != Phase::World || discomfort == Discomfort::None) {
        return Err(Refusal::NotNow);
    }
    let mut events = if at_the_end { Vec::new() } else { calm(state) };
    events.push(EventKind::DiscomfortReported(discomfort));
    match discomfort {
        Discomfort::Panic => events.push(EventKind::AdverseEventNoted(AdverseEvent::Panic)),
        Discomfort::Headache => events.push(EventKind::AdverseEventNoted(AdverseEvent::Headache)),
        Discomfort::None | Discomfort::Dizzy | Discomfort::Nausea | Discomfort::Other => {}
    }
    if at_the_end {
        return Ok(asking::on_to_items(state, events, Phase::ItemsAfter));
    }
    Ok(events)
}

/// Back to calm (rule 5). In a world everything but the world goes; with nothing left to put away, the way out opens.
fn calm(state: &State) -> Vec<EventKind> {
    if state.phase != Phase::World {
        return if state.phase == Phase::CalmEnd { vec![] } else { leave(state) };
    }
    let mut events = broken_off(state);
    events.extend(asking::skipped(state));
    events.extend(state.menu.map(|_| EventKind::MenuShown(None)));
    events.extend(give_back(state, SteeringCause::ClientTookBack));
    if events.is_empty() {
        return finish(state, FinishCause::Client);
    }
    events
}

/// Softly to the end of the world.
pub(crate) fn finish(state: &State, cause: FinishCause) -> Vec<EventKind> {
    let mut events = put_away(state);
    events.push(EventKind::Finishing(cause));
    events.push(enter(Phase::CalmEnd));
    events
}

/// Out at once (rule 5). The record says so; nothing is asked of someone who wants to be out.
fn leave(state: &State) -> Vec<EventKind> {
    if state.phase == Phase::Done {
        return Vec::new();
    }
    let mut events = put_away(state);
    let cause =
        if matches!(state.phase, Phase::Held(_)) { FinishCause::SelfCheck } else { FinishCause::Left };
    events.push(EventKind::Finishing(cause));
    events.push(EventKind::Ended);
    events.push(enter(Phase::Done));
    events
}

fn put_away(state: &State) -> Vec<EventKind> {
    let mut events = broken_off(state);
    events.extend(asking::skipped(state));
    events.extend(give_back(state, SteeringCause::Ending));
    events
}

fn request_watch(state: &State, user: UserId, watcher: &Watcher) -> Result<Vec<EventKind>, Refusal> {
    let full = state.watchers.len() >= WATCHERS_MAX && !state.is_watched_by(user);
    if watcher.user != user || state.phase == Phase::Done || full {
        return Err(Refusal::NotNow);
    }
    if state.is_watched_by(user) {
        return Ok(vec![EventKind::WatchStarted(watcher.clone())]);
    }
    Ok(vec![EventKind::WatchRequested(watcher.clone())])
}

fn answer_watch(state: &State, yes: bool) -> Result<Vec<EventKind>, Refusal> {
    let watcher = state.watch_request.clone().ok_or(Refusal::NotNow)?;
    Ok(vec![if yes { EventKind::WatchStarted(watcher) } else { EventKind::WatchDeclined(watcher.user) }])
}

fn take_over(state: &State, user: UserId) -> Result<Vec<EventKind>, Refusal> {
    match state.steering {
        Steering::Companion(steers) if steers == user => Ok(Vec::new()),
        Steering::Companion(_) => Err(Refusal::SomebodyElseSteers),
        Steering::Client if state.phase == Phase::Done => Err(Refusal::NotNow),
        Steering::Client => {
            let mut events: Vec<_> = state.menu.map(|_| EventKind::MenuShown(None)).into_iter().collect();
            events.push(EventKind::SteeringChanged {
                to: Steering::Companion(user),
                cause: SteeringCause::TakenOver,
            });
            Ok(events)
        }
    }
}

fn give_back(state: &State, cause: SteeringCause) -> Vec<EventKind> {
    match state.steering {
        Steering::Client => Vec::new(),
        Steering::Companion(_) => vec![EventKind::SteeringChanged { to: Steering::Client, cause }],
    }
}

fn watcher_gone(state: &State, user: UserId) -> Vec<EventKind> {
    if !state.is_watched_by(user) {
        return Vec::new();
    }
    let mut events = match state.steering {
        Steering::Companion(steers) if steers == user => give_back(state, SteeringCause::HandedBack),
        _ => Vec::new(),
    };
    events.push(EventKind::WatchEnded(user));
    events
}

fn stop_all_watching(state: &State) -> Vec<EventKind> {
    let mut events = give_back(state, SteeringCause::ClientTookBack);
    events.extend(state.watchers.iter().map(|watcher| EventKind::WatchEnded(watcher.user)));
    events
}

fn heart(state: &State, shown: &ValueShown) -> Vec<EventKind> {
    let target = calm_target_permille(shown.score).max(CALM_AT_REST_PERMILLE);
    let mut events = vec![EventKind::ValueShown(shown.clone())];
    if state.calm.target_permille.abs_diff(target) >= 20 {
        events.push(EventKind::CalmTargeted(target));
    }
    events
}

fn clock(state: &State, at: WorldTime) -> Vec<EventKind> {
    match state.phase {
        Phase::World => {
            let inside = state.world_since.map_or(WorldTime::START, |since| at.since(since));
            if inside >= SOFT_END {
                return finish(state, FinishCause::TimeUp);
            }
            if let Some(turned) = exercise::clock(state, at) {
                return vec![turned];
            }
            let passed = asking::clock(state, at);
            if !passed.is_empty() {
                return passed;
            }
            let elsewhere = asking::elsewhere(state);
            if !elsewhere.is_empty() {
                return elsewhere;
            }
            // What a search gave may first be read.
            let told = state.searched_at.is_none_or(|searched| at.since(searched) >= SEARCH_TOLD);
            let free = state.exercise.is_none() && state.question.is_none() && told;
            if inside >= PLANNED_LENGTH && !state.stay_longer_asked && free {
                let prompt = Prompt::Prepared(Prepared::StayLonger);
                return vec![EventKind::QuestionAsked(Question { id: state.next_question(), prompt })];
            }
            Vec::new()
        }
        Phase::ItemsBefore | Phase::ItemsAfter => asking::clock(state, at),
        Phase::CalmEnd if at.since(state.phase_since) >= CALM_END => vec![enter(Phase::TensionAfter)],
        _ => Vec::new(),
    }
}

fn next_page(state: &State) -> EventKind {
    EventKind::PageTurned(state.page.wrapping_add(1))
}

pub(crate) fn enter(phase: Phase) -> EventKind {
    EventKind::PhaseEntered(phase)
}
