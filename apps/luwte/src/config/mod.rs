//! The configuration: a TOML file, then `LUWTE_*` in the environment, then flags; the later wins. Documented in [`REFERENCE`].

use serde::Deserialize;
use std::{fs, io, net::SocketAddr, path::PathBuf};

/// Every key with its variable, what it does, and its default: the one place where the configuration is documented.
pub const REFERENCE: &[Key] = &[
    Key {
        name: "data_dir",
        variable: "LUWTE_DATA_DIR",
        about: "Folder for the embedded database and the own certificate",
        default: "./data",
    },
    Key {
        name: "database",
        variable: "LUWTE_DATABASE",
        about: "PostgreSQL address (postgres://user:password@host/name); without it the embedded database",
        default: "embedded",
    },
    Key {
        name: "listen",
        variable: "LUWTE_LISTEN",
        about: "Address and port for HTTPS",
        default: "0.0.0.0:8443",
    },
    Key {
        name: "listen_plain",
        variable: "LUWTE_LISTEN_PLAIN",
        about: "Address and port for plain HTTP; for this machine or a proxy on it",
        default: "127.0.0.1:8080",
    },
    Key {
        name: "public_url",
        variable: "LUWTE_PUBLIC_URL",
        about: "How people reach this server; https:// behind a proxy that speaks HTTPS",
        default: "as asked for",
    },
    Key {
        name: "local_name",
        variable: "LUWTE_LOCAL_NAME",
        about: "The name before .local that this network is told by mDNS; empty tells none",
        default: "luwte",
    },
    Key {
        name: "certificate",
        variable: "LUWTE_CERTIFICATE",
        about: "Certificate chain (PEM file); without it an own authority is made in the data folder",
        default: "own authority",
    },
    Key {
        name: "certificate_key",
        variable: "LUWTE_CERTIFICATE_KEY",
        about: "Its private key (PEM file)",
        default: "own authority",
    },
    Key {
        name: "web_dir",
        variable: "LUWTE_WEB_DIR",
        about: "Folder with the built web apps",
        default: "target/web/release, then target/web/dev",
    },
    Key {
        name: "metrics_token",
        variable: "LUWTE_METRICS_TOKEN",
        about: "Whoever shows this bearer token may read /metrics from elsewhere",
        default: "only from this machine",
    },
    Key {
        name: "log",
        variable: "LUWTE_LOG",
        about: "What is logged: error, warn, info, debug, or per module",
        default: "info",
    },
    Key {
        name: "log_json",
        variable: "LUWTE_LOG_JSON",
        about: "Logs as one JSON object per line (true, false)",
        default: "false",
    },
];

/// The host in an address, without its port.
pub fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = match rest.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => rest.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_owned())
}

/// One key of the configuration.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// In the TOML file.
    pub name: &'static str,
    /// In the environment.
    pub variable: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What holds without it.
    pub default: &'static str,
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
    /// How people reach this server.
    pub public_url: Option<String>,
    /// The name before `.local`.
    pub local_name: Option<String>,
    /// Certificate chain.
    pub certificate: Option<PathBuf>,
    /// Its key.
    pub certificate_key: Option<PathBuf>,
    /// The built web apps.
    pub web_dir: Option<PathBuf>,
    /// A secret.
    pub metrics_token: Option<String>,
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
            "LUWTE_LISTEN_PLAIN" => {
                let address =
                    value.parse().map_err(|_| wrong("expected an address and port, as in 127.0.0.1:8080"))?;
                self.listen_plain = Some(address);
            }
            "LUWTE_PUBLIC_URL" => self.public_url = Some(value),
            "LUWTE_LOCAL_NAME" => self.local_name = Some(value),
            "LUWTE_CERTIFICATE" => self.certificate = Some(value.into()),
            "LUWTE_CERTIFICATE_KEY" => self.certificate_key = Some(value.into()),
            "LUWTE_WEB_DIR" => self.web_dir = Some(value.into()),
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
        Ok(())
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

/// The reference as text for `--help`.
pub fn reference() -> String {
    let mut text = String::from("Configuration (TOML key, variable, default):\n");
    for key in REFERENCE {
        text.push_str(&format!("  {}  {}\n      {} [{}]\n", key.name, key.variable, key.about, key.default));
    }
    text
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
                "listen" | "listen_plain" => "127.0.0.1:1",
                "log_json" => "true",
                "public_url" => "https://luwte.example",
                _ => "x",
            };
            let mut config = Config::default();
            config.set(key.variable, value.to_owned()).unwrap();
            assert_ne!(config, Config::default(), "{}", key.variable);
            let quoted = if key.name == "log_json" { value.to_owned() } else { format!("\"{value}\"") };
            assert_eq!(Config::parse(&format!("{} = {quoted}", key.name)).unwrap(), config, "{}", key.name);
        }
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
    }

    #[test]
    fn secrets_do_not_show_when_the_configuration_is_printed() {
        let config = Config {
            metrics_token: Some("secret-a".into()),
            database: Some("secret-b".into()),
            ..Config::default()
        };
        assert!(!format!("{config:?}").contains("secret"));
    }
}
