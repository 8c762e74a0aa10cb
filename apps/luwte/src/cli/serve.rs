//! `luwte serve`: an institution's own server.

use super::{ConfigArguments, Failed, block_on};
use crate::{
    announce::{Announced, announce},
    api,
    app::{App, Settings},
    auth::{master::MasterKey, sign_on::SignOn},
    config::Config,
    ledger, nightly,
    pages::{self, Install},
    server::{Server, Supervisor, asked_to_end, bind, handed_over, ports_handed_over},
    status,
    store::{Database, Keys, Store},
    tls,
};
use clap::Args;
use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
};
use tracing_subscriber::EnvFilter;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigArguments,
    /// Address and port for HTTPS
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Address and port for plain HTTP
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen_plain: Option<SocketAddr>,
    /// Folder with the built web apps
    #[arg(long, value_name = "FOLDER")]
    web_dir: Option<PathBuf>,
}

const LISTEN_INSTALL: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 8090);
const HTTPS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 443);
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 8443);
pub(super) const LISTEN_PLAIN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let mut config = arguments.config.load()?;
    config.listen = arguments.listen.or(config.listen);
    config.listen_plain = arguments.listen_plain.or(config.listen_plain);
    config.web_dir = arguments.web_dir.clone().or(config.web_dir);
    log(&config)?;
    let _ = api::recorder();
    block_on(serve(config))?
}

async fn serve(config: Config) -> Result<(), Failed> {
    let certificate = certificate(&config).map_err(Failed::ran)?;
    let store = open_store(&config).await?;
    // Without a setting it is the port that a service manager holds for it, as ours does with 443.
    let well_known = config.listen.is_none().then(|| handed_over(HTTPS)).flatten();
    let listen = config.listen.unwrap_or(LISTEN);
    let https = well_known.or_else(|| handed_over(listen));
    let https = https.map_or_else(|| bind(listen), Ok).map_err(Failed::ran)?;
    let install = certificate.authority.as_ref().and_then(|_| install_listener(&config));
    let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port());
    let behind_https = config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let settings = Settings {
        public_url: config.public_url.clone(),
        web_dir: config.web_dir(),
        ca: certificate.authority.clone(),
        metrics_token: config.metrics_token.clone(),
        install: Some(Install {
            https_port: port(&https).map_err(Failed::ran)?,
            port: install.as_ref().and_then(|listener| port(listener).ok()),
            local_name: config.local_name().map(str::to_owned),
        }),
        master: Some(MasterKey::load(&config).map_err(Failed::ran)?),
        sign_on: config
            .sign_on
            .as_deref()
            .map(SignOn::read)
            .transpose()
            .map_err(Failed::asked)?
            .unwrap_or_default(),
        config: Some(config.clone()),
    };
    let fingerprint = certificate.authority.as_deref().and_then(pages::fingerprint);
    let app = App::new(store, settings);
    let mut server = Server::new(app.clone());
    let https = server.tls_on(https, certificate.served.clone()).map_err(Failed::ran)?;
    tokio::spawn(certificate.keep());
    let listen_plain = config.listen_plain.unwrap_or(LISTEN_PLAIN);
    let plain = handed_over(listen_plain).map_or_else(|| bind(listen_plain), Ok).map_err(Failed::ran)?;
    let plain = server.plain_on(plain, behind_https).map_err(Failed::ran)?;
    let installing = install.as_ref().and_then(|listener| port(listener).ok());
    if let Some(listener) = install {
        let at = server.install(listener).map_err(Failed::ran)?;
        for host in announced_hosts(&config) {
            let address = format!("http://{host}:{}/install", at.port());
            tracing::info!(address, fingerprint, "devices install the certificate from here");
        }
    }
    for held in ports_handed_over() {
        if ![Some(https.port()), Some(plain.port()), installing].contains(&Some(held)) {
            tracing::error!(
                port = held,
                "this port is held open for us and no setting names it: whoever comes there waits in vain"
            );
        }
    }
    let _announced = announced(&config, https.port());
    tokio::spawn(nightly::keep(app.clone()));
    tokio::spawn(status::keep_watch(app, config));
    tracing::info!(%https, %plain, "the server listens");
    let supervisor = Supervisor::greet();
    server.run(asked_to_end()).await.map_err(Failed::ran)?;
    drop(supervisor);
    Ok(())
}

