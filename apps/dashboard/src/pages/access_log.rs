//! "Wie keek er": the access log for the privacy officer, and every emergency access with what was found of it.

use super::asking::{Asking, Choice, Ends};
use crate::shell;
use leptos::{html, prelude::*};
use link::people::{AccessLine, Emergency, JudgeEmergency, Person, Role};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, post_nothing, text, text_with, tr};

/// Lines that come at once.
const PAGE: usize = 100;

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let emergencies: Vec<Emergency> = get("/api/v1/emergencies").await?;
            let people: Vec<Person> = get("/api/v1/people").await?;
            Ok((emergencies, people))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("log-title"))));
    view! {
        <header class="head">
            <div><h1>{tr("log-title")}</h1><p class="facts"><span>{tr("log-more")}</span></p></div>
        </header>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here((emergencies, people)) => view! { <Emergencies emergencies again/><Log people/> }.into_any(),
        }}
    }
}

#[component]
fn Emergencies(emergencies: Vec<Emergency>, again: RwSignal<u32>) -> impl IntoView {
    let judging = RwSignal::new(None::<String>);
    (!emergencies.is_empty()).then(|| view! {
        <section aria-labelledby="emergencies">
            <h2 class="section" id="emergencies">{tr("emergencies")}</h2>
            <ul class="stack">{emergencies.into_iter().map(|emergency| {
                let id = emergency.id.to_string();
                let (this, open) = (id.clone(), id.clone());
                let judged = emergency.judgement.clone();
                view! {
                    <li class="panel">
                        <h3>{text_with("emergency-who", &[
                            ("name", emergency.by_name.into()), ("alias", emergency.alias.into())])}</h3>
                        <p class="t-s soft">{text_with("emergency-when", &[
                            ("from", screen::moment(emergency.began).into()), ("until", screen::moment(emergency.until).into())])}</p>
                        <p class="note">{emergency.reason}</p>
                        {match judged {
                            Some(judgement) => view! {
                                <p class="mark good"><Icon name="check"/>{tr("emergency-judged")}</p><p class="note">{judgement}</p>
                            }.into_any(),
                            None => view! {
                                {move || if judging.with(|now| now.as_deref() == Some(this.as_str())) {
                                    view! { <Judge id=this.clone() again/> }.into_any()
                                } else {
                                    let open = open.clone();
                                    view! {
                                        <button class="btn" type="button" on:click=move |_| judging.set(Some(open.clone()))>
                                            <Icon name="pen-line"/>{tr("emergency-judge")}
                                        </button>
                                    }.into_any()
                                }}
                            }.into_any(),
                        }}
                    </li>
                }
            }).collect_view()}</ul>
        </section>
    })
}

