//! What the record says of real use at the places of a project: raw counts, which are made fit to show before anybody sees them.

use super::{
    Store, StoreError, Witness,
    database::{fetch_all, fetch_optional},
    projects::at_place,
};
use session::{ClientId, EventKind, FinishCause, OrganisationId, Steering, TeamId, UserId};
use std::collections::{BTreeMap, BTreeSet};
use toolkit::project::{Day, Use};
use uuid::Uuid;

/// One session, as far as it counts.
#[derive(Default)]
struct Counted {
    client: Option<Uuid>,
    opened_us: i64,
    length_us: i64,
    before: Option<u8>,
    after: Option<u8>,
    with: BTreeSet<UserId>,
    broken_off: bool,
    adverse: bool,
}

type SessionColumns = (Uuid, Option<Uuid>, i64, i64);
type EventColumns = (Uuid, i64, String, i64, String);

impl Store {
    /// Use at these teams' places from a day up to now; the row of the access log says that it was read.
    pub async fn project_use(
        &self,
        read: &Witness,
        organisation: OrganisationId,
        teams: &BTreeSet<TeamId>,
        from: Day,
        now_us: i64,
    ) -> Result<Use, StoreError> {
        self.settle_all().await?;
        let from_us = from.noon_us() - DAY_US / 2;
        let mut sessions: BTreeMap<Uuid, Counted> = BTreeMap::new();
        let mut colleagues: BTreeSet<Uuid> = BTreeSet::new();
        for team in teams {
            let rows: Vec<SessionColumns> = fetch_all!(
                self.database(),
                SessionColumns,
                concat!(
                    "SELECT s.id, s.client, s.opened_us, (SELECT COALESCE(MAX(e.at_us), 0) FROM events e WHERE e.session = s.id)
                     FROM sessions s WHERE s.organisation = $1 AND s.opened_us >= $3 AND ",
                    at_place!("$2")
                ),
                organisation.0,
                team.0,
                from_us,
            )?;
            for (id, client, opened_us, length_us) in rows {
                sessions.entry(id).or_insert(Counted { client, opened_us, length_us, ..Counted::default() });
            }
            let events: Vec<EventColumns> = fetch_all!(
                self.database(),
                EventColumns,
                concat!(
                    "SELECT v.session, v.seq, v.kind, v.version, v.payload FROM events v JOIN sessions s ON s.id = v.session
                     WHERE s.organisation = $1 AND s.opened_us >= $3 AND ",
                    at_place!("$2"),
                    " AND v.kind IN ('tension-before', 'tension-after', 'watch-started', 'steering-changed', 'finishing',
                         'adverse-event-noted') ORDER BY v.session, v.seq"
                ),
                organisation.0,
                team.0,
                from_us,
            )?;
            for (id, seq, kind, version, payload) in events {
                let kind = self.event_kind(id, (seq, version, &kind), payload).await?;
                if let Some(counted) = sessions.get_mut(&id) {
                    counted.take(&kind);
                }
            }
            let members: Vec<(Uuid,)> = fetch_all!(
                self.database(),
                (Uuid,),
                "SELECT user_id FROM team_members WHERE team = $1 AND since_us <= $2 AND (until_us IS NULL OR until_us > $2)",
                team.0,
                now_us,
            )?;
            colleagues.extend(members.into_iter().map(|(user,)| user));
        }
        let sessions: Vec<Counted> = sessions.into_values().collect();
        let clients: BTreeSet<Uuid> = sessions.iter().filter_map(|session| session.client).collect();
        let mut used = counted(&sessions, &clients, (from, Day::of_us(now_us)));
        used.colleagues = whole(colleagues.len());
        self.of_clients(read, &clients, (from_us, now_us), &mut used).await?;
        self.of_headsets(organisation, from_us, &mut used).await?;
        Ok(used)
    }

    /// Their indications, and how often their plans changed.
    async fn of_clients(
        &self,
        read: &Witness,
        clients: &BTreeSet<Uuid>,
        (from_us, now_us): (i64, i64),
        used: &mut Use,
    ) -> Result<(), StoreError> {
        let mut indications: BTreeMap<String, u32> = BTreeMap::new();
        for client in clients {
            let last = self.screenings(read, ClientId(*client)).await?.pop();
            for id in last.map(|row| row.screening.answers.indications).unwrap_or_default() {
                *indications.entry(id).or_default() += 1;
            }
            let changed: Option<(i64,)> = fetch_optional!(
                self.database(),
                (i64,),
                "SELECT COUNT(*) FROM plans WHERE client = $1 AND number > 1 AND at_us >= $2 AND at_us <= $3",
                client,
                from_us,
                now_us,
            )?;
            used.plan_changes += changed.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0);
        }
        used.indications = indications.into_iter().collect();
        Ok(())
    }

    async fn of_headsets(
        &self,
        organisation: OrganisationId,
        from_us: i64,
        used: &mut Use,
    ) -> Result<(), StoreError> {
        let found: Option<(i64, i64)> = fetch_optional!(
            self.database(),
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM headsets WHERE organisation = $1 AND revoked_us IS NULL AND kind = 'headset'),
                 (SELECT COUNT(*) FROM happenings p JOIN headsets h ON h.id = p.headset
                  WHERE h.organisation = $1 AND p.kind = 'broke' AND p.at_us >= $2)",
            organisation.0,
            from_us,
        )?;
        if let Some((headsets, faults)) = found {
            (used.headsets, used.faults) =
                (u32::try_from(headsets).unwrap_or(0), u32::try_from(faults).unwrap_or(0));
        }
        Ok(())
    }
}

