//! The demo's institution: colleagues, clients and headsets that visibly do not exist.

use super::{history, planned, projects, screened};
use crate::{
    auth::{password, secret},
    cli::Failed,
    clock,
    store::{AuditRow, ClientToAdd, Store, UserToAdd, Witness},
};
use core::fmt;
use link::people::{Carer, NewSite, NewTeam, Role, Setting};
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, OrganisationId, TeamId, UserId};
use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};
use uuid::Uuid;

const NAME: &str = "Zorghuis Voorbeeld";
/// Login, name, roles, and the place of their team in [`TEAMS`]. Whoever comes first may invite the others; the demo prints
/// them last.
const COLLEAGUES: [(&str, &str, &[Role], Option<usize>); 9] = [
    ("kaj", "Kaj Voorbeeld", &[Role::Administrator], None),
    ("noor", "Noor Voorbeeld", &[Role::Practitioner, Role::Champion], Some(0)),
    ("sam", "Sam Voorbeeld", &[Role::Practitioner], Some(0)),
    ("jip", "Jip Voorbeeld", &[Role::EquipmentManager], None),
    ("lotte", "Lotte Voorbeeld", &[Role::Coordinator], None),
    ("mink", "Mink Voorbeeld", &[Role::Manager], None),
    ("fem", "Fem Voorbeeld", &[Role::PrivacyOfficer], None),
    ("ravi", "Ravi Voorbeeld", &[Role::Volunteer], Some(2)),
    ("ada", "Ada Voorbeeld", &[Role::Researcher], None),
];
const SITES: [(&str, Setting); 2] =
    [("Duinhuis", Setting::SecondLine), ("Bibliotheek aan Zee", Setting::Neighbourhood)];
/// Each with the place of its site in [`SITES`].
const TEAMS: [(&str, usize); 3] = [("Team Duin", 0), ("Team Zee", 0), ("Buurtteam", 1)];
/// A client whom only Sam treats: Noor reaches the record with a written reason, and not otherwise.
const OF_SAM: &str = "Grutto";
/// Birds of the coast: nobody takes them for people's names.
const ALIASES: [&str; 6] = ["Duinpieper", "Kluut", "Scholekster", "Tapuit", "Wulp", "Zilvermeeuw"];
const HEADSETS: [&str; 2] = ["Duinbril", "Zeebril"];
/// The demo's clients are in care for so long.
const CARE_US: i64 = 90 * 86_400_000_000;
/// The demo's enrolment codes work for an hour: a newcomer looks around first.
const ENROLMENT_US: i64 = 3_600_000_000;

/// A login of the demo. The passwords are random and kept beside the demo's data.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct DemoLogin {
    pub(super) login: String,
    pub(super) password: String,
    /// The first role.
    pub(super) role: String,
    /// All roles.
    #[serde(default)]
    pub(super) roles: Vec<String>,
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
    let teams = places(store, &written, organisation, now_us).await?;
    let mut logins = Vec::new();
    let mut practitioners: Vec<(UserId, &str)> = Vec::new();
    let mut people: Vec<UserId> = Vec::new();
    for (login, name, roles, team) in COLLEAGUES {
        // An earlier start may have ended half-way: the login name is then taken, and a number makes it unique.
        let taken = store.user_by_login(login, now_us).await.map_err(Failed::ran)?.is_some();
        let login = if taken { format!("{login}{}", now_us % 1_000) } else { login.to_owned() };
        let word = secret::readable_password().map_err(Failed::ran)?;
        let user = UserToAdd {
            login: login.clone(),
            name: name.to_owned(),
            roles: roles.to_vec(),
            password_hash: password::hash(&word).map_err(Failed::ran)?,
        };
        let id = store.add_user(organisation, &user, now_us).await.map_err(Failed::ran)?;
        if let Some(team) = team.and_then(|place| teams.get(place)) {
            store.join_team(&written, *team, id, now_us).await.map_err(Failed::ran)?;
        }
        if roles.contains(&Role::Practitioner) {
            practitioners.push((id, name));
        }
        people.push(id);
        let roles: Vec<_> = roles.iter().map(|role| role.word().to_owned()).collect();
        let role = roles.first().cloned().unwrap_or_default();
        logins.push(DemoLogin { login, password: word, role, roles });
    }
    logins.rotate_left(1);
    let mut headsets = Vec::new();
    for name in HEADSETS {
        headsets.push(store.register_headset(organisation, name, now_us).await.map_err(Failed::ran)?);
    }
    let mut clients = Vec::new();
    for alias in ALIASES {
        let id = ClientId(Uuid::now_v7());
        // The whole of Team Duin treats them.
        let Some(team) = teams.first() else { break };
        let carer = Carer::Team(*team);
        let client = ClientToAdd { id, alias: alias.to_owned(), carer, by: None };
        // Their team treats them since before their first session.
        store.add_client(&written, organisation, &client, now_us - CARE_US).await.map_err(Failed::ran)?;
        clients.push(id);
    }
    if let Some((sam, _)) = practitioners.get(1) {
        let id = ClientId(Uuid::now_v7());
        let client = ClientToAdd { id, alias: OF_SAM.to_owned(), carer: Carer::User(*sam), by: None };
        store.add_client(&written, organisation, &client, now_us).await.map_err(Failed::ran)?;
    }
    let past =
        history::Past { organisation, headsets: &headsets, names: &HEADSETS, practitioners: &practitioners };
    past.write(store, &written, &clients, now_us).await?;
    if let Some((noor, _)) = practitioners.first() {
        screened::write(store, &written, &clients, *noor, now_us).await?;
        planned::write(store, &written, organisation, &clients, (*noor, now_us)).await?;
    }
    projects::house_style(store, &written, organisation, NAME, now_us).await?;
    if let ([_, noor, sam, jip, lotte, mink, _, _, ada], [duin, zee, ..]) =
        (people.as_slice(), teams.as_slice())
    {
        let cast = projects::Cast {
            coordinator: *lotte,
            manager: *mink,
            keeper: *jip,
            researcher: *ada,
            noor: *noor,
            sam: *sam,
        };
        projects::write(store, &written, organisation, (*duin, *zee), &cast, now_us).await?;
    }
    Ok(Institution { organisation, headsets, logins })
}

/// Sites with their teams.
async fn places(
    store: &Store,
    written: &Witness,
    organisation: OrganisationId,
    now_us: i64,
) -> Result<Vec<TeamId>, Failed> {
    let mut sites = Vec::new();
    for (name, setting) in SITES {
        let site = NewSite { name: name.to_owned(), setting };
        sites.push(store.add_site(written, organisation, &site, now_us).await.map_err(Failed::ran)?);
    }
    let mut teams = Vec::new();
    for (name, site) in TEAMS {
        let team = NewTeam { name: name.to_owned(), site: sites.get(site).copied() };
        teams.push(store.add_team(written, organisation, &team, now_us).await.map_err(Failed::ran)?);
    }
    Ok(teams)
}
