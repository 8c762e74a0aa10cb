//! What every route shares: the record, the live sessions, and how the request came in.

use crate::{
    auth::{master::MasterKey, sender::Allowances, sign_on::SignOn, throttle::Throttle, ways::Ways},
    config::Config,
    live::Hub,
    pages::Install,
    store::Store,
};
use axum::http::request::Parts;
use core::fmt;
use session::{StrapId, UserId};
use std::{
    collections::HashMap,
    net::IpAddr,
    ops::Deref,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

/// The state of the server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What every route shares.
pub struct Shared {
    /// The record.
    pub store: Store,
    /// The live sessions.
    pub hub: Hub,
    /// Settings that routes need.
    pub settings: Settings,
    /// What signing in remembers.
    pub ways: Ways,
    /// Wrong pairing codes by user.
    pub codes: Throttle<UserId>,
    /// Aliases of nobody, asked for in an emergency, by user.
    pub emergencies: Throttle<UserId>,
    /// Wrong enrolment codes by address.
    pub enrolments: Throttle<IpAddr>,
    /// How much each deliverer of beats may bring.
    pub allowances: Allowances,
    /// How full the batteries of straps are.
    pub batteries: Batteries,
    /// Files of other tools are taken in one at a time: reading one takes much memory.
    pub imports: tokio::sync::Semaphore,
    /// Pages are set a few at a time: setting one takes a core for a moment.
    pub typesetting: tokio::sync::Semaphore,
}

/// Settings that routes need.
#[derive(Clone, Default)]
pub struct Settings {
    /// The address by which people reach this server, without a slash at the end, when it is known.
    pub public_url: Option<String>,
    /// The folder with the built web apps.
    pub web_dir: Option<PathBuf>,
    /// The certificate of the own authority (PEM), for people to install.
    pub ca: Option<String>,
    /// Whoever shows this may read the metrics from elsewhere.
    pub metrics_token: Option<String>,
    /// Where devices find this server, for the page from which they install its certificate.
    pub install: Option<Install>,
    /// Seals small secrets in the record; without it nobody can set up time codes.
    pub master: Option<MasterKey>,
    /// Institutions' providers of accounts.
    pub sign_on: SignOn,
    /// The configuration that it runs by, for what looks at the installation.
    pub config: Option<Config>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

/// How full the batteries of straps are, as bridges tell it again and again: worth remembering, not worth writing down.
#[derive(Default)]
pub struct Batteries(Mutex<HashMap<StrapId, u8>>);

impl Batteries {
    /// A strap of the register told how full its battery is, percent.
    pub fn told(&self, strap: StrapId, percent: u8) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(strap, percent);
    }

    /// What it last told, percent.
    pub fn of(&self, strap: StrapId) -> Option<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&strap).copied()
    }
}

const SECOND_US: i64 = 1_000_000;

impl App {
    /// The state around a record.
    pub fn new(store: Store, settings: Settings) -> Self {
        let hub = Hub::start(store.clone());
        Self(Arc::new(Shared {
            store,
            hub,
            ways: Ways::new(settings.sign_on.clone()),
            settings,
            codes: Throttle::new(5, 60 * SECOND_US, 60 * SECOND_US, 60 * SECOND_US),
            emergencies: Throttle::new(5, 60 * SECOND_US, 900 * SECOND_US, 3_600 * SECOND_US),
            enrolments: Throttle::new(10, 5 * SECOND_US, 60 * SECOND_US, 900 * SECOND_US),
            allowances: Allowances::default(),
            batteries: Batteries::default(),
            imports: tokio::sync::Semaphore::new(1),
            typesetting: tokio::sync::Semaphore::new(2),
        }))
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// By which door a request came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// Whether the browser speaks HTTPS, to us or to the proxy before us.
    pub https: bool,
}

impl Door {
    /// The door of a request; plain where the server said nothing.
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get::<Self>().copied().unwrap_or_default()
    }

    /// The name of the cookie with a colleague's login. Browsers give `__Host-` cookies to nobody else, and only over HTTPS.
    pub const fn login_cookie(self) -> &'static str {
        if self.https { "__Host-luwte-login" } else { "luwte-login" }
    }

    /// The name of the cookie by which a device is known.
    pub const fn known_cookie(self) -> &'static str {
        if self.https { "__Host-luwte-known" } else { "luwte-known" }
    }

    /// The name of the cookie with a client's login.
    pub const fn client_cookie(self) -> &'static str {
        if self.https { "__Host-luwte-client" } else { "luwte-client" }
    }

    /// The name of the cookie that binds a sign-on to the browser in which it began.
    pub const fn sign_on_cookie(self) -> &'static str {
        if self.https { "__Host-luwte-sign-on" } else { "luwte-sign-on" }
    }

    /// The name of the cookie with a headset's token.
    pub const fn headset_cookie(self) -> &'static str {
        if self.https { "__Host-luwte-headset" } else { "luwte-headset" }
    }

    /// `Set-Cookie` for the cookie of a sign-on: another site, the provider, sends the browser back here.
    pub fn set_sign_on_cookie(self, value: &str, seconds: i64) -> String {
        self.set_cookie(self.sign_on_cookie(), value, seconds).replace("SameSite=Strict", "SameSite=Lax")
    }

    /// `Set-Cookie` for a cookie that lives so many seconds; no script reads it and no other site sends it.
    pub fn set_cookie(self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.https { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
    }
}
