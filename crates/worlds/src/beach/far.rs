//! Land and life far off: the capes that close the bay, a lighthouse, a sailing boat.

use glam::{Mat4, Quat, Vec2, Vec3};

use super::shore::SEA_LEVEL;
use crate::mesh::{HEAP_FLOATS, Heap, Stuff};
use crate::noise::{fbm2, smoothstep};

/// A cape: where its spine begins and ends, half its width, how high it is, and how steep its seaward end.
struct Cape {
    from: Vec2,
    to: Vec2,
    half_width: f32,
    height: f32,
    columns: usize,
    rows: usize,
    seed: u32,
}

const CAPES: [Cape; 3] = [
    // The headland that the bay runs out to, on the left.
    Cape {
        from: Vec2::new(-1500.0, -760.0),
        to: Vec2::new(-620.0, -1240.0),
        half_width: 210.0,
        height: 62.0,
        columns: 130,
        rows: 22,
        seed: 3,
    },
    // The next cape, an hour's walk away, on the right.
    Cape {
        from: Vec2::new(5200.0, -3300.0),
        to: Vec2::new(2100.0, -5200.0),
        half_width: 900.0,
        height: 205.0,
        columns: 110,
        rows: 14,
        seed: 11,
    },
    // A blue one behind it all.
    Cape {
        from: Vec2::new(-7600.0, -6800.0),
        to: Vec2::new(-3300.0, -9900.0),
        half_width: 1300.0,
        height: 330.0,
        columns: 90,
        rows: 12,
        seed: 29,
    },
];

/// Where the lighthouse stands: on the left headland's tip.
const LIGHT_SHARE: f32 = 0.86;

impl Cape {
    fn height_at(&self, t: f32, s: f32) -> f32 {
        let n = |x: f32, y: f32, o: u32| fbm2(x + 30.0, y + 30.0, 1 << 20, o, self.seed) - 0.5;
        // The spine falls in steps towards the tip; gullies run down both sides.
        let spine = (1.0 - smoothstep(0.72, 1.0, t)) * (0.55 + 0.45 * (1.0 - t)) + 0.55 * n(t * 6.0, 1.0, 5);
        let gully = n(t * 26.0 + s * 2.0, s * 3.0, 4);
        let across = s.abs() + 0.22 * n(t * 11.0, 4.0 + s.signum(), 4) + 0.18 * gully;
        // A cliff above a skirt of fallen rock, grass on a rounded top.
        let cliff = 1.0 - smoothstep(0.50, 0.74, across);
        let top = 1.0 - 0.35 * (across * 1.6).min(1.0).powi(2);
        let skirt = 0.20 * (1.0 - smoothstep(0.62, 1.0, across));
        self.height
            * (spine.max(0.04) * cliff * top + skirt * (0.5 + 0.8 * gully))
            * (1.0 - smoothstep(0.93, 1.0, t))
            // Inland it sinks away behind the beach: it does not end.
            * smoothstep(0.0, 0.42, t)
    }

    fn place(&self, t: f32, s: f32) -> Vec3 {
        let along = (self.to - self.from).normalize();
        let side = Vec2::new(-along.y, along.x);
        let narrow = self.half_width * (1.0 - 0.55 * t);
        let p = self.from.lerp(self.to, t) + side * s * narrow;
        Vec3::new(p.x, SEA_LEVEL - 2.0 + self.height_at(t, s), p.y)
    }

    fn build(&self, heap: &mut Heap) {
        let at = |i: usize, j: usize| {
            self.place(i as f32 / self.columns as f32, j as f32 / self.rows as f32 * 2.0 - 1.0)
        };
        let start = (heap.vertices.len() / HEAP_FLOATS) as u32;
        for i in 0..=self.columns {
            for j in 0..=self.rows {
                let p = at(i, j);
                let du = at((i + 1).min(self.columns), j) - at(i.saturating_sub(1), j);
                let dv = at(i, (j + 1).min(self.rows)) - at(i, j.saturating_sub(1));
                let mut n = du.cross(dv).normalize_or(Vec3::Y);
                if n.y < 0.0 {
                    n = -n;
                }
                let (steep, t) = (1.0 - n.y, i as f32 / self.columns as f32);
                let blotch = fbm2(t * 60.0, j as f32 * 0.5, 1 << 20, 3, self.seed + 5);
                let band = 0.85 + 0.3 * fbm2(p.y * 0.16, t * 3.0, 1 << 20, 3, self.seed + 9);
                let rock = Vec3::new(0.335, 0.300, 0.262) * band;
                let grass = Vec3::new(0.088, 0.104, 0.074) * (0.6 + 0.8 * blotch);
                let albedo = grass.lerp(rock, smoothstep(0.16, 0.30, steep + 0.26 * (blotch - 0.5)));
                let open = 0.62 + 0.38 * smoothstep(0.0, 0.5, p.y / self.height);
                heap.vertices.extend(p.to_array());
                heap.vertices.extend(n.to_array());
                heap.vertices.extend(albedo.to_array());
                heap.vertices.extend([0.0, 0.0, open, 0.0, 0.0]);
            }
        }
        let rows = self.rows as u32 + 1;
        for i in 0..self.columns as u32 {
            for j in 0..self.rows as u32 {
                let a = start + i * rows + j;
                let b = a + rows;
                heap.indices.extend([a, b, a + 1, a + 1, b, b + 1]);
            }
        }
    }
}

