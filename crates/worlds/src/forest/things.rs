//! Wood and stone: the seat, a trunk fallen over the brook, the cascade's ledges, stones in the water, mushrooms, the waymark, a lantern.

use std::f32::consts::TAU;

use glam::{Quat, Vec2, Vec3};

use super::land::{brook, height, on_ground, on_path, stations};
use super::leaves::MOSS;
use super::trees::sector;
use crate::kit::tree::{Look, strip};
use crate::mesh::{Heap, Stone, Stuff};
use crate::noise::Random;

/// Boulders and stones that stand where they are wanted: middle, half width in metres, how flat.
const BOULDERS: [(Vec2, f32, f32); 12] = [
    (Vec2::new(1.05, -2.35), 0.30, 0.55),
    (Vec2::new(1.45, -2.75), 0.20, 0.60),
    (Vec2::new(-1.30, -3.10), 0.36, 0.60),
    (Vec2::new(-0.85, -3.55), 0.22, 0.55),
    (Vec2::new(-2.0, -3.9), 0.45, 0.62),
    (Vec2::new(2.1, -6.2), 0.42, 0.62),
    (Vec2::new(-4.1, -5.6), 0.55, 0.60),
    (Vec2::new(5.9, -3.9), 0.50, 0.58),
    (Vec2::new(-1.95, 2.9), 0.46, 0.60),
    (Vec2::new(2.6, 2.6), 0.34, 0.55),
    (Vec2::new(-4.8, 1.0), 0.75, 0.58),
    (Vec2::new(7.2, 4.6), 0.85, 0.55),
];

const ROCK: Vec3 = Vec3::new(0.178, 0.162, 0.134);
const WOOD: Vec3 = Vec3::new(0.150, 0.118, 0.086);

/// Where the lantern stands that breathes with the client, in metres: on the flat stone by the water.
pub(super) fn lantern_at() -> Vec3 {
    on_ground(Vec2::new(1.05, -2.35)) + Vec3::Y * 0.36
}

/// The ends of the trunk that has fallen over the brook.
const BRIDGE: [Vec2; 2] = [Vec2::new(3.05, -2.15), Vec2::new(5.3, -7.9)];

/// Where the robin comes to: on the bridge. And the dipper's stone, in the water.
pub(super) fn perches() -> [Vec3; 2] {
    let t = 0.30;
    let on = BRIDGE[0].lerp(BRIDGE[1], t);
    let dipper = Vec2::new(-1.05, -5.35);
    let (here, _) = brook(dipper);
    [Vec3::new(on.x, bridge_height(t) + 0.27, on.y), Vec3::new(dipper.x, here.level + 0.10, dipper.y)]
}

fn bridge_height(t: f32) -> f32 {
    let [a, b] = BRIDGE.map(height);
    (a + 0.30) * (1.0 - t) + (b + 0.52) * t
}

/// Whether a place lies under a boulder or the seat.
pub(super) fn inside(p: Vec2) -> bool {
    let seat = p.x.abs() < 1.5 && (p.y - 0.34).abs() < 0.27;
    seat || BOULDERS.iter().any(|(middle, half, _)| (p - *middle).length() < half * 0.8)
}

/// A stone in the brook: where, half its width, how far it stands out of the water (m).
pub(super) fn in_brook(seed: u64) -> Vec<(Vec2, f32, f32)> {
    let mut random = Random::new(seed, 801);
    let mut stones = vec![(Vec2::new(-1.05, -5.35), 0.20, 0.10)];
    for station in stations().iter().filter(|station| station.at.length() < 22.0) {
        let steep = station.steep > 0.15;
        let chance = if steep { 0.95 } else { 0.42 };
        for _ in 0..if steep { 3 } else { 1 } {
            let [yes, off, size, out] = [random.unit(), random.unit(), random.unit(), random.unit()];
            if yes > chance {
                continue;
            }
            let side = (off - 0.5) * 2.0;
            let across =
                station.half_m * if steep { side.signum() * (0.85 + 0.55 * side.abs()) } else { side * 0.95 };
            let half = if steep { 0.18 + 0.30 * size } else { 0.06 + 0.24 * size * size };
            let at = station.at + station.way.perp() * across + station.way * random.between(-0.2, 0.2);
            let out = if steep { 0.04 + 0.16 * out } else { half * (0.9 * out - 0.45) };
            stones.push((at, half, out));
        }
    }
    stones
}

