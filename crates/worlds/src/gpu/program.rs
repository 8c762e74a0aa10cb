//! Shader programs: compiling, linking, uniforms by name, samplers on fixed units.

use glam::{Mat4, Vec2, Vec3, Vec4};
use glow::HasContext;

use crate::StageError;

/// Which texture unit each sampler reads: one table, so that no program needs to be told.
const UNITS: [(&str, u32); 31] = [
    ("dome", 0),
    ("transmittance", 1),
    ("multiscatter", 2),
    ("noise3", 3),
    ("weather", 4),
    ("dome_a", 5),
    ("dome_b", 6),
    ("dome_c", 7),
    ("dome_d", 8),
    ("film_a", 1),
    ("lace", 2),
    ("sand", 3),
    ("near_map", 4),
    ("film_b", 5),
    ("film_c", 7),
    ("slopes", 8),
    ("sunlight", 9),
    ("spread", 10),
    ("range_shape", 1),
    ("range_stuff", 4),
    ("turf", 3),
    ("foliage", 5),
    ("detail", 0),
    ("caustics", 1),
    ("ripples", 2),
    ("skins", 3),
    ("contact", 4),
    ("depths", SHADOW_UNIT),
    ("aurora", 11),
    ("strip", 12),
    ("galaxy", 13),
];

/// The unit of one more sampler, kept apart because its texture compares depths.
const SHADOW_UNIT: u32 = 6;

/// The unit that samplers of this name read.
pub(super) fn unit_of(sampler: &str) -> u32 {
    UNITS.iter().find(|(name, _)| *name == sampler).map_or(SHADOW_UNIT, |(_, unit)| *unit)
}

/// A value for a uniform.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    F(f32),
    V2(Vec2),
    V3(Vec3),
    V4(Vec4),
    M4(Mat4),
    V4s(&'a [Vec4]),
}

/// A linked program and where its uniforms are.
pub(crate) struct Program {
    id: glow::Program,
    /// A few dozen: going through them takes less than a table of hashes.
    places: Vec<(String, glow::UniformLocation)>,
}

/// A program that the driver may still be compiling, beside what the processor does meanwhile.
pub(crate) struct Draft {
    name: &'static str,
    id: glow::Program,
    shaders: [glow::Shader; 2],
}

impl Draft {
    /// Hands over the sources and asks nothing back yet; `name` is only for the error.
    pub fn begin(
        gl: &glow::Context,
        name: &'static str,
        vertex: &[&str],
        fragment: &[&str],
    ) -> Result<Draft, StageError> {
        let fail = |log: String| StageError::Shader { name, log };
        // SAFETY: every object passed was made by this context on this thread.
        unsafe {
            let id = gl.create_program().map_err(fail)?;
            let shader = |kind: u32, parts: &[&str]| {
                let shader = gl.create_shader(kind).map_err(fail)?;
                gl.shader_source(shader, &source(parts));
                gl.compile_shader(shader);
                gl.attach_shader(id, shader);
                Ok::<_, StageError>(shader)
            };
            let shaders = [shader(glow::VERTEX_SHADER, vertex)?, shader(glow::FRAGMENT_SHADER, fragment)?];
            gl.link_program(id);
            Ok(Draft { name, id, shaders })
        }
    }

    /// Waits for the driver, and finds where the uniforms are.
    pub fn finish(self, gl: &glow::Context) -> Result<Program, StageError> {
        let Draft { name, id, shaders } = self;
        let fail = |log: String| StageError::Shader { name, log };
        // SAFETY: every object was made by this context on this thread.
        unsafe {
            if !gl.get_program_link_status(id) {
                let log = shaders.map(|shader| gl.get_shader_info_log(shader)).join("\n");
                return Err(fail(log + &gl.get_program_info_log(id)));
            }
            shaders.into_iter().for_each(|shader| gl.delete_shader(shader));
            gl.use_program(Some(id));
            let mut places = Vec::new();
            for i in 0..gl.get_active_uniforms(id) {
                if let Some(uniform) = gl.get_active_uniform(id, i) {
                    let name = uniform.name.strip_suffix("[0]").unwrap_or(&uniform.name).to_owned();
                    if let Some(place) = gl.get_uniform_location(id, &uniform.name) {
                        let unit = UNITS.iter().find(|(n, _)| *n == name).map(|(_, unit)| *unit);
                        if let Some(unit) = unit.or((name == "shadow_map").then_some(SHADOW_UNIT)) {
                            gl.uniform_1_i32(Some(&place), unit as i32);
                        }
                        places.push((name, place));
                    }
                }
            }
            Ok(Program { id, places })
        }
    }
}

impl Program {
    /// Makes it current and sets uniforms; names the program does not have are skipped.
    pub fn apply(&self, gl: &glow::Context, values: &[(&str, Value)]) {
        // SAFETY: the program and its locations belong to this context.
        unsafe {
            gl.use_program(Some(self.id));
        }
        self.set(gl, values);
    }

    /// Sets uniforms of the current program.
    pub fn set(&self, gl: &glow::Context, values: &[(&str, Value)]) {
        for (name, value) in values {
            let Some((_, place)) = self.places.iter().find(|(known, _)| known == name) else { continue };
            let place = Some(place);
            // SAFETY: the location belongs to this program, which is current.
            unsafe {
                match value {
                    Value::F(x) => gl.uniform_1_f32(place, *x),
                    Value::V2(v) => gl.uniform_2_f32(place, v.x, v.y),
                    Value::V3(v) => gl.uniform_3_f32(place, v.x, v.y, v.z),
                    Value::V4(v) => gl.uniform_4_f32(place, v.x, v.y, v.z, v.w),
                    Value::M4(m) => gl.uniform_matrix_4_f32_slice(place, false, &m.to_cols_array()),
                    Value::V4s(vs) => {
                        let flat: Vec<f32> = vs.iter().flat_map(|v| v.to_array()).collect();
                        gl.uniform_4_f32_slice(place, &flat);
                    }
                }
            }
        }
    }

    pub fn destroy(self, gl: &glow::Context) {
        // SAFETY: made by this context.
        unsafe { gl.delete_program(self.id) }
    }
}

/// The full text of a shader: the header every shader shares, then its parts.
fn source(parts: &[&str]) -> String {
    let mut text = String::from(
        "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n\
         precision highp sampler3D;\nprecision highp sampler2DArray;\nprecision highp sampler2DShadow;\n",
    );
    for part in parts {
        text.push_str(part);
        text.push('\n');
    }
    text
}
