//! Studies of an institution: protocols in versions, when they open and end, and the secret from which each draws.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_optional, fetch_within},
    written,
};
use care::study::{Assessed, Joined, Protocol, StudyState, Version};
use session::{OrganisationId, StudyId, UserId};
use uuid::Uuid;

/// A study.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyRow {
    /// Which.
    pub id: StudyId,
    /// Whose study it is, where the institution joined another's.
    pub joined: Option<Joined>,
    /// When it was opened, µs since 1970.
    pub opened_us: Option<i64>,
    /// When it ended, and why.
    pub ended: Option<(i64, String)>,
    /// Its versions, the newest first; there is at least one.
    pub versions: Vec<Version>,
}

type Columns = (Uuid, Option<String>, Option<i64>, Option<i64>, Option<String>);
type VersionColumns = (Uuid, i64, i64, String, String);

const UNREADABLE: StoreError = StoreError::Unreadable { what: "study" };

impl StudyRow {
    /// Where it stands.
    pub fn state(&self) -> StudyState {
        match (self.opened_us, &self.ended) {
            (_, Some(_)) => StudyState::Ended,
            (Some(_), None) => StudyState::Open,
            (None, None) => StudyState::Draft,
        }
    }

    /// The version that counts now.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// The version with this number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// Whether nobody sees who is in which arm: it is blinded and has not ended.
    pub fn is_hidden(&self) -> bool {
        self.ended.is_none() && self.newest().is_some_and(|version| version.protocol.blinded)
    }
}

impl Store {
    /// Every study of an institution, the newest first.
    pub async fn studies(&self, organisation: OrganisationId) -> Result<Vec<StudyRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT id, joined, opened_us, ended_us, end_reason FROM studies WHERE organisation = $1
             ORDER BY made_us DESC, id DESC",
            organisation.0,
        )?;
        let versions: Vec<VersionColumns> = fetch_all!(
            self.database(),
            VersionColumns,
            "SELECT v.study, v.number, v.saved_us, n.name, v.protocol FROM study_versions v
             JOIN studies s ON s.id = v.study JOIN user_names n ON n.user_id = v.saved_by
             WHERE s.organisation = $1 ORDER BY v.study, v.number",
            organisation.0,
        )?;
        rows.into_iter().map(|row| study(row, &versions)).collect()
    }

    /// One study of an institution.
    pub async fn study(
        &self,
        organisation: OrganisationId,
        id: StudyId,
    ) -> Result<Option<StudyRow>, StoreError> {
        Ok(self.studies(organisation).await?.into_iter().find(|row| row.id == id))
    }

    /// Adds a study in its first version, with the secret of its draw: nobody sees it, and it never changes.
    pub async fn add_study(
        &self,
        _written: &Witness,
        (organisation, by): (OrganisationId, UserId),
        (protocol, joined): (&Protocol, Option<&Joined>),
        now_us: i64,
    ) -> Result<StudyId, StoreError> {
        let id = Uuid::now_v7();
        let joined = joined.map(|joined| written(joined, "study on its way in")).transpose()?;
        let draw = self.keys.new_draw(id)?;
        let mut on = self.database().begin().await?;
        execute!(
            &mut on,
            "INSERT INTO studies (id, organisation, made_us, made_by, joined, draw) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            organisation.0,
            now_us,
            by.0,
            joined,
            draw,
        )?;
        add_version(&mut on, id, (1, by), protocol, now_us).await?;
        on.commit().await?;
        Ok(StudyId(id))
    }

    /// Adds a version of a study's protocol; [`StoreError::Taken`] where a colleague added one meanwhile.
    pub async fn add_study_version(
        &self,
        _written: &Witness,
        study: StudyId,
        (number, by): (u32, UserId),
        protocol: &Protocol,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut on = self.database().begin().await?;
        add_version(&mut on, study.0, (number, by), protocol, now_us).await?;
        on.commit().await
    }

    /// Opens a study; whether it was not open before.
    pub async fn open_study(
        &self,
        _written: &Witness,
        study: StudyId,
        by: UserId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        let opened = execute!(
            &mut on,
            "UPDATE studies SET opened_us = $1, opened_by = $2 WHERE id = $3 AND opened_us IS NULL AND ended_us IS NULL",
            now_us,
            by.0,
            study.0,
        )?;
        on.commit().await?;
        Ok(opened > 0)
    }

    /// Ends a study: whoever takes part has gone through it as far as it went. Whether it had not ended before.
    pub async fn end_study(
        &self,
        _written: &Witness,
        study: StudyId,
        (by, reason): (UserId, &str),
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        let ended = execute!(
            &mut on,
            "UPDATE studies SET ended_us = $1, ended_by = $2, end_reason = $3 WHERE id = $4 AND ended_us IS NULL",
            now_us,
            by.0,
            reason,
            study.0,
        )?;
        execute!(
            &mut on,
            "UPDATE study_people SET ended_us = $1, ended_by = $2, ended_how = 'done' WHERE study = $3 AND ended_us IS NULL",
            now_us,
            by.0,
            study.0,
        )?;
        on.commit().await?;
        Ok(ended > 0)
    }

    /// Counts somebody who was looked at and does not take part; nothing of them is kept.
    pub async fn count_assessed(
        &self,
        _written: &Witness,
        study: StudyId,
        outcome: Assessed,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut on = self.database().begin().await?;
        execute!(
            &mut on,
            "INSERT INTO study_assessed (id, study, counted_us, outcome) VALUES ($1, $2, $3, $4)",
            Uuid::now_v7(),
            study.0,
            now_us,
            written(&outcome, "count on its way in")?,
        )?;
        on.commit().await
    }

    /// Who was looked at and does not take part.
    pub async fn assessed(&self, _read: &Witness, study: StudyId) -> Result<Vec<Assessed>, StoreError> {
        let rows: Vec<(String,)> = fetch_all!(
            self.database(),
            (String,),
            "SELECT outcome FROM study_assessed WHERE study = $1 ORDER BY counted_us, id",
            study.0,
        )?;
        rows.into_iter().map(|(outcome,)| serde_json::from_str(&outcome).map_err(|_| UNREADABLE)).collect()
    }

    /// How many clients of an institution agreed to be asked for studies.
    pub async fn panel_size(&self, organisation: OrganisationId) -> Result<u32, StoreError> {
        let found: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM study_panel p JOIN clients c ON c.id = p.client
             WHERE c.organisation = $1 AND c.closed_us IS NULL",
            organisation.0,
        )?;
        Ok(found.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }
}

