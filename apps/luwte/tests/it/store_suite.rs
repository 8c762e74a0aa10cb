//! One suite for the store, run whole on SQLite and on PostgreSQL.

use crate::{
    postgres::Postgres,
    stage::{Folder, Headset, Stage, witness},
};
use catalogue::World;
use hrv::RestWindow;
use link::{
    BeatPacket, Pose,
    login::Way,
    people::{Carer, Role},
};
use luwte::{
    app::Settings,
    auth::master::MasterKey,
    store::{
        Append, BeatsRow, ClientToAdd, Database, EnrolError, EventRow, Keys, LoginToAdd, PosesRow, RestRow,
        SessionRow, Store, StoreError, UserToAdd, Which,
    },
};
use session::{
    Act, AdverseEvent, ClientId, DeviceId, Event, EventKind, OrganisationId, SessionId, StrapId, Subject,
    UserId, WorldTime,
};
use uuid::Uuid;

#[tokio::test]
async fn the_suite_holds_on_sqlite() {
    let folder = Folder::new();
    suite(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
}

#[tokio::test]
async fn the_suite_holds_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let database = Database::postgres(&postgres.address()).await.unwrap();
    let keys = Keys::of(MasterKey::new().unwrap());
    suite(Store::sealed(database, keys).await.unwrap()).await;
}

#[tokio::test]
async fn a_session_is_walked_and_watched_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let database = Database::postgres(&postgres.address()).await.unwrap();
    let store = Store::sealed(database, Keys::of(MasterKey::new().unwrap())).await.unwrap();
    let mut stage = Stage::on(store, Folder::new(), Settings::default()).await;
    let noor = stage.login("noor").await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let mut headset = Headset::begin(login, session::Consent::default()).await;
    headset.enter_world().await;
    let (_watcher, snapshot) = stage.watch(&mut headset, &noor).await;
    assert_eq!(session::State::fold(&snapshot.events), *headset.sequencer.state());
    headset.act(Act::SetVolume(9)).await;
    headset.all_durable().await;
    let detail: link::api::SessionDetail =
        noor.get(&format!("/api/v1/sessions/{}", headset.session)).await.unwrap();
    assert_eq!(detail.events, headset.events);
    stage.end().await;
}

async fn suite(store: Store) {
    let (here, there) = people(&store).await;
    let (headset, session) = headsets_and_sessions(&store, here, there).await;
    events(&store, session).await;
    journals(&store, here, session).await;
    rests(&store, here, session).await;
    lists(&store, here, headset).await;
    reviews(&store, here, session).await;
    crate::screening::the_store_keeps_screenings_in_order(&store, here).await;
    crate::studies::the_draw_stays_even_however_many_join_at_once(&store, here, noor(&store).await).await;
    refused_rows_leave_their_neighbours_alone(&store, session).await;
    // Migrating again changes nothing.
    let again = Store::sealed(store.database().clone(), store.keys().clone()).await.unwrap();
    assert_eq!(again.organisations().await.unwrap().len(), 2);
    store.close().await;
    let closed = store.append_and_wait(Append::Events(vec![row(session, 99, EventKind::Paused)])).await;
    assert!(matches!(closed, Err(StoreError::Closed)));
}

/// The colleague who treats the suite's clients.
async fn noor(store: &Store) -> UserId {
    store.user_by_login("noor", 4).await.unwrap().unwrap().0.id
}

