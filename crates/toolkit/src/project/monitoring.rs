//! Appendix 1 of the guide, filled: from real use where that is recorded anyway, from the smallest question where it is not.
//!
//! What goes in are raw counts and answers; what comes out can be shown to anybody of the house, for a cell of fewer than five
//! people is left out here, and nothing later can bring it back.

use super::{COORDINATOR, Day, FRONT_RUNNER, PhaseId, Project, Refusal};
use crate::guide::{self, Category, Effect, Monitored};
use serde::{Deserialize, Serialize};
use session::UserId;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer people than this are not shown.
pub const CELL_MIN: u32 = 5;
/// A question to the same role comes again after so many days.
pub const QUESTION_EVERY_DAYS: i32 = 30;
/// The highest answer of a scale.
const SCALE_MAX: u8 = 10;
const INFLUENCES_MAX: usize = 10;
const ANSWERS_MAX: usize = 20_000;

/// What was answered to a question of the monitoring list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub on: Day,
    /// By whom it was written down; never shown.
    pub by: UserId,
    /// Id of the item.
    pub item: String,
    /// 0 to 10, or the place among the answers that the question names.
    pub value: Option<u8>,
    /// In words.
    pub words: Option<String>,
    /// Ids of barriers and facilitators.
    pub influences: Vec<String>,
}

/// All that was answered, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<Answer>);

/// What the record says of the project's places over its time: raw counts, for [`monitoring`] only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Use {
    /// Colleagues in the teams of its places.
    pub colleagues: u32,
    /// Colleagues who watched along or steered in a session.
    pub professionals: u32,
    /// Clients who had a session.
    pub clients: u32,
    /// Sessions of who stays unknown.
    pub anonymous: u32,
    /// All sessions.
    pub sessions: u32,
    /// Minutes of all sessions.
    pub minutes: u32,
    /// Monday, and sessions in the week from it; every week of the time.
    pub weeks: Vec<(Day, u32)>,
    /// Sessions in which a colleague watched along or steered.
    pub guided: u32,
    /// Sessions that were broken off.
    pub broken_off: u32,
    /// Tension before minus after, of each session with both.
    pub drops: Vec<i8>,
    /// Clients among those.
    pub rated_clients: u32,
    /// Sessions in which something went wrong.
    pub adverse: u32,
    /// Headsets.
    pub headsets: u32,
    /// Faults that were told.
    pub faults: u32,
    /// Clients by indication of their screening.
    pub indications: Vec<(String, u32)>,
    /// New versions of clients' plans.
    pub plan_changes: u32,
}

/// The monitoring list, filled, of one project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Figures {
    /// From this day on.
    pub from: Day,
    /// Up to and with this day.
    pub until: Day,
    /// One line per item of the list, in its order.
    pub lines: Vec<Line>,
    /// Sessions over time; empty where they are of too few clients.
    pub weeks: Vec<Week>,
    /// How many weeks each of those is: as few as leave no small cell, at most four.
    pub weeks_each: u8,
}

/// Sessions in a week, or in a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Week {
    /// The first Monday.
    pub monday: Day,
    /// How many.
    pub sessions: u32,
}

/// One item of the list with what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Line {
    /// Id of the item.
    pub item: String,
    /// What real use says.
    pub figures: Vec<Figure>,
    /// How many answered; `None` where fewer than five did and it is about people, zero where nobody was asked yet.
    pub answered: Option<u32>,
    /// The mean of a scale from 0 to 10.
    pub mean: Option<Mean>,
    /// How often each answer was given, by its place among those of the question.
    pub spread: Vec<Spread>,
    /// Barriers or facilitators that were named, the most often named first.
    pub influences: Vec<Spread>,
    /// What was said, without who said it.
    pub said: Vec<String>,
}

/// A figure out of real use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Figure {
    /// What it is: the end of a text's id.
    pub name: String,
    /// What it is about, where one name stands for several: an indication, a phase.
    pub about: Option<String>,
    /// The number; `None` where it is of fewer than five people.
    pub value: Option<f64>,
}

