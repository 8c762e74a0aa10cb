//! The access log as a chain: each row carries a hash of itself and of the row before, so that no row is changed, taken out
//! or put between without its showing.

use super::{
    Database, Store, StoreError,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_optional, fetch_within},
    migrate,
    shown::{self, Looked},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The layout since which rows are chained.
pub(super) const SINCE_LAYOUT: i64 = 9;

/// A row as the chain hears it.
pub(super) struct Told<'a> {
    pub id: Uuid,
    pub at_us: i64,
    pub organisation: Uuid,
    pub actor: &'a str,
    pub actor_id: Uuid,
    pub action: &'a str,
    pub object: &'a str,
    pub object_id: Option<Uuid>,
    pub client: Option<Uuid>,
    /// Whom a list showed, as a hash.
    pub shown: Option<&'a [u8]>,
}

/// The end of the chain: the number of the last row, and its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many rows the chain has.
    pub n: i64,
    /// The hash of the last; empty where there is none.
    pub hash: Vec<u8>,
}

impl Head {
    /// The end of the chain with one row more.
    pub(super) fn then(&self, row: &Told<'_>) -> Self {
        let n = self.n + 1;
        let mut digest = Sha256::new();
        // Rows of before there were lists keep the hash that they were written with.
        digest.update(if row.shown.is_some() { b"luwte audit 2\0" } else { b"luwte audit 1\0" });
        digest.update(&self.hash);
        digest.update(n.to_le_bytes());
        digest.update(row.id.as_bytes());
        digest.update(row.at_us.to_le_bytes());
        digest.update(row.organisation.as_bytes());
        digest.update(row.actor_id.as_bytes());
        for text in [row.actor, row.action, row.object] {
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text.as_bytes());
        }
        for id in [row.object_id, row.client] {
            digest.update([u8::from(id.is_some())]);
            digest.update(id.unwrap_or_default().as_bytes());
        }
        if let Some(shown) = row.shown {
            digest.update((shown.len() as u64).to_le_bytes());
            digest.update(shown);
        }
        Self { n, hash: digest.finalize().to_vec() }
    }

    /// `NUMBER:HASH`, to be written down outside the database.
    pub fn told(&self) -> String {
        let hash: String = self.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}:{hash}", self.n)
    }
}

/// What is wrong with the chain, at its first wrong row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The row with this number is gone.
    Gone {
        /// Its number.
        n: i64,
    },
    /// The row with this number, or whom its list showed, is not as it was written, or another stands in its place.
    Changed {
        /// Its number.
        n: i64,
        /// When it says it was, microseconds since 1970.
        at_us: i64,
    },
    /// The log ends before a row that somebody wrote down, or has another there.
    NotAsKnown {
        /// The number of the row that was written down.
        n: i64,
    },
}

/// What a look at the whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Up to where every row is as it was written.
    pub head: Head,
    /// The first that is not.
    pub broken: Option<Broken>,
    /// How many rows stand in no chain yet: of an older build, or written past this program.
    pub loose: i64,
}

/// A row of the log as it stands in the table.
type Row = (Uuid, i64, Uuid, String, Uuid, String, String, Option<Uuid>, Option<Uuid>, Option<Vec<u8>>);
/// Its place in the chain, and the row.
type Chained = (
    i64,
    Vec<u8>,
    Uuid,
    i64,
    Uuid,
    String,
    Uuid,
    String,
    String,
    Option<Uuid>,
    Option<Uuid>,
    Option<Vec<u8>>,
);

macro_rules! columns {
    ($before:literal, $shown:literal, $after:literal) => {
        concat!(
            "SELECT ",
            $before,
            "id, at_us, organisation, actor, actor_id, action, object, object_id, client, ",
            $shown,
            " FROM audit WHERE ",
            $after
        )
    };
}

const CHAINED: &str = columns!("n, hash, ", "shown", "n > $1 ORDER BY n LIMIT $2");
/// The same of a record that waits for its upgrade.
const CHAINED_BEFORE_LISTS: &str = columns!("n, hash, ", "CAST(NULL AS BYTEA)", "n > $1 ORDER BY n LIMIT $2");
const LOOSE: &str = columns!("", "shown", "n IS NULL ORDER BY at_us, id LIMIT $1");

fn told(row: &Row) -> Told<'_> {
    let (id, at_us, organisation, actor, actor_id, action, object, object_id, client, shown) = row;
    Told {
        id: *id,
        at_us: *at_us,
        organisation: *organisation,
        actor,
        actor_id: *actor_id,
        action,
        object,
        object_id: *object_id,
        client: *client,
        shown: shown.as_deref(),
    }
}

/// Rows that are looked at together.
const TOGETHER: i64 = 1_000;

