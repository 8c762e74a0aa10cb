//! The quiet sky before and after a world: a soft gradient all around, and what worlds fade from and into.

use super::{Eye, PainterError, compile};
use crate::palette::Light;
use glow::HasContext;
use session::Phase;

/// Colours of the veil from below to above, sRGB; the headset's page has them too, for when everything else has failed
/// (`apps/headset/static/calm.js`).
pub const VEIL_COLOURS: [[f32; 3]; 3] = [[0.56, 0.47, 0.43], [0.83, 0.70, 0.62], [0.52, 0.58, 0.66]];

/// The veil opens and closes this fast, in seconds from one end to the other: never a cut.
pub const VEIL_S: f32 = 3.0;

/// How far the veil is open in this phase, 0 (the world is hidden) to 1 (nothing covers it).
pub fn openness(phase: Phase) -> f32 {
    match phase {
        Phase::World => 1.0,
        Phase::CalmEnd => 0.6,
        _ => 0.0,
    }
}

/// How far the world is covered, moving evenly and eased at both ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    closed: f32,
}

impl Cover {
    /// Covered wholly.
    pub const CLOSED: Cover = Cover { closed: 1.0 };

    /// Open this far at once: another moment of a replay, of which nothing was shown before.
    pub fn opened(open: f32) -> Cover {
        Cover { closed: 1.0 - open.clamp(0.0, 1.0) }
    }

    /// Moves towards `open` (0 to 1) for `dt_s` seconds.
    pub fn towards(&mut self, open: f32, dt_s: f32) {
        let step = (dt_s / VEIL_S).max(0.0);
        self.closed += (1.0 - open.clamp(0.0, 1.0) - self.closed).max(-step).min(step);
    }

    /// Whether nothing of the world is seen.
    pub fn is_closed(&self) -> bool {
        self.closed >= 1.0
    }

    /// How much of the world is hidden, 0 to 1.
    pub fn share(&self) -> f32 {
        self.closed * self.closed * (3.0 - 2.0 * self.closed)
    }
}

/// Draws the veil.
pub struct Veil {
    program: glow::Program,
    seat_from_clip: Option<glow::UniformLocation>,
    cover: Option<glow::UniformLocation>,
    array: glow::VertexArray,
}

impl Veil {
    /// Compiles its shader.
    ///
    /// # Errors
    /// When the context refuses.
    pub fn new(gl: &glow::Context) -> Result<Veil, PainterError> {
        let made = || {
            let program = compile(gl, shader!("veil.vert"), shader!("veil.frag"))?;
            // SAFETY: every object is made by this context and used with it alone.
            unsafe {
                gl.use_program(Some(program));
                for (name, [r, g, b]) in ["below", "middle", "above"].into_iter().zip(VEIL_COLOURS) {
                    gl.uniform_3_f32(gl.get_uniform_location(program, name).as_ref(), r, g, b);
                }
                Ok(Veil {
                    program,
                    seat_from_clip: gl.get_uniform_location(program, "seat_from_clip"),
                    cover: gl.get_uniform_location(program, "cover"),
                    array: gl.create_vertex_array()?,
                })
            }
        };
        made().map_err(PainterError::Refused)
    }

    /// Covers what the eye sees, 0 (not at all) to 1 (wholly). Leaves depth testing on, blending off.
    pub fn draw(&self, gl: &glow::Context, eye: &Eye, cover: f32) {
        let seat_from_clip = eye.clip_from_seat.inverse().to_cols_array();
        let [left, bottom, width, height] = eye.viewport;
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
    pub fn light() -> Light {
        let [_, middle, _] = VEIL_COLOURS;
        Light { colour: middle, brightness: 0.8 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_veil_never_cuts_and_is_done_in_its_time() {
        let mut cover = Cover::CLOSED;
        let mut before = cover.share();
        for _ in 0..(VEIL_S as u32 * 72) {
            cover.towards(1.0, 1.0 / 72.0);
            assert!(before - cover.share() < 0.01, "a step that is seen");
            before = cover.share();
        }
        assert!(before < 1e-4);
        cover.towards(0.0, VEIL_S + 0.1);
        assert!(cover.is_closed());
    }

    #[test]
    fn only_a_world_is_shown_and_its_calm_end_stays_half_in_sight() {
        assert_eq!(
            (openness(Phase::Welcome), openness(Phase::World), openness(Phase::Done)),
            (0.0, 1.0, 0.0)
        );
        let end = Cover::opened(openness(Phase::CalmEnd)).share();
        assert!((0.2..0.6).contains(&end), "{end}");
    }
}
