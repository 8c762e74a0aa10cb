//! What is asked of one client and when, what was answered as scores over time, and filling in what a colleague saw.

use super::{
    client::AsTable,
    questions::plan::{PlanForm, PlannedList},
    words,
};
use crate::{route::Route, shell};
use care::questions::{
    Answer, Answered, Asked, ClientAnswers, Item, NewAnswers, QuestionSet, Rater, Scheduled, Score,
    SetDetail, SetShort,
};
use charts::{Course, CoursePoint, Scene};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{
    AnswerForm, Bones, ChartTable, ChartView, FailureMessage, Icon, Remote, answer_of, get, load, post, text,
    text_with, texts, tr, words_here,
};
use session::ClientId;
use std::collections::BTreeMap;

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let planned: Vec<Scheduled> = get(&format!("/api/v1/clients/{id}/scheduled-sets")).await?;
            let answers: ClientAnswers = get(&format!("/api/v1/clients/{id}/answers")).await?;
            let sets: Vec<SetShort> = get("/api/v1/question-sets").await?;
            Ok((client, planned, answers, sets))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("answers-title"))));
    let head = move |alias: Option<String>| {
        view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")>
                    <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{alias.unwrap_or_else(|| text("screening-client"))}</a>
                </nav>
                <h1>{tr("answers-title")}</h1>
            </div></header>
        }
    };
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! { {head(None)}<FailureMessage failure retry=changed/> }.into_any(),
        Remote::Here((client, planned, answers, sets)) => {
            let path = format!("/api/v1/clients/{id}/scheduled-sets");
            let none = planned.is_empty();
            view! {
                {head(Some(client.alias))}
                <section aria-labelledby="planned">
                    <h2 class="section" id="planned">{tr("plan-title")}</h2>
                    {if none {
                        view! { <p class="soft">{tr("set-plan-none")}</p> }.into_any()
                    } else {
                        view! { <PlannedList path=path.clone() all=planned of_team=false ended=changed/> }.into_any()
                    }}
                    <details class="panel"><summary>{tr("plan-add")}</summary>
                        <PlanForm path sets=sets.clone() planned=Callback::new(move |_| changed.run(()))/></details>
                    <details class="panel"><summary>{tr("answers-fill-in")}</summary><FillIn id sets changed/></details>
                </section>
                <h2 class="section">{tr("answers-over-time")}</h2>
                <OverTime answers/>
            }
            .into_any()
        }
    }
}

/// Every set that was answered: each of its scores over time, and the answers themselves.
#[component]
fn OverTime(answers: ClientAnswers) -> impl IntoView {
    // A set changes with its version: what was asked differently is not drawn as one line.
    let mut which: Vec<(String, u16)> = Vec::new();
    for answered in &answers.answered {
        let key = (answered.set.clone(), answered.version);
        if !which.contains(&key) {
            which.push(key);
        }
    }
    if which.is_empty() {
        return view! { <div class="empty"><Icon name="chart-line"/><p class="firm">{tr("answers-none")}</p><p class="soft">{tr("answers-none-do")}</p></div> }.into_any();
    }
    let all = which.into_iter().filter_map(|(id, version)| {
        let set = answers.sets.iter().find(|set| set.id == id && set.version == version)?.clone();
        let own = |answered: &&Answered| answered.set == id && answered.version == version;
        let answered: Vec<Answered> = answers.answered.iter().filter(own).cloned().collect();
        Some(view! { <Set set answered/> })
    });
    all.collect_view().into_any()
}

/// A line that is drawn: its name, its range, and the value of a moment.
struct Drawn {
    title: String,
    range: (f64, f64),
    values: Vec<Option<f64>>,
}

fn drawn(set: &QuestionSet, answered: &[Answered]) -> Vec<Drawn> {
    let mut all = Vec::new();
    for scale in &set.scales {
        let mut range = (0.0, 1.0);
        let value = |answered: &Answered| {
            let scored = answered.scored.iter().find(|scored| scored.scale == scale.id)?;
            match scored.score {
                Score::Value { value, lowest, highest } => Some((value, (lowest, highest))),
                Score::TooMuchMissing => None,
            }
        };
        let values = answered.iter().map(|answered| {
            let (value, of) = value(answered)?;
            range = of;
            Some(value)
        });
        let values = values.collect();
        all.push(Drawn { title: words_here(&scale.title), range, values });
    }
    let counted = |item: &Item| set.scales.iter().any(|scale| scale.items.contains(&item.id));
    for item in set.items.iter().filter(|item| !counted(item)) {
        let Some((from, to)) = item.form.range() else { continue };
        let value = |answered: &Answered| match answered.answers.get(&item.id) {
            Some(Answer::Number(n)) => Some(f64::from(*n)),
            _ => None,
        };
        let values = answered.iter().map(value).collect();
        all.push(Drawn { title: words_here(&item.text), range: (from.into(), to.into()), values });
    }
    all
}

fn asked_word(asked: Asked) -> String {
    text(match asked {
        Asked::Before => "asked-before",
        Asked::During => "asked-during",
        Asked::After => "asked-after",
        Asked::Apart => "asked-apart",
    })
}

