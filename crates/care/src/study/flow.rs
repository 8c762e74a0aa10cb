//! Who went through a study: the numbers of a CONSORT flow diagram, with fewer than five withheld.

use super::{Assessed, PersonCount, Protocol, Standing, data, withheld};
use serde::{Deserialize, Serialize};

/// Somebody in the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The arm or order, by the id of their course.
    pub course: String,
    /// How it stands with them.
    pub standing: Standing,
    /// Whether the main outcome has both before and after.
    pub measured: bool,
}

/// The flow of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyFlow))]
pub struct Flow {
    /// Who was looked at.
    pub assessed: PersonCount,
    /// Who does not fit the study.
    pub not_eligible: PersonCount,
    /// Who did not want to.
    pub declined: PersonCount,
    /// Who takes or took part.
    pub enrolled: PersonCount,
    /// Each arm, order or length; everybody together where these are hidden.
    pub arms: Vec<FlowArm>,
}

/// One arm of the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyFlowArm))]
pub struct FlowArm {
    /// The course; `None` for everybody together.
    pub course: Option<String>,
    /// Who was drawn for it.
    pub allocated: PersonCount,
    /// How it stands with them.
    pub ended: Ended,
    /// Whose main outcome has both before and after.
    pub measured: PersonCount,
}

/// How it stands with the people of one arm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyFlowEnded))]
pub struct Ended {
    /// Take part.
    pub going_on: PersonCount,
    /// Went through to the end.
    pub done: PersonCount,
    /// Stopped before; what was measured counts.
    pub stopped: PersonCount,
    /// Stopped, and nothing of theirs counts.
    pub withdrawn: PersonCount,
}

/// The flow of these people, and of those who were looked at without taking part.
pub fn flow(courses: &[String], people: &[Taken], others: &[Assessed], hidden: bool) -> Flow {
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let count = |what: Assessed| size(others.iter().filter(|other| **other == what).count());
    let (not_eligible, declined, enrolled) =
        (count(Assessed::NotEligible), count(Assessed::Declined), size(people.len()));
    let mut told = withheld(&[not_eligible, declined, enrolled]).into_iter();
    let mut next = || told.next().unwrap_or(PersonCount::Few);
    let (told_not_eligible, told_declined, told_enrolled) = (next(), next(), next());
    let groups: Vec<Option<&String>> = if hidden { vec![None] } else { courses.iter().map(Some).collect() };
    let of = |group: Option<&String>| -> Vec<&Taken> {
        people.iter().filter(|taken| group.is_none_or(|course| taken.course == *course)).collect()
    };
    let sizes: Vec<u32> = groups.iter().map(|group| size(of(*group).len())).collect();
    let arms = groups
        .iter()
        .zip(withheld(&sizes))
        .map(|(group, allocated)| {
            let people = of(*group);
            let standing =
                |wanted: Standing| size(people.iter().filter(|taken| taken.standing == wanted).count());
            let parts = [Standing::In, Standing::Done, Standing::Stopped, Standing::Withdrawn].map(standing);
            let measured = size(people.iter().filter(|taken| taken.measured).count());
            let left_out = size(people.len()).saturating_sub(measured);
            let mut parts = withheld(&parts).into_iter();
            let mut part = || match allocated {
                PersonCount::Few => PersonCount::Few,
                PersonCount::Count(_) => parts.next().unwrap_or(PersonCount::Few),
            };
            FlowArm {
                course: group.cloned(),
                allocated,
                ended: Ended { going_on: part(), done: part(), stopped: part(), withdrawn: part() },
                measured: match allocated {
                    PersonCount::Few => PersonCount::Few,
                    PersonCount::Count(_) => {
                        withheld(&[measured, left_out]).first().copied().unwrap_or(PersonCount::Few)
                    }
                },
            }
        })
        .collect();
    Flow {
        assessed: PersonCount::of(not_eligible.saturating_add(declined).saturating_add(enrolled)),
        not_eligible: told_not_eligible,
        declined: told_declined,
        enrolled: told_enrolled,
        arms,
    }
}

impl Taken {
    /// Of somebody whose readings are known.
    pub fn of(protocol: &Protocol, person: &data::Person) -> Self {
        let measured = protocol.measures.first().is_some_and(|measure| {
            let pair = |arm: Option<&str>| person.counts() && person.pair(measure, arm).is_some();
            protocol.arms.iter().any(|arm| pair(Some(&arm.id)))
        });
        Self { course: person.course.id.clone(), standing: person.standing, measured }
    }
}
