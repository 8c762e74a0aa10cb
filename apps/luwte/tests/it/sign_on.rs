//! Single sign-on against a provider over real HTTP that can also lie: another nonce, issuer, audience, key; expired.

use crate::{
    stage::{Folder, PASSWORD, Stage},
    ways_in::Browser,
};
use axum::{Form, Json, Router, extract::State, routing};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use link::{
    api::{Login, Me},
    login::{NewReset, OneTimeLink, OwnLogin, Way},
};
use luwte::{app::Settings, auth::sign_on::SignOn, store::Store};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::SystemTime,
};

/// What the provider says of whoever comes, and how it lies.
#[derive(Clone, Default)]
struct Says {
    subject: String,
    changes: Vec<(&'static str, Value)>,
    other_key: bool,
}

struct Provider {
    issuer: String,
    says: Mutex<Says>,
    /// What was asked with each code: the challenge and the nonce.
    asked: Mutex<HashMap<String, (String, String)>>,
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_slice(&[n; 32]).unwrap()
}

async fn provider() -> Arc<Provider> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let says = Mutex::new(Says { subject: "noor-7".into(), ..Says::default() });
    let provider = Arc::new(Provider { issuer, says, asked: Mutex::default() });
    let app = Router::new()
        .route("/.well-known/openid-configuration", routing::get(describe))
        .route("/keys", routing::get(keys))
        .route("/token", routing::post(token))
        .with_state(Arc::clone(&provider));
    tokio::spawn(async move { axum::serve(listener, app).await });
    provider
}

async fn describe(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/out"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys() -> Json<Value> {
    let point = key(1).verifying_key().to_sec1_point(false);
    let (x, y) = (BASE64.encode(point.x().unwrap()), BASE64.encode(point.y().unwrap()));
    Json(
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "1", "x": x, "y": y }] }),
    )
}

async fn token(
    State(provider): State<Arc<Provider>>,
    Form(form): Form<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    let asked = provider.asked.lock().unwrap().remove(&form["code"]);
    let Some((challenge, nonce)) = asked else {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"})));
    };
    let verified = form.get("code_verifier").map(|verifier| BASE64.encode(Sha256::digest(verifier)));
    if verified != Some(challenge) {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"})));
    }
    let says = provider.says.lock().unwrap().clone();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let mut claims = json!({
        "iss": provider.issuer, "aud": "luwte", "sub": says.subject, "nonce": nonce, "iat": now, "exp": now + 60,
    });
    for (name, value) in says.changes {
        claims[name] = value;
    }
    let signed = format!(
        "{}.{}",
        BASE64.encode(json!({ "alg": "ES256", "kid": "1" }).to_string()),
        BASE64.encode(claims.to_string())
    );
    let signature: Signature = key(if says.other_key { 2 } else { 1 }).sign(signed.as_bytes());
    let id_token = format!("{signed}.{}", BASE64.encode(signature.to_bytes()));
    (StatusCode::OK, Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": id_token })))
}

async fn stage(provider: &Provider) -> Stage {
    let text = format!(
        "[[provider]]\nid = \"hier\"\nname = \"Account van Hier\"\norganisation = \"Hier\"\nissuer = \"{}\"\nclient_id = \"luwte\"\n",
        provider.issuer
    );
    let settings = Settings {
        public_url: Some("https://luwte.example".into()),
        sign_on: SignOn::parse(&text).unwrap(),
        master: Some(luwte::auth::master::MasterKey::new().unwrap()),
        ..Settings::default()
    };
    let folder = Folder::new();
    Stage::on(Store::open(&folder.0.join("luwte.db")).await.unwrap(), folder, settings).await
}

/// What the person does at the provider: the state and the code with which the browser comes back.
fn consent(provider: &Provider, url: &str) -> (String, String) {
    assert!(url.starts_with(&provider.issuer), "{url}");
    let url = reqwest::Url::parse(url).unwrap();
    let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
    assert_eq!(asked["redirect_uri"], "https://luwte.example/api/v1/login/sign-on/back");
    assert_eq!(asked["scope"], "openid", "nothing of the person is asked but who it is");
    let code = format!("code-{}", asked["state"]);
    let of_code = (asked["code_challenge"].clone(), asked["nonce"].clone());
    provider.asked.lock().unwrap().insert(code.clone(), of_code);
    (asked["state"].clone(), code)
}

/// Goes to the provider and comes back; where the browser ends.
async fn round(browser: &mut Browser<'_>, provider: &Provider) -> String {
    let url = browser.place("/api/v1/login/sign-on/hier").await;
    let (state, code) = consent(provider, &url);
    browser.place(&format!("/api/v1/login/sign-on/back?code={code}&state={state}")).await
}

async fn administrator<'a>(stage: &'a Stage) -> Browser<'a> {
    let mut kaj = Browser::new(stage);
    let body = Login { login: "kaj".into(), password: PASSWORD.into(), shared: false };
    assert_eq!(kaj.post("/api/v1/login", &body).await.0, StatusCode::OK);
    kaj
}

