//! Weed that the sea threw up: sugar kelp with frilled edges, forked bladder wrack, and mats of sea thong.

use std::f32::consts::TAU;

use glam::{Quat, Vec2, Vec3};

use super::props::Contact;
use super::shore::ground;
use super::wrack::{press, tapered, trail};
use crate::mesh::{Heap, Stone, Stuff};
use crate::noise::{Random, smoothstep, value2};

/// A tuft of weed at `at`: which kind it is, chance tells.
pub(super) fn build(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, at: Vec2) {
    let kind = random.unit();
    form(heap, contacts, random, at, kind);
}

/// Some that lies where one looks first: one of each kind.
pub(super) fn within_reach(heap: &mut Heap, contacts: &mut Vec<Contact>, seed: u64) {
    let mut random = Random::new(seed, 88);
    for (x, z, kind) in [(0.10, -1.30, 0.0), (-0.66, -1.24, 0.5), (1.30, -0.72, 0.5), (-1.75, -0.62, 0.0)] {
        form(heap, contacts, &mut random, Vec2::new(x, z), kind);
    }
}

fn form(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, at: Vec2, kind: f32) {
    let fine = at.length() < 2.9;
    match kind {
        kind if kind < 0.42 => sugar_kelp(heap, contacts, random, at, fine),
        kind if kind < 0.82 => bladder_wrack(heap, contacts, random, at, fine),
        _ => sea_thong(heap, contacts, random, at, fine),
    }
}

fn on_sand(p: Vec2, over: f32) -> Vec3 {
    Vec3::new(p.x, ground(p) + over, p.y)
}

/// Points of a path that wanders from `from`, about `piece` apart.
fn wander(random: &mut Random, from: Vec2, mut way: f32, parts: usize, piece: f32, bend: f32) -> Vec<Vec2> {
    let (mut p, mut turn) = (from, random.normal() * bend);
    (0..=parts)
        .map(|_| {
            let here = p;
            turn = turn * 0.82 + random.normal() * bend;
            way += turn;
            p += Vec2::from_angle(way) * piece;
            here
        })
        .collect()
}

/// How a blade is cut: half its width by share of its length, and how its edges stand up in frills.
struct Cut<'a> {
    half_m: &'a dyn Fn(f32) -> f32,
    thick_m: f32,
    frill_m: f32,
    frills: f32,
    across: usize,
}

/// One blade that lies in the sand along `path`: thick in the middle, down at its edges but for the frills, and here and
/// there blown under.
fn blade(heap: &mut Heap, path: &[Vec2], cut: &Cut, skin: Vec3, rim: Vec3, phase: f32) {
    let last = path.len() - 1;
    let mut places = Vec::with_capacity(path.len() * (cut.across + 1));
    let mut heights = Vec::with_capacity(places.capacity());
    let edge = |j: usize| j as f32 / cut.across as f32 * 2.0 - 1.0;
    let wave = |t: f32, side: f32| {
        let bent = value2(t * cut.frills * 2.1 + phase * 3.0 + 20.0, side * 2.3 + 20.0, 1 << 20, 19);
        smoothstep(0.15, 0.95, bent)
    };
    for (i, p) in path.iter().enumerate() {
        let t = i as f32 / last as f32;
        let forward = (path[(i + 1).min(last)] - path[i.saturating_sub(1)]).normalize_or(Vec2::X);
        let side = Vec2::new(-forward.y, forward.x);
        let half = (cut.half_m)(t);
        for j in 0..=cut.across {
            let u = edge(j);
            let out = smoothstep(0.35, 1.0, u.abs());
            let frill = wave(t, u.signum());
            let on = *p + side * (u * half * (1.0 + 0.14 * out * (frill - 0.5)));
            let drift = value2(on.x * 13.0 + 90.0, on.y * 13.0 + 90.0, 1 << 20, 23);
            let free = 1.0 - smoothstep(0.52, 0.78, drift);
            let over = (cut.thick_m * (1.0 - u * u) + cut.frill_m * out * frill * frill) * free
                - 0.0013 * (1.0 - 0.5 * free);
            places.push(on_sand(on, over));
            heights.push(over);
        }
    }
    heap.sheet(&places, cut.across, &|i, j| {
        let (t, u) = (i as f32 / last as f32, edge(j));
        let frill = wave(t, u.signum()) * smoothstep(0.35, 1.0, u.abs());
        let blotch = value2(t * 6.0 + phase * 7.0 + 20.0, u * 0.8 + 20.0, 1 << 20, 12);
        let albedo = skin.lerp(rim, 0.85 * u.abs().powi(4) + 0.30 * frill * blotch);
        // A groove down the middle.
        let albedo = albedo * (1.0 - 0.45 * smoothstep(0.22, 0.0, u.abs()));
        // Grains stick where it lies low.
        let grains = value2(t * 260.0, u * 7.0 + 20.0, 1 << 20, 14);
        let dust = smoothstep(0.0045, -0.0008, heights[i * (cut.across + 1) + j] + 0.003 * grains);
        let stuff = Stuff {
            albedo: (albedo * (0.84 + 0.32 * blotch)).lerp(Vec3::new(0.40, 0.365, 0.31), 0.8 * dust),
            grain: 0.0,
            gloss: (0.46 + 0.22 * blotch) * (1.0 - dust),
        };
        (stuff, 0.52 + 0.30 * (1.0 - u * u) + 0.18 * frill)
    });
}

