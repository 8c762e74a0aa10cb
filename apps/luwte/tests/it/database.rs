//! The documentation of the database and the live schema are the same, on both databases.

use crate::{postgres::Postgres, stage::Folder};
use luwte::store::{Database, Store};
use std::collections::BTreeMap;

type Tables = BTreeMap<String, Vec<String>>;

/// Tables and columns as `DATABASE.md` tells them.
fn documented() -> Tables {
    let text = include_str!("../../DATABASE.md");
    let mut tables = Tables::new();
    let mut table = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut table);
            tables.insert(table.clone(), Vec::new());
        } else if let Some(row) = line.strip_prefix("| ")
            && let Some((column, about)) = row.split_once(" | ")
            && column != "column"
        {
            assert!(about.len() > 3, "{table}.{column} is not explained");
            tables.get_mut(&table).unwrap().push(column.to_owned());
        }
    }
    tables.values_mut().for_each(|columns| columns.sort());
    tables
}

fn sorted(rows: Vec<(String, String)>) -> Tables {
    let mut tables = Tables::new();
    for (table, column) in rows {
        tables.entry(table).or_default().push(column);
    }
    tables.values_mut().for_each(|columns| columns.sort());
    tables
}

#[tokio::test]
async fn every_table_and_column_is_documented_on_sqlite() {
    let folder = Folder::new();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    let Database::Sqlite { read, waiting, .. } = store.database() else { panic!() };
    let rows = sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    );
    let mut rows = rows.fetch_all(read).await.unwrap();
    let beside = sqlx::query_as("SELECT 'journal', name FROM pragma_table_info('journal')");
    rows.extend(beside.fetch_all(waiting).await.unwrap());
    assert_eq!(sorted(rows), documented());
}

#[tokio::test]
async fn every_table_and_column_is_documented_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    let Database::Postgres(pool) = store.database() else { panic!() };
    let rows = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'",
    );
    assert_eq!(sorted(rows.fetch_all(pool).await.unwrap()), documented());
    store.close().await;
}

#[tokio::test]
async fn sqlite_syncs_every_commit_to_the_disk() {
    let folder = Folder::new();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    let Database::Sqlite { write, journal, .. } = store.database() else { panic!() };
    for file in [write, journal] {
        let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(file).await.unwrap();
        let (mode,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(file).await.unwrap();
        assert_eq!((synchronous, mode.as_str()), (2, "wal"), "2 is FULL");
    }
}

#[tokio::test]
async fn a_database_of_a_newer_build_is_left_alone() {
    let folder = Folder::new();
    let file = folder.0.join("luwte.db");
    let store = Store::open(&file).await.unwrap();
    let Database::Sqlite { write, .. } = store.database() else { panic!() };
    sqlx::query("INSERT INTO layouts (number, applied_us) VALUES (99, 0)").execute(write).await.unwrap();
    store.close().await;
    let error = Store::open(&file).await.err().unwrap().to_string();
    assert!(error.contains("99"), "{error}");
}
