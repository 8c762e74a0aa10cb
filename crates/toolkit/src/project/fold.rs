//! What becomes of a project by a change: the one door to its state.

use super::{
    Adapted, Answer, Begun, CHAMPION, COORDINATOR, Change, Day, Decision, Deviation, Done, Entry,
    FRONT_RUNNER, Held, PhaseId, Project, Refusal, Say, Task, WORDS_MAX_CHARS, plan,
};
use crate::guide;
use session::{TeamId, UserId};

const NAME_MAX_CHARS: usize = 60;
const PLACES_MAX: usize = 24;
const TASKS_MAX: usize = 300;
const HELD_MAX: usize = 200;

impl Project {
    /// A project with its first change; refused where that is not its beginning.
    pub fn begin(entry: &Entry) -> Result<Project, Refusal> {
        let Change::Began { name, goal, line, strategies } = &entry.change else {
            return Err(Refusal::Begun);
        };
        let held = vec![held(COORDINATOR, entry.by, None, false, entry.on)];
        let mut project = Project {
            name: words(name, NAME_MAX_CHARS, "name")?,
            goal: words(goal, WORDS_MAX_CHARS, "goal")?,
            line: *line,
            strategies: Vec::new(),
            phases: vec![Begun { phase: PhaseId::Explore, on: entry.on }],
            tasks: plan::common(),
            places: Vec::new(),
            held,
            says: Vec::new(),
            adapted: Vec::new(),
            deviations: Vec::new(),
            decision: None,
            answers: super::Answers::default(),
        };
        for strategy in strategies {
            project.choose(strategy)?;
        }
        Ok(project)
    }

    /// A project folded from what was written down, the beginning first. What cannot be is passed over: a record is not argued
    /// with. `None` where there is no beginning.
    pub fn told<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Project> {
        let mut entries = entries.into_iter();
        let first = Project::begin(entries.next()?).ok()?;
        Some(entries.fold(first, |project, entry| match project.clone().after(entry) {
            Ok(next) => next,
            Err(_) => project,
        }))
    }

    /// The project after a change; refused where it cannot be.
    pub fn after(mut self, entry: &Entry) -> Result<Project, Refusal> {
        // Once it is over only what people have in it can still go to others.
        if self.is_over() && !matches!(entry.change, Change::Decided { .. } | Change::HandedOver { .. }) {
            return Err(Refusal::Over);
        }
        self.change(entry.on, entry.by, &entry.change)?;
        Ok(self)
    }

