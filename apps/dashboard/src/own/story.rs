//! "Mijn verhaal": my sessions in my own words, what worked for me as far as that can be said, and what I wrote.

use super::{
    parts::{Lead, Speaks},
    room::Room,
};
use crate::pages::{
    asking::{Asking, Ends},
    client::AsTable,
    words::chart_box,
};
use care::profile::{OwnWorks, Said, Used, Works};
use charts::{BeforeAfter, Pair, Scene};
use leptos::{html, prelude::*};
use link::own::{Claim, OwnSession};
use screen::{
    Bones, ChartTable, ChartView, FailureMessage, Icon, Remote, exercise_word, get, go, load, post, stretch,
    text, text_with, texts, tr, world_word,
};
use session::SessionId;

/// So many of what was chosen most are shown.
const LIKED: usize = 5;

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-tab-story");
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let sessions: Vec<OwnSession> = get("/api/v1/client/sessions").await?;
            let works: OwnWorks = get("/api/v1/client/works").await?;
            Ok((sessions, works))
        }
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=8/> }.into_any(),
        Remote::Failed(failure) => {
            view! { <h1>{tr("own-tab-story")}</h1><FailureMessage failure retry/> }.into_any()
        }
        Remote::Here((sessions, works)) => view! { <Whole sessions works/> }.into_any(),
    }
}

#[component]
fn Whole(sessions: Vec<OwnSession>, works: OwnWorks) -> impl IntoView {
    let speaks = Speaks::here();
    if sessions.is_empty() {
        return view! {
            <h1>{tr("own-story-empty")}</h1>
            <p class="soft">{speaks.tr("own-story-empty-more")}</p>
            <ul class="mine-rows">
                <Lead to=Room::Breath icon="wind" name="own-breath" more="own-breath-more"/>
                <Lead to=Room::Learn(0) icon="leaf" name="own-learn" more="own-learn-more"/>
            </ul>
            <ClaimOne/>
        }
        .into_any();
    }
    let OwnWorks { works, worlds, exercises } = works;
    let best = works.iter().find(|it| it.said == Said::Lower).cloned();
    let of_best = best.clone().map(|best| {
        let (lower, n) = lower_after(&sessions, &best);
        (best, lower, n)
    });
    let title = of_best.clone();
    let more = of_best;
    let mut liked: Vec<(Used, bool)> = worlds
        .into_iter()
        .map(|used| (used, false))
        .chain(exercises.into_iter().map(|used| (used, true)))
        .collect();
    liked.sort_by_key(|(used, _)| std::cmp::Reverse(used.times));
    liked.truncate(LIKED);
    let last_words = sessions.iter().find_map(|session| Some((session.id, session.reflection.clone()?)));
    view! {
        <h1>{move || match &title {
            Some((best, ..)) => text_with("own-story-best", &[("name", name(&best.slug, best.exercise).into())]),
            None => text("own-story-early"),
        }}</h1>
        <p class="soft">{move || match &more {
            // Of a world it can be counted session by session; of an exercise the ranking itself says how often.
            Some((best, lower, n)) if !best.exercise && *n > 0 => text_with("own-story-counted", &[
                ("lower", (*lower).into()), ("n", (*n).into()), ("name", name(&best.slug, false).into())]),
            Some((best, ..)) => text_with("own-story-mean", &[("points", points(best.expected).into()), ("n", best.n.into())]),
            None => speaks.said("own-story-early-more"),
        }}</p>
        <Course sessions=sessions.clone()/>
        <WhatWorks works/>
        {(!liked.is_empty()).then(|| view! {
            <section>
                <h2>{tr("own-story-liked")}</h2>
                <ul class="mine-likes">{liked.into_iter().map(|(used, exercise)| {
                    let icon = if exercise { "wind" } else { world_icon(&used.slug) };
                    view! { <li><Icon name=icon/><span>{name(&used.slug, exercise)}</span>
                        <span class="soft t-s">{text_with("own-times", &[("n", used.times.into())])}</span></li> }
                }).collect_view()}</ul>
            </section>
        })}
        {last_words.map(|(id, reflection)| view! {
            <section>
                <h2>{tr("own-story-wrote")}</h2>
                <blockquote class="own-words">{reflection.words}</blockquote>
                <p class="soft t-s">{format!("{} · {}", screen::moment(reflection.changed), text(if reflection.shared { "own-shared" } else { "own-only-you" }))}</p>
                <p><a class="btn quiet" href=Room::Course(id).path()>{tr("own-story-that-session")}</a></p>
            </section>
        })}
        <All sessions/>
        <ClaimOne/>
    }
    .into_any()
}

