//! The map of the sand near the client: footprints, hollows washed round stones, and the shade of what lies there.

use glam::Vec2;

use super::props::Contact;
use super::shore::up_beach;
use crate::noise::{Random, fbm2, smoothstep};

/// Middle of the maps of the ground, in metres, and how far round it they are fine: they hold the whole plane, ever
/// more coarsely, as a disc.
const MIDDLE: Vec2 = Vec2::new(0.1, -0.9);
const FINE_M: f32 = 4.0;

/// Where a shader finds a place on the ground in its maps.
pub(crate) const NEAR_AT: &str =
    "vec2 near_at(vec2 p){p-=vec2(.1,-.9);return p*inversesqrt(4.*dot(p,p)+64.)+.5;}\n";

/// From the middle of the map (0) to its rim (1), both ways: the place on the ground, metres from [`MIDDLE`].
fn unwound(q: Vec2) -> Vec2 {
    q * (FINE_M / (1.0 - q.length_squared()).max(1e-4).sqrt())
}

/// The other way round.
fn wound(p: Vec2) -> Vec2 {
    p / (FINE_M * FINE_M + p.length_squared()).sqrt()
}

/// `n`² RGBA, plain towards its rim: slopes (x, z; 0.5 is flat), share of the sky seen, paleness (0.5 is unchanged).
pub(crate) fn map(n: usize, seed: u64, contacts: &[Contact]) -> Vec<u8> {
    let from_middle =
        |i: usize, j: usize| unwound(Vec2::new(i as f32 + 0.5, j as f32 + 0.5) * (2.0 / n as f32) - 1.0);
    let place = |i: usize, j: usize| MIDDLE + from_middle(i, j);
    // How much of what is pressed in shows: where texels grow wide there is none.
    let shown = |p: Vec2, far: f32| smoothstep(far, far - 2.5, p.distance(MIDDLE));
    let mut height = vec![0.0f32; n * n];
    let mut shade = vec![1.0f32; n * n];
    let mut pale = vec![0.0f32; n * n];
    for j in 0..n {
        for i in 0..n {
            let p = place(i, j);
            let up = up_beach(p);
            if shown(p, 9.0) <= 0.0 {
                continue;
            }
            // Wind ripples on the dry sand: crests across the wind, forking where noise bends them.
            let dry = smoothstep(5.2, 7.0, up);
            if dry > 0.0 {
                let patch = smoothstep(0.38, 0.60, fbm2(p.x * 0.42 + 30.0, p.y * 0.42 + 30.0, 1 << 20, 3, 8));
                if patch > 0.0 {
                    let bend = fbm2(p.x * 0.55 + 60.0, p.y * 0.55 + 60.0, 1 << 20, 3, 3);
                    let phase = (p.y * 0.86 + p.x * 0.30 + bend * 1.15) * 68.0;
                    let crest = phase.sin() + 0.32 * (2.0 * phase + 1.1).sin();
                    height[j * n + i] += 0.0020 * crest * dry * patch * shown(p, 6.0);
                }
                height[j * n + i] +=
                    dry * 0.022 * (fbm2(p.x * 2.3 + 9.0, p.y * 2.3 + 9.0, 1 << 20, 4, 12) - 0.5);
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
        let q = wound(middle - MIDDLE) * 0.5 + 0.5;
        let nearest = ((middle - MIDDLE).length() - reach).max(0.0);
        let texel = 2.0 / n as f32 * (FINE_M * FINE_M + nearest * nearest).sqrt();
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
        // Where waves reach, water has levelled the sand: no rim there that would mirror the sky as a ring.
        let washed = 0.06 + 0.94 * smoothstep(4.5, 5.7, up_beach(middle));
        stamp(middle, half + r * 3.5 + 0.04, &mut |p, h, s, w| {
            let ab = contact.b - contact.a;
            let t = ((p - contact.a).dot(ab) / ab.length_squared().max(1e-6)).clamp(0.0, 1.0);
            let from = (p - contact.a - ab * t) / r;
            let d = from.length();
            *s = s.min(0.34 + 0.66 * smoothstep(0.7, 2.0, d));
            *h -= 0.16 * washed * r.min(0.10) * smoothstep(1.7, 0.8, d);
            // The wind heaps sand against the side that it blows on, and draws a tail behind.
            let windward = from.dot(Vec2::new(-0.55, -0.83)) / d.max(0.1);
            *h += (0.05 + 0.22 * windward.max(0.0))
                * washed
                * r.min(0.06)
                * smoothstep(3.2, 1.5, d)
                * smoothstep(0.5, 1.3, d);
            *w -= 0.05 * smoothstep(2.4, 1.0, d);
        });
    }
    let mut out = Vec::with_capacity(n * n * 4);
    for j in 0..n {
        for i in 0..n {
            let at = |di: i64, dj: i64| {
                let (x, y) = ((i as i64 + di).clamp(0, n as i64 - 1), (j as i64 + dj).clamp(0, n as i64 - 1));
                height[y as usize * n + x as usize]
            };
            // The slope in the map, and from it that on the ground.
            let (p, g) = (from_middle(i, j), Vec2::new(at(1, 0) - at(-1, 0), at(0, 1) - at(0, -1)));
            let wide = FINE_M * FINE_M + p.length_squared();
            let slope = (g - p * (p.dot(g) / wide)) * (0.25 * n as f32 / wide.sqrt());
            let byte = |x: f32| (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            let i0 = j * n + i;
            let k = shown(MIDDLE + p, 9.0);
            out.extend([
                byte(0.502 + k * slope.x / 1.6),
                byte(0.502 + k * slope.y / 1.6),
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
