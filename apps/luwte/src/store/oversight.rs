//! What the privacy officer oversees in counts: consents, retention runs, and whether the access log was whole.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    places::CELL_MIN,
};
use link::privacy::{ConsentCount, DataStream, LogCheck, RetentionRun};
use session::OrganisationId;
use std::collections::HashMap;
use uuid::Uuid;

/// The most runs in a list: a month of nights.
const RUNS_MAX: i64 = 31;

/// What a retention run did in one institution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunToNote {
    /// Whether it erases, or only tells.
    pub erases: bool,
    /// Clients whose record was due.
    pub due: u32,
    /// Of those, how many a hold kept.
    pub held: u32,
    /// How many were erased.
    pub erased: u32,
}

impl Store {
    /// Writes down what a retention run did.
    pub async fn note_retention_run(
        &self,
        organisation: OrganisationId,
        run: RunToNote,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO retention_runs (id, organisation, at_us, erases, due, held, erased)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            organisation.0,
            now_us,
            i64::from(run.erases),
            i64::from(run.due),
            i64::from(run.held),
            i64::from(run.erased),
        )?;
        transaction.commit().await
    }

    /// When the last retention run was, of any institution.
    pub async fn last_retention_run(&self) -> Result<Option<i64>, StoreError> {
        let row: Option<(Option<i64>,)> =
            fetch_optional!(self.database(), (Option<i64>,), "SELECT MAX(at_us) FROM retention_runs")?;
        Ok(row.and_then(|(at_us,)| at_us))
    }

    /// The newest retention runs of an institution, the newest first.
    pub async fn retention_runs(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
    ) -> Result<Vec<RetentionRun>, StoreError> {
        type Columns = (i64, i64, i64, i64, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT at_us, erases, due, held, erased FROM retention_runs
             WHERE organisation = $1 ORDER BY at_us DESC, id DESC LIMIT $2",
            organisation.0,
            RUNS_MAX,
        )?;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let run = |(at, erases, due, held, erased): Columns| RetentionRun {
            at,
            erases: erases != 0,
            due: count(due),
            held: count(held),
            erased: count(erased),
        };
        Ok(rows.into_iter().map(run).collect())
    }

    /// Looks through the whole access log and writes down what was found.
    pub async fn check_log(&self, now_us: i64) -> Result<LogCheck, StoreError> {
        let verified = self.verify_audit(&[]).await?;
        let broken_at = verified.broken.map(|_| verified.head.n.saturating_add(1));
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO log_checks (id, at_us, lines, broken_at) VALUES ($1, $2, $3, $4)",
            Uuid::now_v7(),
            now_us,
            verified.head.n,
            broken_at,
        )?;
        transaction.commit().await?;
        Ok(check((now_us, verified.head.n, broken_at)))
    }

    /// What the last look through the access log found; `None` before the first.
    pub async fn last_log_check(&self, _read: &Witness) -> Result<Option<LogCheck>, StoreError> {
        let row: Option<(i64, i64, Option<i64>)> = fetch_optional!(
            self.database(),
            (i64, i64, Option<i64>),
            "SELECT at_us, lines, broken_at FROM log_checks ORDER BY at_us DESC, id DESC LIMIT 1"
        )?;
        Ok(row.map(check))
    }

    /// How many clients say no to each stream. Fewer than five on either side are not told: nobody can be recognised.
    pub async fn consent_counts(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
    ) -> Result<Vec<ConsentCount>, StoreError> {
        let all: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM clients WHERE organisation = $1",
            organisation.0
        )?;
        let all = all.map_or(0, |(count,)| count);
        let rows: Vec<(String, i64, i64)> = fetch_all!(
            self.database(),
            (String, i64, i64),
            "SELECT c.stream, c.given, COUNT(*) FROM consents c JOIN clients k ON k.id = c.client
             WHERE k.organisation = $1 AND c.number = (SELECT MAX(n.number) FROM consents n
                 WHERE n.client = c.client AND n.stream = c.stream) GROUP BY c.stream, c.given",
            organisation.0,
        )?;
        let said: HashMap<(String, bool), i64> =
            rows.into_iter().map(|(stream, given, count)| ((stream, given != 0), count)).collect();
        Ok(DataStream::ALL.iter().map(|stream| counted(*stream, all, &said)).collect())
    }
}

fn counted(stream: DataStream, all: i64, said: &HashMap<(String, bool), i64>) -> ConsentCount {
    let said = |given| said.get(&(stream.word().to_owned(), given)).copied().unwrap_or(0);
    // Who never said anything has what holds then.
    let no = if stream.unless_said() { said(false) } else { all - said(true) };
    let told = no >= CELL_MIN && all - no >= CELL_MIN;
    let count = |count: i64| u32::try_from(count).ok();
    ConsentCount { stream, clients: count(all).filter(|_| all >= CELL_MIN), no: count(no).filter(|_| told) }
}

fn check((at, lines, broken_at): (i64, i64, Option<i64>)) -> LogCheck {
    LogCheck { at, lines: u64::try_from(lines).unwrap_or(0), broken_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_which_somebody_could_be_recognised_are_not_told() {
        let said = |stream: DataStream, no: i64, yes: i64| {
            HashMap::from([((stream.word().to_owned(), false), no), ((stream.word().to_owned(), true), yes)])
        };
        let told = |stream, all, no, yes| counted(stream, all, &said(stream, no, yes)).no;
        assert_eq!(told(DataStream::Heart, 40, 6, 0), Some(6));
        assert_eq!(told(DataStream::Heart, 40, 4, 0), None, "four can be recognised");
        assert_eq!(told(DataStream::Heart, 40, 37, 0), None, "and so can the three who say yes");
        assert_eq!(told(DataStream::Research, 40, 0, 10), Some(30), "research asks first");
        assert_eq!(counted(DataStream::Heart, 4, &HashMap::new()).clients, None);
    }
}
