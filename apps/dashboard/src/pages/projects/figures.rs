//! The monitoring list, filled from real use; where that cannot be, the smallest question, to be answered here.

use super::{Desk, Doing, words};
use crate::pages::{guide::said, words::chart_box};
use charts::{Column, Columns};
use leptos::prelude::*;
use screen::{
    Bones, ChartView, FailureMessage, Icon, Remote, get, language, load, text, text_with, texts, tr,
};
use toolkit::{
    guide::{self, Category, Part},
    project::{Figure, Figures as Filled, FilledLine, SeenProject, Week, items},
};

/// Weeks that fit beside each other.
const WEEKS_SHOWN: usize = 12;

#[component]
pub(super) fn Figures(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let id = seen.with_value(|seen| seen.id);
    let found = load(move || {
        desk.again.track();
        async move { get::<Filled>(&["/api/v1/projects/", &id.to_string(), "/figures"].concat()).await }
    });
    let report =
        move || ["/api/v1/projects/", &id.to_string(), "/report.pdf?lang=", language().tag()].concat();
    view! {
        <p class="row above">
            <a class="btn primary" href=report download><Icon name="file-text"/>{tr("project-report")}</a>
            <span class="soft t-s">{tr("project-cells")}</span>
        </p>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
            Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
            Remote::Here(filled) => view! { <List filled desk/> }.into_any(),
        }}
    }
}

#[component]
fn List(filled: Filled, desk: Desk) -> impl IntoView {
    let period = text_with(
        "project-period",
        &[("from", words::day(filled.from).into()), ("until", words::day(filled.until).into())],
    );
    let weeks = filled.weeks.clone();
    let lines = StoredValue::new(filled.lines);
    let of = move |part: Part, category: Category| {
        let rows: Vec<_> = items(part, category)
            .filter_map(|item| {
                let line =
                    lines.with_value(|lines| lines.iter().find(|line| line.item == item.id).cloned())?;
                Some(view! { <Item item line desk/> })
            })
            .collect();
        view! { <section class="panel filled"><h3>{text(category_word(category))}</h3>{rows}</section> }
    };
    let half = move |part: Part, title: &'static str| {
        view! {
            <h2 class="section">{tr(title)}</h2>
            <div class="stack">{CATEGORIES.map(|category| of(part, category))}</div>
        }
    };
    view! {
        <p class="soft">{period}</p>
        {(!weeks.is_empty()).then(|| view! { <Weeks weeks each=filled.weeks_each/> })}
        {half(Part::Intervention, "project-intervention")}
        {half(Part::Implementation, "project-implementation")}
    }
}

const CATEGORIES: [Category; 6] = [
    Category::Reach,
    Category::Dose,
    Category::Adaptation,
    Category::Quality,
    Category::Satisfaction,
    Category::Context,
];

fn category_word(category: Category) -> &'static str {
    match category {
        Category::Reach => "category-reach",
        Category::Dose => "category-dose",
        Category::Adaptation => "category-adaptation",
        Category::Quality => "category-quality",
        Category::Satisfaction => "category-satisfaction",
        Category::Context => "category-context",
    }
}

/// Sessions over time.
#[component]
fn Weeks(weeks: Vec<Week>, each: u8) -> impl IntoView {
    let (element, size) = chart_box(640.0);
    let from = weeks.len().saturating_sub(WEEKS_SHOWN);
    let weeks = weeks[from.min(weeks.len())..].to_vec();
    let scene = Signal::derive(move || {
        let (width_px, text_px) = size.get();
        let columns = weeks.iter().map(|week| Column {
            name: words::day(week.monday),
            note: String::new(),
            value: f64::from(week.sessions),
            label: week.sessions.to_string(),
        });
        Columns {
            title: text_with("project-weeks", &[("n", each.into())]),
            columns: columns.collect(),
            heads: [text("project-week"), String::new(), text("use-sessions")],
        }
        .scene(width_px, text_px)
    });
    view! { <section class="panel"><div node_ref=element><ChartView scene/></div></section> }
}

/// One item of the list.
#[component]
fn Item(item: &'static guide::Monitored, line: FilledLine, desk: Desk) -> impl IntoView {
    let id = item.id;
    let asked = item.asked.as_ref();
    let nothing = line.figures.is_empty()
        && line.said.is_empty()
        && line.spread.is_empty()
        && line.influences.is_empty()
        && line.mean.is_none();
    let answered = match line.answered {
        _ if asked.is_none() => String::new(),
        None => text("figure-answered-few"),
        Some(0) => text("figure-answered-none"),
        Some(count) => text_with("figure-answered", &[("n", count.into())]),
    };
    let mean = line.mean.map(|mean| {
        let value = texts().decimal(mean.mean, 1);
        text_with("figure-mean", &[("mean", value.into()), ("n", mean.n.into())])
    });
    let spread = line.spread.into_iter().filter_map(move |spread| {
        let choice = asked?.choices.get(spread.answer.parse::<usize>().ok()?)?;
        Some(view! { <li>{said(choice)}": "<b>{spread.times}</b></li> })
    });
    let influences = line.influences.into_iter().filter_map(|spread| {
        let influence = guide::INFLUENCES.iter().find(|it| it.id == spread.answer)?;
        Some(view! {
            <li>{said(&influence.text)}" "<b>{spread.times}"×"</b>" "
                <span class="soft t-s">{influence.construct}" (CFIR)"</span></li>
        })
    });
    view! {
        <div class="item">
            <p class="firm">{said(&item.what)}</p>
            {(!line.figures.is_empty()).then(|| view! {
                <ul class="plain numbers-of">{line.figures.iter().map(|figure| view! { <li>{figure_words(figure)}</li> }).collect_view()}</ul>
            })}
            {mean.map(|mean| view! { <p>{mean}</p> })}
            <ul class="dotted">{spread.collect_view()}{influences.collect_view()}
                {line.said.into_iter().map(|words| view! { <li class="said">"“"{words}"”"</li> }).collect_view()}</ul>
            {(nothing && asked.is_none()).then(|| view! { <p class="soft t-s">{tr("figure-none")}</p> })}
            {asked.map(|_| view! {
                <p class="row apart"><span class="soft t-s">{answered}</span>
                    <button class="btn quiet" type="button" on:click=move |_| desk.open(Doing::Answer(id))><Icon name="pen-line"/>{tr("project-answer")}</button></p>
            })}
        </div>
    }
}

/// A figure in words.
fn figure_words(figure: &Figure) -> String {
    let value = match figure.value {
        None => text("figure-few"),
        Some(value) if value.fract().abs() > 0.0 => texts().decimal(value, 1),
        Some(value) => texts().decimal(value, 0),
    };
    let about = figure.about.as_deref().map(|about| match figure.name.as_str() {
        "indication" => guide::INDICATIONS.iter().find(|it| it.id == about).map(|it| said(&it.title)),
        _ => guide::PHASES.iter().find(|it| it.id == about).map(|it| said(&it.title)),
    });
    let about = about.flatten().unwrap_or_default();
    text_with(&["figure-", &figure.name].concat(), &[("value", value.into()), ("about", about.into())])
}
