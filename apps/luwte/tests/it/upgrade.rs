//! Every layout that was ever released is opened in place and read on, on both databases; an older client of the link is
//! understood, and a newer one is told so.

use crate::{
    postgres::Postgres,
    stage::{Folder, Stage, Watcher, eventually, witness},
};
use link::{
    EventBatch, Message, PROTOCOL_VERSION, Problem,
    api::{Pair, Paired},
    people::Role,
};
use luwte::{
    auth::master::MasterKey,
    store::{Append, Database, EventRow, Keys, Store, known_layout},
};
use session::{
    Act, Consent, Event, EventKind, Language, OrganisationId, Refusal, SessionId, Watcher as Colleague,
    WorldTime,
};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Every step, with the SHA-256 of those that were released: a released step is never changed.
const STEPS: [(&str, Option<&str>); 21] = [
    (
        include_str!("../../migrations/0001_first.sql"),
        Some("fb37da3f549209d53548fd9ff9f8152faf5d8ea50a650b24e99543259e86b725"),
    ),
    (
        include_str!("../../migrations/0002_rests_and_reviews.sql"),
        Some("db36e2fadb4fc0906fdea62a93ef3ed7c46406f27fa9b37f995524a3b55ba455"),
    ),
    (
        include_str!("../../migrations/0003_offline.sql"),
        Some("fe3ef81e7275499d0346ef489f25b9cbb9f2be17be6fece1b511927574a23036"),
    ),
    (
        include_str!("../../migrations/0004_journal.sql"),
        Some("520dba38229ac758acb7956e78d57d8518f2022de3f256993b794af6615fdb99"),
    ),
    (include_str!("../../migrations/0005_ingestion.sql"), None),
    (include_str!("../../migrations/0006_bridges.sql"), None),
    (include_str!("../../migrations/0007_former_headsets.sql"), None),
    (include_str!("../../migrations/0008_backups.sql"), None),
    (include_str!("../../migrations/0009_people.sql"), None),
    (include_str!("../../migrations/0010_login.sql"), None),
    (include_str!("../../migrations/0011_care.sql"), None),
    (include_str!("../../migrations/0012_line.sql"), None),
    (include_str!("../../migrations/0013_shown.sql"), None),
    (include_str!("../../migrations/0014_equipment.sql"), None),
    (include_str!("../../migrations/0015_privacy.sql"), None),
    (include_str!("../../migrations/0016_own.sql"), None),
    (include_str!("../../migrations/0017_house_styles.sql"), None),
    (include_str!("../../migrations/0018_questions.sql"), None),
    (include_str!("../../migrations/0019_projects.sql"), None),
    (include_str!("../../migrations/0020_privacy_runs.sql"), None),
    (include_str!("../../migrations/0021_studies.sql"), None),
];
const JOURNAL: &str = include_str!("../../migrations/journal.sql");
/// Every kind of event as version 1 wrote it.
const EVENTS: &str = include_str!("../fixtures/events-v1.tsv");

const HERE: Uuid = Uuid::from_u128(1);
const HEADSET: Uuid = Uuid::from_u128(2);
const SESSION: Uuid = Uuid::from_u128(3);
const NOOR: Uuid = Uuid::from_u128(5);
const KLUUT: Uuid = Uuid::from_u128(6);

#[test]
fn no_released_step_was_changed_and_none_is_left_out_here() {
    assert_eq!(known_layout(), i64::try_from(STEPS.len()).unwrap());
    for (number, (step, released)) in STEPS.iter().enumerate() {
        let digest: String = Sha256::digest(step).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(released.is_none_or(|released| released == digest), "step {} was changed", number + 1);
    }
}

#[tokio::test]
async fn an_embedded_database_of_every_layout_is_opened_in_place_and_goes_on() {
    for layout in 1..=STEPS.len() {
        let folder = Folder::new();
        let database = Database::sqlite(&folder.0.join("luwte.db")).await.unwrap();
        as_it_was(&database, layout).await;
        // Whoever looks at it before the upgrade finds it well, and changes nothing of it.
        let looked_at = Store::as_it_is(database);
        looked_at.ready().await.unwrap();
        assert_eq!(looked_at.examine().await.unwrap().layout, i64::try_from(layout).unwrap());
        looked_at.close().await;
        goes_on(Store::open(&folder.0.join("luwte.db")).await.unwrap(), layout).await;
    }
}

