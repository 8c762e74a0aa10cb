//! The courses that a design has, and where somebody is in theirs on a day.

use super::{Arm, Design, Protocol};
use serde::{Deserialize, Serialize};

/// One way through a study: what the draw decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyCourse))]
pub struct Course {
    /// Its id: `vr`, `vr-app`, `7`.
    pub id: String,
    /// Its steps, in order. Between two of them nothing counts.
    pub steps: Vec<Step>,
}

/// A time in an arm, or before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyStep))]
pub struct Step {
    /// The arm; `None` for the time before it of a multiple baseline.
    pub arm: Option<String>,
    /// The first day, counted from 0.
    pub from_day: u16,
    /// The day after the last.
    pub to_day: u16,
}

impl Course {
    /// The step on this day; `None` between two, and after the last.
    pub fn step(&self, day: u16) -> Option<&Step> {
        self.steps.iter().find(|step| (step.from_day..step.to_day).contains(&day))
    }

    /// The day after the last.
    pub fn days(&self) -> u16 {
        self.steps.last().map_or(0, |step| step.to_day)
    }
}

/// The courses of a protocol, in the order in which the draw numbers them.
pub fn courses(protocol: &Protocol) -> Vec<Course> {
    let step = |arm: Option<&Arm>, from_day: u16, days: u16| Step {
        arm: arm.map(|arm| arm.id.clone()),
        from_day,
        to_day: from_day.saturating_add(days),
    };
    let first = protocol.arms.first();
    match &protocol.design {
        Design::OneArm { days } => {
            let id = first.map(|arm| arm.id.clone()).unwrap_or_default();
            vec![Course { id, steps: vec![step(first, 0, *days)] }]
        }
        Design::Parallel { days, .. } => {
            let of = |arm: &Arm| Course { id: arm.id.clone(), steps: vec![step(Some(arm), 0, *days)] };
            protocol.arms.iter().map(of).collect()
        }
        Design::Crossover { days, washout_days, .. } => {
            let (one, other) = (first, protocol.arms.get(1));
            let after = days.saturating_add(*washout_days);
            let order = |one: Option<&Arm>, other: Option<&Arm>| Course {
                id: [one, other]
                    .into_iter()
                    .flatten()
                    .map(|arm| arm.id.as_str())
                    .collect::<Vec<_>>()
                    .join("-"),
                steps: vec![step(one, 0, *days), step(other, after, *days)],
            };
            vec![order(one, other), order(other, one)]
        }
        Design::MultipleBaseline { baseline_days, days, .. } => baseline_days
            .iter()
            .map(|before| Course {
                id: before.to_string(),
                steps: vec![step(None, 0, *before), step(first, *before, *days)],
            })
            .collect(),
    }
}
