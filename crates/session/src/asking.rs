//! Questions in a session: put by a colleague or planned, answered one by one, passed over.

use crate::{
    act::Refusal,
    clock::WorldTime,
    event::{EventKind, FinishCause},
    id::{QuestionId, UserId},
    item::{ItemForm, PlannedSets},
    question::{Answer, Prepared, Prompt, Question},
    state::{Phase, State},
    step::{enter, finish},
};

/// A question about which nothing is done for so long is passed over: who dozes off, or looks away, is not kept waiting
/// behind a card, and the world or the way home comes by itself. Long enough to read it thrice and think.
pub const QUESTION_STANDS: WorldTime = WorldTime::from_secs(3 * 60);
/// A task stands for the minutes that it takes, and so much longer.
pub const TASK_SPARE: WorldTime = WorldTime::from_secs(2 * 60);
/// All planned questions of one step together take so long at most; those left are passed over. A session is 10 to 15
/// minutes by default (rule 3): asking must not outgrow it.
pub const ITEMS_LENGTH: WorldTime = WorldTime::from_secs(10 * 60);

/// What time does to the open question: nothing while the headset is off the head.
pub(crate) fn clock(state: &State, at: WorldTime) -> Vec<EventKind> {
    let Some(open) = state.question.as_ref().filter(|_| !state.paused) else { return Vec::new() };
    let planned = matches!(state.phase, Phase::ItemsBefore | Phase::ItemsAfter);
    let step_over = planned && at.since(state.items_since) >= ITEMS_LENGTH;
    if !step_over && at.since(state.question_since) < stands(&open.prompt) {
        return Vec::new();
    }
    let mut events = vec![EventKind::PassedByTime(open.id)];
    // A skipped answer fits every open question.
    let on = if step_over {
        pass_over(state)
    } else {
        answer(state, open.id, Answer::Skipped).unwrap_or_default()
    };
    events.extend(on);
    events
}

/// For how long a question stands about which nothing is done.
fn stands(prompt: &Prompt) -> WorldTime {
    match prompt {
        Prompt::Item(item) => match item.form {
            ItemForm::Task(minutes) => WorldTime::from_secs(60 * u64::from(minutes)) + TASK_SPARE,
            _ => QUESTION_STANDS,
        },
        Prompt::Prepared(_) | Prompt::Own { .. } => QUESTION_STANDS,
    }
}

/// A plan that became known late leaves out the world around the client: calmly, once, they are offered to go elsewhere.
pub(crate) fn elsewhere(state: &State) -> Vec<EventKind> {
    let avoided = state.world.is_some_and(|world| state.planned.avoids(world));
    if !avoided || state.elsewhere_asked || state.question.is_some() {
        return Vec::new();
    }
    let mut events: Vec<_> = state.menu.map(|_| EventKind::MenuShown(None)).into_iter().collect();
    let prompt = Prompt::Prepared(Prepared::Elsewhere);
    events.push(EventKind::QuestionAsked(Question { id: state.next_question(), prompt }));
    events
}

/// Whether the client is being offered to go elsewhere: the choice of a world is theirs then, whoever steers.
pub(crate) fn offers_elsewhere(state: &State) -> bool {
    open_elsewhere(state).is_some()
}

/// Going to another world is the answer to that offer.
pub(crate) fn went_elsewhere(state: &State) -> Option<EventKind> {
    let answered = |open: &Question| EventKind::QuestionAnswered { question: open.id, answer: Answer::Yes };
    open_elsewhere(state).map(answered)
}

fn open_elsewhere(state: &State) -> Option<&Question> {
    state.question.as_ref().filter(|open| open.prompt == Prompt::Prepared(Prepared::Elsewhere))
}

/// A colleague puts a question in the world.
pub(crate) fn ask(state: &State, prompt: &Prompt) -> Result<Vec<EventKind>, Refusal> {
    let short = !matches!(prompt, Prompt::Item(item) if !item.is_for_headset());
    if !short || !prompt.fits() {
        return Err(Refusal::OutOfRange);
    }
    if state.phase != Phase::World || state.question.is_some() {
        return Err(Refusal::NotNow);
    }
    let mut events: Vec<_> = state.menu.map(|_| EventKind::MenuShown(None)).into_iter().collect();
    events.push(EventKind::QuestionAsked(Question { id: state.next_question(), prompt: prompt.clone() }));
    Ok(events)
}

