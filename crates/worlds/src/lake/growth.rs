//! What grows by the lake: the wood round it, birches in autumn gold, reeds, grass on the shore, water lilies.

use std::f32::consts::TAU;

use glam::{Mat3, Vec2, Vec3};

use super::jetty;
use super::land::{WATER_M, height, inland, off_path, on_ground, woods};
use crate::gpu::Mesh;
use crate::kit::field::{Field, blade, card};
use crate::kit::foliage::{CONIFERS, TREES};
use crate::kit::ground::rolling;
use crate::kit::tree::{self, Card, Habit, broad};
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::noise::{Random, smoothstep};
use crate::{Quality, StageError};

const BIRCH: Habit = Habit {
    trunk_m: 2.6,
    crown_m: Vec3::new(2.1, 3.6, 2.1),
    buds: 420,
    step_m: 0.42,
    leaves: 3,
    leaf_m: 0.50,
    leaf: Vec3::new(0.215, 0.150, 0.030),
    bark: Vec3::new(0.46, 0.44, 0.41),
};

/// Birches that stand by themselves: where, how large, how turned.
const BIRCHES: [(Vec2, f32, f32); 4] = [
    (Vec2::new(15.2, -4.6), 1.0, 0.4),
    (Vec2::new(-14.2, -3.2), 0.92, 2.0),
    (Vec2::new(9.8, 11.5), 1.18, 3.1),
    (Vec2::new(-19.5, 9.0), 1.1, 4.4),
];

/// Conifers that stand by themselves: where and how tall, in metres.
const SPRUCES: [[f32; 3]; 20] = [
    [19.5, -3.5, 13.5],
    [21.8, -0.5, 17.0],
    [17.6, 1.8, 7.5],
    [23.4, -4.4, 9.0],
    [-18.6, -2.4, 15.5],
    [-21.0, 0.8, 18.5],
    [-16.4, 1.2, 6.0],
    [-23.5, -2.2, 10.0],
    [46.0, -112.0, 12.5],
    [49.5, -109.0, 9.0],
    [42.5, -110.5, 7.0],
    [44.5, -115.5, 10.5],
    [-20.0, 21.5, 15.0],
    [-7.0, 33.0, 17.5],
    [-17.0, 34.0, 14.0],
    [3.0, 27.0, 12.0],
    [12.5, 19.5, 15.0],
    [7.0, 23.0, 6.5],
    [20.0, 12.0, 16.0],
    [-25.5, 15.5, 13.0],
];

/// Sectors round the client, and how far off the wood begins (m).
const SECTORS: usize = 7;
const WOOD_M: f32 = 24.0;

pub(super) struct Growth {
    pub wood: Heap,
    /// Birches; then cards, near ones first.
    pub near: Vec<Field>,
    pub far: Vec<Field>,
    /// What only casts shadows.
    pub shades: Mesh,
    /// The cards once more, far ones first, for the picture that the water mirrors.
    pub strip: Mesh,
    pub reeds: Vec<Field>,
    pub tufts: Vec<Field>,
    pub lilies: Vec<Field>,
}

fn share(quality: Quality) -> f32 {
    match quality {
        Quality::Full => 1.0,
        Quality::Reduced => 0.8,
        Quality::Lowest => 0.6,
    }
}

