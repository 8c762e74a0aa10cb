//! The light of a sky as nine spherical harmonics, from a coarse picture of it.

use std::f32::consts::TAU;

use glam::{Mat4, Vec2, Vec3, Vec4};

/// Light from all sides as nine coefficients per colour (Ramamoorthi and Hanrahan 2001): 1, y, z, x, xy, yz,
/// 3z² − 1, zx, x² − y².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SkyLight([Vec3; 9]);

/// The functions' own factors.
const FACTORS: [f32; 9] =
    [0.282_095, 0.488_603, 0.488_603, 0.488_603, 1.092_548, 1.092_548, 0.315_392, 1.092_548, 0.546_274];
/// What is left of each order in light that falls on a surface, divided by π.
const KEPT: [f32; 9] = [1.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 0.25, 0.25, 0.25, 0.25, 0.25];

fn basis(d: Vec3) -> [f32; 9] {
    [1.0, d.y, d.z, d.x, d.x * d.y, d.y * d.z, 3.0 * d.z * d.z - 1.0, d.z * d.x, d.x * d.x - d.y * d.y]
}

impl SkyLight {
    /// The light of a sky whose radiance above the horizon is `radiance`, over `ground` that sends back these shares of
    /// the light that falls on it, behind and ahead.
    pub fn of(radiance: impl Fn(Vec3) -> Vec3, ground: [Vec3; 2]) -> SkyLight {
        const AROUND: usize = 32;
        const UP: usize = 16;
        let mut sum = [Vec3::ZERO; 9];
        let mut add = |d: Vec3, light: Vec3| {
            for (coefficient, value) in sum.iter_mut().zip(basis(d)) {
                *coefficient += light * value;
            }
        };
        let around = |i: usize, y: f32| {
            let a = (i as f32 + 0.5) / AROUND as f32 * TAU;
            let s = (1.0 - y * y).sqrt();
            Vec3::new(s * a.cos(), y, s * a.sin())
        };
        // Heights lie denser towards the horizon, where a sky changes most: their squares are evenly spaced.
        let mut up = Vec3::ZERO;
        for j in 0..UP {
            let root = (j as f32 + 0.5) / UP as f32;
            let (y, share) = (root * root, 2.0 * root / UP as f32 * TAU / AROUND as f32);
            for i in 0..AROUND {
                let d = around(i, y);
                let light = radiance(d) * share;
                up += light * y / std::f32::consts::PI;
                add(d, light);
            }
        }
        for j in 0..UP {
            let y = -(j as f32 + 0.5) / UP as f32;
            for i in 0..AROUND {
                let d = around(i, y);
                let albedo = ground[1].lerp(ground[0], crate::noise::smoothstep(-0.6, 0.4, d.z));
                add(d, albedo * up * (TAU / (AROUND * UP) as f32));
            }
        }
        SkyLight(std::array::from_fn(|i| sum[i] * FACTORS[i]))
    }

    /// Between this light (0) and another (1).
    pub fn lerp(self, other: SkyLight, share: f32) -> SkyLight {
        SkyLight(std::array::from_fn(|i| self.0[i].lerp(other.0[i], share)))
    }

    /// Adds `share` of another light.
    pub fn add(&mut self, other: &SkyLight, share: f32) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs * share;
        }
    }

    /// What `shaders/light.glsl` multiplies by (x, y, z, 1), by (xy, yz, zz, zx), and by x² − y².
    pub fn uniforms(&self) -> (Mat4, Mat4, Vec3) {
        let c: [Vec3; 9] = std::array::from_fn(|i| self.0[i] * FACTORS[i] * KEPT[i]);
        let columns = |[x, y, z, w]: [Vec3; 4]| {
            Mat4::from_cols(x.extend(0.0), y.extend(0.0), z.extend(0.0), w.extend(0.0))
        };
        (columns([c[3], c[1], c[2], c[0] - c[6]]), columns([c[4], c[5], 3.0 * c[6], c[7]]), c[8])
    }

    #[cfg(test)]
    fn falls_on(&self, n: Vec3) -> Vec3 {
        let (linear, square, rest) = self.uniforms();
        let products = Vec4::new(n.x * n.y, n.y * n.z, n.z * n.z, n.z * n.x);
        (linear * n.extend(1.0) + square * products).truncate() + rest * (n.x * n.x - n.y * n.y)
    }
}

