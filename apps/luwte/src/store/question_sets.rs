//! Sets of questions of an institution: versions that never change once published, and at most one draft of each.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional, fetch_within},
    written,
};
use care::questions::{QuestionSet, Use};
use session::{OrganisationId, UserId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// One version of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetRow {
    /// The set; read once, and the same for everybody who asks.
    pub set: Arc<QuestionSet>,
    /// When it was saved, µs since 1970.
    pub saved_us: i64,
    /// Who saved it.
    pub saved_by_name: String,
    /// When it was published and by whom; `None` for a draft.
    pub published: Option<(i64, String)>,
    /// What they confirmed of its licence.
    pub confirmed: Use,
}

/// Which state of a set: its text never changes.
type State = (Uuid, String, i64, i64);
type Columns = (String, i64, i64, String, Option<i64>, Option<String>, String);

/// Sets as they were read from their text, by institution, id, version and when they were saved.
#[derive(Clone, Default)]
pub(super) struct ReadSets(Arc<Mutex<HashMap<State, Arc<QuestionSet>>>>);

impl ReadSets {
    fn known(&self, state: &State) -> Option<Arc<QuestionSet>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(state).cloned()
    }

    /// These are all that an institution has; what it had before is let go.
    fn learn(&self, organisation: Uuid, all: &[(State, Arc<QuestionSet>)]) {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.retain(|(of, ..), _| *of != organisation);
        read.extend(all.iter().cloned());
    }
}

impl Store {
    /// Every version of every set of an institution: by id, the newest version first.
    pub async fn question_sets(&self, organisation: OrganisationId) -> Result<Vec<SetRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT q.set_id, q.version, q.saved_us, s.name, q.published_us, p.name, q.confirmed FROM question_sets q
             JOIN user_names s ON s.user_id = q.saved_by LEFT JOIN user_names p ON p.user_id = q.published_by
             WHERE q.organisation = $1 ORDER BY q.set_id, q.version DESC",
            organisation.0,
        )?;
        let (mut told, mut read, mut news) = (Vec::with_capacity(rows.len()), Vec::new(), false);
        for columns in rows {
            let state = (organisation.0, columns.0.clone(), columns.1, columns.2);
            let set = match self.read_sets.known(&state) {
                Some(set) => set,
                // Somebody saved over it since the list was read: the new text is in the next list.
                None => match self.question_set(&state).await? {
                    Some(set) => {
                        news = true;
                        Arc::new(set)
                    }
                    None => continue,
                },
            };
            read.push((state, Arc::clone(&set)));
            told.push(row(columns, set)?);
        }
        if news {
            self.read_sets.learn(organisation.0, &read);
        }
        Ok(told)
    }

    async fn question_set(
        &self,
        (organisation, set, version, saved_us): &State,
    ) -> Result<Option<QuestionSet>, StoreError> {
        let found: Option<(String,)> = fetch_optional!(
            self.database(),
            (String,),
            "SELECT content FROM question_sets WHERE organisation = $1 AND set_id = $2 AND version = $3 AND saved_us = $4",
            *organisation,
            set,
            *version,
            *saved_us,
        )?;
        let read = |(content,): (String,)| serde_json::from_str(&content);
        found.map(read).transpose().map_err(|_| StoreError::Unreadable { what: "set of questions" })
    }

    /// Saves the draft of a set, over one that was saved at `seen_us` or over none; [`StoreError::Taken`] where a colleague
    /// saved or published meanwhile. Its version is the one after the newest that was published.
    pub async fn save_draft(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        by: UserId,
        (set, seen_us): (&QuestionSet, Option<i64>),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        let published: Option<(Option<i64>,)> = fetch_within!(
            &mut transaction,
            (Option<i64>,),
            "SELECT MAX(version) FROM question_sets
             WHERE organisation = $1 AND set_id = $2 AND published_us IS NOT NULL",
            organisation.0,
            &set.id,
        )?;
        let version = published.and_then(|(version,)| version).unwrap_or(0) + 1;
        let version =
            u16::try_from(version).map_err(|_| StoreError::Unreadable { what: "version of a set" })?;
        let content = written(&QuestionSet { version, ..set.clone() }, "set of questions on its way in")?;
        if let Some(seen_us) = seen_us {
            let taken = execute!(
                &mut transaction,
                "DELETE FROM question_sets WHERE organisation = $1 AND set_id = $2 AND version = $3
                 AND published_us IS NULL AND saved_us = $4",
                organisation.0,
                &set.id,
                i64::from(version),
                seen_us,
            )?;
            if taken == 0 {
                return Err(StoreError::Taken);
            }
        }
        execute!(
            &mut transaction,
            "INSERT INTO question_sets (organisation, set_id, version, content, saved_us, saved_by, confirmed)
             VALUES ($1, $2, $3, $4, $5, $6, '{}')",
            organisation.0,
            &set.id,
            i64::from(version),
            content,
            // Two that are saved within a microsecond are told apart.
            seen_us.map_or(now_us, |seen_us| now_us.max(seen_us.saturating_add(1))),
            by.0,
        )?;
        transaction.commit().await
    }

    /// Publishes the draft that was saved at this moment; whether it is still there.
    pub async fn publish_set(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        by: UserId,
        (set, saved_us, confirmed): (&str, i64, Use),
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let published = execute!(
            &mut transaction,
            "UPDATE question_sets SET published_us = $1, published_by = $2, confirmed = $3
             WHERE organisation = $4 AND set_id = $5 AND published_us IS NULL AND saved_us = $6",
            now_us,
            by.0,
            written(&confirmed, "set of questions on its way in")?,
            organisation.0,
            set,
            saved_us,
        )?;
        transaction.commit().await?;
        Ok(published > 0)
    }
}

fn row(
    (_, _, saved_us, saved_by_name, published_us, published_by, confirmed): Columns,
    set: Arc<QuestionSet>,
) -> Result<SetRow, StoreError> {
    let unreadable = |_| StoreError::Unreadable { what: "set of questions" };
    Ok(SetRow {
        set,
        saved_us,
        saved_by_name,
        published: published_us.map(|at_us| (at_us, published_by.unwrap_or_default())),
        confirmed: serde_json::from_str(&confirmed).map_err(unreadable)?,
    })
}