async fn linked<'a>(stage: &'a Stage, provider: &Provider) -> Browser<'a> {
    let mut noor = Browser::new(stage);
    let body = Login { login: "noor".into(), password: PASSWORD.into(), shared: false };
    noor.post("/api/v1/login", &body).await;
    let (status, to) = noor.post("/api/v1/me/sign-on/hier", &json!({ "password": PASSWORD })).await;
    assert_eq!(status, StatusCode::OK, "{to}");
    let (state, code) = consent(provider, to["url"].as_str().unwrap());
    let place = noor.place(&format!("/api/v1/login/sign-on/back?code={code}&state={state}")).await;
    assert_eq!(place, "/settings#sign-on=linked");
    noor
}

#[tokio::test]
async fn an_account_that_was_linked_signs_in_and_one_that_was_not_does_not() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    let mut new = Browser::new(&stage);
    assert_eq!(round(&mut new, &provider).await, "/#sign-on=unlinked");
    assert_eq!(new.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
    let mut noor = linked(&stage, &provider).await;
    assert_eq!(noor.read::<OwnLogin>("/api/v1/me/login").await.sign_on[0].name, "Account van Hier");
    assert_eq!(round(&mut new, &provider).await, "/");
    assert_eq!(new.read::<Me>("/api/v1/me").await.name, "Noor Voorbeeld");
    assert_eq!(new.read::<OwnLogin>("/api/v1/me/login").await.logins[0].way, Way::SignOn);
    // Whoever can give themselves any e-mail address there is still nobody here.
    *provider.says.lock().unwrap() = Says {
        subject: "other".into(),
        changes: vec![("email", json!("noor@ggz.example"))],
        other_key: false,
    };
    assert_eq!(round(&mut Browser::new(&stage), &provider).await, "/#sign-on=unlinked");
    let out = new.place("/api/v1/login/sign-on/hier/out").await;
    assert!(
        out.starts_with(&format!("{}/out?", provider.issuer)) && out.contains("client_id=luwte"),
        "{out}"
    );
}

#[tokio::test]
async fn a_token_that_is_not_for_us_now_and_from_there_lets_nobody_in() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    linked(&stage, &provider).await;
    let honest = provider.says.lock().unwrap().clone();
    // What is wrong, the claims that say so, and whether another key signed it.
    type Lie = (&'static str, Vec<(&'static str, Value)>, bool);
    let lies: [Lie; 7] = [
        ("another nonce", vec![("nonce", json!("x"))], false),
        ("no nonce", vec![("nonce", Value::Null)], false),
        ("another issuer", vec![("iss", json!("https://evil.example"))], false),
        ("another audience", vec![("aud", json!("other"))], false),
        ("more audiences", vec![("aud", json!(["luwte", "other"]))], false),
        ("expired", vec![("exp", json!(1_700_000_000))], false),
        ("another key", Vec::new(), true),
    ];
    for (what, changes, other_key) in lies {
        *provider.says.lock().unwrap() = Says { changes, other_key, ..honest.clone() };
        let mut browser = Browser::new(&stage);
        assert_eq!(round(&mut browser, &provider).await, "/#sign-on=refused", "{what}");
        assert_eq!(browser.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED, "{what}");
    }
    *provider.says.lock().unwrap() = honest;
    assert_eq!(round(&mut Browser::new(&stage), &provider).await, "/");
}

