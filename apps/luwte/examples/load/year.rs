//! A year of an institution: 1,000 clients in the record, and what its pages and acknowledgements take then; at a hundredth and
//! a tenth of it as well, so that growth would show.

use crate::{
    child::{Child, Transport},
    durable,
    figure::{median, print},
    plan::Plan,
    record::Record,
    room::Staff,
};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{BeatPacket, Pose, api::ClientSummary, people::Carer};
use luwte::{
    client::Login,
    clock,
    store::{Append, BeatsRow, ClientToAdd, EventRow, PosesRow, SessionRow, Store},
};
use session::{
    Act, ClientId, Consent, Discomfort, Event, EventKind, Input, Language, Origin, SelfCheckItem, Sequencer,
    SessionId, StrapId, Subject, Verdict, WorldTime,
};
use std::{path::Path, time::Instant};
use uuid::Uuid;

/// Clients of one times the data; a hundred times is a year of 1,000 clients.
const CLIENTS_ONCE: usize = 10;
/// Each comes every other week.
const SESSIONS: usize = 26;
const BETWEEN_US: i64 = 14 * 86_400_000_000;
/// A session's time in the world, seconds.
const SECONDS: u64 = 900;
/// Packets of a strap that come together: as a bridge delivers what it kept.
const TOGETHER: usize = 450;
/// How often a page is asked for.
const ASKED: usize = 30;
/// What a page of this size may take; the whole first view has 1.5 s (P12).
const TARGET: &str = "≤ 100 ms";

/// Fills the record of an institution that is there, through the doors that headsets and straps use.
pub async fn fill(folder: &Path, times: usize) {
    let store = Store::open(&folder.join("luwte.db")).await.unwrap();
    crate::child::staff(&store).await;
    let organisation = store.organisations().await.unwrap()[0].0;
    let record = Record { store, organisation, sessions: Vec::new() };
    let written = record.witness().await;
    let headset = record.store.register_headset(organisation, "Duinbril", 1).await.unwrap();
    let events = walk();
    let hearts: Vec<Vec<BeatPacket>> = (0..16).map(heart).collect();
    let now_us = clock::wall_us();
    let (noor, _) = record.store.user_by_login("noor", now_us).await.unwrap().unwrap();
    for client in 0..times * CLIENTS_ONCE {
        let id = ClientId(Uuid::now_v7());
        let alias = format!("Cliënt {client}");
        let client_to_add = ClientToAdd { id, alias, carer: Carer::User(noor.id), by: None };
        record.store.add_client(&written, organisation, &client_to_add, now_us).await.unwrap();
        for visit in 0..SESSIONS {
            let ago_us = BETWEEN_US * (SESSIONS - visit) as i64 + 60_000_000 * (client as i64 % 480);
            let row = SessionRow {
                id: SessionId(Uuid::now_v7()),
                organisation,
                headset,
                headset_name: "Duinbril".into(),
                subject: Subject::Client(id),
                opened_us: now_us - ago_us,
                recording: false,
            };
            record.store.open_session(&written, &row, "load").await.unwrap();
            for append in appends(&row, &events, &hearts[(client + visit) % hearts.len()]) {
                record.store.append(append, |done| done.unwrap());
            }
        }
        // A client at a time is durable, so that little waits.
        record.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
        if client % 20 == 19 {
            record.store.settle_all().await.unwrap();
        }
    }
    record.store.settle_all().await.unwrap();
    record.store.close().await;
}

/// What happened in a session: from the self-check to the end.
fn walk() -> Vec<Event> {
    let opened = EventKind::Opened {
        build: "load".into(),
        seed: 3,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    };
    let (mut sequencer, first) = Sequencer::open(opened);
    let mut events = vec![first];
    let mut does = |act: Act, at_s: u64| {
        let (input, at) = (Input::Act(Origin::Client, act), WorldTime::from_secs(at_s));
        events.extend(sequencer.tick(at));
        events.extend(sequencer.handle(&input, at).unwrap());
    };
    does(Act::Begin, 5);
    for (place, item) in (0_u64..).zip(SelfCheckItem::ALL) {
        does(Act::AnswerSelfCheck { item, yes: item.verdict(true) == Verdict::Clear }, 6 + 5 * place);
    }
    does(Act::RateTension(7), 40);
    does(Act::ChooseWorld(catalogue::World::SunsetBeach), 50);
    for volume in 0..40_u64 {
        does(Act::SetVolume(50 + volume as u8), 60 + 20 * volume);
    }
    does(Act::Finish, SECONDS);
    does(Act::RateTension(4), SECONDS + 30);
    does(Act::ReportDiscomfort(Discomfort::None), SECONDS + 38);
    does(Act::Continue, SECONDS + 46);
    events
}

