//! The plan of a client: bound by the screening, each version kept, and where the client stands against it.

use super::{Failure, screenings::found};
use crate::{
    app::App,
    auth::{CreatePlans, Granted, ReadPlans},
    store::Witness,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use care::{
    plan::{self, ClientPlan, Known, NewPlan, Unplanned},
    screening::{self, Use},
};
use link::api::Problem;
use session::ClientId;

/// The plan that counts, where the client stands against it, what the screening lets be planned, and every version.
#[utoipa::path(get, path = "/api/v1/clients/{id}/plan", tag = "care", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientPlan), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadPlans>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientPlan>, Failure> {
    let read = granted.audit_client(&app, "read", "plan", None, id).await?;
    Ok(Json(told(&app, &read, &granted, id).await?))
}

/// Adds a version, which counts from now on. What the screening forbids is refused, whatever a page shows.
#[utoipa::path(post, path = "/api/v1/clients/{id}/plan", tag = "care", params(("id" = ClientId, Path)),
    request_body = NewPlan,
    responses((status = 201, body = ClientPlan), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreatePlans>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewPlan>,
) -> Result<(StatusCode, Json<ClientPlan>), Failure> {
    let written = granted.audit_client(&app, "create", "plan", None, id).await?;
    let found = found(&app, &written, &granted.user, id).await?;
    found.is_open()?;
    let self_runs = app.store.self_runs(&written, id).await?;
    let known = Known { standing: found.standing, adverse_event_open: found.adverse_event_open, self_runs };
    plan::check(&new.plan, &known).map_err(Failure::Plan)?;
    let newest = app.store.plans(&written, id).await?.first().map_or(0, |version| version.number);
    if newest != new.replaces {
        return Err(Failure::Meanwhile);
    }
    let number = newest.saturating_add(1);
    app.store
        .add_plan(&written, id, granted.user.id, number, &new.plan, found.now_us)
        .await
        .map_err(Failure::meanwhile)?;
    Ok((StatusCode::CREATED, Json(told(&app, &written, &granted, id).await?)))
}

async fn told<R>(
    app: &App,
    read: &Witness,
    granted: &Granted<R>,
    id: ClientId,
) -> Result<ClientPlan, Failure> {
    let found = found(app, read, &granted.user, id).await?;
    let versions = app.store.plans(read, id).await?;
    let begun_us = app.store.sessions_in_worlds(read, id).await?;
    let self_runs = app.store.self_runs(read, id).await?;
    let newest = versions.first().map(|version| &version.plan);
    let hindrance = |wanted| screening::admit(wanted, found.standing, found.adverse_event_open).err();
    Ok(ClientPlan {
        progress: newest.map(|newest| plan::progress(newest, &begun_us, found.now_us)),
        supervised: hindrance(Use::Supervised),
        alone: hindrance(Use::Alone),
        home_loan: (self_runs == 0).then_some(Unplanned::NotPractised),
        self_runs,
        versions,
    })
}
