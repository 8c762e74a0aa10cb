//! The record as a file: complete, the same from both databases, refused when damaged, and back again by the commands.

use crate::{
    cli::run,
    people::{aliases, client_of},
    postgres::Postgres,
    stage::{Folder, Stage},
};
use luwte::{
    archive::{Archive, ArchiveError, copy, write},
    store::{Database, Keys, Snapshot, Store, StoreError},
};
use session::Act;
use std::{fs, io::Cursor, path::Path};

/// A record with people, a headset, a session with events, poses and an access log with a list in it.
async fn lived_in() -> Stage {
    let mut stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (_watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.act(Act::SetVolume(31)).await;
    headset.all_durable().await;
    for alias in ["Kluut", "Tapuit"] {
        client_of(&noor, alias).await;
    }
    assert_eq!(aliases(&noor).await.len(), 2);
    stage.end().await;
    stage
}

async fn sqlite(folder: &Path) -> Database {
    Database::sqlite(&folder.join("luwte.db")).await.unwrap()
}

async fn exported(database: &Database) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write(Snapshot::of(database, &Keys::none()).await.unwrap(), &[], &mut file, |_| {}).await.unwrap();
    file.into_inner()
}

#[tokio::test]
async fn everything_comes_back_and_exports_as_the_same_bytes() {
    let stage = lived_in().await;
    let from = sqlite(&stage.folder.0).await;
    let file = exported(&from).await;
    let mut archive = Archive::open(Cursor::new(&file)).unwrap();
    archive.verify(|_| {}).unwrap();
    let rows = |name: &str| {
        archive.manifest().tables.iter().find(|table| table.name == name).map(|table| table.rows).unwrap()
    };
    assert_eq!((rows("organisations"), rows("users"), rows("sessions")), (2, 12, 1));
    assert!(rows("events") > 5 && rows("audit") > 0 && rows("shown_clients") == 2);

    let folder = Folder::new();
    let to = sqlite(&folder.0).await;
    Archive::open(Cursor::new(&file)).unwrap().pour(&to, |_| {}).await.unwrap();
    assert!(exported(&to).await == file, "the same record is the same file");
    let again = Archive::open(Cursor::new(&file)).unwrap().pour(&to, |_| {}).await;
    assert!(
        matches!(again, Err(ArchiveError::Store(StoreError::NotEmpty))),
        "a record is never written over"
    );
    to.close().await;
    // A server starts on what came back, with the key that was kept elsewhere.
    fs::copy(stage.folder.0.join("master.key"), folder.0.join("master.key")).unwrap();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    assert_eq!(store.organisations().await.unwrap().len(), 2);
    assert_eq!(store.verify_audit(&[]).await.unwrap().broken, None, "with whom each list showed");
    store.close().await;
}

