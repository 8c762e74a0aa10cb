//! What was measured of the people in a study, out of their sessions, answers and logs, under their pseudonyms.

use crate::{
    api::Failure,
    app::App,
    auth::Granted,
    clock, questions,
    store::{PersonRow, SessionRow, StudyRow, Which, Witness},
};
use care::{
    Rating,
    questions::{Answer, Answered, Asked, Score},
    study::{Measure, Moment, Person, Protocol, Reading, Source, Standing, What},
};
use session::{OrganisationId, SessionId, StudyId};

/// Somebody in a study, with the sessions that were theirs in it.
pub(super) struct Gathered {
    /// Their numbers.
    pub(super) person: Person,
    /// Their row.
    pub(super) row: PersonRow,
    /// Their sessions in it, the oldest first: the place of each is its number.
    pub(super) sessions: Vec<SessionRow>,
}

/// Writes who is read into the access log before anything is: each of them finds it there.
pub(super) async fn shown<R>(
    app: &App,
    granted: &Granted<R>,
    action: &'static str,
    id: StudyId,
) -> Result<Witness, Failure> {
    let read = granted.audit(app, action, "study-data", Some(id.0)).await?;
    let people = app.store.people_of_study(&read, id).await?;
    granted.audit_shown(app, "study-data", people.into_iter().map(|row| row.client)).await?;
    Ok(read)
}

/// Everybody in a study, in the order of their pseudonyms. Whoever said since that they are in no research counts as withdrawn.
pub(super) async fn gathered(
    app: &App,
    read: &Witness,
    organisation: OrganisationId,
    study: &StudyRow,
    protocol: &Protocol,
) -> Result<Vec<Gathered>, Failure> {
    let (sets, now_us) = (app.store.question_sets(organisation).await?, clock::wall_us());
    let mut all = Vec::new();
    for row in app.store.people_of_study(read, study.id).await? {
        let left = app.store.left_research(read, row.client, row.enrolled_us).await?;
        let standing = if left { Standing::Withdrawn } else { row.standing(now_us) };
        let mut gathered = Gathered {
            person: Person {
                code: row.drawn.code.clone(),
                cell: row.drawn.list.clone(),
                course: row.drawn.course.clone(),
                version: row.version,
                standing,
                readings: Vec::new(),
            },
            row,
            sessions: Vec::new(),
        };
        if standing != Standing::Withdrawn {
            let answered = questions::answered(&app.store, read, organisation, gathered.row.client, &sets)
                .await?
                .answered;
            gathered.read(app, read, organisation, (protocol, &answered)).await?;
        }
        all.push(gathered);
    }
    Ok(all)
}

impl Gathered {
    /// Reads what was measured since they joined, until they stopped.
    async fn read(
        &mut self,
        app: &App,
        read: &Witness,
        organisation: OrganisationId,
        (protocol, answered): (&Protocol, &[Answered]),
    ) -> Result<(), Failure> {
        let client = self.row.client;
        let until_us = self.row.ended_us.unwrap_or(i64::MAX);
        let counts = |at_us: i64| (self.row.enrolled_us..=until_us).contains(&at_us);
        let mut sessions = app.store.sessions(read, organisation, Which::Of(client)).await?;
        sessions.retain(|short| counts(short.row.opened_us) && !short.row.recording);
        sessions.reverse();
        let log = app.store.study_log(read, client, self.row.study).await?;
        let entries: Vec<_> = log.iter().filter(|entry| counts(entry.at_us)).collect();
        let mut readings = Vec::new();
        for measure in &protocol.measures {
            let mut add = |at_us: i64, session: Option<u32>, moment, value: f64| {
                let (measure, day) = (measure.id.clone(), self.row.day(at_us));
                readings.push(Reading { measure, day, session, moment, value });
            };
            if measure.source == Source::Tension {
                for (n, short) in (0..).zip(&sessions) {
                    // A session in the days of what is logged by hand is not what that arm is about.
                    let arm = self.person.arm(self.row.day(short.row.opened_us)).flatten();
                    if arm.and_then(|arm| protocol.arm(arm)).is_some_and(|arm| arm.what == What::Logged) {
                        continue;
                    }
                    // What a colleague saw is no measure of what the client felt.
                    let own = |rating: Option<Rating>| rating.filter(|rating| !rating.by_colleague);
                    let (before, after) = (own(short.ratings.before), own(short.ratings.after));
                    for (moment, rating) in [(Moment::Before, before), (Moment::After, after)] {
                        let told =
                            |rating: Rating| add(short.row.opened_us, Some(n), moment, rating.value.into());
                        rating.into_iter().for_each(told);
                    }
                }
                let first = u32::try_from(sessions.len()).unwrap_or(u32::MAX);
                for (n, entry) in (first..).zip(&entries) {
                    for (moment, value) in [(Moment::Before, entry.before), (Moment::After, entry.after)] {
                        value.into_iter().for_each(|value| add(entry.at_us, Some(n), moment, value.into()));
                    }
                }
            }
            for given in answered.iter().filter(|given| counts(given.at_us)) {
                let Some(value) = value(measure, given) else { continue };
                let place = |id: SessionId| sessions.iter().position(|short| short.row.id == id);
                let session = given.session.and_then(place).and_then(|place| u32::try_from(place).ok());
                let moment = match (given.asked, session) {
                    (Asked::Before, Some(_)) => Moment::Before,
                    (Asked::After, Some(_)) => Moment::After,
                    _ => Moment::Apart,
                };
                add(given.at_us, session, moment, value);
            }
        }
        readings.sort_by(|one, other| one.day.total_cmp(&other.day));
        self.person.readings = readings;
        self.sessions = sessions.into_iter().map(|short| short.row).collect();
        Ok(())
    }
}

/// What an answer says of a measure.
fn value(measure: &Measure, given: &Answered) -> Option<f64> {
    match &measure.source {
        Source::Tension => None,
        Source::Item { set, item } if *set == given.set => match given.answers.get(item)? {
            Answer::Number(number) => Some(f64::from(*number)),
            _ => None,
        },
        Source::Scale { set, scale } if *set == given.set => {
            let scored = given.scored.iter().find(|scored| scored.scale == *scale)?;
            match scored.score {
                Score::Value { value, .. } => Some(value),
                Score::TooMuchMissing => None,
            }
        }
        Source::Item { .. } | Source::Scale { .. } => None,
    }
}
