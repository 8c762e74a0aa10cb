//! The canvas: a world and the panels that stand before the client, drawn with glow at a pace a tablet can keep.

use super::{Framing, eye_of};
use crate::{device::now_us, mirror::Head};
use catalogue::{Look, Manner, World};
use core::task::Poll;
use glam::{Mat4, Vec3};
use glow::HasContext;
use panels::{
    Anchor, Cover, Dwell, Extras, Eye, Gaze, Light, Painter, Panels, Retry, SEAT, Scene, Sight, Spoken,
    VEIL_COLOURS, Veil, needs_another_sky, openness,
};
use session::{Language, Phase, State, WorldTime};
use texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;
use worlds::{Capabilities, Counts, EyeView, Frame, Part, Parts, Recipe, Stage};

/// Panels are laid out this often at most, seconds.
const LAYOUT_S: f64 = 0.2;

/// Why the picture cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CanvasError {
    /// This browser gives no WebGL 2.
    #[error("no WebGL 2 here")]
    NoContext,
    /// The panels.
    #[error("the panels cannot be drawn")]
    Panels(#[from] panels::PainterError),
    /// Their typeface.
    #[error("the panels cannot be laid out")]
    Typeface(#[from] panels::TypefaceError),
    /// The world.
    #[error("the world cannot be drawn")]
    World(#[from] worlds::StageError),
}

/// What the last frame was and cost, for tests and support.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Drawn {
    /// The moment shown.
    pub(crate) at: WorldTime,
    /// What it cost.
    pub(crate) counts: Counts,
    /// Draw calls of the panels.
    pub(crate) panel_draws: u32,
    /// Whether the sky is that of the moment.
    pub(crate) caught_up: bool,
    /// Pixels across and down.
    pub(crate) size: (u32, u32),
}

/// A canvas with everything on its graphics memory.
pub(crate) struct Canvas {
    element: HtmlCanvasElement,
    gl: glow::Context,
    panels: Panels,
    painter: Painter,
    veil: Veil,
    cover: Cover,
    parts: Parts,
    /// The world whose code was asked for last, and when it is asked for again; so also what exercises need.
    wanted: Option<World>,
    retry: Retry,
    play_retry: Retry,
    spoken_retry: Retry,
    world: Option<(World, u64, Stage)>,
    /// The moment was jumped to, and its world has not been shown since.
    arriving: bool,
    texts: Texts,
    spoken: Spoken,
    /// The texts have what a voice says.
    guided: bool,
    anchor: Anchor,
    dwell: Dwell,
    scene: Scene,
    laid_out: Option<(WorldTime, Phase)>,
    shown: Option<WorldTime>,
    drawn: Drawn,
}

impl Canvas {
    /// Takes a canvas of the page.
    ///
    /// # Errors
    /// When the browser has no WebGL 2 or refuses what is drawn.
    pub(crate) fn new(element: HtmlCanvasElement) -> Result<Self, CanvasError> {
        let gl = context(&element).ok_or(CanvasError::NoContext)?;
        let panels = Panels::new()?;
        let painter = Painter::new(&gl)?;
        let veil = Veil::new(&gl)?;
        Ok(Self {
            element,
            gl,
            panels,
            painter,
            veil,
            cover: Cover::CLOSED,
            parts: Parts::default(),
            wanted: None,
            retry: Retry::default(),
            play_retry: Retry::default(),
            spoken_retry: Retry::default(),
            world: None,
            arriving: false,
            texts: Texts::headset(texts::Language::Nl),
            spoken: Spoken::default(),
            guided: false,
            anchor: Anchor::default(),
            dwell: Dwell::default(),
            scene: Scene::default(),
            laid_out: None,
            shown: None,
            drawn: Drawn::default(),
        })
    }

    /// The last frame.
    pub(crate) fn drawn(&self) -> Drawn {
        self.drawn
    }

    /// What stands before the client, in words.
    pub(crate) fn words(&self) -> Vec<String> {
        let words = self.scene.panels.iter().flat_map(|panel| &panel.words);
        words.map(|words| words.text.clone()).collect()
    }

    /// Draws a moment at `scale` of the page's pixels.
    ///
    /// # Errors
    /// When the world cannot be made.
    pub(crate) fn draw(
        &mut self,
        state: &State,
        head: Head,
        minutes: f64,
        at: WorldTime,
        scale: f64,
        framing: Framing,
    ) -> Result<Drawn, CanvasError> {
        let (width, height) = self.fit(scale);
        let dt_s = self.shown.map_or(0.0, |shown| at.since(shown).as_secs_f64()).clamp(0.0, 0.25) as f32;
        // A jump back, or far ahead, is another place in the session: nothing may fade over from there.
        let jumped = self.shown.is_none_or(|shown| at < shown || at.since(shown) > WorldTime::from_secs(2));
        self.shown = Some(at);
        let forward = head.orientation * Vec3::NEG_Z;
        if jumped {
            self.anchor = Anchor::default();
            self.dwell = Dwell::default();
            self.laid_out = None;
        }
        self.anchor.update(forward.x.atan2(-forward.z).to_degrees(), dt_s);
        self.lay_out(state, at);
        let gaze = Gaze { from: head.position_m, towards: forward };
        let hit = self.scene.hit(gaze, self.dwell.held());
        self.dwell.update(&self.scene, hit.and_then(|hit| hit.target), dt_s);

        let frame = Frame {
            world_time: at.as_secs_f64(),
            minutes: minutes as f32,
            calm: state.calm.at(at) as f32,
            breath: state.breath(at).map(|breath| breath as f32),
            garden: state.garden_opened(at) as f32,
            things: session::things(state, at),
        };
        let sky = self.prepare(state, &frame)?;
        self.arriving |= jumped;
        self.draw_veil_aside(state, at, minutes, sky, dt_s);
        let caught_up = sky == Some(true);

        let view = eye_of(head, width as f32, height as f32, framing);
        let viewport = [0, 0, width as i32, height as i32];
        let [_, [r, g, b], _] = VEIL_COLOURS;
        // SAFETY: plain state of this context.
        unsafe {
            self.gl.bind_framebuffer(glow::FRAMEBUFFER, None);
            self.gl.disable(glow::SCISSOR_TEST);
            self.gl.depth_mask(true);
            self.gl.color_mask(true, true, true, true);
            self.gl.viewport(0, 0, width as i32, height as i32);
            self.gl.clear_color(r, g, b, 1.0);
            self.gl.clear(glow::COLOR_BUFFER_BIT | glow::DEPTH_BUFFER_BIT);
        }
        let mut counts = Counts::default();
        let covered = self.cover.share();
        if covered < 1.0
            && let Some((.., stage)) = &mut self.world
        {
            let world_from_view = Mat4::from_translation(SEAT) * view.seat_from_eye;
            stage.draw(
                &self.gl,
                &frame,
                &[EyeView { projection: view.projection, world_from_view, viewport }],
            );
            counts = stage.counts();
        }
        let eye = Eye { clip_from_seat: view.projection * view.seat_from_eye.inverse(), viewport };
        if covered > 0.0 {
            self.veil.draw(&self.gl, &eye, covered);
        }
        let sight = Sight {
            lit: self.dwell.lit(&self.scene),
            dot: None,
            head: gaze,
            gaze,
            light: self.light(),
            quiet_floor: 0.45,
        };
        self.painter.update(&self.gl, &self.scene, &sight, if jumped { 10.0 } else { dt_s });
        self.painter.draw(&self.gl, &[eye]);
        self.drawn =
            Drawn { at, counts, panel_draws: self.painter.draws(), caught_up, size: (width, height) };
        Ok(self.drawn)
    }

    /// Opens or closes the veil as the headset does; at another moment of a replay it stands where it would have stood.
    fn draw_veil_aside(&mut self, state: &State, at: WorldTime, minutes: f64, sky: Option<bool>, dt_s: f32) {
        let open = openness(state.phase);
        if self.arriving {
            self.cover = if sky.is_some() { Cover::opened(open) } else { Cover::CLOSED };
            self.arriving = sky.is_none();
            return;
        }
        let relighting = needs_another_sky(minutes, f64::from(state.time_of_day_minutes));
        // Closed, it waits for the sky; while it opens it goes on.
        let waits = sky.is_none() || (self.cover.is_closed() && sky == Some(false));
        let covers = relighting || waits || state.settling(at);
        self.cover.towards(if covers { 0.0 } else { open }, dt_s);
    }

    /// Builds the world where it is new, and bakes a slice of its sky; gives whether that has caught up, and nothing
    /// while the world's code is on its way. Building takes a second or two, in which no button answers: so the first
    /// world is built before anybody can steer, not when it is chosen.
    fn prepare(&mut self, state: &State, frame: &Frame) -> Result<Option<bool>, CanvasError> {
        let world = state.world_or_first();
        let same = self.world.as_ref().is_some_and(|(known, seed, _)| *known == world && *seed == state.seed);
        if !same {
            let Some(recipe) = self.fetched(world) else { return Ok(None) };
            if let Some((.., stage)) = self.world.take() {
                stage.destroy(&self.gl);
            }
            let capabilities = Capabilities::detect(&self.gl);
            let stage = Stage::new(&self.gl, recipe, state.seed, crate::device::quality(), capabilities)?;
            self.world = Some((world, state.seed, stage));
        }
        let played = frame.things.iter().any(|thing| thing.look != Look::Absent);
        if let Some((.., stage)) = &mut self.world
            && played
            && self.play_retry.is_due(now_s())
        {
            match self.parts.want_play() {
                Part::Here(recipe) => stage.furnish(&self.gl, recipe)?,
                Part::Coming => {}
                Part::NotFetched => self.play_retry.failed(now_s()),
            }
        }
        let progress = self.world.as_mut().map(|(.., stage)| stage.prepare(&self.gl, frame));
        Ok(Some(progress.is_some_and(|progress| progress.caught_up)))
    }

    /// The world's code, once it is here; without a network it is asked for again, later and later.
    fn fetched(&mut self, world: World) -> Option<Recipe> {
        if self.wanted.replace(world) != Some(world) {
            self.retry.again();
        }
        if !self.retry.is_due(now_s()) {
            return None;
        }
        match self.parts.want(world) {
            Part::Here(recipe) => {
                self.retry.again();
                Some(recipe)
            }
            Part::Coming => None,
            Part::NotFetched => {
                self.retry.failed(now_s());
                None
            }
        }
    }

    /// The network is back: what is missing is asked for at once.
    pub(crate) fn online(&mut self) {
        for retry in [&mut self.retry, &mut self.play_retry, &mut self.spoken_retry] {
            retry.again();
        }
    }

    fn lay_out(&mut self, state: &State, at: WorldTime) {
        let fresh = self.laid_out.is_some_and(|(last, phase)| {
            phase == state.phase && at >= last && at.since(last).as_secs_f64() < LAYOUT_S
        });
        // What moves is looked at where it is.
        let plays = state.exercise.is_some_and(|running| running.exercise.manner() == Manner::Played);
        if fresh && !plays {
            return;
        }
        self.laid_out = Some((at, state.phase));
        let language = match state.language {
            Language::Nl => texts::Language::Nl,
            Language::En => texts::Language::En,
        };
        if self.texts.language() != language {
            self.texts = Texts::headset(language);
            self.guided = false;
        }
        // What a voice says stands there as captions once an exercise may have it.
        if !self.guided && state.in_world() && self.spoken_retry.is_due(now_s()) {
            match self.spoken.want(language) {
                Poll::Ready(Some(guidance)) => {
                    self.texts = self.texts.and(guidance.to_owned());
                    self.guided = true;
                }
                Poll::Ready(None) => self.spoken_retry.failed(now_s()),
                Poll::Pending => {}
            }
        }
        let heading_deg = self.anchor.heading_deg();
        let extras = Extras { heading_deg, in_headset: true, ..Extras::default() };
        self.scene = self.panels.lay_out(state, at, &self.texts, &extras);
    }

    fn light(&self) -> Light {
        let Some((.., stage)) = self.world.as_ref().filter(|_| self.cover.share() < 0.6) else {
            return Veil::light();
        };
        let light = stage.light();
        Light::of_world(light.ambient, light.direct)
    }

    fn fit(&self, scale: f64) -> (u32, u32) {
        let size = |css: i32| ((f64::from(css) * scale).round() as u32).clamp(1, 4096);
        let wanted = (size(self.element.client_width()), size(self.element.client_height()));
        if (self.element.width(), self.element.height()) != wanted {
            self.element.set_width(wanted.0);
            self.element.set_height(wanted.1);
        }
        wanted
    }
}

/// The tablet's monotonic clock.
fn now_s() -> f64 {
    now_us() as f64 / 1e6
}

#[cfg(target_arch = "wasm32")]
fn context(element: &HtmlCanvasElement) -> Option<glow::Context> {
    let wanted = web_sys::WebGlContextAttributes::new();
    wanted.set_alpha(false);
    wanted.set_antialias(true);
    wanted.set_power_preference(web_sys::WebGlPowerPreference::LowPower);
    let found = element.get_context_with_context_options("webgl2", &wanted).ok()??;
    let context = found.dyn_into::<web_sys::WebGl2RenderingContext>().ok()?;
    Some(glow::Context::from_webgl2_context(context))
}

/// Unit tests run without a browser, and so without a picture.
#[cfg(not(target_arch = "wasm32"))]
fn context(element: &HtmlCanvasElement) -> Option<glow::Context> {
    let _: &wasm_bindgen::JsValue = element.unchecked_ref();
    None
}
