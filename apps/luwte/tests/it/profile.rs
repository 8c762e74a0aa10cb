//! The profile of a client follows from the record, the same each time, for who treats them only.

use crate::stage::{Headset, Stage};
use care::profile::{ALGORITHM, HeadMotion, Profile, Said};
use link::{
    Message, Pose,
    api::{ClientSummary, NewClient, Pair, Paired},
};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use session::{Act, ClientId, Discomfort, WorldTime};

/// A session that takes three minutes of world time and brings tension from 7 to this.
async fn session(stage: &Stage, noor: &Login, client: ClientId, after: u8) {
    let mut headset: Headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let pair = Pair { digits, client: Some(client), alone: false, way: None };
    let _: Paired = noor.post("/api/v1/pair", &pair).await.unwrap();
    headset.enter_world().await;
    // As many as wait for the store at most.
    for pose in 0..60_u64 {
        let at = headset.now() + WorldTime::from_millis(700 * pose);
        let pose = Pose::new(at, [0.0, 0.1, 0.0, 0.995], [0.0; 3]);
        headset.socket.send(&Message::Pose(pose)).await.unwrap();
    }
    headset.skip(180);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(after)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    headset.socket.close().await;
}

#[tokio::test]
async fn the_profile_follows_from_the_record_and_is_the_same_each_time() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(&noor, client.id).await;
    let path = format!("/api/v1/clients/{}/profile", client.id);
    let empty: Profile = noor.get(&path).await.unwrap();
    assert_eq!((empty.algorithm.as_str(), empty.sessions.len()), (ALGORITHM, 0));
    for after in [4, 3, 5] {
        session(&stage, &noor, client.id, after).await;
    }
    crate::stage::eventually("the headsets have left, and their poses are kept", async || {
        let profile: Profile = noor.get(&path).await.unwrap();
        let moved = |head: Option<HeadMotion>| head.is_some_and(|head| head.seconds > 30.0);
        profile.sessions.len() == 3 && profile.sessions.iter().all(|session| moved(session.behaviour.head))
    })
    .await;
    let bytes = async || noor.request(Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
    let first = bytes().await;
    assert_eq!(first, bytes().await);
    let profile: Profile = serde_json::from_slice(&first).unwrap();
    let newest = profile.sessions.last().unwrap();
    assert_eq!((newest.tension_before, newest.tension_after), (Some(7), Some(5)));
    assert!((180.0..240.0).contains(&newest.behaviour.seconds), "{}", newest.behaviour.seconds);
    assert_eq!(newest.begin.parts.iter().filter(|part| part.value.is_none()).count(), 1, "no heart");
    let beach = &profile.works[0];
    assert_eq!((beach.slug.as_str(), beach.n, beach.mean, beach.said), ("sunset-beach", 3, 3.0, Said::Lower));
    assert_eq!(profile.trend.map(|trend| (trend.n, trend.interval)), Some((3, None)));
}

#[tokio::test]
async fn only_who_treats_the_client_sees_the_profile() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    let path = format!("/api/v1/clients/{}/profile", client.id);
    for (login, status) in
        [("sam", StatusCode::FORBIDDEN), ("jip", StatusCode::FORBIDDEN), ("vreemd", StatusCode::NOT_FOUND)]
    {
        let response = stage.login(login).await.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), status, "{login}");
    }
}
