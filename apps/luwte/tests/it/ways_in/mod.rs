//! Ways to sign in, on both databases: what their tests share.

mod clients;
mod passwords;
mod second_factor;
mod tablets;

use crate::{
    postgres::Postgres,
    stage::{Folder, PASSWORD, Stage},
};
use link::{
    api::Login,
    login::{NewTotp, Proof, RecoveryCodes, SecondStep, TotpCode},
};
use luwte::{
    app::Settings,
    auth::{master::MasterKey, time_code},
    clock,
    store::{Database, Store},
};
use reqwest::{Method, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};

/// A browser: it keeps its cookies, and sends the word against forgery once it knows it.
pub struct Browser<'a> {
    stage: &'a Stage,
    cookies: Vec<(String, String)>,
    pub csrf: String,
}

impl<'a> Browser<'a> {
    pub fn new(stage: &'a Stage) -> Self {
        Self { stage, cookies: Vec::new(), csrf: String::new() }
    }

    pub async fn response(&mut self, method: Method, path: &str, body: &impl Serialize) -> reqwest::Response {
        let jar: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let url = format!("{}{path}", self.stage.site.base());
        let request = self.stage.site.http().request(method, url).header(header::COOKIE, jar.join("; "));
        let response = request.header("x-csrf-token", &self.csrf).json(body).send().await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        response
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> (StatusCode, serde_json::Value) {
        let response = self.response(method, path, body).await;
        let status = response.status();
        let body: serde_json::Value = response.json().await.unwrap_or_default();
        if let Some(csrf) = body.get("csrf").and_then(|csrf| csrf.as_str()) {
            self.csrf = csrf.to_owned();
        }
        (status, body)
    }

    /// Where the browser is sent, following nothing.
    pub async fn place(&mut self, path: &str) -> String {
        let response = self.response(Method::GET, path, &()).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        response.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }

    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> (StatusCode, serde_json::Value) {
        self.send(Method::POST, path, body).await
    }

    pub async fn get(&mut self, path: &str) -> (StatusCode, serde_json::Value) {
        self.send(Method::GET, path, &()).await
    }

    pub async fn read<T: DeserializeOwned>(&mut self, path: &str) -> T {
        let (status, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        serde_json::from_value(body).unwrap()
    }

    pub async fn login(
        &mut self,
        login: &str,
        password: &str,
        shared: bool,
    ) -> (StatusCode, serde_json::Value) {
        self.post("/api/v1/login", &Login { login: login.into(), password: password.into(), shared }).await
    }
}

pub fn code(body: &serde_json::Value) -> &str {
    body["code"].as_str().unwrap_or_default()
}

fn proof() -> Proof {
    Proof { password: Some(PASSWORD.into()) }
}

fn settings() -> Settings {
    Settings { master: Some(MasterKey::new().unwrap()), ..Settings::default() }
}

/// The same story on both databases.
pub async fn on_both(story: impl AsyncFn(&Stage)) {
    story(&Stage::with(settings()).await).await;
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    let mut stage = Stage::on(store, Folder::new(), settings()).await;
    story(&stage).await;
    stage.end().await;
}

/// The secret that the page shows, and the codes of an app that has it.
pub struct Authenticator(Vec<u8>);

impl Authenticator {
    fn new(totp: &NewTotp) -> Self {
        let bits: String = totp
            .secret
            .chars()
            .map(|c| format!("{:05b}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap()))
            .collect();
        let byte = |at: usize| u8::from_str_radix(&bits[8 * at..8 * at + 8], 2).unwrap();
        Self((0..bits.len() / 8).map(byte).collect())
    }

    /// The code `steps` of half a minute from now.
    pub fn code(&self, steps: i64) -> String {
        time_code::code_at(&self.0, clock::wall_us() + steps * 30_000_000).unwrap()
    }
}

pub async fn with_time_codes(browser: &mut Browser<'_>) -> (Authenticator, Vec<String>) {
    let (status, body) = browser.post("/api/v1/me/totp", &proof()).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let totp: NewTotp = serde_json::from_value(body).unwrap();
    let app = Authenticator::new(&totp);
    // The code of now, so that it is still one of the neighbours when half a minute ends meanwhile; from here on the next.
    let confirmed = browser.post("/api/v1/me/totp/confirm", &TotpCode { code: app.code(0) }).await;
    assert_eq!(confirmed.0, StatusCode::OK, "{}", confirmed.1);
    let codes: RecoveryCodes = serde_json::from_value(confirmed.1).unwrap();
    (app, codes.codes)
}

pub async fn ticket(browser: &mut Browser<'_>, login: &str) -> String {
    let (status, body) = browser.login(login, PASSWORD, false).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{body}");
    serde_json::from_value::<SecondStep>(body).unwrap().ticket
}