fn heart(seed: u64) -> Vec<BeatPacket> {
    let mut simulator = Simulator::new(SimulatorConfig { seed: seed + 1, ..SimulatorConfig::default() });
    let packet = |second| {
        let bytes = simulator.next_packet(BodyState::REST).packet.encode();
        BeatPacket::received(WorldTime::from_secs(second), bytes)
    };
    (0..SECONDS).map(packet).collect()
}

fn appends(row: &SessionRow, events: &[Event], beats: &[BeatPacket]) -> Vec<Append> {
    let event = |event: &Event| EventRow {
        session: row.id,
        event: event.clone(),
        wall_us: row.opened_us + i64::try_from(event.at.0).unwrap(),
        wall_error_us: Some(900),
    };
    let mut all = vec![Append::Events(events.iter().map(event).collect())];
    let strap = StrapId(Uuid::now_v7());
    for (place, packets) in (0_u32..).zip(beats.chunks(TOGETHER)) {
        let first_n = place * TOGETHER as u32;
        all.push(Append::Beats(BeatsRow {
            session: row.id,
            organisation: row.organisation,
            arrived_us: row.opened_us + i64::from(place),
            strap,
            receiver_epoch: 0,
            first_n,
            next_n: first_n + packets.len() as u32,
            packets: packets.to_vec(),
        }));
    }
    // Twenty seconds of head movement: enough for the page that shows it, and the record does not become one of poses.
    let pose = |n: u64| Pose::new(WorldTime::from_millis(60_000 + 50 * n), [0.0, 0.1, 0.0, 0.99], [0.0; 3]);
    all.push(Append::Poses(PosesRow {
        session: row.id,
        arrived_us: row.opened_us,
        poses: (0..400).map(pose).collect(),
    }));
    all
}

pub async fn measure(plan: &Plan) {
    for times in crate::record::TIMES {
        let began = Instant::now();
        let child = Child::with_a_year(times);
        let clients = times * CLIENTS_ONCE;
        let size = format!("{clients} clients, {} sessions", clients * SESSIONS);
        print("year", &format!("filled, {size}"), None, &format!("{:.0} s", began.elapsed().as_secs_f64()));
        print(
            "year",
            &format!("on the disk, {size}"),
            None,
            &format!("{:.1} MB", child.bytes() as f64 / 1e6),
        );
        pages(&child, &size).await;
        durable::on(
            &child,
            Transport::Plain,
            &format!(", {size}"),
            [Some("≤ 0.8 ms"), Some("≤ 2.5 ms")],
            plan,
        )
        .await;
        print(
            "year",
            &format!("memory of the server, {size}"),
            None,
            &format!("{:.1} MB", child.process.resident_bytes() as f64 / 1e6),
        );
    }
}

/// Every page of somebody who works with clients, by what it asks the server.
async fn pages(child: &Child, size: &str) {
    let site = child.site(Transport::Plain);
    let staff = Staff::of(&site).await;
    let noor = &staff.colleagues[0];
    let clients: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
    let of = |place: usize| clients[place * 7 % clients.len()].id;
    let mut sessions = Vec::new();
    for place in 0..ASKED {
        let found: Vec<link::api::SessionSummary> =
            noor.get(&format!("/api/v1/clients/{}/sessions", of(place))).await.unwrap();
        sessions.push(found[place % found.len()].id);
    }
    let session = |place: usize| sessions[place % sessions.len()];
    page(noor, "all clients", size, |_| "/api/v1/clients".into()).await;
    page(noor, "a client", size, |place| format!("/api/v1/clients/{}", of(place))).await;
    page(noor, "a client's sessions", size, |place| format!("/api/v1/clients/{}/sessions", of(place))).await;
    page(noor, "the newest sessions", size, |_| "/api/v1/sessions".into()).await;
    page(noor, "a session's timeline", size, |place| format!("/api/v1/sessions/{}", session(place))).await;
    page(noor, "a session's head movement", size, |place| {
        format!("/api/v1/sessions/{}/poses", session(place))
    })
    .await;
    page(noor, "a session's intervals as text", size, |place| {
        format!("/api/v1/sessions/{}/rr?format=text", session(place))
    })
    .await;
    page(&staff.jip, "the register of headsets", size, |_| "/api/v1/headsets".into()).await;
    page(&staff.jip, "how the installation is", size, |_| "/api/v1/status".into()).await;
}

async fn page(who: &Login, what: &str, size: &str, path: impl Fn(usize) -> String) {
    let mut took = Vec::new();
    let mut bytes = 0;
    for place in 0..ASKED {
        let path = path(place);
        let began = Instant::now();
        let answer = who.request(reqwest::Method::GET, &path).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        bytes = answer.bytes().await.unwrap().len();
        took.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let worst = took.iter().copied().fold(0.0, f64::max);
    let told = format!("{:.1} ms, at worst {worst:.1} ms, {:.0} KB", median(took), bytes as f64 / 1e3);
    print("year", &format!("{what}, {size}"), Some(TARGET), &told);
}