pub(super) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Growth, StageError> {
    let share = share(quality);
    let sector = |p: Vec2| ((p.y.atan2(p.x) / TAU + 0.5) * SECTORS as f32) as usize % SECTORS;
    let heaps = || (0..SECTORS).map(|_| Heap::default()).collect::<Vec<_>>();
    let (mut wood, mut near, mut far) = (Heap::default(), heaps(), heaps());
    for (i, (at, size, turn)) in BIRCHES.into_iter().enumerate() {
        let stand = Mat3::from_rotation_y(turn) * size;
        broad(
            &BIRCH,
            seed + 10 * i as u64,
            (on_ground(at) - Vec3::Y * 0.1, stand),
            &mut wood,
            &mut near[sector(at)],
        );
    }
    let mut random = Random::new(seed, 631);
    let (mut stand, mut shades): (Vec<(f32, Card)>, _) = (Vec::new(), Heap::default());
    for (i, [x, z, tall]) in SPRUCES.into_iter().enumerate() {
        let kind = if tall < 7.0 { CONIFERS - 1 } else { i % (CONIFERS - 1) };
        let foot = on_ground(Vec2::new(x, z)) - Vec3::Y * (0.02 * tall);
        let tint = Vec3::new(0.040, 0.060, 0.040) * random.between(0.85, 1.15);
        let card = Card { foot, height_m: tall, kind, mirrored: i % 3 == 1, tint, open: 0.55 };
        if x.hypot(z) < 45.0 {
            tree::card(&mut shades, &card, true);
        }
        stand.push((x.hypot(z), card));
    }
    for _ in 0..(19_000.0 * share) as u32 {
        // Even over the logarithm of distance: about as many per degree near and far.
        let r = WOOD_M * (760.0 / WOOD_M).powf(random.unit());
        let a = random.between(0.0, TAU);
        let p = Vec2::new(a.cos(), a.sin()) * r;
        let [chance, kind, tall, shade]: [f32; 4] = std::array::from_fn(|_| random.unit());
        let woods = woods(p);
        if chance > woods * 0.85 {
            continue;
        }
        // Along the water stand birches and bushes, behind them the dark wood.
        let deep = smoothstep(3.0, 16.0, inland(p) + 6.0 * (shade - 0.5));
        let (kind, height_m) = if kind > 0.96 - 0.30 * (1.0 - deep) {
            (TREES - 1, 1.6 + 2.6 * tall)
        } else if kind > 0.90 - 0.40 * (1.0 - deep) {
            (CONIFERS + (tall > 0.5) as usize, 6.0 + 7.0 * shade)
        } else if shade > 0.80 {
            (CONIFERS - 1, 2.5 + 5.0 * tall)
        } else {
            (((tall * 37.0).fract() * (CONIFERS as f32 - 1.0)) as usize, 9.0 + 6.0 * deep + 9.0 * tall * tall)
        };
        let tint = if kind < CONIFERS {
            Vec3::new(0.034, 0.054, 0.040).lerp(Vec3::new(0.056, 0.068, 0.036), shade * shade)
        } else {
            // Birch and rowan turn.
            Vec3::new(0.125, 0.105, 0.028).lerp(Vec3::new(0.235, 0.130, 0.026), tall)
        };
        let card = Card {
            foot: Vec3::new(p.x, height(p) - 0.25 - 0.001 * r, p.y),
            height_m,
            kind,
            mirrored: random.unit() > 0.5,
            tint: tint * (0.74 + 0.62 * chance),
            open: 0.56 - 0.36 * deep,
        };
        if r < 44.0 && chance < 0.12 {
            tree::card(&mut shades, &card, true);
        }
        stand.push((r, card));
    }
    // Near ones first: they hide the others.
    stand.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, card) in &stand {
        tree::card(&mut far[sector(Vec2::new(card.foot.x, card.foot.z))], card, false);
    }
    let mut strip = Heap::default();
    for (_, card) in stand.iter().rev() {
        tree::card(&mut strip, card, false);
    }
    let fields = |heaps: Vec<Heap>| {
        let filled = heaps.iter().filter(|heap| !heap.indices.is_empty());
        filled.map(|heap| Field::of(gl, heap)).collect::<Result<Vec<_>, _>>()
    };
    Ok(Growth {
        wood,
        near: fields(near)?,
        far: fields(far)?,
        shades: Mesh::new(gl, &HEAP_ATTRIBUTES, &shades.vertices, &shades.indices, &[], &[])?,
        strip: Mesh::new(gl, &HEAP_ATTRIBUTES, &strip.vertices, &strip.indices, &[], &[])?,
        reeds: reeds(gl, seed, share)?,
        tufts: tufts(gl, seed, share)?,
        lilies: lilies(gl, seed)?,
    })
}

