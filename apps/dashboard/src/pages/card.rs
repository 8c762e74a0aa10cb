//! The content card: every world and exercise, what is in it and what to avoid, to go through with the client; it prints too.

use crate::{route::Route, shell};
use care::plan::{ClientPlan, PREFERRED_MAX, Plan, TEXT_MAX_CHARS, worlds_with};
use catalogue::{Exercise, Trait, World};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{
    Bones, FailureMessage, Icon, Remote, exercise_word, get, go, load, text, text_with, tr, world_word,
};
use session::ClientId;
use std::{cell::RefCell, collections::BTreeSet};

/// What was chosen of worlds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choices {
    /// These come first.
    pub(crate) preferred: BTreeSet<World>,
    /// These are not offered.
    pub(crate) avoided: BTreeSet<World>,
    /// What else to avoid.
    pub(crate) avoid: String,
}

impl Choices {
    /// What a plan says of worlds.
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { preferred: plan.preferred.clone(), avoided: plan.avoided.clone(), avoid: plan.avoid.clone() }
    }

    fn set(&mut self, world: World, choice: Choice) {
        self.preferred.remove(&world);
        self.avoided.remove(&world);
        match choice {
            Choice::First => _ = self.preferred.insert(world),
            Choice::Avoid => _ = self.avoided.insert(world),
            Choice::Fine => {}
        }
    }

    fn choice(&self, world: World) -> Choice {
        match (self.preferred.contains(&world), self.avoided.contains(&world)) {
            (true, _) => Choice::First,
            (_, true) => Choice::Avoid,
            _ => Choice::Fine,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Choice {
    First,
    Fine,
    Avoid,
}

thread_local! {
    /// What was chosen on a card, on its way to the plan; it never leaves the page.
    static CHOSEN: RefCell<Option<(ClientId, Choices)>> = const { RefCell::new(None) };
}

/// What was chosen on this client's card and is in no plan yet.
pub(crate) fn chosen_for(id: ClientId) -> Option<Choices> {
    CHOSEN.with_borrow(|chosen| {
        chosen.as_ref().filter(|(whose, _)| *whose == id).map(|(_, choices)| choices.clone())
    })
}

/// It is in the plan now.
pub(crate) fn forget_chosen() {
    CHOSEN.set(None);
}

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let plan: ClientPlan = get(&format!("/api/v1/clients/{id}/plan")).await?;
            Ok((client, plan))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("card"))));
    move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here((client, plan)) => view! { <Card client plan/> }.into_any(),
    }
}

#[component]
fn Card(client: ClientSummary, plan: ClientPlan) -> impl IntoView {
    let id = client.id;
    let start = plan.versions.first().map(|version| Choices::of(&version.plan));
    let choices = RwSignal::new(chosen_for(id).or(start).unwrap_or_default());
    let onward = move |_| {
        CHOSEN.set(Some((id, choices.get_untracked())));
        go(&Route::Plan(id).path());
    };
    view! {
        <header class="head">
            <div>
                <nav class="crumbs" aria-label=tr("crumbs")>
                    <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{client.alias}</a>
                </nav>
                <h1>{tr("card")}</h1>
                <p class="facts"><span>{tr("card-lead")}</span></p>
            </div>
            <button class="btn" type="button" on:click=move |_| { let _ = window().print(); }><Icon name="file-text"/>{tr("card-print")}</button>
        </header>
        <Worlds choices/>
        <section class="below" aria-labelledby="card-exercises">
            <h2 class="section" id="card-exercises">{tr("card-exercises")}</h2>
            <ul class="cards">{Exercise::ALL.map(|exercise| view! {
                <li class="panel stack">
                    <h3>{move || exercise_word(exercise.slug())}</h3>
                    <p class="soft t-s">{tr("card-exercise-more")}</p>
                    <p class="t-s">{move || {
                        let worlds: Vec<String> = World::ALL.into_iter().filter(|world| exercise.lives_in(*world))
                            .map(|world| world_word(world.slug())).collect();
                        text_with("card-exercise-in", &[("worlds", worlds.join(", ").into())])
                    }}</p>
                </li>
            })}</ul>
        </section>
        <p class="below screen-only">
            <button class="btn primary" type="button" on:click=onward><Icon name="arrow-right"/>{tr("card-onward")}</button>
        </p>
    }
}

