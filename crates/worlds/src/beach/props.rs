//! What lies and stands on the beach: pebbles, shells, driftwood, groyne piles, the dune fence; and where.

use glam::{Quat, Vec2, Vec3};

use super::shore::{ground, up_beach};
use super::wrack;
use super::{boat, fence};
use crate::mesh::{HEAP_FLOATS, Heap, Stone, Stuff};
use crate::noise::{Random, fbm2, smoothstep, value2};

/// Where the glass float lies that breathes with the client, in metres: its centre.
pub(crate) const FLOAT_PLACE: Vec3 = Vec3::new(-0.62, -0.075, -2.72);
/// Radius of the float, in metres.
pub(crate) const FLOAT_RADIUS: f32 = 0.15;

/// The first groyne pile, the step from one to the next, and how many there are.
const PILES: (Vec2, Vec2, usize) = (Vec2::new(3.1, -2.4), Vec2::new(0.26, -1.30), 24);

const WOOD: Stuff = Stuff { albedo: Vec3::new(0.235, 0.195, 0.155), grain: 1.0, gloss: 0.0 };
const BLEACHED: Stuff = Stuff { albedo: Vec3::new(0.335, 0.330, 0.314), grain: 1.0, gloss: 0.0 };

/// A thing that presses into the sand or keeps light from it: a rounded rod from `a` to `b`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    pub a: Vec2,
    pub b: Vec2,
    pub radius: f32,
}

/// Everything solid.
pub(crate) struct Props {
    /// The groyne's piles, which are mirrored in water and wet sand.
    pub piles: Heap,
    /// Wood, fence, and what else stands or casts a broad shadow.
    pub solid: Heap,
    /// What lies on the sand: stones, shells, weed, straw.
    pub small: Heap,
    /// Where things touch the sand.
    pub contacts: Vec<Contact>,
}

/// What lies and stands on the beach of this seed.
pub(crate) fn build(seed: u64) -> Props {
    let (mut standing, mut heap, mut small) = (Heap::default(), Heap::default(), Heap::default());
    let mut contacts = Vec::new();
    let mut random = Random::new(seed, 21);
    piles(&mut standing, &mut contacts, &mut random);
    driftwood(&mut heap, &mut contacts, &mut random);
    fence::build(&mut heap, &mut contacts, &mut random);
    boat::build(&mut heap, &mut contacts);
    pebbles(&mut small, &mut contacts, &mut random);
    shells(&mut small, &mut contacts, &mut random);
    float_net(&mut heap, &mut contacts);
    wrack::build(&mut small, &mut contacts, seed);
    contacts.push(Contact { a: flat(FLOAT_PLACE), b: flat(FLOAT_PLACE), radius: FLOAT_RADIUS * 0.7 });
    Props { piles: standing, solid: heap, small, contacts }
}

/// Top of the pile that a gull stands on.
pub(crate) fn perch(seed: u64) -> Vec3 {
    let mut random = Random::new(seed, 21);
    let mut top = Vec3::ZERO;
    for i in 0..=PERCH {
        top = pile(i, &mut random).1;
    }
    top
}

const PERCH: usize = 5;

