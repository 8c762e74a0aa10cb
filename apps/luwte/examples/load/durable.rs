//! P5: every headset sends a hundred events a second, each alone, and notes when each was acknowledged as durable.

use crate::{
    child::{Child, Transport},
    figure::{Latencies, Run, Runs, absent, print},
    ingest,
    peer::Postgres,
    plan::Plan,
    record::TIMES,
    room::{Rig, Staff},
};
use link::{EventBatch, Message, StreamId};
use session::{Consent, Event, EventKind, WorldTime};
use std::time::{Duration, Instant};

/// A hundred a second.
const EVERY: Duration = Duration::from_millis(10);

pub async fn measure(plan: &Plan) {
    ingest::floor(plan).await;
    for transport in Transport::BOTH {
        on(&Child::start(), transport, "", [Some("≤ 0.8 ms"), Some("≤ 2.5 ms")], plan).await;
    }
    for times in TIMES {
        let which = format!(", {times}× data");
        on(&Child::filled(times), Transport::Plain, &which, [Some("≤ 0.8 ms"), Some("≤ 2.5 ms")], plan).await;
    }
    match Postgres::start() {
        None => absent("P5", "the same on PostgreSQL", "apt install postgresql"),
        Some(postgres) => {
            let child = Child::on(Some(&postgres.address()));
            on(&child, Transport::Plain, ", the same server on PostgreSQL", [None, None], plan).await;
        }
    }
}

pub async fn on(child: &Child, transport: Transport, which: &str, targets: [Option<&str>; 2], plan: &Plan) {
    let site = child.site(transport);
    let headsets = plan.rooms(106);
    let mut rigs = Rig::several(&site, &Staff::of(&site).await, headsets, 0, Consent::default()).await;
    let mut runs = Runs::default();
    run(&mut rigs, 1, child).await;
    for _ in 0..plan.runs {
        runs.add(run(&mut rigs, plan.seconds, child).await);
    }
    let what =
        format!("acknowledged after fsync at {} events/s{which}, {}", headsets * 100, transport.name());
    runs.print("P5", &what, targets);
    let cpu = format!("{:.1} s", runs.median(|run| run.cpu_seconds_per_million));
    print("P5", &format!("processor per million events{which}, {}", transport.name()), None, &cpu);
}

async fn run(rigs: &mut Vec<Rig>, seconds: u64, child: &Child) -> Run {
    let latencies = Latencies::default();
    let count = seconds as usize * 100;
    let began = tokio::time::Instant::now() + Duration::from_millis(100);
    let headsets = u32::try_from(rigs.len()).unwrap();
    let cpu_before = child.process.cpu_seconds();
    let mut senders = Vec::new();
    for (place, mut rig) in (0_u32..).zip(rigs.drain(..)) {
        let latencies = latencies.clone();
        senders.push(tokio::task::spawn_local(async move {
            let mut sent: Vec<Instant> = Vec::with_capacity(count);
            let mut acknowledged = 0;
            let mut due = began + EVERY * place / headsets;
            while acknowledged < count {
                tokio::select! {
                    biased;
                    message = rig.headset.receive() => match message.expect("the link holds") {
                        Message::Ack { stream: StreamId::Events(_), watermark } => {
                            let until = (watermark as usize).saturating_sub(rig.next_seq as usize);
                            for at in sent.iter().take(until).skip(acknowledged) {
                                latencies.note(*at);
                            }
                            acknowledged = acknowledged.max(until);
                        }
                        Message::Problem(problem) => panic!("{problem:?}"),
                        _ => {}
                    },
                    () = tokio::time::sleep_until(due), if sent.len() < count => {
                        due += EVERY;
                        let seq = rig.next_seq + u32::try_from(sent.len()).unwrap();
                        let at = WorldTime::from_millis(u64::from(seq));
                        let event = Event { seq, at, kind: EventKind::VolumeSet((seq % 100) as u8) };
                        let batch = EventBatch { session: rig.session, events: vec![event] };
                        sent.push(Instant::now());
                        rig.headset.send(&Message::Events(batch)).await.unwrap();
                    }
                }
            }
            rig.next_seq += u32::try_from(count).unwrap();
            rig
        }));
    }
    for sender in senders {
        rigs.push(sender.await.unwrap());
    }
    latencies.run(child.process.cpu_seconds() - cpu_before)
}
