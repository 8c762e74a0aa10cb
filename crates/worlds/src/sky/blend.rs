//! The blend: the sky of this moment from baked ones, drawn a few rows per frame so that no frame bears it all.

use glam::{Vec2, Vec4};

use super::{
    BLENDS_PER_S, CALM_STEPS, CLEAR, FADE_S, Key, SKY_EVERY_S, Sky, SkyLight, WIND_MPS, step_of_calm,
};
use crate::Frame;
use crate::gpu::Value;
use crate::noise::smoothstep;

/// Frames over which a blend is spread: in quiet times, and while one sky fades into another.
const FRAMES: i32 = 16;
const FRAMES_FADING: i32 = 4;

/// What tells one blend from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    beat: i64,
    /// `None`: clear air.
    step: Option<i32>,
    calm: u32,
    fading: i32,
}

/// Baked skies laid over what is there.
struct Pass {
    slots: [usize; 4],
    share: Vec4,
    carry: Vec4,
    /// How much of what is there it replaces.
    weight: f32,
}

/// A blend on its way.
pub(super) struct Renewal {
    mark: Mark,
    passes: Vec<Pass>,
    light: SkyLight,
    row: i32,
    rows_per_frame: i32,
}

impl Sky {
    /// What the sky of this moment is made of.
    pub(super) fn mark(&self, frame: &Frame, step: i32) -> Mark {
        let changing = self.fade.map(|(_, began)| began).or(self.arriving);
        Mark {
            beat: (frame.world_time * BLENDS_PER_S).floor() as i64,
            step: Some(step),
            calm: step_of_calm(frame),
            fading: changing.map_or(-1, |began| ((frame.world_time - began) * 20.0) as i32),
        }
    }

    /// Whether the dome shows this step's sky.
    pub(super) fn shows(&self, step: i32) -> bool {
        self.shown.is_some_and(|mark| mark.step == Some(step))
    }

    /// Draws the next rows of the blend, and begins one when its moment has come.
    pub(super) fn renew(&mut self, gl: &glow::Context, frame: &Frame, k: i64) {
        if self.renewal.is_none() {
            self.renewal = match self.step_shown {
                Some(step) => self.begin(frame, k, step),
                None if self.shown.is_none() => Some(self.clear_air(gl, frame)),
                None => None,
            };
        }
        let Some(mut renewal) = self.renewal.take() else { return };
        let back = &self.domes[1 - self.front];
        if renewal.row < self.size {
            let rows = renewal.row..(renewal.row + renewal.rows_per_frame).min(self.size);
            renewal.row = rows.end;
            for pass in &renewal.passes {
                for (slot, name) in pass.slots.iter().zip(["dome_a", "dome_b", "dome_c", "dome_d"]) {
                    self.slots[*slot].target.texture.bind(gl, name);
                }
                self.blend.apply(gl, &[("share", Value::V4(pass.share)), ("carry", Value::V4(pass.carry))]);
                back.blend_sweep(gl, rows.clone(), &self.empty, pass.weight);
            }
            // A blend that is spread out leaves its mips for a frame of their own.
            if renewal.rows_per_frame < self.size {
                self.renewal = Some(renewal);
                return;
            }
        }
        back.texture.make_mips(gl);
        self.front = 1 - self.front;
        self.light = renewal.light;
        self.shown = Some(renewal.mark);
    }

    /// The blend of this moment, if it is another than the one shown and its skies are baked.
    fn begin(&self, frame: &Frame, k: i64, step: i32) -> Option<Renewal> {
        let mark = self.mark(frame, step);
        if self.shown == Some(mark) {
            return None;
        }
        let mut passes = Vec::new();
        let mut light = SkyLight::default();
        if let Some(began) = self.arriving {
            // Clouds arrive in the clear air.
            let clear = self.slot_of(&CLEAR)?;
            passes.push(Pass::only(clear));
            light = self.slots[clear].light;
            let arrived = smoothstep(0.0, 1.0, ((frame.world_time - began) / FADE_S) as f32);
            self.lay(&mut passes, &mut light, (k, step), mark, arrived)?;
        } else {
            self.lay(&mut passes, &mut light, (k, step), mark, 1.0)?;
        }
        if let Some((from, started)) = self.fade {
            let left = 1.0 - smoothstep(0.0, 1.0, ((frame.world_time - started) / FADE_S) as f32);
            // A sky that has been given up meanwhile is left out.
            let _ = self.lay(&mut passes, &mut light, (k, from), mark, left);
        }
        let hurried = mark.fading >= 0 || !self.shows(step);
        let rows_per_frame =
            if self.rows_per_slice < self.size { rows_per_frame(self.size, hurried) } else { self.size };
        Some(Renewal { mark, passes, light, row: 0, rows_per_frame })
    }

