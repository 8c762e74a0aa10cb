//! The wood's foliage as one picture, painted stroke by stroke: sprays and plates of beech, fronds, herbs, fallen leaves, whole trees.
//!
//! As in the kit's own, blue is light and alpha cuts. Red tells what is yellow or dry; in whole trees red and green lean
//! the light to its sides and upwards, and no green at all is bark.

use std::f32::consts::{PI, TAU};

use glam::Vec2;

use crate::kit::foliage::{Canvas, Cell, Ink, SPRAYS, tree};
use crate::noise::Random;

/// Fronds of fern; a tuft of wood melick.
pub(super) const FRONDS: [Cell; 2] = [Cell(0.0, 512.0, 256.0, 512.0), Cell(256.0, 512.0, 256.0, 512.0)];
pub(super) const MELICK: Cell = Cell(512.0, 512.0, 256.0, 512.0);
/// Whole trees for [`crate::kit::tree::card`]: tall ones, then young beeches and hazel.
pub(super) const TALL: usize = 5;
pub(super) const YOUNG: [usize; 3] = [5, 6, 7];
/// A layer of leaves, seen from below or above.
pub(super) const PLATE: Cell = Cell(512.0, 0.0, 512.0, 512.0);
/// A leaf of wood sorrel from above, leaves of beech and oak that have fallen, a sprig of moss, a leaf of ivy.
pub(super) const SORREL: Cell = Cell(0.0, 0.0, 256.0, 256.0);
pub(super) const FALLEN: [Cell; 2] = [Cell(0.0, 256.0, 128.0, 128.0), Cell(128.0, 256.0, 128.0, 128.0)];
pub(super) const MOSS: Cell = Cell(0.0, 384.0, 128.0, 128.0);
pub(super) const IVY: Cell = Cell(128.0, 384.0, 128.0, 128.0);
/// Herbs of the wood's floor, knee-high.
pub(super) const HERBS: Cell = Cell(256.0, 0.0, 256.0, 512.0);

/// RGBA rows from the lowest; every `fine`-th texel of the full size.
pub(super) fn paint(seed: u64, fine: usize) -> Vec<u8> {
    let mut canvas = Canvas::new(fine);
    let mut random = Random::new(seed, 541);
    for (i, cell) in FRONDS.into_iter().enumerate() {
        canvas.cell = cell;
        frond(&mut canvas, &mut random, i);
    }
    canvas.cell = MELICK;
    melick(&mut canvas, &mut random);
    for cell in SPRAYS {
        canvas.cell = cell;
        twig(&mut canvas, &mut random, (Vec2::new(0.0, 0.01), PI * 0.5), 0.94, 1.0, 2);
    }
    for i in 0..TALL {
        canvas.cell = tree(i);
        tall(&mut canvas, &mut random, i);
    }
    for i in YOUNG {
        canvas.cell = tree(i);
        young(&mut canvas, &mut random, i);
    }
    canvas.cell = PLATE;
    branch(&mut canvas, &mut random);
    canvas.cell = SORREL;
    sorrel(&mut canvas);
    for (i, cell) in FALLEN.into_iter().enumerate() {
        canvas.cell = cell;
        fallen(&mut canvas, i == 1);
    }
    canvas.cell = MOSS;
    moss(&mut canvas, &mut random);
    canvas.cell = IVY;
    ivy(&mut canvas);
    canvas.cell = HERBS;
    herbs(&mut canvas, &mut random);
    canvas.bytes()
}

/// A leaf with its midrib and veins: widest at `widest` of its length, `slim` times as long as wide.
fn leaf(canvas: &mut Canvas, at: Vec2, way: f32, long: f32, (widest, slim): (f32, f32), ink: Ink) {
    let [dry, lean, light] = ink;
    let dir = Vec2::from_angle(way);
    let wide = |t: f32| {
        let u = if t < widest { t / widest } else { (1.0 - t) / (1.0 - widest) };
        long / slim * 0.5 * (u * (2.0 - u)).max(0.0).powf(0.8)
    };
    // One half lies in the light, the other leans away from it.
    let across = dir.perp();
    for (side, shade) in [(1.0, 1.06), (-1.0, 0.92)] {
        let path = |t: f32| at + dir * (long * t) + across * (side * wide(t) * 0.5);
        canvas.curve(6, &path, &|t| wide(t) * 0.52 + 0.0004, &|_| [dry, lean, light * shade]);
    }
    canvas.stroke(at, at + dir * long * 0.95, [long * 0.014, long * 0.006], [dry, lean, light * 1.22]);
}

