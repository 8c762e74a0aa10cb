//! What an installation needs to run well, looked at one by one, in plain words and with what to do about it.

pub(crate) mod certificate;
mod clock;
pub(crate) mod disk;
pub(crate) mod name;
mod record;
mod web;

use crate::config::Config;
use serde::Serialize;
use std::net::SocketAddr;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// As it should be.
    Good,
    /// It works, and somebody should look at it soon.
    Soon,
    /// It does not work.
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it is.
    pub health: Health,
    /// How it is, in words.
    pub says: String,
    /// What to do; nothing where all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

impl Finding {
    fn good(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, health: Health::Good, says: says.into(), advice: None }
    }

    fn soon(what: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, health: Health::Soon, says: says.into(), advice: Some(advice.into()) }
    }

    fn bad(what: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, health: Health::Bad, says: says.into(), advice: Some(advice.into()) }
    }
}

/// Looks at everything; `plain` is where the server listens without TLS.
pub async fn examine(config: &Config, plain: SocketAddr) -> Vec<Finding> {
    let record = record::Record::open(config).await;
    let mut findings = vec![disk::examine(&config.data_dir())];
    findings.push(record.examine().await);
    findings.push(record.key(config).await);
    findings.push(clock::examine(record.newest_us().await));
    record.close().await;
    findings.push(certificate::examine(config));
    findings.push(name::examine(config));
    findings.push(web::examine(config));
    findings.push(name::running(plain).await);
    findings
}