fn name(slug: &str, exercise: bool) -> String {
    if exercise { exercise_word(slug) } else { world_word(slug) }
}

fn points(value: f64) -> String {
    texts().decimal(value.abs(), 1)
}

fn world_icon(slug: &str) -> &'static str {
    match slug {
        "sunset-beach" => "sunset",
        "coral-reef" | "starry-lake" => "waves",
        _ => "trees",
    }
}

/// Of the sessions in a world with both answers: after how many tension was lower, and how many there are.
fn lower_after(sessions: &[OwnSession], best: &Works) -> (usize, usize) {
    let own = |session: &&OwnSession| !session.rated_by_colleague && session.worlds.contains(&best.slug);
    let both = sessions.iter().filter(own);
    let both: Vec<(u8, u8)> =
        both.filter_map(|session| Some((session.tension_before?, session.tension_after?))).collect();
    (both.iter().filter(|(before, after)| after < before).count(), both.len())
}

/// Tension before and after, session by session.
#[component]
fn Course(sessions: Vec<OwnSession>) -> impl IntoView {
    let mut oldest_first = sessions;
    oldest_first.retain(|session| !session.live);
    oldest_first.reverse();
    // What a colleague filled in is not what they felt.
    let own = |it: &OwnSession| (!it.rated_by_colleague).then_some((it.tension_before?, it.tension_after?));
    let last = oldest_first.iter().rev().find_map(own);
    let title = move || match last {
        Some((before, after)) => {
            let id = match after.cmp(&before) {
                std::cmp::Ordering::Less => "own-story-last-lower",
                std::cmp::Ordering::Equal => "own-story-last-same",
                std::cmp::Ordering::Greater => "own-story-last-higher",
            };
            text_with(id, &[("before", before.into()), ("after", after.into())])
        }
        None => text("own-story-no-answers"),
    };
    let (element, size) = chart_box(340.0);
    let newest = oldest_first.last().map(|session| session.id);
    let scene = Signal::derive(move || -> Scene {
        let (width_px, text_px) = size.get();
        BeforeAfter {
            title: title(),
            pairs: oldest_first
                .iter()
                .map(|session| Pair {
                    label: screen::day(session.opened),
                    before: session.tension_before.filter(|_| !session.rated_by_colleague),
                    after: session.tension_after.filter(|_| !session.rated_by_colleague),
                    current: Some(session.id) == newest,
                })
                .collect(),
            scale_max: 10,
            before_word: text("tension-before-word"),
            after_word: text("tension-after-word"),
            same_word: text("tension-same-word"),
            missing_word: text("not-answered"),
            date_word: text("session-when"),
        }
        .scene(width_px, text_px)
    });
    let as_table = RwSignal::new(false);
    view! {
        <section>
            <h2>{title}</h2>
            <div class="chart-room" node_ref=element>
                {move || if as_table.get() {
                    view! { <ChartTable table=Signal::derive(move || scene.with(|scene| scene.table.clone()))/> }.into_any()
                } else {
                    view! { <ChartView scene/> }.into_any()
                }}
            </div>
            <AsTable as_table/>
        </section>
    }
}

/// What works for me: what may be said of each, and how sure that is.
#[component]
fn WhatWorks(works: Vec<Works>) -> impl IntoView {
    let row = |works: Works| {
        let Works { slug, exercise, n, low, high, said, .. } = works;
        let sentence = match said {
            Said::TooEarly => text_with("own-works-early", &[("n", n.into())]),
            Said::Unclear => text_with("own-works-unclear", &[("n", n.into())]),
            Said::Lower => text_with(
                "own-works-lower",
                &[("n", n.into()), ("low", points(low).into()), ("high", points(high).into())],
            ),
            Said::Higher => text_with("own-works-higher", &[("n", n.into())]),
        };
        let icon = if exercise { "wind" } else { world_icon(&slug) };
        view! { <li><Icon name=icon/><span><b>{name(&slug, exercise)}</b><span class="soft t-s">{sentence}</span></span></li> }
    };
    (!works.is_empty()).then(|| {
        view! {
            <section>
                <h2>{tr("own-works")}</h2>
                <ul class="mine-likes">{works.into_iter().map(row).collect_view()}</ul>
                <p class="soft t-s">{tr("own-works-how")}</p>
            </section>
        }
    })
}

