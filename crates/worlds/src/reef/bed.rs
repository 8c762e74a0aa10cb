//! What grows where: each coral head dressed from its own chance, the things one sits among, and anemones that open.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3};

use super::contact;
use super::corals::{self, Spot};
use super::land::{self, HEADS, NEAR_HEADS};
use super::shade::Grid;
use super::weave::{ATTRIBUTES, FLOATS, Look, PITTED, Weave};
use crate::gpu::{Mesh, Texture};
use crate::kit::field::Field;
use crate::kit::ground::{Rings, disc};
use crate::noise::{Random, smoothstep, value3};
use crate::{Quality, StageError};

// One family of warm browns and golds against the blue; rose, and a little violet, are the accents.
const OCHRE: Vec3 = Vec3::new(0.86, 0.50, 0.10);
const TAN: Vec3 = Vec3::new(0.66, 0.45, 0.22);
const OLIVE: Vec3 = Vec3::new(0.50, 0.46, 0.12);
const ROSE: Vec3 = Vec3::new(0.90, 0.26, 0.26);
const RUST: Vec3 = Vec3::new(0.90, 0.30, 0.07);
const WINE: Vec3 = Vec3::new(0.66, 0.13, 0.34);
const VIOLET: Vec3 = Vec3::new(0.50, 0.28, 0.60);
const MOSS: Vec3 = Vec3::new(0.36, 0.45, 0.17);
const YELLOW: Vec3 = Vec3::new(0.84, 0.60, 0.13);
const CREAM: Vec3 = Vec3::new(0.96, 0.86, 0.66);
const PALE: Vec3 = Vec3::new(0.90, 0.78, 0.74);
const SAND: Vec3 = Vec3::new(0.52, 0.45, 0.37);

type Grow = fn(&mut Weave, &mut Random, &Spot);

/// A form, its colour and tips, its size on a head, and how often it is met.
const CHOICE: [(Grow, [Vec3; 2], [f32; 2], f32); 18] = [
    (corals::knobs, [ROSE, CREAM], [0.11, 0.24], 7.0),
    (corals::knobs, [OCHRE, CREAM], [0.12, 0.26], 7.0),
    (corals::knobs, [TAN, PALE], [0.12, 0.24], 8.0),
    (corals::knobs, [RUST, CREAM], [0.10, 0.20], 4.0),
    (corals::cushion, [OLIVE, CREAM], [0.10, 0.26], 9.0),
    (corals::cushion, [OCHRE, CREAM], [0.10, 0.24], 9.0),
    (corals::cushion, [MOSS, CREAM], [0.10, 0.22], 7.0),
    (corals::cushion, [TAN, PALE], [0.12, 0.30], 9.0),
    (corals::brain, [OLIVE, CREAM], [0.14, 0.30], 4.0),
    (corals::brain, [OCHRE, CREAM], [0.14, 0.26], 4.0),
    (corals::leaves, [OLIVE, CREAM], [0.22, 0.40], 5.0),
    (corals::leaves, [TAN, CREAM], [0.24, 0.44], 5.0),
    (corals::fingers, [TAN, CREAM], [0.20, 0.34], 7.0),
    (corals::fingers, [ROSE, PALE], [0.16, 0.28], 4.0),
    (corals::staghorn, [OCHRE, CREAM], [0.30, 0.50], 3.0),
    (corals::staghorn, [TAN, PALE], [0.30, 0.50], 3.0),
    (corals::sponge, [VIOLET, VIOLET], [0.26, 0.45], 2.0),
    (corals::sponge, [YELLOW, YELLOW], [0.26, 0.45], 2.0),
];

/// Colours of the small growth: body and tips.
const BUDS: [[Vec3; 2]; 6] =
    [[ROSE, PALE], [OCHRE, CREAM], [TAN, CREAM], [RUST, CREAM], [MOSS, CREAM], [WINE, PALE]];

/// Patches of seagrass on the sand: middle, how far it spreads, tufts, length of the leaves in metres.
const SEAGRASS: [([f32; 2], f32, usize, f32); 6] = [
    ([-0.62, -1.30], 0.16, 7, 0.15),
    ([1.42, -2.05], 0.22, 14, 0.24),
    ([-3.0, -0.2], 0.34, 18, 0.27),
    ([1.55, 1.35], 0.24, 13, 0.22),
    ([-0.3, 2.6], 0.32, 18, 0.27),
    ([-0.9, -5.0], 0.42, 24, 0.34),
];

