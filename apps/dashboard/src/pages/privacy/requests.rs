//! Requests of clients to be erased: what holds each up, what stays, and the decision, asked once more because it cannot be undone.

use crate::pages::asking::{Asking, Choice, Ends, Trouble};
use leptos::{html, prelude::*};
use link::privacy::{ErasureDecision, ErasureRefusal, ErasureRequest, Hold, KeptPart, NewHold};
use screen::{Dialog, Icon, delete, post, post_nothing, text, text_with, tr};
use uuid::Uuid;

/// The shortest reason of a hold, in characters.
const REASON_MIN_CHARS: usize = 10;
/// The longest reason and note.
const WORDS_MAX_CHARS: usize = 1_000;

/// What is being done with which request; one at a time, so that a page has each form once.
type Doing = Option<(Uuid, Form)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Refusing,
    Holding,
}

/// The request that is about to be granted: its id and the client's alias.
type Granting = Option<(Uuid, String)>;

#[component]
pub(super) fn Requests(
    requests: Vec<ErasureRequest>,
    outlives: Vec<KeptPart>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let doing = RwSignal::new(None::<(Uuid, Form)>);
    let granting = RwSignal::new(None::<(Uuid, String)>);
    let open = RwSignal::new(false);
    let none = requests.is_empty();
    let row = move |request: ErasureRequest| {
        view! { <li class="panel stack"><Request request doing granting open again/></li> }
    };
    view! {
        <section aria-labelledby="erasures">
            <h2 class="section" id="erasures">{tr("erasures")}</h2>
            {none.then(|| view! { <p class="soft">{tr("erasures-none")}</p> })}
            <ul class="stack">{requests.into_iter().map(row).collect_view()}</ul>
        </section>
        <Dialog open title_id="erasure-grant"><Grant granting outlives=outlives.clone() open again/></Dialog>
    }
}

#[component]
fn Request(
    request: ErasureRequest,
    doing: RwSignal<Doing>,
    granting: RwSignal<Granting>,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let ErasureRequest { id, client, alias, asked, due, holds } = request;
    let held = !holds.is_empty();
    let decide = format!("/api/v1/erasure-requests/{id}/decision");
    let hold = format!("/api/v1/clients/{client}/holds");
    let (path, named) = (hold.clone(), alias.clone());
    let grant = move |_| {
        granting.set(Some((id, named.clone())));
        open.set(true);
    };
    let form = move || match doing.get() {
        Some((of, Form::Refusing)) if of == id => {
            view! { <Refuse path=decide.clone() doing again/> }.into_any()
        }
        Some((of, Form::Holding)) if of == id => view! { <HoldIt path=hold.clone() doing again/> }.into_any(),
        _ => ().into_any(),
    };
    let button = move |what: Form, name: &'static str, icon: &'static str| {
        let this = Some((id, what));
        view! {
            <button class="btn" type="button" aria-expanded=move || (doing.get() == this).to_string()
                on:click=move |_| doing.update(|now| *now = if *now == this { None } else { this })>
                <Icon name=icon/>{tr(name)}
            </button>
        }
    };
    view! {
        <h3>{alias}</h3>
        <p class="t-s soft">{text_with("erasure-asked", &[
            ("asked", screen::day(asked).into()), ("due", screen::day(due).into())])}</p>
        {held.then(|| view! { <Holds holds path again/> })}
        <div class="row">
            // What is held up is not granted: the hold is lifted first.
            {(!held).then(|| view! {
                <button class="btn" type="button" on:click=grant><Icon name="trash-2"/>{tr("erasure-grant")}</button>
            })}
            {button(Form::Refusing, "erasure-refuse", "x")}
            {button(Form::Holding, "erasure-hold", "lock")}
        </div>
        {form}
    }
}

/// What forbids erasing now, with who said so; each can be lifted.
#[component]
fn Holds(holds: Vec<Hold>, path: String, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let row = move |hold: Hold| {
        let lift = format!("{path}/{}", hold.id);
        let lift = move |_| {
            let lift = lift.clone();
            asking.send(move || {
                Box::pin(async move {
                    delete(&lift).await?;
                    again.update(|n| *n += 1);
                    Ok(())
                })
            });
        };
        let until = hold.until.map_or_else(
            || text("hold-until-lifted"),
            |until| text_with("hold-until", &[("until", screen::day(until).into())]),
        );
        view! {
            <li>
                <p class="note">{hold.reason}</p>
                <p class="t-s soft">{text_with("hold-by", &[
                    ("name", hold.by_name.into()), ("when", screen::day(hold.set).into())])}" "{until}</p>
                <button class="btn quiet t-s" type="button" on:click=lift><Icon name="check"/>{tr("hold-lift")}</button>
            </li>
        }
    };
    view! {
        <div class="message"><Icon name="lock"/><div>
            <p><b>{tr("erasure-held")}</b></p>
            <ul class="stack">{holds.into_iter().map(row).collect_view()}</ul>
            <Trouble asking/>
        </div></div>
    }
}