/// The float's old net: three rings of rope, and a loop that trails on the sand.
fn float_net(heap: &mut Heap, contacts: &mut Vec<Contact>) {
    let rope = Stuff { albedo: Vec3::new(0.20, 0.155, 0.105), grain: 0.6, gloss: 0.0 };
    for ring in 0..4 {
        let turn = if ring == 3 {
            Quat::from_rotation_x(1.45)
        } else {
            Quat::from_rotation_y(ring as f32 * 1.047 + 0.3)
        };
        let path: Vec<Vec3> = (0..=28)
            .map(|i| {
                let a = i as f32 / 28.0 * std::f32::consts::TAU;
                FLOAT_PLACE + turn * Vec3::new(a.cos(), a.sin(), 0.0) * (FLOAT_RADIUS + 0.004)
            })
            .collect();
        heap.tube(&path, &[0.0075; 29], 6, rope, 0.15, |p, _| {
            0.35 + 0.65 * ((p.y - FLOAT_PLACE.y) / FLOAT_RADIUS * 0.5 + 0.5).clamp(0.0, 1.0)
        });
    }
    let tail: Vec<Vec3> = (0..=14)
        .map(|i| {
            let t = i as f32 / 14.0;
            let p = Vec2::new(FLOAT_PLACE.x + 0.10 + 0.55 * t, FLOAT_PLACE.z + 0.14 + 0.10 * (t * 7.0).sin());
            Vec3::new(p.x, ground(p) + 0.004, p.y)
        })
        .collect();
    heap.tube(&tail, &[0.008; 15], 6, rope, 0.15, |_, _| 0.7);
    contacts.extend(tail.windows(2).map(|p| Contact { a: flat(p[0]), b: flat(p[1]), radius: 0.010 }));
}

fn flat(p: Vec3) -> Vec2 {
    Vec2::new(p.x, p.z)
}

/// Foot, top and radius of a pile; each takes the same number of chances, so that one can be asked for alone.
fn pile(i: usize, random: &mut Random) -> (Vec3, Vec3, f32) {
    let (first, step, _) = PILES;
    let at = first + step * i as f32 + Vec2::new(random.between(-0.03, 0.03), random.between(-0.03, 0.03));
    let y = ground(at);
    let height = 0.62 + 0.035 * i as f32 + random.between(-0.16, 0.16);
    let top_y = y.max(-0.95) + height + 0.10 * (i as f32 * 0.9).sin();
    let lean = Vec2::new(random.between(-0.05, 0.05), random.between(-0.05, 0.05));
    let top = Vec3::new(at.x + lean.x, top_y, at.y + lean.y);
    (Vec3::new(at.x, y - 0.4, at.y), top, random.between(0.095, 0.13))
}

fn piles(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random) {
    for i in 0..PILES.2 {
        let (foot, top, radius) = pile(i, random);
        let ground_y = foot.y + 0.4;
        let (parts, sides) = if i < 8 { (20, 16) } else { (7, 8) };
        let path: Vec<Vec3> = (0..=parts).map(|k| foot.lerp(top, k as f32 / parts as f32)).collect();
        // Worn thin where the waves work, split and rounded at the head.
        let radii: Vec<f32> = (0..=parts)
            .map(|k| {
                let t = k as f32 / parts as f32;
                radius * (1.08 - 0.14 * t) * (1.0 - 0.22 * smoothstep(0.93, 1.0, t))
            })
            .collect();
        let first = heap.vertices.len();
        heap.tube(&path, &radii, sides, WOOD, 0.15, |p, _| {
            0.45 + 0.55 * ((p.y - ground_y.max(-0.5)) / 0.45).clamp(0.0, 1.0)
        });
        // Weed below the water's reach, barnacles at it, damp wood above, bleached wood where no wave comes.
        let tide = (ground_y + 0.13 * smoothstep(4.6, 3.4, up_beach(flat(foot)))).max(-0.27);
        for v in heap.vertices[first..].chunks_mut(HEAP_FLOATS) {
            let fray = fbm2(v[0] * 17.0 + 40.0, v[2] * 17.0 + v[1] * 5.0 + 40.0, 1 << 20, 2, 91) - 0.5;
            let over = v[1] - tide + 0.16 * fray;
            let crust = smoothstep(
                0.58,
                0.66,
                value2(v[0] * 60.0 + 90.0, v[2] * 60.0 + v[1] * 46.0 + 90.0, 1 << 20, 5),
            );
            let (weed, band) = (
                smoothstep(0.03, -0.05, over),
                smoothstep(-0.10, -0.01, over) * smoothstep(0.13, 0.05, over),
            );
            let dry = smoothstep(0.10, 0.34, over);
            let mut tint = Vec3::new(v[6], v[7], v[8]) * (0.34 + 0.56 * dry);
            tint = tint.lerp(Vec3::new(0.035, 0.046, 0.020), weed * 0.92);
            tint = tint.lerp(Vec3::new(0.36, 0.34, 0.29), band * crust * 0.8 * smoothstep(-0.2, -0.26, tide));
            v[6..9].copy_from_slice(&tint.to_array());
            v[12] = 0.04 + 0.70 * (1.0 - dry).max(weed);
        }
        contacts.push(Contact { a: flat(foot), b: flat(foot), radius });
    }
}

