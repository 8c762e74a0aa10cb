//! No session of a client begins without a screening that allows it: refused in the server, on every way in.

use crate::stage::{Headset, Stage};
use care::screening::{
    Answers, Checklist, ClientScreening, Hindrance, NewDecision, Outcome, Screening, Standing, items,
};
use link::api::{ClientSummary, NewClient, Pair, Paired, Problem};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use session::{Act, ClientId, Discomfort, SessionId};

async fn client(noor: &Login, alias: &str) -> ClientId {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
    client.id
}

/// Everything answered with no, but these.
fn answers(yes: &[&str]) -> Answers {
    let items = items().map(|item| (item.id.to_owned(), yes.contains(&item.id))).collect();
    Answers { items, ..Answers::default() }
}

async fn send(
    login: &Login,
    path: &str,
    body: &impl serde::Serialize,
) -> Result<ClientScreening, (StatusCode, String)> {
    let response = login.request(Method::POST, path).json(body).send().await.unwrap();
    match response.status() {
        StatusCode::CREATED => Ok(response.json().await.unwrap()),
        status => {
            let problem: Problem = response.json().await.unwrap();
            assert!(problem.message.ends_with('.'), "{}", problem.message);
            Err((status, problem.code))
        }
    }
}

async fn screen(
    login: &Login,
    client: ClientId,
    yes: &[&str],
) -> Result<ClientScreening, (StatusCode, String)> {
    send(login, &format!("/api/v1/clients/{client}/screenings"), &answers(yes)).await
}

async fn decide(
    login: &Login,
    client: ClientId,
    screening: u32,
    alone: bool,
) -> Result<ClientScreening, (StatusCode, String)> {
    let decision = NewDecision { screening, alone, reason: " Overlegd met de arts. ".into() };
    send(login, &format!("/api/v1/clients/{client}/screenings/decisions"), &decision).await
}

/// Tries to bind a session to a client; which rule stands in the way.
async fn pair(
    headset: &mut Headset,
    login: &Login,
    client: Option<ClientId>,
    alone: bool,
) -> Result<SessionId, String> {
    let digits = headset.pairing_code().await;
    let body = Pair { digits, client, alone, way: None };
    let response = login.request(Method::POST, "/api/v1/pair").json(&body).send().await.unwrap();
    if response.status() == StatusCode::OK {
        return Ok(response.json::<Paired>().await.unwrap().session);
    }
    assert_eq!(response.status(), StatusCode::CONFLICT);
    Err(response.json::<Problem>().await.unwrap().code)
}

/// Walks the session of this headset to its end.
async fn walk(headset: &mut Headset, discomfort: Discomfort) {
    headset.enter_world().await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(5)).await;
    headset.act(Act::ReportDiscomfort(discomfort)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
}

#[tokio::test]
async fn safety_rule_01_no_session_of_a_client_begins_without_a_screening_that_allows_it() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    let mut headset = stage.headset().await;
    let refused = pair(&mut headset, &noor, Some(kluut), false).await;
    assert_eq!(refused, Err("screening-missing".into()));
    assert_eq!(
        stage.store.session(headset.session).await.unwrap().unwrap().subject,
        session::Subject::Anonymous
    );

    let stopped = screen(&noor, kluut, &["seizure"]).await.unwrap();
    assert!(matches!(stopped.standing, Standing::Stands { outcome: Outcome::HardStop, .. }));
    assert_eq!((stopped.supervised, stopped.alone), (Some(Hindrance::HardStop), Some(Hindrance::HardStop)));
    assert_eq!(pair(&mut headset, &noor, Some(kluut), false).await, Err("screening-hard-stop".into()));
    assert_eq!(
        decide(&noor, kluut, 1, false).await,
        Err((StatusCode::CONFLICT, "screening-hard-stop".into()))
    );
    let silent = screen(&noor, kluut, &[]).await;
    assert_eq!(silent, Err((StatusCode::UNPROCESSABLE_ENTITY, "screening-unexplained".into())));
    assert_eq!(pair(&mut headset, &noor, Some(kluut), true).await, Err("screening-hard-stop".into()));

    let mut explained = answers(&[]);
    explained.changed.insert("seizure".into(), "Het was flauwvallen.".into());
    let path = format!("/api/v1/clients/{kluut}/screenings");
    let now = send(&noor, &path, &explained).await.unwrap();
    assert_eq!((now.supervised, now.alone, now.screenings.len()), (None, None, 2));
    assert_eq!(now.screenings[0].answers, explained);
    assert_eq!(pair(&mut headset, &noor, Some(kluut), true).await, Ok(headset.session));
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    let lines = trail.iter().filter(|(_, action, object)| action == "create" && object == "screening");
    assert_eq!(lines.count(), 3, "what was refused as well");
}

