//! Who looked at what is kept of me: the access log in plain words, grouped by day.

use super::{
    parts::{Back, Speaks},
    room::Room,
};
use crate::pages::asking::{Asking, Ends};
use leptos::prelude::*;
use link::people::AccessLine;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, text, text_with, texts, tr};

/// Lines that come at once.
const PAGE: usize = 100;
const ADDRESS: &str = "/api/v1/client/access-log";

/// One thing that somebody did on a day, however often.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    who: Who,
    action: String,
    object: String,
    times: usize,
    /// The latest of them.
    at: link::api::WallMicros,
    emergency: bool,
}

/// Who it was.
#[derive(Clone, Debug, PartialEq)]
enum Who {
    You,
    /// A colleague, with the word of their role.
    Colleague(String, String),
    /// A device or a program, by its name when it has one.
    Device(String),
    Luwte,
}

impl Who {
    fn of(line: &AccessLine) -> Who {
        match (line.actor.as_str(), &line.name) {
            ("client", _) => Who::You,
            ("system", _) => Who::Luwte,
            ("headset" | "bridge" | "sender", name) => Who::Device(name.clone().unwrap_or_default()),
            (role, Some(name)) => Who::Colleague(name.clone(), role.to_owned()),
            (_, None) => Who::Luwte,
        }
    }

    fn words(&self) -> String {
        match self {
            Who::You => text("own-you"),
            Who::Colleague(name, role) => {
                let known = format!("role-{role}");
                if texts().has(&known) { format!("{name}, {}", text(&known)) } else { name.clone() }
            }
            Who::Device(name) if name.is_empty() => text("own-log-device"),
            Who::Device(name) => name.clone(),
            Who::Luwte => text("product-name"),
        }
    }
}

/// Lines of a day, newest first, each thing once.
fn told(lines: &[AccessLine]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for line in lines {
        let new = Told {
            who: Who::of(line),
            action: line.action.clone(),
            object: line.object.clone(),
            times: 1,
            at: line.at,
            emergency: line.emergency,
        };
        let same = all.iter_mut().find(|known| {
            known.who == new.who
                && verb(&known.action) == verb(&new.action)
                && known.object == new.object
                && known.emergency == new.emergency
        });
        match same {
            Some(known) => known.times += 1,
            None => all.push(new),
        }
    }
    all
}

/// What was done, in one of a few plain verbs.
fn verb(action: &str) -> &'static str {
    match action {
        "read" | "list" | "search" | "export" | "replay" => "looked",
        "refused" => "refused",
        "emergency-access" | "emergency-search" => "emergency",
        "enter" | "sign-in" | "leave" => "entered",
        "delete" | "erase" => "removed",
        "watch-start" | "watch-end" | "pair" | "assign" | "claim" => "session",
        _ => "changed",
    }
}

/// What it was, where we have a plain word for it.
fn what(object: &str) -> String {
    let id = format!("own-log-of-{object}");
    if texts().has(&id) { text(&id) } else { text("own-log-of-other") }
}

impl Told {
    fn words(&self) -> String {
        let id = format!("own-log-{}", verb(&self.action));
        text_with(&id, &[("what", what(&self.object).into())])
    }
}

/// The newest few of what others did, for the page above.
#[component]
pub(super) fn Newest(count: usize) -> impl IntoView {
    let found = load(|| get::<Vec<AccessLine>>(ADDRESS));
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=4/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
        Remote::Here(lines) => {
            let others: Vec<AccessLine> = lines.into_iter().filter(|line| line.actor != "client").collect();
            if others.is_empty() {
                return view! { <p class="soft">{tr("own-log-nobody")}</p> }.into_any();
            }
            let rows = told(&others).into_iter().take(count).map(|told| view! { <Row told with_day=true/> });
            view! { <ul class="mine-log">{rows.collect_view()}</ul> }.into_any()
        }
    }
}