    /// Adds the sky of one time of day: two moments, each carried along by the wind, times closed and open.
    fn lay(
        &self,
        passes: &mut Vec<Pass>,
        light: &mut SkyLight,
        (k, step): (i64, i32),
        mark: Mark,
        weight: f32,
    ) -> Option<()> {
        let since = mark.beat as f64 / BLENDS_PER_S - k as f64 * SKY_EVERY_S;
        let f = smoothstep(0.0, 1.0, (since / SKY_EVERY_S) as f32);
        let open = mark.calm as f32 / CALM_STEPS;
        let share = Vec4::new((1.0 - f) * (1.0 - open), f * (1.0 - open), (1.0 - f) * open, f * open);
        let now = self.slot_of(&Key { k, step, open: 0 })?;
        let mut slots = [now; 4];
        let mut sum = SkyLight::default();
        let keys = [(k, 0), (k + 1, 0), (k, 1), (k + 1, 1)];
        for ((slot, (k, open_sky)), part) in slots.iter_mut().zip(keys).zip(share.to_array()) {
            match self.slot_of(&Key { k, step, open: open_sky }) {
                Some(found) => *slot = found,
                // Its share is nothing: whatever is bound there is not read.
                None if open_sky == 1 && open == 0.0 => {}
                None => return None,
            }
            sum.add(&self.slots[*slot].light, part);
        }
        let km = |s: f64| Vec2::new((WIND_MPS[0] * s / 1000.0) as f32, (WIND_MPS[1] * s / 1000.0) as f32);
        let (before, after) = (km(since), km(SKY_EVERY_S - since));
        let carry = Vec4::new(before.x, before.y, after.x, after.y);
        passes.push(Pass { slots, share, carry, weight });
        *light = light.lerp(sum, weight);
        Some(())
    }

    /// Nothing baked yet: clear air, whole and at once, so that the very first picture is already a sky.
    fn clear_air(&mut self, gl: &glow::Context, frame: &Frame) -> Renewal {
        let day = self.climate.daylight(frame.minutes);
        self.march_rows(gl, &day, Vec2::ZERO, 0.0, 0.0, 0.0, 0..self.size);
        // The march target is shared: whatever was being baked starts again, in another slot if it had the last.
        self.marching = None;
        let slot = self.slots.len() - 1;
        self.keep(gl, slot, CLEAR);
        let mark = Mark { beat: -1, step: None, calm: 0, fading: -1 };
        let light = self.slots[slot].light;
        Renewal { mark, passes: vec![Pass::only(slot)], light, row: 0, rows_per_frame: self.size }
    }
}

impl Pass {
    /// One sky, as it was baked.
    fn only(slot: usize) -> Pass {
        Pass { slots: [slot; 4], share: Vec4::X, carry: Vec4::ZERO, weight: 1.0 }
    }
}

/// Rows of a dome of `size` rows that one frame draws of a blend.
fn rows_per_frame(size: i32, hurried: bool) -> i32 {
    let frames = if hurried { FRAMES_FADING } else { FRAMES };
    (size + frames - 1) / frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_frame_draws_more_than_its_share_of_a_sky_and_no_row_is_left_out() {
        for size in [1024, 640] {
            for (hurried, most) in [(true, 0.25), (false, 0.0625)] {
                let rows = rows_per_frame(size, hurried);
                assert!(f64::from(rows) / f64::from(size) <= most + 0.001, "{rows} of {size}");
                let frames = if hurried { FRAMES_FADING } else { FRAMES };
                assert!(rows * frames >= size);
            }
        }
        // At 72 frames a second a quiet blend is done before the next one begins.
        assert!(f64::from(FRAMES + 1) / 72.0 < 1.0 / BLENDS_PER_S);
    }
}
