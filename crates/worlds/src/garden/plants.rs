//! The three plants, each in two shapes between which it opens: shut and open, around the hinges of its leaves and petals.

use std::f32::consts::TAU;

use glam::{Quat, Vec3};

use crate::noise::Random;

/// Floats per vertex: hinge, what hangs on it shut and open, colour, and which part.
pub(super) const FLOATS: usize = 13;

/// The kinds, in their order.
pub(super) const ALL: [fn(&mut Random) -> Plant; 3] = [sea_aster, sea_holly, morning_glory];

/// What a vertex belongs to, as the shader knows it.
#[derive(Clone, Copy)]
enum Part {
    /// The shade on the sand.
    Shade,
    /// Stem and leaf: rises first.
    Green,
    /// Flower: opens last.
    Petal,
}

/// A plant of about its natural size, in metres, its root at the origin.
#[derive(Default)]
pub(super) struct Plant {
    pub vertices: Vec<f32>,
    pub indices: Vec<u32>,
}

const STEM: Vec3 = Vec3::new(0.115, 0.135, 0.062);
const RAY: Vec3 = Vec3::new(0.44, 0.34, 0.66);
const DISC: Vec3 = Vec3::new(0.66, 0.42, 0.05);
const HOLLY_LEAF: Vec3 = Vec3::new(0.130, 0.185, 0.178);
const HOLLY_EDGE: Vec3 = Vec3::new(0.34, 0.41, 0.42);
const HOLLY_BLUE: Vec3 = Vec3::new(0.17, 0.24, 0.50);
const BIND_LEAF: Vec3 = Vec3::new(0.085, 0.155, 0.050);
const BIND_PINK: Vec3 = Vec3::new(0.70, 0.36, 0.50);
const WHITE: Vec3 = Vec3::new(0.82, 0.78, 0.76);

impl Plant {
    fn push(&mut self, hinge: Vec3, shut: Vec3, open: Vec3, colour: Vec3, part: Part) -> u32 {
        let number = self.vertices.len() as u32 / FLOATS as u32;
        for place in [hinge, shut, open, colour] {
            self.vertices.extend(place.to_array());
        }
        self.vertices.push(part as u32 as f32);
        number
    }

    /// A stretch of stem: two crossed strips from place to place, thinner upwards.
    fn stem(&mut self, path: &[Vec3], radius: f32, colour: Vec3) {
        for side in [Vec3::X, Vec3::Z] {
            let mut last: Option<[u32; 2]> = None;
            for (i, at) in path.iter().enumerate() {
                let thick = radius * (1.0 - 0.5 * i as f32 / path.len() as f32);
                let pair = [-1.0, 1.0].map(|way| {
                    let at = *at + side * (way * thick);
                    self.push(Vec3::ZERO, at * 0.1, at, colour * (0.6 + 0.4 * i as f32), Part::Green)
                });
                if let Some([a, b]) = last {
                    self.indices.extend([a, b, pair[0], b, pair[1], pair[0]]);
                }
                last = Some(pair);
            }
        }
    }

    /// A blade from a hinge: its outline as (share of the length, half width), bent outwards and down.
    #[allow(clippy::too_many_arguments, reason = "a blade is just that many measures")]
    fn blade(
        &mut self,
        hinge: Vec3,
        way: Vec3,
        length: f32,
        outline: &[(f32, f32)],
        droop: f32,
        fold: f32,
        colours: [Vec3; 2],
        part: Part,
    ) {
        let across = way.cross(Vec3::Y).normalize_or(Vec3::X);
        let up = across.cross(way).normalize_or(Vec3::Y);
        let mut last: Option<[u32; 3]> = None;
        for (share, half) in outline {
            let t = *share;
            let middle = way * (length * t) - Vec3::Y * (droop * t * t * length);
            let colour = colours[0].lerp(colours[1], t);
            let shut_middle = Vec3::new(way.x * 0.18, 0.95, way.z * 0.18) * (length * t * 0.72);
            let row = [-1.0, 0.0, 1.0].map(|side: f32| {
                let lift = up * (fold * half * side.abs());
                let open = middle + across * (half * side) + lift;
                let shut = shut_middle + across * (half * side * 0.35);
                // The middle rib is a little darker, so that a blade has form where the light is soft.
                let colour = if side == 0.0 { colour * 0.80 } else { colour };
                self.push(hinge, shut, open, colour, part)
            });
            if let Some(before) = last {
                for side in 0..2 {
                    let (a, b, c, d) = (before[side], before[side + 1], row[side], row[side + 1]);
                    if *half > 0.0 || side == 0 {
                        self.indices.extend([a, b, c]);
                    }
                    if *half > 0.0 {
                        self.indices.extend([b, d, c]);
                    } else if side == 1 {
                        self.indices.extend([a, b, d]);
                    }
                }
            }
            last = Some(row);
        }
    }

