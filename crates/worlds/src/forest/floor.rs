//! What grows and lies on the wood's floor: ferns, sorrel, melick, herbs, moss, fallen leaves, and the garden's anemones.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3, Vec4};

use super::land::{brook, glade, grows, height, off_path, on_ground};
use super::leaves::{FALLEN, FRONDS, HERBS, MELICK, MOSS, SORREL};
use super::things;
use super::trees::{heaps, sector};
use crate::StageError;
use crate::kit::field::Field;
use crate::kit::flower::flower;
use crate::kit::foliage::Cell;
use crate::kit::ground::{normal, rolling};
use crate::kit::tree::{Look, strip};
use crate::mesh::Heap;
use crate::noise::Random;

/// Wood anemone, wood sorrel's flower, yellow archangel, wood violet, and a second anemone that nods.
pub(super) fn palette() -> ([Vec4; 5], [Vec4; 5]) {
    (
        [
            Vec4::new(0.74, 0.73, 0.70, 0.42),
            Vec4::new(0.70, 0.64, 0.68, 0.70),
            Vec4::new(0.72, 0.56, 0.06, 0.65),
            Vec4::new(0.26, 0.17, 0.50, 0.35),
            Vec4::new(0.72, 0.68, 0.72, 0.80),
        ],
        [
            Vec4::new(0.66, 0.52, 0.06, 1.0),
            Vec4::new(0.60, 0.52, 0.16, 0.9),
            Vec4::new(0.56, 0.30, 0.05, 0.8),
            Vec4::new(0.62, 0.52, 0.30, 0.9),
            Vec4::new(0.64, 0.52, 0.10, 0.45),
        ],
    )
}

/// The share of the garden's opening that one flower takes.
pub(super) const SPAN: f32 = 0.14;

/// Ferns that stand where they are wanted: where, and how large.
const FERNS: [(Vec2, f32); 15] = [
    (Vec2::new(-1.75, -1.35), 0.86),
    (Vec2::new(-2.5, -2.3), 1.05),
    (Vec2::new(1.85, -1.15), 0.72),
    (Vec2::new(2.55, -1.75), 0.95),
    (Vec2::new(-3.6, -3.0), 1.10),
    (Vec2::new(-3.3, -0.8), 0.90),
    (Vec2::new(3.4, 0.5), 1.0),
    (Vec2::new(-2.2, 1.9), 0.95),
    (Vec2::new(2.9, -6.9), 1.0),
    (Vec2::new(0.2, -6.9), 0.95),
    (Vec2::new(-0.9, -8.0), 1.1),
    (Vec2::new(-7.6, -8.8), 1.1),
    (Vec2::new(-3.7, -11.0), 1.05),
    (Vec2::new(7.9, -3.7), 1.0),
    (Vec2::new(6.4, -2.6), 1.1),
];

/// All of it, by sector.
pub(super) fn build(seed: u64, share: f32) -> Vec<Heap> {
    let mut parts = heaps();
    let mut random = Random::new(seed, 701);
    for (at, size) in FERNS {
        fern(&mut parts[sector(at)], &mut random, at, size, 13, 7);
    }
    let mut scattered = |stream: u64,
                         number: f32,
                         from: f32,
                         to: f32,
                         even: f32,
                         each: &mut dyn FnMut(&mut Heap, &mut Random, Vec2)| {
        let mut random = Random::new(seed, stream);
        for _ in 0..(number * share) as u32 {
            let r = from + (to - from) * random.unit().powf(even);
            let a = random.between(0.0, TAU);
            let p = Vec2::new(a.sin(), -a.cos()) * r;
            if !things::inside(p) {
                each(&mut parts[sector(p)], &mut random, p);
            }
        }
    };
    // Ferns stand in groups, more where it is damp.
    scattered(703, 2_300.0, 2.6, 26.0, 0.70, &mut |heap, random, p| {
        let (_, off) = brook(p);
        let group = rolling(p, 0.16, 2, 81) + if off.abs() < 4.0 { 0.06 } else { 0.0 };
        // None stands before the cascade.
        let before = p.x > -5.0 && p.x < 0.6 && p.y > -8.5 && p.y < -1.8;
        if !before && group > 0.04 && grows(p) && random.unit() > 0.30 {
            let far = p.length() > 9.0;
            let size = random.between(0.55, 1.15);
            fern(heap, random, p, size, if far { 8 } else { 11 }, if far { 4 } else { 6 });
        }
    });
    scattered(705, 3_600.0, 0.8, 5.0, 0.7, &mut |heap, random, p| {
        if rolling(p, 0.55, 2, 83) > 0.06 && grows(p) {
            sorrel(heap, random, p);
        }
    });
    scattered(707, 4_200.0, 0.55, 6.0, 0.62, &mut |heap, random, p| litter(heap, random, p));
    scattered(709, 2_400.0, 0.8, 5.0, 0.7, &mut |heap, random, p| {
        let (here, off) = brook(p);
        let damp = off.abs() < here.half_m + 1.2;
        if (rolling(p, 0.42, 3, 31) > 0.15 || damp) && off.abs() > here.half_m * 1.02 && off_path(p) > 0.45 {
            let high = random.between(0.018, 0.034);
            upright(heap, random, p, MOSS, high, high * 0.9, Vec3::new(0.150, 0.172, 0.036));
        }
    });
    scattered(711, 5_200.0, 1.2, 24.0, 0.8, &mut |heap, random, p| {
        let light = 0.10 * glade(p) + rolling(p, 0.30, 2, 87);
        if light > 0.14 && grows(p) {
            let high = random.between(0.14, 0.34) * (0.6 + 2.0 * (light - 0.10)).min(1.1);
            upright(heap, random, p, MELICK, high, high * 0.5, Vec3::new(0.150, 0.185, 0.056));
        }
    });
    scattered(713, 1_900.0, 2.4, 22.0, 0.85, &mut |heap, random, p| {
        if rolling(p, 0.13, 3, 89) > 0.07 && grows(p) {
            let high = random.between(0.14, 0.32) * (0.8 + 0.03 * p.length());
            upright(heap, random, p, HERBS, high, high * 0.5, Vec3::new(0.108, 0.150, 0.046));
        }
    });
    parts
}

