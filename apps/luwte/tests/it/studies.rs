//! Studies: made, opened, joined and ended; a draw that nobody peeks at; sham by allocation; data under pseudonyms that are read back.

use crate::{
    privacy::{client, session_of},
    stage::{Headset, Stage, Watcher, witness},
};
use care::study::{
    Cell, ClientStudies, Design, EndStudy, Leaving, LogEntry, NewAssessed, NewEnrolment, NewStudy,
    PanelMember, PersonCount, Protocol, ProtocolFile, Results, SaveProtocol, Standing, StudyDetail,
    StudyShort, StudyState, TemplateShort, What, templates,
};
use link::{
    Message,
    api::{Problem, Role, SessionDetail},
};
use luwte::{
    client::Login,
    clock,
    store::{ClientToAdd, Store, StoreError, UserToAdd},
};
use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use session::{Act, ClientId, Event, EventKind, Feed, OrganisationId, UserId};
use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
    process::Command,
};
use uuid::Uuid;

fn template(id: &str) -> Protocol {
    templates().iter().find(|template| template.id == id).unwrap().protocol.clone()
}

/// Two arms that differ in the heart that drives them.
fn sham() -> Protocol {
    let mut protocol = template("relaxation-app");
    protocol.arms[1].id = "sham".into();
    protocol.arms[1].what = What::Sham;
    protocol.strata.clear();
    protocol.blinded = true;
    protocol.measures.retain(|measure| measure.id == "tension");
    protocol.design = Design::Parallel { days: 28, blocks: vec![2] };
    protocol
}

