//! The real night sky: the brightest stars of the Hipparcos catalogue, and the Milky Way among them.
//!
//! `stars.bin` holds the 1,712 stars to magnitude 5.5 that rise above latitude 66° north, four bytes each (`cargo xtask
//! stars` writes it from ESA's Hipparcos, the new reduction of van Leeuwen 2007, CDS I/311, in the public domain). Fainter
//! ones are scattered by chance, denser along the Milky Way, as one cannot tell them apart.

use std::f32::consts::{FRAC_PI_2, TAU};

use glam::{Mat3, Quat, Vec3};

use crate::StageError;
use crate::gpu::Mesh;
use crate::noise::{Random, fbm2, smoothstep};

const CATALOGUE: &[u8] = include_bytes!("stars.bin");
/// Stars too faint for the catalogue.
const FAINT: usize = 4_200;

/// A star: where it stands among the others, its colour, and how bright it is (1: magnitude 0).
struct Star {
    toward: Vec3,
    colour: Vec3,
    bright: f32,
}

/// Directions in which the north pole of the heavens is +Y and right ascension 0 lies along −Z.
fn equatorial(right_ascension: f32, declination: f32) -> Vec3 {
    let (s, c) = declination.sin_cos();
    Vec3::new(-right_ascension.sin() * c, s, -right_ascension.cos() * c)
}

/// Colour by B−V: from blue-white over white to orange, paler than a black body, as the eye sees points of light.
fn colour(b_v: f32) -> Vec3 {
    let cool = Vec3::new(1.0, 0.76, 0.52);
    let (hot, white) = (Vec3::new(0.72, 0.83, 1.0), Vec3::new(1.0, 0.97, 0.93));
    if b_v < 0.45 {
        hot.lerp(white, smoothstep(-0.25, 0.45, b_v))
    } else {
        white.lerp(cool, smoothstep(0.45, 1.7, b_v))
    }
}

fn catalogue() -> impl Iterator<Item = Star> {
    let mut turn = 0;
    CATALOGUE.chunks_exact(4).map(move |bytes| {
        let word = bytes.iter().rev().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
        turn += word & 0xFF;
        let share = |from: u32, bits: u32| (word >> from & ((1 << bits) - 1)) as f32;
        let declination = (share(8, 13) / 8_191.0 * 115.0 - 25.0).to_radians();
        let magnitude = share(21, 6) / 63.0 * 7.0 - 1.5;
        Star {
            toward: equatorial(turn as f32 / 16_384.0 * TAU, declination),
            colour: colour(share(27, 5) / 31.0 * 2.4 - 0.4),
            bright: 10f32.powf(-0.4 * magnitude),
        }
    })
}

/// Turns the frame of the galaxy (its centre −Z, its north pole +Y) into that of the stars (J2000, Hipparcos vol. 1, 1.5.3).
pub(crate) fn from_galaxy() -> Mat3 {
    let pole = equatorial(192.859_5f32.to_radians(), 27.128_3f32.to_radians());
    let centre = equatorial(266.405f32.to_radians(), -28.936f32.to_radians());
    Mat3::from_cols(pole.cross(-centre), pole, -centre)
}

/// Turns the stars' frame into the world's: at this latitude and sidereal time (degrees), where straight ahead (−Z) has this
/// compass bearing (degrees).
pub(crate) fn turned(latitude: f32, sidereal: f32, bearing: f32) -> Mat3 {
    // The meridian's right ascension comes to stand in the south; then the pole sinks towards the north.
    let spin = Quat::from_rotation_y(std::f32::consts::PI - sidereal.to_radians());
    let tilt = Quat::from_rotation_x(-(FRAC_PI_2 - latitude.to_radians()));
    Mat3::from_quat(Quat::from_rotation_y(bearing.to_radians()) * tilt * spin)
}

/// Points for `shaders/star.vert.glsl`: direction among the stars, colour, brightness.
pub(crate) fn stars(gl: &glow::Context, seed: u64) -> Result<Mesh, StageError> {
    let mut vertices = Vec::with_capacity((CATALOGUE.len() / 4 + FAINT) * 7);
    let mut add = |star: &Star| {
        vertices.extend_from_slice(&star.toward.to_array());
        vertices.extend_from_slice(&star.colour.to_array());
        vertices.push(star.bright);
    };
    catalogue().for_each(|star| add(&star));
    let (mut random, galaxy) = (Random::new(seed, 131), from_galaxy());
    for _ in 0..FAINT {
        // Half of them anywhere, half near the plane.
        let (around, across) = (random.between(0.0, TAU), random.unit());
        let y = if across < 0.42 { random.between(-1.0, 1.0) } else { 0.13 * random.normal() };
        let y = y.max(-1.0).min(1.0);
        let s = (1.0 - y * y).sqrt();
        let toward = galaxy * Vec3::new(s * around.sin(), y, -s * around.cos());
        let magnitude = 5.5 + 1.1 * random.unit().powf(0.55);
        add(&Star {
            toward,
            colour: colour(random.between(-0.1, 1.3)),
            bright: 10f32.powf(-0.4 * magnitude),
        });
    }
    Mesh::points(gl, &[(0, 3), (1, 4)], &vertices)
}

