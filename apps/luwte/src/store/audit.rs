//! The access log. Reading or changing a client's data asks for a [`Witness`], and only a written row gives one.

use super::{Store, StoreError, database::fetch_all, shown::Shown};
use link::people::AccessLine;
use session::{ClientId, OrganisationId};
use uuid::Uuid;

/// One line of the access log (after NEN 7513): who did what, on which object, of which client, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The institution.
    pub organisation: OrganisationId,
    /// Role of whoever acts: a user's role, `headset` or `system`.
    pub actor: &'static str,
    /// The user or headset; nil for the system itself.
    pub actor_id: Uuid,
    /// What was done, such as `read` or `watch-start`.
    pub action: &'static str,
    /// The kind of object.
    pub object: &'static str,
    /// The object.
    pub object_id: Option<Uuid>,
    /// The client it concerns, when it is somebody's.
    pub client: Option<ClientId>,
}

/// Which lines of the access log to find.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    /// Only about this client.
    pub client: Option<ClientId>,
    /// Only of this colleague, headset or other actor.
    pub actor: Option<Uuid>,
    /// Not before this moment, microseconds since 1970.
    pub from_us: Option<i64>,
    /// Before this moment.
    pub until_us: Option<i64>,
    /// Older than the line with this number.
    pub before: Option<i64>,
}

/// The most lines in one list.
const LINES_MAX: i64 = 100;

/// Lines with the names of who acted and the alias of whom they are about: all that `$which` finds, marked by the emergency
/// access of `$whose`. Of one client: those about them, and those of lists in which they stood.
macro_rules! lines {
    (of_client $($and:literal)?) => {
        lines!(
            "e.client = $5",
            "a.n IN (SELECT about.n FROM audit about WHERE about.client = $5
                 UNION ALL SELECT list.n FROM shown_clients s JOIN audit list ON list.shown = s.shown WHERE s.client = $5)"
            $(, $and)?
        )
    };
    ($whose:literal, $($which:literal),+) => {
        concat!(
            "SELECT a.n, a.at_us, a.actor, COALESCE(u.name, h.name, b.name), a.action, a.object, a.client, c.alias,
                 CAST((CASE WHEN EXISTS (SELECT 1 FROM emergency_accesses e WHERE ",
            $whose,
            " AND e.user_id = a.actor_id AND e.began_us <= a.at_us AND e.until_us > a.at_us)
                     THEN 1 ELSE 0 END) AS BIGINT),
                 (SELECT COUNT(*) FROM shown_clients s WHERE s.shown = a.shown)
             FROM audit a LEFT JOIN user_names u ON u.user_id = a.actor_id LEFT JOIN headsets h ON h.id = a.actor_id
             LEFT JOIN bridges b ON b.id = a.actor_id LEFT JOIN client_names c ON c.client = a.client
             WHERE a.organisation = $1 AND a.n < $2 AND a.at_us >= $3 AND a.at_us < $4 AND ",
            $($which,)+
            " ORDER BY a.n DESC LIMIT $6"
        )
    };
    (all $which:literal) => {
        lines!(
            "(e.client = a.client OR EXISTS (SELECT 1 FROM shown_clients s WHERE s.shown = a.shown AND s.client = e.client))",
            $which
        )
    };
}

type Columns = (i64, i64, String, Option<String>, String, String, Option<Uuid>, Option<String>, i64, i64);

/// Proof that the access log holds a row for what is about to be done.
#[derive(Debug)]
pub struct Witness(());

impl Store {
    /// Writes one line of the access log; when it cannot be written, there is no witness and nothing may be done.
    pub async fn audit(&self, row: &AuditRow, at_us: i64) -> Result<Witness, StoreError> {
        self.desk.audit(row, None, at_us).await?;
        Ok(Witness(()))
    }

    /// Writes the line of a list that shows these clients, whom the line names: each of them finds it. A list that shows nobody
    /// has none.
    pub async fn audit_list(
        &self,
        row: &AuditRow,
        shown: impl IntoIterator<Item = ClientId>,
        at_us: i64,
    ) -> Result<(), StoreError> {
        match Shown::of(shown) {
            Some(shown) => self.desk.audit(row, Some(shown), at_us).await,
            None => Ok(()),
        }
    }

    /// Lines of the access log, the newest first, at most a hundred.
    pub async fn audit_lines(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        search: Search,
    ) -> Result<Vec<AccessLine>, StoreError> {
        let before = search.before.unwrap_or(i64::MAX);
        let (from, until) = (search.from_us.unwrap_or(i64::MIN), search.until_us.unwrap_or(i64::MAX));
        macro_rules! find {
            ($sql:expr, $of:expr) => {
                fetch_all!(
                    self.database(),
                    Columns,
                    $sql,
                    organisation.0,
                    before,
                    from,
                    until,
                    $of,
                    LINES_MAX
                )?
            };
        }
        let rows: Vec<Columns> = match (search.client, search.actor) {
            (Some(client), None) => find!(lines!(of_client), client.0),
            (None, Some(actor)) => find!(lines!(all "a.actor_id = $5"), actor),
            (Some(client), Some(actor)) => fetch_all!(
                self.database(),
                Columns,
                lines!(of_client " AND a.actor_id = $7"),
                organisation.0,
                before,
                from,
                until,
                client.0,
                LINES_MAX,
                actor
            )?,
            (None, None) => find!(lines!(all "a.organisation = $5"), organisation.0),
        };
        let mut lines = Vec::with_capacity(rows.len());
        for (n, at, actor, name, action, object, client, alias, emergency, shown) in rows {
            let alias = match (client, alias) {
                (Some(client), Some(alias)) => Some(self.alias_of(client, alias).await?),
                _ => None,
            };
            lines.push(AccessLine {
                n,
                at,
                actor,
                name,
                action,
                object,
                alias,
                emergency: emergency > 0,
                shown: u32::try_from(shown).unwrap_or(u32::MAX),
            });
        }
        Ok(lines)
    }

    /// The access log of an institution as (actor, action, object), oldest first.
    pub async fn audit_trail(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(fetch_all!(
            self.database(),
            (String, String, String),
            "SELECT actor, action, object FROM audit WHERE organisation = $1 ORDER BY at_us, id",
            organisation.0,
        )?)
    }
}
