//! Draws a scene with glow: every shape of every panel in one instanced draw.

/// A shader as `build.rs` shortened it.
macro_rules! shader {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

mod atlas;
mod shapes;
mod shown;
mod veil;

pub use shown::Sight;
pub use veil::{Cover, VEIL_COLOURS, VEIL_S, Veil, openness};

use crate::{
    palette::Palette,
    scene::Scene,
    typeface::{Typeface, TypefaceError},
};
use atlas::{Atlas, SIDE, SPREAD_PX};
use glam::{Mat4, Vec3};
use glow::HasContext;
use shapes::{FLOATS, Shapes};
use shown::Stage;

/// The light of the panels follows the world's this slowly, seconds.
const LIGHT_S: f32 = 1.5;

/// Why panels cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PainterError {
    /// No font.
    #[error("the panels have no typeface")]
    Typeface(#[from] TypefaceError),
    /// The context gave no object or refused the shader.
    #[error("the graphics context refused the panels: {0}")]
    Refused(String),
}

/// One eye.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eye {
    /// From metres around the seated eyes to clip space.
    pub clip_from_seat: Mat4,
    /// Left, bottom, width, height in pixels of the bound framebuffer.
    pub viewport: [i32; 4],
}

/// Draws panels; keeps what fades and warms between frames.
pub struct Painter {
    typeface: Typeface,
    atlas: Atlas,
    stage: Stage,
    palette: Palette,
    floats: Vec<f32>,
    program: glow::Program,
    place: Option<glow::UniformLocation>,
    array: glow::VertexArray,
    buffer: glow::Buffer,
    texture: glow::Texture,
    draws: u32,
}

impl Painter {
    /// Compiles the shader and makes the atlas.
    ///
    /// # Errors
    /// When the font cannot be read or the context refuses.
    pub fn new(gl: &glow::Context) -> Result<Painter, PainterError> {
        let typeface = Typeface::ours()?;
        let refused = PainterError::Refused;
        // SAFETY: every object is made by this context on this thread and used with it alone.
        unsafe {
            let program = compile(gl, shader!("panel.vert"), shader!("panel.frag")).map_err(refused)?;
            gl.use_program(Some(program));
            let place = gl.get_uniform_location(program, "clip_from_seat");
            gl.uniform_1_i32(gl.get_uniform_location(program, "atlas").as_ref(), 0);
            let spread = SIDE as f32 / (2.0 * SPREAD_PX);
            gl.uniform_1_f32(gl.get_uniform_location(program, "spread").as_ref(), spread);
            let array = gl.create_vertex_array().map_err(refused)?;
            let buffer = gl.create_buffer().map_err(refused)?;
            gl.bind_vertex_array(Some(array));
            gl.bind_buffer(glow::ARRAY_BUFFER, Some(buffer));
            let mut from = 0;
            for (place, floats) in (0_u32..).zip([3, 3, 3, 4, 4, 4, 4]) {
                gl.enable_vertex_attrib_array(place);
                gl.vertex_attrib_pointer_f32(
                    place,
                    floats,
                    glow::FLOAT,
                    false,
                    (FLOATS * 4) as i32,
                    from * 4,
                );
                gl.vertex_attrib_divisor(place, 1);
                from += floats;
            }
            gl.bind_vertex_array(None);
            let texture = gl.create_texture().map_err(refused)?;
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(glow::TEXTURE_2D, Some(texture));
            gl.tex_storage_2d(glow::TEXTURE_2D, 4, glow::R8, SIDE as i32, SIDE as i32);
            let sharp = [
                (glow::TEXTURE_MIN_FILTER, glow::LINEAR_MIPMAP_LINEAR),
                (glow::TEXTURE_MAG_FILTER, glow::LINEAR),
                (glow::TEXTURE_WRAP_S, glow::CLAMP_TO_EDGE),
                (glow::TEXTURE_WRAP_T, glow::CLAMP_TO_EDGE),
                (glow::TEXTURE_MAX_LEVEL, 3),
            ];
            for (name, value) in sharp {
                gl.tex_parameter_i32(glow::TEXTURE_2D, name, value as i32);
            }
            let (atlas, stage) = (Atlas::default(), Stage::default());
            let palette = Palette::under(crate::palette::Light::default());
            let (floats, draws) = (Vec::new(), 0);
            Ok(Painter {
                typeface,
                atlas,
                stage,
                palette,
                floats,
                program,
                place,
                array,
                buffer,
                texture,
                draws,
            })
        }
    }

