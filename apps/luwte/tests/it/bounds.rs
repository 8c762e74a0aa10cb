//! How far a role reaches: one for a site changes nothing of another site, and nothing of the whole institution.

use crate::{
    people::{id_of, status},
    stage::Stage,
};
use link::{
    house::{ChangeHouse, HouseStyle},
    own::Contact,
    people::{HeldRole, NewMember, NewRole, NewSite, NewTeam, Role, Setting, Site, Team},
};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use session::{SiteId, TeamId};

/// Two sites with a team each, made by kaj.
async fn sites(kaj: &Login) -> [(SiteId, TeamId); 2] {
    let mut made = Vec::new();
    for name in ["Duinrand", "Stuifzand"] {
        let new = NewSite { name: name.into(), setting: Setting::FirstLine };
        let site: Site = kaj.post("/api/v1/sites", &new).await.unwrap();
        let new = NewTeam { name: format!("Team {name}"), site: Some(site.id) };
        let team: Team = kaj.post("/api/v1/teams", &new).await.unwrap();
        made.push((site.id, team.id));
    }
    [made[0], made[1]]
}

/// Gives sam, who is a practitioner, one role more, at this site or everywhere.
async fn give(stage: &Stage, kaj: &Login, role: Role, site: Option<SiteId>) {
    let path = format!("/api/v1/people/{}/roles", id_of(stage, "sam").await);
    let _: HeldRole = kaj.post(&path, &NewRole { role, site, team: None }).await.unwrap();
}

fn daily() -> serde_json::Value {
    serde_json::json!({ "set": "sleep", "whens": [{ "kind": "daily", "minute": 540 }], "offset_min": 60 })
}

#[tokio::test]
async fn a_role_for_one_site_changes_neither_the_house_style_nor_whom_clients_reach() {
    let stage = Stage::new().await;
    let (kaj, sam) = (stage.login("kaj").await, stage.login("sam").await);
    let [(here, _), _] = sites(&kaj).await;
    give(&stage, &kaj, Role::Coordinator, Some(here)).await;
    let change = ChangeHouse { name: Some("Van Sam".into()), ..ChangeHouse::default() };
    let contact = Contact::default();
    let style = "/api/v1/house-style";
    assert_eq!(status(&sam, Method::PATCH, style, &change).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&sam, Method::PUT, "/api/v1/contact", &contact).await, StatusCode::FORBIDDEN);
    let seen: HouseStyle = sam.get(style).await.unwrap();
    assert_eq!(seen.version, 0, "nothing was changed, and it can be seen");
    assert_eq!(status(&sam, Method::GET, "/api/v1/contact", &()).await, StatusCode::OK);
    give(&stage, &kaj, Role::Coordinator, None).await;
    assert_eq!(status(&sam, Method::PATCH, style, &change).await, StatusCode::OK, "with one for all sites");
    assert_eq!(status(&sam, Method::PUT, "/api/v1/contact", &contact).await, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_coordinator_plans_for_teams_of_their_site_also_beside_another_role() {
    let stage = Stage::new().await;
    let (kaj, sam) = (stage.login("kaj").await, stage.login("sam").await);
    let [(here, ours), (_, theirs)] = sites(&kaj).await;
    let path = |team: TeamId| format!("/api/v1/teams/{team}/scheduled-sets");
    for team in [ours, theirs] {
        let refused = status(&sam, Method::POST, &path(team), &daily()).await;
        assert_eq!(refused, StatusCode::FORBIDDEN, "a practitioner who is in neither");
    }
    give(&stage, &kaj, Role::Coordinator, Some(here)).await;
    assert_eq!(status(&sam, Method::POST, &path(ours), &daily()).await, StatusCode::CREATED);
    assert_eq!(status(&sam, Method::POST, &path(theirs), &daily()).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&sam, Method::GET, &path(theirs), &()).await, StatusCode::FORBIDDEN);
    let join = NewMember { user: id_of(&stage, "sam").await };
    let members = format!("/api/v1/teams/{theirs}/members");
    assert_eq!(status(&kaj, Method::POST, &members, &join).await, StatusCode::NO_CONTENT);
    assert_eq!(status(&sam, Method::GET, &path(theirs), &()).await, StatusCode::OK, "who is in it");
    let stranger = stage.login("vreemd").await;
    assert_eq!(status(&stranger, Method::GET, &path(ours), &()).await, StatusCode::NOT_FOUND);
}
