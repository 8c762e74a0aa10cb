//! Single sign-on (OpenID Connect): authorization code with PKCE, state and nonce, at providers named in a settings file.

use crate::clock;
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl, TokenResponse,
    core::{CoreClient, CoreResponseType},
};
use serde::Deserialize;
use session::UserId;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// The providers as their file names them.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOn {
    /// One for each institution that has one.
    #[serde(default, rename = "provider")]
    pub providers: Vec<Provider>,
}

impl core::fmt::Debug for SignOn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.providers.iter().map(|provider| &provider.id)).finish()
    }
}

/// An institution's provider of accounts.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its name in addresses: small letters, digits and dashes.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The institution whose colleagues it knows.
    pub organisation: String,
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// As whom Luwte is known there.
    pub client_id: String,
    /// The secret that goes with it; without one only PKCE protects the code.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// Whether it asks two factors of everybody: then a login by it counts for two.
    #[serde(default)]
    pub two_factors: bool,
    /// The certificate (PEM file) of the authority by which it is believed, beside the machine's roots.
    #[serde(default)]
    pub root: Option<PathBuf>,
    /// Its description, and when it was read (monotonic, microseconds).
    #[serde(skip)]
    described: Arc<Mutex<Option<(i64, ProviderMetadataWithLogout)>>>,
}

/// So long nobody who begins makes us read the description again, microseconds.
const DESCRIBED_US: i64 = 60_000_000;

impl core::fmt::Debug for Provider {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Provider").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why the file with providers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SignOnFileError {
    /// It cannot be read.
    #[error("the file with providers of accounts, {}, cannot be read", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is not as it must be.
    #[error("the file with providers of accounts: {0}")]
    Toml(String),
    /// A provider is not as it must be.
    #[error("the provider of accounts {id}: {wrong}")]
    Provider {
        /// Which.
        id: String,
        /// What is wrong.
        wrong: &'static str,
    },
}

/// Why a sign-on came to nothing. What exactly is for the log.
#[derive(Debug, thiserror::Error)]
pub enum SignOnError {
    /// The provider's description is not to be had.
    #[error("the provider's description could not be read: {0}")]
    Discovery(String),
    /// The provider gave no tokens for the code.
    #[error("the provider gave no tokens: {0}")]
    Exchange(String),
    /// It gave no identity.
    #[error("the provider gave no identity")]
    NoIdentity,
    /// The identity is not signed, not for us, not from this provider, not of this moment, or not of this sign-on.
    #[error("the identity is not to be believed: {0}")]
    Identity(String),
    /// Something that was configured is no address.
    #[error("the configured address is none")]
    Address,
    /// The provider's name is not one of ours.
    #[error("the HTTP client could not be made: {0}")]
    Http(String),
}

/// For what somebody went to their provider.
#[derive(Clone, Debug)]
pub enum Errand {
    /// To sign in.
    Enter {
        /// Whether others use the device too.
        shared: bool,
    },
    /// To link the account to the login they are signed in with.
    Link {
        /// Whose.
        user: UserId,
        /// The hash of that login's token: it must still be there, and open, when they come back.
        login: Vec<u8>,
    },
    /// To link the account to the login of a one-time link, and sign in; the hash of its code.
    Accept(Vec<u8>),
}

/// A sign-on that waits for the browser to come back.
#[derive(Debug)]
pub struct Waiting {
    /// At which provider.
    pub provider: String,
    /// For what.
    pub errand: Errand,
    /// Where the browser comes back.
    pub back: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// Who the provider says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// The provider, as it calls itself.
    pub issuer: String,
    /// The account: stable and never given to another, unlike an e-mail address.
    pub subject: String,
}

const PATIENCE: Duration = Duration::from_secs(10);
/// No description, no keys and no tokens are larger, in bytes.
const ANSWER_MAX: usize = 1 << 20;

impl SignOn {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, SignOnFileError> {
        let text = fs::read_to_string(path)
            .map_err(|source| SignOnFileError::File { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// The providers in a TOML text.
    pub fn parse(text: &str) -> Result<Self, SignOnFileError> {
        let found: Self =
            toml::from_str(text).map_err(|error| SignOnFileError::Toml(error.message().to_owned()))?;
        for (n, provider) in found.providers.iter().enumerate() {
            let wrong = |wrong| Err(SignOnFileError::Provider { id: provider.id.clone(), wrong });
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if provider.id.is_empty() || !provider.id.bytes().all(plain) {
                return wrong("its id has small letters, digits and dashes only");
            }
            let local = provider.issuer.starts_with("http://localhost")
                || provider.issuer.starts_with("http://127.0.0.1");
            if !provider.issuer.starts_with("https://") && !local {
                return wrong("its issuer begins with https://");
            }
            if found.providers.iter().take(n).any(|other| other.id == provider.id) {
                return wrong("its id stands twice");
            }
            if found.providers.iter().take(n).any(|other| other.organisation == provider.organisation) {
                return wrong("its institution has another provider already");
            }
        }
        Ok(found)
    }

    /// The provider with this id.
    pub fn provider(&self, id: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id == id)
    }
}

impl Provider {
    /// Where the browser goes, with the state by which it comes back; what is remembered meanwhile.
    pub async fn begin(
        &self,
        errand: Errand,
        back: String,
        state: String,
    ) -> Result<(String, Waiting), SignOnError> {
        let metadata = self.described().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let redirect = RedirectUrl::new(back.clone()).map_err(|_| SignOnError::Address)?;
        let client = CoreClient::from_provider_metadata(metadata, self.id(), self.secret());
        let client = client.set_redirect_uri(redirect);
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        // `openid` is asked by itself; nothing else of the person is wanted.
        let (url, _, nonce) = client
            .authorize_url(flow, move || CsrfToken::new(state), Nonce::new_random)
            .set_pkce_challenge(challenge)
            .url();
        let waiting = Waiting { provider: self.id.clone(), errand, back, nonce, verifier };
        Ok((url.to_string(), waiting))
    }

