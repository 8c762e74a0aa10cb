//! Treatment relations: who treats a client sees them, nobody else finds anything of them, and who no longer does is sent away.

use super::{aliases, client_of, id_of, leaving, session_of, status};
use crate::{
    postgres::Postgres,
    stage::{Folder, Headset, Stage, Watcher},
};
use link::{
    Message, Problem,
    api::{Paired, SessionSummary},
    people::{Carer, EndRelation, Ending, NewMember, NewRelation, NewTeam, Relation, Team},
};
use luwte::{
    app::Settings,
    store::{Database, Store},
};
use reqwest::{Method, StatusCode};

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
