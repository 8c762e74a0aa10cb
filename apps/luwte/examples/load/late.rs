//! P7: an hour that a headset kept offline is delivered, and delivered again. P8: how many bytes an hour takes for ever.

use crate::{
    child::{Child, Folder, Transport},
    figure::{median, print},
    plan::Plan,
    record::{Record, TIMES},
    room::Staff,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{
    BeatPacket, EVENTS_MAX, EventBatch, Message, Pose, Sealed,
    api::{Delivered, Enrol, EnrolmentCode, HeadsetSelf, NewHeadset},
};
use luwte::{
    auth::seal::{self, PublicBytes},
    client::Site,
    clock,
    store::Store,
};
use session::{Consent, DeviceId, Event, EventKind, Language, SessionId, WorldTime};
use std::{path::Path, time::Instant};
use uuid::Uuid;

/// An event every second: calm, gaze and values shown.
const EVENTS: u32 = 3_600;

struct Kept {
    site: Site,
    id: DeviceId,
    key: seal::HeadsetKey,
    institution: PublicBytes,
}

impl Kept {
    async fn enrolled(site: &Site, staff: &Staff) -> Self {
        let name = NewHeadset { name: "Zandplaat".into() };
        let code: EnrolmentCode = staff.jip.post("/api/v1/headsets", &name).await.unwrap();
        let key = seal::HeadsetKey::new().unwrap();
        let body = Enrol { code: code.code, key: Some(BASE64.encode(key.public())), former: Vec::new() };
        let url = format!("{}/api/v1/headsets/enrol", site.base());
        let own: HeadsetSelf = site.http().post(url).json(&body).send().await.unwrap().json().await.unwrap();
        let institution = BASE64.decode(own.seal_to).unwrap().try_into().unwrap();
        Self { site: site.clone(), id: own.id, key, institution }
    }

    fn records(&self, session: SessionId) -> Vec<Vec<u8>> {
        let opened = EventKind::Opened {
            build: "load".into(),
            seed: 3,
            language: Language::Nl,
            consent: Consent::default(),
            rest: WorldTime::START,
        };
        let kind = |seq: u32| {
            if seq == 0 { opened.clone() } else { EventKind::VolumeSet((seq % 100) as u8) }
        };
        let event = |seq| Event { seq, at: WorldTime::from_secs(u64::from(seq)), kind: kind(seq) };
        let events: Vec<Event> = (0..EVENTS).map(event).collect();
        let opened_us = clock::wall_us() - 2 * 86_400_000_000;
        let record = |events: &[Event]| {
            let frame =
                link::encode(&Message::Events(EventBatch { session, events: events.to_vec() })).unwrap();
            let (first, count) = (events[0].seq, events.len() as u32);
            let header = |own: &PublicBytes| Sealed::header(self.id, session, opened_us, first, count, own);
            self.key.seal(&self.institution, header, &frame).unwrap()
        };
        events.chunks(EVENTS_MAX).map(record).collect()
    }

    /// Delivers all; how long the server took, ms.
    async fn deliver(&self, records: &[Vec<u8>]) -> f64 {
        let (url, mut took) = (format!("{}/api/v1/headsets/deliver", self.site.base()), 0.0);
        let mut watermark = 0;
        for record in records {
            let request = self.site.http().post(&url).header("x-luwte-clock", clock::wall_us().to_string());
            let request = request.body(record.clone());
            let began = Instant::now();
            let answer = request.send().await.unwrap();
            took += began.elapsed().as_secs_f64() * 1_000.0;
            assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
            watermark = answer.json::<Delivered>().await.unwrap().watermark;
        }
        assert_eq!(watermark, u64::from(EVENTS));
        took
    }
}

pub async fn measure(plan: &Plan) {
    for times in TIMES {
        let child = Child::filled(times);
        let site = child.site(Transport::Plain);
        let kept = Kept::enrolled(&site, &Staff::of(&site).await).await;
        let (mut first, mut again) = (Vec::new(), Vec::new());
        let (mut first_cpu, mut again_cpu) = (Vec::new(), Vec::new());
        for _ in 0..plan.runs {
            let records = kept.records(SessionId(Uuid::now_v7()));
            let before = child.process.cpu_seconds();
            first.push(kept.deliver(&records).await);
            let between = child.process.cpu_seconds();
            again.push(kept.deliver(&records).await);
            first_cpu.push((between - before) * 1_000.0);
            again_cpu.push((child.process.cpu_seconds() - between) * 1_000.0);
        }
        let what = |which: &str| format!("{which}, {EVENTS} events in 15 records, {times}× data, plain");
        print("P7", &what("an hour delivered"), Some("≤ 50 ms"), &format!("{:.1} ms", median(first)));
        print("P7", &what("the same again, 0 new rows"), Some("≤ 5 ms"), &format!("{:.1} ms", median(again)));
        let cpu = format!("{:.0} and {:.0} ms", median(first_cpu), median(again_cpu));
        print("P7", &what("processor of both"), None, &cpu);
    }
}

/// P8: what an hour takes in the record once it is closed into chunks.
pub async fn bytes() {
    let recording =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/rr/polarh10_ride_102min.txt");
    let intervals: Option<Vec<f64>> = std::fs::read_to_string(&recording)
        .ok()
        .map(|text| text.lines().filter_map(|line| line.trim().parse().ok()).collect());
    match intervals.filter(|intervals| !intervals.is_empty()) {
        Some(intervals) => {
            for (arrival, quantum_us) in
                [("not told", 0), ("to 1/64 s", 15_625), ("to 1 ms", 1_000), ("to 1 µs", 1)]
            {
                let target = (quantum_us == 0).then_some("≤ 1.2 B");
                beats("ridden", arrival, target, packets_of(&intervals, quantum_us)).await;
            }
        }
        None => println!("   {} is not here: the ride is not measured", recording.display()),
    }
    let mut simulator = Simulator::new(SimulatorConfig::default());
    let packet = |second: u64| BeatPacket {
        arrived: WorldTime::from_secs(second),
        bytes: simulator.next_packet(BodyState::REST).packet.encode(),
    };
    beats("simulated at rest", "told by the second", None, (0..3_600).map(packet).collect()).await;
    poses().await;
}

async fn beats(whose: &str, arrival: &str, target: Option<&str>, packets: Vec<BeatPacket>) {
    let count = |packet: &BeatPacket| hrv::Packet::parse(&packet.bytes).unwrap().rr_ticks().len();
    let beats: usize = packets.iter().map(count).sum();
    let folder = Folder::new();
    let record = Record::on(Store::open(&folder.0.join("luwte.db")).await.unwrap(), 1).await;
    record.beats(&packets).await;
    record.store.close_chunks(i64::MAX).await.unwrap();
    let stored = record.store.beats(&record.witness().await, record.sessions[0]).await.unwrap();
    assert!(stored.iter().flat_map(|row| &row.packets).eq(&packets), "every byte comes back");
    let (bytes, rows) = record.bytes("SELECT SUM(LENGTH(packets)), COUNT(*) FROM beats").await;
    let what = format!("a beat, {whose}, arrival {arrival}, {rows} chunks");
    print("P8", &what, target, &format!("{:.2} B", bytes as f64 / beats as f64));
    record.store.close().await;
}

/// A packet a second with the intervals that ended in it, arriving up to 40 ms late, told to this precision.
fn packets_of(intervals_ms: &[f64], quantum_us: u64) -> Vec<BeatPacket> {
    let (mut packets, mut left, mut at_ms) = (Vec::new(), intervals_ms.iter().peekable(), 0.0);
    let mut noise = Noise(7);
    for second in 1.. {
        let mut ended = Vec::new();
        while let Some(interval) = left.next_if(|interval| at_ms + **interval <= f64::from(second) * 1_000.0)
        {
            at_ms += interval;
            ended.push((interval * 1.024).round() as u16);
        }
        let mean = intervals_ms.get(packets.len()).map_or(800.0, |near| *near);
        let rate = (60_000.0 / mean).round() as u16;
        packets.push(BeatPacket {
            arrived: WorldTime(
                ((f64::from(second) * 1e6 + noise.next() * 40_000.0) as u64)
                    .checked_div(quantum_us)
                    .map_or(u64::from(second as u32) * 1_000_000, |steps| steps * quantum_us),
            ),
            bytes: hrv::Packet::new(rate, Some(true), None, &ended).unwrap().encode(),
        });
        if left.peek().is_none() {
            break;
        }
    }
    packets
}

/// Numbers in 0..1 that look like chance and are the same each time.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 31)
    }

    /// About normal, with this deviation.
    fn bell(&mut self, deviation: f64) -> f64 {
        ((0..12).map(|_| self.next()).sum::<f64>() - 6.0) * deviation
    }
}

