//! What is best done next in a project, from its plan and from real use; and what waits for whom.

use super::{
    APPOINTED, CHAMPION, COORDINATOR, Day, FRONT_RUNNER, PhaseId, Project, QUESTION_EVERY_DAYS, Task,
    asked_of, guided,
};
use crate::guide;
use serde::{Deserialize, Serialize};
use session::{TeamId, UserId};

/// A place without a session for so many days is asked after: two weeks, as the guide's weekly look allows one to be missed.
pub const QUIET_DAYS: u32 = 14;
/// A task is told of so many days before it must be done.
pub const SOON_DAYS: i32 = 7;
/// A task so many days late is asked after: what holds it up?
const STUCK_DAYS: i32 = 21;

/// What is known from real use, beside the plan. Counts of headsets and days only; nobody's sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Facts {
    /// How it goes at each place of the pilot.
    pub places: Vec<PlaceFacts>,
    /// Who left the institution.
    pub left: Vec<UserId>,
    /// Headsets that wait for cleaning, charging or repair.
    pub headsets_waiting: u32,
    /// All headsets.
    pub headsets: u32,
}

/// How it goes at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceFacts {
    /// The team.
    pub team: TeamId,
    /// Days since the last session there; `None` where there was none.
    pub quiet_days: Option<u32>,
}

/// Something that is best done next, with why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// A role is nobody's, or somebody's only for the time being.
    Appoint {
        /// Id of the role.
        role: String,
        /// In which team; a champion's.
        team: Option<TeamId>,
        /// Days without a session there, where that is long.
        quiet_days: Option<u32>,
        /// Who had it and left.
        gone: Option<UserId>,
    },
    /// Nobody relaxed there for a while: ask whoever keeps it going what is the matter.
    Ask {
        /// The team.
        team: TeamId,
        /// Its champion.
        champion: UserId,
        /// Days without a session.
        quiet_days: u32,
    },
    /// More than half of the headsets wait to be seen to.
    SeeToHeadsets {
        /// How many wait.
        waiting: u32,
        /// Of how many.
        of: u32,
    },
    /// A task is late.
    Late {
        /// Its id.
        task: String,
        /// By how many days.
        days: u32,
        /// Whether to ask what holds it up.
        stuck: bool,
    },
    /// There are not two places that differ.
    ChoosePlaces {
        /// How many there are.
        places: usize,
    },
    /// No client had a say in the design.
    HearClients,
    /// A role has no deputy.
    NameDeputy {
        /// Id of the role.
        role: String,
        /// In which team.
        team: Option<TeamId>,
        /// Whose deputy it would be.
        of: UserId,
    },
    /// A question of the monitoring list is due.
    Answer {
        /// Id of the item.
        item: &'static str,
    },
    /// The pilot taught something, and no material was adapted yet.
    AdaptMaterials,
    /// It must be decided how it goes on.
    Decide,
    /// The phase is done: the next can begin.
    Enter {
        /// Which.
        phase: PhaseId,
    },
    /// The next task.
    Do {
        /// Its id.
        task: String,
        /// In how many days it must be done; `None` where no day was agreed.
        in_days: Option<u32>,
    },
}

/// A task that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DueTask {
    /// Its id.
    pub task: String,
    /// What it is, where the guide does not say it.
    pub words: Option<String>,
    /// When it must be done.
    pub due: Day,
}

impl Project {
    /// What is best done next, the most pressing first. People before papers: an empty role or a silent place goes before late
    /// tasks, late tasks before what the plan lacks, and that before what comes next anyway.
    pub fn next_steps(&self, facts: &Facts, today: Day) -> Vec<NextStep> {
        if self.is_over() {
            return Vec::new();
        }
        let mut steps = self.empty_roles(facts, today);
        steps.extend(self.silent_places(facts, today));
        let waiting = facts.headsets_waiting;
        if self.is_in_use() && facts.headsets > 0 && waiting * 2 > facts.headsets {
            steps.push(NextStep::SeeToHeadsets { waiting, of: facts.headsets });
        }
        steps.extend(self.late(today));
        steps.extend(self.gaps());
        steps.extend(self.questions(today));
        steps.extend(self.onwards(today));
        steps
    }

