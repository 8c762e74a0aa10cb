//! A client's own place, on both databases: what they see, write and share, and that nobody else's is ever among it.

use crate::{
    stage::{Headset, PASSWORD, Stage, witness},
    ways_in::{Browser, code, on_both},
};
use link::{
    api::{ClientSummary, NewClient, Pair},
    login::ClientCode,
    own::{
        ClaimCode, Contact, Diary, ExtraCare, Letter, Manner, NewDiaryEntry, NewLetter, NewMoment,
        OpenLetters, OwnCourse, OwnMoment, OwnPlace, OwnPlan, OwnSession, PlannedMoment, Reflection,
        SharedWords, Sharing,
    },
    people::{EndRelation, Ending, NewRelation, Relation},
};
use luwte::store::Side;
use reqwest::{Method, StatusCode};
use serde_json::json;
use session::{Act, ClientId, Discomfort, EventKind, WorldTime};

async fn colleague<'a>(stage: &'a Stage, login: &str) -> Browser<'a> {
    let mut browser = Browser::new(stage);
    let (status, body) = browser.login(login, PASSWORD, false).await;
    assert_eq!(status, StatusCode::OK, "{login}: {body}");
    browser
}

/// A client of this colleague, and their own browser, signed in with the code that they were given.
async fn client<'a>(stage: &'a Stage, carer: &mut Browser<'a>, alias: &str) -> (ClientId, Browser<'a>) {
    let (_, made) = carer.post("/api/v1/clients", &NewClient { alias: alias.into() }).await;
    let made: ClientSummary = serde_json::from_value(made).unwrap();
    let (_, given) = carer.post(&format!("/api/v1/clients/{}/code", made.id), &()).await;
    let given: ClientCode = serde_json::from_value(given).unwrap();
    let mut own = Browser::new(stage);
    let (status, me) = own.post("/api/v1/client/login", &json!({ "code": given.code })).await;
    assert_eq!(status, StatusCode::OK, "{me}");
    (made.id, own)
}

/// A session of two minutes that brings tension from 7 to 4, of a client or of nobody.
async fn session(stage: &Stage, of: Option<ClientId>) -> session::SessionId {
    let noor = stage.login("noor").await;
    let mut headset: Headset = stage.headset().await;
    if let Some(client) = of {
        stage.screen(&noor, client).await;
        let pair =
            Pair { digits: headset.pairing_code().await, client: Some(client), alone: false, way: None };
        let _: link::api::Paired = noor.post("/api/v1/pair", &pair).await.unwrap();
    }
    headset.enter_world().await;
    headset.skip(120);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(4)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    headset.socket.close().await;
    headset.session
}

#[tokio::test]
async fn a_client_sees_their_own_sessions_and_nobody_elses() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let (_, mut other) = client(stage, &mut noor, "Tapuit").await;
        let id = session(stage, Some(kluut)).await;
        let all: Vec<OwnSession> = own.read("/api/v1/client/sessions").await;
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].id, all[0].tension_before, all[0].tension_after), (id, Some(7), Some(4)));
        assert_eq!(all[0].worlds, ["sunset-beach"]);
        let course: OwnCourse = own.read(&format!("/api/v1/client/sessions/{id}")).await;
        assert!(course.events.iter().any(|event| matches!(event.kind, EventKind::WorldEntered(_))));
        let covered = |kind: &EventKind| {
            matches!(
                kind,
                EventKind::FeedSet(_)
                    | EventKind::ValueShown(_)
                    | EventKind::SelfCheckCleared { .. }
                    | EventKind::Opened { .. }
            )
        };
        assert!(!course.events.iter().any(|event| covered(&event.kind)));
        assert!(course.heart.is_empty() && course.moments.is_empty());
        assert!(other.read::<Vec<OwnSession>>("/api/v1/client/sessions").await.is_empty());
        let path = format!("/api/v1/client/sessions/{id}");
        assert_eq!(other.get(&path).await.0, StatusCode::NOT_FOUND);
        assert_eq!(noor.get(&path).await.0, StatusCode::UNAUTHORIZED, "a colleague is no client");
        let mark = NewMoment { at: WorldTime::from_secs(3), note: "Hier".into(), shared: true };
        assert_eq!(other.post(&format!("{path}/moments"), &mark).await.0, StatusCode::NOT_FOUND);
        let words = Reflection { words: "Van mij".into(), shared: true, changed: 0 };
        let put = other.send(Method::PUT, &format!("{path}/reflection"), &words).await;
        assert_eq!(put.0, StatusCode::NOT_FOUND);
        let works: care::profile::OwnWorks = own.read("/api/v1/client/works").await;
        assert_eq!(works.worlds.len(), 1);
        assert!(
            works.works.iter().all(|it| it.said == care::profile::Said::TooEarly),
            "one session says nothing"
        );
        // Whoever looked stands in the client's own log, and so do they.
        let log: Vec<link::people::AccessLine> = own.read("/api/v1/client/access-log").await;
        assert!(log.iter().any(|line| line.actor == "client" && line.object == "session"));
    })
    .await;
}

