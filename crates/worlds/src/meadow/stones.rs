//! Boulders with lichen, fences, the hut at the end of the path and a barn: what shows how large the meadow is.

use glam::{Quat, Vec2, Vec3};

use super::land::{HUT, beside_path, height, on_ground};
use crate::mesh::{Heap, Stone, Stuff};
use crate::noise::Random;

/// Middle and half width of each boulder, in metres, and how flat it lies.
const BOULDERS: [(Vec2, f32, f32); 11] = [
    (Vec2::new(-3.1, -4.6), 0.72, 0.50),
    (Vec2::new(-3.9, -4.1), 0.40, 0.55),
    (Vec2::new(-2.2, -5.1), 0.27, 0.6),
    (Vec2::new(2.3, -7.4), 0.34, 0.5),
    (Vec2::new(-10.4, -8.0), 0.85, 0.45),
    (Vec2::new(1.55, -1.35), 0.13, 0.6),
    (Vec2::new(-2.9, 3.4), 0.55, 0.6),
    (Vec2::new(-3.7, 3.9), 0.32, 0.55),
    (Vec2::new(5.6, 7.0), 0.95, 0.52),
    (Vec2::new(9.5, 2.5), 0.5, 0.5),
    (Vec2::new(-14.0, 2.0), 1.1, 0.5),
];

/// Whether a place lies under a boulder or a house.
pub(super) fn inside(p: Vec2) -> bool {
    let (hut, barn) = ((p - HUT).abs(), (p - BARN.0).abs());
    BOULDERS.iter().any(|(middle, half, _)| (p - *middle).length() < half * 0.72)
        || hut.max_element() < 4.0
        || barn.max_element() < 3.0
}

/// Boulders, fences, hut and barn.
pub(super) fn build(seed: u64) -> Heap {
    let mut heap = Heap::default();
    let mut random = Random::new(seed, 401);
    for (middle, half, flat) in BOULDERS {
        let albedo = Vec3::new(0.185, 0.180, 0.168) * random.between(0.85, 1.15);
        let stuff = Stuff { albedo, grain: 0.0, gloss: 1.0 };
        let radii = Vec3::new(half, half * flat, half * random.between(0.62, 0.85));
        let turn = Quat::from_rotation_y(random.between(0.0, std::f32::consts::TAU))
            * Quat::from_rotation_x(random.between(-0.2, 0.2));
        let form = Stone { radii, dent: 0.75, seed: (random.unit() * 9_999.0) as u32, rings: 14 };
        heap.stone(on_ground(middle) + Vec3::Y * (half * flat * 0.28), turn, form, stuff);
    }
    // What feet have kicked out of the path.
    for _ in 0..64 {
        let ahead = -3.0 + 16.0 * random.unit().powf(1.4);
        let off = random.normal() * 0.24;
        let half = 0.008 + 0.026 * random.unit().powi(3);
        let stuff = Stuff {
            albedo: Vec3::new(0.30, 0.235, 0.160) * random.between(0.6, 1.15),
            grain: 0.0,
            gloss: 0.0,
        };
        let radii = Vec3::new(half, half * random.between(0.5, 0.8), half * random.between(0.6, 1.0));
        let turn = Quat::from_rotation_y(random.between(0.0, std::f32::consts::TAU));
        let form = Stone { radii, dent: 0.7, seed: (random.unit() * 9_999.0) as u32, rings: 4 };
        heap.stone(on_ground(beside_path(ahead, off)) + Vec3::Y * (half * 0.05), turn, form, stuff);
    }
    lantern(&mut heap);
    let along_path = |i: usize| {
        let ahead = 4.2 + 2.55 * i as f32;
        beside_path(ahead, 2.5 - 0.4 * (ahead * 0.13).sin())
    };
    fence(&mut heap, &mut random, 14, &along_path);
    // The pasture's end, over the rise to the right.
    let over_rise = |i: usize| {
        let t = i as f32;
        Vec2::new(9.5 + 2.45 * t, -2.6 + 0.42 * t + 0.055 * t * t + 0.3 * (t * 0.9).sin())
    };
    fence(&mut heap, &mut random, 12, &over_rise);
    house(&mut heap, &mut random, (HUT, TURN, 1.0), true);
    house(&mut heap, &mut random, BARN, false);
    heap
}

