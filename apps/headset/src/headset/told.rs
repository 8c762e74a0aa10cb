//! What the headset tells: the sound what to play, the page whether a session is under way, tests and support what is true.

use super::Headset;
use crate::mirror::object;
use js_sys::Array;
use panels::SEAT;
use session::{Menu, Phase, Steering};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
impl Headset {
    /// World time in seconds, minutes of the day, calm, volume, breath (−1: no exercise), the world's number, then the
    /// head's forward and up: what the sound needs of this picture.
    pub fn sound(&self) -> Vec<f64> {
        let state = self.journey.state();
        let (forward, up) = (self.head.forward().as_dvec3(), self.head.up().as_dvec3());
        let breath = state.breath(self.at).unwrap_or(-1.0);
        let world = f64::from(worlds::sounds(self.world()).code());
        let mut sound =
            vec![self.at.as_secs_f64(), self.minutes, state.calm.at(self.at), self.loudness, breath, world];
        sound.extend(forward.to_array());
        sound.extend(up.to_array());
        sound
    }

    /// Whether a session is under way, so that no new version may come between.
    pub fn under_way(&self) -> bool {
        !matches!(self.journey.state().phase, Phase::Welcome | Phase::Done)
    }

    /// The rest that is due now, in milliseconds (rule 3); 0 when none.
    pub fn rest_due_ms(&self) -> f64 {
        if self.journey.rest_is_due() { session::REST_AFTER_LONG.as_millis() as f64 } else { 0.0 }
    }

    /// What is true now, for tests and support: no names, no answers' words.
    pub fn state(&self) -> JsValue {
        let state = self.journey.state();
        let number = |value: Option<u8>| value.map_or(JsValue::NULL, Into::into);
        object(&[
            ("session", self.journey.session.to_string().into()),
            ("phase", format!("{:?}", state.phase).into()),
            ("language", state.language.tag().into()),
            ("world", state.world.map_or(JsValue::NULL, |world| world.slug().into())),
            ("minutes", state.time_of_day_minutes.into()),
            ("volume", state.volume.into()),
            ("calm", state.calm.at(self.at).into()),
            ("menu", state.menu.map_or(JsValue::NULL, |menu| menu_name(menu).into())),
            ("exercise", state.exercise.map_or(JsValue::NULL, |running| running.exercise.slug().into())),
            ("lying", state.lying.into()),
            ("page", state.page.into()),
            ("garden", state.garden_opened(self.at).into()),
            ("ownPace", state.own_pace_milli_bpm.map_or(JsValue::NULL, Into::into)),
            ("question", state.question.as_ref().map_or(JsValue::NULL, |question| question.id.0.into())),
            ("watchers", (state.watchers.len() as u32).into()),
            ("watchRequest", state.watch_request.is_some().into()),
            ("steering", if state.steering == Steering::Client { "client" } else { "companion" }.into()),
            ("tensionBefore", number(state.tension_before)),
            ("tensionAfter", number(state.tension_after)),
            ("shownScore", number(state.shown_score)),
            ("worldTime", self.at.as_secs_f64().into()),
            ("linked", self.journey.linked().into()),
            ("waiting", (self.journey.waiting() as u32).into()),
            ("inHeadset", self.in_headset.into()),
        ])
    }

    /// What the last picture cost and where the targets stand, for tests and support.
    pub fn stats(&self) -> JsValue {
        let counts = self.picture.counts();
        let targets: Array = self
            .scene
            .panels
            .iter()
            .flat_map(|panel| {
                let [right, up, _] = panel.place.axes(self.scene.heading_deg);
                let metres = panel.place.metres_per_deg();
                let middle = panel.place.middle(self.scene.heading_deg);
                panel.targets.iter().map(move |target| {
                    let at = middle + (right * target.at.x + up * target.at.y) * metres;
                    object(&[
                        ("id", format!("{:?}", target.id).into()),
                        ("name", target.name.as_str().into()),
                        (
                            "at",
                            at.to_array().iter().map(|part| JsValue::from(*part)).collect::<Array>().into(),
                        ),
                    ])
                })
            })
            .collect();
        object(&[
            ("draws", counts.draws.into()),
            ("triangles", (counts.triangles as f64).into()),
            ("gpuBytes", (counts.gpu_bytes as f64).into()),
            ("panelDraws", self.picture.panel_draws().into()),
            ("cover", self.picture.cover().into()),
            ("caughtUp", self.picture.caught_up().into()),
            ("quality", format!("{:?}", self.picture.quality()).into()),
            ("seat", SEAT.to_array().iter().map(|part| JsValue::from(*part)).collect::<Array>().into()),
            ("targets", targets.into()),
        ])
    }
}

fn menu_name(menu: Menu) -> &'static str {
    match menu {
        Menu::Main => "main",
        Menu::Settings => "settings",
        Menu::Unwell => "unwell",
        Menu::Exercises => "exercises",
    }
}
