//! How the own institution looks on paper: name, address, accent colour and logo, looked through before they are kept.

use super::{Failure, clients::plain_name};
use crate::{
    app::App,
    auth::{ChangeHouseStyle, Granted, ReadHouseStyle},
    clock,
    store::{HouseChange, HouseStyleRow, User},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use link::{
    api::Problem,
    house::{ChangeHouse, HouseStyle},
};
use report::{Accent, House, HouseError, Logo};

/// The longest name, and the longest line of an address, in characters.
const LINE_MAX_CHARS: usize = 80;
/// The most lines of an address.
const ADDRESS_MAX_LINES: usize = 5;
/// The longest line that says whom to ask, in characters.
const HELP_MAX_CHARS: usize = 120;

/// How the institution looks on paper; by its name only while nobody has said so.
#[utoipa::path(get, path = "/api/v1/house-style", tag = "people",
    responses((status = 200, body = HouseStyle), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn style(
    State(app): State<App>,
    granted: Granted<ReadHouseStyle>,
) -> Result<Json<HouseStyle>, Failure> {
    Ok(Json(told(kept(&app, &granted.user).await?)))
}

/// Changes how the institution looks on paper: what is sent, and nothing else. It names the version that it starts from.
#[utoipa::path(patch, path = "/api/v1/house-style", tag = "people", request_body = ChangeHouse,
    responses((status = 200, body = HouseStyle),
        (status = 409, description = "Somebody changed it since: read it again.", body = Problem),
        (status = 422, description = "A line is too long, or the colour cannot be read.", body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
    Json(new): Json<ChangeHouse>,
) -> Result<Json<HouseStyle>, Failure> {
    let accent = |hex: String| match Accent::read(&hex) {
        Ok(accent) => Ok(accent.hex()),
        Err(HouseError::FaintColour { .. }) => Err(Failure::FaintColour),
        Err(_) => Err(Failure::BadInput("accent")),
    };
    let name = |name: String| plain_name(&name, LINE_MAX_CHARS).ok_or(Failure::BadInput("name"));
    let help = |help: String| match help.trim() {
        "" => Ok(String::new()),
        help => plain_name(help, HELP_MAX_CHARS).ok_or(Failure::BadInput("help")),
    };
    let address = |written: String| address(&written).ok_or(Failure::BadInput("address"));
    let change = HouseChange {
        name: new.name.map(name).transpose()?,
        address: new.address.map(address).transpose()?,
        help: new.help.map(help).transpose()?,
        accent: new.accent.map(accent).transpose()?,
        logo: None,
    };
    keep(&app, &granted, (new.version, change)).await
}

/// The logo as it was sent.
#[utoipa::path(get, path = "/api/v1/house-style/logo", tag = "people",
    responses((status = 200, description = "The logo, PNG or SVG.", content_type = "image/*", body = Vec<u8>),
        (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn logo(
    State(app): State<App>,
    granted: Granted<ReadHouseStyle>,
) -> Result<impl IntoResponse, Failure> {
    let logo = read(kept(&app, &granted.user).await?.logo).await?.ok_or(Failure::Unknown("logo"))?;
    // Opened by itself it is a page of this server: nothing in it may run or fetch.
    let nothing = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(logo.kind().media_type())),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(nothing)),
    ];
    Ok((headers, logo.bytes().to_vec()))
}

/// Gives the institution a logo: a PNG of 64 to 4,000 pixels a side, or an SVG that runs and fetches nothing.
#[utoipa::path(post, path = "/api/v1/house-style/logo", tag = "people", params(StartsFrom),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = HouseStyle), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn set_logo(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
    Query(from): Query<StartsFrom>,
    bytes: Bytes,
) -> Result<Json<HouseStyle>, Failure> {
    let logo = looked_through(bytes.to_vec()).await?.map_err(Failure::BadLogo)?;
    let change = HouseChange { logo: Some(Some(logo.bytes().to_vec())), ..HouseChange::default() };
    keep(&app, &granted, (from.version, change)).await
}

/// Takes the logo away.
#[utoipa::path(delete, path = "/api/v1/house-style/logo", tag = "people", params(StartsFrom),
    responses((status = 200, body = HouseStyle), (status = 409, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(super) async fn remove_logo(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
    Query(from): Query<StartsFrom>,
) -> Result<Json<HouseStyle>, Failure> {
    let change = HouseChange { logo: Some(None), ..HouseChange::default() };
    keep(&app, &granted, (from.version, change)).await
}

/// The state that a change starts from.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct StartsFrom {
    /// The `version` of the house style as it was read.
    version: i64,
}

/// An institution's house style for its pages.
pub(super) async fn of(app: &App, user: &User) -> Result<House, Failure> {
    let HouseStyleRow { name, address, help, accent, logo, .. } = kept(app, user).await?;
    Ok(House {
        name,
        address: address.lines().map(str::to_owned).collect(),
        help,
        // Kept by another version with other rules: better in our colour than not at all.
        accent: Accent::read(&accent).unwrap_or(Accent::OURS),
        logo: read(logo).await?,
    })
}

/// A logo as it was kept; `None` for one that another version took and this one does not.
async fn read(logo: Option<Vec<u8>>) -> Result<Option<Logo>, Failure> {
    match logo {
        Some(bytes) => Ok(looked_through(bytes).await?.ok()),
        None => Ok(None),
    }
}

/// Reading a picture takes a while: not where others wait.
async fn looked_through(bytes: Vec<u8>) -> Result<Result<Logo, HouseError>, Failure> {
    tokio::task::spawn_blocking(move || Logo::read(bytes)).await.map_err(|_| Failure::Internal("logo"))
}

/// How it looks while nobody has said so.
fn unsaid(user: &User) -> HouseStyleRow {
    HouseStyleRow {
        name: user.organisation_name.clone(),
        address: String::new(),
        help: String::new(),
        accent: Accent::OURS.hex(),
        logo: None,
        version: 0,
    }
}

async fn kept(app: &App, user: &User) -> Result<HouseStyleRow, Failure> {
    Ok(app.store.house_style(user.organisation).await?.unwrap_or_else(|| unsaid(user)))
}

async fn keep(
    app: &App,
    granted: &Granted<ChangeHouseStyle>,
    change: (i64, HouseChange),
) -> Result<Json<HouseStyle>, Failure> {
    let user = &granted.user;
    let written = granted.audit(app, "change", "house-style", None).await?;
    let (here, first, now_us) = (user.organisation, unsaid(user), clock::wall_us());
    let kept = app.store.change_house_style(&written, here, change, first, now_us).await;
    Ok(Json(told(kept.map_err(Failure::meanwhile)?)))
}

fn told(row: HouseStyleRow) -> HouseStyle {
    let HouseStyleRow { name, address, help, accent, logo, version } = row;
    HouseStyle { name, address, help, accent, logo: logo.is_some(), version }
}

/// Lines without blanks around them; empty ones are left out.
fn address(written: &str) -> Option<String> {
    let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Option<Vec<String>> = lines.map(|line| plain_name(line, LINE_MAX_CHARS)).collect();
    lines.filter(|lines| lines.len() <= ADDRESS_MAX_LINES).map(|lines| lines.join("\n"))
}
