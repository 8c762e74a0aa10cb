//! The forms of a project: each asks the least that its change needs.

use super::{
    Desk,
    fields::{Colleague, DayField, Frame, OneOf, Words, chosen_day, colleague, written},
    words,
};
use crate::pages::{asking::Choice, guide::said};
use leptos::prelude::*;
use link::people::Team;
use screen::{Remote, fresh_id, get, load, text, text_with, tr};
use session::TeamId;
use toolkit::{
    guide,
    project::{APPOINTED, CHAMPION, Change, Experience, Place, Room, SeenProject, Verdict, influences_of},
};

/// Gives somebody a role.
#[component]
pub(super) fn Appoint(
    role: String,
    team: Option<TeamId>,
    deputy: bool,
    seen: StoredValue<SeenProject>,
    desk: Desk,
) -> impl IntoView {
    let who = RwSignal::new(String::new());
    let told = guide::role(&role);
    let what = match team {
        Some(team) => text_with(
            "project-role-team",
            &[
                ("role", words::role_name(&role).into()),
                ("team", seen.with_value(|seen| seen.team_name(team).to_owned()).into()),
            ],
        ),
        None => words::role_name(&role),
    };
    let make = move || {
        let user = colleague(who).ok_or("project-who-missing")?;
        Ok(Change::Appointed { role: role.clone(), user, team, deputy })
    };
    view! {
        <Frame desk send="project-appoint-send" icon="check" make>
            <p class="firm">{what}</p>
            {told.map(|told| view! { <p class="soft">{said(if deputy { &told.hand_over } else { &told.gets })}</p> })}
            <Colleague id="appoint-who" label="project-who" none="project-who-none" value=who/>
        </Frame>
    }
}

/// Adds a place of the pilot.
#[component]
pub(super) fn AddPlace(desk: Desk) -> impl IntoView {
    let found = load(|| get::<Vec<Team>>("/api/v1/teams"));
    let team = RwSignal::new(String::new());
    let (experience, room) = (RwSignal::new(None::<Experience>), RwSignal::new(None::<Room>));
    let make = move || {
        let team = team.with_untracked(|team| team.parse().ok()).ok_or("project-team-missing")?;
        let experience = experience.get_untracked().ok_or("project-experience-missing")?;
        let room = room.get_untracked().ok_or("project-room-missing")?;
        Ok(Change::Placed { place: Place { team, experience, room } })
    };
    view! {
        <Frame desk send="project-add-place" icon="plus" make>
            <p class="soft">{tr("project-place-more")}</p>
            {move || {
                let teams = match found.get() { Remote::Here(teams) => teams, _ => Vec::new() };
                let options = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
                view! { <Choice id="place-team" label="project-team" none="project-team-none" options chosen=team/> }
            }}
            <OneOf name="place-experience" label="project-experience" value=experience
                options=vec![(Experience::Little, "project-experience-little"), (Experience::Much, "project-experience-much")]/>
            <OneOf name="place-room" label="project-room" value=room
                options=vec![(Room::Quiet, "project-room-quiet"), (Room::Shared, "project-room-shared")]/>
        </Frame>
    }
}

/// Writes down what clients said about the design.
#[component]
pub(super) fn Heard(desk: Desk) -> impl IntoView {
    let (clients, said) = (RwSignal::new(2_u8), RwSignal::new(String::new()));
    let make = move || {
        let words = written(said).ok_or("project-words-missing")?;
        Ok(Change::Heard { clients: clients.get_untracked(), words })
    };
    view! {
        <Frame desk send="project-save" icon="check" make>
            <div class="field">
                <label for="heard-clients">{tr("project-heard-clients")}</label>
                <input class="input short" id="heard-clients" type="number" min="1" max="99" prop:value=move || clients.get()
                    on:change:target=move |event| clients.set(event.target().value().parse().unwrap_or(1).clamp(1, 99))/>
            </div>
            <Words id="heard-words" label="project-heard-words" hint="project-no-names" value=said/>
        </Frame>
    }
}

