//! Who takes part in a study: drawn one at a time, under a pseudonym, sealed with the client's own key.

use super::{
    Store, StoreError, StudyRow, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_optional},
    keys::{Fresh, Place, Seal},
    studies::next_place,
    written,
};
use care::study::{Cell, Course, LogEntry, Protocol, Standing, What, courses, drawn};
use core::fmt;
use link::privacy::{DataStream, StreamConsent};
use serde::{Deserialize, Serialize};
use session::{ClientId, StudyId, UserId};
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;
/// Letters of a pseudonym: none is taken for another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// So many letters make two pseudonyms of one study equal once in a million studies of a thousand people.
const CODE_LETTERS: usize = 8;

/// What the draw gave somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Their pseudonym: made by chance, so that nothing leads from it to them, or to their pseudonym elsewhere.
    pub code: String,
    /// The list they were drawn from.
    pub list: String,
    /// Their course.
    pub course: Course,
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn { … }")
    }
}

/// Somebody in a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub client: ClientId,
    /// In which study.
    pub study: StudyId,
    /// The version of the protocol that they agreed to.
    pub version: u32,
    /// When they joined, µs since 1970.
    pub enrolled_us: i64,
    /// When they stopped, were through or withdrew.
    pub ended_us: Option<i64>,
    how: Option<String>,
    /// What the draw gave them.
    pub drawn: Drawn,
}

impl PersonRow {
    /// How it stands with them at this moment.
    pub fn standing(&self, now_us: i64) -> Standing {
        match self.how.as_deref() {
            Some("withdrawn") => Standing::Withdrawn,
            Some("stopped") => Standing::Stopped,
            Some(_) => Standing::Done,
            None if self.day(now_us) >= f64::from(self.drawn.course.days()) => Standing::Done,
            None => Standing::In,
        }
    }

    /// Days since they joined.
    pub fn day(&self, at_us: i64) -> f64 {
        at_us.saturating_sub(self.enrolled_us) as f64 / DAY_US as f64
    }
}

type Columns = (Uuid, Uuid, i64, i64, Option<i64>, Option<String>, String);

macro_rules! people {
    ($rest:literal) => {
        concat!(
            "SELECT client, study, version, enrolled_us, ended_us, ended_how, drawn FROM study_people ",
            $rest
        )
    };
}

fn drawn_place(client: Uuid, study: &Uuid) -> Place<'_> {
    Place { column: "study_people.drawn", of: client, row: study.as_bytes() }
}

fn reason_place(client: Uuid, study: &Uuid) -> Place<'_> {
    Place { column: "study_people.reason", of: client, row: study.as_bytes() }
}

fn entry_place(client: Uuid, id: &Uuid) -> Place<'_> {
    Place { column: "study_logs.entry", of: client, row: id.as_bytes() }
}

fn person(
    seal: &Seal,
    (client, study, version, enrolled_us, ended_us, how, drawn): Columns,
) -> Result<PersonRow, StoreError> {
    let unreadable = || StoreError::Unreadable { what: "enrolment" };
    let drawn = seal.open_text(drawn_place(client, &study), drawn)?;
    Ok(PersonRow {
        client: ClientId(client),
        study: StudyId(study),
        version: u32::try_from(version).map_err(|_| unreadable())?,
        enrolled_us,
        ended_us,
        how,
        drawn: serde_json::from_str(&drawn).map_err(|_| unreadable())?,
    })
}

impl Store {
    /// Everybody in a study, in the order of their pseudonyms: that of joining would tell who is who.
    pub async fn people_of_study(
        &self,
        _read: &Witness,
        study: StudyId,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(self.database(), Columns, people!("WHERE study = $1"), study.0)?;
        let mut people = Vec::with_capacity(rows.len());
        for row in rows {
            let seal = self.keys.client(self.database(), row.0).await?;
            people.push(person(&seal, row)?);
        }
        people.sort_by(|one: &PersonRow, other| one.drawn.code.cmp(&other.drawn.code));
        Ok(people)
    }

    /// How many joined a study.
    pub async fn enrolled_count(&self, study: StudyId) -> Result<u32, StoreError> {
        let found: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM study_people WHERE study = $1",
            study.0,
        )?;
        Ok(found.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }

