//! Whoever was erased stands nowhere any more: in no table, no file of the data folder, no log of the database, no backup
//! that is put back; and what comes of them later is let go.

use crate::{
    cli::run,
    postgres::Postgres,
    privacy::{client, session_of},
    stage::{Folder, Stage, witness},
};
use link::{
    BeatPacket, Pose,
    people::{Carer, Role},
    privacy::{DataStream, ErasureRefusal},
};
use luwte::{
    archive::write,
    auth::master::MasterKey,
    ledger,
    store::{
        Append, AuditRow, BeatsRow, ClientToAdd, Database, EraseError, EventRow, Keys, PosesRow, SessionRow,
        Side, Snapshot, Store, StoreError, UserToAdd,
    },
};
use session::{
    ClientId, Event, EventKind, OrganisationId, SelfCheckItem, SessionId, StrapId, Subject, UserId, WorldTime,
};
use std::{fs, io::Cursor, path::Path};
use uuid::Uuid;

/// What stands in the record of the one who is erased, in words that stand nowhere else.
const ALIAS: &str = "Zwartkopmeeuwtje";
const WORDS: [&str; 4] = ["woordvandesessie", "woordvandeblokkade", "woordvanhetbesluit", "woordvandenood"];
/// A packet of their heart, and a pose, as nobody else has them.
const PACKET: [u8; 12] = [0x10, 61, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x97, 0x18, 0x29, 0x3a];

struct House {
    store: Store,
    here: OrganisationId,
    noor: UserId,
    meeuw: ClientId,
    session: SessionId,
    /// Somebody else, who stays.
    other: ClientId,
}

fn pose() -> Pose {
    Pose::from_bytes([0x11, 0x22, 0x33, 0x00, 0x55, 0x66, 0x77, 0x08, 0x19, 0x2a, 0x3b, 0x4c, 0x5d])
}

impl House {
    async fn on(store: Store) -> Self {
        let here = store.add_organisation("Hier", 1).await.unwrap();
        let user = UserToAdd {
            login: "noor".into(),
            name: "Noor Voorbeeld".into(),
            roles: vec![Role::Practitioner],
            password_hash: String::new(),
        };
        let noor = store.add_user(here, &user, 2).await.unwrap();
        let mut house = Self {
            store,
            here,
            noor,
            meeuw: ClientId(Uuid::nil()),
            session: SessionId(Uuid::nil()),
            other: ClientId(Uuid::nil()),
        };
        (house.meeuw, house.session) = house.lives(ALIAS, PACKET.to_vec()).await;
        (house.other, _) = house.lives("Tapuit", vec![0x10, 60, 0, 4]).await;
        house
    }

    /// A client with a session and everything else that can be known of one.
    async fn lives(&self, alias: &str, packet: Vec<u8>) -> (ClientId, SessionId) {
        let (store, here) = (&self.store, self.here);
        let written = witness(store, here).await;
        let id = ClientId(Uuid::now_v7());
        let carer = Carer::User(self.noor);
        let new = ClientToAdd { id, alias: alias.into(), carer, by: Some(self.noor) };
        store.add_client(&written, here, &new, 3).await.unwrap();
        let headset = store.register_headset(here, "Duinbril", 3).await.unwrap();
        let row = SessionRow {
            id: SessionId(Uuid::now_v7()),
            organisation: here,
            headset,
            headset_name: "Duinbril".into(),
            subject: Subject::Anonymous,
            opened_us: 4,
            recording: false,
        };
        store.open_session(&written, &row, "build").await.unwrap();
        // Known to be theirs only after something was recorded.
        self.record(row.id, packet).await;
        assert!(store.give_session_to(&written, row.id, id, false).await.unwrap());
        let by = UserId(self.noor.0);
        let reason = |word: &str| if alias == ALIAS { word.to_owned() } else { "anders".to_owned() };
        store.set_hold(&written, id, by, (&reason(WORDS[1]), Some(9)), 5).await.unwrap();
        store.ask_erasure(&written, id, 6).await.unwrap();
        let request = store.erasure_requests(&written, here, luwte::store::Asked::All, 7).await.unwrap();
        let request = request.iter().find(|request| request.client == id).unwrap().id;
        let refused = (ErasureRefusal::Law, &*reason(WORDS[2]));
        assert!(store.refuse_erasure(&written, (id, request), by, refused, 8).await.unwrap());
        store.add_emergency(&written, id, by, &reason(WORDS[3]), (8, 9)).await.unwrap();
        store.set_consent(&written, id, DataStream::Diary, (true, 1), 9).await.unwrap();
        store.set_client_code(id, &[7; 32], &[], None, 9).await.ok();
        self.takes_part(id, &reason(WORDS[3])).await;
        (id, row.id)
    }

