//! Fields that the forms of a project share: words, a day, a choice of colleagues, and the frame that sends a change.

use super::Desk;
use crate::pages::asking::{Choice, Ends};
use leptos::prelude::*;
use link::people::Person;
use screen::{Remote, Sending, fresh_id, get, load, post_nothing, text, tr};
use session::UserId;
use toolkit::project::{Change, Day, NewChange, WORDS_MAX_CHARS};

/// The frame of a form: sends the change that `make` makes of it, and closes. Where something is missing `make` says what.
#[component]
pub(super) fn Frame(
    desk: Desk,
    send: &'static str,
    icon: &'static str,
    make: impl Fn() -> Result<Change, &'static str> + 'static,
    children: Children,
) -> impl IntoView {
    let asking = desk.asking;
    let wrong = RwSignal::new(None::<&'static str>);
    // The same change, also when it is sent again after a lost answer.
    let id = fresh_id();
    let close = RwSignal::new(true);
    Effect::new(move |_| {
        if !close.get() {
            desk.doing.set(None);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let change = match make() {
            Ok(change) => change,
            Err(missing) => return wrong.set(Some(missing)),
        };
        wrong.set(None);
        let told = NewChange { id, change };
        asking.send(move || -> Sending {
            Box::pin(async move {
                post_nothing(&super::changes(desk.project), &told).await?;
                let _ = desk.again.try_update(|n| *n += 1);
                desk.doing.set(None);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            {children()}
            <p class="wrong" role="alert">{move || wrong.get().map(text)}</p>
            <Ends asking send icon cancel=close/>
        </form>
    }
}

/// A few words.
#[component]
pub(super) fn Words(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    value: RwSignal<String>,
) -> impl IntoView {
    let described = hint.map(|_| [id, "-hint"].concat());
    let hint_id = described.clone();
    view! {
        <div class="field">
            <label for=id>{tr(label)}</label>
            <textarea class="input" id=id rows="3" maxlength=WORDS_MAX_CHARS aria-describedby=described prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())></textarea>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{tr(hint)}</p> })}
        </div>
    }
}

/// A day of the calendar.
#[component]
pub(super) fn DayField(id: &'static str, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{tr(label)}</label>
            <input class="input" id=id type="date" prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())/>
        </div>
    }
}

/// One of a few, as buttons to press.
#[component]
pub(super) fn OneOf<T: Copy + PartialEq + Send + Sync + 'static>(
    name: &'static str,
    label: &'static str,
    options: Vec<(T, &'static str)>,
    value: RwSignal<Option<T>>,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{tr(label)}</legend>
            <div class="choice">{options.into_iter().map(|(option, word)| view! {
                <label><input type="radio" name=name prop:checked=move || value.get() == Some(option)
                    on:change=move |_| value.set(Some(option))/>{tr(word)}</label>
            }).collect_view()}</div>
        </fieldset>
    }
}

/// A colleague who is there.
#[component]
pub(super) fn Colleague(
    id: &'static str,
    label: &'static str,
    none: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let found = load(|| get::<Vec<Person>>("/api/v1/people"));
    move || {
        let people = match found.get() {
            Remote::Here(people) => people,
            _ => Vec::new(),
        };
        let there = people.into_iter().filter(|person| person.left.is_none());
        let options = there.map(|person| (person.id.to_string(), person.name)).collect();
        view! { <Choice id label none options chosen=value/> }
    }
}

/// The colleague that was chosen.
pub(super) fn colleague(value: RwSignal<String>) -> Option<UserId> {
    value.with_untracked(|value| value.parse().ok())
}

/// The words that were written, where there are any.
pub(super) fn written(value: RwSignal<String>) -> Option<String> {
    value.with_untracked(|value| Some(value.trim().to_owned()).filter(|words| !words.is_empty()))
}

/// The day that was chosen.
pub(super) fn chosen_day(value: RwSignal<String>) -> Option<Day> {
    value.with_untracked(|value| value.parse().ok())
}
