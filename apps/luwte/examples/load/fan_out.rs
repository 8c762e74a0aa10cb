//! P1–P4: headsets send twenty poses a second, two watchers follow each; latency, processor time and memory of it.

use crate::{
    child::{Child, Process, Transport},
    figure::{Latencies, Run, Runs, absent, print},
    peer::{FLOOR, MOSQUITTO, NODE, Peer},
    plan::Plan,
    room::{Line, Rig, Staff},
};
use link::Pose;
use session::{Consent, Stream, WorldTime};
use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant},
};

const POSE_EVERY: Duration = Duration::from_millis(50);
const PER_SECOND: u64 = 20;

/// Rooms that are being measured, and how many poses each has had.
struct Hall {
    lines: Vec<Line>,
    sent: u64,
}

impl Hall {
    fn new(lines: Vec<Line>) -> Self {
        Self { lines, sent: 0 }
    }

    /// Lets every headset send for so many seconds.
    async fn run(&mut self, process: &Process, seconds: u64) -> Run {
        let latencies = Latencies::default();
        let rooms = u32::try_from(self.lines.len()).unwrap();
        let first = self.sent;
        let count = seconds * PER_SECOND;
        let began = tokio::time::Instant::now() + Duration::from_millis(100);
        let cpu_before = process.cpu_seconds();
        let mut tasks = Vec::new();
        for (place, line) in (0_u32..).zip(self.lines.drain(..)) {
            let Line { mut headset, watchers } = line;
            let sent: Rc<RefCell<Vec<Instant>>> = Rc::default();
            let mut watching = Vec::new();
            for mut watcher in watchers {
                let (sent, latencies) = (Rc::clone(&sent), latencies.clone());
                watching.push(tokio::task::spawn_local(async move {
                    loop {
                        let number = watcher.receive().await.at().as_millis() / 50;
                        if number >= first + count {
                            return watcher;
                        }
                        let at =
                            number.checked_sub(first).and_then(|n| sent.borrow().get(n as usize).copied());
                        at.into_iter().for_each(|at| latencies.note(at));
                    }
                }));
            }
            tasks.push(tokio::task::spawn_local(async move {
                // Spread over the fifty milliseconds, as real headsets are.
                let mut due = began + POSE_EVERY * place / rooms;
                for number in first..=first + count {
                    tokio::time::sleep_until(due).await;
                    due += POSE_EVERY;
                    let at = WorldTime::from_millis(number * 50);
                    let pose = Pose::new(at, [0.0, (number as f32 / 300.0).sin(), 0.0, 1.0], [0.0; 3]);
                    sent.borrow_mut().push(Instant::now());
                    headset.send(pose).await;
                }
                let mut watchers = Vec::new();
                for watcher in watching {
                    watchers.push(watcher.await.unwrap());
                }
                Line { headset, watchers }
            }));
        }
        for task in tasks {
            self.lines.push(task.await.unwrap());
        }
        self.sent += count + 1;
        latencies.run(process.cpu_seconds() - cpu_before)
    }
}

async fn runs(hall: &mut Hall, process: &Process, plan: &Plan) -> Runs {
    // The first one warms caches up on both sides.
    hall.run(process, 1).await;
    let mut runs = Runs::default();
    for _ in 0..plan.runs {
        runs.add(hall.run(process, plan.seconds).await);
    }
    runs
}

/// What memory rooms take, beyond what the first ones made the server take once.
struct Memory {
    heap: u64,
    resident: u64,
}

impl Memory {
    async fn of(process: &mut Process, ours: bool) -> Self {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        Self { heap: if ours { process.heap_bytes() } else { 0 }, resident: process.resident_bytes() }
    }
}

fn kib_per_room(before: u64, after: u64, rooms: usize) -> String {
    format!("{:.1} KiB", after.saturating_sub(before) as f64 / 1_024.0 / rooms as f64)
}