/// A twig of beech: leaves on both sides in one plane, and smaller twigs; later layers lie over earlier ones and are lighter.
fn twig(
    canvas: &mut Canvas,
    random: &mut Random,
    (from, way): (Vec2, f32),
    long: f32,
    leaves: f32,
    layer: u32,
) {
    let bend = random.between(-0.35, 0.35);
    let path = |t: f32| from + Vec2::from_angle(way + bend * t) * (long * t);
    canvas.curve(7, &path, &|t| 0.0055 * leaves * (1.0 - 0.8 * t) + 0.0008, &|_| [0.5, 0.1, 0.16]);
    let base = 0.31 + 0.05 * layer.min(2) as f32;
    for i in 0..9 {
        let t = 0.16 + 0.84 * i as f32 / 9.0;
        let side = if i % 2 == 0 { 1.0 } else { -1.0 };
        let out = way + bend * t + side * random.between(0.55, 1.0);
        let reach = long * 0.36 * (1.05 - 0.65 * t) * random.between(0.7, 1.2);
        let start = path(t);
        let end = start + Vec2::from_angle(out) * reach;
        canvas.stroke(start, end, [0.0026, 0.0010], [0.5, 0.1, 0.17]);
        for k in 0..6 {
            let u = (k as f32 + 0.9) / 6.0;
            let s = if k % 2 == 0 { 1.0 } else { -1.0 };
            let size = random.between(0.062, 0.092) * leaves;
            let light = base + random.between(-0.05, 0.10);
            let turn = out + s * random.between(0.45, 1.0);
            leaf(canvas, start.lerp(end, u), turn, size, (0.45, 1.65), [random.unit() * 0.30, 0.5, light]);
        }
        leaf(canvas, end, out, 0.085 * leaves, (0.45, 1.65), [random.unit() * 0.25, 0.5, base + 0.07]);
    }
    leaf(canvas, path(1.0), way + bend, 0.09 * leaves, (0.45, 1.65), [0.1, 0.5, base + 0.08]);
}

/// A branch of beech seen from below: a bent axis, side branches, twigs with leaves in one layer, and sky between them.
fn branch(canvas: &mut Canvas, random: &mut Random) {
    let axis = |t: f32| Vec2::new(0.05 * (t * 4.0).sin(), 0.01 + 0.93 * t);
    canvas.curve(10, &axis, &|t| 0.0075 * (1.0 - 0.8 * t), &|_| [0.5, 0.1, 0.16]);
    for i in 0..13 {
        let t = 0.06 + 0.92 * (i as f32 + random.between(-0.35, 0.35)).max(0.0) / 13.0;
        let side = if i % 2 == 0 { 1.0 } else { -1.0 };
        let way = PI * 0.5 - side * random.between(0.65, 1.15);
        let long = (0.44 * (1.05 - 0.45 * t) * random.between(0.30, 1.05)).min(0.43);
        let bend = side * random.between(0.0, 0.5);
        let limb = |u: f32| axis(t) + Vec2::from_angle(way + bend * u) * (long * u);
        canvas.curve(5, &limb, &|u| 0.0036 * (1.0 - 0.75 * u), &|_| [0.5, 0.1, 0.17]);
        let twigs = 2 + (long * 13.0) as u32;
        for k in 0..twigs {
            let u = (k as f32 + 0.8) / twigs as f32;
            let s = if k % 2 == 0 { 1.0 } else { -1.0 };
            let out = way + bend * u + s * random.between(0.4, 1.0);
            let reach = random.between(0.05, 0.12);
            let from = limb(u);
            let end = from + Vec2::from_angle(out) * reach;
            canvas.stroke(from, end, [0.0014, 0.0008], [0.5, 0.1, 0.18]);
            for n in 0..4 {
                let at = from.lerp(end, (n as f32 + 0.7) / 4.0);
                let turn = out + if n % 2 == 0 { 1.0 } else { -1.0 } * random.between(0.4, 1.0);
                let light = 0.38 + random.between(-0.07, 0.12);
                leaf(
                    canvas,
                    at,
                    turn,
                    random.between(0.030, 0.043),
                    (0.45, 1.6),
                    [random.unit() * 0.3, 0.5, light],
                );
            }
            leaf(canvas, end, out, 0.040, (0.45, 1.6), [0.15, 0.5, 0.42]);
        }
    }
}

