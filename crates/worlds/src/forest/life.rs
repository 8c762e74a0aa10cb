//! What lives in the wood: butterflies in the sun, a leaf that falls, a robin, a dipper, a roe deer far off; closed forms of time.

use std::f64::consts::TAU;

use glam::{Mat4, Quat, Vec2, Vec3, Vec4};

use super::land::{height, on_ground};
use super::{things, water};
use crate::StageError;
use crate::gpu::Mesh;
use crate::kit::loft::{Ring, loft};
use crate::kit::wings::{Wing, wings};
use crate::mesh::{HEAP_ATTRIBUTES, Heap, Stuff};
use crate::noise::{lattice, smoothstep};

/// The wings' shader has room for seven at a time: butterflies, falling leaves, a bird that crosses; or drifting leaves.
const BUTTERFLIES: usize = 4;
const FALLING: usize = 2;
pub(super) const SLOTS: usize = 7;

const BUTTERFLY: Wing = &[
    (0.01, 0.02, -0.10, 0.10),
    (0.2, 0.25, -0.40, 0.34),
    (0.5, 0.62, -0.66, 0.70),
    (0.8, 0.92, -0.62, 0.66),
    (1.0, 1.02, -0.40, 0.16),
];
const LEAF: Wing =
    &[(0.01, 0.0, -1.0, 0.95), (0.3, 0.30, -0.78, 0.70), (0.6, 0.50, -0.42, 0.38), (1.0, 0.60, -0.05, 0.05)];
const JAY: Wing = &[
    (0.01, 0.04, -0.14, 0.14),
    (0.3, 0.26, -0.18, 0.12),
    (0.55, 0.48, -0.15, 0.12),
    (0.8, 0.66, -0.08, 0.13),
    (1.0, 0.80, 0.04, 0.14),
];

/// Wings in the air, then leaves on the water.
pub(super) fn flying(gl: &glow::Context) -> Result<[Mesh; 4], StageError> {
    // Speckled wood: brown, with cream along the edges.
    let speckled = |share: f32, edge: f32| {
        let spot = (share * 14.0).sin() * (edge * 9.0).sin();
        if spot > 0.45 && share > 0.3 { Vec3::new(0.42, 0.34, 0.16) } else { Vec3::new(0.105, 0.066, 0.034) }
    };
    let copper = |share: f32, _: f32| Vec3::new(0.26, 0.145, 0.050).lerp(Vec3::new(0.33, 0.22, 0.07), share);
    let brown = |share: f32, _: f32| Vec3::new(0.15, 0.10, 0.075) * if share > 0.7 { 0.35 } else { 1.0 };
    let numbers = |from: usize, to: usize| (from..to).map(|i| i as f32).collect::<Vec<f32>>();
    Ok([
        wings(gl, BUTTERFLY, &speckled, 0.05, 0.55, &numbers(0, BUTTERFLIES))?,
        wings(gl, LEAF, &copper, 0.012, 1.05, &numbers(BUTTERFLIES, BUTTERFLIES + FALLING))?,
        wings(gl, JAY, &brown, 0.075, 0.44, &numbers(BUTTERFLIES + FALLING, SLOTS))?,
        wings(gl, LEAF, &copper, 0.012, 1.05, &numbers(0, SLOTS))?,
    ])
}

/// A leaf falls every so many seconds, each of [`FALLING`] in its turn.
const FALLS_S: f64 = 47.0;
/// From its twig to the ground, in seconds.
const FALL_S: f64 = 15.0;

