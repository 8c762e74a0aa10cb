//! The map of the sand near the client: footprints, hollows washed round stones, and the shade of what lies there.

use glam::Vec2;

use super::props::Contact;
use super::shore::up_beach;
use crate::gpu::figure;
use crate::noise::{Random, fbm2, smoothstep};

/// Middle and side of the map, in metres.
pub(crate) const MIDDLE: Vec2 = Vec2::new(0.4, -0.8);
pub(crate) const SIDE_M: f32 = 12.0;

/// Where the sand's shader finds a place in the map.
pub(crate) fn defines() -> String {
    let shift = Vec2::splat(0.5) - MIDDLE / SIDE_M;
    format!(
        "#define NEAR_SCALE {}\n#define NEAR_SHIFT vec2({}, {})\n",
        figure(1.0 / SIDE_M, 7),
        figure(shift.x, 6),
        figure(shift.y, 6)
    )
}

/// `n`² RGBA, plain at its edges so that what lies beyond may repeat them: slopes (x, z; 0.5 is flat), share of the sky seen, paleness (0.5 is unchanged).
pub(crate) fn map(n: usize, seed: u64, contacts: &[Contact]) -> Vec<u8> {
    let texel = SIDE_M / n as f32;
    let place = |i: usize, j: usize| {
        MIDDLE + (Vec2::new(i as f32 + 0.5, j as f32 + 0.5) / n as f32 - Vec2::splat(0.5)) * SIDE_M
    };
    let mut height = vec![0.0f32; n * n];
    let mut shade = vec![1.0f32; n * n];
    let mut pale = vec![0.0f32; n * n];
    for j in 0..n {
        for i in 0..n {
            let p = place(i, j);
            let up = up_beach(p);
            // Wind ripples on the dry sand: crests across the wind, forking where noise bends them.
            let dry = smoothstep(5.2, 7.0, up);
            if dry > 0.0 {
                let patch = smoothstep(0.38, 0.60, fbm2(p.x * 0.42 + 30.0, p.y * 0.42 + 30.0, 1 << 20, 3, 8));
                if patch > 0.0 {
                    let bend = fbm2(p.x * 0.55 + 60.0, p.y * 0.55 + 60.0, 1 << 20, 3, 3);
                    let phase = (p.y * 0.86 + p.x * 0.30 + bend * 1.15) * 68.0;
                    let crest = phase.sin() + 0.32 * (2.0 * phase + 1.1).sin();
                    height[j * n + i] += 0.0024 * crest * dry * patch;
                }
                height[j * n + i] +=
                    dry * 0.030 * (fbm2(p.x * 2.3 + 9.0, p.y * 2.3 + 9.0, 1 << 20, 4, 12) - 0.5);
            }
            // Fine channels that draining water cut into the wet foreshore.
            let wet = smoothstep(4.6, 3.6, up) * smoothstep(-1.0, 0.5, up);
            if wet > 0.0 {
                let wander = fbm2(p.x * 1.5 + 5.0, up + 5.0, 1 << 20, 2, 31);
                let rill = fbm2(p.x * 3.4 + 9.0, up * 0.55 + 9.0 + wander, 1 << 20, 3, 30);
                height[j * n + i] += wet * 0.006 * (rill - 0.5);
            }
        }
    }
    let mut stamp = |middle: Vec2, reach: f32, f: &mut dyn FnMut(Vec2, &mut f32, &mut f32, &mut f32)| {
        let q = (middle - MIDDLE) / SIDE_M + Vec2::splat(0.5);
        let (ci, cj, r) = ((q.x * n as f32) as i64, (q.y * n as f32) as i64, (reach / texel) as i64 + 1);
        for j in (cj - r).max(0)..(cj + r + 1).min(n as i64) {
            for i in (ci - r).max(0)..(ci + r + 1).min(n as i64) {
                let at = j as usize * n + i as usize;
                f(place(i as usize, j as usize), &mut height[at], &mut shade[at], &mut pale[at]);
            }
        }
    };
    for (left, middle, heading) in footsteps(seed) {
        let side = Vec2::new(-heading.y, heading.x);
        let washed = smoothstep(4.2, 5.0, up_beach(middle));
        let depth = 0.009 * washed;
        if depth < 0.001 {
            continue;
        }
        stamp(middle, 0.24, &mut |p, h, s, w| {
            let (along, across) =
                ((p - middle).dot(heading), (p - middle).dot(side) * if left { 1.0 } else { -1.0 });
            // Heel, ball, and five toes: walked barefoot.
            let oval = |a: f32, c: f32, ra: f32, rc: f32| {
                (((along - a) / ra).powi(2) + ((across - c) / rc).powi(2)).sqrt()
            };
            let sole = oval(-0.075, 0.0, 0.050, 0.034)
                .min(oval(0.045, -0.004, 0.052, 0.046))
                .min(oval(-0.015, -0.014, 0.075, 0.024));
            let mut toes = 9.0f32;
            for (a, c, r) in [
                (0.118, 0.026, 0.017),
                (0.122, 0.004, 0.012),
                (0.115, -0.015, 0.011),
                (0.105, -0.030, 0.010),
                (0.092, -0.043, 0.010),
            ]
            .into_iter()
            {
                toes = toes.min(oval(a, c, r * 1.25, r));
            }
            let inside = smoothstep(1.20, 0.55, sole).max(0.75 * smoothstep(1.3, 0.5, toes));
            let rim = smoothstep(0.95, 1.25, sole.min(toes)) * smoothstep(1.95, 1.25, sole.min(toes));
            *h += -depth * inside + 0.0030 * washed * rim;
            *s *= 1.0 - 0.20 * inside * washed;
            *w -= 0.05 * inside * washed;
        });
    }
    for contact in contacts {
        let middle = (contact.a + contact.b) / 2.0;
        let half = contact.a.distance(contact.b) / 2.0;
        let r = contact.radius;
        stamp(middle, half + r * 3.5 + 0.04, &mut |p, h, s, w| {
            let ab = contact.b - contact.a;
            let t = ((p - contact.a).dot(ab) / ab.length_squared().max(1e-6)).clamp(0.0, 1.0);
            let d = p.distance(contact.a + ab * t) / r;
            *s = s.min(0.40 + 0.60 * smoothstep(0.6, 2.2, d));
            *h -= 0.20 * r.min(0.10) * smoothstep(2.2, 0.9, d);
            *h += 0.03 * r.min(0.10) * smoothstep(3.4, 2.4, d) * smoothstep(1.6, 2.4, d);
            *w -= 0.06 * smoothstep(2.6, 1.0, d);
        });
    }
    let mut out = Vec::with_capacity(n * n * 4);
    for j in 0..n {
        for i in 0..n {
            let at = |di: i64, dj: i64| {
                let (x, y) = ((i as i64 + di).clamp(0, n as i64 - 1), (j as i64 + dj).clamp(0, n as i64 - 1));
                height[y as usize * n + x as usize]
            };
            let (sx, sz) = ((at(1, 0) - at(-1, 0)) / (2.0 * texel), (at(0, 1) - at(0, -1)) / (2.0 * texel));
            let byte = |x: f32| (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            let i0 = j * n + i;
            let inner = |at: usize| smoothstep(0.5, 0.44, ((at as f32 + 0.5) / n as f32 - 0.5).abs());
            let k = inner(i) * inner(j);
            out.extend([
                byte(0.502 + k * sx / 1.6),
                byte(0.502 + k * sz / 1.6),
                byte(1.0 + k * (shade[i0] - 1.0)),
                byte(0.5 + k * pale[i0]),
            ]);
        }
    }
    out
}

/// Each step: whether it is the left foot, where, and which way it points. Someone came down the path, stood at the
/// water, and walked on along the beach.
fn footsteps(seed: u64) -> Vec<(bool, Vec2, Vec2)> {
    let mut random = Random::new(seed, 41);
    let way = [
        Vec2::new(5.6, 8.5),
        Vec2::new(4.2, 5.2),
        Vec2::new(2.3, 2.6),
        Vec2::new(1.35, 0.6),
        Vec2::new(1.1, -1.0),
        Vec2::new(0.2, -2.1),
        Vec2::new(-1.4, -1.35),
        Vec2::new(-3.6, -0.75),
        Vec2::new(-7.5, -0.9),
    ];
    let mut steps = Vec::new();
    let mut carried = 0.0;
    for leg in way.windows(2) {
        let heading = (leg[1] - leg[0]).normalize();
        let length = leg[0].distance(leg[1]);
        let mut along = carried;
        while along < length {
            let left = steps.len() % 2 == 0;
            let side = Vec2::new(-heading.y, heading.x) * if left { -0.075 } else { 0.075 };
            let wobble = Vec2::new(random.between(-0.02, 0.02), random.between(-0.02, 0.02));
            let out = Vec2::from_angle(if left { -0.10 } else { 0.10 } + random.between(-0.08, 0.08))
                .rotate(heading);
            steps.push((left, leg[0] + heading * along + side + wobble, out));
            along += 0.62 + random.between(-0.04, 0.04);
        }
        carried = along - length;
    }
    steps
}