/// Grants: everything goes, and what stays is told before.
#[component]
fn Grant(
    granting: RwSignal<Granting>,
    outlives: Vec<KeptPart>,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let asking = Asking::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((id, _)) = granting.get_untracked() else { return };
        asking.send(move || {
            Box::pin(async move {
                let decision = ErasureDecision { because: None, note: String::new() };
                post_nothing(&format!("/api/v1/erasure-requests/{id}/decision"), &decision).await?;
                open.set(false);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let alias = move || granting.get().map(|(_, alias)| alias).unwrap_or_default();
    view! {
        <form class="form" on:submit=submit>
            <p><b>{move || text_with("erasure-grant-title", &[("alias", alias().into())])}</b></p>
            <p>{tr("erasure-grant-what")}</p>
            <p>{tr("erasure-stays")}</p>
            <ul class="points">
                {outlives.into_iter().map(|part| view! { <li>{text(&format!("stays-{}", part.word()))}</li> }).collect_view()}
            </ul>
            <Ends asking send="erasure-grant-send" icon="trash-2" cancel=open/>
        </form>
    }
}

/// Refuses, on one of the two grounds that the law has, in words for the client.
#[component]
fn Refuse(path: String, doing: RwSignal<Doing>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let note = NodeRef::<html::Textarea>::new();
    let because = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = note.get_untracked() else { return };
        let words = area.value().trim().to_owned();
        let ground = ErasureRefusal::of_word(&because.get_untracked());
        wrong.set(words.is_empty() || ground.is_none());
        let Some(ground) = ground.filter(|_| !words.is_empty()) else { return };
        let path = path.clone();
        asking.send(move || {
            Box::pin(async move {
                post_nothing(&path, &ErasureDecision { because: Some(ground), note: words }).await?;
                doing.set(None);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let grounds = ErasureRefusal::ALL.iter().map(|ground| {
        let word = ground.word();
        (word.to_owned(), text(&format!("erasure-because-{word}")))
    });
    view! {
        <form class="form review" on:submit=submit novalidate>
            <Choice id="erasure-because" label="erasure-because" none="erasure-because-none" options=grounds.collect() chosen=because/>
            <div class="field">
                <label for="erasure-note">{tr("erasure-note")}</label>
                <textarea class="input" id="erasure-note" rows="4" node_ref=note maxlength=WORDS_MAX_CHARS.to_string() required
                    aria-describedby="erasure-note-hint erasure-wrong"></textarea>
                <p class="hint" id="erasure-note-hint">{tr("erasure-note-hint")}</p>
            </div>
            <p class="wrong" id="erasure-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("erasure-wrong")}</span> })}</p>
            <Ends asking send="erasure-refuse-send" icon="check"/>
        </form>
    }
}

/// Forbids erasing until somebody lifts it.
#[component]
fn HoldIt(path: String, doing: RwSignal<Doing>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let field = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = field.get_untracked() else { return };
        let reason = area.value().trim().to_owned();
        wrong.set(reason.chars().count() < REASON_MIN_CHARS);
        if wrong.get_untracked() {
            let _ = area.focus();
            return;
        }
        let path = path.clone();
        asking.send(move || {
            Box::pin(async move {
                let _: Vec<Hold> = post(&path, &NewHold { reason, until: None }).await?;
                doing.set(None);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <form class="form review" on:submit=submit novalidate>
            <div class="field">
                <label for="hold-reason">{tr("hold-reason")}</label>
                <textarea class="input" id="hold-reason" rows="3" node_ref=field maxlength=WORDS_MAX_CHARS.to_string() required
                    aria-describedby="hold-reason-hint hold-wrong"></textarea>
                <p class="hint" id="hold-reason-hint">{tr("hold-reason-hint")}</p>
            </div>
            <p class="wrong" id="hold-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("hold-wrong")}</span> })}</p>
            <Ends asking send="hold-send" icon="lock"/>
        </form>
    }
}
