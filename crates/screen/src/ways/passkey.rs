//! Passkeys in the browser: what the server asks goes to the authenticator, and its answer back, as JSON that nobody reads here.

use crate::api::{Failure, post_value};
use js_sys::{Function, JSON, Object, Promise, Reflect};
use link::api::Problem;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asks for any passkey and sends the answer to `path`; what the server answered.
pub(super) async fn answer(path: &str, shared: bool) -> Result<JsValue, Failure> {
    let ask = post_value("/api/v1/login/passkey/begin", &Object::new()).await?;
    let credential = with_authenticator("get", "parseRequestOptionsFromJSON", &ask).await?;
    let body = body(&ask, &credential)?;
    set(&body, "shared", &JsValue::from_bool(shared))?;
    post_value(path, &body).await
}

/// Signs in with a passkey at `path`, which is asked who that is; `shared` where others use the device too.
///
/// # Errors
/// When the server or the authenticator refuses, or the person changes their mind.
pub async fn enter_by_passkey_at<T: DeserializeOwned>(path: &str, shared: bool) -> Result<T, Failure> {
    crate::json::read_value(answer(path, shared).await?).map_err(|_| Failure::Unreadable)
}

/// Makes a passkey for who is signed in; `password` proves once more who that is.
///
/// # Errors
/// As [`enter_by_passkey_at`].
pub async fn make_passkey(password: Option<String>, name: &str) -> Result<(), Failure> {
    make_passkey_at("/api/v1/me/passkeys", password, name).await
}

/// The same where passkeys of somebody else than a colleague are kept.
///
/// # Errors
/// As [`enter_by_passkey_at`].
pub async fn make_passkey_at(place: &str, password: Option<String>, name: &str) -> Result<(), Failure> {
    let proof = Object::new();
    set(&proof, "password", &password.map_or(JsValue::NULL, JsValue::from))?;
    let ask = post_value(&[place, "/begin"].concat(), &proof).await?;
    let credential = with_authenticator("create", "parseCreationOptionsFromJSON", &ask).await?;
    let body = body(&ask, &credential)?;
    set(&body, "name", &JsValue::from_str(name))?;
    post_value(place, &body).await.map(drop)
}

/// Brings a passkey as second factor to the login one has.
///
/// # Errors
/// As [`make_passkey`].
pub async fn raise_by_passkey() -> Result<(), Failure> {
    answer("/api/v1/me/second/passkey", false).await.map(drop)
}

fn body(ask: &JsValue, credential: &JsValue) -> Result<Object, Failure> {
    let body = Object::new();
    set(&body, "ticket", &get(ask, "ticket")?)?;
    set(&body, "credential", credential)?;
    Ok(body)
}

/// `navigator.credentials.get` or `.create` with the options that the server asks for, and the answer as JSON.
async fn with_authenticator(method: &str, parse: &str, ask: &JsValue) -> Result<JsValue, Failure> {
    let asked = begin(method, parse, ask).map_err(|_| no_passkey())?;
    // Whoever closes the browser's window has changed their mind: that is no fault.
    let credential = JsFuture::from(asked).await.map_err(|_| no_passkey())?;
    let told = call(&credential, "toJSON", &JsValue::UNDEFINED).map_err(|_| no_passkey())?;
    // A copy of the browser's own object, so that it can be sent.
    let text = JSON::stringify(&told).map_err(|_| Failure::Unreadable)?;
    JSON::parse(&text.as_string().unwrap_or_default()).map_err(|_| Failure::Unreadable)
}

fn begin(method: &str, parse: &str, ask: &JsValue) -> Result<Promise, JsValue> {
    let window: JsValue = js_sys::global().into();
    let kind = Reflect::get(&window, &"PublicKeyCredential".into())?;
    let options = call(&kind, parse, &Reflect::get(ask, &"options".into())?)?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"publicKey".into(), &options)?;
    let navigator = Reflect::get(&window, &"navigator".into())?;
    let credentials = Reflect::get(&navigator, &"credentials".into())?;
    call(&credentials, method, &wanted)?.dyn_into()
}

fn call(on: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(on, &method.into())?.dyn_into()?;
    method.call1(on, argument)
}

fn get(of: &JsValue, name: &str) -> Result<JsValue, Failure> {
    Reflect::get(of, &name.into()).map_err(|_| Failure::Unreadable)
}

fn set(on: &Object, name: &str, value: &JsValue) -> Result<(), Failure> {
    Reflect::set(on, &name.into(), value).map(drop).map_err(|_| Failure::Unreadable)
}

/// No passkey was chosen, or this browser has none.
fn no_passkey() -> Failure {
    let message = crate::language::text("login-no-passkey");
    Failure::Refused(Problem { code: "no-passkey".to_owned(), message })
}
