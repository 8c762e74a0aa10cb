//! The HTTP interface: one file per resource, described by OpenAPI, every error in the reader's language.

mod clients;
mod headsets;
mod health;
mod login;
mod offline;
mod pair;
mod problem;
mod sessions;

pub use headsets::ENROLMENT_US;
pub use health::recorder;
pub use problem::{Failure, language, texts};

use crate::{app::App, live};
use axum::{Json, Router, extract::DefaultBodyLimit, http::header, middleware, routing::get};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// The largest body of a request, in bytes.
pub const BODY_MAX: usize = 16 << 10;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Luwte",
        description = "The interface of a Luwte server. Our own apps use nothing else.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(link::api::Problem)),
    tags(
        (name = "login", description = "Signing in and out."),
        (name = "clients", description = "Clients, by alias."),
        (name = "sessions", description = "The record of sessions."),
        (name = "headsets", description = "The register of headsets."),
        (name = "live", description = "Live sessions; the messages are in `/api/live-schema.json`."),
        (name = "running", description = "How the server is.")
    )
)]
struct Description;

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(login::login))
        .routes(routes!(login::logout))
        .routes(routes!(login::me))
        .routes(routes!(clients::list, clients::add))
        .routes(routes!(clients::one))
        .routes(routes!(clients::sessions))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::one))
        .routes(routes!(sessions::poses))
        .routes(routes!(sessions::review))
        .routes(routes!(pair::pair))
        .routes(routes!(headsets::list, headsets::add))
        .routes(routes!(headsets::enrol))
        .routes(routes!(headsets::own))
        .routes(routes!(headsets::key))
        .routes(routes!(headsets::rename))
        .routes(routes!(headsets::revoke))
        .routes(routes!(offline::deliver).layer(DefaultBodyLimit::max(link::SEALED_MAX_BYTES)))
        .routes(routes!(live::headset_socket))
        .routes(routes!(live::watch_socket))
        .routes(routes!(live::strap_socket))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
}

/// The OpenAPI description of every route.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// Every route of the interface.
pub fn router(app: &App) -> Router<App> {
    let (routes, description) = described().split_for_parts();
    let live_schema = live::schema();
    routes
        .route("/api/openapi.json", get(move || async move { Json(description) }))
        .route("/api/live-schema.json", get(move || async move { Json(live_schema) }))
        .route("/api/{*rest}", axum::routing::any(|| async { Failure::Unknown("address") }))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            axum::http::HeaderValue::from_static("no-store"),
        ))
        .layer(middleware::from_fn(problem::tell))
        .layer(middleware::from_fn_with_state(app.clone(), health::count))
}
