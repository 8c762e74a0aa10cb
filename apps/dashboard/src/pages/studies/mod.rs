//! Studies: the list with designs to begin with, one study from draft to results, and the studies of one client.

mod client;
mod detail;
mod enrol;
mod flow;
mod form;
mod results;

pub(crate) use client::Page as ClientPage;

use super::asking::{Asking, Trouble};
use crate::{route::Route, shell};
use care::study::{NewStudy, PersonCount, StudyDetail, StudyShort, StudyState, TemplateShort};
use leptos::{html, prelude::*};
use screen::{
    Bones, Failure, FailureMessage, Icon, Remote, get, go, load, post, post_file, text, text_with, tr,
    words_here,
};
use session::StudyId;

/// The address of one study.
fn address(id: StudyId) -> String {
    format!("{}?study={id}", Route::Studies.path())
}

/// Which study the address names.
fn chosen() -> Option<StudyId> {
    screen::place().field("study").and_then(|raw| raw.parse().ok())
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let which = Memo::new(|_| chosen());
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-studies"))));
    move || match which.get() {
        None => view! { <List/> }.into_any(),
        Some(id) => view! { <detail::Page id/> }.into_any(),
    }
}

#[component]
fn List() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let studies: Vec<StudyShort> = get("/api/v1/studies").await?;
            let designs: Vec<TemplateShort> = get("/api/v1/study-templates").await?;
            Ok((studies, designs))
        }
    });
    let list = move || {
        match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
        Remote::Failed(failure) => {
            view! { <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/> }
                .into_any()
        }
        Remote::Here((studies, designs)) => view! {
            {if studies.is_empty() {
                view! { <div class="empty"><Icon name="list"/><p class="firm">{tr("studies-empty")}</p><p class="soft">{tr("studies-empty-do")}</p></div> }.into_any()
            } else {
                view! { <Table studies/> }.into_any()
            }}
            <Begin designs/>
        }
        .into_any(),
    }
    };
    view! {
        <header class="head"><div><h1>{tr("place-studies")}</h1><p class="facts"><span>{tr("studies-lead")}</span></p></div></header>
        {list}
    }
}

#[component]
fn Table(studies: Vec<StudyShort>) -> impl IntoView {
    view! {
        <div class="panel flat scroll-x" tabindex="0" role="region" aria-label=tr("place-studies")><table class="list still">
            <thead><tr>
                <th scope="col">{tr("study-name")}</th><th scope="col">{tr("study-state")}</th>
                <th scope="col">{tr("study-people")}</th><th scope="col">{tr("study-whose")}</th>
            </tr></thead>
            <tbody>{studies.into_iter().map(|study| {
                let StudyShort { id, title, state, target, enrolled, joined } = study;
                view! {
                    <tr>
                        <th scope="row"><a href=address(id)>{move || words_here(&title)}</a></th>
                        <td>{move || state_word(state)}</td>
                        <td>{move || text_with("study-of", &[("n", count(enrolled).into()), ("target", target.into())])}</td>
                        <td>{move || joined.clone().unwrap_or_else(|| text("study-own"))}</td>
                    </tr>
                }
            }).collect_view()}</tbody>
        </table></div>
    }
}

/// Ways to begin: a design that ships, or another institution's file.
#[component]
fn Begin(designs: Vec<TemplateShort>) -> impl IntoView {
    let asking = Asking::new();
    let begin = move |new: NewStudy| {
        asking.send(move || {
            Box::pin(async move {
                let made: StudyDetail = post("/api/v1/studies", &new).await?;
                go(&address(made.id));
                Ok(())
            })
        });
    };
    let file = NodeRef::<html::Input>::new();
    let join = move |_| {
        let chosen = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(chosen) = chosen else { return };
        asking.send(move || {
            Box::pin(async move {
                // The file goes as it is: whether it is a protocol is for the server to say.
                let parts = js_sys::Array::of3(&"{\"join\":".into(), &chosen, &"}".into());
                let options = web_sys::BlobPropertyBag::new();
                options.set_type("application/json");
                let body = web_sys::Blob::new_with_blob_sequence_and_options(&parts, &options);
                let body = body.map_err(|_| Failure::Status(422))?;
                let made: StudyDetail = post_file("/api/v1/studies", &body).await?;
                go(&address(made.id));
                Ok(())
            })
        });
    };
    view! {
        <section aria-labelledby="begin">
            <h2 class="section" id="begin">{tr("study-begin")}</h2>
            <p class="soft">{tr("study-begin-lead")}</p>
            <Trouble asking/>
            <ul class="cards designs">{designs.into_iter().map(|design| {
                let protocol = design.protocol;
                let (title, about, target) = (protocol.title.clone(), protocol.about.clone(), protocol.target);
                let new = move |_| begin(NewStudy::Own(Box::new(protocol.clone())));
                view! {
                    <li class="panel stack">
                        <h3>{words_here(&title)}</h3>
                        <p>{words_here(&about)}</p>
                        <p class="soft">{text_with("study-wanted", &[("n", target.into())])}</p>
                        <p><button class="btn" type="button" on:click=new><Icon name="plus"/>{tr("study-take")}</button></p>
                    </li>
                }
            }).collect_view()}</ul>
        </section>
        <section class="panel stack" aria-labelledby="join">
            <h2 id="join">{tr("study-join")}</h2>
            <div class="field">
                <label for="study-file">{tr("study-file")}</label>
                <input class="input" id="study-file" type="file" accept=".json,application/json" node_ref=file on:change=join aria-describedby="study-file-hint"/>
                <p class="hint" id="study-file-hint">{tr("study-file-hint")}</p>
            </div>
        </section>
    }
}

/// Where a study stands, in a word.
fn state_word(state: StudyState) -> String {
    text(match state {
        StudyState::Draft => "study-draft",
        StudyState::Open => "study-open",
        StudyState::Ended => "study-ended",
    })
}

/// How many people: fewer than five are not told.
fn count(count: PersonCount) -> String {
    match count {
        PersonCount::Count(count) => count.to_string(),
        PersonCount::Few => text("study-few"),
    }
}