/// What stands where one looks first: form, place (right, back), size, colour, tips.
const PLACED: [(Grow, [f32; 2], f32, [Vec3; 2]); 56] = [
    // Within a step: small ones that have settled on the sand.
    (corals::fingers, [1.20, -1.25], 0.17, [ROSE, PALE]),
    (corals::knobs, [-0.98, -1.52], 0.15, [OCHRE, CREAM]),
    (corals::brain, [-0.78, -1.74], 0.17, [MOSS, CREAM]),
    (corals::knobs, [1.50, -1.62], 0.16, [WINE, PALE]),
    (corals::fingers, [-1.45, -0.25], 0.18, [TAN, CREAM]),
    (corals::knobs, [-1.65, 0.10], 0.14, [ROSE, CREAM]),
    (corals::knobs, [1.35, 0.85], 0.15, [WINE, PALE]),
    (corals::brain, [1.65, 0.60], 0.15, [OLIVE, CREAM]),
    (corals::brain, [0.75, 1.65], 0.17, [OCHRE, CREAM]),
    (corals::staghorn, [-0.85, 1.55], 0.26, [TAN, PALE]),
    (corals::cushion, [0.34, -1.30], 0.060, [OCHRE, CREAM]),
    (corals::fingers, [-0.62, -1.48], 0.085, [ROSE, PALE]),
    (corals::cushion, [1.05, -1.05], 0.075, [MOSS, CREAM]),
    (corals::cushion, [-1.30, 1.10], 0.085, [OLIVE, CREAM]),
    (corals::fingers, [0.95, 1.95], 0.19, [ROSE, PALE]),
    (corals::brain, [1.18, -0.62], 0.11, [OCHRE, CREAM]),
    (corals::knobs, [1.30, -0.46], 0.13, [TAN, PALE]),
    (corals::buds, [1.06, -0.44], 0.09, [ROSE, PALE]),
    (corals::knobs, [-0.18, 1.30], 0.11, [RUST, CREAM]),
    (corals::cushion, [0.06, 1.42], 0.10, [MOSS, CREAM]),
    (corals::buds, [-0.02, 1.20], 0.08, [OCHRE, CREAM]),
    (corals::brain, [-1.22, -0.62], 0.12, [MOSS, CREAM]),
    (corals::buds, [-1.10, -0.46], 0.09, [ROSE, PALE]),
    // The head ahead to the right, the subject.
    (corals::table, [2.15, -7.5], 1.25, [TAN, CREAM]),
    (corals::table, [3.75, -7.9], 1.05, [OCHRE, CREAM]),
    (corals::staghorn, [3.0, -6.7], 0.85, [OCHRE, PALE]),
    (corals::sponge, [1.65, -6.3], 0.95, [YELLOW, YELLOW]),
    (corals::sponge, [4.55, -5.5], 0.80, [VIOLET, VIOLET]),
    (corals::fingers, [2.45, -6.2], 0.50, [ROSE, PALE]),
    // Left ahead, nearer.
    (corals::table, [-3.15, -3.55], 0.95, [TAN, CREAM]),
    (corals::table, [-4.7, -5.1], 0.95, [OCHRE, CREAM]),
    (corals::brain, [-1.75, -2.75], 0.34, [OCHRE, CREAM]),
    (corals::staghorn, [-1.2, -5.3], 0.70, [TAN, PALE]),
    (corals::knobs, [-2.25, -3.1], 0.26, [ROSE, CREAM]),
    (corals::fingers, [-2.5, -2.35], 0.36, [TAN, CREAM]),
    // Right ahead, nearest.
    (corals::brain, [2.25, -2.75], 0.42, [Vec3::new(0.66, 0.40, 0.26), CREAM]),
    (corals::brain, [2.75, -2.15], 0.26, [MOSS, CREAM]),
    (corals::staghorn, [3.35, -2.8], 0.62, [RUST, CREAM]),
    (corals::sponge, [3.9, -2.6], 0.60, [VIOLET, VIOLET]),
    (corals::knobs, [2.75, -3.3], 0.28, [ROSE, CREAM]),
    (corals::leaves, [3.1, -1.9], 0.42, [WINE, PALE]),
    // Right and left.
    (corals::table, [5.6, 0.1], 1.15, [TAN, CREAM]),
    (corals::brain, [3.3, 0.55], 0.36, [OLIVE, CREAM]),
    (corals::knobs, [3.75, 1.25], 0.26, [ROSE, CREAM]),
    (corals::sponge, [4.3, 1.9], 0.62, [YELLOW, YELLOW]),
    (corals::table, [-6.2, -1.0], 1.2, [OLIVE, CREAM]),
    (corals::brain, [-2.75, 0.75], 0.33, [OCHRE, CREAM]),
    (corals::fingers, [-3.3, 1.3], 0.42, [ROSE, PALE]),
    (corals::leaves, [-3.9, 0.6], 0.42, [TAN, CREAM]),
    // Behind.
    (corals::table, [0.7, 6.1], 1.2, [TAN, CREAM]),
    (corals::staghorn, [1.9, 5.6], 0.80, [OCHRE, PALE]),
    (corals::brain, [-1.35, 3.6], 0.40, [OCHRE, CREAM]),
    (corals::knobs, [-2.0, 3.9], 0.28, [WINE, PALE]),
    (corals::sponge, [-2.7, 4.3], 0.66, [VIOLET, VIOLET]),
    (corals::fingers, [3.0, 4.3], 0.46, [ROSE, PALE]),
    (corals::table, [-5.6, 2.6], 1.15, [OCHRE, CREAM]),
];