/// Every world with what is in it and a choice, and what else to avoid.
#[component]
pub(crate) fn Worlds(choices: RwSignal<Choices>) -> impl IntoView {
    let all = [Trait::Water, Trait::Animals, Trait::Heights, Trait::Dark];
    let offered = all.into_iter().filter(|what| {
        let many = worlds_with(*what).count();
        many > 0 && many < World::ALL.len()
    });
    let avoid_all = move |what: Trait| {
        let whole =
            move || choices.with(|choices| worlds_with(what).all(|world| choices.avoided.contains(&world)));
        view! {
            <label class="chip"><input type="checkbox" prop:checked=whole
                on:change:target=move |event| {
                    let choice = if event.target().checked() { Choice::Avoid } else { Choice::Fine };
                    choices.update(|choices| worlds_with(what).for_each(|world| choices.set(world, choice)));
                }/>
                <Icon name="check"/>{move || trait_word(what)}
            </label>
        }
    };
    let offered: Vec<_> = offered.map(avoid_all).collect();
    let full = move || choices.with(|choices| choices.preferred.len() >= PREFERRED_MAX);
    view! {
        {(!offered.is_empty()).then(|| view! {
            <fieldset class="reasons"><legend>{tr("card-avoid-all")}</legend><div class="chips">{offered}</div></fieldset>
        })}
        <ul class="cards worlds">{World::ALL.map(|world| {
            let is = move || choices.with(|choices| choices.choice(world));
            let name = format!("world-{}", world.slug());
            view! {
                <li class="panel stack" class:first=move || is() == Choice::First class:avoided=move || is() == Choice::Avoid>
                    <h3>{move || world_word(world.slug())}</h3>
                    <ul class="traits t-s">{world.traits().iter().map(|what| {
                        let what = *what;
                        view! { <li>{move || trait_word(what)}</li> }
                    }).collect_view()}</ul>
                    <fieldset>
                        <legend class="sr">{move || world_word(world.slug())}</legend>
                        <div class="choice">{[(Choice::First, "card-first"), (Choice::Fine, "card-fine"), (Choice::Avoid, "card-avoid")].map(|(value, word)| view! {
                            <label><input type="radio" name=name.clone() prop:checked=move || is() == value
                                prop:disabled=move || value == Choice::First && is() != Choice::First && full()
                                on:change=move |_| choices.update(|choices| choices.set(world, value))/>{tr(word)}</label>
                        })}</div>
                    </fieldset>
                </li>
            }
        })}</ul>
        {move || choices.with(|choices| choices.avoided.len() == World::ALL.len()).then(|| view! {
            <p class="mark wait"><Icon name="info"/>{tr("card-none-left")}</p>
        })}
        <div class="field">
            <label for="card-avoid-more">{tr("card-avoid-more")}</label>
            <textarea class="input" id="card-avoid-more" rows="2" maxlength=TEXT_MAX_CHARS.to_string() aria-describedby="card-avoid-hint"
                prop:value=move || choices.with(|choices| choices.avoid.clone())
                on:input:target=move |event| choices.update(|choices| choices.avoid = event.target().value())></textarea>
            <p class="hint" id="card-avoid-hint">{tr("card-avoid-hint")}</p>
        </div>
    }
}

fn trait_word(what: Trait) -> String {
    text(match what {
        Trait::Water => "trait-water",
        Trait::Animals => "trait-animals",
        Trait::Heights => "trait-heights",
        Trait::Dark => "trait-dark",
        Trait::Quiet => "trait-quiet",
    })
}
