//! What a headset kept while no server was there comes in once, whole and in order; from a revoked one it is kept apart.

use crate::stage::{Headset, Stage};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use link::{
    EventBatch, Message, Pose, PoseBatch, Sealed,
    api::{Delivered, DeviceSummary, Enrol, FormerHeadset, HeadsetKey, HeadsetSelf, Poses, RenameHeadset},
};
use luwte::{
    auth::seal::{self, PublicBytes},
    clock,
};
use proptest::prelude::*;
use reqwest::{Method, StatusCode};
use session::{
    Act, Consent, DeviceId, Event, EventKind, Input, Language, Origin, Sequencer, SessionId, WorldTime,
};
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;

/// A headset that is enrolled and then out of reach.
pub struct Offline {
    pub id: DeviceId,
    pub key: seal::HeadsetKey,
    pub institution: PublicBytes,
}

impl Offline {
    pub async fn new(stage: &Stage) -> Self {
        let (id, code) = stage.code(stage.here, "Zandplaat").await;
        let key = seal::HeadsetKey::new().unwrap();
        let own = enrol(stage, &code, Some(BASE64.encode(key.public()))).await;
        assert_eq!(own.status(), StatusCode::OK);
        let own: HeadsetSelf = own.json().await.unwrap();
        assert_eq!(own.id, id);
        let institution = BASE64.decode(own.seal_to).unwrap().try_into().unwrap();
        Self { id, key, institution }
    }

    /// A record of poses.
    pub fn poses(&self, session: SessionId, poses: &[Pose]) -> Vec<u8> {
        let batch = PoseBatch { session, poses: poses.to_vec() };
        let frame = link::encode(&Message::Poses(batch)).unwrap();
        let (first, count) = (poses[0].at().as_millis() as u32, poses.len() as u32);
        let header = |own: &PublicBytes| Sealed::header(self.id, session, 0, first, count, own);
        self.key.seal(&self.institution, header, &frame).unwrap()
    }

    pub fn record(&self, session: SessionId, opened_us: i64, events: &[Event]) -> Vec<u8> {
        let frame = link::encode(&Message::Events(EventBatch { session, events: events.to_vec() })).unwrap();
        let (first, count) = (events[0].seq, events.len() as u32);
        let header = |own: &PublicBytes| Sealed::header(self.id, session, opened_us, first, count, own);
        self.key.seal(&self.institution, header, &frame).unwrap()
    }
}

async fn enrol(stage: &Stage, code: &str, key: Option<String>) -> reqwest::Response {
    enrol_again(stage, code, key, Vec::new()).await
}

pub async fn enrol_again(
    stage: &Stage,
    code: &str,
    key: Option<String>,
    former: Vec<FormerHeadset>,
) -> reqwest::Response {
    let body = Enrol { code: code.to_owned(), key, former };
    let url = format!("{}/api/v1/headsets/enrol", stage.site.base());
    stage.site.http().post(url).json(&body).send().await.unwrap()
}

pub async fn send(stage: &Stage, record: Vec<u8>) -> reqwest::Response {
    let request = stage.site.http().post(format!("{}/api/v1/headsets/deliver", stage.site.base()));
    request.header("x-luwte-clock", clock::wall_us().to_string()).body(record).send().await.unwrap()
}

pub async fn delivered(stage: &Stage, record: Vec<u8>) -> Delivered {
    let answer = send(stage, record).await;
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    answer.json().await.unwrap()
}

/// As a headset does that tells which event of the session is the oldest that it still holds.
pub async fn send_with_oldest(stage: &Stage, record: Vec<u8>, oldest: &str) -> StatusCode {
    let request = stage.site.http().post(format!("{}/api/v1/headsets/deliver", stage.site.base()));
    request.header("x-luwte-oldest", oldest).body(record).send().await.unwrap().status()
}

/// A session of so many events that nobody watched.
pub fn session(events: usize) -> (SessionId, Vec<Event>) {
    let (mut sequencer, first) = Sequencer::open(EventKind::Opened {
        build: "test".into(),
        seed: 3,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    });
    let mut all = vec![first];
    for second in 1.. {
        if all.len() >= events {
            break;
        }
        let act = Act::SetVolume((second % 100) as u8);
        all.extend(
            sequencer
                .handle(&Input::Act(Origin::Client, act), WorldTime::from_secs(second))
                .unwrap_or_default(),
        );
    }
    (SessionId(Uuid::now_v7()), all)
}

pub async fn stored(stage: &Stage, session: SessionId) -> Vec<Event> {
    let noor = stage.login("noor").await;
    let detail: link::api::SessionDetail = noor.get(&format!("/api/v1/sessions/{session}")).await.unwrap();
    detail.events
}