#[tokio::test]
async fn a_risk_waits_for_a_clinician_who_writes_down_why() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    let mut headset = stage.headset().await;
    screen(&noor, kluut, &["pregnancy"]).await.unwrap();
    assert_eq!(pair(&mut headset, &noor, Some(kluut), false).await, Err("screening-uncleared".into()));
    let path = format!("/api/v1/clients/{kluut}/screenings/decisions");
    let silent = NewDecision { screening: 1, alone: false, reason: "  ".into() };
    assert_eq!(
        send(&noor, &path, &silent).await,
        Err((StatusCode::UNPROCESSABLE_ENTITY, "bad-input".into()))
    );
    assert_eq!(decide(&noor, kluut, 2, false).await, Err((StatusCode::CONFLICT, "meanwhile".into())));
    let decided = decide(&noor, kluut, 1, false).await.unwrap();
    let told = &decided.screenings[0].decisions[0];
    assert_eq!((told.by_name.as_str(), told.reason.as_str()), ("Noor Voorbeeld", "Overlegd met de arts."));
    assert_eq!(pair(&mut headset, &noor, Some(kluut), true).await, Err("screening-supervised-only".into()));
    assert_eq!(pair(&mut headset, &noor, Some(kluut), false).await, Ok(headset.session));
    // Also whoever names no client, in a session that is this client's already.
    assert_eq!(pair(&mut headset, &noor, None, true).await, Err("screening-supervised-only".into()));
}

#[tokio::test]
async fn safety_rule_13_alone_only_after_a_session_with_someone_there() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    let found = screen(&noor, kluut, &["acute-ward"]).await.unwrap();
    assert_eq!((found.supervised, found.alone), (None, Some(Hindrance::SupervisedOnly)));
    let too_early = decide(&noor, kluut, 1, true).await;
    assert_eq!(too_early, Err((StatusCode::CONFLICT, "screening-supervised-first".into())));
    let mut headset = stage.headset().await;
    pair(&mut headset, &noor, Some(kluut), false).await.unwrap();
    let (_watcher, _) = stage.watch(&mut headset, &noor).await;
    walk(&mut headset, Discomfort::None).await;
    let decided = decide(&noor, kluut, 1, true).await.unwrap();
    assert_eq!((decided.supervised_sessions, decided.alone), (1, None));
}

#[tokio::test]
async fn safety_rule_10_alone_waits_for_the_review_of_what_went_wrong() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let mut headset = stage.headset().await;
    pair(&mut headset, &noor, Some(kluut), true).await.unwrap();
    walk(&mut headset, Discomfort::Panic).await;
    let mut next = stage.headset().await;
    assert_eq!(pair(&mut next, &noor, Some(kluut), true).await, Err("screening-adverse-event".into()));
    let path = format!("/api/v1/sessions/{}/review", headset.session);
    let note = link::api::NewReview { note: "Besproken.".into() };
    let reviewed: link::api::AdverseReview = noor.post(&path, &note).await.unwrap();
    assert!(!reviewed.note.is_empty());
    assert_eq!(pair(&mut next, &noor, Some(kluut), true).await, Ok(next.session));
}

