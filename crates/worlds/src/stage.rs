//! What a host sees of a world: make it, prepare it, draw it, ask what it costs and how it is lit.

use catalogue::Things;
use glam::{Mat4, Vec3};

use crate::daylight::Daylight;
use crate::gpu::Capabilities;
use crate::parts::{PlayRecipe, Recipe};
use crate::scene::{Props, Scene};

/// One eye. Right-handed, y up, metres, origin on the floor under the client, straight ahead is −Z.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EyeView {
    /// Clip from view, depth −1..1 as OpenGL has it.
    pub projection: Mat4,
    /// The eye's pose.
    pub world_from_view: Mat4,
    /// Left, bottom, width and height in pixels of the bound framebuffer.
    pub viewport: [i32; 4],
}

/// The moment to show.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// Seconds since the session began.
    pub world_time: f64,
    /// Time of day in minutes after midnight.
    pub minutes: f32,
    /// How calm the client is, 0..1, already slewed by the session: clears clouds or mist. Only adds.
    pub calm: f32,
    /// How full the pacer's lungs are, 0..1, when it runs: swells a light in the world.
    pub breath: Option<f32>,
    /// How much of the garden around the client has opened, 0..1, where the world has one. Only adds.
    pub garden: f32,
    /// The things of the exercise that runs, or has just ended (`session::things`).
    pub things: Things,
}

/// How much is drawn: picture size of the sky, its steps, density of meshes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quality {
    /// What a standalone headset of 2020 and later carries.
    Full,
    /// When the headset gets hot or slow (safety rule 8).
    Reduced,
    /// For drawing without a GPU, in tests and small previews.
    Lowest,
}

/// How far the sky has been baked for the moment last prepared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// 0..1; below 1 the picture is plain, clear air, or that of a moment before.
    pub share: f32,
    /// The sky is that of this time of day; its clouds are where they were at most a second ago.
    pub caught_up: bool,
    /// Nothing is on its way: the picture is that of this moment alone, whatever was shown before.
    pub exact: bool,
}

/// What one frame costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Draw calls per eye.
    pub draws: u32,
    /// Triangles per eye.
    pub triangles: u64,
    /// Memory held on the GPU, in bytes: textures, targets, buffers.
    pub gpu_bytes: u64,
}

/// The light of the world, for what hosts draw into it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Unit vector towards the sun, or at night the moon.
    pub direction: Vec3,
    /// Its irradiance on a surface that faces it, linear RGB.
    pub direct: Vec3,
    /// Light from everywhere else: radiance of an even surround, linear RGB.
    pub ambient: Vec3,
    /// What light is multiplied by before the tone curve.
    pub exposure: f32,
}

/// Why a world could not be made.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// A shader did not compile or link on this driver.
    #[error("the shader \"{name}\" was refused: {log}")]
    Shader {
        /// Which one.
        name: &'static str,
        /// What the driver said.
        log: String,
    },
    /// The context has no more objects to give, or was lost.
    #[error("the graphics context gave no object: {0}")]
    OutOfObjects(String),
    /// A texture cannot be drawn into.
    #[error("a drawing target is incomplete (status {0:#x})")]
    Target(u32),
}

/// A world on the GPU.
pub struct Stage {
    scene: Box<dyn Scene>,
    props: Option<Box<dyn Props>>,
    /// What its things cost in the last frame.
    props_counts: Counts,
    light: Light,
}

impl Stage {
    /// Builds a world: compiles shaders, paints textures, makes meshes. Takes a second or two; bakes no sky yet.
    ///
    /// # Errors
    /// When the context refuses a shader, an object or a target.
    pub fn new(
        gl: &glow::Context,
        recipe: Recipe,
        seed: u64,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Stage, StageError> {
        let scene = (recipe.make)(gl, seed, quality, caps)?;
        let minutes = f32::from(recipe.world.opening_minutes());
        let opening = Frame { minutes, ..Frame::default() };
        let light = light_of(&scene.daylight(&opening));
        Ok(Stage { scene, props: None, props_counts: Counts::default(), light })
    }

    /// Makes the things of exercises, once; until then an exercise's things are not drawn.
    ///
    /// # Errors
    /// When the context refuses a shader or an object.
    pub fn furnish(&mut self, gl: &glow::Context, recipe: PlayRecipe) -> Result<(), StageError> {
        if self.props.is_none() {
            self.props = Some((recipe.make)(gl)?);
        }
        Ok(())
    }

    /// Bakes and uploads what the coming frames need, one slice per call. Call before binding your framebuffer:
    /// it leaves the default framebuffer bound, the viewport and texture bindings changed, and depth testing off.
    pub fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        let progress = self.scene.prepare(gl, frame);
        self.light = light_of(&self.scene.daylight(frame));
        progress
    }

    /// Draws the world for each view into the framebuffer that is bound (its depth must be cleared). Leaves depth
    /// testing on, blending and face culling off.
    pub fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        self.scene.draw(gl, frame, views);
        let props = self.props.as_ref();
        self.props_counts = props.map(|props| props.draw(gl, frame, &self.light, views)).unwrap_or_default();
    }

    /// What the last frame cost.
    pub fn counts(&self) -> Counts {
        let (world, props) = (self.scene.counts(), self.props_counts);
        Counts {
            draws: world.draws + props.draws,
            triangles: world.triangles + props.triangles,
            gpu_bytes: world.gpu_bytes + self.props.as_ref().map_or(0, |props| props.bytes()),
        }
    }

    /// The light of the moment last prepared.
    pub fn light(&self) -> Light {
        self.light
    }

    /// Frees everything.
    pub fn destroy(self, gl: &glow::Context) {
        if let Some(props) = self.props {
            props.destroy(gl);
        }
        self.scene.destroy(gl);
    }
}

fn light_of(day: &Daylight) -> Light {
    let (direction, direct) = day.key();
    Light { direction, direct, ambient: day.ambient, exposure: day.exposure }
}
