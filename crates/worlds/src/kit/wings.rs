//! What flies on two wings: a small mesh for `shaders/gull.vert.glsl`, which places and flaps each copy.

use glam::Vec3;

use crate::StageError;
use crate::gpu::Mesh;

/// Half a wing: share of its length, reach (m), front and back edge (m, back is positive).
pub(crate) type Wing = &'static [(f32, f32, f32, f32)];

/// Two wings and a spindle of a body `thick` and `long` (of a size that the shader sets), one copy for each of `numbers`;
/// `colour` by share of the wing's length and by edge.
pub(crate) fn wings(
    gl: &glow::Context,
    wing: Wing,
    colour: &dyn Fn(f32, f32) -> Vec3,
    thick: f32,
    long: f32,
    numbers: &[f32],
) -> Result<Mesh, StageError> {
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    let mut push = |p: Vec3, n: Vec3, c: Vec3, share: f32| {
        vertices.extend_from_slice(&[p.x, p.y, p.z, n.x, n.y, n.z, c.x, c.y, c.z, share]);
        (vertices.len() / 10) as u32 - 1
    };
    for side in [-1.0f32, 1.0] {
        let rows: Vec<[u32; 3]> = wing
            .iter()
            .map(|(share, reach, front, back)| {
                [0.0f32, 0.5, 1.0].map(|f| {
                    let at = Vec3::new(side * reach, 0.0, front + (back - front) * f);
                    push(at, Vec3::Y, colour(*share, (f - 0.5).abs() * 2.0), side * share)
                })
            })
            .collect();
        for pair in rows.windows(2) {
            for c in 0..2 {
                indices.extend_from_slice(&[
                    pair[0][c],
                    pair[0][c + 1],
                    pair[1][c],
                    pair[0][c + 1],
                    pair[1][c + 1],
                    pair[1][c],
                ]);
            }
        }
    }
    // A spindle of a body, with a tail where it is a bird.
    let body = [(-long, 0.2f32), (-0.7 * long, 0.9), (0.0, 1.0), (0.7 * long, 0.5), (1.1 * long, 0.1)];
    let rows: Vec<[u32; 5]> = body
        .iter()
        .map(|(z, share)| {
            std::array::from_fn(|k| {
                let a = k as f32 / 4.0 * std::f32::consts::TAU;
                let out = Vec3::new(a.cos(), a.sin(), 0.0);
                push(out * (thick * share) + Vec3::Z * *z, out, colour(1.0, 1.0), 0.0)
            })
        })
        .collect();
    for pair in rows.windows(2) {
        for k in 0..4 {
            indices.extend_from_slice(&[
                pair[0][k],
                pair[0][k + 1],
                pair[1][k],
                pair[0][k + 1],
                pair[1][k + 1],
                pair[1][k],
            ]);
        }
    }
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[(3, 1)], numbers)
}
