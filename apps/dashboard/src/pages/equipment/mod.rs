//! Where every headset is, how it stands and what it needs; rooms; and from here to each of them.

mod doing;
mod reserving;
mod rooms;
mod thing;

pub(crate) use thing::Page as ThingPage;

use crate::{route::Route, shell};
use leptos::prelude::*;
use link::{
    api::Role,
    equipment::{KeptHeadset, Need},
    people::Site,
};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, reload_every, text, text_with, tr, wall_now};
use std::time::Duration;

/// How often the list is asked for again.
const FRESH: Duration = Duration::from_secs(15);

/// Who says where headsets lie and which rooms there are; the server holds to that.
fn arranges() -> bool {
    shell::is(&[Role::EquipmentManager, Role::Coordinator])
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let turn = reload_every(FRESH);
    let again = RwSignal::new(0u32);
    let wanted = RwSignal::new(String::new());
    let found = load(move || {
        turn.track();
        again.track();
        get::<Vec<KeptHeadset>>("/api/v1/equipment")
    });
    let sites = load(|| get::<Vec<Site>>("/api/v1/sites"));
    Effect::new(move |_| screen::set_title(&shell::title(&text("equipment-title"))));
    // The list keeps standing while it is asked for again.
    let shown = {
        let found = found.clone();
        Memo::new(move |old: Option<&Option<Vec<KeptHeadset>>>| {
            found.with(|found| found.here().cloned()).or_else(|| old.cloned().flatten())
        })
    };
    let failed = Memo::new(move |_| {
        found.with(|found| if let Remote::Failed(failure) = found { Some(failure.clone()) } else { None })
    });
    let site_name = move |kept: &KeptHeadset| {
        let name = |sites: &Vec<Site>| {
            sites.iter().find(|site| Some(site.id) == kept.site).map(|site| site.name.clone())
        };
        sites.with(|sites| sites.here().and_then(name)).unwrap_or_default()
    };
    let rows = move |site_name: &dyn Fn(&KeptHeadset) -> String| {
        let wanted = wanted.get().trim().to_lowercase();
        let holds = |words: &str| words.to_lowercase().contains(&wanted);
        let mut kept = shown.get().unwrap_or_default();
        kept.retain(|kept| {
            holds(&kept.name) || kept.place.as_deref().is_some_and(holds) || holds(&site_name(kept))
        });
        // Whoever looks for one wants one that is ready.
        kept.sort_by_key(|kept| (kept.worn || kept.out.is_some(), kept.missing.len()));
        kept
    };
    view! {
        <header class="head">
            <div><h1>{tr("equipment-title")}</h1><p class="facts"><span>{tr("equipment-more")}</span></p></div>
            <div class="field">
                <label class="sr" for="equipment-search">{tr("equipment-search")}</label>
                <input class="input" id="equipment-search" type="search" placeholder=tr("equipment-search") autocomplete="off"
                    on:input:target=move |event| wanted.set(event.target().value())/>
            </div>
        </header>
        {move || failed.get().map(|failure| view! {
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        })}
        {move || match shown.get() {
            None if failed.get().is_none() => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            None => ().into_any(),
            Some(all) if all.is_empty() => view! { <p class="soft">{tr("equipment-none")}</p> }.into_any(),
            Some(_) => {
                let site_name = site_name.clone();
                let kept = rows(&site_name);
                if kept.is_empty() {
                    return view! { <p class="soft">{tr("equipment-not-found")}</p> }.into_any();
                }
                view! { <ul class="cards plain">{kept.into_iter().map(|kept| {
                    let site = site_name(&kept);
                    view! { <Card kept site/> }
                }).collect_view()}</ul> }.into_any()
            }
        }}
        <rooms::Rooms arranges=Signal::derive(arranges)/>
    }
}

/// One headset: its name, where it is, and whether one can take it.
#[component]
fn Card(kept: KeptHeadset, site: String) -> impl IntoView {
    let address = Route::Thing(kept.id.0).path();
    let place = match (&kept.place, site.is_empty()) {
        (Some(place), true) => place.clone(),
        (Some(place), false) => [place.as_str(), ", ", &site].concat(),
        (None, _) => text("equipment-no-place"),
    };
    view! {
        <li class="panel live-card">
            <h2><a href=address>{kept.name.clone()}</a></h2>
            <p class="row"><Icon name="house"/><span>{place}</span></p>
            <p><State kept/></p>
        </li>
    }
}

/// How a headset stands, in a word and a colour.
#[component]
fn State(kept: KeptHeadset) -> impl IntoView {
    let (kind, icon, words) = if kept.worn {
        ("tag", "rectangle-goggles", text("equipment-worn"))
    } else if let Some(out) = &kept.out {
        let is_late = out.until.is_some_and(|until| until < wall_now());
        let words = match out.until {
            Some(until) => text_with(
                "equipment-out-until",
                &[("who", out.by_name.clone().into()), ("until", screen::moment(until).into())],
            ),
            None => text_with("equipment-out", &[("who", out.by_name.clone().into())]),
        };
        (if is_late { "tag wait" } else { "tag" }, "hand", words)
    } else if kept.missing.is_empty() {
        ("tag good", "check", text("equipment-ready"))
    } else {
        let needs = kept.missing.into_iter().map(|need| {
            view! {
                <span class="tag wait"><Icon name="triangle-alert"/>{need_word(need)}</span>
            }
        });
        return view! { <span class="row needs">{needs.collect_view()}</span> }.into_any();
    };
    view! { <span class=[kind, " wraps"].concat()><Icon name=icon/>{words}</span> }.into_any()
}

fn need_word(need: Need) -> String {
    text(match need {
        Need::Return => "need-return",
        Need::Repair => "need-repair",
        Need::Cleaning => "need-cleaning",
        Need::Clearing => "need-clearing",
        Need::Charging => "need-charging",
    })
}
