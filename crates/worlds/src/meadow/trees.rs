//! The trees of the meadow: a maple beside the client, spruces of all ages in groups, the wood behind, copses in the valley.

use glam::{Mat3, Vec2, Vec3};

use super::land::{height, on_ground, woods};
use super::stones;
use crate::gpu::Mesh;
use crate::kit::field::Field;
use crate::kit::foliage::{CONIFERS, LARCH, TREES};
use crate::kit::tree::{self, Card, Habit, broad};
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::noise::{Random, smoothstep};
use crate::{Quality, StageError};

const MAPLE: Habit = Habit {
    trunk_m: 2.0,
    crown_m: Vec3::new(3.9, 3.4, 3.7),
    buds: 760,
    step_m: 0.40,
    leaves: 5,
    leaf_m: 0.50,
    leaf: Vec3::new(0.074, 0.106, 0.036),
    bark: Vec3::new(0.165, 0.140, 0.112),
};

/// Maples: where, how large, how turned.
const MAPLES: [(Vec2, f32, f32); 3] = [
    (Vec2::new(8.8, -10.2), 1.0, 0.4),
    (Vec2::new(-21.0, 12.0), 1.15, 2.1),
    (Vec2::new(25.0, 9.0), 0.95, 4.0),
];

/// Spruces that stand by themselves: where and how tall, in metres. Old ones have their young beside them.
const SPRUCES: [[f32; 3]; 31] = [
    [-19.5, -26.5, 16.0],
    [-22.8, -28.0, 20.5],
    [-17.6, -29.5, 10.5],
    [-15.4, -27.6, 3.8],
    [-27.0, -25.0, 13.5],
    [-29.5, -29.5, 8.5],
    [-24.4, -23.2, 2.8],
    [-33.0, -33.0, 17.5],
    [-22.0, -15.2, 14.5],
    [4.6, -46.0, 8.5],
    [6.4, -48.5, 5.0],
    [23.5, -44.0, 17.0],
    [27.5, -41.0, 12.0],
    [21.0, -39.5, 4.0],
    [31.0, -30.0, 13.5],
    [33.5, -26.5, 7.0],
    [-35.0, -8.0, 14.0],
    [-33.0, -4.6, 5.5],
    [-38.5, -11.5, 10.0],
    [-31.0, 17.0, 17.0],
    [-28.0, 20.5, 9.0],
    [-33.5, 11.5, 4.5],
    [33.0, -6.0, 13.0],
    [35.5, -1.5, 7.5],
    [30.0, 1.0, 2.8],
    [-9.0, 33.0, 15.5],
    [-12.5, 30.5, 5.0],
    [13.0, 34.0, 18.0],
    [18.0, 31.0, 8.0],
    [15.2, 28.6, 2.4],
    [24.0, 33.0, 13.0],
];

/// What needles send back.
const NEEDLES: Vec3 = Vec3::new(0.043, 0.062, 0.035);

/// The same of a larch.
const FRESH: Vec3 = Vec3::new(0.084, 0.098, 0.036);

/// Sectors round the client.
const SECTORS: usize = 7;

/// The wood begins here, in metres.
const WOOD_M: f32 = 40.0;

pub(super) struct Trees {
    pub wood: Heap,
    /// Maples; cards, near ones first.
    pub near: Vec<Field>,
    pub far: Vec<Field>,
    /// What only casts shadows: the cards again, each with one across.
    pub shades: Mesh,
}