/// Everything that is solid, by sector; and the moss that grows on it.
pub(super) fn build(seed: u64, wood: &mut [Heap], moss: &mut [Heap]) {
    let mut random = Random::new(seed, 811);
    for (i, (middle, half, flat)) in BOULDERS.into_iter().enumerate() {
        let albedo = ROCK * random.between(0.8, 1.2);
        let stuff = Stuff { albedo, grain: 0.0, gloss: if i < 2 { 0.35 } else { 0.9 } };
        let radii = Vec3::new(half, half * flat, half * random.between(0.66, 0.9));
        let turn = Quat::from_rotation_y(random.between(0.0, TAU))
            * Quat::from_rotation_x(random.between(-0.14, 0.14));
        let form = Stone {
            radii,
            dent: 0.7,
            seed: (random.unit() * 9_999.0) as u32,
            rings: if half > 0.3 { 16 } else { 13 },
        };
        wood[sector(middle)].stone(on_ground(middle) + Vec3::Y * (half * flat * 0.25), turn, form, stuff);
        tufts(&mut moss[sector(middle)], &mut random, middle, half, flat);
    }
    for (at, half, out) in in_brook(seed) {
        let (here, _) = brook(at);
        let near = at.length() < 9.0 || here.steep > 0.1;
        let flat = random.between(0.55, 0.8);
        let albedo = ROCK.lerp(Vec3::new(0.150, 0.125, 0.092), random.unit()) * random.between(0.6, 1.15);
        let stuff = Stuff {
            albedo,
            grain: 0.0,
            gloss: if here.steep > 0.1 { random.between(0.25, 0.9) } else { random.unit() * 0.5 },
        };
        let radii = Vec3::new(half, half * flat, half * random.between(0.7, 1.0));
        let turn = Quat::from_rotation_y(random.between(0.0, TAU))
            * Quat::from_rotation_z(random.between(-0.2, 0.2));
        let rings = if half > 0.25 && near {
            13
        } else if near {
            8
        } else {
            5
        };
        let form = Stone { radii, dent: 0.65, seed: (random.unit() * 9_999.0) as u32, rings };
        let middle = Vec3::new(at.x, here.level + out - half * flat * 0.9, at.y);
        wood[sector(at)].stone(middle, turn, form, stuff);
    }
    seat(&mut wood[sector(Vec2::new(0.1, 0.34))], &mut moss[sector(Vec2::new(0.1, 0.34))], &mut random);
    bridge(&mut wood[sector(BRIDGE[0])], &mut moss[sector(BRIDGE[0])], &mut random);
    waymark(wood);
    mushrooms(wood, &mut random);
    lantern(&mut wood[sector(Vec2::new(1.05, -2.35))]);
    sticks(wood, &mut random);
}

/// Sprigs of moss over the top of a stone.
fn tufts(heap: &mut Heap, random: &mut Random, middle: Vec2, half: f32, flat: f32) {
    for _ in 0..(half * 260.0) as u32 {
        let (a, r) = (random.between(0.0, TAU), random.unit().sqrt() * 0.82);
        let dome = (1.0 - r * r).sqrt();
        let at = on_ground(middle)
            + Vec3::new(a.cos() * r * half, half * flat * (0.25 + 0.86 * dome), a.sin() * r * half * 0.8);
        sprig(heap, random, at, (Vec3::new(a.cos() * r, 0.9, a.sin() * r)).normalize_or(Vec3::Y));
    }
}

/// One sprig, standing out along `up`.
fn sprig(heap: &mut Heap, random: &mut Random, at: Vec3, up: Vec3) {
    let a = random.between(0.0, TAU);
    let side = up.cross(Vec3::new(a.cos(), 0.1, a.sin())).normalize_or(Vec3::X);
    let high = random.between(0.016, 0.036);
    let tint = Vec3::new(0.105, 0.130, 0.026) * random.between(0.7, 1.35);
    let look = Look { cell: MOSS, tint, sway: 0.0, phase: 0.0 };
    let rows = [(at - up * (0.2 * high), side * high), (at + up * high, side * high)];
    strip(heap, &rows, &look, &|t, _| (up, 0.62 + 0.30 * t));
}

