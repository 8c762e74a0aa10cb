//! One client's profile: the stress score with its parts, what worked for them, and what they did.

use crate::{route::Route, shell};
use care::profile::{Banded, Part, PartKind, Profile, Said, SessionProfile, StressScore, Trend, Used, Works};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{
    Bones, FailureMessage, Icon, Remote, exercise_word, get, load, text, text_with, texts, tr, world_word,
};
use session::ClientId;

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let profile: Profile = get(&format!("/api/v1/clients/{id}/profile")).await?;
            Ok((client, profile))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("profile"))));
    move || {
        match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Client(id).path()>{tr("screening-client")}</a></nav>
                <h1>{tr("profile")}</h1>
            </div></header>
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here((client, profile)) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")>
                    <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{client.alias}</a>
                </nav>
                <h1>{tr("profile")}</h1>
                <p class="facts"><span class="tag wait"><Icon name="info"/>{tr("profile-not-validated")}</span></p>
            </div></header>
            <Whole profile/>
        }
        .into_any(),
    }
    }
}

#[component]
fn Whole(profile: Profile) -> impl IntoView {
    let Profile { algorithm, sessions, worlds, exercises, trend, works } = profile;
    let Some(newest) = sessions.last().cloned() else {
        return view! {
            <div class="empty"><Icon name="chart-line"/><p class="firm">{tr("profile-empty")}</p><p class="soft">{tr("profile-empty-do")}</p></div>
        }
        .into_any();
    };
    view! {
        <section class="panel stack" aria-labelledby="profile-newest"><Newest newest/></section>
        <section class="panel stack" aria-labelledby="profile-works"><WhatWorks works/></section>
        <section class="panel stack" aria-labelledby="profile-course"><Course sessions trend/></section>
        <section class="panel stack" aria-labelledby="profile-did"><Did worlds exercises/></section>
        <p class="soft t-s below">{move || text_with("profile-foot", &[("algorithm", algorithm.clone().into())])}</p>
    }
    .into_any()
}

/// A number of points without decimals.
fn whole(value: f64) -> String {
    texts().decimal(value, 0)
}

/// The newest session: a sentence, and what the score rests on.
#[component]
fn Newest(newest: SessionProfile) -> impl IntoView {
    let when = newest.opened_us;
    let (begin, end) = (newest.begin.clone(), newest.end.clone());
    view! {
        <h2 id="profile-newest">{move || sentence(&begin, &end)}</h2>
        <p class="soft t-s">{move || text_with("profile-newest-when", &[("when", screen::moment(when).into())])}</p>
        <div class="scores">
            <Opened score=newest.begin title="profile-begin"/>
            <Opened score=newest.end title="profile-end"/>
        </div>
        <p class="soft t-s">{tr("profile-score-what")}</p>
    }
}

/// What the two scores say, in one plain sentence.
fn sentence(begin: &StressScore, end: &StressScore) -> String {
    match (begin.value, end.value) {
        (Some(begin), Some(end)) => {
            let id = if end.high < begin.low {
                "profile-lower"
            } else if end.low > begin.high {
                "profile-higher"
            } else {
                "profile-same"
            };
            text_with(id, &[("begin", whole(begin.score).into()), ("end", whole(end.score).into())])
        }
        _ => text("profile-no-score"),
    }
}

