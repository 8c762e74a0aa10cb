//! The trees of the meadow: a maple beside the client, spruces in groups, the wood behind, specks in the valley.

use glam::{Mat3, Vec2, Vec3};

use super::land::{height, on_ground, woods};
use super::stones;
use crate::kit::field::Field;
use crate::kit::tree::{Habit, broad, fir, spruce};
use crate::mesh::Heap;
use crate::noise::Random;
use crate::{Quality, StageError};

const MAPLE: Habit = Habit {
    trunk_m: 2.0,
    crown_m: Vec3::new(3.9, 3.4, 3.7),
    buds: 760,
    step_m: 0.40,
    leaves: 19,
    leaf_m: 0.20,
    leaf: Vec3::new(0.098, 0.122, 0.040),
    bark: Vec3::new(0.165, 0.140, 0.112),
};

/// Maples: where, how large, how turned.
const MAPLES: [(Vec2, f32, f32); 3] = [
    (Vec2::new(8.8, -10.2), 1.0, 0.4),
    (Vec2::new(-21.0, 12.0), 1.15, 2.1),
    (Vec2::new(25.0, 9.0), 0.95, 4.0),
];

/// Spruces within sight of their twigs: where and how tall, in metres.
const SPRUCES: [(Vec2, f32); 15] = [
    (Vec2::new(-13.5, -30.0), 15.0),
    (Vec2::new(-16.8, -33.0), 18.5),
    (Vec2::new(-11.0, -35.0), 12.0),
    (Vec2::new(-20.5, -29.0), 13.5),
    (Vec2::new(-27.0, -37.0), 16.0),
    (Vec2::new(6.2, -43.0), 10.5),
    (Vec2::new(23.5, -44.0), 17.0),
    (Vec2::new(27.5, -41.0), 14.0),
    (Vec2::new(31.0, -30.0), 12.0),
    (Vec2::new(-35.0, -8.0), 14.0),
    (Vec2::new(-31.0, 17.0), 17.0),
    (Vec2::new(33.0, -6.0), 13.0),
    (Vec2::new(-9.0, 33.0), 15.5),
    (Vec2::new(13.0, 34.0), 17.0),
    (Vec2::new(18.0, 31.0), 12.0),
];

/// Sectors round the client.
const SECTORS: usize = 8;

pub(super) struct Trees {
    pub wood: Heap,
    /// Near ones, which cast shadows, and far ones.
    pub near: Vec<Field>,
    pub far: Vec<Field>,
}

pub(super) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Trees, StageError> {
    let (detail, share) = match quality {
        Quality::Full => (1.0, 1.0),
        Quality::Reduced => (0.7, 0.8),
        Quality::Lowest => (0.45, 0.6),
    };
    let sector =
        |p: Vec2| ((p.y.atan2(p.x) / std::f32::consts::TAU + 0.5) * SECTORS as f32) as usize % SECTORS;
    let (mut wood, mut near, mut far) = (Heap::default(), heaps(), heaps());
    let leaves = |number: u32| (number as f32 * (0.4 + 0.6 * share)) as u32;
    for (i, (at, size, turn)) in MAPLES.into_iter().enumerate() {
        let habit = if i == 0 {
            Habit { leaves: leaves(MAPLE.leaves), ..MAPLE }
        } else {
            Habit { leaves: leaves(9), leaf_m: 0.36, buds: 430, step_m: 0.5, ..MAPLE }
        };
        let stand = Mat3::from_rotation_y(turn) * size;
        broad(
            &habit,
            seed + 10 * i as u64,
            (on_ground(at) - Vec3::Y * 0.1, stand),
            &mut wood,
            &mut near[sector(at)],
        );
    }
    for (i, (at, tall)) in SPRUCES.into_iter().enumerate() {
        let close = detail * if at.length() < 38.0 { 0.70 } else { 0.34 };
        spruce(&mut near[sector(at)], Some(&mut wood), on_ground(at), tall, close, seed + i as u64);
    }
    let mut random = Random::new(seed, 431);
    for i in 0..(3_200.0 * share) as u64 {
        // Even over the logarithm of distance: about as many per degree near and far.
        let r = 44.0 * (950.0f32 / 44.0).powf(random.unit());
        let a = random.between(0.0, std::f32::consts::TAU);
        let (p, chance, tall) = (Vec2::new(a.cos(), a.sin()) * r, random.unit(), random.between(9.0, 19.0));
        if chance > woods(p) * 0.62 || stones::inside(p) {
            continue;
        }
        let foot = Vec3::new(p.x, height(p) - 0.3, p.y);
        if r < 52.0 {
            spruce(&mut far[sector(p)], None, foot, tall, 0.16 * detail, seed + 100 + i);
        } else {
            fir(
                &mut far[sector(p)],
                foot,
                tall,
                if r < 90.0 {
                    8
                } else if r < 180.0 {
                    6
                } else {
                    4
                },
                seed + 100 + i,
            );
        }
    }
    let fields = |heaps: Vec<Heap>| {
        heaps
            .iter()
            .filter(|heap| !heap.indices.is_empty())
            .map(|heap| Field::of(gl, heap))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Trees { wood, near: fields(near)?, far: fields(far)? })
}

fn heaps() -> Vec<Heap> {
    (0..SECTORS).map(|_| Heap::default()).collect()
}
