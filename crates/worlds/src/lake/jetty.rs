//! What people have made here: the jetty one sits on, its lantern, a rowing boat, the cabin; and the stones of the shore.

use glam::{Quat, Vec2, Vec3};

use super::land::{CABIN, JETTY_FOOT_M, WATER_M, height, inland, off_path, on_ground};
use crate::mesh::{Heap, Stone, Stuff};
use crate::noise::{Random, smoothstep, value2};

/// The jetty's end ahead, and half its width, in metres.
pub(super) const END_M: f32 = -2.72;
pub(super) const HALF_M: f32 = 0.93;
/// From one plank to the next, and half a plank's thickness.
const PITCH_M: f32 = 0.153;
const THICK_M: f32 = 0.019;

/// The flame of the lantern that breathes with the client.
pub(super) const LANTERN: Vec3 = Vec3::new(0.99, 0.755, -2.42);
/// The flame of the lantern where the jetty meets the shore.
pub(super) const ASHORE: Vec3 = Vec3::new(1.005, 0.745, 5.75);

/// The boat's middle, which way its bow points (radians from straight ahead), half its length.
const BOAT: Vec2 = Vec2::new(-2.02, -1.25);
const BOAT_WAY: f32 = -0.10;
const BOAT_HALF_M: f32 = 1.85;

/// How the cabin is turned: its front looks at the jetty.
const TURN: f32 = 2.70;

/// Weathered softwood, older wood, tarred wood, iron.
const GREY: Vec3 = Vec3::new(0.235, 0.205, 0.172);
const OLD: Vec3 = Vec3::new(0.165, 0.140, 0.115);
const IRON: Vec3 = Vec3::new(0.045, 0.043, 0.042);

fn wood(albedo: Vec3) -> Stuff {
    Stuff { albedo, grain: 1.0, gloss: 0.0 }
}

fn plain(albedo: [f32; 3]) -> Stuff {
    Stuff { albedo: Vec3::from(albedo), grain: 0.0, gloss: 0.0 }
}

/// Whether a place lies under jetty, boat or cabin, where nothing grows.
pub(super) fn inside(p: Vec2) -> bool {
    let jetty = p.x.abs() < HALF_M + 0.14 && (END_M - 0.2..JETTY_FOOT_M).contains(&p.y);
    let way = Vec2::new(BOAT_WAY.sin(), -BOAT_WAY.cos());
    let off = p - BOAT;
    let boat = (off.dot(way) / 2.05).hypot(off.perp_dot(way) / 0.85) < 1.0;
    jetty || boat || (p - CABIN).length() < 4.6
}

/// What stands in the water and is mirrored in it, and what stands ashore.
pub(super) fn build(seed: u64) -> [Heap; 2] {
    let (mut wet, mut dry) = (Heap::default(), Heap::default());
    let mut random = Random::new(seed, 611);
    jetty(&mut wet, &mut random);
    lantern(&mut wet, LANTERN);
    lantern(&mut wet, ASHORE);
    boat(&mut wet);
    stones(&mut wet, &mut dry, &mut random);
    cabin(&mut dry, &mut random);
    [wet, dry]
}