impl Store {
    /// Looks at every row of the access log. `known` are ends of the chain that somebody wrote down: without one, rows
    /// missing at the end show nowhere.
    pub async fn verify_audit(&self, known: &[Head]) -> Result<Verified, StoreError> {
        let mut head = Head::default();
        let loose: Option<(i64,)> =
            fetch_optional!(self.database(), (i64,), "SELECT COUNT(*) FROM audit WHERE n IS NULL")?;
        let loose = loose.map_or(0, |(count,)| count);
        let tells_lists = migrate::layout(self.database()).await? >= shown::SINCE_LAYOUT;
        let mut lists = Looked::default();
        loop {
            let sql = if tells_lists { CHAINED } else { CHAINED_BEFORE_LISTS };
            let rows: Vec<Chained> = fetch_all!(self.database(), Chained, sql, head.n, TOGETHER)?;
            if rows.is_empty() {
                break;
            }
            for (
                n,
                hash,
                id,
                at_us,
                organisation,
                actor,
                actor_id,
                action,
                object,
                object_id,
                client,
                shown,
            ) in rows
            {
                let row =
                    (id, at_us, organisation, actor, actor_id, action, object, object_id, client, shown);
                if n != head.n + 1 {
                    return Ok(Verified { broken: Some(Broken::Gone { n: head.n + 1 }), head, loose });
                }
                let told = told(&row);
                let next = head.then(&told);
                let is_whole = match told.shown {
                    Some(shown) => lists.is_whole(self.database(), shown).await?,
                    None => true,
                };
                if next.hash != hash || !is_whole {
                    return Ok(Verified { broken: Some(Broken::Changed { n, at_us }), head, loose });
                }
                if known.iter().any(|known| known.n == n && known.hash != hash) {
                    return Ok(Verified { broken: Some(Broken::NotAsKnown { n }), head, loose });
                }
                head = next;
            }
        }
        let short = known.iter().filter(|known| known.n > head.n).map(|known| known.n).min();
        Ok(Verified { broken: short.map(|n| Broken::NotAsKnown { n }), head, loose })
    }

    /// The end of the chain now.
    pub async fn audit_head(&self) -> Result<Head, StoreError> {
        let last: Option<(i64, Vec<u8>)> = fetch_optional!(self.database(), (i64, Vec<u8>), LAST)?;
        Ok(last.map_or_else(Head::default, |(n, hash)| Head { n, hash }))
    }
}

const LAST: &str = "SELECT n, hash FROM audit WHERE n IS NOT NULL ORDER BY n DESC LIMIT 1";

/// The end of the chain, to go on from: until the transaction ends nobody else goes on from it.
pub(super) async fn hold(on: &mut Transaction) -> Result<Head, StoreError> {
    if let Transaction::Postgres(on) = on {
        sqlx::query("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE").execute(&mut **on).await?;
    }
    let last: Option<(i64, Vec<u8>)> = fetch_within!(&mut *on, (i64, Vec<u8>), LAST)?;
    Ok(last.map_or_else(Head::default, |(n, hash)| Head { n, hash }))
}

/// Chains rows that stand in no chain yet, in the order of time: those from before there was one, and those of a server of
/// an older build that ended while this one began.
pub(super) async fn join(database: &Database) -> Result<(), StoreError> {
    let any: Option<Row> = fetch_optional!(database, Row, LOOSE, 1_i64)?;
    if any.is_none() {
        return Ok(());
    }
    let mut on = database.begin_at_length().await?;
    let mut head = hold(&mut on).await?;
    let before = head.n;
    loop {
        let rows: Vec<Row> = fetch_all_within!(&mut on, Row, LOOSE, TOGETHER)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            head = head.then(&told(&row));
            execute!(
                &mut on,
                "UPDATE audit SET n = $1, hash = $2 WHERE id = $3",
                head.n,
                head.hash.as_slice(),
                row.0
            )?;
        }
    }
    on.commit().await?;
    tracing::warn!(
        rows = head.n - before,
        first = before + 1,
        "rows of the access log that stood in no chain were chained"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_another_place_or_another_row_before_gives_another_hash() {
        let row = || Told {
            id: Uuid::from_u128(1),
            at_us: 7,
            organisation: Uuid::from_u128(2),
            actor: "practitioner",
            actor_id: Uuid::from_u128(3),
            action: "read",
            object: "session",
            object_id: None,
            client: Some(Uuid::nil()),
            shown: None,
        };
        let first = Head::default().then(&row());
        assert_eq!((first.n, first.hash.len()), (1, 32));
        assert_eq!(first, Head::default().then(&row()), "the same row, the same hash");
        for other in [
            Told { at_us: 8, ..row() },
            Told { actor: "practitionerr", action: "ead", ..row() },
            Told { client: None, ..row() },
            Told { object_id: Some(Uuid::nil()), client: None, ..row() },
            Told { shown: Some(&[]), ..row() },
            Told { shown: Some(&[7; 32]), ..row() },
        ] {
            assert_ne!(first, Head::default().then(&other));
        }
        assert_ne!(first.then(&row()).hash, first.hash);
        assert!(first.told().starts_with("1:") && first.told().len() == 66);
    }
}
