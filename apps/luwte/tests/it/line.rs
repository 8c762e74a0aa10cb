//! The clinical line in the server: plan, ways of use, note, closing; what is refused, whatever a page shows.

use crate::stage::{Headset, Stage};
use care::{
    note::{NewNote, SessionNote, Unsigned},
    plan::{ClientPlan, NewPlan, Plan, Unplanned},
    screening::{Answers, ClientScreening, Hindrance, items},
};
use catalogue::World;
use link::{
    Message,
    api::{
        ClientSummary, DeviceSummary, NewClient, NewRemark, NewReview, Pair, Paired, Problem, SessionSummary,
    },
    people::{
        BeginWay, Carer, ClosedClient, Closing, EndRelation, Ending, Leaving, NewRelation, Relation, WayUse,
    },
};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use session::{Act, ClientId, Discomfort, Language, SessionId, Way};
use std::collections::BTreeSet;

const DAY_US: i64 = 86_400_000_000;

async fn client(noor: &Login, alias: &str) -> ClientId {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
    client.id
}

/// Sends a body; the status and, where it was refused, the code.
async fn send(
    login: &Login,
    method: Method,
    path: &str,
    body: &impl serde::Serialize,
) -> (StatusCode, String) {
    let response = login.request(method, path).json(body).send().await.unwrap();
    let status = response.status();
    let problem = if status.is_success() { None } else { response.json::<Problem>().await.ok() };
    (status, problem.map(|problem| problem.code).unwrap_or_default())
}

async fn post(login: &Login, path: &str, body: &impl serde::Serialize) -> (StatusCode, String) {
    send(login, Method::POST, path, body).await
}

fn refused(code: &str) -> (StatusCode, String) {
    (StatusCode::CONFLICT, code.to_owned())
}

fn plan(alone: bool, ways: &[Way]) -> Plan {
    let today_us = luwte::clock::wall_us().div_euclid(DAY_US) * DAY_US;
    Plan {
        goal: "Rust in de avond".into(),
        minutes: 15,
        per_week: 2,
        moments: BTreeSet::new(),
        alone,
        ways: ways.iter().copied().collect(),
        preferred: BTreeSet::from([World::CoralReef]),
        avoided: BTreeSet::from([World::AlpineMeadow]),
        avoid: "Geen koeien".into(),
        from_us: today_us,
        until_us: today_us + 27 * DAY_US,
        evaluate_us: today_us + 27 * DAY_US,
    }
}

async fn pair(
    headset: &mut Headset,
    login: &Login,
    client: Option<ClientId>,
    (way, alone): (Option<Way>, bool),
) -> Result<SessionId, String> {
    let digits = headset.pairing_code().await;
    let body = Pair { digits, client, alone, way };
    let response = login.request(Method::POST, "/api/v1/pair").json(&body).send().await.unwrap();
    if response.status() == StatusCode::OK {
        return Ok(response.json::<Paired>().await.unwrap().session);
    }
    Err(response.json::<Problem>().await.unwrap().code)
}

/// From the welcome to the end, with this said of discomfort.
async fn walk(headset: &mut Headset, discomfort: Discomfort) {
    headset.enter_world().await;
    headset.skip(600);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(4)).await;
    headset.act(Act::ReportDiscomfort(discomfort)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
}

