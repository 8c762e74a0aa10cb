//! Herring gulls: their shape, and their flight as closed forms of time.

use std::f64::consts::TAU;

use glam::{Quat, Vec3, Vec4};
use sound::beach::gulls;

use crate::gpu::Mesh;
use crate::mesh::{Heap, Stone, Stuff};
use crate::{Quality, StageError};

/// How many fly: those that are heard.
pub(crate) const BIRDS: usize = gulls::GULLS;

/// Seconds between the places from which a heading is taken.
const STEP_S: f64 = 0.25;

const WHITE: Vec3 = Vec3::new(0.78, 0.78, 0.76);
const GREY: Vec3 = Vec3::new(0.40, 0.42, 0.45);
const BLACK: Vec3 = Vec3::new(0.045, 0.045, 0.05);
const YELLOW: Vec3 = Vec3::new(0.62, 0.42, 0.06);

/// One bird in flight, beak towards −Z, wings along X: place, normal, colour and share of the wing.
pub(crate) fn mesh(gl: &glow::Context, quality: Quality) -> Result<Mesh, StageError> {
    let rings: u32 = if quality == Quality::Lowest { 8 } else { 14 };
    let (mut vertices, mut indices) = (Vec::<f32>::new(), Vec::<u32>::new());
    // Body: a spindle from beak to tail. Stations: z, half width, half height, lift.
    let stations: [(f32, f32, f32, f32); 11] = [
        (-0.330, 0.003, 0.003, 0.010),
        (-0.295, 0.011, 0.013, 0.014),
        (-0.280, 0.026, 0.028, 0.018),
        (-0.235, 0.040, 0.042, 0.022),
        (-0.185, 0.043, 0.043, 0.014),
        (-0.110, 0.062, 0.060, 0.002),
        (0.000, 0.074, 0.070, 0.0),
        (0.100, 0.062, 0.055, 0.004),
        (0.190, 0.042, 0.030, 0.010),
        (0.240, 0.046, 0.014, 0.012),
        (0.330, 0.070, 0.004, 0.012),
    ];
    for (i, (z, wide, high, lift)) in stations.into_iter().enumerate() {
        for k in 0..=rings {
            let a = k as f32 / rings as f32 * std::f32::consts::TAU;
            let colour = match i {
                0..=1 => YELLOW,
                _ if (5..=7).contains(&i) && a.sin() > 0.25 => GREY,
                _ => WHITE,
            };
            let n = Vec3::new(a.cos() / wide.max(0.01), a.sin() / high.max(0.01), 0.0).normalize();
            vertices.extend([
                a.cos() * wide,
                a.sin() * high + lift,
                z,
                n.x,
                n.y,
                n.z,
                colour.x,
                colour.y,
                colour.z,
                0.0,
            ]);
        }
    }
    for i in 0..stations.len() as u32 - 1 {
        for k in 0..rings {
            let a = i * (rings + 1) + k;
            let b = a + rings + 1;
            indices.extend([a, a + 1, b, a + 1, b + 1, b]);
        }
    }
    // Wings: long and narrow, swept at the wrist, black at the tip. Stations: share, reach, leading and trailing edge.
    let wing = [
        (0.001, 0.05, -0.105, 0.100),
        (0.16, 0.16, -0.130, 0.105),
        (0.32, 0.27, -0.150, 0.090),
        (0.45, 0.34, -0.158, 0.072),
        (0.60, 0.45, -0.128, 0.062),
        (0.75, 0.55, -0.082, 0.066),
        (0.88, 0.63, -0.030, 0.072),
        (0.96, 0.68, 0.020, 0.078),
        (1.0, 0.71, 0.070, 0.084),
    ];
    for side in [-1.0f32, 1.0] {
        let start = (vertices.len() / 10) as u32;
        for (share, reach, front, back) in wing {
            let tip: f32 = share;
            for c in 0..=3 {
                let f = c as f32 / 3.0;
                let z = front + (back - front) * f;
                let camber = 0.018 * (1.0 - (2.0 * f - 0.7).powi(2)).max(0.0) * (1.0 - tip * 0.7);
                let colour = if tip > 0.90 {
                    BLACK
                } else if tip > 0.8 && f > 0.3 {
                    GREY * 0.55
                } else if f > 0.93 {
                    WHITE
                } else {
                    GREY
                };
                vertices.extend([
                    side * reach,
                    0.028 + camber,
                    z,
                    0.0,
                    1.0,
                    0.0,
                    colour.x,
                    colour.y,
                    colour.z,
                    side * share,
                ]);
            }
        }
        for s in 0..wing.len() as u32 - 1 {
            for c in 0..3 {
                let a = start + s * 4 + c;
                indices.extend([a, a + 1, a + 4, a + 1, a + 5, a + 4]);
            }
        }
    }
    // One record per bird; the shader finds its data by the bird's number.
    let numbers: Vec<f32> = (0..BIRDS).map(|i| i as f32).collect();
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[(3, 1)], &numbers)
}

