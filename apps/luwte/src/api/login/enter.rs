//! What every way of signing in ends in: a login in the record, its cookie, a device that is known, and who one is.

use super::super::Failure;
use crate::{
    app::{App, Door},
    auth::{self, secret::Token, standing},
    clock,
    store::{LoginToAdd, User},
};
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, header, request::Parts},
    response::AppendHeaders,
};
use core::convert::Infallible;
use link::{api::Me, login::Way};

/// A login lasts a working day.
pub(super) const LOGIN_SECONDS: i64 = 12 * 3_600;
/// A device is known for so long after it was last used to sign in.
const KNOWN_SECONDS: i64 = 365 * 86_400;
const SECOND_US: i64 = 1_000_000;

/// The site by which somebody comes in: its door, what the browser said, and the address to which passkeys are bound.
pub(crate) struct Site {
    pub(crate) door: Door,
    pub(crate) headers: HeaderMap,
    /// As in [`auth::passkey::address`].
    pub(crate) address: Option<String>,
}

impl FromRequestParts<App> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let address = auth::passkey::address(app, parts);
        Ok(Self { door: Door::of(parts), headers: parts.headers.clone(), address })
    }
}

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) way: Way,
    /// How many factors that was.
    pub(crate) factors: u32,
    /// Whether others use the device too.
    pub(crate) shared: bool,
}

/// What signing in answers: cookies, and who one is.
pub(crate) type Entered = (AppendHeaders<Vec<(HeaderName, String)>>, Json<Me>);

/// Lets a colleague in who proved who they are.
pub(crate) async fn enter(app: &App, site: &Site, user: User, entry: Entry) -> Result<Entered, Failure> {
    let token = Token::new()?;
    let now_us = clock::wall_us();
    let idle_us = match entry.shared {
        true => {
            let policy = app.store.login_policy(user.organisation).await?;
            i64::from(policy.shared_idle_minutes) * 60 * SECOND_US
        }
        false => 0,
    };
    let login = LoginToAdd {
        user: user.id,
        way: entry.way,
        factors: entry.factors,
        device: device(&site.headers),
        idle_us,
        expires_us: now_us + LOGIN_SECONDS * SECOND_US,
    };
    app.store.audit(&auth::audit_row(&user, "sign-in", "login", Some(user.id.0), None), now_us).await?;
    // Whoever signs in again in the same browser leaves no login behind that nobody holds any more.
    if let Some(former) = auth::cookie(&site.headers, site.door.login_cookie()) {
        app.store.remove_login(&former.hash()).await?;
        app.ways.tablets.forget(&former.hash());
    }
    app.store.make_login(&token.hash(), &login, now_us).await?;
    let mut cookies = vec![(
        header::SET_COOKIE,
        site.door.set_cookie(site.door.login_cookie(), token.expose(), LOGIN_SECONDS),
    )];
    // A tablet that many use knows nobody: one of them guessing would make the others wait less.
    if !entry.shared {
        let known = Token::new()?;
        let until_us = now_us + KNOWN_SECONDS * SECOND_US;
        app.store.know_device(&known.hash(), user.id, now_us, until_us).await?;
        let cookie = site.door.set_cookie(site.door.known_cookie(), known.expose(), KNOWN_SECONDS);
        cookies.push((header::SET_COOKIE, cookie));
    }
    metrics::counter!("luwte_logins_total", "outcome" => "accepted").increment(1);
    tracing::info!(user = %user.id, way = ?entry.way, "a colleague signed in");
    let me = me_of(app, user, &token).await?;
    Ok((AppendHeaders(cookies), Json(me)))
}

/// Who is signed in with this token.
pub(super) async fn me_of(app: &App, user: User, token: &Token) -> Result<Me, Failure> {
    let login = standing::login_of(app, token).await?;
    let needs_second_factor = standing::needs_second_factor(app, &user, &login).await?;
    Ok(Me {
        user: user.id,
        organisation: user.organisation,
        roles: user.roles(),
        csrf: token.csrf(),
        needs_second_factor,
        locks_after_s: u32::try_from(login.idle_us / SECOND_US).unwrap_or(0),
        name: user.name,
        organisation_name: user.organisation_name,
    })
}

/// Browser and system in a few words, from what the browser says of itself; empty where it says nothing known.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // The first that fits counts: most browsers also name those that they resemble.
    let browser = first(&[
        ("OculusBrowser", "Quest Browser"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Quest", "Quest"),
        ("Android", "Android"),
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    browser.into_iter().chain(system).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_in_a_few_words_of_ours() {
        let told = |agent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
            device(&headers)
        };
        let chrome = "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(told(chrome), "Chrome · Android");
        assert_eq!(
            told("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"),
            "Safari · iPad"
        );
        assert_eq!(
            told("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0"),
            "Edge · Windows"
        );
        assert_eq!(told("<script>"), "");
        assert_eq!(device(&HeaderMap::new()), "");
    }
}