/// The capes and the lighthouse.
pub(crate) fn land() -> Heap {
    let mut heap = Heap::default();
    for cape in &CAPES {
        cape.build(&mut heap);
    }
    let foot = CAPES[0].place(LIGHT_SHARE, 0.0);
    let white = Stuff { albedo: Vec3::new(0.70, 0.67, 0.62), grain: 0.0, gloss: 0.0 };
    let red = Stuff { albedo: Vec3::new(0.42, 0.085, 0.055), grain: 0.0, gloss: 0.0 };
    let dark = Stuff { albedo: Vec3::new(0.06, 0.06, 0.065), grain: 0.0, gloss: 0.0 };
    let up = |y: f32| foot + Vec3::Y * y;
    heap.tube(&[up(-4.0), up(10.0)], &[4.6, 3.9], 14, white, 0.0, |_, _| 1.0);
    heap.tube(&[up(10.0), up(17.0)], &[3.9, 3.5], 14, red, 0.0, |_, _| 1.0);
    heap.tube(&[up(17.0), up(25.0)], &[3.5, 3.0], 14, white, 0.0, |_, _| 1.0);
    heap.tube(&[up(25.0), up(25.8)], &[4.3, 4.3], 14, dark, 0.0, |_, _| 1.0);
    heap.tube(&[up(25.8), up(29.5)], &[2.0, 2.0], 10, dark, 0.0, |_, _| 1.0);
    heap.tube(&[up(29.5), up(32.5)], &[2.5, 0.3], 10, red, 0.0, |_, _| 1.0);
    let house = Stuff { albedo: Vec3::new(0.62, 0.58, 0.52), grain: 0.0, gloss: 0.0 };
    let beside = foot + Vec3::new(-17.0, 0.0, 6.0);
    heap.tube(&[beside + Vec3::Y * -4.0, beside + Vec3::Y * 5.0], &[6.5, 6.5], 4, house, 0.0, |_, _| 1.0);
    heap.tube(&[beside + Vec3::Y * 5.0, beside + Vec3::Y * 8.5], &[7.2, 0.5], 4, red, 0.0, |_, _| 1.0);
    heap
}

/// Lit windows far off: a farm on the near cape, and one on the far one.
pub(crate) fn windows() -> [Vec3; 3] {
    let on = |cape: usize, t: f32, s: f32| CAPES[cape].place(t, s) + Vec3::Y * 6.0;
    [on(0, 0.46, 0.36), on(0, 0.475, 0.40), on(1, 0.55, -0.4)]
}

/// The lamp of the lighthouse.
pub(crate) fn lamp() -> Vec3 {
    CAPES[0].place(LIGHT_SHARE, 0.0) + Vec3::Y * 27.6
}

