//! How the own institution looks on paper: name, address, accent colour and logo, looked through before they are kept.

use super::{Failure, clients::plain_name};
use crate::{
    app::App,
    auth::{ChangeHouseStyle, Granted, ReadHouseStyle},
    clock,
    store::{HouseStyleRow, User},
};
use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use link::{api::Problem, house::HouseStyle};
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

/// Says how the institution looks on paper. The logo stays as it is.
#[utoipa::path(put, path = "/api/v1/house-style", tag = "people", request_body = HouseStyle,
    responses((status = 200, body = HouseStyle),
        (status = 422, description = "A line is too long, or the colour cannot be read.", body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn change(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
    Json(new): Json<HouseStyle>,
) -> Result<Json<HouseStyle>, Failure> {
    let accent = Accent::read(&new.accent).map_err(|error| match error {
        HouseError::FaintColour { .. } => Failure::FaintColour,
        _ => Failure::BadInput("accent"),
    })?;
    let style = HouseStyleRow {
        name: plain_name(&new.name, LINE_MAX_CHARS).ok_or(Failure::BadInput("name"))?,
        address: address(&new.address).ok_or(Failure::BadInput("address"))?,
        help: match new.help.trim() {
            "" => String::new(),
            help => plain_name(help, HELP_MAX_CHARS).ok_or(Failure::BadInput("help"))?,
        },
        accent: accent.hex(),
        logo: kept(&app, &granted.user).await?.logo,
    };
    keep(&app, &granted, &style).await?;
    Ok(Json(told(style)))
}

/// The logo as it was sent.
#[utoipa::path(get, path = "/api/v1/house-style/logo", tag = "people",
    responses((status = 200, description = "The logo, PNG or SVG.", content_type = "image/*", body = Vec<u8>),
        (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn logo(
    State(app): State<App>,
    granted: Granted<ReadHouseStyle>,
) -> Result<impl IntoResponse, Failure> {
    let logo = read(kept(&app, &granted.user).await?.logo).ok_or(Failure::Unknown("logo"))?;
    // Opened by itself it is a page of this server: nothing in it may run or fetch.
    let nothing = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(logo.kind().media_type())),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(nothing)),
    ];
    Ok((headers, logo.bytes().to_vec()))
}

/// Gives the institution a logo: a PNG of 64 to 4,000 pixels a side, or an SVG that runs and fetches nothing.
#[utoipa::path(post, path = "/api/v1/house-style/logo", tag = "people",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = HouseStyle), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn set_logo(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
    bytes: Bytes,
) -> Result<Json<HouseStyle>, Failure> {
    let looked_through = tokio::task::spawn_blocking(move || Logo::read(bytes.to_vec())).await;
    let logo = looked_through.map_err(|_| Failure::Internal("logo"))?.map_err(Failure::BadLogo)?;
    let style = HouseStyleRow { logo: Some(logo.bytes().to_vec()), ..kept(&app, &granted.user).await? };
    keep(&app, &granted, &style).await?;
    Ok(Json(told(style)))
}

/// Takes the logo away.
#[utoipa::path(delete, path = "/api/v1/house-style/logo", tag = "people",
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn remove_logo(
    State(app): State<App>,
    granted: Granted<ChangeHouseStyle>,
) -> Result<StatusCode, Failure> {
    let style = HouseStyleRow { logo: None, ..kept(&app, &granted.user).await? };
    keep(&app, &granted, &style).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An institution's house style for its pages.
pub(super) async fn of(app: &App, user: &User) -> Result<House, Failure> {
    let HouseStyleRow { name, address, help, accent, logo } = kept(app, user).await?;
    Ok(House {
        name,
        address: address.lines().map(str::to_owned).collect(),
        help,
        // Kept by another version with other rules: better in our colour than not at all.
        accent: Accent::read(&accent).unwrap_or(Accent::OURS),
        logo: read(logo),
    })
}

fn read(logo: Option<Vec<u8>>) -> Option<Logo> {
    logo.and_then(|bytes| Logo::read(bytes).ok())
}

async fn kept(app: &App, user: &User) -> Result<HouseStyleRow, Failure> {
    let kept = app.store.house_style(user.organisation).await?;
    Ok(kept.unwrap_or_else(|| HouseStyleRow {
        name: user.organisation_name.clone(),
        address: String::new(),
        help: String::new(),
        accent: Accent::OURS.hex(),
        logo: None,
    }))
}

async fn keep(app: &App, granted: &Granted<ChangeHouseStyle>, style: &HouseStyleRow) -> Result<(), Failure> {
    let written = granted.audit(app, "change", "house-style", None).await?;
    Ok(app.store.set_house_style(&written, granted.user.organisation, style, clock::wall_us()).await?)
}

fn told(row: HouseStyleRow) -> HouseStyle {
    let HouseStyleRow { name, address, help, accent, logo } = row;
    HouseStyle { name, address, help, accent, logo: logo.is_some() }
}

/// Lines without blanks around them; empty ones are left out.
fn address(written: &str) -> Option<String> {
    let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Option<Vec<String>> = lines.map(|line| plain_name(line, LINE_MAX_CHARS)).collect();
    lines.filter(|lines| lines.len() <= ADDRESS_MAX_LINES).map(|lines| lines.join("\n"))
}