#[tokio::test]
async fn from_sqlite_to_postgres_and_back_the_exports_are_equal_byte_for_byte() {
    let Some(postgres) = Postgres::start() else { return };
    let stage = lived_in().await;
    let from = sqlite(&stage.folder.0).await;
    let there = Database::postgres(&postgres.address()).await.unwrap();
    let rows = copy((&from, &Keys::none()), &there, |_| {}).await.unwrap();
    assert!(rows > 20, "{rows}");
    let file = exported(&from).await;
    assert!(exported(&there).await == file, "PostgreSQL tells the same bytes");
    let folder = Folder::new();
    let back = sqlite(&folder.0).await;
    copy((&there, &Keys::none()), &back, |_| {}).await.unwrap();
    assert!(exported(&back).await == file, "and so does the way back");
    assert!(matches!(
        copy((&there, &Keys::none()), &back, |_| {}).await,
        Err(ArchiveError::Store(StoreError::NotEmpty))
    ));
    there.close().await;
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_leaves_the_database_empty() {
    let stage = lived_in().await;
    let file = exported(&sqlite(&stage.folder.0).await).await;
    for place in (0..file.len()).step_by(file.len() / 97) {
        let mut damaged = file.clone();
        damaged[place] ^= 0x55;
        let read = Archive::open(Cursor::new(&damaged)).and_then(|mut archive| {
            let manifest = archive.manifest().clone();
            archive.verify(|_| {}).map(|()| manifest)
        });
        // Bytes that no reader looks at, such as a time in a header, may change; what is read may not.
        if let Ok(manifest) = read {
            let whole = Archive::open(Cursor::new(&file)).unwrap();
            assert_eq!(manifest, *whole.manifest(), "byte {place}");
        }
    }
    let folder = Folder::new();
    let to = sqlite(&folder.0).await;
    let cut = &file[..file.len() / 2];
    assert!(Archive::open(Cursor::new(cut)).is_err());
    let swapped = with_manifest(&file, |manifest| manifest.replacen("\"rows\": 2", "\"rows\": 3", 1));
    let error = Archive::open(Cursor::new(swapped)).unwrap().pour(&to, |_| {}).await.unwrap_err();
    assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
    let newer = with_manifest(&file, |manifest| manifest.replace("\"version\": 1", "\"version\": 2"));
    assert!(matches!(Archive::open(Cursor::new(newer)), Err(ArchiveError::Newer { found: 2 })));
    let layout = with_manifest(&file, |manifest| manifest.replacen("\"layout\": ", "\"layout\": 9", 1));
    let error = Archive::open(Cursor::new(layout)).unwrap().pour(&to, |_| {}).await.unwrap_err();
    assert!(matches!(error, ArchiveError::Store(StoreError::Newer { .. })), "{error}");
    // Nothing of all that stayed: the whole file still goes in.
    Archive::open(Cursor::new(&file)).unwrap().pour(&to, |_| {}).await.unwrap();
}

/// The same zip with another manifest.
fn with_manifest(file: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == "manifest.json" {
            content = change(String::from_utf8(content).unwrap()).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

// On threads of its own the server goes on while the command runs: what it has begun to write, it ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_made_beside_a_running_server_and_restored_on_a_new_machine() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let data = stage.folder.0.to_str().unwrap().to_owned();
    luwte::tls::own(&stage.folder.0.join("tls"), &["localhost".into()]).unwrap();
    let backups = Folder::new();
    let to = backups.0.to_str().unwrap();
    let (code, out, err) = run(&["backup", to, "--keep", "3", "--data-dir", &data]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 files"), "{out}");
    let file = fs::read_dir(&backups.0).unwrap().next().unwrap().unwrap().path();
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "only the owner reads it");
    let file = file.to_str().unwrap().to_owned();
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    let logged = |(actor, action, object): &(String, String, String)| {
        (actor.as_str(), action.as_str(), object.as_str()) == ("system", "backup", "record")
    };
    assert!(trail.iter().any(logged), "the access log says that it was taken out");

    let (code, out, err) = run(&["restore", &file, "--check", "--data-dir", "/nowhere"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("whole"), "{out}");
    let machine = Folder::new();
    let new = machine.0.to_str().unwrap();
    let (code, _, err) = run(&["restore", &file, "--data-dir", new]);
    assert_eq!(code, 0, "{err}");
    for name in luwte::tls::KEPT {
        let (old, new) = (stage.folder.0.join("tls").join(name), machine.0.join("tls").join(name));
        assert_eq!(fs::read(old).unwrap(), fs::read(new).unwrap(), "{name}");
    }
    let refused = Store::open(&machine.0.join("luwte.db")).await.err().unwrap();
    assert!(matches!(refused, StoreError::OtherKey), "{refused}");
    fs::copy(stage.folder.0.join("master.key"), machine.0.join("master.key")).unwrap();
    let store = Store::open(&machine.0.join("luwte.db")).await.unwrap();
    assert_eq!(store.event_watermark(headset.session).await.unwrap(), headset.events.len() as u64);
    store.close().await;
    for wrong in [
        vec!["restore", &file, "--data-dir", new],
        vec!["import", &file, "--data-dir", new],
        vec!["import", "/nowhere.zip", "--data-dir", new],
        vec!["export", &file, "--data-dir", new],
        vec!["export", "/tmp/x.zip", "--data-dir", "/nowhere"],
        vec!["migrate", "--data-dir", new],
    ] {
        assert_eq!(run(&wrong).0, 2, "{wrong:?}");
    }
}
