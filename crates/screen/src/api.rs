//! Requests to the server, with its bodies as `link::api` has them, and failures in words a person can use.

use crate::{
    identity, json,
    language::{language, text},
};
use leptos::prelude::untrack;
use link::api::Problem;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestCache, RequestInit, Response};

/// After this long a request is taken for lost, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// No answer came: no network, no server, or too slow.
    #[error("no answer came")]
    Offline,
    /// Nobody is signed in, or no longer.
    #[error("nobody is signed in")]
    SignedOut,
    /// The server said no, in words for people.
    #[error("the server refused: {}", .0.code)]
    Refused(Problem),
    /// The server failed or said no without words for people; the HTTP status.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// The answer was not what this version of the page expects.
    #[error("the answer could not be read")]
    Unreadable,
}

impl Failure {
    /// What happened, and what is safe and to do now; empty when the first says it all. Follows the language.
    pub fn words(&self) -> (String, String) {
        let pair = |what: &'static str, then: &'static str| (text(what), text(then));
        match self {
            Failure::Offline => pair("problem-offline", "problem-offline-do"),
            Failure::SignedOut => (text("sign-in-again"), String::new()),
            Failure::Refused(problem) => (problem.message.clone(), String::new()),
            Failure::Status(403) => pair("problem-forbidden", "problem-forbidden-do"),
            Failure::Status(404) => pair("problem-not-found", "problem-not-found-do"),
            Failure::Status(_) => pair("problem-server", "problem-server-do"),
            Failure::Unreadable => pair("problem-unreadable", "problem-unreadable-do"),
        }
    }
}

/// `GET`, answered in JSON.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    read(&send("GET", path, None).await?)
}

/// `GET`, answered in text: a file of texts, a picture in SVG, a list in CSV.
pub async fn get_text(path: &str) -> Result<String, Failure> {
    send("GET", path, None).await.map(|answer| answer.as_string().unwrap_or_default())
}

/// `POST` with a body, answered in JSON.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    read(&send("POST", path, Some(body)).await?)
}

/// `POST` of JSON that the browser wrote, answered in a value of the browser's: what only passes through this program.
pub(crate) async fn post_value(path: &str, body: &JsValue) -> Result<JsValue, Failure> {
    let body = js_sys::JSON::stringify(body).map_err(|_| Failure::Unreadable)?;
    let answer = send("POST", path, body.as_string()).await?.as_string().unwrap_or_default();
    if answer.is_empty() {
        Ok(JsValue::NULL)
    } else {
        js_sys::JSON::parse(&answer).map_err(|_| Failure::Unreadable)
    }
}

/// `POST` with a body, answered in one of two shapes.
pub(crate) async fn post_either<A: DeserializeOwned, B: DeserializeOwned>(
    path: &str,
    body: &impl Serialize,
) -> Result<Result<A, B>, Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    let answer = send("POST", path, Some(body)).await?;
    read(&answer).map(Ok).or_else(|_: Failure| read(&answer).map(Err))
}

/// `PUT` with a body, whose answer has nothing to read.
pub async fn put(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    send("PUT", path, Some(body)).await.map(|_| ())
}

/// `POST` of a file, answered in JSON.
pub async fn post_file<T: DeserializeOwned>(path: &str, file: &web_sys::Blob) -> Result<T, Failure> {
    read(&answer("POST", path, Some(file.into())).await?)
}

/// `POST` whose answer has nothing to read.
pub async fn post_empty(path: &str) -> Result<(), Failure> {
    send("POST", path, None).await.map(|_| ())
}

/// `POST` with a body, whose answer has nothing to read.
pub async fn post_nothing(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    send("POST", path, Some(body)).await.map(|_| ())
}

/// `PATCH` with a body, whose answer has nothing to read.
pub async fn patch(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    send("PATCH", path, Some(body)).await.map(|_| ())
}

/// `PUT` with a body, answered in JSON.
pub async fn put_for<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    read(&send("PUT", path, Some(body)).await?)
}

/// `DELETE` with a body: proof of who asks.
pub async fn delete_with(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    send("DELETE", path, Some(body)).await.map(|_| ())
}

/// `DELETE`.
pub async fn delete(path: &str) -> Result<(), Failure> {
    send("DELETE", path, None).await.map(|_| ())
}

fn read<T: DeserializeOwned>(answer: &JsValue) -> Result<T, Failure> {
    json::read(answer).map_err(|_| Failure::Unreadable)
}

async fn send(method: &str, path: &str, body: Option<String>) -> Result<JsValue, Failure> {
    answer(method, path, body.map(JsValue::from)).await
}

async fn answer(method: &str, path: &str, body: Option<JsValue>) -> Result<JsValue, Failure> {
    let request = request(method, path, body).map_err(|_| Failure::Unreadable)?;
    let window = web_sys::window().ok_or(Failure::Offline)?;
    let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(|_| Failure::Offline)?;
    let response: Response = response.dyn_into().map_err(|_| Failure::Unreadable)?;
    let answer = match response.text() {
        Ok(reading) => JsFuture::from(reading).await.map_err(|_| Failure::Offline)?,
        Err(_) => return Err(Failure::Unreadable),
    };
    if response.ok() {
        return Ok(answer);
    }
    let problem = json::read::<Problem>(&answer).ok();
    if response.status() == 423 {
        identity::locked();
    }
    if response.status() == 401 && !path.ends_with("/login") {
        identity::lost();
        return Err(Failure::SignedOut);
    }
    Err(problem.map_or_else(|| Failure::Status(response.status()), Failure::Refused))
}

fn request(method: &str, path: &str, body: Option<JsValue>) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("accept-language", untrack(language).tag())?;
    if method != "GET" {
        // A session's cookie alone changes nothing: another site could send it, but it cannot know this word.
        if let Some(csrf) = identity::csrf() {
            headers.set("x-csrf-token", &csrf)?;
        }
    }
    let init = RequestInit::new();
    init.set_method(method);
    // Only the interface's answers change; a file is named by its fingerprint.
    if path.starts_with("/api/") {
        init.set_cache(RequestCache::NoStore);
    }
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(body) = body {
        // A file says by itself what it is.
        if body.is_string() {
            headers.set("content-type", "application/json")?;
        }
        init.set_body(&body);
    }
    init.set_headers(&headers);
    Request::new_with_str_and_init(path, &init)
}