#[tokio::test]
async fn a_postgres_database_of_every_layout_is_opened_in_place_and_goes_on() {
    let Some(postgres) = Postgres::start() else { return };
    for layout in 1..=STEPS.len() {
        let database = Database::postgres(&postgres.address()).await.unwrap();
        run(&database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
        as_it_was(&database, layout).await;
        let keys = Keys::of(MasterKey::new().unwrap());
        goes_on(Store::sealed(database, keys).await.unwrap(), layout).await;
    }
}

async fn run(database: &Database, sql: &str) {
    match database {
        Database::Sqlite { write, .. } => {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(write).await.map(drop).unwrap()
        }
        Database::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(drop).unwrap(),
    }
}

/// A database as the program of this layout left it: with a session of the first layout, and where there was a journal,
/// with one event that was acknowledged and not sealed.
async fn as_it_was(database: &Database, layout: usize) {
    run(database, "CREATE TABLE layouts (number BIGINT PRIMARY KEY, applied_us BIGINT NOT NULL)").await;
    for (number, (step, _)) in STEPS.iter().take(layout).enumerate() {
        run(database, step).await;
        run(database, &format!("INSERT INTO layouts (number, applied_us) VALUES ({}, 0)", number + 1)).await;
        if number == 0 {
            fill(database).await;
        }
    }
    if layout >= 9 {
        let hash = first_of_the_chain();
        let sql = "UPDATE audit SET n = 1, hash = $1";
        match database {
            Database::Sqlite { write, .. } => drop(sqlx::query(sql).bind(hash).execute(write).await.unwrap()),
            Database::Postgres(pool) => drop(sqlx::query(sql).bind(hash).execute(pool).await.unwrap()),
        }
    }
    if layout >= 4 {
        let row = waiting_row();
        match database {
            Database::Sqlite { journal, .. } => {
                sqlx::raw_sql(JOURNAL).execute(journal).await.unwrap();
                sqlx::query("INSERT INTO journal (writer, n, entries) VALUES ($1, 1, $2)")
                    .bind(Uuid::from_u128(9))
                    .bind(row)
                    .execute(journal)
                    .await
                    .unwrap();
            }
            Database::Postgres(pool) => {
                sqlx::raw_sql(JOURNAL).execute(pool).await.unwrap();
                sqlx::query("INSERT INTO journal (writer, n, entries) VALUES ($1, 1, $2)")
                    .bind(Uuid::from_u128(9))
                    .bind(row)
                    .execute(pool)
                    .await
                    .unwrap();
            }
        }
    }
}

async fn fill(database: &Database) {
    macro_rules! put {
        ($sql:expr $(, $bind:expr)*) => {
            match database {
                Database::Sqlite { write, .. } => {
                    sqlx::query($sql)$(.bind($bind))*.execute(write).await.map(drop).unwrap()
                }
                Database::Postgres(pool) => {
                    sqlx::query($sql)$(.bind($bind))*.execute(pool).await.map(drop).unwrap()
                }
            }
        };
    }
    put!("INSERT INTO organisations (id, name, created_us) VALUES ($1, 'Hier', 1)", HERE);
    put!(
        "INSERT INTO users (id, organisation, login, role, password_hash, created_us) VALUES ($1, $2, 'noor', 'practitioner', '', 1)",
        NOOR,
        HERE
    );
    put!("INSERT INTO user_names (user_id, name) VALUES ($1, 'Noor')", NOOR);
    put!("INSERT INTO clients (id, organisation, created_us) VALUES ($1, $2, 1)", KLUUT, HERE);
    put!("INSERT INTO client_names (client, organisation, alias) VALUES ($1, $2, 'Kluut')", KLUUT, HERE);
    put!(
        "INSERT INTO audit (id, at_us, organisation, actor, actor_id, action, object) VALUES ($1, 5, $2, 'system', $1, 'begin', 'record')",
        Uuid::from_u128(7),
        HERE
    );
    put!(
        "INSERT INTO headsets (id, organisation, name, created_us, last_seen_us) VALUES ($1, $2, 'Duinbril', 1, 5)",
        HEADSET,
        HERE
    );
    put!(
        "INSERT INTO sessions (id, organisation, headset, build, opened_us) VALUES ($1, $2, $3, '1.0.0', 7)",
        SESSION,
        HERE,
        HEADSET
    );
    for (seq, line) in events().enumerate() {
        let columns: Vec<_> = line.splitn(3, '\t').collect();
        let [kind, version, payload] = columns.as_slice() else { panic!("{line}") };
        put!(
            "INSERT INTO events (session, seq, at_us, wall_us, kind, version, payload) VALUES ($1, $2, $3, 7, $4, $5, $6)",
            SESSION,
            seq as i64,
            1_000 * seq as i64,
            *kind,
            version.parse::<i64>().unwrap(),
            *payload
        );
    }
    let packets = &include_bytes!("../fixtures/beats-piece-v1.bin")[..];
    put!(
        "INSERT INTO beats_journal (session, arrived_us, strap, receiver_epoch, first_n, packets) VALUES ($1, 10, $2, 1, 0, $3)",
        SESSION,
        Uuid::from_u128(4),
        packets
    );
    let poses = &include_bytes!("../fixtures/poses-piece-v1.bin")[..];
    put!("INSERT INTO poses_journal (session, arrived_us, poses) VALUES ($1, 11, $2)", SESSION, poses);
}

fn events() -> impl Iterator<Item = &'static str> {
    EVENTS.lines().filter(|line| !line.starts_with('#'))
}

