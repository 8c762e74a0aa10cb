//! One picture further: time, gaze, panels, light and sound move on, and what was chosen is done.

use super::Headset;
use crate::{
    comfort::Relief,
    mirror::Mirror,
    picture::View,
    pointing::{Pointed, Ray},
    seat::Head,
};
use catalogue::{Manner, World};
use glam::Mat4;
use panels::{Anchor, Gaze, Sight, TargetId, glided, needs_another_sky, openness};
use session::{Act, Language, Menu, Phase, Steering, WorldTime};
use texts::Texts;
use wasm_bindgen::JsError;
use worlds::Frame;

/// The panels are laid out anew at least this often, seconds: a breath turns, minutes pass.
const LAYOUT_S: f64 = 0.1;

impl Headset {
    /// Moves everything on to this moment; the length of the step in seconds.
    pub(super) fn advance(&mut self, now_ms: f64, gaze: Option<Gaze>, rays: &[Ray]) -> Result<f32, JsError> {
        self.opened_ms.get_or_insert(now_ms);
        let dt_s = ((now_ms - self.last_ms) / 1_000.0).clamp(0.0, 0.5);
        self.last_ms = now_ms;
        self.reach(now_ms);
        self.watch_rate(now_ms / 1_000.0);
        let before = self.journey.state().phase;
        self.journey.tick(self.at);
        self.go(dt_s as f32);
        self.settle(dt_s as f32);
        self.fetch_parts(now_ms / 1_000.0);
        self.dirty |= self.anchor.update(self.head.heading_deg(), dt_s as f32);
        self.lay_out(now_ms / 1_000.0, before);
        let dt = dt_s as f32;
        if let Some(pointed) = self.pointing.update(&self.scene, gaze, rays, dt) {
            self.pointed(pointed);
            self.lay_out(now_ms / 1_000.0, before);
        }
        let lit = self.pointing.lit(&self.scene).map(|(id, _)| id);
        // Things of an exercise are looked at all the time, and answer with a tone of their own.
        let chooses = lit.is_some_and(|id| !matches!(id, TargetId::Thing(_)));
        if chooses && lit != self.lit {
            self.click.get_or_insert("touch");
        }
        self.lit = lit;
        // Where pictures come too slowly to look at anything in time, a menu must not close in between.
        if self.pointing.busy(&self.scene) || dt_s > 0.25 {
            self.journey.looked(self.at);
        }
        self.glide(dt_s);
        self.speak();
        let state = self.journey.state();
        let world = self.world();
        let open = if self.relighting() || self.turning() { 0.0 } else { openness(state.phase) };
        let frame = self.world_frame();
        self.picture.prepare(world, self.seed, &frame, open, dt)?;
        let orientation = self.head.orientation.to_array();
        self.journey.pose(self.at, orientation, self.head.position_m.to_array());
        Ok(dt)
    }

    /// World time runs on to this moment; before the first picture it stands still.
    pub(super) fn reach(&mut self, now_ms: f64) {
        let Some(opened_ms) = self.opened_ms else { return };
        let world_us = ((now_ms - opened_ms).max(0.0) * 1_000.0 * self.speed) as u64;
        self.at = self.at.max(WorldTime(world_us));
    }

    pub(super) fn draw(&mut self, views: &[View], gaze: Gaze, dt_s: f32) {
        let lit = self.pointing.lit(&self.scene);
        let card = self.scene.panels.iter().any(|panel| panel.role == panels::Role::Card);
        let sight = Sight {
            lit,
            dot: self.pointing.dot().filter(|_| self.in_headset),
            head: self.gaze(),
            gaze,
            light: panels::Light::default(),
            quiet_floor: if card { 0.7 } else { 0.45 },
        };
        let frame = self.world_frame();
        self.picture.draw(&frame, views, &self.scene, &sight, dt_s);
    }

    /// The world that is shown, or would be first.
    pub(super) fn world(&self) -> World {
        self.journey.state().world_or_first()
    }

    fn world_frame(&self) -> Frame {
        let state = self.journey.state();
        Frame {
            world_time: self.at.as_secs_f64(),
            minutes: self.minutes as f32,
            calm: state.calm.at(self.at) as f32,
            breath: state.breath(self.at).map(|breath| breath as f32),
            garden: state.garden_opened(self.at) as f32,
            things: session::things(state, self.at),
        }
    }

    /// Turns the world's forward for someone who lies down or sits up, behind the veil, until they have settled: whoever lies
    /// does not see what stands before a seat. The headset notices by itself who lies.
    fn settle(&mut self, dt_s: f32) {
        let state = self.journey.state();
        let (lying, phase) = (state.lying, state.phase);
        self.refits |= self.misfit.update(self.head.forward().y, self.lies, dt_s);
        if self.turning() && self.picture.cover() >= 1.0 {
            self.lies = lying;
            self.refits = false;
            self.seat_from_device = None;
            self.anchor = Anchor::default();
            self.dirty = true;
        }
        // At the welcome nobody has settled yet.
        let notices = !matches!(phase, Phase::Welcome | Phase::Done) && lying == self.lies;
        let Some(head) = self.device_from_head.filter(|_| notices) else { return };
        let in_world = matches!(phase, Phase::World | Phase::CalmEnd);
        let up = Head::from_matrix(head).forward().y;
        if let Some(lies) = self.reclining.update(up, lying, in_world, dt_s) {
            self.journey.noticed_lying(lies, self.at);
        }
    }

