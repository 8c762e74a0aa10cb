//! The only place that talks to OpenGL: programs, textures, targets and meshes behind safe calls.

mod figure;
mod mesh;
mod program;
mod texture;

use glow::HasContext;

pub(crate) use figure::figure;
pub(crate) use mesh::{Attribute, Mesh};
pub(crate) use program::{Draft, Program, Value};
pub(crate) use texture::{Target, Texel, Texture, Wrap, half};

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
        let listed = ["EXT_color_buffer_float", "GL_EXT_color_buffer_float", "EXT_color_buffer_half_float"];
        Capabilities { half_float_targets: core || listed.iter().any(|name| known.contains(*name)) }
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
    /// The same, cut out by its alpha: samples of a pixel that it leaves out show what is behind.
    Cut,
    /// Colour already multiplied by its own opacity, over what is behind it.
    Over,
    /// The same; leaves depth alone.
    Glass,
    /// The same, but only where it lies behind what was drawn before: a mirror image; leaves depth alone.
    Mirror,
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
        gl.depth_func(if blend == Blend::Mirror { glow::GREATER } else { glow::LEQUAL });
        gl.depth_mask(matches!(blend, Blend::Solid | Blend::Cut | Blend::Over));
        let cut = blend == Blend::Cut;
        gl.color_mask(true, true, true, !cut);
        if cut {
            gl.enable(glow::SAMPLE_ALPHA_TO_COVERAGE);
        } else {
            gl.disable(glow::SAMPLE_ALPHA_TO_COVERAGE);
        }
        match blend {
            Blend::Solid | Blend::Cut | Blend::Backdrop => gl.disable(glow::BLEND),
            Blend::Over | Blend::Glass | Blend::Mirror => {
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
        gl.color_mask(true, true, true, true);
        gl.disable(glow::SAMPLE_ALPHA_TO_COVERAGE);
        gl.disable(glow::BLEND);
        gl.bind_vertex_array(None);
        gl.active_texture(glow::TEXTURE0);
    }
}
