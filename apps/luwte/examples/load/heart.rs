//! P10: a strap in every room; from its packet to the heart at a watcher.

use crate::{
    child::{Child, Transport},
    figure::{Latencies, Run, Runs},
    plan::Plan,
    room::{Rig, Staff},
};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatBatch, BeatPacket, Message};
use luwte::client::Socket;
use session::{Consent, SessionId, StrapId, WorldTime};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A room with a strap.
struct Worn {
    session: SessionId,
    /// Kept open: without a headset there is no session.
    headset: Socket,
    watcher: Socket,
    strap: Socket,
    id: StrapId,
    simulator: Simulator,
    next_n: u32,
}

pub async fn measure(transport: Transport, plan: &Plan) {
    let child = Child::start();
    let site = child.site(transport);
    let staff = Staff::of(&site).await;
    let rooms = plan.rooms(200);
    let mut worn = Vec::new();
    for rig in Rig::several(&site, &staff, rooms, 1, Consent::default()).await {
        let Some(login) = staff.colleagues.first() else { return };
        let strap = login.socket(&format!("/api/v1/live/strap/{}", rig.session)).await.unwrap();
        worn.push(Worn {
            session: rig.session,
            headset: rig.headset,
            watcher: rig.watchers.into_iter().next().unwrap(),
            strap,
            id: StrapId(Uuid::now_v7()),
            simulator: Simulator::new(SimulatorConfig::default()),
            next_n: 0,
        });
    }
    let mut runs = Runs::default();
    for number in 0..=plan.runs {
        let run = run(&mut worn, plan.seconds, &child).await;
        if number > 0 {
            runs.add(run);
        }
    }
    runs.print(
        "P10",
        &format!("{rooms} straps, packet to heart at a watcher, {}", transport.name()),
        [None, Some("≤ 0.6 ms")],
    );
}

/// One packet a second in every room; the last is never waited for longer than a value may be held back.
async fn run(rooms: &mut Vec<Worn>, seconds: u64, child: &Child) -> Run {
    let latencies = Latencies::default();
    let cpu_before = child.process.cpu_seconds();
    let began = tokio::time::Instant::now() + Duration::from_millis(100);
    let many = u32::try_from(rooms.len()).unwrap();
    let mut tasks = Vec::new();
    for (place, room) in (0_u32..).zip(rooms.drain(..)) {
        let latencies = latencies.clone();
        tasks.push(tokio::task::spawn_local(async move {
            let Worn { session, headset, mut watcher, mut strap, id, mut simulator, mut next_n } = room;
            let mut due = began + Duration::from_secs(1) * place / many;
            for _ in 0..seconds {
                let raw = simulator.next_packet(BodyState::REST);
                let arrived = WorldTime::from_secs(u64::from(next_n) + 1);
                let packets = vec![BeatPacket { arrived, bytes: raw.packet.encode() }];
                let batch = BeatBatch { session, strap: id, receiver_epoch: 0, first_n: next_n, packets };
                next_n += 1;
                let until = due;
                due += Duration::from_secs(1);
                // What is told without a packet (a gap, a ping) is read meanwhile and not counted.
                while tokio::time::timeout_at(until, watcher.receive()).await.is_ok() {}
                let sent = Instant::now();
                strap.send(&Message::Beats(batch)).await.unwrap();
                let heard = async {
                    while !matches!(watcher.receive().await.expect("the link holds"), Message::Heart(_)) {}
                };
                if tokio::time::timeout_at(due, heard).await.is_ok() {
                    latencies.note(sent);
                }
            }
            Worn { session, headset, watcher, strap, id, simulator, next_n }
        }));
    }
    for task in tasks {
        rooms.push(task.await.unwrap());
    }
    latencies.run(child.process.cpu_seconds() - cpu_before)
}
