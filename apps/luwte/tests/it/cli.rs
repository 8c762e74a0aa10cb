//! The command line as people and scripts meet it: help, output, exit codes.

use crate::stage::{Folder, PASSWORD, Stage, eventually};
use std::process::{Command, Output, Stdio};

fn luwte(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luwte"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LUWTE_")) {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

pub fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = luwte(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn help_names_every_command() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, 0);
    for command in [
        "serve", "demo", "replay", "user", "backup", "restore", "export", "import", "migrate", "doctor",
        "settings", "openapi",
    ] {
        assert!(out.contains(command), "{out}");
    }
    let (code, out, _) = run(&["serve", "--help"]);
    assert_eq!(code, 0);
    for key in luwte::config::REFERENCE {
        assert!(out.contains(key.variable) && out.contains(key.name), "{}", key.name);
    }
}

#[test]
fn what_is_asked_wrongly_ends_with_2_and_says_what_is_wrong() {
    let folder = Folder::new();
    let file = |name: &str, text: &str| {
        let path = folder.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let bad_toml = file("bad.toml", "log = \"info\"\nlisten_plane = \"127.0.0.1:1\"\n");
    let half = file("half.toml", "certificate = \"a.pem\"\n");
    let not_rr = file("beats.txt", "800\nhallo\n");
    let empty = file("empty.txt", "");
    let db = file("db.toml", "database = \"mysql://here\"\n");
    for (arguments, says) in [
        (vec![], "Usage"),
        (vec!["fly"], "fly"),
        (vec!["serve", "--listen", "8443"], "--listen"),
        (vec!["serve", "--config", "/nowhere.toml"], "/nowhere.toml"),
        (vec!["serve", "--config", &bad_toml], "line 2"),
        (vec!["serve", "--config", &half], "certificate_key"),
        (vec!["serve", "--config", &db, "--data-dir", folder.0.to_str().unwrap()], "postgres://"),
        (vec!["demo", "--port", "99999"], "--port"),
        (vec!["demo", "--heart", "/nowhere.txt"], "/nowhere.txt"),
        (vec!["demo", "--web-dir", "/nowhere"], "/nowhere"),
        (vec!["replay", &not_rr, "--user", "noor"], "line 2"),
        (vec!["replay", &empty, "--user", "noor"], "no RR interval"),
        (vec!["replay", &not_rr], "--user"),
        (vec!["replay", &not_rr, "--user", "noor", "--speed", "0"], "0.1 to 100"),
        (vec!["replay", &not_rr, "--user", "noor", "--session", "12"], "session"),
        (vec!["user", "add", "noor", "--name", "N", "--role", "boss", "--organisation", "O"], "boss"),
        (
            vec![
                "user",
                "add",
                "noor",
                "--name",
                "N",
                "--role",
                "practitioner",
                "--organisation",
                "O",
                "--password",
                "kort",
            ],
            "12 characters",
        ),
    ] {
        let (code, out, err) = run(&arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(format!("{out}{err}").contains(says), "{arguments:?}: {err}");
    }
    let mut command = luwte(&["serve"]);
    let Output { status, stderr, .. } = command.env("LUWTE_LISEN", "x").output().unwrap();
    assert_eq!(status.code(), Some(2));
    assert!(String::from_utf8_lossy(&stderr).contains("LUWTE_LISEN"));
}

#[test]
fn what_fails_ends_with_1() {
    let folder = Folder::new();
    let file = folder.0.join("rr.txt");
    std::fs::write(&file, "800\n810\n").unwrap();
    let mut command =
        luwte(&["replay", file.to_str().unwrap(), "--user", "noor", "--server", "http://127.0.0.1:9"]);
    let Output { status, stderr, .. } = command.env("LUWTE_PASSWORD", "x").output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stderr).contains("did not answer"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = folder.0.join("data");
    let (code, _, err) =
        run(&["demo", "--port", &port, "--data-dir", data.to_str().unwrap(), "--heart", "none"]);
    assert_eq!(code, 1);
    assert!(err.contains(&port), "{err}");
}

#[test]
fn openapi_and_the_live_schema_are_printed() {
    let (code, out, _) = run(&["openapi"]);
    assert_eq!(code, 0);
    let openapi: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(openapi["paths"]["/api/v1/clients"]["post"].is_object());
    let (code, out, _) = run(&["openapi", "--live"]);
    assert_eq!(code, 0);
    let live: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(live["components"]["schemas"]["Message"].is_object());
}

#[test]
fn a_user_that_was_added_is_found_and_not_added_twice() {
    let folder = Folder::new();
    let add = || {
        let data = folder.0.to_str().unwrap();
        let arguments = ["user", "add", "Noor", "--name", "Noor Voorbeeld", "--role", "practitioner"];
        let mut command = luwte(&arguments);
        command.args(["--organisation", "Hier", "--data-dir", data]).env("LUWTE_PASSWORD", PASSWORD);
        command.output().unwrap()
    };
    let first = add();
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let second = add();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("noor exists already"));
}

#[tokio::test]
async fn a_recording_is_replayed_as_a_live_strap() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let file = stage.folder.0.join("rr.txt");
    std::fs::write(&file, "800\n810\n805\n795\n820\n".repeat(8)).unwrap();
    let mut command = luwte(&[
        "replay",
        file.to_str().unwrap(),
        "--user",
        "noor",
        "--server",
        stage.site.base(),
        "--speed",
        "40",
    ]);
    command.env("LUWTE_PASSWORD", PASSWORD);
    let child = tokio::task::spawn_blocking(move || command.output().unwrap());
    headset.until(|message| matches!(message, link::Message::Heart(_)).then_some(())).await;
    let output = child.await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Done"));
}

