//! The only place that talks to OpenGL: programs, textures, targets and meshes behind safe calls.

use std::collections::HashMap;

use glam::{Mat4, Vec2, Vec3, Vec4};
use glow::HasContext;

use crate::StageError;

/// What the graphics context can do beyond plain WebGL 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Half-float textures can be drawn into (`EXT_color_buffer_float` or its half-float sibling).
    pub half_float_targets: bool,
}

impl Capabilities {
    /// Asks the context.
    pub fn detect(gl: &glow::Context) -> Capabilities {
        let known = gl.supported_extensions();
        // OpenGL ES 3.2 has half-float targets in its core, and then need not list the extension.
        let version = gl.version();
        let core = !version.is_embedded || (version.major, version.minor) >= (3, 2);
        let listed =
            ["EXT_color_buffer_float", "GL_EXT_color_buffer_float", "EXT_color_buffer_half_float"];
        Capabilities { half_float_targets: core || listed.iter().any(|name| known.contains(*name)) }
    }
}

/// Which texture unit each sampler reads: one table, so that no program needs to be told.
const UNITS: [(&str, u32); 14] = [
    ("dome", 0),
    ("transmittance", 1),
    ("multiscatter", 2),
    ("noise3", 3),
    ("weather", 4),
    ("dome_a", 5),
    ("dome_b", 6),
    ("dome_c", 7),
    ("dome_d", 8),
    ("slopes", 1),
    ("lace", 2),
    ("sand", 3),
    ("near_map", 4),
    ("irradiance", 5),
];

/// The unit of one more sampler, kept apart because its texture compares depths.
const SHADOW_UNIT: u32 = 6;

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
    places: HashMap<String, glow::UniformLocation>,
}

impl Program {
    /// Compiles and links; `name` is only for the error.
    pub fn new(
        gl: &glow::Context,
        name: &'static str,
        vertex: &[&str],
        fragment: &[&str],
    ) -> Result<Program, StageError> {
        let fail = |log: String| StageError::Shader { name, log };
        // SAFETY: every object passed was made by this context on this thread.
        unsafe {
            let id = gl.create_program().map_err(fail)?;
            for (kind, parts) in [(glow::VERTEX_SHADER, vertex), (glow::FRAGMENT_SHADER, fragment)] {
                let shader = gl.create_shader(kind).map_err(fail)?;
                gl.shader_source(shader, &source(parts));
                gl.compile_shader(shader);
                if !gl.get_shader_compile_status(shader) {
                    return Err(fail(gl.get_shader_info_log(shader)));
                }
                gl.attach_shader(id, shader);
                gl.delete_shader(shader);
            }
            gl.link_program(id);
            if !gl.get_program_link_status(id) {
                return Err(fail(gl.get_program_info_log(id)));
            }
            gl.use_program(Some(id));
            let mut places = HashMap::new();
            for i in 0..gl.get_active_uniforms(id) {
                if let Some(uniform) = gl.get_active_uniform(id, i) {
                    let name = uniform.name.trim_end_matches("[0]").to_owned();
                    if let Some(place) = gl.get_uniform_location(id, &uniform.name) {
                        let unit = UNITS.iter().find(|(n, _)| *n == name).map(|(_, unit)| *unit);
                        if let Some(unit) = unit.or((name == "shadow_map").then_some(SHADOW_UNIT)) {
                            gl.uniform_1_i32(Some(&place), unit as i32);
                        }
                        places.insert(name, place);
                    }
                }
            }
            Ok(Program { id, places })
        }
    }

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
            let Some(place) = self.places.get(*name) else { continue };
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

/// How a texture is filtered and repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrap {
    Repeat,
    Clamp,
}

/// What one texel holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texel {
    Rgba8,
    Rgba16f,
    Depth,
}

impl Texel {
    const fn formats(self) -> (u32, u32, u32, u64) {
        match self {
            Texel::Rgba8 => (glow::RGBA8, glow::RGBA, glow::UNSIGNED_BYTE, 4),
            Texel::Rgba16f => (glow::RGBA16F, glow::RGBA, glow::HALF_FLOAT, 8),
            Texel::Depth => (glow::DEPTH_COMPONENT24, glow::DEPTH_COMPONENT, glow::UNSIGNED_INT, 4),
        }
    }
}