/// Where the storm lantern hangs that breathes with the client, in metres.
pub(super) fn lantern_at() -> Vec3 {
    on_ground(Vec2::new(0.86, -2.25)) + Vec3::Y * 0.74
}

/// A lantern on a crook that someone has planted beside the path.
fn lantern(heap: &mut Heap) {
    let (at, plain) =
        (lantern_at(), |albedo: [f32; 3]| Stuff { albedo: Vec3::from(albedo), grain: 0.0, gloss: 0.0 });
    let foot = on_ground(Vec2::new(1.02, -2.30));
    let hazel = Stuff { grain: 0.8, ..plain([0.20, 0.145, 0.10]) };
    let crook: Vec<Vec3> = [
        (0.0, -0.1),
        (0.01, 0.5),
        (-0.01, 0.96),
        (-0.03, 1.06),
        (-0.09, 1.105),
        (-0.15, 1.07),
        (-0.16, 1.01),
    ]
    .into_iter()
    .map(|(x, y): (f32, f32)| foot + Vec3::new(x, y, 0.05 * (x < -0.08) as u8 as f32))
    .collect();
    heap.tube(&crook, &[0.019, 0.018, 0.016, 0.016, 0.015, 0.014, 0.012], 8, hazel, 0.12, |_, _| 0.8);
    let iron = plain([0.050, 0.048, 0.046]);
    let mut ring = |rings: &[(f32, f32)], stuff: Stuff| {
        let path: Vec<Vec3> = rings.iter().map(|(y, _)| at + Vec3::Y * *y).collect();
        let radii: Vec<f32> = rings.iter().map(|(_, r)| *r).collect();
        heap.tube(&path, &radii, 14, stuff, 0.0, |_, _| 0.9);
    };
    ring(&[(-0.105, 0.062), (-0.080, 0.066), (-0.075, 0.050)], iron);
    ring(&[(-0.075, 0.044), (-0.02, 0.052), (0.04, 0.050), (0.075, 0.040)], plain([0.62, 0.55, 0.42]));
    ring(&[(0.075, 0.052), (0.088, 0.060), (0.118, 0.026), (0.15, 0.022), (0.155, 0.004)], iron);
    ring(&[(0.155, 0.004), (0.27, 0.004)], iron);
}

/// Split rails on round posts.
fn fence(heap: &mut Heap, random: &mut Random, number: usize, stands: &dyn Fn(usize) -> Vec2) {
    let posts: Vec<Vec3> = (0..number).map(|i| on_ground(stands(i))).collect();
    let mut wood = || Stuff {
        albedo: Vec3::new(0.225, 0.200, 0.170) * random.between(0.8, 1.2),
        grain: 1.0,
        gloss: 0.25,
    };
    for (i, foot) in posts.iter().enumerate() {
        let (stuff, lean) = (wood(), ((i * 7 % 5) as f32 - 2.0) * 0.02);
        let top = *foot + Vec3::new(lean, 1.16 + 0.03 * (i * 3 % 4) as f32, 0.5 * lean);
        let (sides, parts) = if i < 4 { (10, 5) } else { (6, 2) };
        let path: Vec<Vec3> =
            (0..=parts).map(|k| (*foot - Vec3::Y * 0.2).lerp(top, k as f32 / parts as f32)).collect();
        let radii: Vec<f32> = (0..=parts).map(|k| 0.078 - 0.014 * k as f32 / parts as f32).collect();
        heap.tube(&path, &radii, sides, stuff, 0.10, |at, _| {
            0.40 + 0.60 * ((at.y - foot.y) / 0.5).clamp(0.0, 1.0)
        });
        let Some(next) = posts.get(i + 1) else { continue };
        let way = (*next - *foot).normalize();
        let side = Vec3::new(-way.z, 0.0, way.x) * 0.075;
        for (rail, up) in [0.38, 0.69, 1.0].into_iter().enumerate() {
            let stuff = wood();
            let skew = ((i * 5 + rail * 3) % 7) as f32 * 0.012 - 0.03;
            let a = *foot + Vec3::Y * (up + skew) + side - way * 0.22;
            let b = *next + Vec3::Y * (up - skew * 1.3) + side + way * 0.22;
            let path: Vec<Vec3> = (0..=4)
                .map(|k| {
                    a.lerp(b, k as f32 / 4.0) - Vec3::Y * (0.03 * (1.0 - (k as f32 / 2.0 - 1.0).powi(2)))
                })
                .collect();
            heap.tube(
                &path,
                &[0.050, 0.056, 0.052, 0.054, 0.044],
                if i < 4 { 8 } else { 5 },
                stuff,
                0.12,
                |_, n| 0.62 + 0.38 * n.y.max(0.0),
            );
        }
    }
}