/// A row of the journal in its first layout, written byte by byte: the event after the last, `paused`.
fn waiting_row() -> Vec<u8> {
    let mut row = vec![1, 1];
    row.extend(SESSION.as_bytes());
    row.extend((events().count() as u32).to_le_bytes());
    for number in [99_000_000_i64, 7, i64::MIN, 1] {
        row.extend(number.to_le_bytes());
    }
    for text in ["paused", "\"paused\""] {
        row.extend((text.len() as u32).to_le_bytes());
        row.extend(text.as_bytes());
    }
    row
}

/// The hash of the one row of the access log, byte by byte as the first program with a chain wrote it.
fn first_of_the_chain() -> Vec<u8> {
    let own = Uuid::from_u128(7);
    let mut row = b"luwte audit 1\0".to_vec();
    row.extend(1_i64.to_le_bytes());
    row.extend(own.as_bytes());
    row.extend(5_i64.to_le_bytes());
    row.extend(HERE.as_bytes());
    row.extend(own.as_bytes());
    for text in ["system", "begin", "record"] {
        row.extend((text.len() as u64).to_le_bytes());
        row.extend(text.as_bytes());
    }
    // Neither an object nor a client.
    row.extend([0; 34]);
    Sha256::digest(row).to_vec()
}

async fn goes_on(store: Store, layout: usize) {
    let (here, session) = (OrganisationId(HERE), SessionId(SESSION));
    let read = witness(&store, here).await;
    let waited = usize::from(layout >= 4);
    let stored = store.events(&read, session).await.unwrap();
    assert_eq!(stored.len(), events().count() + waited, "layout {layout}");
    assert!(waited == 0 || stored.last().unwrap().event.kind == EventKind::Paused);
    let beats = store.beats(&read, session).await.unwrap();
    assert!(beats.iter().map(|row| row.packets.len()).sum::<usize>() > 0, "layout {layout}");
    assert!(!store.poses(&read, session).await.unwrap().is_empty(), "layout {layout}");
    assert_eq!(store.headsets(here).await.unwrap()[0].last_seen_us, Some(5));
    assert_eq!(store.standing(Some(here)).await.unwrap().sessions, 1);
    // Whoever was there keeps their role and sees whom they saw, and may now invite the others; the log is one chain.
    let (noor, _) = store.user_by_login("noor", 8).await.unwrap().unwrap();
    assert_eq!(noor.roles(), [Role::Practitioner, Role::Administrator]);
    let clients = store.clients(&read, here, noor.id, 8).await.unwrap();
    assert_eq!(clients.iter().map(|client| client.alias.as_str()).collect::<Vec<_>>(), ["Kluut"]);
    let verified = store.verify_audit(&[]).await.unwrap();
    assert!(verified.broken.is_none() && verified.head.n >= 2, "layout {layout}: {verified:?}");
    // What stood in the clear is sealed in place, and tells the same.
    let poses = store.poses(&read, session).await.unwrap();
    store.seal_all().await.unwrap();
    assert_eq!(store.sessions_to_seal().await.unwrap(), 0, "layout {layout}");
    assert!(
        unsealed(store.database()).await.is_empty(),
        "layout {layout}: {:?}",
        unsealed(store.database()).await
    );
    assert_eq!(store.events(&read, session).await.unwrap(), stored, "layout {layout}");
    assert_eq!(store.poses(&read, session).await.unwrap(), poses, "layout {layout}");
    assert_eq!(store.client_by_alias(&read, here, "Kluut").await.unwrap(), Some(session::ClientId(KLUUT)));
    let seq = u32::try_from(stored.len()).unwrap();
    let event = Event { seq, at: WorldTime::from_secs(100), kind: EventKind::Resumed };
    let row = EventRow { session, event, wall_us: 8, wall_error_us: None };
    store.append_and_wait(Append::Events(vec![row])).await.unwrap();
    assert_eq!(store.event_watermark(session).await.unwrap(), u64::from(seq) + 1);
    store.ready().await.unwrap();
    store.close().await;
}

