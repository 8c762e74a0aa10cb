//! The note of a session: a draft to read, change and sign; and once signed, what is added to it. Below it, what colleagues noted.

use super::asking::{Asking, Ends};
use care::note::{NOTE_MAX_CHARS, NewNote, Remark, SessionNote, Signed, Unsigned};
use leptos::{prelude::*, task::spawn_local};
use link::api::NewRemark;
use screen::{
    Bones, Dialog, FailureMessage, Icon, Remote, get, load, post, post_nothing, put, text, text_with, tr,
};
use session::{Language, SessionId};
use wasm_bindgen_futures::JsFuture;

/// The note of one session, on its page.
#[component]
pub(crate) fn Note(id: SessionId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let wanted = RwSignal::new(None::<Language>);
    let fresh = RwSignal::new(None::<SessionNote>);
    let found = load(move || {
        again.track();
        let path = address(id, wanted.get());
        async move { get::<SessionNote>(&path).await }
    });
    let remarking = RwSignal::new(false);
    view! {
        <section class="panel stack above" aria-labelledby="note-title">
            <div class="head"><h2 id="note-title">{tr("note")}</h2>
                <button class="btn quiet" type="button" on:click=move |_| remarking.set(true)><Icon name="plus"/>{tr("remark-add")}</button></div>
            {move || match (fresh.get(), found.get()) {
                (Some(note), _) | (None, Remote::Here(note)) => view! { <Told id note wanted fresh again/> }.into_any(),
                (None, Remote::Coming) => view! { <Bones lines=4/> }.into_any(),
                (None, Remote::Failed(failure)) => view! {
                    <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
                }.into_any(),
            }}
        </section>
        <Dialog open=remarking title_id="remark-add"><AddRemark id open=remarking again fresh/></Dialog>
    }
}

#[component]
fn Told(
    id: SessionId,
    note: SessionNote,
    wanted: RwSignal<Option<Language>>,
    fresh: RwSignal<Option<SessionNote>>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let remarks = note.remarks.clone();
    view! {
        {if note.signed.is_empty() {
            view! { <Draft id note wanted fresh again/> }.into_any()
        } else {
            view! { <Whole id signed=note.signed fresh/> }.into_any()
        }}
        {(!remarks.is_empty()).then(|| view! {
            <h3>{tr("remarks")}</h3>
            <ul class="stack">{remarks.into_iter().map(|remark| view! { <li><Remarked remark/></li> }).collect_view()}</ul>
        })}
    }
}