async fn people(store: &Store) -> (OrganisationId, OrganisationId) {
    let here = store.add_organisation("Hier", 1).await.unwrap();
    let there = store.add_organisation("Elders", 2).await.unwrap();
    let names: Vec<_> = store.organisations().await.unwrap().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Elders", "Hier"]);
    let user = |login: &str| UserToAdd {
        login: login.into(),
        name: "Noor Voorbeeld".into(),
        roles: vec![Role::Practitioner],
        password_hash: "$argon2id$…".into(),
    };
    let id = store.add_user(here, &user("noor"), 3).await.unwrap();
    assert!(matches!(store.add_user(there, &user("noor"), 3).await, Err(StoreError::Taken)));
    let (found, hash) = store.user_by_login("noor", 4).await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.organisation, found.roles(), hash.as_str()),
        (id, here, vec![Role::Practitioner, Role::Administrator], "$argon2id$…")
    );
    let login = LoginToAdd {
        user: id,
        way: Way::Password,
        factors: 1,
        device: String::new(),
        idle_us: 0,
        expires_us: 20,
    };
    store.make_login(b"token", &login, 10).await.unwrap();
    assert_eq!(store.user_by_token(b"token", 19).await.unwrap(), Some(found));
    assert_eq!(store.user_by_token(b"token", 20).await.unwrap(), None);
    assert_eq!(store.user_by_token(b"other", 11).await.unwrap(), None);
    store.remove_login(b"token").await.unwrap();
    assert_eq!(store.user_by_token(b"token", 11).await.unwrap(), None);

    let written = witness(store, here).await;
    let kluut = ClientId(Uuid::now_v7());
    let named = |client, alias: &str| ClientToAdd {
        id: client,
        alias: alias.into(),
        carer: Carer::User(id),
        by: None,
    };
    store.add_client(&written, here, &named(kluut, "Kluut"), 4).await.unwrap();
    let taken = store.add_client(&written, here, &named(ClientId(Uuid::now_v7()), "Kluut"), 4).await;
    assert!(matches!(taken, Err(StoreError::Taken)));
    store.add_client(&written, there, &named(ClientId(Uuid::now_v7()), "Kluut"), 4).await.unwrap();
    let clients = store.clients(&written, here, noor(store).await, 1_000).await.unwrap();
    assert_eq!(clients.len(), 1, "a refused client leaves nothing behind");
    assert_eq!((clients[0].id, clients[0].sessions, clients[0].last_session_us), (kluut, 0, None));
    assert_eq!(store.client(&written, there, kluut).await.unwrap(), None);
    (here, there)
}

async fn headsets_and_sessions(
    store: &Store,
    here: OrganisationId,
    there: OrganisationId,
) -> (DeviceId, SessionId) {
    let headset = store.register_headset(here, "Duinbril", 5).await.unwrap();
    store.add_enrolment(headset, b"code", 10, 20).await.unwrap();
    assert!(matches!(store.enrol(b"code", b"late", None, &[], 20).await, Err(EnrolError::UnknownCode)));
    let enrolled = store.enrol(b"code", b"headset", None, &[], 19).await.unwrap();
    assert_eq!((enrolled.id, enrolled.organisation_name.as_str()), (headset, "Hier"));
    assert!(matches!(store.enrol(b"code", b"again", None, &[], 19).await, Err(EnrolError::UnknownCode)));
    assert_eq!(store.headset_by_token(b"headset").await.unwrap().map(|headset| headset.id), Some(headset));
    assert_eq!(store.headset_by_token(b"late").await.unwrap(), None);
    store.headset_seen(headset, 30).await.unwrap();
    assert_eq!(store.headsets(here).await.unwrap()[0].last_seen_us, Some(30));
    assert!(store.headsets(there).await.unwrap().is_empty());

    let written = witness(store, here).await;
    let row = SessionRow {
        id: SessionId(Uuid::now_v7()),
        organisation: here,
        headset,
        headset_name: "Duinbril".into(),
        subject: Subject::Anonymous,
        opened_us: 1_000,
        recording: false,
    };
    store.open_session(&written, &row, "build").await.unwrap();
    store.open_session(&written, &SessionRow { opened_us: 2_000, ..row.clone() }, "other").await.unwrap();
    assert_eq!(store.session(row.id).await.unwrap(), Some(row.clone()), "opening again changes nothing");
    let client = store.clients(&written, here, noor(store).await, 1_000).await.unwrap()[0].id;
    store.give_session_to(&written, row.id, client, false).await.unwrap();
    assert_eq!(store.session(row.id).await.unwrap().unwrap().subject, Subject::Client(client));
    (headset, row.id)
}

fn row(session: SessionId, seq: u32, kind: EventKind) -> EventRow {
    let event = Event { seq, at: WorldTime::from_secs(u64::from(seq)), kind };
    EventRow { session, wall_us: 1_000 + i64::from(seq), wall_error_us: None, event }
}