/// Sea fans: place, size, bearing, colour.
const FANS: [([f32; 2], f32, f32, [Vec3; 2]); 8] = [
    ([0.85, -6.1], 0.90, 0.2, [WINE, ROSE]),
    ([4.1, -5.9], 0.70, -0.35, [RUST, OCHRE]),
    ([-2.35, -3.9], 0.70, 0.35, [WINE, ROSE]),
    ([-4.2, -4.2], 0.70, 0.3, [RUST, OCHRE]),
    ([4.7, 0.9], 0.60, 1.3, [RUST, OCHRE]),
    ([-5.2, -0.6], 0.75, -1.3, [WINE, ROSE]),
    ([-0.1, 5.6], 0.75, 0.1, [RUST, OCHRE]),
    ([-5.0, 3.9], 0.70, 0.9, [RUST, OCHRE]),
];

/// Whelks that have been washed up within reach: place, length, colour.
const SHELLS: [([f32; 2], f32, Vec3); 7] = [
    ([-0.12, -1.12], 0.075, TAN),
    ([0.22, -0.98], 0.050, RUST),
    ([-0.62, -1.18], 0.060, OCHRE),
    ([0.78, -1.48], 0.065, TAN),
    ([-1.15, 0.35], 0.070, RUST),
    ([1.10, 0.20], 0.065, OCHRE),
    ([0.20, 1.25], 0.070, TAN),
];

/// Where something can grow: a place on rock or sand, and which way is out of it.
type Stand = (Vec3, Vec3);

fn spot((foot, out): Stand, size: f32, [colour, tip]: [Vec3; 2], random: &mut Random, near: bool) -> Spot {
    let bright = random.between(0.86, 1.14);
    let shift = Vec3::new(random.between(0.92, 1.08), random.between(0.92, 1.08), random.between(0.92, 1.08));
    let out = (out + Vec3::Y * 0.7).normalize();
    Spot { foot: foot - out * 0.03, out, size, colour: colour * shift * bright, tip, near }
}

