//! Headsets as things that are kept and lent: where each lies, how it stands, what happened with it.

use super::{Failure, clients::plain_name, places::own_places, screenings};
use crate::{
    app::App,
    auth::{
        ChangeEquipment, CreateEquipment, Granted, ReadEquipment, audit_row, may_see,
        table::{self, Action, Resource, When},
    },
    clock,
    store::{HappeningToAdd, KeepError, ReservationRow, Witness},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::{Problem, WallMicros},
    equipment::{HandedOut, Happened, KeptHeadset, Need, NewHappening, NewPlace, Reserved},
};
use session::{ClientId, DeviceId};
use std::collections::HashSet;
use toolkit::lending::{GateError, Happening, Loan, Missing, Span, Use};

/// The longest name of a place, in characters.
const PLACE_MAX_CHARS: usize = 80;
/// What is wrong is told in so many characters.
const FAULT_CHARS: std::ops::RangeInclusive<usize> = 3..=300;
/// Of a headset's log so much is shown.
const SHOWN: i64 = 500;
/// The next reservation is looked for so far ahead, minutes: four weeks.
const AHEAD_MIN: i64 = 4 * 7 * 24 * 60;
/// A loan is agreed for at most so long, microseconds: half a year.
const LOAN_MAX_US: i64 = 183 * 86_400_000_000;

/// Every headset that can be lent, with where it lies, what it still needs, and who has it.
#[utoipa::path(get, path = "/api/v1/equipment", tag = "headsets",
    responses((status = 200, body = Vec<KeptHeadset>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadEquipment>,
) -> Result<Json<Vec<KeptHeadset>>, Failure> {
    let (here, now_us) = (granted.user.organisation, clock::wall_us());
    let worn: HashSet<_> = app.hub.live().iter().map(|room| room.row().headset).collect();
    let now_min = now_us.div_euclid(60_000_000);
    let ahead = app.store.reservations(here, Span::of(now_min, AHEAD_MIN)).await?;
    let headsets = app.store.kept_headsets(here).await?.into_iter().map(|row| KeptHeadset {
        id: row.id,
        name: row.name,
        place: row.place,
        site: row.site,
        worn: worn.contains(&row.id),
        last_seen: row.last_seen_us,
        missing: row.gate.missing().into_iter().map(need).collect(),
        out: row.out.map(|out| HandedOut {
            loan: out.loan,
            since: out.since_us,
            until: out.until_us,
            at_home: out.at_home,
            by_name: out.by_name,
        }),
        next: ahead.iter().find(|next| next.thing == row.id.0).map(|next| reserved(next, &granted.user)),
    });
    Ok(Json(headsets.collect()))
}

/// Says where a headset lies.
#[utoipa::path(put, path = "/api/v1/headsets/{id}/place", tag = "headsets", params(("id" = DeviceId, Path)),
    request_body = NewPlace,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn place(
    State(app): State<App>,
    granted: Granted<ChangeEquipment>,
    Path(id): Path<DeviceId>,
    Json(new): Json<NewPlace>,
) -> Result<StatusCode, Failure> {
    let here = granted.user.organisation;
    let place = plain_name(&new.place, PLACE_MAX_CHARS).ok_or(Failure::BadInput("place"))?;
    own_places(&app, here, new.site, None).await?;
    let written = granted.audit(&app, "place", "headset", Some(id.0)).await?;
    let known = app.store.place_headset(&written, here, id, &place, new.site).await?;
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("headset")) }
}