    /// A petal: a kite from the hinge, shut along the axis, open away from it.
    fn petal(&mut self, hinge: Vec3, axis: Vec3, way: Vec3, length: f32, half: f32, colours: [Vec3; 2]) {
        let across = axis.cross(way).normalize_or(Vec3::X);
        let base = self.push(hinge, Vec3::ZERO, Vec3::ZERO, colours[0], Part::Petal);
        let [a, b] = [-1.0, 1.0].map(|side| {
            let (open, shut) = (way * (0.62 * length), axis * (0.55 * length));
            let out = across * (half * side);
            self.push(hinge, shut + out * 0.35 + way * 0.002, open + out, colours[1], Part::Petal)
        });
        let tip = self.push(
            hinge,
            axis * (0.95 * length),
            way * length - axis * (0.12 * length),
            colours[1],
            Part::Petal,
        );
        self.indices.extend([base, a, b, a, tip, b]);
    }

    /// A dome on an axis: rows of a ball from `low` (share of its height) to its top.
    fn dome(&mut self, hinge: Vec3, axis: Vec3, radius: f32, height: f32, colours: [Vec3; 2], part: Part) {
        let (x, z) = frame(axis);
        let sides = 5_u32;
        let rows = [0.0_f32, 0.62];
        let start = self.vertices.len() as u32 / FLOATS as u32;
        for (i, row) in rows.iter().enumerate() {
            let (r, y) = ((row * TAU / 4.0).cos() * radius, (row * TAU / 4.0).sin() * height);
            for s in 0..sides {
                let a = s as f32 / sides as f32 * TAU;
                let open = (x * a.cos() + z * a.sin()) * r + axis * y;
                let speckle = if (s as usize + i).is_multiple_of(2) { 1.0 } else { 0.72 };
                self.push(hinge, open * 0.45, open, colours[0].lerp(colours[1], *row) * speckle, part);
            }
        }
        let top = self.push(hinge, axis * (height * 0.45), axis * height, colours[1], part);
        for i in 0..rows.len() as u32 {
            for s in 0..sides {
                let (a, b) = (start + i * sides + s, start + i * sides + (s + 1) % sides);
                if i + 1 < rows.len() as u32 {
                    self.indices.extend([a, b, a + sides, b, b + sides, a + sides]);
                } else {
                    self.indices.extend([a, b, top]);
                }
            }
        }
    }

    /// The soft shade at its foot: a disc that the shader draws out away from the sun; `height` says how far.
    fn shade(&mut self, radius: f32, height: f32) {
        let colour = Vec3::new(0.0, height, 1.0);
        let middle = self.push(Vec3::ZERO, Vec3::ZERO, Vec3::ZERO, colour, Part::Shade);
        let sides = 8;
        for s in 0..sides {
            let a = s as f32 / sides as f32 * TAU;
            let rim = Vec3::new(a.cos(), 0.0, a.sin()) * radius;
            self.push(Vec3::ZERO, rim * 0.2, rim, Vec3::new(0.0, height, 0.0), Part::Shade);
        }
        for s in 0..sides {
            self.indices.extend([middle, middle + 1 + s, middle + 1 + (s + 1) % sides]);
        }
    }
}