/// A coral head: a body of old coral with ledges and hollows under brown turf, wider towards its foot, which stands deep
/// in the sand; returns where one can grow.
fn head(weave: &mut Weave, number: usize, [x, z, radius, height]: [f32; 4], cells: [u32; 2]) -> Vec<Stand> {
    let seed = 31 + number as u32 * 7;
    let foot = land::on_floor(Vec2::new(x, z)).0;
    let middle = Vec3::new(x, land::height(Vec2::new(x + radius, z)).min(foot.y) + 0.22 * height, z);
    let noise = |p: Vec3, per_m: f32, seed: u32| {
        let q = p * per_m + 300.0;
        value3(q.x, q.y, q.z, 1 << 20, seed)
    };
    let at = |u: f32, v: f32| {
        let (a, e) = (u * TAU, (1.0 - v) * 2.35 - 0.78);
        let d = Vec3::new(a.cos() * e.cos(), e.sin(), a.sin() * e.cos());
        let d = if e > 1.5 { Vec3::Y } else { d };
        let lump = 0.62 * (noise(d, 1.35, seed) - 0.5)
            + 0.34 * (noise(d, 2.9, seed + 1) - 0.5)
            + 0.17 * (noise(d, 6.3, seed + 2) - 0.5);
        // Hollows, and ledges that stand out over them.
        let hollow = 0.15 * (1.0 - (2.0 * noise(d, 2.2, seed + 3) - 1.0).abs()).powi(4);
        let ledge = 0.055 * (d.y * 8.0 + 5.0 * noise(d, 1.1, seed + 4)).sin() * (1.0 - d.y.abs());
        // What is low is smooth: a slab, not a rag.
        let whole = 0.92 + (lump - hollow + ledge) * (0.45 + 0.55 * smoothstep(0.4, 1.3, height));
        // Below its waist it spreads instead of turning in: it has grown out of the ground.
        let low = (-e).max(0.0);
        let wide = if low > 0.0 { (1.0 + 0.42 * low.powf(1.4)) / e.cos() } else { 1.0 };
        let form = Vec3::new(radius * wide * whole, height * 0.82 * whole.max(0.8), radius * wide * whole);
        middle + d * form - Vec3::Y * (2.0 * low)
    };
    let start = weave.vertices.len();
    let [away, beside] =
        [Vec3::new(x, 0.0, z).normalize_or(Vec3::X), Vec3::new(-z, 0.0, x).normalize_or(Vec3::Z)];
    weave.sheet(cells, middle, &at, &|_, _, p| {
        // One dark family: turf of brown and olive, with old crusts of a muted rose.
        let mut colour = Vec3::new(0.185, 0.138, 0.084);
        for (crust, low, high, seed, per_m) in [
            (Vec3::new(0.215, 0.190, 0.098), 0.36, 0.70, 7, 1.2),
            (Vec3::new(0.330, 0.235, 0.135), 0.46, 0.74, 5, 2.7),
            (Vec3::new(0.330, 0.185, 0.165), 0.56, 0.78, 3, 1.9),
        ] {
            let share = 0.6 * noise(p, per_m, seed) + 0.4 * noise(p, per_m * 2.3, seed + 1);
            colour = colour.lerp(crust, 0.45 * smoothstep(low, high, share));
        }
        // Turf is lighter where light falls, and thin below.
        colour *= 0.50 + 0.85 * smoothstep(-0.20, 0.75, (p.y - middle.y) / height);
        // The grain lies as the client sees it, so that it is drawn out nowhere.
        let grain_at = Vec2::new(p.dot(beside), p.y + 0.6 * p.dot(away)) * 1.35;
        Look { colour, grain_at, grain: PITTED, sway: 0.0 }
    });
    let stands = weave.vertices[start..]
        .chunks_exact(FLOATS)
        .map(|v| (Vec3::new(v[0], v[1], v[2]), Vec3::new(v[3], v[4], v[5])));
    stands.filter(|(at, out)| at.y > land::height(Vec2::new(at.x, at.z)) + 0.05 && out.y > -0.15).collect()
}

/// The highest place at (right, back): on a head, or else on the floor.
fn on_top(stands: &[Stand], p: Vec2) -> Stand {
    let over = |stand: &&Stand| Vec2::new(stand.0.x, stand.0.z).distance(p) < 0.30 && stand.1.y > 0.25;
    let highest = stands.iter().filter(over).max_by(|a, b| a.0.y.total_cmp(&b.0.y));
    highest.copied().unwrap_or_else(|| land::on_floor(p))
}