/// The Milky Way as a map: once round along its plane, and 40° to both sides. Its light, and how warm that is.
pub(crate) fn milky_way(wide: usize, seed: u32) -> Vec<u8> {
    let high = wide / 4;
    let mut out = Vec::with_capacity(wide * high * 4);
    let byte = |x: f32| (x.max(0.0).min(1.0) * 255.0 + 0.5) as u8;
    for row in 0..high {
        for column in 0..wide {
            let (u, v) = (column as f32 / wide as f32, (row as f32 + 0.5) / high as f32);
            // Degrees along the plane from the galaxy's centre, and off it.
            let (along, off) = ((u - 0.5) * 360.0, (v - 0.5) * 80.0);
            let cloud = |per: f32, octaves: u32, seed: u32| {
                fbm2(u * per, v * per * 0.25 * 0.9, per as i32, octaves, seed)
            };
            let bend = 5.0 * (cloud(8.0, 3, seed) - 0.5);
            let centre = (-(along / 62.0) * (along / 62.0)).exp();
            let thick = 7.0 + 6.5 * centre;
            let q = (off + bend) / thick;
            let glow = (-q * q).exp() * (0.42 + 0.58 * centre) + 0.20 * (-q * q * 0.16).exp();
            let clouds = smoothstep(0.26, 0.76, cloud(24.0, 5, seed + 7));
            // Dust: a rift along the middle that forks, and dark shreds on both sides.
            let rift_at = 2.2 * (cloud(12.0, 4, seed + 17) - 0.5) * 6.0;
            let rift = (-((off + bend - rift_at) / 2.6) * ((off + bend - rift_at) / 2.6)).exp();
            let shreds = smoothstep(0.50, 0.74, cloud(40.0, 5, seed + 27)) * (-q * q * 0.7).exp();
            let torn = smoothstep(0.30, 0.62, cloud(20.0, 5, seed + 37));
            let dust = (rift * torn * (0.45 + 0.45 * centre)).max(0.62 * shreds);
            let light = glow * (0.40 + 0.85 * clouds) * (1.0 - 0.82 * dust);
            let warm = 0.35 + 0.45 * centre * (-q * q).exp() + 0.25 * dust;
            out.extend_from_slice(&[byte(light), byte(warm), byte(dust), 255]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elevation_and_azimuth(toward: Vec3) -> (f32, f32) {
        // Ahead is north here.
        (toward.y.asin().to_degrees(), toward.x.atan2(-toward.z).to_degrees().rem_euclid(360.0))
    }

    #[test]
    fn the_brightest_stars_are_there_with_their_own_colours() {
        let stars: Vec<Star> = catalogue().collect();
        assert_eq!(stars.len(), 1_712);
        // Right ascension and declination (J2000, degrees), magnitude, B−V: the Bright Star Catalogue's.
        for (name, ra, dec, magnitude, b_v) in [
            ("Vega", 279.23, 38.78, 0.03, 0.00),
            ("Arcturus", 213.92, 19.18, -0.04, 1.23),
            ("Betelgeuse", 88.79, 7.41, 0.5, 1.85),
            ("Polaris", 37.95, 89.26, 2.02, 0.60),
        ] {
            let at = equatorial(f32::to_radians(ra), f32::to_radians(dec));
            let near = stars.iter().filter(|star| star.toward.dot(at) > 0.999_99);
            let found = near.max_by(|a, b| a.bright.total_cmp(&b.bright)).unwrap();
            let seen = -2.5 * found.bright.log10();
            assert!((seen - magnitude).abs() < 0.25, "{name}: magnitude {seen}");
            let off = (found.colour - colour(b_v)).abs().max_element();
            assert!(off < 0.1, "{name}: colour off by {off}");
        }
    }

    #[test]
    fn the_heavens_turn_as_an_almanac_says() {
        // At 66° north the pole stands 66° high in the north, whatever the hour.
        for sidereal in [0.0, 130.0, 290.0] {
            let (up, azimuth) = elevation_and_azimuth(turned(66.0, sidereal, 0.0) * Vec3::Y);
            assert!((up - 66.0).abs() < 0.01 && !(0.1..359.9).contains(&azimuth), "{up} {azimuth}");
        }
        // Vega on the meridian (sidereal time is its right ascension): due south, 90 − 66 + 38.8 degrees high.
        let vega = equatorial(279.23f32.to_radians(), 38.78f32.to_radians());
        let (up, azimuth) = elevation_and_azimuth(turned(66.0, 279.23, 0.0) * vega);
        assert!((up - 62.8).abs() < 0.1 && (azimuth - 180.0).abs() < 0.5, "{up} {azimuth}");
        // Six hours later it has moved on to the west.
        let (_, azimuth) = elevation_and_azimuth(turned(66.0, 369.23, 0.0) * vega);
        assert!((225.0..315.0).contains(&azimuth), "{azimuth}");
        // Who faces east sees the south on their right.
        let right = turned(66.0, 279.23, 90.0) * vega;
        assert!(right.x > 0.3 && right.z.abs() < 0.02, "{right}");
    }

    #[test]
    fn the_milky_way_runs_through_cygnus_and_past_cassiopeia() {
        let latitude = |ra: f32, dec: f32| {
            let at = from_galaxy().transpose() * equatorial(ra.to_radians(), dec.to_radians());
            at.y.asin().to_degrees()
        };
        assert!(latitude(310.36, 45.28).abs() < 3.0, "Deneb: {}", latitude(310.36, 45.28));
        assert!(latitude(14.18, 60.72).abs() < 4.0, "gamma Cassiopeiae: {}", latitude(14.18, 60.72));
        assert!(latitude(213.92, 19.18) > 60.0, "Arcturus lies far off it");
    }
}
