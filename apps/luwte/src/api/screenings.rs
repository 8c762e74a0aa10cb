//! Screening before virtual reality, and the door that no session of a client passes without it (safety rules 1, 10 and 13).

use super::Failure;
use crate::{
    app::App,
    auth::{CreateScreenings, DecideScreenings, Granted, ReadScreenings},
    clock,
    store::{ScreeningRow, Witness},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::{
    plan,
    screening::{
        self, Answers, Checklist, ClientScreening, Decision, DecisionError, Hindrance, NewDecision, RULES,
        Screened, Screening, Standing, Use, Wrong,
    },
};
use link::api::Problem;
use session::{ClientId, Way};

/// What a screening asks, in both languages.
#[utoipa::path(get, path = "/api/v1/screening", tag = "care",
    responses((status = 200, body = Checklist), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn checklist(_granted: Granted<ReadScreenings>) -> Json<Checklist> {
    Json(Checklist::present())
}

/// Where a client stands, and every screening so far.
#[utoipa::path(get, path = "/api/v1/clients/{id}/screenings", tag = "care", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientScreening), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadScreenings>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientScreening>, Failure> {
    let read = granted.audit_client(&app, "read", "screening", None, id).await?;
    Ok(Json(found(&app, &read, &granted.user, id).await?.told()))
}

/// Adds a screening. It counts from now on; the earlier ones stay.
#[utoipa::path(post, path = "/api/v1/clients/{id}/screenings", tag = "care", params(("id" = ClientId, Path)),
    request_body = Answers,
    responses((status = 201, body = ClientScreening), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateScreenings>,
    Path(id): Path<ClientId>,
    Json(answers): Json<Answers>,
) -> Result<(StatusCode, Json<ClientScreening>), Failure> {
    let written = granted.audit_client(&app, "create", "screening", None, id).await?;
    let found = found(&app, &written, &granted.user, id).await?;
    found.is_open()?;
    let assessment = screening::screen(&found.screenings(), &answers, found.now_us)?;
    let number = found.rows.last().map_or(0, |row| row.screening.number).saturating_add(1);
    let Found { now_us: at_us, .. } = found;
    let new = Screening { number, at_us, outcome: assessment.outcome, answers, decisions: Vec::new() };
    app.store.add_screening(&written, id, granted.user.id, &new, RULES).await.map_err(Failure::meanwhile)?;
    let now = self::found(&app, &written, &granted.user, id).await?;
    Ok((StatusCode::CREATED, Json(now.told())))
}

/// A clinician decides about the screening that counts, and says why. A hard stop cannot be decided away.
#[utoipa::path(post, path = "/api/v1/clients/{id}/screenings/decisions", tag = "care",
    params(("id" = ClientId, Path)), request_body = NewDecision,
    responses((status = 201, body = ClientScreening), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn decide(
    State(app): State<App>,
    granted: Granted<DecideScreenings>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewDecision>,
) -> Result<(StatusCode, Json<ClientScreening>), Failure> {
    let written = granted.audit_client(&app, "decide", "screening", None, id).await?;
    let found = found(&app, &written, &granted.user, id).await?;
    screening::decide(&found.screenings(), &new, found.supervised_sessions, found.now_us)?;
    let counts = found.rows.iter().find(|row| row.screening.number == new.screening);
    let number = counts.map_or(0, |row| row.decided.len()) + 1;
    let decision = Decision { at_us: found.now_us, alone: new.alone };
    let place = (new.screening, number);
    app.store
        .add_decision(&written, id, granted.user.id, place, decision, new.reason.trim())
        .await
        .map_err(Failure::meanwhile)?;
    let now = self::found(&app, &written, &granted.user, id).await?;
    Ok((StatusCode::CREATED, Json(now.told())))
}

/// The door: a session of this client may begin now in this way of use, by the screening and by the plan, or why not.
pub(super) async fn admit<R>(
    app: &App,
    read: &Witness,
    granted: &Granted<R>,
    client: ClientId,
    (wanted, way): (Use, Option<Way>),
) -> Result<(), Failure> {
    let found = found(app, read, &granted.user, client).await?;
    found.is_open()?;
    screening::admit(wanted, found.standing, found.adverse_event_open).map_err(Failure::Hindered)?;
    let newest = app.store.plan(read, client).await?;
    let self_runs = app.store.self_runs(read, client).await?;
    plan::admit(newest.as_ref(), way, wanted, self_runs, found.now_us).map_err(Failure::Unplanned)
}

/// What the record says of a client now.
pub(super) struct Found {
    pub(super) now_us: i64,
    rows: Vec<ScreeningRow>,
    pub(super) standing: Standing,
    pub(super) adverse_event_open: bool,
    supervised_sessions: u32,
    is_closed: bool,
}

pub(super) async fn found(
    app: &App,
    read: &Witness,
    user: &crate::store::User,
    id: ClientId,
) -> Result<Found, Failure> {
    let client = app.store.client(read, user.organisation, id).await?.ok_or(Failure::Unknown("client"))?;
    let rows = app.store.screenings(read, id).await?;
    let supervised_sessions = app.store.supervised_sessions(read, id).await?;
    let now_us = clock::wall_us();
    let screenings: Vec<Screening> = rows.iter().map(|row| row.screening.clone()).collect();
    let standing = screening::standing(&screenings, now_us);
    let (adverse_event_open, is_closed) = (client.to_review > 0, client.closed_us.is_some());
    Ok(Found { now_us, rows, standing, adverse_event_open, supervised_sessions, is_closed })
}

impl Found {
    /// Refuses what only goes with care that goes on.
    pub(super) fn is_open(&self) -> Result<(), Failure> {
        if self.is_closed { Err(Failure::ClientClosed) } else { Ok(()) }
    }

    fn screenings(&self) -> Vec<Screening> {
        self.rows.iter().map(|row| row.screening.clone()).collect()
    }

    fn told(self) -> ClientScreening {
        let hindrance = |wanted| screening::admit(wanted, self.standing, self.adverse_event_open).err();
        ClientScreening {
            standing: self.standing,
            supervised: hindrance(Use::Supervised),
            alone: hindrance(Use::Alone),
            supervised_sessions: self.supervised_sessions,
            screenings: self.rows.into_iter().rev().map(told).collect(),
        }
    }
}

fn told(row: ScreeningRow) -> Screened {
    let ScreeningRow { screening, by_name, mut decided } = row;
    decided.reverse();
    Screened {
        number: screening.number,
        at_us: screening.at_us,
        by_name,
        outcome: screening.outcome,
        because: screening::assess(&screening.answers).map(|found| found.because).unwrap_or_default(),
        answers: screening.answers,
        decisions: decided,
    }
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Unexplained(_) => Self::Unexplained,
            Wrong::Unanswered(_) => Self::Unanswered,
            Wrong::Unknown(_) => Self::BadInput("answers of a screening"),
        }
    }
}

impl From<DecisionError> for Failure {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::HardStop => Self::Hindered(Hindrance::HardStop),
            DecisionError::NotCurrent => Self::Meanwhile,
            DecisionError::Reason => Self::BadInput("reason"),
            DecisionError::SupervisedFirst => Self::SupervisedFirst,
        }
    }
}
