//! Clinicians' reviews of what went wrong in a session (safety rule 10): added, never changed.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Fresh, Place},
    relations::treated_by,
    sessions::{LIST_MAX, Which, seen_sessions},
};
use core::fmt;
use session::{OrganisationId, SessionId, UserId};
use uuid::Uuid;

/// One review.
#[derive(Clone, PartialEq, Eq)]
pub struct Review {
    /// `seq` of the last adverse event of the headset that had happened; 0 where there was none.
    pub through_seq: u32,
    /// The clinician.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// What they found and decided.
    pub note: String,
}

impl fmt::Debug for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Review").field("by", &self.by).field("at_us", &self.at_us).finish_non_exhaustive()
    }
}

type Columns = (Uuid, i64, Uuid, String, i64, String);

/// Where the notes of reviews of a session stand; those of remarks as well.
pub(super) fn note_place(session: Uuid) -> Place<'static> {
    Place { column: "adverse_reviews.note", of: session, row: &[] }
}

/// Reviews of what the headset told of, and of what colleagues remarked.
macro_rules! reviews {
    () => {
        "SELECT r.session, r.through_seq, r.reviewed_by, n.name, r.reviewed_us, r.note FROM
             (SELECT session, through_seq, reviewed_by, reviewed_us, note FROM adverse_reviews
              UNION ALL SELECT session, through_seq, reviewed_by, reviewed_us, review FROM remarks
              WHERE adverse = 1 AND reviewed_us IS NOT NULL) r
         JOIN user_names n ON n.user_id = r.reviewed_by"
    };
}

fn review((_, through_seq, by, by_name, at_us, note): Columns) -> Review {
    let through_seq = u32::try_from(through_seq).unwrap_or(0);
    Review { through_seq, by: UserId(by), by_name, at_us, note }
}

impl Store {
    /// Adds a review of every adverse event that stands in the session; gives the one that then counts.
    ///
    /// A review of the same events that is there already stays. `None` where there is nothing to review.
    pub async fn add_review(
        &self,
        written: &Witness,
        session: SessionId,
        by: UserId,
        note: &str,
        now_us: i64,
    ) -> Result<Option<Review>, StoreError> {
        self.settle(session).await?;
        let mut transaction = self.database().begin().await?;
        let mut fresh = Fresh::default();
        let seal = self.keys.session_within(&mut transaction, session.0, &mut fresh).await?;
        let note = seal.text(note_place(session.0), note.to_owned())?;
        execute!(
            &mut transaction,
            "INSERT INTO adverse_reviews (session, through_seq, reviewed_by, reviewed_us, note)
             SELECT session, MAX(seq), $2, $3, $4 FROM events
             WHERE session = $1 AND kind = 'adverse-event-noted' GROUP BY session
             ON CONFLICT (session, through_seq) DO NOTHING",
            session.0,
            by.0,
            now_us,
            note.as_str(),
        )?;
        execute!(
            &mut transaction,
            "UPDATE remarks SET reviewed_by = $2, reviewed_us = $3, review = $4, through_seq =
                 (SELECT COALESCE(MAX(e.seq), 0) FROM events e WHERE e.session = $1 AND e.kind = 'adverse-event-noted')
             WHERE session = $1 AND adverse = 1 AND reviewed_us IS NULL",
            session.0,
            by.0,
            now_us,
            note.as_str(),
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        self.review(written, session).await
    }

    /// The newest review of a session.
    pub async fn review(&self, _read: &Witness, session: SessionId) -> Result<Option<Review>, StoreError> {
        let found: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            concat!(
                reviews!(),
                " WHERE r.session = $1 ORDER BY r.reviewed_us DESC, r.through_seq DESC LIMIT 1"
            ),
            session.0,
        )?;
        match found {
            Some(found) => Ok(Some(self.review_of(found).await?)),
            None => Ok(None),
        }
    }

    async fn review_of(&self, mut columns: Columns) -> Result<Review, StoreError> {
        let seal = self.keys.session(self.database(), columns.0).await?;
        columns.5 = seal.open_text(note_place(columns.0), columns.5)?;
        Ok(review(columns))
    }

    /// The reviews of the sessions in a list, each session's newest last.
    pub(super) async fn reviews(
        &self,
        organisation: OrganisationId,
        which: Which,
    ) -> Result<Vec<(Uuid, Review)>, StoreError> {
        let rows: Vec<Columns> = match which {
            Which::SeenBy(user, now_us) => fetch_all!(
                self.database(),
                Columns,
                concat!(
                    reviews!(),
                    " WHERE r.session IN (",
                    seen_sessions!(),
                    ") ORDER BY r.session, r.reviewed_us, r.through_seq"
                ),
                organisation.0,
                LIST_MAX,
                user.0,
                now_us,
            )?,
            Which::Of(client) => fetch_all!(
                self.database(),
                Columns,
                concat!(
                    reviews!(),
                    " WHERE r.session IN (SELECT id FROM sessions WHERE organisation = $1 AND client = $3
                                          ORDER BY opened_us DESC, id DESC LIMIT $2)
                      ORDER BY r.session, r.reviewed_us, r.through_seq"
                ),
                organisation.0,
                LIST_MAX,
                client.0,
            )?,
        };
        let mut reviews = Vec::with_capacity(rows.len());
        for columns in rows {
            reviews.push((columns.0, self.review_of(columns).await?));
        }
        Ok(reviews)
    }
}
