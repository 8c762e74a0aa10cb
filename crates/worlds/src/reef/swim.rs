//! Everything that swims: bodies lofted from a profile, and shoals whose paths are closed forms of time.

use std::f32::consts::TAU;

use glam::{Vec3, Vec4};

use super::pictures::{BODY_SHARE, Coat};
use crate::gpu::{Mesh, Value};
use crate::noise::Random;
use crate::{Quality, StageError};

/// A species: its body and how it goes.
struct Kind {
    /// Half heights along the body, nose to tail, as shares of its length; and its width as a share of its height.
    profile: &'static [f32],
    wide: f32,
    /// Tail: half its height, how deeply forked; back fin and belly fin: height.
    tail: [f32; 2],
    fins: [f32; 2],
    count: usize,
    size_m: f32,
    /// Middle of the path, its radius; how long it is drawn out; rise and fall; 1 when it hovers in one place.
    ring: [f32; 4],
    round: [f32; 3],
    /// How far along the path the shoal stretches (turns), and beside it: aside, up (m).
    spread: [f32; 3],
    /// Seconds for one round; beats of the tail a second.
    pace: [f64; 2],
    shine: f32,
}

/// Butterflyfish swim in twos, the rest in shoals; the last two are the turtle and the dolphins.
const KINDS: [Kind; 7] = [
    // Anthias: an orange cloud over the head ahead to the right.
    Kind {
        profile: &[0.018, 0.095, 0.138, 0.150, 0.140, 0.112, 0.072, 0.040, 0.036],
        wide: 0.42,
        tail: [0.17, 0.14],
        fins: [0.085, 0.06],
        count: 84,
        size_m: 0.13,
        ring: [2.5, 2.75, -7.0, 1.0],
        round: [1.0, 0.0, 1.0],
        spread: [0.0, 1.55, 0.75],
        pace: [60.0, 2.1],
        shine: 0.4,
    },
    // The same, over the head on the left.
    Kind {
        profile: &[0.018, 0.095, 0.138, 0.150, 0.140, 0.112, 0.072, 0.040, 0.036],
        wide: 0.42,
        tail: [0.17, 0.14],
        fins: [0.085, 0.06],
        count: 46,
        size_m: 0.115,
        ring: [-5.2, 2.35, -1.6, 1.0],
        round: [1.0, 0.0, 1.0],
        spread: [0.0, 1.3, 0.55],
        pace: [60.0, 2.3],
        shine: 0.4,
    },
    // Blue surgeonfish: a shoal that goes round the terrace.
    Kind {
        profile: &[0.030, 0.125, 0.190, 0.220, 0.222, 0.200, 0.140, 0.052, 0.030],
        wide: 0.30,
        tail: [0.21, 0.07],
        fins: [0.075, 0.065],
        count: 26,
        size_m: 0.25,
        ring: [0.4, 2.1, -1.0, 5.7],
        round: [1.15, 0.45, 0.0],
        spread: [0.14, 0.5, 0.45],
        pace: [88.0, 1.35],
        shine: 0.5,
    },
    // Butterflyfish.
    Kind {
        profile: &[0.012, 0.075, 0.20, 0.285, 0.315, 0.295, 0.215, 0.085, 0.055],
        wide: 0.22,
        tail: [0.12, -0.05],
        fins: [0.09, 0.09],
        count: 10,
        size_m: 0.19,
        ring: [0.0, 0.95, 0.0, 3.6],
        round: [1.1, 0.22, 0.0],
        spread: [1.0, 0.0, 0.25],
        pace: [150.0, 1.1],
        shine: 0.25,
    },
    // Fusiliers: silver and yellow, high in the water.
    Kind {
        profile: &[0.015, 0.068, 0.100, 0.112, 0.108, 0.088, 0.058, 0.028, 0.020],
        wide: 0.55,
        tail: [0.145, 0.11],
        fins: [0.045, 0.035],
        count: 60,
        size_m: 0.31,
        ring: [-0.6, 3.25, -7.2, 5.2],
        round: [0.62, 0.40, 0.0],
        spread: [0.19, 1.0, 0.75],
        pace: [62.0, 1.7],
        shine: 1.0,
    },
    // A green turtle.
    Kind {
        profile: &[0.0],
        wide: 1.0,
        tail: [0.0; 2],
        fins: [0.0; 2],
        count: 1,
        size_m: 1.05,
        ring: [0.8, 2.75, -7.0, 5.4],
        round: [0.62, 0.30, 0.0],
        spread: [0.0; 3],
        pace: [124.0, 0.19],
        shine: 0.2,
    },
    // Two dolphins, far off, in view for half a minute every four minutes.
    Kind {
        profile: &[0.012, 0.040, 0.082, 0.108, 0.112, 0.098, 0.070, 0.036, 0.022],
        wide: 0.88,
        tail: [0.13, 0.05],
        fins: [0.10, 0.0],
        count: 2,
        size_m: 2.3,
        ring: [6.0, 3.9, -16.0, 24.0],
        round: [0.28, 0.5, 0.0],
        spread: [0.006, 0.5, 0.3],
        pace: [240.0, 0.42],
        shine: 0.4,
    },
];