/// Where the page listens from which devices install the own certificate; a port that is taken stops nobody.
pub(crate) fn install_listener(config: &Config) -> Option<TcpListener> {
    let address = config.listen_install.unwrap_or(LISTEN_INSTALL);
    let bound = handed_over(address).map_or_else(|| bind(address), Ok);
    bound
        .inspect_err(|error| tracing::warn!(%error, "no page over plain HTTP for installing the certificate"))
        .ok()
}

/// By which names and addresses other devices in the network find this machine, the best first.
pub(crate) fn announced_hosts(config: &Config) -> Vec<String> {
    let name = config.local_name().map(|name| format!("{name}.local"));
    let addresses = tls::lan_addresses().into_iter().filter(std::net::IpAddr::is_ipv4);
    name.into_iter().chain(addresses.map(|address| address.to_string())).collect()
}

/// Given by the institution, by an authority that it names, or by the installation's own.
fn certificate(config: &Config) -> Result<tls::Certificate, tls::TlsError> {
    if let (Some(certificate), Some(key)) = (&config.certificate, &config.certificate_key) {
        return tls::Certificate::of(tls::Source::Given {
            certificate: certificate.clone(),
            key: key.clone(),
            folder: config.authority(),
        });
    }
    match config.wanted() {
        Some(wanted) => tls::Certificate::by_acme(wanted),
        None => tls::Certificate::of(tls::Source::Own { folder: config.authority(), also: config.names() }),
    }
}

/// The name in the network, where the configuration wants one; a network that refuses it stops nobody.
pub(crate) fn announced(config: &Config, port: u16) -> Option<Announced> {
    let name = config.local_name()?;
    announce(name, port).inspect_err(|error| tracing::warn!(%error, name, "no name in the network")).ok()
}

/// The record that the configuration names, brought up to date.
pub(crate) async fn open_store(config: &Config) -> Result<Store, Failed> {
    let master = MasterKey::load(config).map_err(Failed::ran)?;
    let store = Store::sealed(open_database(config).await?, Keys::of(master)).await.map_err(Failed::ran)?;
    ledger::reconcile(&store, &config.data_dir()).await.map_err(Failed::ran)?;
    Ok(store)
}

/// The database that the configuration names, as it is.
pub(in crate::cli) async fn open_database(config: &Config) -> Result<Database, Failed> {
    match &config.database {
        Some(address) => {
            let known = address.starts_with("postgres://") || address.starts_with("postgresql://");
            if !known {
                return Err(Failed::asked_words("`database` must begin with postgres://"));
            }
            Database::postgres(address).await.map_err(Failed::ran)
        }
        None => {
            let folder = config.data_dir();
            std::fs::create_dir_all(&folder).map_err(|error| {
                Failed::ran_words(format!("the data folder {} cannot be made: {error}", folder.display()))
            })?;
            Database::sqlite(&config.embedded()).await.map_err(Failed::ran)
        }
    }
}

/// Logs as the configuration says.
pub(crate) fn log(config: &Config) -> Result<(), Failed> {
    let wanted = config.log.as_deref().unwrap_or("info");
    let filter = EnvFilter::try_new(wanted).map_err(Failed::asked)?;
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let to =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let set = if config.log_json.unwrap_or(false) {
        to.json().try_init()
    } else {
        to.with_target(false).try_init()
    };
    set.map_err(|error| Failed::ran_words(format!("logging could not be set up: {error}")))
}
