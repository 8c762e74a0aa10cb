//! A small certificate authority of the installation's own, for when no public name exists; kept in the data folder.
//!
//! Whoever installs its certificate believes it for this installation's names and for private addresses, and for nothing
//! else in the world.

use super::{TlsError, read, write_secret};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use std::{fs, net::IpAddr, path::Path, sync::Arc};

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
/// The days that a server certificate of ours is in use before a new one is made.
pub(super) const LEAF_USED_DAYS: u64 = 200;
/// Addresses that no machine on the internet has (RFC 1918, RFC 4193, loopback).
const PRIVATE: [(&str, u8); 6] =
    [("10.0.0.0", 8), ("172.16.0.0", 12), ("192.168.0.0", 16), ("127.0.0.0", 8), ("fc00::", 7), ("::1", 128)];
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
    let issuer = CertifiedIssuer::self_signed(authority(names)?, ca_key)?;
    let ca_pem = if known { read(&ca_file)? } else { issuer.pem() };
    if !known {
        fs::write(&ca_file, &ca_pem).map_err(|source| TlsError::File { path: ca_file, source })?;
    }
    let leaf_key = KeyPair::generate()?;
    let leaf = leaf(names)?.signed_by(&leaf_key, &issuer)?;
    let chain = vec![leaf.der().clone()];
    let key = PrivateKeyDer::try_from(leaf_key.serialize_der())
        .map_err(|_| TlsError::Pem { path: folder.to_path_buf(), what: "private key" })?;
    Ok(Own { config: super::config(chain, key, folder)?, ca_pem })
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

fn authority(names: &[String]) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params.distinguished_name = named("Luwte: own certificate of this installation");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints =
        Some(NameConstraints { permitted_subtrees: permitted(names), excluded_subtrees: Vec::new() });
    valid(&mut params, AUTHORITY_DAYS);
    Ok(params)
}

/// What the authority may speak for: names of the local network, private addresses, and its own at the time.
fn permitted(names: &[String]) -> Vec<GeneralSubtree> {
    let mut permitted: Vec<_> =
        ["localhost", "local"].map(|name| GeneralSubtree::DnsName(name.to_owned())).into();
    for (address, prefix) in PRIVATE {
        if let Ok(address) = address.parse() {
            permitted.push(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, prefix)));
        }
    }
    permitted.extend(names.iter().map(|name| match name.parse::<IpAddr>() {
        Ok(address) => {
            let whole = if address.is_ipv4() { 32 } else { 128 };
            GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, whole))
        }
        Err(_) => GeneralSubtree::DnsName(name.clone()),
    }));
    permitted
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
