//! Passkeys, with an authenticator in software that can also lie: other origins, replays, clones, no verification of the person.

use crate::{
    stage::{PASSWORD, Stage},
    ways_in::Browser,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use link::{
    api::{ClientSummary, Login, NewClient},
    login::{ClientCode, OwnLogin, Way},
};
use luwte::app::Settings;
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ORIGIN: &str = "https://luwte.example";
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const BACKUP_ELIGIBLE: u8 = 8;
const HAS_KEY: u8 = 0x40;

/// An authenticator with one passkey.
#[derive(Clone)]
struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    owner: String,
    origin: &'static str,
    flags: u8,
    counter: u32,
}

impl Authenticator {
    fn new(id: u8) -> Self {
        let key = SigningKey::from_slice(&[id; 32]).unwrap();
        let flags = PRESENT | VERIFIED | BACKUP_ELIGIBLE;
        Self { key, id: vec![id; 16], owner: String::new(), origin: ORIGIN, flags, counter: 1 }
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let host = self.origin.trim_start_matches("https://");
        [&Sha256::digest(host)[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn said(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let said =
            json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        serde_json::to_vec(&said).unwrap()
    }

    /// Makes its passkey, as `navigator.credentials.create` does.
    fn create(&mut self, options: &Value) -> Value {
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["rp"]["id"], "luwte.example");
        self.owner = options["user"]["id"].as_str().unwrap().to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap(), point.y().unwrap());
        let key = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y].concat();
        let mut data = self.data(self.flags | HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(key);
        // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR.
        let mut attestation = vec![0xa3];
        for (name, value) in [("fmt", &b"\x64none"[..]), ("attStmt", &[0xa0])] {
            attestation.push(0x60 + name.len() as u8);
            attestation.extend(name.as_bytes());
            attestation.extend(value);
        }
        attestation.extend(b"\x68authData\x58");
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": BASE64.encode(self.said("webauthn.create", &options["challenge"])),
                "attestationObject": BASE64.encode(attestation), "transports": ["internal"],
            },
        })
    }

    /// Signs in, as `navigator.credentials.get` does.
    fn get(&mut self, options: &Value) -> Value {
        self.counter += 1;
        self.answer(options)
    }

    fn answer(&self, options: &Value) -> Value {
        let data = self.data(self.flags);
        let said = self.said("webauthn.get", &options["challenge"]);
        let signature: Signature = self.key.sign(&[&data[..], &Sha256::digest(&said)].concat());
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": BASE64.encode(said), "authenticatorData": BASE64.encode(data),
                "signature": BASE64.encode(signature.to_der()), "userHandle": self.owner,
            },
        })
    }
}

async fn stage() -> Stage {
    Stage::with(Settings { public_url: Some(ORIGIN.into()), ..Settings::default() }).await
}

async fn signed_in<'a>(stage: &'a Stage, login: &str) -> Browser<'a> {
    let mut browser = Browser::new(stage);
    let body = Login { login: login.into(), password: PASSWORD.into(), shared: login == "noor" };
    assert_eq!(browser.post("/api/v1/login", &body).await.0, StatusCode::OK);
    browser
}

async fn make(browser: &mut Browser<'_>, authenticator: &mut Authenticator) -> (StatusCode, Value) {
    let (status, ask) = browser.post("/api/v1/me/passkeys/begin", &json!({ "password": PASSWORD })).await;
    assert_eq!(status, StatusCode::OK, "{ask}");
    let credential = authenticator.create(&ask["options"]);
    let new = json!({ "ticket": ask["ticket"], "credential": credential, "name": "Tablet" });
    browser.post("/api/v1/me/passkeys", &new).await
}

/// Asks for a passkey and answers; `path` takes the answer.
async fn answer(browser: &mut Browser<'_>, path: &str, by: &mut Authenticator) -> (StatusCode, Value) {
    let (_, ask) = browser.post("/api/v1/login/passkey/begin", &()).await;
    let credential = by.get(&ask["options"]);
    browser.post(path, &json!({ "ticket": ask["ticket"], "credential": credential })).await
}

const LOGIN: &str = "/api/v1/login/passkey";