/// A draft: changed here, kept or signed.
#[component]
fn Draft(
    id: SessionId,
    note: SessionNote,
    wanted: RwSignal<Option<Language>>,
    fresh: RwSignal<Option<SessionNote>>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let SessionNote { draft, language, kept, over, .. } = note;
    let typed = RwSignal::new(draft);
    let asking = Asking::new();
    let keeping = Asking::new();
    let signing = RwSignal::new(false);
    let new = move || NewNote { text: typed.get_untracked(), language };
    let sign = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = new();
        asking.send(move || {
            Box::pin(async move {
                fresh.set(Some(post(&format!("/api/v1/sessions/{id}/note/sign"), &new).await?));
                Ok(())
            })
        });
    };
    let keep = move |_| {
        let new = new();
        keeping.send(move || {
            Box::pin(async move {
                put(&format!("/api/v1/sessions/{id}/note"), &new).await?;
                wanted.set(None);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let other = if language == Language::Nl { Language::En } else { Language::Nl };
    let before = kept.map(|kept| {
        text_with("note-kept", &[("name", kept.by_name.into()), ("when", screen::moment(kept.at_us).into())])
    });
    view! {
        <form class="form" on:submit=sign novalidate>
            <p class="soft t-s">{before.unwrap_or_else(|| text("note-drafted"))}</p>
            <div class="field">
                <label for="note-text">{tr("note-text")}</label>
                <textarea class="input tall" id="note-text" rows="10" maxlength=NOTE_MAX_CHARS.to_string() aria-describedby="note-hint"
                    lang=language.tag() prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p class="hint" id="note-hint">{tr(if over { "note-hint" } else { "note-hint-live" })}</p>
            </div>
            {move || if signing.get() {
                view! {
                    <p class="mark wait"><Icon name="info"/>{tr("note-sign-sure")}</p>
                    <Ends asking send="note-sign-now" icon="check" cancel=signing/>
                }.into_any()
            } else {
                view! {
                    <div class="row">
                        {over.then(|| view! {
                            <button class="btn primary" type="button" on:click=move |_| signing.set(true)><Icon name="pen-line"/>{tr("note-sign")}</button>
                        })}
                        <button class="btn" type="button" on:click=keep>{tr("note-keep")}</button>
                        <button class="btn quiet" type="button" on:click=move |_| wanted.set(Some(other))>
                            <Icon name="languages"/>{tr(if other == Language::En { "note-in-english" } else { "note-in-dutch" })}
                        </button>
                    </div>
                }.into_any()
            }}
            {move || keeping.failure().map(|failure| view! { <FailureMessage failure/> })}
        </form>
    }
}

/// What was signed, with a way to copy it and to add to it.
#[component]
fn Whole(id: SessionId, signed: Vec<Signed>, fresh: RwSignal<Option<SessionNote>>) -> impl IntoView {
    let copied = RwSignal::new(false);
    let adding = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let asking = Asking::new();
    let language = signed.first().map_or(Language::Nl, |note| note.language);
    let plain = signed.iter().map(plain).collect::<Vec<_>>().join("\n\n");
    let copy = move |_| {
        let writing = window().navigator().clipboard().write_text(&plain);
        spawn_local(async move {
            let _ = copied.try_set(JsFuture::from(writing).await.is_ok());
        });
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewNote { text: typed.get_untracked(), language };
        asking.send(move || {
            Box::pin(async move {
                fresh.set(Some(post(&format!("/api/v1/sessions/{id}/note/addenda"), &new).await?));
                Ok(())
            })
        });
    };
    view! {
        {signed.into_iter().map(|signed| {
            let who = signature(&signed);
            view! {
                <article class="stack signed">
                    <p class="note" lang=signed.language.tag()>{signed.text}</p>
                    <p class="t-s soft">{who}</p>
                    {(!signed.intact).then(|| view! { <p class="mark danger"><Icon name="triangle-alert"/>{tr("note-not-intact")}</p> })}
                </article>
            }
        }).collect_view()}
        <div class="row">
            <button class="btn primary" type="button" on:click=copy><Icon name="copy"/>{tr("note-copy")}</button>
            <button class="btn" type="button" on:click=move |_| adding.update(|adding| *adding = !*adding)><Icon name="plus"/>{tr("note-add")}</button>
        </div>
        <p class="t-s" role="status">{move || copied.get().then(|| text("note-copied"))}</p>
        {move || adding.get().then(|| view! {
            <form class="form" on:submit=add novalidate>
                <div class="field">
                    <label for="note-addendum">{tr("note-addendum")}</label>
                    <textarea class="input" id="note-addendum" rows="3" maxlength=NOTE_MAX_CHARS.to_string() aria-describedby="note-addendum-hint"
                        on:input:target=move |event| typed.set(event.target().value())></textarea>
                    <p class="hint" id="note-addendum-hint">{tr("note-addendum-hint")}</p>
                </div>
                <Ends asking send="note-sign-now" icon="check" cancel=adding/>
            </form>
        })}
    }
}

#[component]
fn Remarked(remark: Remark) -> impl IntoView {
    let Remark { at_us, by_name, adverse, text: said } = remark;
    let who = text_with("review-by", &[("name", by_name.into()), ("when", screen::moment(at_us).into())]);
    view! {
        <p class="note">{said}</p>
        <p class="t-s soft">
            {adverse.then(|| view! { <span class="mark danger"><Icon name="triangle-alert"/>{tr("remark-adverse")}</span>" " })}{who}
        </p>
    }
}

#[component]
fn AddRemark(
    id: SessionId,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
    fresh: RwSignal<Option<SessionNote>>,
) -> impl IntoView {
    let asking = Asking::new();
    let (typed, adverse) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewRemark { adverse: adverse.get_untracked(), text: typed.get_untracked() };
        asking.send(move || {
            Box::pin(async move {
                post_nothing(&format!("/api/v1/sessions/{id}/remarks"), &new).await?;
                fresh.set(None);
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="remark-text">{tr("remark-text")}</label>
                <textarea class="input" id="remark-text" rows="3" maxlength=NOTE_MAX_CHARS.to_string()
                    on:input:target=move |event| typed.set(event.target().value())></textarea>
            </div>
            <label class="chip"><input type="checkbox" on:change:target=move |event| adverse.set(event.target().checked())/>
                <Icon name="check"/>{tr("remark-is-adverse")}</label>
            <p class="hint">{tr("remark-is-adverse-hint")}</p>
            <Ends asking send="remark-send" icon="check" cancel=open/>
        </form>
    }
}

/// Sessions whose note waits for a signature, on today's page; nothing where there are none.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    const SHOWN: usize = 5;
    let found = load(|| get::<Vec<Unsigned>>("/api/v1/notes/unsigned"));
    move || {
        // Today's page has its own words for a server that does not answer.
        let Remote::Here(unsigned) = found.get() else { return ().into_any() };
        if unsigned.is_empty() {
            return ().into_any();
        }
        let more = unsigned.len().saturating_sub(SHOWN);
        view! {
            <section aria-labelledby="unsigned">
                <h2 class="section" id="unsigned">{text_with("unsigned", &[("n", unsigned.len().into())])}</h2>
                <ul class="panel flat unsigned">{unsigned.into_iter().take(SHOWN).map(|note| {
                    let when = screen::moment(note.opened_us);
                    view! {
                        <li><a href=crate::route::Route::Session(note.session).path()>
                            <b>{note.alias}</b><span class="soft">{when}</span><Icon name="pen-line"/>
                        </a></li>
                    }
                }).collect_view()}</ul>
                {(more > 0).then(|| view! { <p class="soft t-s">{text_with("unsigned-more", &[("n", more.into())])}</p> })}
            </section>
        }
        .into_any()
    }
}

fn address(id: SessionId, language: Option<Language>) -> String {
    // The browser says how far UTC is ahead of it.
    let ahead_min = -js_sys::Date::new_0().get_timezone_offset();
    let language = language.map_or_else(String::new, |language| format!("&language={}", language.tag()));
    format!("/api/v1/sessions/{id}/note?ahead_min={ahead_min}{language}")
}

fn signature(signed: &Signed) -> String {
    let role = text(&format!("role-{}", signed.role));
    let hash: String = signed.hash.chars().take(12).collect();
    text_with(
        if signed.number == 1 { "note-signed-by" } else { "note-added-by" },
        &[
            ("name", signed.by_name.as_str().into()),
            ("role", role.into()),
            ("when", screen::moment(signed.at_us).into()),
            ("hash", hash.into()),
        ],
    )
}

/// As plain text for a patient's file.
fn plain(signed: &Signed) -> String {
    format!("{}\n{}", signed.text, signature(signed))
}
