//! Every key of the configuration in one place: for the help, for a file to begin with, and for the tests.

/// Every key with its variable, what it does, and its default: the one place where the configuration is documented.
pub const REFERENCE: &[Key] = &[
    Key {
        name: "data_dir",
        variable: "LUWTE_DATA_DIR",
        about: "Folder for the embedded database and the own certificate",
        default: "./data",
        example: "\"/var/lib/luwte\"",
    },
    Key {
        name: "database",
        variable: "LUWTE_DATABASE",
        about: "PostgreSQL address (postgres://user:password@host/name); without it the embedded database",
        default: "embedded",
        example: "\"postgres://luwte:secret@db.ggz.example/luwte\"",
    },
    Key {
        name: "listen",
        variable: "LUWTE_LISTEN",
        about: "Address and port for HTTPS",
        default: "0.0.0.0:8443, or port 443 where systemd holds it",
        example: "\"0.0.0.0:443\"",
    },
    Key {
        name: "listen_plain",
        variable: "LUWTE_LISTEN_PLAIN",
        about: "Address and port for plain HTTP; for this machine or a proxy on it",
        default: "127.0.0.1:8080",
        example: "\"127.0.0.1:8080\"",
    },
    Key {
        name: "listen_install",
        variable: "LUWTE_LISTEN_INSTALL",
        about: "Address and port, plain HTTP, of the page from which devices install the own certificate; nothing else is there",
        default: "0.0.0.0:8090, with an own authority",
        example: "\"0.0.0.0:80\"",
    },
    Key {
        name: "public_url",
        variable: "LUWTE_PUBLIC_URL",
        about: "How people reach this server; https:// behind a proxy that speaks HTTPS",
        default: "as asked for",
        example: "\"https://luwte.ggz.example\"",
    },
    Key {
        name: "local_name",
        variable: "LUWTE_LOCAL_NAME",
        about: "The name before .local that this network is told by mDNS; empty tells none",
        default: "luwte",
        example: "\"luwte\"",
    },
    Key {
        name: "certificate",
        variable: "LUWTE_CERTIFICATE",
        about: "Certificate chain (PEM file); without it an own authority is made in the data folder",
        default: "own authority",
        example: "\"/etc/luwte/chain.pem\"",
    },
    Key {
        name: "certificate_key",
        variable: "LUWTE_CERTIFICATE_KEY",
        about: "Its private key (PEM file)",
        default: "own authority",
        example: "\"/etc/luwte/key.pem\"",
    },
    Key {
        name: "acme_directory",
        variable: "LUWTE_ACME_DIRECTORY",
        about: "Address of an authority that gives certificates by ACME, for the name in public_url; its terms are accepted with it",
        default: "none is asked",
        example: "\"https://acme-v02.api.letsencrypt.org/directory\"",
    },
    Key {
        name: "acme_contact",
        variable: "LUWTE_ACME_CONTACT",
        about: "Where that authority may write to, as in mailto:ict@ggz.example",
        default: "nowhere",
        example: "\"mailto:ict@ggz.example\"",
    },
    Key {
        name: "acme_root",
        variable: "LUWTE_ACME_ROOT",
        about: "Root (PEM file) by which that authority is believed, where it is the institution's own",
        default: "the machine's roots",
        example: "\"/etc/luwte/root.pem\"",
    },
    Key {
        name: "web_dir",
        variable: "LUWTE_WEB_DIR",
        about: "Folder with the built web apps",
        default: "target/web/release, then target/web/dev",
        example: "\"/usr/local/share/luwte/web\"",
    },
    Key {
        name: "master_key_file",
        variable: "LUWTE_MASTER_KEY_FILE",
        about: "File with the master key: 32 bytes in base 64, not in any backup; keep a copy elsewhere",
        default: "master.key in the data folder, made at the first start",
        example: "\"/etc/luwte/master.key\"",
    },
    Key {
        name: "master_key_command",
        variable: "LUWTE_MASTER_KEY_COMMAND",
        about: "Program that prints the master key, such as one that asks a vault",
        default: "none",
        example: "\"/usr/local/bin/luwte-key\"",
    },
    Key {
        name: "master_key",
        variable: "LUWTE_MASTER_KEY",
        about: "The master key itself; better in the environment than in this file",
        default: "none",
        example: "\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"",
    },
    Key {
        name: "sign_on",
        variable: "LUWTE_SIGN_ON",
        about: "File (TOML) with the institutions' providers of accounts (OpenID Connect): [[provider]] with id, name, organisation, issuer, client_id, client_secret, two_factors, root",
        default: "none",
        example: "\"/etc/luwte/sign-on.toml\"",
    },
    Key {
        name: "metrics_token",
        variable: "LUWTE_METRICS_TOKEN",
        about: "Whoever shows this bearer token may read /metrics from elsewhere",
        default: "only from this machine",
        example: "\"a long secret\"",
    },
    Key {
        name: "silent_days",
        variable: "LUWTE_SILENT_DAYS",
        about: "Days without a word after which the status page calls a headset silent",
        default: "14",
        example: "30",
    },
    Key {
        name: "alert_webhook",
        variable: "LUWTE_ALERT_WEBHOOK",
        about: "Address that gets a POST with JSON when a part of the installation needs somebody, and when it is well again",
        default: "the log alone",
        example: "\"https://meldingen.ggz.example/luwte\"",
    },
    Key {
        name: "alert_command",
        variable: "LUWTE_ALERT_COMMAND",
        about: "Program that gets the same JSON on its standard input",
        default: "the log alone",
        example: "\"/usr/local/bin/luwte-alert\"",
    },
    Key {
        name: "retention",
        variable: "LUWTE_RETENTION",
        about: "What happens at night to records that nobody changed for twenty years: off, tell (the privacy officer sees how many) or erase",
        default: "tell",
        example: "\"erase\"",
    },
    Key {
        name: "log",
        variable: "LUWTE_LOG",
        about: "What is logged: error, warn, info, debug, or per module",
        default: "info",
        example: "\"info\"",
    },
    Key {
        name: "log_json",
        variable: "LUWTE_LOG_JSON",
        about: "Logs as one JSON object per line (true, false)",
        default: "false",
        example: "true",
    },
];

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
    /// A value as it stands in the file.
    pub example: &'static str,
}

/// The reference as text for `--help`.
pub fn reference() -> String {
    let mut text = String::from("Configuration (TOML key, variable, default):\n");
    for key in REFERENCE {
        text.push_str(&format!("  {}  {}\n      {} [{}]\n", key.name, key.variable, key.about, key.default));
    }
    text
}

/// A file with every key as a remark: whoever wants something else takes the mark away.
pub fn sample() -> String {
    let mut text = String::from(
        "# Settings of Luwte. Each line shows an example; without it holds what stands in brackets.\n",
    );
    for key in REFERENCE {
        text.push_str(&format!("\n# {} [{}]\n#{} = {}\n", key.about, key.default, key.name, key.example));
    }
    text
}
