//! `luwte demo`: a made-up institution with a past, hearts for live sessions, and everything printed to try it at once.

mod heart;
mod history;
mod institution;
mod planned;
mod print;
mod projects;
pub mod recording;
mod screened;

use crate::{
    api,
    app::{App, Settings},
    auth::{master::MasterKey, sign_on::SignOn},
    cli::{Failed, announced, announced_hosts, block_on, install_listener, log},
    config::Config,
    pages::{Install, fingerprint},
    server::{Server, asked_to_end, bind},
    store::{Database, Keys, Store},
    tls,
};
use clap::Args;
use print::Installing;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Folder for the demo's database and certificate; made when it is not there
    #[arg(long, value_name = "FOLDER", env = "LUWTE_DATA_DIR", default_value = "./data")]
    data_dir: PathBuf,
    /// Port for plain HTTP on this machine only; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port for HTTPS, also for other devices in the network; 0 takes a free one
    #[arg(long, default_value_t = 8443)]
    https_port: u16,
    /// Folder with the built web apps
    #[arg(long, value_name = "FOLDER", env = "LUWTE_WEB_DIR")]
    web_dir: Option<PathBuf>,
    /// Where the heart of a live session comes from: `simulated`, `none`, or a recording
    #[arg(long, value_name = "simulated|none|FILE", env = "LUWTE_HEART", default_value = "simulated")]
    heart: String,
    /// File with institutions' providers of accounts, as for `luwte serve`
    #[arg(long, value_name = "FILE", env = "LUWTE_SIGN_ON", hide = true)]
    sign_on: Option<PathBuf>,
    /// Print one line of JSON instead, for programs
    #[arg(long)]
    json: bool,
    /// What is logged: error, warn, info, debug, or per module
    #[arg(long, env = "LUWTE_LOG", default_value = "warn")]
    log: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let source = match arguments.heart.as_str() {
        "none" => None,
        "simulated" => Some(heart::Source::Simulated),
        file => {
            let packets = recording::read(file.as_ref()).map_err(Failed::asked)?;
            Some(heart::Source::Recording(Arc::new(packets)))
        }
    };
    let config = Config {
        data_dir: Some(arguments.data_dir.clone()),
        web_dir: arguments.web_dir.clone(),
        log: Some(arguments.log.clone()),
        sign_on: arguments.sign_on.clone(),
        ..Config::default()
    };
    if let Some(web_dir) = &config.web_dir
        && !web_dir.is_dir()
    {
        return Err(Failed::asked_words(format!("--web-dir: there is no folder {}", web_dir.display())));
    }
    log(&config)?;
    let _ = api::recorder();
    block_on(serve(arguments, &config, source))?
}

async fn serve(arguments: &Arguments, config: &Config, source: Option<heart::Source>) -> Result<(), Failed> {
    let folder = config.data_dir();
    std::fs::create_dir_all(&folder).map_err(|error| {
        Failed::ran_words(format!("the data folder {} cannot be made: {error}", folder.display()))
    })?;
    let from = tls::Source::Own { folder: config.authority(), also: config.names() };
    let certificate = tls::Certificate::of(from).map_err(Failed::ran)?;
    let master = MasterKey::load(config).map_err(Failed::ran)?;
    let database = Database::sqlite(&folder.join("demo.db")).await.map_err(Failed::ran)?;
    let store = Store::sealed(database, Keys::of(master.clone())).await.map_err(Failed::ran)?;
    let institution = institution::found(&store, &folder).await?;
    let at = |port| SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), port);
    let https = bind(at(arguments.https_port)).map_err(Failed::ran)?;
    let https_port = https.local_addr().map_err(Failed::ran)?.port();
    // Beside a demo that takes any port another may run.
    let config = &Config { listen_install: (arguments.https_port == 0).then(|| at(0)), ..config.clone() };
    let install = install_listener(config);
    let install_port =
        install.as_ref().and_then(|listener| listener.local_addr().ok()).map(|address| address.port());
    let settings = Settings {
        install: Some(Install {
            https_port,
            port: install_port,
            local_name: config.local_name().map(str::to_owned),
        }),
        config: Some(config.clone()),
        public_url: None,
        web_dir: config.web_dir(),
        ca: certificate.authority.clone(),
        metrics_token: None,
        master: Some(master),
        sign_on: config
            .sign_on
            .as_deref()
            .map(SignOn::read)
            .transpose()
            .map_err(Failed::asked)?
            .unwrap_or_default(),
    };
    let app = App::new(store.clone(), settings);
    let mut server = Server::new(app.clone());
    let here = |address: IpAddr, port| SocketAddr::new(address, port);
    let plain = server.plain(here(Ipv4Addr::LOCALHOST.into(), arguments.port), false).map_err(Failed::ran)?;
    // Browsers may look for `localhost` there first; a machine without IPv6 does without.
    let _ = server.plain(here(Ipv6Addr::LOCALHOST.into(), plain.port()), false);
    let https = server.tls_on(https, certificate.served.clone()).map_err(Failed::ran)?;
    if let Some(listener) = install {
        server.install(listener).map_err(Failed::ran)?;
    }
    let installing = install_port.map(|port| Installing {
        addresses: announced_hosts(config)
            .iter()
            .map(|host| format!("http://{host}:{port}/install"))
            .collect(),
        fingerprint: certificate.authority.as_deref().and_then(fingerprint).unwrap_or_default(),
    });
    tokio::spawn(certificate.keep());
    let enrolments = institution.enrolments(&store).await?;
    let _announced = announced(config, https.port());
    print::all(arguments.json, &institution, &enrolments, plain, https, installing.as_ref(), &folder);
    if let Some(source) = source {
        tokio::spawn(heart::attach(app, source));
    }
    server.run(asked_to_end()).await.map_err(Failed::ran)
}
