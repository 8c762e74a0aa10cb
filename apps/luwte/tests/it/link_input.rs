//! Bad input on the live link: a clear word, nothing lost, no panic.

use crate::stage::{PATIENCE, Stage, until};
use link::{BeatBatch, BeatPacket, EventBatch, Message, Problem, StreamId};
use luwte::client::Socket;
use session::{Act, Event, EventKind, Phase, StrapId, WorldTime};
use uuid::Uuid;

async fn problem(socket: &mut Socket) -> Problem {
    until(socket, |message| if let Message::Problem(problem) = message { Some(*problem) } else { None }).await
}

#[tokio::test]
async fn what_is_no_message_is_told_and_the_link_goes_on() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let truncated = {
        let mut bytes = link::encode(&Message::Ping { sent_us: 1 << 40 }).unwrap();
        bytes.pop();
        bytes
    };
    for bytes in [vec![], vec![1, 250], truncated, vec![1; 300]] {
        headset.socket.send_bytes(bytes).await.unwrap();
        assert_eq!(problem(&mut headset.socket).await, Problem::Malformed);
    }
    headset.socket.send_text("{\"nonsense\": 1}").await.unwrap();
    assert_eq!(problem(&mut headset.socket).await, Problem::Malformed);
    headset.act(Act::Begin).await;
    headset.all_durable().await;
}

#[tokio::test]
async fn another_version_of_the_link_is_told_and_let_go() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.socket.send_bytes(vec![0, 3, 4]).await.unwrap();
    assert_eq!(problem(&mut headset.socket).await, Problem::Version);
    assert_eq!(headset.socket.closing_code().await, Some(1002));
}

#[tokio::test]
async fn an_oversized_frame_is_told_and_let_go() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    let _ = headset.socket.send_bytes(vec![1; link::MESSAGE_MAX_BYTES + 4_096]).await;
    let ended = tokio::time::timeout(PATIENCE, async { while headset.socket.receive().await.is_some() {} });
    ended.await.expect("the server lets go");
}

#[tokio::test]
async fn a_headset_that_does_not_say_hello_is_let_go() {
    let stage = Stage::new().await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let mut socket = login.socket().await.unwrap();
    socket.send(&Message::WantPairingCode).await.unwrap();
    assert_eq!(socket.receive().await, Some(Message::Problem(Problem::Malformed)));
    assert_eq!(socket.closing_code().await, Some(1002));
}

#[tokio::test]
async fn events_out_of_order_duplicate_or_contradicting_lose_nothing() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let count = headset.events.len() as u64;
    let event = |seq: u64, kind: EventKind| Event {
        seq: u32::try_from(seq).unwrap(),
        at: WorldTime::from_secs(1),
        kind,
    };
    let session = headset.session;
    let send = |events: Vec<Event>| Message::Events(EventBatch { session, events });

    // From the future: told, with the number that is awaited.
    headset.socket.send(&send(vec![event(count + 5, EventKind::VolumeSet(1))])).await.unwrap();
    let awaited = headset.until(|message| match message {
        Message::Ack { stream: StreamId::Events(_), watermark } => Some(*watermark),
        _ => None,
    });
    assert_eq!(awaited.await, count);
    assert_eq!(problem(&mut headset.socket).await, Problem::Gap);

    // Not rising, empty, too many, a clock that lies, another session, a second opening.
    let two = vec![event(count, EventKind::VolumeSet(1)), event(count, EventKind::VolumeSet(2))];
    let lying = Event { at: WorldTime(u64::MAX), ..event(count, EventKind::Paused) };
    let many = (0..257).map(|n| event(count + n, EventKind::Paused)).collect();
    let opened = headset.events[0].kind.clone();
    for (bad, expected) in [
        (send(two), Problem::Malformed),
        (send(Vec::new()), Problem::Malformed),
        (send(vec![lying]), Problem::Malformed),
        (send(many), Problem::TooMuch),
        (send(vec![event(count, opened)]), Problem::Malformed),
        (send(vec![event(count, EventKind::TensionAfter(Some(11)))]), Problem::Malformed),
        (
            Message::Events(EventBatch {
                session: session::SessionId(Uuid::now_v7()),
                events: vec![event(0, EventKind::Paused)],
            }),
            Problem::UnknownSession,
        ),
    ] {
        headset.socket.send(&bad).await.unwrap();
        assert_eq!(problem(&mut headset.socket).await, expected, "{bad:?}");
    }

    // The same again changes nothing and is acknowledged again.
    headset.socket.send(&send(headset.events.clone())).await.unwrap();
    headset
        .until(|message| {
            matches!(message, Message::Ack { watermark, .. } if *watermark == count).then_some(())
        })
        .await;
    let room = stage.app.hub.room(session).unwrap();
    assert_eq!(room.events(), headset.events);

    // Something else under a number that is taken: set apart, and kept.
    headset.socket.send(&send(vec![event(1, EventKind::PhaseEntered(Phase::Done))])).await.unwrap();
    assert_eq!(problem(&mut headset.socket).await, Problem::Conflict);
    assert_eq!(stage.store.kept_apart(session).await.unwrap(), 1);
    assert_eq!(room.events(), headset.events, "the record is what it was");
}

