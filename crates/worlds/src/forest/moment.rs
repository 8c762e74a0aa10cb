//! Everything in the wood that moves, at one moment: closed forms of world time, wrapped before they become floats.

use glam::{Mat4, Vec2, Vec3, Vec4};

use super::life;
use crate::Frame;
use crate::daylight::Daylight;
use crate::noise::smoothstep;

/// Where the wind carries the two fields of gusts, in turns of their pictures a second (right, back).
const GUSTS: [[f64; 2]; 2] = [[0.026, 0.010], [0.120, 0.052]];
/// How fast films of ripples run with the brook, in turns of their pictures a second, and its foam.
const RUN: [f64; 4] = [0.17, 0.42, 0.95, 0.23];
/// Nets of light on the bed, and the ripples that bend what one sees of it.
const NETS: [f64; 4] = [0.031, 0.043, -0.037, 0.029];
const RIPPLES: [f64; 2] = [0.13, 0.21];
/// Phases in turns a second: two for shafts (8 to 14 s), two that gnats dance to.
const SWELL: [f64; 4] = [1.0 / 13.7, 1.0 / 9.1, 1.0 / 7.3, 1.0 / 11.9];

pub(super) struct Moment {
    pub gust: Vec4,
    pub wind_way: Vec3,
    pub run: Vec4,
    pub nets: Vec4,
    pub ripples: Vec4,
    pub swell: Vec4,
    /// How far dust has drifted, in metres.
    pub dust: Vec3,
    /// Air: one over its reach (m), its light beside the dome's, its glow towards the sun, sun that leaves let through.
    pub murk: Vec4,
    /// How much of its strength the sun has over the wood's floor, and the shafts' strength.
    pub sunny: f32,
    pub beams: f32,
    pub beam_light: Vec3,
    pub mote: Vec3,
    pub lantern_light: Vec4,
    pub halo_m: f32,
    pub flight: [Vec4; life::SLOTS * 2],
    pub drifting: [Vec4; life::SLOTS * 2],
    pub poses: Vec<(usize, Mat4)>,
    pub garden: f32,
}

impl Moment {
    pub fn at(frame: &Frame, seed: u64, light: &Daylight) -> Moment {
        let time = frame.world_time.max(0.0);
        let turns = |per_s: f64| (per_s * time).fract() as f32;
        let wind = sound::wind(time, seed).at_dusk(frame.minutes, frame.calm);
        let way = Vec2::new(-wind.from_rad.cos(), 0.6 * wind.from_rad.sin());
        let [[a, b], [c, d]] = GUSTS.map(|field| field.map(turns));
        let calm = frame.calm.max(0.0).min(1.0);
        // Calm lets the sun through: its patches and shafts grow and warm, and nothing else changes.
        let sunny = 0.34 + 0.66 * smoothstep(0.0, 1.0, calm);
        let day = smoothstep(0.02, 0.14, light.sun_dir.y);
        let low = smoothstep(0.62, 0.20, light.sun_dir.y);
        let warm = Vec3::new(1.0, 0.90, 0.66)
            .lerp(Vec3::new(1.0, 0.76, 0.42), low)
            .lerp(Vec3::new(1.0, 0.80, 0.46), 0.4 * calm);
        let dusk = smoothstep(0.05, -0.05, light.sun_dir.y);
        // Without breath to show, the lantern is dark by day and a small flame from dusk.
        let breath = frame.breath.map(|breath| smoothstep(0.0, 1.0, breath));
        let fill = breath.map_or(0.16 * dusk, |breath| 0.10 + 0.90 * breath);
        // Mist lies between the trees early and late, and glows where the sun stands.
        let early = smoothstep(0.30, 0.04, light.sun_dir.y);
        let carried = |mps: f64, room: f64| ((time * mps).rem_euclid(room)) as f32;
        let tau = std::f32::consts::TAU;
        let [e, f, g, h] = SWELL.map(|hz| turns(hz) * tau);
        let [i, j, k, l] = RUN.map(turns);
        let [m, n, o, p] = NETS.map(turns);
        Moment {
            gust: -Vec4::new(a, b, c, d),
            wind_way: Vec3::new(way.x, way.y, 0.05 + 0.34 * wind.strength),
            run: Vec4::new(i, j, k, l),
            nets: Vec4::new(m, n, o, p),
            ripples: Vec4::new(turns(RIPPLES[0]), turns(RIPPLES[1]), 0.0, 0.0),
            swell: Vec4::new(e, f, g, h),
            dust: Vec3::new(carried(0.030, 11.0), carried(0.011, 5.0), carried(0.021, 11.0)),
            murk: Vec4::new((1.0 + 0.35 * early) / 58.0, 0.60, 0.017 * (0.5 + 0.5 * sunny) * day, 0.8),
            sunny,
            beams: day * (0.10 + 0.90 * smoothstep(0.05, 1.0, calm)),
            beam_light: warm * 0.34,
            mote: warm * (0.85 * day),
            lantern_light: Vec4::new(1.0, 0.50, 0.15, 1.0) * (0.34 * fill / light.exposure),
            halo_m: 0.20 + 0.34 * fill,
            flight: life::flight(time, seed, frame.minutes),
            drifting: life::drifting(time, seed),
            poses: life::poses(time, seed, frame.minutes),
            garden: frame.garden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calm_only_ever_adds_sun() {
        let light = Daylight::at(700.0);
        let at = |calm| {
            let frame = Frame { world_time: 30.0, minutes: 700.0, calm, ..Frame::default() };
            Moment::at(&frame, 3, &light)
        };
        let mut before = at(0.0);
        assert!(before.sunny > 0.3, "without calm it is overcast, not dark");
        for i in 1..=20 {
            let now = at(i as f32 * 0.05);
            assert!(now.sunny > before.sunny && now.beams >= before.beams && now.murk.x == before.murk.x);
            before = now;
        }
        assert!(at(1.0).beams > 5.0 * at(0.0).beams);
    }
}