const TURTLE: usize = 5;
const DOLPHIN: usize = 6;

const fn rgb(r: f32, g: f32, b: f32) -> Vec3 {
    Vec3::new(r, g, b)
}

const ANTHIAS: Coat = Coat {
    belly: rgb(1.0, 0.48, 0.30),
    flank: rgb(1.0, 0.34, 0.08),
    back: rgb(0.96, 0.24, 0.05),
    fins: rgb(0.90, 0.34, 0.34),
    tail: rgb(1.0, 0.42, 0.16),
    bands: &[],
    band: rgb(0.0, 0.0, 0.0),
    line: 0.3,
    eye: [0.12, 0.12, 0.040],
    patches: 0.0,
};

/// One for each of [`KINDS`].
pub(super) const COATS: [Coat; KINDS.len()] = [
    ANTHIAS,
    ANTHIAS,
    Coat {
        belly: rgb(0.20, 0.36, 0.66),
        flank: rgb(0.06, 0.18, 0.56),
        back: rgb(0.015, 0.04, 0.18),
        fins: rgb(0.012, 0.03, 0.12),
        tail: rgb(0.95, 0.72, 0.06),
        bands: &[],
        band: rgb(0.0, 0.0, 0.0),
        line: 0.35,
        eye: [0.11, 0.18, 0.026],
        patches: 0.0,
    },
    Coat {
        belly: rgb(0.95, 0.86, 0.60),
        flank: rgb(0.98, 0.80, 0.22),
        back: rgb(0.96, 0.66, 0.04),
        fins: rgb(0.96, 0.66, 0.04),
        tail: rgb(0.96, 0.74, 0.10),
        bands: &[[0.145, 0.040], [0.88, 0.025]],
        band: rgb(0.015, 0.015, 0.02),
        line: 0.2,
        eye: [0.14, 0.10, 0.024],
        patches: 0.0,
    },
    Coat {
        belly: rgb(0.90, 0.91, 0.92),
        flank: rgb(0.56, 0.72, 0.86),
        back: rgb(0.26, 0.40, 0.50),
        fins: rgb(0.80, 0.66, 0.16),
        tail: rgb(0.94, 0.74, 0.10),
        bands: &[],
        band: rgb(0.0, 0.0, 0.0),
        line: 0.62,
        eye: [0.09, 0.05, 0.026],
        patches: 0.0,
    },
    Coat {
        belly: rgb(0.92, 0.86, 0.66),
        flank: rgb(0.62, 0.50, 0.26),
        back: rgb(0.44, 0.31, 0.14),
        fins: rgb(0.46, 0.42, 0.26),
        tail: rgb(0.50, 0.38, 0.18),
        bands: &[],
        band: rgb(0.24, 0.16, 0.07),
        line: 0.1,
        eye: [0.024, 0.22, 0.007],
        patches: 0.45,
    },
    Coat {
        belly: rgb(0.72, 0.74, 0.76),
        flank: rgb(0.34, 0.39, 0.45),
        back: rgb(0.15, 0.18, 0.23),
        fins: rgb(0.14, 0.17, 0.21),
        tail: rgb(0.16, 0.19, 0.23),
        bands: &[],
        band: rgb(0.0, 0.0, 0.0),
        line: 0.15,
        eye: [0.155, 0.0, 0.008],
        patches: 0.0,
    },
];

/// Vertices of 10 floats: place, normal, place in the picture, bend, beat.
#[derive(Default)]
struct Body {
    vertices: Vec<f32>,
    indices: Vec<u32>,
    kind: usize,
}

impl Body {
    fn push(&mut self, at: Vec3, normal: Vec3, along: f32, up: f32, [bend, beat]: [f32; 2]) {
        let rows = (KINDS.len()).next_power_of_two() as f32;
        let v = (self.kind as f32 + 0.03 + 0.94 * (0.5 + 0.5 * up.max(-1.0).min(1.0))) / rows;
        let n = normal.normalize_or(Vec3::Y);
        self.vertices.extend_from_slice(&[
            at.x,
            at.y,
            at.z,
            n.x,
            n.y,
            n.z,
            along * BODY_SHARE,
            v,
            bend,
            beat,
        ]);
    }