/// Every session, the newest first, each a sentence that leads to its course.
#[component]
fn All(sessions: Vec<OwnSession>) -> impl IntoView {
    let row = |session: OwnSession| {
        let worlds = session.worlds.iter().map(|slug| world_word(slug)).collect::<Vec<_>>().join(", ");
        let length = stretch(session.length.as_secs_f64());
        let what = match (session.tension_before, session.tension_after) {
            _ if session.live => text("own-session-live"),
            (Some(before), Some(after)) if before == after => {
                text_with("own-session-same", &[("n", before.into())])
            }
            (Some(before), Some(after)) => {
                text_with("own-session-both", &[("before", before.into()), ("after", after.into())])
            }
            (Some(before), None) => text_with("own-session-before", &[("n", before.into())]),
            (None, Some(after)) => text_with("own-session-after", &[("n", after.into())]),
            (None, None) => text("own-session-neither"),
        };
        let what =
            if session.rated_by_colleague { format!("{what} ({})", text("own-by-colleague")) } else { what };
        let first = if worlds.is_empty() { length } else { format!("{worlds}, {length}") };
        view! {
            <li><a href=Room::Course(session.id).path()>
                <Icon name="clock"/>
                <span><b>{screen::moment(session.opened)}</b><span class="soft t-s">{first}</span><span class="soft t-s">{what}</span>
                    {session.reflection.is_some().then(|| view! { <span class="mark sea t-s"><Icon name="pen-line"/>{tr("own-session-wrote")}</span> })}</span>
                <Icon name="chevron-right"/>
            </a></li>
        }
    };
    view! {
        <section>
            <h2>{text_with("count-sessions", &[("n", sessions.len().into())])}</h2>
            <ul class="mine-rows">{sessions.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

/// Makes an anonymous session one's own.
#[component]
fn ClaimOne() -> impl IntoView {
    let asking = Asking::new();
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let code = input.value().trim().to_owned();
        if code.is_empty() {
            let _ = input.focus();
            return;
        }
        asking.send(move || {
            Box::pin(async move {
                let session: SessionId = post("/api/v1/client/claim", &Claim { code }).await?;
                go(&Room::Course(session).path());
                Ok(())
            })
        });
    };
    view! {
        <details class="mine-claim">
            <summary>{tr("own-claim")}</summary>
            <form class="form" on:submit=submit novalidate>
                <div class="field">
                    <label for="claim-code">{tr("own-claim-code")}</label>
                    <input class="input" id="claim-code" node_ref=field maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="claim-hint"/>
                    <p class="hint" id="claim-hint">{tr("own-claim-hint")}</p>
                </div>
                <Ends asking send="own-claim-send" icon="plus"/>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::WorldTime;

    #[test]
    fn only_sessions_in_that_world_with_both_answers_are_counted() {
        let session = |world: &str, before, after| OwnSession {
            id: "0192f3c1-7a00-7000-8000-000000000001".parse().unwrap(),
            opened: 0,
            length: WorldTime::from_secs(600),
            live: false,
            tension_before: before,
            tension_after: after,
            rated_by_colleague: false,
            worlds: vec![world.to_owned()],
            unwell: false,
            reflection: None,
        };
        let sessions = [
            session("sunset-beach", Some(7), Some(4)),
            session("sunset-beach", Some(5), Some(5)),
            session("sunset-beach", Some(5), None),
            session("alpine-meadow", Some(9), Some(1)),
        ];
        let best = Works {
            slug: "sunset-beach".into(),
            exercise: false,
            n: 2,
            mean: 1.5,
            expected: 1.0,
            low: 0.1,
            high: 2.0,
            said: Said::Lower,
        };
        assert_eq!(lower_after(&sessions, &best), (1, 2));
    }
}