    fn change(&mut self, on: Day, by: UserId, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Began { .. } => return Err(Refusal::Begun),
            Change::Renamed { name, goal } => {
                (self.name, self.goal) =
                    (words(name, NAME_MAX_CHARS, "name")?, words(goal, WORDS_MAX_CHARS, "goal")?);
            }
            Change::Chose { strategy } => self.choose(strategy)?,
            Change::LeftOut { strategy } => self.leave_out(strategy)?,
            Change::Placed { place } => {
                if self.places.len() >= PLACES_MAX {
                    return Err(Refusal::Many);
                }
                self.places.retain(|known| known.team != place.team);
                self.places.push(*place);
            }
            Change::Unplaced { team } => {
                let before = self.places.len();
                self.places.retain(|known| known.team != *team);
                found(before > self.places.len(), "place")?;
            }
            Change::Appointed { role, user, team, deputy } => {
                self.appoint(role, *user, *team, *deputy, on)?
            }
            Change::Ended { role, user, team, deputy } => self.end(role, *user, *team, *deputy)?,
            Change::Volunteered { words: said } => {
                let said = words(said, WORDS_MAX_CHARS, "words")?;
                self.held.retain(|held| !(held.role == FRONT_RUNNER && held.user == by));
                self.room_for_one()?;
                self.held.push(Held { words: Some(said), ..held(FRONT_RUNNER, by, None, false, on) });
            }
            Change::SteppedBack => {
                let before = self.held.len();
                self.held.retain(|held| !(held.role == FRONT_RUNNER && held.user == by));
                found(before > self.held.len(), "role")?;
            }
            Change::Heard { clients, words: said } => {
                found(*clients > 0, "client")?;
                self.says.push(Say { on, clients: *clients, words: words(said, WORDS_MAX_CHARS, "words")? });
            }
            Change::Did { task } => {
                let task = self.planned(task)?;
                // Told twice, as after a lost answer: it stays as it was told first.
                task.done = task.done.or(Some(Done { on, by }));
            }
            Change::Undid { task } => self.planned(task)?.done = None,
            Change::Gave { task, to } => self.planned(task)?.person = *to,
            Change::Moved { task, to, words: why } => {
                let why = words(why, WORDS_MAX_CHARS, "words")?;
                let moved = self.planned(task)?;
                moved.due = Some(*to);
                self.deviations.push(Deviation { on, task: task.clone(), moved_to: Some(*to), words: why });
            }
            Change::Dropped { task, words: why } => {
                let why = words(why, WORDS_MAX_CHARS, "words")?;
                self.planned(task)?.dropped = Some(why.clone());
                self.deviations.push(Deviation { on, task: task.clone(), moved_to: None, words: why });
            }
            Change::Restored { task } => {
                let task = self.tasks.iter_mut().find(|known| known.id == *task);
                task.ok_or(Refusal::Unknown("task"))?.dropped = None;
            }
            Change::Added { task, words: said, phase, role, due } => {
                let id = task.to_string();
                let said = words(said, WORDS_MAX_CHARS, "words")?;
                known_role(role)?;
                if self.task(&id).is_some() {
                    return Err(Refusal::Already);
                }
                if self.tasks.len() >= TASKS_MAX {
                    return Err(Refusal::Many);
                }
                self.tasks.push(Task {
                    id,
                    words: Some(said),
                    phase: *phase,
                    role: role.clone(),
                    person: None,
                    within_weeks: 0,
                    due: Some(*due),
                    done: None,
                    dropped: None,
                });
            }
            Change::Entered { phase } => {
                if self.phase().next() != Some(*phase) {
                    return Err(if self.phase() == *phase { Refusal::Already } else { Refusal::Order });
                }
                self.phases.push(Begun { phase: *phase, on });
            }
            Change::Adapted { product, words: said } => {
                found(guide::product(product).is_some(), "product")?;
                let said = words(said, WORDS_MAX_CHARS, "words")?;
                self.adapted.push(Adapted { product: product.clone(), on, words: said });
            }
            Change::Decided { verdict, words: why } => {
                let why = words(why, WORDS_MAX_CHARS, "words")?;
                self.decision = Some(Decision { on, by, verdict: *verdict, words: why });
            }
            Change::Answered { item, value, words: said, influences } => {
                let said = said.as_deref().filter(|said| !said.trim().is_empty());
                let said = said.map(|said| words(said, WORDS_MAX_CHARS, "words")).transpose()?;
                self.answer(Answer {
                    on,
                    by,
                    item: item.clone(),
                    value: *value,
                    words: said,
                    influences: influences.clone(),
                })?;
            }
            Change::HandedOver { from, to } => self.hand_over(*from, *to, on)?,
        }
        Ok(())
    }

    fn planned(&mut self, id: &str) -> Result<&mut Task, Refusal> {
        let task = self.tasks.iter_mut().find(|task| task.id == id && task.dropped.is_none());
        task.ok_or(Refusal::Unknown("task"))
    }

    fn choose(&mut self, id: &str) -> Result<(), Refusal> {
        let mut to_choose = plan::strategies_to_choose(self.line);
        let strategy = to_choose.find(|strategy| strategy.id == id).ok_or(Refusal::Unknown("strategy"))?;
        if self.strategies.iter().any(|chosen| chosen == id) {
            return Err(Refusal::Already);
        }
        self.strategies.push(id.to_owned());
        for task in plan::steps(strategy) {
            // Of a strategy that was left out before, what was done stands there still.
            if self.task(&task.id).is_none() {
                self.tasks.push(task);
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, id: &str) -> Result<(), Refusal> {
        let before = self.strategies.len();
        self.strategies.retain(|chosen| chosen != id);
        found(before > self.strategies.len(), "strategy")?;
        let of_it = |task: &Task| plan::guided(&task.id).and_then(|said| said.strategy) == Some(id);
        self.tasks.retain(|task| task.done.is_some() || !of_it(task) || !task.id.starts_with(id));
        Ok(())
    }

    fn appoint(
        &mut self,
        role: &str,
        user: UserId,
        team: Option<TeamId>,
        deputy: bool,
        on: Day,
    ) -> Result<(), Refusal> {
        let known = known_role(role)?;
        if known.taken == guide::Taken::Voluntary {
            return Err(Refusal::Voluntary);
        }
        // A champion is one of a team; the other roles are of the whole project.
        found((role == CHAMPION) == team.is_some(), "team")?;
        self.room_for_one()?;
        // Every role is one person's, a champion's one a team: whoever had it gives it to the next.
        let same = |held: &Held| held.role == role && held.team == team && held.deputy == deputy;
        if self.held.iter().any(|held| same(held) && held.user == user && held.instead_of.is_none()) {
            return Err(Refusal::Already);
        }
        let own = |held: &Held| held.role == role && held.team == team && held.user == user;
        self.held.retain(|held| !(same(held) || own(held)));
        self.held.push(held(role, user, team, deputy, on));
        self.somebody_runs_it()
    }

    fn end(&mut self, role: &str, user: UserId, team: Option<TeamId>, deputy: bool) -> Result<(), Refusal> {
        let before = self.held.len();
        self.held.retain(|held| {
            !(held.role == role && held.user == user && held.team == team && held.deputy == deputy)
        });
        found(before > self.held.len(), "role")?;
        self.somebody_runs_it()
    }

    /// A deputy takes the role that they are deputy of; everything else goes to `to`, roles for the time being.
    fn hand_over(&mut self, from: UserId, to: UserId, on: Day) -> Result<(), Refusal> {
        found(from != to, "colleague")?;
        let (theirs, mut others): (Vec<Held>, Vec<Held>) =
            self.held.drain(..).partition(|held| held.user == from);
        for gone in theirs.into_iter().filter(|gone| !gone.deputy && gone.role != FRONT_RUNNER) {
            let stands = |held: &Held| held.deputy && held.role == gone.role && held.team == gone.team;
            let next = match others.iter().position(stands) {
                Some(place) => others.remove(place).user,
                None => to,
            };
            others.push(Held { instead_of: Some(from), since: on, user: next, ..gone });
        }
        self.held = others;
        for task in &mut self.tasks {
            if task.person == Some(from) && task.done.is_none() {
                task.person = Some(to);
            }
        }
        Ok(())
    }

    fn room_for_one(&self) -> Result<(), Refusal> {
        if self.held.len() < HELD_MAX { Ok(()) } else { Err(Refusal::Many) }
    }

    fn somebody_runs_it(&self) -> Result<(), Refusal> {
        if self.coordinator().is_some() { Ok(()) } else { Err(Refusal::LastCoordinator) }
    }
}

/// Words without spaces around them; refused where nothing stands there, or too much.
fn words(said: &str, most: usize, what: &'static str) -> Result<String, Refusal> {
    let said = said.trim();
    let fits = !said.is_empty() && said.chars().count() <= most && !said.chars().any(is_unseen);
    if fits { Ok(said.to_owned()) } else { Err(Refusal::Words(what)) }
}

fn is_unseen(character: char) -> bool {
    character.is_control() && character != '\n'
}

fn known_role(id: &str) -> Result<&'static guide::Role, Refusal> {
    // A deputy is one of a role, not a role of its own here.
    guide::role(id).filter(|role| role.id != "deputy").ok_or(Refusal::Unknown("role"))
}

fn found(is_there: bool, what: &'static str) -> Result<(), Refusal> {
    if is_there { Ok(()) } else { Err(Refusal::Unknown(what)) }
}

fn held(role: &str, user: UserId, team: Option<TeamId>, deputy: bool, since: Day) -> Held {
    Held { role: role.to_owned(), user, team, deputy, since, instead_of: None, words: None }
}
