//! The access log: every row in one chain, and one row for a list with everybody whom it showed.

use crate::{
    people::{aliases, client_of, id_of},
    postgres::Postgres,
    stage::{Folder, PASSWORD, Stage, witness},
    ways_in::{Browser, on_both},
};
use link::{
    login::ClientCode,
    people::{AccessLine, EmergencyOpened, NewEmergency},
};
use luwte::store::{Broken, Database, Head, Search, Store};
use session::ClientId;

async fn changed(store: &Store, sql: &'static str) {
    match store.database() {
        Database::Sqlite { write, .. } => drop(sqlx::raw_sql(sql).execute(write).await.unwrap()),
        Database::Postgres(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.unwrap()),
    }
}

async fn chain(store: Store) {
    let here = store.add_organisation("Hier", 1).await.unwrap();
    let mut lines = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let store = store.clone();
        lines.spawn(async move {
            witness(&store, here).await;
        });
    }
    lines.join_all().await;
    let whole = store.verify_audit(&[]).await.unwrap();
    assert_eq!((whole.head.n, whole.broken.clone()), (40, None));
    assert_eq!(store.audit_head().await.unwrap(), whole.head);
    let broken = async |known: &[Head]| store.verify_audit(known).await.unwrap().broken;
    // Taken off at the end, it only shows to whoever wrote the end down.
    changed(&store, "CREATE TABLE aside AS SELECT * FROM audit WHERE n > 38; DELETE FROM audit WHERE n > 38")
        .await;
    assert_eq!(broken(&[]).await, None);
    assert_eq!(broken(std::slice::from_ref(&whole.head)).await, Some(Broken::NotAsKnown { n: 40 }));
    changed(&store, "INSERT INTO audit SELECT * FROM aside; DROP TABLE aside").await;
    assert_eq!(broken(std::slice::from_ref(&whole.head)).await, None);
    // Changed, put back, taken out.
    changed(&store, "UPDATE audit SET action = 'tesT' WHERE n = 17").await;
    assert_eq!(broken(&[]).await, Some(Broken::Changed { n: 17, at_us: 7 }));
    changed(&store, "UPDATE audit SET action = 'test' WHERE n = 17").await;
    assert_eq!(broken(&[]).await, None);
    changed(&store, "UPDATE audit SET client = id WHERE n = 5").await;
    assert_eq!(broken(&[]).await, Some(Broken::Changed { n: 5, at_us: 7 }));
    changed(&store, "UPDATE audit SET client = NULL WHERE n = 5; DELETE FROM audit WHERE n = 23").await;
    assert_eq!(broken(&[]).await, Some(Broken::Gone { n: 23 }));
    store.close().await;
}

#[tokio::test]
async fn a_row_of_the_access_log_that_was_changed_or_taken_out_is_named() {
    let folder = Folder::new();
    chain(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
}

#[tokio::test]
async fn a_row_of_the_access_log_that_was_changed_or_taken_out_is_named_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    chain(Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap()).await;
}
/// The lines about a client, as they would see them.
async fn about(stage: &Stage, client: ClientId) -> Vec<AccessLine> {
    let read = witness(&stage.store, stage.here).await;
    let search = Search { client: Some(client), ..Search::default() };
    stage.store.audit_lines(&read, stage.here, search).await.unwrap()
}

/// Those of lists in which they stood.
async fn lists(stage: &Stage, client: ClientId) -> Vec<AccessLine> {
    let lines = about(stage, client).await;
    lines
        .into_iter()
        .filter(|line| (line.action.as_str(), line.object.as_str()) == ("list", "client"))
        .collect()
}

async fn count(store: &Store, sql: &'static str) -> i64 {
    let row: (i64,) = match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_as(sql).fetch_one(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_as(sql).fetch_one(pool).await.unwrap(),
    };
    row.0
}