/// A trunk that lies: bent path, bark, moss on its back.
#[allow(clippy::too_many_arguments, reason = "each is one property of a lying trunk")]
fn lying(
    heap: &mut Heap,
    moss: &mut Heap,
    random: &mut Random,
    ends: [Vec3; 2],
    radii: [f32; 2],
    sag: f32,
    sides: u32,
    sprigs: u32,
) {
    let point = |t: f32| {
        let along = ends[1] - ends[0];
        let wave = Vec3::new(along.z, 0.0, -along.x).normalize_or(Vec3::X) * (0.05 * (t * 5.0).sin());
        ends[0].lerp(ends[1], t) + wave - Vec3::Y * (sag * (4.0 * t * (1.0 - t)))
    };
    let count = 17;
    let path: Vec<Vec3> = (0..count).map(|k| point(k as f32 / (count - 1) as f32)).collect();
    let thick = |t: f32| radii[0] + (radii[1] - radii[0]) * t + 0.018 * (t * 23.0).sin() * radii[0];
    let thickness: Vec<f32> = (0..count).map(|k| thick(k as f32 / (count - 1) as f32)).collect();
    let stuff = Stuff { albedo: WOOD, grain: 0.9, gloss: 1.0 };
    heap.tube(&path, &thickness, sides, stuff, 0.10, |at, n| {
        let above = at.y - height(Vec2::new(at.x, at.z));
        (0.30 + 0.70 * (above / 0.4).max(0.0).min(1.0)) * (0.55 + 0.45 * n.y.max(-0.4))
    });
    let first = path.iter().rev().copied().collect::<Vec<_>>();
    let back = thickness.iter().rev().copied().collect::<Vec<_>>();
    // Its other end is broken too: a short stub closes it.
    heap.tube(&first[count - 2..], &back[count - 2..], sides, stuff, 0.10, |_, _| 0.6);
    for _ in 0..sprigs {
        let t = random.unit();
        let along = (point((t + 0.02).min(1.0)) - point((t - 0.02).max(0.0))).normalize_or(Vec3::X);
        let side = along.cross(Vec3::Y).normalize_or(Vec3::Z);
        let a = random.normal() * 0.55;
        let up = Vec3::Y * a.cos() + side * a.sin();
        if (t * 9.0 + a).sin() + 0.7 * (t * 31.0).sin() > -0.5 {
            sprig(moss, random, point(t) + up * (thick(t) * 1.01), up);
        }
    }
}

/// The seat: an old trunk across, cut at both ends, moss on its back.
fn seat(heap: &mut Heap, moss: &mut Heap, random: &mut Random) {
    let y = |x: f32| height(Vec2::new(x, 0.36)) + 0.19;
    let ends = [Vec3::new(-1.55, y(-1.5), 0.40), Vec3::new(1.42, y(1.4), 0.33)];
    lying(heap, moss, random, ends, [0.255, 0.235], 0.0, 22, 420);
}

/// A trunk fallen over the brook, its broken roots on this side of it.
fn bridge(heap: &mut Heap, moss: &mut Heap, random: &mut Random) {
    let ends = [0.0, 1.0].map(|t: f32| {
        let p = BRIDGE[0].lerp(BRIDGE[1], t);
        Vec3::new(p.x, bridge_height(t), p.y)
    });
    lying(heap, moss, random, ends, [0.27, 0.17], 0.05, 18, 700);
    let back = (ends[0] - ends[1]).normalize_or(Vec3::X);
    let side = back.cross(Vec3::Y).normalize_or(Vec3::Z);
    for i in 0..9 {
        let a = i as f32 * 0.74 + 0.3;
        let out = side * a.cos() + Vec3::Y * a.sin();
        let long = random.between(0.28, 0.58);
        let path: Vec<Vec3> = (0..4)
            .map(|k| {
                let t = k as f32 / 3.0;
                ends[0] + out * (0.12 + long * t) + back * (0.30 * t * (1.0 - 0.6 * t))
            })
            .collect();
        let stuff = Stuff { albedo: WOOD * 0.8, grain: 0.8, gloss: 0.3 };
        heap.tube(&path, &[0.085, 0.055, 0.032, 0.008], 6, stuff, 0.15, |_, _| 0.6);
    }
    for i in 0..3 {
        let t = 0.42 + 0.2 * i as f32;
        let from = ends[0].lerp(ends[1], t);
        let out = (side * if i % 2 == 0 { 1.0 } else { -1.0 } + Vec3::Y * 0.9).normalize();
        let stuff = Stuff { albedo: WOOD * 0.85, grain: 0.8, gloss: 0.2 };
        heap.tube(
            &[from, from + out * 0.36, from + out * 0.46],
            &[0.06, 0.042, 0.034],
            7,
            stuff,
            0.12,
            |_, _| 0.7,
        );
    }
}