#[component]
fn Judge(id: String, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = field.get_untracked() else { return };
        let judgement = area.value().trim().to_owned();
        if judgement.is_empty() {
            let _ = area.focus();
            return;
        }
        let address = format!("/api/v1/emergencies/{id}/judge");
        asking.send(move || {
            Box::pin(async move {
                post_nothing(&address, &JudgeEmergency { judgement }).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <form class="form review" on:submit=submit novalidate>
            <div class="field">
                <label for="judgement">{tr("emergency-judgement")}</label>
                <textarea class="input" id="judgement" rows="3" node_ref=field maxlength="1000" required></textarea>
            </div>
            <Ends asking send="emergency-judge-send" icon="check"/>
        </form>
    }
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wanted {
    alias: String,
    user: String,
}

impl Wanted {
    fn address(&self, before: Option<i64>) -> String {
        let mut address = "/api/v1/access-log?".to_owned();
        if !self.alias.is_empty() {
            address += &format!("alias={}&", js_sys::encode_uri_component(&self.alias));
        }
        if !self.user.is_empty() {
            address += &format!("user={}&", self.user);
        }
        if let Some(before) = before {
            address += &format!("before={before}");
        }
        address
    }
}

#[component]
fn Log(people: Vec<Person>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let user = RwSignal::new(String::new());
    let wanted = RwSignal::new(Wanted::default());
    let older = RwSignal::new(Vec::<AccessLine>::new());
    let more = Asking::new();
    let found = load(move || {
        let address = wanted.get().address(None);
        async move { get::<Vec<AccessLine>>(&address).await }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let alias = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        older.set(Vec::new());
        wanted.set(Wanted { alias, user: user.get_untracked() });
    };
    let names = people.into_iter().map(|person| (person.id.to_string(), person.name)).collect();
    let lines = move |first: Vec<AccessLine>| {
        let last = move || older.with(|older| older.last().map(|line| (line.n, older.len())));
        let (first_last, first_len) = (first.last().map(|line| line.n), first.len());
        let go_on = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let before = last().map(|(n, _)| n).or(first_last);
            let address = wanted.get_untracked().address(before);
            more.send(move || {
                Box::pin(async move {
                    let next: Vec<AccessLine> = get(&address).await?;
                    let _ = older.try_update(|older| older.extend(next));
                    Ok(())
                })
            });
        };
        // A whole page came last: there may be more.
        let may_go_on = move || match last() {
            Some((_, len)) => len % PAGE == 0,
            None => first_len == PAGE,
        };
        view! {
            <div class="panel flat"><table class="list still">
                <caption class="sr">{tr("log-title")}</caption>
                <thead><tr>
                    <th scope="col">{tr("log-when")}</th>
                    <th scope="col">{tr("log-who")}</th>
                    <th scope="col">{tr("log-what")}</th>
                    <th scope="col">{tr("log-client")}</th>
                </tr></thead>
                <tbody>
                    {first.into_iter().map(line_row).collect_view()}
                    {move || older.get().into_iter().map(line_row).collect_view()}
                </tbody>
            </table></div>
            {move || may_go_on().then(|| view! {
                <form class="form" on:submit=go_on><Ends asking=more send="log-older" icon="clock"/></form>
            })}
        }
    };
    view! {
        <section aria-labelledby="lines">
            <h2 class="section" id="lines">{tr("log-lines")}</h2>
            <form class="sensor-form above" on:submit=submit role="search">
                <div class="field">
                    <label for="log-alias">{tr("log-alias")}</label>
                    <input class="input" id="log-alias" node_ref=field autocomplete="off" aria-describedby="log-alias-hint"/>
                    <p class="hint" id="log-alias-hint">{tr("log-alias-hint")}</p>
                </div>
                <Choice id="log-user" label="log-user" none="log-everybody" options=names chosen=user/>
                <button class="btn" type="submit"><Icon name="search"/>{tr("search")}</button>
            </form>
            {move || match found.get() {
                Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(first) if first.is_empty() => view! { <p class="soft">{tr("log-none")}</p> }.into_any(),
                Remote::Here(first) => lines(first).into_any(),
            }}
        </section>
    }
}

/// One line: when, who in which role, what, about whom.
fn line_row(line: AccessLine) -> impl IntoView {
    let actor = actor_word(&line.actor);
    let who = match line.name {
        Some(name) => text_with("role-at", &[("role", name.into()), ("place", actor.into())]),
        None => actor,
    };
    let whom = match line.shown {
        0 => line.alias,
        shown => Some(text_with("log-shown", &[("n", shown.into())])),
    };
    view! {
        <tr>
            <th scope="row">{screen::moment(line.at)}</th>
            <td>{who}</td>
            <td>
                {act_word(&line.action, &line.object)}
                {line.emergency.then(|| view! { <span class="mark wait"><Icon name="triangle-alert"/>{tr("log-emergency")}</span> })}
            </td>
            <td class="soft">{whom}</td>
        </tr>
    }
}

/// In which role, or what acted.
fn actor_word(actor: &str) -> String {
    match Role::of_word(actor) {
        Some(role) => super::people::role_word(role),
        None => text(&format!("actor-{actor}")),
    }
}

/// What was done to what. The log keeps stable words; each has a text, and a new one is shown as it stands.
fn act_word(action: &str, object: &str) -> String {
    let word = |kind: &str, word: &str| {
        let id = format!("{kind}-{word}");
        if screen::texts().has(&id) { text(&id) } else { word.replace('-', " ") }
    };
    text_with("log-act", &[("action", word("act", action).into()), ("object", word("object", object).into())])
}
