//! Every route refuses strangers, wrong roles and other institutions; the list of exceptions is reviewed here.

use crate::stage::{Headset, Stage, Watcher, has_event};
use link::{Message, Problem, api::NewClient};
use reqwest::{Method, StatusCode, header};
use session::{Act, Consent};
use uuid::Uuid;

/// Routes that anyone may use, each with the reason.
const OPEN: &[(&str, &str, &str)] = &[
    ("POST", "/api/v1/login", "this is where one stops being a stranger; throttled"),
    ("POST", "/api/v1/login/second", "the ticket of a right password is the proof; throttled"),
    ("POST", "/api/v1/login/passkey/begin", "gives a challenge, to anybody"),
    ("POST", "/api/v1/login/passkey", "the passkey is the proof"),
    ("GET", "/api/v1/login/ways", "says how one can sign in"),
    ("GET", "/api/v1/login/sign-on/{id}", "sends the browser to the institution's provider"),
    ("GET", "/api/v1/login/sign-on/{id}/out", "sends the browser to the institution's provider"),
    ("GET", "/api/v1/login/sign-on/back", "what the provider says is the proof"),
    ("POST", "/api/v1/login/reset", "the link's code is the proof; throttled and used once"),
    ("POST", "/api/v1/login/reset/sign-on/{id}", "the link's code is the proof; throttled"),
    ("POST", "/api/v1/client/login", "the client's code is the proof; throttled"),
    ("POST", "/api/v1/client/login/passkey", "the passkey is the proof"),
    ("POST", "/api/v1/invitations/look", "the invitation's code is the proof; throttled"),
    ("POST", "/api/v1/invitations/accept", "the invitation's code is the proof; throttled and used once"),
    ("POST", "/api/v1/headsets/enrol", "the code is the proof; throttled and used once"),
    ("POST", "/api/v1/bridges/enrol", "the code is the proof; throttled and used once"),
    ("GET", "/api/v1/privacy-information", "what is recorded, why and how long: for everybody to read"),
    ("GET", "/health", "says only that the process runs"),
    ("GET", "/ready", "says only that the store can write"),
    ("GET", "/metrics", "from this machine or with a token: see `figures_are_for_this_machine_or_a_token`"),
];

/// Every described route as (method, path with ids filled in).
fn routes() -> Vec<(Method, String, String)> {
    let openapi = serde_json::to_value(luwte::api::openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in openapi["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            let filled = path
                .replace("{id}", &Uuid::now_v7().to_string())
                .replace("{session}", &Uuid::now_v7().to_string())
                .replace("{strap}", &Uuid::now_v7().to_string())
                .replace("{user}", &Uuid::now_v7().to_string())
                .replace("{role}", &Uuid::now_v7().to_string())
                .replace("{relation}", &Uuid::now_v7().to_string())
                .replace("{stream}", "heart")
                .replace("{hold}", &Uuid::now_v7().to_string())
                .replace("{set}", &Uuid::now_v7().to_string())
                .replace("{study}", &Uuid::now_v7().to_string())
                .replace("{scheduled}", &Uuid::now_v7().to_string());
            routes.push((method, path.clone(), filled));
        }
    }
    assert!(routes.len() >= 18, "{routes:?}");
    routes
}

fn is_open(method: &Method, path: &str) -> bool {
    OPEN.iter().any(|(open_method, open_path, _)| *open_method == method.as_str() && *open_path == path)
}

/// A request that would be right if only the right one sent it.
fn fair(request: reqwest::RequestBuilder, method: &Method) -> reqwest::RequestBuilder {
    let request = request
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    if *method == Method::POST {
        request.header(header::CONTENT_TYPE, "application/json").body("{}")
    } else {
        request
    }
}

#[tokio::test]
async fn every_route_refuses_strangers() {
    let stage = Stage::new().await;
    for (method, path, filled) in routes() {
        let request = stage.site.http().request(method.clone(), format!("{}{filled}", stage.site.base()));
        for request in [
            fair(request.try_clone().unwrap(), &method),
            fair(request, &method).header(header::COOKIE, "luwte-login=guessed; luwte-headset=guessed"),
        ] {
            let response = request.send().await.unwrap();
            let refused = matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            assert_eq!(refused, !is_open(&method, &path), "{method} {path}: {}", response.status());
            if refused {
                let problem: link::api::Problem = response.json().await.unwrap();
                assert!(!problem.message.is_empty());
            }
        }
    }
    for (method, path, _) in OPEN {
        assert!(
            routes().iter().any(|(m, p, _)| m.as_str() == *method && p == path),
            "{path} is no route any more"
        );
    }
}