fn jetty(heap: &mut Heap, random: &mut Random) {
    let planks = ((JETTY_FOOT_M - END_M) / PITCH_M) as u32;
    for i in 0..planks {
        let z = END_M + PITCH_M * (i as f32 + 0.5);
        // No two boards were sawn alike, nor have they worn alike.
        let (left, right) = (random.between(-0.035, 0.025), random.between(-0.025, 0.035));
        let (tilt, sink) = (random.between(-0.004, 0.004), random.between(-0.004, 0.001));
        let worn = GREY * random.between(0.80, 1.16) * Vec3::new(1.0, 1.0, random.between(0.94, 1.05));
        let ends = [
            Vec3::new(-HALF_M + left, sink - THICK_M - tilt, z + random.between(-0.004, 0.004)),
            Vec3::new(HALF_M + right, sink - THICK_M + tilt, z + random.between(-0.004, 0.004)),
        ];
        let half = [0.5 * PITCH_M - random.between(0.004, 0.009), THICK_M];
        let grain = Vec2::new(random.between(0.0, 40.0), random.between(0.0, 40.0));
        let board = Stuff { grain: 0.78, ..wood(worn) };
        heap.plank(ends, half, Vec3::Y, random.between(-0.003, 0.004), board, grain);
        for x in [-0.74f32, 0.74] {
            for side in [-0.034, 0.034] {
                let middle = Vec3::new(x + random.between(-0.01, 0.01), sink + 0.0012, z + side);
                let head = |a: f32, b: f32| middle + Vec3::new(a, 0.0, b) * 0.0042;
                let places = [head(-1.0, -1.0), head(1.0, -1.0), head(-1.0, 1.0), head(1.0, 1.0)];
                heap.face(&places, Vec3::Y, plain([0.075, 0.050, 0.036]), Vec2::ZERO);
            }
        }
    }
    for x in [-0.74f32, 0.74] {
        let middle = Vec3::new(x, -2.0 * THICK_M - 0.075, 0.5 * (END_M + JETTY_FOOT_M));
        let half = Vec3::new(0.045, 0.075, 0.5 * (JETTY_FOOT_M - END_M) - 0.05);
        heap.block(middle, half, Quat::IDENTITY, wood(OLD * 0.8), Vec2::new(3.0, x));
    }
    for (i, z) in [END_M + 0.16, 0.55, 3.2, 5.7].into_iter().enumerate() {
        for side in [-1.0f32, 1.0] {
            let at = Vec2::new(side * (HALF_M + 0.075), z + 0.05 * side);
            let top = match (i, side > 0.0) {
                (0, true) => 0.60,
                (0, false) => 0.46,
                (3, true) => 0.59,
                _ => 0.05 + random.between(0.0, 0.16),
            };
            post(heap, random, at, top, 0.074);
        }
        let beam = Vec3::new(0.0, -2.0 * THICK_M - 0.19, z);
        heap.block(
            beam,
            Vec3::new(HALF_M + 0.05, 0.05, 0.045),
            Quat::IDENTITY,
            wood(OLD * 0.8),
            Vec2::splat(z),
        );
    }
    // The mooring rope: three turns round the left post.
    let hemp = Stuff { albedo: Vec3::new(0.30, 0.25, 0.175), grain: 0.6, gloss: 0.0 };
    let (px, pz) = (-(HALF_M + 0.075), END_M + 0.11);
    let coil: Vec<Vec3> = (0..=66)
        .map(|i| {
            let a = i as f32 / 22.0 * std::f32::consts::TAU;
            Vec3::new(px + 0.085 * a.cos(), 0.20 + 0.024 * i as f32 / 22.0, pz + 0.085 * a.sin())
        })
        .collect();
    heap.tube(&coil, &vec![0.011; coil.len()], 6, hemp, 0.10, |_, _| 0.75);
    let (from, to) = (boat_at(0.0, 0.62, 0.97), Vec3::new(px, 0.20, pz));
    let rope: Vec<Vec3> = (0..=12)
        .map(|i| {
            let t = i as f32 / 12.0;
            from.lerp(to, t) - Vec3::Y * (0.42 * t * (1.0 - t))
        })
        .collect();
    heap.tube(&rope, &[0.010; 13], 6, hemp, 0.10, |_, _| 0.8);
}

/// A round post driven into the lake's bed, darker where it is wet.
fn post(heap: &mut Heap, random: &mut Random, at: Vec2, top: f32, radius: f32) {
    let foot = height(at).min(WATER_M) - 0.3;
    let lean = Vec2::new(random.between(-0.02, 0.02), random.between(-0.02, 0.02));
    let levels = [
        foot,
        WATER_M - 0.02,
        WATER_M + 0.02,
        WATER_M + 0.16,
        WATER_M + 0.22,
        0.5 * top - 0.1,
        top - 0.03,
        top,
    ];
    for (i, pair) in levels.windows(2).enumerate() {
        let place = |y: f32| Vec3::new(at.x + lean.x * (y + 0.6), y, at.y + lean.y * (y + 0.6));
        let (wet, last) = (i < 3, i + 2 == levels.len());
        let albedo = if wet { OLD * 0.45 } else { OLD.lerp(GREY, 0.35) };
        let end = if last { 0.86 * radius } else { radius };
        heap.tube(&[place(pair[0]), place(pair[1])], &[radius, end], 14, wood(albedo), 0.05, |p, n| {
            (0.55 + 0.45 * n.y.max(0.0)) * (0.6 + 0.4 * smoothstep(WATER_M, 0.0, p.y))
        });
    }
}