/// A frond of male fern: pinnae on both sides of the stalk, each cut into lobes.
fn frond(canvas: &mut Canvas, random: &mut Random, kind: usize) {
    let stalk = |t: f32| Vec2::new(0.012 * (t * 3.0 + kind as f32).sin(), 0.005 + 0.975 * t);
    let pairs = 22;
    for i in 0..pairs {
        let t = 0.10 + 0.88 * i as f32 / pairs as f32;
        // Narrow at the foot, widest below the middle, to a point.
        let u = (t - 0.10) / 0.90;
        let wide =
            0.222 * (u * 5.5 + 0.30).min(1.0) * (1.0 - u.powf(1.7)).max(0.02) * random.between(0.93, 1.05);
        for side in [-1.0, 1.0] {
            let way = Vec2::new(side, 0.28 + 0.35 * u).normalize_or(Vec2::X);
            let start = stalk(t + if side > 0.0 { 0.008 } else { 0.0 });
            let light = 0.36 + 0.10 * u + random.between(-0.06, 0.07);
            let pinna = |s: f32| start + way * (wide * s) + Vec2::new(0.0, -0.035 * s * s * (1.0 - u));
            let lobes = 4 + (wide * 62.0) as u32;
            for lobe in 0..lobes {
                let s = (lobe as f32 + 0.6) / lobes as f32;
                let long = (0.030 * (1.0 - s * 0.86) * (0.35 + wide * 3.6)).max(0.0035);
                for edge in [-1.0, 1.0] {
                    let out = (way.perp() * edge + way * 0.62).normalize_or(Vec2::Y);
                    let shade = light * if edge * side > 0.0 { 1.10 } else { 0.88 };
                    canvas.stroke(
                        pinna(s),
                        pinna(s) + out * long,
                        [0.0046 * (1.0 - 0.4 * s), 0.0018],
                        [0.10, 0.5, shade],
                    );
                }
            }
            canvas.curve(4, &pinna, &|s| 0.0030 * (1.0 - 0.7 * s), &|_| [0.16, 0.5, light * 1.18]);
        }
    }
    canvas.curve(10, &stalk, &|t| 0.0062 * (1.0 - 0.85 * t), &|t| [0.55 - 0.3 * t, 0.5, 0.26 + 0.10 * t]);
}

/// Wood melick: soft, arched blades of a light green, few stalks.
fn melick(canvas: &mut Canvas, random: &mut Random) {
    for i in 0..17 {
        let front = i as f32 / 17.0;
        let foot = Vec2::new(random.between(-0.07, 0.07), 0.0);
        let high = random.between(0.45, 0.97);
        let lean = random.between(-0.20, 0.20) * (0.5 + high);
        let droop = random.between(0.05, 0.38) * high;
        let light = 0.32 + 0.14 * front + 0.12 * random.unit();
        canvas.curve(
            10,
            &|t| Vec2::new((foot.x + lean * t * t).max(-0.225).min(0.225), high * t - droop * t * t * t),
            &|t| 0.0068 * (0.5 + 0.9 * t).min(1.0) * (1.0 - t * t * t),
            &|t| [0.15 * (i as f32 * 0.618).fract(), 0.5, light * (0.60 + 0.55 * t)],
        );
    }
}