#[component]
fn Row(told: Told, with_day: bool) -> impl IntoView {
    let when = if with_day { screen::moment(told.at) } else { screen::clock(told.at) };
    let often = (told.times > 1).then(|| text_with("own-log-times", &[("n", told.times.into())]));
    view! {
        <li>
            <b>{told.who.words()}</b>
            <span class="t-s soft">{format!("{when} · {}", told.words())}{often.map(|often| format!(" · {often}"))}</span>
            {told.emergency.then(|| view! { <span class="mark wait t-s"><Icon name="info"/>{tr("own-log-was-emergency")}</span> })}
        </li>
    }
}

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-log");
    let speaks = Speaks::here();
    let again = RwSignal::new(0u32);
    let own_too = RwSignal::new(false);
    let older = RwSignal::new(Vec::<AccessLine>::new());
    let more = Asking::new();
    let found = load(move || {
        again.track();
        async move { get::<Vec<AccessLine>>(ADDRESS).await }
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Back to=Room::Data name="own-tab-data"/>
        <h1>{tr("own-log")}</h1>
        <p class="soft">{speaks.tr("own-log-why")}</p>
        <label class="check"><input type="checkbox" on:change:target=move |event| own_too.set(event.target().checked())/><span>{tr("own-log-mine-too")}</span></label>
        {move || match found.get() {
            Remote::Coming => view! { <Bones lines=8/> }.into_any(),
            Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
            Remote::Here(first) => view! { <Days first older more own_too/> }.into_any(),
        }}
    }
}

#[component]
fn Days(
    first: Vec<AccessLine>,
    older: RwSignal<Vec<AccessLine>>,
    more: Asking,
    own_too: RwSignal<bool>,
) -> impl IntoView {
    let first_last = first.last().map(|line| line.n);
    let first_len = first.len();
    let last = move || older.with(|older| older.last().map(|line| (line.n, older.len())));
    let go_on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(before) = last().map(|(n, _)| n).or(first_last) else { return };
        more.send(move || {
            Box::pin(async move {
                let next: Vec<AccessLine> = get(&format!("{ADDRESS}?before={before}")).await?;
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
    let days = move || {
        let mut days: Vec<(String, Vec<AccessLine>)> = Vec::new();
        let all = first.iter().cloned().chain(older.get());
        for line in all.filter(|line| own_too.get() || line.actor != "client") {
            let day = super::near_day(line.at);
            match days.last_mut() {
                Some((known, lines)) if *known == day => lines.push(line),
                _ => days.push((day, vec![line])),
            }
        }
        if days.is_empty() {
            return view! { <p class="soft">{tr("own-log-nobody")}</p> }.into_any();
        }
        let day = |(day, lines): (String, Vec<AccessLine>)| {
            let rows = told(&lines).into_iter().map(|told| view! { <Row told with_day=false/> });
            view! { <section><h2>{day}</h2><ul class="mine-log">{rows.collect_view()}</ul></section> }
        };
        days.into_iter().map(day).collect_view().into_any()
    };
    view! {
        {days}
        {move || may_go_on().then(|| view! {
            <form class="form" on:submit=go_on><Ends asking=more send="log-older" icon="clock"/></form>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: i64, actor: &str, name: Option<&str>, action: &str, object: &str) -> AccessLine {
        AccessLine {
            n,
            at: n,
            actor: actor.into(),
            name: name.map(str::to_owned),
            action: action.into(),
            object: object.into(),
            alias: None,
            emergency: false,
            shown: 0,
        }
    }

    #[test]
    fn what_somebody_did_often_on_a_day_is_told_once() {
        let noor = |n, action| line(n, "practitioner", Some("Noor"), action, "session");
        let lines = [
            noor(5, "read"),
            line(4, "client", None, "read", "session"),
            noor(3, "list"),
            noor(2, "review"),
            line(1, "system", None, "begin", "record"),
        ];
        let all = told(&lines);
        let short: Vec<_> =
            all.iter().map(|it| (it.who.clone(), verb(&it.action), it.times, it.at)).collect();
        let noor = || Who::Colleague("Noor".into(), "practitioner".into());
        assert_eq!(
            short,
            [
                (noor(), "looked", 2, 5),
                (Who::You, "looked", 1, 4),
                (noor(), "changed", 1, 2),
                (Who::Luwte, "changed", 1, 1)
            ]
        );
    }
}
