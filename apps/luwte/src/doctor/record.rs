//! Does the record open, is it whole, and can it be written?

use super::Finding;
use crate::{
    config::Config,
    store::{Database, Store, StoreError, known_layout},
};

const WHAT: &str = "Record";

/// The record, if there is one.
pub(super) enum Record {
    None,
    Unreachable(String),
    There(Store),
}

impl Record {
    pub(super) async fn open(config: &Config) -> Self {
        let opened = match &config.database {
            Some(address) => Database::postgres(address).await,
            None if !config.embedded().exists() => return Self::None,
            None => Database::sqlite(&config.embedded()).await,
        };
        match opened {
            Ok(database) => Self::There(Store::as_it_is(database)),
            Err(error) => Self::Unreachable(cause(&error)),
        }
    }

    pub(super) async fn examine(&self) -> Finding {
        let store = match self {
            Self::None => {
                return Finding::soon(
                    WHAT,
                    "there is none yet",
                    "Start the server once: it makes the record.",
                );
            }
            Self::Unreachable(cause) => {
                let advice = "Check `database` (or --data-dir), and that PostgreSQL runs and lets us in.";
                return Finding::bad(WHAT, format!("it cannot be opened: {cause}"), advice);
            }
            Self::There(store) => store,
        };
        match store.examine().await {
            Err(error) => Finding::bad(
                WHAT,
                format!("it cannot be read: {}", cause(&error)),
                "Keep the file as it is, and restore the newest backup into another data folder.",
            ),
            Ok(found) if found.layout > known_layout() => Finding::bad(
                WHAT,
                format!("it has layout {}, this program knows up to {}", found.layout, known_layout()),
                "Use the newer program again.",
            ),
            Ok(found) if !found.whole => Finding::bad(
                WHAT,
                "parts of it are damaged",
                "Stop the server, keep the file, and restore the newest backup into another data folder.",
            ),
            Ok(found) if found.apart > 0 => Finding::bad(
                WHAT,
                format!(
                    "{} entries were taken and fit nowhere in it; they lie in the table `unsealed`",
                    found.apart
                ),
                "Make a backup and tell whoever maintains the program: nothing is lost, and nobody sees it.",
            ),
            Ok(found) => match store.ready().await {
                Ok(()) => Finding::good(WHAT, format!("whole and writable, {} sessions", found.sessions)),
                Err(error) => Finding::bad(
                    WHAT,
                    format!("it cannot be written: {}", cause(&error)),
                    "Make room on the disk and check who may write there. Headsets keep what they have until then.",
                ),
            },
        }
    }

    /// When the newest thing in it arrived, microseconds since 1970.
    pub(super) async fn newest_us(&self) -> Option<i64> {
        let Self::There(store) = self else { return None };
        store.newest_us().await.ok().flatten()
    }

    pub(super) async fn close(self) {
        if let Self::There(store) = self {
            store.close().await;
        }
    }
}

fn cause(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}
