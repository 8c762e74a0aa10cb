//! Measures the live server under load and prints each figure beside its target (P1–P5, P9, P10 of the performance table).
//!
//! The server runs as a child process of its own, so that its processor time and memory are its alone. Run in release:
//! `cargo run --release -p luwte --example load`; add `quick` for a short look.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on ends here"
)]

mod child;
mod room;

use child::{Child, Transport};
use link::{BeatBatch, BeatPacket, EventBatch, Message, Pose, StreamId};
use room::{Rig, Staff};
use session::{Consent, Event, EventKind, StrapId, Stream, WorldTime};
use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant},
};
use tokio::task::LocalSet;
use uuid::Uuid;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    if arguments.first().is_some_and(|first| first == "serve") {
        return runtime.block_on(child::serve(arguments.get(1).expect("a folder")));
    }
    let quick = arguments.iter().any(|argument| argument == "quick");
    let seconds = if quick { 3 } else { 15 };
    let rooms = |many: usize| if quick { many / 5 } else { many };
    runtime.block_on(LocalSet::new().run_until(async {
        for transport in [Transport::Plain, Transport::Tls] {
            fan_out(transport, rooms(200), seconds).await;
        }
        acknowledgement(Transport::Plain, rooms(106), seconds).await;
        heart(Transport::Plain, rooms(200), seconds).await;
        relay_only(rooms(500), seconds).await;
    }));
    frames();
}

/// Latencies in microseconds.
#[derive(Clone, Default)]
struct Latencies(Rc<RefCell<Vec<u32>>>);

impl Latencies {
    fn note(&self, since: Instant) {
        self.0.borrow_mut().push(u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX));
    }

    fn quantile_ms(&self, share: f64) -> f64 {
        let mut all = self.0.borrow_mut();
        all.sort_unstable();
        let place = ((all.len().saturating_sub(1)) as f64 * share).round() as usize;
        all.get(place).map_or(f64::NAN, |us| f64::from(*us) / 1_000.0)
    }

    fn count(&self) -> usize {
        self.0.borrow().len()
    }
}

fn print(id: &str, what: &str, target: Option<&str>, measured: &str) {
    let target = target.map_or_else(|| "(no target)".to_owned(), |target| format!("target {target}"));
    println!("{id} {what}   {target}   measured {measured}");
}

const POSE_EVERY: Duration = Duration::from_millis(50);