    /// A skin of `rows` by `sides`; `at` by share along and turns.
    fn skin(
        &mut self,
        rows: u32,
        sides: u32,
        at: &dyn Fn(f32, f32) -> Vec3,
        own: &dyn Fn(f32, Vec3) -> [f32; 4],
    ) {
        let start = (self.vertices.len() / 10) as u32;
        for row in 0..=rows {
            for side in 0..=sides {
                let (t, a) = (row as f32 / rows as f32, side as f32 / sides as f32);
                let w = t.max(0.02).min(0.98);
                let place = at(t, a);
                let normal = (at(w, a + 0.02) - at(w, a - 0.02)).cross(at(w + 0.015, a) - at(w - 0.015, a));
                let middle = (at(t, a) + at(t, a + 0.5)) * 0.5;
                let out = if normal.dot(place - middle) < 0.0 { -normal } else { normal };
                let [along, up, bend, beat] = own(t, place);
                self.push(place, out, along, up, [bend, beat]);
            }
        }
        for row in 0..rows {
            for side in 0..sides {
                let a = start + row * (sides + 1) + side;
                let b = a + sides + 1;
                self.indices.extend_from_slice(&[a, b, a + 1, a + 1, b, b + 1]);
            }
        }
    }

    /// A fin: a strip between two edges, painted as the skin is at `along`.
    fn fin(&mut self, edges: &[[Vec3; 2]], along: f32, bend: f32) {
        let start = (self.vertices.len() / 10) as u32;
        for (i, [low, high]) in edges.iter().enumerate() {
            let across =
                (*high - *low).cross(edges[(i + 1).min(edges.len() - 1)][0] - edges[i.saturating_sub(1)][0]);
            for (at, up) in [(*low, -0.6), (*high, 0.6)] {
                self.push(at, across, along, up, [bend, 0.0]);
            }
        }
        for i in 0..edges.len() as u32 - 1 {
            let a = start + i * 2;
            self.indices.extend_from_slice(&[a, a + 1, a + 2, a + 2, a + 1, a + 3]);
        }
    }
}

/// Where on the skin's picture fins are painted, and a fish's tail.
const FIN: f32 = 1.12;
const TAIL: f32 = 0.98;

fn fish(number: usize, fine: bool) -> Body {
    let kind = &KINDS[number];
    let mut body = Body { kind: number, ..Body::default() };
    let last = kind.profile.len() - 1;
    let high = |s: f32| {
        let x = s.max(0.0).min(1.0) * last as f32;
        let i = (x as usize).min(last - 1);
        let f = x - i as f32;
        // One smooth curve through all of them (Catmull and Rom 1974).
        let k = |j: usize| kind.profile[j.min(last)];
        let (a, b, c, d) = (k(i.saturating_sub(1)), k(i), k(i + 1), k(i + 2));
        let rise = c - a + (2.0 * a - 5.0 * b + 4.0 * c - d + (3.0 * (b - c) + d - a) * f) * f;
        (b + 0.5 * f * rise).max(0.004)
    };
    let whale = number == DOLPHIN;
    let at = |t: f32, a: f32| {
        let h = high(t);
        let beak = if whale { -0.030 * (1.0 - t * 5.0).max(0.0) } else { 0.0 };
        Vec3::new((a * TAU).sin() * h * kind.wide * (1.0 - 0.35 * t), (a * TAU).cos() * h + beak, t)
    };
    let (rows, sides) = if fine { (12, 8) } else { (8, 5) };
    let (rows, sides) = if whale { (rows * 2, sides * 2) } else { (rows, sides) };
    body.skin(rows, sides, &at, &|t, p| [t, p.y / high(t).max(0.005), 1.0, 0.0]);
    let [span, fork] = kind.tail;
    if whale {
        for side in [-1.0f32, 1.0] {
            let x = |out: f32, z: f32| Vec3::new(side * out * span * 1.15, 0.0, z);
            body.fin(
                &[
                    [x(0.0, 0.93), x(0.0, 1.05)],
                    [x(0.5, 1.0), x(0.5, 1.075)],
                    [x(1.0, 1.07 + fork), x(1.0, 1.085 + fork)],
                ],
                FIN,
                1.0,
            );
            let flipper = |out: f32, z: f32| Vec3::new(side * (0.07 + out * 0.13), -0.06 - out * 0.09, z);
            body.fin(
                &[
                    [flipper(0.0, 0.26), flipper(0.0, 0.33)],
                    [flipper(0.6, 0.33), flipper(0.6, 0.385)],
                    [flipper(1.0, 0.40), flipper(1.0, 0.41)],
                ],
                FIN,
                0.2,
            );
        }
        let back = |z: f32, up: f32| Vec3::new(0.0, high(0.5) * 0.92 + up, z);
        body.fin(
            &[
                [back(0.46, -0.02), back(0.47, 0.0)],
                [back(0.52, -0.02), back(0.535, 0.075)],
                [back(0.575, -0.02), back(0.60, 0.098)],
                [back(0.60, -0.02), back(0.605, 0.03)],
            ],
            FIN,
            1.0,
        );
        return body;
    }
    let z = |z: f32, y: f32| Vec3::new(0.0, y, z);
    for way in [-1.0, 1.0] {
        body.fin(
            &[
                [z(0.95, 0.0), z(0.955, way * high(0.95))],
                [z(1.04, 0.0), z(1.08 + 0.4 * fork, way * span * 0.55)],
                [z(1.08, way * 0.010), z(1.18 + 1.2 * fork, way * span)],
            ],
            TAIL,
            1.0,
        );
    }
    for (way, height, from, to) in [(1.0, kind.fins[0], 0.26, 0.87), (-1.0, kind.fins[1], 0.56, 0.87)] {
        let edge = |f: f32| {
            let s = from + (to - from) * f;
            let root = way * high(s) * 0.93;
            [
                z(s, root),
                z(
                    s + 0.05 + 0.05 * f,
                    root + way * height * (f.powf(0.7) * 3.0 + 0.14).sin().max(0.0) * (1.0 - 0.2 * f),
                ),
            ]
        };
        body.fin(&[0.0, 0.25, 0.5, 0.75, 1.0].map(edge), FIN, 1.0);
    }
    for side in [-1.0f32, 1.0] {
        let x = side * high(0.3) * kind.wide * 0.85;
        body.fin(
            &[
                [Vec3::new(x, -0.01, 0.28), Vec3::new(x, -0.05, 0.30)],
                [Vec3::new(x + side * 0.08, -0.05, 0.42), Vec3::new(x + side * 0.05, -0.10, 0.40)],
            ],
            FIN,
            0.3,
        );
    }
    body
}

