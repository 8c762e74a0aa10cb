//! A session that another heart drives: after a restart of the server that heart has beaten all the while.

use crate::stage::{Stage, eventually, until};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatBatch, BeatPacket, HeartNow, Message};
use luwte::{
    app::{App, Settings},
    server::Server,
    store::Store,
};
use session::{Act, Feed, SessionId, StrapId, WorldTime};
use std::net::SocketAddr;
use uuid::Uuid;

/// So many seconds of the client's own heart came before the restart.
const SECONDS: u32 = 90;

fn beats(session: SessionId, strap: StrapId, seconds: core::ops::Range<u32>) -> BeatBatch {
    let mut simulator = Simulator::new(SimulatorConfig { seed: 40, ..SimulatorConfig::default() });
    let packet = |second: u32| BeatPacket {
        arrived: WorldTime::from_secs(u64::from(second) + 4),
        bytes: simulator.next_packet(BodyState::REST).packet.encode(),
    };
    let packets = seconds.clone().map(packet).collect();
    BeatBatch { session, strap, receiver_epoch: 1, first_n: seconds.start, packets }
}

fn heart(message: &Message) -> Option<HeartNow> {
    if let Message::Heart(now) = message { Some(now.clone()) } else { None }
}

#[tokio::test]
async fn another_heart_has_beaten_all_the_while_when_the_server_restarts() {
    let mut stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    watcher.command(Act::SetFeed(Feed::Seeded(3))).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    assert_eq!(headset.sequencer.state().feed, Feed::Seeded(3));
    headset.enter_world().await;
    headset.skip(u64::from(SECONDS) + 5);
    headset.reconnect().await;
    let strap = StrapId(Uuid::now_v7());
    let path = format!("/api/v1/live/strap/{}", headset.session);
    let mut receiver = noor.socket(&path).await.unwrap();
    receiver.send(&Message::Beats(beats(headset.session, strap, 0..SECONDS))).await.unwrap();
    until(&mut receiver, |message| matches!(message, Message::Ack { watermark: 90, .. }).then_some(())).await;
    headset.until(heart).await;
    headset.all_durable().await;

    let address: SocketAddr = stage.site_address().parse().unwrap();
    stage.end().await;
    let store = Store::open(&stage.folder.0.join("luwte.db")).await.unwrap();
    let mut server = Server::new(App::new(store.clone(), Settings::default()));
    server.plain(address, false).unwrap();
    let running = tokio::spawn(server.run(core::future::pending()));
    headset.reconnect().await;
    let mut receiver = noor.socket(&path).await.unwrap();
    let mut next = SECONDS;
    let mut shown = None;
    eventually("the headset hears the other heart with all its beats", async || {
        let batch = beats(headset.session, strap, next..next + 1);
        next += 1;
        receiver.send(&Message::Beats(batch)).await.unwrap();
        let now = headset.until(heart).await;
        let whole = now.quality.beats > 70;
        shown = Some(now);
        whole
    })
    .await;
    // The client's own heart has been heard since the restart only.
    assert!(shown.unwrap().rmssd_ms.is_some());
    running.abort();
}
