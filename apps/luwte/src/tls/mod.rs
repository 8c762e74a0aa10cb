//! A small certificate authority of the installation's own, for when no public name exists; kept in the data folder.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, KeyUsagePurpose, SanType,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use std::{
    collections::BTreeSet,
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    sync::Arc,
};

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

/// What the server shows, and what people install so that their browsers believe it.
#[derive(Debug)]
pub struct Own {
    /// For the listener.
    pub config: Arc<ServerConfig>,
    /// The authority's certificate (PEM).
    pub ca_pem: String,
}

/// The days that a server certificate of ours is valid; browsers accept at most 398.
const LEAF_DAYS: u64 = 397;
/// The days that the authority is valid.
const AUTHORITY_DAYS: u64 = 3_650;

/// The authority in this folder, made at the first call, and a fresh server certificate for these names.
pub fn own(folder: &Path, names: &[String]) -> Result<Own, TlsError> {
    fs::create_dir_all(folder).map_err(|source| TlsError::File { path: folder.to_path_buf(), source })?;
    let (ca_file, key_file) = (folder.join(KEPT[0]), folder.join(KEPT[1]));
    let known = ca_file.exists() && key_file.exists();
    let ca_key = if known {
        KeyPair::from_pem(&read(&key_file)?)?
    } else {
        let key = KeyPair::generate()?;
        write_secret(&key_file, key.serialize_pem().as_bytes())?;
        key
    };
    // The same key and the same parameters: what was installed once stays good when only the leaf is new.
    let issuer = CertifiedIssuer::self_signed(authority()?, ca_key)?;
    let ca_pem = if known { read(&ca_file)? } else { issuer.pem() };
    if !known {
        fs::write(&ca_file, &ca_pem).map_err(|source| TlsError::File { path: ca_file, source })?;
    }
    let leaf_key = KeyPair::generate()?;
    let leaf = leaf(names)?.signed_by(&leaf_key, &issuer)?;
    let chain = vec![leaf.der().clone()];
    let key = PrivateKeyDer::try_from(leaf_key.serialize_der())
        .map_err(|_| TlsError::Pem { path: folder.to_path_buf(), what: "private key" })?;
    Ok(Own { config: config(chain, key)?, ca_pem })
}

/// The files of the authority: without them every headset and tablet would have to be set up anew.
pub const KEPT: [&str; 2] = ["ca.crt", "ca.key"];

/// The authority's files in this folder, for a backup; none where the installation has no authority of its own.
pub fn kept(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, TlsError> {
    let present = KEPT.into_iter().filter(|name| folder.join(name).exists());
    present.map(|name| Ok((name.to_owned(), read(&folder.join(name))?.into_bytes()))).collect()
}

/// Puts the authority's files back into an empty folder.
pub fn put_back(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), TlsError> {
    fs::create_dir_all(folder).map_err(|source| TlsError::File { path: folder.to_path_buf(), source })?;
    files.iter().try_for_each(|(name, content)| write_secret(&folder.join(name), content))
}

/// A certificate and key of the user's own.
pub fn given(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let pem = |path: &Path, what| TlsError::Pem { path: path.to_path_buf(), what };
    let chain = CertificateDer::pem_slice_iter(read(certificate)?.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| pem(certificate, "certificate"))?;
    if chain.is_empty() {
        return Err(pem(certificate, "certificate"));
    }
    let key = PrivateKeyDer::from_pem_slice(read(key)?.as_bytes()).map_err(|_| pem(key, "private key"))?;
    config(chain, key)
}

/// Every name and address by which this machine may be reached in its own network.
pub fn own_names() -> Vec<String> {
    let mut names = BTreeSet::from(["localhost".to_owned(), "luwte.local".to_owned()]);
    if let Ok(host) = fs::read_to_string("/proc/sys/kernel/hostname") {
        let host = host.trim().to_lowercase();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        if !host.is_empty() && host.chars().all(plain) {
            names.insert(format!("{host}.local"));
            names.insert(host);
        }
    }
    names.extend([Ipv4Addr::LOCALHOST.to_string(), Ipv6Addr::LOCALHOST.to_string()]);
    names.extend(lan_addresses().iter().map(IpAddr::to_string));
    names.into_iter().collect()
}

/// The addresses of this machine's network interfaces, loopback and link-local ones left out.
pub fn lan_addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let usable = |address: &IpAddr| match address {
        IpAddr::V4(v4) => !v4.is_link_local(),
        IpAddr::V6(v6) => !v6.is_unicast_link_local(),
    };
    let addresses: BTreeSet<_> = interfaces
        .iter()
        .filter(|one| !one.is_loopback())
        .map(if_addrs::Interface::ip)
        .filter(usable)
        .collect();
    addresses.into_iter().collect()
}

fn authority() -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params.distinguished_name = named("Luwte: own certificate of this installation");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    valid(&mut params, AUTHORITY_DAYS);
    Ok(params)
}

fn leaf(names: &[String]) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params.distinguished_name = named("Luwte");
    for name in names {
        params.subject_alt_names.push(match name.parse::<IpAddr>() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName(name.as_str().try_into()?),
        });
    }
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    valid(&mut params, LEAF_DAYS);
    Ok(params)
}

fn named(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

/// From yesterday (clocks in a ward differ) for so many days.
fn valid(params: &mut CertificateParams, days: u64) {
    let day = std::time::Duration::from_secs(86_400);
    let now = std::time::SystemTime::now();
    params.not_before = (now - day).into();
    params.not_after = (now + day * u32::try_from(days).unwrap_or(u32::MAX)).into();
}

fn config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
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
