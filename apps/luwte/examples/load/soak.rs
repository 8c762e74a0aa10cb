//! A day of fifty rooms, faster than it passes: memory and files of the server, hour by hour.
//!
//! Every message is real and goes over real sockets: a headset's events and poses, a strap's packets, a colleague who watches.
//! Sessions of half an hour follow each other in every room. Only the time between messages is shorter; the server allows one
//! link 400 messages a second, which sets the pace.

use crate::{
    child::{Child, Transport},
    figure::print,
    room::{Rig, Staff},
};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatBatch, BeatPacket, EventBatch, Message, Pose};
use luwte::client::{HeadsetLogin, Login};
use session::{Consent, Event, EventKind, StrapId, WorldTime};
use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How a day is run.
pub struct Soak {
    /// Simulated hours.
    pub hours: u64,
    /// Rooms at once.
    pub rooms: usize,
    /// Poses a simulated second; a headset sends 20.
    pub poses: u64,
    /// Simulated seconds a second.
    pub speed: u64,
}

/// A session's length and the pause after it, simulated seconds.
const SESSION_S: u64 = 1_800;
const PAUSE_S: u64 = 60;
/// Messages a second and link that the server allows, less what pings and answers take.
const MESSAGES_PER_SECOND: u64 = 360;

impl Soak {
    /// `soak [hours] [rooms] [poses a second]`.
    pub fn of(arguments: &[&str]) -> Self {
        let number = |place: usize, otherwise: u64| {
            arguments.get(place).map_or(otherwise, |text| text.parse().expect("a number"))
        };
        let (hours, rooms, poses) = (number(0, 24), number(1, 50), number(2, 20));
        Self { hours, rooms: rooms as usize, poses, speed: MESSAGES_PER_SECOND / (poses + 1) }
    }
}