/// Two unit vectors across an axis.
fn frame(axis: Vec3) -> (Vec3, Vec3) {
    let x = axis.cross(if axis.x.abs() > 0.8 { Vec3::Z } else { Vec3::X }).normalize_or(Vec3::X);
    (x, axis.cross(x))
}

fn around(a: f32) -> Vec3 {
    Vec3::new(a.cos(), 0.0, a.sin())
}

/// Sea aster (*Tripolium pannonicum*, zeeaster): fleshy narrow leaves, loose heads of lilac rays around a yellow disc.
fn sea_aster(random: &mut Random) -> Plant {
    let mut plant = Plant::default();
    plant.shade(0.15, 0.30);
    for i in 0..7 {
        let a = i as f32 * 2.4 + random.normal() * 0.3;
        let way = (around(a) + Vec3::Y * random.between(0.35, 1.1)).normalize();
        let length = random.between(0.10, 0.17);
        let outline = [(0.0, 0.005), (0.5, 0.0085), (1.0, 0.0)];
        plant.blade(
            Vec3::new(0.0, 0.004, 0.0),
            way,
            length,
            &outline,
            0.35,
            0.25,
            [STEM * 0.8, STEM * 1.5],
            Part::Green,
        );
    }
    for i in 0..5 {
        let a = i as f32 * TAU / 5.0 + random.normal() * 0.25;
        let (out, high) = (random.between(0.035, 0.10), random.between(0.22, 0.36));
        let fork = around(a) * (out * 0.25) + Vec3::Y * (high * 0.55);
        let top = around(a) * out + Vec3::Y * high;
        plant.stem(&[Vec3::ZERO, fork, top], 0.0026, STEM);
        let axis = (Vec3::Y + around(a) * random.between(0.15, 0.55) + Vec3::Z * 0.25).normalize();
        let (x, z) = frame(axis);
        let size = random.between(0.85, 1.15);
        let rays = 12;
        for r in 0..rays {
            let turn = r as f32 / rays as f32 * TAU + random.normal() * 0.06;
            let way = (x * turn.cos() + z * turn.sin() + axis * random.between(0.02, 0.26)).normalize();
            let pale = RAY.lerp(WHITE, random.between(0.0, 0.25));
            plant.petal(top, axis, way, random.between(0.0240, 0.0290) * size, 0.0050, [RAY * 0.75, pale]);
        }
        plant.dome(top + axis * 0.001, axis, 0.0082 * size, 0.0062 * size, [DISC * 0.7, DISC], Part::Petal);
    }
    plant
}

/// Sea holly (*Eryngium maritimum*, blauwe zeedistel): stiff, spiny, blue-grey leaves and steel-blue heads on bracts.
fn sea_holly(random: &mut Random) -> Plant {
    let mut plant = Plant::default();
    plant.shade(0.19, 0.26);
    let spiny = [(0.0, 0.006), (0.28, 0.032), (0.42, 0.016), (0.62, 0.036), (1.0, 0.0)];
    for i in 0..6 {
        let a = i as f32 * 2.4 + random.normal() * 0.2;
        let way = (around(a) + Vec3::Y * random.between(0.15, 0.6)).normalize();
        let length = random.between(0.10, 0.15);
        plant.blade(
            Vec3::new(0.0, 0.006, 0.0),
            way,
            length,
            &spiny,
            0.25,
            0.5,
            [HOLLY_LEAF, HOLLY_EDGE],
            Part::Green,
        );
    }
    let bract = [(0.0, 0.003), (0.45, 0.0095), (1.0, 0.0)];
    for i in 0..5 {
        let a = i as f32 * TAU / 5.0 + random.normal() * 0.3;
        let (out, high) =
            if i == 0 { (0.01, 0.30) } else { (random.between(0.06, 0.12), random.between(0.17, 0.27)) };
        let top = around(a) * out + Vec3::Y * high;
        let fork = around(a) * (out * 0.30) + Vec3::Y * (high * 0.50);
        plant.stem(&[Vec3::ZERO, fork, top], 0.0036, HOLLY_BLUE.lerp(HOLLY_LEAF, 0.5));
        let axis = (Vec3::Y + around(a) * out * 4.0).normalize();
        let (x, z) = frame(axis);
        for b in 0..5 {
            let turn = b as f32 / 5.0 * TAU + 0.4;
            let way = (x * turn.cos() + z * turn.sin() + axis * 0.28).normalize();
            let length = random.between(0.038, 0.050);
            plant.blade(
                top,
                way,
                length,
                &bract,
                0.1,
                0.6,
                [HOLLY_BLUE * 1.1, HOLLY_EDGE * 0.9],
                Part::Petal,
            );
        }
        let blue = [HOLLY_BLUE * 0.75, HOLLY_BLUE * 1.35];
        plant.dome(top - axis * 0.002, axis, 0.0145, 0.030, blue, Part::Petal);
    }
    plant
}