/// Where each flies: place and heading; bank, stroke, bend of the outer wing, size.
pub(super) fn flight(time_s: f64, seed: u64, minutes: f32) -> [Vec4; SLOTS * 2] {
    let mut out = [Vec4::ZERO; SLOTS * 2];
    let awake = (480.0..1_170.0).contains(&minutes);
    for i in 0..SLOTS {
        let k = i as f64 + (seed % 13) as f64 * 0.61;
        let (place, bank, stroke, size): (Vec4, f32, f32, f32) = if i < BUTTERFLIES {
            // Two that spiral round each other over the bank, two that keep a patch of sun for themselves.
            let at = |t: f64| {
                let (middle, r) = [
                    (Vec3::new(1.9, 0.75, -3.4), 0.8),
                    (Vec3::new(1.9, 0.80, -3.4), 0.9),
                    (Vec3::new(-3.0, 0.65, -2.6), 0.9),
                    (Vec3::new(4.6, 0.8, -1.0), 1.2),
                ][i];
                let a = t * (0.31 + 0.04 * k.sin()) + k * 1.9;
                let flutter = 0.10 * (t * 2.3 + k * 3.0).sin() + 0.06 * (t * 3.7 + k).sin();
                let far = r * (0.7 + 0.3 * (t * 0.17 + k).sin());
                let (x, z) = ((a.sin() * far + flutter) as f32, (-(a * 1.3).cos() * far + flutter) as f32);
                middle
                    + Vec3::new(x, (0.20 * (t * 0.63 + k).sin() + 0.08 * (t * 2.9 + k * 5.0).sin()) as f32, z)
            };
            let (now, soon) = (at(time_s), at(time_s + 0.25));
            let heading = (soon.x - now.x).atan2(-(soon.z - now.z));
            let beat = |per_s: f64| ((time_s * per_s + k).fract() * TAU).sin() as f32;
            let gliding = (time_s * 0.7 + k * 2.0).sin().max(0.0) as f32;
            let size = if awake { 0.026 } else { 0.0 };
            (
                now.extend(heading),
                0.2 * beat(0.31),
                0.35 + 0.75 * beat(5.5 + 0.3 * k) * (1.0 - 0.8 * gliding),
                size,
            )
        } else if i < BUTTERFLIES + FALLING {
            falling(time_s, seed, i - BUTTERFLIES)
        } else {
            // A jay goes from crown to crown, deep in the wood, once in a minute and a half.
            let turn = (time_s / 91.0).floor();
            let t = ((time_s - turn * 91.0 - 30.0) / 9.0) as f32;
            let way = if (turn as i64) % 2 == 0 { 1.0 } else { -1.0 };
            let seen = (0.0..1.0).contains(&t) && (330.0..1_230.0).contains(&minutes);
            let arc = 5.2 + 2.6 * (2.0 * t - 1.0).powi(2);
            let place = Vec3::new(way * (t - 0.5) * 62.0, arc, -33.0 + 5.0 * t);
            let beat = ((time_s * 3.6).fract() * TAU).sin() as f32;
            (place.extend(way * 1.45), 0.0, 0.10 + 0.55 * beat, if seen { 0.30 } else { 0.0 })
        };
        out[i * 2] = place;
        out[i * 2 + 1] = Vec4::new(bank, stroke, 0.0, size);
    }
    out
}

/// A leaf on its way down: it swings like a pendulum, turns, and lies still for a while.
fn falling(time_s: f64, seed: u64, which: usize) -> (Vec4, f32, f32, f32) {
    let shifted = time_s + FALLS_S * 0.5 * which as f64 + 9.0;
    let turn = (shifted / FALLS_S).floor();
    let since = (shifted - turn * FALLS_S) as f32;
    let die = |n: i32| lattice(turn as i32, which as i32, n, seed as u32);
    let a = std::f32::consts::TAU * die(1);
    // Mostly ahead, where it is seen; never within a metre and a half.
    let end = Vec2::new(a.sin() * 1.9, -a.cos() * 1.5 - 1.6) * (0.9 + 0.6 * die(2));
    let out = end.normalize_or(Vec2::NEG_Y);
    let end = out * end.length().max(2.2);
    let t = (since / FALL_S as f32).min(1.0);
    let swing = (1.0 - t).sqrt() * (since * 1.9 + die(3) * 6.0).sin();
    let ground = height(end) + 0.012;
    let drift = out * (1.4 * (1.0 - t) * die(4));
    let at = end + drift + Vec2::from_angle(a) * (0.34 * swing * (1.0 - t).min(1.0));
    let high = ground + 6.5 * (1.0 - t) - 0.10 * (1.0 - swing * swing) * (1.0 - t).sqrt();
    let heading = a + 2.2 * (1.0 - t) * die(5) * 3.0;
    // It comes out of the crown and is gone among the others in the end.
    let size = 0.036 * smoothstep(0.0, 0.6, since) * smoothstep(FALLS_S as f32, FALLS_S as f32 - 4.0, since);
    (Vec3::new(at.x, high.max(ground), at.y).extend(heading), 0.9 * swing * (1.0 - t).sqrt(), 0.25, size)
}