#[tokio::test]
async fn a_session_without_a_server_is_delivered_later_and_only_once() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(40);
    let opened_us = clock::wall_us() - 2 * DAY_US;
    for events in events.chunks(16) {
        let record = offline.record(session, opened_us, events);
        let last = u64::from(events.last().unwrap().seq);
        assert_eq!(delivered(&stage, record).await, Delivered { watermark: last + 1, quarantined: false });
    }
    let again = delivered(&stage, offline.record(session, opened_us, &events[..16])).await;
    assert_eq!(again.watermark, 40, "sent again it changes nothing, and all is told to be there");
    assert_eq!(stored(&stage, session).await, events);
    let noor = stage.login("noor").await;
    let detail: link::api::SessionDetail = noor.get(&format!("/api/v1/sessions/{session}")).await.unwrap();
    let off = (detail.summary.opened - opened_us).abs();
    assert!(off < 60_000_000, "it stands at its own time, not at that of its delivery: {off} µs off");
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().any(|(actor, action, _)| actor == "headset" && action == "session-open"));
}

#[tokio::test]
async fn where_the_head_was_comes_with_it_and_each_pose_once() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(5);
    let at = |ms| Pose::new(WorldTime::from_millis(ms), [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0]);
    let poses: Vec<Pose> = (0..60).map(|n| at(50 * n)).collect();
    let early = delivered(&stage, offline.poses(session, &poses[..20])).await;
    assert_eq!(early.watermark, 0, "not before the session is known: the headset keeps them");
    delivered(&stage, offline.record(session, 0, &events)).await;
    for part in [&poses[..20], &poses[20..40], &poses[..30], &poses[20..]] {
        assert_eq!(delivered(&stage, offline.poses(session, part)).await.watermark, 5);
    }
    let noor = stage.login("noor").await;
    let path = format!("/api/v1/sessions/{session}/poses");
    let kept: Poses = noor.get(&path).await.unwrap();
    assert_eq!(kept.poses, poses, "in order, and each once");
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert_eq!(
        trail.iter().filter(|(_, action, _)| action == "poses-deliver").count(),
        1,
        "one line for all"
    );
}

#[tokio::test]
async fn a_client_who_keeps_no_poses_keeps_none_that_come_late() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, mut events) = session(3);
    if let EventKind::Opened { consent, .. } = &mut events[0].kind {
        consent.pose.keep = false;
    }
    delivered(&stage, offline.record(session, 0, &events)).await;
    let pose = Pose::new(WorldTime::from_secs(1), [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0]);
    assert_eq!(delivered(&stage, offline.poses(session, &[pose])).await.watermark, 3, "the headset lets go");
    let noor = stage.login("noor").await;
    let kept: Poses = noor.get(&format!("/api/v1/sessions/{session}/poses")).await.unwrap();
    assert!(kept.poses.is_empty());
}

#[tokio::test]
async fn a_headset_that_lost_its_key_brings_another_by_its_cookie() {
    let stage = Stage::new().await;
    let headset = stage.enrol(stage.here, "Duinbril").await;
    let key = HeadsetKey { key: BASE64.encode(seal::HeadsetKey::new().unwrap().public()) };
    let nobody = stage.site.http().put(format!("{}/api/v1/headset/key", stage.site.base()));
    assert_eq!(nobody.json(&key).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let nonsense = HeadsetKey { key: BASE64.encode([4; 65]) };
    let refused = headset.request(Method::PUT, "/api/v1/headset/key").json(&nonsense).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let fresh = seal::HeadsetKey::new().unwrap();
    let key = HeadsetKey { key: BASE64.encode(fresh.public()) };
    let answer = headset.request(Method::PUT, "/api/v1/headset/key").json(&key).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(!answer.headers().contains_key("set-cookie"), "a key, and no new way in");
    let own: HeadsetSelf = answer.json().await.unwrap();
    let institution = BASE64.decode(own.seal_to).unwrap().try_into().unwrap();
    let offline = Offline { id: own.id, key: fresh, institution };
    let (session, events) = session(4);
    assert_eq!(delivered(&stage, offline.record(session, 0, &events)).await.watermark, 4);
    assert_eq!(stored(&stage, session).await, events);
    // A revocation that comes between looking at the cookie and writing the key is not undone by it.
    stage.store.revoke_headset(stage.here, own.id, 1).await.unwrap();
    assert!(!stage.store.renew_key(own.id, &[4; 65], 2).await.unwrap());
}

#[tokio::test]
async fn what_contradicts_the_record_is_kept_beside_it() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, mut events) = session(10);
    delivered(&stage, offline.record(session, 0, &events)).await;
    events[5].kind = EventKind::VolumeSet(99);
    let answer = send(&stage, offline.record(session, 0, &events)).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_eq!(stage.store.kept_apart(session).await.unwrap(), 1);
    assert_ne!(stored(&stage, session).await[5].kind, EventKind::VolumeSet(99));
}

