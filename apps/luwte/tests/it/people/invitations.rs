//! Invitations and roles: nobody gives more than they may, nor anything to themselves.

use super::{id_of, status};
use crate::stage::{Folder, PASSWORD, Stage, witness};
use link::{
    api::Me,
    people::{
        AcceptInvitation, Carer, InvitationCode, Invited, LookInvitation, NewInvitation, NewMember, NewRole,
        NewSite, NewTeam, Person, Role, Setting, Site, Team,
    },
};
use luwte::{
    client::Login,
    store::{ClientToAdd, Store, UserToAdd},
};
use reqwest::{Method, StatusCode};
use session::{ClientId, UserId};
use uuid::Uuid;

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