/// A head over an hour: it sways with the breath, drifts, looks about every few seconds, and its tracker has noise.
async fn poses() {
    let (mut noise, mut poses) = (Noise(3), Vec::new());
    let (mut yaw, mut goal, mut drift) = (0.0, 0.0, [0.0_f64; 3]);
    for n in 0..72_000_u64 {
        let t = n as f64 / 20.0;
        if noise.next() < 1.0 / 70.0 {
            goal = noise.bell(0.5);
        }
        yaw += (goal - yaw) * 0.15;
        let pitch = 0.1 + 0.01 * (t * 0.6).sin() + noise.bell(0.000_3);
        drift = drift.map(|metres| (metres + noise.bell(0.000_4)) * 0.999);
        let (y, p) = ((yaw + noise.bell(0.000_3)) / 2.0, pitch / 2.0);
        let turned = [p.sin() * y.cos(), p.cos() * y.sin(), -p.sin() * y.sin(), p.cos() * y.cos()];
        let sway = 0.005 * (t * 0.6).sin();
        let at = [drift[0], drift[1] + sway, drift[2]].map(|metres| (metres + noise.bell(0.000_3)) as f32);
        poses.push(Pose::new(WorldTime::from_millis(50 * n), turned.map(|part| part as f32), at));
    }
    let folder = Folder::new();
    let record = Record::on(Store::open(&folder.0.join("luwte.db")).await.unwrap(), 1).await;
    record.poses(&poses).await;
    record.store.close_chunks(i64::MAX).await.unwrap();
    let stored = record.store.poses(&record.witness().await, record.sessions[0]).await.unwrap();
    assert!(stored == poses, "every byte comes back");
    let (bytes, rows) = record.bytes("SELECT SUM(LENGTH(poses)), COUNT(*) FROM poses").await;
    let each = bytes as f64 / poses.len() as f64;
    print("P8", &format!("a pose of a head at rest, {rows} chunks"), Some("≤ 5 B"), &format!("{each:.2} B"));
    print("P8", "an hour of poses, 20 a second", Some("≤ 360 KB"), &format!("{:.0} KB", bytes as f64 / 1e3));
    record.store.close().await;
}