/// What a person is known by or did, and stands in the record for everybody to read.
async fn unsealed(database: &Database) -> Vec<String> {
    const TEXTS: &str = "SELECT alias FROM client_names UNION ALL SELECT payload FROM events";
    const BYTES: &str = "SELECT packets FROM beats UNION ALL SELECT poses FROM poses";
    let (texts, bytes): (Vec<(String,)>, Vec<(Vec<u8>,)>) = match database {
        Database::Sqlite { read, .. } => (
            sqlx::query_as(TEXTS).fetch_all(read).await.unwrap(),
            sqlx::query_as(BYTES).fetch_all(read).await.unwrap(),
        ),
        Database::Postgres(pool) => (
            sqlx::query_as(TEXTS).fetch_all(pool).await.unwrap(),
            sqlx::query_as(BYTES).fetch_all(pool).await.unwrap(),
        ),
    };
    assert!(texts.len() > 5 && bytes.len() == 2);
    let texts = texts.into_iter().map(|(text,)| text).filter(|text| !text.starts_with('\u{1}'));
    let bytes = bytes.into_iter().filter(|(bytes,)| bytes[0] < 0x10).map(|(bytes,)| format!("{bytes:?}"));
    texts.chain(bytes).collect()
}

/// The first line of a fixture of the wire: a frame as an app of that version sent it.
fn frame(fixture: &str) -> Vec<u8> {
    let hex = fixture.lines().next().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[tokio::test]
async fn an_app_of_the_first_version_of_the_link_is_understood() {
    let stage = Stage::new().await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let mut socket = login.socket().await.unwrap();
    socket.send_bytes(frame(include_str!("../../../../fixtures/wire/v1/hello.txt"))).await.unwrap();
    let heard = crate::stage::until(&mut socket, |message| match message {
        Message::Ack { watermark, .. } => Some(*watermark),
        Message::Problem(problem) => panic!("{problem:?}"),
        _ => None,
    });
    assert_eq!(heard.await, 0);
    eventually("the session stands in the record", async || {
        let id = "01934000-0000-7000-8000-000000000001".parse().map(SessionId).unwrap();
        stage.store.session(id).await.unwrap().is_some()
    })
    .await;
}

#[tokio::test]
async fn an_app_of_a_newer_version_of_the_link_is_told_so_and_not_misread() {
    let stage = Stage::new().await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let mut hello = frame(include_str!("../../../../fixtures/wire/v1/hello.txt"));
    hello[0] = PROTOCOL_VERSION + 1;
    let mut socket = login.socket().await.unwrap();
    socket.send_bytes(hello).await.unwrap();
    let told = crate::stage::until(&mut socket, |message| match message {
        Message::Problem(problem) => Some(*problem),
        _ => None,
    });
    assert_eq!(told.await, Problem::Version, "which our apps answer by loading themselves anew");
    assert_eq!(socket.closing_code().await, Some(1002));
}

/// What a headset of version 1 says, as it said it.
async fn says(socket: &mut luwte::client::Socket, message: &Message) {
    socket.send_bytes(link::encode_for(message, 1).unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_session_begun_on_version_1_goes_on_with_it_and_is_sent_nothing_it_cannot_read() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let mut socket = login.socket_speaking(1).await.unwrap();
    socket.send_bytes(frame(include_str!("../../../../fixtures/wire/v1/hello.txt"))).await.unwrap();
    let session: SessionId = "01934000-0000-7000-8000-000000000001".parse().map(SessionId).unwrap();
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(u64::from(seq)), kind };
    let opened = EventKind::Opened {
        build: "old".into(),
        seed: 7,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    };
    let batch = |events| Message::Events(EventBatch { session, events });
    let beach = EventKind::WorldEntered(catalogue::World::SunsetBeach);
    let world = EventKind::PhaseEntered(session::Phase::World);
    says(&mut socket, &batch(vec![event(0, opened), event(1, world), event(2, beach)])).await;
    says(&mut socket, &Message::WantPairingCode).await;
    let digits = crate::stage::until(&mut socket, |message| {
        if let Message::PairingCode(code) = message { Some(code.digits.clone()) } else { None }
    })
    .await;
    let pair = Pair { digits, client: None, alone: false, way: None };
    let _: Paired = noor.post("/api/v1/pair", &pair).await.unwrap();
    let mut watcher = Watcher::open(&noor, session).await;
    let colleague = Colleague { user: noor.me().user, name: "Noor".into() };
    says(&mut socket, &batch(vec![event(3, EventKind::WatchStarted(colleague))])).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    // What version 1 does not know is refused with the reason; what it knows reaches it, in its own version.
    let lying = watcher.command(Act::SetLying(true)).await;
    let refused = watcher.until(|message| match message {
        Message::Refused { command, refusal } if *command == lying => Some(*refusal),
        _ => None,
    });
    assert_eq!(refused.await, Refusal::OlderHeadset);
    watcher.command(Act::StopWatching).await;
    let heard = crate::stage::until(&mut socket, |message| {
        assert_eq!(link::since(message), 1, "{message:?}");
        if let Message::Command(command) = message { Some(command.act.clone()) } else { None }
    });
    let mut act = heard.await;
    while matches!(act, Act::RequestWatch(_)) {
        act = crate::stage::until(&mut socket, |message| {
            if let Message::Command(command) = message { Some(command.act.clone()) } else { None }
        })
        .await;
    }
    assert_eq!(act, Act::StopWatching);
}

#[tokio::test]
async fn a_page_of_version_1_watches_until_something_happens_that_it_cannot_read_and_is_then_told_to_load_itself_anew()
 {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (_newer, _) = stage.watch(&mut headset, &noor).await;
    let path = format!("/api/v1/live/watch/{}?protocol=1", headset.session);
    let mut older = noor.socket(&path).await.unwrap();
    crate::stage::until(&mut older, |message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    headset.act(Act::SetVolume(31)).await;
    let heard = |kind: &EventKind| *kind == EventKind::VolumeSet(31);
    crate::stage::until(&mut older, |message| crate::stage::has_event(message, heard)).await;
    headset.act(Act::SetLying(true)).await;
    let told = crate::stage::until(&mut older, |message| {
        assert_eq!(link::since(message), 1, "{message:?}");
        if let Message::Problem(problem) = message { Some(*problem) } else { None }
    });
    assert_eq!(told.await, Problem::Version);
    assert_eq!(older.closing_code().await, Some(1002));
}
