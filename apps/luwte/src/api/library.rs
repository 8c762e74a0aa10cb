//! The supporting products of the implementation guide: what there is, and its pages in the institution's house style.

use super::{
    Failure, house,
    reports::{In, set, typeset},
};
use crate::{
    app::App,
    auth::{Granted, ReadLibrary},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse,
};
use link::{api::Problem, house::LibraryProduct};
use report::library::{Product, product};
use texts::Language;
use toolkit::guide::{self, Text};

/// Every product that the guide names, in its order, with whether it can be printed.
#[utoipa::path(get, path = "/api/v1/library", tag = "toolkit", params(In),
    responses((status = 200, body = Vec<LibraryProduct>), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    _granted: Granted<ReadLibrary>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<Json<Vec<LibraryProduct>>, Failure> {
    let language = asked.language(&headers)?;
    let words = |text: &Text| match language {
        Language::Nl => text.nl.to_owned(),
        Language::En => text.en.to_owned(),
    };
    let audience = |id: &&str| {
        guide::AUDIENCES.iter().find(|audience| audience.id == *id).map(|audience| words(&audience.title))
    };
    let strategy = |id: &&str| guide::strategy(id).map(|it| (it.id.to_owned(), words(&it.title)));
    let told = |it: &guide::Product| LibraryProduct {
        id: it.id.to_owned(),
        title: words(&it.title),
        purpose: words(&it.purpose),
        form: words(&it.ships),
        audience: it.audience.iter().filter_map(audience).collect(),
        strategies: it.by.iter().filter_map(strategy).collect(),
        made: product(it.id).is_some(),
    };
    Ok(Json(guide::PRODUCTS.iter().map(told).collect()))
}

/// A product's pages, as PDF/UA-1 in the institution's house style.
#[utoipa::path(get, path = "/api/v1/library/{id}/pages.pdf", tag = "toolkit", params(("id" = String, Path), In),
    responses((status = 200, description = "The pages.", content_type = "application/pdf", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn pages(
    State(app): State<App>,
    granted: Granted<ReadLibrary>,
    Path(id): Path<String>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let (language, product) = (asked.language(&headers)?, known(&id)?);
    let house = house::of(&app, &granted.user).await?;
    let name = format!("{}-{}", product.id(), language.tag());
    set(&app, name, move || product.print(&house, super::texts(language))?.pdf()).await
}

/// What a product's first page looks like.
#[utoipa::path(get, path = "/api/v1/library/{id}/preview.png", tag = "toolkit", params(("id" = String, Path), In),
    responses((status = 200, description = "The first page.", content_type = "image/png", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn preview(
    State(app): State<App>,
    granted: Granted<ReadLibrary>,
    Path(id): Path<String>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let (language, product) = (asked.language(&headers)?, known(&id)?);
    let house = house::of(&app, &granted.user).await?;
    let picture = typeset(&app, move || product.print(&house, super::texts(language))?.preview()).await?;
    // It changes with the house style only: a browser that looks through the shelf again need not ask for all.
    let kept = HeaderValue::from_static("private, max-age=300");
    Ok((
        [(header::CONTENT_TYPE, HeaderValue::from_static("image/png")), (header::CACHE_CONTROL, kept)],
        picture,
    ))
}

/// A product's words as Markdown, to be edited.
#[utoipa::path(get, path = "/api/v1/library/{id}/text.md", tag = "toolkit", params(("id" = String, Path), In),
    responses((status = 200, description = "The words.", content_type = "text/markdown", body = String),
        (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn words(
    State(app): State<App>,
    granted: Granted<ReadLibrary>,
    Path(id): Path<String>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let (language, product) = (asked.language(&headers)?, known(&id)?);
    let house = house::of(&app, &granted.user).await?;
    let kind = HeaderValue::from_static("text/markdown; charset=utf-8");
    let name = format!("attachment; filename=\"{}-{}.md\"", product.id(), language.tag());
    let name = HeaderValue::from_str(&name).map_err(|_| Failure::Internal("name of a file"))?;
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, product.markdown(&house, language)))
}

fn known(id: &str) -> Result<&'static Product, Failure> {
    product(id).ok_or(Failure::Unknown("product"))
}