/// What only a headset may, by its cookie or its signature, a bridge, by its token, and a client, by their own login.
fn is_of_no_colleague(path: &str) -> bool {
    let devices = [
        "/api/v1/headset",
        "/api/v1/headset/key",
        "/api/v1/live/headset",
        "/api/v1/headsets/deliver",
        "/api/v1/bridge/straps",
    ];
    devices.contains(&path) || path.starts_with("/api/v1/client/")
}

/// What each colleague who treats nobody reaches, beside their own login. Said here once more, apart from the table, so that
/// the table is not changed by mistake.
const REACHED: &[(&str, &[&str])] = &[
    (
        "teun",
        &[
            "GET /api/v1/headsets",
            "POST /api/v1/headsets/{id}/begin",
            "GET /api/v1/sites",
            "GET /api/v1/teams",
            "GET /api/v1/people",
            "GET /api/v1/equipment",
            "GET /api/v1/headsets/{id}/happenings",
            "POST /api/v1/headsets/{id}/happenings",
            "GET /api/v1/rooms",
            "GET /api/v1/reservations",
            "POST /api/v1/reservations",
            "PUT /api/v1/reservations/{id}",
            "DELETE /api/v1/reservations/{id}",
        ],
    ),
    (
        "lotte",
        &[
            "PATCH /api/v1/house-style",
            "POST /api/v1/projects",
            "POST /api/v1/house-style/logo",
            "DELETE /api/v1/house-style/logo",
            "GET /api/v1/headsets",
            "GET /api/v1/equipment",
            "GET /api/v1/headsets/{id}/happenings",
            "POST /api/v1/headsets/{id}/happenings",
            "GET /api/v1/rooms",
            "GET /api/v1/reservations",
            "POST /api/v1/reservations",
            "PUT /api/v1/reservations/{id}",
            "DELETE /api/v1/reservations/{id}",
            "PUT /api/v1/headsets/{id}/place",
            "POST /api/v1/rooms",
            "PUT /api/v1/rooms/{id}",
            "GET /api/v1/sites",
            "POST /api/v1/sites",
            "PUT /api/v1/sites/{id}",
            "GET /api/v1/teams",
            "POST /api/v1/teams",
            "PUT /api/v1/teams/{id}",
            "POST /api/v1/teams/{id}/members",
            "DELETE /api/v1/teams/{id}/members/{user}",
            "GET /api/v1/people",
            "POST /api/v1/people/{id}/roles",
            "DELETE /api/v1/people/{id}/roles/{role}",
            "POST /api/v1/people/{id}/leave",
            "GET /api/v1/invitations",
            "POST /api/v1/invitations",
            "DELETE /api/v1/invitations/{id}",
            "GET /api/v1/question-sets",
            "GET /api/v1/question-sets/{set}",
            "PUT /api/v1/question-sets/{set}",
            "POST /api/v1/question-sets/{set}/publish",
            "POST /api/v1/question-files",
            "GET /api/v1/teams/{id}/scheduled-sets",
            "POST /api/v1/teams/{id}/scheduled-sets",
            "POST /api/v1/teams/{id}/scheduled-sets/{scheduled}/end",
            "GET /api/v1/use",
            "GET /api/v1/use/ways",
            "GET /api/v1/contact",
            "PUT /api/v1/contact",
        ],
    ),
    (
        "jip",
        &[
            "GET /api/v1/headsets",
            "POST /api/v1/headsets",
            "PATCH /api/v1/headsets/{id}",
            "DELETE /api/v1/headsets/{id}",
            "GET /api/v1/sites",
            "GET /api/v1/teams",
            "GET /api/v1/equipment",
            "GET /api/v1/headsets/{id}/happenings",
            "POST /api/v1/headsets/{id}/happenings",
            "GET /api/v1/rooms",
            "GET /api/v1/reservations",
            "POST /api/v1/reservations",
            "PUT /api/v1/reservations/{id}",
            "DELETE /api/v1/reservations/{id}",
            "PUT /api/v1/headsets/{id}/place",
            "POST /api/v1/rooms",
            "PUT /api/v1/rooms/{id}",
            "GET /api/v1/status",
            // They see which senders there are and take them away; making one lets it into clients' sessions.
            "GET /api/v1/senders",
            "DELETE /api/v1/senders/{id}",
            "GET /api/v1/bridges",
            "POST /api/v1/bridges",
            "DELETE /api/v1/bridges/{id}",
            "PUT /api/v1/bridges/{id}/straps/{strap}",
        ],
    ),
    ("mink", &["GET /api/v1/use", "GET /api/v1/use/ways"]),
    (
        "ada",
        &[
            "GET /api/v1/question-sets",
            "GET /api/v1/question-sets/{set}",
            "GET /api/v1/studies",
            "POST /api/v1/studies",
            "GET /api/v1/study-templates",
            "GET /api/v1/studies/{study}",
            "PUT /api/v1/studies/{study}/protocol",
            "POST /api/v1/studies/{study}/open",
            "POST /api/v1/studies/{study}/end",
            "GET /api/v1/studies/{study}/results",
            "GET /api/v1/studies/{study}/file",
            "GET /api/v1/studies/{study}/export",
        ],
    ),
    (
        "ravi",
        &[
            "GET /api/v1/headsets",
            "POST /api/v1/headsets/{id}/begin",
            "GET /api/v1/equipment",
            "GET /api/v1/headsets/{id}/happenings",
            "POST /api/v1/headsets/{id}/happenings",
            "GET /api/v1/rooms",
            "GET /api/v1/reservations",
            "POST /api/v1/reservations",
            "PUT /api/v1/reservations/{id}",
            "DELETE /api/v1/reservations/{id}",
        ],
    ),
    // The access log asks two factors, which nobody has here: see `the_access_log_asks_two_factors`.
    (
        "fem",
        &[
            "GET /api/v1/sites",
            "GET /api/v1/teams",
            "GET /api/v1/people",
            "GET /api/v1/emergencies",
            "POST /api/v1/emergencies/{id}/judge",
            "GET /api/v1/erasure-requests",
            "POST /api/v1/erasure-requests/{id}/decision",
            "GET /api/v1/privacy",
            "POST /api/v1/privacy/log-check",
            "GET /api/v1/clients/{id}/holds",
            "POST /api/v1/clients/{id}/holds",
            "DELETE /api/v1/clients/{id}/holds/{hold}",
        ],
    ),
    (
        "kaj",
        &[
            "PATCH /api/v1/house-style",
            "POST /api/v1/house-style/logo",
            "DELETE /api/v1/house-style/logo",
            "GET /api/v1/status",
            "GET /api/v1/sites",
            "POST /api/v1/sites",
            "PUT /api/v1/sites/{id}",
            "GET /api/v1/teams",
            "POST /api/v1/teams",
            "PUT /api/v1/teams/{id}",
            "POST /api/v1/teams/{id}/members",
            "DELETE /api/v1/teams/{id}/members/{user}",
            "GET /api/v1/people",
            "POST /api/v1/people/{id}/roles",
            "DELETE /api/v1/people/{id}/roles/{role}",
            "POST /api/v1/people/{id}/leave",
            "GET /api/v1/invitations",
            "POST /api/v1/invitations",
            "DELETE /api/v1/invitations/{id}",
            "GET /api/v1/question-sets",
            "GET /api/v1/question-sets/{set}",
            "PUT /api/v1/question-sets/{set}",
            "POST /api/v1/question-sets/{set}/publish",
            "POST /api/v1/question-files",
            "GET /api/v1/use",
            "GET /api/v1/use/ways",
            "GET /api/v1/contact",
            "PUT /api/v1/contact",
            "GET /api/v1/login-policy",
            "PUT /api/v1/login-policy",
            "POST /api/v1/people/{id}/reset",
        ],
    ),
];