#[tokio::test]
async fn straps_that_misbehave_are_told_so() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let path = format!("/api/v1/live/strap/{}", headset.session);
    let mut first = noor.socket(&path).await.unwrap();
    let strap = StrapId(Uuid::now_v7());
    let batch = |strap, first_n: u32, packets: usize, bytes: usize| {
        let packet = BeatPacket { arrived: WorldTime::from_secs(1), bytes: vec![0x10; bytes] };
        let packets = vec![packet; packets];
        Message::Beats(BeatBatch { session: headset.session, strap, receiver_epoch: 0, first_n, packets })
    };
    first.send(&batch(strap, 0, 3, 4)).await.unwrap();
    until(&mut first, |message| matches!(message, Message::Ack { watermark: 3, .. }).then_some(())).await;
    for (bad, expected) in [
        (batch(strap, 0, 0, 4), Problem::Malformed),
        (batch(strap, 3, 513, 4), Problem::TooMuch),
        (batch(strap, 3, 1, 65), Problem::TooMuch),
        (batch(strap, 9, 1, 4), Problem::Gap),
        (batch(strap, u32::MAX, 1, 4), Problem::Malformed),
    ] {
        first.send(&bad).await.unwrap();
        assert_eq!(problem(&mut first).await, expected);
    }
    // One receiver holds the strap.
    let mut second = sam.socket(&path).await.unwrap();
    second.send(&batch(strap, 3, 1, 4)).await.unwrap();
    assert_eq!(problem(&mut second).await, Problem::StrapTaken);
    first.close().await;
    crate::stage::eventually("the strap is free again", async || {
        second.send(&batch(strap, 3, 1, 4)).await.unwrap();
        let answer = until(&mut second, |message| match message {
            Message::Ack { watermark, .. } => Some(*watermark == 4),
            Message::Problem(Problem::StrapTaken) => Some(false),
            _ => None,
        });
        answer.await
    })
    .await;
    // A packet that is no heart rate measurement is stored as it came, and is a gap.
    second.send(&batch(strap, 4, 1, 0)).await.unwrap();
    until(&mut second, |message| matches!(message, Message::Ack { watermark: 5, .. }).then_some(())).await;
}

#[tokio::test]
async fn a_watcher_may_send_neither_events_nor_anything_in_anothers_name() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let event = Event { seq: 0, at: WorldTime::START, kind: EventKind::Paused };
    let forged = Message::Events(EventBatch { session: headset.session, events: vec![event] });
    watcher.socket.send(&forged).await.unwrap();
    assert_eq!(problem(&mut watcher.socket).await, Problem::Malformed);
    let asked = watcher
        .command(Act::RequestWatch(session::Watcher { user: noor.me().user, name: "De directeur".into() }))
        .await;
    let refused = watcher.until(|message| match message {
        Message::Refused { command, .. } if *command == asked => Some(()),
        _ => None,
    });
    refused.await;
}

#[tokio::test]
async fn a_flood_of_messages_is_let_go_and_drowns_nobody() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let mut flood = noor.socket(&format!("/api/v1/live/strap/{}", headset.session)).await.unwrap();
    for sent_us in 0..6_000 {
        if flood.send(&Message::Ping { sent_us }).await.is_err() {
            break;
        }
    }
    let ended = tokio::time::timeout(PATIENCE, async { while flood.receive().await.is_some() {} });
    ended.await.expect("the flood is let go");
    headset.act(Act::SetVolume(3)).await;
    headset.all_durable().await;
}

#[tokio::test]
async fn json_speaks_the_same_link() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (_watcher, _) = stage.watch(&mut headset, &noor).await;
    let path = format!("/api/v1/live/watch/{}?format=json", headset.session);
    let mut socket = noor.socket(&path).await.unwrap();
    let snapshot =
        until(
            &mut socket,
            |message| {
                if let Message::Snapshot(all) = message { Some(all.session) } else { None }
            },
        );
    assert_eq!(snapshot.await, headset.session);
    socket.send_text("{\"ping\": {\"sent_us\": 5}}").await.unwrap();
    until(&mut socket, |message| matches!(message, Message::Pong { sent_us: 5, .. }).then_some(())).await;
}