/// A storm lantern on top of a post.
fn lantern(heap: &mut Heap, at: Vec3) {
    let mut ring = |rings: &[(f32, f32)], stuff: Stuff| {
        let path: Vec<Vec3> = rings.iter().map(|(y, _)| at + Vec3::Y * *y).collect();
        let radii: Vec<f32> = rings.iter().map(|(_, r)| *r).collect();
        heap.tube(&path, &radii, 18, stuff, 0.0, |_, _| 0.9);
    };
    let iron = Stuff { albedo: IRON, grain: 0.0, gloss: 0.0 };
    ring(&[(-0.155, 0.070), (-0.150, 0.072), (-0.095, 0.070), (-0.082, 0.052)], iron);
    ring(&[(-0.082, 0.046), (-0.02, 0.060), (0.04, 0.058), (0.080, 0.044)], plain([0.62, 0.55, 0.42]));
    ring(&[(0.080, 0.056), (0.095, 0.066), (0.128, 0.030), (0.160, 0.026), (0.166, 0.004)], iron);
    // Guards, and the bail it is carried by.
    for k in 0..4 {
        let a = k as f32 * std::f32::consts::FRAC_PI_2 + 0.4;
        let out = Vec3::new(a.cos(), 0.0, a.sin());
        let path = [(-0.09, 0.068), (-0.02, 0.074), (0.05, 0.072), (0.09, 0.062)];
        let path: Vec<Vec3> = path.iter().map(|(y, r)| at + out * *r + Vec3::Y * *y).collect();
        heap.tube(&path, &[0.0028; 4], 5, iron, 0.0, |_, _| 0.9);
    }
    let bail: Vec<Vec3> = (0..=14)
        .map(|i| {
            let a = std::f32::consts::PI * i as f32 / 14.0;
            at + Vec3::new(0.072 * a.cos(), 0.10 + 0.125 * a.sin(), 0.02 * a.sin())
        })
        .collect();
    heap.tube(&bail, &[0.003; 15], 5, iron, 0.0, |_, _| 0.9);
    let shelf = at - Vec3::Y * 0.163;
    heap.block(
        shelf,
        Vec3::new(0.095, 0.010, 0.095),
        Quat::from_rotation_y(0.1),
        wood(GREY),
        Vec2::splat(7.0),
    );
}

/// A place in the boat: right of its middle, above the water, share of its length from stern (−1) to bow (1).
fn boat_at(x: f32, y: f32, s: f32) -> Vec3 {
    let turn = Quat::from_rotation_y(-BOAT_WAY);
    Vec3::new(BOAT.x, WATER_M, BOAT.y) + turn * Vec3::new(x, y, -s * BOAT_HALF_M)
}

