//! The reef's light by the height of the sun: what the water looks like, what comes down through it, what calm clears.

use glam::{Vec3, Vec4};

use crate::Frame;
use crate::daylight::Daylight;
use crate::noise::smoothstep;

/// Straight ahead lies north: by morning the sun stands to the right, through the day behind the client, so that what has
/// grown shows its lit side, and by evening ahead to the left.
const BEARING: f64 = 345.0;

/// What light is multiplied by before the tone curve, at every hour: the colours below are what an eye that has adapted sees.
const EXPOSURE: f32 = 0.86;

/// The colours of one height of the sun, linear RGB.
#[derive(Clone, Copy)]
struct Hour {
    sun_deg: f32,
    /// The water's own light: downwards, level, upwards, and towards the sun.
    deep: [f32; 3],
    level: [f32; 3],
    above: [f32; 3],
    glow: [f32; 3],
    /// Light on what is in it: of the sun (or what stands for it), from above, from below.
    sun: [f32; 3],
    top: [f32; 3],
    low: [f32; 3],
    /// The sky in Snell's window: overhead, at its rim.
    zenith: [f32; 3],
    rim: [f32; 3],
    /// Light that corals and motes give back of their own.
    living: f32,
}

const HOURS: [Hour; 6] = [
    Hour {
        sun_deg: -9.0,
        deep: [0.004, 0.011, 0.040],
        level: [0.008, 0.040, 0.115],
        above: [0.025, 0.110, 0.230],
        glow: [0.06, 0.15, 0.24],
        sun: [0.20, 0.46, 0.86],
        top: [0.10, 0.19, 0.33],
        low: [0.045, 0.075, 0.13],
        zenith: [0.14, 0.25, 0.46],
        rim: [0.10, 0.20, 0.34],
        living: 0.06,
    },
    Hour {
        sun_deg: -4.0,
        deep: [0.006, 0.015, 0.052],
        level: [0.016, 0.058, 0.155],
        above: [0.060, 0.165, 0.31],
        glow: [0.12, 0.15, 0.22],
        sun: [0.42, 0.60, 0.92],
        top: [0.16, 0.25, 0.41],
        low: [0.065, 0.09, 0.15],
        zenith: [0.26, 0.38, 0.66],
        rim: [0.36, 0.30, 0.38],
        living: 0.035,
    },
    Hour {
        sun_deg: 0.5,
        deep: [0.007, 0.024, 0.072],
        level: [0.032, 0.092, 0.205],
        above: [0.165, 0.235, 0.345],
        glow: [0.60, 0.36, 0.26],
        sun: [2.3, 1.30, 0.82],
        top: [0.29, 0.37, 0.50],
        low: [0.10, 0.13, 0.18],
        zenith: [0.60, 0.62, 0.82],
        rim: [1.05, 0.62, 0.46],
        living: 0.02,
    },
    Hour {
        sun_deg: 6.0,
        deep: [0.006, 0.034, 0.086],
        level: [0.036, 0.138, 0.265],
        above: [0.23, 0.37, 0.44],
        glow: [0.92, 0.63, 0.30],
        sun: [5.0, 3.3, 1.75],
        top: [0.43, 0.55, 0.60],
        low: [0.13, 0.17, 0.20],
        zenith: [0.88, 1.00, 1.12],
        rim: [1.45, 1.05, 0.70],
        living: 0.0,
    },
    Hour {
        sun_deg: 16.0,
        deep: [0.004, 0.042, 0.104],
        level: [0.022, 0.176, 0.350],
        above: [0.15, 0.50, 0.67],
        glow: [0.56, 0.72, 0.54],
        sun: [5.9, 5.0, 3.7],
        top: [0.53, 0.82, 0.88],
        low: [0.21, 0.29, 0.31],
        zenith: [0.78, 1.25, 1.60],
        rim: [1.30, 1.50, 1.50],
        living: 0.0,
    },
    Hour {
        sun_deg: 40.0,
        deep: [0.004, 0.050, 0.125],
        level: [0.016, 0.205, 0.440],
        above: [0.11, 0.58, 0.86],
        glow: [0.36, 0.74, 0.70],
        sun: [6.5, 6.0, 5.1],
        top: [0.62, 1.02, 1.12],
        low: [0.23, 0.34, 0.36],
        zenith: [0.66, 1.30, 1.90],
        rim: [1.30, 1.80, 2.00],
        living: 0.0,
    },
];

