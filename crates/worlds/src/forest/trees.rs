//! Old beeches and oaks round the client, their canopy in layers, young beeches in their shade, and the wood beyond as cards.

use std::f32::consts::TAU;

use glam::{Mat3, Vec2, Vec3};

use super::land::{brook, glade, height, off_path, on_ground};
use super::leaves::{IVY, PLATE, TALL, YOUNG};
use crate::kit::foliage::SPRAYS;
use crate::kit::tree::{self, Card, Habit, Look, broad, strip};
use crate::mesh::{HEAP_FLOATS, Heap, Stuff};
use crate::noise::{Random, lattice, smoothstep, value3};

/// Sectors round the client.
pub(super) const SECTORS: usize = 6;

/// A tree that one sees from root to crown: where, size (1: a trunk a metre thick), whether it is an oak.
const OLD: [(Vec2, f32, bool); 17] = [
    (Vec2::new(-4.9, -3.1), 0.80, false),
    (Vec2::new(6.2, -9.2), 0.92, true),
    (Vec2::new(-10.4, -8.6), 0.88, false),
    (Vec2::new(-2.6, -13.8), 0.70, false),
    (Vec2::new(2.4, -11.6), 0.56, false),
    (Vec2::new(11.6, -12.4), 0.74, false),
    (Vec2::new(7.4, -17.0), 0.86, false),
    (Vec2::new(-13.6, -2.2), 0.78, true),
    (Vec2::new(-6.6, 4.6), 0.90, true),
    (Vec2::new(4.1, 5.0), 0.66, false),
    (Vec2::new(8.2, 1.2), 0.76, false),
    (Vec2::new(-2.2, 10.6), 0.80, false),
    (Vec2::new(14.8, -3.4), 0.84, false),
    (Vec2::new(11.4, 8.4), 0.80, true),
    (Vec2::new(-12.2, 9.4), 0.72, false),
    (Vec2::new(6.4, 13.2), 0.76, false),
    (Vec2::new(-9.2, -17.4), 0.72, false),
];

const BEECH: Vec3 = Vec3::new(0.180, 0.168, 0.142);
const OAK: Vec3 = Vec3::new(0.160, 0.130, 0.100);
/// What leaves send back.
const LEAF: Vec3 = Vec3::new(0.118, 0.158, 0.042);

const HABIT: Habit = Habit {
    trunk_m: 8.2,
    crown_m: Vec3::new(5.2, 5.6, 5.2),
    buds: 230,
    step_m: 0.85,
    leaves: 2,
    leaf_m: 1.15,
    leaf: LEAF,
    bark: BEECH,
};

pub(super) struct Trees {
    /// Wood, by sector.
    pub wood: Vec<Heap>,
    /// Leaves high up, and those one can reach, by sector.
    pub leaves: Vec<Heap>,
    pub low: Vec<Heap>,
    /// The wood beyond, by sector.
    pub far: Heap,
    pub far_sectors: Vec<Heap>,
}

/// Which sector a place lies in.
pub(super) fn sector(p: Vec2) -> usize {
    ((p.y.atan2(p.x) / TAU + 0.5) * SECTORS as f32) as usize % SECTORS
}

pub(super) fn heaps() -> Vec<Heap> {
    (0..SECTORS).map(|_| Heap::default()).collect()
}

