//! How the server speaks TLS: with its own certificate authority, or with a certificate that the institution gives.

mod acme;
mod authority;
mod keeper;
mod names;
mod tickets;

pub use acme::{AcmeError, Wanted, certificate_file};
pub use authority::{KEPT, Own, kept, own, put_back};
pub use keeper::{Certificate, Source};
pub use names::{lan_addresses, own_names};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use x509_parser::prelude::{GeneralName, X509Certificate};

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file could not be read or written.
    #[error("{}: cannot be read or written", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A certificate could not be made.
    #[error("a certificate could not be made")]
    Make(#[from] rcgen::Error),
    /// A file holds no certificate or key.
    #[error("{}: holds no {what} in PEM form", path.display())]
    Pem {
        /// Which.
        path: PathBuf,
        /// What it should hold.
        what: &'static str,
    },
    /// The certificate and key cannot be served.
    #[error("the certificate and the key cannot be used together")]
    Config(#[from] rustls::Error),
}

/// A certificate and key of the user's own. What outlives a restart lies in `folder`.
pub fn given(certificate: &Path, key: &Path, folder: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let pem = |path: &Path, what| TlsError::Pem { path: path.to_path_buf(), what };
    let chain = CertificateDer::pem_slice_iter(read(certificate)?.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| pem(certificate, "certificate"))?;
    if chain.is_empty() {
        return Err(pem(certificate, "certificate"));
    }
    let key = PrivateKeyDer::from_pem_slice(read(key)?.as_bytes()).map_err(|_| pem(key, "private key"))?;
    config(chain, key, folder)
}

fn config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    folder: &Path,
) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config.ticketer = tickets::Tickets::kept(folder);
    Ok(Arc::new(config))
}

/// Whether a certificate speaks for a host.
pub fn speaks_for(certificate: &X509Certificate<'_>, host: &str) -> bool {
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return false };
    let address: Option<std::net::IpAddr> = host.parse().ok();
    names.value.general_names.iter().any(|name| match (name, address) {
        (GeneralName::DNSName(name), None) => match name.strip_prefix("*.") {
            Some(rest) => host.split_once('.').is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(rest)),
            None => name.eq_ignore_ascii_case(host),
        },
        (GeneralName::IPAddress(bytes), Some(std::net::IpAddr::V4(v4))) => **bytes == v4.octets(),
        (GeneralName::IPAddress(bytes), Some(std::net::IpAddr::V6(v6))) => **bytes == v6.octets(),
        _ => false,
    })
}

/// SHA-256 of the first certificate in a PEM text.
pub fn pem_fingerprint(pem: &str) -> Option<[u8; 32]> {
    use sha2::{Digest, Sha256};
    Some(Sha256::digest(CertificateDer::from_pem_slice(pem.as_bytes()).ok()?).into())
}

fn read(path: &Path) -> Result<String, TlsError> {
    fs::read_to_string(path).map_err(|source| TlsError::File { path: path.to_path_buf(), source })
}

/// Only the owner may read a private key.
fn write_secret(path: &Path, content: &[u8]) -> Result<(), TlsError> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let open = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    open.and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .map_err(|source| TlsError::File { path: path.to_path_buf(), source })
}
