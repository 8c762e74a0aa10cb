//! What the page calls: frames, presses, the link's bytes; and what it reads back: messages, words, sound, wishes.

mod keeping;
mod moving;
mod rays;
mod told;
mod voice;

use crate::{
    comfort::{Relief, Watchdog},
    journey::{Journey, Opening, Wish},
    mirror::Mirror,
    picture::{Picture, View},
    pointing::{Hand, Pointed, Pointing, Ray},
    seat::{Head, seat_from_device},
    xr::{XrFrame, XrLayer, XrSpace, XrView, matrix},
};
use catalogue::World;
use glam::{Mat4, Quat, Vec2, Vec3};
use panels::{Anchor, Panels, Scene, TargetId};
use rays::{rays, through};
use session::{Act, Language, Misfit, Phase, Reclining, WorldTime};
use texts::Texts;
use voice::Voice;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::WebGl2RenderingContext;
use worlds::Quality;

/// On a plain screen the eyes look this far below the horizon at first, radians.
const FLAT_PITCH: f32 = -0.14;

/// A session in a headset or on a plain screen.
#[wasm_bindgen]
pub struct Headset {
    picture: Picture,
    panels: Panels,
    texts: [Texts; 2],
    journey: Journey,
    pointing: Pointing,
    anchor: Anchor,
    scene: Scene,
    mirror: Mirror,
    mirror_version: u32,
    watchdog: Watchdog,
    watching_rate: bool,
    seed: u64,
    dwell_s: f32,
    build: String,
    /// World time runs so many times as fast as the clock.
    speed: f64,
    opened_ms: Option<f64>,
    last_ms: f64,
    at: WorldTime,
    laid_out_s: f64,
    dirty: bool,
    minutes: f64,
    loudness: f64,
    head: Head,
    flat: Vec2,
    mouse: Option<Vec2>,
    seat_from_device: Option<Mat4>,
    device_from_head: Option<Mat4>,
    /// The posture that the seat was made for.
    lies: bool,
    /// The seat no longer fits who lies, and is taken anew once the veil has closed.
    refits: bool,
    misfit: Misfit,
    reclining: Reclining,
    voice: Voice,
    in_headset: bool,
    lit: Option<TargetId>,
    click: Option<&'static str>,
    relief: Option<Relief>,
    leave_on_end: bool,
}

#[wasm_bindgen]
impl Headset {
    /// A session on this context. `language` is `nl` or `en`; `quality` `full`, `reduced` or `low`, or empty to begin with
    /// full and simplify when pictures come too slowly; `random` are sixteen random bytes for the session's id;
    /// `rest_ms` the rest still due after an earlier long session; `speed` how many times as fast world time runs.
    ///
    /// # Errors
    /// When the context refuses what is needed; the page then shows its calm picture.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "the page hands over plain values, once")]
    pub fn new(
        context: WebGl2RenderingContext,
        language: &str,
        quality: &str,
        seed: u64,
        build: &str,
        random: &[u8],
        rest_ms: f64,
        dwell_s: f32,
        speed: f64,
    ) -> Result<Headset, JsError> {
        let gl = glow::Context::from_webgl2_context(context);
        let fixed = match quality {
            "full" => Some(Quality::Full),
            "reduced" => Some(Quality::Reduced),
            "low" => Some(Quality::Lowest),
            _ => None,
        };
        let language = if language == "en" { Language::En } else { Language::Nl };
        let opening = opening(build, seed, language, random, rest_ms)?;
        let dwell_s = if dwell_s.is_finite() { dwell_s } else { panels::DWELL_DEFAULT_S };
        Ok(Headset {
            picture: Picture::new(gl, fixed.unwrap_or(Quality::Full))?,
            panels: Panels::new()?,
            texts: [Texts::headset(texts::Language::Nl), Texts::headset(texts::Language::En)],
            journey: Journey::open(&opening),
            pointing: Pointing::new(dwell_s),
            anchor: Anchor::default(),
            scene: Scene::default(),
            mirror: Mirror::default(),
            mirror_version: 0,
            watchdog: Watchdog::new(60.0, false),
            watching_rate: fixed.is_none(),
            seed,
            dwell_s,
            build: build.to_owned(),
            speed: if speed.is_finite() { speed.clamp(0.0, 60.0) } else { 1.0 },
            opened_ms: None,
            last_ms: 0.0,
            at: WorldTime::START,
            laid_out_s: f64::NEG_INFINITY,
            dirty: true,
            minutes: f64::from(World::SunsetBeach.opening_minutes()),
            loudness: 0.0,
            head: Head::default(),
            flat: Vec2::new(0.0, FLAT_PITCH),
            mouse: None,
            seat_from_device: None,
            device_from_head: None,
            lies: false,
            refits: false,
            misfit: Misfit::default(),
            reclining: Reclining::default(),
            voice: Voice::default(),
            in_headset: false,
            lit: None,
            click: None,
            relief: None,
            leave_on_end: false,
        })
    }