/// Three hearts on one point, folded along their middles: a leaf of wood sorrel from above.
fn sorrel(canvas: &mut Canvas) {
    let middle = Vec2::new(0.0, 0.5);
    for k in 0..3 {
        let a = PI * 0.5 + TAU / 3.0 * k as f32;
        let (dir, across) = (Vec2::from_angle(a), Vec2::from_angle(a).perp());
        for side in [-1.0, 1.0] {
            let shade = if side > 0.0 { 0.46 } else { 0.35 };
            for (t, reach, r) in
                [(0.10, 0.03, 0.034), (0.19, 0.062, 0.066), (0.28, 0.090, 0.086), (0.35, 0.105, 0.082)]
            {
                let at = middle + dir * t + across * (side * reach);
                canvas.stroke(at, at + dir * 0.012, [r, r], [0.05, 0.5, shade * (0.86 + 0.5 * t)]);
            }
        }
        canvas.stroke(middle, middle + dir * 0.36, [0.006, 0.003], [0.1, 0.5, 0.56]);
    }
    canvas.stroke(middle, middle + Vec2::X * 0.001, [0.022, 0.022], [0.2, 0.5, 0.50]);
}

/// A leaf that has fallen: of beech, or lobed, of oak.
fn fallen(canvas: &mut Canvas, oak: bool) {
    if !oak {
        leaf(canvas, Vec2::new(0.0, 0.08), PI * 0.5, 0.86, (0.45, 1.55), [0.6, 0.5, 0.42]);
        for i in 0..7 {
            for side in [-1.0, 1.0] {
                let at = Vec2::new(0.0, 0.16 + 0.10 * i as f32);
                canvas.stroke(at, at + Vec2::new(side * 0.20, 0.12), [0.006, 0.003], [0.7, 0.5, 0.36]);
            }
        }
        return;
    }
    for (y, reach, r) in [
        (0.20, 0.08, 0.055),
        (0.34, 0.16, 0.070),
        (0.51, 0.22, 0.080),
        (0.68, 0.19, 0.075),
        (0.82, 0.10, 0.075),
    ] {
        for side in [-1.0, 1.0] {
            let from = Vec2::new(0.0, y - 0.06);
            canvas.stroke(
                from,
                Vec2::new(side * reach, y),
                [r * 1.05, r * 0.8],
                [0.55, 0.5, if side > 0.0 { 0.44 } else { 0.38 }],
            );
            canvas.stroke(from, Vec2::new(side * reach, y), [0.007, 0.003], [0.7, 0.5, 0.52]);
        }
    }
    canvas.stroke(Vec2::new(0.0, 0.02), Vec2::new(0.0, 0.9), [0.012, 0.006], [0.7, 0.5, 0.54]);
}

/// A sprig of moss: tiny leaves like a star along short stems.
fn moss(canvas: &mut Canvas, random: &mut Random) {
    for stem in 0..5 {
        let foot = Vec2::new(-0.28 + 0.14 * stem as f32, 0.02);
        let top = foot + Vec2::new(random.between(-0.10, 0.10), random.between(0.45, 0.88));
        for i in 0..15 {
            let t = i as f32 / 14.0;
            let light = 0.22 + 0.34 * t + random.between(-0.03, 0.05);
            for side in [-1.0, 0.3, 1.0] {
                let at = foot.lerp(top, t);
                let out = Vec2::new(side * 0.085, 0.05) * (1.1 - 0.4 * t);
                canvas.stroke(at, at + out, [0.011, 0.003], [0.2 * t, 0.5, light]);
            }
        }
    }
}

/// A leaf of ivy with pale veins.
fn ivy(canvas: &mut Canvas) {
    let foot = Vec2::new(0.0, 0.14);
    for (a, long) in [(0.15f32, 0.30), (2.99, 0.30), (0.85, 0.42), (2.29, 0.42), (PI * 0.5, 0.74)] {
        canvas.stroke(
            foot,
            foot + Vec2::from_angle(a) * long,
            [0.16, 0.03],
            [0.0, 0.5, if a < 1.6 { 0.34 } else { 0.28 }],
        );
    }
    for (a, long) in [(0.15f32, 0.28), (2.99, 0.28), (0.85, 0.38), (2.29, 0.38), (PI * 0.5, 0.68)] {
        canvas.stroke(foot, foot + Vec2::from_angle(a) * long, [0.014, 0.004], [0.2, 0.5, 0.54]);
    }
}

