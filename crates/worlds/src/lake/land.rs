//! The lie of the land: a lake among wooded hills, its shore close behind the client, headlands and an islet on both sides.

use glam::{Vec2, Vec3};

use crate::kit::ground::rolling;
use crate::kit::range::{Range, eroded, rise};
use crate::noise::smoothstep;

/// The water's level: the jetty's planks, on which the client sits, lie this far above it (m).
pub(super) const WATER_M: f32 = -0.62;

/// Where the cabin stands (right, back), in metres.
pub(super) const CABIN: Vec2 = Vec2::new(-9.5, 20.5);

/// Where the jetty meets the shore, in metres behind the client.
pub(super) const JETTY_FOOT_M: f32 = 7.4;

/// Land that reaches into the lake: middle, how far it pushes the shore out, how wide.
const HEADLANDS: [(Vec2, f32, f32); 7] = [
    (Vec2::new(18.5, -2.0), 15.0, 8.5),
    (Vec2::new(-17.0, -1.0), 13.0, 7.5),
    (Vec2::new(-92.0, -66.0), 62.0, 38.0),
    (Vec2::new(138.0, -150.0), 66.0, 42.0),
    (Vec2::new(46.0, -112.0), 117.0, 13.0),
    (Vec2::new(-66.0, -285.0), 78.0, 44.0),
    (Vec2::new(62.0, -345.0), 46.0, 42.0),
];

/// How far inland a place lies, in metres; below 0 in the lake. Roughly a distance near the shore.
pub(super) fn inland(p: Vec2) -> f32 {
    let oval = Vec2::new((p.x - 20.0) / 150.0, (p.y + 190.0) / 196.0).length();
    let bays = smoothstep(10.0, 60.0, p.length())
        * (22.0 * rolling(p, 0.021, 2, 11) + 7.0 * rolling(p, 0.09, 2, 13));
    let pushed: f32 = HEADLANDS
        .iter()
        .map(|(middle, far, wide)| far * (-(p - *middle).length_squared() / (wide * wide)).exp())
        .sum();
    170.0 * (oval - 1.0) + bays + pushed + 0.9 * rolling(p, 0.35, 2, 15)
}

/// How far from the middle of the path from the jetty to the cabin's door a place lies, in metres.
pub(super) fn off_path(p: Vec2) -> f32 {
    let (from, to) = (JETTY_FOOT_M - 1.2, CABIN.y - 3.4);
    let t = ((p.y - from) / (to - from)).clamp(0.0, 1.0);
    let x = (CABIN.x + 1.8) * smoothstep(0.0, 1.0, t) + 0.5 * (p.y * 0.5).sin() * smoothstep(0.1, 0.4, t);
    let end = (from - p.y).max(0.0) + (p.y - to).max(0.0);
    (p.x - x).hypot(end)
}

/// Height of the ground or of the lake's bed in metres; the client's floor at 0.
pub(super) fn height(p: Vec2) -> f32 {
    let s = inland(p);
    if s < 0.0 {
        return WATER_M + (0.17 * s).max(-1.1) + (0.03 * s).max(-2.4) + 0.10 * rolling(p, 0.8, 2, 9);
    }
    let bank = 0.115 * s.min(7.0) + 0.055 * (s - 7.0).clamp(0.0, 60.0);
    let roll = smoothstep(2.0, 16.0, s) * (1.5 * rolling(p, 0.045, 3, 5) + 0.16 * rolling(p, 0.4, 2, 7));
    let hills = smoothstep(30.0, 420.0, s) * (46.0 + 70.0 * rolling(p, 0.0042, 4, 17));
    let tread = 0.05 * smoothstep(0.55, 0.1, off_path(p)) * smoothstep(0.5, 3.0, s);
    WATER_M + bank + roll + hills - tread
}

/// Where a thing stands on the ground.
pub(super) fn on_ground(p: Vec2) -> Vec3 {
    Vec3::new(p.x, height(p), p.y)
}