/// How much sky a piece of driftwood sees.
fn open_sky(p: Vec3, n: Vec3) -> f32 {
    let above = ((p.y - ground(flat(p))) / 0.20).clamp(0.0, 1.0);
    (0.74 + 0.26 * above) * (0.78 + 0.22 * (n.y * 0.5 + 0.5))
}

/// A crooked limb of driftwood that tapers from `radius`, along `way` and bent by `bend` at its end; never under the
/// sand. It grows out of wood `trunk` metres thick with a collar, and is dark in the joint. Where its middle runs.
fn limb(heap: &mut Heap, from: Vec3, way: Vec3, bend: Vec3, radius: f32, trunk: f32) -> Vec<Vec3> {
    let (mut path, mut thin) = (Vec::new(), Vec::new());
    let (parts, length) = (10, way.length().max(0.05));
    for i in 0..=parts {
        // Closer together where it leaves the trunk.
        let t = (i as f32 / parts as f32).powf(1.25);
        let mut p = from
            + way * t
            + bend * (t * t)
            + Vec3::new(0.024, 0.0, 0.017) * t.min(0.4) * 2.5 * (t * 9.0 + 40.0 * from.x).sin();
        p.y = p.y.max(ground(flat(p)) + radius * 0.35);
        path.push(p);
        let collar = 0.55 * (-((t * length - trunk * 0.85).max(0.0) / (radius * 0.9)).powi(2)).exp();
        thin.push(radius * (1.12 - 0.86 * t.powf(0.8) + if trunk > 0.0 { collar } else { 0.1 }));
    }
    let first = heap.vertices.len();
    heap.tube(&path, &thin, 8, BLEACHED, 0.24, open_sky);
    if trunk > 0.0 {
        for v in heap.vertices[first..].chunks_mut(HEAP_FLOATS) {
            let out = from.distance(Vec3::new(v[0], v[1], v[2]));
            let joint = 0.30 + 0.70 * smoothstep(trunk * 0.95, trunk * 1.05 + radius * 1.3, out);
            for value in [6, 7, 8, 11] {
                v[value] *= joint;
            }
        }
    }
    path
}

