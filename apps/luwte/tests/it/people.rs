//! People and access: treatment relations, invitations, roles, leaving, emergency access, and the chain of the access log.

use crate::{
    postgres::Postgres,
    stage::{Folder, Headset, PASSWORD, Stage, Watcher, witness},
};
use link::{
    Message, Problem,
    api::{ClientSummary, Me, NewClient, Paired, SessionSummary},
    people::{
        AcceptInvitation, Carer, Emergency, EmergencyOpened, EndRelation, Ending, InvitationCode, Invited,
        JudgeEmergency, Leaving, Left, LookInvitation, NewEmergency, NewInvitation, NewMember, NewRelation,
        NewRole, NewSite, NewTeam, Person, Relation, Role, Setting, Site, Team, TeamUse,
    },
};
use luwte::{
    app::Settings,
    client::Login,
    clock,
    store::{Broken, ClientToAdd, Database, Head, Search, SessionRow, Store, UserToAdd},
};
use reqwest::{Method, StatusCode};
use session::{ClientId, SessionId, Subject, UserId};
use uuid::Uuid;

async fn client_of(login: &Login, alias: &str) -> ClientId {
    let client: ClientSummary =
        login.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
    client.id
}

async fn status(login: &Login, method: Method, path: &str, body: &impl serde::Serialize) -> StatusCode {
    login.request(method, path).json(body).send().await.unwrap().status()
}

async fn id_of(stage: &Stage, login: &str) -> UserId {
    stage.store.user_by_login(login, clock::wall_us()).await.unwrap().unwrap().0.id
}

async fn aliases(login: &Login) -> Vec<String> {
    let clients: Vec<ClientSummary> = login.get("/api/v1/clients").await.unwrap();
    clients.into_iter().map(|client| client.alias).collect()
}

/// A session of a client, written as the past is.
async fn session_of(stage: &Stage, client: ClientId) -> SessionId {
    let (headset, _) = stage.code(stage.here, "Oude bril").await;
    let row = SessionRow {
        id: SessionId(Uuid::now_v7()),
        organisation: stage.here,
        headset,
        headset_name: "Oude bril".into(),
        subject: Subject::Client(client),
        opened_us: clock::wall_us() - 3_600_000_000,
        recording: false,
    };
    stage.store.open_session(&witness(&stage.store, stage.here).await, &row, "test").await.unwrap();
    row.id
}

