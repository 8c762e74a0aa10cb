//! The quiet sky before and after a world: a soft gradient all around, and what worlds fade from and into.

use glam::{Mat4, Vec3};
use glow::HasContext;

/// Colours of the veil from below to above, sRGB; the page's own calm picture (`static/calm.js`) has the same.
pub(crate) const COLOURS: [[f32; 3]; 3] = [[0.56, 0.47, 0.43], [0.83, 0.70, 0.62], [0.52, 0.58, 0.66]];

const VERTEX: &str = "#version 300 es
precision highp float;
out vec2 at;
void main() {
    at = vec2((gl_VertexID & 1) * 4 - 1, (gl_VertexID >> 1) * 4 - 1);
    gl_Position = vec4(at, 0.0, 1.0);
}";

const FRAGMENT: &str = "#version 300 es
precision highp float;
uniform mat4 seat_from_clip;
uniform vec3 below, middle, above;
uniform float cover;
in vec2 at;
out vec4 shown;
void main() {
    vec4 near = seat_from_clip * vec4(at, -1.0, 1.0);
    vec4 far = seat_from_clip * vec4(at, 1.0, 1.0);
    float height = normalize(far.xyz / far.w - near.xyz / near.w).y;
    vec3 colour = height < 0.0 ? mix(middle, below, smoothstep(0.0, 0.8, -height)) : mix(middle, above, smoothstep(0.0, 0.9, height));
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    shown = vec4(colour + noise / 255.0, cover);
}";

/// Draws the veil.
pub(crate) struct Veil {
    program: glow::Program,
    seat_from_clip: Option<glow::UniformLocation>,
    cover: Option<glow::UniformLocation>,
    array: glow::VertexArray,
}

impl Veil {
    pub fn new(gl: &glow::Context) -> Result<Self, String> {
        // SAFETY: every object is made by this context and used with it alone.
        unsafe {
            let program = gl.create_program()?;
            for (kind, source) in [(glow::VERTEX_SHADER, VERTEX), (glow::FRAGMENT_SHADER, FRAGMENT)] {
                let shader = gl.create_shader(kind)?;
                gl.shader_source(shader, source);
                gl.compile_shader(shader);
                if !gl.get_shader_compile_status(shader) {
                    return Err(gl.get_shader_info_log(shader));
                }
                gl.attach_shader(program, shader);
                gl.delete_shader(shader);
            }
            gl.link_program(program);
            if !gl.get_program_link_status(program) {
                return Err(gl.get_program_info_log(program));
            }
            gl.use_program(Some(program));
            for (name, [r, g, b]) in ["below", "middle", "above"].into_iter().zip(COLOURS) {
                gl.uniform_3_f32(gl.get_uniform_location(program, name).as_ref(), r, g, b);
            }
            Ok(Self {
                program,
                seat_from_clip: gl.get_uniform_location(program, "seat_from_clip"),
                cover: gl.get_uniform_location(program, "cover"),
                array: gl.create_vertex_array()?,
            })
        }
    }

    /// Covers what is in the viewport, 0 (not at all) to 1 (wholly).
    pub fn draw(&self, gl: &glow::Context, clip_from_seat: Mat4, viewport: [i32; 4], cover: f32) {
        let seat_from_clip = clip_from_seat.inverse().to_cols_array();
        let [left, bottom, width, height] = viewport;
        // SAFETY: program and array belong to this context.
        unsafe {
            gl.use_program(Some(self.program));
            gl.bind_vertex_array(Some(self.array));
            gl.uniform_matrix_4_f32_slice(self.seat_from_clip.as_ref(), false, &seat_from_clip);
            gl.uniform_1_f32(self.cover.as_ref(), cover);
            gl.viewport(left, bottom, width, height);
            gl.disable(glow::DEPTH_TEST);
            gl.disable(glow::CULL_FACE);
            gl.depth_mask(false);
            gl.enable(glow::BLEND);
            gl.blend_func(glow::SRC_ALPHA, glow::ONE_MINUS_SRC_ALPHA);
            gl.draw_arrays(glow::TRIANGLES, 0, 3);
            gl.disable(glow::BLEND);
            gl.depth_mask(true);
            gl.enable(glow::DEPTH_TEST);
            gl.bind_vertex_array(None);
        }
    }

    /// The light that panels stand in before the veil.
    pub fn light() -> Vec3 {
        Vec3::from(COLOURS[1])
    }
}