/// A texture with its size in bytes.
pub(crate) struct Texture {
    id: glow::Texture,
    kind: u32,
    texel: Texel,
    /// Width, height and depth or layers (1 for plain ones).
    pub size: [i32; 3],
    pub bytes: u64,
}

impl Texture {
    /// A plain texture with `levels` mip levels and no contents yet.
    pub fn plain(
        gl: &glow::Context,
        size: [i32; 2],
        levels: i32,
        texel: Texel,
        wrap: Wrap,
    ) -> Result<Texture, StageError> {
        Texture::new(gl, glow::TEXTURE_2D, [size[0], size[1], 1], levels, texel, wrap)
    }

    /// A volume (`TEXTURE_3D`) or a stack of layers (`TEXTURE_2D_ARRAY`), filled, with mip levels made.
    pub fn deep(
        gl: &glow::Context,
        kind: u32,
        size: [i32; 3],
        texel: Texel,
        data: &[u8],
    ) -> Result<Texture, StageError> {
        let longest = if kind == glow::TEXTURE_3D { size[0].max(size[2]) } else { size[0] };
        let texture = Texture::new(gl, kind, size, longest.ilog2() as i32 + 1, texel, Wrap::Repeat)?;
        let (_, format, ty, _) = texel.formats();
        // SAFETY: the texture was made above and `data` covers it.
        unsafe {
            gl.bind_texture(kind, Some(texture.id));
            gl.tex_sub_image_3d(
                kind,
                0,
                0,
                0,
                0,
                size[0],
                size[1],
                size[2],
                format,
                ty,
                glow::PixelUnpackData::Slice(Some(data)),
            );
        }
        texture.make_mips(gl);
        Ok(texture)
    }

    fn new(
        gl: &glow::Context,
        kind: u32,
        size: [i32; 3],
        levels: i32,
        texel: Texel,
        wrap: Wrap,
    ) -> Result<Texture, StageError> {
        let (internal, _, _, width) = texel.formats();
        let base = size.iter().map(|n| *n as u64).product::<u64>() * width;
        // SAFETY: plain object creation on this context.
        unsafe {
            let id = gl.create_texture().map_err(StageError::OutOfObjects)?;
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(kind, Some(id));
            if kind == glow::TEXTURE_2D {
                gl.tex_storage_2d(kind, levels, internal, size[0], size[1]);
            } else {
                gl.tex_storage_3d(kind, levels, internal, size[0], size[1], size[2]);
            }
            let shrink = if levels > 1 { glow::LINEAR_MIPMAP_LINEAR } else { glow::LINEAR };
            let edge = if wrap == Wrap::Repeat { glow::REPEAT } else { glow::CLAMP_TO_EDGE };
            gl.tex_parameter_i32(kind, glow::TEXTURE_MIN_FILTER, shrink as i32);
            gl.tex_parameter_i32(kind, glow::TEXTURE_MAG_FILTER, glow::LINEAR as i32);
            for side in [glow::TEXTURE_WRAP_S, glow::TEXTURE_WRAP_T, glow::TEXTURE_WRAP_R] {
                gl.tex_parameter_i32(kind, side, edge as i32);
            }
            if texel == Texel::Depth {
                let compare = glow::COMPARE_REF_TO_TEXTURE as i32;
                gl.tex_parameter_i32(kind, glow::TEXTURE_COMPARE_MODE, compare);
                gl.tex_parameter_i32(kind, glow::TEXTURE_COMPARE_FUNC, glow::LEQUAL as i32);
            }
            let bytes = if levels > 1 { base * 4 / 3 } else { base };
            Ok(Texture { id, kind, texel, size, bytes })
        }
    }

    /// Fills the first level of a plain texture and makes its mips.
    pub fn fill(&self, gl: &glow::Context, data: &[u8]) {
        let (_, format, ty, _) = self.texel.formats();
        // SAFETY: `data` covers the level; the texture belongs to this context.
        unsafe {
            gl.bind_texture(self.kind, Some(self.id));
            let pixels = glow::PixelUnpackData::Slice(Some(data));
            gl.tex_sub_image_2d(self.kind, 0, 0, 0, self.size[0], self.size[1], format, ty, pixels);
        }
        self.make_mips(gl);
    }