/// A wooden sailing boat of nine metres, bow towards −Z, waterline at 0.
pub(crate) fn boat() -> Heap {
    let mut heap = Heap::default();
    let hull = Stuff { albedo: Vec3::new(0.075, 0.055, 0.045), grain: 0.0, gloss: 0.3 };
    let sail = Stuff { albedo: Vec3::new(0.52, 0.27, 0.16), grain: 0.0, gloss: 0.0 };
    let spar = Stuff { albedo: Vec3::new(0.26, 0.19, 0.12), grain: 0.0, gloss: 0.1 };
    let keel: Vec<Vec3> = (0..=10)
        .map(|i| {
            let t = i as f32 / 10.0;
            Vec3::new(0.0, 0.30 + 0.35 * (2.0 * t - 1.0).powi(2), 4.4 - 9.0 * t)
        })
        .collect();
    let beam: Vec<f32> = (0..=10)
        .map(|i| {
            let t = i as f32 / 10.0;
            (1.25 * (1.0 - (2.0 * t - 0.85).powi(2) * 0.72)).max(0.12)
        })
        .collect();
    heap.tube(&keel, &beam, 12, hull, 0.0, |_, _| 1.0);
    // Flatten the tube into a hull: no higher than its sheer.
    for v in heap.vertices.chunks_mut(HEAP_FLOATS) {
        let sheer = 0.75 + 0.02 * v[2] * v[2];
        v[1] = v[1].min(sheer);
    }
    heap.tube(
        &[Vec3::new(0.0, 0.5, -0.6), Vec3::new(0.0, 10.6, -0.3)],
        &[0.09, 0.05],
        6,
        spar,
        0.0,
        |_, _| 1.0,
    );
    heap.tube(
        &[Vec3::new(0.0, 1.35, -0.55), Vec3::new(0.55, 1.30, 3.9)],
        &[0.06, 0.05],
        6,
        spar,
        0.0,
        |_, _| 1.0,
    );
    heap.tube(
        &[Vec3::new(0.0, 0.9, -4.6), Vec3::new(0.0, 1.15, -6.2)],
        &[0.07, 0.04],
        6,
        spar,
        0.0,
        |_, _| 1.0,
    );
    let mut cloth = |corner: [Vec3; 3], belly: f32| {
        let start = (heap.vertices.len() / HEAP_FLOATS) as u32;
        let n = 8u32;
        for i in 0..=n {
            for j in 0..=n {
                let (u, v) = (i as f32 / n as f32, j as f32 / n as f32);
                let low = corner[0].lerp(corner[1], u);
                let p = low.lerp(corner[2], v) + Vec3::X * belly * (u * (1.0 - u) * 4.0) * (1.0 - v) * 0.9;
                heap.vertices.extend(p.to_array());
                heap.vertices.extend(Vec3::new(0.95, 0.15, 0.25 - 0.5 * u).normalize().to_array());
                heap.vertices.extend((sail.albedo * (0.92 + 0.08 * (v * 26.0).sin())).to_array());
                heap.vertices.extend([0.0, 0.0, 1.0, 0.0, 0.0]);
            }
        }
        for i in 0..n {
            for j in 0..n {
                let a = start + i * (n + 1) + j;
                heap.indices.extend([a, a + 1, a + n + 1, a + 1, a + n + 2, a + n + 1]);
            }
        }
    };
    cloth([Vec3::new(0.0, 1.5, -0.5), Vec3::new(0.52, 1.42, 3.8), Vec3::new(0.0, 10.2, -0.3)], 0.75);
    cloth([Vec3::new(0.0, 1.15, -6.1), Vec3::new(0.42, 1.5, -1.0), Vec3::new(0.0, 9.2, -0.5)], 0.55);
    heap
}

/// Where the boat is: it reaches slowly to and fro across the bay, an hour each way.
pub(crate) fn boat_place(time_s: f64) -> Mat4 {
    let t = (time_s * 0.00075 + 0.35).sin();
    let x = -62.0 + 85.0 * t;
    let z = -330.0 - 30.0 * (time_s * 0.0011).cos();
    // It always sails left to right or right to left; near the turn it comes about slowly.
    let way = (time_s * 0.00075 + 0.35).cos();
    let yaw = -1.35 * (way * 6.0).clamp(-1.0, 1.0);
    let (roll, pitch) = (0.10 + 0.025 * (time_s * 0.93).sin(), 0.018 * (time_s * 0.71 + 1.0).sin());
    let lift = 0.10 * (time_s * 0.71).sin();
    Mat4::from_rotation_translation(
        Quat::from_rotation_y(yaw as f32)
            * Quat::from_rotation_z(-roll as f32)
            * Quat::from_rotation_x(pitch as f32),
        Vec3::new(x as f32, SEA_LEVEL + lift as f32, z as f32),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_rule_07_the_boat_drifts_under_two_degrees_a_second() {
        for i in 0..7_200 {
            let at = |t: f64| boat_place(t).w_axis.truncate();
            let (a, b) = (at(i as f64), at(i as f64 + 1.0));
            let degrees = a.angle_between(b).to_degrees();
            assert!(degrees < 0.5, "{degrees} degrees in a second");
        }
    }

    #[test]
    fn the_lamp_stands_above_the_land() {
        assert!(lamp().y > 40.0, "{}", lamp());
    }
}
