//! Everything by the lake that moves or glows, at one moment: closed forms of world time, wrapped before they become floats.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3, Vec4};
use sound::lake::{fish, loons::LOONS};

use super::land::WATER_M;
use super::life;
use crate::Frame;
use crate::daylight::Daylight;
use crate::noise::smoothstep;

/// Curtains of aurora: which way each faces (degrees right of straight ahead), how far off (100 km), where among the opening
/// it comes, how bright it is.
const CURTAINS: [[f32; 4]; 4] =
    [[8.0, 3.3, 0.0, 0.80], [-6.0, 2.05, 0.16, 1.0], [14.0, 1.15, 0.42, 0.80], [-20.0, 0.42, 0.62, 0.62]];
/// How fast each one's rays and its wider light drift, in turns of their picture a second.
const DRIFTS: [[f64; 3]; 4] = [
    [0.000_9, 0.001_7, 0.003_1],
    [-0.001_1, 0.002_1, -0.003_7],
    [0.001_4, 0.002_4, 0.004_6],
    [-0.001_6, 0.002_8, 0.005_2],
];
/// Light of a curtain at its brightest, of the Milky Way, in the sky's unit.
const AURORA: f32 = 0.034;
const MILKY: Vec3 = Vec3::new(0.0116, 0.0126, 0.0148);

/// Seconds in which what drifts and breathes slowly comes round.
const FOLDS_S: [f64; 3] = [71.0, 43.0, 29.0];
const SWELLS_S: [f64; 4] = [11.3, 9.1, 13.7, 8.3];
const RIPPLES_S: [f64; 4] = [4.7, 3.3, 5.9, 3.9];
const TWINKLES_S: [f64; 2] = [3.7, 5.3];

pub(super) struct Moment {
    pub gust: Vec4,
    pub wind_way: Vec3,
    /// Mist before the far mountains, and over the lake; as on the meadow.
    pub mist: Vec4,
    pub veil: Vec4,
    /// Where two fields of ripples have drifted; where the gusts' patches have, and how rough the water is.
    pub films: [Vec4; 2],
    pub ripple: Vec4,
    pub twinkle: Vec4,
    pub rings: [Vec4; fish::RINGS],
    pub loons: [Vec4; LOONS * 2],
    pub wakes: [Vec4; LOONS],
    pub moths: [Vec4; 14],
    pub sparks: [Vec4; life::SPARKS],
    /// The curtains, their shared folds, and how much light all of them give (0 to about 1).
    pub curtains: [Vec4; 8],
    pub folds: Vec4,
    pub aurora: f32,
    pub milky: Vec3,
    pub dark: f32,
    pub window_light: Vec4,
    pub lantern_light: Vec4,
    pub halo_m: f32,
    pub garden: f32,
}