    pub fn make_mips(&self, gl: &glow::Context) {
        // SAFETY: the texture belongs to this context.
        unsafe {
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(self.kind, Some(self.id));
            gl.generate_mipmap(self.kind);
        }
    }

    /// Puts it on the unit that samplers of this name read.
    pub fn bind(&self, gl: &glow::Context, sampler: &str) {
        let unit = UNITS.iter().find(|(name, _)| *name == sampler).map_or(SHADOW_UNIT, |(_, unit)| *unit);
        // SAFETY: the texture belongs to this context.
        unsafe {
            gl.active_texture(glow::TEXTURE0 + unit);
            gl.bind_texture(self.kind, Some(self.id));
        }
    }

    pub fn destroy(self, gl: &glow::Context) {
        // SAFETY: made by this context.
        unsafe { gl.delete_texture(self.id) }
    }
}

/// A texture that can be drawn into.
pub(crate) struct Target {
    id: glow::Framebuffer,
    pub texture: Texture,
}

impl Target {
    pub fn new(gl: &glow::Context, texture: Texture) -> Result<Target, StageError> {
        // SAFETY: plain object creation; the texture belongs to this context.
        unsafe {
            let id = gl.create_framebuffer().map_err(StageError::OutOfObjects)?;
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(id));
            let depth = texture.texel == Texel::Depth;
            let place = if depth { glow::DEPTH_ATTACHMENT } else { glow::COLOR_ATTACHMENT0 };
            gl.framebuffer_texture_2d(glow::FRAMEBUFFER, place, glow::TEXTURE_2D, Some(texture.id), 0);
            if depth {
                gl.draw_buffers(&[glow::NONE]);
                gl.read_buffer(glow::NONE);
            }
            let status = gl.check_framebuffer_status(glow::FRAMEBUFFER);
            gl.bind_framebuffer(glow::FRAMEBUFFER, None);
            if status != glow::FRAMEBUFFER_COMPLETE {
                return Err(StageError::Target(status));
            }
            Ok(Target { id, texture })
        }
    }

    /// Draws one triangle that covers rows `rows` of the target with the current program.
    pub fn sweep(&self, gl: &glow::Context, rows: std::ops::Range<i32>, empty: &Mesh) {
        // SAFETY: all objects belong to this context; state changed here is listed in `Stage::prepare`.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
            gl.viewport(0, 0, self.texture.size[0], self.texture.size[1]);
            gl.enable(glow::SCISSOR_TEST);
            gl.scissor(0, rows.start, self.texture.size[0], rows.len() as i32);
            gl.disable(glow::DEPTH_TEST);
            gl.disable(glow::BLEND);
            gl.disable(glow::CULL_FACE);
            gl.color_mask(true, true, true, true);
            gl.bind_vertex_array(Some(empty.vao));
            gl.draw_arrays(glow::TRIANGLES, 0, 3);
            gl.disable(glow::SCISSOR_TEST);
        }
    }

    /// Like [`Target::sweep`], but mixes the result over what is there by `weight` (1 replaces it).
    pub fn blend_sweep(&self, gl: &glow::Context, rows: std::ops::Range<i32>, empty: &Mesh, weight: f32) {
        if weight >= 1.0 {
            return self.sweep(gl, rows, empty);
        }
        // SAFETY: as in `sweep`; blending a half-float target is part of the capability that made it.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
            gl.viewport(0, 0, self.texture.size[0], self.texture.size[1]);
            gl.disable(glow::SCISSOR_TEST);
            gl.disable(glow::DEPTH_TEST);
            gl.enable(glow::BLEND);
            gl.blend_color(0.0, 0.0, 0.0, weight);
            gl.blend_func(glow::CONSTANT_ALPHA, glow::ONE_MINUS_CONSTANT_ALPHA);
            gl.bind_vertex_array(Some(empty.vao));
            gl.draw_arrays(glow::TRIANGLES, 0, 3);
            gl.disable(glow::BLEND);
        }
    }

    /// Binds a depth target, cleared, ready for meshes.
    pub fn begin_depth(&self, gl: &glow::Context) {
        // SAFETY: the framebuffer belongs to this context.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
            gl.viewport(0, 0, self.texture.size[0], self.texture.size[1]);
            gl.disable(glow::SCISSOR_TEST);
            gl.disable(glow::CULL_FACE);
            gl.disable(glow::BLEND);
            gl.enable(glow::DEPTH_TEST);
            gl.depth_mask(true);
            gl.depth_func(glow::LEQUAL);
            gl.clear_depth_f32(1.0);
            gl.clear(glow::DEPTH_BUFFER_BIT);
        }
    }

    pub fn destroy(self, gl: &glow::Context) {
        // SAFETY: made by this context.
        unsafe { gl.delete_framebuffer(self.id) }
        self.texture.destroy(gl);
    }
}

