//! The demo's plans, and the ways of use of its past: two clients have a plan, and most sessions were in a consult.

use crate::{
    cli::Failed,
    store::{Store, Which, Witness},
};
use care::plan::{Moment, Plan};
use catalogue::World;
use session::{ClientId, OrganisationId, UserId, Way};
use std::collections::BTreeSet;

const DAY_US: i64 = 86_400_000_000;

/// Writes them, by this colleague.
pub(super) async fn write(
    store: &Store,
    written: &Witness,
    organisation: OrganisationId,
    clients: &[ClientId],
    (by, now_us): (UserId, i64),
) -> Result<(), Failed> {
    let today_us = now_us.div_euclid(DAY_US) * DAY_US;
    let evening = Plan {
        goal: "’s Avonds tot rust komen, zonder te piekeren over morgen.".to_owned(),
        minutes: 15,
        per_week: 2,
        moments: BTreeSet::from([Moment::Evening, Moment::Tension]),
        alone: true,
        ways: BTreeSet::from([Way::Guided, Way::Consult, Way::Waiting]),
        preferred: BTreeSet::from([World::SunsetBeach]),
        avoided: BTreeSet::new(),
        avoid: "Liever geen onverwachte geluiden.".to_owned(),
        from_us: today_us - 14 * DAY_US,
        until_us: today_us + 13 * DAY_US,
        evaluate_us: today_us + 13 * DAY_US,
    };
    let ward = Plan {
        goal: "Even weg van de onrust op de afdeling.".to_owned(),
        minutes: 10,
        per_week: 3,
        moments: BTreeSet::from([Moment::After]),
        alone: false,
        ways: BTreeSet::from([Way::Guided]),
        preferred: BTreeSet::new(),
        avoided: BTreeSet::from([World::CoralReef]),
        avoid: "Niet onder water.".to_owned(),
        from_us: today_us - 28 * DAY_US,
        until_us: today_us + 27 * DAY_US,
        evaluate_us: today_us,
    };
    for (place, plan) in [(0, &evening), (1, &ward)] {
        let Some(client) = clients.get(place) else { continue };
        store.add_plan(written, *client, by, 1, plan, plan.from_us).await.map_err(Failed::ran)?;
    }
    for (place, client) in clients.iter().enumerate() {
        let sessions =
            store.sessions(written, organisation, Which::Of(*client)).await.map_err(Failed::ran)?;
        for (turn, short) in sessions.iter().rev().enumerate() {
            // Whoever starts with someone there goes on so; the others do it alone after their first time.
            let way = if turn == 0 || place == 1 { Way::Guided } else { Way::Consult };
            store.set_way(written, short.row.id, way, by).await.map_err(Failed::ran)?;
        }
    }
    Ok(())
}