/// Where the birds are, as the shader wants them.
pub(crate) fn flight(time_s: f64, seed: u64) -> [Vec4; BIRDS * 2] {
    let mut out = [Vec4::ZERO; BIRDS * 2];
    for bird in 0..BIRDS {
        let gull = gulls::Gull::new(bird, seed);
        let [p, q, r, s] = [gull.wide, gull.way, gull.high, gull.aside].map(f64::from);
        let place = |t: f64| gull.position_m(t).map(f64::from);
        // Wide steps: places are single floats, and headings are their differences.
        let (now, soon, later) = (place(time_s), place(time_s + STEP_S), place(time_s + 2.0 * STEP_S));
        let heading = |a: [f64; 3], b: [f64; 3]| (b[0] - a[0]).atan2(-(b[2] - a[2]));
        let (h0, h1) = (heading(now, soon), heading(soon, later));
        let bend = ((h1 - h0 + TAU * 1.5).rem_euclid(TAU) - TAU / 2.0) / STEP_S;
        let bank = (-bend * 8.0 / 9.81).atan().clamp(-0.6, 0.6);
        // Long glides, now and then a few strokes.
        let urge = (time_s * (0.19 + 0.05 * q) + TAU * s).sin() + 0.6 * (time_s * 0.077 + TAU * r).sin();
        let flap = ((urge - 0.75) / 0.5).clamp(0.0, 1.0);
        let phase = (time_s * (2.3 + 0.4 * p) % 1.0) * TAU;
        let glide = 0.13 + 0.03 * (time_s * 0.9 + TAU * q).sin();
        let stroke = glide + flap * 0.48 * phase.sin();
        let bend_out = -0.26 + flap * 0.34 * (phase - 0.9).sin();
        out[bird * 2] = Vec4::new(now[0] as f32, now[1] as f32 + sound::EARS_M, now[2] as f32, h0 as f32);
        out[bird * 2 + 1] = Vec4::new(bank as f32, stroke as f32, bend_out as f32, 1.0);
    }
    out
}

/// A gull that stands: origin between its feet, beak towards −Z.
pub(crate) fn standing() -> Heap {
    let mut heap = Heap::default();
    let stuff = |albedo: Vec3| Stuff { albedo, grain: 0.0, gloss: 0.0 };
    let turn = Quat::from_rotation_x(0.30);
    let mut blob = |at: [f32; 3], radii: [f32; 3], turn: Quat, albedo: Vec3, rings: u32| {
        let form = Stone { radii: Vec3::from(radii), dent: 0.0, seed: 1, rings };
        heap.stone(Vec3::from(at), turn, form, stuff(albedo));
    };
    blob([0.0, 0.215, 0.02], [0.078, 0.080, 0.175], turn, WHITE, 12);
    blob([0.0, 0.285, -0.125], [0.046, 0.075, 0.052], Quat::from_rotation_x(-0.35), WHITE, 9);
    blob([0.0, 0.350, -0.158], [0.040, 0.040, 0.052], Quat::IDENTITY, WHITE, 10);
    for side in [-1.0f32, 1.0] {
        let fold = Quat::from_rotation_y(side * 0.06) * Quat::from_rotation_x(0.24);
        blob([side * 0.058, 0.235, 0.060], [0.026, 0.056, 0.185], fold, GREY, 10);
        blob([side * 0.036, 0.195, 0.245], [0.013, 0.020, 0.105], fold, BLACK, 7);
        blob([side * 0.032, 0.358, -0.182], [0.005, 0.005, 0.005], Quat::IDENTITY, BLACK, 5);
    }
    blob([0.0, 0.185, 0.225], [0.045, 0.012, 0.085], Quat::from_rotation_x(0.20), WHITE, 7);
    let beak = [Vec3::new(0.0, 0.347, -0.200), Vec3::new(0.0, 0.343, -0.245), Vec3::new(0.0, 0.332, -0.262)];
    heap.tube(&beak, &[0.013, 0.010, 0.003], 8, stuff(YELLOW), 0.0, |_, _| 1.0);
    let pink = Vec3::new(0.52, 0.34, 0.30);
    for side in [-0.028f32, 0.028] {
        let leg = [Vec3::new(side, 0.16, 0.03), Vec3::new(side, 0.08, 0.035), Vec3::new(side, 0.004, 0.02)];
        heap.tube(&leg, &[0.010, 0.006, 0.006], 6, stuff(pink), 0.0, |_, _| 0.8);
        for spread in [-0.5f32, 0.0, 0.5] {
            let toe = [Vec3::new(side, 0.004, 0.02), Vec3::new(side + 0.05 * spread, 0.004, -0.035)];
            heap.tube(&toe, &[0.006, 0.004], 4, stuff(pink), 0.0, |_, _| 0.6);
        }
    }
    heap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gull_that_calls_is_heard_where_it_is_drawn() {
        let setting = sound::Setting { minutes: 1_140.0, ..sound::Setting::default() };
        let mut calls = 0;
        for i in 0..12_000 {
            let time_s = i as f64 * 0.05;
            let score = sound::beach::score(time_s, 7, &setting);
            let Some(note) = score.gull else { continue };
            calls += 1;
            let drawn = flight(time_s, 7)[note.bird * 2].truncate();
            let heard = Vec3::from(score.positions_m[4]) + Vec3::Y * sound::EARS_M;
            assert!(drawn.distance(heard) < 1e-3, "bird {} at {time_s} s: {heard} for {drawn}", note.bird);
        }
        assert!(calls > 100, "{calls}");
    }

    #[test]
    fn birds_fly_smoothly_and_never_come_near() {
        for seed in [1, 7, 30] {
            let mut before = flight(0.0, seed);
            for i in 1..12_000 {
                let now = flight(i as f64 * 0.05, seed);
                for bird in 0..BIRDS {
                    let (a, b) = (before[bird * 2].truncate(), now[bird * 2].truncate());
                    assert!(a.distance(b) < 0.05 * 16.0, "a bird flew {} m/s", a.distance(b) / 0.05);
                    assert!(b.length() > 6.0 && b.y > 3.5, "a bird came to {b}");
                }
                before = now;
            }
        }
    }
}