/// The next place (from 0) of a list, taken for good: whoever is erased leaves a place that nobody gets again.
pub(super) async fn next_place(on: &mut Transaction, study: Uuid, list: &str) -> Result<u32, StoreError> {
    execute!(
        &mut *on,
        "INSERT INTO study_lists (study, list, drawn) VALUES ($1, $2, 1)
         ON CONFLICT (study, list) DO UPDATE SET drawn = study_lists.drawn + 1",
        study,
        list,
    )?;
    let found: Option<(i64,)> = fetch_within!(
        &mut *on,
        (i64,),
        "SELECT drawn FROM study_lists WHERE study = $1 AND list = $2",
        study,
        list,
    )?;
    found.and_then(|(drawn,)| u32::try_from(drawn - 1).ok()).ok_or(UNREADABLE)
}

async fn add_version(
    on: &mut Transaction,
    study: Uuid,
    (number, by): (u32, UserId),
    protocol: &Protocol,
    now_us: i64,
) -> Result<(), StoreError> {
    execute!(
        &mut *on,
        "INSERT INTO study_versions (study, number, saved_us, saved_by, protocol) VALUES ($1, $2, $3, $4, $5)",
        study,
        i64::from(number),
        now_us,
        by.0,
        written(protocol, "protocol on its way in")?,
    )?;
    Ok(())
}

fn study(
    (id, joined, opened_us, ended_us, end_reason): Columns,
    versions: &[VersionColumns],
) -> Result<StudyRow, StoreError> {
    let mut told: Vec<Version> = Vec::new();
    for (_, number, at_us, by_name, protocol) in versions.iter().filter(|(study, ..)| *study == id) {
        let protocol: Protocol = serde_json::from_str(protocol).map_err(|_| UNREADABLE)?;
        let before = told.last();
        let consent_version = before.map_or(1, |before| {
            before.consent_version + u32::from(before.protocol.consent != protocol.consent)
        });
        let number = u32::try_from(*number).map_err(|_| UNREADABLE)?;
        told.push(Version { number, at_us: *at_us, by_name: by_name.clone(), protocol, consent_version });
    }
    told.reverse();
    let joined = joined.map(|joined| serde_json::from_str(&joined)).transpose().map_err(|_| UNREADABLE)?;
    let ended = ended_us.map(|at_us| (at_us, end_reason.unwrap_or_default()));
    Ok(StudyRow { id: StudyId(id), joined, opened_us, ended, versions: told })
}