    /// What of the plan waits for somebody: open, in a phase that began, due within a week or late; the oldest first.
    pub fn waits_for(&self, user: UserId, today: Day) -> Vec<DueTask> {
        let mut waiting: Vec<DueTask> = self
            .open()
            .filter(|(task, due)| due.since(today) <= SOON_DAYS && self.owners(task).contains(&user))
            .map(|(task, due)| DueTask { task: task.id.clone(), words: task.words.clone(), due })
            .collect();
        waiting.sort_by_key(|task| task.due);
        waiting
    }

    /// Tasks that are neither done nor dropped, of phases that began, with their day.
    fn open(&self) -> impl Iterator<Item = (&Task, Day)> {
        let open = self.tasks.iter().filter(|task| task.done.is_none() && task.dropped.is_none());
        open.filter(|task| !self.is_over() && self.began(task.phase).is_some())
            .filter_map(|task| Some((task, self.due(task)?)))
    }

    /// Whether headsets are worn for it now.
    fn is_in_use(&self) -> bool {
        matches!(self.phase(), PhaseId::Pilot | PhaseId::ScaleUp)
    }

    /// How long a place is silent, where that is long: from the last session, or from when it could first be used.
    fn silence(&self, facts: &Facts, team: TeamId, today: Day) -> Option<u32> {
        let began = self.began(PhaseId::Pilot).filter(|_| self.is_in_use())?;
        let open_days = u32::try_from(today.since(began)).unwrap_or(0);
        let of_place = facts.places.iter().find(|place| place.team == team)?;
        let quiet = of_place.quiet_days.unwrap_or(open_days).min(open_days);
        (quiet >= QUIET_DAYS).then_some(quiet)
    }

    fn empty_roles(&self, facts: &Facts, today: Day) -> Vec<NextStep> {
        let mut steps = Vec::new();
        let gone_from = |role: &str, team: Option<TeamId>| {
            let holder = self.holders(role).find(|held| held.team == team);
            match holder {
                None => Some(None),
                Some(held) if held.instead_of.is_some() => Some(held.instead_of),
                Some(held) if facts.left.contains(&held.user) => Some(Some(held.user)),
                Some(_) => None,
            }
        };
        if self.began(PhaseId::Pilot).is_some() {
            for place in &self.places {
                if let Some(gone) = gone_from(CHAMPION, Some(place.team)) {
                    steps.push(NextStep::Appoint {
                        role: CHAMPION.to_owned(),
                        team: Some(place.team),
                        quiet_days: self.silence(facts, place.team, today),
                        gone,
                    });
                }
            }
            // Where nobody relaxes either, it is the most pressing.
            steps.sort_by_key(|step| match step {
                NextStep::Appoint { quiet_days, .. } => core::cmp::Reverse(quiet_days.unwrap_or(0)),
                _ => core::cmp::Reverse(0),
            });
        }
        for role in APPOINTED.into_iter().filter(|role| *role != CHAMPION) {
            // A validator is needed once it is chosen what is measured, a keeper once headsets are there.
            let is_early = self.phase() == PhaseId::Explore && matches!(role, "keeper" | "effect-validator");
            if let Some(gone) = gone_from(role, None).filter(|gone| gone.is_some() || !is_early) {
                steps.push(NextStep::Appoint { role: role.to_owned(), team: None, quiet_days: None, gone });
            }
        }
        steps
    }

    fn silent_places(&self, facts: &Facts, today: Day) -> Vec<NextStep> {
        let asked = |held: &super::Held| held.instead_of.is_none() && !facts.left.contains(&held.user);
        let mut steps: Vec<(u32, NextStep)> = self
            .places
            .iter()
            .filter_map(|place| {
                let quiet_days = self.silence(facts, place.team, today)?;
                let champion =
                    self.holders(CHAMPION).find(|held| held.team == Some(place.team) && asked(held))?;
                Some((quiet_days, NextStep::Ask { team: place.team, champion: champion.user, quiet_days }))
            })
            .collect();
        steps.sort_by_key(|(quiet_days, _)| core::cmp::Reverse(*quiet_days));
        steps.into_iter().map(|(_, step)| step).collect()
    }