    /// A new session after this one; `random` and `rest_ms` as in the constructor.
    ///
    /// # Errors
    /// When `random` is not sixteen bytes.
    pub fn start_again(&mut self, random: &[u8], rest_ms: f64) -> Result<(), JsError> {
        let opening = opening(&self.build, self.seed, self.journey.state().language, random, rest_ms)?;
        self.journey = Journey::open(&opening);
        self.pointing = Pointing::new(self.dwell_s);
        self.opened_ms = None;
        self.at = WorldTime::START;
        self.laid_out_s = f64::NEG_INFINITY;
        self.dirty = true;
        self.minutes = f64::from(World::SunsetBeach.opening_minutes());
        Ok(())
    }

    /// One picture on a plain screen of this many pixels. `now_ms` is the page's monotonic clock.
    ///
    /// # Errors
    /// When the world cannot be drawn.
    pub fn frame_flat(&mut self, now_ms: f64, width: i32, height: i32) -> Result<(), JsError> {
        let (width, height) = (width.max(1), height.max(1));
        let orientation = Quat::from_rotation_y(-self.flat.x) * Quat::from_rotation_x(self.flat.y);
        self.head = Head { position_m: Vec3::ZERO, orientation };
        let aspect = width as f32 / height as f32;
        // The widest card must fit across, also on a phone held upright.
        let across = (54.0_f32.to_radians() / 2.0).tan();
        let vertical =
            (2.0 * (across / aspect).atan()).max(62.0_f32.to_radians()).min(100.0_f32.to_radians());
        let projection = glam::camera::rh::proj::opengl::perspective(vertical, aspect, 0.1, 20_000.0);
        let seat_from_eye = Mat4::from_quat(orientation);
        let view = View { projection, seat_from_eye, viewport: [0, 0, width, height] };
        let ray = self.mouse.map(|at| Ray { hand: Hand::None, gaze: through(&view, at), calm_held: false });
        let rays: Vec<Ray> = ray.into_iter().collect();
        let dt_s = self.advance(now_ms, None, &rays)?;
        // SAFETY: the page's own framebuffer.
        unsafe { glow::HasContext::bind_framebuffer(&self.picture.gl, glow::FRAMEBUFFER, None) };
        let gaze = rays.first().map_or(self.gaze(), |ray| ray.gaze);
        self.draw(&[view], gaze, dt_s);
        Ok(())
    }