#[tokio::test]
async fn a_plan_is_bound_by_the_screening_kept_in_versions_and_tells_where_the_client_stands() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    let path = format!("/api/v1/clients/{kluut}/plan");
    let together = NewPlan { replaces: 0, plan: plan(false, &[Way::Guided]) };
    assert_eq!(post(&noor, &path, &together).await, refused("screening-missing"));

    let items = items().map(|item| (item.id.to_owned(), item.id == "acute-ward")).collect();
    let answers = Answers { items, ..Answers::default() };
    let _: ClientScreening =
        noor.post(&format!("/api/v1/clients/{kluut}/screenings"), &answers).await.unwrap();
    let alone = NewPlan { replaces: 0, plan: plan(true, &[Way::Consult]) };
    assert_eq!(post(&noor, &path, &alone).await, refused("screening-supervised-only"));
    let first: ClientPlan = noor.post(&path, &together).await.unwrap();
    assert_eq!((first.versions.len(), first.alone), (1, Some(Hindrance::SupervisedOnly)));
    assert_eq!(first.home_loan, Some(Unplanned::NotPractised));
    assert_eq!(first.versions[0].by_name, "Noor Voorbeeld");
    assert_eq!(post(&noor, &path, &together).await, refused("meanwhile"), "it was read before");

    let mut headset = stage.headset().await;
    assert_eq!(
        pair(&mut headset, &noor, Some(kluut), (Some(Way::StaffBreak), false)).await,
        Err("screening-supervised-only".into())
    );
    assert_eq!(pair(&mut headset, &noor, Some(kluut), (Some(Way::Guided), true)).await, Ok(headset.session));
    let planned = headset
        .until(|message| if let Message::Worlds(planned) = message { Some(planned.clone()) } else { None })
        .await;
    assert_eq!(planned.offered().first(), Some(&World::CoralReef));
    assert!(planned.avoids(World::AlpineMeadow));
    walk(&mut headset, Discomfort::None).await;
    let second = NewPlan { replaces: 1, plan: Plan { minutes: 10, ..plan(false, &[Way::Guided]) } };
    let second: ClientPlan = noor.post(&path, &second).await.unwrap();
    assert_eq!(second.versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    let progress = second.progress.unwrap();
    assert_eq!((progress.done, progress.planned, progress.this_week), (1, 8, 1));
    let listed: Vec<SessionSummary> = noor.get(&format!("/api/v1/clients/{kluut}/sessions")).await.unwrap();
    assert_eq!(
        (listed[0].way, listed[0].alone),
        (Some(Way::Guided), Some(false)),
        "the way says who is there"
    );
}

#[tokio::test]
async fn safety_rule_02_a_loan_home_needs_a_plan_after_a_session_that_the_client_did_themselves() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let path = format!("/api/v1/clients/{kluut}/plan");
    let home = NewPlan { replaces: 0, plan: plan(true, &[Way::Guided, Way::HomeLoan]) };
    assert_eq!(post(&noor, &path, &home).await, refused("plan-not-practised"));
    let mut headset = stage.headset().await;
    assert_eq!(
        pair(&mut headset, &noor, Some(kluut), (Some(Way::HomeLoan), false)).await,
        Err("plan-not-practised".into())
    );
    pair(&mut headset, &noor, Some(kluut), (Some(Way::Guided), false)).await.unwrap();
    let (_watcher, _) = stage.watch(&mut headset, &noor).await;
    walk(&mut headset, Discomfort::None).await;
    let mut next = stage.headset().await;
    assert_eq!(
        pair(&mut next, &noor, Some(kluut), (Some(Way::HomeLoan), true)).await,
        Err("plan-missing".into())
    );
    let told: ClientPlan = noor.post(&path, &home).await.unwrap();
    assert_eq!((told.self_runs, told.home_loan), (1, None));
    assert_eq!(pair(&mut next, &noor, Some(kluut), (Some(Way::Consult), true)).await, Err("plan-way".into()));
    assert_eq!(pair(&mut next, &noor, Some(kluut), (Some(Way::HomeLoan), true)).await, Ok(next.session));
}

