//! Tells when a part of the installation becomes worse, once, and when it is well again: in the log, to an address, to a
//! command.

use super::{Facts, Part, facts::Server, judge};
use crate::{api, app::App, config::Config, doctor::Health};
use serde_json::json;
use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use texts::Language;

/// How often it looks. What is found twice in a row is told: one slow answer alarms nobody.
const EVERY: Duration = Duration::from_secs(30);
/// Whoever is told has this long.
const TELL_WITHIN: Duration = Duration::from_secs(20);

/// What was told of each part, and what was seen last.
#[derive(Debug, Default)]
pub struct Alerts {
    parts: BTreeMap<&'static str, Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    told: Health,
    last: Health,
}

/// A part that became worse or better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it was.
    pub was: Health,
    /// How it is.
    pub part: Part,
}

impl Alerts {
    /// Takes in a look; what has changed and stayed so for two looks. A part that is not told of keeps its state.
    pub fn look(&mut self, parts: &[Part]) -> Vec<Change> {
        let mut changes = Vec::new();
        for part in parts {
            let seen = self.parts.entry(part.key).or_insert(Seen { told: Health::Good, last: Health::Good });
            let twice = seen.last == part.health;
            seen.last = part.health;
            if twice && seen.told != part.health {
                changes.push(Change { was: seen.told, part: part.clone() });
            }
        }
        changes
    }

    /// Somebody heard of it: it is told no more. What nobody heard of comes again at the next look.
    pub fn told(&mut self, change: &Change) {
        if let Some(seen) = self.parts.get_mut(change.part.key) {
            seen.told = change.part.health;
        }
    }
}

/// Looks for as long as the server runs.
pub async fn keep_watch(app: App, config: Config) {
    let mut alerts = Alerts::default();
    let client = config.alert_webhook.as_ref().map(|_| client());
    loop {
        tokio::time::sleep(EVERY).await;
        let facts = Facts::find(&app.store, &config, None, Server::Runs).await;
        let [dutch, english] = Language::ALL.map(|language| judge(&facts, api::texts(language)));
        for change in alerts.look(&english) {
            let dutch = dutch.iter().find(|part| part.key == change.part.key);
            log(&change);
            let body = message(&change, dutch).to_string();
            // Where no way is configured, the log is the way.
            let mut heard = config.alert_webhook.is_none() && config.alert_command.is_none();
            if let (Some(address), Some(client)) = (&config.alert_webhook, &client) {
                let posted = match client {
                    Ok(client) => post(client, address, body.clone()).await,
                    Err(problem) => Err(problem.clone()),
                };
                heard |= report("alert_webhook", posted);
            }
            if let Some(program) = &config.alert_command {
                heard |= report("alert_command", run(program, &body).await);
            }
            if heard {
                alerts.told(&change);
            }
        }
    }
}

fn log(Change { part, .. }: &Change) {
    let (key, says, todo) = (part.key, &part.says, part.todo.as_deref().unwrap_or_default());
    match part.health {
        Health::Good => tracing::info!(part = key, says, "a part of the installation is well again"),
        Health::Soon => {
            tracing::warn!(part = key, says, todo, "a part of the installation needs somebody soon")
        }
        Health::Bad => {
            tracing::error!(part = key, says, todo, "a part of the installation needs somebody now")
        }
    }
}

/// What whoever is told gets: for programs, with words for people in both languages.
fn message(change: &Change, dutch: Option<&Part>) -> serde_json::Value {
    let words = |part: &Part| json!({"title": part.title, "says": part.says, "todo": part.todo});
    json!({
        "key": change.part.key,
        "health": change.part.health,
        "was": change.was,
        "en": words(&change.part),
        "nl": dutch.map(words),
    })
}

/// Goes where it is told and nowhere that an answer sends it: the message is for the configured address.
fn client() -> Result<reqwest::Client, String> {
    // The library wants to know who does TLS; whoever came first decides.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(TELL_WITHIN).redirect(reqwest::redirect::Policy::none());
    client.build().map_err(|error| error.to_string())
}

async fn post(client: &reqwest::Client, address: &str, body: String) -> Result<(), String> {
    let sent = client.post(address).header("content-type", "application/json").body(body).send().await;
    // An address can hold a secret: errors are told without it.
    let answer = sent.map_err(|error| error.without_url().to_string())?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("answered {}", answer.status())) }
}

/// Runs a program with the message on its standard input, on a thread of its own.
async fn run(program: &Path, body: &str) -> Result<(), String> {
    let (program, body) = (program.to_owned(), body.to_owned());
    let running = tokio::task::spawn_blocking(move || run_now(&program, &body));
    running.await.map_err(|error| error.to_string())?
}