/// A score with its band, and its parts.
#[component]
fn Opened(score: StressScore, title: &'static str) -> impl IntoView {
    let StressScore { value, parts } = score;
    view! {
        <div class="stack">
            <h3>{tr(title)}</h3>
            {match value {
                Some(banded) => view! {
                    <p><span class="t-l">{move || whole(banded.score)}</span>" "<span class="soft t-s">{move || between(banded)}</span></p>
                    <Bar low=banded.low high=banded.high at=banded.score/>
                }.into_any(),
                None => view! { <p class="soft">{tr("profile-no-score-part")}</p> }.into_any(),
            }}
            <table class="chart-table">
                <caption class="sr">{tr("profile-parts")}</caption>
                <thead><tr><th scope="col">{tr("profile-part")}</th><th scope="col">{tr("profile-part-value")}</th><th scope="col">{tr("profile-part-share")}</th></tr></thead>
                <tbody>{parts.into_iter().map(|part| view! { <PartRow part/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn PartRow(part: Part) -> impl IntoView {
    let (name, missing) = match part.kind {
        PartKind::Answers => ("profile-answers", "profile-answers-missing"),
        PartKind::Heart => ("profile-heart", "profile-heart-missing"),
        PartKind::Movement => ("profile-movement", "profile-movement-missing"),
    };
    let value = move || match (part.value, part.half_width) {
        (Some(value), Some(half)) => {
            text_with("profile-plus-minus", &[("value", whole(value).into()), ("half", whole(half).into())])
        }
        _ => text(missing),
    };
    let share = move || match part.value {
        Some(_) => text_with("profile-share", &[("share", whole(part.share * 100.0).into())]),
        None => text_with("profile-share-missing", &[("share", whole(part.weight * 100.0).into())]),
    };
    view! { <tr><th scope="row">{tr(name)}</th><td>{value}</td><td>{share}</td></tr> }
}

fn between(banded: Banded) -> String {
    text_with("profile-between", &[("low", whole(banded.low).into()), ("high", whole(banded.high).into())])
}

/// A band on a line from 0 to 100; the figures stand beside it in words.
#[component]
fn Bar(low: f64, high: f64, at: f64) -> impl IntoView {
    let percent = |value: f64| format!("{}%", value.round() as i64);
    let band = format!("left:{};width:{}", percent(low), percent(high - low));
    view! {
        <div class="band" aria-hidden="true"><i style=band></i><b style=format!("left:{}", percent(at))></b></div>
    }
}

/// Worlds and exercises, the best first, with what may be said of each.
#[component]
fn WhatWorks(works: Vec<Works>) -> impl IntoView {
    let finding = works
        .iter()
        .find(|works| works.said == Said::Lower)
        .map(|works| (works.slug.clone(), works.exercise));
    let title = move || match &finding {
        Some((slug, exercise)) => text_with("profile-works-found", &[("name", name(slug, *exercise).into())]),
        None => text("profile-works-none"),
    };
    let empty = works.is_empty();
    view! {
        <h2 id="profile-works">{title}</h2>
        <p class="soft t-s">{tr("profile-works-what")}</p>
        {(!empty).then(|| view! {
            <div class="scroll-x" tabindex="0" role="region" aria-labelledby="profile-works"><table class="chart-table">
                <thead><tr>
                    <th scope="col">{tr("profile-works-name")}</th><th scope="col">{tr("profile-works-n")}</th>
                    <th scope="col">{tr("profile-works-mean")}</th><th scope="col">{tr("profile-works-expected")}</th>
                    <th scope="col">{tr("profile-works-said")}</th>
                </tr></thead>
                <tbody>{works.into_iter().map(|works| view! { <WorksRow works/> }).collect_view()}</tbody>
            </table></div>
        })}
    }
}

fn name(slug: &str, exercise: bool) -> String {
    if exercise { exercise_word(slug) } else { world_word(slug) }
}

#[component]
fn WorksRow(works: Works) -> impl IntoView {
    let Works { slug, exercise, n, mean, expected, low, high, said } = works;
    let points = |value: f64| texts().decimal(value, 1);
    let said = match said {
        Said::TooEarly => "profile-said-too-early",
        Said::Unclear => "profile-said-unclear",
        Said::Lower => "profile-said-lower",
        Said::Higher => "profile-said-higher",
    };
    view! {
        <tr>
            <th scope="row">{move || name(&slug, exercise)}</th>
            <td>{n}</td>
            <td>{move || points(mean)}</td>
            <td>{move || text_with("profile-expected", &[
                ("value", points(expected).into()), ("low", points(low).into()), ("high", points(high).into()),
            ])}</td>
            <td>{tr(said)}</td>
        </tr>
    }
}

/// The course over the treatment: every session with the bands at its beginning and end.
#[component]
fn Course(sessions: Vec<SessionProfile>, trend: Option<Trend>) -> impl IntoView {
    let title = move || match trend {
        None => text("profile-trend-too-few"),
        Some(trend) => {
            let points = texts().decimal(trend.per_week.abs(), 1);
            let id = match trend.interval {
                None => "profile-trend-early",
                Some((_, high)) if high < 0.0 => "profile-trend-lower",
                Some((low, _)) if low > 0.0 => "profile-trend-higher",
                Some(_) => "profile-trend-unclear",
            };
            text_with(id, &[("points", points.into()), ("n", trend.n.into())])
        }
    };
    let cell = |score: Option<Banded>| {
        match score {
        Some(banded) => view! {
            <td><span class="with-band"><span>{move || whole(banded.score)}</span><Bar low=banded.low high=banded.high at=banded.score/></span></td>
        }
        .into_any(),
        None => view! { <td class="soft">{tr("profile-none")}</td> }.into_any(),
    }
    };
    view! {
        <h2 id="profile-course">{title}</h2>
        <div class="scroll-x" tabindex="0" role="region" aria-labelledby="profile-course"><table class="chart-table">
            <thead><tr>
                <th scope="col">{tr("session-when")}</th><th scope="col">{tr("profile-begin")}</th><th scope="col">{tr("profile-end")}</th>
            </tr></thead>
            <tbody>{sessions.into_iter().rev().map(|session| {
                let at = session.opened_us;
                view! { <tr>
                    <th scope="row"><a href=Route::Session(session.session).path()>{move || screen::day(at)}</a></th>
                    {cell(session.begin.value)}{cell(session.end.value)}
                </tr> }
            }).collect_view()}</tbody>
        </table></div>
    }
}

/// Where the time went.
#[component]
fn Did(worlds: Vec<Used>, exercises: Vec<Used>) -> impl IntoView {
    let rows = |all: Vec<Used>, exercise: bool| {
        all.into_iter()
            .map(|used| {
                let Used { slug, seconds, times, .. } = used;
                view! { <tr>
                    <th scope="row">{move || name(&slug, exercise)}</th>
                    <td>{move || screen::stretch(seconds)}</td>
                    <td>{move || text_with("count-sessions", &[("n", times.into())])}</td>
                </tr> }
            })
            .collect_view()
    };
    view! {
        <h2 id="profile-did">{tr("profile-did")}</h2>
        <table class="chart-table">
            <caption class="sr">{tr("profile-did")}</caption>
            <tbody>{rows(worlds, false)}{rows(exercises, true)}</tbody>
        </table>
    }
}