fn grown(seed: u64, quality: Quality) -> Weave {
    let mut weave = Weave::default();
    let full = quality == Quality::Full;
    let heads: Vec<Vec<Stand>> = HEADS
        .into_iter()
        .enumerate()
        .map(|(number, form)| {
            let cells = if number < NEAR_HEADS && full { [44, 23] } else { [22, 11] };
            head(&mut weave, number, form, cells)
        })
        .collect();
    let stands: Vec<Stand> = heads.iter().flatten().copied().collect();
    let mut random = Random::new(seed, 150);
    for (grow, [x, z], size, colours) in PLACED {
        let near = quality != Quality::Lowest && Vec2::new(x, z).length() < 6.8;
        let spot = spot(on_top(&stands, Vec2::new(x, z)), size, colours, &mut random, near);
        grow(&mut weave, &mut random, &spot);
    }
    for ([x, z], size, bearing, colours) in FANS {
        let spot = spot(on_top(&stands, Vec2::new(x, z)), size, colours, &mut random, full);
        corals::fan(&mut weave, &mut random, &spot, bearing);
    }
    let whole: f32 = CHOICE.iter().map(|row| row.3).sum();
    for (number, stands) in heads.iter().enumerate() {
        let [x, z, radius, _] = HEADS[number];
        let near = number < NEAR_HEADS;
        let mut random = Random::new(seed, 160 + number as u64);
        let wanted = (radius
            * radius
            * if !near {
                2.4
            } else if z > -2.0 {
                16.5
            } else {
                12.3
            }
            * if full { 1.0 } else { 0.6 }) as usize;
        let mut taken: Vec<(Vec3, f32)> = Vec::with_capacity(wanted);
        for _ in 0..wanted * 14 {
            if taken.len() >= wanted || stands.is_empty() {
                break;
            }
            let stand = stands[(random.unit() * stands.len() as f32) as usize % stands.len()];
            let mut pick = random.unit() * whole;
            let row = CHOICE.iter().find(|row| {
                pick -= row.3;
                pick <= 0.0
            });
            let Some((grow, colours, [least, most], _)) = row else { continue };
            let size = random.between(*least, *most) * if near { 1.0 } else { 1.8 };
            // Most stand on the side that one sees; nothing within two metres of the client.
            let seen = stand.1.dot(-stand.0.normalize_or_zero()) > 0.0 || stand.1.y > 0.6;
            let free = taken.iter().all(|(other, r)| other.distance(stand.0) > 0.44 * (r + size));
            let kept = PLACED
                .iter()
                .all(|(_, [x, z], r, _)| Vec2::new(*x - stand.0.x, *z - stand.0.z).length() > 0.42 * r);
            if !seen || !free || !kept || stand.0.length() < 2.0 {
                continue;
            }
            taken.push((stand.0, size));
            let spot = spot(stand, size, *colours, &mut random, near && full && stand.0.length() < 3.6);
            grow(&mut weave, &mut random, &spot);
        }
        // Between them and on bare faces sits what is small: hundreds of buds in groups, of two or three colours a head.
        let mut random = Random::new(seed, 190 + number as u64);
        let few = [random.unit(), random.unit(), random.unit()];
        let tight = radius * radius * if near { 36.0 } else { 4.0 } * if full { 1.0 } else { 0.4 };
        for _ in 0..if stands.is_empty() { 0 } else { tight as usize } {
            let stand = stands[(random.unit() * stands.len() as f32) as usize % stands.len()];
            let size = random.between(0.07, 0.15) * if near { 1.0 } else { 2.2 };
            let seen = stand.1.dot(-stand.0.normalize_or_zero()) > 0.05 || stand.1.y > 0.5;
            let free = taken.iter().all(|(other, r)| other.distance(stand.0) > 0.42 * r + 0.5 * size);
            if !seen || !free || stand.0.length() < 2.0 {
                continue;
            }
            // One colour keeps to one part of the head.
            let patch =
                smoothstep(0.3, 0.7, value3(stand.0.x * 1.7, stand.0.y * 1.7, stand.0.z * 1.7, 1 << 20, 77));
            let one = few[((patch * 2.0 + 0.8 * random.unit()) as usize).min(2)];
            let colours = BUDS[(one * BUDS.len() as f32) as usize % BUDS.len()];
            let spot = spot(stand, size, colours, &mut random, near && full && stand.0.length() < 4.2);
            corals::buds(&mut weave, &mut random, &spot);
        }
        if !near {
            let spot = spot(
                on_top(stands, Vec2::new(x, z)),
                1.4 + 0.3 * random.unit(),
                [TAN, CREAM],
                &mut random,
                false,
            );
            corals::table(&mut weave, &mut random, &spot);
        }
    }
    let mut random = Random::new(seed, 151);
    for i in 0..if full { 300 } else { 90 } {
        let (a, r) = (random.unit() * TAU, 0.75 + 5.0 * random.unit().powf(1.4));
        let mut p = Vec2::new(a.cos(), a.sin()) * r;
        if i % 3 > 0 {
            // Most have fallen from a head and lie at its foot, on the side that one sees.
            let [x, z, radius, _] = HEADS[i % NEAR_HEADS];
            let towards = Vec2::new(-x, -z).normalize();
            let aside = Vec2::new(-towards.y, towards.x) * random.between(-1.2, 1.2);
            p = Vec2::new(x, z) + (towards + aside).normalize() * radius * random.between(0.95, 1.45);
        }
        let r = p.length();
        let size = (0.012 + 0.055 * random.unit().powi(3)) * (0.7 + 0.14 * r);
        let tint = [SAND, SAND * 0.7, CREAM * 0.8, TAN * 0.7][i % 4];
        let spot = spot(land::on_floor(p), size, [tint, CREAM], &mut random, r < 2.5);
        corals::rubble(
            &mut weave,
            &mut random,
            // Two thirds of it lie in the sand.
            &Spot { foot: spot.foot + Vec3::Y * (0.03 - size * 0.12), ..spot },
        );
    }
    // Blocks that broke off the heads lie against their feet, half in the sand.
    for i in 0..if full { 150 } else { 40 } {
        let [x, z, radius, height] = HEADS[i % NEAR_HEADS];
        let towards = Vec2::new(-x, -z).normalize();
        let aside = Vec2::new(-towards.y, towards.x) * random.between(-1.6, 1.6);
        let p = Vec2::new(x, z) + (towards + aside).normalize() * radius * random.between(0.92, 1.22);
        let size = (0.05 + 0.17 * random.unit() * random.unit()) * (0.55 + 0.35 * height);
        if p.length() < 2.0 + 2.0 * size {
            continue;
        }
        let tint =
            [Vec3::new(0.30, 0.24, 0.16), Vec3::new(0.26, 0.22, 0.12), Vec3::new(0.36, 0.25, 0.20)][i % 3];
        let spot = spot(land::on_floor(p), size, [tint, CREAM], &mut random, true);
        corals::block(
            &mut weave,
            &mut random,
            &Spot { foot: spot.foot + Vec3::Y * (0.03 + size * 0.05), ..spot },
        );
    }
    for ([x, z], wide, tufts, long) in SEAGRASS {
        for _ in 0..if full { tufts } else { tufts / 3 } {
            let p = Vec2::new(x + wide * random.normal(), z + wide * random.normal());
            let spot = spot(
                land::on_floor(p),
                long * random.between(0.7, 1.2),
                [Vec3::new(0.62, 0.70, 0.24), Vec3::new(0.90, 0.82, 0.40)],
                &mut random,
                p.length() < 2.4,
            );
            corals::seagrass(&mut weave, &mut random, &Spot { foot: spot.foot + Vec3::Y * 0.02, ..spot });
        }
    }
    for _ in 0..if full { 34 } else { 16 } {
        let (a, r) = (random.unit() * TAU, 0.6 + 4.0 * random.unit().powf(1.3));
        let p = Vec2::new(a.cos(), a.sin()) * r;
        let spot = spot(
            land::on_floor(p),
            random.between(0.020, 0.055),
            [CREAM * random.between(0.35, 0.70), CREAM * 0.8],
            &mut random,
            r < 2.0,
        );
        corals::twig(&mut weave, &mut random, &Spot { foot: spot.foot + Vec3::Y * 0.030, ..spot });
    }
    // Round each coral on the open sand lie its own crumbs.
    for (_, [x, z], reach, _) in PLACED.iter().filter(|(_, [x, z], ..)| x.hypot(*z) < 2.4) {
        for i in 0..if full { 9 } else { 3 } {
            let (a, out) =
                (random.unit() * TAU, reach * random.between(0.7, 1.3) + 0.22 * random.unit().powi(2));
            let p = Vec2::new(x + a.cos() * out, z + a.sin() * out);
            let size = 0.007 + 0.022 * random.unit().powi(2);
            let tint = [SAND, CREAM * 0.8, TAN * 0.8, ROSE.lerp(CREAM, 0.6)][i % 4];
            let spot = spot(land::on_floor(p), size, [tint, CREAM], &mut random, true);
            corals::rubble(
                &mut weave,
                &mut random,
                &Spot { foot: spot.foot + Vec3::Y * (0.03 - size * 0.1), ..spot },
            );
        }
    }
    for ([x, z], size, colour) in SHELLS {
        let spot = spot(land::on_floor(Vec2::new(x, z)), size, [colour, CREAM], &mut random, true);
        corals::shell(&mut weave, &mut random, &Spot { foot: spot.foot + Vec3::Y * 0.03, ..spot });
    }
    for ([x, z], size, colour) in
        [([0.50, -1.75], 0.17, RUST), ([-1.5, 2.2], 0.15, WINE), ([-2.1, -0.9], 0.13, OCHRE)]
    {
        let spot = spot(land::on_floor(Vec2::new(x, z)), size, [colour, CREAM], &mut random, true);
        corals::starfish(&mut weave, &mut random, &Spot { foot: spot.foot + Vec3::Y * 0.028, ..spot });
    }
    weave
}