/// The light at one moment.
pub(super) struct Light {
    pub deep: Vec3,
    pub level: Vec3,
    pub above: Vec3,
    pub glow: Vec3,
    pub sun: Vec3,
    pub top: Vec3,
    pub low: Vec3,
    pub zenith: Vec3,
    pub rim: Vec3,
    /// Towards the sun, in the air and bent into the water; its light as seen through the surface.
    pub above_dir: Vec3,
    pub dir: Vec3,
    pub disc: Vec3,
    pub extinct: Vec3,
    pub sink: Vec3,
    /// As `own` in `shaders/reef.glsl`.
    pub own: Vec4,
    pub shafts: Vec3,
    pub mote: Vec3,
}

/// Sun and moon as everywhere; exposure and the light on panels are the reef's own.
pub(super) fn daylight(minutes: f32) -> Daylight {
    let day = Daylight::facing(minutes, BEARING);
    let light = Light::at(&Frame { minutes, calm: 0.5, ..Frame::default() });
    let direct = light.sun * 0.5;
    Daylight { sun: direct, moon: direct, exposure: EXPOSURE, ambient: (light.top + light.low) * 0.75, ..day }
}

impl Light {
    pub fn at(frame: &Frame) -> Light {
        let day = Daylight::facing(frame.minutes, BEARING);
        let degrees = day.sun_dir.y.asin().to_degrees();
        let next = HOURS.iter().position(|hour| hour.sun_deg > degrees).unwrap_or(HOURS.len() - 1).max(1);
        let (a, b) = (&HOURS[next - 1], &HOURS[next]);
        let share = smoothstep(0.0, 1.0, (degrees - a.sun_deg) / (b.sun_deg - a.sun_deg));
        let mix = |a: [f32; 3], b: [f32; 3]| Vec3::from_array(a).lerp(Vec3::from_array(b), share);
        let calm = frame.calm.max(0.0).min(1.0);
        // Once the sun is down its place wanders to where the sky is brightest: overhead.
        let up = smoothstep(-7.0, 3.0, degrees);
        let lean = |by: f32| {
            let flat = Vec3::new(day.sun_dir.x, 0.0, day.sun_dir.z) * (by * up)
                + Vec3::new(-0.12, 0.0, 0.10) * (1.0 - up);
            flat + Vec3::Y * (1.0 - flat.length_squared()).max(0.02).sqrt()
        };
        // Light bends towards the vertical as it goes in (Snell; water's index is 1.333).
        let (dir, above_dir) = (lean(0.75), lean(1.0));
        // Calm clears the water and lets colour through: it only adds.
        let clear = 1.22 - 0.52 * calm;
        let living = a.living + (b.living - a.living) * share;
        let sun = mix(a.sun, b.sun) * (1.0 + 0.10 * calm);
        let glow = mix(a.glow, b.glow);
        Light {
            deep: mix(a.deep, b.deep),
            level: mix(a.level, b.level),
            above: mix(a.above, b.above),
            glow,
            sun,
            top: mix(a.top, b.top),
            low: mix(a.low, b.low),
            zenith: mix(a.zenith, b.zenith),
            rim: mix(a.rim, b.rim),
            above_dir,
            dir,
            disc: sun * (0.25 + 3.6 * up),
            extinct: Vec3::new(0.128, 0.060, 0.046) * clear,
            sink: Vec3::new(0.050, 0.022, 0.018) * (0.6 + 0.4 * clear),
            // At dusk the water has taken the reds: what has grown turns to the blue of its own grey.
            own: Vec4::new(1.6 + 1.2 * calm, living, 0.45 + 0.50 * up, 0.62 * (1.0 - up)),
            shafts: (glow * 0.30 + sun * 0.018) * (0.25 + 0.75 * up) * (0.8 + 0.4 * calm),
            mote: glow * (1.0 - up) + Vec3::new(0.75, 0.95, 0.88) * up,
        }
    }
}

/// What light is multiplied by before the tone curve.
pub(super) const fn exposure() -> f32 {
    EXPOSURE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: f32, calm: f32) -> Light {
        Light::at(&Frame { minutes, calm, ..Frame::default() })
    }

    #[test]
    fn calm_only_ever_clears_the_water() {
        for minutes in [430.0, 660.0, 1_140.0, 1_285.0] {
            let mut before = at(minutes, 0.0);
            for i in 1..=20 {
                let now = at(minutes, i as f32 * 0.05);
                assert!(now.extinct.cmplt(before.extinct).all() && now.own.x > before.own.x);
                before = now;
            }
        }
    }

    #[test]
    fn light_changes_smoothly_and_the_sun_never_stands_low_under_water() {
        let mut before = at(400.0, 0.3);
        for i in 1..=1_840 {
            let now = at(400.0 + i as f32 * 0.5, 0.3);
            assert!((now.level - before.level).length() < 0.004 && (now.dir - before.dir).length() < 0.02);
            assert!(now.dir.y > 0.6 && (now.dir.length() - 1.0).abs() < 0.01);
            before = now;
        }
    }
}