    /// Moves on by `dt_s` seconds: fades, warmth, light. Once a frame, before drawing.
    pub fn update(&mut self, gl: &glow::Context, scene: &Scene, sight: &Sight, dt_s: f32) {
        let dt_s = dt_s.clamp(0.0, 0.25);
        self.stage.update(scene, sight, dt_s);
        let share = 1.0 - (-dt_s / LIGHT_S).exp();
        self.palette = self.palette.towards(&Palette::under(sight.light), share);
        self.floats.clear();
        let mut shapes = Shapes {
            typeface: &self.typeface,
            atlas: &mut self.atlas,
            palette: self.palette,
            floats: std::mem::take(&mut self.floats),
        };
        for shown in &self.stage.shown {
            shapes.panel(shown, shown.heading_deg, sight);
        }
        if let Some(at) = sight.dot {
            let towards = sight.head.towards.normalize_or_zero();
            let right = towards.cross(Vec3::Y).normalize_or(Vec3::X);
            shapes.dot(at, right, right.cross(towards), 0.9);
        }
        self.floats = shapes.floats;
        self.upload(gl);
    }

    /// Draws what [`Painter::update`] prepared, over what is in the framebuffer. Leaves depth testing on, blending off.
    pub fn draw(&mut self, gl: &glow::Context, eyes: &[Eye]) {
        self.draws = 0;
        let shapes = self.floats.len() / FLOATS;
        if shapes == 0 {
            return;
        }
        // SAFETY: program, array and texture belong to this context.
        unsafe {
            gl.use_program(Some(self.program));
            gl.bind_vertex_array(Some(self.array));
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(glow::TEXTURE_2D, Some(self.texture));
            gl.disable(glow::DEPTH_TEST);
            gl.disable(glow::CULL_FACE);
            gl.depth_mask(false);
            gl.enable(glow::BLEND);
            gl.blend_func(glow::ONE, glow::ONE_MINUS_SRC_ALPHA);
            for eye in eyes {
                let [left, bottom, width, height] = eye.viewport;
                gl.viewport(left, bottom, width, height);
                let clip = eye.clip_from_seat.to_cols_array();
                gl.uniform_matrix_4_f32_slice(self.place.as_ref(), false, &clip);
                gl.draw_arrays_instanced(glow::TRIANGLE_STRIP, 0, 4, shapes as i32);
                self.draws += 1;
            }
            gl.disable(glow::BLEND);
            gl.depth_mask(true);
            gl.enable(glow::DEPTH_TEST);
            gl.bind_vertex_array(None);
        }
    }

    /// Draw calls of the last frame, all eyes together.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    fn upload(&mut self, gl: &glow::Context) {
        let fresh = self.atlas.take_fresh();
        // SAFETY: texture and buffer belong to this context; the fields lie within the atlas.
        unsafe {
            if !fresh.is_empty() {
                gl.active_texture(glow::TEXTURE0);
                gl.bind_texture(glow::TEXTURE_2D, Some(self.texture));
                gl.pixel_store_i32(glow::UNPACK_ALIGNMENT, 1);
                for field in fresh {
                    let [left, top, width, height] =
                        [field.left, field.top, field.width, field.height].map(|px| px as i32);
                    let texels = glow::PixelUnpackData::Slice(Some(&field.texels));
                    let (format, kind) = (glow::RED, glow::UNSIGNED_BYTE);
                    gl.tex_sub_image_2d(glow::TEXTURE_2D, 0, left, top, width, height, format, kind, texels);
                }
                gl.pixel_store_i32(glow::UNPACK_ALIGNMENT, 4);
                gl.generate_mipmap(glow::TEXTURE_2D);
            }
            let bytes: Vec<u8> = self.floats.iter().flat_map(|float| float.to_ne_bytes()).collect();
            gl.bind_buffer(glow::ARRAY_BUFFER, Some(self.buffer));
            gl.buffer_data_u8_slice(glow::ARRAY_BUFFER, &bytes, glow::STREAM_DRAW);
        }
    }
}

fn compile(gl: &glow::Context, vertex: &str, fragment: &str) -> Result<glow::Program, String> {
    const HEADER: &str = "#version 300 es\nprecision highp float;\n";
    // SAFETY: made and used by one context.
    unsafe {
        let program = gl.create_program()?;
        for (kind, source) in [(glow::VERTEX_SHADER, vertex), (glow::FRAGMENT_SHADER, fragment)] {
            let shader = gl.create_shader(kind)?;
            gl.shader_source(shader, &format!("{HEADER}{source}"));
            gl.compile_shader(shader);
            if !gl.get_shader_compile_status(shader) {
                return Err(gl.get_shader_info_log(shader));
            }
            gl.attach_shader(program, shader);
            gl.delete_shader(shader);
        }
        gl.link_program(program);
        if gl.get_program_link_status(program) { Ok(program) } else { Err(gl.get_program_info_log(program)) }
    }
}
