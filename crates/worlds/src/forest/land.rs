//! The lie of the land: a level place by a brook that comes down a mossy ledge, bends before the seat and goes out of sight.

use std::sync::LazyLock;

use glam::{Vec2, Vec3};

use crate::kit::ground::rolling;
use crate::noise::smoothstep;

/// The brook's way (right, back) and the height of its water, in metres, from its source downwards.
const COURSE: [Vec3; 17] = [
    Vec3::new(-15.0, -33.0, 1.95),
    Vec3::new(-11.5, -25.5, 1.72),
    Vec3::new(-8.6, -19.0, 1.52),
    Vec3::new(-7.0, -14.6, 1.38),
    Vec3::new(-6.5, -13.1, 0.86),
    Vec3::new(-6.0, -12.0, 0.50),
    Vec3::new(-5.5, -11.0, 0.02),
    Vec3::new(-4.9, -9.8, -0.30),
    Vec3::new(-3.6, -7.9, -0.42),
    Vec3::new(-1.6, -5.7, -0.45),
    Vec3::new(1.0, -4.3, -0.48),
    Vec3::new(3.7, -4.3, -0.51),
    Vec3::new(6.6, -6.2, -0.55),
    Vec3::new(10.2, -8.3, -0.60),
    Vec3::new(14.5, -8.6, -0.66),
    Vec3::new(20.0, -6.0, -0.74),
    Vec3::new(31.0, -2.0, -0.90),
];

/// Where the cascade begins and ends, as shares of the course's points.
const CASCADE: (f32, f32) = (2.9, 7.2);
/// Pieces between two points of the course.
const PIECES: usize = 12;

/// A place on the brook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Station {
    pub at: Vec2,
    /// Height of the water, in metres.
    pub level: f32,
    /// Metres from the source.
    pub along_m: f32,
    /// Which way it flows, one long.
    pub way: Vec2,
    /// Half the water's width, in metres.
    pub half_m: f32,
    /// How steeply it falls, 0 to 1.
    pub steep: f32,
}

static STATIONS: LazyLock<Vec<Station>> = LazyLock::new(|| {
    let point = |i: isize| COURSE[i.max(0).min(COURSE.len() as isize - 1) as usize];
    let count = (COURSE.len() - 1) * PIECES + 1;
    // Catmull and Rom 1974; the level goes down evenly between points, so that it never rises.
    let place = |k: usize| {
        let (i, t) = ((k / PIECES) as isize, (k % PIECES) as f32 / PIECES as f32);
        let [a, b, c, d] = [point(i - 1), point(i), point(i + 1), point(i + 2)];
        let at = 0.5
            * (2.0 * b
                + (c - a) * t
                + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                + (3.0 * b - a - 3.0 * c + d) * t * t * t);
        // Over the ledge it falls from step to step.
        let steps = (3..6).contains(&i);
        at.with_z(b.z + (c.z - b.z) * if steps { smoothstep(0.48, 0.86, t) } else { t })
    };
    let mut along_m = 0.0;
    (0..count)
        .map(|k| {
            let (before, now, after) = (place(k.saturating_sub(1)), place(k), place((k + 1).min(count - 1)));
            let way = (after - before).truncate().normalize_or(Vec2::X);
            along_m += (now - before).truncate().length();
            let share = k as f32 / PIECES as f32;
            let falls = smoothstep(CASCADE.0, 3.6, share) * smoothstep(CASCADE.1, 6.6, share);
            let fall = (before.z - after.z) / (after - before).truncate().length().max(1e-3);
            Station {
                at: now.truncate(),
                level: now.z,
                along_m,
                way,
                half_m: 0.92 + 0.22 * (along_m * 0.55).sin() + 0.14 * (along_m * 1.31 + 1.0).sin()
                    - 0.24 * falls,
                steep: falls * smoothstep(0.05, 0.5, fall),
            }
        })
        .collect()
});