/// Dog's mercury and young shoots: pairs of leaves up a soft stem, in a stand.
fn herbs(canvas: &mut Canvas, random: &mut Random) {
    for stem in 0..3 {
        let foot = Vec2::new(0.05 * (stem as f32 - 1.0) + random.between(-0.02, 0.02), 0.0);
        let high = random.between(0.40, 0.86);
        let lean = 0.09 * (stem as f32 - 1.0) + random.between(-0.04, 0.04);
        let line = |t: f32| Vec2::new(foot.x + lean * t * t, high * t);
        let front = 0.30 + 0.022 * stem as f32;
        canvas.curve(6, &line, &|_| 0.0042, &|t| [0.3, 0.5, front * (0.5 + 0.5 * t)]);
        for pair in 0..4 {
            let t = 0.40 + 0.19 * pair as f32;
            let light = front * (0.60 + 0.65 * t) + random.between(-0.02, 0.05);
            for side in [-1.0f32, 1.0] {
                let way = PI * 0.5 - side * random.between(0.75, 1.35);
                let long = 0.120 * (1.1 - 0.35 * t);
                let at = line(t.min(1.0));
                if (at.x + side * long).abs() < 0.225 {
                    leaf(canvas, at, way, long, (0.42, 2.9), [0.08, 0.5, light]);
                }
            }
        }
    }
}

/// A tall tree far off: a bare trunk, limbs from the middle up, leaves in layers, light above and dark within.
fn tall(canvas: &mut Canvas, random: &mut Random, kind: usize) {
    let lean = [0.02, -0.03, 0.00, 0.035, -0.015][kind % 5];
    let girth = [0.0135, 0.0105, 0.0165, 0.0085, 0.0120][kind % 5];
    let bare = [0.34, 0.42, 0.28, 0.46, 0.37][kind % 5];
    let axis = |t: f32| Vec2::new(lean * t * t + 0.006 * (t * 7.0 + kind as f32).sin(), 0.96 * t);
    let mut limbs: Vec<(Vec2, Vec2)> = Vec::new();
    for i in 0..15 {
        let t = bare * 0.8 + (0.93 - bare * 0.8) * i as f32 / 15.0;
        let side = if i % 2 == 0 { 1.0 } else { -1.0 };
        let reach = (0.10 + 0.10 * random.unit()) * (1.05 - 0.5 * t);
        limbs.push((axis(t), axis(t) + Vec2::new(side * reach, reach * random.between(0.25, 1.0))));
    }
    // Leaves of the far side, then the wood, then those of the near side.
    for near in 0..2 {
        for (from, to) in &limbs {
            for _ in 0..if near == 0 { 30 } else { 17 } {
                let at = from.lerp(*to, random.between(0.35, 1.1));
                let wide = random.between(0.018, 0.042);
                let y = at.y + random.between(-0.035, 0.045);
                let x = (at.x + random.between(-0.05, 0.05)).max(-0.20).min(0.20);
                let light =
                    0.17 + 0.16 * (y - bare).max(0.0) + 0.10 * near as f32 + random.between(-0.04, 0.07);
                for _ in 0..13 {
                    let off = Vec2::new(random.normal() * wide * 0.6, random.normal() * 0.008 - 0.004);
                    let p = Vec2::new((x + off.x).max(-0.225).min(0.225), (y + off.y).max(0.01).min(0.985));
                    let to = p + Vec2::new(random.between(-0.007, 0.007), random.between(-0.004, 0.002));
                    let side = 0.5 + 1.6 * (p.x - axis(p.y).x).max(-0.25).min(0.25);
                    canvas.stroke(
                        p,
                        to,
                        [0.0036, 0.0014],
                        [side, 0.55 + 6.0 * off.y.max(-0.02), light + 2.5 * off.y],
                    );
                }
            }
        }
        if near == 0 {
            for (from, to) in &limbs {
                let bend = |t: f32| from.lerp(*to, t) + Vec2::new(0.0, -0.02 * t * (1.0 - t));
                canvas.curve(4, &bend, &|t| girth * 0.36 * (1.0 - 0.75 * t), &|_| [0.5, 0.0, 0.24]);
            }
            for stripe in 0..5 {
                let off = (stripe as f32 - 2.0) * 0.42;
                let path = |t: f32| {
                    axis(t) + Vec2::X * (off * girth * (1.0 - 0.8 * t) * (1.0 + 0.8 * (-t * 30.0).exp()))
                };
                canvas.curve(16, &path, &|t| girth * 0.36 * (1.0 - 0.8 * t) + 0.0012, &|_| {
                    [0.5 + 0.17 * (stripe as f32 - 2.0), 0.0, 0.27 - 0.02 * (stripe as f32 - 2.0).abs()]
                });
            }
        }
    }
}