    /// In a study, with a log and a reason to stop, and on the panel.
    async fn takes_part(&self, id: ClientId, reason: &str) {
        let (store, here, noor) = (&self.store, self.here, self.noor);
        let written = witness(store, here).await;
        let protocol = &care::study::templates()[0].protocol;
        let study = store.add_study(&written, (here, noor), (protocol, None), 9).await.unwrap();
        assert!(store.open_study(&written, study, noor, 9).await.unwrap());
        let row = store.study(here, study).await.unwrap().unwrap();
        let list = protocol.cell(&[]).unwrap();
        store.join_study(&written, (&row, 1), (id, noor), &list, 9).await.unwrap();
        let entry = care::study::LogEntry { at_us: 10, minutes: 10, before: Some(7), after: Some(3) };
        store.add_study_log(&written, (id, study), noor, &entry, 10).await.unwrap();
        assert!(store.leave_study(&written, (id, study), (noor, true, reason), 11).await.unwrap());
        store.set_panel(&written, id, (true, noor), 11).await.unwrap();
    }

    async fn record(&self, session: SessionId, packet: Vec<u8>) {
        let cleared = EventKind::SelfCheckCleared {
            item: SelfCheckItem::ALL[0],
            by: self.noor,
            reason: WORDS[0].into(),
        };
        let kind = if packet == PACKET { cleared } else { EventKind::Paused };
        let event = EventRow {
            session,
            event: Event { seq: 0, at: WorldTime::START, kind },
            wall_us: 5,
            wall_error_us: None,
        };
        let beats = BeatsRow {
            session,
            organisation: self.here,
            arrived_us: 5,
            strap: StrapId(Uuid::now_v7()),
            receiver_epoch: 0,
            first_n: 0,
            next_n: 1,
            packets: vec![BeatPacket { arrived: WorldTime::START, bytes: packet.clone() }],
        };
        let pose = if packet == PACKET { pose() } else { Pose::from_bytes([0; 13]) };
        let poses = PosesRow { session, arrived_us: 5, poses: vec![pose] };
        for append in [Append::Events(vec![event]), Append::Beats(beats), Append::Poses(poses)] {
            self.store.append_and_wait(append).await.unwrap();
        }
    }

    async fn erase(&self) -> Result<Vec<Uuid>, EraseError> {
        let row = AuditRow {
            organisation: self.here,
            actor: "privacy-officer",
            actor_id: self.noor.0,
            action: "erase",
            object: "client",
            object_id: Some(self.meeuw.0),
            client: Some(self.meeuw),
        };
        let written = self.store.audit(&row, 100).await.unwrap();
        self.store.erase(&written, self.here, self.meeuw, 100).await
    }

    /// Every table with a cell that holds one of these bytes or texts; what is known of the person, as it is found.
    async fn tables_with(&self, sought: &[Vec<u8>]) -> Vec<String> {
        let mut file = Cursor::new(Vec::new());
        let picture = Snapshot::of(self.store.database(), self.store.keys()).await.unwrap();
        write(picture, &[], &mut file, |_| {}).await.unwrap();
        let mut zip = zip::ZipArchive::new(file).unwrap();
        let mut found = Vec::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
            if sought.iter().any(|sought| contains(&content, sought)) {
                found.push(entry.name().unwrap().to_string());
            }
        }
        found
    }
}

