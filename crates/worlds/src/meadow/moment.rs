//! Everything in the meadow that moves, at one moment: closed forms of world time, wrapped before they become floats.

use glam::{Vec2, Vec3, Vec4};
use sound::meadow::cows::COWS;

use super::{cows, wings};
use crate::Frame;
use crate::daylight::Daylight;
use crate::noise::smoothstep;

/// Where the wind carries the two fields of gusts, in turns of their pictures a second (right, back).
const GUSTS: [[f64; 2]; 2] = [[0.030, 0.011], [0.140, 0.061]];

/// The same for the shade of clouds, which goes a metre a second; and where it begins.
const SHADE: [(f64, f64); 2] = [(0.0071, 0.55), (0.0029, 0.10)];

pub(super) struct Moment {
    pub gust: Vec4,
    pub wind_way: Vec3,
    /// Where the clouds' shade on the meadow has drifted to, in turns of its picture.
    pub shade_way: Vec2,
    /// Mist before the far mountains: how much, how high it stands (sine of the angle), where its waves are.
    pub mist: Vec4,
    /// Mist over the land: how thick, its floor (m), one over its height (m), on the near meadow.
    pub veil: Vec4,
    /// The cows: where, how, and what each is like.
    pub herd: [Vec4; COWS],
    pub poses: [Vec4; COWS],
    pub frames: [Vec4; COWS],
    /// What flies.
    pub wings: [Vec4; wings::WINGS * 2],
    /// The hut's window, none by day; and the lantern that breathes with the client.
    pub window_light: Vec4,
    pub lantern_light: Vec4,
    pub halo_m: f32,
    /// How much of the garden has opened.
    pub garden: f32,
}

impl Moment {
    pub fn at(frame: &Frame, seed: u64, light: &Daylight) -> Moment {
        let time = frame.world_time.max(0.0);
        let wrapped = |per_s: f64| (per_s * time).fract() as f32;
        // The same breeze that is heard in the grass.
        let wind = sound::wind(time, seed).at_dusk(frame.minutes, frame.calm);
        let way = Vec2::new(-wind.from_rad.cos(), 0.6 * wind.from_rad.sin());
        let [[a, b], [c, d]] = GUSTS.map(|field| field.map(wrapped));
        // Calm lifts the mist out of the valley: one thing to read, and it only ever clears.
        let calm = frame.calm.clamp(0.0, 1.0);
        let left = (1.0 - calm) * (1.0 - 0.35 * calm);
        let early = smoothstep(0.40, 0.10, light.sun_dir.y);
        let near = (0.0011 * early + 0.0008) * left + 0.00008;
        let dusk = smoothstep(0.05, -0.05, light.sun_dir.y);
        // Without breath to show, the lantern is dark by day and a small flame from dusk.
        let breath = frame.breath.map(|breath| smoothstep(0.0, 1.0, breath));
        let fill = breath.map_or(0.55 * dusk, |breath| 0.10 + 0.90 * breath);
        let (herd, poses, frames) = cows::herd(time, seed);
        Moment {
            herd,
            poses,
            frames,
            wings: wings::flight(time, seed, frame.minutes),
            gust: -Vec4::new(a, b, c, d),
            shade_way: -Vec2::from_array(SHADE.map(|(per_s, start)| (per_s * time + start).fract() as f32)),
            wind_way: Vec3::new(way.x, way.y, 0.05 + 0.34 * wind.strength),
            mist: Vec4::new(0.10 + 0.82 * left, 0.008 + 0.062 * left, wrapped(0.0006), 0.0),
            veil: Vec4::new(0.0006 + 0.0075 * left, -24.0, 1.0 / 11.0, near),
            window_light: Vec4::new(1.0, 0.56, 0.21, 1.0) * (0.9 * dusk / light.exposure),
            lantern_light: Vec4::new(1.0, 0.50, 0.15, 1.0) * (0.40 * fill / light.exposure),
            halo_m: 0.22 + 0.34 * fill,
            garden: frame.garden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calm_only_ever_clears_the_mist() {
        let light = Daylight::at(1_140.0);
        let at = |calm| {
            let frame = Frame { world_time: 30.0, minutes: 1_140.0, calm, ..Frame::default() };
            Moment::at(&frame, 3, &light)
        };
        let mut before = at(0.0);
        for i in 1..=20 {
            let now = at(i as f32 * 0.05);
            assert!(now.mist.x < before.mist.x && now.mist.y < before.mist.y && now.veil.x < before.veil.x);
            before = now;
        }
        assert!(at(1.0).mist.x < 0.15 * at(0.0).mist.x);
    }
}
