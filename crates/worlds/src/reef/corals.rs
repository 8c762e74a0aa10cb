//! Corals and sponges by their forms of growth, each from its own chance: tables, mazes, antlers, knobs, tubes, fans, leaves, fingers.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3};

use super::weave::{Look, MAZE, NET, PITTED, POLYPS, Weave};
use crate::noise::{Random, fbm2, smoothstep, value3};

/// Where something grows: its foot, which way is out, its size in metres, its colours, and whether it is near.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub foot: Vec3,
    pub out: Vec3,
    pub size: f32,
    pub colour: Vec3,
    pub tip: Vec3,
    pub near: bool,
}

/// Soft noise in 0..1 at a place in space.
fn noise(p: Vec3, per_m: f32, seed: u32) -> f32 {
    let q = p * per_m + 300.0;
    0.65 * value3(q.x, q.y, q.z, 1 << 20, seed)
        + 0.35 * value3(q.x * 2.1, q.y * 2.1, q.z * 2.1, 1 << 20, seed + 1)
}

fn skin(colour: Vec3, grain: f32) -> Look {
    Look { colour, grain_at: Vec2::ZERO, grain, sway: 0.0 }
}

fn around(a: f32) -> Vec3 {
    Vec3::new(a.cos(), 0.0, a.sin())
}

/// Two unit vectors across `out`.
fn across(out: Vec3) -> [Vec3; 2] {
    let x = out.cross(Vec3::new(0.3, 0.1, 0.9)).normalize_or(Vec3::X);
    [x, out.cross(x)]
}

/// Table coral (*Acropora hyacinthus*): a wide plate on a foot, a lawn of small branches on top, a pale rim.
pub(super) fn table(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, size, colour, tip, near, .. } = *spot;
    // Tables lean towards the light that comes over the open terrace, where the client sits.
    let lean = Vec2::new(-foot.x, -foot.z).normalize_or_zero() * 0.26
        + Vec2::new(random.normal(), random.normal()) * 0.05;
    let middle = foot + Vec3::new(spot.out.x * 0.25, 0.24, spot.out.z * 0.25) * size;
    let seed = (random.unit() * 1e6) as u32;
    let stem = [
        foot - Vec3::Y * 0.15 * size,
        foot.lerp(middle, 0.45),
        foot.lerp(middle, 0.8),
        middle - Vec3::Y * 0.02 * size,
    ];
    weave.tube(&stem, &[0.20, 0.14, 0.18, 0.36].map(|r| r * size), 9, &|t, _| {
        skin(colour * (0.30 + 0.30 * t), PITTED)
    });
    let rim = |a: f32| {
        let lobes = fbm2(a.cos() * 1.7 + 40.0, a.sin() * 1.7 + 40.0, 1 << 20, 3, seed) - 0.5;
        size * (0.80 + 0.62 * lobes + 0.035 * (a * 11.0).sin() + 0.025 * (a * 23.0 + 1.0).sin())
    };
    let top = |u: f32, v: f32| {
        let a = u * TAU;
        let p = Vec2::new(a.cos(), a.sin()) * (rim(a) * v);
        let wave = 0.10 * size * (noise(Vec3::new(p.x, 0.0, p.y), 1.6 / size, seed) - 0.5);
        middle + Vec3::new(p.x, 0.10 * size * v * v - lean.dot(p) + wave, p.y)
    };
    let (columns, rows) = if near { (44, 6) } else { (24, 3) };
    let below = middle - Vec3::Y * 9.0;
    weave.sheet([columns, rows], below, &top, &|_, v, p| Look {
        grain_at: Vec2::new(p.x, p.z) * 1.1,
        ..skin(colour.lerp(tip, 0.9 * smoothstep(0.82, 1.0, v)), POLYPS)
    });
    let under = |u: f32, v: f32| {
        let v = 0.1 + 0.9 * v;
        top(u, v) - Vec3::Y * (size * (0.012 + 0.075 * (1.0 - v)))
    };
    weave.sheet([columns, 3], middle + Vec3::Y * 9.0, &under, &|u, v, _| Look {
        grain_at: Vec2::new(u * 7.0, v),
        ..skin(colour * 0.62 + tip * (0.45 * smoothstep(0.85, 1.0, v)), PITTED)
    });
    let count = (if near { 125.0 } else { 40.0 } * size.min(1.4)) as u32;
    for i in 0..count {
        let q = ((i as f32 + 0.5) / count as f32).sqrt();
        let a = i as f32 * 2.399_96;
        if q > 0.98 {
            continue;
        }
        let p = top((a / TAU).fract(), q);
        let long = size * random.between(0.035, 0.085) * (0.75 + 0.4 * q);
        let thick = if near { 0.017 } else { 0.028 } * size * random.between(0.8, 1.3);
        let way = (Vec3::Y + around(a) * (q * 0.9) + Vec3::new(random.normal(), 0.0, random.normal()) * 0.15)
            .normalize();
        let own = colour.lerp(tip, 0.1 + 0.4 * q * q + 0.25 * random.unit());
        weave.tube(
            &[p - way * 0.01, p + way * long * 0.7, p + way * long],
            &[thick * 1.3, thick, thick * 0.25],
            3,
            &|t, _| skin((own * 0.5).lerp(own.lerp(tip, 0.5), t), POLYPS),
        );
    }
}

