//! Passkeys (WebAuthn): made and used only at the name by which people reach this installation, always with verification of the person.

use super::origin;
use crate::app::{App, Door};
use axum::http::request::Parts;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

/// Why a passkey was not taken. What exactly is nobody's business but the log's.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// What the authenticator said does not hold.
    #[error("what the authenticator said does not hold")]
    Refused(#[source] WebauthnError),
    /// What was sent is no answer of an authenticator.
    #[error("this is no answer of an authenticator")]
    Shape(#[source] serde_json::Error),
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        Self::Refused(error)
    }
}

impl From<serde_json::Error> for PasskeyError {
    fn from(error: serde_json::Error) -> Self {
        Self::Shape(error)
    }
}

/// The address that passkeys are bound to: the configured one; without one `localhost`, for the demo. Never what a request
/// merely claims, and never a bare IP address, which browsers refuse.
pub fn address(app: &App, parts: &Parts) -> Option<String> {
    if let Some(public) = &app.settings.public_url {
        return Some(public.clone());
    }
    let host = origin::host(&parts.headers, &parts.uri)?;
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let scheme = if Door::of(parts).https { "https" } else { "http" };
    (name == "localhost").then(|| format!("{scheme}://{host}"))
}

/// What checks passkeys at an address; `None` where they do not work.
pub struct Relying(Webauthn);

impl Relying {
    /// At an address such as `https://luwte.ggz.example`.
    pub fn at(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let name = url.domain()?.to_owned();
        WebauthnBuilder::new(&name, &url).ok()?.rp_name("Luwte").build().ok().map(Self)
    }

    /// Begins to make a passkey: what the browser is asked, and what is remembered meanwhile. `known` are ids that the
    /// authenticator must not make twice.
    pub fn register(
        &self,
        owner: Uuid,
        login: &str,
        name: &str,
        known: Vec<Vec<u8>>,
    ) -> Result<(Value, PasskeyRegistration), PasskeyError> {
        let (options, state) = self.0.start_passkey_registration(owner, login, name, Some(known))?;
        let mut options = serde_json::to_value(options)?;
        // A passkey that the authenticator finds by itself, so that nobody types a name.
        if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection")
            && let Some(selection) = selection.as_object_mut()
        {
            selection.insert("residentKey".into(), json!("required"));
            selection.insert("requireResidentKey".into(), json!(true));
        }
        Ok((public_key(options), state))
    }

    /// Ends it: the id that the authenticator gave, and what is stored.
    pub fn registered(
        &self,
        answer: Value,
        state: &PasskeyRegistration,
    ) -> Result<(Vec<u8>, String), PasskeyError> {
        let answer: RegisterPublicKeyCredential = serde_json::from_value(answer)?;
        let passkey = self.0.finish_passkey_registration(&answer, state)?;
        Ok((passkey.cred_id().to_vec(), serde_json::to_string(&passkey)?))
    }

    /// Asks for any passkey of this installation.
    pub fn ask(&self) -> Result<(Value, DiscoverableAuthentication), PasskeyError> {
        let (options, state) = self.0.start_discoverable_authentication()?;
        Ok((public_key(serde_json::to_value(options)?), state))
    }

    /// Checks an answer against the passkey that it names: what is stored from now on, with its new counter.
    pub fn check(
        &self,
        answer: &Answer,
        state: DiscoverableAuthentication,
        stored: &str,
    ) -> Result<String, PasskeyError> {
        let mut passkey: Passkey = serde_json::from_str(stored)?;
        let result = self.0.finish_discoverable_authentication_v2(&answer.0, state, &passkey)?;
        passkey.update_credential(&result);
        Ok(serde_json::to_string(&passkey)?)
    }
}

/// An answer of an authenticator.
pub struct Answer(PublicKeyCredential);

impl Answer {
    /// The one in a body.
    pub fn read(answer: Value) -> Result<Self, PasskeyError> {
        Ok(Self(serde_json::from_value(answer)?))
    }

    /// Which passkey it is of.
    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose it says it is: a discoverable passkey knows.
    pub fn owner(&self) -> Option<Uuid> {
        self.0.get_user_unique_id().and_then(|id| Uuid::from_slice(id).ok())
    }
}

/// What `PublicKeyCredential.parse…OptionsFromJSON` reads.
fn public_key(mut options: Value) -> Value {
    options.get_mut("publicKey").map_or(Value::Null, Value::take)
}