/// The open question is answered: planned ones make way for the next, and the last for the step after them.
pub(crate) fn answer(state: &State, id: QuestionId, answer: Answer) -> Result<Vec<EventKind>, Refusal> {
    let open = open(state, id)?;
    if !open.prompt.takes(answer) {
        return Err(Refusal::OutOfRange);
    }
    let mut events = vec![EventKind::QuestionAnswered { question: id, answer }];
    match state.phase {
        phase @ (Phase::ItemsBefore | Phase::ItemsAfter) => {
            let next = state.planned_question(phase, state.items_asked);
            events.push(next.map_or(enter(after(phase)), EventKind::QuestionAsked));
        }
        Phase::World if open.prompt == Prompt::Prepared(Prepared::StayLonger) && answer == Answer::No => {
            events.extend(finish(state, FinishCause::TimeUp));
        }
        _ => {}
    }
    Ok(events)
}

/// Yes or no to one choice of a question that takes any of several; after the last the question is answered.
pub(crate) fn mark(state: &State, id: QuestionId, choice: u8, yes: bool) -> Result<Vec<EventKind>, Refusal> {
    let (asked, marked) = state.marked;
    let Prompt::Item(item) = &open(state, id)?.prompt else { return Err(Refusal::NotNow) };
    let ItemForm::Some(all) = &item.form else { return Err(Refusal::NotNow) };
    if choice != asked {
        return Err(Refusal::QuestionNotOpen);
    }
    let marked = marked | u16::from(yes).checked_shl(u32::from(asked)).unwrap_or(0);
    let asked = asked.saturating_add(1);
    if usize::from(asked) >= all.len() {
        return answer(state, id, Answer::Some(marked));
    }
    Ok(vec![EventKind::ChoicesMarked { question: id, asked, marked }])
}

/// Whoever steers passes over all planned questions of this step.
pub(crate) fn pass_over(state: &State) -> Vec<EventKind> {
    let mut events = skipped(state);
    events.push(enter(after(state.phase)));
    events
}

/// The open question, put aside.
pub(crate) fn skipped(state: &State) -> Vec<EventKind> {
    let aside = |open: &Question| EventKind::QuestionAnswered { question: open.id, answer: Answer::Skipped };
    state.question.iter().map(aside).collect()
}

/// These events, and after them the planned questions of a step; where none is to be asked, the step after it.
pub(crate) fn on_to_items(state: &State, mut events: Vec<EventKind>, phase: Phase) -> Vec<EventKind> {
    let mut then = state.clone();
    for event in &events {
        then.apply(state.phase_since, event);
    }
    // Somebody who just reported panic or a headache is not asked more.
    let unwell = phase == Phase::ItemsAfter && !then.adverse_events.is_empty();
    match then.planned_question(phase, 0).filter(|_| !unwell) {
        Some(first) => events.extend([enter(phase), EventKind::QuestionAsked(first)]),
        None => events.push(enter(after(phase))),
    }
    events
}

/// What is planned became known; not while planned questions are being asked, and not when all are over.
pub(crate) fn planned(state: &State, planned: &PlannedSets) -> Vec<EventKind> {
    let late = matches!(state.phase, Phase::ItemsBefore | Phase::ItemsAfter | Phase::Leaving | Phase::Done);
    if late || *planned == state.sets || !planned.fits() {
        return Vec::new();
    }
    vec![EventKind::SetsPlanned(Box::new(planned.clone()))]
}

/// A colleague who answers, rates or reports for the client is told in the record, before what they gave: nobody takes it for the
/// client's own. Of a question that takes several choices one of them is enough.
pub(crate) fn given_by(state: &State, by: UserId, events: Vec<EventKind>) -> Vec<EventKind> {
    let told = events.iter().find_map(|event| match event {
        EventKind::QuestionAnswered { answer: Answer::Skipped, .. } => None,
        EventKind::QuestionAnswered { question, .. } | EventKind::ChoicesMarked { question, .. } => {
            (state.answered_for != Some(by)).then_some(EventKind::AnsweredFor { question: *question, by })
        }
        EventKind::TensionBefore(Some(_))
        | EventKind::TensionAfter(Some(_))
        | EventKind::DiscomfortReported(_) => Some(EventKind::GivenFor { by }),
        _ => None,
    });
    told.into_iter().chain(events).collect()
}

/// Whether the open question has choices that may stand on more than one card.
pub(crate) fn has_pages(state: &State) -> bool {
    let open = state.question.as_ref();
    open.is_some_and(|open| matches!(&open.prompt, Prompt::Item(item) if !item.form.choices().is_empty()))
}

fn open(state: &State, id: QuestionId) -> Result<&Question, Refusal> {
    state.question.as_ref().filter(|open| open.id == id).ok_or(Refusal::QuestionNotOpen)
}

/// The step after planned questions.
fn after(phase: Phase) -> Phase {
    if phase == Phase::ItemsBefore { Phase::Choice } else { Phase::Leaving }
}
