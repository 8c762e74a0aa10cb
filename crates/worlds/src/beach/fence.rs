//! The fence of split chestnut at the foot of the dune, the lanterns on its posts, and the path of sleepers between.

use glam::{Vec2, Vec3};

use super::props::Contact;
use super::shore::ground;
use crate::mesh::{HEAP_FLOATS, Heap, Stuff};
use crate::noise::{Random, smoothstep};

/// Corners of the fence: along the foot of the dune, and up both sides of the path.
const LINES: [&[Vec2]; 2] = [
    &[
        Vec2::new(-13.0, 9.4),
        Vec2::new(-6.0, 8.2),
        Vec2::new(-0.5, 8.6),
        Vec2::new(3.1, 9.6),
        Vec2::new(4.4, 14.0),
        Vec2::new(4.9, 20.0),
    ],
    &[
        Vec2::new(9.1, 20.0),
        Vec2::new(8.4, 14.5),
        Vec2::new(8.9, 10.4),
        Vec2::new(13.5, 8.8),
        Vec2::new(21.0, 8.9),
    ],
];

/// Posts that carry a lantern: one can be seen in every direction that has a fence.
pub(crate) const LANTERNS: [Vec2; 4] =
    [Vec2::new(-13.0, 9.4), Vec2::new(3.1, 9.6), Vec2::new(8.9, 10.4), Vec2::new(13.5, 8.8)];

/// Where their flames are.
pub(crate) fn lanterns() -> [Vec3; LANTERNS.len()] {
    LANTERNS.map(|p| Vec3::new(p.x, ground(p) + 1.30, p.y))
}

/// Metres to the fence.
pub(crate) fn to_fence(p: Vec2) -> f32 {
    let to = |pair: &[Vec2]| {
        let ab = pair[1] - pair[0];
        let t = ((p - pair[0]).dot(ab) / ab.length_squared()).clamp(0.0, 1.0);
        p.distance(pair[0] + ab * t)
    };
    LINES.iter().flat_map(|line| line.windows(2)).map(to).fold(f32::MAX, f32::min)
}

/// A small iron lantern on its post.
fn lantern(heap: &mut Heap, flame: Vec3) {
    let iron = Stuff { albedo: Vec3::new(0.055, 0.050, 0.048), grain: 0.0, gloss: 0.2 };
    let glass = Stuff { albedo: Vec3::new(0.62, 0.50, 0.34), grain: 0.0, gloss: 0.6 };
    let up = |y: f32| flame + Vec3::Y * y;
    heap.tube(&[up(-0.13), up(-0.075)], &[0.050, 0.046], 8, iron, 0.0, |_, _| 0.8);
    heap.tube(&[up(-0.075), up(0.06)], &[0.038, 0.034], 8, glass, 0.0, |_, _| 1.0);
    heap.tube(&[up(0.055), up(0.085), up(0.13)], &[0.058, 0.040, 0.010], 8, iron, 0.0, |_, _| 1.0);
}

/// The way up through the dune: old sleepers, some of them half under the sand.
fn sleepers(heap: &mut Heap, random: &mut Random) {
    for i in 0..34 {
        let z = 8.3 + 0.43 * i as f32 + random.between(-0.04, 0.04);
        let middle = Vec2::new(5.2 + 0.13 * (z - 8.0) + 0.35 * (z * 0.42).sin(), z);
        let half = Vec2::new(random.between(0.56, 0.68), random.between(-0.13, 0.05));
        // One end lies under the sand, now this one, now the other.
        let tilt = random.between(0.045, 0.085) * if random.unit() < 0.5 { -1.0 } else { 1.0 };
        let low = random.between(-0.050, -0.022);
        let on = |side: f32| {
            let p = middle + half * side;
            Vec3::new(p.x, ground(p) + low + tilt * side, p.y)
        };
        let stuff = Stuff {
            albedo: Vec3::new(0.195, 0.182, 0.165) * random.between(0.75, 1.25),
            grain: 1.0,
            gloss: 0.0,
        };
        heap.tube(&[on(-1.0), on(0.0), on(1.0)], &[0.062, 0.066, 0.060], 7, stuff, 0.12, |_, n| {
            0.45 + 0.55 * n.y.max(0.0)
        });
    }
}

/// Split-chestnut paling along the foot of the dune and up both sides of the path.
pub(super) fn build(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random) {
    for flame in lanterns() {
        lantern(heap, flame);
    }
    sleepers(heap, &mut Random::new(5, 93));
    for line in LINES {
        for pair in line.windows(2) {
            let length = pair[0].distance(pair[1]);
            let pales = (length / 0.115) as usize;
            let mut wires = [Vec::new(), Vec::new()];
            for i in 0..=pales {
                let t = i as f32 / pales as f32;
                let at = pair[0].lerp(pair[1], t)
                    + Vec2::new(random.between(-0.012, 0.012), random.between(-0.012, 0.012));
                let y = ground(at);
                let post = i % 20 == 0;
                let height = if post { 1.18 } else { 0.90 + random.between(-0.11, 0.07) };
                let lean = Vec3::new(random.between(-0.055, 0.055), 0.0, random.between(-0.05, 0.05));
                // Some pales have been lost to storms.
                if !post && random.unit() < 0.05 {
                    continue;
                }
                let foot = Vec3::new(at.x, y - 0.1, at.y);
                let top = Vec3::new(at.x, y + height, at.y) + lean;
                let radius = if post { 0.042 } else { random.between(0.012, 0.018) };
                let sides = if post { 8 } else { 3 };
                let tint = random.between(0.8, 1.15);
                let stuff = Stuff { albedo: Vec3::new(0.128, 0.118, 0.108) * tint, grain: 1.0, gloss: 0.0 };
                let first = heap.vertices.len();
                // Sand has blown against the foot: it greys the wood and hides where it goes in.
                let low = foot.lerp(top, (0.1 + 0.16) / (0.1 + height));
                heap.tube(
                    &[foot, low, top],
                    &[radius, radius, radius * if post { 0.95 } else { 0.6 }],
                    sides,
                    stuff,
                    0.1,
                    |p, _| 0.34 + 0.66 * ((p.y - y + 0.1) / 0.26).clamp(0.0, 1.0),
                );
                for v in heap.vertices[first..].chunks_mut(HEAP_FLOATS) {
                    let dust = 0.45 * smoothstep(0.14, -0.02, v[1] - y);
                    let tint = Vec3::new(v[6], v[7], v[8]).lerp(Vec3::new(0.40, 0.36, 0.31), dust);
                    v[6..9].copy_from_slice(&tint.to_array());
                }
                for (wire, h) in wires.iter_mut().zip([0.28, 0.72]) {
                    if i % 2 == 0 || i == pales {
                        wire.push(Vec3::new(at.x, y + h, at.y) + lean * h);
                    }
                }
                if post {
                    contacts.push(Contact { a: at, b: at, radius: 0.05 });
                }
            }
            for wire in wires {
                let radii = vec![0.004; wire.len()];
                let steel = Stuff { albedo: Vec3::new(0.16, 0.14, 0.12), grain: 0.0, gloss: 0.1 };
                heap.tube(&wire, &radii, 3, steel, 0.0, |_, _| 0.9);
            }
        }
    }
}
