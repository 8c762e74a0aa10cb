//! The demo's screenings: most clients have nothing to report, one starts with someone there, one had a risk weighed.

use crate::{
    cli::Failed,
    store::{Store, Witness},
};
use care::screening::{Answers, Decision, RULES, Screening, items, screen};
use session::{ClientId, UserId};

const DAY_US: i64 = 86_400_000_000;
/// Before the first session of the demo's past, and still valid.
const DAYS_AGO: i64 = 70;

/// For which client (by place), why it is offered, and what was answered with yes.
const TOLD: [(usize, &[&str], &[&str]); 6] = [
    (0, &["stress", "worry"], &[]),
    (1, &["agitation"], &["acute-ward"]),
    (2, &["anxiety", "pain"], &["heart"]),
    (3, &["sleep"], &[]),
    (4, &["stress", "low-mood"], &[]),
    (5, &["burn-out"], &[]),
];

/// Writes them, by this colleague.
pub(super) async fn write(
    store: &Store,
    written: &Witness,
    clients: &[ClientId],
    by: UserId,
    now_us: i64,
) -> Result<(), Failed> {
    let at_us = now_us - DAYS_AGO * DAY_US;
    for (place, indications, yes) in TOLD {
        let Some(client) = clients.get(place) else { continue };
        let answers = Answers {
            indications: indications.iter().map(|id| (*id).to_owned()).collect(),
            items: items().map(|item| (item.id.to_owned(), yes.contains(&item.id))).collect(),
            ..Answers::default()
        };
        let outcome = screen(&[], &answers, at_us).map_err(Failed::ran)?.outcome;
        let screening = Screening { number: 1, at_us, outcome, answers, decisions: Vec::new() };
        store.add_screening(written, *client, by, &screening, RULES).await.map_err(Failed::ran)?;
        if yes.contains(&"heart") {
            let decision = Decision { at_us: at_us + DAY_US, alone: false };
            let reason = "Overlegd met de huisarts: rustige werelden, zittend, met iemand erbij.";
            store.add_decision(written, *client, by, (1, 1), decision, reason).await.map_err(Failed::ran)?;
        }
    }
    Ok(())
}