/// A rosette of fronds that rise from one crown, arch out and droop.
fn fern(heap: &mut Heap, random: &mut Random, at: Vec2, size: f32, fronds: u32, pieces: usize) {
    let crown = on_ground(at) + Vec3::Y * 0.02;
    let begin = random.between(0.0, TAU);
    for i in 0..fronds {
        let a = begin + TAU * i as f32 / fronds as f32 + random.between(-0.25, 0.25);
        let out = Vec3::new(a.cos(), 0.0, a.sin());
        // Young ones stand in the middle, upright; old ones lie almost on the ground.
        let age = random.unit();
        let long = size * random.between(0.62, 0.95) * (0.75 + 0.25 * age);
        let rise = 1.25 - 0.75 * age;
        let droop = 0.75 + 0.55 * age;
        let twist = random.between(-0.25, 0.25);
        let spine = |t: f32| {
            crown
                + out * (long * (t * (0.42 + 0.30 * age) + 0.30 * t * t))
                + Vec3::Y * (long * (rise * t - droop * t * t * 0.72))
        };
        let side = out.cross(Vec3::Y);
        let rows: Vec<(Vec3, Vec3)> = (0..=pieces)
            .map(|k| {
                let t = k as f32 / pieces as f32;
                (spine(t), (side + Vec3::Y * (twist * t)).normalize_or(side) * (long * 0.245))
            })
            .collect();
        let tint = Vec3::new(0.135, 0.185, 0.050)
            * random.between(0.82, 1.22)
            * Vec3::new(random.between(0.85, 1.25), 1.0, 1.0);
        let look = Look { cell: FRONDS[i as usize % 2], tint, sway: 0.16 * long, phase: random.unit() };
        strip(heap, &rows, &look, &|t, side_of| {
            let along = (spine((t + 0.1).min(1.0)) - spine((t - 0.1).max(0.0))).normalize_or(out);
            let up = side.cross(along).normalize_or(Vec3::Y);
            let up = if up.y < 0.0 { -up } else { up };
            (up + side * (0.35 * side_of), 0.34 + 0.52 * t)
        });
    }
}

/// A clump of wood sorrel: leaves of three hearts, each on its own thin stalk, a hand's breadth over the moss.
fn sorrel(heap: &mut Heap, random: &mut Random, p: Vec2) {
    let foot = on_ground(p);
    for _ in 0..3 {
        let at =
            foot + Vec3::new(random.normal() * 0.035, random.between(0.018, 0.055), random.normal() * 0.035);
        let a = random.between(0.0, TAU);
        let tilt = Vec3::new(random.normal(), 0.0, random.normal()) * 0.20;
        let size = random.between(0.016, 0.028);
        let along = (Vec3::new(a.cos(), 0.0, a.sin()) + Vec3::Y * tilt.x).normalize_or(Vec3::X);
        let across = along.cross(Vec3::Y + tilt).normalize_or(Vec3::Z) * size;
        let tint = Vec3::new(0.150, 0.225, 0.048) * random.between(0.82, 1.18);
        let look = Look { cell: SORREL, tint, sway: 0.004, phase: random.unit() };
        let rows = [(at - along * size, across), (at + along * size, across)];
        strip(heap, &rows, &look, &|_, _| (Vec3::Y + tilt, 0.66));
    }
}

