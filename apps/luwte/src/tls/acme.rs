//! A certificate from an authority that speaks ACME (RFC 8555): asked for, proven and renewed while the server runs.
//!
//! The proof is TLS-ALPN-01 (RFC 8737): the authority connects to the port that is served anyway, so no other is opened.

use super::{TlsError, read, write_secret};
use instant_acme::{
    Account, AccountBuilder, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount,
    NewOrder, Order, OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use rustls::{
    ServerConfig,
    crypto::ring::{default_provider, sign::any_supported_type},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use x509_parser::prelude::{FromDer, X509Certificate};

/// What is asked of whom.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where account, key and certificate are kept.
    pub folder: PathBuf,
    /// The name to speak for.
    pub name: String,
    /// The authority's directory (RFC 8555, 7.1.1).
    pub directory: String,
    /// The root by which the authority itself is believed (PEM), where it is an institution's own.
    pub root: Option<PathBuf>,
    /// Where the authority may write to when something is wrong, as in `mailto:ict@ggz.example`.
    pub contact: Option<String>,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// The authority did not answer, or refused.
    #[error("the authority says: {0}")]
    Authority(#[from] instant_acme::Error),
    /// The authority could not see the proof.
    #[error("the authority could not check the name; it must reach this server on port 443 under it: {0}")]
    Unproven(String),
    /// The authority did not answer in time.
    #[error("the authority did not answer")]
    Silent,
    /// The authority checks in no way that this server knows.
    #[error("the authority does not offer the check tls-alpn-01")]
    NoChallenge,
    /// Files or keys.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// What is kept of the account cannot be read.
    #[error("{}: cannot be read; move it aside and a new account is made", .0.display())]
    Account(PathBuf),
}

/// The key and the chain, in one file so that they change together.
const CERTIFICATE: &str = "certificate.pem";
const ACCOUNT: &str = "account.json";
/// The protocol by which the authority asks for the proof.
const PROOF: &[u8] = b"acme-tls/1";
const LOOK_EVERY: Duration = Duration::from_secs(300);
const WAIT_MAX: Duration = Duration::from_secs(6 * 3_600);
const PATIENCE: Duration = Duration::from_secs(90);
/// Who has not answered everything by then is asked again later.
const WHOLE: Duration = Duration::from_secs(600);

/// The file with the certificate in use, under the folder of [`Wanted`].
pub fn certificate_file(folder: &Path) -> PathBuf {
    folder.join(CERTIFICATE)
}

/// Holds the certificate in use and replaces it in time.
pub(super) struct Keeper {
    wanted: Wanted,
    shown: Arc<Shown>,
}

/// What connections are shown.
#[derive(Debug)]
struct Shown {
    certificate: RwLock<Arc<CertifiedKey>>,
    proof: RwLock<Option<Arc<CertifiedKey>>>,
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if hello.alpn().is_some_and(|mut protocols| protocols.any(|protocol| protocol == PROOF)) {
            return self.proof.read().unwrap_or_else(PoisonError::into_inner).clone();
        }
        Some(self.certificate.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Keeper {
    /// With the certificate that is kept; until there is one, with one that nobody believes.
    pub(super) fn start(wanted: Wanted) -> Result<(Self, Arc<ServerConfig>), TlsError> {
        std::fs::create_dir_all(&wanted.folder)
            .map_err(|source| TlsError::File { path: wanted.folder.clone(), source })?;
        let certificate = match kept(&wanted.folder)? {
            Some(certificate) => certificate,
            None => placeholder(&wanted.name)?,
        };
        let shown =
            Arc::new(Shown { certificate: RwLock::new(Arc::new(certificate)), proof: RwLock::new(None) });
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec(), PROOF.to_vec()];
        config.ticketer = super::tickets::Tickets::kept(&wanted.folder);
        Ok((Self { wanted, shown }, Arc::new(config)))
    }

    /// Asks for a certificate when there is none or the last third of its life has begun; for as long as the server runs.
    pub(super) async fn keep(self) {
        let mut wait = LOOK_EVERY;
        loop {
            if self.is_due(crate::clock::wall_us() / 1_000_000) {
                match self.obtain_within(WHOLE).await {
                    Ok(()) => {
                        tracing::info!(name = self.wanted.name, "the server shows a new certificate");
                        wait = LOOK_EVERY;
                    }
                    Err(error) => {
                        let minutes = wait.as_secs() / 60;
                        tracing::error!(%error, minutes, "there is no new certificate; asked again after these minutes");
                        tokio::time::sleep(wait).await;
                        wait = (wait * 2).min(WAIT_MAX);
                        continue;
                    }
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    fn is_due(&self, now_s: i64) -> bool {
        let certificate = self.shown.certificate.read().unwrap_or_else(PoisonError::into_inner).clone();
        let leaf = certificate.cert.first().and_then(|der| X509Certificate::from_der(der).ok());
        leaf.is_none_or(|(_, leaf)| {
            let (from_s, to_s) =
                (leaf.validity().not_before.timestamp(), leaf.validity().not_after.timestamp());
            // Nobody believes a certificate that speaks for itself.
            leaf.issuer() == leaf.subject()
                || !super::speaks_for(&leaf, &self.wanted.name)
                || now_s >= to_s - (to_s - from_s) / 3
        })
    }

    /// Asks for a certificate now, for at most so long: an authority that takes a connection and never answers must not
    /// keep the server from asking again.
    pub(super) async fn obtain_within(&self, whole: Duration) -> Result<(), AcmeError> {
        let outcome = tokio::time::timeout(whole, self.obtain()).await;
        self.shown.proof.write().unwrap_or_else(PoisonError::into_inner).take();
        outcome.unwrap_or(Err(AcmeError::Silent))
    }

    async fn obtain(&self) -> Result<(), AcmeError> {
        let account = self.account().await?;
        let identifiers = [Identifier::Dns(self.wanted.name.clone())];
        let mut order = account.new_order(&NewOrder::new(&identifiers)).await?;
        self.prove(&mut order).await?;

        let key = KeyPair::generate().map_err(TlsError::from)?;
        let request = CertificateParams::new(vec![self.wanted.name.clone()])
            .and_then(|params| params.serialize_request(&key))
            .map_err(TlsError::from)?;
        order.finalize_csr(request.der()).await?;
        let chain = order.poll_certificate(&patient()).await?;
        let pem = format!("{}{chain}", key.serialize_pem());
        let certificate = certified(&pem, &self.wanted.folder)?;
        // Shown first: a full disk must not make an authority give one certificate after the other.
        *self.shown.certificate.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certificate);
        if let Err(error) = replace(&certificate_file(&self.wanted.folder), pem.as_bytes()) {
            tracing::error!(%error, "the new certificate is shown, but not kept: after a restart another is asked for");
        }
        Ok(())
    }

    /// Shows the authority what it asks for, until it is content.
    async fn prove(&self, order: &mut Order) -> Result<(), AcmeError> {
        let mut authorizations = order.authorizations();
        while let Some(authorization) = authorizations.next().await {
            let mut authorization = authorization?;
            if authorization.status == AuthorizationStatus::Valid {
                continue;
            }
            let mut challenge =
                authorization.challenge(ChallengeType::TlsAlpn01).ok_or(AcmeError::NoChallenge)?;
            let proof = proof(&self.wanted.name, challenge.key_authorization().digest().as_ref())?;
            *self.shown.proof.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(proof));
            challenge.set_ready().await?;
        }
        match order.poll_ready(&patient()).await {
            Ok(OrderStatus::Ready | OrderStatus::Valid) => Ok(()),
            Ok(status) => Err(AcmeError::Unproven(format!("the order is {status:?}"))),
            Err(instant_acme::Error::Api(problem)) => Err(AcmeError::Unproven(problem.to_string())),
            Err(error) => Err(error.into()),
        }
    }

    /// The account with the authority, made at the first call. Whoever configures an authority accepts its terms.
    async fn account(&self) -> Result<Account, AcmeError> {
        let builder = match &self.wanted.root {
            Some(root) => Account::builder_with_root(root)?,
            None => Account::builder()?,
        };
        let file = self.wanted.folder.join(ACCOUNT);
        if file.exists() {
            let kept: Kept =
                serde_json::from_str(&read(&file)?).map_err(|_| AcmeError::Account(file.clone()))?;
            // An account belongs to its authority: with another one a new account is made.
            if kept.directory == self.wanted.directory {
                return Ok(builder.from_credentials(kept.credentials).await?);
            }
        }
        self.new_account(builder, &file).await
    }

    async fn new_account(&self, builder: AccountBuilder, file: &Path) -> Result<Account, AcmeError> {
        let contact: Vec<&str> = self.wanted.contact.as_deref().into_iter().collect();
        let asked =
            NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let directory = self.wanted.directory.clone();
        let (account, credentials) = builder.create(&asked, directory.clone(), None).await?;
        let kept = serde_json::to_vec(&Kept { directory, credentials })
            .map_err(|error| AcmeError::Authority(error.into()))?;
        replace(file, &kept)?;
        Ok(account)
    }
}

/// The account as it is kept.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    directory: String,
    credentials: AccountCredentials,
}

fn patient() -> RetryPolicy {
    RetryPolicy::default().timeout(PATIENCE)
}

fn kept(folder: &Path) -> Result<Option<CertifiedKey>, TlsError> {
    let file = certificate_file(folder);
    if !file.exists() {
        return Ok(None);
    }
    certified(&read(&file)?, &file).map(Some)
}

fn certified(pem: &str, file: &Path) -> Result<CertifiedKey, TlsError> {
    let wrong = |what| TlsError::Pem { path: file.to_path_buf(), what };
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| wrong("private key"))?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|_| wrong("certificate"))?;
    if chain.is_empty() {
        return Err(wrong("certificate"));
    }
    let certified = CertifiedKey::new(chain, any_supported_type(&key)?);
    certified.keys_match()?;
    Ok(certified)
}

fn placeholder(name: &str) -> Result<CertifiedKey, TlsError> {
    self_signed(CertificateParams::new(vec![name.to_owned()])?)
}

/// The certificate that proves who serves this name (RFC 8737, 3).
fn proof(name: &str, digest: &[u8]) -> Result<CertifiedKey, TlsError> {
    let mut params = CertificateParams::new(vec![name.to_owned()])?;
    params.custom_extensions.push(CustomExtension::new_acme_identifier(digest));
    self_signed(params)
}

fn self_signed(params: CertificateParams) -> Result<CertifiedKey, TlsError> {
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok(CertifiedKey::new(vec![certificate.der().clone()], any_supported_type(&key)?))
}

/// In the file's place, whole or not at all.
fn replace(file: &Path, content: &[u8]) -> Result<(), TlsError> {
    let beside = file.with_extension("new");
    write_secret(&beside, content)?;
    std::fs::rename(&beside, file).map_err(|source| TlsError::File { path: file.to_path_buf(), source })
}