/// Brain coral (*Platygyra*): a dented dome with a maze of ridges.
pub(super) fn brain(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    let seed = (random.unit() * 1e6) as u32;
    let turn = random.unit();
    let stretch = Vec3::new(random.between(0.9, 1.15), random.between(0.66, 0.84), random.between(0.9, 1.15));
    let [x, z] = across(out);
    let at = |u: f32, v: f32| {
        let (a, e) = (u * TAU, (1.0 - v) * 2.30 - 0.73);
        // Its foot is as wide as its waist and stands in what it grew on.
        let d = Vec3::new(a.cos() * e.max(-0.35).cos(), e.sin(), a.sin() * e.max(-0.35).cos());
        let q = d * stretch * (size * (0.88 + 0.24 * noise(d + turn * 9.0, 1.3, seed)));
        foot + x * q.x + out * (q.y - 0.24 * size) + z * q.z
    };
    let cells = if near && size > 0.2 {
        [38, 17]
    } else if near {
        [26, 12]
    } else {
        [18, 8]
    };
    weave.sheet(cells, foot, &at, &|u, v, p| {
        // The maze lies on it as on a map seen from above, drawn out evenly from the top.
        let (a, polar) = (u * TAU, v * 2.30);
        let reach = polar * 0.40 * (size * 1.7).max(0.55);
        let tint = colour.lerp(tip, 0.30 * noise(p, 3.0, 5)) * (0.40 + 0.60 * smoothstep(0.92, 0.50, v));
        Look { grain_at: Vec2::new(a.cos(), a.sin()) * reach + turn, ..skin(tint, MAZE) }
    });
}

/// Lobe coral (*Porites*): low cushions that run into one another, the commonest dress of old rock.
pub(super) fn cushion(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    let seed = (random.unit() * 1e6) as u32;
    let [x, z] = across(out);
    for i in 0..if near { 3 } else { 2 } {
        let (a, far) =
            (i as f32 * 2.2 + random.unit(), if i == 0 { 0.0 } else { size * random.between(0.55, 0.9) });
        let size = size * if i == 0 { 1.0 } else { random.between(0.45, 0.75) };
        let middle = foot + (x * a.cos() + z * a.sin()) * far - out * (0.20 * size);
        let (wide, own) = (random.between(0.85, 1.2), colour * random.between(0.85, 1.15));
        let at = |u: f32, v: f32| {
            let (a, e) = (u * TAU, (1.0 - v) * 1.57);
            let d = Vec3::new(a.cos() * e.cos(), e.sin(), a.sin() * e.cos());
            let q = d * (size * (0.62 + 0.70 * noise(d + i as f32 * 5.0, 2.0, seed)));
            middle + x * (q.x * wide) + out * (q.y * 0.85) + z * (q.z / wide)
        };
        weave.sheet(if near { [16, 8] } else { [9, 4] }, middle, &at, &|u, v, p| Look {
            grain_at: Vec2::new((u * TAU).cos(), (u * TAU).sin()) * (v * size * 1.3),
            ..skin(
                own.lerp(tip, 0.35 * noise(p, 7.0, 5) * (1.0 - v)) * (0.35 + 0.65 * smoothstep(1.0, 0.45, v)),
                POLYPS,
            )
        });
    }
}