fn run_now(program: &Path, body: &str) -> Result<(), String> {
    let told = |error: std::io::Error| error.to_string();
    let mut command = Command::new(program);
    // The server's own variables may hold secrets.
    command.env_clear();
    command.envs(["PATH", "LANG"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(told)?;
    if let Some(mut input) = child.stdin.take() {
        // A program that does not read may be done all the same; the message fits into the pipe.
        let _ = input.write_all(body.as_bytes());
    }
    let until = Instant::now() + TELL_WITHIN;
    while Instant::now() < until {
        match child.try_wait().map_err(told)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(status.to_string()),
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    Err("it took too long".to_owned())
}

/// Whether it was told; otherwise the log says why not.
fn report(way: &str, outcome: Result<(), String>) -> bool {
    match outcome {
        Ok(()) => true,
        Err(problem) => {
            tracing::error!(way, problem, "a warning could not be told");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(health: Health) -> Part {
        Part { key: "disk", health, title: "Disk".into(), says: "1 GB left.".into(), todo: None }
    }

    fn told(alerts: &mut Alerts, looks: &[Health]) -> Vec<(Health, Health)> {
        let mut all = Vec::new();
        for health in looks {
            for change in alerts.look(&[part(*health)]) {
                alerts.told(&change);
                all.push((change.was, change.part.health));
            }
        }
        all
    }

    #[test]
    fn what_stays_worse_is_told_once_and_so_is_that_it_is_well() {
        use Health::{Bad, Good, Soon};
        let mut alerts = Alerts::default();
        assert_eq!(told(&mut alerts, &[Good, Good, Soon]), []);
        assert_eq!(told(&mut alerts, &[Soon, Soon, Soon]), [(Good, Soon)]);
        assert_eq!(told(&mut alerts, &[Bad, Bad]), [(Soon, Bad)]);
        assert_eq!(told(&mut alerts, &[Good, Bad, Good, Bad]), [], "what goes to and fro is not told");
        assert_eq!(told(&mut alerts, &[Good, Good, Good]), [(Bad, Good)]);
    }

    #[test]
    fn what_nobody_heard_of_is_told_again() {
        let mut alerts = Alerts::default();
        let looks = [Health::Bad; 3].map(|health| alerts.look(&[part(health)]).len());
        assert_eq!(looks, [0, 1, 1]);
    }

    #[test]
    fn a_server_that_starts_into_trouble_says_so() {
        let mut alerts = Alerts::default();
        assert_eq!(told(&mut alerts, &[Health::Bad, Health::Bad]), [(Health::Good, Health::Bad)]);
    }

    #[tokio::test]
    async fn an_address_hears_it_and_one_that_refuses_is_found_out() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/tell", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move {
            let mut heard = Vec::new();
            for answer in ["204 No Content", "500 Oops"] {
                let (mut socket, _) = listener.accept().await.unwrap();
                let mut bytes = [0; 4_096];
                let mut text = String::new();
                while !text.contains("\"disk\"") {
                    let length = socket.read(&mut bytes).await.unwrap();
                    text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
                }
                let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                socket.write_all(answer.as_bytes()).await.unwrap();
                heard.push(text);
            }
            heard
        });
        let change = Change { was: Health::Good, part: part(Health::Bad) };
        let body = message(&change, None).to_string();
        let client = client().unwrap();
        post(&client, &address, body.clone()).await.unwrap();
        let refused = post(&client, &address, body).await.unwrap_err();
        assert!(refused.contains("500") && !refused.contains("/tell"), "{refused}");
        let heard = serving.await.unwrap();
        assert!(
            heard[0].starts_with("POST /tell") && heard[0].contains("\"health\":\"bad\""),
            "{}",
            heard[0]
        );
        let lost = post(&client, "http://127.0.0.1:1/geheim", String::new()).await.unwrap_err();
        assert!(!lost.contains("geheim"), "{lost}");
    }

    #[tokio::test]
    async fn a_command_hears_it_and_one_that_fails_is_found_out() {
        let folder = std::env::temp_dir().join(format!("luwte-alert-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let (program, heard) = (folder.join("tell.sh"), folder.join("heard.json"));
        let script = format!("#!/bin/sh\ncat > '{}'\n", heard.display());
        std::fs::write(&program, script).unwrap();
        let mut mode = std::fs::metadata(&program).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o700);
        std::fs::set_permissions(&program, mode).unwrap();
        let change = Change { was: Health::Good, part: part(Health::Soon) };
        let body = message(&change, Some(&part(Health::Soon))).to_string();
        run(&program, &body).await.unwrap();
        let told: serde_json::Value = serde_json::from_slice(&std::fs::read(&heard).unwrap()).unwrap();
        assert_eq!(
            (&told["key"], &told["health"], &told["was"]),
            (&json!("disk"), &json!("soon"), &json!("good"))
        );
        assert_eq!(told["nl"]["says"], "1 GB left.");
        assert!(run(std::path::Path::new("/bin/false"), &body).await.is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