async fn treatment(stage: &Stage) {
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let client = client_of(&noor, "Kluut").await;
    let session = session_of(stage, client).await;
    let (record, timeline) = (format!("/api/v1/clients/{client}"), format!("/api/v1/sessions/{session}"));
    let relations = format!("{record}/relations");

    // Whoever adds a client treats them; a colleague does not, and finds nothing of them anywhere.
    assert_eq!(aliases(&noor).await, ["Kluut"]);
    assert!(aliases(&sam).await.is_empty());
    for path in [&record, &relations, &timeline, &format!("{timeline}/poses")] {
        assert_eq!(status(&sam, Method::GET, path, &()).await, StatusCode::FORBIDDEN, "{path}");
        assert_ne!(status(&noor, Method::GET, path, &()).await, StatusCode::FORBIDDEN, "{path}");
    }
    let seen: Vec<SessionSummary> = sam.get("/api/v1/sessions").await.unwrap();
    assert!(seen.is_empty(), "{seen:?}");
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().any(|(actor, action, _)| actor == "practitioner" && action == "refused"));

    // Added by whom it may be, they see the client from the next request on; ended, no longer.
    let carer = Carer::User(id_of(stage, "sam").await);
    let add = NewRelation { carer };
    assert_eq!(status(&sam, Method::POST, &relations, &add).await, StatusCode::FORBIDDEN);
    let told: Vec<Relation> = noor.post(&relations, &add).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(status(&noor, Method::POST, &relations, &add).await, StatusCode::CONFLICT);
    assert_eq!(aliases(&sam).await, ["Kluut"]);
    assert_eq!(status(&sam, Method::GET, &timeline, &()).await, StatusCode::OK);
    let sams = told.iter().find(|relation| relation.carer == carer).unwrap().id;
    let ends = format!("{relations}/{sams}/end");
    assert_eq!(
        status(&noor, Method::POST, &ends, &EndRelation { how: Ending::HandedOver }).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(status(&sam, Method::GET, &timeline, &()).await, StatusCode::FORBIDDEN);
    assert_eq!(
        status(&noor, Method::POST, &ends, &EndRelation { how: Ending::Finished }).await,
        StatusCode::NOT_FOUND,
        "ended once"
    );
    let told: Vec<Relation> = noor.get(&relations).await.unwrap();
    let sams = told.iter().find(|relation| relation.carer == carer).unwrap();
    assert!(sams.until.is_some() && sams.ended == Some(Ending::HandedOver), "nothing is taken out");

    // Who looks after headsets, a volunteer and another institution's practitioner treat nobody here.
    for unfit in ["jip", "ravi", "vreemd"] {
        let carer = Carer::User(id_of(stage, unfit).await);
        assert_eq!(
            status(&noor, Method::POST, &relations, &NewRelation { carer }).await,
            StatusCode::NOT_FOUND,
            "{unfit}"
        );
    }

    // By a team: who comes in sees its clients, who leaves it does not.
    let kaj = stage.login("kaj").await;
    let team: Team = kaj.post("/api/v1/teams", &NewTeam { name: "Duin".into(), site: None }).await.unwrap();
    let carer = Carer::Team(team.id);
    let members = format!("/api/v1/teams/{}/members", team.id);
    let sam_id = id_of(stage, "sam").await;
    let add = NewRelation { carer };
    let empty = status(&noor, Method::POST, &relations, &add).await;
    assert_eq!(empty, StatusCode::NOT_FOUND, "nobody in it treats");
    let noor_id = id_of(stage, "noor").await;
    status(&kaj, Method::POST, &members, &NewMember { user: noor_id }).await;
    let _: Vec<Relation> = noor.post(&relations, &add).await.unwrap();
    assert_eq!(
        status(&kaj, Method::POST, &members, &NewMember { user: sam_id }).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(aliases(&sam).await, ["Kluut"]);
    let out = format!("{members}/{sam_id}");
    assert_eq!(status(&kaj, Method::DELETE, &out, &()).await, StatusCode::NO_CONTENT);
    assert!(aliases(&sam).await.is_empty());
    // The last by which somebody treats them does not end: Noor herself, then Noor in the team.
    let told: Vec<Relation> = noor.get(&relations).await.unwrap();
    let goes_on = |carer: Carer| told.iter().find(move |told| told.carer == carer && told.until.is_none());
    let finished = EndRelation { how: Ending::Finished };
    let end = |carer: Carer| format!("{relations}/{}/end", goes_on(carer).unwrap().id);
    let own = end(Carer::User(noor_id));
    assert_eq!(status(&noor, Method::POST, &own, &finished).await, StatusCode::NO_CONTENT);
    assert_eq!(status(&noor, Method::POST, &end(carer), &finished).await, StatusCode::CONFLICT);
    let out = format!("{members}/{noor_id}");
    assert_eq!(status(&kaj, Method::DELETE, &out, &()).await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn only_who_treats_a_client_sees_anything_of_them() {
    treatment(&Stage::new().await).await;
}

#[tokio::test]
async fn only_who_treats_a_client_sees_anything_of_them_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    let mut stage = Stage::on(store, Folder::new(), Settings::default()).await;
    treatment(&stage).await;
    leaving(&stage).await;
    assert_eq!(stage.store.verify_audit(&[]).await.unwrap().broken, None);
    stage.end().await;
}

#[tokio::test]
async fn a_relation_that_ends_sends_away_who_watches_along() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let client = client_of(&noor, "Kluut").await;
    stage.screen(&noor, client).await;
    let relations = format!("/api/v1/clients/{client}/relations");
    let carer = Carer::User(id_of(&stage, "sam").await);
    let told: Vec<Relation> = noor.post(&relations, &NewRelation { carer }).await.unwrap();
    let mut headset: Headset = stage.headset().await;
    headset.enter_world().await;
    let digits = headset.pairing_code().await;
    let pair = link::api::Pair { digits, client: Some(client), alone: false, way: None };
    let _: Paired = sam.post("/api/v1/pair", &pair).await.unwrap();
    let mut watcher = Watcher::open(&sam, headset.session).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.act(session::Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    let sams = told.iter().find(|relation| relation.carer == carer).unwrap().id;
    let end = EndRelation { how: Ending::HandedOver };
    status(&noor, Method::POST, &format!("{relations}/{sams}/end"), &end).await;
    let problem =
        watcher.until(|message| if let Message::Problem(problem) = message { Some(*problem) } else { None });
    assert_eq!(problem.await, Problem::Forbidden);
    assert_eq!(watcher.socket.closing_code().await, Some(4003));
    let mut again = Watcher::open(&sam, headset.session).await;
    assert_eq!(again.socket.receive().await, Some(Message::Problem(Problem::Forbidden)));
    // Nor do they come back by the code in the headset.
    let digits = headset.pairing_code().await;
    let pair = link::api::Pair { digits, client: None, alone: false, way: None };
    assert_eq!(status(&sam, Method::POST, "/api/v1/pair", &pair).await, StatusCode::FORBIDDEN);
}

async fn invite(by: &Login, name: &str, roles: &[Role]) -> InvitationCode {
    let new = NewInvitation { name: name.into(), roles: roles.to_vec(), site: None, team: None };
    by.post("/api/v1/invitations", &new).await.unwrap()
}

#[tokio::test]
async fn an_invitation_works_once_and_makes_a_colleague_with_those_roles() {
    let stage = Stage::new().await;
    let kaj = stage.login("kaj").await;
    let code = invite(&kaj, "Bo Voorbeeld", &[Role::Practitioner, Role::Champion]).await;
    assert!(code.url.ends_with(&format!("/join#code={}", code.code)));
    let post = async |path: &str, body: serde_json::Value| {
        let url = format!("{}{path}", stage.site.base());
        stage.site.http().post(url).json(&body).send().await.unwrap()
    };
    let look = serde_json::to_value(LookInvitation { code: code.code.to_lowercase() }).unwrap();
    let invited: Invited = post("/api/v1/invitations/look", look.clone()).await.json().await.unwrap();
    assert_eq!((invited.name.as_str(), invited.organisation_name.as_str()), ("Bo Voorbeeld", "Hier"));
    assert_eq!(invited.roles, [Role::Practitioner, Role::Champion]);
    let accept = |login: &str, password: &str| {
        let (login, password) = (login.to_owned(), password.to_owned());
        serde_json::to_value(AcceptInvitation { code: code.code.clone(), login, password }).unwrap()
    };
    // A short password or a login name that exists use nothing up.
    let short = post("/api/v1/invitations/accept", accept("bo", "kort")).await;
    assert_eq!(short.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let taken = post("/api/v1/invitations/accept", accept("noor", PASSWORD)).await;
    assert_eq!(taken.status(), StatusCode::CONFLICT);
    let in_at_last = post("/api/v1/invitations/accept", accept("Bo", PASSWORD)).await;
    assert_eq!(in_at_last.status(), StatusCode::OK);
    assert!(in_at_last.headers().contains_key("set-cookie"), "and is signed in");
    let me: Me = in_at_last.json().await.unwrap();
    assert_eq!(me.roles, [Role::Practitioner, Role::Champion]);
    assert_eq!(stage.login("bo").await.me().name, "Bo Voorbeeld");
    let again = post("/api/v1/invitations/accept", accept("bo2", PASSWORD)).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert_eq!(post("/api/v1/invitations/look", look).await.status(), StatusCode::NOT_FOUND);
    // A withdrawn one works no longer.
    let other = invite(&kaj, "Cas Voorbeeld", &[Role::Volunteer]).await;
    let path = format!("/api/v1/invitations/{}", other.id);
    assert_eq!(status(&kaj, Method::DELETE, &path, &()).await, StatusCode::NO_CONTENT);
    let look = serde_json::to_value(LookInvitation { code: other.code }).unwrap();
    assert_eq!(post("/api/v1/invitations/look", look).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_gives_more_than_they_may_nor_anything_to_themselves() {
    let stage = Stage::new().await;
    let (kaj, lotte, noor) =
        (stage.login("kaj").await, stage.login("lotte").await, stage.login("noor").await);
    let new = |role| NewInvitation { name: "X".into(), roles: vec![role], site: None, team: None };
    for role in Role::ALL {
        let may =
            matches!(role, Role::Practitioner | Role::Champion | Role::EquipmentManager | Role::Volunteer);
        let expected = if may { StatusCode::CREATED } else { StatusCode::FORBIDDEN };
        assert_eq!(
            status(&lotte, Method::POST, "/api/v1/invitations", &new(*role)).await,
            expected,
            "{role:?}"
        );
    }
    assert_eq!(
        status(&noor, Method::POST, "/api/v1/invitations", &new(Role::Volunteer)).await,
        StatusCode::FORBIDDEN
    );
    let (kaj_id, jip_id) = (id_of(&stage, "kaj").await, id_of(&stage, "jip").await);
    let role = |role| NewRole { role, site: None, team: None };
    let roles = |id: UserId| format!("/api/v1/people/{id}/roles");
    assert_eq!(
        status(&kaj, Method::POST, &roles(kaj_id), &role(Role::Practitioner)).await,
        StatusCode::FORBIDDEN,
        "not to oneself"
    );
    assert_eq!(
        status(&lotte, Method::POST, &roles(jip_id), &role(Role::PrivacyOfficer)).await,
        StatusCode::FORBIDDEN
    );
    // Another institution's colleague is unknown here.
    let strange = id_of(&stage, "vreemd").await;
    assert_eq!(
        status(&kaj, Method::POST, &roles(strange), &role(Role::Champion)).await,
        StatusCode::NOT_FOUND
    );
    // A role counts from the next request on, and no longer once it is taken back.
    let jip = stage.login("jip").await;
    assert_eq!(status(&jip, Method::GET, "/api/v1/use", &()).await, StatusCode::FORBIDDEN);
    let held: link::people::HeldRole = kaj.post(&roles(jip_id), &role(Role::Manager)).await.unwrap();
    assert_eq!(status(&kaj, Method::POST, &roles(jip_id), &role(Role::Manager)).await, StatusCode::CONFLICT);
    assert_eq!(status(&jip, Method::GET, "/api/v1/use", &()).await, StatusCode::OK);
    let taken = format!("{}/{}", roles(jip_id), held.id);
    assert_eq!(status(&kaj, Method::DELETE, &taken, &()).await, StatusCode::NO_CONTENT);
    assert_eq!(status(&jip, Method::GET, "/api/v1/use", &()).await, StatusCode::FORBIDDEN);
    // The last administrator stays one.
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let own = people.iter().find(|person| person.id == kaj_id).unwrap().roles[0].id;
    let last = format!("{}/{own}", roles(kaj_id));
    assert_eq!(status(&kaj, Method::DELETE, &last, &()).await, StatusCode::CONFLICT);
    // A practitioner sees colleagues, and not how they sign in.
    let seen: Vec<Person> = noor.get("/api/v1/people").await.unwrap();
    assert!(seen.len() > 5 && seen.iter().all(|person| person.login.is_none() && person.clients.is_none()));
}

#[tokio::test]
async fn a_coordinator_of_one_site_invites_for_that_site() {
    let stage = Stage::new().await;
    let (kaj, lotte) = (stage.login("kaj").await, stage.login("lotte").await);
    let site = async |name: &str| -> Site {
        kaj.post("/api/v1/sites", &NewSite { name: name.into(), setting: Setting::Hospital }).await.unwrap()
    };
    let (own, other) = (site("Duinhuis").await, site("Zeehuis").await);
    let lotte_id = id_of(&stage, "lotte").await;
    let roles = format!("/api/v1/people/{lotte_id}/roles");
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let whole = people.iter().find(|person| person.id == lotte_id).unwrap().roles[0].id;
    let only = NewRole { role: Role::Coordinator, site: Some(own.id), team: None };
    assert_eq!(status(&kaj, Method::POST, &roles, &only).await, StatusCode::CREATED);
    assert_eq!(status(&kaj, Method::DELETE, &format!("{roles}/{whole}"), &()).await, StatusCode::NO_CONTENT);
    let new = |site| NewInvitation { name: "X".into(), roles: vec![Role::Volunteer], site, team: None };
    let path = "/api/v1/invitations";
    // Nor does she change, or bring anybody into, what is at another site or at none.
    let sam = NewMember { user: id_of(&stage, "sam").await };
    for (name, site, expected) in [
        ("Duin", Some(own.id), StatusCode::NO_CONTENT),
        ("Zee", Some(other.id), StatusCode::FORBIDDEN),
        ("Lucht", None, StatusCode::FORBIDDEN),
    ] {
        let team: Team = kaj.post("/api/v1/teams", &NewTeam { name: name.into(), site }).await.unwrap();
        let members = format!("/api/v1/teams/{}/members", team.id);
        assert_eq!(status(&lotte, Method::POST, &members, &sam).await, expected, "{name}");
        let away = format!("{members}/{}", sam.user);
        assert_eq!(status(&lotte, Method::DELETE, &away, &()).await, expected, "{name}");
        let invited = NewInvitation {
            name: "X".into(),
            roles: vec![Role::Volunteer],
            site: Some(own.id),
            team: Some(team.id),
        };
        let expected = if site == Some(own.id) { StatusCode::CREATED } else { StatusCode::FORBIDDEN };
        assert_eq!(status(&lotte, Method::POST, path, &invited).await, expected, "{name}");
    }
    let whole = NewRole { role: Role::Manager, site: Some(own.id), team: None };
    assert_eq!(status(&kaj, Method::POST, &roles, &whole).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(status(&lotte, Method::POST, path, &new(Some(own.id))).await, StatusCode::CREATED);
    assert_eq!(status(&lotte, Method::POST, path, &new(Some(other.id))).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&lotte, Method::POST, path, &new(None)).await, StatusCode::FORBIDDEN);
}

async fn leaving(stage: &Stage) {
    let (kaj, sam) = (stage.login("kaj").await, stage.login("sam").await);
    let client = client_of(&sam, "Scholekster").await;
    let session = session_of(stage, client).await;
    let (sam_id, noor_id) = (id_of(stage, "sam").await, id_of(stage, "noor").await);
    let leave = format!("/api/v1/people/{sam_id}/leave");
    let now = |hand_over| Leaving { until: None, hand_over };
    // Nobody is left untreated, and who arranges it does not come to see the clients.
    assert_eq!(status(&kaj, Method::POST, &leave, &now(None)).await, StatusCode::CONFLICT);
    let own = Some(Carer::User(id_of(stage, "kaj").await));
    assert_eq!(status(&kaj, Method::POST, &leave, &now(own)).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&sam, Method::GET, "/api/v1/me", &()).await, StatusCode::OK, "nothing was changed");
    let left: Left = kaj.post(&leave, &now(Some(Carer::User(noor_id)))).await.unwrap();
    assert_eq!(left.handed_over, 1);
    assert!(left.logins_cut >= 1);
    assert_eq!(status(&sam, Method::GET, "/api/v1/me", &()).await, StatusCode::UNAUTHORIZED);
    assert!(stage.site.login("sam", PASSWORD).await.is_err());
    let noor = stage.login("noor").await;
    assert_eq!(status(&noor, Method::GET, &format!("/api/v1/sessions/{session}"), &()).await, StatusCode::OK);
    let told: Vec<Relation> = noor.get(&format!("/api/v1/clients/{client}/relations")).await.unwrap();
    let sams = told.iter().find(|relation| relation.carer == Carer::User(sam_id)).unwrap();
    assert_eq!(
        (sams.name.as_str(), sams.ended),
        ("Sam Voorbeeld", Some(Ending::HandedOver)),
        "the name stays"
    );
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let gone = people.iter().find(|person| person.id == sam_id).unwrap();
    assert!(gone.left.is_some() && gone.roles.is_empty());
    assert_eq!(status(&kaj, Method::POST, &leave, &now(None)).await, StatusCode::NOT_FOUND, "they left once");
}

#[tokio::test]
async fn who_leaves_is_signed_out_at_once_and_their_clients_are_handed_over() {
    leaving(&Stage::new().await).await;
}

#[tokio::test]
async fn emergency_access_needs_a_reason_ends_by_itself_and_is_judged() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let client = client_of(&noor, "Kluut").await;
    let open = |alias: &str, reason: &str| NewEmergency { alias: alias.into(), reason: reason.into() };
    let path = "/api/v1/emergencies";
    assert_eq!(
        status(&sam, Method::POST, path, &open("Kluut", "zomaar")).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let reason = "Onwel op de afdeling; Noor is er niet.";
    assert_eq!(status(&sam, Method::POST, path, &open("Niemand", reason)).await, StatusCode::NOT_FOUND);
    let opened: EmergencyOpened = sam.post(path, &open("Kluut", reason)).await.unwrap();
    assert_eq!(opened.client, client);
    assert_eq!(aliases(&sam).await, ["Kluut"]);
    assert_eq!(status(&sam, Method::GET, &format!("/api/v1/clients/{client}"), &()).await, StatusCode::OK);
    // It shows the record, and gives nothing that outlasts it.
    let record = format!("/api/v1/clients/{client}");
    let relations: Vec<Relation> = sam.get(&format!("{record}/relations")).await.unwrap();
    let carer = Carer::User(id_of(&stage, "sam").await);
    let refused = async |method: Method, path: &str, body: serde_json::Value| {
        let response = sam.request(method, path).json(&body).send().await.unwrap();
        let status = response.status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(response.json::<link::api::Problem>().await.unwrap().code, "only-emergency", "{path}");
    };
    refused(
        Method::POST,
        &format!("{record}/relations"),
        serde_json::to_value(&NewRelation { carer }).unwrap(),
    )
    .await;
    let end = format!("{record}/relations/{}/end", relations[0].id);
    refused(Method::POST, &end, serde_json::to_value(&EndRelation { how: Ending::Finished }).unwrap()).await;
    refused(Method::POST, &format!("{record}/code"), serde_json::Value::Null).await;
    refused(Method::DELETE, &format!("{record}/login"), serde_json::Value::Null).await;
    let sender = link::ingest::NewSender { name: "Polshorloge".into(), client: Some(client) };
    refused(Method::POST, "/api/v1/senders", serde_json::to_value(&sender).unwrap()).await;
    // By the clock: a moment before the end it holds, then no longer.
    let sam_id = id_of(&stage, "sam").await;
    let stands = async |at| stage.store.stands_to(stage.here, sam_id, client, at).await.unwrap();
    assert_eq!(stands(opened.until - 1).await, luwte::store::Treatment::Emergency);
    assert_eq!(stands(opened.until).await, luwte::store::Treatment::Stranger);
    // The log says it, each look under it is marked, and the privacy officer judges it once.
    let read = witness(&stage.store, stage.here).await;
    let about = Search { client: Some(client), actor: Some(sam_id.0), ..Search::default() };
    let lines = stage.store.audit_lines(&read, stage.here, about).await.unwrap();
    assert!(lines.iter().any(|line| line.action == "emergency-access"));
    assert!(lines.iter().any(|line| line.action == "read" && line.emergency));
    assert!(lines.iter().all(|line| line.name.as_deref() == Some("Sam Voorbeeld")));
    let fem = stage.login("fem").await;
    let told: Vec<Emergency> = fem.get(path).await.unwrap();
    assert_eq!((told[0].reason.as_str(), told[0].by_name.as_str()), (reason, "Sam Voorbeeld"));
    let judge = format!("{path}/{}/judge", opened.id);
    let found = JudgeEmergency { judgement: "Terecht; met Noor besproken.".into() };
    assert_eq!(status(&sam, Method::POST, &judge, &found).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&fem, Method::POST, &judge, &found).await, StatusCode::NO_CONTENT);
    assert_eq!(status(&fem, Method::POST, &judge, &found).await, StatusCode::NOT_FOUND);
    // Guessing aliases is slowed down.
    let mut last = StatusCode::OK;
    for n in 0..6 {
        last = status(&sam, Method::POST, path, &open(&format!("Gok {n}"), reason)).await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn safety_rule_15_use_of_fewer_than_five_clients_is_not_told() {
    let stage = Stage::new().await;
    let (kaj, noor, mink) = (stage.login("kaj").await, stage.login("noor").await, stage.login("mink").await);
    let team: Team = kaj.post("/api/v1/teams", &NewTeam { name: "Duin".into(), site: None }).await.unwrap();
    let members = format!("/api/v1/teams/{}/members", team.id);
    let user = id_of(&stage, "noor").await;
    assert_eq!(status(&kaj, Method::POST, &members, &NewMember { user }).await, StatusCode::NO_CONTENT);
    for n in 0..5 {
        let told: Vec<TeamUse> = mink.get("/api/v1/use").await.unwrap();
        assert_eq!((told[0].clients, told[0].sessions), (None, None), "{n} clients");
        let client = client_of(&noor, &format!("Vogel {n}")).await;
        let carer = Carer::Team(team.id);
        let path = format!("/api/v1/clients/{client}/relations");
        let _: Vec<Relation> = noor.post(&path, &NewRelation { carer }).await.unwrap();
        session_of(&stage, client).await;
    }
    let told: Vec<TeamUse> = mink.get("/api/v1/use").await.unwrap();
    assert_eq!((told[0].clients, told[0].sessions), (Some(5), Some(5)));
    assert_eq!(status(&mink, Method::GET, "/api/v1/clients", &()).await, StatusCode::FORBIDDEN);
}

async fn changed(store: &Store, sql: &'static str) {
    match store.database() {
        Database::Sqlite { write, .. } => drop(sqlx::raw_sql(sql).execute(write).await.unwrap()),
        Database::Postgres(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.unwrap()),
    }
}

async fn chain(store: Store) {
    let here = store.add_organisation("Hier", 1).await.unwrap();
    let mut lines = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let store = store.clone();
        lines.spawn(async move {
            witness(&store, here).await;
        });
    }
    lines.join_all().await;
    let whole = store.verify_audit(&[]).await.unwrap();
    assert_eq!((whole.head.n, whole.broken.clone()), (40, None));
    assert_eq!(store.audit_head().await.unwrap(), whole.head);
    let broken = async |known: &[Head]| store.verify_audit(known).await.unwrap().broken;
    // Taken off at the end, it only shows to whoever wrote the end down.
    changed(&store, "CREATE TABLE aside AS SELECT * FROM audit WHERE n > 38; DELETE FROM audit WHERE n > 38")
        .await;
    assert_eq!(broken(&[]).await, None);
    assert_eq!(broken(std::slice::from_ref(&whole.head)).await, Some(Broken::NotAsKnown { n: 40 }));
    changed(&store, "INSERT INTO audit SELECT * FROM aside; DROP TABLE aside").await;
    assert_eq!(broken(std::slice::from_ref(&whole.head)).await, None);
    // Changed, put back, taken out.
    changed(&store, "UPDATE audit SET action = 'tesT' WHERE n = 17").await;
    assert_eq!(broken(&[]).await, Some(Broken::Changed { n: 17, at_us: 7 }));
    changed(&store, "UPDATE audit SET action = 'test' WHERE n = 17").await;
    assert_eq!(broken(&[]).await, None);
    changed(&store, "UPDATE audit SET client = id WHERE n = 5").await;
    assert_eq!(broken(&[]).await, Some(Broken::Changed { n: 5, at_us: 7 }));
    changed(&store, "UPDATE audit SET client = NULL WHERE n = 5; DELETE FROM audit WHERE n = 23").await;
    assert_eq!(broken(&[]).await, Some(Broken::Gone { n: 23 }));
    store.close().await;
}

#[tokio::test]
async fn a_row_of_the_access_log_that_was_changed_or_taken_out_is_named() {
    let folder = Folder::new();
    chain(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
}

#[tokio::test]
async fn a_row_of_the_access_log_that_was_changed_or_taken_out_is_named_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    chain(Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap()).await;
}

#[tokio::test]
async fn the_first_of_an_institution_may_invite_the_others() {
    let folder = Folder::new();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    let here = store.add_organisation("Hier", 1).await.unwrap();
    let user = |login: &str| UserToAdd {
        login: login.into(),
        name: login.into(),
        roles: vec![Role::EquipmentManager],
        password_hash: String::new(),
    };
    for login in ["eerste", "tweede"] {
        store.add_user(here, &user(login), 2).await.unwrap();
    }
    let roles = async |login| store.user_by_login(login, 3).await.unwrap().unwrap().0.roles();
    assert_eq!(roles("eerste").await, [Role::EquipmentManager, Role::Administrator]);
    assert_eq!(roles("tweede").await, [Role::EquipmentManager]);
    let written = witness(&store, here).await;
    let lost = ClientToAdd {
        id: ClientId(Uuid::now_v7()),
        alias: "Kluut".into(),
        carer: Carer::User(UserId(Uuid::nil())),
        by: None,
    };
    assert!(store.add_client(&written, here, &lost, 3).await.is_err(), "nobody is added whom nobody treats");
    assert_eq!(store.client_by_alias(&written, here, "Kluut").await.unwrap(), None);
}
