//! A certificate from an authority by ACME, asked of a real one that runs here: Pebble, Let's Encrypt's test authority.

use crate::stage::Folder;
use luwte::tls::{Certificate, Wanted, certificate_file, speaks_for};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::{TcpListener, TcpStream};
use x509_parser::prelude::{FromDer, X509Certificate};

/// Both the name that is asked for and how the authority is reached.
const NAME: &str = "localhost";
const PATIENCE: Duration = Duration::from_secs(60);

/// A running authority; gone with the test.
struct Authority {
    child: Child,
    folder: Folder,
    port: u16,
    management: u16,
}

impl Authority {
    /// Starts one that looks for proofs on this port; says loudly when this machine has none.
    fn start(proofs_at: u16) -> Option<Self> {
        let folder = Folder::new();
        let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
        fs::write(folder.0.join("authority.pem"), made.cert.pem()).unwrap();
        fs::write(folder.0.join("authority.key"), made.signing_key.serialize_pem()).unwrap();
        let (port, management) = (free_port(), free_port());
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{port}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": folder.0.join("authority.pem"),
            "privateKey": folder.0.join("authority.key"),
            "httpPort": 1,
            "tlsPort": proofs_at,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
        }});
        let file = folder.0.join("pebble.json");
        fs::write(&file, config.to_string()).unwrap();
        let started = Command::new("pebble")
            .arg("-config")
            .arg(&file)
            // Its default is to sleep before each check and to refuse one request in twenty.
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env("PEBBLE_WFE_NONCEREJECT", "0")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = started else {
            eprintln!("SKIPPED: no ACME authority on this machine (apt install pebble)");
            assert!(std::env::var_os("CI").is_none(), "CI must have pebble");
            return None;
        };
        Some(Self { child, folder, port, management })
    }

    fn wanted(&self, folder: PathBuf) -> Wanted {
        Wanted {
            folder,
            name: NAME.into(),
            directory: format!("https://{NAME}:{}/dir", self.port),
            root: Some(self.folder.0.join("authority.pem")),
            contact: Some("mailto:ict@zorghuis.example".into()),
        }
    }

    /// The root under which it gives certificates: another one at each start.
    async fn root(&self) -> CertificateDer<'static> {
        let pem = fs::read(self.folder.0.join("authority.pem")).unwrap();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(believing(CertificateDer::from_pem_slice(&pem).unwrap()))
            .build()
            .unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            if let Ok(answer) = client.get(format!("https://{NAME}:{}/roots/0", self.management)).send().await
            {
                return CertificateDer::from_pem_slice(&answer.bytes().await.unwrap()).unwrap();
            }
            assert!(Instant::now() < until, "the authority did not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn believing(root: CertificateDer<'static>) -> rustls::ClientConfig {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(root).unwrap();
    rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// Shows a certificate on this port until the test ends.
async fn show(listener: TcpListener, certificate: &Certificate) {
    let served = certificate.served.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = tokio_rustls::TlsAcceptor::from(served.get_inner());
            tokio::spawn(async move {
                if let Ok(mut stream) = acceptor.accept(stream).await {
                    let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
                }
            });
        }
    });
}

/// The certificate that whoever trusts this root is shown, if they believe it.
async fn believed(at: SocketAddr, root: &CertificateDer<'static>) -> Option<CertificateDer<'static>> {
    let connector = tokio_rustls::TlsConnector::from(Arc::new(believing(root.clone())));
    let stream = TcpStream::connect(at).await.unwrap();
    let stream = connector.connect(ServerName::try_from(NAME).unwrap(), stream).await.ok()?;
    Some(stream.get_ref().1.peer_certificates()?.first()?.clone().into_owned())
}

#[tokio::test]
async fn an_authority_gives_a_certificate_and_it_is_there_after_a_restart() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let Some(authority) = Authority::start(at.port()) else { return };
    let root = authority.root().await;
    let folder = Folder::new();
    let kept = folder.0.join("acme");

    let certificate = Certificate::by_acme(authority.wanted(kept.clone())).unwrap();
    show(listener, &certificate).await;
    assert_eq!(believed(at, &root).await, None, "until it is given nobody believes what is shown");
    let keeping = tokio::spawn(certificate.keep());
    let until = Instant::now() + PATIENCE;
    let given = loop {
        match believed(at, &root).await {
            Some(given) => break given,
            None => assert!(Instant::now() < until, "no certificate came"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let (_, leaf) = X509Certificate::from_der(&given).unwrap();
    assert!(speaks_for(&leaf, NAME));
    let mode = fs::metadata(certificate_file(&kept))
        .map(|file| std::os::unix::fs::PermissionsExt::mode(&file.permissions()));
    assert_eq!(mode.unwrap() & 0o777, 0o600, "its key is for the owner only");
    keeping.abort();

    // Again, as after a restart, with the authority away: what was given is shown at once.
    let wanted = authority.wanted(kept);
    drop(authority);
    let again = Certificate::by_acme(wanted).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    show(listener, &again).await;
    assert_eq!(believed(at, &root).await, Some(given));
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_gets_no_certificate_and_serving_goes_on() {
    let Some(authority) = Authority::start(free_port()) else { return };
    let root = authority.root().await;
    let folder = Folder::new();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let certificate = Certificate::by_acme(authority.wanted(folder.0.join("acme"))).unwrap();
    show(listener, &certificate).await;
    let error = certificate.asked_once(PATIENCE).await.unwrap_err().to_string();
    assert!(error.contains("port 443") && error.contains("Failed to connect"), "{error}");
    assert_eq!(believed(at, &root).await, None);
    assert!(!certificate_file(&folder.0.join("acme")).exists());
    let reached = TcpStream::connect(at).await;
    assert!(reached.is_ok(), "the server still answers");
}

#[tokio::test]
async fn an_authority_that_never_answers_is_asked_again_later() {
    // It takes every connection, and says nothing.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let folder = Folder::new();
    let wanted = Wanted {
        folder: folder.0.join("acme"),
        name: NAME.into(),
        directory: format!("https://{NAME}:{}/dir", silent.local_addr().unwrap().port()),
        root: None,
        contact: None,
    };
    let certificate = Certificate::by_acme(wanted).unwrap();
    let error = certificate.asked_once(Duration::from_millis(300)).await.unwrap_err();
    assert!(matches!(error, luwte::tls::AcmeError::Silent), "{error}");
}
