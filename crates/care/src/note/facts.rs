//! What the events of a session say that belongs in its note. A pure function: the same record gives the same draft.

use crate::{
    Ratings,
    profile::{Behaviour, walk},
};
use session::{AdverseEvent, Discomfort, Event, EventKind, FinishCause, Phase, Steering, WorldTime};

/// What a draft is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Worlds and exercises with their time; `None` where no world was entered.
    pub behaviour: Option<Behaviour>,
    /// Tension before and after, and who gave it; none where it was not answered or not kept.
    pub ratings: Ratings,
    /// What was felt as unpleasant; `None` where it was not asked or passed over (rule 10).
    pub discomfort: Option<Discomfort>,
    /// What a clinician must look at, in the order in which it happened.
    pub adverse: Vec<AdverseEvent>,
    /// Whether a colleague took over for a while.
    pub taken_over: bool,
    /// How it came to its end.
    pub finish: Option<FinishCause>,
}

impl Facts {
    /// What these events say.
    pub fn of(events: &[Event]) -> Self {
        let walked = walk(events, &[]);
        let behaviour = walked.map(|walked| walked.behaviour);
        let mut facts = Facts { behaviour, ratings: Ratings::of(events), ..Facts::default() };
        for event in events {
            match &event.kind {
                EventKind::DiscomfortReported(discomfort) => facts.discomfort = Some(*discomfort),
                EventKind::AdverseEventNoted(adverse) => facts.adverse.push(*adverse),
                EventKind::SteeringChanged { to: Steering::Companion(_), .. } => facts.taken_over = true,
                EventKind::Finishing(cause) => facts.finish = Some(*cause),
                _ => {}
            }
        }
        facts
    }
}

/// Seconds in which the client was in a world, with the headset on, and no colleague steered: in a consult that is the time in
/// which the practitioner could report.
pub fn freed_s(events: &[Event]) -> u32 {
    let (mut in_world, mut paused, mut steered) = (false, false, false);
    let mut last = WorldTime::START;
    let mut freed_s = 0.0;
    for event in events {
        if in_world && !paused && !steered {
            freed_s += event.at.since(last).as_secs_f64();
        }
        last = last.max(event.at);
        match &event.kind {
            EventKind::WorldEntered(_) | EventKind::WorldWithheld => in_world = true,
            EventKind::PhaseEntered(phase) => in_world &= matches!(phase, Phase::World | Phase::CalmEnd),
            EventKind::Ended => in_world = false,
            EventKind::Paused => paused = true,
            EventKind::Resumed => paused = false,
            EventKind::SteeringChanged { to, .. } => steered = matches!(to, Steering::Companion(_)),
            _ => {}
        }
    }
    // Whole seconds, and never more than a session can last in a day.
    freed_s.clamp(0.0, 86_400.0) as u32
}