pub(super) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Trees, StageError> {
    let share = match quality {
        Quality::Full => 1.0,
        Quality::Reduced => 0.8,
        Quality::Lowest => 0.6,
    };
    let sector =
        |p: Vec2| ((p.y.atan2(p.x) / std::f32::consts::TAU + 0.5) * SECTORS as f32) as usize % SECTORS;
    let (mut wood, mut near, mut far) = (Heap::default(), heaps(), heaps());
    for (i, (at, size, turn)) in MAPLES.into_iter().enumerate() {
        let habit =
            if i == 0 { MAPLE } else { Habit { leaf_m: 0.74, buds: 430, step_m: 0.5, leaves: 4, ..MAPLE } };
        let stand = Mat3::from_rotation_y(turn) * size;
        let foot = on_ground(at) - Vec3::Y * 0.1;
        broad(&habit, seed + 10 * i as u64, (foot, stand), &mut wood, &mut near[sector(at)]);
    }
    let mut random = Random::new(seed, 431);
    let (mut stand, mut shades): (Vec<(f32, Card)>, _) = (Vec::new(), Heap::default());
    for (i, [x, z, tall]) in SPRUCES.into_iter().enumerate() {
        let kind = if tall < 7.0 { CONIFERS - 1 } else { i * 5 % (CONIFERS - 1) };
        let foot = on_ground(Vec2::new(x, z)) - Vec3::Y * (0.02 * tall);
        let tint = if kind == LARCH { FRESH } else { NEEDLES } * random.between(0.85, 1.15);
        let card = Card { foot, height_m: tall, kind, mirrored: i % 3 == 1, tint, open: 0.55 };
        tree::card(&mut shades, &card, true);
        stand.push((x.hypot(z), card));
    }
    for _ in 0..(17_000.0 * share) as u32 {
        // Even over the logarithm of distance: about as many per degree near and far.
        let r = WOOD_M * (1_100.0 / WOOD_M).powf(random.unit());
        let a = random.between(0.0, std::f32::consts::TAU);
        let p = Vec2::new(a.cos(), a.sin()) * r;
        let [chance, kind, tall, shade]: [f32; 4] = std::array::from_fn(|_| random.unit());
        if chance > woods(p) * 0.8 || stones::inside(p) {
            continue;
        }
        // At the edge of a wood stand bushes and young trees, within it tall ones in each other's shade.
        let deep = smoothstep(0.15, 0.9, woods(p)) * (0.55 + 0.45 * smoothstep(0.1, 0.5, shade));
        let edge = 1.0 - deep;
        let (kind, height_m) = if kind > 0.97 - 0.34 * edge {
            (TREES - 1, 2.2 + 3.4 * tall)
        } else if kind > 0.91 - 0.42 * edge {
            (CONIFERS + (tall > 0.5) as usize, 7.0 + 8.0 * shade)
        } else if shade > 0.30 + 0.6 * deep {
            (CONIFERS - 1, 2.5 + 6.5 * tall)
        } else {
            (
                ((tall * 37.0).fract() * (CONIFERS as f32 - 1.0)) as usize,
                8.5 + 5.0 * deep + 11.0 * tall * tall,
            )
        };
        // From blue-green to the yellower green of young wood; broad leaves are lighter still.
        let tint = if kind == LARCH {
            FRESH * (0.7 + 0.4 * shade)
        } else if kind < CONIFERS {
            Vec3::new(0.036, 0.058, 0.040).lerp(Vec3::new(0.066, 0.078, 0.034), shade * shade)
        } else {
            Vec3::new(0.070, 0.098, 0.030).lerp(Vec3::new(0.115, 0.112, 0.036), tall)
        };
        let card = Card {
            foot: Vec3::new(p.x, height(p) - 0.25 - 0.001 * r, p.y),
            height_m,
            kind,
            mirrored: random.unit() > 0.5,
            tint: tint * (0.72 + 0.70 * chance),
            open: 0.56 - 0.40 * deep,
        };
        // Of the wood's edge a few cast shadows: all of them would leave the meadow in the dark until noon.
        if r < 56.0 && chance < 0.09 {
            tree::card(&mut shades, &card, true);
        }
        stand.push((r, card));
    }
    // Near ones first: they hide the others.
    stand.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, card) in &stand {
        tree::card(&mut far[sector(Vec2::new(card.foot.x, card.foot.z))], card, false);
    }
    let fields = |heaps: Vec<Heap>| {
        heaps
            .iter()
            .filter(|heap| !heap.indices.is_empty())
            .map(|heap| Field::of(gl, heap))
            .collect::<Result<Vec<_>, _>>()
    };
    let shades = Mesh::new(gl, &HEAP_ATTRIBUTES, &shades.vertices, &shades.indices, &[], &[])?;
    Ok(Trees { wood, near: fields(near)?, far: fields(far)?, shades })
}

fn heaps() -> Vec<Heap> {
    (0..SECTORS).map(|_| Heap::default()).collect()
}
