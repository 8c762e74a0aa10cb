//! What the sea left on the sand: weed, twigs, straw, shells and their crumbs, along two old tide lines and within reach.

use std::f32::consts::TAU;

use glam::{Quat, Vec2, Vec3};

use super::kelp;
use super::props::Contact;
use super::shore::ground;
use crate::mesh::{Heap, Stone, Stuff};
use crate::noise::Random;

/// Crumbs of shell and stone, bits of straw, twigs, tufts of weed, mussels, razor shells, feathers and cockles.
const MANY: [usize; 8] = [270, 66, 26, 34, 24, 12, 3, 30];

pub(super) fn build(heap: &mut Heap, contacts: &mut Vec<Contact>, seed: u64) {
    kelp::within_reach(heap, contacts, seed);
    let mut random = Random::new(seed, 87);
    for (kind, many) in MANY.into_iter().enumerate() {
        for i in 0..many {
            let at = place(&mut random, i, many, kind);
            if at.length() > 0.42 {
                // What lies within reach is rounder.
                let rings = if i * 3 < many { 3 } else { 2 };
                bit(heap, contacts, &mut random, kind, rings, at);
            }
        }
    }
}

/// A third lies within reach, the rest along the tide lines; straw is blown further up.
fn place(random: &mut Random, i: usize, many: usize, kind: usize) -> Vec2 {
    let (a, r, x) = (random.unit() * TAU, random.unit(), random.normal());
    let (off, line) = (random.normal(), random.unit());
    // Weed stays where the water left it.
    if i * 3 < many && kind != 3 {
        return Vec2::new(a.cos(), a.sin()) * (0.5 + 2.3 * r);
    }
    let x = x * 3.6;
    let up = if line < 0.7 { 4.85 + 0.4 * (x * 0.4).sin() } else { 5.9 + 0.3 * (x * 0.5 + 1.0).sin() };
    let wide = if kind == 1 { 0.50 } else { 0.17 };
    Vec2::new(x, sound::shore::z_m(x) + up + off * wide)
}

/// A line of `parts` pieces half in the sand that wanders as it goes, about `lift` above and below it.
pub(super) fn trail(
    random: &mut Random,
    at: Vec2,
    parts: u32,
    length_m: (f32, f32),
    wander: f32,
    lift: f32,
) -> Vec<Vec3> {
    let piece = random.between(length_m.0, length_m.1) / parts as f32;
    let (mut p, mut way, mut bend) = (at, random.unit() * TAU, 0.0);
    (0..=parts)
        .map(|_| {
            let on = Vec3::new(p.x, ground(p) + lift * random.between(-1.0, 1.6), p.y);
            bend += random.normal() * wander;
            way += bend;
            p += Vec2::from_angle(way) * piece;
            on
        })
        .collect()
}

/// Radii or half widths of a thing that tapers to its end, per point of its path.
pub(super) fn tapered(parts: u32, thick: f32, end: f32) -> Vec<f32> {
    (0..=parts)
        .map(|i| {
            let t = i as f32 / parts as f32;
            thick * (0.75 + 0.8 * t - (1.55 - end) * t * t)
        })
        .collect()
}

fn bit(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, kind: usize, rings: u32, at: Vec2) {
    let mut pebble = |random: &mut Random, radii: Vec3, sunk: f32, albedo: Vec3, gloss: f32, rings: u32| {
        let turn = Quat::from_rotation_y(random.unit() * TAU)
            * Quat::from_rotation_x(random.normal() * 0.14 * (0.02 / radii.z).min(1.0));
        let form = Stone { radii, dent: 0.55, seed: (random.unit() * 9_999.0) as u32, rings };
        let on = Vec3::new(at.x, ground(at) + radii.y * sunk, at.y);
        heap.stone(on, turn, form, Stuff { albedo, grain: 0.2, gloss });
        contacts.push(Contact { a: at, b: at, radius: (radii.x * 0.8).max(0.009) });
    };
    let size = random.between(0.7, 1.3);
    match kind {
        0 => {
            let tints = [
                Vec3::new(0.70, 0.64, 0.56),
                Vec3::new(0.62, 0.44, 0.34),
                Vec3::new(0.16, 0.16, 0.18),
                Vec3::new(0.45, 0.40, 0.34),
                Vec3::new(0.56, 0.50, 0.36),
            ];
            let tint = tints[(random.unit() * 4.99) as usize];
            let radii = Vec3::new(0.0062, 0.0026, 0.0048) * size * random.between(0.7, 1.7);
            pebble(random, radii, 0.15, tint, 0.1, rings);
        }
        4 => pebble(
            random,
            Vec3::new(0.011, 0.0075, 0.023) * size,
            0.0,
            Vec3::new(0.050, 0.052, 0.075),
            0.55,
            4,
        ),
        5 => {
            pebble(random, Vec3::new(0.0085, 0.005, 0.062) * size, -0.3, Vec3::new(0.50, 0.42, 0.30), 0.3, 5)
        }
        6 => {
            pebble(random, Vec3::new(0.012, 0.003, 0.075) * size, -0.5, Vec3::new(0.74, 0.73, 0.71), 0.0, 6);
        }
        7 => {
            let tint = Vec3::new(0.74, 0.64, 0.52).lerp(Vec3::new(0.60, 0.38, 0.26), random.unit());
            let tilt =
                Quat::from_rotation_y(random.unit() * TAU) * Quat::from_rotation_x(random.between(-0.3, 0.2));
            let size = 0.023 * size;
            heap.shell(
                Vec3::new(at.x, ground(at) - size * 0.05, at.y),
                size,
                tilt,
                tint,
                if rings > 2 { 20 } else { 9 },
            );
            contacts.push(Contact { a: at, b: at, radius: size * 0.6 });
        }
        3 => kelp::build(heap, contacts, random, at),
        _ => {
            let straw = Stuff { albedo: Vec3::new(0.46, 0.38, 0.24), grain: 0.0, gloss: 0.0 };
            let twig = Stuff { albedo: Vec3::new(0.24, 0.20, 0.16), grain: 0.8, gloss: 0.0 };
            let (parts, radius, wander, sides, stuff) =
                if kind == 1 { (5, 0.0031, 0.10, 4, straw) } else { (7, 0.0060, 0.09, 6, twig) };
            let path = trail(random, at, parts, (0.13, 0.30), wander, radius * 0.5);
            let thin = tapered(parts, radius * size, 0.5);
            let stuff = Stuff { albedo: stuff.albedo * random.between(0.7, 1.4), ..stuff };
            heap.tube(&path, &thin, sides, stuff, 0.3 * stuff.grain, |_, n| 0.55 + 0.45 * n.y.max(0.0));
            press(contacts, &path, if kind == 2 { 0.010 } else { 0.006 });
        }
    }
}

/// What lies along `path` presses into the sand.
pub(super) fn press(contacts: &mut Vec<Contact>, path: &[Vec3], radius: f32) {
    let flat = |p: Vec3| Vec2::new(p.x, p.z);
    contacts.extend(path.windows(2).map(|p| Contact { a: flat(p[0]), b: flat(p[1]), radius }));
}