    /// Tasks that are late, the latest first.
    pub(super) fn late(&self, today: Day) -> Vec<NextStep> {
        let mut late: Vec<(i32, &Task)> =
            self.open().map(|(task, due)| (today.since(due), task)).filter(|(days, _)| *days > 0).collect();
        late.sort_by_key(|(days, _)| core::cmp::Reverse(*days));
        let step = |(days, task): (i32, &Task)| NextStep::Late {
            task: task.id.clone(),
            days: u32::try_from(days).unwrap_or(0),
            stuck: days >= STUCK_DAYS,
        };
        late.into_iter().map(step).collect()
    }

    /// Roles that nobody could take over tomorrow.
    pub fn without_deputy(&self) -> impl Iterator<Item = &super::Held> {
        let stands_in = |held: &super::Held| {
            self.held.iter().any(|it| it.deputy && it.role == held.role && it.team == held.team)
        };
        self.held.iter().filter(move |held| !held.deputy && held.role != FRONT_RUNNER && !stands_in(held))
    }

    /// What the guide asks of a plan and this one lacks.
    fn gaps(&self) -> Vec<NextStep> {
        let mut steps = Vec::new();
        let contrast = self.contrast();
        if self.phase() <= PhaseId::Pilot && !contrast.is_enough() {
            steps.push(NextStep::ChoosePlaces { places: contrast.places });
        }
        if self.phase() <= PhaseId::Pilot && self.says.is_empty() {
            steps.push(NextStep::HearClients);
        }
        // Whoever stands in for somebody who left is followed up, not deputised.
        let deputised = self
            .without_deputy()
            .filter(|held| held.instead_of.is_none() && matches!(held.role.as_str(), COORDINATOR | CHAMPION));
        steps.extend(deputised.map(|held| NextStep::NameDeputy {
            role: held.role.clone(),
            team: held.team,
            of: held.user,
        }));
        if self.phase() == PhaseId::ScaleUp && self.adapted.is_empty() {
            steps.push(NextStep::AdaptMaterials);
        }
        steps
    }

    /// Questions of the monitoring list that the coordinator or champions answer and that were not answered for a while.
    fn questions(&self, today: Day) -> Vec<NextStep> {
        let Some(began) = self.began(PhaseId::Pilot) else { return Vec::new() };
        let is_due = |item: &&guide::Monitored| {
            let team = matches!(asked_of(item.id), Some(COORDINATOR | CHAMPION));
            let last = self.answers.0.iter().rev().find(|answer| answer.item == item.id).map(|it| it.on);
            team && item.category == guide::Category::Context
                && today.since(last.unwrap_or(began)) >= QUESTION_EVERY_DAYS
        };
        guide::MONITORING.iter().filter(is_due).map(|item| NextStep::Answer { item: item.id }).collect()
    }

    /// The next phase once this one is done; else the next task.
    fn onwards(&self, today: Day) -> Vec<NextStep> {
        let phase = self.phase();
        let progress = self.progress(phase);
        let is_done = progress.done == progress.of;
        if is_done && phase == PhaseId::Evaluate && self.decision.is_none() {
            return vec![NextStep::Decide];
        }
        if is_done && let Some(phase) = phase.next() {
            return vec![NextStep::Enter { phase }];
        }
        let next = self
            .open()
            .filter(|(task, due)| {
                due.since(today) >= 0 && (task.words.is_some() || guided(&task.id).is_some())
            })
            .min_by_key(|(_, due)| *due);
        let step = |(task, due): (&Task, Day)| NextStep::Do {
            task: task.id.clone(),
            in_days: u32::try_from(due.since(today)).ok(),
        };
        next.map(step).into_iter().collect()
    }
}