/// The floor, and what has grown on it in sectors round the client.
pub(super) struct Bed {
    pub floor: Mesh,
    pub corals: Vec<Field>,
    /// How open the sand is close to whatever stands or lies on it, seen from above.
    pub contact: Texture,
}

/// The room in which the client's eyes are, sitting, leaning or lying down: lowest and highest corner.
const SEAT: [Vec3; 2] = [Vec3::new(-0.6, 0.35, -0.6), Vec3::new(0.6, 1.9, 0.6)];

const SECTORS: usize = 16;
/// Where one belt of sectors ends and the next begins, in metres: a box round a whole sector would reach past the client.
const BELTS_M: [f32; 2] = [3.6, 8.5];

pub(super) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Bed, StageError> {
    let mut weave = grown(seed, quality);
    let grid = Grid::of(&weave);
    // Sun through the day; it stays within 48 degrees of the vertical, so that one soft share serves every hour.
    let suns = [Vec3::new(0.38, 0.86, 0.34), Vec3::new(-0.10, 0.93, 0.35), Vec3::new(-0.42, 0.86, -0.24)];
    for v in weave.vertices.chunks_exact_mut(FLOATS) {
        let (at, normal) = (Vec3::new(v[0], v[1], v[2]), Vec3::new(v[3], v[4], v[5]));
        let [open, sun] = grid.light(at, normal, &suns, 1.4);
        // What lies low among others is darker at its foot.
        let ground = land::height(Vec2::new(at.x, at.z));
        let above = at.y - ground;
        // Nobody sees what lies deep in the sand; higher up it leaves smaller boxes to look for.
        v[1] = at.y.max(ground - 0.2);
        v[13] = open * (0.50 + 0.50 * smoothstep(-0.04, 0.40, above));
        v[14] = sun;
        v[15] = above.max(-0.5).min(1.0);
    }
    let rings = match quality {
        Quality::Full => Rings { nearest_m: 0.4, farthest_m: 60.0, rings: 84, spokes: 128 },
        Quality::Reduced => Rings { nearest_m: 0.4, farthest_m: 60.0, rings: 80, spokes: 120 },
        Quality::Lowest => Rings { nearest_m: 0.5, farthest_m: 60.0, rings: 70, spokes: 110 },
    };
    let floor = disc(gl, &rings, &land::height, &|p| {
        let (at, normal) = land::on_floor(p);
        let [open, sun] = grid.light(at + Vec3::Y * 0.02, normal, &suns, 0.75);
        Vec2::new(land::cover(p), 0.5 * (open + sun))
    })?;
    // Each triangle belongs to the sector its first corner lies in; the corners it needs go with it.
    let mut parts = vec![(Vec::new(), Vec::new()); SECTORS * (BELTS_M.len() + 1)];
    let mut moved = vec![(usize::MAX, 0u32); weave.vertices.len() / FLOATS];
    for triangle in weave.seen_from(SEAT, &land::height).chunks_exact(3) {
        let first = triangle[0] as usize * FLOATS;
        let (x, z) = (weave.vertices[first], weave.vertices[first + 2]);
        let belt = BELTS_M.iter().filter(|far| x.hypot(z) > **far).count();
        let sector = belt * SECTORS + ((z.atan2(x) / TAU + 0.5) * SECTORS as f32) as usize % SECTORS;
        let (vertices, indices): &mut (Vec<f32>, Vec<u32>) = &mut parts[sector];
        for corner in triangle {
            let old = *corner as usize;
            if moved[old].0 != sector {
                moved[old] = (sector, (vertices.len() / FLOATS) as u32);
                vertices.extend_from_slice(&weave.vertices[old * FLOATS..(old + 1) * FLOATS]);
            }
            indices.push(moved[old].1);
        }
    }
    let corals = parts
        .iter()
        .enumerate()
        .filter(|(_, (_, indices))| !indices.is_empty())
        .map(|(sector, (vertices, indices))| {
            // The box lies along the middle of its sector.
            let turn = -((sector % SECTORS) as f32 + 0.5) / SECTORS as f32 * TAU;
            Field::still(gl, &ATTRIBUTES, vertices, indices, turn)
        })
        .collect::<Result<Vec<_>, StageError>>()?;
    Ok(Bed { floor, corals, contact: contact::paint(gl, &weave, quality)? })
}