/// How thickly trees stand at a place, 0 to 1: down to the water, but for the clearing round jetty and cabin.
pub(super) fn woods(p: Vec2) -> f32 {
    let s = inland(p);
    let edge = 2.5 + 5.0 * (0.5 + rolling(p, 0.08, 2, 41));
    let stand = smoothstep(edge, edge + 4.0, s);
    let clearing = smoothstep(15.0, 22.0, (p - Vec2::new(-4.0, 14.0)).length());
    let glades = smoothstep(-0.24, -0.06, rolling(p, 0.035, 2, 47));
    stand
        * clearing
        * glades
        * smoothstep(2.0, 6.0, off_path(p))
        * smoothstep(7.0, 11.0, (p - CABIN).length())
}

/// Trodden ground and the floor of the woods, as the ground's shader wants them.
pub(super) fn cover(p: Vec2) -> Vec2 {
    let s = inland(p);
    // A strip of sand and pebbles along the water, and its bed.
    let strand = smoothstep(1.6, 0.2, s + 1.2 * rolling(p, 0.7, 2, 29));
    Vec2::new(smoothstep(0.75, 0.05, off_path(p)).max(strand), woods(p) * 0.9)
}

/// The mountains, in kilometres: a snowy ridge ahead, lower wooded ones all round.
pub(super) fn range(evening: Vec2) -> Range {
    Range { height: mountains, trees_km: 0.45, snow_km: 0.70, evening, morning: -evening }
}

fn mountains(p: Vec2) -> f32 {
    let massif = [
        (Vec3::new(-1.6, -11.0, 1.7), 1.25),
        (Vec3::new(0.8, -12.4, 1.5), 1.60),
        (Vec3::new(3.1, -12.0, 1.6), 1.15),
        (Vec3::new(6.4, -10.8, 2.0), 1.10),
        (Vec3::new(-5.6, -10.2, 2.1), 0.95),
        (Vec3::new(-9.8, -6.4, 2.6), 0.95),
        (Vec3::new(11.4, -5.0, 2.6), 1.05),
        (Vec3::new(-11.0, 1.5, 3.0), 0.8),
        (Vec3::new(10.5, 4.0, 3.0), 0.75),
        (Vec3::new(-4.0, 9.0, 3.2), 0.7),
        (Vec3::new(4.5, 9.5, 3.2), 0.8),
    ];
    let high: f32 = massif.iter().map(|(middle, km)| km * rise(p, *middle)).sum();
    // Wooded hills, lowest where the valley opens ahead.
    let open = smoothstep(0.25, 0.9, -p.y / p.length().max(0.1));
    let foothills = 0.30
        * smoothstep(0.9, 3.8, p.length())
        * (0.30 + eroded(p * 0.46 + 7.0, 3, 61))
        * (1.0 - 0.55 * open);
    let relief = eroded(p * 0.40 + 40.0, 8, 71);
    foothills + 1.4 * high * (0.12 + 1.02 * relief) - 0.06
        + 0.05 * eroded(p * 1.7, 3, 81) * smoothstep(0.9, 1.8, p.length())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_sits_over_water_and_walks_ashore_on_the_level() {
        assert!(inland(Vec2::ZERO) < -2.0, "{}", inland(Vec2::ZERO));
        let foot = height(Vec2::new(0.0, JETTY_FOOT_M));
        assert!((-0.45..0.05).contains(&foot), "{foot}");
        // No wall behind: the wood's floor rises by a few degrees.
        let steepest = (8..120)
            .map(|z| ((height(Vec2::new(0.0, z as f32)) - 1.2) / z as f32).atan().to_degrees())
            .fold(f32::MIN, f32::max);
        assert!((-9.0..9.0).contains(&steepest), "{steepest} degrees above the eye");
    }

    #[test]
    fn open_water_lies_ahead_with_wooded_land_round_it() {
        for metres in [5.0, 30.0, 80.0, 200.0] {
            assert!(inland(Vec2::new(0.0, -metres)) < -1.0, "{metres} m ahead");
        }
        for a in 0..72 {
            let a = a as f32 * 5.0f32.to_radians();
            let shore = (1..600).any(|r| inland(Vec2::new(a.sin(), -a.cos()) * r as f32) > 4.0);
            assert!(shore, "no shore within 600 m at {} degrees", a.to_degrees());
        }
        assert!(off_path(CABIN + Vec2::new(1.8, -3.4)) < 1.0);
        assert!(woods(Vec2::new(0.0, 12.0)) < 0.05 && woods(Vec2::new(-95.0, -60.0)) > 0.3);
    }
}
