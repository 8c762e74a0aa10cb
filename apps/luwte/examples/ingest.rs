//! Sends heartbeats of a file to a Luwte server, as another wearable's program would: `reqwest` and `serde_json`, no more.
//!
//! ```sh
//! LUWTE_TOKEN=… cargo run -p luwte --example ingest -- http://localhost:8080 fixtures/heart/minute.rr.txt
//! ```
//!
//! A file holds one interval between two heartbeats per line, in milliseconds.

use serde_json::{Value, json};
use std::{
    error::Error,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// The server takes at most 4096 packets at once; smaller batches lose less when a network breaks.
const TOGETHER: usize = 500;
const TRIES: u32 = 12;

/// A server, spoken to with a sender's token.
struct Luwte {
    server: String,
    token: String,
    http: reqwest::Client,
}

impl Luwte {
    /// One request, tried again with growing pauses while the server cannot be reached or cannot write.
    async fn post(&self, path: &str, body: &Value) -> Result<Value, Box<dyn Error>> {
        let mut pause = Duration::from_millis(200);
        for attempt in 1..=TRIES {
            let request = self.http.post(format!("{}{path}", self.server)).bearer_auth(&self.token);
            match request.header("accept-language", "en").json(body).send().await {
                Ok(answer) if answer.status().is_success() => {
                    let text = answer.text().await?;
                    return Ok(if text.is_empty() { Value::Null } else { serde_json::from_str(&text)? });
                }
                Ok(answer) => {
                    let status = answer.status();
                    let wait_s =
                        answer.headers().get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
                    let problem: Value = answer.json().await.unwrap_or_default();
                    // 429: too much at once; 5xx: not now; `strap-taken`: another device feeds this session.
                    let again = status == 429 || status.is_server_error() || problem["code"] == "strap-taken";
                    if !again || attempt == TRIES {
                        return Err(format!("refused ({status}): {}", problem["message"]).into());
                    }
                    pause = pause.max(Duration::from_secs(wait_s.unwrap_or(0)));
                }
                Err(error) if attempt == TRIES => return Err(error.into()),
                Err(_) => {}
            }
            tokio::time::sleep(pause).await;
            pause = (2 * pause).min(Duration::from_secs(10));
        }
        Err("no answer".into())
    }
}

/// Sends the intervals of a file as a recording that ends now; its id, and up to where everything is on the server's disk.
pub async fn send(server: &str, token: &str, file: &str) -> Result<Value, Box<dyn Error>> {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
    let luwte = Luwte { server: server.into(), token: token.into(), http };

    let lines = std::fs::read_to_string(file)?;
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let intervals_ms = lines.map(str::parse).collect::<Result<Vec<f64>, _>>()?;

    // The id is made here, so that asking twice begins one recording.
    let recording = uuid::Uuid::new_v4();
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1e3;
    let began_ms = (now_ms - intervals_ms.iter().sum::<f64>()).floor();
    luwte.post("/api/v1/recordings", &json!({"id": recording, "began_ms": began_ms as i64})).await?;

    // One packet per interval, placed by adding the intervals up.
    let mut at_ms = began_ms;
    let packets = intervals_ms.iter().enumerate().map(|(n, interval_ms)| {
        at_ms += interval_ms;
        json!({"n": n, "at_ms": at_ms.round() as i64, "rr": [interval_ms]})
    });
    let packets: Vec<Value> = packets.collect();
    let mut received = Value::Null;
    for batch in packets.chunks(TOGETHER) {
        let body = json!({"device": "example-0001", "epoch": 0, "unit": "ms", "packets": batch});
        received = luwte.post(&format!("/api/v1/sessions/{recording}/beats"), &body).await?;
    }
    luwte.post(&format!("/api/v1/recordings/{recording}/end"), &json!({})).await?;
    Ok(json!({"recording": recording, "watermark": received["watermark"]}))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In this workspace `reqwest` comes without a crypto provider; with its default features leave this line out.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (Some(server), Some(file), Ok(token)) =
        (std::env::args().nth(1), std::env::args().nth(2), std::env::var("LUWTE_TOKEN"))
    else {
        return Err("LUWTE_TOKEN=… ingest SERVER FILE".into());
    };
    println!("{}", send(&server, &token, &file).await?);
    Ok(())
}
