//! `luwte bridge`: registers bridges, says which headset each of their straps goes with, and takes trust back.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{
    api::ENROLMENT_US,
    auth::secret,
    clock,
    config::Config,
    store::{AuditRow, Bridge, Store},
    tls,
};
use clap::Subcommand;
use session::OrganisationId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a code with which a computer enrols as a bridge, or enrols anew; it works once, for ten minutes
    Add {
        /// Its name, such as "Room 3"
        name: String,
        /// Institution; may be left out where there is one
        #[arg(long)]
        organisation: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// List bridges, the straps they hear, and the headset each strap goes with
    List {
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// Say which headset a strap goes with: its beats go into the sessions of that one
    Place {
        /// The strap's Bluetooth address, as `luwte bridge list` tells it
        strap: String,
        /// The headset's name; left out, the strap goes with none
        headset: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// Trust a bridge no more
    Revoke {
        /// Its name
        name: String,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

/// The longest name, in characters.
const NAME_MAX_CHARS: usize = 40;

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    let (Command::Add { config, .. }
    | Command::List { config }
    | Command::Place { config, .. }
    | Command::Revoke { config, .. }) = command;
    let config = config.load()?;
    block_on(async {
        let store = open_store(&config).await?;
        let outcome = match command {
            Command::Add { name, organisation, .. } => {
                add(&store, &config, name, organisation.as_deref()).await
            }
            Command::List { .. } => list(&store).await,
            Command::Place { strap, headset, .. } => place(&store, strap, headset.as_deref()).await,
            Command::Revoke { name, .. } => revoke(&store, name).await,
        };
        store.close().await;
        outcome
    })?
}

async fn add(store: &Store, config: &Config, name: &str, organisation: Option<&str>) -> Result<(), Failed> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX_CHARS || name.chars().any(char::is_control) {
        return Err(Failed::asked_words("the name must have 1 to 40 characters on one line"));
    }
    let organisations = store.organisations().await.map_err(Failed::ran)?;
    let found = match (organisation, organisations.as_slice()) {
        (Some(wanted), all) => all.iter().find(|(_, name)| name == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let (organisation, _) = found.ok_or_else(|| {
        let names: Vec<_> = organisations.iter().map(|(_, name)| name.as_str()).collect();
        Failed::asked_words(format!(
            "name the institution with --organisation; there is: {}",
            names.join(", ")
        ))
    })?;
    let code = secret::enrolment_code().map_err(Failed::ran)?;
    audit(store, *organisation, "create", "bridge", None).await?;
    let (hash, now_us) = (secret::enrolment_code_hash(&code), clock::wall_us());
    store.add_bridge(*organisation, name, &hash, now_us, now_us + ENROLMENT_US).await.map_err(Failed::ran)?;
    let server = config.public_url.clone().unwrap_or_else(|| "https://ADDRESS-OF-THIS-SERVER".to_owned());
    println!("On the computer with Bluetooth, within ten minutes:\n");
    println!("  luwte-bridge --server {server} --code {code}\n");
    if let Some(fingerprint) = fingerprint(config) {
        println!(
            "This server has a certificate of its own. When asked, compare its fingerprint:\n\n  {fingerprint}"
        );
    }
    Ok(())
}

/// The SHA-256 of the own authority's certificate, where the server shows one: as browsers and luwte-bridge write it.
fn fingerprint(config: &Config) -> Option<String> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    if config.certificate.is_some() || config.wanted().is_some() {
        return None;
    }
    let files = tls::kept(&config.authority()).ok()?;
    let (_, pem) = files.iter().find(|(name, _)| name == tls::KEPT[0])?;
    let digest = Sha256::digest(CertificateDer::from_pem_slice(pem).ok()?);
    Some(digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":"))
}

async fn list(store: &Store) -> Result<(), Failed> {
    let mut bridges = Vec::new();
    for (organisation, _) in store.organisations().await.map_err(Failed::ran)? {
        bridges.extend(store.bridges(organisation).await.map_err(Failed::ran)?);
    }
    if bridges.is_empty() {
        println!("No bridge yet: luwte bridge add NAME");
    }
    for bridge in bridges {
        let standing = match (bridge.revoked_us, bridge.last_seen_us) {
            (Some(_), _) => "not trusted any more".to_owned(),
            (None, None) => "not enrolled yet".to_owned(),
            (None, Some(seen_us)) => {
                format!("last heard {} s ago", clock::wall_us().saturating_sub(seen_us).max(0) / 1_000_000)
            }
        };
        println!("{} ({}), {standing}", bridge.name, bridge.organisation_name);
        for placed in store.bridge_straps(bridge.id).await.map_err(Failed::ran)? {
            let headset = placed.headset_name.as_deref().unwrap_or("no headset");
            println!("  {}  {}  goes with {headset}", placed.strap.address, placed.strap.name);
        }
    }
    Ok(())
}

async fn place(store: &Store, address: &str, headset: Option<&str>) -> Result<(), Failed> {
    let mut found = Vec::new();
    for (organisation, _) in store.organisations().await.map_err(Failed::ran)? {
        for bridge in store.bridges(organisation).await.map_err(Failed::ran)? {
            let straps = store.bridge_straps(bridge.id).await.map_err(Failed::ran)?;
            let matching =
                straps.into_iter().filter(|placed| placed.strap.address.eq_ignore_ascii_case(address));
            found.extend(matching.map(|placed| (organisation, placed.strap.id, placed.strap.heard)));
        }
    }
    // Where two bridges hear it, the one that heard it last has it.
    let (organisation, strap, _) = found.into_iter().max_by_key(|(_, _, heard)| *heard).ok_or_else(|| {
        Failed::asked_words(format!("{address}: no bridge hears such a strap (luwte bridge list)"))
    })?;
    let headset = match headset {
        None => None,
        Some(name) => {
            let headsets = store.headsets(organisation).await.map_err(Failed::ran)?;
            let found = headsets.into_iter().find(|headset| headset.name == name);
            Some(found.ok_or_else(|| Failed::asked_words(format!("{name}: there is no such headset")))?.id)
        }
    };
    audit(store, organisation, "place", "strap", Some(strap.0)).await?;
    store.place_strap(organisation, strap, headset, clock::wall_us()).await.map_err(Failed::ran)?;
    Ok(())
}

async fn revoke(store: &Store, name: &str) -> Result<(), Failed> {
    let mut found: Vec<Bridge> = Vec::new();
    for (organisation, _) in store.organisations().await.map_err(Failed::ran)? {
        let bridges = store.bridges(organisation).await.map_err(Failed::ran)?;
        found.extend(bridges.into_iter().filter(|bridge| bridge.name == name));
    }
    let [bridge] = found.as_slice() else {
        return Err(Failed::asked_words(format!("{name}: there are {} such bridges", found.len())));
    };
    audit(store, bridge.organisation, "revoke", "bridge", Some(bridge.id.0)).await?;
    store.revoke_bridge(bridge.organisation, bridge.id, clock::wall_us()).await.map_err(Failed::ran)?;
    Ok(())
}

/// The line of the access log for what is done from the command line.
async fn audit(
    store: &Store,
    organisation: OrganisationId,
    action: &'static str,
    object: &'static str,
    object_id: Option<Uuid>,
) -> Result<(), Failed> {
    let row = AuditRow {
        organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action,
        object,
        object_id,
        client: None,
    };
    store.audit(&row, clock::wall_us()).await.map_err(Failed::ran)?;
    Ok(())
}