/// The share of the garden's opening that one anemone takes.
pub(super) const SPAN: f32 = 0.18;
/// Where the anemone sits that breathes with the client.
pub(super) const BREATHING: Vec2 = Vec2::new(0.62, -2.55);

/// Colours of anemones: three bodies, then their tips.
pub(super) fn tints() -> [glam::Vec4; 6] {
    [
        Vec3::new(0.52, 0.25, 0.15),
        Vec3::new(0.52, 0.26, 0.48),
        Vec3::new(0.40, 0.46, 0.20),
        Vec3::new(0.95, 0.50, 0.56),
        Vec3::new(0.90, 0.66, 0.94),
        Vec3::new(0.94, 0.90, 0.56),
    ]
    .map(|tint| tint.extend(1.0))
}

/// The one that breathes, and those of the garden.
pub(super) fn anemones(gl: &glow::Context, seed: u64) -> Result<[Mesh; 2], StageError> {
    let mut random = Random::new(seed, 152);
    let mut body = |tentacles: usize, rows: u32, sides: u32| {
        let (mut vertices, mut indices) = (Vec::new(), Vec::new());
        for i in 0..tentacles {
            let foot = ((i as f32 + 0.5) / tentacles as f32).sqrt();
            let (bearing, long, chance) =
                ((i as f32 * 0.381_966).fract(), random.between(0.55, 0.85), random.unit());
            let start = (vertices.len() / 6) as u32;
            for row in 0..=rows {
                let t = [0.0, 0.4, 0.8, 0.95, 1.0][row as usize * 4 / rows as usize];
                for side in 0..=sides {
                    vertices.extend_from_slice(&[t, side as f32 / sides as f32, foot, bearing, long, chance]);
                }
            }
            for row in 0..rows {
                for side in 0..sides {
                    let a = start + row * (sides + 1) + side;
                    let b = a + sides + 1;
                    indices.extend_from_slice(&[a, b, a + 1, a + 1, b, b + 1]);
                }
            }
        }
        (vertices, indices)
    };
    let (large, small) = (body(86, 4, 5), body(20, 4, 3));
    let attributes = [(0, 3), (1, 3)];
    let (foot, _) = land::on_floor(BREATHING);
    let one = [foot.x, foot.y + 0.03, foot.z, 0.52, 0.0, 0.0, -1.0, 1.0];
    let mut records = Vec::new();
    let count = 17;
    for i in 0..count {
        let aside = (i as f32 / (count - 1) as f32 - 0.5) * 2.3 + 0.10 * random.normal();
        let r = 1.25 + 1.45 * ((i * 7) % count) as f32 / count as f32;
        let p = Vec2::new(aside.sin(), -aside.cos()) * r;
        if p.distance(BREATHING) < 0.5 {
            continue;
        }
        let begins = (1.0 - SPAN) * (aside.abs() / 1.25).min(1.0);
        records.extend_from_slice(&[p.x, land::height(p), p.y, random.between(0.17, 0.27)]);
        records.extend_from_slice(&[random.unit(), (i % 3) as f32, begins, 0.0]);
    }
    let instances = [(2, 4), (3, 4)];
    Ok([
        Mesh::new(gl, &attributes, &large.0, &large.1, &instances, &one)?,
        Mesh::new(gl, &attributes, &small.0, &small.1, &instances, &records)?,
    ])
}
