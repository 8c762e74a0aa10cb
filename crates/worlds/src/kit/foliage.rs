//! Foliage as one picture, painted stroke by stroke: sprays of leaves, tufts of grass, whole trees from far off.
//!
//! A card cut out of it stands for a hundred twigs. Red and green lean a far tree's light to its sides and upwards (0.5
//! is none), and on near cards red tells what is fresh or dry; blue is how light a place is (0.5 is plain); alpha cuts.

use std::f32::consts::{PI, TAU};

use glam::Vec2;

use crate::gpu::{Texel, Texture, Wrap};
use crate::noise::Random;
use crate::{Quality, StageError};

/// The picture's size at full quality, and the margin round a cell that its smaller copies may bleed into.
const SIZE: [usize; 2] = [2048, 1024];
const MARGIN: f32 = 6.0;

/// A part of the picture: left, bottom, width, height, in texels at full quality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell(pub f32, pub f32, pub f32, pub f32);

/// Sprays of broad leaves, from the twig (bottom) up.
pub(crate) const SPRAYS: [Cell; 2] = [Cell(768.0, 512.0, 256.0, 256.0), Cell(768.0, 768.0, 256.0, 256.0)];
/// Tufts: fine and tall, mixed, in seed. The shaders find them by number.
const TUFTS: usize = 3;
/// Whole trees: [`CONIFERS`] first, the last of them young; then broad crowns, then a bush.
pub(crate) const TREES: usize = 12;
pub(crate) const CONIFERS: usize = HABITS.len();
/// Which of them is a larch, whose needles are soft and light.
pub(crate) const LARCH: usize = 6;

const fn tuft(i: usize) -> Cell {
    Cell(256.0 * i as f32, 512.0, 256.0, 512.0)
}

/// Number `i` of the whole trees: a tree one high, half as wide.
pub(crate) const fn tree(i: usize) -> Cell {
    if i < 8 {
        Cell(1024.0 + 256.0 * (i % 4) as f32, 512.0 * (i / 4) as f32, 256.0, 512.0)
    } else {
        Cell(256.0 * (i % 4) as f32, 0.0, 256.0, 512.0)
    }
}

impl Cell {
    /// Where a place in the cell (0..1, from its lower left) lies in the picture.
    pub fn at(self, u: f32, v: f32) -> [f32; 2] {
        let Cell(x, y, wide, high) = self;
        [
            (x + MARGIN + (wide - 2.0 * MARGIN) * u) / SIZE[0] as f32,
            (y + MARGIN + (high - 2.0 * MARGIN) * v) / SIZE[1] as f32,
        ]
    }
}

/// The figures for the shaders: the picture's size in texels.
pub(crate) const DEFINES: &str = "#define FOLIAGE vec2(2048.0, 1024.0)\n";

