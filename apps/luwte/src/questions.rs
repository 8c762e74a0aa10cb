//! Questions on the server: which sets an institution may ask, what is planned and due for a client, and what was answered.

use crate::store::{ScheduledRow, SetRow, Store, StoreError, Witness};
use care::questions::{
    Answer, Answered, ClientAnswers, Moment, Planned, QuestionSet, Scheduled, When, due, from_session,
    planned, score, shipped,
};
use session::{ClientId, OrganisationId, PlannedSets, SessionId};
use std::collections::{BTreeMap, BTreeSet};

/// The last moment of the day at which a set was due lies no further back: two days, and one that a session may take.
const LAST_MOMENT_US: i64 = 3 * 86_400_000_000;

/// The sets that an institution may ask: those that come with Luwte and the newest published version of its own, where the
/// licence allows what was confirmed.
pub fn in_use(rows: &[SetRow]) -> Vec<&QuestionSet> {
    let mut sets: Vec<&QuestionSet> = shipped().iter().collect();
    let mut own = BTreeSet::new();
    for row in rows.iter().filter(|row| row.published.is_some()) {
        // The newest version comes first.
        if own.insert(row.set.id.as_str()) && row.set.licence.allows(row.confirmed) {
            sets.push(&row.set);
        }
    }
    sets
}

/// This version of a set, when it was ever published here or comes with Luwte.
pub fn version<'a>(rows: &'a [SetRow], set: &str, version: u16) -> Option<&'a QuestionSet> {
    let own = rows.iter().filter(|row| row.published.is_some()).map(|row| &*row.set);
    shipped().iter().chain(own).find(|known| known.id == set && known.version == version)
}

/// Everything that a client, or who cares for them, answered: the oldest first.
pub async fn answered(
    store: &Store,
    read: &Witness,
    organisation: OrganisationId,
    client: ClientId,
    rows: &[SetRow],
) -> Result<ClientAnswers, StoreError> {
    answered_since(store, read, (organisation, client), rows, i64::MIN).await
}

/// The same, of the sessions that were opened since a moment, and of all that colleagues wrote down.
async fn answered_since(
    store: &Store,
    read: &Witness,
    (organisation, client): (OrganisationId, ClientId),
    rows: &[SetRow],
    since_us: i64,
) -> Result<ClientAnswers, StoreError> {
    let names = store.names(organisation).await?;
    let mut of_sessions: BTreeMap<SessionId, Vec<_>> = BTreeMap::new();
    for (session, wall_us, kind) in store.question_events(read, organisation, client, since_us).await? {
        of_sessions.entry(session).or_default().push((wall_us, kind));
    }
    let mut found = Vec::new();
    for (session, events) in &of_sessions {
        for given in from_session(events.iter().map(|(wall_us, kind)| (*wall_us, kind))) {
            found.push(Answered {
                at_us: given.at_us,
                set: given.set,
                version: given.version,
                asked: given.asked,
                session: Some(*session),
                by_name: given.by.and_then(|by| names.get(&by).cloned()),
                answers: given.answers,
                scored: Vec::new(),
            });
        }
    }
    for row in store.answers(read, client).await? {
        found.push(Answered {
            at_us: row.at_us,
            set: row.set,
            version: row.version,
            asked: row.asked,
            session: row.session,
            by_name: Some(row.by_name),
            answers: row.answers,
            scored: Vec::new(),
        });
    }
    found.sort_by_key(|answered| answered.at_us);
    let mut sets: Vec<QuestionSet> = Vec::new();
    for answered in &mut found {
        let Some(set) = version(rows, &answered.set, answered.version) else { continue };
        answered.scored = score(set, &answered.answers);
        if !sets.iter().any(|known| known.id == set.id && known.version == set.version) {
            sets.push(set.clone());
        }
    }
    Ok(ClientAnswers { answered: found, sets })
}

/// What is planned for a client, with what is due now.
pub async fn scheduled(
    store: &Store,
    read: &Witness,
    organisation: OrganisationId,
    client: ClientId,
    now_us: i64,
) -> Result<Vec<Scheduled>, StoreError> {
    let planned = store.scheduled_of_client(read, client, now_us).await?;
    if planned.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store.question_sets(organisation).await?;
    let known = in_use(&rows);
    let answers = answered(store, read, organisation, client, &rows).await?;
    Ok(planned.into_iter().filter_map(|row| told(row, &known, &answers, now_us)).collect())
}

/// What the headset is to ask of a client.
pub async fn for_headset(
    store: &Store,
    read: &Witness,
    organisation: OrganisationId,
    client: ClientId,
    now_us: i64,
) -> Result<PlannedSets, StoreError> {
    let scheduled = store.scheduled_of_client(read, client, now_us).await?;
    if scheduled.is_empty() {
        return Ok(PlannedSets::default());
    }
    let rows = store.question_sets(organisation).await?;
    let known = in_use(&rows);
    // Only what is planned by the day asks when it was last answered, and no further back than its last moment.
    let by_the_day = scheduled.iter().any(|row| row.whens.iter().any(When::is_of_the_day));
    let answers = match by_the_day {
        true => answered_since(store, read, (organisation, client), &rows, now_us - LAST_MOMENT_US).await?,
        false => ClientAnswers::default(),
    };
    let told: Vec<Scheduled> =
        scheduled.into_iter().filter_map(|row| told(row, &known, &answers, now_us)).collect();
    let sets = told.iter().filter_map(|scheduled| {
        let set = known.iter().find(|set| set.id == scheduled.set)?;
        Some((*set, scheduled.whens.as_slice(), scheduled.due))
    });
    Ok(planned(sets))
}

