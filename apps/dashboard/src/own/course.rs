//! One of my sessions: where I was, the heart as a calm line with its gaps, what I marked, and what I wrote about it.

use super::{
    parts::{Back, Considered, Speaks},
    reflection::Reflect,
    room::Room,
};
use crate::{
    pages::{
        asking::{Asking, Ends},
        client::AsTable,
        words::chart_box,
    },
    story::{JOIN_WITHIN_S, Story},
};
use charts::{
    Gap, Ink, LabelledTick, LineTrack, Mark, MarkShape, Point, Segment, Table, Timeline as Chart,
    time_ticks_s,
};
use leptos::{html, prelude::*, task::spawn_local};
use link::own::{NewMoment, OwnCourse, OwnMoment, Sharing, WORDS_MAX_CHARS};
use screen::{
    Bones, ChartTable, ChartView, Failure, FailureMessage, Icon, Remote, delete, exercise_word, get, load,
    post, put, stretch, text, text_with, texts, tr, world_word,
};
use session::{SessionId, WorldTime};

#[component]
pub(super) fn Page(id: SessionId) -> impl IntoView {
    super::name_page("own-course-title");
    let speaks = Speaks::here();
    // Who is given time decides first whether they want to see it now.
    let wanted = RwSignal::new(!speaks.takes_time());
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<OwnCourse>(&format!("/api/v1/client/sessions/{id}")).await }
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Back to=Room::Story name="own-tab-story"/>
        {move || match (wanted.get(), found.get()) {
            (false, _) => view! {
                <h1>{tr("own-course-first")}</h1>
                <p>{speaks.tr("own-course-first-more")}</p>
                <div class="row mine-two">
                    <a class="btn" href=Room::Story.path()>{tr("own-think-later")}</a>
                    <button class="btn primary" type="button" on:click=move |_| wanted.set(true)>{tr("own-course-show")}</button>
                </div>
            }.into_any(),
            (_, Remote::Coming) => view! { <Bones lines=8/> }.into_any(),
            (_, Remote::Failed(failure)) => view! { <h1>{tr("own-course-title")}</h1><FailureMessage failure retry/> }.into_any(),
            (_, Remote::Here(course)) => view! { <Course course again/> }.into_any(),
        }}
    }
}

#[component]
fn Course(course: OwnCourse, again: RwSignal<u32>) -> impl IntoView {
    let speaks = Speaks::here();
    let story = Story::told(&course.events, course.session.length);
    let session = course.session.clone();
    let title = match (session.tension_before, session.tension_after) {
        (Some(before), Some(after)) if before == after => {
            text_with("own-session-same", &[("n", before.into())])
        }
        (Some(before), Some(after)) => {
            text_with("own-course-both", &[("before", before.into()), ("after", after.into())])
        }
        _ => text("own-course-title"),
    };
    let worlds = session.worlds.iter().map(|slug| world_word(slug)).collect::<Vec<_>>().join(", ");
    let exercises: Vec<String> = {
        let mut all: Vec<String> = story.exercises.iter().map(|it| exercise_word(it.what.0.slug())).collect();
        all.dedup();
        all
    };
    let watched: Vec<String> = {
        let mut all: Vec<String> = story.watching.iter().map(|it| it.what.clone()).collect();
        all.sort();
        all.dedup();
        all
    };
    let id = session.id;
    let (length_s, unwell) = (story.length_s, session.unwell);
    let reflection = session.reflection.clone();
    let moments = course.moments.clone();
    let drawn = StoredValue::new((course, story));
    let (element, size) = chart_box(340.0);
    let heading = title.clone();
    let scene = Signal::derive(move || {
        let (width_px, text_px) = size.get();
        let title = heading.clone();
        drawn.with_value(|(course, story)| {
            chart(course, story, title, width_px, text_px).scene(width_px, text_px).scene
        })
    });
    let as_table = RwSignal::new(false);
    view! {
        <h1>{title}</h1>
        <p class="soft">{screen::moment(session.opened)}</p>
        <dl class="mine-facts">
            <div><dt>{tr("session-length")}</dt><dd>{stretch(length_s)}</dd></div>
            {(!worlds.is_empty()).then(|| view! { <div><dt>{tr("own-course-where")}</dt><dd>{worlds}</dd></div> })}
            {(!exercises.is_empty()).then(|| view! { <div><dt>{tr("own-course-did")}</dt><dd>{exercises.join(", ")}</dd></div> })}
            <div><dt>{speaks.tr("own-course-watched")}</dt><dd>{if watched.is_empty() { text("own-course-nobody") } else { watched.join(", ") }}</dd></div>
        </dl>
        {unwell.then(|| view! { <div class="message calm"><Icon name="info"/><p>{speaks.tr("own-course-unwell")}</p></div> })}
        <section>
            <h2>{tr("own-course-line")}</h2>
            <p class="soft t-s">{speaks.tr("own-course-line-more")}</p>
            <div class="chart-room" node_ref=element>
                {move || if as_table.get() {
                    view! { <ChartTable table=Signal::derive(move || scene.with(|scene| scene.table.clone()))/> }.into_any()
                } else {
                    view! { <ChartView scene/> }.into_any()
                }}
            </div>
            <AsTable as_table/>
        </section>
        <Moments id length_s drawn moments again/>
        <Reflect id known=reflection again/>
    }
}