pub(super) fn build(seed: u64, share: f32, morning: Vec3) -> Trees {
    let [mut wood, mut leaves, mut low] = [(); 3].map(|()| heaps());
    let mut random = Random::new(seed, 601);
    for (i, (at, size, oak)) in OLD.into_iter().enumerate() {
        let part = sector(at);
        let foot = on_ground(at);
        let bark = if oak { OAK } else { BEECH } * random.between(0.88, 1.12);
        let turn = random.between(0.0, TAU);
        let near = at.length() < 12.5;
        let trunk = Bole {
            foot,
            girth_m: 0.56 * size,
            high_m: 9.6 * size,
            bend: Vec2::from_angle(turn) * 0.22,
            oak,
            sides: if near { 24 } else { 14 },
            rows: if near { 22 } else { 12 },
            seed: seed as u32 + i as u32,
        };
        bole(&mut wood[part], &trunk, bark);
        let habit =
            Habit { bark, buds: if near { 230 } else { 130 }, leaves: if near { 2 } else { 1 }, ..HABIT };
        let stand = Mat3::from_rotation_y(turn) * size;
        let mut sprays = Heap::default();
        broad(&habit, seed + 17 * i as u64, (foot - Vec3::Y * 0.1, stand), &mut wood[part], &mut sprays);
        thin(&mut leaves[part], &sprays, morning);
        crown(&mut leaves[part], &mut random, (foot, size), (210.0 * share) as u32, morning);
        if i % 3 == 1 || oak {
            ivy(&mut low[part], &mut random, &trunk);
        }
    }
    // Between and behind them: trunks with crowns of layers only, as far as one still sees a trunk's roundness.
    let mut stood: Vec<Vec2> = OLD.iter().map(|tree| tree.0).collect();
    for _ in 0..1_500 {
        let r = 9.0 + 31.0 * random.unit().sqrt();
        let a = random.between(0.0, TAU);
        let [tall, tone, lean] = [random.unit(), random.unit(), random.between(0.0, TAU)];
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let apart = stood.iter().map(|other| other.distance(p)).fold(99.0, f32::min);
        let (_, off) = brook(p);
        if apart < 3.7 || off.abs() < 2.3 || off_path(p) < 1.7 || stood.len() > 74 {
            continue;
        }
        stood.push(p);
        let (part, foot) = (sector(p), on_ground(p));
        let size = 0.34 + 0.48 * tall * tall;
        let bark = BEECH.lerp(OAK, 0.5 * tone) * (0.8 + 0.35 * lean / TAU);
        let trunk = Bole {
            foot,
            girth_m: 0.50 * size,
            high_m: 8.0 + 6.0 * size,
            bend: Vec2::from_angle(lean) * 0.5,
            oak: tone > 0.7,
            sides: if r < 20.0 { 12 } else { 8 },
            rows: if r < 20.0 { 10 } else { 7 },
            seed: seed as u32 + stood.len() as u32,
        };
        bole(&mut wood[part], &trunk, bark);
        limbs(&mut wood[part], &mut random, &trunk, bark);
        let plates = if r < 24.0 { 125.0 } else { 74.0 };
        crown(&mut leaves[part], &mut random, (foot, 0.55 + 0.5 * size), (plates * share) as u32, morning);
    }
    // Young beeches stand where light comes through.
    for _ in 0..900 {
        let (r, a) = (5.0 + 27.0 * random.unit().sqrt(), random.between(0.0, TAU));
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let (_, off) = brook(p);
        let chance = random.unit();
        // None stands before the cascade or the bend.
        let open_view = p.y < -1.0 && p.x > -8.5 && p.x < 5.0 && r < 14.0;
        if chance > 0.05 + 0.13 * glade(p) || off.abs() < 1.7 || off_path(p) < 1.3 || open_view {
            continue;
        }
        sapling(&mut wood[sector(p)], &mut low[sector(p)], &mut random, on_ground(p));
    }
    let (far, far_sectors) = beyond(seed, share);
    Trees { wood, leaves, low, far, far_sectors }
}

/// A trunk.
struct Bole {
    foot: Vec3,
    /// Half its thickness at breast height, in metres.
    girth_m: f32,
    high_m: f32,
    /// How far its top stands aside.
    bend: Vec2,
    oak: bool,
    sides: usize,
    rows: usize,
    seed: u32,
}

impl Bole {
    /// Its middle at a height.
    fn middle(&self, h: f32) -> Vec3 {
        let t = (h / self.high_m).max(0.0);
        self.foot + Vec3::new(self.bend.x * t * t, h, self.bend.y * t * t)
    }

    /// Its skin at a height, in a direction.
    fn skin(&self, h: f32, a: f32) -> Vec3 {
        let Bole { girth_m, high_m, seed, .. } = *self;
        let taper = 1.0 - 0.30 * (h / high_m).max(0.0);
        // Roots: ridges that run out over the ground, each its own way and length.
        let way = a * 5.0 / TAU + lattice(seed as i32, 1, 0, 3);
        let cell = way.floor();
        let (one, next) = ((cell as i32).rem_euclid(5), (cell as i32 + 1).rem_euclid(5));
        let long = |i: i32| 0.45 + 0.9 * lattice(i, seed as i32, 2, 5);
        let u = way - cell;
        let ridge = long(one) * (1.0 - u).powi(3) + long(next) * u.powi(3);
        let spread = (-(h.max(-0.05) + 0.05) / (0.62 * girth_m)).exp();
        let fine = if self.oak { 0.045 } else { 0.018 };
        let d = Vec3::new(a.cos(), 0.0, a.sin());
        let q = d * 1.7 + Vec3::new(40.0, 50.0 + h * 0.55, 60.0);
        let swell = value3(q.x, q.y, q.z, 1 << 20, seed) - 0.5;
        let flute = (a * if self.oak { 13.0 } else { 3.0 } + 0.6 * h + seed as f32).sin();
        let r = girth_m * taper * (1.0 + 0.16 * swell + fine * flute) * (1.0 + spread * (0.12 + 2.1 * ridge));
        self.middle(h) + d * r
    }
}