/// A block of wood or stone from a corner frame: middle, half sizes along its own right, up and back.
fn block(heap: &mut Heap, middle: Vec3, half: Vec3, turn: Quat, stuff: Stuff) {
    let axes = [Vec3::X, Vec3::Y, Vec3::Z];
    for axis in 0..3 {
        for side in [-1.0, 1.0] {
            let (n, u, v) = (axes[axis] * side, axes[(axis + 1) % 3], axes[(axis + 2) % 3]);
            let corner = |a: f32, b: f32| middle + turn * ((n + u * a + v * b) * half);
            let places = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0)];
            face(heap, &places, turn * n, stuff);
        }
    }
}

/// One flat face of four corners (two rows of two), with its grain along the longer side.
fn face(heap: &mut Heap, places: &[Vec3; 4], normal: Vec3, stuff: Stuff) {
    let start = (heap.vertices.len() / crate::mesh::HEAP_FLOATS) as u32;
    let (u, v) = ((places[1] - places[0]).length(), (places[2] - places[0]).length());
    for (i, place) in places.iter().enumerate() {
        let at = [if i % 2 == 1 { u } else { 0.0 }, if i > 1 { v } else { 0.0 }];
        let [along, across] = if u > v { at } else { [at[1], at[0]] };
        heap.vertices.extend_from_slice(&place.to_array());
        heap.vertices.extend_from_slice(&normal.to_array());
        heap.vertices.extend_from_slice(&stuff.albedo.to_array());
        heap.vertices.extend_from_slice(&[
            along + place.x,
            across * 0.4 + place.y,
            0.55 + 0.45 * normal.y.max(0.0),
            stuff.gloss,
            stuff.grain,
        ]);
    }
    heap.indices.extend_from_slice(&[start, start + 1, start + 2, start + 1, start + 3, start + 2]);
}

/// How the hut is turned: its front looks down the path.
const TURN: f32 = 0.42;

/// The hay barn: where it stands, how it is turned, how large it is beside the hut.
const BARN: (Vec2, f32, f32) = (Vec2::new(-29.0, -1.5), -1.25, 0.78);

/// The middle of the hut's lit window.
pub(super) fn window() -> Vec3 {
    on_ground(HUT) + Quat::from_rotation_y(-TURN) * Vec3::new(-1.7, 1.75, 2.75)
}

