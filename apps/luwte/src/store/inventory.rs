//! What is kept of a client, table by table: the one list that export, erasing, retention and the client's page of data read. A
//! test walks over the layout and fails where a table with rows of clients stands in no line.

use super::{
    Store, StoreError, Witness,
    database::fetch_within,
    erasing::whose,
    shape::{self, quoted},
};
use link::privacy::{Kept, KeptPart};
use session::ClientId;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// Every table with rows of clients, and of which part of what is kept they are.
const INVENTORY: &[(&str, KeptPart)] = &[
    ("adverse_reviews", KeptPart::Conclusions),
    ("answered_sets", KeptPart::Answers),
    ("audit", KeptPart::AccessLog),
    ("beats", KeptPart::Sessions),
    ("client_closings", KeptPart::Conclusions),
    ("client_codes", KeptPart::Keys),
    ("client_keys", KeptPart::Keys),
    ("client_logins", KeptPart::SigningIn),
    ("client_names", KeptPart::Identity),
    ("clients", KeptPart::Identity),
    ("consents", KeptPart::Consents),
    ("diary_entries", KeptPart::Diary),
    ("emergency_accesses", KeptPart::Conclusions),
    ("erased", KeptPart::Erased),
    ("erasure_requests", KeptPart::Requests),
    ("events", KeptPart::Sessions),
    ("happenings", KeptPart::Loans),
    ("holds", KeptPart::Requests),
    ("letters", KeptPart::Letters),
    ("manners", KeptPart::Conclusions),
    ("note_drafts", KeptPart::Conclusions),
    ("notes", KeptPart::Conclusions),
    ("own_moments", KeptPart::OwnWords),
    ("own_plans", KeptPart::OwnPlan),
    ("passkeys", KeptPart::SigningIn),
    ("plans", KeptPart::Conclusions),
    ("poses", KeptPart::Sessions),
    ("reflections", KeptPart::OwnWords),
    ("remarks", KeptPart::Conclusions),
    ("rests", KeptPart::Sessions),
    ("scheduled_sets", KeptPart::Answers),
    ("screening_decisions", KeptPart::Conclusions),
    ("screenings", KeptPart::Screening),
    ("senders", KeptPart::Sensors),
    ("session_claims", KeptPart::Keys),
    ("session_keys", KeptPart::Keys),
    ("sessions", KeptPart::Sessions),
    ("set_apart", KeptPart::Sessions),
    ("shown_clients", KeptPart::AccessLog),
    ("study_logs", KeptPart::Studies),
    ("study_panel", KeptPart::Studies),
    ("study_people", KeptPart::Studies),
    ("treatment_relations", KeptPart::Carers),
];

/// These tell of a thing that another table counts already.
const COUNTED_ELSEWHERE: [&str; 7] =
    ["beats", "client_names", "events", "poses", "rests", "set_apart", "shown_clients"];

/// Of which part of what is kept of clients a table's rows are; `None` for a table that has none.
pub(super) fn part_of(table: &str) -> Option<KeptPart> {
    let line = INVENTORY.iter().find(|(known, _)| *known == table);
    line.map(|(_, part)| *part)
}

/// Whether a table's rows stay when a client is erased.
pub(super) fn outlives_erasing(table: &str) -> bool {
    part_of(table).is_some_and(KeptPart::outlives_erasing)
}

impl Store {
    /// How much of each part is kept of a client, in the order of [`KeptPart::ALL`].
    pub async fn kept(&self, _read: &Witness, client: ClientId) -> Result<Vec<Kept>, StoreError> {
        self.settle_all().await?;
        let mut on = self.database().begin_at_length().await?;
        let mut entries: BTreeMap<KeptPart, u64> = BTreeMap::new();
        let of_log = [("audit".to_owned(), "client = $1".to_owned())];
        for (table, of_client) in whose(&mut on, "clients").await?.into_iter().chain(of_log) {
            let Some(part) = part_of(&table).filter(|_| !COUNTED_ELSEWHERE.contains(&&*table)) else {
                continue;
            };
            let sql = format!("SELECT COUNT(*) FROM {} WHERE {of_client}", quoted(&table));
            let row: Option<(i64,)> = fetch_within!(&mut on, (i64,), AssertSqlSafe(sql), client.0)?;
            let count = row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0);
            *entries.entry(part).or_default() += count;
        }
        let kept = |part: KeptPart| Kept {
            part,
            entries: entries.get(&part).copied().unwrap_or(0),
            goes_along: part.goes_along(),
            outlives_erasing: part.outlives_erasing(),
        };
        // What only erasing writes there is nothing of while somebody is here.
        let all = KeptPart::ALL.iter().copied().filter(|part| *part != KeptPart::Erased);
        Ok(all.map(kept).collect())
    }

    /// What the inventory leaves out: tables with rows of clients in no line of it, and lines without a table. Both are none.
    pub async fn not_in_inventory(&self) -> Result<Vec<String>, StoreError> {
        let mut on = self.database().begin_at_length().await?;
        let tables = shape::tables(&mut on).await?;
        let names_one = |table: &&shape::Table| {
            table.columns.iter().any(|column| matches!(&*column.name, "client" | "session"))
        };
        let of_clients = whose(&mut on, "clients").await?.into_iter().map(|(table, _)| table);
        let named = tables.iter().filter(names_one).map(|table| table.name.clone());
        let left_out = of_clients.chain(named).filter(|table| part_of(table).is_none());
        let gone = INVENTORY.iter().filter(|(line, _)| !tables.iter().any(|table| table.name == *line));
        let mut all: Vec<String> = left_out.chain(gone.map(|(line, _)| (*line).to_owned())).collect();
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_table_and_no_table_stands_twice() {
        for part in KeptPart::ALL {
            assert!(INVENTORY.iter().any(|(_, of)| of == part), "{part:?}");
        }
        assert!(INVENTORY.windows(2).all(|pair| pair[0].0 < pair[1].0), "in the order of names, each once");
        for table in COUNTED_ELSEWHERE {
            assert!(part_of(table).is_some(), "{table}");
        }
    }
}