/// Paints and uploads the picture.
pub(crate) fn texture(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Texture, StageError> {
    upload(gl, quality, &|fine| paint(seed, fine))
}

/// The same for a picture of another world's plants: `paint` is told which share of the full size it has.
pub(crate) fn upload(
    gl: &glow::Context,
    quality: Quality,
    paint: &dyn Fn(usize) -> Vec<u8>,
) -> Result<Texture, StageError> {
    let fine = if quality == Quality::Full { 1 } else { 2 };
    let picture = paint(fine);
    let texture =
        Texture::plain(gl, [(SIZE[0] / fine) as i32, (SIZE[1] / fine) as i32], 6, Texel::Rgba8, Wrap::Clamp)?;
    texture.fill(gl, &picture);
    Ok(texture)
}

/// What a stroke leaves: two of lean or freshness, and light.
pub(crate) type Ink = [f32; 3];

/// A picture while it is painted.
pub(crate) struct Canvas {
    texels: Vec<[f32; 4]>,
    /// The cell strokes fall in, in texels of this picture; places count in its heights, from the middle of its foot.
    pub cell: Cell,
    size: [usize; 2],
    fine: f32,
}

impl Canvas {
    /// An empty one of every `fine`-th texel of the full size.
    pub fn new(fine: usize) -> Canvas {
        let size = SIZE.map(|side| side / fine);
        let texels = vec![[0.5, 0.6, 0.42, 0.0]; size[0] * size[1]];
        Canvas { texels, cell: tree(0), size, fine: fine as f32 }
    }

    /// RGBA rows from the lowest.
    pub fn bytes(&self) -> Vec<u8> {
        let byte = |x: f32| (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        self.texels.iter().flat_map(|texel| texel.map(byte)).collect()
    }

    /// A straight stroke whose half width goes from `wide[0]` to `wide[1]`, over what was there.
    pub fn stroke(&mut self, from: Vec2, to: Vec2, wide: [f32; 2], ink: Ink) {
        let Cell(x, y, w, h) = self.cell;
        let scale = h - 2.0 * MARGIN;
        let place = |p: Vec2| (Vec2::new(x + w * 0.5, y + MARGIN) + p * scale) / self.fine;
        let (a, b) = (place(from), place(to));
        let [ra, rb] = wide.map(|r| r * scale / self.fine);
        let most = ra.max(rb) + 1.0;
        let (low, high) = (a.min(b) - most, a.max(b) + most);
        // Nothing falls outside its cell.
        let edge = |v: f32, from: f32, long: f32| {
            // Not `clamp`: what it says of bounds that cross brings the formatting of floats along.
            v.max((from + 2.0) / self.fine).min((from + long - 2.0) / self.fine) as usize
        };
        let along = b - a;
        let per = 1.0 / along.length_squared().max(1e-6);
        for row in edge(low.y, y, h)..=edge(high.y, y, h) {
            for column in edge(low.x, x, w)..=edge(high.x, x, w) {
                let p = Vec2::new(column as f32 + 0.5, row as f32 + 0.5);
                let t = ((p - a).dot(along) * per).clamp(0.0, 1.0);
                let r = ra + (rb - ra) * t;
                // A stroke thinner than a texel covers a part of it.
                let cover = (r.max(0.5) + 0.5 - (p - a - along * t).length()).clamp(0.0, 1.0)
                    * (r * 2.0).clamp(0.35, 1.0);
                if cover > 0.0 {
                    let texel = &mut self.texels[row * self.size[0] + column];
                    for (channel, ink) in texel.iter_mut().zip(ink) {
                        *channel += (ink - *channel) * cover;
                    }
                    texel[3] += (1.0 - texel[3]) * cover;
                }
            }
        }
    }

    /// A stroke along a curve; width and ink by share of its length.
    pub fn curve(
        &mut self,
        steps: u32,
        path: &dyn Fn(f32) -> Vec2,
        wide: &dyn Fn(f32) -> f32,
        ink: &dyn Fn(f32) -> Ink,
    ) {
        for step in 0..steps {
            let (a, b) = (step as f32 / steps as f32, (step + 1) as f32 / steps as f32);
            self.stroke(path(a), path(b), [wide(a), wide(b)], ink((a + b) * 0.5));
        }
    }
}

/// RGBA rows from the lowest; every `fine`-th texel of the full size.
fn paint(seed: u64, fine: usize) -> Vec<u8> {
    let mut canvas = Canvas::new(fine);
    let mut random = Random::new(seed, 521);
    for cell in SPRAYS {
        canvas.cell = cell;
        spray(&mut canvas, &mut random);
    }
    for i in 0..TUFTS {
        canvas.cell = tuft(i);
        sward(&mut canvas, &mut random, i);
    }
    for i in 0..TREES {
        canvas.cell = tree(i);
        if i < CONIFERS {
            conifer(&mut canvas, &mut random, i);
        } else {
            crown(&mut canvas, &mut random, i == TREES - 1);
        }
    }
    canvas.bytes()
}

/// A spray of lobed leaves on a twig.
fn spray(canvas: &mut Canvas, random: &mut Random) {
    let twig = |t: f32| Vec2::new(0.05 * (t * 4.0).sin(), 0.02 + 0.80 * t);
    canvas.curve(8, &twig, &|t| 0.012 * (1.0 - 0.7 * t), &|_| [0.5, 0.5, 0.22]);
    let leaves = 64;
    for i in 0..leaves {
        // Those behind are darker.
        let front = i as f32 / leaves as f32;
        let from = twig(random.between(0.15, 1.0));
        let reach = Vec2::from_angle(random.between(0.0, TAU)) * random.between(0.03, 0.40);
        let at = Vec2::new(from.x + reach.x, (from.y + reach.y).clamp(0.10, 0.88));
        canvas.stroke(from, at, [0.005, 0.004], [0.5, 0.5, 0.26]);
        let long = random.between(0.046, 0.078);
        let turn = (at - from).to_angle() + random.between(-0.9, 0.9);
        let light = 0.15 + 0.34 * front + random.between(-0.07, 0.14);
        let fresh = random.between(0.36, 0.62);
        for (lobe, share) in [(-1.25f32, 0.62), (1.25, 0.62), (-0.66, 0.86), (0.66, 0.86), (0.0, 1.0)] {
            let tip = at + Vec2::from_angle(turn + lobe) * (long * share);
            let half = if lobe > 0.0 { 0.92 } else { 1.06 };
            canvas.stroke(at, tip, [long * 0.30, long * 0.05], [fresh, 0.5, light * half]);
            canvas.stroke(at, at.lerp(tip, 0.8), [0.002, 0.001], [fresh, 0.5, light * 1.18]);
        }
    }
}

/// A tuft of grass, 1 high: many fine blades, a few broad ones, stalks with seed.
fn sward(canvas: &mut Canvas, random: &mut Random, kind: usize) {
    let [blades, tall, broad, seeds]: [f32; 4] =
        [[24.0, 0.95, 0.0058, 2.0], [22.0, 0.72, 0.0095, 1.0], [14.0, 0.66, 0.0060, 6.0]][kind.min(2)];
    for i in 0..blades as u32 {
        let front = i as f32 / blades;
        let foot = Vec2::new(random.between(-0.16, 0.16), random.between(0.0, 0.03));
        let high = tall * random.between(0.42, 1.0);
        let lean = (foot.x * 0.6 + random.between(-0.16, 0.16)) * (0.4 + high);
        let droop = random.unit().powi(3) * 0.35 * high;
        let wide = broad * random.between(0.5, 1.35);
        let light = 0.22 + 0.20 * front + 0.26 * random.unit() * random.unit();
        let dry = if random.unit() > 0.86 { random.between(0.35, 0.8) } else { 0.10 * random.unit() };
        canvas.curve(
            11,
            &|t| {
                let x = foot.x + lean * t * t;
                Vec2::new(x.clamp(-0.225, 0.225), foot.y + high * t - droop * t * t * t)
            },
            &|t| wide * (0.55 + 0.9 * t).min(1.0) * (1.0 - t * t * t),
            &|t| [dry, 0.5, light * (0.42 + 0.72 * t.powf(0.7))],
        );
    }
    // Clover and vetch in the mixed one: three leaflets on a thin stalk, a pale mark across each.
    for i in 0..if kind == 1 { 15 } else { 0 } {
        let foot = Vec2::new(random.between(-0.15, 0.15), 0.0);
        let head = Vec2::new(foot.x + random.between(-0.07, 0.07), random.between(0.10, 0.46));
        let (light, turn) =
            (0.26 + 0.012 * i as f32 + random.between(-0.05, 0.07), random.between(-0.5, 0.5));
        canvas.stroke(foot, head, [0.0035, 0.0025], [0.05, 0.5, light * 0.7]);
        for leaflet in 0..3 {
            let way = Vec2::from_angle(turn + PI * 0.5 + TAU / 3.0 * leaflet as f32) * Vec2::new(1.0, 0.7);
            canvas.stroke(head, head + way * 0.034, [0.005, 0.017], [0.0, 0.5, light]);
            canvas.stroke(head, head + way * 0.020, [0.003, 0.006], [0.15, 0.5, light * 1.25]);
        }
    }
    for _ in 0..seeds as u32 {
        let foot = Vec2::new(random.between(-0.08, 0.08), 0.0);
        let (high, lean) = (random.between(0.72, 0.95), random.between(-0.10, 0.10));
        let stalk = |t: f32| Vec2::new(foot.x + lean * t * t, high * t);
        let ripe = random.between(0.45, 0.95);
        canvas.curve(10, &stalk, &|_| 0.0030, &|t| [0.25 + 0.3 * ripe * t, 0.5, 0.26 + 0.22 * t]);
        // A loose panicle, or a tight ear.
        let (loose, grains) = (random.unit() > 0.6, 22);
        for grain in 0..grains {
            let t = grain as f32 / grains as f32;
            let from = stalk(0.80 + 0.20 * t);
            let out = if loose { 0.050 * (1.0 - t) + 0.010 } else { 0.008 * (1.0 - 0.7 * t * t) };
            let a = PI * 0.5 + random.between(-1.2, 1.2);
            let to = from + Vec2::new(a.cos() * out * 1.2, a.sin() * out * 0.7 + 0.012);
            let light = random.between(0.40, 0.62);
            canvas.stroke(from, to, [0.0007, 0.0007], [ripe, 0.5, light * 0.8]);
            canvas.stroke(to, to + Vec2::new(0.0, 0.012), [0.0034, 0.0012], [ripe, 0.5, light]);
        }
    }
}

/// Spruces as they are seen from far: half width of the skirt, where green begins, how it tapers, how full it is, how
/// far boughs hang, how far the top leans.
const HABITS: [[f32; 6]; 9] = [
    [0.205, 0.04, 1.00, 0.90, 0.60, 0.00],
    [0.155, 0.10, 0.90, 0.80, 0.90, 0.012],
    // A stone pine: round above, boughs that rise.
    [0.165, 0.20, 0.46, 0.74, -0.10, 0.00],
    [0.130, 0.20, 0.84, 0.70, 1.00, 0.02],
    [0.215, 0.05, 1.10, 0.85, 0.75, -0.015],
    [0.165, 0.14, 1.00, 0.85, 1.05, 0.01],
    // The larch.
    [0.165, 0.10, 0.80, 0.46, 0.25, -0.01],
    [0.120, 0.04, 0.80, 0.86, 0.50, 0.00],
    [0.215, 0.01, 1.15, 0.95, 0.35, 0.00],
];

fn conifer(canvas: &mut Canvas, random: &mut Random, kind: usize) {
    let [wide, bare, slim, full, hang, lean] = HABITS[kind];
    let axis = |t: f32| Vec2::new(lean * t * t + 0.004 * (t * 9.0 + kind as f32).sin(), 0.965 * t);
    canvas.curve(12, &axis, &|t| 0.0085 * (1.0 - t) + 0.0012, &|t| [0.5, 0.5, 0.20 + 0.1 * t]);
    // Dead sticks under the green.
    for _ in 0..(80.0 * bare) as u32 {
        let (t, a) = (random.between(0.04, bare + 0.06), random.between(-1.0, 1.0));
        let out = Vec2::new(a * wide * 0.55, -0.02 * random.unit());
        canvas.stroke(axis(t), axis(t) + out, [0.0016, 0.0007], [0.5, 0.5, 0.22]);
    }
    // Behind the boughs one sees, close to the trunk, it is dense and dark.
    if kind != LARCH {
        for i in 0..150 {
            let rel = i as f32 / 150.0 * 0.95;
            let reach = wide * (1.0 - rel).powf(slim) * random.between(0.40, 0.78);
            let from = axis(bare + (0.985 - bare) * rel);
            for side in [-1.0f32, 1.0] {
                let to = from + Vec2::new(side * reach.min(0.15), -reach * (0.15 + 0.35 * hang));
                let ink = [0.5 + 0.22 * side, 0.48, random.between(0.13, 0.22)];
                canvas.stroke(from, to, [0.0075, 0.0030], ink);
            }
        }
    }
    // Boughs stand in loose tiers, each a little off the next.
    let whorls = 28;
    let mut boughs: Vec<[f32; 3]> = (0..whorls * 9)
        .map(|i| [(i / 9) as f32 / whorls as f32, random.between(0.0, TAU), random.unit()])
        .filter(|bough| bough[2] < full)
        .collect();
    // From the far side to the near one; within a side from the top down, as lower boughs lie over higher ones' shade.
    boughs.sort_by(|a, b| (a[1].sin() - 0.4 * a[0]).total_cmp(&(b[1].sin() - 0.4 * b[0])));
    for [t, a, _] in boughs {
        let t = bare + (0.985 - bare) * (t + 0.050 * (random.unit() - 0.5)).clamp(0.0, 1.0);
        let rel = ((t - bare) / (1.0 - bare)).clamp(0.0, 1.0);
        let ragged = 0.58 + 0.62 * random.unit().powf(0.8) + 0.12 * (t * 23.0 + kind as f32 * 2.0).sin();
        let reach = wide * ((1.0 - rel).powf(slim) * ragged) + 0.008;
        // The longest stay within their cell.
        let reach = reach.min(0.16) + 0.3 * (reach - 0.16).max(0.0);
        let (side, depth) = (a.cos(), a.sin());
        let rise = -0.35 * hang + 1.05 * rel * rel * slim.min(1.0);
        let spine = |u: f32| {
            axis(t.min(0.99))
                + Vec2::new(
                    side * reach * u,
                    reach * (rise * u - hang * (1.0 - 0.8 * rel) * u * u * 0.7 + 0.30 * u * u * u)
                        - depth * reach * 0.16 * u,
                )
        };
        let light = (0.25 + 0.12 * depth + 0.07 * rel) * random.between(0.78, 1.24);
        let ink = |u: f32, up: f32, more: f32| {
            [
                0.5 + 0.40 * side * (0.4 + 0.6 * u),
                0.5 + up,
                (light * (0.42 + 0.95 * u) + more).clamp(0.08, 0.95),
            ]
        };
        // What hangs below the bough is dark; its upper edge catches the light.
        let twigs = 12 + (reach * 230.0) as u32;
        for twig in 0..twigs {
            let u = (twig as f32 + random.unit()) / twigs as f32;
            let long = reach * (0.13 + 0.17 * hang) * (1.15 - 0.9 * u) * random.between(0.4, 1.25) + 0.004;
            let down =
                Vec2::new(side * 0.55 + random.between(-0.5, 0.5), -0.85 + 0.5 * rel).normalize_or(Vec2::X);
            let more = random.between(-0.10, 0.05);
            canvas.stroke(spine(u), spine(u) + down * long, [0.0030, 0.0010], ink(u, 0.02, more));
        }
        // Its needles stand up along the edge.
        for twig in 0..twigs / 2 {
            let u = (twig as f32 + random.unit()) / (twigs / 2) as f32;
            let up = Vec2::new(side * 0.7 + random.between(-0.4, 0.4), 0.45) * (0.010 + 0.05 * reach);
            canvas.stroke(
                spine(u),
                spine(u) + up,
                [0.0022, 0.0008],
                ink(u, 0.30, random.between(-0.02, 0.14)),
            );
        }
        canvas.curve(4, &spine, &|u| 0.0026 * (1.0 - 0.55 * u), &|u| ink(u, 0.25, 0.07 * u));
    }
    canvas.stroke(axis(0.93), axis(1.0) + Vec2::Y * 0.01, [0.0035, 0.0010], [0.5, 0.6, 0.40]);
}

/// A broad crown, or a bush from the ground up: clumps of leaves, each a ball of blots.
fn crown(canvas: &mut Canvas, random: &mut Random, bush: bool) {
    let (middle, wide, high) = if bush { (0.24, 0.215, 0.24) } else { (0.60, 0.205, 0.36) };
    if !bush {
        let trunk = |t: f32| Vec2::new(0.012 * (t * 5.0).sin(), 0.55 * t);
        canvas.curve(8, &trunk, &|t| 0.016 - 0.008 * t, &|_| [0.5, 0.5, 0.22]);
    }
    let mut clumps: Vec<[f32; 3]> = (0..80)
        .map(|_| {
            let (a, r, z) = (random.between(0.0, TAU), random.unit().sqrt(), random.between(-1.0, 1.0));
            [a.cos() * r, a.sin() * r, z * (1.0 - r * r).max(0.0).sqrt()]
        })
        .collect();
    clumps.sort_by(|a, b| a[2].total_cmp(&b[2]));
    for [x, y, z] in clumps {
        let at = Vec2::new(x * wide * 0.84, middle + y * high * 0.84);
        let size = random.between(0.020, 0.042);
        for leaf in 0..90 {
            let off = Vec2::new(random.normal(), 0.8 * random.normal()) * 0.62;
            let p = at + off * size;
            let p = Vec2::new(p.x.clamp(-0.225, 0.225), p.y.clamp(0.004, 0.985));
            let light = 0.25 + 0.09 * off.y + 0.10 * y + 0.07 * z + 0.06 * random.unit() + leaf as f32 * 3e-4;
            let lean = [0.5 + 0.42 * (0.6 * x + 0.4 * off.x), 0.5 + 0.40 * (0.5 * y + 0.5 * off.y), light];
            let to = Vec2::from_angle(random.between(0.0, TAU)) * 0.007;
            canvas.stroke(p, p + to, [0.0046, 0.0014], lean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(picture: &[u8], cell: Cell, u: f32, v: f32) -> u8 {
        let [x, y] = cell.at(u, v);
        let (w, h) = (SIZE[0] / 2, SIZE[1] / 2);
        picture[((y * h as f32) as usize * w + (x * w as f32) as usize) * 4 + 3]
    }

    #[test]
    fn a_far_spruce_is_wide_below_narrow_above_and_ragged_between() {
        let picture = paint(7, 2);
        assert!(picture == paint(7, 2), "the same seed paints the same");
        let wide = |v: f32| (0..100).filter(|i| cover(&picture, tree(0), *i as f32 / 100.0, v) > 120).count();
        let mean = |from: f32| (0..20).map(|i| wide(from + i as f32 * 0.005)).sum::<usize>() / 20;
        let (low, middle, high) = (mean(0.15), mean(0.5), mean(0.85));
        assert!(low > middle && middle > high && high > 2, "{low} {middle} {high}");
        let steps: Vec<usize> = (0..60).map(|i| wide(0.2 + i as f32 * 0.01)).collect();
        let turns = steps.windows(3).filter(|w| (w[1] > w[0]) != (w[2] > w[1])).count();
        assert!(turns > 12, "its edge goes in and out {turns} times");
    }

    #[test]
    fn no_stroke_leaves_its_cell() {
        let picture = paint(3, 2);
        for i in 0..TREES {
            for k in 0..100 {
                let t = k as f32 / 100.0;
                for (u, v) in [(-0.022, t), (1.022, t), (t, 1.011)] {
                    assert_eq!(cover(&picture, tree(i), u, v), 0, "tree {i} at {u} {v}");
                }
            }
        }
    }
}