/// P1, P3, P4: headsets send twenty poses a second, two colleagues watch each, everything is stored.
async fn fan_out(transport: Transport, rooms: usize, seconds: u64) {
    let child = Child::start();
    let site = child.site(transport);
    // What a server takes once (hashing, caches) is not a room's: the first rooms warm it up.
    let staff = Staff::of(&site).await;
    let mut rigs = Rig::several(&site, &staff, rooms / 4, 2, Consent::default()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = child.heap_bytes();
    rigs.extend(Rig::several(&site, &staff, rooms - rooms / 4, 2, Consent::default()).await);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = child.heap_bytes();
    let kib = after.saturating_sub(before) as f64 / 1_024.0 / (rooms - rooms / 4) as f64;
    let name = transport.name();
    let most = if transport == Transport::Plain { "≤ 10 KiB" } else { "≤ 32 KiB" };
    print("P4", &format!("memory per room of three sockets, {name}"), Some(most), &format!("{kib:.1} KiB"));
    let latencies = Latencies::default();
    let (cpu, delivered) = poses(&child, rigs, seconds, &latencies).await;
    let what = format!("{rooms} rooms, pose to two watchers, authorised and stored, {name}");
    print("P1", &format!("{what}, p50"), Some("≤ 0.12 ms"), &format!("{:.3} ms", latencies.quantile_ms(0.5)));
    print("P1", &format!("{what}, p99"), Some("≤ 0.5 ms"), &format!("{:.3} ms", latencies.quantile_ms(0.99)));
    if transport == Transport::Plain {
        let per_million = cpu / delivered as f64 * 1e6;
        print(
            "P3",
            "processor per million delivered, stored",
            Some("≤ 30 s"),
            &format!("{per_million:.1} s"),
        );
    }
}

/// P2: as before, but nothing is kept.
async fn relay_only(rooms: usize, seconds: u64) {
    let child = Child::start();
    let consent = Consent { pose: Stream { live: true, keep: false }, ..Consent::default() };
    let site = child.site(Transport::Plain);
    let rigs = Rig::several(&site, &Staff::of(&site).await, rooms, 2, consent).await;
    let latencies = Latencies::default();
    let (cpu, delivered) = poses(&child, rigs, seconds, &latencies).await;
    let per_million = cpu / delivered as f64 * 1e6;
    let what = format!("processor per million delivered, {rooms} rooms, relay only");
    print("P2", &what, Some("≤ 20 s"), &format!("{per_million:.1} s"));
}

/// Sends poses for so long; returns the server's processor seconds and how many poses were delivered.
async fn poses(child: &Child, rigs: Vec<Rig>, seconds: u64, latencies: &Latencies) -> (f64, usize) {
    let count = (seconds * 1_000 / 50) as usize;
    let mut senders = Vec::new();
    let rooms = rigs.len() as u32;
    let cpu_before = child.cpu_seconds();
    let began = tokio::time::Instant::now() + Duration::from_millis(200);
    for (place, rig) in (0_u32..).zip(rigs) {
        let sent: Rc<RefCell<Vec<Option<Instant>>>> = Rc::new(RefCell::new(vec![None; count]));
        for mut watcher in rig.watchers {
            let (sent, latencies) = (Rc::clone(&sent), latencies.clone());
            tokio::task::spawn_local(async move {
                while let Some(message) = watcher.receive().await {
                    if let Message::Pose(pose) = message
                        && let Some(Some(at)) = sent.borrow().get((pose.at().as_millis() / 50) as usize)
                    {
                        latencies.note(*at);
                    }
                }
            });
        }
        let mut headset = rig.headset;
        senders.push(tokio::task::spawn_local(async move {
            // Spread over the fifty milliseconds, as real headsets are.
            let mut due = began + POSE_EVERY * place / rooms;
            for n in 0..count {
                tokio::time::sleep_until(due).await;
                due += POSE_EVERY;
                let at = WorldTime::from_millis(n as u64 * 50);
                let pose = Pose::new(at, [0.0, (n as f32 / 300.0).sin(), 0.0, 1.0], [0.0; 3]);
                sent.borrow_mut()[n] = Some(Instant::now());
                if headset.send(&Message::Pose(pose)).await.is_err() {
                    return None;
                }
            }
            Some(headset)
        }));
    }
    let mut open = Vec::new();
    for sender in senders {
        open.push(sender.await.unwrap());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let cpu = child.cpu_seconds() - cpu_before;
    let lost = open.iter().filter(|headset| headset.is_none()).count();
    assert_eq!(lost, 0, "{lost} headsets were cut off");
    (cpu, latencies.count())
}

/// P5: every headset sends a hundred events a second, each alone, and waits for none.
async fn acknowledgement(transport: Transport, headsets: usize, seconds: u64) {
    let child = Child::start();
    let site = child.site(transport);
    let rigs = Rig::several(&site, &Staff::of(&site).await, headsets, 0, Consent::default()).await;
    let latencies = Latencies::default();
    let count = seconds as usize * 100;
    let began = tokio::time::Instant::now() + Duration::from_millis(200);
    let mut senders = Vec::new();
    for (place, rig) in (0_u32..).zip(rigs) {
        let latencies = latencies.clone();
        senders.push(tokio::task::spawn_local(async move {
            let Rig { mut headset, session, next_seq, .. } = rig;
            let mut sent: Vec<Instant> = Vec::with_capacity(count);
            let mut acknowledged = 0;
            let every = Duration::from_millis(10);
            let mut due = began + every * place / 106;
            while acknowledged < count {
                tokio::select! {
                    biased;
                    message = headset.receive() => match message.expect("the link holds") {
                        Message::Ack { stream: StreamId::Events(_), watermark } => {
                            let until = (watermark as usize).saturating_sub(next_seq as usize);
                            for at in sent.iter().take(until).skip(acknowledged) {
                                latencies.note(*at);
                            }
                            acknowledged = acknowledged.max(until);
                        }
                        Message::Problem(problem) => panic!("{problem:?}"),
                        _ => {}
                    },
                    () = tokio::time::sleep_until(due), if sent.len() < count => {
                        due += every;
                        let seq = next_seq + u32::try_from(sent.len()).unwrap();
                        let at = WorldTime::from_millis(u64::from(seq));
                        let event = Event { seq, at, kind: EventKind::VolumeSet((seq % 100) as u8) };
                        sent.push(Instant::now());
                        headset.send(&Message::Events(EventBatch { session, events: vec![event] })).await.unwrap();
                    }
                }
            }
        }));
    }
    for sender in senders {
        sender.await.unwrap();
    }
    let what = format!("acknowledged after fsync at {} events/s, {}", headsets * 100, transport.name());
    print("P5", &format!("{what}, p50"), Some("≤ 0.8 ms"), &format!("{:.2} ms", latencies.quantile_ms(0.5)));
    print("P5", &format!("{what}, p99"), Some("≤ 2.5 ms"), &format!("{:.2} ms", latencies.quantile_ms(0.99)));
}

/// P10: a strap in every room; from its packet to the heart at a watcher.
async fn heart(transport: Transport, rooms: usize, seconds: u64) {
    let child = Child::start();
    let site = child.site(transport);
    let staff = Staff::of(&site).await;
    let rigs = Rig::several(&site, &staff, rooms, 1, Consent::default()).await;
    let Some(login) = staff.colleagues.first() else { return };
    let latencies = Latencies::default();
    let began = tokio::time::Instant::now() + Duration::from_secs(1);
    let mut straps = Vec::new();
    for (place, rig) in (0_u32..).zip(rigs) {
        let session = rig.session;
        let mut strap = login.socket(&format!("/api/v1/live/strap/{session}")).await.unwrap();
        let sent: Rc<RefCell<Option<Instant>>> = Rc::default();
        let (sent_too, latencies) = (Rc::clone(&sent), latencies.clone());
        let mut watchers = rig.watchers;
        tokio::task::spawn_local(async move {
            let Some(mut watcher) = watchers.pop() else { return };
            while let Some(message) = watcher.receive().await {
                if let Message::Heart(_) = message
                    && let Some(at) = sent.borrow_mut().take()
                {
                    latencies.note(at);
                }
            }
        });
        let headset = rig.headset;
        straps.push(tokio::task::spawn_local(async move {
            let _kept_open = headset;
            let id = StrapId(Uuid::now_v7());
            let mut simulator = hrv::simulate::Simulator::new(hrv::simulate::SimulatorConfig::default());
            for n in 0..u32::try_from(seconds).unwrap() {
                let raw = simulator.next_packet(hrv::simulate::BodyState::REST);
                let packets = vec![BeatPacket {
                    arrived: WorldTime::from_secs(u64::from(n) + 1),
                    bytes: raw.packet.encode(),
                }];
                let batch = BeatBatch { session, strap: id, receiver_epoch: 0, first_n: n, packets };
                let due = began + Duration::from_secs(u64::from(n)) + Duration::from_millis(5) * place;
                tokio::time::sleep_until(due).await;
                *sent_too.borrow_mut() = Some(Instant::now());
                strap.send(&Message::Beats(batch)).await.unwrap();
            }
        }));
    }
    for strap in straps {
        strap.await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let what = format!("{rooms} straps, packet to heart at a watcher, {}", transport.name());
    print("P10", &format!("{what}, p50"), None, &format!("{:.3} ms", latencies.quantile_ms(0.5)));
    print(
        "P10",
        &format!("{what}, p99"),
        Some("≤ 0.6 ms"),
        &format!("{:.3} ms", latencies.quantile_ms(0.99)),
    );
}

/// P9: what one pose costs on the wire.
fn frames() {
    let pose = Pose::new(WorldTime::from_secs(3_600), [0.1, 0.7, 0.1, 0.7], [0.01, 0.0, -0.02]);
    let payload = link::encode(&Message::Pose(pose)).unwrap().len();
    // RFC 6455: two bytes of header, four of mask towards the server.
    print("P9", "payload and frame of a pose, down", Some("≤ 18 B"), &format!("{} B", payload + 2));
    print("P9", "payload and frame of a pose, up", Some("≤ 22 B"), &format!("{} B", payload + 6));
}