/// A leaf that fell last autumn: curled, on its neighbours.
fn litter(heap: &mut Heap, random: &mut Random, p: Vec2) {
    let (here, off) = brook(p);
    if off.abs() < here.half_m * 0.98 || off_path(p) < 0.28 && random.unit() > 0.25 {
        return;
    }
    let n = normal(&height, p);
    let oak = random.unit() > 0.72;
    let size = random.between(0.022, 0.040);
    let lift = random.between(0.003, 0.020);
    let at = on_ground(p) + Vec3::Y * lift;
    let a = random.between(0.0, TAU);
    let lean = n + Vec3::new(random.normal(), 0.0, random.normal()) * 0.22;
    let along = Vec3::new(a.cos(), 0.0, a.sin());
    let along = (along - lean * along.dot(lean) / lean.length_squared()).normalize_or(Vec3::X);
    let across = along.cross(lean).normalize_or(Vec3::Z) * (size * 0.98);
    let curl = size * random.between(-0.15, 0.50);
    // From bleached tan to copper and a dark, wet brown.
    let tone = random.unit();
    let tint =
        Vec3::new(0.310, 0.215, 0.125).lerp(Vec3::new(0.330, 0.165, 0.066), tone) * random.between(0.5, 1.25);
    let look = Look { cell: FALLEN[oak as usize], tint, sway: 0.0, phase: 0.0 };
    let up = Vec3::Y;
    let rows = [
        (at - along * size + up * curl, across),
        (at, across),
        (at + along * size + up * (0.7 * curl), across),
    ];
    strip(heap, &rows, &look, &|_, side| (lean + across * (side * 8.0), 0.62));
}

/// A card that stands up from the ground, turned by chance but mostly to the client.
fn upright(heap: &mut Heap, random: &mut Random, p: Vec2, cell: Cell, high: f32, half: f32, tint: Vec3) {
    let towards = Vec3::new(-p.x, 0.0, -p.y).normalize_or(Vec3::Z);
    let a = random.between(0.0, TAU);
    let face = (towards + Vec3::new(a.cos(), 0.0, a.sin()) * 0.8).normalize_or(towards);
    let side = Vec3::new(face.z, 0.0, -face.x) * if random.unit() > 0.5 { half } else { -half };
    let foot = on_ground(p) - Vec3::Y * (0.04 * high);
    let lean = face * (high * random.between(-0.30, 0.12));
    let tint = tint * random.between(0.75, 1.25) * Vec3::new(random.between(0.85, 1.25), 1.0, 1.0);
    let look = Look { cell, tint, sway: 0.35 * high, phase: random.unit() };
    let rows = [(foot, side), (foot + lean + Vec3::Y * high, side)];
    strip(heap, &rows, &look, &|t, _| (Vec3::Y + face * 0.5, 0.28 + 0.55 * t));
}

/// Flowers that stand in drifts where light falls, and those that open one after another in the garden exercise.
pub(super) fn flowers(gl: &glow::Context, seed: u64, share: f32) -> Result<[Vec<Field>; 2], StageError> {
    let mut random = Random::new(seed, 721);
    let mut standing = Vec::new();
    for _ in 0..(2_600.0 * share) as u32 {
        let r = 1.1 + 9.0 * random.unit().powf(0.8);
        let a = random.between(0.0, TAU);
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let [kind, turn, tall] = [random.unit(), random.between(0.0, TAU), random.unit()];
        let drift = rolling(p, 0.30, 2, 91);
        if drift < 0.13 || !grows(p) || things::inside(p) {
            continue;
        }
        let (species, high, head) = if kind < 0.62 {
            (0.0, 0.13, 0.019)
        } else if kind < 0.82 {
            (1.0, 0.07, 0.011)
        } else {
            (3.0, 0.07, 0.011)
        };
        standing.extend_from_slice(&[
            p.x,
            height(p) - 0.01,
            p.y,
            turn,
            high * (0.8 + 0.5 * tall),
            head,
            species,
            tall,
        ]);
    }
    let mut opening = Vec::new();
    while opening.len() < 120 * 8 {
        let r = random.between(0.95, 3.2);
        let a = random.between(0.0, TAU);
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let [kind, turn, tall] = [random.unit(), random.between(0.0, TAU), random.unit()];
        if off_path(p) < 0.35 || !grows(p) || things::inside(p) {
            continue;
        }
        let (species, high) = if kind < 0.55 {
            (0.0, 0.20)
        } else if kind < 0.78 {
            (4.0, 0.24)
        } else {
            (2.0, 0.26)
        };
        // Those ahead begin, the others follow.
        let begins = (0.5 + 0.42 * p.y / p.length() + 0.08 * tall).max(0.0).min(1.0);
        opening.extend_from_slice(&[
            p.x,
            height(p) - 0.01,
            p.y,
            turn,
            high * (0.85 + 0.4 * tall),
            0.036,
            species,
            begins,
        ]);
    }
    let shape = flower(7);
    Ok([
        Field::around(gl, &[(0, 4)], &shape, &standing, 4, 0.3)?,
        Field::around(gl, &[(0, 4)], &shape, &opening, 3, 0.4)?,
    ])
}