/// What every colleague reaches: nothing of clients.
const ALL_REACH: &[&str] = &[
    "GET /api/v1/house-style",
    "GET /api/v1/house-style/logo",
    "GET /api/v1/library",
    "GET /api/v1/library/{id}/pages.pdf",
    "GET /api/v1/library/{id}/preview.png",
    "GET /api/v1/library/{id}/text.md",
    // A project's plan and parts; what anybody changes of it is looked at by itself, see `projects`.
    "GET /api/v1/projects",
    "GET /api/v1/projects/{id}",
    "POST /api/v1/projects/{id}/changes",
    "GET /api/v1/projects/{id}/figures",
    "GET /api/v1/projects/{id}/agreements.pdf",
    "GET /api/v1/projects/{id}/report.pdf",
    "GET /api/v1/reminders",
];

#[tokio::test]
async fn whoever_treats_nobody_reaches_what_their_role_needs_and_no_client() {
    let stage = Stage::new().await;
    for (login, reached) in REACHED {
        let login = (login, stage.login(login).await);
        let (name, login) = login;
        let mut found = Vec::new();
        for (method, path, filled) in routes() {
            let own = path == "/api/v1/me" || path == "/api/v1/logout" || path.starts_with("/api/v1/me/");
            if own || is_open(&method, &path) || is_of_no_colleague(&path) {
                continue;
            }
            let response = fair(login.request(method.clone(), &filled), &method).send().await.unwrap();
            if response.status() != StatusCode::FORBIDDEN {
                found.push(format!("{method} {path}"));
            }
        }
        let mut expected: Vec<_> = reached.iter().chain(ALL_REACH).map(|line| (*line).to_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
}

#[tokio::test]
async fn the_access_log_asks_two_factors() {
    let stage = Stage::new().await;
    let fem = stage.login("fem").await;
    let response = fem.request(Method::GET, "/api/v1/access-log").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_eq!(response.json::<link::api::Problem>().await.unwrap().code, "second-factor-needed");
}

#[tokio::test]
async fn no_route_that_names_a_client_or_a_session_opens_to_who_does_not_treat_them() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: link::api::ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(&noor, client.id).await;
    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let pair = link::api::Pair { digits, client: Some(client.id), alone: false, way: None };
    let _: link::api::Paired = noor.post("/api/v1/pair", &pair).await.unwrap();
    headset.enter_world().await;
    headset.all_durable().await;
    // A colleague who does not treat them, one whose relation ended, and another institution's.
    let teun = stage.login("teun").await;
    let (sam, stranger) = (stage.login("sam").await, stage.login("vreemd").await);
    let mut looked_at = 0;
    for (method, path, _) in routes() {
        let filled = if path.starts_with("/api/v1/clients/{id}") {
            path.replace("{id}", &client.id.to_string())
        } else if path.starts_with("/api/v1/sessions/{id}") || path.starts_with("/api/v1/recordings/{id}") {
            path.replace("{id}", &headset.session.to_string())
        } else {
            continue;
        };
        let filled = ["{relation}", "{n}", "{hold}", "{study}"]
            .iter()
            .fold(filled, |filled, name| filled.replace(name, &Uuid::now_v7().to_string()));
        looked_at += 1;
        for (who, login) in [("sam", &sam), ("teun", &teun), ("vreemd", &stranger)] {
            let response = fair(login.request(method.clone(), &filled), &method).send().await.unwrap();
            let status = response.status();
            let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            // A body that is not what it must be, or a query that lacks something, is refused before anything is looked up.
            let unread = method != Method::DELETE
                && matches!(
                    status,
                    StatusCode::UNPROCESSABLE_ENTITY
                        | StatusCode::BAD_REQUEST
                        | StatusCode::UNSUPPORTED_MEDIA_TYPE
                );
            assert!(refused || unread, "{who}: {method} {path}: {status}");
        }
    }
    assert!(looked_at >= 12, "only {looked_at} routes name a client or a session");
    for kind in ["watch", "strap"] {
        let mut socket = sam.socket(&format!("/api/v1/live/{kind}/{}", headset.session)).await.unwrap();
        assert_eq!(socket.receive().await, Some(Message::Problem(Problem::Forbidden)), "{kind}");
        assert_eq!(socket.closing_code().await, Some(4003));
    }
    let feedable: Vec<serde_json::Value> = sam.get("/api/v1/live/sessions").await.unwrap();
    assert!(feedable.is_empty(), "{feedable:?}");
}

#[tokio::test]
async fn another_institution_finds_nothing_here() {
    let stage = Stage::new().await;
    let (noor, stranger) = (stage.login("noor").await, stage.login("vreemd").await);
    let client: link::api::ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let session = headset.session;
    for path in [
        format!("/api/v1/clients/{}", client.id),
        format!("/api/v1/clients/{}/sessions", client.id),
        format!("/api/v1/sessions/{session}"),
        format!("/api/v1/sessions/{session}/poses"),
    ] {
        let response = stranger.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/api/v1/clients", "/api/v1/sessions", "/api/v1/headsets"] {
        let list: Vec<serde_json::Value> = stranger.get(path).await.unwrap();
        assert!(list.is_empty(), "{path}: {list:?}");
    }
    for kind in ["watch", "strap"] {
        let mut socket = stranger.socket(&format!("/api/v1/live/{kind}/{session}")).await.unwrap();
        assert_eq!(socket.receive().await, Some(Message::Problem(Problem::UnknownSession)), "{kind}");
        assert_eq!(socket.closing_code().await, Some(4003));
    }
    let digits = headset.pairing_code().await;
    let pair = link::api::Pair { digits, client: None, alone: false, way: None };
    let response = stranger.request(Method::POST, "/api/v1/pair").json(&pair).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_colleague_who_did_not_pair_does_not_watch() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let mut stranger = Watcher::open(&sam, headset.session).await;
    let problem =
        stranger.until(|message| if let Message::Problem(problem) = message { Some(*problem) } else { None });
    assert_eq!(problem.await, Problem::Forbidden);
    assert_eq!(stranger.socket.closing_code().await, Some(4003));
    headset.act(Act::SetVolume(5)).await;
    watcher.until(|message| has_event(message, |kind| *kind == session::EventKind::VolumeSet(5))).await;
}

#[tokio::test]
async fn before_the_client_agrees_there_is_presence_only_and_no_command_passes() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let digits = headset.pairing_code().await;
    let _: link::api::Paired = noor
        .post("/api/v1/pair", &link::api::Pair { digits, client: None, alone: false, way: None })
        .await
        .unwrap();
    let mut watcher = Watcher::open(&noor, headset.session).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.act(Act::SetVolume(42)).await;
    headset.all_durable().await;
    let take_over = watcher.command(Act::TakeOver).await;
    let mut seen = Vec::new();
    let refusal = watcher
        .until(|message| {
            seen.push(message.clone());
            match message {
                Message::Refused { command, refusal } if *command == take_over => Some(*refusal),
                _ => None,
            }
        })
        .await;
    assert_eq!(refusal, session::Refusal::NotWatching);
    seen.pop();
    assert!(seen.iter().all(|message| matches!(message, Message::Presence(_))), "{seen:?}");
    headset.act(Act::AnswerWatch(false)).await;
    assert_eq!(watcher.socket.closing_code().await, Some(4003));
}