/// What lies along a flat path shades and presses the sand under it.
fn lie(contacts: &mut Vec<Contact>, path: &[Vec2], radius: f32) {
    contacts.extend(path.windows(2).map(|p| Contact { a: p[0], b: p[1], radius }));
}

/// One or two long straps with frilled edges on a round stalk.
fn sugar_kelp(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, at: Vec2, fine: bool) {
    let straps = 1 + usize::from(random.unit() < 0.5);
    let first = random.unit() * TAU;
    // The holdfast that tore off its stone: a small claw of roots.
    for k in 0..5 {
        let way = first + std::f32::consts::PI + (k as f32 - 2.0) * 0.42 + random.normal() * 0.15;
        let long = random.between(0.018, 0.036);
        let root: Vec<Vec3> = (0..=3)
            .map(|i| {
                let t = i as f32 / 3.0;
                on_sand(at + Vec2::from_angle(way + 0.5 * t * t) * (long * t), 0.009 * (1.0 - t * t) + 0.001)
            })
            .collect();
        let stuff = Stuff { albedo: Vec3::new(0.060, 0.044, 0.026), grain: 0.0, gloss: 0.2 };
        heap.tube(&root, &[0.0050, 0.0042, 0.0032, 0.0016], 4, stuff, 0.2, |_, n| 0.45 + 0.5 * n.y.max(0.0));
    }
    for k in 0..straps {
        let length = random.between(0.32, 0.68);
        let parts = if fine { (length / 0.0165) as usize } else { (length / 0.055) as usize };
        let way = first + k as f32 * random.between(0.25, 0.60);
        let path = wander(random, at, way, parts, length / parts as f32, 0.048);
        let wide = random.between(0.020, 0.034);
        // A stalk, a broad shoulder, a torn and pointed end.
        let half = move |t: f32| {
            0.0035 + wide * smoothstep(0.10, 0.26, t) * (1.0 - 0.86 * smoothstep(0.60, 1.0, t).powi(2))
        };
        let cut = Cut {
            half_m: &half,
            thick_m: 0.0035,
            frill_m: 0.012,
            frills: length / 0.085,
            across: if fine { 6 } else { 3 },
        };
        let dry = random.unit();
        let skin = Vec3::new(0.052, 0.040, 0.016).lerp(Vec3::new(0.034, 0.030, 0.022), dry);
        let rim = Vec3::new(0.150, 0.108, 0.036).lerp(Vec3::new(0.095, 0.080, 0.050), dry);
        blade(heap, &path, &cut, skin, rim, random.unit() * TAU);
        lie(contacts, &path[..path.len() / 4], 0.008);
        lie(contacts, &path[path.len() / 4..], wide * 0.60);
    }
}

