//! Everything on the beach that moves, at one moment: closed forms of world time, wrapped before they become floats.

use std::f64::consts::TAU;

use glam::{Mat4, Vec2, Vec3, Vec4};

use super::{far, gulls, props, shore};
use crate::daylight::Daylight;
use crate::gpu::Mesh;
use crate::{Frame, StageError, slopes};

/// Wavelength (m), direction (degrees from straight to the shore) and steepness of the open-water waves.
const SWELL: [(f32, f32, f32); 6] = [
    (47.0, 4.0, 0.066),
    (31.0, -8.0, 0.078),
    (15.7, 17.0, 0.046),
    (8.3, -30.0, 0.038),
    (5.1, 40.0, 0.034),
    (3.2, -8.0, 0.030),
];
/// Metres that one tile of the film of small waves covers, for its three uses (`shaders/sea.frag.glsl`).
const FILM_TILES_M: [f64; 3] = [21.0, 5.9, 1.7];

pub(super) struct Moment {
    pub runs: [Vec4; 5],
    pub swell: [Vec4; 6],
    pub swell_phase: [Vec4; 6],
    pub ripple: Vec4,
    pub wind: Vec4,
    /// Which way it blows, right and back.
    pub wind_way: Vec2,
    pub birds: [Vec4; gulls::BIRDS * 2],
    pub boat: Mat4,
    pub look_around: Mat4,
    pub float_at: Vec4,
    /// How much of the garden has opened.
    pub garden: f32,
    pub float_light: Vec4,
    pub halo_m: f32,
    pub lamp_light: Vec4,
    /// Of the lanterns on the fence and the windows far off.
    pub porch_light: Vec4,
}

impl Moment {
    pub fn at(frame: &Frame, seed: u64, light: &Daylight) -> Moment {
        let time = frame.world_time.max(0.0);
        let turn = |per_s: f64| ((per_s * time) % TAU) as f32;
        let swell = SWELL.map(|(length, degrees, steep)| {
            let k = std::f32::consts::TAU / length;
            let (s, c) = degrees.to_radians().sin_cos();
            Vec4::new(s, c, k, steep * 0.72 / k)
        });
        let swell_phase = std::array::from_fn(|i| {
            let omega = (9.81 * TAU / SWELL[i].0 as f64).sqrt();
            Vec4::new(((omega * time + i as f64 * 1.7) % TAU) as f32, 0.0, 0.0, 0.0)
        });
        // The float is seen at every hour: its light is measured against what the eye has adapted to.
        let dusk = ((0.05 - light.sun_dir.y) / 0.10).clamp(0.0, 1.0);
        // Without breath to show, it is plain glass by day and a small lamp from dusk.
        let fill = frame.breath.map_or(0.07 * dusk, |b| 0.10 + 0.90 * ease(b.clamp(0.0, 1.0)));
        let float_light = Vec4::new(1.0, 0.47, 0.135, 1.0) * (0.52 * fill / light.exposure);
        // The lighthouse breathes, once in twelve seconds; it never flashes (safety rule 7).
        let lamp = dusk * (0.60 + 0.40 * (TAU * time / 12.0).sin() as f32);
        let mut lamp_light = Vec4::new(1.0, 0.78, 0.50, 1.0) * (1.6 / light.exposure) * lamp;
        lamp_light.w = dusk;
        // The same breeze that is heard in the grass.
        let wind = sound::wind(time, seed).at_dusk(frame.minutes, frame.calm);
        let look = 0.9 + 0.5 * (time * 0.21).sin() * (time * 0.083).cos();
        Moment {
            runs: shore::runs(time, seed),
            swell,
            swell_phase,
            ripple: film_phases(time).extend((time % 3_000.0) as f32),
            wind: Vec4::new(turn(0.83), turn(1.37), turn(3.1), 0.0) + (0.06 + 0.30 * wind.strength) * Vec4::W,
            wind_way: Vec2::new(-wind.from_rad.sin(), wind.from_rad.cos()),
            birds: gulls::flight(time, seed),
            boat: far::boat_place(time),
            look_around: Mat4::from_rotation_y(look as f32),
            float_at: props::FLOAT_PLACE.extend(1.0),
            garden: frame.garden.clamp(0.0, 1.0),
            float_light,
            halo_m: 0.30 + 0.55 * fill,
            lamp_light,
            porch_light: Vec4::new(1.0, 0.56, 0.21, 1.0) * (1.0 / light.exposure * dusk),
        }
    }
}