/// A clinker-built rowing boat, afloat: five strakes a side, benches, a pair of oars laid in.
fn boat(heap: &mut Heap) {
    const ACROSS: usize = 40;
    let rows = 30;
    let half =
        |s: f32| (0.66 * (1.0 - s.max(0.0).powf(2.4)) * (1.0 - 0.24 * (-s).max(0.0).powi(2))).max(0.014);
    let sheer = |s: f32| 0.40 + 0.17 * s.max(0.0).powi(2) + 0.06 * (-s).max(0.0).powi(2);
    let keel = |s: f32| -0.13 + 0.30 * s.max(0.0).powi(5) + 0.05 * (-s).max(0.0).powi(3);
    let skin = |s: f32, u: f32, inner: f32| {
        let a = u.abs();
        let lap = 0.014 * (a * 5.0).fract() - inner;
        let wide = half(s);
        let up = keel(s) + (sheer(s) - keel(s)) * a.powf(1.9);
        boat_at(u.signum() * ((wide * (1.0 - (1.0 - a).powf(2.1))) + lap * (wide / 0.66)), up, s)
    };
    let share = |i: usize| i as f32 / rows as f32 * 2.0 - 1.0;
    let across = |j: usize| j as f32 / ACROSS as f32 * 2.0 - 1.0;
    let look = |s: f32, u: f32, inside: bool| {
        let (a, seam) = (u.abs(), (u.abs() * 5.0).fract());
        let worn = value2(s * 5.0 + 60.0, u * 9.0 + 60.0, 1 << 20, 31) * 0.6
            + value2(s * 19.0 + 60.0, u * 23.0 + 60.0, 1 << 20, 33) * 0.4;
        let paint = if a > 0.82 { Vec3::new(0.40, 0.38, 0.32) } else { Vec3::new(0.115, 0.050, 0.036) };
        let coat = if inside { Vec3::new(0.205, 0.150, 0.095) } else { paint };
        let albedo = coat.lerp(GREY, 0.7 * smoothstep(0.55, 0.75, worn)) * (0.82 + 0.36 * worn);
        let albedo = albedo * (1.0 - 0.5 * smoothstep(0.14, 0.0, seam));
        let open = if inside { 0.30 + 0.6 * a * a } else { 0.45 + 0.4 * a };
        (Stuff { albedo, grain: 0.8, gloss: 0.0 }, open)
    };
    for (inside, inner) in [(false, 0.0), (true, 0.022)] {
        let places: Vec<Vec3> = (0..=rows)
            .flat_map(|i| (0..=ACROSS).map(move |j| (i, j)))
            .map(|(i, j)| skin(share(i), across(j), inner) + Vec3::Y * (inner * 0.6))
            .collect();
        heap.sheet(&places, ACROSS, &|i, j| look(share(i), across(j), inside));
    }
    let stern: Vec<Vec3> = (0..=ACROSS)
        .map(|j| skin(-1.0, across(j), 0.0))
        .chain((0..=ACROSS).map(|j| {
            let edge = skin(-1.0, across(j), 0.0);
            edge.with_y(boat_at(0.0, sheer(-1.0), -1.0).y)
        }))
        .collect();
    heap.sheet(&stern, ACROSS, &|_, j| (Stuff { grain: 0.8, ..look(-1.0, across(j), false).0 }, 0.6));
    let rail = wood(Vec3::new(0.24, 0.165, 0.095));
    for side in [-1.0f32, 1.0] {
        let line: Vec<Vec3> = (0..=20)
            .map(|i| {
                let s = -1.0 + 1.985 * i as f32 / 20.0;
                boat_at(side * (half(s) + 0.004), sheer(s) + 0.008, s)
            })
            .collect();
        heap.tube(&line, &[0.021; 21], 7, rail, 0.05, |_, n| 0.6 + 0.4 * n.y.max(0.0));
        for s in [-0.18f32, 0.02] {
            let pin = [boat_at(side * half(s), sheer(s), s), boat_at(side * half(s), sheer(s) + 0.11, s)];
            heap.tube(&pin, &[0.011, 0.009], 6, wood(OLD), 0.05, |_, _| 0.8);
        }
    }
    let stem: Vec<Vec3> = (0..=8)
        .map(|i| {
            let t = i as f32 / 8.0;
            boat_at(0.0, keel(0.9) + (sheer(1.0) + 0.07 - keel(0.9)) * t, 0.93 + 0.075 * t.powf(0.6))
        })
        .collect();
    heap.tube(&stem, &[0.026; 9], 7, wood(OLD), 0.05, |_, _| 0.7);
    for (s, high) in [(-0.62f32, 0.20), (0.0, 0.22), (0.56, 0.25)] {
        for k in 0..2 {
            let s = s + 0.085 * (k as f32 - 0.5);
            let wide = 0.93 * half(s);
            let ends = [boat_at(-wide, high, s), boat_at(wide, high, s)];
            let grain = Vec2::new(11.0 * s, 5.0 * k as f32);
            heap.plank(ends, [0.074, 0.013], Vec3::Y, 0.0, wood(Vec3::new(0.26, 0.20, 0.135)), grain);
        }
    }
    // Bottom boards, above the water that the keel lies in.
    for k in 0..7 {
        let x = 0.125 * (k as f32 - 3.0);
        let bow = 0.80 - 0.55 * (x / 0.44) * (x / 0.44);
        let stern = -0.96 + 0.10 * (x / 0.44) * (x / 0.44);
        let ends = [boat_at(x, 0.058, stern), boat_at(x * 0.86, 0.066, bow)];
        let board = wood(Vec3::new(0.165, 0.118, 0.075) * (0.88 + 0.05 * (k % 3) as f32));
        heap.plank(ends, [0.060, 0.009], Vec3::Y, 0.0, board, Vec2::new(2.7 * x, 4.0 * k as f32));
    }
    for (n, x) in [-0.16f32, 0.13].into_iter().enumerate() {
        let pale = wood(Vec3::new(0.33, 0.265, 0.175));
        let line: Vec<Vec3> = (0..=10)
            .map(|i| {
                let t = i as f32 / 10.0;
                boat_at(x + 0.05 * t, 0.275 + 0.045 * t, -0.86 + 1.62 * t)
            })
            .collect();
        let radii: Vec<f32> =
            (0..=10).map(|i| if i < 2 { 0.015 } else { 0.021 - 0.003 * (i as f32 / 10.0) }).collect();
        heap.tube(&line, &radii, 8, pale, 0.04, |_, n| 0.6 + 0.4 * n.y.max(0.0));
        let [heel, tip] = [boat_at(x + 0.05, 0.32, 0.72), boat_at(x + 0.065, 0.345, 0.965)];
        heap.plank([heel, tip], [0.062, 0.008], Vec3::Y, 0.006, pale, Vec2::new(n as f32, 9.0));
    }
}