fn contains(content: &[u8], sought: &[u8]) -> bool {
    content.windows(sought.len()).any(|window| window == sought)
}

/// The person in the clear, as bytes and as the archive writes bytes.
fn person() -> Vec<Vec<u8>> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let mut sought: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
    sought.push(ALIAS.as_bytes().to_vec());
    sought.push(PACKET.to_vec());
    sought.push(pose().to_bytes().to_vec());
    // Three places at which bytes can begin in base 64.
    for skip in 0..3 {
        sought.push(STANDARD.encode(&PACKET[skip..PACKET.len() - PACKET[skip..].len() % 3]).into_bytes());
    }
    sought
}

/// Every file of a folder with one of these in it.
fn files_with(folder: &Path, sought: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, sought));
        } else if let content = fs::read(&path).unwrap()
            && sought.iter().any(|sought| contains(&content, sought))
        {
            found.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found
}

fn ids(house: &House) -> Vec<Vec<u8>> {
    let text = |id: Uuid| id.to_string().into_bytes();
    vec![text(house.meeuw.0), text(house.session.0)]
}

async fn erased_from_every_table(house: &House) {
    house.store.settle_all().await.unwrap();
    assert!(house.tables_with(&person()).await.is_empty(), "sealed, nobody reads it in any table");
    let before = house.tables_with(&ids(house)).await;
    assert!(before.len() > 12, "{before:?}");
    house.erase().await.unwrap();
    let after = house.tables_with(&ids(house)).await;
    let mut left = after;
    left.sort();
    assert_eq!(left, ["tables/audit.jsonl", "tables/erased.jsonl"]);
    // Who stays is whole.
    let read = witness(&house.store, house.here).await;
    let other = house.store.client(&read, house.here, house.other).await.unwrap().unwrap();
    assert_eq!((other.alias.as_str(), other.sessions), ("Tapuit", 1));
    assert!(house.store.verify_audit(&[]).await.unwrap().broken.is_none());
    // What comes late is let go: not refused for ever, not kept anywhere.
    let event = Event { seq: 1, at: WorldTime::START, kind: EventKind::Resumed };
    let late = EventRow { session: house.session, event, wall_us: 9, wall_error_us: None };
    let refused = house.store.append_and_wait(Append::Events(vec![late])).await;
    assert!(matches!(refused, Err(StoreError::UnknownSession)), "{refused:?}");
    let again = SessionRow {
        id: house.session,
        organisation: house.here,
        headset: house.store.register_headset(house.here, "Zeebril", 9).await.unwrap(),
        headset_name: "Zeebril".into(),
        subject: Subject::Anonymous,
        opened_us: 9,
        recording: false,
    };
    house.store.open_session(&read, &again, "build").await.unwrap();
    assert_eq!(house.store.session(house.session).await.unwrap(), None, "it is not opened anew");
    assert!(matches!(house.erase().await, Err(EraseError::Unknown)));
}

#[tokio::test]
async fn nobody_finds_the_erased_in_any_table_or_file_of_an_embedded_record() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    erased_from_every_table(&house).await;
    // While the server goes on, with its logs and its journal.
    assert_eq!(files_with(&folder.0, &person()), Vec::<String>::new());
    house.store.close().await;
    assert_eq!(files_with(&folder.0, &person()), Vec::<String>::new());
}

#[tokio::test]
async fn nobody_finds_the_erased_in_any_table_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let database = Database::postgres(&postgres.address()).await.unwrap();
    let keys = Keys::of(MasterKey::new().unwrap());
    let house = House::on(Store::sealed(database, keys).await.unwrap()).await;
    erased_from_every_table(&house).await;
    house.store.close().await;
}

