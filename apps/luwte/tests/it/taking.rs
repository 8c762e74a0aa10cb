//! What a client takes along: everything of theirs and nothing that is another's to tell; and the one list of what is kept.

use crate::{
    privacy::{client, session_of},
    stage::{Stage, Watcher, witness},
    ways_in::{Browser, on_both},
};
use link::{
    Message,
    own::{NewDiaryEntry, NewLetter, NewMoment, OwnPlan, Reflection},
    privacy::{Kept, KeptPart},
};
use reqwest::{Method, StatusCode};
use session::{Act, Discomfort, Feed, Input, ValueShown, WorldTime};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

/// What a client's file holds, by name; folders of sessions by what is in them.
async fn taken(own: &mut Browser<'_>) -> BTreeMap<String, String> {
    let response = own.response(Method::GET, "/api/v1/me/export", &()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(response.bytes().await.unwrap())).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(name.rsplit('/').next().unwrap().to_owned(), text);
    }
    files
}

#[tokio::test]
async fn no_table_with_rows_of_clients_is_left_out_of_the_list_of_what_is_kept() {
    on_both(async |stage| {
        assert_eq!(stage.store.not_in_inventory().await.unwrap(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_client_takes_along_all_that_is_theirs_and_no_number_of_a_colleague() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    let mut headset = session_of(&stage, &noor, kluut).await;
    let mut watcher = Watcher::open(&noor, headset.session).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.act(Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    headset.enter_world().await;
    headset.skip(60);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.all_durable().await;

    let words = |words: &str| NewDiaryEntry { tension: 6, words: words.into() };
    // More than any page shows at once.
    for _ in 0..201 {
        let (status, _) = own.post("/api/v1/client/diary", &words("Een drukke dag, =1+1")).await;
        assert_eq!(status, StatusCode::CREATED);
    }
    let plan = OwnPlan { words: "Eerst ademen".into(), ..OwnPlan::default() };
    assert_eq!(own.send(Method::PUT, "/api/v1/client/plan", &plan).await.0, StatusCode::OK);
    let path = format!("/api/v1/client/sessions/{}", headset.session);
    let mark = NewMoment { at: WorldTime::from_secs(30), note: "De golven".into(), shared: false };
    assert_eq!(own.post(&format!("{path}/moments"), &mark).await.0, StatusCode::CREATED);
    let reflection = Reflection { words: "Het hielp".into(), shared: false, changed: 0 };
    let reflected = own.send(Method::PUT, &format!("{path}/reflection"), &reflection).await;
    assert_eq!(reflected.0, StatusCode::NO_CONTENT);
    let letter = NewLetter { words: "Mag ik langer?".into() };
    assert_eq!(own.post("/api/v1/client/letters", &letter).await.0, StatusCode::NO_CONTENT);
    let answer = NewLetter { words: "Dat mag.".into() };
    noor.request(Method::POST, &format!("/api/v1/clients/{kluut}/letters"))
        .json(&answer)
        .send()
        .await
        .unwrap();
    let answers = serde_json::json!({ "set": "sleep", "version": 1, "asked": "apart", "session": null,
        "answers": first_answer("sleep") });
    let path = format!("/api/v1/clients/{kluut}/answers");
    let added = noor.request(Method::POST, &path).json(&answers).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::CREATED, "{}", added.text().await.unwrap());
    assert_eq!(own.post("/api/v1/me/erasure-request", &()).await.0, StatusCode::CREATED);

    let files = taken(&mut own).await;
    let file = |name: &str| files.get(name).unwrap_or_else(|| panic!("{name}: {:?}", files.keys())).as_str();
    for (name, holds) in [
        ("LEES MIJ.txt", "diary.csv"),
        ("client.json", "Kluut"),
        ("signing-in.json", "\"code\""),
        ("carers.csv", "Noor Voorbeeld"),
        ("screenings.json", "answers"),
        ("consents.json", "\"now\""),
        ("requests.json", "\"asked\""),
        ("diary.csv", "Een drukke dag"),
        ("own-plan.json", "Eerst ademen"),
        ("moments.csv", "De golven"),
        ("moments.json", "De golven"),
        ("reflections.csv", "Het hielp"),
        ("letters.csv", "Mag ik langer?"),
        ("letters.json", "Dat mag."),
        ("answers.csv", "Noor Voorbeeld"),
        ("answers.json", "sleep"),
        ("planned-questions.json", "[]"),
        ("loans.csv", "headset"),
        ("sensors.json", "[]"),
        ("access-log.csv", "Noor Voorbeeld"),
        ("session.json", "Duinbril"),
        ("events.csv", "world-entered"),
        ("events.json", "sunset-beach"),
    ] {
        assert!(file(name).contains(holds), "{name} lacks {holds}: {}", file(name));
    }
    assert_eq!(file("diary.csv").lines().count(), 202, "the whole diary, not a page of it");
    let events = file("events.json");
    assert!(events.contains("Noor Voorbeeld"), "who watched stands there by name");
    for login in ["noor", "sam", "fem"] {
        let user = stage.store.user_by_login(login, luwte::clock::wall_us()).await.unwrap().unwrap().0.id;
        for (name, text) in &files {
            assert!(!text.contains(&user.to_string()), "{name} names {login} by number");
        }
    }
    let all: Vec<Kept> = own.read("/api/v1/me/kept").await;
    let entries = |part: KeptPart| all.iter().find(|kept| kept.part == part).unwrap().entries;
    assert_eq!(entries(KeptPart::Diary), 201);
    assert_eq!((entries(KeptPart::Sessions), entries(KeptPart::Letters)), (1, 2));
    assert_eq!((entries(KeptPart::OwnWords), entries(KeptPart::Answers)), (2, 1));
    assert!(entries(KeptPart::AccessLog) > 1);
    let no = noor.request(Method::GET, "/api/v1/me/kept").send().await.unwrap();
    assert_eq!(no.status(), StatusCode::UNAUTHORIZED, "a colleague's login opens nothing there");
}

/// The first question of a set that comes with Luwte, answered as low as it goes.
fn first_answer(set: &str) -> serde_json::Value {
    let set = care::questions::shipped().iter().find(|known| known.id == set).unwrap();
    let (from, _) = set.items[0].form.range().unwrap();
    serde_json::json!({ &set.items[0].id: { "number": from } })
}

#[tokio::test]
async fn an_arm_of_a_study_does_not_show_in_what_a_client_takes_along() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    let shown = || {
        let algorithm = "luwte-heart-6".to_owned();
        Input::Heart(ValueShown { algorithm, score: Some(90), low: Some(80), high: Some(99), beats: 200 })
    };
    let mut before = session_of(&stage, &noor, kluut).await;
    before.enter_world().await;
    before.input(&shown()).await;
    before.all_durable().await;
    assert!(taken(&mut own).await["events.csv"].contains("value-shown"), "outside of a study it is theirs");

    // In one session of the client another heart was chosen: from then on none of their sessions tells by what the world moved.
    let mut sham = session_of(&stage, &noor, kluut).await;
    let mut watcher = Watcher::open(&noor, sham.session).await;
    sham.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    sham.act(Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    watcher.command(Act::SetFeed(Feed::Seeded(9))).await;
    sham.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    sham.enter_world().await;
    sham.input(&shown()).await;
    sham.all_durable().await;
    let response = own.response(Method::GET, "/api/v1/me/export", &()).await;
    let mut zip = zip::ZipArchive::new(Cursor::new(response.bytes().await.unwrap())).unwrap();
    let mut sessions = 0;
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        sessions += usize::from(name.ends_with("events.csv"));
        for telling in ["value-shown", "calm-targeted", "feed-set", "coherence-shown", "seeded"] {
            assert!(!text.contains(telling), "{name} tells {telling}");
        }
    }
    assert_eq!(sessions, 2);
    let read = witness(&stage.store, stage.here).await;
    let events = stage.store.events(&read, sham.session).await.unwrap();
    assert!(events.iter().any(|it| it.event.kind.name() == "feed-set"), "it is in the record");
}