/// Leaves that the brook carries along: place and heading; as [`flight`].
pub(super) fn drifting(time_s: f64, seed: u64) -> [Vec4; SLOTS * 2] {
    let mut out = [Vec4::ZERO; SLOTS * 2];
    let (from, to) = water::calm_reach();
    for i in 0..SLOTS {
        let die = |n: i32| lattice(i as i32, n, 3, seed as u32);
        let long = f64::from(to - from);
        let way = (time_s * f64::from(0.26 + 0.10 * die(1)) + long * f64::from(die(2)) + 7.0 * i as f64)
            .rem_euclid(long) as f32;
        let aside = 0.55 * (way * 0.6 + 6.0 * die(3)).sin() * (0.4 + 0.6 * die(4));
        let (at, flows) = water::adrift(from + way, aside);
        let turn = flows.x.atan2(-flows.y) + 1.4 * (way * 0.45 + 6.0 * die(5)).sin();
        let bob = 0.004 * ((time_s * 0.9 + f64::from(die(6)) * TAU).sin() as f32);
        // It comes and goes where foam and a bank hide it.
        let size = 0.034 * smoothstep(0.0, 1.0, way) * smoothstep(0.0, 1.5, to - from - way);
        out[i * 2] = (at + Vec3::Y * (0.012 + bob)).extend(turn);
        out[i * 2 + 1] = Vec4::new(0.06 * (time_s * 1.3 + f64::from(die(7))).sin() as f32, 0.16, 0.0, size);
    }
    out
}

fn part(heap: &mut Heap, rings: &[Ring], sides: usize, colour: &dyn Fn(Vec3) -> Vec3) {
    let start = heap.count();
    let mut placed: Vec<(Vec3, Vec3)> = Vec::new();
    let triangles = loft(rings, 2, sides, Vec3::X, &mut |place, normal, _| placed.push((place, normal)));
    for (place, normal) in placed {
        let stuff = Stuff { albedo: colour(place), grain: 0.0, gloss: 0.0 };
        heap.push(place, normal, stuff, Vec2::new(place.z, place.y), 0.62 + 0.3 * normal.y);
    }
    heap.indices.extend(triangles.into_iter().map(|i| i + start));
}