/// A waymark of oak beside the path behind: a post with a board, a yellow tip, and a bench a little further on.
fn waymark(wood: &mut [Heap]) {
    let at = on_path(4.6) + Vec2::new(-0.95, 0.0);
    let (foot, part) = (on_ground(at), sector(at));
    let oak = Stuff { albedo: Vec3::new(0.215, 0.172, 0.122), grain: 1.0, gloss: 0.12 };
    let heap = &mut wood[part];
    let post = [-0.3, 0.3, 0.8, 1.18].map(|y: f32| foot + Vec3::Y * y);
    heap.tube(&post, &[0.075, 0.07, 0.07, 0.068], 10, oak, 0.04, |p, _| {
        0.45 + 0.5 * ((p.y - foot.y) / 0.5).max(0.0).min(1.0)
    });
    let paint = Stuff { albedo: Vec3::new(0.52, 0.36, 0.05), grain: 0.3, gloss: 0.0 };
    heap.tube(&[foot + Vec3::Y * 1.02, foot + Vec3::Y * 1.10], &[0.0735, 0.0735], 12, paint, 0.0, |_, _| 0.8);
    let way = Vec3::new(0.35, 0.0, 1.0).normalize();
    let across = Vec3::Y.cross(way);
    for (lift, thick) in [(0.86, 0.016), (0.90, 0.016), (0.94, 0.016)] {
        let from = foot + Vec3::Y * lift + across * 0.075 - way * 0.10;
        heap.tube(
            &[from, from + way * 0.52, from + way * 0.58],
            &[thick * 1.5, thick * 1.5, thick],
            6,
            oak,
            0.02,
            |_, _| 0.8,
        );
    }
    // The bench: two planks for a seat, one for the back, on sawn blocks.
    let middle = on_path(7.4) + Vec2::new(1.75, 0.0);
    let heap = &mut wood[sector(middle)];
    let base = on_ground(middle);
    let along = Vec3::new(-0.35, 0.0, 0.94);
    let front = Vec3::new(-0.94, 0.0, -0.35);
    for s in [-1.0, 1.0] {
        let at = base + along * (0.55 * s);
        heap.tube(&[at - Vec3::Y * 0.2, at + Vec3::Y * 0.40], &[0.13, 0.125], 9, oak, 0.08, |p, _| {
            0.35 + 0.4 * ((p.y - base.y) / 0.4).max(0.0).min(1.0)
        });
        let rest = at - front * 0.20;
        heap.tube(&[rest, rest + Vec3::Y * 0.82 - front * 0.06], &[0.04, 0.035], 6, oak, 0.04, |_, _| 0.6);
    }
    for (out, up, r) in [
        (0.12, 0.44, 0.055),
        (0.0, 0.445, 0.055),
        (-0.12, 0.44, 0.055),
        (-0.25, 0.74, 0.045),
        (-0.255, 0.64, 0.045),
    ] {
        let at = base + front * out + Vec3::Y * up;
        heap.tube(&[at - along * 0.85, at, at + along * 0.85], &[r, r * 1.03, r], 8, oak, 0.03, |_, n| {
            0.55 + 0.4 * n.y.max(0.0)
        });
    }
}

/// Mushrooms: sheathed woodtufts on the bridge, a few pale caps among the leaves.
fn mushrooms(wood: &mut [Heap], random: &mut Random) {
    let mut one = |at: Vec3, size: f32, cap: Vec3, lean: Vec3| {
        let heap = &mut wood[sector(Vec2::new(at.x, at.z))];
        let stalk = Stuff { albedo: Vec3::new(0.40, 0.33, 0.24), grain: 0.1, gloss: 0.0 };
        let up = Vec3::Y + lean;
        let top = at + up * size * 1.5;
        heap.tube(
            &[at, at + up * size * 0.8, top],
            &[0.17 * size, 0.13 * size, 0.14 * size],
            6,
            stalk,
            0.0,
            |_, _| 0.5,
        );
        // A cap is a tube that widens and closes.
        let rings = [(-0.10, 0.80), (0.0, 0.98), (0.16, 0.93), (0.34, 0.66), (0.44, 0.30), (0.46, 0.02)];
        let path: Vec<Vec3> = rings.iter().map(|(y, _)| top + up * (size * y)).collect();
        let radii: Vec<f32> = rings.iter().map(|(_, r)| size * r).collect();
        heap.tube(&path, &radii, 12, Stuff { albedo: cap, grain: 0.05, gloss: 0.0 }, 0.0, |_, n| {
            0.55 + 0.4 * n.y.max(0.0)
        });
    };
    for _ in 0..26 {
        let t = random.between(0.10, 0.26);
        let p = BRIDGE[0].lerp(BRIDGE[1], t) + Vec2::new(-0.22, -0.09) * random.between(0.9, 1.15);
        let at = Vec3::new(p.x, bridge_height(t) + random.between(-0.10, 0.12), p.y);
        let tan = Vec3::new(0.42, 0.235, 0.085) * random.between(0.8, 1.2);
        one(at, random.between(0.014, 0.030), tan, Vec3::new(-0.5, 0.0, -0.2));
    }
    for (p, size, cap) in [
        (Vec2::new(-1.12, -1.62), 0.034, Vec3::new(0.36, 0.19, 0.09)),
        (Vec2::new(-1.22, -1.55), 0.024, Vec3::new(0.38, 0.21, 0.10)),
        (Vec2::new(0.86, -1.42), 0.020, Vec3::new(0.46, 0.38, 0.26)),
        (Vec2::new(0.93, -1.36), 0.015, Vec3::new(0.46, 0.38, 0.26)),
        (Vec2::new(-1.75, 1.35), 0.045, Vec3::new(0.34, 0.17, 0.07)),
        (Vec2::new(2.3, 1.7), 0.040, Vec3::new(0.34, 0.17, 0.07)),
    ] {
        one(on_ground(p), size, cap, Vec3::new(0.06, 0.0, 0.04));
    }
}