/// Beach morning-glory (*Calystegia soldanella*, zeewinde): creeping, kidney-shaped glossy leaves, pink funnels with white bands.
fn morning_glory(random: &mut Random) -> Plant {
    let mut plant = Plant::default();
    plant.shade(0.20, 0.07);
    let kidney = [(0.0, 0.022), (0.5, 0.032), (1.0, 0.014)];
    for i in 0..9 {
        let a = i as f32 * 2.4 + random.normal() * 0.3;
        let r = random.between(0.02, 0.21);
        let root = around(a) * r;
        let stand = root + Vec3::Y * random.between(0.012, 0.045);
        // The runner creeps over the sand, then the leaf stands up.
        plant.stem(&[Vec3::Y * 0.004, root + Vec3::Y * 0.005, stand], 0.0019, BIND_LEAF);
        let way = (around(a + random.normal() * 0.9) + Vec3::Y * random.between(0.05, 0.7)).normalize();
        let green = BIND_LEAF * random.between(0.85, 1.25);
        plant.blade(
            stand,
            way,
            random.between(0.038, 0.054),
            &kidney,
            0.3,
            0.22,
            [green, green * 1.35],
            Part::Green,
        );
    }
    for i in 0..4 {
        let a = i as f32 * TAU / 4.0 + random.normal() * 0.5;
        let foot = around(a) * random.between(0.03, 0.15);
        let top = foot + Vec3::Y * random.between(0.045, 0.075);
        plant.stem(&[foot * 0.9, top], 0.0016, BIND_LEAF);
        let axis = (Vec3::Y + around(a) * 0.45 + Vec3::Z * 0.45).normalize();
        plant.funnel(top, axis, random.between(0.027, 0.033));
    }
    plant
}

impl Plant {
    /// A funnel of one piece: five white bands on pink, furled when shut.
    fn funnel(&mut self, hinge: Vec3, axis: Vec3, radius: f32) {
        let (x, z) = frame(axis);
        let sides = 10;
        // Height along the axis, radius, how white.
        let rows = [(0.0, 0.10, 0.9), (0.95, 0.40, 0.5), (1.40, 1.0, 0.0)];
        let start = self.vertices.len() as u32 / FLOATS as u32;
        for (high, wide, white) in rows {
            for s in 0..sides {
                let a = s as f32 / sides as f32 * TAU;
                let band = s % 2 == 0;
                let out = x * a.cos() + z * a.sin();
                // Between its bands the rim is drawn in a little.
                let rim = if band { 1.0 } else { 0.95 };
                let open = out * (wide * radius * rim) + axis * (high * radius);
                let twist = Quat::from_axis_angle(axis, high * 1.2) * out;
                let shut = twist * (radius * 0.11 * (1.6 - high)) + axis * (high * radius * 1.05);
                let colour = BIND_PINK.lerp(WHITE, if band { 0.88 } else { white });
                self.push(hinge, shut, open, colour, Part::Petal);
            }
        }
        for i in 0..rows.len() as u32 - 1 {
            for s in 0..sides {
                let (a, b) = (start + i * sides + s, start + i * sides + (s + 1) % sides);
                self.indices.extend([a, b, a + sides, b, b + sides, a + sides]);
            }
        }
    }
}
