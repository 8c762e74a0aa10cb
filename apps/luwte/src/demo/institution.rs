//! The demo's institution: colleagues, clients and headsets that visibly do not exist.

use super::history;
use crate::{
    auth::{password, secret},
    cli::Failed,
    clock,
    store::{AuditRow, Store, UserToAdd},
};
use core::fmt;
use link::api::Role;
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, OrganisationId, UserId};
use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};
use uuid::Uuid;

const NAME: &str = "Zorghuis Voorbeeld";
const COLLEAGUES: [(&str, &str, Role); 3] = [
    ("noor", "Noor Voorbeeld", Role::Practitioner),
    ("sam", "Sam Voorbeeld", Role::Practitioner),
    ("jip", "Jip Voorbeeld", Role::EquipmentManager),
];
/// Birds of the coast: nobody takes them for people's names.
const ALIASES: [&str; 6] = ["Duinpieper", "Kluut", "Scholekster", "Tapuit", "Wulp", "Zilvermeeuw"];
const HEADSETS: [&str; 2] = ["Duinbril", "Zeebril"];
/// The demo's enrolment codes work for an hour: a newcomer looks around first.
const ENROLMENT_US: i64 = 3_600_000_000;

/// A login of the demo. The passwords are random and kept beside the demo's data.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct DemoLogin {
    pub(super) login: String,
    pub(super) password: String,
    pub(super) role: String,
}

impl fmt::Debug for DemoLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DemoLogin { … }")
    }
}

/// What is remembered between two starts of the demo.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Institution {
    organisation: OrganisationId,
    headsets: Vec<DeviceId>,
    logins: Vec<DemoLogin>,
}

impl Institution {
    pub(super) fn logins(&self) -> &[DemoLogin] {
        &self.logins
    }

    /// A fresh enrolment code for each headset.
    pub(super) async fn enrolments(&self, store: &Store) -> Result<Vec<String>, Failed> {
        let mut codes = Vec::new();
        for headset in &self.headsets {
            let code = secret::enrolment_code().map_err(Failed::ran)?;
            let now_us = clock::wall_us();
            let hash = secret::enrolment_code_hash(&code);
            store.add_enrolment(*headset, &hash, now_us, now_us + ENROLMENT_US).await.map_err(Failed::ran)?;
            codes.push(code);
        }
        Ok(codes)
    }
}

/// The institution of this data folder, founded at the first start.
pub(super) async fn found(store: &Store, folder: &Path) -> Result<Institution, Failed> {
    let file = folder.join("demo.json");
    if let Ok(text) = fs::read_to_string(&file) {
        let known: Institution = serde_json::from_str(&text).map_err(|error| {
            Failed::ran_words(format!("{}: is not what a demo wrote: {error}", file.display()))
        })?;
        let there = store.organisations().await.map_err(Failed::ran)?;
        if there.iter().any(|(id, _)| *id == known.organisation) {
            return Ok(known);
        }
    }
    let institution = make(store).await?;
    let text = serde_json::to_string_pretty(&institution).map_err(Failed::ran)?;
    let open = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&file);
    open.and_then(|mut out| out.write_all(text.as_bytes()))
        .map_err(|error| Failed::ran_words(format!("{}: cannot be written: {error}", file.display())))?;
    Ok(institution)
}

async fn make(store: &Store) -> Result<Institution, Failed> {
    let now_us = clock::wall_us();
    let organisation = store.add_organisation(NAME, now_us).await.map_err(Failed::ran)?;
    let mut logins = Vec::new();
    let mut practitioners: Vec<(UserId, &str)> = Vec::new();
    for (login, name, role) in COLLEAGUES {
        // An earlier start may have ended half-way: the login name is then taken, and a number makes it unique.
        let taken = store.user_by_login(login).await.map_err(Failed::ran)?.is_some();
        let login = if taken { format!("{login}{}", now_us % 1_000) } else { login.to_owned() };
        let word = secret::readable_password().map_err(Failed::ran)?;
        let user = UserToAdd {
            login: login.clone(),
            name: name.to_owned(),
            role,
            password_hash: password::hash(&word).map_err(Failed::ran)?,
        };
        let id = store.add_user(organisation, &user, now_us).await.map_err(Failed::ran)?;
        if role == Role::Practitioner {
            practitioners.push((id, name));
        }
        logins.push(DemoLogin { login, password: word, role: crate::auth::role_word(role).to_owned() });
    }
    let mut headsets = Vec::new();
    for name in HEADSETS {
        headsets.push(store.register_headset(organisation, name, now_us).await.map_err(Failed::ran)?);
    }
    let audit = AuditRow {
        organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action: "demo-fill",
        object: "organisation",
        object_id: Some(organisation.0),
        client: None,
    };
    let written = store.audit(&audit, now_us).await.map_err(Failed::ran)?;
    let mut clients = Vec::new();
    for alias in ALIASES {
        let id = ClientId(Uuid::now_v7());
        store.add_client(&written, organisation, id, alias, now_us).await.map_err(Failed::ran)?;
        clients.push(id);
    }
    let past =
        history::Past { organisation, headsets: &headsets, names: &HEADSETS, practitioners: &practitioners };
    past.write(store, &written, &clients, now_us).await?;
    Ok(Institution { organisation, headsets, logins })
}