/// Where each use of the film of small waves is in its loop, 0..1.
pub(super) fn film_phases(time: f64) -> Vec3 {
    // A film shown s times smaller runs sqrt(s) times faster (deep-water dispersion).
    let phase = |tile: f64| ((time / (slopes::LOOP_S as f64 * (tile / 20.0).sqrt())) % 1.0) as f32;
    Vec3::from_array(FILM_TILES_M.map(phase))
}

fn ease(x: f32) -> f32 {
    x * x * (3.0 - 2.0 * x)
}

/// A ball of radius 1, and a square from −1 to 1.
pub(super) fn float_meshes(gl: &glow::Context) -> Result<(Mesh, Mesh), StageError> {
    let (rows, columns) = (20u32, 32u32);
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    for row in 0..=rows {
        for column in 0..=columns {
            let v = row as f32 / rows as f32 * std::f32::consts::PI;
            let u = column as f32 / columns as f32 * std::f32::consts::TAU;
            vertices.extend([v.sin() * u.cos(), v.cos(), v.sin() * u.sin()]);
        }
    }
    for row in 0..rows {
        for column in 0..columns {
            let a = row * (columns + 1) + column;
            let b = a + columns + 1;
            indices.extend([a, a + 1, b, a + 1, b + 1, b]);
        }
    }
    let corners = [-1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0];
    Ok((
        Mesh::new(gl, &[(0, 3)], &vertices, &indices, &[], &[])?,
        Mesh::new(gl, &[(0, 3)], &corners, &[0, 1, 2, 0, 2, 3], &[], &[])?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(world_time: f64, breath: Option<f32>) -> Frame {
        Frame { world_time, minutes: 1_290.0, breath, ..Frame::default() }
    }

    #[test]
    fn safety_rule_07_the_lighthouse_and_the_float_change_slowly() {
        let light = Daylight::at(1_290.0);
        for i in 0..1_000 {
            let at = |s: f64| Moment::at(&frame(s, None), 1, &light).lamp_light.x;
            let s = i as f64 * 0.02;
            // Less than a tenth of full brightness within a tenth of a second: no flash as WCAG 2.3.1 counts them.
            assert!((at(s + 0.1) - at(s)).abs() < 0.1 * (1.6 / light.exposure));
        }
    }

    #[test]
    fn breathing_in_fills_the_float_with_light() {
        let light = Daylight::at(1_200.0);
        let glow = |b| Moment::at(&frame(5.0, b), 1, &light);
        let empty = glow(Some(0.0));
        let half = glow(Some(0.5));
        let full = glow(Some(1.0));
        assert!(empty.float_light.x < half.float_light.x && half.float_light.x < full.float_light.x);
        assert!(full.halo_m > 2.0 * empty.halo_m * 0.9);
        assert!(glow(None).float_light.x < half.float_light.x);
    }

    #[test]
    fn an_hour_in_everything_still_moves_smoothly() {
        let light = Daylight::at(1_200.0);
        let (a, b) =
            (Moment::at(&frame(3_600.0, None), 1, &light), Moment::at(&frame(3_600.01, None), 1, &light));
        for (i, wave) in SWELL.iter().enumerate() {
            let step = (b.swell_phase[i].x - a.swell_phase[i].x).rem_euclid(std::f32::consts::TAU);
            let omega = (9.81 * std::f32::consts::TAU / wave.0).sqrt();
            assert!((step - 0.01 * omega).abs() < 1e-4);
        }
    }
}