    /// The studies of a client, the newest first.
    pub async fn enrolments(&self, _read: &Witness, client: ClientId) -> Result<Vec<PersonRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            people!("WHERE client = $1 ORDER BY enrolled_us DESC"),
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        rows.into_iter().map(|row| person(&seal, row)).collect()
    }

    /// What the arm is in which a client is today, of a study whose arms differ in the heart that drives a session; `None`
    /// without one.
    pub async fn arm_today(
        &self,
        read: &Witness,
        client: ClientId,
        now_us: i64,
    ) -> Result<Option<What>, StoreError> {
        for row in self.enrolments(read, client).await? {
            if row.standing(now_us) != Standing::In {
                continue;
            }
            let found: Option<(String,)> = fetch_optional!(
                self.database(),
                (String,),
                "SELECT v.protocol FROM study_versions v JOIN studies s ON s.id = v.study
                 WHERE v.study = $1 AND v.number = $2 AND s.ended_us IS NULL",
                row.study.0,
                i64::from(row.version),
            )?;
            let Some((protocol,)) = found else { continue };
            let protocol: Protocol =
                serde_json::from_str(&protocol).map_err(|_| StoreError::Unreadable { what: "protocol" })?;
            if !protocol.has_sham() || self.left_research(read, client, row.enrolled_us).await? {
                continue;
            }
            // A day is whole; nobody joined so long ago that it would not fit.
            let step = row.drawn.course.step(row.day(now_us).max(0.0) as u16);
            let arm = step.and_then(|step| protocol.arm(step.arm.as_deref()?));
            return Ok(arm.map(|arm| arm.what));
        }
        Ok(None)
    }

    /// Whether a client said since a moment that they are in no research.
    pub async fn left_research(
        &self,
        read: &Witness,
        client: ClientId,
        since_us: i64,
    ) -> Result<bool, StoreError> {
        let said = self.consents(read, client).await?;
        let no = |one: &StreamConsent| {
            one.stream == DataStream::Research && !one.given && one.since >= Some(since_us)
        };
        Ok(said.iter().any(no))
    }

    /// Lets a client take part: takes the next place of their list and draws what stands there. [`StoreError::Taken`] where they
    /// take part in a study already, or did in this one.
    pub async fn join_study(
        &self,
        _written: &Witness,
        (study, version): (&StudyRow, u32),
        (client, by): (ClientId, UserId),
        list: &Cell,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let unreadable = || StoreError::Unreadable { what: "protocol" };
        let protocol = &study.version(version).ok_or_else(unreadable)?.protocol;
        let (mut on, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut on, client.0, &mut fresh).await?;
        self.close_what_is_through(&mut on, &seal, client, now_us).await?;
        let place = next_place(&mut on, study.id.0, list.as_str()).await?;
        let course = self.course_at(&mut on, study.id, protocol, (list, place)).await?;
        let drawn = Drawn { code: code()?, list: list.as_str().to_owned(), course };
        let sealed =
            seal.text(drawn_place(client.0, &study.id.0), written(&drawn, "enrolment on its way in")?)?;
        execute!(
            &mut on,
            "INSERT INTO study_people (id, study, client, version, enrolled_us, enrolled_by, drawn)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            study.id.0,
            client.0,
            i64::from(version),
            now_us,
            by.0,
            sealed,
        )?;
        on.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// What stands at a place of a list: the same whenever it is asked, and known to nobody without the master key.
    async fn course_at(
        &self,
        on: &mut Transaction,
        study: StudyId,
        protocol: &Protocol,
        (list, place): (&Cell, u32),
    ) -> Result<Course, StoreError> {
        let unreadable = || StoreError::Unreadable { what: "draw" };
        let rows: Vec<(Vec<u8>,)> =
            fetch_all_within!(on, (Vec<u8>,), "SELECT draw FROM studies WHERE id = $1", study.0)?;
        let (sealed,) = rows.into_iter().next().ok_or_else(unreadable)?;
        let mut numbers = self.keys.draw(study.0, &sealed, list.as_str())?;
        let mut courses = courses(protocol);
        let count = u8::try_from(courses.len()).map_err(|_| unreadable())?;
        let course = drawn(place, count, protocol.design.blocks(), &mut numbers).ok_or_else(unreadable)?;
        let course = usize::from(course);
        if course < courses.len() { Ok(courses.swap_remove(course)) } else { Err(unreadable()) }
    }

    /// Whoever went through a study to its last day may join the next.
    async fn close_what_is_through(
        &self,
        on: &mut Transaction,
        seal: &Seal,
        client: ClientId,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let rows: Vec<Columns> = fetch_all_within!(
            &mut *on,
            Columns,
            people!("WHERE client = $1 AND ended_us IS NULL"),
            client.0
        )?;
        for row in rows {
            let row = person(seal, row)?;
            if row.standing(now_us) == Standing::Done {
                let end_us = row.enrolled_us + i64::from(row.drawn.course.days()) * DAY_US;
                execute!(
                    &mut *on,
                    "UPDATE study_people SET ended_us = $1, ended_how = 'done' WHERE client = $2 AND study = $3",
                    end_us,
                    client.0,
                    row.study.0,
                )?;
            }
        }
        Ok(())
    }

    /// A client stops, or takes back what was measured too; whether they took part, or could still take it back.
    pub async fn leave_study(
        &self,
        _written: &Witness,
        (client, study): (ClientId, StudyId),
        (by, withdraw, reason): (UserId, bool, &str),
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let (mut on, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut on, client.0, &mut fresh).await?;
        let reason = seal.text(reason_place(client.0, &study.0), reason.to_owned())?;
        let how = if withdraw { "withdrawn" } else { "stopped" };
        // Who stopped before can still take everything back.
        let sql = match withdraw {
            true => {
                "UPDATE study_people SET ended_us = COALESCE(ended_us, $1), ended_by = $2, ended_how = $3, reason = $4
                 WHERE client = $5 AND study = $6 AND (ended_how IS NULL OR ended_how <> 'withdrawn')"
            }
            false => {
                "UPDATE study_people SET ended_us = COALESCE(ended_us, $1), ended_by = $2, ended_how = $3, reason = $4
                 WHERE client = $5 AND study = $6 AND ended_us IS NULL"
            }
        };
        let left = execute!(&mut on, sql, now_us, by.0, how, reason, client.0, study.0)?;
        on.commit().await?;
        self.keys.learn(fresh);
        Ok(left > 0)
    }

    /// Keeps what was logged by hand.
    pub async fn add_study_log(
        &self,
        _written: &Witness,
        (client, study): (ClientId, StudyId),
        by: UserId,
        entry: &LogEntry,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let (mut on, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut on, client.0, &mut fresh).await?;
        let entry = seal.text(entry_place(client.0, &id), written(entry, "log on its way in")?)?;
        execute!(
            &mut on,
            "INSERT INTO study_logs (id, study, client, logged_us, logged_by, entry) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            study.0,
            client.0,
            now_us,
            by.0,
            entry,
        )?;
        on.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// What was logged by hand of a client in a study, by when it was used.
    pub async fn study_log(
        &self,
        _read: &Witness,
        client: ClientId,
        study: StudyId,
    ) -> Result<Vec<LogEntry>, StoreError> {
        let rows: Vec<(Uuid, String)> = fetch_all!(
            self.database(),
            (Uuid, String),
            "SELECT id, entry FROM study_logs WHERE client = $1 AND study = $2",
            client.0,
            study.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let mut entries: Vec<LogEntry> = Vec::with_capacity(rows.len());
        for (id, entry) in rows {
            let entry = seal.open_text(entry_place(client.0, &id), entry)?;
            let entry = serde_json::from_str(&entry);
            entries.push(entry.map_err(|_| StoreError::Unreadable { what: "log of a study" })?);
        }
        entries.sort_by_key(|entry| entry.at_us);
        Ok(entries)
    }

    /// Whether a client agreed to be asked for studies.
    pub async fn in_panel(&self, _read: &Witness, client: ClientId) -> Result<bool, StoreError> {
        let sql = "SELECT since_us FROM study_panel WHERE client = $1";
        let found: Option<(i64,)> = fetch_optional!(self.database(), (i64,), sql, client.0)?;
        Ok(found.is_some())
    }

    /// A client agrees to be asked for studies, or no longer.
    pub async fn set_panel(
        &self,
        _written: &Witness,
        client: ClientId,
        (member, by): (bool, UserId),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut on = self.database().begin().await?;
        match member {
            true => execute!(
                &mut on,
                "INSERT INTO study_panel (client, since_us, added_by) VALUES ($1, $2, $3) ON CONFLICT (client) DO NOTHING",
                client.0,
                now_us,
                by.0,
            )?,
            false => execute!(&mut on, "DELETE FROM study_panel WHERE client = $1", client.0)?,
        };
        on.commit().await
    }
}

/// A new pseudonym.
fn code() -> Result<String, StoreError> {
    let mut bytes = [0; CODE_LETTERS];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Unreadable { what: "source of random bytes" })?;
    // 256 is a multiple of 32: every letter is equally likely.
    let letter =
        |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).map_or('A', |letter| char::from(*letter));
    Ok(bytes.iter().map(letter).collect())
}
