//! Whatever is repeated, cut up, reordered or retried, the record holds every event once and in order.

use crate::stage::{Folder, Stage};
use link::{EventBatch, Message, Problem, StreamId};
use luwte::app::Settings;
use proptest::{prelude::*, test_runner::TestRunner};
use session::{Event, EventKind};

/// What a shaky link does: sends events `from..to` again, in whatever order.
fn deliveries() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..40_usize, 1..12_usize), 1..25)
}

#[test]
fn uploading_in_any_order_and_again_changes_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let stage = runtime.block_on(async {
        let folder = Folder::new();
        let store = luwte::store::Store::open(&folder.0.join("luwte.db")).await.unwrap();
        Stage::on(store, folder, Settings::default()).await
    });
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    runner
        .run(&deliveries(), |deliveries| {
            runtime.block_on(check(&stage, &deliveries));
            Ok(())
        })
        .unwrap();
}

async fn check(stage: &Stage, deliveries: &[(usize, usize)]) {
    let mut headset = stage.headset().await;
    let mut all = vec![headset.events[0].clone()];
    all.extend((1..40_u32).map(|seq| Event {
        seq,
        at: session::WorldTime::from_millis(u64::from(seq)),
        kind: EventKind::VolumeSet(u8::try_from(seq).unwrap()),
    }));
    // Sent at random, then the rest as an outbox would: from the watermark on, until all is acknowledged.
    for (from, count) in deliveries {
        let events = all[*from..(*from + *count).min(all.len())].to_vec();
        let batch = EventBatch { session: headset.session, events };
        headset.socket.send(&Message::Events(batch)).await.unwrap();
    }
    let whole = EventBatch { session: headset.session, events: all.clone() };
    headset.socket.send(&Message::Events(whole)).await.unwrap();
    let wanted = all.len() as u64;
    headset
        .until(|message| match message {
            Message::Ack { stream: StreamId::Events(_), watermark } if *watermark == wanted => Some(()),
            Message::Problem(problem) => {
                assert_eq!(*problem, Problem::Gap, "only gaps are complained about");
                None
            }
            _ => None,
        })
        .await;
    let room = stage.app.hub.room(headset.session).unwrap();
    assert_eq!(room.events(), all);
    assert_eq!(stage.store.event_watermark(headset.session).await.unwrap(), wanted);
}
