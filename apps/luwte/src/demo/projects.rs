//! The demo's project, halfway its pilot: two places that differ, one of them silent for weeks, roles with and without a deputy.

use crate::{
    cli::Failed,
    store::{HouseChange, HouseStyleRow, Store, Witness},
};
use session::{OrganisationId, TeamId, UserId};
use toolkit::project::{
    CareLine, Change, Day, Experience, PhaseId, Place, Project, Room, default_strategies,
};
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;
/// The project began so many days ago, and its pilot so many.
const BEGAN_DAYS: i64 = 75;
const PILOT_DAYS: i64 = 45;
/// Where the institution is, which does not exist.
const ADDRESS: &str = "Helmgras 12\n1999 ZZ Nergenshuizen";
const HELP: &str = "Lotte Voorbeeld, toestel 100";
const ACCENT: &str = "#7a4a1f";

/// Who has a part in it.
pub(super) struct Cast {
    pub(super) coordinator: UserId,
    pub(super) manager: UserId,
    pub(super) keeper: UserId,
    pub(super) researcher: UserId,
    pub(super) noor: UserId,
    pub(super) sam: UserId,
}

/// How the institution looks on paper.
pub(super) async fn house_style(
    store: &Store,
    written: &Witness,
    organisation: OrganisationId,
    name: &str,
    now_us: i64,
) -> Result<(), Failed> {
    let style = HouseStyleRow {
        name: name.to_owned(),
        address: ADDRESS.to_owned(),
        help: HELP.to_owned(),
        accent: ACCENT.to_owned(),
        logo: Some(include_bytes!("logo.svg").to_vec()),
        version: 0,
    };
    let all = HouseChange::default();
    store.change_house_style(written, organisation, (0, all), style, now_us).await.map_err(Failed::ran)?;
    Ok(())
}

/// Writes the project.
pub(super) async fn write(
    store: &Store,
    written: &Witness,
    organisation: OrganisationId,
    (duin, zee): (TeamId, TeamId),
    cast: &Cast,
    now_us: i64,
) -> Result<(), Failed> {
    let id = Uuid::now_v7();
    let lotte = cast.coordinator;
    let began = Change::Began {
        name: "Rust op Duin en Zee".to_owned(),
        goal:
            "Cliënten vinden op een gespannen moment zelf rust, zonder dat er iemand naast hoeft te zitten."
                .to_owned(),
        line: CareLine::Second,
        strategies: default_strategies(CareLine::Second),
    };
    store
        .begin_project(written, organisation, (id, None), (lotte, &began), now_us - BEGAN_DAYS * DAY_US)
        .await
        .map_err(Failed::ran)?;
    for (days_ago, by, change) in past(cast, duin, zee, Day::of_us(now_us)) {
        store
            .change_project(
                written,
                organisation,
                (id, Uuid::now_v7()),
                (by, &change),
                now_us - days_ago * DAY_US,
                |_| true,
            )
            .await
            .map_err(Failed::ran)?;
    }
    Ok(())
}

/// What was done, the oldest first: days ago, by whom, what.
fn past(cast: &Cast, duin: TeamId, zee: TeamId, today: Day) -> Vec<(i64, UserId, Change)> {
    let lotte = cast.coordinator;
    let appointed = |role: &str, user: UserId, team: Option<TeamId>, deputy: bool| Change::Appointed {
        role: role.to_owned(),
        user,
        team,
        deputy,
    };
    let placed = |team, experience, room| Change::Placed { place: Place { team, experience, room } };
    let heard = |clients, words: &str| Change::Heard { clients, words: words.to_owned() };
    let did = |task: &str| Change::Did { task: task.to_owned() };
    let answered = |item: &str, value: Option<u8>, words: &str, influences: &[&str]| Change::Answered {
        item: item.to_owned(),
        value,
        words: Some(words.to_owned()).filter(|words| !words.is_empty()),
        influences: influences.iter().map(|id| (*id).to_owned()).collect(),
    };
    let mut all = vec![
        (74, lotte, appointed("project-leader", cast.noor, None, false)),
        (73, lotte, appointed("effect-validator", cast.researcher, None, false)),
        (73, lotte, appointed("keeper", cast.keeper, None, false)),
        (72, lotte, appointed("coordinator", cast.manager, None, true)),
        (70, lotte, placed(duin, Experience::Much, Room::Quiet)),
        (70, lotte, placed(zee, Experience::Little, Room::Shared)),
        (
            64,
            lotte,
            heard(
                3,
                "Liever een plek met een deur dan in de huiskamer. En iemand die de eerste keer meekijkt.",
            ),
        ),
        (50, lotte, appointed("champion", cast.noor, Some(duin), false)),
        (50, lotte, appointed("champion", cast.sam, Some(zee), false)),
        (49, lotte, appointed("champion", cast.sam, Some(duin), true)),
    ];
    let explored = first_tasks(PhaseId::Explore);
    all.extend(explored.into_iter().map(|task| (48, lotte, Change::Did { task })));
    all.push((PILOT_DAYS, lotte, Change::Entered { phase: PhaseId::Pilot }));
    all.extend([
        (44, lotte, did("pilot-champions")),
        (
            40,
            lotte,
            Change::Moved {
                task: "pilot-kick-off".to_owned(),
                to: today.plus_days(-28),
                words: "De helft van het team had dienst.".to_owned(),
            },
        ),
        (34, cast.keeper, did("pilot-keeping")),
        (33, cast.keeper, did("pilot-helpdesk")),
        (28, lotte, did("pilot-kick-off")),
        (
            27,
            cast.noor,
            Change::Volunteered { words: "Vlak voor een moeilijk gesprek, tien minuten aan zee.".to_owned() },
        ),
        (25, lotte, did("pilot-training")),
        (24, cast.noor, did("pilot-first-clients")),
        (20, cast.noor, answered("i-context-easier", None, "", &["f-visible"])),
        (18, lotte, did("pilot-messages")),
        (
            15,
            cast.sam,
            answered("i-context-harder", None, "De gedeelde kamer is bijna altijd bezet.", &["b-no-room"]),
        ),
        (12, cast.manager, answered("i-satisfaction-organisation", Some(1), "", &[])),
    ]);
    all
}

/// The tasks of a phase in a plan as it begins.
fn first_tasks(phase: PhaseId) -> Vec<String> {
    let nobody = UserId(Uuid::nil());
    let began = Change::Began {
        name: "-".to_owned(),
        goal: "-".to_owned(),
        line: CareLine::Second,
        strategies: default_strategies(CareLine::Second),
    };
    let entry = toolkit::project::Entry { on: Day(0), by: nobody, change: began };
    let project = Project::begin(&entry);
    let tasks = project.map(|project| project.tasks).unwrap_or_default();
    tasks.into_iter().filter(|task| task.phase == phase).map(|task| task.id).collect()
}
