//! How the installation is, in parts, in words and with what to do: for the page, the command, and whoever is to be warned.

mod alerts;
mod facts;
mod judge;

pub use alerts::{Alerts, Change, keep_watch};
pub use facts::{Facts, Server};
pub use judge::judge;
pub(crate) use judge::word;

use crate::doctor::Health;
use serde::Serialize;

/// One part of the installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Part {
    /// Its name for programs.
    pub key: &'static str,
    /// How it is.
    pub health: Health,
    /// Its name for people.
    pub title: String,
    /// How it is, in words.
    pub says: String,
    /// What to do; nothing where all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub todo: Option<String>,
}
