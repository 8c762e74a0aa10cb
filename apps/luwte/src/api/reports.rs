//! Reports on paper: one session, and a treatment, as accessible PDFs in the institution's house style.

use super::{
    Failure, house, problem,
    profile::{Gathered, gather, gathered, that_count},
    sessions,
};
use crate::{
    app::App,
    auth::{Granted, ReadSessions},
    clock, heart,
    store::{Review, Short, StoredBeats},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use care::{
    profile::Profile,
    story::{Story, Stretch},
};
use link::{
    HeartReading, NoValue, QualityLevel,
    api::{OwnRest, OwnRestState, Problem},
};
use report::{
    Band, HeartFacts, Made, Point, QualitySeconds, Reviewed, SessionFacts, SessionOfTreatment, SessionReport,
    TreatmentFacts, TreatmentReport,
};
use session::{ClientId, SessionId, Subject};
use std::time::Duration;
use texts::Language;

/// Whoever comes while pages are set waits for so long, and is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);
const COME_AGAIN_S: u64 = 5;
/// The record gives a value of the heart every so many seconds.
const STEP_S: f64 = 5.0;
/// A shorter gap is not worth a line.
const GAP_MIN_S: f64 = 10.0;

/// In which language.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct In {
    /// `nl` or `en`; without it the best of ours that `Accept-Language` names.
    lang: Option<String>,
}

impl In {
    pub(super) fn language(&self, headers: &HeaderMap) -> Result<Language, Failure> {
        match &self.lang {
            Some(tag) => tag.parse().map_err(|_| Failure::BadInput("lang")),
            None => Ok(problem::language(headers)),
        }
    }
}

/// The report of one session, as PDF/UA-1 in the institution's house style. Its score is not validated, and it says so.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/report.pdf", tag = "sessions", params(("id" = SessionId, Path), In),
    responses((status = 200, description = "The report.", content_type = "application/pdf", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_session(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let language = asked.language(&headers)?;
    let (row, read) = sessions::open(&app, &granted, id, "read", "report").await?;
    let alias = match row.subject {
        Subject::Client(client) => app.store.client(&read, row.organisation, client).await?,
        Subject::Anonymous => None,
    };
    let events: Vec<_> = app.store.events(&read, id).await?.into_iter().map(|stored| stored.event).collect();
    let beats: Vec<StoredBeats> = app.store.beats(&read, id).await?;
    let mut short = Short::of(row, &events);
    short.said = app.store.said_of(&read, id).await?;
    if short.is_adverse() {
        short.reviewed(app.store.review(&read, id).await?);
    }
    sessions::heard(&mut short, &beats);
    let story = Story::of(&events, short.length);
    let Gathered { raw, record, own_rest } = gathered(&app, &read, &short, events, beats).await?;
    let house = house::of(&app, &granted.user).await?;
    set(&app, format!("luwte-session-{}", id.0.as_simple()), move || {
        let facts = SessionFacts {
            alias: alias.map(|client| client.alias),
            device: short.row.headset_name,
            recording: short.row.recording,
            opened_us: short.row.opened_us,
            story,
            heart: heart_facts(&record, own_rest),
            scored: Profile::of(&[raw]).sessions.pop(),
            remarked: short.said.adverse,
            review: short.review.map(reviewed),
        };
        SessionReport::of(&facts, &made(), super::texts(language)).pdf(&house)
    })
    .await
}

/// The report of a client's treatment: every session, what works for them, the score's course and what went wrong.
#[utoipa::path(get, path = "/api/v1/clients/{id}/report.pdf", tag = "care", params(("id" = ClientId, Path), In),
    responses((status = 200, description = "The report.", content_type = "application/pdf", body = Vec<u8>),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<ClientId>,
    Query(asked): Query<In>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let language = asked.language(&headers)?;
    let read = granted.audit_client(&app, "read", "report", None, id).await?;
    let client = app.store.client(&read, granted.user.organisation, id).await?;
    let client = client.ok_or(Failure::Unknown("client"))?;
    let (mut sessions, mut raws) = (Vec::new(), Vec::new());
    for short in that_count(&app, &read, granted.user.organisation, id).await? {
        let Gathered { raw, .. } = gather(&app, &read, &short).await?;
        sessions.push(SessionOfTreatment {
            opened_us: short.row.opened_us,
            story: Story::of(&raw.events, short.length),
            remarked: short.said.adverse,
            review: short.review.map(reviewed),
        });
        raws.push(raw);
    }
    sessions.reverse();
    let house = house::of(&app, &granted.user).await?;
    set(&app, format!("luwte-client-{}", id.0.as_simple()), move || {
        let facts = TreatmentFacts { alias: client.alias, sessions, profile: Profile::of(&raws) };
        TreatmentReport::of(&facts, &made(), super::texts(language)).pdf(&house)
    })
    .await
}

/// Pages as a file to keep.
type File = ([(HeaderName, HeaderValue); 2], Vec<u8>);

/// Sets pages and hands them over as a file of this name.
pub(super) async fn set(
    app: &App,
    name: String,
    pages: impl FnOnce() -> Result<Vec<u8>, report::Error> + Send + 'static,
) -> Result<File, Failure> {
    let pages = typeset(app, pages).await?;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}.pdf\""));
    let name = name.map_err(|_| Failure::Internal("name of a file"))?;
    let kind = HeaderValue::from_static("application/pdf");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], pages))
}

