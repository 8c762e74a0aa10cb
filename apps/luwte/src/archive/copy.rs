//! Pours the record of one database into another that is empty.

use super::{ArchiveError, line};
use crate::store::{Database, Filling, Keys, ROWS_MAX, Snapshot};

/// Copies all of it and keeps it only when both tell the same rows; the number of rows. `told` hears of each table.
pub async fn copy(
    (from, keys): (&Database, &Keys),
    to: &Database,
    mut told: impl FnMut(&str),
) -> Result<u64, ArchiveError> {
    let mut record = Snapshot::of(from, keys).await?;
    let layout = record.layout();
    let mut filling = Filling::into_empty(to, layout).await?;
    let (tables, mut total) = (record.tables().to_vec(), 0);
    if tables != filling.tables() {
        let odd = tables.iter().find(|table| !filling.tables().contains(table));
        let table = odd.map_or_else(|| "(one too many)".to_owned(), |table| table.name.clone());
        return Err(ArchiveError::Misfit { table, layout });
    }
    for table in &tables {
        told(&table.name);
        let (mut here, mut bytes) = (line::Digest::default(), Vec::new());
        let mut rows = Vec::with_capacity(ROWS_MAX);
        record
            .rows(table, async |cells| {
                line::write(&mut bytes, &table.columns, &cells);
                here.hear(&bytes);
                rows.push(cells);
                if rows.len() == ROWS_MAX {
                    filling.add(table, std::mem::take(&mut rows)).await?;
                }
                Ok::<_, ArchiveError>(())
            })
            .await?;
        filling.add(table, rows).await?;
        let here = here.told();
        if line::digest(&mut filling, table).await? != here {
            return Err(ArchiveError::Unequal { table: table.name.clone() });
        }
        total += here.0;
    }
    filling.finish().await?;
    Ok(total)
}