/// Staghorn coral (*Acropora cervicornis*): antlers with pale tips.
pub(super) fn staghorn(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let deep = if spot.near { 3 } else { 2 };
    for i in 0..if spot.near { 6 } else { 3 } {
        let a = i as f32 * 2.4 + random.unit();
        let way = (spot.out * 0.8 + around(a) * random.between(0.35, 0.95)).normalize();
        antler(
            weave,
            random,
            spot,
            spot.foot + around(a) * (0.06 * spot.size),
            way,
            [0.046 * spot.size, 0.42 * spot.size],
            deep,
        );
    }
}

fn antler(
    weave: &mut Weave,
    random: &mut Random,
    spot: &Spot,
    from: Vec3,
    way: Vec3,
    [thick, long]: [f32; 2],
    left: u32,
) {
    let (mut path, mut radii) = (vec![from], vec![thick]);
    let (mut at, mut way) = (from, way);
    let steps = if left > 2 { 3 } else { 2 };
    for i in 1..=steps {
        let bend = Vec3::new(random.normal(), 0.9 + random.normal(), random.normal()) * 0.13;
        way = (way + bend).normalize();
        at += way * (long / steps as f32);
        path.push(at);
        radii.push(thick * (1.0 - 0.42 * i as f32 / steps as f32));
    }
    path.push(at + way * thick * 0.5);
    radii.push(thick * 0.16);
    let last = left <= 1;
    let sides = if left > 2 { 6 } else { 5 } - u32::from(!spot.near);
    weave.tube(&path, &radii, sides, &|t, _| {
        skin((spot.colour * 0.72).lerp(spot.tip, if last { 0.9 * t * t } else { 0.10 * t }), POLYPS)
    });
    if left == 0 {
        return;
    }
    let count = 2 + usize::from(random.unit() < 0.35);
    for i in 0..count {
        let t = (0.45 + 0.5 * (i as f32 + random.unit()) / count as f32) * steps as f32;
        let k = (t as usize).min(steps - 1);
        let base = path[k].lerp(path[k + 1], t - k as f32);
        let [x, z] = across(way);
        let a = random.unit() * TAU;
        let aside =
            (way + (x * a.cos() + z * a.sin()) * random.between(0.6, 1.05) + Vec3::Y * 0.15).normalize();
        let long = long * random.between(0.52, 0.80);
        antler(weave, random, spot, base, aside, [thick * 0.72, long], left - 1);
    }
}