/// A sea turtle: shell, belly, head, four flippers; its length is 1.
fn turtle(fine: bool) -> Body {
    let mut body = Body { kind: TURTLE, ..Body::default() };
    let k = if fine { 2 } else { 1 };
    let shell = |t: f32, a: f32| {
        let d = (t - 0.5) * 2.0;
        let round = (1.0 - d * d).max(0.0).sqrt();
        let (s, c) = (a * TAU).sin_cos();
        let wide = 0.30 * round * (1.0 - 0.10 * d) * (1.0 - 0.22 * d.max(0.0).powi(2));
        Vec3::new(s * wide, if c > 0.0 { c * 0.135 * round } else { c * 0.065 * round }, 0.22 + 0.62 * t)
    };
    body.skin(9 * k, 10 * k, &shell, &|t, p| {
        // Scutes mirror each other from the middle of its back outwards.
        [0.10 + 0.90 * t, if p.y < -0.005 { -0.9 } else { 0.12 + 2.6 * p.x.abs() }, 0.0, 0.0]
    });
    let head = |t: f32, a: f32| {
        let r = 0.062 * (1.0 - (2.0 * t - 1.0).abs().powi(3)).max(0.0).sqrt() * (0.72 + 0.4 * (1.0 - t));
        let (s, c) = (a * TAU).sin_cos();
        Vec3::new(s * r * 0.9, c * r + 0.02 - 0.03 * (1.0 - t), 0.02 + 0.26 * t)
    };
    body.skin(7, 4 * k, &head, &|t, p| [0.075 * t, p.y * 8.0, 0.0, 0.0]);
    for side in [-1.0f32, 1.0] {
        for (root, long, chord, swept, weight) in
            [([0.17, 0.32], 0.44, 0.17, 0.34, 1.0f32), ([0.14, 0.76], 0.20, 0.13, 0.26, 0.3)]
        {
            let [x, z] = root;
            let flipper = |t: f32, a: f32| {
                let (s, c) = (a * TAU).sin_cos();
                let chord = chord
                    * (1.0 - 0.75 * t * t)
                    * (0.75 + 0.5 * (t * 2.6).sin().max(0.0))
                    * if t > 0.97 { 0.2 } else { 1.0 };
                Vec3::new(
                    side * (x + long * t),
                    -0.02 + s * 0.020 * (1.0 - 0.7 * t),
                    z + swept * (1.5 * t * t - 0.35 * t) + c * chord * 0.5,
                )
            };
            body.skin(5 * k, 3 * k, &flipper, &|t, p| [1.12, p.y * 8.0, 0.0, weight * t]);
        }
    }
    body
}