#[tokio::test]
async fn a_note_is_drafted_signed_once_and_added_to_and_who_looks_finds_what_was_signed() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let mut headset = stage.headset().await;
    pair(&mut headset, &noor, Some(kluut), (Some(Way::Consult), true)).await.unwrap();
    let path = format!("/api/v1/sessions/{}/note", headset.session);
    let text = |text: &str| NewNote { text: text.into(), language: Language::Nl };
    headset.enter_world().await;
    headset.all_durable().await;
    assert_eq!(post(&noor, &format!("{path}/sign"), &text("Te vroeg.")).await, refused("not-over"));
    headset.skip(600);
    for act in [
        Act::Finish,
        Act::Continue,
        Act::RateTension(4),
        Act::ReportDiscomfort(Discomfort::None),
        Act::Continue,
    ] {
        headset.act(act).await;
    }
    headset.all_durable().await;

    let waiting: Vec<Unsigned> = noor.get("/api/v1/notes/unsigned").await.unwrap();
    assert_eq!(waiting.iter().map(|note| note.session).collect::<Vec<_>>(), [headset.session]);
    let draft: SessionNote = noor.get(&format!("{path}?language=nl&ahead_min=60")).await.unwrap();
    for part in [
        "7 vooraf, 4 achteraf: 3 punten lager",
        "Strand bij zonsondergang (10 min)",
        "tijdens het consult",
        "niets onprettigs",
    ] {
        assert!(draft.draft.contains(part), "{part}: {}", draft.draft);
    }
    assert!(!draft.draft.contains("Hartslag") && !draft.draft.contains('⟦'), "{}", draft.draft);
    let english: SessionNote = noor.get(&format!("{path}?language=en")).await.unwrap();
    assert!(english.draft.contains("3 points lower") && !english.draft.contains('⟦'), "{}", english.draft);

    assert_eq!(send(&noor, Method::PUT, &path, &text("Concept.")).await.0, StatusCode::NO_CONTENT);
    let kept: SessionNote = noor.get(&path).await.unwrap();
    assert_eq!((kept.draft.as_str(), kept.kept.is_some()), ("Concept.", true));
    assert_eq!(post(&noor, &format!("{path}/addenda"), &text("Te vroeg.")).await, refused("meanwhile"));
    let signed: SessionNote = noor.post(&format!("{path}/sign"), &text(" Ging goed. ")).await.unwrap();
    let note = &signed.signed[0];
    assert_eq!(
        (note.text.as_str(), note.by_name.as_str(), note.role.as_str()),
        ("Ging goed.", "Noor Voorbeeld", "practitioner")
    );
    assert!(note.intact && note.hash.len() == 64);
    assert_eq!(post(&noor, &format!("{path}/sign"), &text("Anders.")).await, refused("meanwhile"));
    assert_eq!(send(&noor, Method::PUT, &path, &text("Anders.")).await, refused("meanwhile"));
    let added: SessionNote = noor.post(&format!("{path}/addenda"), &text("Sliep goed.")).await.unwrap();
    assert_eq!(added.signed.iter().map(|note| note.number).collect::<Vec<_>>(), [1, 2]);
    assert!(added.signed.iter().all(|note| note.intact));
    assert_eq!(noor.get::<Vec<Unsigned>>("/api/v1/notes/unsigned").await.unwrap(), []);
    let sam = stage.login("sam").await;
    assert_eq!(sam.request(Method::GET, &path).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    for unfit in ["", " \n ", "een\u{7}bel"] {
        let status = post(&noor, &format!("{path}/addenda"), &text(unfit)).await.0;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{unfit:?}");
    }
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().any(|(_, action, object)| action == "sign" && object == "note"));
}

