//! A session that another heart drives: after a restart of the server that heart has beaten all the while.

use crate::stage::{Headset, Stage, Watcher, until};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatBatch, BeatPacket, HeartNow, Message, QualityLevel};
use luwte::app::Settings;
use session::{Act, Feed, StrapId, WorldTime};
use uuid::Uuid;

/// So many seconds of the client's own heart come before the restart.
const BEFORE: u32 = 90;
/// And after it: a new series waits for five packets before it believes that those with lower numbers will not come.
const AFTER: u32 = 8;

/// The client's own strap: one heart that goes on, whatever becomes of the server.
struct Strap {
    id: StrapId,
    heart: Simulator,
    next_n: u32,
}

impl Strap {
    fn new() -> Self {
        let heart = Simulator::new(SimulatorConfig { seed: 40, ..SimulatorConfig::default() });
        Self { id: StrapId(Uuid::now_v7()), heart, next_n: 0 }
    }

    /// A packet a second of the last `seconds`: a strap that is worn is never far behind the headset's clock.
    fn of_the_last(&mut self, seconds: u32, headset: &Headset) -> BeatBatch {
        let (now, first_n) = (headset.now(), self.next_n);
        self.next_n += seconds;
        let packets = (0..seconds).rev().map(|ago| BeatPacket {
            arrived: WorldTime(now.0 - 1_000_000 * u64::from(ago)),
            bytes: self.heart.next_packet(BodyState::REST).packet.encode(),
        });
        let packets = packets.collect();
        BeatBatch { session: headset.session, strap: self.id, receiver_epoch: 1, first_n, packets }
    }
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
    headset.skip(u64::from(BEFORE));
    headset.reconnect().await;
    let mut strap = Strap::new();
    let path = format!("/api/v1/live/strap/{}", headset.session);
    let mut receiver = noor.socket(&path).await.unwrap();
    receiver.send(&Message::Beats(strap.of_the_last(BEFORE, &headset))).await.unwrap();
    until(&mut receiver, |message| matches!(message, Message::Ack { watermark: 90, .. }).then_some(())).await;
    headset.until(heart).await;
    headset.all_durable().await;

    stage.restart(Settings::default()).await;
    headset.skip(u64::from(AFTER));
    headset.reconnect().await;
    // The session stands again once its headset has joined; who watches and who brings beats come after.
    headset.until(|message| matches!(message, Message::Ack { .. }).then_some(())).await;
    let mut watcher = Watcher::open(&noor, headset.session).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    let mut receiver = noor.socket(&path).await.unwrap();
    receiver.send(&Message::Beats(strap.of_the_last(AFTER, &headset))).await.unwrap();
    let (shown, own) = (headset.until(heart).await, watcher.until(heart).await);
    // What is measured of the client began anew with the server; what drives the headset has beaten since they were first heard.
    assert!(own.quality.level != QualityLevel::Absent && own.quality.beats < 20, "{:?}", own.quality);
    assert!(shown.quality.beats > 70 && shown.rmssd_ms.is_some(), "{:?}", shown.quality);
    // When their strap is off it falls silent with it.
    headset.skip(30);
    headset.reconnect().await;
    let silent = |message: &Message| heart(message).filter(|now| now.quality.level == QualityLevel::Absent);
    headset.until(silent).await;
}
