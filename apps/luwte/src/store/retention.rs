//! Whose record has been kept as long as the law asks: twenty years from its last change (article 7:454 of the Dutch civil
//! code).

use super::{
    Store, StoreError,
    database::{fetch_all_within, fetch_within},
    erasing::whose,
    inventory,
    shape::{self, quoted},
};
use link::privacy::KeptPart;
use session::{ClientId, OrganisationId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Twenty years of 365.25 days.
pub const FILE_KEPT_US: i64 = 20 * 31_557_600_000_000;

/// When the store sealed a row and when somebody read one: neither changes the record.
const NO_CHANGE: [&str; 2] = ["sealed_us", "read_us"];
/// The session's own row tells when these were.
const WITHIN_SESSIONS: [&str; 4] = ["beats", "events", "poses", "rests"];

/// A client whose record is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The institution.
    pub organisation: OrganisationId,
    /// The client.
    pub client: ClientId,
    /// When something of their record last changed, microseconds since 1970.
    pub changed_us: i64,
    /// Whether a hold forbids erasing them.
    pub held: bool,
}

impl Store {
    /// Every client whose record was last changed so long before this moment, the oldest first. Every moment of a change counts
    /// that the record has of them, in whichever table it stands: rather too long than too short.
    pub async fn due(&self, now_us: i64, kept_us: i64) -> Result<Vec<Due>, StoreError> {
        let before = now_us.saturating_sub(kept_us);
        let mut on = self.database().begin_at_length().await?;
        let old: Vec<(Uuid, Uuid)> = fetch_all_within!(
            &mut on,
            (Uuid, Uuid),
            "SELECT id, organisation FROM clients WHERE created_us < $1 ORDER BY created_us, id",
            before
        )?;
        let tables = shape::tables(&mut on).await?;
        let mut moments = Vec::new();
        for (name, of_client) in whose(&mut on, "clients").await? {
            // Signing in, consent and what was asked are no care: they do not make a record younger.
            let is_care = inventory::part_of(&name).is_none_or(KeptPart::is_care);
            if !is_care || WITHIN_SESSIONS.contains(&&*name) {
                continue;
            }
            let columns = tables.iter().filter(|table| table.name == name).flat_map(|table| &table.columns);
            let changes = |name: &str| name.ends_with("_us") && !NO_CHANGE.contains(&name);
            for column in columns.filter(|column| changes(&column.name)) {
                let (table, column) = (quoted(&name), quoted(&column.name));
                // What lies ahead, such as an end that is planned, is no change.
                moments.push(format!(
                    "SELECT MAX({column}) FROM {table} WHERE ({of_client}) AND {column} <= $2"
                ));
            }
        }
        let mut due = Vec::new();
        for (client, organisation) in old {
            let mut changed_us = i64::MIN;
            for sql in &moments {
                let row: Option<(Option<i64>,)> =
                    fetch_within!(&mut on, (Option<i64>,), AssertSqlSafe(sql.as_str()), client, now_us)?;
                changed_us = changed_us.max(row.and_then(|(at_us,)| at_us).unwrap_or(i64::MIN));
                if changed_us >= before {
                    break;
                }
            }
            if changed_us < before {
                let client = ClientId(client);
                let held = super::holds::held(&mut on, client, now_us).await?;
                due.push(Due { organisation: OrganisationId(organisation), client, changed_us, held });
            }
        }
        due.sort_by_key(|due| due.changed_us);
        Ok(due)
    }
}
