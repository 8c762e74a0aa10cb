//! The world on the page: draws at a pace the tablet can keep, rests when nobody looks, and survives a lost context.
//!
//! For support and tests the page offers `window.luwte`, read-only but for one thing: `pin(seconds, degrees)` holds the
//! picture at a world time, at full sharpness, with the gaze in the middle and this vertical field of view, until
//! `pin(null)`; `state()` and `stats()` tell what is true and what a frame costs.

use crate::{
    device::now_us,
    mirror::Head,
    stage::{Canvas, Drawn, Framing},
};
use leptos::{html, prelude::*};
use screen::{Icon, tr};
use session::{State, Steering, WorldTime};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// At most 30 pictures a second: a tablet's battery and hand stay cool.
const FRAME_US: i64 = 33_000;
/// How sharp a picture is drawn, sharpest first; a slow tablet goes one down, never back.
const SHARPNESS: [f64; 4] = [1.0, 0.75, 0.5, 0.35];
/// Room left after a slow picture, at most: building a world must not hold up the next picture for long.
const LONGEST_WAIT_US: i64 = 250_000;
/// Pictures this slow, one after the other, are too slow.
const SLOW_US: i64 = 70_000;
const SLOW_IN_A_ROW: u32 = 6;
/// One picture this slow is enough: a button must answer in time, whatever the picture looks like.
const MUCH_TOO_SLOW_US: i64 = 450_000;

/// What is to be shown.
pub(crate) struct Shown {
    /// The moment.
    pub(crate) at: WorldTime,
    /// What was true.
    pub(crate) state: State,
    /// Where the head was; `None` when the client does not share it.
    pub(crate) head: Option<Head>,
    /// The time of day as it was seen.
    pub(crate) minutes: f64,
}

/// Where pictures come from: the moment to show, or the one that was pinned.
pub(crate) type Source = Rc<dyn Fn(Option<WorldTime>) -> Option<Shown>>;

/// A picture that is held.
#[derive(Clone, Copy)]
struct Pin {
    at: WorldTime,
    vertical_deg: f32,
}

/// Nothing covers the world.
const EVERYTHING: Framing = Framing::Free([0.0, 0.0, 1.0, 1.0]);
/// What covers it is measured this often.
const MEASURE_US: i64 = 400_000;
/// The vertical field of view of a pinned picture that names none, degrees.
const PINNED_DEG: f64 = 70.0;

struct Drawing {
    canvas: Option<Canvas>,
    broken: bool,
    next_us: i64,
    last_us: i64,
    slow: u32,
    sharpness: usize,
    pinned: Option<Pin>,
    covered: (Framing, i64),
    last: Option<(WorldTime, bool)>,
    told: Option<State>,
    at: WorldTime,
}

/// A canvas that follows its source. `more` adds to what `window.luwte.state()` tells.
#[component]
pub(crate) fn WorldCanvas(
    source: StoredValue<Source, LocalStorage>,
    more: StoredValue<Rc<dyn Fn() -> serde_json::Value>, LocalStorage>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let element = NodeRef::<html::Canvas>::new();
    let broken = RwSignal::new(false);
    let drawing = Rc::new(RefCell::new(Drawing {
        canvas: None,
        broken: false,
        next_us: 0,
        last_us: 0,
        slow: 0,
        sharpness: 0,
        pinned: None,
        covered: (EVERYTHING, i64::MIN),
        last: None,
        told: None,
        at: WorldTime::START,
    }));
    let alive = Rc::new(());
    let hooks = Hooks::offer(&drawing, more);
    let keep = StoredValue::new_local((Rc::clone(&alive), hooks));
    on_cleanup(move || {
        // The loop ends with its keeper; the hooks go with the page.
        let _ = keep.try_update_value(|(_, hooks)| hooks.withdraw());
        keep.dispose();
    });
    let weak = Rc::downgrade(&alive);
    drop(alive);
    let lost = {
        let drawing = Rc::clone(&drawing);
        move |event: web_sys::Event| {
            event.prevent_default();
            let mut drawing = drawing.borrow_mut();
            drawing.canvas = None;
            drawing.broken = true;
            broken.set(true);
        }
    };
    let restored = {
        let drawing = Rc::clone(&drawing);
        move |_: web_sys::Event| {
            drawing.borrow_mut().broken = false;
            broken.set(false);
        }
    };
    let online = {
        let drawing = Rc::clone(&drawing);
        window_event_listener(leptos::ev::online, move |_| {
            if let Some(canvas) = &mut drawing.borrow_mut().canvas {
                canvas.online();
            }
        })
    };
    on_cleanup(move || online.remove());
    frame(Rc::new(move || {
        if weak.upgrade().is_none() {
            return false;
        }
        let drawn = drawing.borrow_mut().step(source, element);
        if drawn.is_err() && !broken.get_untracked() {
            broken.set(true);
        }
        true
    }));
    view! {
        <canvas class="world" node_ref=element role="img" aria-label=label
            on:webglcontextlost=lost on:webglcontextrestored=restored></canvas>
        <Show when=move || broken.get()>
            <div class="world-broken" role="status"><Icon name="eye-off"/><p><b>{tr("companion-no-picture")}</b>" "{tr("companion-no-picture-more")}</p></div>
        </Show>
    }
}