async fn ask<T: DeserializeOwned>(
    login: &Login,
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Result<T, (StatusCode, String)> {
    let response = login.request(method, path).json(body).send().await.unwrap();
    let status = response.status();
    if status.is_success() {
        return Ok(response.json().await.unwrap());
    }
    let problem: Problem = response.json().await.unwrap();
    assert!(problem.message.ends_with('.'), "{}", problem.message);
    Err((status, problem.code))
}

/// A study that is open.
async fn opened(ada: &Login, protocol: Protocol) -> StudyDetail {
    let made: StudyDetail = ada.post("/api/v1/studies", &NewStudy::Own(Box::new(protocol))).await.unwrap();
    assert_eq!((made.state, made.wrong.len(), made.versions[0].number), (StudyState::Draft, 0, 1));
    let told: StudyDetail = ada.post(&format!("/api/v1/studies/{}/open", made.id), &()).await.unwrap();
    assert_eq!(told.state, StudyState::Open);
    told
}

async fn enrol(
    noor: &Login,
    client: ClientId,
    study: &StudyDetail,
) -> Result<ClientStudies, (StatusCode, String)> {
    let strata =
        study.versions[0].protocol.strata.iter().map(|stratum| stratum.parts[0].id.clone()).collect();
    let new = NewEnrolment { version: study.versions[0].number, agreed: true, strata };
    ask(noor, Method::POST, &format!("/api/v1/clients/{client}/studies/{}", study.id), &new).await
}

async fn added(noor: &Login, alias: &str) -> ClientId {
    let new = link::api::NewClient { alias: alias.into() };
    let client: link::api::ClientSummary = noor.post("/api/v1/clients", &new).await.unwrap();
    client.id
}

#[tokio::test]
async fn a_study_goes_from_a_template_to_its_end() {
    let stage = Stage::new().await;
    let (ada, noor) = (stage.login("ada").await, stage.login("noor").await);
    let designs: Vec<TemplateShort> = ada.get("/api/v1/study-templates").await.unwrap();
    assert_eq!(designs.len(), 4);
    let mut protocol = designs[0].protocol.clone();
    protocol.target = 1;
    let made: StudyDetail =
        ada.post("/api/v1/studies", &NewStudy::Own(Box::new(protocol.clone()))).await.unwrap();
    let path = format!("/api/v1/studies/{}", made.id);
    assert_eq!(made.wrong[0].place, "/target");
    let refused = ask::<StudyDetail>(&ada, Method::POST, &format!("{path}/open"), &()).await;
    assert_eq!(refused.unwrap_err(), (StatusCode::UNPROCESSABLE_ENTITY, "study-wrong".into()));
    protocol.target = 50;
    let save = |protocol: &Protocol, replaces| SaveProtocol { protocol: protocol.clone(), replaces };
    let put = format!("{path}/protocol");
    let second: StudyDetail = ask(&ada, Method::PUT, &put, &save(&protocol, 1)).await.unwrap();
    assert_eq!((second.versions[0].number, second.versions[0].consent_version), (2, 1));
    let stale = ask::<StudyDetail>(&ada, Method::PUT, &put, &save(&protocol, 1)).await;
    assert_eq!(stale.unwrap_err(), (StatusCode::CONFLICT, "meanwhile".into()));

    let kluut = added(&noor, "Kluut").await;
    let early = enrol(&noor, kluut, &second).await;
    assert_eq!(early.unwrap_err(), (StatusCode::CONFLICT, "study-not-open".into()));
    let open: StudyDetail = ada.post(&format!("{path}/open"), &()).await.unwrap();
    // What the draw rests on stays; words do not, and a changed text is another version of the consent.
    let mut other = protocol.clone();
    other.design = Design::Crossover { days: 4, washout_days: 1, blocks: vec![2] };
    let fixed = ask::<StudyDetail>(&ada, Method::PUT, &put, &save(&other, 2)).await;
    assert_eq!(fixed.unwrap_err(), (StatusCode::CONFLICT, "study-fixed".into()));
    protocol.consent.nl.push_str(" Vraag gerust.");
    let third: StudyDetail = ask(&ada, Method::PUT, &put, &save(&protocol, 2)).await.unwrap();
    assert_eq!((third.versions[0].number, third.versions[0].consent_version), (3, 2));
    let old = enrol(&noor, kluut, &open).await;
    assert_eq!(
        old.unwrap_err(),
        (StatusCode::CONFLICT, "meanwhile".into()),
        "the text they read is not the newest"
    );

    let told = enrol(&noor, kluut, &third).await.unwrap();
    assert_eq!((told.enrolled.len(), told.open.len()), (1, 0));
    let own = &told.enrolled[0];
    assert_eq!((own.standing, own.code.len(), own.days_left), (Standing::In, 8, 23));
    assert!(own.arm.is_some(), "an open study says what is done today");
    assert_eq!(own.consent, protocol.consent);
    let again = enrol(&noor, kluut, &third).await;
    assert_eq!(again.unwrap_err(), (StatusCode::CONFLICT, "in-study".into()));
    let other = opened(&ada, template("staff-breaks")).await;
    assert_eq!(enrol(&noor, kluut, &other).await.unwrap_err().1, "in-study", "one at a time");

    let declined = NewAssessed { outcome: care::study::Assessed::Declined };
    let tapuit = added(&noor, "Tapuit").await;
    let count = format!("/api/v1/clients/{tapuit}/studies/{}/assessed", made.id);
    let response = noor.request(Method::POST, &count).json(&declined).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let panel = format!("/api/v1/clients/{tapuit}/panel");
    let told: ClientStudies = ask(&noor, Method::PUT, &panel, &PanelMember { member: true }).await.unwrap();
    assert!(told.panel && told.open.len() == 2);

    let seen: StudyDetail = ada.get(&path).await.unwrap();
    assert_eq!(
        (seen.flow.enrolled, seen.flow.declined, seen.panel),
        (PersonCount::Few, PersonCount::Few, PersonCount::Few)
    );
    let list: Vec<StudyShort> = ada.get("/api/v1/studies").await.unwrap();
    assert_eq!((list.len(), list[1].enrolled), (2, PersonCount::Few));
    let text = serde_json::to_string(&seen).unwrap();
    assert!(!text.contains("Kluut") && !text.contains(&kluut.to_string()) && !text.contains(&own.code));

    let leave = format!("/api/v1/clients/{kluut}/studies/{}/leave", made.id);
    let stop = Leaving { reason: String::new(), withdraw: false };
    let told: ClientStudies = noor.post(&leave, &stop).await.unwrap();
    assert_eq!(told.enrolled[0].standing, Standing::Stopped);
    let back = Leaving { reason: "Toch liever niet".into(), withdraw: true };
    let told: ClientStudies = noor.post(&leave, &back).await.unwrap();
    assert_eq!(told.enrolled[0].standing, Standing::Withdrawn);
    let twice = ask::<ClientStudies>(&noor, Method::POST, &leave, &back).await;
    assert_eq!(twice.unwrap_err().0, StatusCode::NOT_FOUND);
    assert!(enrol(&noor, kluut, &other).await.is_ok(), "and may join another now");

    let end = EndStudy { reason: "Klaar.".into() };
    let ended: StudyDetail = ada.post(&format!("{path}/end"), &end).await.unwrap();
    assert_eq!((ended.state, ended.end_reason.as_deref()), (StudyState::Ended, Some("Klaar.")));
    assert_eq!(enrol(&noor, tapuit, &third).await.unwrap_err().1, "study-not-open");
    // The line of the access log was there before the draw.
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().filter(|line| line.1 == "draw").count() >= 5, "refused draws too");
}