/// A shoal: its mesh with one record per animal.
pub(super) struct Shoal {
    pub mesh: Mesh,
    number: usize,
}

pub(super) fn shoals(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Vec<Shoal>, StageError> {
    let mut all = Vec::with_capacity(KINDS.len());
    for (number, kind) in KINDS.iter().enumerate() {
        let fine = quality != Quality::Lowest;
        let body = if number == TURTLE { turtle(fine) } else { fish(number, fine && kind.count < 40) };
        let mut random = Random::new(seed, 140 + number as u64);
        let mut records = Vec::with_capacity(kind.count * 8);
        for i in 0..kind.count {
            let pair = (i / 2) as f32 / (kind.count as f32 / 2.0) + (i % 2) as f32 * 0.008;
            let twos = number == 3;
            // Dense in the middle, ragged at the rim.
            let [along, aside, up] = kind.spread;
            let a = random.unit() * TAU;
            let r = random.unit().powf(0.6);
            let lag = if twos { pair } else { along * (random.unit() - 0.2) };
            let out =
                if twos { 0.55 * (i / 2 % 2) as f32 + 0.16 * (i % 2) as f32 } else { aside * r * a.cos() };
            let lift = if twos {
                up * ((i / 2) as f32 * 1.7).sin() + 0.07 * (i % 2) as f32
            } else {
                up * (random.unit() * 2.0 - 1.0) * (1.0 - 0.5 * r)
            };
            let side =
                if kind.round[2] > 0.5 { 0.8 * aside * r * a.sin() } else { 0.3 * aside * random.normal() };
            records.extend_from_slice(&[lag, out, lift, if twos { 0.0 } else { side }]);
            records.extend_from_slice(&[
                kind.size_m * random.between(0.84, 1.16),
                random.unit(),
                random.unit(),
                random.unit(),
            ]);
        }
        let attributes = [(0, 3), (1, 3), (2, 4)];
        let mesh = Mesh::new(gl, &attributes, &body.vertices, &body.indices, &[(3, 4), (4, 4)], &records)?;
        all.push(Shoal { mesh, number });
    }
    Ok(all)
}

impl Shoal {
    /// Where the shoal is in its round, and how its bodies move.
    pub fn values(&self, time_s: f64) -> [(&'static str, Value<'static>); 5] {
        let kind = &KINDS[self.number];
        let [round_s, beats] = kind.pace;
        let turns = |per_s: f64| (time_s * per_s).fract() as f32;
        let own = 0.37 * self.number as f64;
        // Dolphins come by after a minute and a half; the turtle is ahead when the session begins.
        let start = match self.number {
            TURTLE => 0.026,
            DOLPHIN => 0.30,
            _ => own,
        };
        let leader = ((time_s / round_s + start).fract()) as f32;
        let (aside, up, beat) = match self.number {
            TURTLE => (0.0, 0.0, 1.0),
            DOLPHIN => (0.0, 1.0, 0.0),
            _ => (1.0, 0.0, 0.0),
        };
        let [drawn, rise, hover] = kind.round;
        let phases = [0.071, 0.113, 0.167, 0.229].map(|hz| turns(hz + 0.003 * own) * TAU);
        [
            ("ring", Value::V4(Vec4::from_array(kind.ring))),
            ("round", Value::V4(Vec4::new(leader, drawn, rise, hover))),
            ("gait", Value::V4(Vec4::new(turns(beats) * TAU, aside, up, beat))),
            ("roam", Value::V4(Vec4::from_array(phases))),
            ("shine", Value::F(kind.shine)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_swims_comes_nearer_than_a_metre_and_a_half() {
        let head = Vec3::new(0.0, 1.2, 0.0);
        for kind in &KINDS {
            let [x, y, z, radius] = kind.ring;
            let [drawn, rise, hover] = kind.round;
            let mut nearest = f32::MAX;
            for i in 0..720 {
                let a = i as f32 / 720.0 * TAU;
                let on = Vec3::new(a.cos() * radius, (2.0 * a + 1.0).sin() * rise, a.sin() * drawn * radius)
                    * (1.0 - hover);
                nearest = nearest.min((Vec3::new(x, y, z) + on).distance(head));
            }
            // A shoal's rim, its wandering, and half a body.
            let around = kind.spread[1].max(0.55 * f32::from(kind.count == 10)) + 0.25 + 0.5 * kind.size_m;
            assert!(nearest - around > 1.5, "a kind of {} comes to {:.2} m", kind.count, nearest - around);
        }
    }
}
