//! The configuration: a TOML file, then `LUWTE_*` in the environment, then flags; the later wins. Documented in [`REFERENCE`].

mod reference;

pub use reference::{Key, REFERENCE, reference, sample};

use crate::tls::Wanted;
use link::privacy::RetentionMode;
use serde::Deserialize;
use std::{fs, io, net::SocketAddr, path::PathBuf};

/// The host in an address, without its port.
pub fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = match rest.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => rest.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_owned())
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not as it must be; the text names line and column.
    #[error("{}: {text}", path.display())]
    Toml {
        /// Which.
        path: PathBuf,
        /// What is wrong, with its line.
        text: String,
    },
    /// A value in the environment is not as it must be.
    #[error("{variable}: {expected}")]
    Variable {
        /// Which.
        variable: String,
        /// What it should be.
        expected: &'static str,
    },
    /// An unknown variable that begins with `LUWTE_`.
    #[error("{0}: there is no such variable; `luwte serve --help` lists them")]
    UnknownVariable(String),
    /// Two keys that belong together.
    #[error("`certificate` and `certificate_key` belong together: give both, or neither")]
    HalfCertificate,
    /// No authority gives a certificate for no name, or for an address.
    #[error("`acme_directory` needs `public_url` with a name, as in https://luwte.ggz.example")]
    AcmeName,
    /// Two ways to one certificate.
    #[error("`acme_directory` and `certificate` exclude each other: give one")]
    TwoCertificates,
    /// An address that is none.
    #[error("`public_url` must begin with https:// or http:// and have no path")]
    PublicUrl,
}

/// The configuration as given; what is absent has its default.
#[derive(Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// See [`REFERENCE`], as all keys.
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL address; a secret, for it may hold a password.
    pub database: Option<String>,
    /// For HTTPS.
    pub listen: Option<SocketAddr>,
    /// For plain HTTP.
    pub listen_plain: Option<SocketAddr>,
    /// For the page from which devices install the own certificate.
    pub listen_install: Option<SocketAddr>,
    /// How people reach this server.
    pub public_url: Option<String>,
    /// The name before `.local`.
    pub local_name: Option<String>,
    /// Certificate chain.
    pub certificate: Option<PathBuf>,
    /// Its key.
    pub certificate_key: Option<PathBuf>,
    /// An authority that speaks ACME.
    pub acme_directory: Option<String>,
    /// Where it may write to.
    pub acme_contact: Option<String>,
    /// By which it is believed.
    pub acme_root: Option<PathBuf>,
    /// The built web apps.
    pub web_dir: Option<PathBuf>,
    /// The master key itself; a secret.
    pub master_key: Option<String>,
    /// A file with it.
    pub master_key_file: Option<PathBuf>,
    /// A program that tells it.
    pub master_key_command: Option<PathBuf>,
    /// A file with institutions' providers of accounts.
    pub sign_on: Option<PathBuf>,
    /// A secret.
    pub metrics_token: Option<String>,
    /// Days without a word after which a headset is silent.
    pub silent_days: Option<u32>,
    /// Where warnings are posted to; a secret, for it may hold one.
    pub alert_webhook: Option<String>,
    /// A program that hears warnings.
    pub alert_command: Option<PathBuf>,
    /// What happens at night to records that were kept as long as the law asks: `off`, `tell` or `erase`.
    pub retention: Option<RetentionMode>,
    /// What is logged.
    pub log: Option<String>,
    /// Logs as JSON.
    pub log_json: Option<bool>,
}

impl core::fmt::Debug for Config {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Config")
            .field("data_dir", &self.data_dir)
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

/// Variables that belong to commands or, the last two, to our browser tests.
const OTHER_VARIABLES: [&str; 5] =
    ["LUWTE_PASSWORD", "LUWTE_CONFIG", "LUWTE_HEART", "LUWTE_BINARY", "LUWTE_OUT"];

impl Config {
    /// Reads the file, when there is one, and then the environment.
    pub fn load(
        file: Option<&PathBuf>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut config = match file {
            None => Self::default(),
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map_err(|source| ConfigError::File { path: path.clone(), source })?;
                Self::parse(&text).map_err(|text| ConfigError::Toml { path: path.clone(), text })?
            }
        };
        for (variable, value) in environment {
            if variable.starts_with("LUWTE_") && !OTHER_VARIABLES.contains(&variable.as_str()) {
                config.set(&variable, value)?;
            }
        }
        config.check()?;
        Ok(config)
    }

