//! What a colleague who steers can do now: the steps before and after, and in the world its content.

use super::{Hand, Watching, pace::own_pace, sets::ItemAnswers};
use crate::words::{pace, time_of_day};
use catalogue::{Exercise, PACE_DEFAULT_MILLI_BPM, PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM, World};
use leptos::prelude::*;
use screen::{
    Dialog, Icon, discomfort_word, exercise_word, phase_word, self_check_word, text, text_with, tr,
    world_word,
};
use session::{Act, Discomfort, Phase};

/// The tray above the bar; only for who steers.
#[component]
pub(crate) fn Tray() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let phase = Memo::new(move |_| watching.seen.state.with(|state| state.phase));
    let steers = Memo::new(move |_| watching.hand.get() == Hand::You);
    move || {
        if !steers.get() {
            return None;
        }
        let content = match phase.get() {
            Phase::ItemsBefore | Phase::ItemsAfter => view! { <ItemAnswers/> }.into_any(),
            Phase::World => view! { <ItemAnswers/><InWorld/> }.into_any(),
            Phase::Held(_) | Phase::Done => return None,
            step => view! { <Step step/> }.into_any(),
        };
        Some(view! { <section class="w-tray" aria-label=tr("companion-tray")>{content}</section> })
    }
}

/// One step before or after the world, for a client who does not answer it themselves.
#[component]
fn Step(step: Phase) -> impl IntoView {
    let watching = expect_context::<Watching>();
    let button = move |words: Signal<String>, act: Act| {
        view! { <button class="btn" type="button" on:click=move |_| { watching.act(act.clone()); }>{words}</button> }
    };
    let words = |id: &'static str| Signal::derive(tr(id));
    let skip = move || button(words("companion-skip"), Act::Skip).into_any();
    let answers = match step {
        Phase::Welcome => vec![button(words("companion-begin"), Act::Begin).into_any()],
        Phase::SelfCheck(item) => vec![
            button(words("yes"), Act::AnswerSelfCheck { item, yes: true }).into_any(),
            button(words("no"), Act::AnswerSelfCheck { item, yes: false }).into_any(),
        ],
        Phase::TensionBefore | Phase::TensionAfter => (0..=10_u8)
            .map(|value| button(Signal::stored(value.to_string()), Act::RateTension(value)).into_any())
            .chain([skip()])
            .collect(),
        Phase::Choice => watching
            .seen
            .state
            .with_untracked(|state| state.planned.offered())
            .into_iter()
            .map(|world| {
                button(Signal::derive(move || world_word(world.slug())), Act::ChooseWorld(world)).into_any()
            })
            .collect(),
        Phase::CalmEnd => vec![button(words("companion-continue"), Act::Continue).into_any()],
        Phase::Discomfort => vec![
            button(words("companion-nothing-unpleasant"), Act::ReportDiscomfort(Discomfort::None)).into_any(),
            button(words("companion-something-unpleasant"), Act::DiscomfortFelt).into_any(),
            skip(),
        ],
        Phase::DiscomfortKind => Discomfort::KINDS
            .map(|kind| {
                button(Signal::derive(move || discomfort_word(kind)), Act::ReportDiscomfort(kind)).into_any()
            })
            .into_iter()
            .chain([skip()])
            .collect(),
        Phase::Leaving => vec![button(words("companion-done"), Act::Continue).into_any()],
        Phase::Held(_) | Phase::World | Phase::ItemsBefore | Phase::ItemsAfter | Phase::Done => Vec::new(),
    };
    let title = move || match step {
        Phase::SelfCheck(item) => self_check_word(item),
        other => phase_word(other),
    };
    view! {
        <div class="tray-step" class:scale=matches!(step, Phase::TensionBefore | Phase::TensionAfter)>
            <h2>{title}</h2>
            <div class="tray-answers">{answers}</div>
        </div>
    }
}

