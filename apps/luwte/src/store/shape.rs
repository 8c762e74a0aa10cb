//! The layout of a database as the database itself tells it: tables, columns and keys, in the order in which rows can be added.

use super::{StoreError, cell::Kind, database::Transaction};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the layout.
    pub columns: Vec<Column>,
    /// The columns of its primary key: rows are told in this order.
    key: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What tells of the database, not of the record: steps of the layout, the journal, and up to where it was sealed.
const APART: [&str; 3] = ["layouts", "journal", "sealed"];

impl Table {
    /// Reads every row in the order of the key. Both databases order these keys by their bytes.
    pub(super) fn select(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.column_names(), quoted(&self.name), names(&self.key))
    }

    /// The columns, as SQL names them.
    pub(super) fn column_names(&self) -> String {
        let columns: Vec<_> = self.columns.iter().map(|column| column.name.clone()).collect();
        names(&columns)
    }
}

fn names(columns: &[String]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// A name of our own layout, as SQL takes it literally.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', ""))
}

/// Every table of the record, each after those that it refers to.
pub(super) async fn tables(on: &mut Transaction) -> Result<Vec<Table>, StoreError> {
    let mut found = BTreeMap::new();
    for name in table_names(on).await?.into_iter().filter(|name| !APART.contains(&name.as_str())) {
        let columns = columns(on, &name).await?;
        let columns = columns
            .into_iter()
            .map(|(name, kind)| {
                let kind = Kind::of_sql(&kind).ok_or(StoreError::Unreadable { what: "column's type" })?;
                Ok(Column { name, kind })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let (key, refers) = (key(on, &name).await?, refers(on, &name).await?);
        found.insert(name.clone(), (Table { name, columns, key }, refers));
    }
    in_order(found)
}

/// After those that each refers to; by name where the layout leaves it open, so that both databases tell the same order.
fn in_order(mut left: BTreeMap<String, (Table, BTreeSet<String>)>) -> Result<Vec<Table>, StoreError> {
    let mut ordered: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let told = |name: &String| ordered.iter().any(|table| table.name == *name);
        let next =
            left.iter().find(|(own, (_, refers))| refers.iter().all(|name| name == *own || told(name)));
        let name = next.map(|(name, _)| name.clone()).ok_or(StoreError::Unreadable { what: "layout" })?;
        ordered.extend(left.remove(&name).map(|(table, _)| table));
    }
    Ok(ordered)
}

async fn table_names(on: &mut Transaction) -> Result<Vec<String>, StoreError> {
    Ok(match on {
        Transaction::Sqlite(on) => {
            let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
            sqlx::query_scalar(sql).fetch_all(&mut **on).await?
        }
        Transaction::Postgres(on) => all_tables(on).await?,
    })
}

/// Every table of ours on PostgreSQL, those that tell of the database included, by name.
pub(super) async fn all_tables(on: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT table_name::text FROM information_schema.tables
               WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1";
    Ok(sqlx::query_scalar(sql).fetch_all(on).await?)
}

async fn columns(on: &mut Transaction, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    Ok(match on {
        Transaction::Sqlite(on) => {
            let sql = "SELECT name, lower(type) FROM pragma_table_info($1) ORDER BY cid";
            sqlx::query_as(sql).bind(table).fetch_all(&mut **on).await?
        }
        Transaction::Postgres(on) => {
            let sql = "SELECT column_name::text, data_type::text FROM information_schema.columns
                       WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
            sqlx::query_as(sql).bind(table).fetch_all(&mut **on).await?
        }
    })
}

async fn key(on: &mut Transaction, table: &str) -> Result<Vec<String>, StoreError> {
    Ok(match on {
        Transaction::Sqlite(on) => {
            let sql = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
            sqlx::query_scalar(sql).bind(table).fetch_all(&mut **on).await?
        }
        Transaction::Postgres(on) => {
            let sql =
                "SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(number, place)
                       JOIN pg_attribute a ON a.attnum = k.number
                       WHERE i.indisprimary AND i.indrelid = to_regclass($1) AND a.attrelid = i.indrelid
                       ORDER BY k.place";
            sqlx::query_scalar(sql).bind(quoted(table)).fetch_all(&mut **on).await?
        }
    })
}

async fn refers(on: &mut Transaction, table: &str) -> Result<BTreeSet<String>, StoreError> {
    let found: Vec<String> = match on {
        Transaction::Sqlite(on) => {
            let sql = "SELECT \"table\" FROM pragma_foreign_key_list($1)";
            sqlx::query_scalar(sql).bind(table).fetch_all(&mut **on).await?
        }
        Transaction::Postgres(on) => {
            let sql = "SELECT c.relname::text FROM pg_constraint f JOIN pg_class c ON c.oid = f.confrelid
                       WHERE f.contype = 'f' AND f.conrelid = to_regclass($1)";
            sqlx::query_scalar(sql).bind(quoted(table)).fetch_all(&mut **on).await?
        }
    };
    Ok(found.into_iter().collect())
}
