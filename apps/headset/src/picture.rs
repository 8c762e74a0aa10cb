//! What is drawn: the world behind its veil, the panels before it.

use catalogue::World;
use core::task::Poll;
use glam::Mat4;
use glow::HasContext;
use panels::{Cover, Eye, Light, Painter, PainterError, Retry, SEAT, Scene, Sight, VEIL_COLOURS, Veil};
use worlds::{
    Capabilities, Counts, EyeView, Frame, Part, Parts, PlayRecipe, Quality, Recipe, Stage, StageError,
};

/// The veil waits for the sky at most this long, seconds.
const WAIT_S: f32 = 8.0;

/// The first pictures are drawn without a world, so that the welcome stands there at once.
const FIRST_PICTURES: u32 = 4;

/// Why nothing can be drawn.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PictureError {
    #[error("the panels and the veil cannot be drawn")]
    Panels(#[from] PainterError),
    #[error("the world cannot be drawn")]
    World(#[from] StageError),
}

/// One eye, in both the seat's and the world's terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub projection: Mat4,
    pub seat_from_eye: Mat4,
    pub viewport: [i32; 4],
}

impl View {
    pub fn clip_from_seat(&self) -> Mat4 {
        self.projection * self.seat_from_eye.inverse()
    }

    fn in_world(&self) -> EyeView {
        EyeView {
            projection: self.projection,
            world_from_view: Mat4::from_translation(SEAT) * self.seat_from_eye,
            viewport: self.viewport,
        }
    }
}

/// Everything on the GPU.
pub(crate) struct Picture {
    pub gl: glow::Context,
    painter: Painter,
    veil: Veil,
    /// The worlds' code, as far as it is here.
    pub parts: Parts,
    /// The things of exercises, once their code is here.
    play: Option<PlayRecipe>,
    /// The world whose code was asked for last, and when it is asked for again.
    wanted: Option<World>,
    retry: Retry,
    /// Seconds of pictures so far.
    now_s: f64,
    world: Option<(World, u64, Stage)>,
    quality: Quality,
    cover: Cover,
    caught_up: bool,
    waited_s: f32,
    /// A simpler world waits for the veil to be closed.
    simpler: Option<Quality>,
    /// Pictures so far: the first show the welcome, before the world is built.
    pictures: u32,
}

impl Picture {
    pub fn new(gl: glow::Context, quality: Quality) -> Result<Self, PictureError> {
        let painter = Painter::new(&gl)?;
        let veil = Veil::new(&gl)?;
        Ok(Self {
            gl,
            painter,
            veil,
            parts: Parts::default(),
            play: None,
            wanted: None,
            retry: Retry::default(),
            now_s: 0.0,
            world: None,
            quality,
            cover: Cover::CLOSED,
            caught_up: false,
            waited_s: 0.0,
            simpler: None,
            pictures: 0,
        })
    }

    /// Moves on: bakes a slice of the world, opens or closes the veil towards `open` (0 to 1). Before any framebuffer
    /// is bound. A world is built while the veil is closed, since that takes a second or two; the veil stays until its
    /// code is here.
    pub fn prepare(
        &mut self,
        world: World,
        seed: u64,
        frame: &Frame,
        open: f32,
        dt_s: f32,
    ) -> Result<(), PictureError> {
        let closed = self.cover.is_closed();
        if closed && let Some(quality) = self.simpler.take() {
            self.quality = quality;
            self.let_go();
        }
        let same = self.world.as_ref().is_some_and(|(known, grown, _)| *known == world && *grown == seed);
        self.pictures = self.pictures.saturating_add(1);
        self.now_s += f64::from(dt_s);
        let recipe = if same { None } else { self.fetched(world) };
        if let Some(recipe) = recipe
            && closed
            && self.pictures > FIRST_PICTURES
        {
            self.let_go();
            let capabilities = Capabilities::detect(&self.gl);
            let stage = Stage::new(&self.gl, recipe, seed, self.quality, capabilities)?;
            self.world = Some((world, seed, stage));
            self.waited_s = 0.0;
        }
        if let Some((.., stage)) = &mut self.world {
            if let Some(recipe) = self.play {
                stage.furnish(&self.gl, recipe)?;
            }
            self.caught_up = stage.prepare(&self.gl, frame).caught_up;
        }
        self.waited_s += dt_s;
        let ready = same && (self.caught_up || self.waited_s > WAIT_S || !closed) && self.simpler.is_none();
        self.cover.towards(if ready { open } else { 0.0 }, dt_s);
        Ok(())
    }