/// Sets pages off the reactor, a few at a time.
pub(super) async fn typeset(
    app: &App,
    pages: impl FnOnce() -> Result<Vec<u8>, report::Error> + Send + 'static,
) -> Result<Vec<u8>, Failure> {
    let turn = tokio::time::timeout(PATIENCE, app.typesetting.acquire()).await;
    let _turn =
        turn.map_err(|_| Failure::Wait(COME_AGAIN_S))?.map_err(|_| Failure::Internal("typesetting"))?;
    let pages = tokio::task::spawn_blocking(pages).await.map_err(|_| Failure::Internal("typesetting"))?;
    pages.map_err(|error| {
        tracing::error!(%error, "pages could not be set");
        Failure::Internal("pages")
    })
}

pub(super) fn made() -> Made {
    Made { at_us: clock::wall_us(), version: env!("CARGO_PKG_VERSION").to_owned() }
}

fn reviewed(review: Review) -> Reviewed {
    Reviewed { by_name: review.by_name, at_us: review.at_us, note: review.note }
}

/// The heart's series as lines, bands and gaps.
fn heart_facts(record: &heart::Record, own_rest: OwnRest) -> HeartFacts {
    let mut facts = HeartFacts {
        rest_days: own_rest.days,
        rest_is_own: own_rest.state == OwnRestState::Personal,
        ..HeartFacts::default()
    };
    let QualitySeconds { mut good, mut fair, mut poor } = facts.quality;
    for now in &record.heart {
        let at_s = now.at.as_secs_f64();
        if let Some(value) = now.heart_rate_bpm {
            facts.rate.push(Point { at_s, value });
        }
        if let HeartReading::Value { score, low, high, parts, .. } = &now.reading {
            facts.indicator.push(Point { at_s, value: *score });
            facts.bands.push(Band { at_s, low: *low, high: *high });
            facts.algorithm = Some(parts.algorithm.clone());
        }
        match now.quality.level {
            QualityLevel::Good => good += STEP_S,
            QualityLevel::Fair => fair += STEP_S,
            QualityLevel::Poor => poor += STEP_S,
            QualityLevel::Absent => {}
        }
    }
    facts.quality = QualitySeconds { good, fair, poor };
    let gaps = record.gaps.iter().map(|gap| Stretch {
        from_s: gap.from.as_secs_f64(),
        to_s: gap.to.as_secs_f64(),
        what: why(gap.reason),
    });
    facts.gaps = gaps.filter(|gap| gap.to_s - gap.from_s >= GAP_MIN_S).collect();
    facts
}

/// The id of the text that says why there is no value.
const fn why(reason: NoValue) -> &'static str {
    match reason {
        NoValue::NoSignal => "no-value-no-signal",
        NoValue::TooShort => "no-value-too-short",
        NoValue::NoContact => "no-value-no-contact",
        NoValue::Gap => "no-value-gap",
        NoValue::TooManyFlagged => "no-value-too-many-flagged",
        NoValue::Irregular => "no-value-irregular",
        NoValue::Exertion => "no-value-exertion",
    }
}