/// A planned set as people see it; `None` for one that may not be asked any more.
pub fn told(
    row: ScheduledRow,
    known: &[&QuestionSet],
    answers: &ClientAnswers,
    now_us: i64,
) -> Option<Scheduled> {
    let set = known.iter().find(|set| set.id == row.set)?;
    let given = |answered: &&Answered| {
        answered.set == row.set && answered.answers.values().any(|answer| *answer != Answer::Skipped)
    };
    let answered_us = answers.answered.iter().rev().find(given).map(|answered| answered.at_us);
    let due = is_due(&row, answered_us, now_us);
    let (team, team_name) = row.team.unzip();
    Some(Scheduled {
        id: row.id,
        set: row.set,
        title: set.title.clone(),
        rater: set.rater,
        whens: row.whens,
        team,
        team_name,
        since_us: row.since_us,
        by_name: row.by_name,
        answered_us,
        due,
    })
}

/// Whether one of its moments of the day is due and was not answered since.
fn is_due(row: &ScheduledRow, answered_us: Option<i64>, now_us: i64) -> bool {
    let local = |at_us: i64| {
        let minutes = at_us.div_euclid(60_000_000) + i64::from(row.offset_min);
        (minutes.div_euclid(1_440), u16::try_from(minutes.rem_euclid(1_440)).unwrap_or(0))
    };
    // Its random moments follow from its id, the same for whoever asks.
    let (_, plan) = row.id.0.as_u64_pair();
    let plans: Vec<Planned> = (row.whens.iter().copied().filter(When::is_of_the_day))
        .map(|when| Planned { plan, set: row.set.clone(), when })
        .collect();
    let (day, minute) = local(now_us);
    let now = Moment { day, minute, session: None, tension: None };
    // What was planned after today's moment begins tomorrow; nothing is due for the time before.
    let last = local(answered_us.unwrap_or(row.since_us));
    !due(&plans, now, |_| Some((last.0, last.1, false))).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::questions::{Licence, Use};
    use session::ScheduledId;
    use uuid::Uuid;

    const HOUR_US: i64 = 3_600_000_000;
    const DAY_US: i64 = 24 * HOUR_US;

    fn row(whens: Vec<When>) -> ScheduledRow {
        ScheduledRow {
            id: ScheduledId(Uuid::from_u128(7)),
            set: "sleep".into(),
            whens,
            offset_min: 60,
            team: None,
            since_us: 20_000 * DAY_US,
            by_name: "Noor".into(),
        }
    }

    #[test]
    fn a_daily_set_is_due_from_its_local_minute_until_it_is_answered() {
        // Nine o'clock in a place an hour east of UTC is eight o'clock UTC.
        let daily = row(vec![When::Daily { minute: 9 * 60 }]);
        let day = 20_001 * DAY_US;
        assert!(!is_due(&daily, None, day + 8 * HOUR_US - 1));
        assert!(is_due(&daily, None, day + 8 * HOUR_US));
        assert!(!is_due(&daily, Some(day + 8 * HOUR_US), day + 20 * HOUR_US));
        assert!(is_due(&daily, Some(day + 8 * HOUR_US), day + DAY_US + 8 * HOUR_US));
        assert!(!is_due(&row(vec![When::BeforeSession]), None, day + 20 * HOUR_US));
    }

    #[test]
    fn what_is_planned_in_the_evening_is_not_due_for_that_morning() {
        let mut daily = row(vec![When::Daily { minute: 9 * 60 }]);
        daily.since_us = 20_001 * DAY_US + 19 * HOUR_US;
        assert!(!is_due(&daily, None, 20_001 * DAY_US + 20 * HOUR_US));
        assert!(is_due(&daily, None, 20_002 * DAY_US + 8 * HOUR_US));
    }

    #[test]
    fn only_what_was_published_and_may_be_used_is_in_use() {
        let own = |id: &str, version, published: bool, licence, confirmed| {
            let mut set = shipped()[0].clone();
            (set.id, set.version, set.licence) = (id.to_owned(), version, licence);
            let set = std::sync::Arc::new(set);
            let published = published.then(|| (1, "Noor".to_owned()));
            SetRow { set, saved_us: 1, saved_by_name: "Noor".into(), published, confirmed }
        };
        let source = || Licence::NonCommercial { source: "WHO".into() };
        let free = Use { non_commercial: true, has_licence: false };
        let rows = [
            own("a", 2, false, Licence::Own, Use::default()),
            own("a", 1, true, Licence::Own, Use::default()),
            own("who-5", 1, true, source(), free),
            own("paid", 1, true, Licence::Licensed { source: "x".into() }, free),
        ];
        let found: Vec<_> =
            in_use(&rows)[shipped().len()..].iter().map(|set| (set.id.clone(), set.version)).collect();
        assert_eq!(found, [("a".to_owned(), 1), ("who-5".to_owned(), 1)]);
        assert!(version(&rows, "a", 2).is_none(), "a draft is asked of nobody");
    }
}