/// Boulders and pebbles along the water, half of each in the ground.
fn stones(wet: &mut Heap, dry: &mut Heap, random: &mut Random) {
    let large = [
        (Vec2::new(3.1, 4.1), 0.55),
        (Vec2::new(3.9, 3.2), 0.34),
        (Vec2::new(2.2, 4.7), 0.26),
        (Vec2::new(-3.6, 3.9), 0.48),
        (Vec2::new(-4.6, 3.0), 0.62),
        (Vec2::new(-5.5, 2.2), 0.30),
        (Vec2::new(7.6, -2.6), 0.62),
        (Vec2::new(6.9, -4.2), 0.40),
        (Vec2::new(8.9, -6.4), 0.75),
        (Vec2::new(-8.4, -3.8), 0.52),
        (Vec2::new(-9.6, -5.6), 0.80),
        (Vec2::new(-7.5, -2.2), 0.33),
        (Vec2::new(5.0, 8.6), 0.50),
        (Vec2::new(-6.6, 8.2), 0.42),
    ];
    let lay = |heap: &mut Heap, random: &mut Random, at: Vec2, half: f32, rings: u32| {
        let grey = Vec3::new(0.150, 0.148, 0.146).lerp(Vec3::new(0.20, 0.165, 0.14), random.unit());
        let damp = smoothstep(0.35, -0.05, height(at) - WATER_M);
        let stuff = Stuff {
            albedo: grey * random.between(0.75, 1.2) * (1.0 - 0.4 * damp),
            grain: 0.0,
            gloss: 0.9 * (1.0 - damp),
        };
        let flat = random.between(0.5, 0.72);
        let radii = Vec3::new(half, half * flat, half * random.between(0.62, 0.95));
        let turn = Quat::from_rotation_y(random.between(0.0, std::f32::consts::TAU))
            * Quat::from_rotation_x(random.between(-0.25, 0.25));
        let form = Stone { radii, dent: 0.62, seed: (random.unit() * 9_999.0) as u32, rings };
        heap.stone(on_ground(at) + Vec3::Y * (half * flat * 0.25), turn, form, stuff);
    };
    for (at, half) in large {
        lay(wet, random, at, half, 15);
    }
    for _ in 0..420 {
        let (x, z) = (random.between(-16.0, 16.0), random.between(-9.0, 9.0));
        let (at, half) = (Vec2::new(x, z), 0.03 + 0.17 * random.unit().powi(4));
        let s = inland(at);
        if !(-1.1..1.3).contains(&s) || inside(at) || off_path(at) < 0.4 && s > 0.6 {
            continue;
        }
        lay(dry, random, at, half, if half > 0.09 { 8 } else { 5 });
    }
}