/// A small bird that stands on the origin and looks along −Z: `long` metres, with a back, a breast, a belly, a tail that
/// is `tail` of its length and carried at an angle.
fn small_bird(long: f32, back: Vec3, breast: Vec3, belly: Vec3, tail: f32, cocked: f32) -> Heap {
    let mut heap = Heap::default();
    let at = |y: f32, z: f32, h: f32, w: f32| [0.0, y * long, z * long, h * long, w * long];
    let plumage = |p: Vec3| {
        let (y, z) = (p.y / long, p.z / long);
        let front = smoothstep(-0.02, -0.16, z + 0.5 * (y - 0.42));
        let below = smoothstep(0.44, 0.34, y + 0.45 * z);
        back.lerp(belly, below).lerp(breast, front * smoothstep(0.64, 0.58, y) * smoothstep(0.20, 0.28, y))
    };
    let body = [
        at(0.46, 0.26, 0.035, 0.03),
        at(0.43, 0.20, 0.085, 0.085),
        at(0.40, 0.08, 0.150, 0.145),
        at(0.41, -0.06, 0.175, 0.168),
        at(0.49, -0.16, 0.150, 0.145),
        at(0.57, -0.22, 0.118, 0.112),
        at(0.60, -0.29, 0.100, 0.094),
        at(0.59, -0.35, 0.050, 0.046),
        at(0.58, -0.37, 0.010, 0.010),
    ];
    part(&mut heap, &body, 10, &plumage);
    let dark = Vec3::new(0.035, 0.030, 0.028);
    let beak = [at(0.59, -0.35, 0.020, 0.018), at(0.585, -0.41, 0.010, 0.009), at(0.58, -0.46, 0.002, 0.002)];
    part(&mut heap, &beak, 5, &|_| dark);
    let (s, c) = cocked.sin_cos();
    let feather = |t: f32, w: f32| {
        [0.0, (0.45 + tail * t * s) * long, (0.20 + tail * t * c) * long, 0.016 * long, w * long]
    };
    part(&mut heap, &[feather(0.0, 0.05), feather(0.5, 0.06), feather(1.0, 0.07)], 6, &|_| back * 0.8);
    for side in [-1.0, 1.0f32] {
        // Folded wings lie over the flank; an eye; a leg.
        let wing: Vec<Ring> =
            [(0.50, -0.13, 0.02), (0.46, -0.02, 0.085), (0.45, 0.12, 0.075), (0.47, 0.27, 0.012)]
                .map(|(y, z, h): (f32, f32, f32)| {
                    [side * 0.145 * long * (1.0 - 0.5 * z.abs()), y * long, z * long, h * long, 0.03 * long]
                })
                .to_vec();
        part(&mut heap, &wing, 6, &|_| back * 0.78);
        let eye = [
            [side * 0.088 * long, 0.625 * long, -0.31 * long, 0.018 * long, 0.012 * long],
            [side * 0.092 * long, 0.625 * long, -0.292 * long, 0.018 * long, 0.012 * long],
        ];
        part(&mut heap, &eye, 5, &|_| Vec3::splat(0.012));
        let leg = Stuff { albedo: Vec3::new(0.10, 0.065, 0.045), grain: 0.0, gloss: 0.0 };
        let hip = Vec3::new(side * 0.055, 0.27, 0.01) * long;
        let foot = Vec3::new(side * 0.06, 0.0, -0.03) * long;
        heap.tube(
            &[hip, Vec3::new(side * 0.058, 0.13, 0.04) * long, foot],
            &[0.014 * long, 0.010 * long, 0.010 * long],
            4,
            leg,
            0.0,
            |_, _| 0.6,
        );
        for toe in [-0.5, 0.0, 0.5f32] {
            let tip = foot + Vec3::new(toe * 0.12, 0.0, -0.10) * long;
            heap.tube(&[foot, tip], &[0.010 * long, 0.006 * long], 3, leg, 0.0, |_, _| 0.6);
        }
    }
    heap
}

const COAT: Vec3 = Vec3::new(0.285, 0.150, 0.070);

/// A roe deer: body, neck with head (hung on its own joint), one leg.
fn deer() -> [Heap; 3] {
    let [mut body, mut head, mut leg] = [(); 3].map(|()| Heap::default());
    let coat = |p: Vec3| COAT.lerp(Vec3::new(0.34, 0.25, 0.16), smoothstep(0.50, 0.40, p.y) * 0.7);
    let trunk = [
        [0.0, 0.66, 0.52, 0.03, 0.03],
        [0.0, 0.63, 0.48, 0.10, 0.075],
        [0.0, 0.60, 0.36, 0.155, 0.115],
        [0.0, 0.575, 0.10, 0.155, 0.118],
        [0.0, 0.555, -0.14, 0.170, 0.120],
        [0.0, 0.575, -0.34, 0.165, 0.100],
        [0.0, 0.60, -0.46, 0.10, 0.06],
        [0.0, 0.61, -0.50, 0.03, 0.02],
    ];
    part(&mut body, &trunk, 12, &coat);
    // Hung where the neck leaves the shoulders.
    let neck = [
        [0.0, -0.04, 0.06, 0.10, 0.065],
        [0.0, 0.12, -0.10, 0.080, 0.052],
        [0.0, 0.27, -0.19, 0.062, 0.046],
        [0.0, 0.34, -0.22, 0.055, 0.046],
    ];
    part(&mut head, &neck, 9, &|_| COAT);
    let skull = [
        [0.0, 0.36, -0.165, 0.045, 0.045],
        [0.0, 0.365, -0.22, 0.068, 0.056],
        [0.0, 0.345, -0.30, 0.052, 0.042],
        [0.0, 0.320, -0.38, 0.034, 0.028],
        [0.0, 0.312, -0.415, 0.022, 0.020],
    ];
    part(&mut head, &skull, 9, &|p| if p.z < -0.385 { Vec3::splat(0.03) } else { COAT * 1.05 });
    for side in [-1.0, 1.0f32] {
        let ear = [
            [side * 0.035, 0.40, -0.18, 0.012, 0.02],
            [side * 0.085, 0.47, -0.17, 0.022, 0.038],
            [side * 0.115, 0.53, -0.17, 0.006, 0.008],
        ];
        part(&mut head, &ear, 6, &|_| COAT * 0.8);
    }
    let shank = [
        [0.0, 0.0, 0.0, 0.07, 0.055],
        [0.0, -0.16, 0.02, 0.045, 0.036],
        [0.0, -0.28, 0.045, 0.024, 0.022],
        [0.0, -0.44, 0.02, 0.016, 0.016],
        [0.0, -0.53, -0.01, 0.018, 0.017],
        [0.0, -0.56, -0.02, 0.016, 0.016],
    ];
    part(&mut leg, &shank, 7, &|p| if p.y < -0.52 { Vec3::splat(0.03) } else { COAT * 0.85 });
    [body, head, leg]
}