/// Adds a trunk: round above, spread into roots below, with moss at its foot and on its weather side.
fn bole(heap: &mut Heap, trunk: &Bole, bark: Vec3) {
    let Bole { sides, rows, high_m, girth_m, foot, .. } = *trunk;
    let start = heap.count();
    let high = |k: usize| -0.28 + (high_m + 0.28) * (k as f32 / rows as f32).powf(2.1);
    // The seam looks away from the client.
    let away = foot.z.atan2(foot.x);
    let angle = |s: usize| away + s as f32 / sides as f32 * TAU;
    for k in 0..=rows {
        for s in 0..=sides {
            let (h, a) = (high(k), angle(s));
            let at = trunk.skin(h, a);
            let (da, dh) = (0.06, 0.05 + 0.04 * h.max(0.0));
            let around = trunk.skin(h, a + da) - trunk.skin(h, a - da);
            let up = trunk.skin(h + dh, a) - trunk.skin((h - dh).max(-0.3), a);
            let out = Vec3::new(a.cos(), 0.0, a.sin());
            let normal = around.cross(up).normalize_or(out);
            let normal = if normal.dot(out) < 0.0 { -normal } else { normal };
            let above = at.y - height(Vec2::new(at.x, at.z));
            let weather = 0.5 + 0.5 * Vec2::new(a.cos(), a.sin()).dot(Vec2::new(-0.6, -0.8));
            let moss = smoothstep(0.75 + 1.6 * weather, 0.05, above);
            let stuff = Stuff { albedo: bark, grain: if trunk.oak { 1.0 } else { 0.34 }, gloss: 0.85 * moss };
            let open = 0.30 + 0.38 * smoothstep(-0.05, 0.9, above) + 0.12 * smoothstep(1.0, 7.0, h);
            heap.push(at, normal, stuff, Vec2::new(h, (a - away) * girth_m), open);
        }
    }
    let row = sides as u32 + 1;
    for k in 0..rows as u32 {
        for s in 0..sides as u32 {
            let a = start + k * row + s;
            heap.indices.extend_from_slice(&[a, a + row, a + 1, a + 1, a + row, a + row + 1]);
        }
    }
}

/// A few limbs of a tree whose twigs nobody can tell apart.
fn limbs(heap: &mut Heap, random: &mut Random, trunk: &Bole, bark: Vec3) {
    let stuff = Stuff { albedo: bark * 0.9, grain: 0.5, gloss: 0.0 };
    for i in 0..6 {
        let h = trunk.high_m * (0.62 + 0.062 * i as f32);
        let a = i as f32 * 2.4 + random.unit();
        let out = Vec3::new(a.cos(), random.between(0.5, 1.1), a.sin());
        let from = trunk.middle(h);
        let reach = random.between(1.8, 3.4);
        let path: Vec<Vec3> = (0..4)
            .map(|k| from + out * (reach * k as f32 / 3.0) + Vec3::Y * (0.10 * (k * k) as f32))
            .collect();
        let r = trunk.girth_m * random.between(0.26, 0.40);
        heap.tube(&path, &[r, 0.72 * r, 0.45 * r, 0.2 * r], 4, stuff, 0.1, |_, _| 0.6);
    }
    let top = trunk.middle(trunk.high_m);
    let r = trunk.girth_m * 0.70;
    heap.tube(
        &[trunk.middle(trunk.high_m * 0.97), top + Vec3::Y * 2.6, top + Vec3::Y * 4.8],
        &[r, 0.6 * r, 0.1 * r],
        5,
        stuff,
        0.1,
        |_, _| 0.6,
    );
}

