//! What was measured of the people in a study, under their pseudonyms.

use super::{Course, Measure, Protocol, Span};
use serde::{Deserialize, Serialize};

/// Somebody in a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Their pseudonym: of this study alone.
    pub code: String,
    /// The list they were drawn from.
    pub cell: String,
    /// Their course.
    pub course: Course,
    /// The version of the protocol that they agreed to.
    pub version: u32,
    /// How it stands with them.
    pub standing: Standing,
    /// What was measured, in order of time.
    pub readings: Vec<Reading>,
}

/// How it stands with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyStanding))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Takes part.
    In,
    /// Went through to the end.
    Done,
    /// Stopped before the end; what was measured until then counts.
    Stopped,
    /// Stopped, and wants that nothing of theirs counts.
    Withdrawn,
}

/// One number.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The measure.
    pub measure: String,
    /// Days since they joined, with a fraction.
    pub day: f64,
    /// The session or the logged use that it goes with, counted from 0 per person; `None` apart from one.
    pub session: Option<u32>,
    /// Before or after it.
    pub moment: Moment,
    /// The number.
    pub value: f64,
}

/// When something was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyMoment))]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Before a session.
    Before,
    /// After it.
    After,
    /// Apart from any.
    Apart,
}

impl Person {
    /// The arm on a day: `Some(None)` in the time before a multiple baseline's arm, `None` where nothing counts.
    pub fn arm(&self, day: f64) -> Option<Option<&str>> {
        self.course.step(whole(day)?).map(|step| step.arm.as_deref())
    }

    /// Whether what was measured of them counts.
    pub fn counts(&self) -> bool {
        self.standing != Standing::Withdrawn
    }

    /// Before and after in an arm, of the sessions with both, or of the first and the last answer; `None` without them.
    pub fn pair(&self, measure: &Measure, arm: Option<&str>) -> Option<(f64, f64)> {
        let of_it = |reading: &&Reading| reading.measure == measure.id && self.arm(reading.day) == Some(arm);
        match measure.span {
            Span::Session => {
                let (mut before, mut after, mut count) = (0.0, 0.0, 0.0);
                for one in
                    self.readings.iter().filter(of_it).filter(|reading| reading.moment == Moment::Before)
                {
                    let its_after = |reading: &&Reading| {
                        reading.moment == Moment::After
                            && reading.session.is_some()
                            && reading.session == one.session
                    };
                    if let Some(other) = self.readings.iter().filter(of_it).find(its_after) {
                        before += one.value;
                        after += other.value;
                        count += 1.0;
                    }
                }
                (count > 0.0).then(|| (before / count, after / count))
            }
            Span::Step => {
                let mut all = self.readings.iter().filter(of_it);
                let first = all.next()?;
                all.next_back().map(|last| (first.value, last.value))
            }
        }
    }

    /// The numbers of a measure by day, for a multiple baseline: of each session what was said after it.
    pub(crate) fn series(&self, measure: &Measure) -> Vec<(f64, f64)> {
        let wanted = |reading: &&Reading| {
            let told = measure.span == Span::Step || reading.moment != Moment::Before;
            reading.measure == measure.id && told && self.arm(reading.day).is_some()
        };
        self.readings.iter().filter(wanted).map(|reading| (reading.day, reading.value)).collect()
    }
}

/// The whole day in which a moment lies.
fn whole(day: f64) -> Option<u16> {
    // Truncates on purpose; what lies before the start or beyond 179 years is no day.
    (day >= 0.0 && day < f64::from(u16::MAX)).then_some(day as u16)
}

impl Protocol {
    /// The measure with this id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }
}