fn frame(step: Rc<dyn Fn() -> bool>) {
    request_animation_frame(move || {
        if step() {
            frame(step);
        }
    });
}

impl Drawing {
    fn step(
        &mut self,
        source: StoredValue<Source, LocalStorage>,
        element: NodeRef<html::Canvas>,
    ) -> Result<(), crate::stage::CanvasError> {
        let now = now_us();
        if now < self.next_us || self.broken {
            return Ok(());
        }
        let Some(Some(shown)) = source.try_with_value(|source| source(self.pinned.map(|pin| pin.at))) else {
            return Ok(());
        };
        let settled = self.last.is_some_and(|(at, caught_up)| at == shown.at && caught_up);
        if settled && self.told.as_ref() == Some(&shown.state) {
            return Ok(());
        }
        if self.canvas.is_none() {
            let Some(Some(found)) = element.try_get_untracked() else { return Ok(()) };
            let made = Canvas::new(found.unchecked_into());
            self.broken = made.is_err();
            self.canvas = Some(made?);
        }
        let Some(canvas) = &mut self.canvas else { return Ok(()) };
        let sharp =
            if self.pinned.is_some() { 1.0 } else { SHARPNESS.get(self.sharpness).copied().unwrap_or(0.35) };
        let head = shown.head.unwrap_or(Head::AHEAD);
        if now.saturating_sub(self.covered.1) > MEASURE_US {
            self.covered = (framing_of_page(), now);
        }
        let framing = self.pinned.map_or(self.covered.0, |pin| Framing::Plain(pin.vertical_deg));
        let drawn = canvas.draw(&shown.state, head, shown.minutes, shown.at, sharp, framing);
        self.broken = drawn.is_err();
        self.last = Some((shown.at, drawn.as_ref().is_ok_and(|drawn| drawn.caught_up)));
        self.told = Some(shown.state);
        self.at = shown.at;
        self.keep_pace(now);
        drawn.map(|_| ())
    }

    /// A picture that took too long leaves room for touch and heart before the next one.
    fn keep_pace(&mut self, began_us: i64) {
        let took_us = now_us() - began_us;
        let apart_us = began_us - self.last_us;
        self.last_us = began_us;
        self.next_us = began_us + FRAME_US.max(took_us + took_us.min(LONGEST_WAIT_US));
        let slow = took_us > SLOW_US || (apart_us > SLOW_US * 2 && apart_us < 2_000_000);
        let much = took_us.max(apart_us) > MUCH_TOO_SLOW_US && apart_us < 5_000_000;
        self.slow = match (much, slow) {
            (true, _) => SLOW_IN_A_ROW,
            (_, true) => self.slow + 1,
            _ => 0,
        };
        if self.slow >= SLOW_IN_A_ROW && self.sharpness + 1 < SHARPNESS.len() {
            self.sharpness += 1;
            self.slow = 0;
        }
    }

    fn stats(&self) -> serde_json::Value {
        let drawn = self.canvas.as_ref().map(Canvas::drawn).unwrap_or_default();
        let Drawn { at, counts, panel_draws, caught_up, size } = drawn;
        serde_json::json!({
            "worldTime": at.as_secs_f64(),
            "draws": counts.draws,
            "triangles": counts.triangles,
            "gpuBytes": counts.gpu_bytes,
            "panelDraws": panel_draws,
            "caughtUp": caught_up,
            "size": [size.0, size.1],
            "sharpness": SHARPNESS.get(self.sharpness),
            "pinned": self.pinned.map(|pin| pin.at.as_secs_f64()),
            "broken": self.broken,
            "words": self.canvas.as_ref().map(Canvas::words),
        })
    }
}

