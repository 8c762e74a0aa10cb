//! Brings a database to the layout of this build, one numbered step at a time, each in one transaction.

use super::{
    Database, StoreError,
    database::{Transaction, execute, fetch_within},
};

/// Every step there ever was. A released step is never changed.
const STEPS: [&str; 2] = [
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_rests_and_reviews.sql"),
];

const LAYOUTS: &str =
    "CREATE TABLE IF NOT EXISTS layouts (number BIGINT PRIMARY KEY, applied_us BIGINT NOT NULL)";

pub(super) async fn run(database: &Database) -> Result<(), StoreError> {
    let mut transaction = database.begin().await?;
    execute!(&mut transaction, LAYOUTS)?;
    let found: Option<(Option<i64>,)> =
        fetch_within!(&mut transaction, (Option<i64>,), "SELECT MAX(number) FROM layouts")?;
    let found = found.and_then(|(number,)| number).unwrap_or(0);
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > found) {
        match &mut transaction {
            Transaction::Sqlite(on) => sqlx::raw_sql(step).execute(&mut **on).await.map(|_| ())?,
            Transaction::Postgres(on) => sqlx::raw_sql(step).execute(&mut **on).await.map(|_| ())?,
        }
        execute!(
            &mut transaction,
            "INSERT INTO layouts (number, applied_us) VALUES ($1, $2)",
            number,
            crate::clock::wall_us()
        )?;
    }
    transaction.commit().await
}
