//! A record that was put back from a backup, or begun anew: no headset waits for ever, and nothing comes in twice.

use crate::{
    offline::{Offline, delivered, enrol_again, send, send_with_oldest, session, stored},
    stage::Stage,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use link::{Pose, api::FormerHeadset};
use luwte::auth::seal;
use reqwest::StatusCode;
use session::{DeviceId, WorldTime};

#[tokio::test]
async fn what_a_restored_record_can_no_longer_join_is_kept_beside_it_once_and_keeps_no_headset_waiting() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(40);
    // Of this session the backup had sixteen; the next sixteen were acknowledged after it, and no longer exist.
    delivered(&stage, offline.record(session, 0, &events[..16])).await;
    let rest = || offline.record(session, 0, &events[32..]);
    assert_eq!(
        delivered(&stage, rest()).await.watermark,
        16,
        "who does not say what it holds may still bring it"
    );
    assert_eq!(send_with_oldest(&stage, rest(), "10").await, StatusCode::OK, "it holds what is missing");
    assert_eq!(stage.store.kept_apart(session).await.unwrap(), 0);
    for _ in 0..3 {
        assert_eq!(send_with_oldest(&stage, rest(), "32").await, StatusCode::CONFLICT);
    }
    assert_eq!(stage.store.kept_apart(session).await.unwrap(), 1);
    assert_eq!(stored(&stage, session).await, events[..16]);
    assert_eq!(
        send_with_oldest(&stage, offline.record(session, 0, &events[16..32]), "16").await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn head_movement_of_a_session_that_the_record_has_lost_is_kept_apart() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(5);
    let pose = Pose::new(WorldTime::from_secs(1), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
    let record = offline.poses(session, &[pose]);
    assert_eq!(send_with_oldest(&stage, record.clone(), "0").await, StatusCode::OK, "its events are coming");
    for _ in 0..2 {
        assert_eq!(send_with_oldest(&stage, record.clone(), "none").await, StatusCode::CONFLICT);
    }
    assert_eq!(stage.store.quarantined(offline.id).await.unwrap(), 1);
    delivered(&stage, offline.record(session, 0, &events)).await;
    assert_eq!(send_with_oldest(&stage, record, "none").await, StatusCode::OK);
}

/// Enrols the headset anew at another server, telling as whom it signed before.
async fn moved(to: &Stage, offline: &Offline) -> (DeviceId, StatusCode) {
    let (id, code) = to.code(to.here, "Zandplaat").await;
    let key = seal::HeadsetKey::new().unwrap();
    let former = vec![FormerHeadset { id: offline.id, key: BASE64.encode(offline.key.public()) }];
    (id, enrol_again(to, &code, Some(BASE64.encode(key.public())), former).await.status())
}

#[tokio::test]
async fn a_record_put_back_from_before_a_headset_was_enrolled_takes_what_it_kept_once_it_is_enrolled_anew() {
    let (lost, restored) = (Stage::new().await, Stage::new().await);
    let offline = Offline::new(&lost).await;
    // The institution's key was in the backup; this headset was not.
    let key = lost.store.organisation_key(lost.here).await.unwrap().unwrap();
    restored.store.give_organisation_key(restored.here, &key, 1).await.unwrap();
    let (session, events) = session(20);
    let record = || offline.record(session, 0, &events);
    assert_eq!(send(&restored, record()).await.status(), StatusCode::UNAUTHORIZED);
    let (now, enrolled) = moved(&restored, &offline).await;
    assert_eq!(enrolled, StatusCode::OK);
    for _ in 0..2 {
        assert_eq!(delivered(&restored, record()).await.watermark, 20);
    }
    assert_eq!(stored(&restored, session).await, events);
    assert_eq!(restored.store.session(session).await.unwrap().unwrap().headset, now);
}

#[tokio::test]
async fn nobody_becomes_a_headset_that_the_record_knows() {
    let stage = Stage::new().await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(5);
    let (other, code) = stage.code(stage.here, "Zeebries").await;
    let own = seal::HeadsetKey::new().unwrap();
    let public = BASE64.encode(own.public());
    let former = vec![FormerHeadset { id: offline.id, key: public.clone() }];
    assert_eq!(enrol_again(&stage, &code, Some(public), former).await.status(), StatusCode::OK);
    let forged = Offline { id: offline.id, key: own, institution: offline.institution };
    assert_eq!(send(&stage, forged.record(session, 0, &events)).await.status(), StatusCode::UNAUTHORIZED);
    delivered(&stage, offline.record(session, 0, &events)).await;
    assert_ne!(stage.store.session(session).await.unwrap().unwrap().headset, other);
}

#[tokio::test]
async fn a_new_installation_says_that_it_cannot_open_what_was_kept_for_another() {
    let (gone, fresh) = (Stage::new().await, Stage::new().await);
    let offline = Offline::new(&gone).await;
    let (session, events) = session(5);
    assert_eq!(moved(&fresh, &offline).await.1, StatusCode::OK);
    let answer = send(&fresh, offline.record(session, 0, &events)).await;
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
    assert!(answer.text().await.unwrap().contains("sealed-elsewhere"));
    assert!(fresh.store.session(session).await.unwrap().is_none());
}