    /// What the browser brought back becomes an identity, or nothing.
    pub async fn end(&self, code: String, waiting: Waiting) -> Result<Identified, SignOnError> {
        let (metadata, http) = self.discover().await?;
        let redirect = RedirectUrl::new(waiting.back).map_err(|_| SignOnError::Address)?;
        let client = CoreClient::from_provider_metadata(metadata, self.id(), self.secret());
        let client = client.set_redirect_uri(redirect);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| SignOnError::Exchange(error.to_string()))?
            .set_pkce_verifier(waiting.verifier);
        let call = |request| call(http.clone(), request);
        let tokens =
            exchange.request_async(&call).await.map_err(|error| SignOnError::Exchange(error.to_string()))?;
        let token = tokens.id_token().ok_or(SignOnError::NoIdentity)?;
        // Signature, issuer, audience, validity and nonce.
        let claims = token
            .claims(&client.id_token_verifier(), &waiting.nonce)
            .map_err(|error| SignOnError::Identity(error.to_string()))?;
        Ok(Identified { issuer: self.issuer.clone(), subject: claims.subject().to_string() })
    }

    /// Where the browser goes to sign out at the provider, where it has such a place.
    pub async fn sign_out(&self, back: &str) -> Result<Option<String>, SignOnError> {
        let metadata = self.described().await?;
        let Some(end) = metadata.additional_metadata().end_session_endpoint.clone() else { return Ok(None) };
        let back =
            openidconnect::PostLogoutRedirectUrl::new(back.to_owned()).map_err(|_| SignOnError::Address)?;
        let request = openidconnect::LogoutRequest::from(end);
        Ok(Some(
            request.set_client_id(self.id()).set_post_logout_redirect_uri(back).http_get_url().to_string(),
        ))
    }

    /// The provider's description as it was within the last minute: for its addresses, not for its keys. Anybody may begin, and
    /// shall not make us call the provider each time.
    async fn described(&self) -> Result<ProviderMetadataWithLogout, SignOnError> {
        let now_us = clock::monotonic_us();
        let known = self.described.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, metadata)) = known.filter(|(read_us, _)| now_us - read_us < DESCRIBED_US) {
            return Ok(metadata);
        }
        Ok(self.discover().await?.0)
    }

    /// The provider's description with its present keys, read each time: keys change without a word.
    async fn discover(&self) -> Result<(ProviderMetadataWithLogout, reqwest::Client), SignOnError> {
        let http = self.http()?;
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|_| SignOnError::Address)?;
        let caller = http.clone();
        let call = |request| call(caller.clone(), request);
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &call)
            .await
            .map_err(|error| SignOnError::Discovery(error.to_string()))?;
        let read = (clock::monotonic_us(), metadata.clone());
        *self.described.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok((metadata, http))
    }

    fn http(&self) -> Result<reqwest::Client, SignOnError> {
        let failed = |error: &dyn core::fmt::Display| SignOnError::Http(error.to_string());
        // The library wants to know who does TLS; whoever came first decides.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Following redirects would let a provider send us anywhere.
        let mut builder =
            reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        if let Some(root) = &self.root {
            let pem = fs::read(root).map_err(|error| failed(&error))?;
            let roots = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| failed(&error))?;
            builder = builder.tls_certs_merge(roots);
        }
        builder.build().map_err(|error| failed(&error))
    }

    fn id(&self) -> ClientId {
        ClientId::new(self.client_id.clone())
    }

    fn secret(&self) -> Option<ClientSecret> {
        self.client_secret.clone().map(ClientSecret::new)
    }
}

/// A call to a provider failed.
#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error("the provider did not answer")]
    Network(#[from] reqwest::Error),
    #[error("the provider's answer is too long")]
    Long,
    #[error("the provider's answer is none")]
    Shape(#[from] axum::http::Error),
}

async fn call(
    http: reqwest::Client,
    request: openidconnect::HttpRequest,
) -> Result<openidconnect::HttpResponse, CallError> {
    let mut answer = http.execute(request.try_into()?).await?;
    let mut response = axum::http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        if body.len() + piece.len() > ANSWER_MAX {
            return Err(CallError::Long);
        }
        body.extend(piece);
    }
    Ok(response.body(body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [[provider]]
        id = "hier"
        name = "Account van Hier"
        organisation = "Hier"
        issuer = "https://login.example"
        client_id = "luwte"
        client_secret = "geheim"
    "#;

    #[test]
    fn a_file_names_one_provider_for_an_institution() {
        let found = SignOn::parse(GOOD).unwrap();
        assert_eq!(found.provider("hier").unwrap().organisation, "Hier");
        assert!(!format!("{found:?}{:?}", found.providers[0]).contains("geheim"));
        for (from, to, why) in [
            ("https://login.example", "http://login.example", "https"),
            ("id = \"hier\"", "id = \"Hier!\"", "small letters"),
            ("client_id", "klant_id", "klant_id"),
        ] {
            let error = SignOn::parse(&GOOD.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        let twice = format!("{GOOD}{}", GOOD.replace("\"hier\"", "\"daar\""));
        assert!(SignOn::parse(&twice).unwrap_err().to_string().contains("another provider"));
    }
}