/// A mean with how many it is of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Of how many.
    pub n: u32,
}

/// How often something was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Spread {
    /// Which answer: its place, or an influence's id.
    pub answer: String,
    /// How often.
    pub times: u32,
}

/// The role that an item's question is asked of; `None` of an item without a question.
pub fn asked_of(item: &str) -> Option<&'static str> {
    entry(item)?.asked.as_ref().map(|asked| asked.of)
}

fn entry(item: &str) -> Option<&'static Monitored> {
    guide::MONITORING.iter().find(|entry| entry.id == item)
}

impl Project {
    /// From when its use counts: the pilot's beginning, and before a pilot its own.
    pub fn measured_from(&self, today: Day) -> Day {
        self.began(PhaseId::Pilot).or(self.phases.first().map(|begun| begun.on)).unwrap_or(today)
    }

    pub(super) fn answer(&mut self, answer: Answer) -> Result<(), Refusal> {
        let asked = entry(&answer.item).and_then(|entry| entry.asked.as_ref());
        let asked = asked.ok_or(Refusal::Unknown("item"))?;
        if self.answers.0.len() >= ANSWERS_MAX {
            return Err(Refusal::Many);
        }
        let most =
            if asked.scale { Some(usize::from(SCALE_MAX)) } else { asked.choices.len().checked_sub(1) };
        let fits = match answer.value {
            Some(value) => most.is_some_and(|most| usize::from(value) <= most),
            None => most.is_none(),
        };
        let known = |id: &String| {
            guide::INFLUENCES.iter().any(|it| it.id == id.as_str() && Some(it.effect) == asked.influences)
        };
        let once: BTreeSet<&String> = answer.influences.iter().collect();
        let names = answer.influences.iter().all(known) && once.len() == answer.influences.len();
        if !fits || !names || answer.influences.len() > INFLUENCES_MAX {
            return Err(Refusal::Unknown("answer"));
        }
        if answer.value.is_none() && answer.words.is_none() && answer.influences.is_empty() {
            return Err(Refusal::Words("words"));
        }
        // Whoever says it again within the month says it instead; of clients each answer is another's.
        if asked.of != "client" {
            self.answers.0.retain(|old| {
                let again = old.item == answer.item && old.by == answer.by;
                !again || answer.on.since(old.on) >= QUESTION_EVERY_DAYS
            });
        }
        self.answers.0.push(answer);
        Ok(())
    }
}

/// The monitoring list of a project, filled from real use and answers, over its time up to `today`.
pub fn monitoring(project: &Project, used: &Use, today: Day) -> Figures {
    let from = project.measured_from(today);
    let shown = used.clients >= CELL_MIN || (used.clients == 0 && used.anonymous >= CELL_MIN);
    let (weeks_each, weeks) = if shown { over_time(&used.weeks) } else { (1, Vec::new()) };
    Figures {
        from,
        until: today,
        lines: guide::MONITORING.iter().map(|item| line(project, used, shown, item, today)).collect(),
        weeks,
        weeks_each,
    }
}

/// Sessions over time, in pieces of one, two or four weeks: the shortest that leave no cell of fewer than five, the last joined
/// to the one before where it is small still; none at all where that does not help, for from a total one missing cell follows.
fn over_time(weeks: &[(Day, u32)]) -> (u8, Vec<Week>) {
    let pieces = |each: u8| -> Option<Vec<Week>> {
        let mut sums: Vec<(Day, u32)> = Vec::new();
        for piece in weeks.chunks(usize::from(each)) {
            sums.push((piece.first()?.0, piece.iter().map(|(_, sessions)| sessions).sum()));
        }
        if let [.., before, last] = sums.as_mut_slice()
            && !is_open(last.1)
        {
            before.1 += last.1;
            sums.pop();
        }
        let open = sums.iter().all(|(_, sessions)| is_open(*sessions));
        open.then(|| sums.into_iter().map(|(monday, sessions)| Week { monday, sessions }).collect())
    };
    [1, 2, 4].into_iter().find_map(|each| Some((each, pieces(each)?))).unwrap_or((1, Vec::new()))
}

