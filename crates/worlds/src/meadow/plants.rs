//! Grass and flowers: where each blade and stalk stands, and the small meshes they share.

use glam::{Vec2, Vec4};

use super::land::{height, off_path, woods};
use super::stones;
use crate::kit::field::{Field, blade, card};
use crate::kit::flower::flower;
use crate::kit::ground::rolling;
use crate::noise::{Random, smoothstep};
use crate::{Quality, StageError};

/// Species of flowers: height and radius of the head in metres (least, most), how thick its drifts are and how wide,
/// petals with their cup, heart with how far it nods.
struct Species {
    tall_m: (f32, f32),
    head_m: f32,
    drift: f32,
    petal: Vec4,
    heart: Vec4,
}

/// Ox-eye daisy, meadow buttercup, bellflower, red clover, spring gentian.
const SPECIES: [Species; 5] = [
    Species {
        tall_m: (0.26, 0.44),
        head_m: 0.021,
        drift: 0.9,
        petal: Vec4::new(0.72, 0.70, 0.64, 0.10),
        heart: Vec4::new(0.70, 0.42, 0.03, 1.0),
    },
    Species {
        tall_m: (0.22, 0.42),
        head_m: 0.013,
        drift: 1.0,
        petal: Vec4::new(0.76, 0.52, 0.02, 0.60),
        heart: Vec4::new(0.58, 0.40, 0.03, 1.0),
    },
    Species {
        tall_m: (0.20, 0.34),
        head_m: 0.015,
        drift: 0.7,
        petal: Vec4::new(0.20, 0.16, 0.50, -0.75),
        heart: Vec4::new(0.30, 0.24, 0.50, 0.35),
    },
    Species {
        tall_m: (0.12, 0.24),
        head_m: 0.012,
        drift: 0.8,
        petal: Vec4::new(0.46, 0.17, 0.27, 1.05),
        heart: Vec4::new(0.54, 0.26, 0.34, 1.0),
    },
    Species {
        tall_m: (0.07, 0.12),
        head_m: 0.014,
        drift: 0.6,
        petal: Vec4::new(0.045, 0.10, 0.56, 0.35),
        heart: Vec4::new(0.55, 0.56, 0.52, 1.0),
    },
];

/// What the flowers' shader is given.
pub(super) fn palette() -> ([Vec4; 5], [Vec4; 5]) {
    (SPECIES.each_ref().map(|one| one.petal), SPECIES.each_ref().map(|one| one.heart))
}

/// Grass in two depths, its cards in three, and flowers in two.
pub(super) struct Plants {
    pub blades: Vec<Field>,
    /// Cards of many blades each: what fills the sward between.
    pub tufts: Vec<Field>,
    pub flowers: Vec<Field>,
    /// Those that open one after another in the garden exercise.
    pub garden: Vec<Field>,
}

/// The share of the garden's opening that one flower takes.
pub(super) const SPAN: f32 = 0.14;

/// A ring of growth: from and to (m), how many, sectors, blades to a tuft, pieces of a blade.
type Ring = (f32, f32, usize, usize, u32, u32);