#[tokio::test]
async fn the_demo_starts_prints_what_programs_need_and_ends_in_order() {
    let folder = Folder::new();
    let data = folder.0.join("demo");
    let mut child =
        luwte(&["demo", "--json", "--port", "0", "--https-port", "0", "--data-dir", data.to_str().unwrap()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
    let mut line = String::new();
    let stdout = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).unwrap();
    let printed: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text = |path: &str| printed.pointer(path).and_then(|value| value.as_str()).unwrap().to_owned();
    let ca = std::fs::read_to_string(text("/ca")).unwrap();
    let site = luwte::client::Site::new(&text("/https"), Some(&ca)).unwrap();
    let login = site.login(&text("/logins/0/login"), &text("/logins/0/password")).await.unwrap();
    let clients: Vec<link::api::ClientSummary> = login.get("/api/v1/clients").await.unwrap();
    assert_eq!(clients.len(), 6);
    let sessions: Vec<link::api::SessionSummary> = login.get("/api/v1/sessions").await.unwrap();
    assert!(sessions.len() >= 20 && sessions.iter().all(|session| session.tension_after.is_some()));
    assert_eq!(sessions.iter().filter(|session| session.adverse_event).count(), 1);
    let with_heart: link::api::SessionDetail =
        login.get(&format!("/api/v1/sessions/{}", sessions[0].id)).await.unwrap();
    assert!(with_heart.heart.len() > 60 && with_heart.alias.is_some());
    let code = text("/enrol/1");
    let code = code.split_once("#enrol=").unwrap().1;
    let plain = luwte::client::Site::new(&text("/http"), None).unwrap();
    let enrolled = plain.enrol(code).await.unwrap();
    let mut headset = crate::stage::Headset::begin(enrolled, session::Consent::default()).await;
    headset.until(|message| matches!(message, link::Message::Heart(_)).then_some(())).await;
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    headset.until(|message| (*message == link::Message::Leaving).then_some(())).await;
    eventually("the demo ended", async || child.try_wait().unwrap().is_some()).await;
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let folder = Folder::new();
    let data = folder.0.to_str().unwrap();
    let (code, out, err) = run(&["doctor", "--data-dir", "/nowhere"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("BAD   Disk") && out.contains("Give the data folder"), "{out}");
    std::fs::write(folder.0.join("luwte.db"), "this is no database").unwrap();
    let (code, out, _) = run(&["doctor", "--json", "--data-dir", data]);
    assert_eq!(code, 1);
    let findings: serde_json::Value = serde_json::from_str(&out).unwrap();
    let record = findings.as_array().unwrap().iter().find(|finding| finding["what"] == "Record").unwrap();
    assert_eq!(record["health"], "bad", "{record}");
    assert!(record["advice"].as_str().is_some_and(|advice| !advice.is_empty()), "{record}");

    let stage = Stage::new().await;
    let data = stage.folder.0.to_str().unwrap();
    let web = Folder::new();
    for file in ["dashboard/index.html", "companion/index.html", "vr/index.html", "vr/sw.js"] {
        let file = web.0.join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "").unwrap();
    }
    let config = stage.folder.0.join("luwte.toml");
    let plain = stage.site_address();
    std::fs::write(
        &config,
        format!("data_dir = {data:?}\nweb_dir = {:?}\nlisten_plain = {plain:?}\npublic_url = \"http://localhost\"\n", web.0),
    )
    .unwrap();
    let config = config.to_str().unwrap().to_owned();
    // The server answers on this thread: let the command run on another.
    let (code, out, err) =
        tokio::task::spawn_blocking(move || run(&["doctor", "--config", &config])).await.unwrap();
    assert_eq!(code, 0, "{out}{err}");
    for says in ["good  Record", "good  Clock", "good  Name", "good  Apps", "good  Server"] {
        assert!(out.contains(says), "{says}: {out}");
    }
}

#[test]
fn a_heart_recording_is_told_in_a_table_and_as_json() {
    let folder = Folder::new();
    let write = |name: &str, text: String| {
        let file = folder.0.join(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let beat = |n: u32| 900.0 + 40.0 * (f64::from(n) / 4.0).sin();
    let rr = |extra: f64| {
        (0..400).map(|n| format!("{:.1}\n", beat(n) - if n == 200 { extra } else { 0.0 })).collect()
    };
    let (good, ectopic) = (write("good.txt", rr(0.0)), write("ectopic.txt", rr(400.0)));
    let (code, out, err) = run(&["hrv", &good]);
    assert_eq!(code, 0, "{err}");
    for says in ["400 intervals", "RMSSD", "corrected", "luwte-heart-"] {
        assert!(out.contains(says), "{says}: {out}");
    }
    let (code, out, err) = run(&["hrv", "--json", &ectopic]);
    assert_eq!(code, 0, "{err}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    let rmssd = |view: &str| told[view]["rmssd_ms"].as_f64().unwrap();
    assert!(rmssd("raw") > 2.0 * rmssd("corrected"), "{out}");
    assert_eq!(told["artefacts"][0]["index"], 200, "{out}");
    let (code, out, _) = run(&["hrv", "--json", &good, &ectopic]);
    assert_eq!((code, serde_json::from_str::<Vec<serde_json::Value>>(&out).unwrap().len()), (0, 2));
    let bad = write("bad.txt", "800\nhallo\n".into());
    let (code, _, err) = run(&["hrv", &bad]);
    assert_eq!(code, 2);
    assert!(err.contains("line 2"), "{err}");
}

#[test]
fn a_heart_recording_is_drawn_on_a_page_in_three_forms_and_two_languages() {
    let folder = Folder::new();
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let rr: String =
        (0..400).map(|n| format!("{:.1}\n", 900.0 + 40.0 * (f64::from(n) / 4.0).sin())).collect();
    std::fs::write(path("rest.txt"), rr).unwrap();
    for (name, begins) in [("page.svg", &b"<svg "[..]), ("page.PNG", b"\x89PNG"), ("page.pdf", b"%PDF-1.7")] {
        let (code, out, err) = run(&["hrv", &path("rest.txt"), "--picture", &path(name), "--language", "nl"]);
        assert_eq!((code, err.as_str()), (0, ""), "no progress where there is no terminal");
        assert!(out.contains("slagen per minuut"), "the table is told too: {out}");
        assert!(std::fs::read(path(name)).unwrap().starts_with(begins), "{name}");
    }
    let svg = std::fs::read_to_string(path("page.svg")).unwrap();
    assert!(svg.contains("Hartverslag") && svg.contains("rest.txt"));
    let (code, _, err) = run(&["hrv", &path("rest.txt"), "--picture", &path("page.jpg")]);
    assert_eq!(code, 2);
    assert!(err.contains(".svg, .png or .pdf"), "{err}");
    let (code, _, err) = run(&["hrv", &path("rest.txt"), &path("rest.txt"), "--picture", &path("page.svg")]);
    assert_eq!(code, 2);
    assert!(err.contains("one recording"), "{err}");
}

#[test]
fn a_business_case_adds_up_for_programs_and_refuses_by_name() {
    let asked = ["value", "case", "--line", "second", "--years", "3", "--set", "hour-cost=62,50"];
    let (code, out, _) = run(&[&asked[..], &["--json"]].concat());
    assert_eq!(code, 0);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    let cents = |value: &serde_json::Value| (value.as_f64().unwrap() * 100.0).round() as i64;
    let sum = |values: &serde_json::Value| values.as_object().unwrap().values().map(cents).sum::<i64>();
    let mut so_far = 0;
    for year in told["years"].as_array().unwrap() {
        assert_eq!(cents(&year["net_eur"]), sum(&year["gains_eur"]) - sum(&year["costs_eur"]));
        so_far += cents(&year["net_eur"]);
        assert_eq!(cents(&year["cumulative_eur"]), so_far);
    }
    assert_eq!(cents(&told["total"]["net_eur"]), so_far);
    let changed = |assumed: &&serde_json::Value| assumed["changed"] == true;
    let changed: Vec<_> = told["assumptions"].as_array().unwrap().iter().filter(changed).collect();
    assert!(changed.len() == 1 && changed[0]["id"] == "hour-cost" && changed[0]["value"] == 62.5);
    let (code, out, _) = run(&["value", "time", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(code == 0 && told["minutes_a_day"] == 75.0, "the white paper's practitioner: {out}");
    let (code, out, _) = run(&["value", "sensitivity", "--line", "third", "--language", "nl"]);
    assert!(code == 0 && out.contains("Waar de uitkomst van afhangt"), "{out}");
    let (code, _, says) = run(&[&asked[..], &["--set", "licens=1"]].concat());
    assert!(code == 2 && says.contains("did you mean licence?"), "{says}");
}

#[test]
fn what_absence_costs_is_told_to_the_euro_with_its_assumptions() {
    let asked = ["value", "absence", "--employees", "600", "--absence", "6.1", "--stress-share", "32.7"];
    let asked = [&asked[..], &["--day-cost", "250", "--licence", "995"]].concat();
    let (code, out, _) = run(&[&asked[..], &["--json"]].concat());
    assert_eq!(code, 0);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    // The white paper's figures (5.4); it rounds 0.167 to 0.16.
    let expected = serde_json::json!({
        "sick_days": 7_320, "sick_cost_eur": 1_830_000, "stress_days": 2_394, "stress_cost_eur": 598_410,
        "break_even_days": 4, "break_even_pct": 0.167,
    });
    assert_eq!(told, expected);
    let (_, out, _) = run(&[&asked[..], &["--language", "nl", "--licences", "8"]].concat());
    assert!(out.contains("8 licenties") && out.contains("32 voorkomen dagen"), "{out}");
    assert!(out.contains("200 werkdagen"), "the assumption that the white paper leaves out: {out}");
    let (code, _, says) = run(&[&asked[..], &["--working-days", "0"]].concat());
    assert_eq!(code, 2);
    assert!(says.contains("1 to 366"), "{says}");
}