    /// Whether the world's forward is being turned, behind the veil.
    fn turning(&self) -> bool {
        let state = self.journey.state();
        state.settling(self.at) || state.lying != self.lies || self.refits
    }

    /// Time of day and loudness move without a jump.
    fn glide(&mut self, dt_s: f64) {
        let state = self.journey.state();
        let goal = f64::from(state.time_of_day_minutes);
        if !self.relighting() {
            self.minutes = glided(self.minutes, goal, dt_s);
            if (goal - self.minutes).abs() < 0.05 {
                self.minutes = goal;
            }
        } else if self.picture.cover() >= 1.0 {
            self.minutes = goal;
            self.picture.relit();
        }
        let volume = f64::from(state.volume) / 100.0;
        let loud = match state.phase {
            Phase::World => volume,
            Phase::CalmEnd => volume * 0.6,
            // Before and after a world only the soft sounds of choices are heard, over the faintest bed.
            _ => volume * 0.12,
        };
        let loud = if state.paused { 0.0 } else { loud };
        self.loudness = glided(self.loudness, loud, dt_s);
    }

    /// Another time of day needs another sky, which takes a while to bake: mist passes over while it does.
    fn relighting(&self) -> bool {
        needs_another_sky(self.minutes, f64::from(self.journey.state().time_of_day_minutes))
    }

    fn lay_out(&mut self, now_s: f64, before: Phase) {
        let state = self.journey.state();
        let changed = state.phase != before;
        // What moves is looked at where it is.
        let plays = state.exercise.is_some_and(|running| running.exercise.manner() == Manner::Played);
        if !self.dirty && !changed && !plays && (0.0..LAYOUT_S).contains(&(now_s - self.laid_out_s)) {
            return;
        }
        self.laid_out_s = now_s;
        self.dirty = false;
        let extras = self.journey.extras(self.at, self.anchor.heading_deg(), self.in_headset);
        let scene = self.panels.lay_out(self.journey.state(), self.at, self.spoken(), &extras);
        if scene != self.scene {
            self.scene = scene;
            let mirror = Mirror::of(&self.scene);
            if mirror != self.mirror {
                self.mirror = mirror;
                self.mirror_version = self.mirror_version.wrapping_add(1);
            }
        }
    }

    pub(super) fn pointed(&mut self, pointed: Pointed) {
        let at = self.at;
        match pointed {
            Pointed::Chose(id) => {
                let Some(target) = self.scene.target(id) else { return };
                let deed = target.deed.clone();
                self.pointing.chosen(id);
                let back = matches!(id, TargetId::Back | TargetId::Calm | TargetId::Leave | TargetId::Skip);
                let thing = matches!(id, TargetId::Thing(_));
                if self.journey.choose(&deed, at) && !thing {
                    self.click = Some(if back { "back" } else { "choose" });
                }
                self.go(0.0);
                if id == TargetId::Begin {
                    // Whoever begins sits as they will sit: from here on their eyes are the seat's. Straight ahead stays,
                    // since the head is turned towards the choice.
                    self.leave_on_end = self.in_headset;
                    self.seat_from_device = self
                        .seat_from_device
                        .map(|seat| Mat4::from_translation(-self.head.position_m) * seat);
                }
            }
            Pointed::Calm => {
                if self.journey.act(Act::Calm, at) {
                    self.click = Some("back");
                }
            }
            Pointed::Beside => {
                let state = self.journey.state();
                if state.phase == Phase::World && state.steering == Steering::Client && self.in_headset {
                    let menu = if state.menu.is_some() { None } else { Some(Menu::Main) };
                    let free = state.question.is_none() && state.watch_request.is_none();
                    if free && self.journey.act(Act::ShowMenu(menu), at) {
                        self.click = Some("choose");
                    }
                }
            }
        }
        self.dirty = true;
    }

    /// Into the world that was chosen, once its code is here; fetches it where need be.
    pub(super) fn go(&mut self, dt_s: f32) {
        let Some(world) = self.journey.awaited() else { return };
        let part = self.picture.parts.want(world);
        self.dirty |= self.journey.part(&part, dt_s, self.at);
    }

    fn watch_rate(&mut self, now_s: f64) {
        if !self.watching_rate {
            return;
        }
        match self.watchdog.picture(now_s) {
            Some(Relief::FewerPixels) => self.relief = Some(Relief::FewerPixels),
            Some(Relief::SimplerWorld) => {
                self.picture.simplify();
            }
            Some(Relief::End) if self.journey.state().phase == Phase::World => {
                self.journey.act(Act::Finish, self.at);
            }
            Some(Relief::End) | None => {}
        }
    }

    pub(super) fn gaze(&self) -> Gaze {
        Gaze { from: self.head.position_m, towards: self.head.forward() }
    }

    pub(super) fn spoken(&self) -> &Texts {
        let [dutch, english] = &self.texts;
        match self.journey.state().language {
            Language::Nl => dutch,
            Language::En => english,
        }
    }
}