fn line(project: &Project, used: &Use, shown: bool, item: &Monitored, today: Day) -> Line {
    let mut line = Line {
        item: item.id.to_owned(),
        figures: figures(project, used, shown, item.id, today),
        ..Line::default()
    };
    let answers: Vec<&Answer> = project.answers.0.iter().filter(|answer| answer.item == item.id).collect();
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    // What the coordinator and champions tell is of the work; everything else is of people, and kept among many.
    let of_people = !matches!(asked_of(item.id), Some(COORDINATOR | super::CHAMPION));
    let people: BTreeSet<UserId> = answers.iter().map(|answer| answer.by).collect();
    // Clients' answers are written down by colleagues: each of them is one client's.
    let people = if asked_of(item.id) == Some("client") { answers.len() } else { people.len() };
    let enough = !of_people || count(people) >= CELL_MIN;
    line.answered = (enough || answers.is_empty()).then_some(count(answers.len()));
    if !enough {
        return line;
    }
    let values: Vec<u8> = answers.iter().filter_map(|answer| answer.value).collect();
    if item.asked.as_ref().is_some_and(|asked| asked.scale) {
        line.mean = mean(values.iter().map(|value| f64::from(*value)));
    } else {
        line.spread = often(values.iter().map(u8::to_string));
    }
    line.influences = often(answers.iter().flat_map(|answer| answer.influences.iter().cloned()));
    line.influences.sort_by_key(|spread| core::cmp::Reverse(spread.times));
    line.said = answers.iter().filter_map(|answer| answer.words.clone()).collect();
    if item.id == "m-adaptation-occasion" {
        line.said.extend(project.deviations.iter().map(|deviation| deviation.words.clone()));
    }
    // In the order of letters, not of who answered when.
    line.said.sort();
    line.said.dedup();
    line
}

fn often(answers: impl Iterator<Item = String>) -> Vec<Spread> {
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer).or_default() += 1;
    }
    counted.into_iter().map(|(answer, times)| Spread { answer, times }).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<Mean> {
    let values: Vec<f64> = values.collect();
    let n = u32::try_from(values.len()).ok().filter(|n| *n > 0)?;
    Some(Mean { mean: values.iter().sum::<f64>() / f64::from(n), n })
}