const DAY_US: i64 = 86_400_000_000;

impl Counted {
    fn take(&mut self, kind: &EventKind) {
        match kind {
            EventKind::TensionBefore(value) => self.before = *value,
            EventKind::TensionAfter(value) => self.after = *value,
            EventKind::WatchStarted(watcher) => {
                self.with.insert(watcher.user);
            }
            EventKind::SteeringChanged { to: Steering::Companion(user), .. } => {
                self.with.insert(*user);
            }
            EventKind::Finishing(cause) => {
                self.broken_off |= matches!(cause, FinishCause::Left | FinishCause::SelfCheck);
            }
            EventKind::AdverseEventNoted(_) => self.adverse = true,
            _ => {}
        }
    }
}

fn counted(sessions: &[Counted], clients: &BTreeSet<Uuid>, (from, until): (Day, Day)) -> Use {
    let count = |holds: &dyn Fn(&Counted) -> bool| whole(sessions.iter().filter(|it| holds(it)).count());
    let rated =
        |session: &Counted| Some((session.client, i16::from(session.before?) - i16::from(session.after?)));
    let drops: Vec<(Option<Uuid>, i16)> = sessions.iter().filter_map(rated).collect();
    let professionals: BTreeSet<UserId> = sessions.iter().flat_map(|it| it.with.iter().copied()).collect();
    let minutes: i64 = sessions.iter().map(|session| session.length_us).sum::<i64>() / 60_000_000;
    let rated_clients: BTreeSet<Uuid> = drops.iter().filter_map(|(client, _)| *client).collect();
    Use {
        professionals: whole(professionals.len()),
        clients: whole(clients.len()),
        anonymous: count(&|session| session.client.is_none()),
        sessions: whole(sessions.len()),
        minutes: u32::try_from(minutes).unwrap_or(0),
        weeks: weeks(sessions, from, until),
        guided: count(&|session| !session.with.is_empty()),
        broken_off: count(&|session| session.broken_off),
        drops: drops.iter().filter_map(|(_, drop)| i8::try_from(*drop).ok()).collect(),
        rated_clients: whole(rated_clients.len()),
        adverse: count(&|session| session.adverse),
        ..Use::default()
    }
}

/// Every week of the time by its Monday, also those without a session.
fn weeks(sessions: &[Counted], from: Day, until: Day) -> Vec<(Day, u32)> {
    // 1 January 1970 was a Thursday.
    let monday = |day: Day| Day(day.0 - (day.0 + 3).rem_euclid(7));
    let mut weeks: BTreeMap<Day, u32> = BTreeMap::new();
    let mut week = monday(from);
    while week <= until {
        weeks.insert(week, 0);
        week = week.plus_days(7);
    }
    for session in sessions {
        if let Some(count) = weeks.get_mut(&monday(Day::of_us(session.opened_us))) {
            *count += 1;
        }
    }
    weeks.into_iter().collect()
}

fn whole(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_week_counts_from_its_monday_also_a_silent_one() {
        // 2 November 2026 is a Monday, 22 November a Sunday.
        let day = |text: &str| text.parse::<Day>().unwrap();
        let at = |text: &str| Counted { opened_us: day(text).noon_us(), ..Counted::default() };
        let found = weeks(
            &[at("2026-11-08"), at("2026-11-02"), at("2026-11-16")],
            day("2026-11-04"),
            day("2026-11-22"),
        );
        let expected = [("2026-11-02", 2), ("2026-11-09", 0), ("2026-11-16", 1)];
        assert_eq!(found, expected.map(|(text, count)| (day(text), count)));
    }
}
