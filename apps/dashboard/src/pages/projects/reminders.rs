//! What waits for me in projects, on today's page; nothing where nothing does.

use super::{Show, address, words};
use leptos::prelude::*;
use screen::{Icon, get, load, text_with};
use toolkit::project::Reminder;

/// How many tasks are shown of each project.
const SHOWN: usize = 3;

#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let found = load(|| get::<Vec<Reminder>>("/api/v1/reminders"));
    view! {
        <link rel="stylesheet" href=words::styles()/>
        {move || found.with(|found| found.here().cloned()).unwrap_or_default().into_iter().map(|reminder| {
            let title = ["reminder-", &reminder.project.to_string()].concat();
            let late = reminder.tasks.iter().filter(|task| task.due < reminder.today).count();
            let rest = reminder.tasks.len().saturating_sub(SHOWN);
            let counts = [("n", reminder.tasks.len().into()), ("late", late.into())];
            view! {
                <section aria-labelledby=title.clone()>
                    <h2 class="section" id=title.clone()>{reminder.name.clone()}</h2>
                    <p class="soft">{text_with("reminder-count", &counts)}</p>
                    <ul class="plain panel flat rows">{reminder.tasks.iter().take(SHOWN).map(|task| view! {
                        <li class="row apart">
                            <span>{words::name_of(&task.task, task.words.as_deref())}</span>
                            <span class=if task.due < reminder.today { "tag wait" } else { "tag" }>{words::when(task.due, reminder.today)}</span>
                        </li>
                    }).collect_view()}
                    {(rest > 0).then(|| view! { <li class="soft">{text_with("reminder-more", &[("n", rest.into())])}</li> })}</ul>
                    <p class="below"><a class="btn" href=address(reminder.project, Show::Now)><Icon name="arrow-right"/>{text_with("reminder-open", &[("name", (&reminder.name).into())])}</a></p>
                </section>
            }
        }).collect_view()}
    }
}