#[tokio::test]
async fn only_who_treats_the_client_screens_and_decides() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    stage.screen(&noor, kluut).await;
    let (sam, jip, kim) = (stage.login("sam").await, stage.login("jip").await, stage.login("vreemd").await);
    let refused = |status: StatusCode| {
        move |outcome: Result<ClientScreening, (StatusCode, String)>| {
            assert_eq!(outcome.unwrap_err().0, status);
        }
    };
    for (login, status) in
        [(&sam, StatusCode::FORBIDDEN), (&jip, StatusCode::FORBIDDEN), (&kim, StatusCode::NOT_FOUND)]
    {
        refused(status)(screen(login, kluut, &[]).await);
        refused(status)(decide(login, kluut, 1, true).await);
        let path = format!("/api/v1/clients/{kluut}/screenings");
        assert_eq!(login.request(Method::GET, &path).send().await.unwrap().status(), status);
    }
    let checklist: Checklist = noor.get("/api/v1/screening").await.unwrap();
    assert_eq!(checklist, Checklist::present());
    let now: ClientScreening = noor.get(&format!("/api/v1/clients/{kluut}/screenings")).await.unwrap();
    assert_eq!(now.screenings.len(), 1, "nothing came in");
}

#[tokio::test]
async fn of_two_who_screen_at_once_both_are_kept_or_one_is_told() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor, "Kluut").await;
    let both = tokio::join!(screen(&noor, kluut, &["heart"]), screen(&noor, kluut, &[]));
    let outcomes = [both.0, both.1];
    let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    for outcome in &outcomes {
        if let Err((status, code)) = outcome {
            assert_eq!((*status, code.as_str()), (StatusCode::CONFLICT, "meanwhile"));
        }
    }
    let now: ClientScreening = noor.get(&format!("/api/v1/clients/{kluut}/screenings")).await.unwrap();
    assert!(kept >= 1 && now.screenings.len() == kept);
}

/// The store's half, on both databases.
pub async fn the_store_keeps_screenings_in_order(store: &luwte::store::Store, here: session::OrganisationId) {
    use luwte::store::UserToAdd;
    let written = crate::stage::witness(store, here).await;
    let user = UserToAdd {
        login: format!("screener-{}", uuid::Uuid::now_v7()),
        name: "Noor Voorbeeld".into(),
        roles: vec![link::people::Role::Practitioner],
        password_hash: "x".into(),
    };
    let by = store.add_user(here, &user, 1).await.unwrap();
    let client = ClientId(uuid::Uuid::now_v7());
    let to_add = luwte::store::ClientToAdd {
        id: client,
        alias: "Grutto".into(),
        carer: link::people::Carer::User(by),
        by: Some(by),
    };
    store.add_client(&written, here, &to_add, 1).await.unwrap();
    let screening = |number| Screening {
        number,
        at_us: i64::from(number),
        outcome: Outcome::UntilCleared,
        answers: answers(&["heart"]),
        decisions: Vec::new(),
    };
    store.add_screening(&written, client, by, &screening(1), 1).await.unwrap();
    store.add_screening(&written, client, by, &screening(2), 1).await.unwrap();
    let again = store.add_screening(&written, client, by, &screening(2), 1).await;
    assert!(matches!(again, Err(luwte::store::StoreError::Taken)));
    let decision = care::screening::Decision { at_us: 9, alone: true };
    store.add_decision(&written, client, by, (2, 1), decision, "Kan.").await.unwrap();
    let again = store.add_decision(&written, client, by, (2, 1), decision, "Kan.").await;
    assert!(matches!(again, Err(luwte::store::StoreError::Taken)));
    let rows = store.screenings(&written, client).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.screening.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(rows[1].screening, Screening { decisions: vec![decision], ..screening(2) });
    assert_eq!(rows[1].decided[0].reason, "Kan.");
    assert_eq!(store.supervised_sessions(&written, client).await.unwrap(), 0);
}
