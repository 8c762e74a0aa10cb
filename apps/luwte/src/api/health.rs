//! How the server is: alive, ready, and in figures.

use super::Failure;
use crate::{app::App, auth::secret};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{net::SocketAddr, sync::OnceLock, time::Instant};

/// The server runs.
#[utoipa::path(get, path = "/health", tag = "running", responses((status = 200, description = "It runs.")))]
pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// The server runs and its store can write.
#[utoipa::path(get, path = "/ready", tag = "running",
    responses((status = 200, description = "It can store."), (status = 503, body = link::api::Problem)))]
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Failure> {
    app.store.ready_lately().await?;
    Ok("ready\n")
}

/// Figures for Prometheus: from this machine, or with the token of the configuration.
#[utoipa::path(get, path = "/metrics", tag = "running",
    responses((status = 200, description = "Prometheus text."), (status = 403, body = link::api::Problem)))]
pub(super) async fn metrics(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    let by_token = match (&app.settings.metrics_token, shown) {
        (Some(token), Some(shown)) => secret::equal(token, shown),
        _ => false,
    };
    // Behind a proxy every request comes from this machine: then only the token counts.
    let here = peer.ip().is_loopback()
        && !headers.contains_key("x-forwarded-for")
        && !headers.contains_key("forwarded");
    if !by_token && !here {
        return Err(Failure::Forbidden);
    }
    let text = recorder().map(PrometheusHandle::render).ok_or(Failure::Internal("no recorder"))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// The recorder of figures of this process, installed at first use.
pub fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    let install = || {
        let buckets = [0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 1.0];
        PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("seconds".to_owned()), &buckets)
            .and_then(PrometheusBuilder::install_recorder)
            .ok()
    };
    HANDLE.get_or_init(install).as_ref()
}

/// Counts requests by route (never by path: paths hold ids) and by status.
pub(super) async fn count(
    State(_): State<App>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    let status: StatusCode = response.status();
    let route = route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned());
    let labels = [("method", method.to_string()), ("route", route), ("status", status.as_u16().to_string())];
    metrics::counter!("luwte_http_requests_total", &labels).increment(1);
    metrics::histogram!("luwte_http_seconds").record(began.elapsed().as_secs_f64());
    response
}