    /// Whether the things of exercises can be drawn; fetches their code where it is not here. Pending while that is on its
    /// way.
    pub fn plays(&mut self) -> Poll<bool> {
        match self.parts.want_play() {
            Part::Here(play) => {
                self.play = Some(play);
                Poll::Ready(true)
            }
            Part::Coming => Poll::Pending,
            Part::NotFetched => Poll::Ready(false),
        }
    }

    /// The network is back: what is missing is asked for at once.
    pub fn online(&mut self) {
        self.retry.again();
    }

    /// The world's code, once it is here.
    fn fetched(&mut self, world: World) -> Option<Recipe> {
        if self.wanted.replace(world) != Some(world) {
            self.retry.again();
        }
        if !self.retry.is_due(self.now_s) {
            return None;
        }
        match self.parts.want(world) {
            Part::Here(recipe) => {
                self.retry.again();
                Some(recipe)
            }
            Part::Coming => None,
            Part::NotFetched => {
                self.retry.failed(self.now_s);
                None
            }
        }
    }

    /// Draws into the framebuffer that is bound; `size` is its whole width and height.
    pub fn draw(&mut self, frame: &Frame, views: &[View], scene: &Scene, sight: &Sight, dt_s: f32) {
        let sight = Sight { light: self.light(), ..*sight };
        self.painter.update(&self.gl, scene, &sight, dt_s);
        // SAFETY: plain state of this context.
        unsafe {
            self.gl.disable(glow::SCISSOR_TEST);
            self.gl.depth_mask(true);
            self.gl.color_mask(true, true, true, true);
            let [_, [r, g, b], _] = VEIL_COLOURS;
            self.gl.clear_color(r, g, b, 1.0);
            self.gl.clear(glow::COLOR_BUFFER_BIT | glow::DEPTH_BUFFER_BIT);
        }
        let cover = self.cover();
        if cover < 1.0
            && let Some((.., stage)) = &mut self.world
        {
            let eyes: Vec<EyeView> = views.iter().map(View::in_world).collect();
            stage.draw(&self.gl, frame, &eyes);
        }
        let eyes: Vec<Eye> = views
            .iter()
            .map(|view| Eye { clip_from_seat: view.clip_from_seat(), viewport: view.viewport })
            .collect();
        if cover > 0.0 {
            for eye in &eyes {
                self.veil.draw(&self.gl, eye, cover);
            }
        }
        self.painter.draw(&self.gl, &eyes);
    }

    /// A simpler world from the next closed veil on; whether there is one.
    pub fn simplify(&mut self) -> bool {
        self.simpler = match self.quality {
            Quality::Full => Some(Quality::Reduced),
            Quality::Reduced => Some(Quality::Lowest),
            Quality::Lowest => None,
        };
        self.simpler.is_some()
    }

    /// The moment jumped behind the closed veil: it stays closed until the sky has followed.
    pub fn relit(&mut self) {
        self.caught_up = false;
        self.waited_s = 0.0;
    }

    /// How far the world is covered, 0 to 1, eased at both ends.
    pub fn cover(&self) -> f32 {
        self.cover.share()
    }

    pub fn quality(&self) -> Quality {
        self.quality
    }

    pub fn caught_up(&self) -> bool {
        self.caught_up
    }

    pub fn counts(&self) -> Counts {
        self.world.as_ref().map(|(.., stage)| stage.counts()).unwrap_or_default()
    }

    /// Draws of panels in the last frame, all eyes together.
    pub fn panel_draws(&self) -> u32 {
        self.painter.draws()
    }

    /// The light that falls on the panels: the world's where it shows, the veil's where not.
    fn light(&self) -> Light {
        let cover = self.cover();
        let Some((.., stage)) = self.world.as_ref().filter(|_| cover < 0.6) else {
            return Veil::light();
        };
        let light = stage.light();
        Light::of_world(light.ambient, light.direct)
    }

    fn let_go(&mut self) {
        if let Some((.., stage)) = self.world.take() {
            stage.destroy(&self.gl);
        }
        self.caught_up = false;
    }
}
