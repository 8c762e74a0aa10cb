//! The server: enrolling, asking where beats go, and the live link of one session.

use crate::{identity::Identity, trust};
use futures_util::{SinkExt, StreamExt};
use link::{
    MESSAGE_MAX_BYTES, Message,
    api::Problem,
    bridge::{BridgeWork, EnrolBridge, EnrolledBridge, HeardStraps},
};
use reqwest::{Response, header};
use rustls::{ClientConfig, pki_types::ServerName};
use session::SessionId;
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{self, client::IntoClientRequest, protocol::WebSocketConfig},
};

/// Why the server could not be spoken to.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address is none.
    #[error("{0}: expected an address such as https://luwte.local:8443")]
    Address(String),
    /// The token would travel readably.
    #[error("{0}: only https, except to this very machine")]
    Plain(String),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    /// Its certificate is not one we believe.
    #[error("the certificate of the server is not trusted")]
    Untrusted(#[source] rustls::Error),
    /// It does not answer.
    #[error("the server does not answer")]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It does not know this bridge, or not any more.
    #[error("the server does not trust this bridge (any more)")]
    Revoked,
    /// It refused.
    #[error("the server refused ({status}): {message}")]
    Refused {
        /// Its status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// It is no Luwte server, or another version.
    #[error("the server answered something unexpected")]
    Strange,
}

/// A server at its address.
#[derive(Clone, Debug)]
pub struct Server {
    base: String,
    https: bool,
    host: String,
    port: u16,
    tls: Arc<ClientConfig>,
    http: reqwest::Client,
}

const PATIENCE: Duration = Duration::from_secs(10);

impl Server {
    /// A server at this address that is believed by this authority, or by the world's.
    pub fn new(address: &str, ca: Option<&str>) -> Result<Self, ServerError> {
        Self::with(address, trust::config(ca)?)
    }

    fn with(address: &str, tls: ClientConfig) -> Result<Self, ServerError> {
        let wrong = || ServerError::Address(address.to_owned());
        let url = reqwest::Url::parse(address).map_err(|_| wrong())?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        let host = url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned();
        let here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        if !https && !here {
            return Err(ServerError::Plain(address.to_owned()));
        }
        let port = url.port_or_known_default().ok_or_else(wrong)?;
        let builder = reqwest::Client::builder().timeout(PATIENCE).tls_backend_preconfigured(tls.clone());
        let http = builder.redirect(reqwest::redirect::Policy::none()).build().map_err(away)?;
        let base = address.trim_end_matches('/').to_owned();
        Ok(Self { base, https, host, port, tls: Arc::new(tls), http })
    }

    /// The certificate of the server's own authority, fetched without believing anybody: a person must compare it.
    pub async fn authority(address: &str) -> Result<String, ServerError> {
        let server = Self::with(address, trust::config_to_ask()?)?;
        let response = server.http.get(format!("{}/ca.crt", server.base)).send().await.map_err(away)?;
        let pem = accepted(response).await?.text().await.map_err(|_| ServerError::Strange)?;
        trust::fingerprint(&pem).ok_or(ServerError::Strange).map(|_| pem)
    }

    /// Whether the server is there and believed.
    pub async fn greet(&self) -> Result<(), ServerError> {
        drop(self.stream().await?);
        Ok(())
    }

    /// Hands an enrolment code in.
    pub async fn enrol(&self, code: &str, language: &str) -> Result<EnrolledBridge, ServerError> {
        let request = self.http.post(format!("{}/api/v1/bridges/enrol", self.base));
        let request = request.header(header::ACCEPT_LANGUAGE, language);
        let response = request.json(&EnrolBridge { code: code.to_owned() }).send().await.map_err(away)?;
        accepted(response).await?.json().await.map_err(|_| ServerError::Strange)
    }

    /// Says which straps are heard, and learns where their beats go.
    pub async fn work(&self, identity: &Identity, heard: &HeardStraps) -> Result<BridgeWork, ServerError> {
        let request = self.http.post(format!("{}/api/v1/bridge/straps", self.base));
        let request = request.header(header::AUTHORIZATION, identity.bearer());
        match request.json(heard).send().await {
            Ok(response) => accepted(response).await?.json().await.map_err(|_| ServerError::Strange),
            Err(error) => {
                // Whether it is away or not believed, a bare handshake tells.
                self.greet().await?;
                Err(away(error))
            }
        }
    }

    /// Opens the live link of a strap's receiver in a session.
    pub async fn link(&self, identity: &Identity, session: SessionId) -> Result<Link, ServerError> {
        let scheme = if self.https { "wss" } else { "ws" };
        let authority = self.base.split_once("://").map_or("", |(_, authority)| authority);
        let address = format!("{scheme}://{authority}/api/v1/live/strap/{session}");
        let mut request = address.into_client_request().map_err(away)?;
        if let Ok(value) = identity.bearer().parse() {
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        let config = WebSocketConfig::default()
            .read_buffer_size(4_096)
            .max_message_size(Some(MESSAGE_MAX_BYTES))
            .max_frame_size(Some(MESSAGE_MAX_BYTES));
        let shake = client_async_with_config(request, self.stream().await?, Some(config));
        match timeout(PATIENCE, shake).await.map_err(away)? {
            Ok((socket, _)) => Ok(Link(socket)),
            Err(tungstenite::Error::Http(response)) if response.status().as_u16() == 401 => {
                Err(ServerError::Revoked)
            }
            Err(error) => Err(away(error)),
        }
    }

    async fn stream(&self) -> Result<Box<dyn Stream>, ServerError> {
        let connecting = TcpStream::connect((self.host.as_str(), self.port));
        let tcp = timeout(PATIENCE, connecting).await.map_err(away)?.map_err(away)?;
        tcp.set_nodelay(true).map_err(away)?;
        if !self.https {
            return Ok(Box::new(tcp));
        }
        let name =
            ServerName::try_from(self.host.clone()).map_err(|_| ServerError::Address(self.base.clone()))?;
        let shake = TlsConnector::from(Arc::clone(&self.tls)).connect(name, tcp);
        let stream = timeout(PATIENCE, shake).await.map_err(away)?.map_err(|error| {
            match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                Some(inner @ rustls::Error::InvalidCertificate(_)) => ServerError::Untrusted(inner.clone()),
                _ => away(error),
            }
        })?;
        Ok(Box::new(stream))
    }
}

fn away(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ServerError {
    ServerError::Away(error.into())
}

async fn accepted(response: Response) -> Result<Response, ServerError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    if status.as_u16() == 401 {
        return Err(ServerError::Revoked);
    }
    let message = match response.json::<Problem>().await {
        Ok(problem) => problem.message,
        Err(_) => status.canonical_reason().unwrap_or("no reason given").to_owned(),
    };
    Err(ServerError::Refused { status: status.as_u16(), message })
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A live link.
pub struct Link(WebSocketStream<Box<dyn Stream>>);

impl Link {
    /// Sends a message; `false` when the link is over.
    pub async fn send(&mut self, message: &Message) -> bool {
        let Ok(bytes) = link::encode(message) else { return false };
        matches!(timeout(PATIENCE, self.0.send(tungstenite::Message::binary(bytes))).await, Ok(Ok(())))
    }

    /// The next message; `None` when the link is over. What is no message is passed over.
    pub async fn receive(&mut self) -> Option<Message> {
        loop {
            match self.0.next().await? {
                Ok(tungstenite::Message::Binary(bytes)) => {
                    if let Ok(message) = link::decode(&bytes) {
                        return Some(message);
                    }
                }
                Ok(tungstenite::Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Closes the link.
    pub async fn close(&mut self) {
        let _ = timeout(PATIENCE, self.0.close(None)).await;
    }
}