/// Leaves the default framebuffer bound after off-screen work.
pub(crate) fn leave_targets(gl: &glow::Context) {
    // SAFETY: unbinding is always allowed.
    unsafe {
        gl.bind_framebuffer(glow::FRAMEBUFFER, None);
        gl.bind_vertex_array(None);
    }
}

/// How a surface is put into the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blend {
    /// Covers what is behind it.
    Solid,
    /// Colour already multiplied by its own opacity, over what is behind it.
    Over,
    /// Light added to what is behind it; leaves depth alone.
    Add,
    /// Behind everything drawn so far; leaves depth alone.
    Backdrop,
}

/// Sets the fixed state of one surface.
pub(crate) fn begin_surface(gl: &glow::Context, blend: Blend, viewport: [i32; 4]) {
    // SAFETY: plain state.
    unsafe {
        gl.viewport(viewport[0], viewport[1], viewport[2], viewport[3]);
        gl.disable(glow::CULL_FACE);
        gl.disable(glow::SCISSOR_TEST);
        gl.enable(glow::DEPTH_TEST);
        gl.depth_func(glow::LEQUAL);
        gl.depth_mask(matches!(blend, Blend::Solid | Blend::Over));
        match blend {
            Blend::Solid | Blend::Backdrop => gl.disable(glow::BLEND),
            Blend::Over => {
                gl.enable(glow::BLEND);
                gl.blend_func(glow::ONE, glow::ONE_MINUS_SRC_ALPHA);
            }
            Blend::Add => {
                gl.enable(glow::BLEND);
                gl.blend_func(glow::ONE, glow::ONE);
            }
        }
    }
}

/// Leaves the state as a fresh context has it, apart from depth testing, which stays on.
pub(crate) fn end_surfaces(gl: &glow::Context) {
    // SAFETY: plain state.
    unsafe {
        gl.depth_mask(true);
        gl.disable(glow::BLEND);
        gl.bind_vertex_array(None);
        gl.active_texture(glow::TEXTURE0);
    }
}

/// Vertices, indices and, where there are many of it, instances.
pub(crate) struct Mesh {
    vao: glow::VertexArray,
    buffers: Vec<glow::Buffer>,
    indices: i32,
    instances: i32,
    pub bytes: u64,
}

/// One attribute: its location and number of floats.
pub(crate) type Attribute = (u32, i32);

impl Mesh {
    /// No vertices at all: for passes whose triangle comes from the vertex number.
    pub fn empty(gl: &glow::Context) -> Result<Mesh, StageError> {
        // SAFETY: plain object creation.
        let vao = unsafe { gl.create_vertex_array().map_err(StageError::OutOfObjects)? };
        Ok(Mesh { vao, buffers: Vec::new(), indices: 0, instances: 1, bytes: 0 })
    }