#[tokio::test]
async fn only_the_browser_that_left_comes_back_and_only_once() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    linked(&stage, &provider).await;
    let mut victim = Browser::new(&stage);
    let mut thief = Browser::new(&stage);
    // The thief begins, and has the victim end it: the victim would be signed in as the thief.
    let url = thief.place("/api/v1/login/sign-on/hier").await;
    let (state, code) = consent(&provider, &url);
    let back = format!("/api/v1/login/sign-on/back?code={code}&state={state}");
    assert_eq!(victim.place(&back).await, "/#sign-on=again");
    assert_eq!(thief.place("/api/v1/login/sign-on/back?code=x&state=y").await, "/#sign-on=again");
    let url = thief.place("/api/v1/login/sign-on/hier").await;
    let (state, code) = consent(&provider, &url);
    let back = format!("/api/v1/login/sign-on/back?code={code}&state={state}");
    assert_eq!(thief.place(&back).await, "/");
    assert_eq!(thief.place(&back).await, "/#sign-on=again");
    // A code that was meant for another sign-on fails at the provider: the verifier is not the one of its challenge.
    let url = thief.place("/api/v1/login/sign-on/hier").await;
    let (_, stolen) = consent(&provider, &url);
    let url = victim.place("/api/v1/login/sign-on/hier").await;
    let (state, _) = consent(&provider, &url);
    let injected = format!("/api/v1/login/sign-on/back?code={stolen}&state={state}");
    assert_eq!(victim.place(&injected).await, "/#sign-on=refused");
    let said_no = victim.place("/api/v1/login/sign-on/back?error=access_denied").await;
    assert_eq!(said_no, "/#sign-on=again");
}

#[tokio::test]
async fn a_one_time_link_links_the_account_of_who_has_no_password_yet() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    linked(&stage, &provider).await;
    let mut kaj = administrator(&stage).await;
    let sam = stage.login("sam").await.me().user;
    let made = kaj.post(&format!("/api/v1/people/{sam}/reset"), &NewReset { clears_factors: false }).await.1;
    let link: OneTimeLink = serde_json::from_value(made).unwrap();
    let mut fresh = Browser::new(&stage);
    let path = "/api/v1/login/reset/sign-on/hier";
    let (status, to) = fresh.post(path, &json!({ "code": link.code })).await;
    assert_eq!(status, StatusCode::OK, "{to}");
    provider.says.lock().unwrap().subject = "sam-8".into();
    let (state, code) = consent(&provider, to["url"].as_str().unwrap());
    let back = format!("/api/v1/login/sign-on/back?code={code}&state={state}");
    assert_eq!(fresh.place(&back).await, "/");
    assert_eq!(fresh.read::<Me>("/api/v1/me").await.name, "Sam Voorbeeld");
    assert_eq!(fresh.post(path, &json!({ "code": link.code })).await.0, StatusCode::GONE, "used up");
    provider.says.lock().unwrap().subject = "noor-7".into();
    let made = kaj.post(&format!("/api/v1/people/{sam}/reset"), &NewReset { clears_factors: false }).await.1;
    let (_, to) = fresh.post(path, &json!({ "code": made["code"] })).await;
    let (state, code) = consent(&provider, to["url"].as_str().unwrap());
    let back = format!("/api/v1/login/sign-on/back?code={code}&state={state}");
    assert_eq!(fresh.place(&back).await, "/#sign-on=taken", "an account opens one login");
    let (status, _) = fresh.post(path, &json!({ "code": made["code"] })).await;
    assert_eq!(status, StatusCode::OK, "and the link is not used up by it");
}