/// A crown in layers: plates of leaves that lie over each other and droop outwards, with gaps where the canopy is open.
fn crown(heap: &mut Heap, random: &mut Random, (foot, size): (Vec3, f32), plates: u32, morning: Vec3) {
    let (low, high) = (7.6 * size, 19.5 * size);
    for _ in 0..plates {
        let a = random.between(0.0, TAU);
        let t = random.unit().powf(0.8);
        let reach = 5.4 * size * (1.0 - (2.0 * t - 0.75).powi(2) * 0.42).max(0.2).sqrt();
        let r = reach * random.unit().sqrt();
        let out = Vec3::new(a.cos(), 0.0, a.sin());
        let at = foot + out * r + Vec3::Y * (low + (high - low) * t - 0.9 * (r / reach).powi(2) * size);
        let chance = random.unit();
        let [u, v, w] = [random.normal(), random.normal(), random.unit()];
        // The canopy opens over the brook and in a few gaps.
        if chance < 0.80 * glade(Vec2::new(at.x, at.z)) || shades(at, morning, 0.5) {
            continue;
        }
        let long = (0.85 + 0.75 * w) * size.sqrt();
        let slope = 0.16 + 0.22 * r / reach;
        let way = (out + Vec3::new(u, 0.0, v) * 0.35).normalize_or(out);
        let tip = (way - Vec3::Y * (slope + 0.16 * u)).normalize_or(out);
        let across = (tip.cross(Vec3::Y).normalize_or(Vec3::X) + Vec3::Y * (0.30 * v)).normalize_or(Vec3::X);
        let tint = LEAF * Vec3::new(random.between(0.86, 1.30), random.between(0.92, 1.10), 1.0);
        let look = Look { cell: PLATE, tint, sway: 0.5 + 0.8 * t, phase: w };
        let open = 0.42 + 0.58 * smoothstep(0.1, 0.9, t) * (0.6 + 0.4 * r / reach);
        let up = across.cross(tip).normalize_or(Vec3::Y);
        let up = if up.y < 0.0 { -up } else { up };
        // A branch that arches over: its middle is a little higher than a straight card.
        let rows = [-1.0, 0.1, 1.0]
            .map(|s: f32| (at + tip * (s * long) - Vec3::Y * (0.16 * s * s * long), across * (long * 0.95)));
        strip(heap, &rows, &look, &|_, side| ((up + across * (0.35 * side)).normalize_or(Vec3::Y), open));
    }
}

/// Places on the floor that the opening hour's sun is to reach, and how wide: the near bank, the water, the cascade, the path.
const PATCHES: [(Vec2, f32); 9] = [
    (Vec2::new(-0.5, -1.9), 1.0),
    (Vec2::new(2.3, -3.3), 1.1),
    (Vec2::new(-2.7, -2.3), 0.9),
    (Vec2::new(0.4, -4.9), 1.3),
    (Vec2::new(-5.4, -10.6), 1.9),
    (Vec2::new(4.2, -5.6), 1.2),
    (Vec2::new(1.3, 4.6), 1.2),
    (Vec2::new(-3.2, 5.6), 1.3),
    (Vec2::new(5.4, 0.6), 1.1),
];

/// Whether leaves at a place would keep the opening hour's sun from one of [`PATCHES`].
fn shades(at: Vec3, morning: Vec3, half: f32) -> bool {
    let lands = Vec2::new(at.x, at.z) - Vec2::new(morning.x, morning.z) * ((at.y + 0.3) / morning.y.max(0.1));
    PATCHES.iter().any(|(middle, wide)| middle.distance(lands) < wide + half)
}

/// Takes over the cards (four corners each) that leave the patches of sun open.
fn thin(heap: &mut Heap, cards: &Heap, morning: Vec3) {
    for card in cards.vertices.chunks_exact(4 * HEAP_FLOATS) {
        let corner = |i: usize| Vec3::from_slice(&card[i * HEAP_FLOATS..]);
        if !shades((corner(0) + corner(3)) * 0.5, morning, 0.25) {
            let start = heap.count();
            heap.vertices.extend_from_slice(card);
            heap.indices.extend([0, 1, 2, 1, 3, 2].map(|i| start + i));
        }
    }
}