impl Moment {
    pub fn at(frame: &Frame, seed: u64, light: &Daylight) -> Moment {
        let time = frame.world_time.max(0.0);
        let turns = |per_s: f64| (per_s * time + (seed % 31) as f64 * 0.137).rem_euclid(1.0) as f32;
        let phase = |seconds: f64| TAU * turns(1.0 / seconds);
        let wind = sound::wind(time, seed).at_dusk(frame.minutes, frame.calm);
        let way = Vec2::new(-wind.from_rad.cos(), 0.6 * wind.from_rad.sin());
        let calm = frame.calm.clamp(0.0, 1.0);
        // By day calm lifts the mist off the far water, as it opens the sky at night.
        let left = (1.0 - calm) * (1.0 - 0.30 * calm);
        let dark = smoothstep(0.04, -0.10, light.sun_dir.y);
        // Towards the afterglow mist would glow redder than anything it lies on.
        let dusk = smoothstep(0.10, 0.0, light.sun_dir.y) * smoothstep(-0.24, -0.14, light.sun_dir.y);
        let stars = light.stars;
        let open = |from: f32| smoothstep(from, (from + 0.40).min(1.0), 0.08 + 0.92 * calm);
        let mut curtains = [Vec4::ZERO; 8];
        let mut aurora = 0.0;
        for (i, [turn, far, from, bright]) in CURTAINS.into_iter().enumerate() {
            let swell = 1.0 + 0.16 * phase(SWELLS_S[i]).sin();
            // However low calm is, a faint arc stays over the mountains.
            let base: f32 = if i == 0 { 0.16 } else { 0.0 };
            let strength = stars * stars * bright * swell * base.max(open(from));
            let (s, c) = turn.to_radians().sin_cos();
            let [a, b, d] = DRIFTS[i].map(turns);
            curtains[2 * i] = Vec4::new(s, -c, far, AURORA * strength);
            curtains[2 * i + 1] = Vec4::new(a, b, d, 1.9 * i as f32);
            aurora += 0.3 * strength;
        }
        let breath = frame.breath.map(|breath| smoothstep(0.0, 1.0, breath));
        let fill = breath.map_or(0.30 * dark, |breath| 0.10 + 0.90 * breath);
        let loons = life::swim(time, seed);
        let rings = fish::rings(time, seed)
            .map(|ring| Vec4::new(ring.place_m[0], ring.place_m[1], ring.age_s, 0.16 * ring.strength));
        let [gust_a, gust_b] = [[0.030, 0.011], [0.140, 0.061]];
        Moment {
            gust: -Vec4::new(turns(gust_a[0]), turns(gust_a[1]), turns(gust_b[0]), turns(gust_b[1])),
            wind_way: Vec3::new(way.x, way.y, 0.03 + 0.16 * wind.strength),
            mist: Vec4::new(0.12 + 0.75 * left, 0.010 + 0.030 * left, turns(0.000_5), 0.0),
            veil: Vec4::new(
                (0.0006 + 0.0030 * left) * (0.55 + 0.45 * dark) * (1.0 - 0.55 * dusk),
                WATER_M,
                1.0 / 3.2,
                0.000_06,
            ),
            films: [
                Vec4::new(turns(0.011), turns(0.017), turns(-0.023), turns(0.019)),
                Vec4::new(turns(0.000_9), turns(0.000_6), 0.030 + 0.085 * wind.strength, 0.0),
            ],
            ripple: Vec4::from_array(RIPPLES_S.map(phase)),
            twinkle: Vec4::new(phase(TWINKLES_S[0]), phase(TWINKLES_S[1]), 0.0, 0.0),
            rings,
            wakes: life::wakes(&loons),
            loons,
            moths: life::flight(time, seed, dark),
            sparks: life::sparks(time, seed, dark),
            curtains,
            folds: Vec4::new(phase(FOLDS_S[0]), phase(FOLDS_S[1]), phase(FOLDS_S[2]), 0.0),
            aurora,
            milky: MILKY * stars * stars,
            dark,
            window_light: Vec4::new(1.0, 0.56, 0.21, 1.0) * (1.5 * dark / light.exposure),
            lantern_light: Vec4::new(1.0, 0.52, 0.17, 1.0) * (0.60 * fill / light.exposure),
            halo_m: 0.20 + 0.30 * fill,
            garden: frame.garden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(calm: f32, minutes: f32) -> Moment {
        let light = super::super::Lake::daylight_at(minutes);
        Moment::at(&Frame { world_time: 30.0, minutes, calm, ..Frame::default() }, 3, &light)
    }

    #[test]
    fn calm_only_ever_opens_the_aurora_and_lifts_the_mist() {
        let mut before = at(0.0, 1_380.0);
        assert!(before.aurora > 0.0, "a faint arc is always there");
        for i in 1..=20 {
            let now = at(i as f32 * 0.05, 1_380.0);
            assert!(now.aurora >= before.aurora && now.veil.x < before.veil.x && now.milky == before.milky);
            before = now;
        }
        assert!(before.aurora > 5.0 * at(0.0, 1_380.0).aurora);
    }

    #[test]
    fn there_is_no_aurora_in_daylight() {
        assert_eq!(at(1.0, 1_020.0).aurora, 0.0);
        assert!(at(1.0, 1_380.0).aurora > 0.5);
    }
}