/// The middle of the cabin's lit window, a hand's breadth before the glass.
pub(super) fn window() -> Vec3 {
    cabin_at(1.35, 1.52, 2.62)
}

fn cabin_at(x: f32, y: f32, z: f32) -> Vec3 {
    on_ground(CABIN) + Quat::from_rotation_y(TURN) * Vec3::new(x, y, z)
}

/// A log cabin of five metres by four: a porch, a door, two windows, a turf roof, a chimney.
fn cabin(heap: &mut Heap, random: &mut Random) {
    let turn = Quat::from_rotation_y(TURN);
    let put = |heap: &mut Heap, middle: (f32, f32, f32), half: (f32, f32, f32), stuff: Stuff| {
        let (x, y, z) = middle;
        let grain = Vec2::new(3.0 * x + z, 2.0 * y);
        heap.block(cabin_at(x, y, z), Vec3::new(half.0, half.1, half.2), turn, stuff, grain);
    };
    let stone = Stuff { albedo: Vec3::new(0.17, 0.165, 0.155), grain: 0.0, gloss: 0.8 };
    put(heap, (0.0, 0.0, 0.0), (2.75, 0.40, 2.25), stone);
    for row in 0..9 {
        let y = 0.52 + 0.235 * row as f32;
        let tint = random.between(0.82, 1.18);
        let log = wood(Vec3::new(0.130, 0.088, 0.058) * tint);
        let open = |_: Vec3, n: Vec3| 0.5 + 0.4 * n.y.max(0.0);
        for z in [2.2, -2.2] {
            heap.tube(&[cabin_at(-3.0, y, z), cabin_at(3.0, y, z)], &[0.128; 2], 7, log, 0.06, open);
        }
        for x in [-2.72, 2.72] {
            heap.tube(
                &[cabin_at(x, y + 0.11, -2.5), cabin_at(x, y + 0.11, 2.5)],
                &[0.128; 2],
                7,
                log,
                0.06,
                open,
            );
        }
    }
    let (dark, white) = (wood(Vec3::new(0.085, 0.060, 0.042)), wood(Vec3::new(0.42, 0.39, 0.33)));
    let (eave, ridge) = (2.62, 4.05);
    for x in [-2.72f32, 2.72] {
        let gable = [
            cabin_at(x, eave, -2.3),
            cabin_at(x, eave, 2.3),
            cabin_at(x, ridge, -0.05),
            cabin_at(x, ridge, 0.05),
        ];
        heap.face(&gable, turn * (Vec3::X * x.signum()), dark, Vec2::new(x, 0.0));
    }
    // Turf on birch bark: tufts along its edges are grown by the world.
    for side in [-1.0f32, 1.0] {
        for course in 0..8 {
            let (t, next) = (course as f32 / 8.0, (course + 1) as f32 / 8.0);
            let line = |t: f32| (side * 3.15 * (1.0 - t), eave - 0.46 + (ridge + 0.20 - eave + 0.46) * t);
            let ((z0, y0), (z1, y1)) = (line(t), line(next));
            let albedo = Vec3::new(0.062, 0.074, 0.036) * random.between(0.8, 1.25);
            let turf = Stuff { albedo, grain: 0.25, gloss: 0.0 };
            let places = [
                cabin_at(-3.35, y0, z0),
                cabin_at(3.35, y0, z0),
                cabin_at(-3.35, y1, z1),
                cabin_at(3.35, y1, z1),
            ];
            let normal = turn * Vec3::new(0.0, 0.9, side * 0.45).normalize();
            heap.face(&places, normal, turf, Vec2::splat(t * 9.0));
        }
        let edge = [cabin_at(-3.38, eave - 0.50, side * 3.17), cabin_at(3.38, eave - 0.50, side * 3.17)];
        heap.tube(&edge, &[0.075; 2], 7, wood(OLD), 0.08, |_, _| 0.6);
        for x in [-3.36f32, 3.36] {
            let barge = [cabin_at(x, eave - 0.50, side * 3.17), cabin_at(x, ridge + 0.24, 0.0)];
            heap.tube(&barge, &[0.06; 2], 6, wood(OLD), 0.06, |_, _| 0.6);
        }
    }
    put(heap, (-1.05, 1.32, 2.34), (0.46, 0.92, 0.04), dark);
    put(heap, (-0.72, 1.30, 2.40), (0.03, 0.03, 0.03), Stuff { albedo: IRON, grain: 0.0, gloss: 0.0 });
    let glass = plain([0.62, 0.60, 0.55]);
    put(heap, (1.35, 1.52, 2.345), (0.50, 0.44, 0.01), glass);
    for (x, y, wide, high) in [
        (1.35, 1.52, 0.022, 0.44),
        (1.35, 1.52, 0.50, 0.022),
        (1.35, 1.98, 0.58, 0.05),
        (1.35, 1.06, 0.60, 0.05),
    ] {
        put(heap, (x, y, 2.38), (wide, high, 0.03), white);
    }
    for x in [0.81, 1.89] {
        put(heap, (x, 1.52, 2.38), (0.05, 0.48, 0.03), white);
    }
    put(heap, (1.2, 4.15, -0.7), (0.32, 0.80, 0.32), stone);
    put(heap, (-1.05, 0.30, 2.95), (0.80, 0.09, 0.32), wood(GREY));
    put(heap, (-1.05, 0.12, 3.40), (0.80, 0.09, 0.25), wood(GREY));
    // Firewood under the eave.
    for k in 0..26 {
        let (x, y) = (-2.45 + 0.19 * (k % 5) as f32, 0.52 + 0.165 * (k / 5) as f32);
        let log = [cabin_at(2.95 + 0.35, y, x), cabin_at(2.95 - 0.15, y, x)];
        let bark = wood(Vec3::new(0.20, 0.15, 0.10) * random.between(0.7, 1.2));
        heap.tube(&log, &[0.082; 2], 7, bark, 0.06, |_, _| 0.6);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jetty_is_level_under_the_client_and_nothing_stands_nearer_than_half_a_metre_to_their_eyes() {
        let heaps = build(7);
        let eyes = Vec3::new(0.0, 1.2, 0.0);
        let nearest = heaps
            .iter()
            .flat_map(|heap| heap.vertices.chunks(crate::mesh::HEAP_FLOATS))
            .map(|v| eyes.distance(Vec3::new(v[0], v[1], v[2])))
            .fold(f32::MAX, f32::min);
        assert!(nearest > 1.0, "{nearest} m");
        let deck: Vec<f32> = heaps[0]
            .vertices
            .chunks(crate::mesh::HEAP_FLOATS)
            .filter(|v| v[0].abs() < 0.6 && v[2].abs() < 0.8 && v[1] > -0.03 && v[4] > 0.9)
            .map(|v| v[1])
            .collect();
        assert!(deck.len() > 16 && deck.iter().all(|y| y.abs() < 0.012), "{} points", deck.len());
    }

    #[test]
    fn the_boat_floats_beside_the_jetty() {
        assert!(inside(BOAT) && inside(Vec2::ZERO) && !inside(Vec2::new(4.0, -4.0)));
        assert!(boat_at(0.66, 0.4, 0.0).x < -HALF_M - 0.1, "it does not lie in the jetty");
        assert!((boat_at(0.0, 0.0, 0.0).y - WATER_M).abs() < 1e-6);
        assert!(inland(BOAT) < -0.5);
    }
}