/// A young beech: a thin stem, flat layers of light green one above another.
fn sapling(wood: &mut Heap, leaves: &mut Heap, random: &mut Random, foot: Vec3) {
    let high = random.between(1.6, 4.6);
    let lean = Vec3::new(random.normal(), 0.0, random.normal()) * 0.12;
    let path: Vec<Vec3> =
        (0..5).map(|k| foot + (Vec3::Y + lean * (k as f32 * 0.25)) * (high * k as f32 / 4.0)).collect();
    let r = 0.0075 * high;
    let stuff = Stuff { albedo: BEECH * 0.8, grain: 0.3, gloss: 0.1 };
    wood.tube(&path, &[r, 0.8 * r, 0.6 * r, 0.4 * r, 0.1 * r], 4, stuff, 0.05, |_, _| 0.5);
    let layers = (high * 13.0) as u32;
    for i in 0..layers {
        let t = 0.22 + 0.78 * (i as f32 + random.unit()) / layers as f32;
        let a = i as f32 * 2.4 + 2.6 * random.unit();
        let out = Vec3::new(a.cos(), 0.0, a.sin());
        let from = foot + (Vec3::Y + lean * t) * (high * t);
        let long = (0.34 + 0.46 * (1.0 - t)) * random.between(0.55, 1.45) * (0.66 + 0.17 * high);
        let tip = (out + Vec3::Y * random.between(-0.45, 0.50)).normalize_or(out);
        let across =
            (tip.cross(Vec3::Y) + Vec3::Y * random.between(-0.3, 0.3)).normalize_or(Vec3::X) * (long * 0.5);
        let tint = LEAF * Vec3::new(random.between(1.05, 1.45), random.between(1.10, 1.30), 1.0);
        let look = Look { cell: SPRAYS[i as usize % 2], tint, sway: 0.35 * long, phase: random.unit() };
        let rows = [(from, across), (from + tip * long - Vec3::Y * (0.08 * long), across)];
        strip(leaves, &rows, &look, &|_, _| (Vec3::Y + out * 0.3, 0.72));
    }
}

/// Ivy that climbs one side of a trunk.
fn ivy(heap: &mut Heap, random: &mut Random, trunk: &Bole) {
    let from = random.between(0.0, TAU);
    for i in 0..190 {
        let h = 0.05 + 4.2 * random.unit().powf(1.4);
        let a = from + 0.45 * (h * 1.3 + i as f32 * 0.01).sin() + random.normal() * 0.30 / (1.0 + 0.3 * h);
        let at = trunk.skin(h, a);
        let out = Vec3::new(a.cos(), 0.25, a.sin()).normalize();
        let up = (Vec3::Y + Vec3::new(random.normal(), 0.0, random.normal()) * 0.5).normalize_or(Vec3::Y);
        let side = up.cross(out).normalize_or(Vec3::X);
        let size = random.between(0.035, 0.075);
        let look = Look {
            cell: IVY,
            tint: Vec3::new(0.046, 0.074, 0.030) * random.between(0.8, 1.35),
            sway: 0.01,
            phase: 0.3,
        };
        let at = at + out * random.between(0.012, 0.04);
        let rows = [(at, side * size), (at - up * size * 1.6 + out * 0.025, side * size)];
        strip(heap, &rows, &look, &|_, _| ((out + Vec3::Y * 0.5).normalize(), 0.5));
    }
}

/// The wood beyond: tall trees, young beeches and hazel, even over the logarithm of distance; nearest first.
fn beyond(seed: u64, share: f32) -> (Heap, Vec<Heap>) {
    let mut random = Random::new(seed, 631);
    let mut stand: Vec<(f32, Card)> = Vec::new();
    for _ in 0..(560.0 * share.max(0.7)) as u32 {
        let r = 27.0 * (128.0f32 / 27.0).powf(random.unit());
        let a = random.between(0.0, TAU);
        let p = Vec2::new(a.sin(), -a.cos()) * r;
        let [kind, tall, tone, turned]: [f32; 4] = std::array::from_fn(|_| random.unit());
        if off_path(p) < 2.5 && r < 50.0 {
            continue;
        }
        let low = kind < 0.36;
        let (kind, height_m) = if low {
            (YOUNG[(tall * 2.999) as usize], 2.4 + 4.6 * tone)
        } else {
            ((tall * (TALL as f32 - 0.001)) as usize, 19.0 + 9.0 * tone)
        };
        let tint = if low { LEAF * Vec3::new(1.20, 1.20, 1.0) } else { LEAF } * (0.8 + 0.4 * turned);
        let foot = Vec3::new(p.x, height(p) - 0.15, p.y);
        stand.push((r, Card { foot, height_m, kind, mirrored: turned > 0.5, tint, open: 0.5 }));
    }
    stand.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut shades, mut sectors) = (Heap::default(), heaps());
    for (r, card) in &stand {
        if *r < 34.0 {
            tree::card(&mut shades, card, true);
        }
        tree::card(&mut sectors[sector(Vec2::new(card.foot.x, card.foot.z))], card, false);
    }
    (shades, sectors)
}
