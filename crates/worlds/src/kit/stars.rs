//! What stands in the sky beyond the dome's fineness: stars, the moon's lit side, the glare of sun and moon.

use glam::{Vec2, Vec3, Vec4};

use crate::daylight::Daylight;
use crate::gpu::Mesh;
use crate::noise::Random;
use crate::{EyeView, StageError};

/// Stars above the horizon: as many as a clear dark sky shows.
const STARS: usize = 2_600;
/// Angle that a bright star seems to cover, in radians.
const STAR_RAD: f32 = 0.002_2;

/// Directions, colours and brightnesses: as many faint ones for each bright one as the real sky has.
pub(crate) fn mesh(gl: &glow::Context, seed: u64) -> Result<Mesh, StageError> {
    let mut random = Random::new(seed, 101);
    let mut vertices = Vec::with_capacity(STARS * 7);
    for _ in 0..STARS {
        let (y, a) = (random.unit(), random.between(0.0, std::f32::consts::TAU));
        let s = (1.0 - y * y).sqrt();
        // Three times as many stars per magnitude (10 to the power 0.51), so brightness falls off as a power of rank.
        let brightness = (0.004 / random.unit().max(0.004)).powf(0.62);
        let warm = random.unit();
        let colour = Vec3::new(1.0, 0.86, 0.72).lerp(Vec3::new(0.78, 0.87, 1.0), warm.sqrt());
        vertices.extend_from_slice(&[s * a.cos(), y, s * a.sin(), colour.x, colour.y, colour.z, brightness]);
    }
    Mesh::points(gl, &[(0, 3), (1, 4)], &vertices)
}

/// Pixels that a bright star covers in this view.
pub(crate) fn size_px(view: &EyeView) -> f32 {
    STAR_RAD * view.projection.y_axis.y * view.viewport[3] as f32 / 2.0
}

/// The sun's or the moon's glare, for the sky's shader.
pub(crate) struct Glare {
    pub dir: Vec3,
    pub light: Vec3,
    /// Disc, near, wide, skirt.
    pub strength: Vec4,
    /// How fast near and wide fall off, per radian.
    pub fall: Vec2,
}

impl Glare {
    /// The sun's until it has set; neither gives light at the change.
    pub fn of(light: &Daylight) -> Glare {
        if light.sun.max_element() > 0.0 {
            let strength = Vec4::new(34.0, 0.8, 0.20, 0.010);
            return Glare { dir: light.sun_dir, light: light.sun, strength, fall: Vec2::new(42.0, 11.0) };
        }
        let strength = Vec4::new(0.0, 0.30, 0.04, 0.0);
        Glare { dir: light.moon_dir, light: light.moon, strength, fall: Vec2::new(26.0, 7.0) }
    }
}

/// Where the sun stands seen from the moon's square: right, up, towards the eye.
pub(crate) fn sun_on_moon(light: &Daylight) -> Vec3 {
    let right = light.moon_dir.cross(Vec3::Y).normalize_or(Vec3::X);
    let up = right.cross(light.moon_dir);
    let sun = light.sun_dir;
    Vec3::new(sun.dot(right), sun.dot(up), -sun.dot(light.moon_dir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glare_passes_from_sun_to_moon_without_a_jump() {
        let total = |minutes: f32| {
            let glare = Glare::of(&Daylight::at(minutes));
            (glare.light * (glare.strength.y + glare.strength.z)).element_sum()
        };
        for i in 0..6_000 {
            let minutes = 1_140.0 + i as f32 * 0.05;
            assert!((total(minutes + 0.05) - total(minutes)).abs() < 0.05, "at {minutes}");
        }
    }

    #[test]
    fn a_full_moon_faces_the_sun_and_a_new_one_turns_away() {
        let with = |sun: Vec3| {
            let mut light = Daylight::at(1_300.0);
            (light.moon_dir, light.sun_dir) = (Vec3::new(0.0, 0.6, -0.8), sun);
            sun_on_moon(&light)
        };
        assert!(with(Vec3::new(0.0, -0.6, 0.8)).z > 0.99);
        assert!(with(Vec3::new(0.0, 0.6, -0.8)).z < -0.99);
        assert!(with(Vec3::X).x > 0.99);
    }
}