/// Knob coral (*Pocillopora*): a ball of blunt branches.
pub(super) fn knobs(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    let [x, z] = across(out);
    let count = if near { 24 } else { 10 };
    for i in 0..count {
        let f = (i as f32 + 0.5) / count as f32;
        let (a, c) = (i as f32 * 2.399_96, 1.0 - 0.95 * f);
        let s = (1.0 - c * c).sqrt();
        let way = out * c + x * (s * a.cos()) + z * (s * a.sin());
        let (long, thick) = (size * random.between(0.72, 1.05), size * 0.125 * random.between(0.8, 1.25));
        let bend = Vec3::new(random.normal(), random.normal() * 0.5, random.normal()) * (0.07 * size);
        let wide = if near { thick } else { thick * 1.35 };
        // Those near end round, those far off in four sides that meet.
        let (ways, shares): (&[f32], &[f32]) = if near {
            (&[0.1, 0.55, 0.88, 1.00, 1.05], &[0.6, 1.0, 1.06, 0.72, 0.02])
        } else {
            (&[0.1, 0.60, 0.93, 1.05], &[0.6, 1.0, 1.0, 0.02])
        };
        let path: Vec<Vec3> = ways.iter().map(|t| foot + way * (long * t) + bend * (t * t)).collect();
        let radii: Vec<f32> = shares.iter().map(|r| r * wide).collect();
        weave.tube(&path, &radii, if near { 7 } else { 4 }, &|t, _| {
            skin(
                (colour * 0.25)
                    .lerp(colour, smoothstep(0.0, 0.55, t))
                    .lerp(tip, 0.7 * smoothstep(0.6, 1.0, t)),
                POLYPS,
            )
        });
    }
}

/// Tube sponge (*Aplysina*): hollow chimneys with a dark mouth.
pub(super) fn sponge(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, size, colour, near, .. } = *spot;
    for i in 0..if near { 7 } else { 4 } {
        let a = i as f32 * 2.4 + random.unit();
        let lean = if i == 0 { 0.08 } else { random.between(0.2, 0.5) };
        let long = size * if i == 0 { 1.05 } else { random.between(0.45, 0.95) };
        let wide = size * random.between(0.075, 0.115);
        let mut way = (spot.out * 0.4 + Vec3::Y + around(a) * lean).normalize();
        let mut at = foot + around(a) * (if i == 0 { 0.0 } else { 0.13 } * size) - Vec3::Y * 0.05;
        let own = colour * random.between(0.85, 1.15);
        let (mut path, mut radii) = (Vec::new(), Vec::new());
        for k in 0..=7 {
            let t = k as f32 / 7.0;
            path.push(at);
            radii.push(wide * (0.70 + 0.36 * t + 0.08 * (k as f32 * 1.9 + a).sin()));
            way = (way + Vec3::new(random.normal() * 0.07, 0.05, random.normal() * 0.07)).normalize();
            at += way * (long / 7.0);
        }
        for (up, r) in [(0.14, 0.98), (0.10, 0.80), (-0.6, 0.68), (-2.2, 0.5)] {
            path.push(at + way * (wide * up - long / 7.0));
            radii.push(wide * r);
        }
        weave.tube(&path, &radii, if near { 12 } else { 6 }, &|t, _| {
            let k = t * 11.0;
            let tint = if k > 9.5 {
                own * 0.10
            } else {
                (own * 0.55).lerp(own * 1.15 + 0.05, smoothstep(0.0, 8.0, k))
            };
            skin(tint, if k > 8.5 { POLYPS } else { PITTED })
        });
    }
}