/// P1, P3 and P4 on our own server, over one transport.
pub async fn ours(transport: Transport, plan: &Plan) {
    let mut child = Child::start();
    let site = child.site(transport);
    let staff = Staff::of(&site).await;
    let (warm, rest) = (plan.rooms(200) / 4, plan.rooms(200) - plan.rooms(200) / 4);
    let mut rigs = Rig::several(&site, &staff, warm, 2, Consent::default()).await;
    let before = Memory::of(&mut child.process, true).await;
    rigs.extend(Rig::several(&site, &staff, rest, 2, Consent::default()).await);
    let after = Memory::of(&mut child.process, true).await;
    let most = if transport == Transport::Plain { "≤ 10 KiB" } else { "≤ 32 KiB" };
    let name = transport.name();
    let heap = kib_per_room(before.heap, after.heap, rest);
    print("P4", &format!("heap per room of three sockets, {name}"), Some(most), &heap);
    let resident = kib_per_room(before.resident, after.resident, rest);
    print("P4", &format!("resident memory per room of three sockets, {name}"), Some(most), &resident);
    let mut hall = Hall::new(rigs.into_iter().map(Rig::line).collect());
    let runs = runs(&mut hall, &child.process, plan).await;
    let what = format!("{} rooms, pose to two watchers, authorised and stored, {name}", hall.lines.len());
    runs.print("P1", &what, [Some("≤ 0.12 ms"), Some("≤ 0.5 ms")]);
    let cpu = format!("{:.1} s", runs.median(|run| run.cpu_seconds_per_million));
    print("P3", &format!("processor per million delivered, stored, {name}"), Some("≤ 30 s"), &cpu);
}

/// P1 and P4 of relays that check and store nothing.
pub async fn peers(plan: &Plan) {
    let node = Peer::node(plan.peers.as_deref());
    if node.is_none() {
        absent("P1", NODE, "npm ci in apps/luwte/examples/load/peers");
    }
    let mosquitto = Peer::mosquitto();
    if mosquitto.is_none() {
        absent("P1", MOSQUITTO, "apt install mosquitto");
    }
    for mut peer in [Some(Peer::floor()), node, mosquitto].into_iter().flatten() {
        let (warm, rest) = (plan.rooms(200) / 4, plan.rooms(200) - plan.rooms(200) / 4);
        let mut lines = peer.lines(0, warm).await;
        let before = Memory::of(&mut peer.process, false).await;
        lines.extend(peer.lines(warm, rest).await);
        let after = Memory::of(&mut peer.process, false).await;
        if peer.name != FLOOR {
            let resident = kib_per_room(before.resident, after.resident, rest);
            print("P4", &format!("resident memory per room, {}", peer.name), None, &resident);
        }
        let mut hall = Hall::new(lines);
        runs(&mut hall, &peer.process, plan).await.print("P1", peer.name, [None, None]);
    }
}

/// P2: relay only, our own server and its peers in turns, so that all meet the same machine.
pub async fn relay_only(plan: &Plan) {
    let rooms = plan.rooms(500);
    let consent = Consent { pose: Stream { live: true, keep: false }, ..Consent::default() };
    let child = Child::start();
    let site = child.site(Transport::Plain);
    let rigs = Rig::several(&site, &Staff::of(&site).await, rooms, 2, consent).await;
    let ours = Hall::new(rigs.into_iter().map(Rig::line).collect());
    let mut turns = vec![("ours, plain", child.process, ours, Runs::default())];
    for peer in [Some(Peer::floor()), Peer::node(plan.peers.as_deref())].into_iter().flatten() {
        let hall = Hall::new(peer.lines(0, rooms).await);
        turns.push((peer.name, peer.process, hall, Runs::default()));
    }
    for number in 0..=plan.runs {
        for (_, process, hall, runs) in &mut turns {
            let run = hall.run(process, if number == 0 { 1 } else { plan.seconds }).await;
            if number > 0 {
                runs.add(run);
            }
        }
    }
    let what = format!("processor per million delivered, {rooms} rooms, relay only");
    let cost = |name: &str| {
        let turn = turns.iter().find(|(known, ..)| *known == name);
        turn.map(|(_, _, _, runs)| runs.median(|run| run.cpu_seconds_per_million))
    };
    for (place, (name, _, _, runs)) in turns.iter().enumerate() {
        let target = (place == 0).then_some("≤ 20 s");
        let cost = format!("{:.1} s", runs.median(|run| run.cpu_seconds_per_million));
        print("P2", &format!("{what}, {name}"), target, &cost);
    }
    if let (Some(ours), Some(floor)) = (cost("ours, plain"), cost(FLOOR)) {
        print(
            "P2",
            "ours above the floor, plain",
            Some("≤ 1.2 times"),
            &format!("{:.2} times", ours / floor),
        );
    }
}
