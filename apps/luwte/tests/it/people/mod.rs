//! People and access: who leaves, emergency access, and what is told of use; in its folder treatment relations and invitations.

mod invitations;
mod treatment;

use crate::stage::{PASSWORD, Stage, witness};
use link::{
    api::{ClientSummary, NewClient},
    people::{
        Carer, Emergency, EmergencyOpened, EndRelation, Ending, JudgeEmergency, Leaving, Left, NewEmergency,
        NewMember, NewRelation, NewTeam, Person, Relation, Team, TeamUse,
    },
};
use luwte::{
    client::Login,
    clock,
    store::{Search, SessionRow},
};
use reqwest::{Method, StatusCode};
use session::{ClientId, SessionId, Subject, UserId};
use uuid::Uuid;

pub async fn client_of(login: &Login, alias: &str) -> ClientId {
    let client: ClientSummary =
        login.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
    client.id
}

pub async fn status(login: &Login, method: Method, path: &str, body: &impl serde::Serialize) -> StatusCode {
    login.request(method, path).json(body).send().await.unwrap().status()
}

pub async fn id_of(stage: &Stage, login: &str) -> UserId {
    stage.store.user_by_login(login, clock::wall_us()).await.unwrap().unwrap().0.id
}

pub async fn aliases(login: &Login) -> Vec<String> {
    let clients: Vec<ClientSummary> = login.get("/api/v1/clients").await.unwrap();
    clients.into_iter().map(|client| client.alias).collect()
}

/// A session of a client, written as the past is.
pub async fn session_of(stage: &Stage, client: ClientId) -> SessionId {
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

async fn leaving(stage: &Stage) {
    let (kaj, sam) = (stage.login("kaj").await, stage.login("sam").await);
    let client = client_of(&sam, "Scholekster").await;
    let session = session_of(stage, client).await;
    let (sam_id, noor_id) = (id_of(stage, "sam").await, id_of(stage, "noor").await);
    let leave = format!("/api/v1/people/{sam_id}/leave");
    let now = |hand_over| Leaving { until: None, hand_over, tasks_to: None };
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