    /// The configuration in a TOML text; the error names the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(0, |before| before.matches('\n').count());
            format!("line {}: {}", line + 1, error.message())
        })
    }

    fn set(&mut self, variable: &str, value: String) -> Result<(), ConfigError> {
        let wrong = |expected| ConfigError::Variable { variable: variable.to_owned(), expected };
        match variable {
            "LUWTE_DATA_DIR" => self.data_dir = Some(value.into()),
            "LUWTE_DATABASE" => self.database = Some(value),
            "LUWTE_LISTEN" => {
                self.listen = Some(
                    value.parse().map_err(|_| wrong("expected an address and port, as in 0.0.0.0:8443"))?,
                );
            }
            "LUWTE_LISTEN_INSTALL" => {
                let address =
                    value.parse().map_err(|_| wrong("expected an address and port, as in 0.0.0.0:8090"))?;
                self.listen_install = Some(address);
            }
            "LUWTE_SILENT_DAYS" => {
                self.silent_days = Some(value.parse().map_err(|_| wrong("expected a number of days"))?);
            }
            "LUWTE_ALERT_WEBHOOK" => self.alert_webhook = Some(value),
            "LUWTE_ALERT_COMMAND" => self.alert_command = Some(PathBuf::from(value)),
            "LUWTE_RETENTION" => {
                let mode = RetentionMode::of_word(&value).ok_or(wrong("expected off, tell or erase"))?;
                self.retention = Some(mode);
            }
            "LUWTE_LISTEN_PLAIN" => {
                let address =
                    value.parse().map_err(|_| wrong("expected an address and port, as in 127.0.0.1:8080"))?;
                self.listen_plain = Some(address);
            }
            "LUWTE_PUBLIC_URL" => self.public_url = Some(value),
            "LUWTE_LOCAL_NAME" => self.local_name = Some(value),
            "LUWTE_CERTIFICATE" => self.certificate = Some(value.into()),
            "LUWTE_CERTIFICATE_KEY" => self.certificate_key = Some(value.into()),
            "LUWTE_ACME_DIRECTORY" => self.acme_directory = Some(value),
            "LUWTE_ACME_CONTACT" => self.acme_contact = Some(value),
            "LUWTE_ACME_ROOT" => self.acme_root = Some(value.into()),
            "LUWTE_WEB_DIR" => self.web_dir = Some(value.into()),
            "LUWTE_MASTER_KEY" => self.master_key = Some(value),
            "LUWTE_MASTER_KEY_FILE" => self.master_key_file = Some(value.into()),
            "LUWTE_MASTER_KEY_COMMAND" => self.master_key_command = Some(value.into()),
            "LUWTE_SIGN_ON" => self.sign_on = Some(value.into()),
            "LUWTE_METRICS_TOKEN" => self.metrics_token = Some(value),
            "LUWTE_LOG" => self.log = Some(value),
            "LUWTE_LOG_JSON" => {
                self.log_json = Some(value.parse().map_err(|_| wrong("expected true or false"))?);
            }
            _ => return Err(ConfigError::UnknownVariable(variable.to_owned())),
        }
        Ok(())
    }

    /// Checks what no single key can tell, and takes a slash from the end of the public address.
    pub fn check(&mut self) -> Result<(), ConfigError> {
        if self.certificate.is_some() != self.certificate_key.is_some() {
            return Err(ConfigError::HalfCertificate);
        }
        if let Some(url) = &mut self.public_url {
            let trimmed = url.trim_end_matches('/').to_owned();
            let rest = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
            if rest.is_none_or(|rest| rest.is_empty() || rest.contains('/')) {
                return Err(ConfigError::PublicUrl);
            }
            *url = trimmed;
        }
        if self.acme_directory.is_some() {
            if self.certificate.is_some() {
                return Err(ConfigError::TwoCertificates);
            }
            if self.wanted().is_none() {
                return Err(ConfigError::AcmeName);
            }
        }
        Ok(())
    }

    /// What happens at night to records that were kept as long as the law asks.
    pub fn retention(&self) -> RetentionMode {
        self.retention.unwrap_or(RetentionMode::Tell)
    }

    /// What an authority is asked for, where one is named.
    pub fn wanted(&self) -> Option<Wanted> {
        let is_name = |host: &String| host.parse::<std::net::IpAddr>().is_err();
        Some(Wanted {
            folder: self.acme(),
            name: self.public_url.as_deref().and_then(host_of).filter(is_name)?,
            directory: self.acme_directory.clone()?,
            root: self.acme_root.clone(),
            contact: self.acme_contact.clone(),
        })
    }

    /// The folder with what an ACME authority gave.
    pub fn acme(&self) -> PathBuf {
        self.data_dir().join("acme")
    }

    /// The data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| PathBuf::from("data"))
    }

    /// The embedded database.
    pub fn embedded(&self) -> PathBuf {
        self.data_dir().join("luwte.db")
    }

    /// The folder with the installation's own certificate authority.
    pub fn authority(&self) -> PathBuf {
        self.data_dir().join("tls")
    }

    /// The name before `.local` that the network is told, where one is wanted.
    pub fn local_name(&self) -> Option<&str> {
        Some(self.local_name.as_deref().unwrap_or("luwte")).filter(|name| !name.is_empty())
    }

    /// Names by which people reach the server, beside the machine's own.
    pub fn names(&self) -> Vec<String> {
        let local = self.local_name().map(|name| format!("{name}.local"));
        local.into_iter().chain(self.public_url.as_deref().and_then(host_of)).collect()
    }

    /// The folder with the web apps: as given, or where the build puts them beside the workspace.
    pub fn web_dir(&self) -> Option<PathBuf> {
        if self.web_dir.is_some() {
            return self.web_dir.clone();
        }
        let beside_binary = std::env::current_exe().ok().and_then(|binary| {
            let target = binary.parent()?.parent()?;
            Some(target.join("web"))
        });
        let places = [Some(PathBuf::from("target/web")), beside_binary];
        let builds =
            places.into_iter().flatten().flat_map(|place| [place.join("release"), place.join("dev")]);
        builds.into_iter().find(|folder| folder.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_key_is_documented_and_every_documented_key_works() {
        for key in REFERENCE {
            let value = match key.name {
                "silent_days" => "7",
                "listen" | "listen_plain" | "listen_install" => "127.0.0.1:1",
                "log_json" => "true",
                "retention" => "erase",
                "public_url" => "https://luwte.example",
                _ => "x",
            };
            let mut config = Config::default();
            config.set(key.variable, value.to_owned()).unwrap();
            assert_ne!(config, Config::default(), "{}", key.variable);
            let bare = ["log_json", "silent_days"].contains(&key.name);
            let quoted = if bare { value.to_owned() } else { format!("\"{value}\"") };
            assert_eq!(Config::parse(&format!("{} = {quoted}", key.name)).unwrap(), config, "{}", key.name);
        }
        for key in REFERENCE {
            Config::parse(&format!("{} = {}", key.name, key.example)).unwrap();
            assert!(sample().contains(&format!("#{} = ", key.name)));
        }
        Config::parse(&sample()).unwrap();
        let unknown = Config::parse("nothing = 1").unwrap_err();
        for key in REFERENCE {
            assert!(unknown.contains(&format!("`{}`", key.name)), "{unknown}");
        }
        assert_eq!(unknown.matches('`').count() / 2, REFERENCE.len() + 1, "{unknown}");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let error = Config::parse("log = \"info\"\n\nlisen = \"0.0.0.0:1\"\n").unwrap_err();
        assert!(error.starts_with("line 3: ") && error.contains("lisen"), "{error}");
    }

    #[test]
    fn the_environment_wins_over_the_file_and_typing_errors_are_told() {
        let loaded = Config::load(
            None,
            variables(&[("LUWTE_LOG", "debug"), ("PATH", "/bin"), ("LUWTE_PASSWORD", "x")]),
        );
        assert_eq!(loaded.unwrap().log.as_deref(), Some("debug"));
        let wrong = |name, value| Config::load(None, variables(&[(name, value)])).unwrap_err().to_string();
        assert!(wrong("LUWTE_LISEN", "x").contains("LUWTE_LISEN"));
        assert!(wrong("LUWTE_LISTEN", "8443").contains("0.0.0.0:8443"));
        assert!(wrong("LUWTE_CERTIFICATE", "a.pem").contains("certificate_key"));
        assert!(wrong("LUWTE_PUBLIC_URL", "luwte.example").contains("https://"));
        assert!(wrong("LUWTE_ACME_DIRECTORY", "https://acme.example/dir").contains("public_url"));
        let both =
            [("LUWTE_ACME_DIRECTORY", "https://acme.example/dir"), ("LUWTE_PUBLIC_URL", "https://192.0.2.1")];
        let error = Config::load(None, variables(&both)).unwrap_err().to_string();
        assert!(error.contains("with a name"), "an address is no name: {error}");
    }

    #[test]
    fn secrets_do_not_show_when_the_configuration_is_printed() {
        let config = Config {
            metrics_token: Some("secret-a".into()),
            database: Some("secret-b".into()),
            master_key: Some("secret-c".into()),
            ..Config::default()
        };
        assert!(!format!("{config:?}").contains("secret"));
    }
}