/// Bodies: robin, dipper, then the deer's body, head and leg.
pub(super) struct Creatures {
    pub meshes: [Mesh; 5],
}

pub(super) fn creatures(gl: &glow::Context) -> Result<Creatures, StageError> {
    let robin = small_bird(
        0.17,
        Vec3::new(0.125, 0.098, 0.062),
        Vec3::new(0.52, 0.155, 0.035),
        Vec3::new(0.40, 0.38, 0.33),
        0.34,
        0.35,
    );
    let dipper = small_bird(
        0.20,
        Vec3::new(0.040, 0.034, 0.032),
        Vec3::new(0.62, 0.60, 0.56),
        Vec3::new(0.075, 0.040, 0.024),
        0.20,
        0.55,
    );
    let [body, head, leg] = deer();
    let solid = |heap: &Heap| Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[]);
    Ok(Creatures { meshes: [solid(&robin)?, solid(&dipper)?, solid(&body)?, solid(&head)?, solid(&leg)?] })
}

/// Which mesh stands where now. Small birds fly off now and then; the deer comes out of the haze, grazes, and goes.
pub(super) fn poses(time_s: f64, seed: u64, minutes: f32) -> Vec<(usize, Mat4)> {
    let mut out = Vec::with_capacity(8);
    let [robin, dipper] = things::perches();
    if (320.0..1_265.0).contains(&minutes) {
        // It looks about in quick turns and curtsies.
        let look = (time_s * 0.45).floor();
        let die = |n: i32| lattice(look as i32, n, 5, seed as u32);
        let (before, since) =
            (lattice(look as i32 - 1, 1, 5, seed as u32), ((time_s * 0.45).fract() / 0.45) as f32);
        let turn = before + (die(1) - before) * smoothstep(0.0, 0.22, since);
        let dip = 0.22 * (-((since - 0.8) / 0.10).powi(2)).exp() * (die(2) > 0.5) as u8 as f32;
        let heading = 0.4 + 3.2 * turn;
        out.push((0, stand(robin, heading, 0.10 + dip)));
    }
    if (340.0..1_260.0).contains(&minutes) {
        // A dipper dips: four times quickly, then it stands.
        let cycle = (time_s * 0.21).fract() as f32 / 0.21;
        let bob = if cycle < 2.4 { (cycle * 5.2).sin().max(0.0).powi(2) } else { 0.0 };
        let look = (time_s * 0.21).floor();
        let heading = 2.4 + 1.8 * lattice(look as i32, 9, 5, seed as u32);
        out.push((1, stand(dipper - Vec3::Y * (0.022 * bob), heading, 0.30 * bob)));
    }
    let (place, heading, stride, pace, graze) = roe(time_s);
    if (300.0..1_290.0).contains(&minutes) && place.length() < 60.0 {
        let foot = on_ground(place);
        let base = Mat4::from_translation(foot + Vec3::Y * 0.10) * Mat4::from_rotation_y(-heading);
        out.push((2, base));
        let nod = -0.10 * pace * (stride * std::f32::consts::TAU * 2.0).sin();
        let joint =
            Mat4::from_translation(Vec3::new(0.0, 0.66, -0.38)) * Mat4::from_rotation_x(-1.75 * graze + nod);
        out.push((3, base * joint));
        // Opposite legs go together, a quarter of a stride apart in pairs.
        for (x, z, phase) in
            [(-0.07, -0.34, 0.0), (0.07, -0.34, 0.5), (-0.07, 0.36, 0.25), (0.07, 0.36, 0.75f32)]
        {
            let swing = 0.42 * pace * ((stride + phase) * std::f32::consts::TAU).sin();
            let hip = Mat4::from_translation(Vec3::new(x, 0.50, z)) * Mat4::from_rotation_x(swing);
            out.push((4, base * hip));
        }
    }
    out
}

