//! The page from which a headset, tablet or computer installs the certificate of the installation's own authority.
//!
//! It is also served over plain HTTP in the own network: a device that does not know the certificate yet would only see a
//! warning. Whoever installs compares the fingerprint with what the server says of itself.

use super::{escaped, language, page, qr};
use crate::{
    api,
    app::App,
    auth::origin,
    tls::{lan_addresses, pem_fingerprint},
    web,
};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, Uri, header},
    middleware,
    response::{Redirect, Response},
    routing::get,
};
use std::fmt::Write;
use texts::Texts;

/// Where devices find the server, for the page from which they install its certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Install {
    /// Port for HTTPS.
    pub https_port: u16,
    /// Port of this page over plain HTTP, where one listens.
    pub port: Option<u16>,
    /// The name before `.local`.
    pub local_name: Option<String>,
}

/// Devices, with how many steps each takes, in the order of the page.
const DEVICES: [(&str, usize); 7] =
    [("quest", 5), ("pico", 4), ("ipad", 4), ("android", 4), ("windows", 5), ("mac", 3), ("linux", 3)];
const PATH: &str = "/install";

/// The routes of the listener that only serves this page.
pub fn router(app: &App) -> Router {
    Router::new()
        .route(PATH, get(install))
        .route("/ca.crt", get(web::certificate))
        .fallback(|| async { Redirect::temporary(PATH) })
        .layer(middleware::from_fn(web::secure))
        .with_state(app.clone())
}

/// SHA-256 of the authority's certificate, as people compare it: pairs of digits.
pub fn fingerprint(ca_pem: &str) -> Option<String> {
    let pairs: Vec<_> = pem_fingerprint(ca_pem)?.iter().map(|byte| format!("{byte:02X}")).collect();
    Some(pairs.join(" "))
}

/// The page.
pub async fn install(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let texts = api::texts(language(&uri, &headers));
    let say = |id: &str| escaped(&texts.get(id));
    let (site, here) = addresses(&app, &headers);
    let mut content = String::new();
    match app.settings.ca.as_deref().and_then(fingerprint) {
        None => {
            let _ = write!(content, "<p>{}</p>", say("install-none"));
        }
        Some(print) => {
            let _ = write!(
                content,
                "<p>{}</p><section class=\"panel\"><a class=\"button\" href=\"/ca.crt\" download=\"luwte-ca.crt\">{}</a>\
                 <div class=\"print\"><p class=\"small soft\">{}</p><code>{print}</code></div><p class=\"small\">{}</p>\
                 <p class=\"small soft\">{}</p></section>\
                 <section class=\"panel\"><h2>{}</h2><div>",
                say("install-lead"),
                say("install-download"),
                say("install-fingerprint"),
                say("install-compare"),
                say("install-limits"),
                say("install-steps"),
            );
            content.push_str(&devices(texts, &headers, &site));
            let _ =
                write!(content, "</div><p class=\"small soft\">{}</p></section>", say("install-otherwise"));
        }
    }
    let _ = write!(
        content,
        "<section class=\"panel\"><h2>{}</h2><p class=\"small soft\">{}</p><div class=\"codes\">",
        say("install-open"),
        say("install-scan")
    );
    if app.settings.ca.is_some() {
        content.push_str(&code(&here, &say("install-this-page")));
    }
    content.push_str(&code(&format!("{site}/vr"), &say("install-headset")));
    content.push_str(&code(&format!("{site}/companion"), &say("install-companion")));
    content.push_str("</div></section>");
    page(texts, &texts.get("install-title"), PATH, &content)
}

fn devices(texts: &Texts, headers: &HeaderMap, site: &str) -> String {
    let mine = device(headers);
    let mut content = String::new();
    for (device, steps) in DEVICES {
        let open = if mine == Some(device) { " open" } else { "" };
        let name = escaped(&texts.get(&format!("install-{device}")));
        let _ = write!(content, "<details id=\"{device}\"{open}><summary>{name}</summary><ol>");
        for step in 1..=steps {
            let text = texts.with(&format!("install-{device}-{step}"), &[("site", site.into())]);
            let _ = write!(content, "<li>{}</li>", commands(&escaped(&text)));
        }
        content.push_str("</ol></details>");
    }
    content
}