/// What the rail and the bar leave free of the world, as they lie on the page now.
fn framing_of_page() -> Framing {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return EVERYTHING };
    let of = |selector: &str| {
        let found = document.query_selector(selector).ok().flatten();
        found.map(|element| element.get_bounding_client_rect())
    };
    let Some(page) = of(".watch") else { return EVERYTHING };
    let (width, height) = (page.width().max(1.0), page.height().max(1.0));
    let (mut top, mut right) = (0.0, 1.0);
    if let Some(rail) = of(".w-rail") {
        // On a phone the rail lies across the top.
        if rail.width() > width * 0.6 {
            top = rail.bottom() / height;
        } else {
            right = rail.left() / width;
        }
    }
    let bottom = of(".w-bar").map_or(1.0, |bar| bar.top() / height);
    if let Some(root) = document.query_selector(".watch").ok().flatten() {
        // Where the gaze lies, for the ring that marks it.
        let _ = root
            .unchecked_ref::<web_sys::HtmlElement>()
            .style()
            .set_property("--gaze-x", &format!("{:.2}%", right * 50.0));
        let gaze_y = (top + bottom) * 50.0;
        let _ = root
            .unchecked_ref::<web_sys::HtmlElement>()
            .style()
            .set_property("--gaze-y", &format!("{gaze_y:.2}%"));
    }
    Framing::Free([0.0, top as f32, right as f32, bottom as f32])
}

/// What `state()` tells of a session: no names, no answers' words.
fn told(state: &State, at: WorldTime) -> serde_json::Value {
    serde_json::json!({
        "phase": format!("{:?}", state.phase),
        "language": state.language.tag(),
        "world": state.world.map(catalogue::World::slug),
        "minutes": state.time_of_day_minutes,
        "volume": state.volume,
        "calm": state.calm.at(at),
        "exercise": state.exercise.map(|running| running.exercise.slug()),
        "paceMilliBpm": state.exercise.map(|running| running.breathing.pace_milli_bpm),
        "question": state.question.as_ref().map(|question| question.id.0),
        "watchers": state.watchers.len(),
        "steering": if state.steering == Steering::Client { "client" } else { "companion" },
        "tensionBefore": state.tension_before,
        "tensionAfter": state.tension_after,
        "shownScore": state.shown_score,
        "worldTime": at.as_secs_f64(),
    })
}

type Tell = Closure<dyn Fn() -> JsValue>;

/// `window.luwte` while a world is on the page.
struct Hooks {
    _state: Tell,
    _stats: Tell,
    _pin: Closure<dyn Fn(Option<f64>, Option<f64>)>,
}

impl Hooks {
    fn offer(
        drawing: &Rc<RefCell<Drawing>>,
        more: StoredValue<Rc<dyn Fn() -> serde_json::Value>, LocalStorage>,
    ) -> Self {
        let to_js =
            |value: &serde_json::Value| js_sys::JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL);
        let seen = Rc::downgrade(drawing);
        let state = Tell::new(move || {
            let mut all = more.try_with_value(|more| more()).unwrap_or_default();
            let known = seen.upgrade().and_then(|drawing| {
                let drawing = drawing.try_borrow().ok()?;
                Some(told(drawing.told.as_ref()?, drawing.at))
            });
            if let (Some(all), Some(serde_json::Value::Object(known))) = (all.as_object_mut(), known) {
                all.extend(known);
            }
            to_js(&all)
        });
        let seen = Rc::downgrade(drawing);
        let stats = Tell::new(move || {
            let stats = seen.upgrade().and_then(|drawing| Some(drawing.try_borrow().ok()?.stats()));
            to_js(&stats.unwrap_or_default())
        });
        let seen = Rc::downgrade(drawing);
        let pin = Closure::<dyn Fn(Option<f64>, Option<f64>)>::new(
            move |seconds: Option<f64>, degrees: Option<f64>| {
                if let Some(drawing) = seen.upgrade() {
                    let at = seconds.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                    let vertical_deg = degrees.unwrap_or(PINNED_DEG) as f32;
                    drawing.borrow_mut().pinned =
                        at.map(|seconds| Pin { at: WorldTime((seconds * 1e6) as u64), vertical_deg });
                    drawing.borrow_mut().last = None;
                }
            },
        );
        let luwte = js_sys::Object::new();
        for (name, act) in [("state", state.as_ref()), ("stats", stats.as_ref()), ("pin", pin.as_ref())] {
            let _ = js_sys::Reflect::set(&luwte, &JsValue::from_str(name), act);
        }
        if let Some(window) = web_sys::window() {
            let _ = js_sys::Reflect::set(&window, &JsValue::from_str("luwte"), &luwte);
        }
        Self { _state: state, _stats: stats, _pin: pin }
    }

    fn withdraw(&self) {
        if let Some(window) = web_sys::window() {
            let _ = js_sys::Reflect::delete_property(&window, &JsValue::from_str("luwte"));
        }
    }
}