fn driftwood(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random) {
    let (from, to) = (Vec2::new(-4.15, -1.35), Vec2::new(-1.30, -2.78));
    let spine: Vec<(Vec3, f32)> = (0..=26)
        .map(|i| {
            let t = i as f32 / 26.0;
            let p =
                from.lerp(to, t) + Vec2::new(0.16, 0.30) * ((t * 3.6 + 0.4).sin() - 0.39) * (1.0 - 0.3 * t);
            // A swollen foot where the roots were, a waist, knots, and a tip as thin as a wrist.
            let radius = 0.150 * (1.0 - 0.68 * t.powf(1.3))
                + 0.075 * (-(t / 0.07).powi(2)).exp()
                + 0.018 * (-((t - 0.42) / 0.04).powi(2)).exp()
                + 0.014 * (-((t - 0.71) / 0.03).powi(2)).exp();
            let lift = 0.62 * radius + 0.16 * (t - 0.62).max(0.0) * t;
            (Vec3::new(p.x, ground(p) + lift, p.y), radius)
        })
        .collect();
    let path: Vec<Vec3> = spine.iter().map(|s| s.0).collect();
    let mut radii: Vec<f32> = spine.iter().map(|s| s.1).collect();
    for (tip, share) in radii.iter_mut().rev().zip([0.40, 0.66, 0.82, 0.92, 0.97]) {
        *tip *= share;
    }
    // The root end is worn round: it does not end in a saw cut.
    let back = (path[0] - path[2]).normalize_or_zero();
    let (mut bole, mut thick) = (Vec::new(), Vec::new());
    for (out, share) in [(0.115, 0.10), (0.105, 0.48), (0.075, 0.78), (0.035, 0.95)] {
        bole.push(path[0] + back * out);
        thick.push(radii[0] * share);
    }
    bole.extend(&path);
    thick.extend(&radii);
    heap.tube(&bole, &thick, 32, BLEACHED, 0.24, open_sky);
    // What is left of the roots: a few thick, uneven stumps.
    let side = back.cross(Vec3::Y).normalize_or_zero();
    for (a, length, radius) in
        [(0.15f32, 0.34, 0.052), (1.05, 0.24, 0.060), (1.95, 0.46, 0.050), (2.95, 0.30, 0.056)]
    {
        let out = side * a.cos() + Vec3::Y * a.sin();
        let twist = random.between(-0.16, 0.16);
        let bend = (back * 0.45 - out * 0.22) * length + back.cross(out) * twist * length - Vec3::Y * 0.08;
        limb(heap, path[0] + out * 0.05, (out * 0.80 + back * 0.50) * length, bend, radius, radii[0] * 0.8);
    }
    // Branches, some broken short, one long and bare; each has a twig. They lean along the trunk and away from the
    // client, so that their shaded sides are seen, as the trunk's is.
    let along = (path[26] - path[0]).normalize_or_zero();
    let away = Vec3::new(along.z, 0.0, -along.x).normalize_or_zero();
    for (at, [ahead, up, off], length, radius) in [
        (7, [0.55, 0.80, 0.25], 0.24, 0.050),
        (11, [0.62, 0.72, 0.15], 0.66, 0.044),
        (15, [-0.25, 0.80, 0.45], 0.46, 0.036),
        (18, [0.80, 0.52, 0.10], 0.80, 0.036),
        (21, [0.30, 0.85, 0.40], 0.30, 0.024),
        // The end has split.
        (23, [0.90, 0.24, 0.40], 0.52, 0.034),
        (24, [0.97, 0.12, -0.16], 0.34, 0.030),
    ] {
        let (sway, drop) = (random.between(-0.10, 0.10), random.between(0.05, 0.22));
        let way = (along * ahead + Vec3::Y * up + away * off).normalize() * length;
        let branch = limb(heap, path[at], way, along * sway - Vec3::Y * (drop * length), radius, radii[at]);
        let aside = along * (-0.5 * sway.signum() * length) + (Vec3::Y * 0.55 + away * 0.25) * length;
        limb(heap, branch[6], (way + aside) * 0.28, Vec3::Y * -0.03, radius * 0.34, radius * 0.5);
    }
    // Broken branches that high water left further up.
    for (from, way, bow, radius) in [
        (Vec3::new(-2.9, 0.03, 3.9), Vec3::new(1.8, 0.02, 0.1), 0.75, 0.036),
        (Vec3::new(-1.95, 0.02, 4.05), Vec3::new(0.75, 0.16, 0.30), 0.40, 0.020),
        (Vec3::new(2.6, 0.02, 2.3), Vec3::new(0.9, 0.03, 0.5), 0.15, 0.026),
    ] {
        let lying = limb(heap, from, way, Vec3::new(-0.2, 0.0, bow), radius, 0.0);
        wrack::press(contacts, &lying, radius);
    }
    for (pair, radius) in path.windows(2).zip(&radii) {
        contacts.push(Contact { a: flat(pair[0]), b: flat(pair[1]), radius: radius * 0.85 });
    }
}

