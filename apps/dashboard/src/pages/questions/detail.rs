//! One set: as it is asked, its versions, the draft to go on with, and publishing it.

use super::{address, editor::Editor, licence_word, preview::Preview, rater_word};
use crate::{
    pages::asking::{Asking, Ends},
    route::Route,
};
use care::{
    Words,
    questions::{Draft, Form, Item, Licence, PublishSet, QuestionSet, Rater, SetDetail, Use},
};
use leptos::prelude::*;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, post, text, text_with, tr, words_here};

/// A set that is begun: one question, ready to be changed.
fn begun() -> QuestionSet {
    let words = || Words { nl: String::new(), en: String::new() };
    QuestionSet {
        id: String::new(),
        version: 1,
        title: words(),
        about: words(),
        rater: Rater::Client,
        licence: Licence::Own,
        items: vec![Item {
            id: "vraag-1".into(),
            text: words(),
            form: Form::Nrs { from: 0, to: 10, low: words(), high: words() },
        }],
        scales: Vec::new(),
    }
}

#[component]
pub(super) fn Page(id: String) -> impl IntoView {
    let again = RwSignal::new(0u32);
    if id.is_empty() {
        return view! { <Head title=text("questions-new")/><Editor set=begun() seen_us=None again/> }
            .into_any();
    }
    let found = load(move || {
        again.track();
        let path = format!("/api/v1/question-sets/{id}");
        async move { get::<SetDetail>(&path).await }
    });
    (move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <Head title=text("questions")/>
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here(detail) => view! { <One detail again/> }.into_any(),
    })
    .into_any()
}

#[component]
fn Head(title: String) -> impl IntoView {
    view! {
        <header class="head"><div>
            <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Questions.path()>{tr("questions")}</a></nav>
            <h1>{title}</h1>
        </div></header>
    }
}

#[component]
fn One(detail: SetDetail, again: RwSignal<u32>) -> impl IntoView {
    let SetDetail { published, draft, versions, shipped } = detail;
    let Some(shown) = published.clone().or_else(|| draft.as_ref().map(|draft| draft.set.clone())) else {
        return ().into_any();
    };
    let title = words_here(&shown.title);
    let title = if title.trim().is_empty() { shown.id.clone() } else { title };
    let editing = RwSignal::new(draft.is_some() && published.is_none());
    let next = StoredValue::new((
        draft.as_ref().map_or_else(|| shown.clone(), |draft| draft.set.clone()),
        draft.as_ref().map(|draft| draft.saved_us),
    ));
    let copy = shown.clone();
    let waits = draft.is_some();
    view! {
        <Head title/>
        {draft.map(|draft| view! { <Publish draft again/> })}
        {published.map(|set| view! {
            <section class="panel stack" aria-labelledby="set-in-use">
                <h2 id="set-in-use">{text_with("set-in-use", &[("version", set.version.into())])}</h2>
                <Facts set=set.clone()/>
                <Preview set/>
            </section>
        })}
        {(!shipped).then(|| view! {
            <p class="below"><button class="btn" type="button" aria-expanded=move || editing.get().to_string() on:click=move |_| editing.update(|on| *on = !*on)>
                <Icon name="pen-line"/>{tr(if waits { "set-edit-draft" } else { "set-edit" })}
            </button></p>
            <Show when=move || editing.get()>{move || {
                let (set, seen_us) = next.get_value();
                view! { <Editor set seen_us again/> }
            }}</Show>
        })}
        {shipped.then(|| view! { <p class="below soft">{tr("set-shipped")}</p><Copy set=copy/> })}
        {(!versions.is_empty()).then(|| view! {
            <h2 class="section">{tr("set-versions")}</h2>
            <div class="panel flat"><table class="list still">
                <thead><tr><th scope="col">{tr("questions-version")}</th><th scope="col">{tr("set-published-when")}</th><th scope="col">{tr("set-published-by")}</th></tr></thead>
                <tbody>{versions.into_iter().map(|version| view! {
                    <tr><th scope="row">{version.version}</th><td>{screen::moment(version.at_us)}</td><td>{version.by_name}</td></tr>
                }).collect_view()}</tbody>
            </table></div>
        })}
    }
    .into_any()
}