#[tokio::test]
async fn safety_rule_10_what_a_colleague_notes_as_an_adverse_event_stops_use_alone_until_it_is_reviewed() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let mut headset = stage.headset().await;
    pair(&mut headset, &noor, Some(kluut), (Some(Way::Guided), false)).await.unwrap();
    walk(&mut headset, Discomfort::None).await;
    let remarks = format!("/api/v1/sessions/{}/remarks", headset.session);
    let remark = |adverse, text: &str| NewRemark { adverse, text: text.into() };
    assert_eq!(post(&noor, &remarks, &remark(false, "Lachte aan het eind.")).await.0, StatusCode::NO_CONTENT);
    let mut next = stage.headset().await;
    assert_eq!(post(&noor, &remarks, &remark(true, "Huilde na afloop.")).await.0, StatusCode::NO_CONTENT);
    assert_eq!(
        pair(&mut next, &noor, Some(kluut), (Some(Way::Consult), true)).await,
        Err("screening-adverse-event".into())
    );
    let path = format!("/api/v1/clients/{kluut}/plan");
    let alone = NewPlan { replaces: 0, plan: plan(true, &[Way::Consult]) };
    assert_eq!(post(&noor, &path, &alone).await, refused("screening-adverse-event"));
    let listed: Vec<SessionSummary> = noor.get(&format!("/api/v1/clients/{kluut}/sessions")).await.unwrap();
    assert!(listed[0].adverse_event && listed[0].review.is_none());
    let note: SessionNote =
        noor.get(&format!("/api/v1/sessions/{}/note?language=nl", headset.session)).await.unwrap();
    assert!(
        note.draft.contains("Huilde na afloop.") && note.draft.contains("Lachte aan het eind."),
        "{}",
        note.draft
    );
    let review = NewReview { note: "Besproken, kan weer.".into() };
    let _: link::api::AdverseReview =
        noor.post(&format!("/api/v1/sessions/{}/review", headset.session), &review).await.unwrap();
    let listed: Vec<SessionSummary> = noor.get(&format!("/api/v1/clients/{kluut}/sessions")).await.unwrap();
    assert!(listed[0].adverse_event && listed[0].review.is_some());
    assert_eq!(pair(&mut next, &noor, Some(kluut), (Some(Way::Consult), true)).await, Ok(next.session));
    // Another one waits again.
    assert_eq!(
        post(&noor, &remarks, &remark(true, "Belde ’s avonds: hoofdpijn.")).await.0,
        StatusCode::NO_CONTENT
    );
    let client: ClientSummary = noor.get(&format!("/api/v1/clients/{kluut}")).await.unwrap();
    assert_eq!(client.to_review, 1);
}