#[tokio::test]
async fn only_what_is_shared_reaches_who_treats_and_it_can_be_taken_back() {
    on_both(async |stage| {
        let (mut noor, mut sam) = (colleague(stage, "noor").await, colleague(stage, "sam").await);
        let mut stranger = colleague(stage, "vreemd").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let id = session(stage, Some(kluut)).await;
        let (path, shared) =
            (format!("/api/v1/client/sessions/{id}"), format!("/api/v1/sessions/{id}/shared"));
        let mark = |seconds: u64, note: &str, shared| NewMoment {
            at: WorldTime::from_secs(seconds),
            note: note.into(),
            shared,
        };
        let (status, open) = own.post(&format!("{path}/moments"), &mark(60, " De golven ", true)).await;
        assert_eq!(status, StatusCode::CREATED, "{open}");
        let open: OwnMoment = serde_json::from_value(open).unwrap();
        let (_, alone) = own.post(&format!("{path}/moments"), &mark(30, "Van mij", false)).await;
        let alone: OwnMoment = serde_json::from_value(alone).unwrap();
        for wrong in [mark(60, "  ", true), mark(86_400, "Later", true), mark(60, &"x".repeat(1_001), true)] {
            assert_eq!(
                own.post(&format!("{path}/moments"), &wrong).await.0,
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        let seen: SharedWords = noor.read(&shared).await;
        assert_eq!(seen.moments.iter().map(|it| it.note.as_str()).collect::<Vec<_>>(), ["De golven"]);
        assert_eq!(seen.reflection, None);
        assert_eq!(sam.get(&shared).await.0, StatusCode::FORBIDDEN, "who does not treat them");
        assert_eq!(stranger.get(&shared).await.0, StatusCode::NOT_FOUND, "another institution");
        let words = |words: &str, shared| Reflection { words: words.into(), shared, changed: 0 };
        let reflect = format!("{path}/reflection");
        assert_eq!(
            own.send(Method::PUT, &reflect, &words("Voor mij", false)).await.0,
            StatusCode::NO_CONTENT
        );
        assert_eq!(noor.read::<SharedWords>(&shared).await.reflection, None);
        own.send(Method::PUT, &reflect, &words("Voor Noor", true)).await;
        assert_eq!(noor.read::<SharedWords>(&shared).await.reflection.unwrap().words, "Voor Noor");
        let course: OwnCourse = own.read(&path).await;
        assert_eq!(course.moments.len(), 2);
        assert_eq!(course.session.reflection.unwrap().words, "Voor Noor");
        let one = |moment: &OwnMoment| format!("/api/v1/client/moments/{}", moment.id);
        own.send(Method::PUT, &one(&open), &Sharing { shared: false }).await;
        own.send(Method::PUT, &one(&alone), &Sharing { shared: true }).await;
        own.send(Method::PUT, &reflect, &words("", true)).await;
        let seen: SharedWords = noor.read(&shared).await;
        assert_eq!(seen.moments.iter().map(|it| it.note.as_str()).collect::<Vec<_>>(), ["Van mij"]);
        assert_eq!(seen.reflection, None);
        let (_, mut other) = client(stage, &mut noor, "Tapuit").await;
        let theirs = other.send(Method::PUT, &one(&alone), &Sharing { shared: false }).await;
        assert_eq!(theirs.0, StatusCode::NOT_FOUND, "nobody else's");
        assert_eq!(other.send(Method::DELETE, &one(&alone), &()).await.0, StatusCode::NOT_FOUND);
        assert_eq!(own.send(Method::DELETE, &one(&alone), &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(noor.read::<SharedWords>(&shared).await, SharedWords::default());
        // When the relation ends, so does seeing.
        let sam_id = stage.store.user_by_login("sam", luwte::clock::wall_us()).await.unwrap().unwrap().0.id;
        let relations = format!("/api/v1/clients/{kluut}/relations");
        let carer = NewRelation { carer: link::people::Carer::User(sam_id) };
        let (_, now) = noor.post(&relations, &carer).await;
        let now: Vec<Relation> = serde_json::from_value(now).unwrap();
        let noors = now.iter().find(|relation| relation.name.starts_with("Noor")).unwrap();
        let end = EndRelation { how: Ending::HandedOver };
        assert_eq!(noor.post(&format!("{relations}/{}/end", noors.id), &end).await.0, StatusCode::NO_CONTENT);
        assert_eq!(noor.get(&shared).await.0, StatusCode::FORBIDDEN);
        assert_eq!(noor.get(&format!("/api/v1/clients/{kluut}/letters")).await.0, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_diary_is_the_clients_alone_and_two_devices_do_not_overwrite_a_plan() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (_, mut own) = client(stage, &mut noor, "Kluut").await;
        let (_, mut other) = client(stage, &mut noor, "Tapuit").await;
        let entry = |tension, words: &str| NewDiaryEntry { tension, words: words.into() };
        assert_eq!(own.post("/api/v1/client/diary", &entry(8, "Drukke dag")).await.0, StatusCode::CREATED);
        assert_eq!(own.post("/api/v1/client/diary", &entry(3, "")).await.0, StatusCode::CREATED);
        let refused = own.post("/api/v1/client/diary", &entry(11, "")).await;
        assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
        let diary: Diary = own.read("/api/v1/client/diary").await;
        assert_eq!(diary.entries.iter().map(|it| it.tension).collect::<Vec<_>>(), [3, 8], "the newest first");
        assert_eq!(diary.plan, OwnPlan::default());
        assert!(other.read::<Diary>("/api/v1/client/diary").await.entries.is_empty());
        assert_eq!(noor.get("/api/v1/client/diary").await.0, StatusCode::UNAUTHORIZED);
        let gone = format!("/api/v1/client/diary/{}", diary.entries[1].id);
        assert_eq!(other.send(Method::DELETE, &gone, &()).await.0, StatusCode::NOT_FOUND);
        assert_eq!(own.send(Method::DELETE, &gone, &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(own.read::<Diary>("/api/v1/client/diary").await.entries.len(), 1);
        let moment = PlannedMoment { weekday: 0, minute: 990, words: "Thuiskomen".into() };
        let plan = OwnPlan { threshold: Some(7), moments: vec![moment], ..OwnPlan::default() };
        let (status, first) = own.send(Method::PUT, "/api/v1/client/plan", &plan).await;
        assert_eq!(status, StatusCode::OK, "{first}");
        let first: OwnPlan = serde_json::from_value(first).unwrap();
        assert_eq!((first.revision, first.threshold), (1, Some(7)));
        let (status, late) = own.send(Method::PUT, "/api/v1/client/plan", &plan).await;
        assert_eq!((status, code(&late)), (StatusCode::CONFLICT, "meanwhile"), "it starts from none");
        let second = OwnPlan { threshold: Some(6), ..first.clone() };
        assert_eq!(own.send(Method::PUT, "/api/v1/client/plan", &second).await.0, StatusCode::OK);
        let late = own.send(Method::PUT, "/api/v1/client/plan", &OwnPlan { threshold: None, ..first }).await;
        assert_eq!(late.0, StatusCode::CONFLICT);
        let now: Diary = own.read("/api/v1/client/diary").await;
        assert_eq!((now.plan.revision, now.plan.threshold), (2, Some(6)));
    })
    .await;
}

#[tokio::test]
async fn a_question_reaches_who_treats_and_the_client_sees_that_it_was_read_and_answered() {
    on_both(async |stage| {
        let (mut noor, mut sam) = (colleague(stage, "noor").await, colleague(stage, "sam").await);
        let (mut kaj, mut jip) = (colleague(stage, "kaj").await, colleague(stage, "jip").await);
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let contact = Contact {
            answer_days: Some(2),
            crisis_name: "Crisisdienst".into(),
            crisis_phone: "030-123 45 67".into(),
        };
        assert_eq!(kaj.send(Method::PUT, "/api/v1/contact", &contact).await.0, StatusCode::NO_CONTENT);
        assert_eq!(jip.send(Method::PUT, "/api/v1/contact", &contact).await.0, StatusCode::FORBIDDEN);
        let place: OwnPlace = own.read("/api/v1/client/place").await;
        assert_eq!((place.contact, place.answers), (contact, 0));
        assert_eq!(place.readers, ["Noor Voorbeeld"]);
        let letter = |words: &str| NewLetter { words: words.into() };
        assert_eq!(
            own.post("/api/v1/client/letters", &letter("Mag ik langer?")).await.0,
            StatusCode::NO_CONTENT
        );
        let blank = own.post("/api/v1/client/letters", &letter(" ")).await;
        assert_eq!(blank.0, StatusCode::UNPROCESSABLE_ENTITY);
        let waiting: Vec<OpenLetters> = noor.read("/api/v1/letters/open").await;
        assert_eq!(waiting.iter().map(|it| (it.client, it.letters)).collect::<Vec<_>>(), [(kluut, 1)]);
        assert!(sam.read::<Vec<OpenLetters>>("/api/v1/letters/open").await.is_empty());
        let path = format!("/api/v1/clients/{kluut}/letters");
        assert_eq!(sam.get(&path).await.0, StatusCode::FORBIDDEN);
        assert_eq!(own.read::<Vec<Letter>>("/api/v1/client/letters").await[0].read, None);
        assert_eq!(noor.read::<Vec<Letter>>(&path).await.len(), 1);
        assert!(own.read::<Vec<Letter>>("/api/v1/client/letters").await[0].read.is_some(), "it was read");
        assert_eq!(noor.post(&path, &letter("Dat kan, tot 20 minuten.")).await.0, StatusCode::NO_CONTENT);
        assert!(noor.read::<Vec<OpenLetters>>("/api/v1/letters/open").await.is_empty(), "it is answered");
        assert_eq!(own.read::<OwnPlace>("/api/v1/client/place").await.answers, 1);
        let letters: Vec<Letter> = own.read("/api/v1/client/letters").await;
        assert_eq!(letters[1].by.as_deref(), Some("Noor Voorbeeld"));
        assert_eq!(own.read::<OwnPlace>("/api/v1/client/place").await.answers, 0);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_comes_while_the_client_reads_stays_new() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let path = format!("/api/v1/clients/{kluut}/letters");
        let letter = |words: &str| NewLetter { words: words.into() };
        assert_eq!(noor.post(&path, &letter("Een.")).await.0, StatusCode::NO_CONTENT);
        let read = witness(&stage.store, stage.here).await;
        let seen = stage.store.letters(&read, kluut).await.unwrap();
        assert_eq!(noor.post(&path, &letter("Twee.")).await.0, StatusCode::NO_CONTENT);
        stage.store.letters_read(&read, kluut, (Side::Client, &seen), 1).await.unwrap();
        assert_eq!(own.read::<OwnPlace>("/api/v1/client/place").await.answers, 1);
    })
    .await;
}

#[tokio::test]
async fn who_treats_says_how_the_place_speaks() {
    on_both(async |stage| {
        let (mut noor, mut sam) = (colleague(stage, "noor").await, colleague(stage, "sam").await);
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let path = format!("/api/v1/clients/{kluut}/manner");
        let manner = Manner { extra_care: vec![ExtraCare::Trauma, ExtraCare::Delusions, ExtraCare::Trauma] };
        assert_eq!(sam.send(Method::PUT, &path, &manner).await.0, StatusCode::FORBIDDEN);
        assert_eq!(noor.send(Method::PUT, &path, &manner).await.0, StatusCode::NO_CONTENT);
        let now: OwnPlace = own.read("/api/v1/client/place").await;
        assert_eq!(now.manner.extra_care, [ExtraCare::Delusions, ExtraCare::Trauma]);
        assert_eq!(noor.read::<Manner>(&path).await, now.manner);
        assert_eq!(own.send(Method::PUT, &path, &manner).await.0, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_session_that_goes_on_knows_at_once_who_made_it_theirs() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let mut headset: Headset = stage.headset().await;
        headset.enter_world().await;
        headset.all_durable().await;
        let id = headset.session;
        let (status, made) = noor.post(&format!("/api/v1/sessions/{id}/claim"), &()).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let made: ClaimCode = serde_json::from_value(made).unwrap();
        let (status, claimed) = own.post("/api/v1/client/claim", &json!({ "code": made.code })).await;
        assert_eq!((status, claimed), (StatusCode::OK, json!(id)));
        assert_eq!(stage.app.hub.room(id).unwrap().row().subject, session::Subject::Client(kluut));
    })
    .await;
}

#[tokio::test]
async fn after_wrong_guesses_a_right_code_waits_too() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (_, mut own) = client(stage, &mut noor, "Kluut").await;
        let id = session(stage, None).await;
        let (_, made) = noor.post(&format!("/api/v1/sessions/{id}/claim"), &()).await;
        let made: ClaimCode = serde_json::from_value(made).unwrap();
        for _ in 0..6 {
            own.post("/api/v1/client/claim", &json!({ "code": "AAAA-AAAA" })).await;
        }
        let right = own.post("/api/v1/client/claim", &json!({ "code": made.code })).await;
        assert_eq!(right.0, StatusCode::TOO_MANY_REQUESTS);
        assert!(own.read::<Vec<OwnSession>>("/api/v1/client/sessions").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_visitor_makes_an_anonymous_session_theirs_once() {
    on_both(async |stage| {
        let (mut noor, mut jip) = (colleague(stage, "noor").await, colleague(stage, "jip").await);
        let mut elsewhere = colleague(stage, "vreemd").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let (_, mut foreign) = client(stage, &mut elsewhere, "Verre").await;
        let id = session(stage, None).await;
        let offer = format!("/api/v1/sessions/{id}/claim");
        assert_eq!(jip.post(&offer, &()).await.0, StatusCode::FORBIDDEN);
        assert_eq!(elsewhere.post(&offer, &()).await.0, StatusCode::NOT_FOUND);
        let (status, made) = noor.post(&offer, &()).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let made: ClaimCode = serde_json::from_value(made).unwrap();
        let typed = json!({ "code": made.code.to_lowercase().replace('-', " ") });
        let refused = foreign.post("/api/v1/client/claim", &typed).await;
        assert_eq!(
            (refused.0, code(&refused.1)),
            (StatusCode::FORBIDDEN, "wrong-code"),
            "another institution"
        );
        let wrong = own.post("/api/v1/client/claim", &json!({ "code": "AAAA-AAAA" })).await;
        assert_eq!(wrong.0, StatusCode::FORBIDDEN);
        let (status, claimed) = own.post("/api/v1/client/claim", &typed).await;
        assert_eq!((status, claimed), (StatusCode::OK, json!(id)));
        assert_eq!(own.read::<Vec<OwnSession>>("/api/v1/client/sessions").await[0].id, id);
        let (_, mut other) = client(stage, &mut noor, "Tapuit").await;
        assert_eq!(
            other.post("/api/v1/client/claim", &typed).await.0,
            StatusCode::FORBIDDEN,
            "it works once"
        );
        let taken = noor.post(&offer, &()).await;
        assert_eq!((taken.0, code(&taken.1)), (StatusCode::CONFLICT, "session-of-another"));
        let summary: link::api::SessionDetail = noor.read(&format!("/api/v1/sessions/{id}")).await;
        assert_eq!(summary.summary.subject, session::Subject::Client(kluut));
    })
    .await;
}

#[tokio::test]
async fn a_question_that_nobody_would_read_is_refused_and_care_with_an_open_question_is_not_closed() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (kluut, mut own) = client(stage, &mut noor, "Kluut").await;
        let letter = |words: &str| NewLetter { words: words.into() };
        assert_eq!(own.post("/api/v1/client/letters", &letter("Mag het?")).await.0, StatusCode::NO_CONTENT);
        let close = format!("/api/v1/clients/{kluut}/close");
        let waits = noor.post(&close, &json!({ "reason": "Klaar" })).await;
        assert_eq!((waits.0, code(&waits.1)), (StatusCode::CONFLICT, "letters-open"));
        let path = format!("/api/v1/clients/{kluut}/letters");
        assert_eq!(noor.post(&path, &letter("Ja.")).await.0, StatusCode::NO_CONTENT);
        assert_eq!(noor.post(&close, &json!({ "reason": "Klaar" })).await.0, StatusCode::NO_CONTENT);
        let place: OwnPlace = own.read("/api/v1/client/place").await;
        assert!(place.readers.is_empty(), "nobody is promised to read it: {:?}", place.readers);
        assert_eq!(place.institution, "Hier");
        let refused = own.post("/api/v1/client/letters", &letter("Hallo?")).await;
        assert_eq!((refused.0, code(&refused.1)), (StatusCode::CONFLICT, "nobody-reads"));
        assert_eq!(
            own.read::<Vec<Letter>>("/api/v1/client/letters").await.len(),
            2,
            "nothing was kept of it"
        );
        assert_eq!(
            noor.post(&format!("/api/v1/clients/{kluut}/reopen"), &json!({ "reason": "Verder" })).await.0,
            StatusCode::NO_CONTENT
        );
        assert_eq!(own.post("/api/v1/client/letters", &letter("Hallo?")).await.0, StatusCode::NO_CONTENT);
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_over_is_kept_by_the_consent_of_whoever_makes_it_theirs() {
    on_both(async |stage| {
        let mut noor = colleague(stage, "noor").await;
        let (_, mut own) = client(stage, &mut noor, "Kluut").await;
        let id = session(stage, None).await;
        // The server forgets rooms that are left; this one is gone at once.
        let mut headset = stage.headset().await;
        headset.all_durable().await;
        for stream in ["behaviour", "answers"] {
            let path = format!("/api/v1/me/consents/{stream}");
            let off = json!({ "given": false, "information": 1 });
            assert_eq!(own.send(Method::PUT, &path, &off).await.0, StatusCode::OK);
        }
        let (_, made) = noor.post(&format!("/api/v1/sessions/{id}/claim"), &()).await;
        let made: ClaimCode = serde_json::from_value(made).unwrap();
        assert_eq!(own.post("/api/v1/client/claim", &json!({ "code": made.code })).await.0, StatusCode::OK);
        let read = witness(&stage.store, stage.here).await;
        let events = stage.store.events(&read, id).await.unwrap();
        for stored in &events {
            let kind = &stored.event.kind;
            assert!(
                !matches!(kind, EventKind::WorldEntered(_) | EventKind::TensionBefore(Some(_))),
                "{kind:?} is still kept"
            );
        }
        assert!(
            events.iter().any(|stored| stored.event.kind == EventKind::WorldWithheld),
            "that it was stays"
        );
    })
    .await;
}