/// Sea fan (*Gorgonia*): branches that fill a fan in one plane, by space colonisation (Runions 2007).
pub(super) fn fan(weave: &mut Weave, random: &mut Random, spot: &Spot, bearing: f32) {
    let Spot { foot, size, colour, tip, near, .. } = *spot;
    let step = size * if near { 0.055 } else { 0.075 };
    let buds = if near { 150 } else { 90 };
    let mut buds: Vec<Vec2> = (0..buds)
        .map(|_| {
            let a = (random.unit() - 0.5) * 2.5;
            let r = random.unit().sqrt() * size * (0.86 + 0.14 * (a * 3.0).sin());
            Vec2::new(a.sin(), a.cos() * 1.05) * r + Vec2::new(0.0, 0.12 * size)
        })
        .collect();
    let mut nodes: Vec<(Vec2, usize)> = (0..4)
        .map(|i| (Vec2::new(0.0, i as f32 * step), usize::from(i > 0) * (i as usize).saturating_sub(1)))
        .collect();
    for _ in 0..70 {
        let mut pull = vec![Vec2::ZERO; nodes.len()];
        for bud in &buds {
            let nearest = (0..nodes.len()).min_by(|a, b| {
                nodes[*a].0.distance_squared(*bud).total_cmp(&nodes[*b].0.distance_squared(*bud))
            });
            if let Some(i) = nearest {
                pull[i] += (*bud - nodes[i].0).normalize_or_zero();
            }
        }
        let grown = nodes.len();
        for (i, pull) in pull.into_iter().enumerate() {
            if pull.length_squared() > 1e-4 {
                let at = nodes[i].0 + (pull.normalize() + Vec2::Y * 0.12).normalize() * step;
                if !nodes[i.saturating_sub(30)..].iter().any(|(other, _)| other.distance(at) < step * 0.45) {
                    nodes.push((at, i));
                }
            }
        }
        buds.retain(|bud| nodes[grown..].iter().all(|(at, _)| at.distance(*bud) > step * 1.2));
        if buds.is_empty() || nodes.len() == grown {
            break;
        }
    }
    // What hangs on a branch makes it thick.
    let mut load = vec![1.0f32; nodes.len()];
    for i in (1..nodes.len()).rev() {
        let parent = nodes[i].1;
        if parent < i {
            load[parent] += load[i];
        }
    }
    let [right, back] = [around(bearing), around(bearing + TAU / 4.0)];
    let place = |p: Vec2| {
        foot + right * p.x
            + Vec3::Y * p.y
            + back * (0.10 * size * (p.x / size * 2.3 + bearing).sin() + 0.12 * p.x * p.x / size)
    };
    let thinnest = size * if near { 0.0046 } else { 0.0085 };
    for i in 1..nodes.len() {
        let (at, parent) = nodes[i];
        let from = nodes[parent].0;
        let thick = |n: f32| thinnest * n.powf(0.30);
        // The last twigs are no thicker than the net between them, which shows them.
        if load[i] < if near { 1.5 } else { 4.0 } {
            continue;
        }
        let tint = colour.lerp(tip, 0.25 / load[i].sqrt());
        weave.tube(&[place(from), place(at)], &[thick(load[i] * 1.3), thick(load[i])], 3, &|_, p| Look {
            sway: 0.45 * ((p.y - foot.y) / size).max(0.0).powf(1.5) * size,
            ..skin(tint, POLYPS)
        });
    }
    // Between the branches a net of finer ones.
    let reach = |a: f32| size * (0.84 + 0.12 * (a * 3.0 + bearing).sin() + 0.05 * (a * 8.0).sin());
    let at = |u: f32, v: f32| {
        let a = (u - 0.5) * 2.5;
        place(
            Vec2::new(a.sin(), a.cos() * 1.05) * (reach(a) * (0.12 + 0.88 * v)) + Vec2::new(0.0, 0.12 * size),
        )
    };
    weave.leaf([18, 8], foot - back * 9.0, &at, &|u, v, p| Look {
        grain_at: Vec2::new((u - 0.5) * 2.3 * (0.3 + v), 1.3 * v) * (2.3 * size),
        sway: 0.45 * ((p.y - foot.y) / size).max(0.0).powf(1.5) * size,
        ..skin(colour.lerp(tip, 0.35 * v), NET)
    });
}