/// A young beech or a hazel: thin stems, wide flat layers of light green.
fn young(canvas: &mut Canvas, random: &mut Random, kind: usize) {
    let stems = if kind == 7 { 5 } else { 1 };
    for stem in 0..stems {
        let spread = (stem as f32 - (stems - 1) as f32 * 0.5) * 0.05;
        let path = |t: f32| {
            Vec2::new(spread * (0.3 + t) + 0.02 * (t * 5.0 + stem as f32 + kind as f32).sin(), 0.92 * t)
        };
        canvas.curve(10, &path, &|t| 0.0062 * (1.0 - 0.85 * t) + 0.0008, &|_| [0.5, 0.0, 0.22]);
    }
    let limbs = 34;
    for i in 0..limbs {
        let t = 0.10 + 0.88 * random.unit();
        let reach = 0.205 * (1.0 - 0.70 * t * t) * random.between(0.35, 1.05);
        let side = random.between(-1.0, 1.0);
        let side = side.signum() * (0.25 + 0.75 * side.abs());
        let tip = Vec2::new(side * reach, (0.93 * t + reach * random.between(-0.12, 0.55)).min(0.95));
        let from = Vec2::new(0.01 * (t * 5.0).sin(), 0.92 * t - 0.03);
        canvas.stroke(from, tip, [0.0022, 0.0008], [0.5, 0.0, 0.20]);
        for _ in 0..52 {
            let u = 0.25 + 0.8 * random.unit();
            let p =
                from.lerp(tip, u) + Vec2::new(random.normal() * 0.017, random.normal() * 0.010 - 0.010 * u);
            let p = Vec2::new(p.x.max(-0.222).min(0.222), p.y.max(0.02).min(0.98));
            let light = 0.30 + 0.14 * t + 0.06 * (i as f32 / limbs as f32) + random.between(-0.07, 0.10);
            let to = p + Vec2::new(random.between(-0.009, 0.009), random.between(-0.006, 0.002));
            canvas.stroke(p, to, [0.0034, 0.0013], [0.5 + 1.5 * p.x, 0.60, light]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_the_same_for_the_same_seed_and_every_cell_has_leaves_and_gaps() {
        let picture = paint(3, 4);
        assert!(picture == paint(3, 4) && picture != paint(4, 4));
        let cells =
            FRONDS.into_iter().chain(SPRAYS).chain(FALLEN).chain([MELICK, PLATE, SORREL, MOSS, IVY, HERBS]);
        for Cell(x, y, w, h) in cells.chain((0..8).map(tree)) {
            let (mut covered, mut all) = (0, 0);
            for row in (y / 4.0) as usize..((y + h) / 4.0) as usize {
                for column in (x / 4.0) as usize..((x + w) / 4.0) as usize {
                    all += 1;
                    covered += usize::from(picture[(row * 512 + column) * 4 + 3] > 120);
                }
            }
            let share = covered as f32 / all as f32;
            assert!((0.06..0.93).contains(&share), "cell at {x} {y}: {share}");
        }
    }
}