/// What stands between grave accents is to be typed as it is.
fn commands(text: &str) -> String {
    let mut content = String::new();
    for (n, part) in text.split('`').enumerate() {
        content.push_str(&if n % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() });
    }
    content
}

fn code(address: &str, label: &str) -> String {
    format!(
        "<figure>{}<figcaption>{label}<br><a href=\"{}\">{}</a></figcaption></figure>",
        qr::svg(address, label),
        escaped(address),
        escaped(address)
    )
}

/// The device that asks, where its browser tells.
fn device(headers: &HeaderMap) -> Option<&'static str> {
    let agent = headers.get(header::USER_AGENT)?.to_str().ok()?;
    let marks = [
        ("OculusBrowser", "quest"),
        ("Quest", "quest"),
        ("Pico", "pico"),
        ("PICO", "pico"),
        ("iPad", "ipad"),
        ("iPhone", "ipad"),
        ("Android", "android"),
        ("Windows", "windows"),
        ("Macintosh", "mac"),
        ("Linux", "linux"),
    ];
    marks.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, device)| device)
}

/// Where the apps are (HTTPS), and where this page is for a device that does not know the certificate yet.
fn addresses(app: &App, headers: &HeaderMap) -> (String, String) {
    let Install { https_port, port, local_name } = app.settings.install.clone().unwrap_or_default();
    let nowhere = Uri::default();
    let asked = origin::host(headers, &nowhere);
    let asked = asked.and_then(|host| crate::config::host_of(&format!("http://{host}")));
    let host = reachable(asked, local_name.as_deref());
    let with_port = |port: u16, usual: u16| if port == usual { String::new() } else { format!(":{port}") };
    let site = app
        .settings
        .public_url
        .clone()
        .unwrap_or_else(|| format!("https://{host}{}", with_port(https_port, 443)));
    let here = match port {
        Some(port) => format!("http://{host}{}{PATH}", with_port(port, 80)),
        None => format!("{site}{PATH}"),
    };
    (site, here)
}

/// The host by which this page was asked for, unless that only works on this machine.
fn reachable(asked: Option<String>, local_name: Option<&str>) -> String {
    let only_here = |host: &String| {
        let host = host.as_str();
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    };
    let bracketed = |host: String| if host.contains(':') { format!("[{host}]") } else { host };
    asked
        .filter(|host| !only_here(host))
        .or_else(|| lan_addresses().first().map(ToString::to_string))
        .or_else(|| local_name.map(|name| format!("{name}.local")))
        .map_or_else(|| "localhost".to_owned(), bracketed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use texts::Language;

    #[test]
    fn every_step_of_every_device_is_there_in_both_languages() {
        for language in Language::ALL {
            let texts = api::texts(language);
            for (device, steps) in DEVICES {
                assert!(texts.has(&format!("install-{device}")), "{device}");
                for step in 1..=steps {
                    assert!(texts.has(&format!("install-{device}-{step}")), "{device} {step}");
                }
                assert!(!texts.has(&format!("install-{device}-{}", steps + 1)), "{device} has more steps");
            }
        }
    }

    #[test]
    fn the_own_device_stands_open() {
        for (agent, wanted) in [
            ("Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 OculusBrowser/33.0", Some("quest")),
            ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15", Some("ipad")),
            ("Mozilla/5.0 (Linux; Android 14; SM-X200) Chrome/120", Some("android")),
            ("curl/8", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
            assert_eq!(device(&headers), wanted, "{agent}");
        }
    }

    #[test]
    fn no_code_leads_to_the_device_itself() {
        let host = |asked: &str| reachable(Some(asked.to_owned()), Some("luwte"));
        assert_eq!(host("192.0.2.7"), "192.0.2.7");
        assert_eq!(host("luwte.local"), "luwte.local");
        assert_eq!(host("fd00::7"), "[fd00::7]");
        for here in ["localhost", "127.0.0.1", "::1"] {
            assert!(
                lan_addresses().is_empty() || !["localhost", here].contains(&host(here).as_str()),
                "{here}"
            );
        }
    }
}