/// Lettuce coral (*Turbinaria*): thin leaves that open like a rose.
pub(super) fn leaves(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    // Leaves lie open to the light, on whatever slope.
    let out = (out + Vec3::Y * 1.4).normalize();
    let [x, z] = across(out);
    for i in 0..if near { 4 } else { 2 } {
        let (start, reach) =
            (random.unit() * TAU, size * (1.0 - 0.18 * i as f32) * random.between(0.8, 1.05));
        let own = colour * random.between(0.85, 1.15);
        let at = |u: f32, v: f32| {
            let (a, q) = (start + u * 5.3, 0.10 + 0.90 * v);
            let w = reach * q * (1.0 + 0.11 * (a * 3.0 + start).sin() + 0.05 * (a * 9.0).sin());
            let lift = (0.12 + 0.10 * i as f32) * size
                + 0.42 * size * q * q
                + 0.05 * size * (a * 5.0 + i as f32).sin() * q;
            foot + (x * a.cos() + z * a.sin()) * w + out * (lift - 0.12 * size)
        };
        weave.leaf([if near { 34 } else { 18 }, 4], foot + out * size * 3.0, &at, &|u, v, _| Look {
            grain_at: Vec2::new(u * 4.0, v * 1.1) * size.max(0.3),
            ..skin((own * 0.6).lerp(own, v).lerp(tip, smoothstep(0.86, 1.0, v)), POLYPS)
        });
    }
}

/// Leather coral (*Sinularia*): soft fingers that lean with the swell.
pub(super) fn fingers(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    let [x, z] = across(out);
    for i in 0..if near { 24 } else { 11 } {
        let (a, r) = (i as f32 * 2.399_96, (i as f32 / if near { 24.0 } else { 11.0 }).sqrt() * 0.45 * size);
        let base = foot + (x * a.cos() + z * a.sin()) * r;
        let way = (out + Vec3::Y * 0.5 + (x * a.cos() + z * a.sin()) * random.between(0.1, 0.8)).normalize();
        let long = size * random.between(0.45, 0.95);
        let thick = size * random.between(0.035, 0.055);
        let bend = Vec3::new(random.normal(), 0.4, random.normal()) * (0.10 * size);
        let path = [0.0, 0.4, 0.8, 1.0].map(|t| base + way * (long * t) + bend * (t * t));
        weave.tube(&path, &[1.2, 1.0, 0.8, 0.15].map(|k| k * thick), if near { 6 } else { 4 }, &|t, _| {
            Look { sway: 0.55 * t * t * long, ..skin((colour * 0.55).lerp(tip, t), POLYPS) }
        });
    }
}

/// Buds: the small growth between the larger corals, each a knob a few centimetres wide, in a loose group.
pub(super) fn buds(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, out, size, colour, tip, near } = *spot;
    let [x, z] = across(out);
    let count = if near { 7 } else { 5 };
    for i in 0..count {
        let a = i as f32 * 2.4 + random.unit();
        let far = size * 0.95 * (i as f32 / count as f32).sqrt();
        let r = size * random.between(0.24, 0.42);
        let middle = foot + (x * a.cos() + z * a.sin()) * far;
        let (tall, own) = (random.between(0.75, 1.5), colour * random.between(0.75, 1.2));
        let at = |u: f32, v: f32| {
            let (a, e) = (u * TAU, (1.0 - v) * 1.85 - 0.28);
            let flat = (x * a.cos() + z * a.sin()) * e.cos();
            middle + (flat + out * (e.sin() * tall)) * (r * (0.9 + 0.2 * (a * 2.0 + tall * 9.0).sin() * v))
        };
        weave.sheet(if near { [8, 4] } else { [5, 3] }, middle, &at, &|u, v, _| Look {
            grain_at: Vec2::new(u * 0.5, v * 0.3) * (size * 9.0).max(0.4),
            ..skin((own * 0.34).lerp(own.lerp(tip, 0.45), smoothstep(1.0, 0.1, v)), POLYPS)
        });
    }
}