#[tokio::test]
async fn nobody_but_the_right_ones_reaches_a_study() {
    let stage = Stage::new().await;
    let (ada, noor, sam) = (stage.login("ada").await, stage.login("noor").await, stage.login("sam").await);
    let there = stage.store.organisations().await.unwrap();
    let there = there.into_iter().find(|(_, name)| name == "Elders").unwrap().0;
    let far = UserToAdd {
        login: "verder".into(),
        name: "Roos Elders".into(),
        roles: vec![Role::Researcher],
        password_hash: luwte::auth::password::hash(crate::stage::PASSWORD).unwrap(),
    };
    stage.store.add_user(there, &far, clock::wall_us()).await.unwrap();
    let far = stage.login("verder").await;
    let study = opened(&ada, template("outpatient-crossover")).await;
    let path = format!("/api/v1/studies/{}", study.id);
    let kluut = added(&noor, "Kluut").await;
    enrol(&noor, kluut, &study).await.unwrap();

    // Another institution finds nothing, by whatever way.
    assert_eq!(far.get::<Vec<StudyShort>>("/api/v1/studies").await.unwrap().len(), 0);
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::GET, format!("{path}/results")),
        (Method::GET, format!("{path}/export")),
        (Method::GET, format!("{path}/file")),
        (Method::POST, format!("{path}/open")),
    ] {
        let response = far.request(method, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let end = far.request(Method::POST, &format!("{path}/end")).json(&EndStudy { reason: "x".into() });
    assert_eq!(end.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    // Who does research sees no client, who treats sees no data, and who does not treat this client neither.
    let of_client = format!("/api/v1/clients/{kluut}/studies");
    for (login, path) in
        [(&ada, &of_client), (&sam, &of_client), (&noor, &path), (&noor, &format!("{path}/export"))]
    {
        let response = login.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
    // The one who treated them, once that ended.
    let relations: Vec<link::people::Relation> =
        noor.get(&format!("/api/v1/clients/{kluut}/relations")).await.unwrap();
    let sam_id = sam.me().user;
    let more = link::people::NewRelation { carer: link::people::Carer::User(sam_id) };
    let response = noor.request(Method::POST, &format!("/api/v1/clients/{kluut}/relations")).json(&more);
    assert!(response.send().await.unwrap().status().is_success());
    assert!(sam.get::<ClientStudies>(&of_client).await.is_ok());
    let end = format!("/api/v1/clients/{kluut}/relations/{}/end", relations[0].id);
    let ending = link::people::EndRelation { how: link::people::Ending::Finished };
    assert!(sam.request(Method::POST, &end).json(&ending).send().await.unwrap().status().is_success());
    assert_eq!(noor.request(Method::GET, &of_client).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let new = NewEnrolment { version: 1, agreed: true, strata: Vec::new() };
    let response =
        noor.request(Method::POST, &format!("{of_client}/{}", study.id)).json(&new).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);

    // Joined by its file: another study there, with a draw and pseudonyms of its own.
    let file: ProtocolFile = ada.get(&format!("{path}/file")).await.unwrap();
    assert_eq!((file.study, file.institution.as_str()), (study.id, "Hier"));
    let joined: StudyDetail =
        far.post("/api/v1/studies", &NewStudy::Join(Box::new(file.clone()))).await.unwrap();
    assert_ne!(joined.id, study.id);
    assert_eq!(joined.joined.as_ref().map(|joined| joined.study), Some(study.id));
    let on: ProtocolFile = far.get(&format!("/api/v1/studies/{}/file", joined.id)).await.unwrap();
    assert_eq!((on.study, on.institution.as_str()), (study.id, "Hier"), "passed on as whose it is");
    let mut odd = file;
    odd.form = "luwte-study-9".into();
    let refused =
        ask::<StudyDetail>(&far, Method::POST, "/api/v1/studies", &NewStudy::Join(Box::new(odd))).await;
    assert_eq!(refused.unwrap_err().0, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Both databases: a list stays even however many join at once, and nobody takes part twice. Run by the store's suite.
pub async fn the_draw_stays_even_however_many_join_at_once(
    store: &Store,
    here: OrganisationId,
    noor: UserId,
) {
    let written = witness(store, here).await;
    let mut protocol = sham();
    protocol.design = Design::Parallel { days: 28, blocks: vec![4] };
    let id = store.add_study(&written, (here, noor), (&protocol, None), 10).await.unwrap();
    assert!(store.open_study(&written, id, noor, 11).await.unwrap());
    assert!(!store.open_study(&written, id, noor, 12).await.unwrap());
    let study = store.study(here, id).await.unwrap().unwrap();
    let list = protocol.cell(&[]).unwrap();
    let mut clients = Vec::new();
    for n in 0..20 {
        let client = ClientId(Uuid::now_v7());
        let carer = link::people::Carer::User(noor);
        let new = ClientToAdd { id: client, alias: format!("Loting {n}"), carer, by: Some(noor) };
        store.add_client(&written, here, &new, 12).await.unwrap();
        clients.push(client);
    }
    let join = |client: ClientId, list: Cell| {
        let (store, study) = (store.clone(), study.clone());
        async move {
            let written = witness(&store, here).await;
            store.join_study(&written, (&study, 1), (client, noor), &list, 20).await
        }
    };
    let mut joining: Vec<_> =
        clients.iter().map(|client| tokio::spawn(join(*client, list.clone()))).collect();
    // The same one from two rooms.
    joining.push(tokio::spawn(join(clients[0], list.clone())));
    let mut refused = 0;
    for one in joining {
        match one.await.unwrap() {
            Ok(()) => {}
            Err(StoreError::Taken) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(refused, 1);
    let people = store.people_of_study(&written, id).await.unwrap();
    let of = |arm: &str| people.iter().filter(|row| row.drawn.course.id == arm).count();
    assert_eq!((people.len(), of("vr"), of("sham")), (20, 10, 10));
    let codes: BTreeSet<_> = people.iter().map(|row| row.drawn.code.clone()).collect();
    assert_eq!(codes.len(), 20);
    for row in &people {
        let today = store.arm_today(&written, row.client, 30).await.unwrap();
        assert_eq!(today, Some(if row.drawn.course.id == "vr" { What::Vr } else { What::Sham }));
        let later = store.arm_today(&written, row.client, 20 + 28 * 86_400_000_000).await.unwrap();
        assert_eq!(later, None, "the study of four weeks is over");
    }
}

#[tokio::test]
async fn the_drawn_arm_drives_the_session_and_nobody_who_is_there_reads_which() {
    let stage = Stage::new().await;
    let (ada, noor) = (stage.login("ada").await, stage.login("noor").await);
    let study = opened(&ada, sham()).await;
    let mut drawn = Vec::new();
    for alias in ["Kluut", "Tapuit"] {
        let (id, mut own) = client(&stage, &noor, alias).await;
        let told = enrol(&noor, id, &study).await.unwrap();
        assert_eq!(
            (told.enrolled[0].arm.as_ref(), told.enrolled[0].logs),
            (None, false),
            "hidden while it goes on"
        );
        let mut headset = session_of(&stage, &noor, id).await;
        let heard = headset
            .until(|message| if let Message::Allocated(feed) = message { Some(*feed) } else { None })
            .await;
        assert_eq!(headset.sequencer.state().feed, heard);
        let mut watcher = Watcher::open(&noor, headset.session).await;
        headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
        headset.act(Act::AnswerWatch(true)).await;
        let snapshot = watcher
            .until(
                |message| if let Message::Snapshot(all) = message { Some(all.events.clone()) } else { None },
            )
            .await;
        // Whoever watches can no longer choose a heart, and is not told which it is.
        let refused = watcher.command(Act::SetFeed(Feed::Seeded(9))).await;
        headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
        watcher
            .until(|message| {
                matches!(message, Message::Refused { command, .. } if *command == refused).then_some(())
            })
            .await;
        headset.enter_world().await;
        // A new connection hears it again, and it changes nothing.
        headset.reconnect().await;
        headset.until(|message| matches!(message, Message::Allocated(_)).then_some(())).await;
        headset.all_durable().await;
        let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{}", headset.session)).await.unwrap();
        let feeds = |events: &[Event]| -> Vec<EventKind> {
            let all = events.iter().map(|event| event.kind.clone());
            all.filter(|kind| matches!(kind, EventKind::FeedAllocated(_) | EventKind::FeedSet(_))).collect()
        };
        assert_eq!(feeds(&snapshot), [EventKind::FeedAllocated(Feed::Own)]);
        assert_eq!(feeds(&detail.events), [EventKind::FeedAllocated(Feed::Own)]);
        assert_eq!(
            feeds(&headset.events),
            [EventKind::FeedAllocated(heard)],
            "told once, and the record knows"
        );
        let course: link::own::OwnCourse =
            own.read(&format!("/api/v1/client/sessions/{}", headset.session)).await;
        assert!(feeds(&course.events).is_empty());
        drawn.push(heard != Feed::Own);
    }
    drawn.sort_unstable();
    assert_eq!(drawn, [false, true], "a block of two has both");
    let hidden: StudyDetail = ada.get(&format!("/api/v1/studies/{}", study.id)).await.unwrap();
    assert!(hidden.flow.arms.iter().all(|arm| arm.course.is_none()));
    let results: Results = ada.get(&format!("/api/v1/studies/{}/results", study.id)).await.unwrap();
    assert!(
        results.hidden && results.measures[0].arms.len() == 1 && results.measures[0].comparisons.is_empty()
    );
    let _: StudyDetail = ada
        .post(&format!("/api/v1/studies/{}/end", study.id), &EndStudy { reason: "Klaar".into() })
        .await
        .unwrap();
    let results: Results = ada.get(&format!("/api/v1/studies/{}/results", study.id)).await.unwrap();
    assert!(!results.hidden && results.measures[0].arms.len() == 2, "arms show after the end");
}

/// A session with both answers, to its end.
async fn session(stage: &Stage, noor: &Login, client: ClientId, after: u8) {
    let mut headset: Headset = session_of(stage, noor, client).await;
    headset.enter_world().await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(after)).await;
    headset.all_durable().await;
    assert!(headset.events.iter().any(|event| event.kind == EventKind::TensionAfter(Some(after))));
}

#[tokio::test]
async fn the_data_leave_under_pseudonyms_and_are_read_back_as_they_were() {
    let stage = Stage::new().await;
    let (ada, noor) = (stage.login("ada").await, stage.login("noor").await);
    let study = opened(&ada, template("three-weeks-at-work")).await;
    let path = format!("/api/v1/studies/{}", study.id);
    let mut clients = Vec::new();
    for n in 0_u8..6 {
        let id = added(&noor, &format!("Vogel{n}")).await;
        stage.screen(&noor, id).await;
        enrol(&noor, id, &study).await.unwrap();
        clients.push(id);
        if n == 3 {
            let few = ada.request(Method::GET, &format!("{path}/export")).send().await.unwrap();
            assert_eq!(few.status(), StatusCode::CONFLICT, "of four people nothing is handed out");
        }
    }
    for (n, id) in (0..).zip(&clients) {
        session(&stage, &noor, *id, 2 + n % 4).await;
    }
    let results: Results = ada.get(&format!("{path}/results")).await.unwrap();
    let told = results.measures[0].arms[0].pre_post.clone().unwrap();
    // Tension 7 before, and 2, 3, 4, 5, 2, 3 after.
    assert_eq!((told.n, told.before_mean), (6, 7.0));
    assert!((told.change.estimate - (19.0 / 6.0 - 7.0)).abs() < 1e-12, "{told:?}");
    // Whoever takes everything back is in nothing any more.
    let leave = format!("/api/v1/clients/{}/studies/{}/leave", clients[5], study.id);
    let _: ClientStudies =
        noor.post(&leave, &Leaving { reason: String::new(), withdraw: true }).await.unwrap();

    let response = ada.request(Method::GET, &format!("{path}/export")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = response.bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let folder = crate::stage::Folder::new();
    let mut names = BTreeSet::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let text = String::from_utf8_lossy(&content);
        for id in &clients {
            assert!(!text.contains(&id.to_string()), "{name}");
        }
        assert!(!text.contains("Vogel") && !text.contains("Noor"), "{name}");
        std::fs::write(folder.0.join(&name), &content).unwrap();
        names.insert(name);
    }
    for name in ["people", "sessions", "readings", "pairs"] {
        for ending in ["csv", "sav", "parquet"] {
            assert!(names.contains(&format!("{name}.{ending}")), "{names:?}");
        }
    }
    let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
    assert_eq!(read("people.csv").lines().count(), 1 + 5);
    assert_eq!(read("pairs.csv").lines().count(), 1 + 5);
    for table in ["people", "sessions", "readings", "pairs", "rr"] {
        for column in
            read(&format!("{table}.csv")).trim_start_matches('\u{feff}').lines().next().unwrap().split(',')
        {
            assert!(read("dictionary.csv").contains(&format!("{table},{column},")), "{table}.{column}");
        }
    }
    assert!(
        read("dictionary.html").contains("<html lang=\"nl\">")
            || read("dictionary.html").contains("lang=\"en\"")
    );
    read_by_python(&folder);
    // Each client finds in their own log that their data were taken along.
    let lines = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(lines.iter().any(|line| line.1 == "export" && line.2 == "study-data"));
    assert!(lines.iter().any(|line| line.1 == "list" && line.2 == "study-data"));
}

/// Reads every file with the field's own readers, where this machine has them.
fn read_by_python(folder: &crate::stage::Folder) {
    let python = std::env::var("LUWTE_PYTHON").unwrap_or_else(|_| "python3".into());
    let has = |modules: &str| {
        let status = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
        status.is_ok_and(|done| done.status.success())
    };
    if !has("pandas, scipy, pyreadstat, pyarrow") {
        eprintln!(
            "skipped: {python} has no pandas, scipy, pyreadstat and pyarrow, so SPSS and Parquet are not read back"
        );
        return;
    }
    let script = "
import pandas as pd, pyreadstat, numpy as np
for name in ['people', 'sessions', 'readings', 'pairs']:
    csv = pd.read_csv(name + '.csv', encoding='utf-8-sig')
    sav, meta = pyreadstat.read_sav(name + '.sav')
    parquet = pd.read_parquet(name + '.parquet')
    assert list(csv.columns) == list(sav.columns) == list(parquet.columns), (name, list(sav.columns))
    assert len(csv) == len(sav) == len(parquet), name
    assert all(meta.column_labels), meta.column_labels
    for column in csv.columns:
        if csv[column].dtype.kind in 'fi':
            assert np.allclose(csv[column], sav[column], equal_nan=True), (name, column)
            assert np.allclose(csv[column], parquet[column], equal_nan=True), (name, column)
        else:
            assert list(csv[column].fillna('')) == list(sav[column].fillna('')) == list(parquet[column].fillna('')), (name, column)
assert len(pd.read_parquet('rr.parquet').columns) == 8
";
    for args in [["-c", script], ["read.py", ""]] {
        let args = args.into_iter().filter(|arg| !arg.is_empty());
        let done = Command::new(&python).args(args).current_dir(&folder.0).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        if said.contains("tension") {
            // 2, 3, 4, 5, 2 after 7.
            assert!(said.contains("tension vr: -3.800000"), "{said}");
        }
    }
    if Command::new("Rscript").arg("--version").output().is_err() {
        eprintln!("skipped: there is no R here, so read.R was not run");
        return;
    }
    let done = Command::new("Rscript").arg("read.R").current_dir(&folder.0).output().unwrap();
    assert!(String::from_utf8_lossy(&done.stdout).contains("tension vr: -3.800000"), "{done:?}");
}

#[tokio::test]
async fn what_is_done_without_virtual_reality_is_logged_in_its_own_days_alone() {
    let stage = Stage::new().await;
    let (ada, noor) = (stage.login("ada").await, stage.login("noor").await);
    let mut protocol = template("relaxation-app");
    protocol.design = Design::Parallel { days: 28, blocks: vec![2] };
    let study = opened(&ada, protocol).await;
    let mut logging = 0;
    for alias in ["Kluut", "Tapuit"] {
        let id = added(&noor, alias).await;
        let told = enrol(&noor, id, &study).await.unwrap();
        let path = format!("/api/v1/clients/{id}/studies/{}/log", study.id);
        let entry = |at_us, minutes| LogEntry { at_us, minutes, before: Some(7), after: Some(4) };
        let now_us = clock::wall_us();
        let logged = ask::<ClientStudies>(&noor, Method::POST, &path, &entry(now_us, 12)).await;
        if told.enrolled[0].logs {
            logging += 1;
            assert_eq!(logged.unwrap().enrolled[0].logged, [entry(now_us, 12)]);
            for wrong in
                [entry(now_us - 86_400_000_000, 12), entry(now_us + 60_000_000, 12), entry(now_us, 0)]
            {
                let refused = ask::<ClientStudies>(&noor, Method::POST, &path, &wrong).await;
                assert_eq!(refused.unwrap_err().0, StatusCode::UNPROCESSABLE_ENTITY);
            }
        } else {
            assert_eq!(
                logged.unwrap_err().0,
                StatusCode::UNPROCESSABLE_ENTITY,
                "this arm is not logged by hand"
            );
        }
    }
    assert_eq!(logging, 1, "a block of two has both arms");
}