/// Reeds stand in the shallows, in beds with gaps between: straw by now, a few still green, some in flower.
fn reeds(gl: &glow::Context, seed: u64, share: f32) -> Result<Vec<Field>, StageError> {
    let mut records = [Vec::new(), Vec::new()];
    let mut random = Random::new(seed, 641);
    for _ in 0..(64_000.0 * share) as usize {
        let (r, a) = (3.4 + 44.0 * random.unit().powf(0.9), random.between(0.0, TAU));
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let [chance, tall, lean, kind]: [f32; 4] = std::array::from_fn(|_| random.unit());
        let s = inland(p);
        let bed = smoothstep(-0.02, 0.16, rolling(p, 0.11, 2, 71) + 0.10);
        let thick = smoothstep(-4.6, -2.2, s) * smoothstep(0.7, -0.1, s) * bed;
        if chance > thick || jetty::inside(p) || p.x.abs() < 6.0 && p.y > -2.0 {
            continue;
        }
        // The shader takes what is dry and what carries a plume from the fraction of a number.
        let dry = if kind < 0.72 { 0.94 + 0.05 * tall } else { 0.90 * tall };
        let which = (chance * 9.0).floor();
        let number = (which + dry) / 11.7;
        let number = if kind > 0.90 { 0.957 + 0.04 * tall } else { number.min(0.95) };
        let high = (1.05 + 0.75 * tall) * (0.75 + 0.5 * (0.5 + rolling(p, 0.3, 2, 73)));
        let band = usize::from(r > 15.0);
        records[band].extend_from_slice(&[
            p.x,
            height(p).min(WATER_M) - 0.05,
            p.y,
            random.between(0.0, TAU),
            high + (WATER_M - height(p)).max(0.0),
            [0.0078, 0.0105][band] * (0.7 + 0.6 * chance),
            0.05 + 0.34 * lean * lean,
            number,
        ]);
    }
    let [near, far] = records;
    let shape = [(0, 2), (1, 2)];
    let mut fields = Field::around(gl, &shape, &blade(1, 3), &near, 5, 1.2)?;
    fields.extend(Field::around(gl, &shape, &blade(1, 2), &far, 5, 1.2)?);
    Ok(fields)
}

/// Grass, heather and herbs along the shore and the path.
fn tufts(gl: &glow::Context, seed: u64, share: f32) -> Result<Vec<Field>, StageError> {
    let mut records = Vec::new();
    let mut random = Random::new(seed, 651);
    for _ in 0..(30_000.0 * share) as usize {
        let (r, a) = (3.5 + 38.0 * random.unit().powf(0.85), random.between(0.0, TAU));
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let [chance, tall, turn]: [f32; 3] = std::array::from_fn(|_| random.unit());
        let s = inland(p);
        let patch = (0.5 + 1.3 * rolling(p, 0.16, 2, 53)).max(0.0).min(1.0);
        let grown = smoothstep(0.25, 1.9, s) * smoothstep(0.30, 1.0, off_path(p)) * (1.0 - 0.7 * woods(p));
        if grown * (0.35 + 0.65 * patch) < 0.08 + 0.4 * chance || jetty::inside(p) {
            continue;
        }
        let kind = if chance > 0.86 - 0.2 * patch { 2.0 } else { f32::from(u8::from(chance <= 0.13)) };
        let high = (0.20 + 0.22 * patch + 0.22 * tall * tall) * (0.5 + 0.5 * grown) * (0.8 + 0.4 * chance);
        let near = r < 12.0;
        records.extend_from_slice(&[
            p.x,
            height(p) - 0.02,
            p.y,
            turn * TAU,
            high * if near { 1.0 } else { 1.15 },
            high * if near { 0.34 } else { 0.8 },
            kind,
            chance,
        ]);
    }
    Field::around(gl, &[(0, 2)], &card(2), &records, 6, 0.7)
}

