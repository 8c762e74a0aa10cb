//! Projects over HTTP: who coordinates changes all of it, everybody else their own, nothing is without an owner when somebody
//! leaves, and what was told twice is once.

use crate::{
    postgres::Postgres,
    stage::{Folder, Stage},
};
use link::{
    api::Problem,
    people::{Leaving, Left, NewRole, NewSite, NewTeam, Person, Role, Setting, Site, Team},
};
use luwte::{
    app::Settings,
    client::Login,
    store::{Database, Store},
};
use reqwest::{Method, StatusCode};
use session::{TeamId, UserId};
use toolkit::project::{
    CareLine, Change, Experience, Figures, NewChange, NewProject, Place, Reminder, Room, SeenProject,
};
use uuid::Uuid;

const PATH: &str = "/api/v1/projects";

async fn send(login: &Login, path: &str, body: &impl serde::Serialize) -> (StatusCode, String) {
    let response = login.request(Method::POST, path).json(body).send().await.unwrap();
    let status = response.status();
    let code =
        if status.is_success() { String::new() } else { response.json::<Problem>().await.unwrap().code };
    (status, code)
}

fn new(team: Option<TeamId>) -> NewProject {
    NewProject {
        id: Uuid::now_v7(),
        team,
        name: "VR op Duin".into(),
        goal: "Minder spanning op de afdeling.".into(),
        line: CareLine::Second,
        strategies: vec!["t1".into()],
    }
}

async fn change(login: &Login, project: Uuid, change: Change) -> (StatusCode, String) {
    let told = NewChange { id: Uuid::now_v7(), change };
    send(login, &format!("{PATH}/{project}/changes"), &told).await
}

async fn done(login: &Login, project: Uuid, what: Change) {
    let answer = change(login, project, what.clone()).await;
    assert_eq!(answer.0, StatusCode::NO_CONTENT, "{what:?}: {answer:?}");
}

async fn see(login: &Login, project: Uuid) -> SeenProject {
    login.get(&format!("{PATH}/{project}")).await.unwrap()
}

fn did(task: &str) -> Change {
    Change::Did { task: task.into() }
}

fn appointed(role: &str, user: UserId, team: Option<TeamId>) -> Change {
    Change::Appointed { role: role.into(), user, team, deputy: false }
}

async fn team(kaj: &Login, name: &str) -> Team {
    kaj.post("/api/v1/teams", &NewTeam { name: name.into(), site: None }).await.unwrap()
}

