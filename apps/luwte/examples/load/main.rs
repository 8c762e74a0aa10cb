//! Measures the live server under load and prints each figure beside its target and its peers (P1–P11 of the performance
//! table).
//!
//! The server runs as a child process of its own, so that its processor time and memory are its alone. Run in release:
//! `cargo run --release -p luwte --example load`; add `quick` for a short look, `--only P1,P5` for some of it, `--only year` for a year of 1,000 clients, `soak` for a day of
//! fifty rooms, and
//! `--peers FOLDER` where `npm ci` installed what is in `peers/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on ends here"
)]

mod child;
mod durable;
mod fan_out;
mod figure;
mod floor;
mod heap;
mod heart;
mod ingest;
mod late;
mod mqtt;
mod peer;
mod plan;
mod record;
mod rejoin;
mod room;
mod soak;
mod year;

use child::Transport;
use link::{Message, Pose};
use luwte::store::Store;
use plan::Plan;
use session::WorldTime;
use soak::Soak;
use std::path::Path;
use tokio::task::LocalSet;

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve", folder] => runtime.block_on(child::serve(Path::new(folder), None)),
        ["serve", folder, postgres] => runtime.block_on(child::serve(Path::new(folder), Some(postgres))),
        ["serve-held", folder, plain, tls] => {
            let ports = [plain, tls].map(|port| port.parse().unwrap());
            runtime.block_on(child::serve_held(Path::new(folder), ports));
        }
        ["fill", folder, times] => runtime.block_on(async {
            let store = Store::open(&Path::new(folder).join("luwte.db")).await.unwrap();
            record::fill(store, times.parse().unwrap()).await;
        }),
        ["fill-year", folder, times] => {
            runtime.block_on(year::fill(Path::new(folder), times.parse().unwrap()))
        }
        ["soak", how @ ..] => runtime.block_on(LocalSet::new().run_until(soak::run(&Soak::of(how)))),
        ["floor"] => floor::relay(),
        _ => runtime.block_on(LocalSet::new().run_until(measure(&Plan::of(&arguments)))),
    }
}

async fn measure(plan: &Plan) {
    if plan.wants("P1") || plan.wants("P3") || plan.wants("P4") {
        for transport in Transport::BOTH {
            fan_out::ours(transport, plan).await;
        }
        fan_out::peers(plan).await;
    }
    if plan.wants("P2") {
        fan_out::relay_only(plan).await;
    }
    if plan.wants("P5") {
        durable::measure(plan).await;
    }
    if plan.wants("P6") {
        ingest::measure(plan).await;
    }
    if plan.wants("P7") {
        late::measure(plan).await;
    }
    if plan.wants("P8") {
        late::bytes().await;
    }
    if plan.wants("P9") {
        frames();
    }
    if plan.wants("P11") {
        rejoin::measure(plan).await;
    }
    // Filling it takes minutes: only when it is asked for by name.
    if plan.only.iter().any(|wanted| wanted == "year") {
        year::measure(plan).await;
    }
    if plan.wants("P10") {
        for transport in Transport::BOTH {
            heart::measure(transport, plan).await;
        }
    }
}

/// P9: what one pose costs on the wire, before TLS.
fn frames() {
    let pose = Pose::new(WorldTime::from_secs(3_600), [0.1, 0.7, 0.1, 0.7], [0.01, 0.0, -0.02]);
    let payload = link::encode(&Message::Pose(pose)).unwrap().len();
    // RFC 6455: two bytes of header, four of mask towards the server.
    figure::print("P9", "payload and frame of a pose, down", Some("≤ 18 B"), &format!("{} B", payload + 2));
    figure::print("P9", "payload and frame of a pose, up", Some("≤ 22 B"), &format!("{} B", payload + 6));
    let json = link::encode_json(&Message::Pose(pose)).unwrap().len();
    // From 126 bytes of payload on the header has two bytes more.
    let header = if json < 126 { 2 } else { 4 };
    figure::print(
        "P9",
        "the same as JSON, as a relay of text would send it, down",
        None,
        &format!("{} B", json + header),
    );
}