/// Lilies in the still water on both sides of the jetty's head; those of the garden's exercise open one after another.
fn lilies(gl: &glow::Context, seed: u64) -> Result<Vec<Field>, StageError> {
    let mut random = Random::new(seed, 661);
    let mut places: Vec<Vec2> = Vec::new();
    let mut records = Vec::new();
    let mut tries = 0;
    while places.len() < 84 && tries < 9_000 {
        tries += 1;
        let (r, a) = (1.5 + 7.5 * random.unit().powf(1.25), 1.15 * random.normal());
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let gap = rolling(p, 0.42, 2, 81);
        let free = places.iter().all(|other| other.distance(p) > 0.27);
        // Open water straight ahead, drifts of lilies to both sides.
        if !free
            || jetty::inside(p)
            || inland(p) > -0.8
            || gap < 0.02 && r > 2.6
            || p.x.abs() < 0.5 && r > 3.6
        {
            continue;
        }
        let order = (0.80 * (r - 1.5) / 7.5 + 0.20 * random.unit()).min(1.0);
        records.extend_from_slice(&[
            p.x,
            WATER_M + 0.004,
            p.y,
            random.between(0.0, TAU),
            random.between(0.085, 0.150),
            if random.unit() < 0.62 { random.between(0.062, 0.085) } else { 0.0 },
            order,
            random.unit(),
        ]);
        places.push(p);
    }
    Field::around(gl, &[(0, 4)], &lily(), &records, 3, 0.25)
}

/// A pad with its notch, three rows of petals, a heart: radius or side, turn, row, share along it.
fn lily() -> (Vec<f32>, Vec<u32>) {
    let (mut vertices, mut indices) = (Vec::new(), Vec::<u32>::new());
    let mut push = |corner: [f32; 4]| {
        vertices.extend_from_slice(&corner);
        (vertices.len() / 4) as u32 - 1
    };
    const ROUND: u32 = 20;
    let middle = push([0.0, 0.0, 0.0, 0.0]);
    let rim: Vec<[u32; 2]> = (0..=ROUND)
        .map(|k| {
            let a = 0.16 + (TAU - 0.32) * k as f32 / ROUND as f32;
            [0.55, 1.0].map(|r| push([r, a, 0.0, 0.0]))
        })
        .collect();
    for pair in rim.windows(2) {
        let ([a, b], [c, d]) = (pair[0], pair[1]);
        indices.extend_from_slice(&[middle, a, c, a, b, d, a, d, c]);
    }
    for (row, petals) in [(1.0, 8), (2.0, 8), (3.0, 6)] {
        for petal in 0..petals {
            let a = (petal as f32 + 0.5 * row) / petals as f32 * TAU;
            let mut line = Vec::new();
            for step in 0..=4 {
                let t = step as f32 / 4.0;
                line.push(
                    [-1.0, 1.0].map(|side| push([side * if step == 4 { 0.15 } else { 1.0 }, a, row, t])),
                );
            }
            for pair in line.windows(2) {
                let ([a, b], [c, d]) = (pair[0], pair[1]);
                indices.extend_from_slice(&[a, b, c, b, d, c]);
            }
        }
    }
    let top = push([0.0, 0.0, 4.0, 1.0]);
    let heart: Vec<u32> = (0..7).map(|k| push([1.0, k as f32 / 6.0 * TAU, 4.0, 0.4])).collect();
    heart.windows(2).for_each(|pair| indices.extend_from_slice(&[top, pair[0], pair[1]]));
    (vertices, indices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_meshes_name_only_their_own_corners() {
        for (floats, (vertices, indices)) in [(4, lily()), (4, blade(1, 3)), (2, card(2))] {
            let count = (vertices.len() / floats) as u32;
            assert!(indices.iter().all(|i| *i < count) && indices.len() % 3 == 0);
        }
        assert!(lily().1.len() / 3 < 260, "{}", lily().1.len() / 3);
    }

    #[test]
    fn single_trees_stand_on_land_and_clear_of_the_cabin() {
        for at in BIRCHES.iter().map(|birch| birch.0).chain(SPRUCES.iter().map(|[x, z, _]| Vec2::new(*x, *z)))
        {
            assert!(inland(at) > 0.3, "{at}: {}", inland(at));
            assert!((at - super::super::land::CABIN).length() > 5.5 && off_path(at) > 1.5, "{at}");
        }
    }
}