async fn events(store: &Store, session: SessionId) {
    let kinds = [
        EventKind::TensionBefore(Some(6)),
        EventKind::WorldEntered(World::SunsetBeach),
        EventKind::AdverseEventNoted(AdverseEvent::Headache),
        EventKind::TensionAfter(Some(4)),
        EventKind::Ended,
    ];
    let rows: Vec<_> = (0..).zip(kinds).map(|(seq, kind)| row(session, seq, kind)).collect();
    store.append_and_wait(Append::Events(rows.clone())).await.unwrap();
    let other = row(session, 0, EventKind::Paused);
    store.append_and_wait(Append::Events(vec![other])).await.unwrap();
    let organisation = store.session(session).await.unwrap().unwrap().organisation;
    let read = witness(store, organisation).await;
    let stored = store.events(&read, session).await.unwrap();
    let expected: Vec<_> = rows.iter().map(|row| (row.event.clone(), row.wall_us)).collect();
    let stored: Vec<_> = stored.into_iter().map(|stored| (stored.event, stored.wall_us)).collect();
    assert_eq!(stored, expected, "what was there first stays");
    assert_eq!(store.event_watermark(session).await.unwrap(), 5);
    let many: Vec<_> = (5..1_500).map(|seq| row(session, seq, EventKind::VolumeSet(7))).collect();
    store.append_and_wait(Append::Events(many)).await.unwrap();
    assert_eq!(store.event_watermark(session).await.unwrap(), 1_500);
    store.set_apart(session, &[rows[0].event.clone()], 9).await.unwrap();
    assert_eq!(store.kept_apart(session).await.unwrap(), 1);
}

