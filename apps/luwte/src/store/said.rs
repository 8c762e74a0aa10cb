//! What colleagues said of sessions beside their events: which way of use it was, whether the client was alone, and remarks that
//! a clinician must look at.

use super::{
    Store, StoreError, Witness,
    database::{fetch_all, fetch_optional},
    relations::treated_by,
    sessions::{LIST_MAX, Which, seen_sessions},
};
use session::{OrganisationId, SessionId, Way};
use uuid::Uuid;

/// What was said of one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Which way of use it was; `None` where nobody said so.
    pub way: Option<Way>,
    /// Whether the client was alone in it; `None` where nobody said so.
    pub alone: Option<bool>,
    /// Whether a colleague noted an adverse event.
    pub adverse: bool,
    /// Whether one of those waits for a review.
    pub adverse_open: bool,
}

type Columns = (Uuid, Option<String>, Option<i64>, i64, i64);

/// What is read of each session in a list.
macro_rules! said {
    () => {
        "SELECT s.id, s.way, s.used_alone,
             (SELECT COUNT(*) FROM remarks r WHERE r.session = s.id AND r.adverse = 1),
             (SELECT COUNT(*) FROM remarks r WHERE r.session = s.id AND r.adverse = 1 AND r.reviewed_us IS NULL)
         FROM sessions s WHERE s.id "
    };
}

fn said((_, way, alone, adverse, open): Columns) -> Said {
    Said {
        way: way.and_then(|way| Way::from_slug(&way)),
        alone: alone.map(|alone| alone != 0),
        adverse: adverse > 0,
        adverse_open: open > 0,
    }
}

impl Store {
    /// What was said of one session.
    pub async fn said_of(&self, _read: &Witness, session: SessionId) -> Result<Said, StoreError> {
        let found: Option<Columns> =
            fetch_optional!(self.database(), Columns, concat!(said!(), "= $1"), session.0)?;
        Ok(found.map(said).unwrap_or_default())
    }

    /// What was said of the sessions in a list.
    pub(super) async fn said(
        &self,
        organisation: OrganisationId,
        which: Which,
    ) -> Result<Vec<(Uuid, Said)>, StoreError> {
        let rows: Vec<Columns> = match which {
            Which::SeenBy(user, now_us) => fetch_all!(
                self.database(),
                Columns,
                concat!(said!(), "IN (", seen_sessions!(), ")"),
                organisation.0,
                LIST_MAX,
                user.0,
                now_us,
            )?,
            Which::Of(client) => fetch_all!(
                self.database(),
                Columns,
                concat!(
                    said!(),
                    "IN (SELECT id FROM sessions WHERE organisation = $1 AND client = $3
                         ORDER BY opened_us DESC, id DESC LIMIT $2)"
                ),
                organisation.0,
                LIST_MAX,
                client.0,
            )?,
        };
        Ok(rows.into_iter().map(|columns| (columns.0, said(columns))).collect())
    }
}
