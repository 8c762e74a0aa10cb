//! Lofted bodies: smooth skins through elliptic rings along a spine.

use std::f32::consts::TAU;

use glam::Vec3;

/// A ring: where its middle lies, half its height and half its width, in metres.
pub(crate) type Ring = [f32; 5];

/// Calls `vertex` (place, normal, share along the spine) for every vertex of a skin through `rings`, and returns its
/// triangles, counted from 0. `side` is roughly across the spine.
pub(crate) fn loft(
    rings: &[Ring],
    between: usize,
    sides: usize,
    side: Vec3,
    vertex: &mut dyn FnMut(Vec3, Vec3, f32),
) -> Vec<u32> {
    let last = rings.len() - 1;
    let count = last * between + 1;
    let ring = |i: usize| rings[i.min(last)];
    // Catmull and Rom 1974.
    let smooth: Vec<Ring> = (0..count)
        .map(|k| {
            let (i, t) = (k / between, (k % between) as f32 / between as f32);
            let (a, b, c, d) = (ring(i.saturating_sub(1)), ring(i), ring(i + 1), ring(i + 2));
            std::array::from_fn(|j| {
                let (a, b, c, d) = (a[j], b[j], c[j], d[j]);
                0.5 * (2.0 * b
                    + (c - a) * t
                    + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                    + (3.0 * b - a - 3.0 * c + d) * t * t * t)
            })
        })
        .collect();
    let middle = |k: usize| Vec3::new(smooth[k][0], smooth[k][1], smooth[k][2]);
    let place = |k: usize, s: usize| {
        let k = k.min(count - 1);
        let along = (middle((k + 1).min(count - 1)) - middle(k.saturating_sub(1))).normalize_or(Vec3::Y);
        let across = (side - along * side.dot(along)).normalize_or(Vec3::X);
        let up = across.cross(along);
        let a = s as f32 / sides as f32 * TAU;
        middle(k) + up * (a.cos() * smooth[k][3].max(0.002)) + across * (a.sin() * smooth[k][4].max(0.002))
    };
    for k in 0..count {
        for s in 0..=sides {
            let along = place(k + 1, s) - place(k.saturating_sub(1), s);
            let around = place(k, s + 1) - place(k, s + sides - 1);
            let out = place(k, s) - middle(k);
            let normal = around.cross(along).normalize_or(out.normalize_or(Vec3::Y));
            vertex(
                place(k, s),
                if normal.dot(out) < 0.0 { -normal } else { normal },
                k as f32 / (count - 1) as f32,
            );
        }
    }
    let row = sides as u32 + 1;
    (0..count as u32 - 1)
        .flat_map(|k| (0..sides as u32).map(move |s| k * row + s))
        .flat_map(|a| [a, a + row, a + 1, a + 1, a + row, a + row + 1])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_loft_is_a_tube_with_normals_that_point_out() {
        let rings = [[0.0, 0.0, 0.0, 0.3, 0.2], [0.0, 0.0, -1.0, 0.3, 0.2], [0.0, 0.0, -2.0, 0.3, 0.2]];
        let mut count = 0;
        let triangles = loft(&rings, 3, 8, Vec3::X, &mut |place, normal, share| {
            count += 1;
            assert!((-2.01..=0.01).contains(&place.z) && (0.0..=1.0).contains(&share));
            let ellipse = (place.y / 0.3).powi(2) + (place.x / 0.2).powi(2);
            assert!((ellipse - 1.0).abs() < 1e-3 && normal.dot(Vec3::new(place.x, place.y, 0.0)) > 0.0);
        });
        assert_eq!((count, triangles.len()), (7 * 9, 6 * 8 * 6));
        assert!(triangles.iter().all(|i| *i < count));
    }
}