#[component]
fn Facts(set: QuestionSet) -> impl IntoView {
    let source = source_of(&set.licence);
    view! {
        <p>{words_here(&set.about)}</p>
        <dl class="values">
            <div><dt>{tr("questions-rater")}</dt><dd>{rater_word(set.rater)}</dd></div>
            <div><dt>{tr("questions-licence")}</dt><dd>{licence_word(&set.licence)}{source.map(|source| format!(" · {source}"))}</dd></div>
        </dl>
    }
}

/// Whose a set is, where it is somebody's.
pub(super) fn source_of(licence: &Licence) -> Option<String> {
    match licence {
        Licence::Own => None,
        Licence::Open { source } | Licence::NonCommercial { source } | Licence::Licensed { source } => {
            Some(source.clone())
        }
    }
}

/// A set that comes with Luwte is changed as a copy with a name of its own.
#[component]
fn Copy(set: QuestionSet) -> impl IntoView {
    let open = RwSignal::new(false);
    let again = RwSignal::new(0u32);
    let copy = StoredValue::new(QuestionSet { id: String::new(), version: 1, ..set });
    view! {
        <p><button class="btn" type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|on| *on = !*on)>
            <Icon name="copy"/>{tr("set-copy")}
        </button></p>
        <Show when=move || open.get()>{move || view! { <Editor set=copy.get_value() seen_us=None again/> }}</Show>
    }
}

/// What is still wrong with a draft; or its licence to confirm, and the button that puts it into use.
#[component]
fn Publish(draft: Draft, again: RwSignal<u32>) -> impl IntoView {
    let Draft { set, saved_us, by_name, wrong } = draft;
    let asking = Asking::new();
    let confirmed = RwSignal::new(Use::default());
    let (id, version) = (set.id.clone(), set.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let path = format!("/api/v1/question-sets/{id}/publish");
        let publish = PublishSet { saved_us, confirmed: confirmed.get_untracked() };
        asking.send(move || {
            Box::pin(async move {
                let _: SetDetail = post(&path, &publish).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let confirm = match set.licence {
        Licence::NonCommercial { .. } => Some("licence-confirm-non-commercial"),
        Licence::Licensed { .. } => Some("licence-confirm-licensed"),
        Licence::Own | Licence::Open { .. } => None,
    };
    let licensed = matches!(set.licence, Licence::Licensed { .. });
    let who = text_with("review-by", &[("name", by_name.into()), ("when", screen::moment(saved_us).into())]);
    let faults = wrong
        .iter()
        .map(|finding| {
            let place = super::editor::place_word(&set, &finding.place);
            view! { <li><span class="firm">{place}</span>": "{text(&format!("set-fault-{}", finding.fault.word()))}</li> }
        })
        .collect_view();
    view! {
        <section class="panel stack" aria-labelledby="set-draft">
            <h2 id="set-draft">{text_with("set-draft", &[("version", version.into())])}</h2>
            <p class="soft t-s">{who}</p>
            {if wrong.is_empty() {
                view! {
                    <p>{tr("set-publish-lead")}</p>
                    <form class="form" on:submit=submit>
                        {confirm.map(|words| view! {
                            <label class="check"><input type="checkbox" on:change:target=move |event| {
                                let yes = event.target().checked();
                                confirmed.set(Use { non_commercial: yes && !licensed, has_licence: yes && licensed });
                            }/>{tr(words)}</label>
                        })}
                        <Ends asking send="set-publish" icon="check"/>
                    </form>
                }.into_any()
            } else {
                view! { <p>{tr("set-wrong")}</p><ul class="because">{faults}</ul> }.into_any()
            }}
            <Preview set/>
        </section>
    }
}

/// Goes to a set that was just saved for the first time.
pub(super) fn go_to(id: &str) {
    screen::go(&address(id));
}