/// World, breathing, time of day, sound.
#[component]
fn InWorld() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let state = watching.seen.state;
    let breathing = Memo::new(move |_| {
        state.with(|state| state.exercise.map(|running| running.breathing.pace_milli_bpm))
    });
    let chosen_pace = RwSignal::new(breathing.get_untracked().unwrap_or(PACE_DEFAULT_MILLI_BPM));
    let range = Memo::new(move |_| state.with(|state| state.world.map_or((0, 1_439), World::minutes_range)));
    let set_pace = Callback::new(move |value: u16| {
        chosen_pace.set(value);
        if breathing.get_untracked().is_some() {
            watching.act(Act::SetPace(value));
        }
    });
    let shown_pace = Signal::derive(move || breathing.get().unwrap_or(chosen_pace.get()));
    let running = Memo::new(move |_| state.with(|state| state.exercise.map(|running| running.exercise)));
    let world = Memo::new(move |_| state.with(|state| state.world));
    // The client's own pace is where the slider begins, once it is known and when it changes.
    let own = Memo::new(move |_| own_pace(&watching.seen));
    Effect::new(move |_| {
        if let Some(own) = own.get() {
            chosen_pace.set(own);
        }
    });
    // A search goes its own way, and what has no pacer has no pace to set while it runs.
    let paceless = Signal::derive(move || {
        running.get().is_some_and(|running| running == Exercise::ResonanceFinder || !running.breathes())
    });
    let lying = Memo::new(move |_| state.with(|state| state.lying));
    let start = move |exercise: Exercise| {
        watching.act(Act::StartExercise { exercise, pace_milli_bpm: chosen_pace.get_untracked() })
    };
    // What one does most is one tap: breathing, and stopping whatever runs.
    let quick = move |_| {
        if running.get_untracked().is_some() {
            watching.act(Act::StopExercise);
        } else {
            start(Exercise::PacedBreathing);
        }
    };
    // By the same rule as the pages of the headset's own menu.
    let now = watching.seen.now;
    let offered = Memo::new(move |_| state.with(|state| state.offered(now.get())));
    let later = Memo::new(move |_| state.with(|state| !state.means.parts));
    let (choosing, practising) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <div class="tray-world">
            <div class="tray-row">
                <button class="btn place" type="button" aria-haspopup="dialog" on:click=move |_| choosing.set(true)>
                    <Icon name="sunset"/>
                    <span class="sr">{tr("companion-world")}</span>
                    <span class="name">{move || world.get().map(|world| world_word(world.slug()))}</span>
                    <Icon name="chevron-right"/>
                </button>
                <button class="btn" type="button" on:click=quick>
                    <Icon name=Signal::derive(move || if running.get().is_some() { "pause" } else { "wind" })/>
                    {move || if running.get().is_some() {
                        text("companion-breathing-stop")
                    } else {
                        exercise_word(Exercise::PacedBreathing.slug())
                    }}
                </button>
                {move || (running.get() == Some(Exercise::ResonanceFinder)).then(|| view! {
                    <button class="btn" type="button" on:click=move |_| { watching.act(Act::Skip); }>
                        <Icon name="chevron-right"/>{tr("companion-next-pace")}
                    </button>
                })}
                <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| practising.set(true)>
                    <Icon name=Signal::derive(move || running.get().map_or("list", exercise_icon))/>
                    {move || running.get().map_or_else(|| text("companion-exercises"), |running| exercise_word(running.slug()))}
                </button>
                <button class="btn" type="button" aria-pressed=move || lying.get().to_string()
                    on:click=move |_| { watching.act(Act::SetLying(!lying.get_untracked())); }>
                    <Icon name="armchair"/>{tr("companion-lying")}
                </button>
            </div>
            <div class="tray-sliders">
                <Slider label="companion-pace" bounds=Signal::stored((PACE_MIN_MILLI_BPM, PACE_MAX_MILLI_BPM)) step=100 value=shown_pace disabled=paceless
                    words=Callback::new(|value: u16| text_with("companion-pace-value", &[("pace", pace(value).into())])) set=set_pace/>
                <Slider label="companion-time" bounds=Signal::derive(move || range.get()) step=15
                    value=Signal::derive(move || state.with(|state| state.time_of_day_minutes))
                    words=Callback::new(time_of_day) set=Callback::new(move |value| { watching.act(Act::SetTimeOfDay(value)); })/>
                <Slider label="companion-volume" bounds=Signal::stored((0, 100)) step=5
                    value=Signal::derive(move || state.with(|state| u16::from(state.volume)))
                    words=Callback::new(|value: u16| text_with("companion-volume-value", &[("volume", value.into())]))
                    set=Callback::new(move |value: u16| { watching.act(Act::SetVolume(u8::try_from(value).unwrap_or(100))); })/>
            </div>
        </div>
        <Dialog open=choosing title_id="companion-world">
            <div class="tray-choices">
                {World::ALL.map(|choice| view! {
                    <button class="btn" type="button" hidden=move || state.with(|state| state.planned.avoids(choice))
                        aria-pressed=move || (world.get() == Some(choice)).to_string()
                        on:click=move |_| {
                            if world.get_untracked() == Some(choice) || watching.act(Act::ChooseWorld(choice)) {
                                choosing.set(false);
                            }
                        }>
                        <Icon name="sunset"/>{move || world_word(choice.slug())}
                    </button>
                })}
            </div>
        </Dialog>
        <Dialog open=practising title_id="companion-exercises">
            <Show when=move || later.get()><p class="soft">{tr("companion-exercises-later")}</p></Show>
            <div class="tray-choices">
                {Exercise::ALL.map(|choice| view! {
                    <button class="btn" type="button" hidden=move || !offered.with(|offered| offered.contains(&choice))
                        aria-pressed=move || (running.get() == Some(choice)).to_string()
                        on:click=move |_| {
                            if running.get_untracked() == Some(choice) || start(choice) {
                                practising.set(false);
                            }
                        }>
                        <Icon name=exercise_icon(choice)/>{move || exercise_word(choice.slug())}
                    </button>
                })}
            </div>
        </Dialog>
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

/// A slider that says its value while it moves and asks only when it is let go.
#[component]
fn Slider(
    label: &'static str,
    bounds: Signal<(u16, u16)>,
    step: u16,
    value: Signal<u16>,
    words: Callback<u16, String>,
    set: Callback<u16>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let moving = RwSignal::new(None::<u16>);
    let shown = move || moving.get().unwrap_or(value.get());
    let filled = move || {
        let (min, max) = bounds.get();
        f64::from(shown().saturating_sub(min)) / f64::from(max.saturating_sub(min).max(1)) * 100.0
    };
    view! {
        <label class="slider">
            <span><span>{tr(label)}</span><b>{move || words.run(shown())}</b></span>
            <input type="range" min=move || bounds.get().0 max=move || bounds.get().1 step=step prop:value=move || shown().to_string() disabled=move || disabled.get()
                style=move || format!("--filled:{:.1}%", filled())
                aria-valuetext=move || words.run(shown())
                on:input:target=move |event| moving.set(event.target().value().parse().ok())
                on:change:target=move |event| {
                    if let Ok(wanted) = event.target().value().parse() {
                        set.run(wanted);
                    }
                    moving.set(None);
                }/>
        </label>
    }
}
