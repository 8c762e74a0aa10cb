//! Pages that the server makes itself, plain and without scripts: they work before anything is installed, and when much does not.

mod install;
mod qr;
mod status;

pub use install::{Install, fingerprint, install, router};
pub use status::status;

use crate::web;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use texts::{Language, Texts};

const CSS: &str = include_str!("page.css");

/// The language of a page: the one that its address names, or the best that the browser asks for.
fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let named = uri
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .find_map(|pair| pair.strip_prefix("lang="));
    named.and_then(Language::from_tag).unwrap_or_else(|| crate::api::language(headers))
}

/// A whole page around its content. The other language is one press away.
fn page(texts: &Texts, title: &str, path: &str, content: &str) -> Response {
    let (tag, other) = match texts.language() {
        Language::Nl => ("nl", ("en", "English")),
        Language::En => ("en", ("nl", "Nederlands")),
    };
    let title = escaped(title);
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} · Luwte</title><link rel=\"icon\" href=\"data:,\"><style>{CSS}</style></head><body><main>\
         <header class=\"top\"><span>Luwte</span><a href=\"{path}?lang={}\" lang=\"{}\">{}</a></header>\
         <h1>{title}</h1>{content}</main></body></html>",
        other.0, other.0, other.1
    );
    let policy =
        HeaderValue::from_str(&web::policy(&html)).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let mut response = (StatusCode::OK, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(texts.language().tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Text as it stands in a page.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_is_text_and_never_markup() {
        assert_eq!(escaped("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }

    #[test]
    fn an_address_names_the_language_before_the_browser_does() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("nl"));
        assert_eq!(language(&Uri::from_static("/install?lang=en"), &headers), Language::En);
        assert_eq!(language(&Uri::from_static("/install?lang=xx"), &headers), Language::Nl);
    }
}
