//! The whole record: read as it stood at one moment, and poured into a database that holds nothing yet.

use super::{
    Database, StoreError,
    cell::Cell,
    database::{Transaction, fetch_within},
    journal,
    keys::Keys,
    migrate, sealer,
    shape::{self, Table, quoted},
};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, QueryBuilder};

/// The record as it stood when this was made, whatever is written meanwhile.
pub struct Snapshot {
    on: Transaction,
    tables: Vec<Table>,
    layout: i64,
}

/// A record that nothing can be added to while this lives: not even to its journal, by no process.
pub struct Held {
    _journal: Transaction,
    _record: Transaction,
}

impl Held {
    /// Lets what was acknowledged into the record, and then nothing more.
    pub async fn of(database: &Database, keys: &Keys) -> Result<Self, StoreError> {
        let journal = journal::hold(database).await?;
        sealer::rest(database, keys).await?;
        // On SQLite whoever begins to write keeps all others from it.
        let mut record = database.begin_at_length().await?;
        if let Transaction::Postgres(on) = &mut record {
            let tables = shape::all_tables(on).await?;
            // The journal is held already.
            let names = tables.iter().filter(|name| *name != "journal").map(|name| quoted(name));
            // Reading goes on: a request that only looks is not kept waiting. Who holds a table for long is not waited for.
            let names = names.collect::<Vec<_>>().join(", ");
            let lock = format!("SET LOCAL lock_timeout = '30s'; LOCK TABLE {names} IN EXCLUSIVE MODE");
            sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut **on).await?;
        }
        Ok(Self { _journal: journal, _record: record })
    }
}

/// A record that is being poured into an empty database: all of it, or nothing.
pub struct Filling {
    on: Transaction,
    tables: Vec<Table>,
}

/// Values in one statement; SQLite takes at most 32,766.
const VALUES_MAX: usize = 16_000;
/// Rows in one statement.
pub const ROWS_MAX: usize = 500;

impl Snapshot {
    /// Freezes a picture of the record, with everything that was acknowledged before.
    pub async fn of(database: &Database, keys: &Keys) -> Result<Self, StoreError> {
        sealer::rest(database, keys).await?;
        let mut on = match database {
            Database::Sqlite { read, .. } => Transaction::Sqlite(read.begin().await?),
            Database::Postgres(pool) => {
                let mut on = pool.begin().await?;
                sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .execute(&mut *on)
                    .await?;
                Transaction::Postgres(on)
            }
        };
        on.unbound().await?;
        let layout = migrate::found(&mut on).await?;
        let tables = shape::tables(&mut on).await?;
        Ok(Self { on, tables, layout })
    }

    /// The layout of the database.
    pub fn layout(&self) -> i64 {
        self.layout
    }

    /// Its tables, each after those that it refers to.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Tells every row of one table, in the order of its key.
    pub async fn rows<E: From<StoreError>>(
        &mut self,
        table: &Table,
        hear: impl AsyncFnMut(Vec<Cell>) -> Result<(), E>,
    ) -> Result<(), E> {
        rows(&mut self.on, table, hear).await
    }
}

impl Filling {
    /// Brings an empty database to a layout that this build knows, and lets rows in.
    pub async fn into_empty(database: &Database, layout: i64) -> Result<Self, StoreError> {
        let mut on = database.begin_at_length().await?;
        migrate::reach(&mut on, layout).await?;
        // What another record's journal left would be sealed into this one.
        if !journal::writers(database).await?.is_empty() {
            return Err(StoreError::NotEmpty);
        }
        let tables = shape::tables(&mut on).await?;
        for table in &tables {
            let sql =
                format!("SELECT COUNT(*) FROM (SELECT 1 FROM {} LIMIT 1) AS first", quoted(&table.name));
            let row: Option<(i64,)> = fetch_within!(&mut on, (i64,), AssertSqlSafe(sql.as_str()))?;
            if row != Some((0,)) {
                return Err(StoreError::NotEmpty);
            }
        }
        Ok(Self { on, tables })
    }

    /// Its tables, each after those that it refers to.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Adds rows to one table, at most [`ROWS_MAX`].
    pub async fn add(&mut self, table: &Table, mut rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
        let together = (VALUES_MAX / table.columns.len().max(1)).clamp(1, ROWS_MAX);
        while !rows.is_empty() {
            let some = rows.drain(..together.min(rows.len())).collect();
            self.insert(table, some).await?;
        }
        Ok(())
    }

    async fn insert(&mut self, table: &Table, rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
        let into = format!("INSERT INTO {} ({}) ", quoted(&table.name), table.column_names());
        match &mut self.on {
            Transaction::Sqlite(on) => {
                let mut query = QueryBuilder::<sqlx::Sqlite>::new(into);
                query.push_values(rows, |mut values, row| {
                    for (cell, column) in row.into_iter().zip(&table.columns) {
                        cell.into_sqlite(column.kind, &mut values);
                    }
                });
                query.build().persistent(false).execute(&mut **on).await?;
            }
            Transaction::Postgres(on) => {
                let mut query = QueryBuilder::<sqlx::Postgres>::new(into);
                query.push_values(rows, |mut values, row| {
                    for (cell, column) in row.into_iter().zip(&table.columns) {
                        cell.into_postgres(column.kind, &mut values);
                    }
                });
                query.build().persistent(false).execute(&mut **on).await?;
            }
        }
        Ok(())
    }

    /// Tells every row of one table as it stands now, to compare with what should have come in.
    pub async fn rows<E: From<StoreError>>(
        &mut self,
        table: &Table,
        hear: impl AsyncFnMut(Vec<Cell>) -> Result<(), E>,
    ) -> Result<(), E> {
        rows(&mut self.on, table, hear).await
    }

    /// Brings the layout up to date and makes everything durable.
    pub async fn finish(mut self) -> Result<(), StoreError> {
        migrate::reach(&mut self.on, migrate::known()).await?;
        self.on.commit().await
    }
}

async fn rows<E: From<StoreError>>(
    on: &mut Transaction,
    table: &Table,
    mut hear: impl AsyncFnMut(Vec<Cell>) -> Result<(), E>,
) -> Result<(), E> {
    let sql = table.select();
    match on {
        Transaction::Sqlite(on) => {
            let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **on);
            while let Some(row) = found.try_next().await.map_err(StoreError::from)? {
                let mut cells = Vec::with_capacity(table.columns.len());
                for (index, column) in table.columns.iter().enumerate() {
                    cells.push(Cell::of_sqlite(&row, index, column.kind)?);
                }
                hear(cells).await?;
            }
        }
        Transaction::Postgres(on) => {
            let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **on);
            while let Some(row) = found.try_next().await.map_err(StoreError::from)? {
                let mut cells = Vec::with_capacity(table.columns.len());
                for (index, column) in table.columns.iter().enumerate() {
                    cells.push(Cell::of_postgres(&row, index, column.kind)?);
                }
                hear(cells).await?;
            }
        }
    }
    Ok(())
}