/// A log house on stones with a shingled roof: where it stands, how it is turned, how large it is; where people live
/// there are shutters, boxes of geraniums and a chimney, else it holds hay.
fn house(heap: &mut Heap, random: &mut Random, (place, turn, size): (Vec2, f32, f32), lived_in: bool) {
    let turn = Quat::from_rotation_y(-turn);
    let foot = on_ground(place) + Vec3::Y * (height(place + Vec2::new(-2.0, 2.0)) - height(place)).min(0.0);
    let plain = |albedo: [f32; 3], grain: f32| Stuff { albedo: Vec3::from(albedo), grain, gloss: 0.0 };
    let at = |x: f32, y: f32, z: f32| foot + turn * Vec3::new(x, y, z) * size;
    let stone = Stuff { gloss: 0.8, ..plain([0.26, 0.25, 0.235], 0.0) };
    let part =
        |heap: &mut Heap, at: Vec3, half: Vec3, stuff: Stuff| block(heap, at, half * size, turn, stuff);
    part(heap, at(0.0, 0.1, 0.0), Vec3::new(3.35, 0.65, 2.6), stone);
    for row in 0..9 {
        let y = 0.87 + 0.27 * row as f32;
        let log = plain([0.195, 0.130, 0.082].map(|c: f32| c * random.between(0.82, 1.18)), 1.0);
        for z in [2.5, -2.5] {
            let ends = [at(-3.6, y, z), at(3.6, y, z)];
            heap.tube(&ends, &[0.145 * size; 2], 6, log, 0.06, |_, n| 0.55 + 0.4 * n.y.max(0.0));
        }
        for x in [-3.25, 3.25] {
            let ends = [at(x, y + 0.13, -2.8), at(x, y + 0.13, 2.8)];
            heap.tube(&ends, &[0.145 * size; 2], 6, log, 0.06, |_, n| 0.55 + 0.4 * n.y.max(0.0));
        }
    }
    let dark = plain([0.125, 0.086, 0.058], 1.0);
    let (eave, ridge) = (3.15, 4.75);
    for x in [-3.25, 3.25] {
        let gable = [at(x, eave, -2.6), at(x, eave, 2.6), at(x, ridge, -0.05), at(x, ridge, 0.05)];
        face(heap, &gable, turn * Vec3::X * x.signum(), dark);
    }
    // Shingles: overlapping courses, each a little off the last.
    for side in [-1.0, 1.0] {
        for course in 0..13 {
            let t = course as f32 / 13.0;
            let line = |t: f32, lift: f32| {
                let out = 3.45 * (1.0 - t);
                (side * out, eave - 0.50 + (ridge + 0.12 - eave + 0.50) * t + lift)
            };
            let tint = random.between(0.78, 1.22);
            let shingle = Stuff { gloss: 0.5, ..plain([0.185, 0.170, 0.155].map(|c: f32| c * tint), 0.9) };
            let ((z0, y0), (z1, y1)) = (line(t, 0.05), line(t + 0.10, 0.0));
            let places = [at(-4.05, y0, z0), at(4.05, y0, z0), at(-4.05, y1, z1), at(4.05, y1, z1)];
            face(heap, &places, turn * Vec3::new(0.0, 0.9, side * 0.45).normalize(), shingle);
            let under =
                [at(-4.05, y0 - 0.06, z0), at(4.05, y0 - 0.06, z0), at(-4.05, y0, z0), at(4.05, y0, z0)];
            face(heap, &under, turn * Vec3::new(0.0, 0.1, side).normalize(), dark);
        }
    }
    // A door; where hay is kept it is wide and stands open on the dark.
    let wide = if lived_in { 0.48 } else { 1.05 };
    let door = if lived_in { dark } else { plain([0.020, 0.016, 0.013], 0.0) };
    part(heap, at(0.0, 1.25, 2.64), Vec3::new(wide, 0.95, 0.05), door);
    if !lived_in {
        return;
    }
    let (white, red, glass) =
        (plain([0.44, 0.40, 0.34], 0.2), plain([0.23, 0.055, 0.040], 0.8), plain([0.03, 0.036, 0.045], 0.0));
    for x in [-1.7, 1.7] {
        part(heap, at(x, 1.75, 2.66), Vec3::new(0.42, 0.45, 0.04), glass);
        part(heap, at(x, 1.75, 2.71), Vec3::new(0.03, 0.45, 0.03), white);
        part(heap, at(x, 1.75, 2.71), Vec3::new(0.42, 0.03, 0.03), white);
        for side in [-0.64, 0.64] {
            part(heap, at(x + side, 1.75, 2.70), Vec3::new(0.20, 0.50, 0.03), red);
        }
        part(heap, at(x, 1.20, 2.80), Vec3::new(0.50, 0.09, 0.12), dark);
        for k in 0..9 {
            let bloom =
                if k % 3 == 1 { plain([0.07, 0.13, 0.04], 0.0) } else { plain([0.48, 0.045, 0.04], 0.0) };
            let form = Stone { radii: Vec3::splat(0.075), dent: 0.6, seed: k, rings: 4 };
            heap.stone(
                at(x - 0.44 + 0.11 * k as f32, 1.36 + 0.03 * (k % 2) as f32, 2.83),
                Quat::IDENTITY,
                form,
                bloom,
            );
        }
    }

    part(heap, at(1.9, 4.75, -0.9), Vec3::new(0.30, 0.75, 0.30), stone);
    part(heap, at(0.0, 0.45, 3.35), Vec3::new(1.0, 0.05, 0.20), plain([0.24, 0.21, 0.17], 1.0));
    part(heap, at(0.0, 0.18, 3.35), Vec3::new(0.8, 0.24, 0.10), stone);
}
