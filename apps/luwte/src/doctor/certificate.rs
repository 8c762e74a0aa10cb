//! Is the certificate good, for this name, and for how long?

use super::Finding;
use crate::{
    config::{Config, host_of},
    tls,
};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use std::path::Path;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

const WHAT: &str = "Certificate";
/// Whoever asks an authority by hand needs this long.
pub(crate) const SOON_DAYS: i64 = 21;

pub(super) fn examine(config: &Config) -> Finding {
    let host = config.public_url.as_deref().and_then(host_of);
    match (&config.certificate, &config.certificate_key) {
        (Some(certificate), Some(key)) => {
            if let Err(error) = tls::given(certificate, key, &config.authority()) {
                let advice = "Check `certificate` and `certificate_key`: PEM files that belong together.";
                return Finding::bad(WHAT, error.to_string(), advice);
            }
            judge_file(
                certificate,
                host.as_deref(),
                "Put a new one in the same place: the server takes it by itself.",
            )
        }
        _ if config.acme_directory.is_some() => {
            let file = tls::certificate_file(&config.acme());
            if !file.exists() {
                let advice = "Start the server; port 443 of this name must lead to it. Its log says what the authority answers.";
                return Finding::soon(WHAT, "the authority has not given one yet", advice);
            }
            let advice =
                "The log says why the authority gave no new one; it must reach this server on port 443.";
            judge_file(&file, host.as_deref(), advice)
        }
        _ => {
            let authority = config.authority().join(tls::KEPT[0]);
            if !authority.exists() {
                let advice = "Start the server once: it makes its own authority.";
                return Finding::soon(WHAT, "there is none yet", advice);
            }
            let advice = "Move tls/ in the data folder aside, start the server, and install the new /ca.crt everywhere.";
            let found = judge_file(&authority, None, advice);
            if found.advice.is_some() {
                return found;
            }
            if let Some(name) = config.names().iter().find(|name| !permitted(&authority, name)) {
                let says = format!("the own authority was made before {name} was, and may not speak for it");
                return Finding::bad(WHAT, says, advice);
            }
            let says = format!("own authority, {}; devices install it once from /ca.crt", found.says);
            Finding::good(WHAT, says)
        }
    }
}

/// For how many more days the certificate is good that people meet; nothing where none can be read.
pub(crate) fn days_left(config: &Config) -> Option<i64> {
    let file = match &config.certificate {
        Some(certificate) => certificate.clone(),
        None if config.acme_directory.is_some() => tls::certificate_file(&config.acme()),
        // The server's own is renewed in time; its authority's is not.
        None => config.authority().join(tls::KEPT[0]),
    };
    let der = CertificateDer::from_pem_slice(&std::fs::read(file).ok()?).ok()?;
    let (_, certificate) = X509Certificate::from_der(&der).ok()?;
    let left_s = certificate.validity().not_after.timestamp() - crate::clock::wall_us() / 1_000_000;
    Some(left_s.div_euclid(86_400))
}

fn judge_file(file: &Path, host: Option<&str>, advice: &str) -> Finding {
    let der = std::fs::read(file).ok().and_then(|pem| CertificateDer::from_pem_slice(&pem).ok());
    let Some(der) = der else {
        return Finding::bad(WHAT, format!("{} holds no certificate", file.display()), advice);
    };
    match X509Certificate::from_der(&der) {
        Ok((_, certificate)) => judge(&certificate, host, crate::clock::wall_us() / 1_000_000, advice),
        Err(_) => Finding::bad(WHAT, format!("{} cannot be read", file.display()), advice),
    }
}