/// What real use says of an item; nothing where nothing of it is recorded.
fn figures(project: &Project, used: &Use, shown: bool, item: &str, today: Day) -> Vec<Figure> {
    let open = |name: &str, value: f64| Figure { name: name.to_owned(), about: None, value: Some(value) };
    let count = |name: &str, value: usize| open(name, u32::try_from(value).map_or(0.0, f64::from));
    let cell = |name: &str, value: f64, shown: bool| Figure {
        name: name.to_owned(),
        about: None,
        value: shown.then_some(value),
    };
    let people = |name: &str, many: u32| cell(name, f64::from(many), is_open(many));
    // Counts of sessions are of clients: shown where those are enough.
    let of_sessions = |name: &str, value: f64| cell(name, value, shown || used.sessions == 0);
    // A part of the sessions is hidden where it, or what is left of them, is a small cell.
    let part = |name: &str, many: u32| {
        let rest = used.sessions.saturating_sub(many);
        cell(name, f64::from(many), (shown || used.sessions == 0) && is_open(many) && is_open(rest))
    };
    let weeks = used.weeks.len().max(1) as f64;
    match item {
        "i-reach-professionals" => vec![
            open("professionals", f64::from(used.professionals)),
            open("colleagues", f64::from(used.colleagues)),
        ],
        "i-reach-clients" => vec![people("clients", used.clients), people("anonymous", used.anonymous)],
        "i-reach-characteristics" => {
            let of = |(id, many): &(String, u32)| Figure {
                about: Some(id.clone()),
                ..people("indication", *many)
            };
            used.indications.iter().map(of).collect()
        }
        "i-dose-sessions" => {
            let per_client = f64::from(used.sessions.saturating_sub(used.anonymous))
                / f64::from(used.clients.max(1))
                / weeks;
            let mut all = vec![
                of_sessions("sessions", f64::from(used.sessions)),
                of_sessions("minutes", f64::from(used.minutes)),
            ];
            if used.clients > 0 {
                all.push(of_sessions("sessions-client-week", per_client));
            }
            all
        }
        "i-adaptation-intended" => vec![
            part("guided", used.guided),
            part("alone", used.sessions.saturating_sub(used.guided)),
            part("broken-off", used.broken_off),
        ],
        "i-adaptation-changes" => vec![people("plan-changes", used.plan_changes)],
        "i-quality-frequency" if used.headsets > 0 => {
            vec![of_sessions(
                "sessions-headset-week",
                f64::from(used.sessions) / f64::from(used.headsets) / weeks,
            )]
        }
        "i-quality-result" => result(used),
        "i-quality-safety" => vec![part("adverse", used.adverse)],
        "i-context-harder" => vec![open("faults", f64::from(used.faults))],
        "m-reach-characteristics" => vec![
            count(
                "held",
                project.held.iter().filter(|held| !held.deputy && held.role != FRONT_RUNNER).count(),
            ),
            count("front-runners", project.holders(FRONT_RUNNER).count()),
            count("places", project.places.len()),
        ],
        "m-dose-parts" => PhaseId::ALL
            .into_iter()
            .filter(|phase| project.began(*phase).is_some())
            .flat_map(|phase| {
                let (progress, about) = (project.progress(phase), Some(phase.id().to_owned()));
                [
                    Figure { about: about.clone(), ..count("tasks-done", progress.done) },
                    Figure { about, ..count("tasks-of", progress.of) },
                ]
            })
            .collect(),
        "m-adaptation-changes" => vec![
            count("moved", project.deviations.iter().filter(|it| it.moved_to.is_some()).count()),
            count("dropped", project.tasks.iter().filter(|task| task.dropped.is_some()).count()),
        ],
        "m-context-hindered" => vec![
            count("tasks-late", project.late(today).len()),
            count("without-deputy", project.without_deputy().count()),
        ],
        _ => Vec::new(),
    }
}

/// Whether a cell is none, or large enough to be shown.
fn is_open(many: u32) -> bool {
    many == 0 || many >= CELL_MIN
}

/// What sessions did with tension: points lower on average, of how many, and how many say nothing of it.
fn result(used: &Use) -> Vec<Figure> {
    let rated = u32::try_from(used.drops.len()).unwrap_or(u32::MAX);
    let enough = used.rated_clients >= CELL_MIN || (used.clients == 0 && rated >= CELL_MIN);
    let mean = mean(used.drops.iter().map(|drop| f64::from(*drop)));
    let figure = |name: &str, value: Option<f64>| Figure { name: name.to_owned(), about: None, value };
    if rated == 0 {
        return vec![figure("rated", Some(0.0))];
    }
    vec![
        figure("tension-drop", mean.filter(|_| enough).map(|mean| mean.mean)),
        figure("rated", enough.then_some(f64::from(rated))),
        figure("unrated", enough.then_some(f64::from(used.sessions.saturating_sub(rated)))),
    ]
}

/// Which influences a question offers.
pub fn influences_of(item: &str) -> Vec<&'static guide::Influence> {
    let effect: Option<Effect> = entry(item).and_then(|entry| entry.asked.as_ref()?.influences);
    guide::INFLUENCES.iter().filter(|it| Some(it.effect) == effect).collect()
}

/// The items of a half and a category, in order: how the list is read.
pub fn items(part: guide::Part, category: Category) -> impl Iterator<Item = &'static Monitored> {
    guide::MONITORING.iter().filter(move |item| item.part == part && item.category == category)
}