pub(super) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Plants, StageError> {
    let (share, rings): (f32, [Ring; 3]) = match quality {
        Quality::Full => {
            (1.0, [(0.0, 2.6, 6_600, 4, 1, 3), (2.6, 7.0, 10_400, 7, 1, 2), (7.0, 19.0, 4_500, 6, 2, 2)])
        }
        Quality::Reduced => {
            (0.7, [(0.0, 2.6, 6_000, 4, 1, 3), (2.6, 7.0, 10_000, 7, 1, 2), (7.0, 19.0, 8_000, 6, 2, 1)])
        }
        Quality::Lowest => {
            (0.4, [(0.0, 2.6, 4_000, 8, 1, 2), (2.6, 7.0, 5_000, 8, 1, 2), (7.0, 19.0, 5_000, 8, 2, 1)])
        }
    };
    let (mut blades, mut tufts, mut flowers) = (Vec::new(), Vec::new(), Vec::new());
    for (stream, (from, to, number, sectors, tuft, pieces)) in rings.into_iter().enumerate() {
        let mut random = Random::new(seed, 301 + stream as u64);
        let mut records = Vec::with_capacity(number * 8);
        for _ in 0..number {
            let p = scattered(&mut random, from, to);
            let (turn, chance, tall, lean) =
                (random.between(0.0, std::f32::consts::TAU), random.unit(), random.unit(), random.unit());
            // Short where feet and hooves go, none under stones or in the shade of the wood.
            let grown = smoothstep(0.16, 0.62, off_path(p) + 0.25 * (chance - 0.5)) * (1.0 - 0.8 * woods(p));
            if grown < 0.10 || stones::inside(p) {
                continue;
            }
            let patch = 0.5 + rolling(p, 0.22, 2, 51);
            // Every third blade nearby is a low, broad leaf that covers the ground between the stems.
            let low = stream < 2 && lean > 0.80;
            // In clumps a step wide: knee-high here, ankle-high there.
            let clump = smoothstep(-0.20, 0.22, rolling(p, 0.85, 2, 57));
            let high =
                (0.07 + 0.20 * patch + 0.16 * tall * tall) * (0.30 + 0.70 * grown) * (0.55 + 0.85 * clump);
            let high = if low { 0.055 + 0.05 * tall } else { high * 1.05 };
            let wide = (0.0010 + 0.0016 * chance * chance)
                * (1.0 + 0.25 * tuft as f32)
                * if low { 1.9 } else { 1.0 };
            records.extend_from_slice(&[
                p.x,
                height(p) - 0.015,
                p.y,
                turn,
                high,
                wide,
                0.22 + 0.75 * lean * lean,
                chance,
            ]);
        }
        let shape = [(0, 2), (1, 2)];
        blades.extend(Field::around(gl, &shape, &blade(tuft, pieces), &records, sectors, 0.5)?);
    }
    for (stream, (from, to, number, sectors, pieces)) in TUFTS.into_iter().enumerate() {
        let mut random = Random::new(seed, 321 + stream as u64);
        let mut records = Vec::new();
        for _ in 0..(number * share) as usize {
            let p = scattered(&mut random, from, to);
            let (turn, chance, tall) =
                (random.between(0.0, std::f32::consts::TAU), random.unit(), random.unit());
            let grown = smoothstep(0.18, 0.75, off_path(p) + 0.3 * (chance - 0.5)) * (1.0 - 0.75 * woods(p));
            // Grass stands in drifts: tall and in seed here, low and full of herbs there.
            let patch = (0.5 + 1.3 * rolling(p, 0.16, 2, 53)).clamp(0.0, 1.0);
            if grown * (0.35 + 0.65 * patch) < 0.10 + 0.35 * chance || stones::inside(p) {
                continue;
            }
            let kind = if chance > 0.80 - 0.25 * patch {
                2.0
            } else if chance > 0.4 {
                0.0
            } else {
                1.0
            };
            let clump = smoothstep(-0.20, 0.22, rolling(p, [0.85, 0.30, 0.12][stream], 2, 57));
            let high = (0.11 + 0.13 * patch + 0.16 * tall * tall)
                * (0.45 + 0.55 * grown)
                * (0.8 + 0.4 * chance)
                * (0.62 + 0.70 * clump);
            let wide = high * [0.28, 0.42, 1.3][stream];
            // Those in seed stand above the rest.
            let high = high * [1.0, 1.0, 1.35][stream] * if kind > 1.5 { 1.35 } else { 1.0 };
            records.extend_from_slice(&[p.x, height(p) - 0.02, p.y, turn, high, wide, kind, chance]);
        }
        tufts.extend(Field::around(gl, &[(0, 2)], &card(pieces), &records, sectors, 0.6)?);
    }
    // Within a few steps short grass and clover cover the ground between the stems.
    let mut random = Random::new(seed, 351);
    let mut records = Vec::new();
    for _ in 0..(4_600.0 * share) as usize {
        let p = scattered(&mut random, 0.35, 4.6);
        let (turn, chance, tall) = (random.between(0.0, std::f32::consts::TAU), random.unit(), random.unit());
        let grown = smoothstep(0.10, 0.42, off_path(p) + 0.16 * (chance - 0.5));
        // Some of it grows on the path itself, in mats between the feet.
        let mat = smoothstep(0.10, 0.20, rolling(p, 1.6, 2, 67));
        if grown.max(0.55 * mat) < 0.25 + 0.4 * chance || stones::inside(p) {
            continue;
        }
        let high = (0.045 + 0.065 * tall) * (0.45 + 0.55 * grown);
        let kind = if rolling(p, 0.6, 2, 59) + 0.3 * (chance - 0.5) > 0.0 { 1.0 } else { 0.0 };
        records.extend_from_slice(&[p.x, height(p) - 0.012, p.y, turn, high, high * 0.55, kind, chance]);
    }
    tufts.extend(Field::around(gl, &[(0, 2)], &card(1), &records, 1, 0.2)?);
    for (stream, (from, to, number, petals, sectors)) in
        [(0.6, 3.4, 2_600.0, 9u32, 3), (3.4, 11.0, 7_000.0, 6, 6), (11.0, 40.0, 11_000.0, 5, 6)]
            .into_iter()
            .enumerate()
    {
        let mut random = Random::new(seed, 331 + stream as u64);
        let mut records = Vec::new();
        for _ in 0..(number * share) as usize {
            let p = scattered(&mut random, from, to);
            let species = (random.unit().powf(1.3) * 4.999) as usize;
            let (turn, chance, tall) =
                (random.between(0.0, std::f32::consts::TAU), random.unit(), random.unit());
            let kind = &SPECIES[species];
            // Each species has drifts of its own.
            let drift = smoothstep(0.0, 0.08, rolling(p, 0.13, 2, 61 + species as u32) + 0.02);
            let grown = smoothstep(0.28, 0.8, off_path(p)) * (1.0 - woods(p));
            if chance > ([0.15, 0.11, 0.06][stream] + 0.88 * drift) * kind.drift * grown || stones::inside(p)
            {
                continue;
            }
            let high = kind.tall_m.0 + (kind.tall_m.1 - kind.tall_m.0) * tall;
            let head = kind.head_m * (0.85 + 0.3 * tall) * [1.30, 1.7, 3.0][stream];
            records.extend_from_slice(&[
                p.x,
                height(p) - 0.01,
                p.y,
                turn,
                high * 1.30,
                head,
                species as f32,
                chance,
            ]);
        }
        flowers.extend(Field::around(gl, &[(0, 4)], &flower(petals), &records, sectors, 0.45)?);
    }
    // The garden: gentians, daisies and bellflowers in a ring about the client, larger than those around.
    let mut random = Random::new(seed, 341);
    let mut records = Vec::new();
    while records.len() < 110 * 8 {
        let p = scattered(&mut random, 0.95, 3.4);
        let (kind, turn, tall) = (random.unit(), random.between(0.0, std::f32::consts::TAU), random.unit());
        if off_path(p) < 0.35 || stones::inside(p) {
            continue;
        }
        let (species, high) = if kind < 0.4 {
            (4.0, 0.17)
        } else if kind < 0.7 {
            (0.0, 0.36)
        } else {
            (2.0, 0.32)
        };
        // Those ahead begin, the others follow.
        let begins = (0.5 + 0.42 * p.y / p.length() + 0.08 * tall).clamp(0.0, 1.0);
        records.extend_from_slice(&[
            p.x,
            height(p) - 0.01,
            p.y,
            turn,
            high * (0.85 + 0.4 * tall),
            0.038,
            species,
            begins,
        ]);
    }
    let garden = Field::around(gl, &[(0, 4)], &flower(9), &records, 3, 0.5)?;
    Ok(Plants { blades, tufts, flowers, garden })
}

/// A place between two distances, denser near by.
fn scattered(random: &mut Random, from: f32, to: f32) -> Vec2 {
    let r = from + (to - from) * random.unit().powf(0.72);
    let a = random.between(0.0, std::f32::consts::TAU);
    Vec2::new(a.sin(), -a.cos()) * r
}

/// Cards of grass: from and to (m), how many, sectors, pieces of a card.
const TUFTS: [(f32, f32, f32, usize, u32); 3] =
    [(0.5, 9.0, 8_600.0, 5, 2), (9.0, 40.0, 13_400.0, 7, 1), (36.0, 95.0, 8_000.0, 5, 1)];