#[tokio::test]
async fn a_volunteer_starts_a_visitors_session_in_one_tap_and_sees_nobody() {
    let stage = Stage::new().await;
    let (ravi, mink) = (stage.login("ravi").await, stage.login("mink").await);
    let mut headset = stage.headset().await;
    headset.pairing_code().await;
    let headsets: Vec<DeviceSummary> = ravi.get("/api/v1/headsets").await.unwrap();
    let id = headsets.iter().find(|headset| headset.connected).unwrap().id;
    let path = format!("/api/v1/headsets/{id}/begin");
    let begun: Paired = ravi.post(&path, &BeginWay { way: Way::Visitor }).await.unwrap();
    assert_eq!(begun.session, headset.session);
    assert_eq!(post(&ravi, &path, &BeginWay { way: Way::Consult }).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let there = stage.login("vreemd").await;
    assert_eq!(post(&there, &path, &BeginWay { way: Way::Visitor }).await.0, StatusCode::NOT_FOUND);
    walk(&mut headset, Discomfort::None).await;
    assert_eq!(post(&ravi, &path, &BeginWay { way: Way::Visitor }).await, refused("headset-off"));
    let used: Vec<WayUse> = mink.get("/api/v1/use/ways").await.unwrap();
    let visits = used.iter().find(|used| used.way == Way::Visitor).unwrap();
    assert_eq!((visits.sessions, visits.minutes_freed), (None, None), "one is too few to be told of");
    let status = ravi.request(Method::GET, "/api/v1/sessions").send().await.unwrap().status();
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn minutes_freed_in_consults_are_told_from_five_clients_on() {
    let stage = Stage::new().await;
    let (noor, mink) = (stage.login("noor").await, stage.login("mink").await);
    let consults = async || {
        let used: Vec<WayUse> = mink.get("/api/v1/use/ways").await.unwrap();
        used.into_iter().find(|used| used.way == Way::Consult)
    };
    assert_eq!(consults().await, None);
    for alias in ["Kluut", "Grutto", "Tureluur", "Scholekster", "Wulp"] {
        if alias == "Wulp" {
            assert_eq!(consults().await.unwrap().sessions, None, "four clients are too few");
        }
        let client = client(&noor, alias).await;
        stage.screen(&noor, client).await;
        let mut headset = stage.headset().await;
        pair(&mut headset, &noor, Some(client), (Some(Way::Consult), true)).await.unwrap();
        walk(&mut headset, Discomfort::None).await;
    }
    let told = consults().await.unwrap();
    assert_eq!((told.sessions, told.clients), (Some(5), Some(5)));
    // Ten minutes each, and the few moments that walking through takes here.
    assert!(told.minutes_freed.is_some_and(|minutes| (50..=52).contains(&minutes)), "{told:?}");
}

#[tokio::test]
async fn a_closed_client_begins_no_session_is_left_by_the_last_carer_and_opened_by_who_treated_them() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let relations: Vec<Relation> = noor.get(&format!("/api/v1/clients/{kluut}/relations")).await.unwrap();
    let end = format!("/api/v1/clients/{kluut}/relations/{}/end", relations[0].id);
    let how = EndRelation { how: Ending::Finished };
    assert_eq!(post(&noor, &end, &how).await, refused("last-carer"));
    let because = |reason: &str| Closing { reason: reason.into() };
    let close = format!("/api/v1/clients/{kluut}/close");
    assert_eq!(post(&noor, &close, &because(" ")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&noor, &close, &because("Behandeling klaar.")).await.0, StatusCode::NO_CONTENT);
    assert_eq!(post(&noor, &close, &because("Nog eens.")).await, refused("meanwhile"));

    let mut headset = stage.headset().await;
    assert_eq!(
        pair(&mut headset, &noor, Some(kluut), (Some(Way::Guided), false)).await,
        Err("client-closed".into())
    );
    let new = NewPlan { replaces: 0, plan: plan(false, &[Way::Guided]) };
    assert_eq!(post(&noor, &format!("/api/v1/clients/{kluut}/plan"), &new).await, refused("client-closed"));
    let sam = stage.login("sam").await;
    let add = NewRelation { carer: Carer::User(sam.me().user) };
    assert_eq!(
        post(&noor, &format!("/api/v1/clients/{kluut}/relations"), &add).await,
        refused("client-closed")
    );

    assert_eq!(post(&noor, &end, &how).await.0, StatusCode::NO_CONTENT, "the last may go now");
    let path = format!("/api/v1/clients/{kluut}");
    assert_eq!(noor.request(Method::GET, &path).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let closed: Vec<ClosedClient> = noor.get("/api/v1/closed-clients").await.unwrap();
    assert_eq!((closed[0].alias.as_str(), closed[0].reason.as_str()), ("Kluut", "Behandeling klaar."));
    let reopen = format!("{path}/reopen");
    assert_eq!(post(&sam, &reopen, &because("Ik wil kijken.")).await.0, StatusCode::FORBIDDEN);
    let stranger = stage.login("vreemd").await;
    assert_eq!(post(&stranger, &reopen, &because("Ik wil kijken.")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(post(&noor, &reopen, &because("Klachten terug.")).await.0, StatusCode::NO_CONTENT);
    let client: ClientSummary = noor.get(&path).await.unwrap();
    assert_eq!(client.closed, None);
    assert_eq!(noor.get::<Vec<ClosedClient>>("/api/v1/closed-clients").await.unwrap(), []);
    assert_eq!(pair(&mut headset, &noor, Some(kluut), (Some(Way::Guided), false)).await, Ok(headset.session));
}

#[tokio::test]
async fn who_leaves_soon_takes_no_new_clients_on_any_way() {
    let stage = Stage::new().await;
    let (noor, sam, kaj) = (stage.login("noor").await, stage.login("sam").await, stage.login("kaj").await);
    let theirs = client(&sam, "Grutto").await;
    let until = Some(luwte::clock::wall_us() + 7 * DAY_US);
    let leaving = Leaving { until, hand_over: Some(Carer::User(noor.me().user)), tasks_to: None };
    let left = post(&kaj, &format!("/api/v1/people/{}/leave", sam.me().user), &leaving).await;
    assert_eq!(left.0, StatusCode::OK);
    assert_eq!(post(&sam, "/api/v1/clients", &NewClient { alias: "Wulp".into() }).await, refused("leaving"));
    let kluut = client(&noor, "Kluut").await;
    let add = NewRelation { carer: Carer::User(sam.me().user) };
    let status = post(&noor, &format!("/api/v1/clients/{kluut}/relations"), &add).await.0;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let team: link::people::Team = kaj
        .post("/api/v1/teams", &link::people::NewTeam { name: "Ambulant".into(), site: None })
        .await
        .unwrap();
    let join = link::people::NewMember { user: sam.me().user };
    assert_eq!(post(&kaj, &format!("/api/v1/teams/{}/members", team.id), &join).await, refused("leaving"));
    let close = format!("/api/v1/clients/{theirs}/close");
    assert_eq!(post(&sam, &close, &Closing { reason: "Klaar.".into() }).await.0, StatusCode::NO_CONTENT);
    let reopen = format!("/api/v1/clients/{theirs}/reopen");
    assert_eq!(post(&sam, &reopen, &Closing { reason: "Toch niet.".into() }).await, refused("leaving"));
}

#[tokio::test]
async fn a_practitioner_of_one_site_sees_only_clients_of_teams_there() {
    use link::people::{NewMember, NewRole, NewSite, NewTeam, Person, Role, Setting, Site, Team};
    let stage = Stage::new().await;
    let (noor, sam, kaj) = (stage.login("noor").await, stage.login("sam").await, stage.login("kaj").await);
    let setting = *Setting::ALL.first().unwrap();
    let mut sites = Vec::new();
    for name in ["Noord", "Zuid"] {
        let site: Site = kaj.post("/api/v1/sites", &NewSite { name: name.into(), setting }).await.unwrap();
        let team: Team = kaj
            .post("/api/v1/teams", &NewTeam { name: format!("Team {name}"), site: Some(site.id) })
            .await
            .unwrap();
        for user in [noor.me().user, sam.me().user] {
            let joined = post(&kaj, &format!("/api/v1/teams/{}/members", team.id), &NewMember { user }).await;
            assert_eq!(joined.0, StatusCode::NO_CONTENT);
        }
        sites.push((site.id, team.id));
    }
    let mut clients = Vec::new();
    for (alias, (_, team)) in ["Kluut", "Grutto"].into_iter().zip(&sites) {
        let id = client(&noor, alias).await;
        let add = NewRelation { carer: Carer::Team(*team) };
        let _: Vec<Relation> = noor.post(&format!("/api/v1/clients/{id}/relations"), &add).await.unwrap();
        clients.push(id);
    }
    let seen = async || sam.get::<Vec<ClientSummary>>("/api/v1/clients").await.unwrap().len();
    assert_eq!(seen().await, 2, "a practitioner of the whole institution");
    let role = NewRole { role: Role::Practitioner, site: Some(sites[0].0), team: None };
    let given = post(&kaj, &format!("/api/v1/people/{}/roles", sam.me().user), &role).await;
    assert_eq!(given.0, StatusCode::CREATED);
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let person = people.iter().find(|person| person.id == sam.me().user).unwrap();
    let whole = person.roles.iter().find(|held| held.site.is_none()).unwrap().id;
    let path = format!("/api/v1/people/{}/roles/{whole}", sam.me().user);
    let ended = kaj.request(Method::DELETE, &path).send().await.unwrap().status();
    assert_eq!(ended, StatusCode::NO_CONTENT);
    let list: Vec<ClientSummary> = sam.get("/api/v1/clients").await.unwrap();
    assert_eq!(list.iter().map(|client| client.id).collect::<Vec<_>>(), [clients[0]]);
    let path = format!("/api/v1/clients/{}", clients[1]);
    assert_eq!(sam.request(Method::GET, &path).send().await.unwrap().status(), StatusCode::FORBIDDEN);
}
