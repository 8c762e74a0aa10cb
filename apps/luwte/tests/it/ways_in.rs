//! Ways to sign in, on both databases: time codes, recovery codes, known devices, shared tablets, links, clients' codes.

use crate::{
    postgres::Postgres,
    stage::{Folder, PASSWORD, Stage},
};
use link::{
    api::{ClientSummary, Login, Me, NewClient, Problem},
    login::{
        ClientCode, ClientMe, LockState, LoginPolicy, NewPassword, NewPin, NewReset, NewTotp, OneTimeLink,
        OwnLogin, Proof, RecoveryCodes, Reset, SecondFactor, SecondStep, TotpCode, Unlock, Way,
    },
    people::Role,
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

#[tokio::test]
async fn a_time_code_is_asked_once_it_is_set_up_and_works_once() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK);
        let without = noor.post("/api/v1/me/totp", &Proof::default()).await;
        assert_eq!((without.0, code(&without.1)), (StatusCode::FORBIDDEN, "prove-again"));
        let (app, codes) = with_time_codes(&mut noor).await;
        assert_eq!(codes.len(), 10);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert!(own.totp.is_some() && own.recovery_left == 10);
        assert_eq!(own.logins[0].way, Way::Totp, "the code that was shown raised this login");

        let mut again = Browser::new(stage);
        let waiting = ticket(&mut again, "noor").await;
        assert_eq!(again.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED, "half-way is not in");
        let second = |code: String| SecondFactor { ticket: waiting.clone(), code };
        let wrong = again.post("/api/v1/login/second", &second("000000".into())).await;
        assert_eq!((wrong.0, code(&wrong.1)), (StatusCode::FORBIDDEN, "wrong-code"));
        let used = app.code(1);
        let right = again.post("/api/v1/login/second", &second(used.clone())).await;
        assert_eq!(right.0, StatusCode::OK, "{}", right.1);
        let spent = again.post("/api/v1/login/second", &second(app.code(1))).await;
        assert_eq!((spent.0, code(&spent.1)), (StatusCode::GONE, "too-late"), "a ticket enters once");
        let mut thief = Browser::new(stage);
        let ticket = ticket(&mut thief, "noor").await;
        let replayed = thief.post("/api/v1/login/second", &SecondFactor { ticket, code: used }).await;
        assert_eq!(replayed.0, StatusCode::FORBIDDEN, "the code was used a moment ago");
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_with_one_recovery_code_one_enters() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        noor.login("noor", PASSWORD, false).await;
        let (_, codes) = with_time_codes(&mut noor).await;
        let (mut one, mut two) = (Browser::new(stage), Browser::new(stage));
        let code = codes[0].to_lowercase();
        let first = SecondFactor { ticket: ticket(&mut one, "noor").await, code: code.clone() };
        let second = SecondFactor { ticket: ticket(&mut two, "noor").await, code };
        let (one, two) =
            tokio::join!(one.post("/api/v1/login/second", &first), two.post("/api/v1/login/second", &second));
        let mut both = [one.0, two.0];
        both.sort();
        assert_eq!(both, [StatusCode::OK, StatusCode::FORBIDDEN]);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert_eq!(own.recovery_left, 9);
        assert_eq!(own.logins.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn guessing_second_factors_is_slowed_down_however_many_come_at_once() {
    let stage = Stage::with(settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    let (app, _) = with_time_codes(&mut noor).await;
    let mut guesser = Browser::new(&stage);
    let ticket = ticket(&mut guesser, "noor").await;
    let guesses = (0..30).map(|n| {
        let (stage, ticket) = (&stage, ticket.clone());
        async move {
            let second = SecondFactor { ticket, code: format!("{n:06}") };
            Browser::new(stage).post("/api/v1/login/second", &second).await.0
        }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|status| **status == StatusCode::FORBIDDEN).count();
    assert_eq!(looked_at, 5, "{answers:?}");
    let right = guesser.post("/api/v1/login/second", &SecondFactor { ticket, code: app.code(1) }).await;
    assert_eq!(right.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_institution_asks_a_second_factor_of_a_role_and_nobody_is_stuck_half_way() {
    on_both(async |stage| {
        let policy = LoginPolicy { two_factors: vec![Role::Practitioner], shared_idle_minutes: 5 };
        stage.store.set_login_policy(stage.here, &policy).await.unwrap();
        assert_eq!(stage.store.login_policy(stage.here).await.unwrap(), policy);
        let mut sam = Browser::new(stage);
        let (_, me) = sam.login("sam", PASSWORD, false).await;
        assert!(serde_json::from_value::<Me>(me).unwrap().needs_second_factor);
        let clients = sam.get("/api/v1/clients").await;
        assert_eq!((clients.0, code(&clients.1)), (StatusCode::FORBIDDEN, "second-factor-needed"));
        with_time_codes(&mut sam).await;
        assert_eq!(sam.get("/api/v1/clients").await.0, StatusCode::OK);
        assert!(!sam.read::<Me>("/api/v1/me").await.needs_second_factor);
        let jip = stage.login("jip").await;
        assert!(!jip.me().needs_second_factor, "who has another role is not asked");
    })
    .await;
}

#[tokio::test]
async fn strangers_guesses_do_not_keep_out_who_is_known_on_this_device() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK);
        noor.post("/api/v1/logout", &()).await;
        let mut stranger = Browser::new(stage);
        for _ in 0..5 {
            assert_eq!(
                stranger.login("noor", "verkeerd wachtwoord", false).await.0,
                StatusCode::UNAUTHORIZED
            );
        }
        assert_eq!(stranger.login("noor", PASSWORD, false).await.0, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK, "the address is the same");
        // The token of one's own device makes nobody else's name known.
        for _ in 0..5 {
            assert_eq!(noor.login("sam", "verkeerd wachtwoord", false).await.0, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(noor.login("sam", PASSWORD, false).await.0, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

/// In this order: what is measured first warms the caches for what is measured last.
#[tokio::test]
async fn an_unknown_name_and_one_without_a_password_cost_as_much_work_as_a_wrong_password() {
    use luwte::auth::password;
    let known = password::hash(PASSWORD).unwrap();
    // Not by the clock: each of them comes to the same hashing, with the same parameters.
    assert!(!password::verify(PASSWORD.into(), None).await.unwrap());
    assert!(known.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    let stage = Stage::with(settings()).await;
    let user = stage.store.user_by_login("sam", clock::wall_us()).await.unwrap().unwrap().0;
    stage.store.set_password(user.id, "", &[]).await.unwrap();
    let mut anybody = Browser::new(&stage);
    let without = anybody.login("sam", "", false).await;
    let unknown = anybody.login("niemand", PASSWORD, false).await;
    let wrong = anybody.login("noor", "verkeerd wachtwoord", false).await;
    assert_eq!(without, unknown);
    assert_eq!(unknown, wrong);
}

async fn shared_tablet<'a>(stage: &'a Stage, pin: &str) -> Browser<'a> {
    let mut noor = Browser::new(stage);
    let (status, me) = noor.login("noor", PASSWORD, true).await;
    assert_eq!((status, me["locks_after_s"].as_u64()), (StatusCode::OK, Some(300)));
    let pin = NewPin { pin: pin.into(), password: Some(PASSWORD.into()) };
    assert_eq!(noor.send(Method::PUT, "/api/v1/me/pin", &pin).await.0, StatusCode::NO_CONTENT);
    noor
}

#[tokio::test]
async fn a_locked_tablet_opens_with_the_digits_and_after_five_wrong_ones_only_by_signing_in() {
    on_both(async |stage| {
        let mut noor = shared_tablet(stage, "480913").await;
        assert_eq!(noor.post("/api/v1/me/lock", &()).await.0, StatusCode::NO_CONTENT);
        let refused = noor.get("/api/v1/clients").await;
        assert_eq!((refused.0, code(&refused.1)), (StatusCode::LOCKED, "locked"));
        assert_eq!(noor.post("/api/v1/me/touch", &()).await.0, StatusCode::LOCKED, "a touch opens nothing");
        let state: LockState = noor.read("/api/v1/me/lock").await;
        assert!(state.locked && state.pin_tries_left == 5 && state.name == "Noor Voorbeeld");
        let right = Unlock { pin: "480913".into() };
        let wrong = Unlock { pin: "480914".into() };
        assert_eq!(noor.post("/api/v1/me/unlock", &wrong).await.0, StatusCode::FORBIDDEN);
        assert_eq!(noor.post("/api/v1/me/unlock", &right).await.0, StatusCode::NO_CONTENT);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        noor.post("/api/v1/me/lock", &()).await;
        for left in (0..5).rev() {
            assert_eq!(code(&noor.post("/api/v1/me/unlock", &wrong).await.1), "wrong-code");
            assert_eq!(noor.read::<LockState>("/api/v1/me/lock").await.pin_tries_left, left);
        }
        let over = noor.post("/api/v1/me/unlock", &right).await;
        assert_eq!(code(&over.1), "prove-again", "not even the right ones any more");
        assert_eq!(noor.login("noor", PASSWORD, true).await.0, StatusCode::OK);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert_eq!(own.logins.len(), 1, "the locked login went with the new one");
    })
    .await;
}

#[tokio::test]
async fn a_tablet_that_nobody_touched_is_locked_by_the_server_and_stays_so_over_a_restart() {
    on_both(async |stage| {
        let policy = LoginPolicy { two_factors: Vec::new(), shared_idle_minutes: 1 };
        let mut noor = Browser::new(stage);
        stage.store.set_login_policy(stage.here, &policy).await.unwrap();
        let (_, me) = noor.login("noor", PASSWORD, true).await;
        assert_eq!(me["locks_after_s"].as_u64(), Some(60));
        let token = noor.cookies.iter().find(|(name, _)| name == "luwte-login").unwrap().1.clone();
        let hash = luwte::auth::secret::Token::from_cookie(&token).hash();
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        // As after a restart, two minutes after the last touch: what the server remembers is gone, the record stays.
        stage.app.ways.tablets.forget(&hash);
        let row = stage.store.login_by_token(&hash, clock::wall_us()).await.unwrap().unwrap();
        let touch = luwte::auth::tablet::Touch {
            idle_us: row.idle_us,
            seen_us: row.seen_us - 120_000_000,
            locked: row.locked,
        };
        stage.app.ways.tablets.know(&hash, touch, clock::wall_us());
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED);
        assert!(!row.locked);
        noor.post("/api/v1/me/lock", &()).await;
        stage.app.ways.tablets.forget(&hash);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED, "locked in the record too");
    })
    .await;
}

#[tokio::test]
async fn however_many_guess_the_digits_at_once_five_are_looked_at() {
    let stage = Stage::with(settings()).await;
    let mut noor = shared_tablet(&stage, "480913").await;
    noor.post("/api/v1/me/lock", &()).await;
    let (cookies, csrf) = (noor.cookies.clone(), noor.csrf.clone());
    let guesses = (0..20).map(|n| {
        let mut browser = Browser { stage: &stage, cookies: cookies.clone(), csrf: csrf.clone() };
        async move {
            let answer = browser.post("/api/v1/me/unlock", &Unlock { pin: format!("1{n:05}") }).await;
            code(&answer.1).to_owned()
        }
    });
    let answers = futures_util::future::join_all(guesses).await;
    assert_eq!(answers.iter().filter(|code| *code == "wrong-code").count(), 5, "{answers:?}");
    assert_eq!(noor.get("/api/v1/me").await.0, StatusCode::LOCKED);
}

#[tokio::test]
async fn digits_and_passwords_that_anybody_guesses_are_refused() {
    let stage = Stage::with(settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    for (pin, why) in [("123456", "pin-guessable"), ("12345", "bad-input"), ("12345a", "bad-input")] {
        let pin = NewPin { pin: pin.into(), password: Some(PASSWORD.into()) };
        assert_eq!(code(&noor.send(Method::PUT, "/api/v1/me/pin", &pin).await.1), why);
    }
    for (current, new, why) in [
        (Some(PASSWORD), "te kort", "password-length"),
        (Some(PASSWORD), "password123456", "password-guessable"),
        (Some(PASSWORD), "noor voorbeeld", "password-guessable"),
        (Some("verkeerd"), "wadlopen bij laag water", "wrong-code"),
        (None, "wadlopen bij laag water", "prove-again"),
    ] {
        let new = NewPassword { current: current.map(str::to_owned), new: new.into() };
        assert_eq!(code(&noor.send(Method::PUT, "/api/v1/me/password", &new).await.1), why, "{new:?}");
    }
}

#[tokio::test]
async fn a_new_password_signs_out_everywhere_else() {
    on_both(async |stage| {
        let (mut here, mut there) = (Browser::new(stage), Browser::new(stage));
        here.login("noor", PASSWORD, false).await;
        there.login("noor", PASSWORD, false).await;
        let new = NewPassword { current: Some(PASSWORD.into()), new: "wadlopen bij laag water".into() };
        assert_eq!(here.send(Method::PUT, "/api/v1/me/password", &new).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(here.get("/api/v1/me").await.0, StatusCode::OK);
        assert_eq!(there.login("noor", PASSWORD, false).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(there.login("noor", "wadlopen bij laag water", false).await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_it_there() {
    on_both(async |stage| {
        let (mut here, mut there, mut sam) = (Browser::new(stage), Browser::new(stage), Browser::new(stage));
        there.login("noor", PASSWORD, false).await;
        here.login("noor", PASSWORD, false).await;
        sam.login("sam", PASSWORD, false).await;
        let own: OwnLogin = here.read("/api/v1/me/login").await;
        assert_eq!(own.logins.iter().map(|login| login.this_one).collect::<Vec<_>>(), [true, false]);
        let other = format!("/api/v1/me/logins/{}", own.logins[1].id);
        assert_eq!(sam.send(Method::DELETE, &other, &()).await.0, StatusCode::NOT_FOUND, "nobody else's");
        assert_eq!(here.send(Method::DELETE, &other, &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        there.login("noor", PASSWORD, false).await;
        assert_eq!(here.send(Method::DELETE, "/api/v1/me/logins", &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(here.get("/api/v1/me").await.0, StatusCode::OK);
        assert_eq!(sam.get("/api/v1/me").await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn an_administrators_link_lets_somebody_back_in_once_and_takes_what_was_lost() {
    on_both(async |stage| {
        let mut sam = Browser::new(stage);
        let (_, me) = sam.login("sam", PASSWORD, false).await;
        let id = serde_json::from_value::<Me>(me).unwrap().user;
        with_time_codes(&mut sam).await;
        let mut kaj = Browser::new(stage);
        kaj.login("kaj", PASSWORD, false).await;
        let path = format!("/api/v1/people/{id}/reset");
        let made = kaj.post(&path, &NewReset { clears_factors: true }).await;
        assert_eq!(made.0, StatusCode::CREATED, "{}", made.1);
        let link: OneTimeLink = serde_json::from_value(made.1).unwrap();
        assert!(link.url.ends_with(&format!("/#reset={}", link.code)));
        assert_eq!(sam.post(&path, &NewReset { clears_factors: false }).await.0, StatusCode::FORBIDDEN);
        let mut stranger = Browser::new(stage);
        stranger.login("verre", PASSWORD, false).await;
        let elsewhere = stranger.post(&path, &NewReset { clears_factors: true }).await;
        assert_eq!(elsewhere.0, StatusCode::NOT_FOUND, "another institution's administrator");
        let mut lost = Browser::new(stage);
        let choose = |code: &str, password: &str| Reset { code: code.into(), password: password.into() };
        let weak = lost.post("/api/v1/login/reset", &choose(&link.code, "sam sam sam sam")).await;
        assert_eq!(code(&weak.1), "password-guessable", "and the link still works");
        let reset = choose(&link.code.to_lowercase(), "wadlopen bij laag water");
        assert_eq!(lost.post("/api/v1/login/reset", &reset).await.0, StatusCode::NO_CONTENT);
        assert_eq!(code(&lost.post("/api/v1/login/reset", &reset).await.1), "too-late");
        assert_eq!(sam.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED, "signed out everywhere");
        let (status, me) = lost.login("sam", "wadlopen bij laag water", false).await;
        assert_eq!(status, StatusCode::OK, "no second factor is asked: {me}");
        let own: OwnLogin = lost.read("/api/v1/me/login").await;
        assert!(own.totp.is_none() && own.recovery_left == 0);
    })
    .await;
}

#[tokio::test]
async fn a_client_signs_in_with_a_code_and_sees_nothing_of_the_house() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        noor.login("noor", PASSWORD, false).await;
        let (_, client) = noor.post("/api/v1/clients", &NewClient { alias: "Tapuit".into() }).await;
        let client: ClientSummary = serde_json::from_value(client).unwrap();
        let path = format!("/api/v1/clients/{}/code", client.id);
        let (status, given) = noor.post(&path, &()).await;
        assert_eq!(status, StatusCode::CREATED, "{given}");
        let given: ClientCode = serde_json::from_value(given).unwrap();
        let mut jip = Browser::new(stage);
        jip.login("jip", PASSWORD, false).await;
        assert_eq!(jip.post(&path, &()).await.0, StatusCode::FORBIDDEN);
        let mut sam = Browser::new(stage);
        sam.login("sam", PASSWORD, false).await;
        let (status, refused) = sam.post(&path, &()).await;
        assert_eq!((status, code(&refused)), (StatusCode::FORBIDDEN, "not-treating"));

        let mut tapuit = Browser::new(stage);
        let typed = serde_json::json!({ "code": given.code.replace('-', " ").to_lowercase() });
        let (status, me) = tapuit.post("/api/v1/client/login", &typed).await;
        assert_eq!(status, StatusCode::OK, "{me}");
        let me: ClientMe = serde_json::from_value(me).unwrap();
        assert_eq!(me.alias, "Tapuit");
        let again = Browser::new(stage).post("/api/v1/client/login", &typed).await;
        assert_eq!(code(&again.1), "wrong-code", "what a colleague knows works once");
        let own = serde_json::json!({ "code": me.own_code.unwrap().code, "shared": true });
        let mut shared = Browser::new(stage);
        let (status, me) = shared.post("/api/v1/client/login", &own).await;
        assert_eq!((status, &me["own_code"]), (StatusCode::OK, &serde_json::Value::Null));
        let before = shared.cookies.clone();
        assert_eq!(shared.post("/api/v1/client/login", &own).await.0, StatusCode::OK);
        shared.cookies = before;
        assert_eq!(shared.get("/api/v1/client/me").await.0, StatusCode::UNAUTHORIZED, "the former has ended");
        assert_eq!(tapuit.read::<ClientMe>("/api/v1/client/me").await.client, client.id);
        for house in ["/api/v1/me", "/api/v1/clients", "/api/v1/headsets", "/api/v1/me/login"] {
            assert_eq!(tapuit.get(house).await.0, StatusCode::UNAUTHORIZED, "{house}");
        }
        let (status, changed) = tapuit.post("/api/v1/client/code", &()).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_ne!(changed["code"], given.code.as_str());
        assert_eq!(tapuit.get("/api/v1/client/me").await.0, StatusCode::OK, "here they stay");
        let old = Browser::new(stage).post("/api/v1/client/login", &typed).await;
        assert_eq!(code(&old.1), "wrong-code");
        let taken = noor.send(Method::DELETE, &format!("/api/v1/clients/{}/login", client.id), &()).await;
        assert_eq!(taken.0, StatusCode::NO_CONTENT);
        assert_eq!(tapuit.get("/api/v1/client/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(Browser::new(stage).post("/api/v1/client/login", &changed).await.0, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn guessing_clients_codes_is_slowed_down() {
    let stage = Stage::with(settings()).await;
    let mut guesser = Browser::new(&stage);
    for n in 0..50 {
        let guess = serde_json::json!({ "code": format!("AAAA-AAAA-{n:04}") });
        assert_eq!(guesser.post("/api/v1/client/login", &guess).await.0, StatusCode::FORBIDDEN);
    }
    let problem = guesser.post("/api/v1/client/login", &serde_json::json!({ "code": "x" })).await;
    assert_eq!(problem.0, StatusCode::TOO_MANY_REQUESTS);
    assert!(!serde_json::from_value::<Problem>(problem.1).unwrap().message.is_empty());
}

#[tokio::test]
async fn a_secret_sealed_with_another_master_key_lets_nobody_past() {
    let folder = Folder::new();
    let path = folder.0.join("luwte.db");
    let mut stage = Stage::on(Store::open(&path).await.unwrap(), folder, settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    let (app, codes) = with_time_codes(&mut noor).await;
    let sealed = {
        let id = stage.store.user_by_login("noor", clock::wall_us()).await.unwrap().unwrap().0.id;
        stage.store.second_factor(id).await.unwrap().unwrap().secret
    };
    assert!(!sealed.windows(app.0.len()).any(|window| window == app.0), "nor can it be read in the record");
    stage.end().await;
    let store = Store::open(&path).await.unwrap();
    let other = luwte::app::App::new(store, settings());
    let mut server = luwte::server::Server::new(other);
    let address = server.plain((std::net::Ipv4Addr::LOCALHOST, 0).into(), false).unwrap();
    tokio::spawn(server.run(std::future::pending()));
    stage.site = luwte::client::Site::new(&format!("http://127.0.0.1:{}", address.port()), None).unwrap();
    let mut noor = Browser::new(&stage);
    let waiting = ticket(&mut noor, "noor").await;
    let second = SecondFactor { ticket: waiting.clone(), code: app.code(1) };
    let refused = noor.post("/api/v1/login/second", &second).await;
    assert_eq!(refused.0, StatusCode::INTERNAL_SERVER_ERROR);
    let by_recovery = SecondFactor { ticket: waiting, code: codes[3].clone() };
    assert_eq!(
        noor.post("/api/v1/login/second", &by_recovery).await.0,
        StatusCode::OK,
        "but a recovery code does"
    );
}
