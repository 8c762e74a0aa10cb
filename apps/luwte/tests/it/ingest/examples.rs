//! The examples of the SDK, in Python and in Rust, over a network that loses answers.

use super::{FIXTURES, Wearable};
use crate::stage::{PATIENCE, Stage, witness};
use serde_json::Value;
use session::SessionId;
use std::process::{Command, Stdio};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

#[path = "../../../examples/ingest.rs"]
#[allow(dead_code, reason = "its command line is not called here")]
mod example;

/// A network that loses every second answer: the request arrives, what the server says does not.
async fn lossy(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for connection in 0_u32.. {
            let Ok((mut from, _)) = listener.accept().await else { return };
            let to = to.clone();
            tokio::spawn(async move {
                let mut onward = TcpStream::connect(to).await.unwrap();
                if connection % 2 == 1 {
                    let _ = tokio::io::copy_bidirectional(&mut from, &mut onward).await;
                    return;
                }
                let (mut read, mut write) = from.split();
                let (mut answers, mut requests) = onward.split();
                let mut first = [0; 1];
                // Until the server begins to answer; then the line is cut.
                tokio::select! {
                    _ = tokio::io::copy(&mut read, &mut requests) => {}
                    _ = answers.read(&mut first) => {}
                }
                let _ = write.shutdown().await;
            });
        }
    });
    format!("http://{address}")
}

/// The intervals that stand in the record after a program said this, in 1/1024 s.
async fn kept(stage: &Stage, said: &Value) -> Vec<u16> {
    let session: SessionId = said["recording"].as_str().unwrap().parse().unwrap();
    let read = witness(&stage.store, stage.here).await;
    let rows = stage.store.beats(&read, session).await.unwrap();
    let packets = rows.iter().flat_map(|row| &row.packets);
    let intervals: Vec<u16> =
        packets.flat_map(|packet| hrv::Packet::parse(&packet.bytes).unwrap().rr_ticks().to_vec()).collect();
    assert_eq!(said["watermark"], intervals.len());
    intervals
}

/// Runs the Python example over a network that loses answers; what it says.
async fn python(stage: &Stage, arguments: &[&str], input: Stdio) -> Value {
    let wearable = Wearable::new(stage, None).await;
    let server = lossy(stage.site_address()).await;
    let mut command = Command::new("python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sdk/ingest.py"));
    command.args(["--server", &server]).args(arguments);
    command.env("LUWTE_TOKEN", &wearable.token).env("PYTHONDONTWRITEBYTECODE", "1").stdin(input);
    let running = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = tokio::time::timeout(4 * PATIENCE, running).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The intervals of a recording of ours, in 1/1024 s.
fn told(file: &str) -> Vec<u16> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| (line.parse::<f64>().unwrap() / hrv::MILLIS_PER_TICK).round() as u16).collect()
}

#[tokio::test]
async fn the_python_example_delivers_every_beat_once_over_a_network_that_loses_answers() {
    let stage = Stage::new().await;
    let file = format!("{FIXTURES}/tense.rr.txt");
    let said = python(&stage, &[&file], Stdio::null()).await;
    assert_eq!(kept(&stage, &said).await, told(&file));
    let file = format!("{FIXTURES}/minute.rr.txt");
    let said = python(&stage, &["--follow"], std::fs::File::open(&file).unwrap().into()).await;
    assert_eq!(kept(&stage, &said).await, told(&file));
}

#[tokio::test]
async fn the_rust_example_delivers_every_beat_once_over_a_network_that_loses_answers() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let server = lossy(stage.site_address()).await;
    let file = format!("{FIXTURES}/tense.rr.txt");
    // As the example's own `main` does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let said = example::send(&server, &wearable.token, &file).await.unwrap();
    assert_eq!(kept(&stage, &said).await, told(&file));
}
