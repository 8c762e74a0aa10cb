//! Does the record open, is it whole, and can it be written?

use super::Finding;
use crate::{
    auth::master::{self, MasterKey},
    config::Config,
    store::{Database, Store, StoreError, known_layout},
};

use std::{os::unix::fs::PermissionsExt, path::PathBuf};

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

    /// Is the master key there, and the one with which the record is sealed?
    pub(super) async fn key(&self, config: &Config) -> Finding {
        const WHAT: &str = "Master key";
        const KEEP: &str = "Put back the key that was there (a copy was to be kept elsewhere), or say where it is: \
            master_key_file, LUWTE_MASTER_KEY or master_key_command. Without it nothing of a person can be read.";
        let key = match MasterKey::existing(config) {
            Ok(key) => key,
            Err(error) => return Finding::bad(WHAT, error.to_string(), KEEP),
        };
        let marks = match self {
            Self::There(store) => store.master_marks().await.unwrap_or_default(),
            _ => Vec::new(),
        };
        match key {
            None if marks.is_empty() => Finding::soon(
                WHAT,
                "there is none yet",
                "Start the server once: it makes one. Then keep a copy elsewhere.",
            ),
            None => Finding::bad(WHAT, "it is gone, and the record is sealed with it", KEEP),
            Some(key) if !marks.is_empty() && !marks.contains(&key.mark().to_vec()) => {
                Finding::bad(WHAT, "the record is sealed with another one", KEEP)
            }
            Some(_) => match open_to_others(config) {
                Some(path) => Finding::bad(
                    WHAT,
                    format!("others on this machine can read {}", path.display()),
                    "Let nobody but its owner read it: chmod 600.",
                ),
                None => Finding::good(WHAT, "there, and the record's"),
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

/// The key's file, where more than its owner can read it.
fn open_to_others(config: &Config) -> Option<PathBuf> {
    if config.master_key.is_some() || config.master_key_command.is_some() {
        return None;
    }
    let path = config.master_key_file.clone().unwrap_or_else(|| config.data_dir().join(master::FILE));
    let mode = std::fs::metadata(&path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then_some(path)
}

fn cause(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}