/// Seagrass (*Thalassia*): long, thin leaves that lie over with the swell.
pub(super) fn seagrass(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let Spot { foot, size, colour, tip, near, .. } = *spot;
    for _ in 0..if near { 15 } else { 8 } {
        let a = random.unit() * TAU;
        let base = foot + around(random.unit() * TAU) * (size * 0.24 * random.unit());
        let (long, lean) = (size * random.between(0.55, 1.15), random.between(0.12, 0.55));
        // Far leaves are wider as they are fewer: none is thinner than most of a pixel.
        let wide = around(a + 1.3) * (0.0045 + 0.018 * size) * if near { 1.0 } else { 1.7 };
        let own = colour * random.between(0.7, 1.25);
        let at = |u: f32, v: f32| {
            let bend = around(a) * (lean * long * v * v);
            base + bend
                + Vec3::Y * (long * v * (1.0 - 0.30 * lean * v))
                + wide * ((u - 0.5) * (1.0 - 0.75 * v * v * v))
        };
        weave.leaf([1, 4], base - around(a), &at, &|u, v, _| Look {
            grain_at: Vec2::new(u * 0.1, v * 0.4),
            sway: 0.34 * v * v * long,
            ..skin((own * 0.45).lerp(own, v).lerp(tip, 0.5 * smoothstep(0.8, 1.0, v)), POLYPS)
        });
    }
}

/// A starfish that lies on `foot`.
pub(super) fn starfish(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let turn = random.unit() * TAU;
    for arm in 0..5 {
        let a = turn + arm as f32 * TAU / 5.0;
        let bend = random.normal() * 0.06;
        let path = [0.0, 0.3, 0.6, 0.88, 1.0]
            .map(|t: f32| spot.foot + (around(a + bend * t) * t + Vec3::Y * (0.07 - 0.03 * t)) * spot.size);
        weave.tube(&path, &[0.26, 0.21, 0.15, 0.08, 0.02].map(|r| r * spot.size), 9, &|t, _| {
            skin(spot.colour.lerp(spot.tip, t * 0.5), POLYPS)
        });
    }
}

/// A whelk that lies on its side: whorls that widen to its mouth, banded.
pub(super) fn shell(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let way = around(random.unit() * TAU);
    let steps = 15;
    let along = |i: usize| i as f32 / steps as f32;
    // Each whorl swells between two seams; the mouth end narrows to a canal.
    let radius = |t: f32| {
        let whorl = 0.86 + 0.14 * (t.powf(0.55) * TAU * 4.0).sin();
        (0.03 + 0.36 * t.powf(1.25) * smoothstep(1.02, 0.70, t)) * whorl * spot.size
    };
    let path: Vec<Vec3> = (0..=steps)
        .map(|i| spot.foot + way * ((along(i) - 0.6) * spot.size) + Vec3::Y * (radius(along(i)) * 0.55))
        .collect();
    let radii: Vec<f32> = (0..=steps).map(|i| radius(along(i))).collect();
    weave.tube(&path, &radii, 10, &|t, _| {
        let band = 0.5 + 0.5 * (t.powf(0.55) * TAU * 8.0).sin();
        skin(spot.tip.lerp(spot.colour, 0.35 + 0.5 * band), POLYPS)
    });
}

/// A twig that a storm broke off, bleached, half in the sand.
pub(super) fn twig(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let way = around(random.unit() * TAU);
    let aside = way.cross(Vec3::Y) * random.between(-0.35, 0.35);
    let path = [-0.5, 0.0, 0.45, 0.55]
        .map(|t: f32| spot.foot + (way * t + aside * t * t - Vec3::Y * (0.05 * t)) * spot.size);
    let shape = [0.11, 0.13, 0.09, 0.02].map(|r| r * spot.size);
    weave.tube(&path, &shape, if spot.near { 6 } else { 4 }, &|_, _| skin(spot.colour, POLYPS));
    if spot.near {
        let fork = [path[1], path[1] + (way * 0.2 + way.cross(Vec3::Y) * 0.34) * spot.size];
        weave.tube(&fork, &[shape[2], shape[3]], 5, &|_, _| skin(spot.colour, POLYPS));
    }
}