    /// One picture in the headset.
    ///
    /// # Errors
    /// When the world cannot be drawn, or the frame is not what WebXR says it is.
    pub fn frame_xr(
        &mut self,
        now_ms: f64,
        frame: &XrFrame,
        space: &XrSpace,
        layer: &XrLayer,
    ) -> Result<(), JsError> {
        let pose = frame.get_viewer_pose(space).map_err(|_| JsError::new("the headset gave no pose"))?;
        // Tracking may be lost for a moment: the runtime holds the last picture in place by itself.
        let Some(pose) = pose else { return Ok(()) };
        let device_from_head = matrix(&pose.transform().matrix());
        let lies = self.lies;
        let seat = *self.seat_from_device.get_or_insert_with(|| seat_from_device(device_from_head, lies));
        self.device_from_head = Some(device_from_head);
        self.head = Head::from_matrix(seat * device_from_head);
        let views: Vec<View> = pose
            .views()
            .iter()
            .filter_map(|view| {
                let view: XrView = view.unchecked_into();
                let viewport = layer.get_viewport(&view)?;
                Some(View {
                    projection: matrix(&view.projection_matrix()),
                    seat_from_eye: seat * matrix(&view.transform().matrix()),
                    viewport: [viewport.x(), viewport.y(), viewport.width(), viewport.height()],
                })
            })
            .collect();
        let rays = rays(frame, space, seat);
        let dt_s = self.advance(now_ms, Some(self.gaze()), &rays)?;
        // SAFETY: the framebuffer belongs to this context's layer; none is the page's own.
        unsafe {
            match layer.framebuffer() {
                Some(framebuffer) => {
                    self.picture.gl.bind_external_framebuffer(glow::FRAMEBUFFER, &framebuffer);
                }
                None => glow::HasContext::bind_framebuffer(&self.picture.gl, glow::FRAMEBUFFER, None),
            }
        }
        self.draw(&views, self.gaze(), dt_s);
        Ok(())
    }

    /// Virtual reality began, at so many pictures a second.
    pub fn entered(&mut self, pictures_per_s: f64) {
        self.in_headset = true;
        self.seat_from_device = None;
        self.anchor = Anchor::default();
        self.mouse = None;
        let rate = if pictures_per_s.is_finite() && pictures_per_s > 0.0 { pictures_per_s } else { 72.0 };
        self.watchdog = Watchdog::new(rate, true);
        self.dirty = true;
    }

    /// Virtual reality ended. A session on its way ends with it: the client took the headset off.
    pub fn left(&mut self) {
        self.in_headset = false;
        self.device_from_head = None;
        self.anchor = Anchor::default();
        self.watchdog = Watchdog::new(60.0, false);
        if self.leave_on_end && !matches!(self.journey.state().phase, Phase::Welcome | Phase::Done) {
            self.journey.act(Act::Leave, self.at);
        }
        self.dirty = true;
    }

    /// Straight ahead is where the head looks now; the seat is where it is.
    pub fn recentre(&mut self) {
        self.seat_from_device = None;
        self.anchor = Anchor::default();
        self.dirty = true;
    }

    /// The headset was taken off, or the page hidden; or back.
    pub fn paused(&mut self, paused: bool) {
        self.journey.paused(paused, self.at);
    }

    /// Turns the view on a plain screen, in radians to the right and up.
    pub fn look(&mut self, right: f32, up: f32) {
        if right.is_finite() && up.is_finite() {
            self.flat.x = (self.flat.x + right).rem_euclid(core::f32::consts::TAU);
            self.flat.y = (self.flat.y + up).clamp(-1.2, 1.2);
        }
    }

    /// The mouse or finger is here, −1 to 1 across and up; not a number: nowhere.
    pub fn point(&mut self, across: f32, up: f32) {
        self.mouse = (across.is_finite() && up.is_finite()).then_some(Vec2::new(across, up));
    }

    /// A press on a plain screen, where [`Headset::point`] last said. Whether it met a choice.
    pub fn press(&mut self) -> bool {
        self.pointing.press(Hand::None);
        self.pointing.lit(&self.scene).is_some()
    }

    /// A trigger, pinch or other press in the headset began (`down`) or ended.
    pub fn select(&mut self, handedness: &str, down: bool) {
        if down {
            self.pointing.press(Hand::from_handedness(handedness));
        } else {
            self.pointing.release();
        }
    }