    /// A mesh of interleaved floats; `instances` holds one record per copy with its own attributes.
    pub fn new(
        gl: &glow::Context,
        attributes: &[Attribute],
        vertices: &[f32],
        indices: &[u32],
        instance_attributes: &[Attribute],
        instances: &[f32],
    ) -> Result<Mesh, StageError> {
        let mut mesh = Mesh::empty(gl)?;
        mesh.indices = indices.len() as i32;
        // SAFETY: buffers are filled from slices and attributes lie within their stride.
        unsafe {
            gl.bind_vertex_array(Some(mesh.vao));
            mesh.upload(gl, glow::ARRAY_BUFFER, &bytes_of_floats(vertices))?;
            point(gl, attributes, 0);
            if !instance_attributes.is_empty() {
                mesh.upload(gl, glow::ARRAY_BUFFER, &bytes_of_floats(instances))?;
                point(gl, instance_attributes, 1);
                let floats: i32 = instance_attributes.iter().map(|a| a.1).sum();
                mesh.instances = instances.len() as i32 / floats.max(1);
            }
            let packed: Vec<u8> = indices.iter().flat_map(|i| i.to_le_bytes()).collect();
            mesh.upload(gl, glow::ELEMENT_ARRAY_BUFFER, &packed)?;
            gl.bind_vertex_array(None);
        }
        Ok(mesh)
    }

    /// # Safety
    /// The mesh's vertex array must be bound.
    unsafe fn upload(&mut self, gl: &glow::Context, kind: u32, data: &[u8]) -> Result<(), StageError> {
        // SAFETY: see above.
        unsafe {
            let buffer = gl.create_buffer().map_err(StageError::OutOfObjects)?;
            gl.bind_buffer(kind, Some(buffer));
            gl.buffer_data_u8_slice(kind, data, glow::STATIC_DRAW);
            self.buffers.push(buffer);
            self.bytes += data.len() as u64;
        }
        Ok(())
    }

    pub fn triangles(&self) -> u64 {
        self.indices as u64 / 3 * self.instances as u64
    }

    /// Draws it with the current program.
    pub fn draw(&self, gl: &glow::Context) {
        // SAFETY: the vertex array belongs to this context and its indices lie within its buffers.
        unsafe {
            gl.bind_vertex_array(Some(self.vao));
            if self.indices == 0 {
                gl.draw_arrays(glow::TRIANGLES, 0, 3);
            } else if self.instances == 1 {
                gl.draw_elements(glow::TRIANGLES, self.indices, glow::UNSIGNED_INT, 0);
            } else {
                gl.draw_elements_instanced(
                    glow::TRIANGLES,
                    self.indices,
                    glow::UNSIGNED_INT,
                    0,
                    self.instances,
                );
            }
        }
    }

    pub fn destroy(self, gl: &glow::Context) {
        // SAFETY: made by this context.
        unsafe {
            gl.delete_vertex_array(self.vao);
            for buffer in self.buffers {
                gl.delete_buffer(buffer);
            }
        }
    }
}

/// # Safety
/// A vertex array and the buffer that holds these attributes must be bound.
unsafe fn point(gl: &glow::Context, attributes: &[Attribute], divisor: u32) {
    let stride = attributes.iter().map(|a| a.1).sum::<i32>() * 4;
    let mut offset = 0;
    for (location, floats) in attributes {
        // SAFETY: see above.
        unsafe {
            gl.enable_vertex_attrib_array(*location);
            gl.vertex_attrib_pointer_f32(*location, *floats, glow::FLOAT, false, stride, offset);
            gl.vertex_attrib_divisor(*location, divisor);
        }
        offset += floats * 4;
    }
}

fn bytes_of_floats(floats: &[f32]) -> Vec<u8> {
    floats.iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// One float as the two bytes of an IEEE half, rounded to nearest; values below 6e-5 become 0.
pub(crate) fn half(x: f32) -> [u8; 2] {
    let bits = x.to_bits();
    let sign = ((bits >> 16) & 0x8000) as u16;
    let exponent = ((bits >> 23) & 0xFF) as i32 - 112;
    let value = if exponent <= 0 {
        sign
    } else if exponent >= 31 {
        sign | 0x7BFF
    } else {
        let rounded = ((exponent as u32) << 10) + ((bits & 0x007F_FFFF) + 0x1000 >> 13);
        sign | (rounded.min(0x7BFF) as u16)
    };
    value.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn halves_are_those_of_ieee_754() {
        for (x, bits) in
            [(0.0, 0), (1.0, 0x3C00), (-2.0, 0xC000), (65504.0, 0x7BFF), (0.1, 0x2E66), (1e9, 0x7BFF)]
        {
            assert_eq!(u16::from_le_bytes(half(x)), bits, "{x}");
        }
    }
}
