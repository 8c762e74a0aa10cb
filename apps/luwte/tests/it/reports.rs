//! Reports and house style over real sockets: PDFs for who treats the client only, in colours that can be read.

use crate::stage::Stage;
use link::{
    api::{ClientSummary, NewClient, Pair, Paired, Problem},
    house::{ChangeHouse, HouseStyle},
};
use luwte::client::Login;
use reqwest::{Method, StatusCode, header};
use session::{Act, Discomfort, SessionId};

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123456"/></svg>"##;

/// A client with one session that brought tension from 7 to 4.
async fn treated(stage: &Stage, noor: &Login) -> (ClientSummary, SessionId) {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(noor, client.id).await;
    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(client.id), alone: false, way: None })
        .await
        .unwrap();
    headset.enter_world().await;
    headset.skip(180);
    for act in [Act::Finish, Act::Continue, Act::RateTension(4)] {
        headset.act(act).await;
    }
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    headset.socket.close().await;
    let session = headset.session;
    crate::stage::eventually("the headset has left", async || {
        stage.app.hub.room(session).is_none_or(|room| !room.is_live())
    })
    .await;
    (client, session)
}

#[tokio::test]
async fn who_treats_the_client_gets_the_reports_and_nobody_else_does() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (client, session) = treated(&stage, &noor).await;
    let paths = [
        format!("/api/v1/sessions/{session}/report.pdf"),
        format!("/api/v1/clients/{}/report.pdf", client.id),
    ];
    for path in &paths {
        let response = noor.request(Method::GET, &format!("{path}?lang=en")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let headers = response.headers().clone();
        assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
        let name = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(
            name.starts_with("attachment") && name.ends_with(".pdf\"") && !name.contains("Kluut"),
            "{name}"
        );
        let pdf = response.bytes().await.unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7") && pdf.len() > 20_000, "{path}: {} bytes", pdf.len());
        let wrong = noor.request(Method::GET, &format!("{path}?lang=fy")).send().await.unwrap();
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        for (login, status) in [
            ("sam", StatusCode::FORBIDDEN),
            ("teun", StatusCode::FORBIDDEN),
            ("jip", StatusCode::FORBIDDEN),
            ("vreemd", StatusCode::NOT_FOUND),
        ] {
            let response = stage.login(login).await.request(Method::GET, path).send().await.unwrap();
            assert_eq!(response.status(), status, "{login}: {path}");
        }
    }
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    let reads = trail.iter().filter(|line| format!("{line:?}").contains("\"report\"")).count();
    assert_eq!(reads, 2, "each look is a line of the access log: {trail:?}");
}