#[tokio::test]
async fn nobody_else_delivers_and_nothing_changed_is_taken() {
    let stage = Stage::new().await;
    let (offline, other) = (Offline::new(&stage).await, Offline::new(&stage).await);
    let (session, events) = session(5);
    let good = offline.record(session, 0, &events);
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let forged =
        Offline { id: offline.id, key: seal::HeadsetKey::new().unwrap(), institution: offline.institution };
    let unknown = Offline { id: DeviceId(Uuid::now_v7()), ..Offline::new(&stage).await };
    for record in [
        changed,
        forged.record(session, 0, &events),
        unknown.record(session, 0, &events),
        good[..100].to_vec(),
        Vec::new(),
    ] {
        assert_eq!(send(&stage, record).await.status(), StatusCode::UNAUTHORIZED);
    }
    delivered(&stage, good).await;
    let stolen = other.record(session, 0, &events);
    assert_eq!(send(&stage, stolen).await.status(), StatusCode::FORBIDDEN, "the session of another headset");
    // What is sealed must be what the header says.
    let frame = link::encode(&Message::Events(EventBatch { session, events: events.clone() })).unwrap();
    let lie = |own: &PublicBytes| Sealed::header(offline.id, SessionId(Uuid::now_v7()), 0, 0, 5, own);
    let lying = offline.key.seal(&offline.institution, lie, &frame).unwrap();
    assert_eq!(send(&stage, lying).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let (_, code) = stage.code(stage.here, "Plaat").await;
    let answer = enrol(&stage, &code, Some(BASE64.encode([4; 65]))).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "that is no key");
}

#[tokio::test]
async fn a_revoked_headset_is_shown_out_and_what_it_delivers_is_kept_apart() {
    let stage = Stage::new().await;
    let (jip, noor) = (stage.login("jip").await, stage.login("noor").await);
    let offline = Offline::new(&stage).await;
    let path = format!("/api/v1/headsets/{}", offline.id);
    let renamed = jip.request(Method::PATCH, &path).json(&RenameHeadset { name: "Wad".into() }).send().await;
    assert_eq!(renamed.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(noor.request(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let nobodys = format!("/api/v1/headsets/{}", Uuid::now_v7());
    assert_eq!(jip.request(Method::DELETE, &nobodys).send().await.unwrap().status(), StatusCode::NOT_FOUND);

    let mut live = Headset::begin(stage.enrol(stage.here, "Duinbril").await, Consent::default()).await;
    live.all_durable().await;
    let register: Vec<DeviceSummary> = jip.get("/api/v1/headsets").await.unwrap();
    let of = |name: &str| register.iter().find(|headset| headset.name == name).unwrap();
    let connected = format!("/api/v1/headsets/{}", of("Duinbril").id);
    assert_eq!(of("Wad").id, offline.id);
    for path in [&path, &connected] {
        assert_eq!(jip.request(Method::DELETE, path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    }
    let shown_out = async { while live.socket.receive().await.is_some() {} };
    tokio::time::timeout(crate::stage::PATIENCE, shown_out).await.expect("its link is closed");
    assert!(live.login.socket().await.is_err(), "it does not come back");

    let (session, events) = session(8);
    let record = offline.record(session, 0, &events);
    for _ in 0..2 {
        let answer = send(&stage, record.clone()).await;
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        assert!(answer.json::<Delivered>().await.unwrap().quarantined);
    }
    assert!(stage.store.session(session).await.unwrap().is_none());
    let register: Vec<DeviceSummary> = jip.get("/api/v1/headsets").await.unwrap();
    let wad = register.iter().find(|headset| headset.name == "Wad").unwrap();
    assert_eq!((wad.quarantined, wad.revoked.is_some()), (1, true), "kept once");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Any order of retries, doubles and overlaps, some of them over the live link's own door, gives the same record.
    #[test]
    fn however_records_arrive_the_session_is_the_same(
        order in prop::collection::vec((0_usize..30, 1_usize..12), 1..25),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stage = Stage::new().await;
            let offline = Offline::new(&stage).await;
            let (session, events) = session(30);
            let mut known = 0;
            for (from, many) in order {
                let part = &events[from..events.len().min(from + many)];
                let told = delivered(&stage, offline.record(session, 0, part)).await;
                if from as u64 <= known {
                    known = known.max((from + part.len()) as u64);
                }
                assert_eq!(told.watermark, known, "what leaves a gap waits for what is missing");
            }
            delivered(&stage, offline.record(session, 0, &events)).await;
            assert_eq!(stored(&stage, session).await, events);
        });
    }
}
