//! How the installation is, as a page for whoever looks after it.

use super::{escaped, language, page};
use crate::{
    api::{self, Failure},
    app::App,
    auth::{Granted, ReadInstallation},
    doctor::Health,
    status::{Facts, Part, Server, judge, word},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use std::fmt::Write;
use texts::Texts;
use time::{OffsetDateTime, macros::format_description};

const PATH: &str = "/status";

/// The page; whoever is not signed in is led to where one does so.
pub async fn status(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    granted: Result<Granted<ReadInstallation>, Failure>,
) -> Response {
    let texts = api::texts(language(&uri, &headers));
    let user = match granted {
        Ok(granted) => granted.user,
        Err(Failure::NotSignedIn) => return Redirect::temporary("/").into_response(),
        Err(Failure::Forbidden) => {
            let words = format!("<p>{}</p>", escaped(&texts.get("status-not-yours")));
            let mut response = page(texts, &texts.get("status-title"), PATH, &words);
            *response.status_mut() = StatusCode::FORBIDDEN;
            return response;
        }
        // A record that cannot be read cannot say who asks either: the command on the server itself can.
        Err(failure) => return failure.into_response(),
    };
    let config = app.settings.config.clone().unwrap_or_default();
    let facts = Facts::find(&app.store, &config, Some(user.organisation), Server::Runs).await;
    page(texts, &texts.get("status-title"), PATH, &content(&judge(&facts, texts), facts.now_us, texts))
}

fn content(parts: &[Part], now_us: i64, texts: &Texts) -> String {
    let ill = parts.iter().filter(|part| part.health != Health::Good).count();
    let all = match ill {
        0 => texts.get("status-all-good"),
        _ => texts.with("status-some", &[("parts", ill.into())]),
    };
    let at = OffsetDateTime::from_unix_timestamp(now_us / 1_000_000).ok();
    let at =
        at.and_then(|at| at.format(format_description!("[hour]:[minute]:[second]")).ok()).unwrap_or_default();
    let mut content = format!(
        "<div><p>{}</p><p class=\"small soft\">{}</p></div><ul class=\"parts\">",
        escaped(&all),
        escaped(&texts.with("status-seen", &[("at", at.into())]))
    );
    let mut sorted: Vec<_> = parts.iter().collect();
    sorted.sort_by_key(|part| core::cmp::Reverse(part.health));
    for part in sorted {
        let (kind, sign) = (word(part.health), sign(part.health));
        let _ = write!(
            content,
            "<li class=\"part {kind}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span><h2>{}</h2>\
             <p class=\"state\">{}</p><p>{}</p>",
            escaped(&part.title),
            escaped(&texts.get(&format!("status-{kind}"))),
            escaped(&part.says)
        );
        if let Some(todo) = &part.todo {
            let _ = write!(content, "<p class=\"todo\">{}</p>", escaped(todo));
        }
        content.push_str("</li>");
    }
    content.push_str("</ul>");
    content
}

/// Beside its colour and its shape each state has a sign of its own.
const fn sign(health: Health) -> &'static str {
    match health {
        Health::Good => "✓",
        Health::Soon => "!",
        Health::Bad => "×",
    }
}