async fn journals(store: &Store, here: OrganisationId, session: SessionId) {
    let strap = StrapId(Uuid::now_v7());
    assert_eq!(store.beat_stream(strap, 3).await.unwrap(), None);
    let packet = |n: u64| BeatPacket { arrived: WorldTime::from_secs(n), bytes: vec![0x10, 60, 0, 4] };
    let beats = |arrived_us, first_n: u32, next_n: u32, kept: bool| {
        let packets =
            if kept { (first_n..next_n).map(|n| packet(u64::from(n))).collect() } else { Vec::new() };
        let row = BeatsRow {
            session,
            organisation: here,
            arrived_us,
            strap,
            receiver_epoch: 3,
            first_n,
            next_n,
            packets,
        };
        Append::Beats(row)
    };
    store.append_and_wait(beats(10, 0, 5, true)).await.unwrap();
    store.append_and_wait(beats(10, 0, 5, true)).await.unwrap();
    store.append_and_wait(beats(20, 5, 9, false)).await.unwrap();
    assert_eq!(
        store.beat_stream(strap, 3).await.unwrap(),
        Some((here, 9)),
        "the watermark moves without keeping"
    );
    store.append_and_wait(beats(30, 12, 14, true)).await.unwrap();
    assert_eq!(store.beat_stream(strap, 3).await.unwrap(), Some((here, 9)), "it never passes a gap");
    let read = witness(store, here).await;
    let stored = store.beats(&read, session).await.unwrap();
    let firsts: Vec<_> = stored.iter().map(|row| (row.first_n, row.packets.len())).collect();
    assert_eq!(firsts, [(0, 5), (12, 2)]);
    assert_eq!(stored[0].packets[4], packet(4));

    let pose = |ms| Pose::new(WorldTime::from_millis(ms), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
    for (arrived_us, first) in [(1_i64, 2_000_u64), (2, 1_000)] {
        let poses = (0..3).map(|n| pose(first + 50 * n)).collect();
        store.append_and_wait(Append::Poses(PosesRow { session, arrived_us, poses })).await.unwrap();
    }
    let times: Vec<_> =
        store.poses(&read, session).await.unwrap().iter().map(|pose| pose.at().as_millis()).collect();
    assert_eq!(times, [1_000, 1_050, 1_100, 2_000, 2_050, 2_100]);
}

async fn lists(store: &Store, here: OrganisationId, headset: DeviceId) {
    let read = witness(store, here).await;
    let client = store.clients(&read, here, noor(store).await, 1_000).await.unwrap()[0].clone();
    assert_eq!((client.sessions, client.last_session_us), (1, Some(1_000)));
    let newer = SessionRow {
        id: SessionId(Uuid::now_v7()),
        organisation: here,
        headset,
        headset_name: "Duinbril".into(),
        subject: Subject::Anonymous,
        opened_us: 5_000,
        recording: false,
    };
    store.open_session(&read, &newer, "build").await.unwrap();
    let recent = store.sessions(&read, here, Which::SeenBy(noor(store).await, 1_000)).await.unwrap();
    assert_eq!(recent.iter().map(|short| short.row.opened_us).collect::<Vec<_>>(), [5_000, 1_000]);
    let of_client = store.sessions(&read, here, Which::Of(client.id)).await.unwrap();
    let [short] = of_client.as_slice() else { panic!("{of_client:?}") };
    assert_eq!((short.ratings.own_before(), short.ratings.own_after()), (Some(6), Some(4)));
    assert_eq!(short.worlds, ["sunset-beach"]);
    assert!(short.adverse_event == Some(2) && short.ended);
    assert_eq!(short.length, WorldTime::from_secs(1_499));
    let trail = store.audit_trail(here).await.unwrap();
    assert!(trail.iter().all(|(actor, action, _)| actor == "system" && action == "test"));
}

async fn rests(store: &Store, here: OrganisationId, session: SessionId) {
    let read = witness(store, here).await;
    let client = store.clients(&read, here, noor(store).await, 1_000).await.unwrap()[0].id;
    let newest = async || store.rests_before(&read, here, client, i64::MAX).await.unwrap();
    assert!(
        store.rests_before(&read, here, client, 1_000).await.unwrap().is_empty(),
        "only earlier sessions"
    );
    let [found] = newest().await.try_into().unwrap();
    assert_eq!((found.session, found.opened_us, found.rest), (session, 1_000, None));
    assert_eq!((found.events_seen, found.beats_through_us, found.outdated), (1_500, 30, true));
    let rest = RestWindow { day: -3, ln_rmssd: 3.25, hr_bpm: 61.5 };
    store.set_rest(&read, &RestRow { rest: Some(rest), ..found.clone() }, 40).await.unwrap();
    let [known] = newest().await.try_into().unwrap();
    assert_eq!(known, RestRow { rest: Some(rest), outdated: false, ..found.clone() });
    // The record grows: what is known of it is computed again.
    let late = BeatsRow {
        session,
        organisation: here,
        arrived_us: 50,
        strap: StrapId(Uuid::now_v7()),
        receiver_epoch: 0,
        first_n: 0,
        next_n: 1,
        packets: vec![BeatPacket { arrived: WorldTime::START, bytes: vec![0, 60] }],
    };
    store.append_and_wait(Append::Beats(late)).await.unwrap();
    let [grown] = newest().await.try_into().unwrap();
    assert!(grown.outdated && grown.beats_through_us == 50);
    store.set_rest(&read, &RestRow { rest: None, ..grown.clone() }, 60).await.unwrap();
    assert_eq!(newest().await, [RestRow { rest: None, outdated: false, ..grown }]);
}

async fn reviews(store: &Store, here: OrganisationId, session: SessionId) {
    let read = witness(store, here).await;
    let clinician = noor(store).await;
    let waiting = async || store.clients(&read, here, noor(store).await, 1_000).await.unwrap()[0].to_review;
    let newest = async || store.sessions(&read, here, Which::SeenBy(noor(store).await, 1_000)).await.unwrap();
    assert_eq!(waiting().await, 1);
    let other = newest().await[0].row.id;
    assert_eq!(
        store.add_review(&read, other, clinician, "niets", 70).await.unwrap(),
        None,
        "nothing to review"
    );
    let review = store.add_review(&read, session, clinician, "Water gedronken.", 70).await.unwrap().unwrap();
    assert_eq!((review.by, review.by_name.as_str(), review.at_us), (clinician, "Noor Voorbeeld", 70));
    let again = store.add_review(&read, session, clinician, "Anders.", 80).await.unwrap().unwrap();
    assert_eq!(again, review, "the first stays");
    assert_eq!(newest().await[1].review.as_ref(), Some(&review));
    assert_eq!(waiting().await, 0);
    // What goes wrong after a review waits for one of its own.
    let worse = row(session, 1_500, EventKind::AdverseEventNoted(AdverseEvent::Panic));
    store.append_and_wait(Append::Events(vec![worse])).await.unwrap();
    assert_eq!((waiting().await, newest().await[1].review.clone()), (1, None));
    let second = store.add_review(&read, session, clinician, "Gebeld.", 90).await.unwrap().unwrap();
    assert_eq!((waiting().await, newest().await[1].review.clone()), (0, Some(second)));
}

async fn refused_rows_leave_their_neighbours_alone(store: &Store, session: SessionId) {
    let nowhere = SessionId(Uuid::now_v7());
    let good = store.append_and_wait(Append::Events(vec![row(session, 1_501, EventKind::Paused)]));
    let bad = store.append_and_wait(Append::Events(vec![row(nowhere, 0, EventKind::Paused)]));
    let also_good = store.append_and_wait(Append::Events(vec![row(session, 1_502, EventKind::Resumed)]));
    let (good, bad, also_good) = tokio::join!(good, bad, also_good);
    assert!(good.is_ok() && also_good.is_ok());
    assert!(matches!(bad, Err(StoreError::UnknownSession)));
    assert_eq!(store.event_watermark(session).await.unwrap(), 1_503);
}
