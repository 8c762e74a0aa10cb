//! How the guide becomes the plan of a project: tasks of the phases, what of the roadmap no task does, steps of strategies.

use super::{CareLine, PhaseId, Task};
use crate::guide::{self, Strategy, Text};

/// What the guide says of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guided {
    /// What, in a few words.
    pub task: &'static Text,
    /// How.
    pub how: &'static Text,
    /// The strategy that it carries out.
    pub strategy: Option<&'static str>,
    /// Ids of products that help.
    pub products: &'static [&'static str],
}

/// What the guide says of the task with this id; `None` of one that people added.
pub fn guided(id: &str) -> Option<Guided> {
    let of_phase = guide::PHASES.iter().flat_map(|phase| phase.tasks).find(|task| task.id == id);
    if let Some(task) = of_phase {
        let guide::PhaseTask { task, how, strategy, products, .. } = task;
        return Some(Guided { task, how, strategy: Some(strategy), products });
    }
    if let Some(action) = guide::ROADMAP.iter().flat_map(|step| step.actions).find(|action| action.id == id) {
        let guide::Action { task, how, products, .. } = action;
        return Some(Guided { task, how, strategy: None, products });
    }
    let (strategy, number) = id.rsplit_once('-')?;
    let strategy = guide::strategy(strategy)?;
    let step = strategy.steps.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(Guided {
        task: &step.task,
        how: &step.how,
        strategy: Some(strategy.id),
        products: strategy.products,
    })
}

/// The strategies that a plan for this line can have besides: those that no task of a phase carries out, for every line first.
pub fn strategies_to_choose(line: CareLine) -> impl Iterator<Item = &'static Strategy> {
    let carried =
        |id: &str| guide::PHASES.iter().flat_map(|phase| phase.tasks).any(|task| task.strategy == id);
    guide::strategies_for(line.of_guide()).filter(move |strategy| !carried(strategy.id))
}

/// Those that a new plan has unless somebody leaves them out: all.
pub fn default_strategies(line: CareLine) -> Vec<String> {
    strategies_to_choose(line).map(|strategy| strategy.id.to_owned()).collect()
}

/// The tasks that every plan has.
pub(super) fn common() -> Vec<Task> {
    let mut tasks = Vec::new();
    for phase in PhaseId::ALL {
        let told = phase.told().map_or(&[][..], |phase| phase.tasks);
        tasks.extend(told.iter().map(|task| new_task(task.id, phase, task.owner, task.within_weeks)));
        let left =
            guide::ROADMAP.iter().filter(|step| phase_of(step.id) == phase).flat_map(|step| step.actions);
        let left = left.filter(|action| !is_done_by_a_task(action.id));
        tasks.extend(left.map(|action| new_task(action.id, phase, action.owner, ROADMAP_WEEKS)));
    }
    tasks
}

/// The steps of a strategy as tasks.
pub(super) fn steps(strategy: &Strategy) -> Vec<Task> {
    let phase = strategy.phase.and_then(PhaseId::of_id).unwrap_or(PhaseId::Pilot);
    let role = strategy.roles.first().copied().unwrap_or(super::COORDINATOR);
    let count = u8::try_from(strategy.steps.len()).unwrap_or(u8::MAX);
    (1..=count)
        .map(|number| {
            new_task(&format!("{}-{number}", strategy.id), phase, role, number.saturating_mul(STEP_WEEKS))
        })
        .collect()
}

/// An action of the roadmap that no task does comes so many weeks after its phase began.
const ROADMAP_WEEKS: u8 = 4;
/// Steps of a strategy follow each other by so many weeks.
const STEP_WEEKS: u8 = 2;

fn is_done_by_a_task(action: &str) -> bool {
    guide::PHASES.iter().flat_map(|phase| phase.tasks).any(|task| task.roadmap.contains(&action))
}

/// The phase in which a step of the roadmap is done.
fn phase_of(step: &str) -> PhaseId {
    match step {
        "r3" => PhaseId::Pilot,
        "r4" => PhaseId::Evaluate,
        _ => PhaseId::Explore,
    }
}

fn new_task(id: &str, phase: PhaseId, role: &str, within_weeks: u8) -> Task {
    Task {
        id: id.to_owned(),
        words: None,
        phase,
        role: role.to_owned(),
        person: None,
        within_weeks,
        due: None,
        done: None,
        dropped: None,
    }
}