    /// Chooses the choice with this number in the mirror.
    pub fn choose(&mut self, number: usize) {
        if let Some((id, ..)) = self.mirror.choices.get(number) {
            self.pointed(Pointed::Chose(*id));
        }
    }

    /// The choice with this number has the keyboard's focus; any other number: none.
    pub fn focus(&mut self, number: usize) {
        self.pointing.focus = self.mirror.choices.get(number).map(|(id, ..)| *id);
    }

    /// Back to calm (rule 5).
    pub fn calm(&mut self) {
        self.pointed(Pointed::Calm);
    }

    /// Rises whenever [`Headset::mirror`] changes.
    pub fn mirror_version(&self) -> u32 {
        self.mirror_version
    }

    /// The panels as words and choices: `{says, badge, choices: [{name, current}]}`.
    pub fn mirror(&self) -> JsValue {
        self.mirror.to_js()
    }

    /// The client's language, as a tag.
    pub fn language(&self) -> String {
        self.journey.state().language.tag().to_owned()
    }

    /// A text of the page in the client's language.
    pub fn say(&self, id: &str) -> String {
        self.spoken().get(id)
    }

    /// A text of the page with one value in it.
    pub fn say_with(&self, id: &str, name: &str, value: &str) -> String {
        self.spoken().with(id, &[(name, value.into())])
    }

    /// The socket opened; `wall_ms` is the wall clock in milliseconds since 1970, `now_ms` the page's monotonic clock.
    pub fn link_opened(&mut self, wall_ms: f64, now_ms: f64) {
        self.reach(now_ms);
        self.journey.link_opened((wall_ms * 1_000.0) as i64, self.at);
        self.is_online();
        self.dirty = true;
    }

    /// The browser says that the network is back.
    pub fn online(&mut self) {
        self.is_online();
    }

    /// The socket closed.
    pub fn link_closed(&mut self) {
        self.journey.link_closed();
        self.dirty = true;
    }

    /// A frame came over the link at `now_ms` by the page's monotonic clock; `false` when it is no message.
    pub fn hear(&mut self, frame: &[u8], now_ms: f64) -> bool {
        self.reach(now_ms);
        let Ok(message) = link::decode(frame) else { return false };
        self.journey.hear(message, self.at);
        self.go(0.0);
        self.dirty = true;
        true
    }

    /// The next frame to send over the link.
    pub fn take_message(&mut self) -> Option<Vec<u8>> {
        loop {
            let message = self.journey.take_message()?;
            // What cannot be encoded cannot be sent; the events stay in the outbox.
            if let Ok(frame) = link::encode(&message) {
                return Some(frame);
            }
        }
    }

    /// What the page must do: `start-again`, `take-off`, `reconnect`, `fewer-pixels`, or nothing.
    pub fn take_wish(&mut self) -> Option<String> {
        if self.relief.take() == Some(Relief::FewerPixels) {
            return Some("fewer-pixels".to_owned());
        }
        let wish = match self.journey.take_wish()? {
            Wish::StartAgain => "start-again",
            Wish::TakeOff => "take-off",
            Wish::Reconnect => "reconnect",
        };
        Some(wish.to_owned())
    }

    /// The sound of a choice, once: `touch`, `choose` or `back`.
    pub fn take_click(&mut self) -> Option<String> {
        self.click.take().map(str::to_owned)
    }
}

fn opening(
    build: &str,
    seed: u64,
    language: Language,
    random: &[u8],
    rest_ms: f64,
) -> Result<Opening, JsError> {
    let random: [u8; 16] =
        random.try_into().map_err(|_| JsError::new("a session needs sixteen random bytes"))?;
    let id = uuid::Builder::from_random_bytes(random).into_uuid();
    let rest_ms = if rest_ms.is_finite() { rest_ms.max(0.0) as u64 } else { 0 };
    Ok(Opening {
        session: session::SessionId(id),
        build: build.to_owned(),
        seed,
        language,
        rest: WorldTime::from_millis(rest_ms).min(session::REST_AFTER_LONG),
    })
}
