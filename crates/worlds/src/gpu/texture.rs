//! Textures with their size in bytes, and targets that can be drawn into.

use glow::HasContext;

use super::mesh::Mesh;
use super::program::unit_of;
use crate::StageError;

/// How a texture is filtered and repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrap {
    Repeat,
    Clamp,
}

/// What one texel holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texel {
    /// One channel, 0..1.
    R8,
    Rgba8,
    Rgba16f,
    Depth,
}

impl Texel {
    const fn formats(self) -> (u32, u32, u32, u64) {
        match self {
            Texel::R8 => (glow::R8, glow::RED, glow::UNSIGNED_BYTE, 1),
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

    /// A volume (`TEXTURE_3D`), whose smaller levels the GPU makes, or a stack of layers (`TEXTURE_2D_ARRAY`) with the
    /// levels given.
    pub fn deep(
        gl: &glow::Context,
        kind: u32,
        size: [i32; 3],
        texel: Texel,
        levels: &[Vec<u8>],
    ) -> Result<Texture, StageError> {
        let volume = kind == glow::TEXTURE_3D;
        let count = if volume { size[0].ilog2() as i32 + 1 } else { levels.len() as i32 };
        let texture = Texture::new(gl, kind, size, count, texel, Wrap::Repeat)?;
        let (_, format, ty, _) = texel.formats();
        for (level, data) in levels.iter().enumerate() {
            let [w, h, d] = size.map(|n| (n >> level).max(1));
            let depth = if volume { d } else { size[2] };
            let pixels = glow::PixelUnpackData::Slice(Some(data));
            // SAFETY: the texture was made above and `data` covers the level.
            unsafe {
                gl.bind_texture(kind, Some(texture.id));
                gl.tex_sub_image_3d(kind, level as i32, 0, 0, 0, w, h, depth, format, ty, pixels);
            }
        }
        if volume {
            texture.make_mips(gl);
        }
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

    /// Whether it holds half floats: light as it is, not packed into bytes.
    pub fn holds_halves(&self) -> bool {
        self.texel == Texel::Rgba16f
    }

    /// Whether a depth texture answers with a comparison (as it begins) or with the depth itself.
    pub fn compare(&self, gl: &glow::Context, on: bool) {
        let mode = if on { glow::COMPARE_REF_TO_TEXTURE } else { glow::NONE };
        let filter = if on { glow::LINEAR } else { glow::NEAREST };
        // SAFETY: the texture belongs to this context.
        unsafe {
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(self.kind, Some(self.id));
            gl.tex_parameter_i32(self.kind, glow::TEXTURE_COMPARE_MODE, mode as i32);
            gl.tex_parameter_i32(self.kind, glow::TEXTURE_MIN_FILTER, filter as i32);
            gl.tex_parameter_i32(self.kind, glow::TEXTURE_MAG_FILTER, filter as i32);
        }
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
        let unit = unit_of(sampler);
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
        let [width, ..] = self.texture.size;
        // SAFETY: as in `sweep`; blending a half-float target is part of the capability that made it.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
            gl.viewport(0, 0, self.texture.size[0], self.texture.size[1]);
            gl.enable(glow::SCISSOR_TEST);
            gl.scissor(0, rows.start, width, rows.len() as i32);
            gl.disable(glow::DEPTH_TEST);
            gl.enable(glow::BLEND);
            gl.blend_color(0.0, 0.0, 0.0, weight);
            gl.blend_func(glow::CONSTANT_ALPHA, glow::ONE_MINUS_CONSTANT_ALPHA);
            gl.bind_vertex_array(Some(empty.vao));
            gl.draw_arrays(glow::TRIANGLES, 0, 3);
            gl.disable(glow::BLEND);
            gl.disable(glow::SCISSOR_TEST);
        }
    }

    /// Its texels, row by row from the lowest, four numbers each: halves as they are, bytes as 0..1. Waits for the GPU.
    pub fn read(&self, gl: &glow::Context) -> Vec<f32> {
        let [width, height, _] = self.texture.size;
        let count = width as usize * height as usize * 4;
        let read = |ty: u32, bytes: &mut [u8]| {
            // SAFETY: `bytes` has room for every texel in the format asked for, and its alignment.
            unsafe {
                gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
                let into = glow::PixelPackData::Slice(Some(bytes));
                gl.read_pixels(0, 0, width, height, glow::RGBA, ty, into);
            }
        };
        if self.texture.texel == Texel::Rgba8 {
            let mut bytes = vec![0; count];
            read(glow::UNSIGNED_BYTE, &mut bytes);
            return bytes.into_iter().map(|byte| f32::from(byte) / 255.0).collect();
        }
        let mut floats = vec![0.0f32; count];
        // SAFETY: the same memory as bytes: any bit pattern is a float, and a float is four bytes.
        let bytes = unsafe { std::slice::from_raw_parts_mut(floats.as_mut_ptr().cast::<u8>(), count * 4) };
        read(glow::FLOAT, bytes);
        floats
    }

    /// Binds a target for meshes that are drawn flat into it, over white; or, to darken what is there, `times` it.
    pub fn begin_flat(&self, gl: &glow::Context, times: bool) {
        // SAFETY: the framebuffer belongs to this context.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.id));
            gl.viewport(0, 0, self.texture.size[0], self.texture.size[1]);
            for state in [glow::SCISSOR_TEST, glow::CULL_FACE, glow::BLEND, glow::DEPTH_TEST] {
                gl.disable(state);
            }
            gl.color_mask(true, true, true, true);
            if times {
                gl.enable(glow::BLEND);
                gl.blend_func(glow::ZERO, glow::SRC_COLOR);
            } else {
                gl.clear_buffer_f32_slice(glow::COLOR, 0, &[1.0; 4]);
            }
        }
    }

    /// The same over nothing at all: 0 in every channel.
    pub fn begin_empty(&self, gl: &glow::Context) {
        self.begin_flat(gl, false);
        // SAFETY: the framebuffer is bound.
        unsafe { gl.clear_buffer_f32_slice(glow::COLOR, 0, &[0.0; 4]) }
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
        let rounded = ((exponent as u32) << 10) + (((bits & 0x007F_FFFF) + 0x1000) >> 13);
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