/// What happened with a headset, the newest first: loans, cleaning, faults, sessions. No client is named.
#[utoipa::path(get, path = "/api/v1/headsets/{id}/happenings", tag = "headsets", params(("id" = DeviceId, Path)),
    responses((status = 200, body = Vec<Happened>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn happenings(
    State(app): State<App>,
    granted: Granted<ReadEquipment>,
    Path(id): Path<DeviceId>,
) -> Result<Json<Vec<Happened>>, Failure> {
    let rows = app.store.happenings(granted.user.organisation, id, SHOWN).await?;
    if rows.is_empty() {
        return Err(Failure::Unknown("headset"));
    }
    let told = rows.into_iter().map(|(at, by_name, kind, detail)| Happened {
        at,
        by_name: Some(by_name).filter(|name| !name.is_empty()),
        kind,
        detail,
    });
    Ok(Json(told.collect()))
}

/// Tells what was done with a headset. It is handed out only when nothing is missing (safety rule 14), and home only to a
/// client who did it once themselves with someone there (safety rule 2).
#[utoipa::path(post, path = "/api/v1/headsets/{id}/happenings", tag = "headsets", params(("id" = DeviceId, Path)),
    request_body = NewHappening,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn tell(
    State(app): State<App>,
    granted: Granted<CreateEquipment>,
    Path(id): Path<DeviceId>,
    Json(new): Json<NewHappening>,
) -> Result<StatusCode, Failure> {
    let now_us = clock::wall_us();
    let (mut client, mut until_us, mut detail, mut witness) = (None, None, None, None);
    let what = match new {
        NewHappening::HandedOut { loan, client: taker, until } => {
            until_us = agreed(until, now_us)?;
            let mut used = Use::Here;
            if let Some(taker) = taker {
                let (written, has_practised) = taken_home(&app, &granted, id, taker).await?;
                used = Use::AtHome { has_practised };
                (client, witness) = (Some(taker), Some(written));
            }
            Happening::HandedOut { loan: Loan(loan.as_u128()), used }
        }
        NewHappening::Returned { loan } => Happening::Returned(Loan(loan.as_u128())),
        NewHappening::Cleaned => Happening::Cleaned,
        NewHappening::Cleared => Happening::Cleared,
        NewHappening::Charged { pct } => Happening::Charged(pct),
        NewHappening::Broke { what } => {
            let what = plain_name(&what, *FAULT_CHARS.end())
                .filter(|what| what.chars().count() >= *FAULT_CHARS.start());
            detail = Some(what.ok_or(Failure::BadInput("what"))?);
            Happening::Broke
        }
        NewHappening::Repaired => Happening::Repaired,
    };
    let written = match witness {
        Some(written) => written,
        None => granted.audit(&app, "tell", "headset", Some(id.0)).await?,
    };
    let row = HappeningToAdd { by: granted.user.id, what, client, until_us, detail };
    app.store.add_happening(&written, granted.user.organisation, id, &row, now_us).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a client may take a headset home, asked by somebody who treats them; with the row of the access log.
async fn taken_home(
    app: &App,
    granted: &Granted<CreateEquipment>,
    headset: DeviceId,
    client: ClientId,
) -> Result<(Witness, bool), Failure> {
    let user = &granted.user;
    let treats = table::by_role(&user.roles(), Resource::Clients, Action::Read);
    let (role, _) = treats.ok_or(Failure::Forbidden)?;
    may_see(app, user, When::Related, client).await?;
    let mut user = user.clone();
    user.role = Some(role);
    let line = audit_row(&user, "lend", "headset", Some(headset.0), Some(client));
    let written = app.store.audit(&line, clock::wall_us()).await?;
    // Whoever may not be alone in it has it at home still less; practised is who did all of it themselves.
    screenings::admit(app, &written, granted, client, (care::screening::Use::Alone, None)).await?;
    let has_practised = app.store.self_runs(&written, client).await? > 0;
    Ok((written, has_practised))
}

fn agreed(until: Option<WallMicros>, now_us: i64) -> Result<Option<i64>, Failure> {
    match until {
        Some(until) if until <= now_us || until > now_us.saturating_add(LOAN_MAX_US) => {
            Err(Failure::BadInput("until"))
        }
        until => Ok(until),
    }
}

fn refused(error: KeepError) -> Failure {
    match error {
        KeepError::Unknown => Failure::Unknown("headset"),
        KeepError::Gate(GateError::NotReady(_)) => Failure::HeadsetNotReady,
        KeepError::Gate(GateError::NotPractised) => Failure::SupervisedFirst,
        KeepError::Gate(GateError::NotOut) => Failure::Meanwhile,
        KeepError::Gate(GateError::Charge) => Failure::BadInput("pct"),
        KeepError::Store(error) => error.into(),
    }
}

fn need(missing: Missing) -> Need {
    match missing {
        Missing::Return => Need::Return,
        Missing::Repair => Need::Repair,
        Missing::Cleaning => Need::Cleaning,
        Missing::Clearing => Need::Clearing,
        Missing::Charging => Need::Charging,
    }
}

/// A reservation as this colleague sees it.
pub(super) fn reserved(row: &ReservationRow, user: &crate::store::User) -> Reserved {
    Reserved {
        id: row.id,
        thing: row.thing,
        from: row.span.from.saturating_mul(60_000_000),
        until: row.span.until.saturating_mul(60_000_000),
        by_name: row.by_name.clone(),
        own: row.by == user.id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_ends_after_now_and_within_half_a_year() {
        assert!(matches!(agreed(None, 5), Ok(None)));
        assert!(matches!(agreed(Some(6), 5), Ok(Some(6))));
        for until in [5, 4, 5 + LOAN_MAX_US + 1] {
            assert!(agreed(Some(until), 5).is_err(), "{until}");
        }
    }
}