pub async fn run(soak: &Soak) {
    let mut child = Child::start();
    let site = child.site(Transport::Plain);
    let staff = Staff::of(&site).await;
    let passed = Rc::new(Cell::new(0_u64));
    let sessions = Rc::new(Cell::new(0_u64));
    let mut rooms = Vec::new();
    for place in 0..soak.rooms {
        let login = Rig::enrol(&site, &staff.jip, place).await;
        let colleague = staff.colleagues[place % staff.colleagues.len()].clone();
        let (passed, sessions) = (Rc::clone(&passed), Rc::clone(&sessions));
        let (hours, poses, speed) = (soak.hours, soak.poses, soak.speed);
        rooms.push(tokio::task::spawn_local(async move {
            // Rooms do not begin together.
            wait(Instant::now(), place as u64 * 37 % SESSION_S, speed).await;
            let mut day = 0;
            while day < hours * 3_600 {
                let length = SESSION_S.min(hours * 3_600 - day);
                session(&login, &colleague, place as u64 ^ day, length, poses, speed, &passed).await;
                sessions.set(sessions.get() + 1);
                wait(Instant::now(), PAUSE_S, speed).await;
                passed.set(passed.get() + PAUSE_S);
                day += length + PAUSE_S;
            }
        }));
    }
    println!(
        "a day of {} rooms, {} poses a second, {} times as fast; resident and heap in MB, files in MB",
        soak.rooms, soak.poses, soak.speed
    );
    println!("hour  resident   heap  record  journal  sessions  processor s");
    let began = Instant::now();
    let mut hours: Vec<Hour> = Vec::new();
    for hour in 0..=soak.hours {
        while passed.get() < hour * 3_600 * soak.rooms as u64 && !rooms.iter().all(|room| room.is_finished())
        {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let now = Hour::of(&mut child);
        println!(
            "{hour:>4}  {:>8.1} {:>6.1} {:>7.1} {:>8.1} {:>9} {:>12.0}",
            now.resident,
            now.heap,
            now.record,
            now.journal,
            sessions.get(),
            child.process.cpu_seconds()
        );
        hours.push(now);
    }
    for room in rooms {
        room.await.unwrap();
    }
    tell(&hours, began.elapsed());
}

/// A server at one moment, MB.
#[derive(Clone, Copy)]
struct Hour {
    resident: f64,
    heap: f64,
    record: f64,
    journal: f64,
}

impl Hour {
    fn of(child: &mut Child) -> Self {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        Self {
            resident: megabytes(child.process.resident_bytes()),
            heap: megabytes(child.process.heap_bytes()),
            record: megabytes(child.bytes_of("luwte.db")),
            journal: megabytes(child.bytes_of("luwte.journal.db")),
        }
    }
}

/// What grows: the first hours warm caches up, so the second half of the day is told beside the first.
fn tell(hours: &[Hour], took: Duration) {
    let half = hours.len() / 2;
    let growth = |of: fn(&Hour) -> f64, from: usize, to: usize| {
        let between = (to - from).max(1) as f64;
        (of(&hours[to]) - of(&hours[from])) / between
    };
    let last = hours.len() - 1;
    for (what, of) in [
        ("resident memory", (|hour: &Hour| hour.resident) as fn(&Hour) -> f64),
        ("heap", |hour: &Hour| hour.heap),
        ("the record", |hour: &Hour| hour.record),
        ("the journal", |hour: &Hour| hour.journal),
    ] {
        let told =
            format!("{:+.3} MB an hour, before that {:+.3}", growth(of, half, last), growth(of, 0, half));
        print("soak", &format!("{what}, growth in the second half of the day"), None, &told);
    }
    print("soak", "the day took", None, &format!("{:.0} s", took.as_secs_f64()));
}

async fn wait(since: Instant, simulated_s: u64, speed: u64) {
    let due = since + Duration::from_secs_f64(simulated_s as f64 / speed as f64);
    tokio::time::sleep_until(due.into()).await;
}

/// One session, from the headset's hello until everybody has left.
async fn session(
    login: &HeadsetLogin,
    colleague: &Login,
    seed: u64,
    length: u64,
    poses: u64,
    speed: u64,
    passed: &Cell<u64>,
) {
    let rig = Rig::open(login.clone(), core::slice::from_ref(colleague), Consent::default()).await;
    let Rig { mut headset, watchers, session, mut next_seq, .. } = rig;
    let mut watcher = watchers.into_iter().next().unwrap();
    let mut strap = colleague.socket(&format!("/api/v1/live/strap/{session}")).await.unwrap();
    let id = StrapId(Uuid::now_v7());
    let mut simulator = Simulator::new(SimulatorConfig { seed, ..SimulatorConfig::default() });
    let began = Instant::now();
    for second in 0..length {
        let due = began + Duration::from_secs_f64(second as f64 / speed as f64);
        // Everything that comes is read, as a headset and a tablet do.
        loop {
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(due.into()) => break,
                message = headset.receive() => {
                    if let Message::Ping { sent_us } = message.expect("the headset's link holds") {
                        let world_time = Some(WorldTime::from_secs(second));
                        headset.send(&Message::Pong { sent_us, world_time }).await.unwrap();
                    }
                }
                message = watcher.receive() => drop(message.expect("the colleague's link holds")),
                message = strap.receive() => {
                    if let Message::Problem(problem) = message.expect("the strap's link holds") {
                        panic!("{problem:?}");
                    }
                }
            }
        }
        for n in 0..poses {
            let at = WorldTime::from_millis(second * 1_000 + n * 1_000 / poses);
            let turn = (at.as_secs_f64() * 0.3).sin() as f32 * 0.2;
            headset.send(&Message::Pose(Pose::new(at, [0.0, turn, 0.0, 1.0], [0.0; 3]))).await.unwrap();
        }
        if second % 10 == 0 {
            let kind = EventKind::VolumeSet((second / 10 % 100) as u8);
            let event = Event { seq: next_seq, at: WorldTime::from_secs(second), kind };
            next_seq += 1;
            headset.send(&Message::Events(EventBatch { session, events: vec![event] })).await.unwrap();
        }
        let packet = BeatPacket::received(
            WorldTime::from_secs(second),
            simulator.next_packet(BodyState::REST).packet.encode(),
        );
        let first_n = u32::try_from(second).unwrap();
        let batch = BeatBatch { session, strap: id, receiver_epoch: 0, first_n, packets: vec![packet] };
        strap.send(&Message::Beats(batch)).await.unwrap();
        passed.set(passed.get() + 1);
    }
    for socket in [&mut headset, &mut watcher, &mut strap] {
        socket.close().await;
    }
}