async fn a_project_is_begun_once_and_changed_by_who_may(stage: &Stage) {
    let (lotte, jip) = (stage.login("lotte").await, stage.login("jip").await);
    let (noor, stranger) = (stage.login("noor").await, stage.login("vreemd").await);
    let duin = team(&stage.login("kaj").await, "Team Duin").await;
    let new = new(Some(duin.id));
    assert_eq!(send(&noor, PATH, &new).await.0, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        assert_eq!(send(&lotte, PATH, &new).await.0, StatusCode::CREATED);
    }
    let all: Vec<SeenProject> = noor.get(PATH).await.unwrap();
    assert_eq!(all.len(), 1, "sent twice it is one");
    assert!(!all[0].runs && see(&lotte, new.id).await.runs);
    assert_eq!(all[0].name_of(lotte.me().user), "Lotte Voorbeeld");
    assert!(all[0].project.task("t1-1").is_some(), "the chosen strategy's steps are tasks");

    // Another institution knows nothing of it.
    assert!(stranger.get::<Vec<SeenProject>>(PATH).await.unwrap().is_empty());
    assert_eq!(change(&stranger, new.id, did("explore-goal")).await.0, StatusCode::NOT_FOUND);
    let elsewhere = stranger.me().user;
    assert_eq!(
        change(&lotte, new.id, appointed("keeper", elsewhere, None)).await.0,
        StatusCode::NOT_FOUND,
        "and nobody of theirs gets a part"
    );

    // What is one's own is one's own to tick off.
    done(&lotte, new.id, appointed("keeper", jip.me().user, None)).await;
    assert_eq!(change(&jip, new.id, did("explore-goal")).await.0, StatusCode::FORBIDDEN);
    done(&jip, new.id, did("pilot-keeping")).await;
    let seen = see(&noor, new.id).await;
    let task = seen.project.task("pilot-keeping").unwrap();
    assert_eq!(task.done.map(|done| done.by), Some(jip.me().user));
    assert_eq!(
        change(&noor, new.id, appointed("champion", noor.me().user, Some(duin.id))).await.0,
        StatusCode::FORBIDDEN
    );
    done(&noor, new.id, Change::Volunteered { words: "Voor het slapen.".into() }).await;
    assert_eq!(see(&jip, new.id).await.project.holders("front-runner").count(), 1);

    // What the plan does not have, or cannot be, is refused with its reason.
    let unknown = (StatusCode::NOT_FOUND, "unknown".to_owned());
    assert_eq!(change(&lotte, new.id, did("niets")).await, unknown);
    let empty = Change::Heard { clients: 2, words: " ".into() };
    assert_eq!(change(&lotte, new.id, empty).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let from = (lotte.me().user, jip.me().user);
    let over = Change::HandedOver { from: from.0, to: from.1 };
    assert_eq!(change(&lotte, new.id, over).await.0, StatusCode::FORBIDDEN, "that comes with leaving only");

    // Twenty at once, each told twice: all are there, each once.
    let tasks: Vec<NewChange> = (0..20)
        .map(|number| Change::Added {
            task: Uuid::now_v7(),
            words: format!("Bel de leverancier, {number}"),
            phase: toolkit::project::PhaseId::Pilot,
            role: "coordinator".into(),
            due: seen.today.plus_days(3),
        })
        .map(|change| NewChange { id: Uuid::now_v7(), change })
        .collect();
    let path = format!("{PATH}/{}/changes", new.id);
    let sending = tasks.iter().chain(&tasks).map(|told| {
        let (login, path) = (lotte.on_its_own(), path.clone());
        async move { send(&login, &path, told).await }
    });
    let answers = futures_util::future::join_all(sending).await;
    assert!(answers.iter().all(|(status, _)| *status == StatusCode::NO_CONTENT), "{answers:?}");
    let seen = see(&lotte, new.id).await;
    assert_eq!(seen.project.tasks.iter().filter(|task| task.words.is_some()).count(), 20);

    // They wait for who coordinates once the pilot goes on, and for nobody else.
    done(&lotte, new.id, Change::Entered { phase: toolkit::project::PhaseId::Pilot }).await;
    let waiting: Vec<Reminder> = lotte.get("/api/v1/reminders").await.unwrap();
    assert_eq!(waiting[0].tasks.iter().filter(|task| task.words.is_some()).count(), 20);
    assert!(noor.get::<Vec<Reminder>>("/api/v1/reminders").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_project_is_begun_once_and_changed_by_who_may_on_sqlite() {
    a_project_is_begun_once_and_changed_by_who_may(&Stage::new().await).await;
}

#[tokio::test]
async fn a_project_is_begun_once_and_changed_by_who_may_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    a_project_is_begun_once_and_changed_by_who_may(
        &Stage::on(store, Folder::new(), Settings::default()).await,
    )
    .await;
}

#[tokio::test]
async fn nobody_leaves_while_something_of_a_project_would_be_nobodys() {
    let stage = Stage::new().await;
    let (kaj, lotte, jip) = (stage.login("kaj").await, stage.login("lotte").await, stage.login("jip").await);
    let project = new(None);
    assert_eq!(send(&lotte, PATH, &project).await.0, StatusCode::CREATED);
    done(&lotte, project.id, appointed("keeper", jip.me().user, None)).await;
    let leave = format!("/api/v1/people/{}/leave", jip.me().user);
    let to = |tasks_to| Leaving { until: None, hand_over: None, tasks_to };
    for nobody in
        [None, Some(jip.me().user), Some(UserId(Uuid::now_v7())), Some(stage.login("vreemd").await.me().user)]
    {
        let refused = send(&kaj, &leave, &to(nobody)).await;
        assert_eq!(refused, (StatusCode::CONFLICT, "tasks-open".to_owned()), "{nobody:?}");
    }
    assert_eq!(see(&jip, project.id).await.project.holders("keeper").count(), 1, "nothing was changed");
    let _: Left = kaj.post(&leave, &to(Some(lotte.me().user))).await.unwrap();
    let seen = see(&lotte, project.id).await;
    let keeper = seen.project.holders("keeper").next().unwrap();
    assert_eq!((keeper.user, keeper.instead_of), (lotte.me().user, Some(jip.me().user)));
    assert_eq!(seen.facts.left, [jip.me().user]);
    assert_eq!(seen.name_of(jip.me().user), "Jip Voorbeeld", "the name stays");
    // Whoever has nothing in it just leaves.
    let sam = stage.login("sam").await.me().user;
    let _: Left = kaj.post(&format!("/api/v1/people/{sam}/leave"), &to(None)).await.unwrap();
}

#[tokio::test]
async fn who_coordinates_one_site_runs_the_projects_of_its_teams_alone() {
    let stage = Stage::new().await;
    let (kaj, lotte) = (stage.login("kaj").await, stage.login("lotte").await);
    let site = NewSite { name: "Zeehuis".into(), setting: Setting::SecondLine };
    let site: Site = kaj.post("/api/v1/sites", &site).await.unwrap();
    let zee: Team =
        kaj.post("/api/v1/teams", &NewTeam { name: "Team Zee".into(), site: Some(site.id) }).await.unwrap();
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let teun = people.iter().find(|person| person.name == "Teun Voorbeeld").unwrap().id;
    let role = NewRole { role: Role::Coordinator, site: Some(site.id), team: None };
    let _: link::people::HeldRole = kaj.post(&format!("/api/v1/people/{teun}/roles"), &role).await.unwrap();
    let teun = stage.login("teun").await;
    let (theirs, everybodys) = (new(Some(zee.id)), new(None));
    assert_eq!(send(&teun, PATH, &everybodys).await.0, StatusCode::FORBIDDEN);
    assert_eq!(send(&teun, PATH, &theirs).await.0, StatusCode::CREATED);
    assert_eq!(send(&lotte, PATH, &everybodys).await.0, StatusCode::CREATED);
    let renamed = || Change::Renamed { name: "Anders".into(), goal: "Anders.".into() };
    assert_eq!(change(&teun, everybodys.id, renamed()).await.0, StatusCode::FORBIDDEN);
    done(&teun, theirs.id, renamed()).await;
    done(&lotte, theirs.id, renamed()).await;
    let place = Place { team: zee.id, experience: Experience::Much, room: Room::Quiet };
    done(&teun, theirs.id, Change::Placed { place }).await;
    let seen = see(&teun, theirs.id).await;
    assert_eq!(seen.team_name(zee.id), "Team Zee");
    assert_eq!(seen.facts.places[0].quiet_days, None, "nobody relaxed there yet");
}

#[tokio::test]
async fn what_a_project_brought_is_told_in_counts_and_on_paper() {
    let stage = Stage::new().await;
    let (lotte, noor, mink) =
        (stage.login("lotte").await, stage.login("noor").await, stage.login("mink").await);
    let project = new(None);
    assert_eq!(send(&lotte, PATH, &project).await.0, StatusCode::CREATED);
    let answered = |item: &str, value: Option<u8>| Change::Answered {
        item: item.into(),
        value,
        words: None,
        influences: Vec::new(),
    };
    // Whoever is asked answers; who answered is told to nobody, and one answer alone neither.
    assert_eq!(
        change(&mink, project.id, answered("i-satisfaction-professionals", Some(8))).await.0,
        StatusCode::FORBIDDEN
    );
    done(&noor, project.id, answered("i-satisfaction-professionals", Some(8))).await;
    done(&mink, project.id, answered("i-satisfaction-organisation", Some(1))).await;
    assert_eq!(
        change(&noor, project.id, answered("i-satisfaction-professionals", Some(11))).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let path = format!("{PATH}/{}", project.id);
    let figures: Figures = mink.get(&format!("{path}/figures")).await.unwrap();
    let line = figures.lines.iter().find(|line| line.item == "i-satisfaction-professionals").unwrap();
    assert_eq!((line.answered, line.mean), (None, None));
    let raw = mink.request(Method::GET, &path).send().await.unwrap().text().await.unwrap();
    assert!(!raw.contains("satisfaction"), "answers do not travel with the project");
    for paper in ["agreements", "report"] {
        let response =
            mink.request(Method::GET, &format!("{path}/{paper}.pdf?lang=en")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{paper}");
        assert!(response.bytes().await.unwrap().starts_with(b"%PDF-1.7"));
    }
    let stranger = stage.login("vreemd").await;
    for path in ["figures", "agreements.pdf", "report.pdf"] {
        let path = format!("{PATH}/{}/{path}", project.id);
        let response = stranger.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