/// Every place of the brook, from its source on.
pub(super) fn stations() -> &'static [Station] {
    &STATIONS
}

/// The brook as seen from a place: the nearest of its own places, and how far off its middle that is (right is positive,
/// looking downstream).
pub(super) fn brook(p: Vec2) -> (Station, f32) {
    let stations = stations();
    // The nearest point first, then the nearest place on the two pieces that meet there.
    let near = (0..stations.len())
        .min_by(|a, b| stations[*a].at.distance_squared(p).total_cmp(&stations[*b].at.distance_squared(p)));
    let near = near.unwrap_or(0);
    let mut best: Option<(f32, Station)> = None;
    for i in near.saturating_sub(1)..(near + 1).min(stations.len() - 1) {
        let (a, b) = (stations[i], stations[i + 1]);
        let along = b.at - a.at;
        let t = ((p - a.at).dot(along) / along.length_squared().max(1e-6)).max(0.0).min(1.0);
        let mix = |x: f32, y: f32| x + (y - x) * t;
        let at = a.at + along * t;
        let far = at.distance_squared(p);
        if best.is_none_or(|(least, _)| far < least) {
            let here = Station {
                at,
                level: mix(a.level, b.level),
                along_m: mix(a.along_m, b.along_m),
                way: a.way.lerp(b.way, t).normalize_or(Vec2::X),
                half_m: mix(a.half_m, b.half_m),
                steep: mix(a.steep, b.steep),
            };
            best = Some((far, here));
        }
    }
    let (far, here) = best.unwrap_or((0.0, stations[near]));
    let side = here.way.perp_dot(p - here.at).signum();
    (here, far.sqrt() * side)
}

/// How far right the path lies at this many metres behind.
fn path_x(behind: f32) -> f32 {
    1.5 + 1.6 * (behind * 0.16).sin() - 7.0 * smoothstep(8.0, 34.0, behind)
}

/// How far from the middle of the path a place lies, in metres: it comes from behind and ends at the seat.
pub(super) fn off_path(p: Vec2) -> f32 {
    let end = (1.6 - p.y).max(0.0) + (p.y - 60.0).max(0.0);
    (p.x - path_x(p.y)).abs().hypot(end)
}

/// Where the path lies, so many metres behind.
pub(super) fn on_path(behind: f32) -> Vec2 {
    Vec2::new(path_x(behind), behind)
}

/// Height of the ground without the brook's own bed, in metres.
fn lay(p: Vec2, here: &Station, off: f32) -> f32 {
    let away = smoothstep(1.0, 8.0, p.length());
    let roll = 0.75 * rolling(p, 0.075, 3, 5) + 0.12 * rolling(p, 0.5, 2, 9);
    // The land rises to the left of what lies ahead, where the brook comes from, and gently behind.
    let up = 0.028 * (-p.y - 12.0).max(0.0) + 0.030 * (-p.x - 5.0).max(0.0) + 0.016 * (p.y - 6.0).max(0.0);
    // A bank hides where the brook goes.
    let bank = 1.15 * (-((p - Vec2::new(11.2, -3.6)) / Vec2::new(4.6, 2.4)).length_squared()).exp();
    let ledge = 0.85
        * smoothstep(-11.4, -13.4, p.y + 0.25 * p.x.abs().min(9.0) - 1.4)
        * smoothstep(9.0, 2.0, off.abs());
    let open = away * (roll + up + bank + ledge);
    // Towards the brook the land comes down to just above its water.
    let shore = here.level + 0.16 + 0.10 * rolling(p, 0.9, 2, 13);
    let near = smoothstep(here.half_m + 2.6, here.half_m + 0.3, off.abs());
    open + (shore - open) * near * smoothstep(0.7, 2.4, p.length())
}