#[tokio::test]
async fn a_hold_forbids_erasing_and_nothing_has_changed() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    let written = witness(&house.store, house.here).await;
    house.store.set_hold(&written, house.meeuw, house.noor, ("Een klacht loopt.", None), 50).await.unwrap();
    assert!(matches!(house.erase().await, Err(EraseError::Held)));
    let read = witness(&house.store, house.here).await;
    assert_eq!(house.store.events(&read, house.session).await.unwrap().len(), 1);
    assert!(house.store.client(&read, house.here, house.meeuw).await.unwrap().is_some());
    house.store.close().await;
}

#[tokio::test]
async fn a_request_that_was_refused_meanwhile_erases_nothing_and_one_that_waits_does() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    let written = witness(&house.store, house.here).await;
    let asks = async |now_us| {
        house.store.ask_erasure(&written, house.meeuw, now_us).await.unwrap();
        let all = luwte::store::Asked::All;
        let waiting = house.store.erasure_requests(&written, house.here, all, now_us).await.unwrap();
        (house.meeuw, waiting.iter().find(|request| request.client == house.meeuw).unwrap().id)
    };
    let refused = asks(50).await;
    let because = (ErasureRefusal::Law, "De wet.");
    assert!(house.store.refuse_erasure(&written, refused, house.noor, because, 51).await.unwrap());
    let erase =
        async |asked| house.store.erase_asked(&written, house.here, asked, house.noor, 52).await.unwrap();
    assert_eq!(erase(refused).await, None);
    assert!(house.store.client(&written, house.here, house.meeuw).await.unwrap().is_some());
    let again = asks(53).await;
    assert_eq!(erase((house.other, again.1)).await, None, "a request is of one client");
    assert!(erase(again).await.unwrap().contains(&house.meeuw.0));
    assert!(house.store.client(&written, house.here, house.meeuw).await.unwrap().is_none());
    house.store.close().await;
}

#[tokio::test]
async fn who_was_erased_stays_erased_when_an_older_backup_is_put_back() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    let (data, backups) = (folder.0.to_str().unwrap().to_owned(), Folder::new());
    let to = backups.0.to_str().unwrap();
    let (code, _, err) = run(&["backup", to, "--data-dir", &data]);
    assert_eq!(code, 0, "{err}");
    let zip =
        |entry: fs::DirEntry| Some(entry.path()).filter(|path| path.extension().is_some_and(|e| e == "zip"));
    let old = fs::read_dir(&backups.0).unwrap().find_map(|entry| zip(entry.unwrap())).unwrap();
    assert_eq!(files_with(&backups.0, &person()), Vec::<String>::new(), "a backup is sealed");
    let gone = house.erase().await.unwrap();
    ledger::add(&backups.0, gone).unwrap();
    house.store.close().await;

    let machine = Folder::new();
    fs::copy(folder.0.join("master.key"), machine.0.join("master.key")).unwrap();
    let (code, out, err) =
        run(&["restore", old.to_str().unwrap(), "--data-dir", machine.0.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("erased again"), "{out}");
    let store = Store::open(&machine.0.join("luwte.db")).await.unwrap();
    let back = House { store, ..house };
    let mut left = back.tables_with(&ids(&back)).await;
    left.sort();
    assert!(
        left.iter().all(|table| ["tables/audit.jsonl", "tables/erased.jsonl"].contains(&&**table)),
        "{left:?}"
    );
    let read = witness(&back.store, back.here).await;
    assert!(back.store.client(&read, back.here, back.other).await.unwrap().is_some(), "nobody else is");
    assert!(ledger::read(&machine.0).unwrap().contains(&back.meeuw.0), "and the next machine knows it too");
    back.store.close().await;
}