#[tokio::test]
async fn a_house_style_is_kept_only_when_it_can_be_read_and_its_logo_does_nothing() {
    let stage = Stage::new().await;
    let (lotte, noor) = (stage.login("lotte").await, stage.login("noor").await);
    let path = "/api/v1/house-style";
    let plain: HouseStyle = noor.get(path).await.unwrap();
    assert_eq!((plain.name.as_str(), plain.accent.as_str(), plain.logo), ("Hier", "#004d61", false));
    assert_eq!(plain.version, 0, "nobody has said so");
    let style = ChangeHouse {
        version: 0,
        name: Some(" GGZ De Lagune ".into()),
        address: Some("Kanaalweg 12\n\n 3526 KL Utrecht".into()),
        help: Some("Noor, toestel 4411".into()),
        accent: Some("#7A1F5C".into()),
    };
    let send = async |login: &Login, change: &ChangeHouse| {
        login.request(Method::PATCH, path).json(change).send().await.unwrap()
    };
    assert_eq!(send(&noor, &style).await.status(), StatusCode::FORBIDDEN);
    let kept: HouseStyle = send(&lotte, &style).await.json().await.unwrap();
    assert_eq!(
        (kept.name.as_str(), kept.address.as_str()),
        ("GGZ De Lagune", "Kanaalweg 12\n3526 KL Utrecht")
    );
    assert_eq!(kept.accent, "#7a1f5c");
    let none = ChangeHouse { version: kept.version, ..ChangeHouse::default() };
    for (accent, code) in [("#ffcc00", "faint-colour"), ("red", "bad-input")] {
        let refused = send(&lotte, &ChangeHouse { accent: Some(accent.into()), ..none.clone() }).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json::<Problem>().await.unwrap().code, code);
    }
    for wrong in [
        ChangeHouse { name: Some(String::new()), ..none.clone() },
        ChangeHouse { address: Some("a\n".repeat(6)), ..none.clone() },
        ChangeHouse { help: Some("x".repeat(121)), ..none.clone() },
    ] {
        assert_eq!(send(&lotte, &wrong).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    // Two colleagues started from the same page: the second reads that somebody was before, and nothing of the first is lost.
    let first = ChangeHouse { help: Some("Kaj, toestel 12".into()), ..none.clone() };
    let kept: HouseStyle = send(&lotte, &first).await.json().await.unwrap();
    assert_eq!((kept.help.as_str(), kept.name.as_str()), ("Kaj, toestel 12", "GGZ De Lagune"));
    let second = send(&lotte, &ChangeHouse { name: Some("Anders".into()), ..none.clone() }).await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    assert_eq!(second.json::<Problem>().await.unwrap().code, "meanwhile");
    let (at, mut version) =
        (|version: i64| format!("/api/v1/house-style/logo?version={version}"), kept.version);
    let logo = "/api/v1/house-style/logo";
    let post = async |version: i64, bytes: String| {
        lotte.request(Method::POST, &at(version)).body(bytes).send().await.unwrap()
    };
    assert_eq!(lotte.request(Method::GET, logo).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let script = post(version, LOGO.replace("<path", "<script>alert(1)</script><path")).await;
    assert_eq!(script.json::<Problem>().await.unwrap().code, "bad-logo");
    let given: HouseStyle = post(version, LOGO.to_owned()).await.json().await.unwrap();
    assert!(given.logo && given.help == "Kaj, toestel 12");
    assert_eq!(post(version, LOGO.to_owned()).await.status(), StatusCode::CONFLICT, "of an older page");
    // The words change, the logo stays.
    let changed = ChangeHouse { version: given.version, ..style.clone() };
    let changed: HouseStyle = send(&lotte, &changed).await.json().await.unwrap();
    assert!(changed.logo);
    version = changed.version;
    let shown = noor.request(Method::GET, logo).send().await.unwrap();
    assert_eq!(shown.headers()[header::CONTENT_TYPE], "image/svg+xml");
    assert!(shown.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    assert_eq!(shown.text().await.unwrap(), LOGO);
    let elsewhere: HouseStyle = stage.login("vreemd").await.get(path).await.unwrap();
    assert_eq!(
        (elsewhere.name.as_str(), elsewhere.logo),
        ("Elders", false),
        "another institution has its own"
    );
    let removed = lotte.request(Method::DELETE, &at(version)).send().await.unwrap();
    assert_eq!(removed.status(), StatusCode::OK);
    assert!(!noor.get::<HouseStyle>(path).await.unwrap().logo);
}

#[tokio::test]
async fn supporting_products_come_in_both_languages_and_only_those_that_exist() {
    let stage = Stage::new().await;
    let teun = stage.login("teun").await;
    let products: Vec<link::house::LibraryProduct> = teun.get("/api/v1/library?lang=en").await.unwrap();
    assert!(
        products
            .iter()
            .any(|product| product.id == "hygiene-protocol" && product.title == "Hygiene protocol")
    );
    let made = products.iter().filter(|product| product.made).count();
    assert!(made >= 10, "{made}");
    let ask = async |path: &str| teun.request(Method::GET, path).send().await.unwrap();
    let pdf = ask("/api/v1/library/pocket-card-preconditions/pages.pdf?lang=nl").await;
    assert_eq!(pdf.headers()[header::CONTENT_TYPE], "application/pdf");
    assert!(pdf.bytes().await.unwrap().starts_with(b"%PDF-1.7"));
    let text = ask("/api/v1/library/pocket-card-preconditions/text.md?lang=en").await;
    assert!(text.text().await.unwrap().starts_with("# Pocket card with preconditions"));
    let picture = ask("/api/v1/library/pocket-card-preconditions/preview.png").await;
    assert!(picture.bytes().await.unwrap().starts_with(b"\x89PNG"));
    for path in ["no-such-product/pages.pdf", "..%2fproducts/text.md"] {
        assert_eq!(ask(&format!("/api/v1/library/{path}")).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