#[component]
fn Set(set: QuestionSet, answered: Vec<Answered>) -> impl IntoView {
    let lines = drawn(&set, &answered);
    let title = words_here(&set.title);
    let version = set.version;
    let moments: Vec<(i64, Asked)> =
        answered.iter().map(|answered| (answered.at_us, answered.asked)).collect();
    let count = answered.len();
    let set = StoredValue::new(set);
    view! {
        <section class="panel stack">
            <h3>{title}</h3>
            <p class="soft t-s">{text_with("answers-count", &[("n", count.into()), ("version", version.into())])}</p>
            {lines.into_iter().map(|line| view! { <Line line moments=moments.clone()/> }).collect_view()}
            <details><summary>{tr("answers-all")}</summary>
                <div class="scroll-x" tabindex="0" role="region" aria-label=tr("answers-all")><table class="chart-table">
                    <thead><tr><th scope="col">{tr("session-when")}</th><th scope="col">{tr("answers-moment")}</th><th scope="col">{tr("answers-by")}</th><th scope="col">{tr("answers-what")}</th></tr></thead>
                    <tbody>{answered.into_iter().rev().map(|answered| {
                        let at = screen::moment(answered.at_us);
                        let by = answered.by_name.clone().unwrap_or_else(|| text("rater-client"));
                        let given = set.with_value(|set| set.items.iter().filter_map(|item| {
                            Some(view! { <li><span class="soft">{words_here(&item.text)}</span>" "{answer_of(item, answered.answers.get(&item.id)?)}</li> })
                        }).collect_view());
                        view! { <tr>
                            <th scope="row">{match answered.session {
                                Some(session) => view! { <a href=Route::Session(session).path()>{at}</a> }.into_any(),
                                None => at.into_any(),
                            }}</th>
                            <td>{asked_word(answered.asked)}</td><td>{by}</td><td><ul class="because">{given}</ul></td>
                        </tr> }
                    }).collect_view()}</tbody>
                </table></div>
            </details>
        </section>
    }
}

#[component]
fn Line(line: Drawn, moments: Vec<(i64, Asked)>) -> impl IntoView {
    let Drawn { title, range, values } = line;
    let (element, size) = words::chart_box(640.0);
    let heading = title.clone();
    let scene = Signal::derive(move || -> Scene {
        let (width_px, text_px) = size.get();
        let point = |((at_us, asked), value): (&(i64, Asked), &Option<f64>)| CoursePoint {
            at: *at_us as f64,
            label: screen::day(*at_us),
            kind: asked_word(*asked),
            value: *value,
            words: value.map_or_else(|| text("answers-missing"), number),
            filled: *asked != Asked::Before,
        };
        Course {
            title: title.clone(),
            points: moments.iter().zip(&values).map(point).collect(),
            lowest: range.0,
            highest: range.1,
            columns: [text("session-when"), text("answers-moment"), text("answers-score")],
        }
        .scene(width_px, text_px)
    });
    let as_table = RwSignal::new(false);
    view! {
        <h4>{heading}</h4>
        <div class="chart-room" node_ref=element>
            {move || if as_table.get() {
                view! { <ChartTable table=Signal::derive(move || scene.with(|scene| scene.table.clone()))/> }.into_any()
            } else {
                view! { <ChartView scene/> }.into_any()
            }}
        </div>
        <AsTable as_table/>
    }
}

fn number(value: f64) -> String {
    texts().decimal(value, usize::from(value.fract().abs() > 1e-9))
}

/// A colleague fills in a set: what they saw, or what a client told.
#[component]
fn FillIn(id: ClientId, sets: Vec<SetShort>, changed: Callback<()>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let options = sets.into_iter().filter(|set| set.published.is_some() && set.rater != Rater::Colleague);
    view! {
        <div class="field">
            <label for="fill-in">{tr("plan-set")}</label>
            <select class="input" id="fill-in" on:change:target=move |event| chosen.set(event.target().value())>
                <option value="">{tr("choose")}</option>
                {options.map(|set| view! { <option value=set.id>{words_here(&set.title)}</option> }).collect_view()}
            </select>
        </div>
        {move || chosen.with(|id| (!id.is_empty()).then(|| id.clone())).map(|set| view! { <FillInSet id set changed/> })}
    }
}

#[component]
fn FillInSet(id: ClientId, set: String, changed: Callback<()>) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        let path = format!("/api/v1/question-sets/{set}");
        async move { get::<SetDetail>(&path).await }
    });
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=3/> }.into_any(),
        Remote::Failed(failure) => {
            view! { <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/> }
                .into_any()
        }
        Remote::Here(detail) => detail
            .published
            .map(|set| {
                let QuestionSet { id: set, version, about, items, .. } = set;
                let send = Callback::new(move |answers: BTreeMap<String, Answer>| -> screen::Sending {
                    let new =
                        NewAnswers { set: set.clone(), version, asked: Asked::Apart, session: None, answers };
                    Box::pin(async move {
                        let _: ClientAnswers = post(&format!("/api/v1/clients/{id}/answers"), &new).await?;
                        changed.run(());
                        Ok(())
                    })
                });
                view! { <p class="soft t-s">{words_here(&about)}</p><AnswerForm items send/> }
            })
            .into_any(),
    }
}