/// Flat fronds that fork and fork again, with pairs of bladders.
fn bladder_wrack(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, at: Vec2, fine: bool) {
    let skin = Vec3::new(0.060, 0.052, 0.018) * random.between(0.7, 1.25);
    let rim = Vec3::new(0.165, 0.125, 0.038);
    let mut tips = Vec::new();
    let way = random.unit() * TAU;
    for _ in 0..2 + (random.unit() * 2.0) as usize {
        tips.push((at, way + random.normal() * 0.75, 0usize));
    }
    while let Some((from, way, forks)) = tips.pop() {
        let length = random.between(0.055, 0.105) * (1.0 - 0.16 * forks as f32);
        let parts = if fine { 5 } else { 2 };
        let path = wander(random, from, way, parts, length / parts as f32, 0.10);
        let (wide, ends) = (random.between(0.0055, 0.0085) * (1.0 - 0.10 * forks as f32), forks == 3);
        let half = move |t: f32| {
            wide * if ends {
                (1.0 + 0.35 * t) * (1.0 - 0.8 * smoothstep(0.6, 1.0, t))
            } else {
                0.85 + 0.3 * t
            }
        };
        let cut = Cut {
            half_m: &half,
            thick_m: 0.0034,
            frill_m: 0.0025,
            frills: 1.5,
            across: if fine { 4 } else { 2 },
        };
        blade(heap, &path, &cut, skin, rim, random.unit() * TAU);
        lie(contacts, &path, 0.009);
        let Some(end) = path.last() else { continue };
        let on = (path[parts] - path[parts - 1]).to_angle();
        if fine && random.unit() < 0.28 {
            for side in [-1.0f32, 1.0] {
                let p = path[parts / 2] + Vec2::from_angle(on + 1.57) * (side * wide * 0.8);
                let form = Stone {
                    radii: Vec3::new(0.0066, 0.0050, 0.0048) * random.between(0.8, 1.2),
                    dent: 0.2,
                    seed: 5,
                    rings: 3,
                };
                let stuff = Stuff { albedo: skin * 1.5, grain: 0.0, gloss: 0.5 };
                heap.stone(on_sand(p, 0.005), Quat::from_rotation_y(-on), form, stuff);
            }
        }
        if forks < 3 {
            let open = random.between(0.30, 0.55);
            for side in [-1.0, 1.0] {
                // Some arms have been torn off.
                if forks < 1 || random.unit() < 0.80 {
                    tips.push((*end, on + side * open * random.between(0.5, 1.3), forks + 1));
                }
            }
        }
    }
}

/// Round, leathery laces in loops, one over the other.
fn sea_thong(heap: &mut Heap, contacts: &mut Vec<Contact>, random: &mut Random, at: Vec2, fine: bool) {
    let skin = Vec3::new(0.070, 0.058, 0.024) * random.between(0.7, 1.5);
    for k in 0..4 + (random.unit() * 3.0) as usize {
        let from = at + Vec2::new(random.normal(), random.normal()) * 0.035;
        let parts = if fine { 20 } else { 9 };
        let path = trail(random, from, parts, (0.14, 0.40), if fine { 0.075 } else { 0.16 }, 0.0012);
        // Later ones lie over earlier ones where they cross.
        let path: Vec<Vec3> = path.iter().map(|p| *p + Vec3::Y * (0.0012 * k as f32)).collect();
        let stuff = Stuff { albedo: skin * random.between(0.75, 1.3), grain: 0.0, gloss: 0.45 };
        let thin = tapered(parts, random.between(0.0028, 0.0042), 0.25);
        heap.tube(&path, &thin, if fine { 5 } else { 4 }, stuff, 0.12, |_, n| 0.45 + 0.55 * n.y.max(0.0));
        press(contacts, &path, 0.0085);
    }
}