/// Answers a question of the monitoring list.
#[component]
pub(super) fn Answer(item: &'static str, desk: Desk) -> impl IntoView {
    let asked = guide::MONITORING.iter().find(|it| it.id == item).and_then(|it| it.asked.as_ref());
    let value = RwSignal::new(None::<u8>);
    let named = RwSignal::new(Vec::<&'static str>::new());
    let words = RwSignal::new(String::new());
    let has_value = asked.is_some_and(|asked| asked.scale || !asked.choices.is_empty());
    let make = move || {
        let value = value.get_untracked();
        let influences: Vec<String> = named.get_untracked().into_iter().map(str::to_owned).collect();
        let words = written(words);
        if has_value && value.is_none() {
            return Err("project-answer-missing");
        }
        if !has_value && words.is_none() && influences.is_empty() {
            return Err("project-words-missing");
        }
        Ok(Change::Answered { item: item.to_owned(), value, words, influences })
    };
    let options: Vec<(u8, String)> = match asked {
        Some(asked) if asked.scale => (0..=10).map(|value| (value, value.to_string())).collect(),
        Some(asked) => (0..).zip(asked.choices.iter().map(|choice| said(choice).to_owned())).collect(),
        None => Vec::new(),
    };
    let influences = influences_of(item);
    view! {
        <Frame desk send="project-save" icon="check" make>
            {asked.map(|asked| view! { <p class="firm">{said(&asked.text)}</p><p class="soft">{said(&asked.when)}</p> })}
            {(!options.is_empty()).then(|| view! {
                <fieldset class="field">
                    <legend class="sr">{tr("project-answer")}</legend>
                    <div class="chips">{options.into_iter().map(|(option, word)| view! {
                        <label class="chip"><input type="radio" name="answer-value" prop:checked=move || value.get() == Some(option)
                            on:change=move |_| value.set(Some(option))/>{word}</label>
                    }).collect_view()}</div>
                </fieldset>
            })}
            {(!influences.is_empty()).then(|| view! {
                <fieldset class="ticks">
                    <legend class="sr">{tr("project-answer")}</legend>
                    {influences.into_iter().map(|influence| {
                        let id = influence.id;
                        view! {
                            <label class="tick"><input type="checkbox" prop:checked=move || named.with(|named| named.contains(&id))
                                on:change=move |_| named.update(|named| match named.iter().position(|it| *it == id) {
                                    Some(place) => { named.remove(place); }
                                    None => named.push(id),
                                })/><span>{said(&influence.text)}</span></label>
                        }
                    }).collect_view()}
                </fieldset>
            })}
            <Words id="answer-words" label="project-answer-words" hint="project-no-names" value=words/>
        </Frame>
    }
}

/// Says that a material was adapted to what the pilot taught.
#[component]
pub(super) fn Adapt(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (product, what) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // What the plan itself names, not the whole library.
    let mut options: Vec<(String, String)> = seen.with_value(|seen| {
        let named = seen.project.tasks.iter().filter_map(|task| toolkit::project::guided(&task.id));
        let named = named.flat_map(|told| told.products).filter_map(|id| guide::product(id));
        named.map(|product| (product.id.to_owned(), said(&product.title).to_owned())).collect()
    });
    options.sort_by(|one, other| one.1.cmp(&other.1));
    options.dedup();
    let make = move || {
        let product = written(product).ok_or("project-product-missing")?;
        Ok(Change::Adapted { product, words: written(what).ok_or("project-words-missing")? })
    };
    view! {
        <Frame desk send="project-save" icon="check" make>
            <Choice id="adapt-product" label="project-product" none="project-product-none" options chosen=product/>
            <Words id="adapt-words" label="project-adapt-words" value=what/>
        </Frame>
    }
}

/// Decides how it goes on.
#[component]
pub(super) fn Decide(desk: Desk) -> impl IntoView {
    let (verdict, why) = (RwSignal::new(None::<Verdict>), RwSignal::new(String::new()));
    let make = move || {
        let verdict = verdict.get_untracked().ok_or("project-verdict-missing")?;
        Ok(Change::Decided { verdict, words: written(why).ok_or("project-words-missing")? })
    };
    view! {
        <Frame desk send="project-save" icon="check" make>
            <OneOf name="decide-verdict" label="project-verdict" value=verdict options=vec![
                (Verdict::GoOn, "project-go-on"), (Verdict::Change, "project-change"), (Verdict::Stop, "project-stop"),
            ]/>
            <Words id="decide-words" label="project-why" value=why/>
        </Frame>
    }
}

/// Gives a task another day.
#[component]
pub(super) fn Move(name: String, task: String, desk: Desk) -> impl IntoView {
    let (day, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let make = move || {
        let to = chosen_day(day).ok_or("project-day-missing")?;
        let words = written(why).ok_or("project-words-missing")?;
        Ok(Change::Moved { task: task.clone(), to, words })
    };
    view! {
        <Frame desk send="project-save" icon="check" make>
            <p class="firm">{name}</p>
            <DayField id="move-day" label="project-day" value=day/>
            <Words id="move-words" label="project-occasion" hint="project-occasion-hint" value=why/>
        </Frame>
    }
}

/// Gives a task to somebody, or back to whoever has its role.
#[component]
pub(super) fn Give(name: String, task: String, desk: Desk) -> impl IntoView {
    let who = RwSignal::new(String::new());
    let make = move || Ok(Change::Gave { task: task.clone(), to: colleague(who) });
    view! {
        <Frame desk send="project-save" icon="check" make>
            <p class="firm">{name}</p>
            <Colleague id="give-who" label="project-who" none="project-give-role" value=who/>
        </Frame>
    }
}

/// Leaves a task out.
#[component]
pub(super) fn Drop(name: String, task: String, desk: Desk) -> impl IntoView {
    let why = RwSignal::new(String::new());
    let make = move || {
        let words = written(why).ok_or("project-words-missing")?;
        Ok(Change::Dropped { task: task.clone(), words })
    };
    view! {
        <Frame desk send="project-drop" icon="x" make>
            <p class="firm">{name}</p>
            <Words id="drop-words" label="project-occasion" hint="project-occasion-hint" value=why/>
        </Frame>
    }
}

/// Adds a task that the guide does not have, to the phase under way.
#[component]
pub(super) fn Add(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (what, day, role) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let phase = seen.with_value(|seen| seen.project.phase());
    // The same task, also when it is sent again.
    let task = fresh_id();
    let options = APPOINTED
        .into_iter()
        .chain(["practitioner", "manager", "ict", "privacy-officer"])
        .map(|role| (role.to_owned(), words::role_name(role)))
        .collect();
    let make = move || {
        Ok(Change::Added {
            task,
            words: written(what).ok_or("project-words-missing")?,
            phase,
            role: written(role).ok_or("project-role-missing")?,
            due: chosen_day(day).ok_or("project-day-missing")?,
        })
    };
    view! {
        <Frame desk send="project-add-task" icon="plus" make>
            <Words id="add-words" label="project-task" value=what/>
            <Choice id="add-role" label="project-owner" none="project-role-none" options chosen=role/>
            <DayField id="add-day" label="project-day" value=day/>
        </Frame>
    }
}

/// Puts oneself forward as a front-runner.
#[component]
pub(super) fn Volunteer(desk: Desk) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let make = move || Ok(Change::Volunteered { words: written(words).ok_or("project-words-missing")? });
    view! {
        <Frame desk send="project-volunteer-send" icon="check" make>
            <p class="soft">{tr("project-volunteer-more")}</p>
            <Words id="volunteer-words" label="project-volunteer-words" hint="project-no-names" value=words/>
        </Frame>
    }
}

/// The name of a role with its team.
pub(super) fn role_with_team(seen: &SeenProject, role: &str, team: Option<TeamId>) -> String {
    match team.filter(|_| role == CHAMPION) {
        Some(team) => text_with(
            "project-role-team",
            &[("role", words::role_name(role).into()), ("team", seen.team_name(team).into())],
        ),
        None => words::role_name(role),
    }
}

/// What stands where nobody has a role.
pub(super) fn nobody() -> String {
    text("project-nobody")
}