/// A coarse square picture of a dome.
pub(super) struct Picture {
    /// Texels per side.
    pub side: usize,
    /// Radiance, row by row.
    pub texels: Vec<Vec4>,
}

impl Picture {
    /// Its radiance in direction `d`, between texels.
    pub fn at(&self, d: Vec3) -> Vec3 {
        let at = dome_uv(d) * self.side as f32 - Vec2::splat(0.5);
        let (corner, part) = (at.floor(), at - at.floor());
        let texel = |dx: i32, dy: i32| {
            let within = |v: f32, step: i32| (v as i32 + step).clamp(0, self.side as i32 - 1) as usize;
            let at = within(corner.y, dy) * self.side + within(corner.x, dx);
            self.texels.get(at).copied().unwrap_or_default().truncate()
        };
        texel(0, 0).lerp(texel(1, 0), part.x).lerp(texel(0, 1).lerp(texel(1, 1), part.x), part.y)
    }
}

/// Where a direction lies in the dome's picture: as in `shaders/dome.glsl`.
fn dome_uv(d: Vec3) -> Vec2 {
    let r = 0.5 - 0.364_49 * d.y.clamp(0.0, 1.0).asin().powf(0.7);
    let h = Vec2::new(d.x, d.z) * (r / (d.x.abs() + d.z.abs()).max(1e-5));
    Vec2::new(h.x + h.y, h.x - h.y) + Vec2::splat(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cosine-weighted mean by plain quadrature: what nine coefficients stand for.
    fn reference(radiance: impl Fn(Vec3) -> Vec3, n: Vec3) -> Vec3 {
        let mut sum = Vec3::ZERO;
        for j in 0..200 {
            let y = 1.0 - (j as f32 + 0.5) / 100.0;
            for i in 0..200 {
                let a = (i as f32 + 0.5) / 200.0 * TAU;
                let s = (1.0 - y * y).sqrt();
                let d = Vec3::new(s * a.cos(), y, s * a.sin());
                sum += radiance(d) * d.dot(n).max(0.0) * (2.0 * TAU / 40_000.0);
            }
        }
        sum / std::f32::consts::PI
    }

    #[test]
    fn nine_coefficients_light_a_surface_as_a_smooth_sky_does() {
        // Brighter ahead and low, as an evening is; below the horizon what the ground sends back.
        let sky = |d: Vec3| Vec3::new(1.0 - 0.8 * d.z, 1.0 - 0.4 * d.z, 1.0) * (1.5 - d.y);
        let ground = [Vec3::new(0.34, 0.28, 0.22), Vec3::new(0.05, 0.08, 0.10)];
        let light = SkyLight::of(sky, ground);
        let up = reference(|d| if d.y > 0.0 { sky(d) } else { Vec3::ZERO }, Vec3::Y);
        let whole = |d: Vec3| {
            let albedo = ground[1].lerp(ground[0], crate::noise::smoothstep(-0.6, 0.4, d.z));
            if d.y > 0.0 { sky(d) } else { albedo * up }
        };
        for n in [Vec3::Y, Vec3::NEG_Y, Vec3::X, Vec3::Z, Vec3::NEG_Z, Vec3::new(0.6, 0.64, -0.48)] {
            let (nine, true_light) = (light.falls_on(n), reference(whole, n));
            let off = (nine - true_light).abs().max_element();
            assert!(off < 0.06 * up.max_element(), "{n}: {nine} for {true_light}");
        }
    }

    #[test]
    fn a_picture_is_read_in_the_direction_it_was_painted() {
        let side = 32;
        let mut texels = vec![Vec4::ZERO; side * side];
        let ahead = dome_uv(Vec3::new(0.0, 0.2, -0.98)) * side as f32;
        texels[ahead.y as usize * side + ahead.x as usize] = Vec4::ONE;
        let picture = Picture { side, texels };
        assert!(picture.at(Vec3::new(0.0, 0.2, -0.98)).x > 0.2);
        assert_eq!(picture.at(Vec3::new(0.0, 0.2, 0.98)), Vec3::ZERO);
        assert_eq!(picture.at(Vec3::Y), Vec3::ZERO);
    }
}