#[tokio::test]
async fn a_headset_cannot_take_the_session_of_another() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let other = stage.enrol(stage.here, "Zeebril").await;
    let mut thief = Headset::begin(other, Consent::default()).await;
    thief.socket.close().await;
    thief.session = headset.session;
    thief.socket = thief.login.socket().await.unwrap();
    thief
        .socket
        .send(&Message::Hello(link::Hello {
            build: "test".into(),
            session: headset.session,
            wall_clock_us: 0,
            world_time: session::WorldTime::START,
        }))
        .await
        .unwrap();
    assert_eq!(thief.socket.receive().await, Some(Message::Problem(Problem::UnknownSession)));
    headset.act(Act::Begin).await;
    headset.all_durable().await;
}

#[tokio::test]
async fn figures_are_for_this_machine_or_a_token() {
    let settings = luwte::app::Settings { metrics_token: Some("figures".into()), ..Default::default() };
    let stage = Stage::with(settings).await;
    let ask = |forwarded: bool, token: Option<&str>| {
        let request = stage.site.http().get(format!("{}/metrics", stage.site.base()));
        let request = if forwarded { request.header("x-forwarded-for", "192.0.2.7") } else { request };
        let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
        async move { request.send().await.unwrap().status() }
    };
    assert_eq!(ask(false, None).await, StatusCode::OK);
    assert_eq!(ask(true, None).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(true, Some("guess")).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(true, Some("figures")).await, StatusCode::OK);
}