/// The chart's own words: answers, the heart, where I was, what I did, what I marked.
fn chart(course: &OwnCourse, story: &Story, title: String, width_px: f64, text_px: f64) -> Chart {
    let gaps = course.gaps.iter().filter(|gap| (gap.to - gap.from).as_secs_f64() >= 10.0);
    let gaps = gaps.map(|gap| Gap {
        from_s: gap.from.as_secs_f64(),
        to_s: gap.to.as_secs_f64(),
        label: text("own-course-gap"),
        waiting: false,
    });
    let points = course.heart.iter();
    let points: Vec<Point> =
        points.map(|it| Point { at_s: it.at.as_secs_f64(), value: it.beats_per_minute }).collect();
    let mut answers = Vec::new();
    let mut answer = |at_s: f64, value: Option<u8>, filled: bool, label: &str| {
        if let Some(value) = value {
            let shape = MarkShape::Number { value: value.to_string(), filled };
            answers.push(Mark { at_s, shape, label: text(label) });
        }
    };
    for happening in &story.happenings {
        match happening.what {
            crate::story::Occurrence::TensionBefore(value) => {
                answer(happening.at_s, value, false, "track-tension-before");
            }
            crate::story::Occurrence::TensionAfter(value) => {
                answer(happening.at_s, value, true, "track-tension-after");
            }
            _ => {}
        }
    }
    let mut tracks = Vec::new();
    if !answers.is_empty() {
        tracks.push(charts::Track::Marks { name: text("own-track-tension"), marks: answers });
    }
    tracks.push(charts::Track::Line(LineTrack {
        name: text("heart-rate"),
        unit: text("unit-bpm"),
        points,
        bands: Vec::new(),
        baseline: None,
        gaps: gaps.collect(),
        domain: None,
        join_within_s: JOIN_WITHIN_S,
        ink: Ink::Heart,
        nothing: text("own-course-no-heart"),
    }));
    let segments = story.worlds.iter().map(|it| Segment {
        from_s: it.from_s,
        to_s: it.to_s,
        label: world_word(it.what.slug()),
        short: String::new(),
        ink: Some(Ink::Sea),
    });
    let worlds: Vec<Segment> = segments.collect();
    if !worlds.is_empty() {
        tracks.push(charts::Track::Segments { name: text("own-course-where"), segments: worlds });
    }
    let segments = story.exercises.iter().map(|it| Segment {
        from_s: it.from_s,
        to_s: it.to_s,
        label: exercise_word(it.what.0.slug()),
        short: String::new(),
        ink: Some(Ink::Sand),
    });
    let exercises: Vec<Segment> = segments.collect();
    if !exercises.is_empty() {
        tracks.push(charts::Track::Segments { name: text("own-course-did"), segments: exercises });
    }
    let marked = course.moments.iter().map(|it| Mark {
        at_s: it.at.as_secs_f64(),
        shape: MarkShape::Diamond,
        label: String::new(),
    });
    let marked: Vec<Mark> = marked.collect();
    if !marked.is_empty() {
        tracks.push(charts::Track::Marks { name: text("own-moments-marked"), marks: marked });
    }
    let most = ((width_px - 60.0) / (text_px * 6.0)).max(2.0) as usize;
    let label = |at_s: f64| screen::span_clock(WorldTime::from_millis((at_s * 1000.0) as u64));
    let ticks = time_ticks_s(story.length_s, most).into_iter();
    let rows = time_ticks_s(story.length_s, 30).into_iter().map(|at_s| {
        vec![
            label(at_s),
            heart_at(course, at_s).map_or_else(|| text("chart-no-value"), |rate| texts().decimal(rate, 0)),
            Story::during(&story.worlds, at_s)
                .map_or_else(|| text("moment-none"), |world| world_word(world.slug())),
        ]
    });
    Chart {
        description: String::new(),
        length_s: story.length_s,
        ticks: ticks.map(|at_s| LabelledTick { at_s, label: label(at_s) }).collect(),
        tracks,
        table: Table {
            caption: title.clone(),
            columns: vec![text("chart-time"), text("heart-rate"), text("own-course-where")],
            rows: rows.collect(),
        },
        title,
    }
}

/// The heart near a moment, where it was measured.
fn heart_at(course: &OwnCourse, at_s: f64) -> Option<f64> {
    let near = |at: WorldTime| (at.as_secs_f64() - at_s).abs();
    let found = course.heart.iter().min_by(|a, b| near(a.at).total_cmp(&near(b.at)))?;
    (near(found.at) <= JOIN_WITHIN_S).then_some(found.beats_per_minute)
}

