//! The lie of the land: a shelf of meadow between a wooded slope behind and a deep valley ahead, and the path over it.

use glam::{Vec2, Vec3};

use crate::kit::ground::rolling;
use crate::kit::range::{Range, eroded, rise};
use crate::noise::smoothstep;

/// Where the hut stands (right, back), in metres.
pub(super) const HUT: Vec2 = Vec2::new(15.5, -41.0);

/// How far right the path lies at this many metres ahead.
fn path_x(ahead: f32) -> f32 {
    -0.85 + 14.0 * smoothstep(4.0, 44.0, ahead) - 7.0 * smoothstep(0.0, 50.0, -ahead)
        + 0.9 * (ahead * 0.21).sin()
}

/// How far from the middle of the path a place lies, in metres.
pub(super) fn off_path(p: Vec2) -> f32 {
    let end = (-p.y - 38.5).max(0.0) + (p.y - 60.0).max(0.0);
    (p.x - path_x(-p.y)).abs().hypot(end)
}

/// A place beside the path: `ahead` metres on, `right` metres off it.
pub(super) fn beside_path(ahead: f32, right: f32) -> Vec2 {
    Vec2::new(path_x(ahead) + right, -ahead)
}

/// Height of the ground in metres, floor of the client at 0.
pub(super) fn height(p: Vec2) -> f32 {
    let away = smoothstep(0.9, 9.0, p.length());
    let run = |over: f32, soft: f32| over.max(0.0) * over.max(0.0) / (over.max(0.0) + soft);
    let far = smoothstep(90.0, 420.0, p.length());
    let behind = 0.25 * run(p.y - 3.0, 85.0) + 0.10 * run(p.x - 14.0, 60.0) * smoothstep(-60.0, 0.0, p.y);
    let down = 0.32 * run(-p.y - 50.0, 220.0) + 0.22 * run(-p.x - 45.0, 260.0);
    let valley = 125.0 * (1.0 - (-down / 125.0).exp());
    let roll = 1.1 * rolling(p, 0.035, 3, 5) + 0.11 * rolling(p, 0.42, 2, 9);
    let hills = far * (26.0 * rolling(p, 0.0045, 4, 17) + 5.0 * rolling(p, 0.02, 3, 19));
    // The crest of the shelf, on which the cows stand; and a tread, worn into the turf.
    let crest = 0.8 * (-((p.y + 36.0) / 15.0).powi(2)).exp();
    let tread = 0.07 * smoothstep(0.55, 0.1, off_path(p));
    away * (roll + crest) + behind - valley + hills - tread * smoothstep(0.7, 2.0, p.length())
}

/// Where a thing stands on the ground.
pub(super) fn on_ground(p: Vec2) -> Vec3 {
    Vec3::new(p.x, height(p), p.y)
}

/// How thickly trees stand at a place, 0..1: a wood behind, copses on the slopes of the valley.
pub(super) fn woods(p: Vec2) -> f32 {
    let edge = 50.0 + 44.0 * rolling(p, 0.026, 2, 41);
    let behind = smoothstep(edge, edge + 12.0, p.y * 0.93 + p.x.abs() * 0.36);
    // It stands in groups with glades between.
    let behind = behind * smoothstep(-0.16, 0.10, rolling(p, 0.055, 2, 47));
    let copse = smoothstep(0.03, 0.14, rolling(p, 0.014, 2, 43)) * smoothstep(75.0, 150.0, p.length());
    behind.max(copse * 0.8) * smoothstep(3.0, 9.0, off_path(p))
}

/// Trodden ground and the floor of the woods, as the ground's shader wants them.
pub(super) fn cover(p: Vec2) -> Vec2 {
    Vec2::new(
        smoothstep(0.56, 0.05, off_path(p) + 0.22 * rolling(p, 0.5, 2, 63)),
        woods(p) * smoothstep(30.0, 50.0, p.length()),
    )
}

/// The mountains, in kilometres: a massif ahead to the left, lower ranges all round, woods on the near ones.
pub(super) fn range(bearing_evening: Vec2) -> Range {
    Range {
        height: mountains,
        trees_km: 0.62,
        snow_km: 1.35,
        evening: bearing_evening,
        morning: -bearing_evening,
    }
}

fn mountains(p: Vec2) -> f32 {
    let massif = [
        (Vec3::new(-2.4, -9.2, 1.25), 2.05),
        (Vec3::new(-0.5, -10.0, 1.5), 1.80),
        (Vec3::new(-4.6, -10.2, 1.8), 1.55),
        (Vec3::new(-3.2, -8.3, 1.1), 0.75),
        (Vec3::new(5.2, -13.5, 2.6), 1.8),
        (Vec3::new(8.6, -11.5, 2.6), 1.5),
        (Vec3::new(-10.5, -6.0, 2.6), 1.9),
        (Vec3::new(-12.5, -0.5, 3.0), 1.6),
        (Vec3::new(11.5, -3.0, 2.8), 1.4),
        (Vec3::new(8.5, 5.5, 3.2), 1.3),
        (Vec3::new(-5.5, 9.5, 3.4), 1.5),
        (Vec3::new(2.0, 10.5, 3.0), 1.4),
    ];
    let high: f32 = massif.iter().map(|(middle, km)| km * rise(p, *middle)).sum();
    let foothills = 0.34 * smoothstep(1.2, 4.5, p.length()) * (0.25 + eroded(p * 0.42 + 7.0, 3, 61));
    let relief = eroded(p * 0.36 + 40.0, 8, 71);
    foothills + high * (0.12 + 1.02 * relief) - 0.13
        + 0.05 * eroded(p * 1.7, 3, 81) * smoothstep(1.0, 2.0, p.length())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_of_the_client_is_level_and_the_slope_behind_is_no_wall() {
        for i in 0..64 {
            let a = i as f32 * 0.1;
            let p = Vec2::new(a.cos(), a.sin()) * 0.8;
            assert!(height(p).abs() < 0.09, "{p}: {}", height(p));
        }
        let steepest = (5..160)
            .map(|z| ((height(Vec2::new(3.0, z as f32)) - 1.2) / z as f32).atan().to_degrees())
            .fold(f32::MIN, f32::max);
        assert!((2.0..14.0).contains(&steepest), "{steepest} degrees above the eye");
    }

    #[test]
    fn the_path_leads_to_the_hut_and_the_valley_lies_deep() {
        assert!(off_path(HUT + Vec2::new(-3.0, 3.0)) < 5.0);
        assert!(height(Vec2::new(-40.0, -900.0)) < -60.0);
        assert!(woods(Vec2::new(0.0, -20.0)) < 0.05 && woods(Vec2::new(20.0, 75.0)) > 0.5);
    }
}