/// A lantern of glass and iron on the flat stone.
fn lantern(heap: &mut Heap) {
    let at = lantern_at();
    let plain = |albedo: [f32; 3]| Stuff { albedo: Vec3::from(albedo), grain: 0.0, gloss: 0.0 };
    let iron = plain([0.052, 0.048, 0.044]);
    let mut ring = |rings: &[(f32, f32)], stuff: Stuff| {
        let path: Vec<Vec3> = rings.iter().map(|(y, _)| at + Vec3::Y * *y).collect();
        let radii: Vec<f32> = rings.iter().map(|(_, r)| *r).collect();
        heap.tube(&path, &radii, 14, stuff, 0.0, |_, _| 0.9);
    };
    ring(&[(-0.150, 0.058), (-0.120, 0.066), (-0.085, 0.066), (-0.080, 0.050)], iron);
    ring(&[(-0.080, 0.048), (-0.03, 0.054), (0.03, 0.054), (0.070, 0.046)], plain([0.60, 0.54, 0.42]));
    ring(&[(0.070, 0.056), (0.080, 0.062), (0.108, 0.030), (0.128, 0.024), (0.132, 0.004)], iron);
    let handle: Vec<Vec3> = (0..=8)
        .map(|k| {
            let a = k as f32 / 8.0 * TAU * 0.5;
            at + Vec3::new(0.062 * a.cos(), 0.085 + 0.105 * a.sin(), 0.0)
        })
        .collect();
    heap.tube(&handle, &[0.0045; 9], 5, iron, 0.0, |_, _| 0.9);
}

/// Fallen twigs and branches on the floor.
fn sticks(wood: &mut [Heap], random: &mut Random) {
    for i in 0..46 {
        let (r, a) = (0.9 + 8.0 * random.unit().powf(0.8), random.between(0.0, TAU));
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let (here, off) = brook(p);
        if off.abs() < here.half_m + 0.2 || inside(p) {
            continue;
        }
        let way = random.between(0.0, TAU);
        let long = if i % 7 == 0 { random.between(0.7, 1.3) } else { random.between(0.15, 0.5) };
        let bend = random.normal() * 0.10;
        let thick = 0.006 + 0.016 * long * random.unit();
        let path: Vec<Vec3> = (0..6)
            .map(|k| {
                let t = k as f32 / 5.0 - 0.5;
                let q = p
                    + Vec2::from_angle(way) * (t * long)
                    + Vec2::from_angle(way).perp() * (bend * (4.0 * t * t));
                on_ground(q) + Vec3::Y * (thick * 0.7)
            })
            .collect();
        let stuff = Stuff { albedo: WOOD * random.between(0.7, 1.3), grain: 0.9, gloss: 0.25 };
        let radii: Vec<f32> = (0..6).map(|k| thick * (1.0 - 0.12 * k as f32)).collect();
        wood[sector(p)].tube(&path, &radii, 6, stuff, 0.12, |_, n| 0.4 + 0.4 * n.y.max(0.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trunk_lies_over_the_brook_and_the_dippers_stone_stands_out_of_it() {
        let (bank, near) = brook(BRIDGE[0]);
        let (other, far) = brook(BRIDGE[1]);
        assert!(near.abs() > bank.half_m && far.abs() > other.half_m && near * far < 0.0);
        let [robin, dipper] = perches();
        assert!(robin.length() > 2.5 && dipper.length() > 4.0);
        let heard = Vec3::from(sound::forest::birds::ROBIN_M) + Vec3::Y * sound::EARS_M;
        assert!(robin.distance(heard) < 0.3, "the robin is seen at {robin} and heard at {heard}");
        let (here, off) = brook(Vec2::new(dipper.x, dipper.z));
        assert!(off.abs() < here.half_m && dipper.y > here.level);
    }
}