/// Moments that one marked, and a form for another: a place on the line, a note, and whether it is shared.
#[component]
fn Moments(
    id: SessionId,
    length_s: f64,
    drawn: StoredValue<(OwnCourse, Story)>,
    moments: Vec<OwnMoment>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let speaks = Speaks::here();
    let asking = Asking::new();
    let at_s = RwSignal::new((length_s / 2.0).round());
    let shared = RwSignal::new(false);
    let open = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let note = NodeRef::<html::Textarea>::new();
    let where_it_is = move || {
        let at_s = at_s.get();
        drawn.with_value(|(course, story)| {
            let clock = screen::span_clock(WorldTime::from_millis((at_s * 1000.0) as u64));
            let place = Story::during(&story.worlds, at_s).map(|world| world_word(world.slug()));
            let heart = heart_at(course, at_s)
                .map(|rate| text_with("own-moment-heart", &[("n", texts().decimal(rate, 0).into())]));
            [Some(clock), place, heart].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = note.get_untracked() else { return };
        let words = area.value().trim().to_owned();
        missing.set(words.is_empty());
        if words.is_empty() {
            let _ = area.focus();
            return;
        }
        // Where a client is given time, sharing is a step of its own, later.
        let now = shared.get_untracked() && !speaks.takes_time();
        let at = WorldTime::from_millis((at_s.get_untracked() * 1000.0) as u64);
        let new = NewMoment { at, note: words, shared: now };
        asking.send(move || {
            Box::pin(async move {
                let _: OwnMoment = post(&format!("/api/v1/client/sessions/{id}/moments"), &new).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <section>
            <h2>{tr("own-moments-marked")}</h2>
            {moments.is_empty().then(|| view! { <p class="soft">{speaks.tr("own-moments-none")}</p> })}
            <ul class="mine-list">{moments.into_iter().map(|moment| view! { <Marked moment again/> }).collect_view()}</ul>
            {move || if open.get() {
                view! {
                    <form class="panel form" on:submit=submit novalidate>
                        <div class="field">
                            <label for="moment-at">{tr("own-moment-at")}</label>
                            <input class="range" id="moment-at" type="range" min="0" max=length_s.floor().to_string() step="5" prop:value=move || at_s.get().to_string()
                                aria-valuetext=where_it_is on:input:target=move |event| at_s.set(event.target().value().parse().unwrap_or(0.0))/>
                            <p class="hint">{where_it_is}</p>
                        </div>
                        <div class="field">
                            <label for="moment-note">{speaks.tr("own-moment-note")}</label>
                            <textarea class="input" id="moment-note" rows="3" node_ref=note maxlength=WORDS_MAX_CHARS.to_string() aria-describedby="moment-missing"></textarea>
                            <p class="wrong" id="moment-missing">{move || missing.get().then(|| view! { <Icon name="info"/><span>{tr("own-moment-missing")}</span> })}</p>
                        </div>
                        {if speaks.takes_time() {
                            view! { <p class="hint">{tr("own-moment-share-later")}</p> }.into_any()
                        } else {
                            view! { <label class="check"><input type="checkbox" on:change:target=move |event| shared.set(event.target().checked())/><span>{tr("own-moment-share-now")}</span></label> }.into_any()
                        }}
                        <Ends asking send="own-moment-keep" icon="check" cancel=open/>
                    </form>
                }.into_any()
            } else {
                view! { <button class="btn wide" type="button" on:click=move |_| open.set(true)><Icon name="plus"/>{tr("own-moment-mark")}</button> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Marked(moment: OwnMoment, again: RwSignal<u32>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let OwnMoment { id, at, note, shared, .. } = moment;
    let path = format!("/api/v1/client/moments/{id}");
    let to_share = StoredValue::new(path.clone());
    let share = move |shared: bool| {
        failure.set(None);
        spawn_local(async move {
            let Some(path) = to_share.try_get_value() else { return };
            match put(&path, &Sharing { shared }).await {
                Ok(()) => again.update(|n| *n += 1),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let forget = move |_| {
        failure.set(None);
        spawn_local(async move {
            let Some(path) = to_share.try_get_value() else { return };
            match delete(&path).await {
                Ok(()) => again.update(|n| *n += 1),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let clock = screen::span_clock(at);
    let label = format!("{}: {clock}", text("own-remove"));
    view! {
        <li class="marked">
            <span><b>{clock}</b><span class="own-words">{note}</span><span class="soft t-s">{text(if shared { "own-shared" } else { "own-only-you" })}</span></span>
            <button class="btn quiet square" type="button" aria-label=label on:click=forget><Icon name="trash-2"/></button>
            <div class="marked-share">
                {if shared {
                    view! { <button class="btn quiet" type="button" on:click=move |_| share(false)>{tr("own-unshare")}</button> }.into_any()
                } else {
                    view! { <Considered word="own-share" icon="users" question="own-share-question" then=Callback::new(move |()| share(true))/> }.into_any()
                }}
                {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            </div>
        </li>
    }
}
