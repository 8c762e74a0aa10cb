//! Consent per stream: the client's own switches, what treating colleagues see of them, and the words they rest on.

use super::information;
use crate::{
    api::Failure,
    app::App,
    auth::{Anyone, ChangeConsents, Granted, ReadConsents, client::GrantedClient},
    clock,
    store::Witness,
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use link::{
    api::Problem,
    privacy::{Consents, DataStream, PrivacyInformation, SetConsent},
};
use session::ClientId;

/// What is recorded, why, for how long, and what a client can ask for: in plain words, in the reader's language.
#[utoipa::path(get, path = "/api/v1/privacy-information", tag = "privacy",
    responses((status = 200, body = PrivacyInformation)))]
pub(in crate::api) async fn read(_: Anyone, headers: HeaderMap) -> Json<PrivacyInformation> {
    let (version, text) = information::text(crate::api::language(&headers));
    Json(PrivacyInformation { version, text: text.to_owned() })
}

/// For a client: what may be recorded of them, stream by stream.
#[utoipa::path(get, path = "/api/v1/me/consents", tag = "privacy",
    responses((status = 200, body = Consents), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadConsents>,
) -> Result<Json<Consents>, Failure> {
    let read = granted.audit(&app, "read", "consents").await?;
    Ok(Json(told(&app, &read, granted.client.id).await?))
}

/// For a client: lets a stream be recorded from now on, or no longer. A session that goes on follows at once.
#[utoipa::path(put, path = "/api/v1/me/consents/{stream}", tag = "privacy", params(("stream" = DataStream, Path)),
    request_body = SetConsent,
    responses((status = 200, body = Consents), (status = 422, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(in crate::api) async fn set(
    State(app): State<App>,
    granted: GrantedClient<ChangeConsents>,
    Path(stream): Path<DataStream>,
    Json(new): Json<SetConsent>,
) -> Result<Json<Consents>, Failure> {
    if !information::is_known(new.information) {
        return Err(Failure::BadInput("version of the privacy information"));
    }
    let client = granted.client.id;
    let written = granted.audit(&app, if new.given { "give" } else { "withdraw" }, "consent").await?;
    let said = (new.given, new.information);
    app.store
        .set_consent(&written, client, stream, said, clock::wall_us())
        .await
        .map_err(Failure::meanwhile)?;
    let recorded = app.store.recorded(client).await?;
    app.hub.rooms_of(client).iter().for_each(|room| room.records(recorded));
    Ok(Json(told(&app, &written, client).await?))
}

/// What a client whom you treat lets be recorded.
#[utoipa::path(get, path = "/api/v1/clients/{id}/consents", tag = "privacy", params(("id" = ClientId, Path)),
    responses((status = 200, body = Consents), (status = 404, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(in crate::api) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadConsents>,
    Path(id): Path<ClientId>,
) -> Result<Json<Consents>, Failure> {
    let read = granted.audit_client(&app, "read", "consents", Some(id.0), id).await?;
    Ok(Json(told(&app, &read, id).await?))
}

async fn told(app: &App, read: &Witness, client: ClientId) -> Result<Consents, Failure> {
    let streams = app.store.consents(read, client).await?;
    Ok(Consents { streams, information: information::newest() })
}