#[tokio::test]
async fn a_session_that_goes_on_ends_with_its_client_and_its_headset_lets_go() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, _) = client(&stage, &noor, "Kluut").await;
    let mut headset = session_of(&stage, &noor, kluut).await;
    headset.enter_world().await;
    headset.all_durable().await;
    let written = witness(&stage.store, stage.here).await;
    stage.app.hub.close_rooms_of(kluut);
    stage.store.erase(&written, stage.here, kluut, 1).await.unwrap();
    assert!(stage.app.hub.room(headset.session).is_none());
    headset.socket.close().await;
    headset.socket = headset.login.socket().await.unwrap();
    let hello = link::Hello {
        build: "test".into(),
        session: headset.session,
        wall_clock_us: 0,
        world_time: WorldTime::START,
    };
    headset.socket.send(&link::Message::Hello(hello)).await.unwrap();
    let told = headset.socket.receive().await;
    assert_eq!(told, Some(link::Message::Problem(link::Problem::UnknownSession)));
    assert_eq!(stage.store.session(headset.session).await.unwrap(), None);
}

#[tokio::test]
async fn another_master_key_takes_the_place_of_the_first_and_only_it_opens_the_record() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    house.store.close().await;
    let data = folder.0.to_str().unwrap();
    let before = fs::read_to_string(folder.0.join("master.key")).unwrap();
    let (code, out, err) = run(&["keys", "rotate", "--data-dir", data]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 clients"), "{out}");
    assert_ne!(fs::read_to_string(folder.0.join("master.key")).unwrap(), before);
    let (code, out, err) = run(&["keys", "check", "--data-dir", data]);
    assert_eq!((code, out.contains("opens the record")), (0, true), "{err}");
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    let read = witness(&store, house.here).await;
    assert_eq!(store.client_by_alias(&read, house.here, ALIAS).await.unwrap(), Some(house.meeuw));
    assert_eq!(store.events(&read, house.session).await.unwrap().len(), 1);
    store.close().await;
    let old = Keys::of(MasterKey::from_text(&before).unwrap());
    let refused = Store::sealed(Database::sqlite(&folder.0.join("luwte.db")).await.unwrap(), old).await;
    assert!(matches!(refused.err(), Some(StoreError::OtherKey)));
    fs::remove_file(folder.0.join("master.key")).unwrap();
    let (_, out, _) = run(&["doctor", "--data-dir", data]);
    assert!(out.contains("it is gone, and the record is sealed with it"), "{out}");
}

#[tokio::test]
async fn after_twenty_years_without_a_change_a_record_is_due_and_a_dry_run_changes_nothing() {
    let folder = Folder::new();
    let house = House::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    let written = witness(&house.store, house.here).await;
    // Everything of this house happened in 1970; of one client something is new.
    let now_us = luwte::clock::wall_us();
    house.store.begin_relation(&written, house.other, Carer::User(house.noor), None, now_us).await.ok();
    house
        .store
        .add_emergency(&written, house.other, house.noor, "Vandaag nog gezien.", (now_us, now_us))
        .await
        .unwrap();
    // That it was read or sealed today is no change of a record.
    house.store.add_letter(&written, house.meeuw, Some(house.noor), "Tot ziens.", 10).await.unwrap();
    let letters = house.store.letters(&written, house.meeuw).await.unwrap();
    house.store.letters_read(&written, house.meeuw, (Side::Client, &letters), now_us).await.unwrap();
    let Database::Sqlite { write, .. } = house.store.database() else { unreachable!() };
    sqlx::query("UPDATE sessions SET sealed_us = ?").bind(now_us).execute(write).await.unwrap();
    house.store.close().await;
    let data = folder.0.to_str().unwrap();
    let (code, out, err) = run(&["retention", "--data-dir", data]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains(&house.meeuw.to_string()) && !out.contains(&house.other.to_string()), "{out}");
    assert!(out.contains("nothing was changed"), "{out}");
    let (code, out, err) = run(&["retention", "--apply", "--data-dir", data]);
    assert_eq!((code, out.contains("1 erased")), (0, true), "{out}{err}");
    assert!(ledger::read(&folder.0).unwrap().contains(&house.meeuw.0));
    let (_, out, _) = run(&["retention", "--data-dir", data]);
    assert!(!out.contains(&house.meeuw.to_string()), "{out}");
}