fn stand(at: Vec3, heading: f32, tip: f32) -> Mat4 {
    Mat4::from_rotation_translation(Quat::from_rotation_y(-heading) * Quat::from_rotation_x(-tip), at)
}

/// A round of the deer, in seconds: it comes, grazes, looks up, goes, stays away.
const ROUND_S: f64 = 230.0;

/// Where the deer is, its heading, its stride (by the way it has gone), how far it walks and grazes (0 to 1).
fn roe(time_s: f64) -> (Vec2, f32, f32, f32, f32) {
    let t = (time_s + 150.0).rem_euclid(ROUND_S) as f32;
    let (from, glade, to) = (Vec2::new(-52.0, -62.0), Vec2::new(-12.5, -25.5), Vec2::new(30.0, -66.0));
    let legs = [(0.0, 62.0, from, glade), (112.0, 174.0, glade, to)];
    let mut here = (from * 2.0, 0.0, 0.0, 0.0, 0.0);
    for (begin, end, a, b) in legs {
        if t >= begin && t < end {
            // Slow at both ends.
            let share = smoothstep(begin, end, t) * 0.5 + 0.5 * (t - begin) / (end - begin);
            let pace = smoothstep(begin, begin + 3.0, t) * smoothstep(end, end - 4.0, t);
            let way = b - a;
            here =
                (a + way * share, way.x.atan2(-way.y), share * way.length() / 0.95, 0.35 + 0.65 * pace, 0.0);
        }
    }
    if (62.0..112.0).contains(&t) {
        let way = glade - from;
        let turned = smoothstep(108.0, 111.5, t);
        let second = to - glade;
        let [a, b] = [way, second].map(|way| way.x.atan2(-way.y));
        let down = smoothstep(64.0, 66.5, t) * smoothstep(108.0, 105.5, t);
        // Twice it lifts its head and listens.
        let up = smoothstep(78.0, 79.0, t) * smoothstep(84.0, 82.5, t)
            + smoothstep(95.0, 96.0, t) * smoothstep(101.0, 99.5, t);
        here = (glade, a + (b - a) * turned, 0.0, 0.0, down * (1.0 - up));
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_flies_or_falls_comes_within_a_metre_and_a_half_of_the_eyes() {
        for seed in [1, 7, 30] {
            for i in 0..6_000 {
                let flying = flight(i as f64 * 0.1, seed, 700.0);
                for slot in 0..SLOTS {
                    let at = flying[slot * 2].truncate() - Vec3::Y * 1.2;
                    assert!(flying[slot * 2 + 1].w == 0.0 || at.length() > 1.5, "slot {slot} at {at}");
                }
            }
        }
    }

    #[test]
    fn a_leaf_falls_every_twenty_to_sixty_seconds_and_the_deer_walks_without_a_jump() {
        let falling = |time: f64| {
            (0..FALLING).filter(|i| super::falling(time, 7, *i).0.y > height(Vec2::ZERO) + 2.0).count()
        };
        let starts =
            (0..6_000).filter(|i| falling(*i as f64 * 0.1) > falling((*i as f64 - 1.0) * 0.1)).count();
        assert!((10..=30).contains(&starts), "{starts} in ten minutes");
        let mut before = roe(0.0).0;
        for i in 1..23_000 {
            let now = roe(f64::from(i) * 0.01).0;
            assert!(now.distance(before) < 0.05 || now.length() > 60.0 || before.length() > 60.0, "at {i}");
            assert!(now.length() > 20.0);
            before = now;
        }
    }

    #[test]
    fn leaves_on_the_water_stay_on_the_water() {
        for i in 0..2_000 {
            let leaves = drifting(f64::from(i) * 0.37, 7);
            for slot in 0..SLOTS {
                let at = leaves[slot * 2].truncate();
                assert!(leaves[slot * 2 + 1].w < 1e-3 || at.y > height(Vec2::new(at.x, at.z)), "{at}");
            }
        }
    }
}
