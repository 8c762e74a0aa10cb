//! Keeps the certificate good while the server runs: a new one before the old one ends, when this machine gets another
//! address, and when the institution puts another file in place. Nobody is disconnected by it.

use super::{AcmeError, TlsError, Wanted, acme, authority, given, own, own_names, read};
use axum_server::tls_rustls::RustlsConfig;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// Where the certificate comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The installation's own authority, in this folder.
    Own {
        /// The folder.
        folder: PathBuf,
        /// Names by which people reach the server, beside the machine's own.
        also: Vec<String>,
    },
    /// Files that the institution keeps.
    Given {
        /// The certificate chain.
        certificate: PathBuf,
        /// Its private key.
        key: PathBuf,
        /// Where the server keeps what outlives a restart.
        folder: PathBuf,
    },
}

/// A certificate in use.
pub struct Certificate {
    /// For the listener.
    pub served: RustlsConfig,
    /// The own authority's certificate (PEM), for people to install.
    pub authority: Option<String>,
    upkeep: Upkeep,
}

enum Upkeep {
    /// A new one when what it was made of is no longer the same.
    Look { source: Source, made: Made },
    /// An authority is asked for a new one in time.
    Ask(acme::Keeper),
}

/// From what the certificate in use was made.
#[derive(Debug, PartialEq)]
enum Made {
    For { names: Vec<String>, at: Instant },
    Of { certificate: String, key: String },
}

/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(300);
const DAY: Duration = Duration::from_secs(86_400);

impl Certificate {
    /// The certificate of a source, made or read now.
    pub fn of(source: Source) -> Result<Self, TlsError> {
        let made = source.look(Instant::now())?;
        let (config, authority) = source.config(&made)?;
        Ok(Self {
            served: RustlsConfig::from_config(config),
            authority,
            upkeep: Upkeep::Look { source, made },
        })
    }

    /// The certificate that an authority gave, or will give as soon as the server can be reached.
    pub fn by_acme(wanted: Wanted) -> Result<Self, TlsError> {
        let (keeper, config) = acme::Keeper::start(wanted)?;
        Ok(Self { served: RustlsConfig::from_config(config), authority: None, upkeep: Upkeep::Ask(keeper) })
    }

    /// Asks the authority once, now, for at most so long; nothing to do where none is asked.
    pub async fn asked_once(&self, whole: Duration) -> Result<(), AcmeError> {
        match &self.upkeep {
            Upkeep::Ask(keeper) => keeper.obtain_within(whole).await,
            Upkeep::Look { .. } => Ok(()),
        }
    }

    /// Looks after it for as long as the server runs.
    pub async fn keep(self) {
        let Self { served, upkeep, .. } = self;
        let (source, mut made) = match upkeep {
            Upkeep::Ask(keeper) => return keeper.keep().await,
            Upkeep::Look { source, made } => (source, made),
        };
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            match renew(&served, &source, &mut made, Instant::now()) {
                Ok(true) => tracing::info!("the server shows a new certificate"),
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%error, "there is no new certificate; the old one stays in use")
                }
            }
        }
    }
}

/// Makes or reads a new one when the old one no longer fits; whether it did.
fn renew(served: &RustlsConfig, source: &Source, made: &mut Made, now: Instant) -> Result<bool, TlsError> {
    let new = source.look(now)?;
    if made.fits(&new) {
        return Ok(false);
    }
    let (config, _) = source.config(&new)?;
    served.reload_from_config(config);
    *made = new;
    Ok(true)
}

impl Source {
    /// From what a certificate would be made now.
    fn look(&self, now: Instant) -> Result<Made, TlsError> {
        Ok(match self {
            Self::Own { also, .. } => {
                let mut names = own_names();
                names.extend(also.iter().cloned());
                names.sort();
                names.dedup();
                Made::For { names, at: now }
            }
            Self::Given { certificate, key, .. } => {
                Made::Of { certificate: read(certificate)?, key: read(key)? }
            }
        })
    }

    fn config(
        &self,
        made: &Made,
    ) -> Result<(std::sync::Arc<rustls::ServerConfig>, Option<String>), TlsError> {
        Ok(match (self, made) {
            (Self::Own { folder, .. }, Made::For { names, .. }) => {
                let own = own(folder, names)?;
                (own.config, Some(own.ca_pem))
            }
            (Self::Own { folder, .. }, Made::Of { .. }) => {
                return Err(TlsError::Pem { path: folder.clone(), what: "authority" });
            }
            (Self::Given { certificate, key, folder }, _) => (given(certificate, key, folder)?, None),
        })
    }
}

impl Made {
    /// Whether what was made so is still good when `new` would be made now.
    fn fits(&self, new: &Self) -> bool {
        match (self, new) {
            (Self::For { names, at }, Self::For { names: now, at: later }) => {
                let used = later.saturating_duration_since(*at);
                names == now && used < DAY * u32::try_from(authority::LEAF_USED_DAYS).unwrap_or(u32::MAX)
            }
            (old, new) => old == new,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("luwte-tls-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    impl Certificate {
        fn renew(&mut self, now: Instant) -> Result<bool, TlsError> {
            let Upkeep::Look { source, made } = &mut self.upkeep else { return Ok(false) };
            renew(&self.served, source, made, now)
        }
    }

    #[test]
    fn an_own_certificate_is_renewed_long_before_it_ends_and_not_earlier() {
        let folder = folder();
        let mut certificate =
            Certificate::of(Source::Own { folder: folder.clone(), also: Vec::new() }).unwrap();
        let authority = certificate.authority.clone();
        let now = Instant::now();
        assert!(!certificate.renew(now + DAY).unwrap());
        assert!(certificate.renew(now + DAY * 201).unwrap());
        assert!(!certificate.renew(now + DAY * 202).unwrap());
        let again = Certificate::of(Source::Own { folder: folder.clone(), also: Vec::new() }).unwrap();
        assert_eq!(again.authority, authority, "what people installed stays good");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_given_certificate_is_read_again_when_its_file_changes_and_a_broken_one_is_not_taken() {
        let folder = folder();
        let (certificate, key) = (folder.join("site.pem"), folder.join("site.key"));
        let put = || {
            let made = rcgen::generate_simple_self_signed(["luwte.example".to_owned()]).unwrap();
            fs::write(&certificate, made.cert.pem()).unwrap();
            fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        };
        put();
        let source =
            Source::Given { certificate: certificate.clone(), key: key.clone(), folder: folder.clone() };
        let mut kept = Certificate::of(source).unwrap();
        assert!(!kept.renew(Instant::now()).unwrap());
        fs::write(&certificate, "half a file").unwrap();
        assert!(kept.renew(Instant::now()).is_err(), "the old one stays in use");
        put();
        assert!(kept.renew(Instant::now()).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