fn pebbles(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random) {
    let tints = [
        Vec3::new(0.30, 0.29, 0.28),
        Vec3::new(0.42, 0.38, 0.33),
        Vec3::new(0.19, 0.185, 0.19),
        Vec3::new(0.36, 0.27, 0.20),
        Vec3::new(0.52, 0.49, 0.45),
    ];
    // Drifts of stones: a few big ones, each with a following of small ones.
    let drifts = [
        (Vec2::new(1.35, -2.35), 26),
        (Vec2::new(-2.9, -2.9), 18),
        (Vec2::new(3.0, -2.9), 30),
        (Vec2::new(-0.2, -1.75), 8),
        (Vec2::new(2.1, -0.6), 10),
        (Vec2::new(-5.6, -2.4), 24),
        (Vec2::new(6.4, -1.9), 26),
        (Vec2::new(-1.6, 0.9), 6),
        (Vec2::new(0.9, 1.9), 5),
        (Vec2::new(-0.4, 3.4), 6),
        (Vec2::new(-8.0, -2.0), 22),
        (Vec2::new(-2.05, -3.25), 9),
    ];
    for (middle, number) in drifts {
        for i in 0..number {
            let spread = if i < 3 { 0.42 } else { 0.75 };
            let at = middle + Vec2::new(random.normal() * spread, random.normal() * spread * 0.6);
            let base = if i < 3 { random.between(0.045, 0.095) } else { random.between(0.009, 0.030) };
            if at.length() < 0.5 {
                continue;
            }
            let radii = Vec3::new(base, base * random.between(0.42, 0.62), base * random.between(0.70, 0.95));
            let y = ground(at) + radii.y * random.between(-0.05, 0.28);
            let turn = Quat::from_rotation_y(random.between(0.0, std::f32::consts::TAU))
                * Quat::from_rotation_x(random.between(-0.15, 0.15));
            let wet = ((4.6 - up_beach(at)) / 0.9).clamp(0.0, 1.0);
            let tint = tints[(random.unit() * 4.99) as usize] * (1.0 - 0.45 * wet);
            let stuff = Stuff { albedo: tint, grain: 0.35, gloss: 0.05 + 0.6 * wet };
            let rings = if base > 0.04 {
                9
            } else if base > 0.018 {
                6
            } else {
                4
            };
            let form = Stone { radii, dent: 0.32, seed: (random.unit() * 9_999.0) as u32, rings };
            heap.stone(Vec3::new(at.x, y, at.y), turn, form, stuff);
            contacts.push(Contact { a: at, b: at, radius: base * 0.85 });
        }
    }
}

fn shells(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random) {
    let tints = [
        Vec3::new(0.66, 0.60, 0.53),
        Vec3::new(0.60, 0.46, 0.37),
        Vec3::new(0.52, 0.50, 0.50),
        Vec3::new(0.62, 0.52, 0.36),
    ];
    for i in 0..40 {
        // Most lie along the line that the last tide left; a few come close.
        let x = if i < 12 { random.between(-1.8, 1.8) } else { random.between(-11.0, 11.0) };
        let up = if i < 12 { random.between(4.6, 6.3) } else { 4.75 + random.normal() * 0.28 };
        let at = Vec2::new(x, sound::shore::z_m(x) + up);
        let size = random.between(0.016, 0.034);
        let tilt = Quat::from_rotation_y(random.between(0.0, std::f32::consts::TAU))
            * Quat::from_rotation_x(random.between(-0.25, 0.2));
        let tint = tints[(random.unit() * 3.99) as usize] * random.between(0.8, 1.1);
        let columns = if i < 12 { 24 } else { 11 };
        heap.shell(Vec3::new(at.x, ground(at) - size * 0.06, at.y), size, tilt, tint, columns);
        contacts.push(Contact { a: at, b: at, radius: size * 0.6 });
    }
}
