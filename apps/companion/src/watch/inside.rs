//! What a colleague who steers can do in the world: where to, breathing and how the client lies at hand, all else one tap further.

use super::{Watching, pace::own_pace, slider::Slider};
use crate::words::{pace, time_of_day};
use catalogue::{Exercise, PACE_DEFAULT_MILLI_BPM, PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM, World};
use leptos::prelude::*;
use screen::{Icon, exercise_word, text, text_with, tr, world_word};
use session::Act;

/// Places for worlds in the first row; where there are more worlds the last place leads to all of them.
const AT_HAND: usize = 4;

/// What is opened above the two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawer {
    Worlds,
    Exercises,
    Surroundings,
}

/// The worlds at hand: the one around the client and those offered first, in their own order.
fn at_hand(offered: &[World], here: Option<World>) -> Vec<World> {
    if offered.len() <= AT_HAND {
        return offered.to_vec();
    }
    let mut near: Vec<World> = offered.iter().copied().take(AT_HAND - 1).collect();
    if let Some(here) = here.filter(|here| offered.contains(here) && !near.contains(here)) {
        near.pop();
        near.push(here);
    }
    near
}

/// Two rows under the thumb.
#[component]
pub(super) fn Inside() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let state = watching.seen.state;
    let drawer = RwSignal::new(None::<Drawer>);
    let offered = Memo::new(move |_| state.with(|state| state.planned.offered()));
    let here = Memo::new(move |_| state.with(|state| state.world));
    let near = Memo::new(move |_| offered.with(|offered| at_hand(offered, here.get())));
    let far = Memo::new(move |_| offered.with(|all| near.with(|near| all.len() > near.len())));
    let running = Memo::new(move |_| state.with(|state| state.exercise.map(|running| running.exercise)));
    let lying = Memo::new(move |_| state.with(|state| state.lying));
    // The client's own pace is where an exercise begins, once it is known and when it changes.
    let chosen_pace = RwSignal::new(PACE_DEFAULT_MILLI_BPM);
    let own = Memo::new(move |_| own_pace(&watching.seen));
    Effect::new(move |_| {
        if let Some(own) = own.get() {
            chosen_pace.set(own);
        }
    });
    let opens = move |which: Drawer, id: &'static str| {
        let is_open = move || drawer.get() == Some(which);
        view! {
            <button class="btn" type="button" aria-expanded=move || is_open().to_string() aria-controls="tray-drawer"
                on:click=move |_| drawer.update(|open| *open = if *open == Some(which) { None } else { Some(which) })>
                <span>{tr(id)}</span>
                <Icon name=Signal::derive(move || if is_open() { "chevron-down" } else { "chevron-right" })/>
            </button>
        }
    };
    let world = move |world: World| {
        let go = move |_| {
            drawer.set(None);
            if here.get_untracked() != Some(world) {
                watching.act(Act::ChooseWorld(world));
            }
        };
        view! {
            <button class="btn" type="button" on:click=go aria-pressed=move || (here.get() == Some(world)).to_string()>
                <span>{move || world_word(world.slug())}</span>
            </button>
        }
    };
    let begin = move |exercise: Exercise| {
        drawer.set(None);
        watching.act(Act::StartExercise { exercise, pace_milli_bpm: chosen_pace.get_untracked() });
    };
    view! {
        <div class="tray-world">
            <div id="tray-drawer" class="tray-drawer" hidden=move || drawer.get().is_none()>
                {move || drawer.get().map(|open| match open {
                    Drawer::Worlds => view! {
                        <div class="tray-row" role="group" aria-label=tr("companion-world")>
                            <For each=move || offered.get() key=|world| *world let(which)>{world(which)}</For>
                        </div>
                    }.into_any(),
                    Drawer::Exercises => view! { <Exercises chosen_pace begin=Callback::new(begin)/> }.into_any(),
                    Drawer::Surroundings => view! { <Surroundings/> }.into_any(),
                })}
            </div>
            <div class="tray-row" role="group" aria-label=tr("companion-world")>
                <For each=move || near.get() key=|world| *world let(which)>{world(which)}</For>
                <Show when=move || far.get()>{opens(Drawer::Worlds, "companion-all-worlds")}</Show>
            </div>
            <div class="tray-row">
                {move || match running.get() {
                    Some(_) => view! {
                        <button class="btn" type="button" aria-pressed="true" on:click=move |_| { watching.act(Act::StopExercise); }>
                            <Icon name="pause"/><span>{tr("companion-breathing-stop")}</span>
                        </button>
                    }.into_any(),
                    None => view! {
                        <button class="btn" type="button" on:click=move |_| begin(Exercise::PacedBreathing)>
                            <Icon name="wind"/><span>{move || exercise_word(Exercise::PacedBreathing.slug())}</span>
                        </button>
                    }.into_any(),
                }}
                {opens(Drawer::Exercises, "companion-exercises")}
                {opens(Drawer::Surroundings, "companion-surroundings")}
                <Show when=move || running.get() == Some(Exercise::ResonanceFinder)
                    fallback=move || view! {
                        <button class="btn" type="button" aria-pressed=move || lying.get().to_string()
                            on:click=move |_| { watching.act(Act::SetLying(!lying.get_untracked())); }>
                            <Icon name="armchair"/><span>{tr("companion-lying")}</span>
                        </button>
                    }>
                    <button class="btn" type="button" on:click=move |_| { watching.act(Act::Skip); }>
                        <Icon name="chevron-right"/><span>{tr("companion-next-pace")}</span>
                    </button>
                </Show>
            </div>
        </div>
    }
}

