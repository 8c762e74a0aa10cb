//! The tension diary, and what a client plans for themselves: an own threshold, moments of the week, signals, what helps.

use super::{super::relations::plain_text, Failure};
use crate::{
    app::App,
    auth::{ChangeOwnWords, ReadOwnWords, WriteOwnWords, client::GrantedClient},
    clock,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    own::{Diary, DiaryEntry, LISTED_MAX, LISTED_MAX_CHARS, NewDiaryEntry, OwnPlan, PLANNED_MAX},
    privacy::DataStream,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Minutes in a day.
const DAY_MINUTES: u16 = 1_440;

/// The diary and the plan.
#[utoipa::path(get, path = "/api/v1/client/diary", tag = "client",
    responses((status = 200, body = Diary), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn read(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnWords>,
) -> Result<Json<Diary>, Failure> {
    let read = granted.audit(&app, "read", "diary").await?;
    let client = granted.client.id;
    Ok(Json(Diary {
        entries: app.store.diary(&read, client).await?,
        plan: app.store.own_plan(&read, client).await?,
    }))
}

/// Writes down how tense one is now.
#[utoipa::path(post, path = "/api/v1/client/diary", tag = "client", request_body = NewDiaryEntry,
    responses((status = 201, body = DiaryEntry), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn add(
    State(app): State<App>,
    granted: GrantedClient<WriteOwnWords>,
    Json(new): Json<NewDiaryEntry>,
) -> Result<(StatusCode, Json<DiaryEntry>), Failure> {
    let words = plain_text(&new.words, 0).ok_or(Failure::BadInput("words"))?.to_owned();
    if new.tension > 10 {
        return Err(Failure::BadInput("tension"));
    }
    if !app.store.records(granted.client.id, DataStream::Diary).await? {
        return Err(Failure::NotRecorded);
    }
    let written = granted.audit(&app, "create", "diary-entry").await?;
    let new = NewDiaryEntry { words, ..new };
    let made = app.store.add_diary_entry(&written, granted.client.id, new, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Takes an entry out of the diary.
#[utoipa::path(delete, path = "/api/v1/client/diary/{id}", tag = "client", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(in super::super) async fn remove(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnWords>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit(&app, "delete", "diary-entry").await?;
    match app.store.remove_diary_entry(&written, granted.client.id, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::Unknown("entry")),
    }
}

/// Plans: the own threshold, moments of the week, signals, what helps. Names the revision that it changes; what another device
/// changed meanwhile is not overwritten.
#[utoipa::path(put, path = "/api/v1/client/plan", tag = "client", request_body = OwnPlan,
    responses((status = 200, body = OwnPlan), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn plan(
    State(app): State<App>,
    granted: GrantedClient<WriteOwnWords>,
    Json(new): Json<OwnPlan>,
) -> Result<Json<OwnPlan>, Failure> {
    let plan = checked(new).map_err(Failure::BadInput)?;
    let written = granted.audit(&app, "change", "own-plan").await?;
    let set = app.store.set_own_plan(&written, granted.client.id, plan, clock::wall_us()).await;
    Ok(Json(set.map_err(Failure::meanwhile)?))
}

/// A plan as it can be kept, or what is wrong with it.
fn checked(plan: OwnPlan) -> Result<OwnPlan, &'static str> {
    let short = |words: &str| words.chars().count() <= LISTED_MAX_CHARS && !words.contains(char::is_control);
    if plan.threshold.is_some_and(|threshold| !(1..=10).contains(&threshold)) {
        return Err("threshold");
    }
    if plan.moments.len() > PLANNED_MAX
        || plan.moments.iter().any(|it| it.weekday > 6 || it.minute >= DAY_MINUTES || !short(&it.words))
    {
        return Err("moments");
    }
    let listed = |list: Vec<String>| {
        let kept: BTreeSet<String> = list.iter().map(|it| it.trim().to_owned()).collect();
        let fits = kept.len() <= LISTED_MAX && kept.iter().all(|it| !it.is_empty() && short(it));
        fits.then(|| kept.into_iter().collect::<Vec<_>>())
    };
    Ok(OwnPlan {
        signals: listed(plan.signals).ok_or("signals")?,
        helps: listed(plan.helps).ok_or("helps")?,
        read: listed(plan.read).ok_or("read")?,
        words: plain_text(&plan.words, 0).ok_or("words")?.to_owned(),
        revision: plan.revision,
        threshold: plan.threshold,
        moments: plan.moments,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use link::own::PlannedMoment;

    #[test]
    fn a_plan_is_kept_tidy_and_refused_where_it_makes_no_sense() {
        let plan = OwnPlan {
            threshold: Some(7),
            moments: vec![PlannedMoment { weekday: 6, minute: 1_439, words: "Naar bed".into() }],
            signals: vec![" hart ".into(), "hart".into()],
            ..OwnPlan::default()
        };
        let kept = checked(plan.clone()).unwrap();
        assert_eq!(kept.signals, ["hart"]);
        for (wrong, why) in [
            (OwnPlan { threshold: Some(0), ..plan.clone() }, "threshold"),
            (OwnPlan { threshold: Some(11), ..plan.clone() }, "threshold"),
            (OwnPlan { helps: vec![String::new()], ..plan.clone() }, "helps"),
            (OwnPlan { helps: vec!["x".repeat(81)], ..plan.clone() }, "helps"),
            (
                OwnPlan {
                    moments: vec![PlannedMoment { weekday: 7, minute: 0, words: String::new() }],
                    ..plan.clone()
                },
                "moments",
            ),
            (OwnPlan { words: "x".repeat(1_001), ..plan }, "words"),
        ] {
            assert_eq!(checked(wrong).unwrap_err(), why);
        }
    }
}