/// A stone, a piece of dead coral or a shell of the kind one does not look at twice.
pub(super) fn rubble(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let seed = (random.unit() * 1e6) as u32;
    let form = Vec3::new(random.between(0.8, 1.7), random.between(0.45, 0.9), random.between(0.7, 1.1));
    let turn = glam::Quat::from_rotation_y(random.unit() * TAU);
    let at = |u: f32, v: f32| {
        let (a, e) = (u * TAU, (1.0 - v) * 3.1 - 1.55);
        let d = Vec3::new(a.cos() * e.cos(), e.sin(), a.sin() * e.cos());
        spot.foot + turn * (d * form) * (spot.size * (0.72 + 0.56 * noise(d, 1.5, seed)))
    };
    let cells = if spot.near { [11, 6] } else { [7, 4] };
    weave.sheet(cells, spot.foot, &at, &|u, v, _| Look {
        grain_at: Vec2::new(u, v) * 0.6 + seed as f32 * 0.01,
        // It lies in its own shade.
        ..skin(spot.colour * (0.30 + 0.70 * smoothstep(0.80, 0.40, v)), POLYPS)
    });
}

/// A block of old coral, dented and worn, of the rock's own grain.
pub(super) fn block(weave: &mut Weave, random: &mut Random, spot: &Spot) {
    let seed = (random.unit() * 1e6) as u32;
    let form = Vec3::new(random.between(0.85, 1.5), random.between(0.55, 0.95), random.between(0.8, 1.2));
    let turn = glam::Quat::from_rotation_y(random.unit() * TAU);
    let at = |u: f32, v: f32| {
        let (a, e) = (u * TAU, (1.0 - v) * 2.5 - 0.95);
        let d = Vec3::new(a.cos() * e.cos(), e.sin(), a.sin() * e.cos());
        let lump = 0.66 + 0.50 * noise(d, 1.3, seed) + 0.26 * noise(d, 3.4, seed + 5);
        spot.foot + turn * (d * form) * (spot.size * lump)
    };
    weave.sheet([11, 6], spot.foot, &at, &|_, v, p| Look {
        grain_at: Vec2::new(p.x + 0.5 * p.z, p.y + 0.5 * p.z) * 1.35,
        ..skin(spot.colour * (0.45 + 0.55 * smoothstep(0.75, 0.2, v)), PITTED)
    });
}

#[cfg(test)]
mod tests {
    use super::super::weave::FLOATS;
    use super::*;

    type Grown<'a> = &'a dyn Fn(&mut Weave, &mut Random, &Spot);

    #[test]
    fn every_form_is_whole_and_stays_near_its_foot() {
        let spot = Spot {
            foot: Vec3::new(2.0, 0.0, -3.0),
            out: Vec3::Y,
            size: 0.6,
            colour: Vec3::ONE,
            tip: Vec3::ONE,
            near: true,
        };
        let fanned = |weave: &mut Weave, random: &mut Random, spot: &Spot| fan(weave, random, spot, 0.4);
        let forms: [(&str, Grown); 15] = [
            ("table", &table),
            ("brain", &brain),
            ("cushion", &cushion),
            ("staghorn", &staghorn),
            ("knobs", &knobs),
            ("sponge", &sponge),
            ("fan", &fanned),
            ("leaves", &leaves),
            ("fingers", &fingers),
            ("starfish", &starfish),
            ("shell", &shell),
            ("rubble", &rubble),
            ("buds", &buds),
            ("block", &block),
            ("seagrass", &seagrass),
        ];
        for (name, grow) in forms {
            let mut weave = Weave::default();
            grow(&mut weave, &mut Random::new(5, 1), &spot);
            let count = (weave.vertices.len() / FLOATS) as u32;
            assert!(weave.indices.len() > 150 && weave.indices.iter().all(|i| *i < count), "{name}");
            for v in weave.vertices.chunks(FLOATS) {
                let (at, normal) = (Vec3::new(v[0], v[1], v[2]), Vec3::new(v[3], v[4], v[5]));
                assert!(
                    at.distance(spot.foot) < 2.6 * spot.size && (normal.length() - 1.0).abs() < 0.02,
                    "{name}: {at} {normal}"
                );
            }
        }
    }
}