/// The exercises that stand in the client's own menu now, and the pace they begin with.
#[component]
fn Exercises(chosen_pace: RwSignal<u16>, begin: Callback<Exercise>) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let state = watching.seen.state;
    let now = watching.seen.now;
    // By the same rule as the headset's own pages; breathing stands in the row below.
    let offered = Memo::new(move |_| {
        let mut offered = state.with(|state| state.offered(now.get()));
        offered.retain(|exercise| *exercise != Exercise::PacedBreathing);
        offered
    });
    let later = Memo::new(move |_| state.with(|state| !state.means.parts));
    let running = Memo::new(move |_| {
        state.with(|state| state.exercise.map(|running| (running.exercise, running.breathing.pace_milli_bpm)))
    });
    let breathes = move || {
        running
            .get()
            .is_some_and(|(exercise, _)| exercise.breathes() && exercise != Exercise::ResonanceFinder)
    };
    let set_pace = Callback::new(move |value: u16| {
        chosen_pace.set(value);
        if breathes() {
            watching.act(Act::SetPace(value));
        }
    });
    // A search goes its own way, and what has no pacer has no pace to set while it runs.
    let paceless = Signal::derive(move || running.get().is_some() && !breathes());
    let shown = Signal::derive(move || running.get().map_or(chosen_pace.get(), |(_, pace)| pace));
    view! {
        <div class="tray-row wide" role="group" aria-label=tr("companion-exercises")>
            <For each=move || offered.get() key=|exercise| *exercise let(exercise)>
                <button class="btn" type="button" on:click=move |_| begin.run(exercise)
                    aria-pressed=move || running.get().is_some_and(|(runs, _)| runs == exercise).to_string()>
                    <Icon name=exercise_icon(exercise)/><span>{move || exercise_word(exercise.slug())}</span>
                </button>
            </For>
        </div>
        <Show when=move || later.get()><p class="soft t-s">{tr("companion-exercises-later")}</p></Show>
        <Slider label="companion-pace" bounds=Signal::stored((PACE_MIN_MILLI_BPM, PACE_MAX_MILLI_BPM)) step=100 value=shown disabled=paceless
            words=Callback::new(|value: u16| text_with("companion-pace-value", &[("pace", pace(value).into())])) set=set_pace/>
    }
}

/// Time of day and sound.
#[component]
fn Surroundings() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let state = watching.seen.state;
    let range =
        Signal::derive(move || state.with(|state| state.world.map_or((0, 1_439), World::minutes_range)));
    view! {
        <div class="tray-sliders">
            <Slider label="companion-time" bounds=range step=15
                value=Signal::derive(move || state.with(|state| state.time_of_day_minutes))
                words=Callback::new(time_of_day) set=Callback::new(move |value| { watching.act(Act::SetTimeOfDay(value)); })/>
            <Slider label="companion-volume" bounds=Signal::stored((0, 100)) step=5
                value=Signal::derive(move || state.with(|state| u16::from(state.volume)))
                words=Callback::new(|value: u16| text_with("companion-volume-value", &[("volume", value.into())]))
                set=Callback::new(move |value: u16| { watching.act(Act::SetVolume(u8::try_from(value).unwrap_or(100))); })/>
        </div>
    }
}

/// The icon of an exercise.
const fn exercise_icon(exercise: Exercise) -> &'static str {
    match exercise {
        Exercise::PacedBreathing => "wind",
        Exercise::CoherenceGarden => "leaf",
        Exercise::ResonanceFinder => "search",
        Exercise::BodyScan => "user",
        Exercise::MuscleRelaxation => "hand",
        Exercise::Bubbles => "waves",
        Exercise::Butterfly => "route",
        Exercise::MusicalCircles => "volume-1",
        Exercise::SingingBowls => "volume-2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_worlds_all_stand_at_hand() {
        assert_eq!(at_hand(&World::ALL[..3], Some(World::SunsetBeach)), World::ALL[..3]);
    }

    #[test]
    fn of_many_worlds_the_one_around_the_client_is_always_at_hand() {
        // The same world twice stands for a long list: the order is what counts.
        let many = [
            World::SunsetBeach,
            World::AlpineMeadow,
            World::SunsetBeach,
            World::AlpineMeadow,
            World::CoralReef,
        ];
        assert_eq!(
            at_hand(&many, Some(World::CoralReef)),
            [World::SunsetBeach, World::AlpineMeadow, World::CoralReef]
        );
        assert_eq!(at_hand(&many, Some(World::AlpineMeadow)).len(), 3);
    }
}
