//! Sets of questions on their way to the headset, and its answers on their way back.

use super::{Answer, Form, Item, QuestionSet, Rater, When};
use crate::Words;
use serde::{Deserialize, Serialize};
use session::{
    EventKind, ITEMS_A_MOMENT_MAX, ItemForm, Phase, PlannedSet, PlannedSets, Prompt, QuestionId, Said,
    SetItem, Threshold, UserId,
};
use std::collections::BTreeMap;

/// When in a session something was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = AskedWhen))]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Before the world.
    Before,
    /// In the world.
    During,
    /// After it.
    After,
    /// Apart from a session.
    Apart,
}

/// The answers to one set in one step of a session, as its events tell them.
#[derive(Clone, Debug, PartialEq)]
pub struct FromSession {
    /// When the last was given, µs since 1970.
    pub at_us: i64,
    /// The set.
    pub set: String,
    /// Its version.
    pub version: u16,
    /// When in the session.
    pub asked: Asked,
    /// The colleague who gave answers for the client.
    pub by: Option<UserId>,
    /// Answers by item.
    pub answers: BTreeMap<String, Answer>,
}

impl From<&Words> for Said {
    fn from(words: &Words) -> Self {
        Said { nl: words.nl.clone(), en: words.en.clone() }
    }
}

impl Item {
    /// As the headset asks it; `None` for what is asked on the tablet: free text, long words, wide scales.
    pub fn for_headset(&self, set: &str, version: u16) -> Option<SetItem> {
        let all = |words: &[Words]| words.iter().map(Said::from).collect();
        let form = match &self.form {
            Form::Vas { low, high } => ItemForm::Line { low: low.into(), high: high.into() },
            Form::Nrs { from, to, low, high } => {
                ItemForm::Numbers { from: *from, to: *to, low: low.into(), high: high.into() }
            }
            Form::Likert { steps } => ItemForm::Steps(all(steps)),
            Form::Single { choices } => ItemForm::One(all(choices)),
            Form::Multiple { choices } => ItemForm::Some(all(choices)),
            Form::Assignment { minutes } => ItemForm::Task(*minutes),
            Form::Text { .. } => return None,
        };
        let (set, item) = (set.to_owned(), self.id.clone());
        Some(SetItem { set, version, item, text: Said::from(&self.text), form })
            .filter(SetItem::is_for_headset)
    }
}

impl QuestionSet {
    /// What the headset asks of it, in order. What others answer is not asked of the client.
    pub fn for_headset(&self) -> Vec<SetItem> {
        let items = self.items.iter().filter(|_| self.rater == Rater::Client);
        items.filter_map(|item| item.for_headset(&self.id, self.version)).collect()
    }

    /// The items that the headset does not ask.
    pub fn for_tablet(&self) -> impl Iterator<Item = &Item> {
        let asked_there =
            |item: &&Item| self.rater != Rater::Client || item.for_headset(&self.id, self.version).is_none();
        self.items.iter().filter(asked_there)
    }
}

/// What the headset asks of these sets before and after a session. `due_now` says whether one that is planned by the day is due.
/// A set goes whole or not at all: beyond [`ITEMS_A_MOMENT_MAX`] questions the rest waits for the tablet.
pub fn planned<'a>(sets: impl IntoIterator<Item = (&'a QuestionSet, &'a [When], bool)>) -> PlannedSets {
    let mut planned = PlannedSets::default();
    for (set, whens, due_now) in sets {
        let items = set.for_headset();
        if items.is_empty() {
            continue;
        }
        for when in whens {
            let (before, after, only_from) = match when {
                When::BeforeSession => (true, false, None),
                When::AfterSession => (false, true, None),
                When::Daily { .. } | When::Random { .. } => (due_now, false, None),
                When::OnThreshold { tension } => (true, true, Some(Threshold::Tension(*tension))),
                When::OnIndicator { score } => (false, true, Some(Threshold::Indicator(*score))),
            };
            for (is_asked, sets) in [(before, &mut planned.before), (after, &mut planned.after)] {
                let held: usize = sets.iter().map(|set| set.items.len()).sum();
                let known = sets.iter().any(|known| known.items == items);
                if is_asked && !known && held + items.len() <= ITEMS_A_MOMENT_MAX {
                    sets.push(PlannedSet { only_from, items: items.clone() });
                }
            }
        }
    }
    planned
}

/// What a session's events tell of answers to sets, in the order in which each was begun. `events` with their wall clock,
/// µs since 1970.
pub fn from_session<'a>(events: impl IntoIterator<Item = (i64, &'a EventKind)>) -> Vec<FromSession> {
    let mut found: Vec<FromSession> = Vec::new();
    let mut open: Option<(QuestionId, &SetItem)> = None;
    let (mut asked, mut by) = (Asked::During, None);
    for (at_us, event) in events {
        match event {
            EventKind::PhaseEntered(Phase::ItemsBefore) => asked = Asked::Before,
            EventKind::PhaseEntered(Phase::ItemsAfter) => asked = Asked::After,
            EventKind::PhaseEntered(_) => asked = Asked::During,
            EventKind::QuestionAsked(question) => {
                by = None;
                open = match &question.prompt {
                    Prompt::Item(item) => Some((question.id, item)),
                    _ => None,
                };
            }
            EventKind::AnsweredFor { by: colleague, .. } => by = Some(*colleague),
            EventKind::QuestionAnswered { question, answer } => {
                let Some((_, item)) = open.take().filter(|(id, _)| id == question) else { continue };
                let place = found.iter_mut().find(|known| {
                    (known.set == item.set && known.version == item.version) && known.asked == asked
                });
                let answer = of_headset(&item.form, *answer);
                // The same question once more in the world is a moment of its own.
                match place.filter(|known| !known.answers.contains_key(&item.item)) {
                    Some(known) => {
                        known.at_us = at_us;
                        known.by = known.by.or(by);
                        known.answers.insert(item.item.clone(), answer);
                    }
                    None => found.push(FromSession {
                        at_us,
                        set: item.set.clone(),
                        version: item.version,
                        asked,
                        by,
                        answers: BTreeMap::from([(item.item.clone(), answer)]),
                    }),
                }
            }
            _ => {}
        }
    }
    found
}

/// A headset's answer as an answer of the set.
fn of_headset(form: &ItemForm, answer: session::Answer) -> Answer {
    match (form, answer) {
        (ItemForm::Line { .. } | ItemForm::Numbers { .. }, session::Answer::Scale(value)) => {
            Answer::Number(value)
        }
        (ItemForm::Steps(_), session::Answer::One(step)) => Answer::Number(step),
        (ItemForm::One(_), session::Answer::One(one)) => Answer::One(one),
        (ItemForm::Some(_), session::Answer::Some(marked)) => {
            Answer::Some((0..16).filter(|bit| marked >> bit & 1 == 1).collect())
        }
        (ItemForm::Task(_), session::Answer::Yes) => Answer::Done(true),
        _ => Answer::Skipped,
    }
}
