//! What there is to know of an installation at one moment; judging it is another's work.

use crate::{
    clock,
    config::Config,
    doctor::{certificate, disk},
    store::{Standing, Store},
};
use session::OrganisationId;
use std::{net::SocketAddr, time::Duration};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When it was looked, microseconds since 1970.
    pub now_us: i64,
    /// How the server is that should run.
    pub server: Server,
    /// How the record stands, or why it cannot be read or written.
    pub record: Result<Standing, String>,
    /// Room in the data folder, bytes; nothing where it cannot be looked at.
    pub free_bytes: Option<u64>,
    /// For how many more days the certificate is good; nothing where there is none to be read.
    pub certificate_days: Option<i64>,
    /// A headset that was not heard for so many days is silent.
    pub silent_days: u32,
}

/// How the server is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Server {
    /// It runs: who looks is it.
    #[default]
    Runs,
    /// It runs and cannot store.
    CannotStore,
    /// Nothing answers at this address.
    Silent(SocketAddr),
}

/// Days without a word after which a headset is silent, where the configuration says nothing.
const SILENT_DAYS: u32 = 14;
/// The disk has this long to say how it is.
const LOOK_WITHIN: Duration = Duration::from_secs(3);

impl Facts {
    /// Looks at everything; `of` keeps what is one institution's to what is its own.
    pub async fn find(store: &Store, config: &Config, of: Option<OrganisationId>, server: Server) -> Self {
        // First whether it is a record of this version: into another nothing is written.
        let record = match store.standing(of).await {
            Ok(standing) => store.ready_lately().await.map(|()| standing),
            Err(error) => Err(error),
        };
        // A network folder that hangs keeps neither a worker nor the answer.
        let (around, files) =
            (Self::with(record.map_err(|error| cause(&error)), config, server), config.clone());
        let looking = tokio::task::spawn_blocking(move || on_disk(&files));
        let looked = tokio::time::timeout(LOOK_WITHIN, looking).await;
        let (free_bytes, certificate_days) = looked.ok().and_then(Result::ok).unwrap_or_default();
        Self { free_bytes, certificate_days, ..around }
    }

    /// As [`Facts::find`] where there is no record to be opened.
    pub fn around(record: Result<Standing, String>, config: &Config, server: Server) -> Self {
        let (free_bytes, certificate_days) = on_disk(config);
        Self { free_bytes, certificate_days, ..Self::with(record, config, server) }
    }

    fn with(record: Result<Standing, String>, config: &Config, server: Server) -> Self {
        Self {
            now_us: clock::wall_us(),
            server,
            record,
            free_bytes: None,
            certificate_days: None,
            silent_days: config.silent_days.unwrap_or(SILENT_DAYS),
        }
    }
}

/// Bytes left in the data folder, and days left of the certificate.
fn on_disk(config: &Config) -> (Option<u64>, Option<i64>) {
    (disk::free(&config.data_dir()), certificate::days_left(config))
}

fn cause(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
