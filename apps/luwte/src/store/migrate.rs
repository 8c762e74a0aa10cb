//! Brings a database to a layout, one numbered step at a time, each in one transaction.

use super::{
    Database, StoreError,
    database::{Transaction, execute, fetch_optional, fetch_within},
    journal,
};

/// Every step there ever was. A released step is never changed.
const STEPS: [&str; 21] = [
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_rests_and_reviews.sql"),
    include_str!("../../migrations/0003_offline.sql"),
    include_str!("../../migrations/0004_journal.sql"),
    include_str!("../../migrations/0005_ingestion.sql"),
    include_str!("../../migrations/0006_bridges.sql"),
    include_str!("../../migrations/0007_former_headsets.sql"),
    include_str!("../../migrations/0008_backups.sql"),
    include_str!("../../migrations/0009_people.sql"),
    include_str!("../../migrations/0010_login.sql"),
    include_str!("../../migrations/0011_care.sql"),
    include_str!("../../migrations/0012_line.sql"),
    include_str!("../../migrations/0013_shown.sql"),
    include_str!("../../migrations/0014_equipment.sql"),
    include_str!("../../migrations/0015_privacy.sql"),
    include_str!("../../migrations/0016_own.sql"),
    include_str!("../../migrations/0017_house_styles.sql"),
    include_str!("../../migrations/0018_questions.sql"),
    include_str!("../../migrations/0019_projects.sql"),
    include_str!("../../migrations/0020_privacy_runs.sql"),
    include_str!("../../migrations/0021_studies.sql"),
];

const LAYOUTS: &str =
    "CREATE TABLE IF NOT EXISTS layouts (number BIGINT PRIMARY KEY, applied_us BIGINT NOT NULL)";

/// Brings a database to the layout of this build.
pub(super) async fn run(database: &Database) -> Result<(), StoreError> {
    let mut transaction = database.begin_at_length().await?;
    reach(&mut transaction, known()).await?;
    transaction.commit().await?;
    journal::prepare(database).await
}

/// The newest layout of this build.
pub fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The layout of a database that has had at least one step, outside any transaction.
pub(super) async fn layout(database: &Database) -> Result<i64, StoreError> {
    let found: Option<(Option<i64>,)> =
        fetch_optional!(database, (Option<i64>,), "SELECT MAX(number) FROM layouts")?;
    Ok(found.and_then(|(number,)| number).unwrap_or(0))
}

/// The layout of a database that has had at least one step.
pub(super) async fn found(transaction: &mut Transaction) -> Result<i64, StoreError> {
    let found: Option<(Option<i64>,)> =
        fetch_within!(transaction, (Option<i64>,), "SELECT MAX(number) FROM layouts")?;
    Ok(found.and_then(|(number,)| number).unwrap_or(0))
}

/// Takes every step that is missing up to `layout`.
pub(super) async fn reach(transaction: &mut Transaction, layout: i64) -> Result<(), StoreError> {
    execute!(&mut *transaction, LAYOUTS)?;
    let (found, known) = (found(&mut *transaction).await?, known());
    for newer in [found, layout] {
        if newer > known {
            return Err(StoreError::Newer { what: "database", found: newer, known });
        }
    }
    if found > layout {
        return Err(StoreError::NotEmpty);
    }
    for (number, step) in (1_i64..=layout).zip(STEPS).filter(|(number, _)| *number > found) {
        match &mut *transaction {
            Transaction::Sqlite(on) => sqlx::raw_sql(step).execute(&mut **on).await.map(|_| ())?,
            Transaction::Postgres(on) => sqlx::raw_sql(step).execute(&mut **on).await.map(|_| ())?,
        }
        execute!(
            &mut *transaction,
            "INSERT INTO layouts (number, applied_us) VALUES ($1, $2)",
            number,
            crate::clock::wall_us()
        )?;
    }
    Ok(())
}