#[tokio::test]
async fn a_link_that_clears_factors_clears_them_for_an_account_too() {
    use crate::ways_in::with_time_codes;
    let provider = provider().await;
    let stage = stage(&provider).await;
    let mut kaj = administrator(&stage).await;
    let mut sam = Browser::new(&stage);
    let login = Login { login: "sam".into(), password: PASSWORD.into(), shared: false };
    let (_, me) = sam.post("/api/v1/login", &login).await;
    with_time_codes(&mut sam).await;
    let path = format!("/api/v1/people/{}/reset", me["user"].as_str().unwrap());
    let made = kaj.post(&path, &NewReset { clears_factors: true }).await.1;
    let mut fresh = Browser::new(&stage);
    let (_, to) = fresh.post("/api/v1/login/reset/sign-on/hier", &json!({ "code": made["code"] })).await;
    provider.says.lock().unwrap().subject = "sam-8".into();
    let (state, code) = consent(&provider, to["url"].as_str().unwrap());
    assert_eq!(fresh.place(&format!("/api/v1/login/sign-on/back?code={code}&state={state}")).await, "/");
    let own: OwnLogin = fresh.read("/api/v1/me/login").await;
    assert!(own.totp.is_none() && own.recovery_left == 0 && !own.password);
    assert_eq!(own.logins.len(), 1, "elsewhere they are signed out");
}

#[tokio::test]
async fn an_account_is_linked_only_while_the_login_that_asked_for_it_lasts() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    let mut noor = linked(&stage, &provider).await;
    let (_, to) = noor.post("/api/v1/me/sign-on/hier", &json!({ "password": PASSWORD })).await;
    provider.says.lock().unwrap().subject = "another-9".into();
    let (state, code) = consent(&provider, to["url"].as_str().unwrap());
    noor.post("/api/v1/logout", &()).await;
    let back = format!("/api/v1/login/sign-on/back?code={code}&state={state}");
    assert_eq!(noor.place(&back).await, "/#sign-on=again");
}

#[tokio::test]
async fn an_account_counts_for_one_factor_and_the_app_brings_the_second() {
    use crate::ways_in::{ticket, with_time_codes};
    use link::login::{LoginPolicy, TotpCode};
    let provider = provider().await;
    let stage = stage(&provider).await;
    let mut noor = linked(&stage, &provider).await;
    let (app, _) = with_time_codes(&mut noor).await;
    let policy = LoginPolicy { two_factors: vec![link::people::Role::Practitioner], shared_idle_minutes: 5 };
    stage.store.set_login_policy(stage.here, &policy).await.unwrap();
    let mut new = Browser::new(&stage);
    assert_eq!(round(&mut new, &provider).await, "/");
    assert!(new.read::<Me>("/api/v1/me").await.needs_second_factor);
    assert_eq!(new.get("/api/v1/clients").await.0, StatusCode::FORBIDDEN);
    let code = TotpCode { code: app.code(1) };
    assert_eq!(new.post("/api/v1/me/second", &code).await.0, StatusCode::NO_CONTENT);
    assert_eq!(new.get("/api/v1/clients").await.0, StatusCode::OK);
    let mut other = Browser::new(&stage);
    let waiting = ticket(&mut other, "noor").await;
    let replayed = json!({ "ticket": waiting, "code": code.code });
    assert_eq!(other.post("/api/v1/login/second", &replayed).await.0, StatusCode::FORBIDDEN, "used there");
}

#[tokio::test]
async fn the_cookie_of_a_sign_on_comes_back_with_the_provider_and_no_other_does() {
    let provider = provider().await;
    let stage = stage(&provider).await;
    let url = format!("{}/api/v1/login/sign-on/hier", stage.site.base());
    let response = stage.site.http().get(url).send().await.unwrap();
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("SameSite=Lax") && cookie.contains("HttpOnly") && cookie.contains("Max-Age=300"),
        "{cookie}"
    );
}