#[tokio::test]
async fn a_list_is_one_row_in_which_everybody_whom_it_showed_finds_who_saw_them() {
    on_both(async |stage| {
        let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
        let kluut = client_of(&noor, "Kluut").await;
        client_of(&noor, "Tapuit").await;
        let wulp = client_of(&sam, "Wulp").await;
        let rows = async || stage.store.audit_head().await.unwrap().n;
        let shown = "SELECT COUNT(*) FROM shown_clients";
        let before = rows().await;
        for _ in 0..3 {
            assert_eq!(aliases(&noor).await, ["Kluut", "Tapuit"]);
        }
        // The row before the clients are read, and the one that says whom they were.
        assert_eq!((rows().await - before, count(&stage.store, shown).await), (6, 2));
        client_of(&noor, "Scholekster").await;
        aliases(&noor).await;
        assert_eq!(count(&stage.store, shown).await, 5, "another list");
        let seen = lists(stage, kluut).await;
        assert!(seen.iter().all(|line| line.name.as_deref() == Some("Noor Voorbeeld") && !line.emergency));
        assert_eq!(seen.iter().map(|line| line.shown).collect::<Vec<_>>(), [3, 2, 2, 2]);
        assert_eq!(lists(stage, wulp).await, [], "who was not in it has no part in it");

        // Who was shown by emergency access finds that it was; who stood beside them does not.
        let reason = "Onwel op de afdeling; Noor is er niet.".to_owned();
        let open = NewEmergency { alias: "Kluut".into(), reason };
        let _: EmergencyOpened = sam.post("/api/v1/emergencies", &open).await.unwrap();
        assert_eq!(aliases(&sam).await, ["Kluut", "Wulp"]);
        assert!(lists(stage, kluut).await[0].emergency && !lists(stage, wulp).await[0].emergency);
        let read = witness(&stage.store, stage.here).await;
        let of_sam = Search { actor: Some(id_of(stage, "sam").await.0), ..Search::default() };
        let lines = stage.store.audit_lines(&read, stage.here, of_sam).await.unwrap();
        assert!(lines.iter().any(|line| line.shown == 2 && line.emergency), "the privacy officer sees it");

        // The client themselves: that they stood in a list, not with how many.
        let mut page = Browser::new(stage);
        page.login("noor", PASSWORD, false).await;
        let (_, code) = page.post(&format!("/api/v1/clients/{kluut}/code"), &()).await;
        let code: ClientCode = serde_json::from_value(code).unwrap();
        let mut own = Browser::new(stage);
        own.post("/api/v1/client/login", &serde_json::json!({ "code": code.code })).await;
        let lines: Vec<AccessLine> = own.read("/api/v1/client/access-log").await;
        let listed: Vec<_> = lines.iter().filter(|line| line.action == "list").collect();
        assert_eq!(listed.len(), 5, "{lines:?}");
        assert!(listed.iter().all(|line| line.shown == 0));
    })
    .await;
}

#[tokio::test]
async fn whom_a_list_showed_cannot_be_changed_unseen() {
    on_both(async |stage| {
        let noor = stage.login("noor").await;
        let kluut = client_of(&noor, "Kluut").await;
        client_of(&noor, "Tapuit").await;
        for _ in 0..2 {
            aliases(&noor).await;
        }
        let first = lists(stage, kluut).await.pop().unwrap();
        let changed = async |sql| changed(&stage.store, sql).await;
        let broken = async || stage.store.verify_audit(&[]).await.unwrap().broken;
        let at_first = Some(Broken::Changed { n: first.n, at_us: first.at });
        assert_eq!(broken().await, None);
        changed(
            "CREATE TABLE aside AS SELECT * FROM shown_clients ORDER BY client LIMIT 1;
             DELETE FROM shown_clients WHERE client IN (SELECT client FROM aside)",
        )
        .await;
        assert_eq!(broken().await, at_first, "somebody was taken out");
        changed("INSERT INTO shown_clients SELECT * FROM aside; DROP TABLE aside").await;
        assert_eq!(broken().await, None);
        changed("INSERT INTO shown_clients SELECT DISTINCT shown, organisation FROM audit WHERE shown IS NOT NULL")
            .await;
        assert_eq!(broken().await, at_first, "somebody was put in");
        changed("DELETE FROM shown_clients WHERE client IN (SELECT organisation FROM audit)").await;
        assert_eq!(broken().await, None);
        changed("UPDATE audit SET shown = NULL WHERE shown IS NOT NULL").await;
        assert_eq!(broken().await, at_first, "it became a row that is no list");
    })
    .await;
}