/// Height of the ground in metres, floor of the client at 0.
pub(super) fn height(p: Vec2) -> f32 {
    let (here, off) = brook(p);
    let land = lay(p, &here, off);
    let share = off.abs() / here.half_m;
    let rough = 0.05 * rolling(p, 2.2, 2, 21) + 0.05 * rolling(p, 6.0, 1, 23);
    let deep = mix(0.24 + 0.12 * (here.along_m * 0.8).sin(), 0.10, here.steep);
    let bed = here.level - deep * (1.0 - (share * 0.85).min(1.0).powi(2)) + rough * (1.0 - 0.7 * here.steep);
    let within = smoothstep(1.22, 0.90, share);
    let tread = 0.05 * smoothstep(0.6, 0.1, off_path(p)) * smoothstep(1.0, 3.0, p.length());
    land + (bed - land) * within - tread
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// Where a thing stands on the ground.
pub(super) fn on_ground(p: Vec2) -> Vec3 {
    Vec3::new(p.x, height(p), p.y)
}

/// What covers the ground, as its shader wants it: trodden, mossy, open to the sky, height over the water in metres.
pub(super) fn cover(p: Vec2, high: f32) -> [f32; 4] {
    let (here, off) = brook(p);
    let damp = smoothstep(3.2, 0.9, off.abs());
    let moss = smoothstep(0.02, 0.22, rolling(p, 0.42, 3, 31) + 0.34 * damp - 0.02);
    let trod = smoothstep(0.62, 0.10, off_path(p))
        .max(0.85 * smoothstep(1.0, 0.3, (p - Vec2::new(0.0, -0.25)).length()));
    let over = if off.abs() < here.half_m + 2.2 { high - here.level } else { 1.0 };
    [trod, moss * (1.0 - trod), glade(p), over.max(-1.0).min(1.0)]
}

/// How open the canopy is over a place, 0 to 1: over the brook and here and there between crowns.
pub(super) fn glade(p: Vec2) -> f32 {
    let (_, off) = brook(p);
    let above_brook = smoothstep(4.2, 1.2, off.abs()) * smoothstep(30.0, 12.0, p.length());
    let gaps = smoothstep(0.01, 0.13, rolling(p, 0.11, 2, 71));
    (0.85 * above_brook).max(gaps)
}

/// Whether something low can grow here: out of the water, off the path, not under the seat.
pub(super) fn grows(p: Vec2) -> bool {
    let (here, off) = brook(p);
    off.abs() > here.half_m * 1.12 && off_path(p) > 0.5 && p.length() > 0.75
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_of_the_client_is_level_and_no_wall_rises_behind() {
        for i in 0..64 {
            let a = i as f32 * 0.1;
            let p = Vec2::new(a.cos(), a.sin()) * 0.8;
            assert!(height(p).abs() < 0.09, "{p}: {}", height(p));
        }
        for z in 4..60 {
            let steep = ((height(Vec2::new(-1.0, z as f32)) - 1.2) / z as f32).atan().to_degrees();
            assert!(steep < 8.0, "{steep} degrees above the eye {z} m behind");
        }
    }

    #[test]
    fn water_only_ever_goes_down_and_lies_in_its_bed() {
        for pair in stations().windows(2) {
            assert!(pair[1].level <= pair[0].level + 1e-4 && pair[1].along_m > pair[0].along_m);
        }
        for station in stations() {
            assert!(height(station.at) < station.level - 0.02, "{station:?}");
            let bank = station.at + station.way.perp() * (station.half_m * 1.35);
            assert!(height(bank) > station.level, "{station:?}: {}", height(bank));
        }
    }

    #[test]
    fn the_brook_passes_a_few_metres_ahead_and_leaves_the_seat_dry() {
        let (here, off) = brook(Vec2::ZERO);
        assert!((3.0..5.5).contains(&off.abs()) && here.at.y < -2.5, "{here:?}");
        assert!(!grows(here.at) && grows(Vec2::new(-1.5, -1.0)));
    }
}