fn judge(certificate: &X509Certificate<'_>, host: Option<&str>, now_s: i64, advice: &str) -> Finding {
    let days = (certificate.validity().not_after.timestamp() - now_s).div_euclid(86_400);
    if days < 0 {
        return Finding::bad(WHAT, "it has ended", advice);
    }
    if now_s < certificate.validity().not_before.timestamp() {
        return Finding::bad(WHAT, "it is not yet good", "Check the clock of this machine.");
    }
    if let Some(host) = host.filter(|host| !tls::speaks_for(certificate, host)) {
        return Finding::bad(WHAT, format!("it does not speak for {host}"), advice);
    }
    if days < SOON_DAYS {
        return Finding::soon(WHAT, format!("it ends in {days} days"), advice);
    }
    Finding::good(WHAT, format!("good for {days} days"))
}

/// Whether an authority of ours may speak for a name (RFC 5280, 4.2.1.10).
fn permitted(authority: &Path, name: &str) -> bool {
    let der = std::fs::read(authority).ok().and_then(|pem| CertificateDer::from_pem_slice(&pem).ok());
    let Some(der) = der else { return false };
    let Ok((_, certificate)) = X509Certificate::from_der(&der) else { return false };
    let Ok(Some(constraints)) = certificate.name_constraints() else { return true };
    let subtrees = constraints.value.permitted_subtrees.as_deref().unwrap_or_default();
    subtrees.iter().any(|subtree| match &subtree.base {
        GeneralName::DNSName(parent) => {
            name.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }
        GeneralName::IPAddress(range) => match name.parse() {
            Ok(std::net::IpAddr::V4(v4)) => within(&v4.octets(), range),
            Ok(std::net::IpAddr::V6(v6)) => within(&v6.octets(), range),
            Err(_) => false,
        },
        _ => false,
    })
}

/// Whether an address lies in a range of an address and a mask, one after the other.
fn within(address: &[u8], range: &[u8]) -> bool {
    range.len() == 2 * address.len()
        && (0..address.len()).all(|at| address[at] & range[address.len() + at] == range[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Health;

    #[test]
    fn an_own_authority_speaks_for_this_network_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("luwte-authority-{}", uuid::Uuid::now_v7()));
        tls::own(&folder, &["localhost".into(), "luwte.instelling.example".into(), "192.0.2.9".into()])
            .unwrap();
        let authority = folder.join(tls::KEPT[0]);
        for name in
            ["luwte.local", "localhost", "luwte.instelling.example", "192.0.2.9", "10.1.2.3", "fd00::1"]
        {
            assert!(permitted(&authority, name), "{name}");
        }
        for name in ["bank.example", "instelling.example", "notlocal", "192.0.2.10", "8.8.8.8", "2001:db8::1"]
        {
            assert!(!permitted(&authority, name), "{name}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_certificate_is_judged_by_name_and_end() {
        let names = ["luwte.example".to_owned(), "*.ggz.example".to_owned(), "10.0.0.4".to_owned()];
        let mut params = rcgen::CertificateParams::new(names).unwrap();
        params.not_after = rcgen::date_time_ymd(2030, 6, 1);
        params.not_before = rcgen::date_time_ymd(2026, 6, 1);
        let key = rcgen::KeyPair::generate().unwrap();
        let made = params.self_signed(&key).unwrap();
        let (_, certificate) = X509Certificate::from_der(made.der()).unwrap();
        let end = certificate.validity().not_after.timestamp();
        let at = |host, before_end_days: i64| {
            judge(&certificate, host, end - before_end_days * 86_400, "do something")
        };
        assert_eq!(at(Some("luwte.example"), 100).health, Health::Good);
        assert_eq!(at(Some("vr.ggz.example"), 100).health, Health::Good);
        assert_eq!(at(Some("10.0.0.4"), 100).health, Health::Good);
        assert_eq!(at(Some("a.b.ggz.example"), 100).health, Health::Bad);
        assert_eq!(at(Some("10.0.0.5"), 100).health, Health::Bad);
        assert_eq!(at(None, 20).health, Health::Soon);
        assert_eq!(at(None, -1).health, Health::Bad);
        assert_eq!(at(None, 5_000).health, Health::Bad, "not yet good");
    }
}