#[tokio::test]
async fn a_passkey_signs_in_without_a_name_and_counts_as_two_factors() {
    let stage = stage().await;
    let mut noor = signed_in(&stage, "noor").await;
    let mut tablet = Authenticator::new(1);
    assert_eq!(make(&mut noor, &mut tablet).await.0, StatusCode::CREATED);
    let mut new = Browser::new(&stage);
    let (status, me) = answer(&mut new, LOGIN, &mut tablet).await;
    assert_eq!((status, me["name"].as_str()), (StatusCode::OK, Some("Noor Voorbeeld")), "{me}");
    let own: OwnLogin = new.read("/api/v1/me/login").await;
    assert_eq!((own.logins[0].way, own.passkeys.len()), (Way::Passkey, 1));
    assert!(own.passkeys[0].used.is_some() && own.passkeys_work);
    let again = make(&mut noor, &mut tablet.clone()).await;
    assert_eq!(again.0, StatusCode::FORBIDDEN, "one passkey is not kept twice");
    let path = format!("/api/v1/me/passkeys/{}", own.passkeys[0].id);
    let mut sam = signed_in(&stage, "sam").await;
    let proof = json!({ "password": PASSWORD });
    assert_eq!(sam.send(Method::DELETE, &path, &proof).await.0, StatusCode::NOT_FOUND, "nobody else's");
    assert_eq!(noor.send(Method::DELETE, &path, &()).await.0, StatusCode::NO_CONTENT);
    assert_eq!(answer(&mut new, LOGIN, &mut tablet).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_password_alone_adds_no_factor_beside_one_and_takes_none_away() {
    let stage = stage().await;
    let mut sam = signed_in(&stage, "sam").await;
    let mut phone = Authenticator::new(1);
    let mut thief = signed_in(&stage, "sam").await;
    // Begun while there was no factor, and ended once there was one.
    let (_, begun) = thief.post("/api/v1/me/passkeys/begin", &json!({ "password": PASSWORD })).await;
    assert_eq!(make(&mut sam, &mut phone).await.0, StatusCode::CREATED);
    let credential = Authenticator::new(2).create(&begun["options"]);
    let new = json!({ "ticket": begun["ticket"], "credential": credential, "name": "Van de dief" });
    let passkey: OwnLogin = sam.read("/api/v1/me/login").await;
    let passkey = format!("/api/v1/me/passkeys/{}", passkey.passkeys[0].id);
    let proof = json!({ "password": PASSWORD });
    for (method, path, body) in [
        (Method::POST, "/api/v1/me/passkeys", &new),
        (Method::POST, "/api/v1/me/passkeys/begin", &proof),
        (Method::POST, "/api/v1/me/totp", &proof),
        (Method::POST, "/api/v1/me/totp/remove", &proof),
        (Method::POST, "/api/v1/me/recovery", &proof),
        (Method::DELETE, passkey.as_str(), &proof),
    ] {
        let (status, answer) = thief.send(method, path, body).await;
        let refused = (StatusCode::FORBIDDEN, Some("second-factor-needed"));
        assert_eq!((status, answer["code"].as_str()), refused, "{path}");
    }
    // Its owner brings the passkey to a login with the password, and goes on.
    let mut elsewhere = signed_in(&stage, "sam").await;
    let raise = "/api/v1/me/second/passkey";
    let mut other = Authenticator::new(3);
    make(&mut signed_in(&stage, "noor").await, &mut other).await;
    assert_eq!(answer(&mut elsewhere, raise, &mut other).await.0, StatusCode::FORBIDDEN, "another's");
    assert_eq!(answer(&mut elsewhere, raise, &mut phone).await.0, StatusCode::NO_CONTENT);
    assert_eq!(elsewhere.post("/api/v1/me/totp/remove", &proof).await.0, StatusCode::NO_CONTENT);
    let id = stage.store.user_by_login("sam", luwte::clock::wall_us()).await.unwrap().unwrap().0.id;
    stage.store.set_password(id, "", &[]).await.unwrap();
    let mut sam = Browser::new(&stage);
    assert_eq!(answer(&mut sam, LOGIN, &mut phone).await.0, StatusCode::OK);
    let (status, last) = sam.send(Method::DELETE, &passkey, &()).await;
    assert_eq!((status, last["code"].as_str()), (StatusCode::CONFLICT, Some("only-way-in")));
}

#[tokio::test]
async fn an_authenticator_that_lies_lets_nobody_in() {
    let stage = stage().await;
    let mut noor = signed_in(&stage, "noor").await;
    let mut tablet = Authenticator::new(1);
    make(&mut noor, &mut tablet).await;
    let mut thief = Browser::new(&stage);
    let clone = tablet.clone();
    assert_eq!(answer(&mut thief, LOGIN, &mut tablet).await.0, StatusCode::OK);

    // A challenge works once, and only for an answer to it.
    let (_, ask) = thief.post("/api/v1/login/passkey/begin", &()).await;
    let body = json!({ "ticket": ask["ticket"], "credential": tablet.get(&ask["options"]) });
    assert_eq!(thief.post(LOGIN, &body).await.0, StatusCode::OK);
    assert_eq!(thief.post(LOGIN, &body).await.0, StatusCode::GONE, "replayed");
    let (_, other) = thief.post("/api/v1/login/passkey/begin", &()).await;
    let stale = json!({ "ticket": other["ticket"], "credential": body["credential"] });
    assert_eq!(thief.post(LOGIN, &stale).await.0, StatusCode::FORBIDDEN, "an answer to another challenge");

    type Lie = fn(&mut Authenticator);
    let lies: [(&str, Lie); 4] = [
        ("another origin", |it| it.origin = "https://luwte.example.evil.example"),
        ("nobody was verified", |it| it.flags &= !VERIFIED),
        ("another key", |it| it.key = SigningKey::from_slice(&[9; 32]).unwrap()),
        ("another owner", |it| it.owner = BASE64.encode([7; 16])),
    ];
    for (what, lie) in lies {
        let mut liar = tablet.clone();
        lie(&mut liar);
        assert_eq!(answer(&mut thief, LOGIN, &mut liar).await.0, StatusCode::FORBIDDEN, "{what}");
    }
    // A copy of the authenticator that does not know how often the real one was used since.
    let mut clone = clone;
    assert_eq!(answer(&mut thief, LOGIN, &mut clone).await.0, StatusCode::FORBIDDEN, "a clone");
    assert_eq!(answer(&mut thief, LOGIN, &mut tablet).await.0, StatusCode::OK, "the real one goes on");
}

#[tokio::test]
async fn a_new_passkey_must_be_made_for_this_name_with_the_person_verified() {
    let stage = stage().await;
    let mut noor = signed_in(&stage, "noor").await;
    for (what, flags, origin) in [
        ("nobody was verified", PRESENT, ORIGIN),
        ("another origin", PRESENT | VERIFIED, "https://evil.example"),
    ] {
        let mut liar = Authenticator { flags, origin, ..Authenticator::new(2) };
        assert_eq!(make(&mut noor, &mut liar).await.0, StatusCode::FORBIDDEN, "{what}");
    }
    let (_, ask) = noor.post("/api/v1/me/passkeys/begin", &json!({ "password": PASSWORD })).await;
    let credential = Authenticator::new(3).create(&ask["options"]);
    let new = json!({ "ticket": ask["ticket"], "credential": credential, "name": "Tablet" });
    let mut sam = signed_in(&stage, "sam").await;
    assert_eq!(sam.post("/api/v1/me/passkeys", &new).await.0, StatusCode::GONE, "begun by somebody else");
    let without = noor.post("/api/v1/me/passkeys/begin", &json!({})).await;
    assert_eq!(without.1["code"], "prove-again");
}

#[tokio::test]
async fn a_passkey_of_its_owner_opens_a_locked_tablet_and_nobody_elses_does() {
    let stage = stage().await;
    let (mut noor, mut sam) = (signed_in(&stage, "noor").await, signed_in(&stage, "sam").await);
    let (mut hers, mut his) = (Authenticator::new(1), Authenticator::new(2));
    make(&mut noor, &mut hers).await;
    make(&mut sam, &mut his).await;
    noor.post("/api/v1/me/lock", &()).await;
    assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED);
    let open = "/api/v1/me/unlock/passkey";
    assert_eq!(answer(&mut noor, open, &mut his).await.0, StatusCode::FORBIDDEN);
    assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED);
    assert_eq!(answer(&mut noor, open, &mut hers).await.0, StatusCode::NO_CONTENT);
    assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_clients_passkey_opens_the_clients_own_place_and_no_colleagues() {
    let stage = stage().await;
    let mut noor = signed_in(&stage, "noor").await;
    let (_, client) = noor.post("/api/v1/clients", &NewClient { alias: "Tapuit".into() }).await;
    let client: ClientSummary = serde_json::from_value(client).unwrap();
    let (_, code) = noor.post(&format!("/api/v1/clients/{}/code", client.id), &()).await;
    let code: ClientCode = serde_json::from_value(code).unwrap();
    let mut tapuit = Browser::new(&stage);
    tapuit.post("/api/v1/client/login", &json!({ "code": code.code })).await;
    let mut phone = Authenticator::new(5);
    let (status, ask) = tapuit.post("/api/v1/client/passkeys/begin", &()).await;
    assert_eq!(status, StatusCode::OK, "{ask}");
    let new =
        json!({ "ticket": ask["ticket"], "credential": phone.create(&ask["options"]), "name": "Telefoon" });
    assert_eq!(tapuit.post("/api/v1/client/passkeys", &new).await.0, StatusCode::CREATED);
    assert_eq!(answer(&mut Browser::new(&stage), LOGIN, &mut phone).await.0, StatusCode::FORBIDDEN);
    let mut later = Browser::new(&stage);
    let (status, me) = answer(&mut later, "/api/v1/client/login/passkey", &mut phone).await;
    assert_eq!((status, me["alias"].as_str()), (StatusCode::OK, Some("Tapuit")));
}

#[tokio::test]
async fn passkeys_are_not_offered_at_a_bare_address() {
    let stage = Stage::new().await;
    let mut noor = Browser::new(&stage);
    let ways = noor.get("/api/v1/login/ways").await.1;
    assert_eq!(ways["passkeys"], false);
    let (status, body) = noor.post("/api/v1/login/passkey/begin", &()).await;
    assert_eq!((status, body["code"].as_str()), (StatusCode::CONFLICT, Some("no-passkeys-here")));
}
