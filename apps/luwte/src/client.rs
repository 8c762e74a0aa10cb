//! A client of the public interface: what `luwte replay`, the tests and the measurements speak through.

use futures_util::{SinkExt, StreamExt};
use link::{
    MESSAGE_MAX_BYTES, Message, PROTOCOL_VERSION,
    api::{Me, Problem},
};
use reqwest::{StatusCode, header};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{self, client::IntoClientRequest, protocol::WebSocketConfig},
};

/// Why the server could not be spoken to.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is none.
    #[error("{0}: expected an address such as https://luwte.local:8443")]
    Address(String),
    /// The authority's certificate cannot be read.
    #[error("the certificate of the authority is not in PEM form")]
    Certificate,
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    /// The server did not answer.
    #[error("the server did not answer")]
    Http(#[from] reqwest::Error),
    /// The server refused.
    #[error("the server refused ({status}): {message}")]
    Refused {
        /// Its status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// The network failed.
    #[error("the connection failed")]
    Network(#[from] std::io::Error),
    /// The live link could not be opened, or broke.
    #[error("the live link failed")]
    Link(#[source] Box<tungstenite::Error>),
    /// A message could not be encoded.
    #[error("a message could not be encoded")]
    Codec(#[from] link::CodecError),
    /// The server set no cookie.
    #[error("the server set no cookie")]
    NoCookie,
}

impl From<tungstenite::Error> for ClientError {
    fn from(error: tungstenite::Error) -> Self {
        Self::Link(Box::new(error))
    }
}

/// A server at its address.
#[derive(Clone, Debug)]
pub struct Site {
    base: String,
    https: bool,
    host: String,
    port: u16,
    tls: Arc<ClientConfig>,
    http: reqwest::Client,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Site {
    /// A server at this address; `ca` is the certificate (PEM) of its own authority, when it has one.
    pub fn new(address: &str, ca: Option<&str>) -> Result<Self, ClientError> {
        let wrong = || ClientError::Address(address.to_owned());
        let url = reqwest::Url::parse(address).map_err(|_| wrong())?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        let host = url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().ok_or_else(wrong)?;
        let mut roots = RootCertStore::empty();
        if let Some(ca) = ca {
            for certificate in CertificateDer::pem_slice_iter(ca.as_bytes()) {
                let certificate = certificate.map_err(|_| ClientError::Certificate)?;
                roots.add(certificate).map_err(|_| ClientError::Certificate)?;
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut tls = builder.with_root_certificates(roots).with_no_client_auth();
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        let builder = reqwest::Client::builder().timeout(PATIENCE).tls_backend_preconfigured(tls.clone());
        let http = builder.redirect(reqwest::redirect::Policy::none()).build()?;
        let base = address.trim_end_matches('/').to_owned();
        Ok(Self { base, https, host, port, tls: Arc::new(tls), http })
    }

    /// The same server, as another device meets it: with handshakes of its own to remember.
    pub fn on_its_own(&self) -> Self {
        let mut tls = ClientConfig::clone(&self.tls);
        tls.resumption = rustls::client::Resumption::in_memory_sessions(1);
        Self { tls: Arc::new(tls), ..self.clone() }
    }

    /// Signs in.
    pub async fn login(&self, login: &str, password: &str) -> Result<Login, ClientError> {
        let body = link::api::Login { login: login.to_owned(), password: password.to_owned(), shared: false };
        let request = self.http.post(format!("{}/api/v1/login", self.base)).json(&body);
        let response = accepted(request.send().await?).await?;
        let cookie = cookie_of(&response)?;
        let me: Me = response.json().await?;
        Ok(Login { site: self.clone(), cookie, me })
    }

    /// Enrols as a headset.
    pub async fn enrol(&self, code: &str) -> Result<HeadsetLogin, ClientError> {
        let body = link::api::Enrol { code: code.to_owned(), key: None, former: Vec::new() };
        let request = self.http.post(format!("{}/api/v1/headsets/enrol", self.base)).json(&body);
        let response = accepted(request.send().await?).await?;
        Ok(HeadsetLogin { site: self.clone(), cookie: cookie_of(&response)? })
    }

    /// The client for requests of any other kind.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The address, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Opens a live link at this path with this cookie (`name=value`; empty for none), in the newest version of the link
    /// unless the path says another.
    pub async fn socket(&self, path: &str, cookie: &str) -> Result<Socket, ClientError> {
        let says = path.contains("protocol=");
        let join = if path.contains('?') { '&' } else { '?' };
        let path = if says { path.to_owned() } else { format!("{path}{join}protocol={PROTOCOL_VERSION}") };
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        tcp.set_nodelay(true)?;
        let scheme = if self.https { "wss" } else { "ws" };
        let authority = self.base.split_once("://").map_or("", |(_, authority)| authority);
        let mut request = format!("{scheme}://{authority}{path}").into_client_request()?;
        if let Ok(value) = cookie.parse()
            && !cookie.is_empty()
        {
            request.headers_mut().insert(header::COOKIE, value);
        }
        let stream: Box<dyn Stream> = if self.https {
            let name = ServerName::try_from(self.host.clone())
                .map_err(|_| ClientError::Address(self.base.clone()))?;
            Box::new(TlsConnector::from(Arc::clone(&self.tls)).connect(name, tcp).await?)
        } else {
            Box::new(tcp)
        };
        let config = WebSocketConfig::default()
            .read_buffer_size(4_096)
            .max_message_size(Some(4 * MESSAGE_MAX_BYTES))
            .max_frame_size(Some(4 * MESSAGE_MAX_BYTES));
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await?;
        Ok(Socket { socket })
    }
}

async fn accepted(response: reqwest::Response) -> Result<reqwest::Response, ClientError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let message = match response.json::<Problem>().await {
        Ok(problem) => problem.message,
        Err(_) => status.canonical_reason().unwrap_or("no reason given").to_owned(),
    };
    Err(ClientError::Refused { status: status.as_u16(), message })
}

fn cookie_of(response: &reqwest::Response) -> Result<String, ClientError> {
    let set = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
    let cookie = set.and_then(|value| value.split(';').next());
    cookie.map(str::to_owned).ok_or(ClientError::NoCookie)
}

/// A signed-in colleague.
#[derive(Clone)]
pub struct Login {
    site: Site,
    cookie: String,
    me: Me,
}

impl Login {
    /// Who.
    pub fn me(&self) -> &Me {
        &self.me
    }

    /// The same colleague at another device.
    pub fn on_its_own(&self) -> Self {
        Self { site: self.site.on_its_own(), ..self.clone() }
    }

    /// A request with the login's cookie and the word against forgery.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.site.http.request(method, format!("{}{path}", self.site.base));
        request.header(header::COOKIE, &self.cookie).header("x-csrf-token", &self.me.csrf)
    }

    /// Reads something.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        let response = accepted(self.request(reqwest::Method::GET, path).send().await?).await?;
        Ok(response.json().await?)
    }

    /// Makes something.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let response = accepted(self.request(reqwest::Method::POST, path).json(body).send().await?).await?;
        Ok(response.json().await?)
    }

    /// Signs out.
    pub async fn logout(&self) -> Result<StatusCode, ClientError> {
        Ok(self.request(reqwest::Method::POST, "/api/v1/logout").send().await?.status())
    }

    /// Opens a live link.
    pub async fn socket(&self, path: &str) -> Result<Socket, ClientError> {
        self.site.socket(path, &self.cookie).await
    }
}

/// An enrolled headset.
#[derive(Clone)]
pub struct HeadsetLogin {
    site: Site,
    cookie: String,
}

impl HeadsetLogin {
    /// The same headset, with handshakes of its own to remember.
    pub fn on_its_own(&self) -> Self {
        Self { site: self.site.on_its_own(), ..self.clone() }
    }

    /// Opens the headset's live link.
    pub async fn socket(&self) -> Result<Socket, ClientError> {
        self.socket_speaking(PROTOCOL_VERSION).await
    }

    /// Opens it as a headset that speaks this version of the link.
    pub async fn socket_speaking(&self, version: u8) -> Result<Socket, ClientError> {
        self.site.socket(&format!("/api/v1/live/headset?protocol={version}"), &self.cookie).await
    }

    /// A request with the headset's cookie.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.site.http.request(method, format!("{}{path}", self.site.base));
        request.header(header::COOKIE, &self.cookie)
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A live link.
pub struct Socket {
    socket: WebSocketStream<Box<dyn Stream>>,
}

impl Socket {
    /// Sends a message.
    pub async fn send(&mut self, message: &Message) -> Result<(), ClientError> {
        self.send_bytes(link::encode(message)?).await
    }

    /// Sends any bytes as one binary frame.
    pub async fn send_bytes(&mut self, bytes: Vec<u8>) -> Result<(), ClientError> {
        Ok(self.socket.send(tungstenite::Message::binary(bytes)).await?)
    }

    /// Sends any text as one text frame.
    pub async fn send_text(&mut self, text: &str) -> Result<(), ClientError> {
        Ok(self.socket.send(tungstenite::Message::text(text)).await?)
    }

    /// The next message; `None` when the link is over. What is no message is passed over.
    pub async fn receive(&mut self) -> Option<Message> {
        loop {
            match self.socket.next().await? {
                Ok(tungstenite::Message::Binary(bytes)) => {
                    if let Ok(message) = link::decode(&bytes) {
                        return Some(message);
                    }
                }
                Ok(tungstenite::Message::Text(text)) => {
                    if let Ok(message) = link::decode_json(&text) {
                        return Some(message);
                    }
                }
                Ok(tungstenite::Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The code with which the server closes the link, passing over all that comes before.
    pub async fn closing_code(&mut self) -> Option<u16> {
        loop {
            match self.socket.next().await? {
                Ok(tungstenite::Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }

    /// Closes the link.
    pub async fn close(&mut self) {
        let _ = self.socket.close(None).await;
    }
}
