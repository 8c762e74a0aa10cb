//! Parts of a world that are only drawn where an eye can see them: sectors round the client, each with its own hull.

use glam::{Mat4, Quat, Vec3};

use crate::StageError;
use crate::gpu::{Attribute, Mesh};
use crate::mesh::{HEAP_ATTRIBUTES, HEAP_FLOATS, Heap};

/// A mesh and the corners of a box that holds all of it.
pub(crate) struct Field {
    pub mesh: Mesh,
    hull: [Vec3; 8],
}

impl Field {
    /// `places` are those of the mesh or of its instances; everything it draws lies within `around` metres of them.
    /// The box is turned by `turn` about the vertical.
    fn new(mesh: Mesh, places: impl Iterator<Item = Vec3>, around: f32, turn: f32) -> Field {
        let turned = Quat::from_rotation_y(turn);
        let places = places.map(|place| turned.inverse() * place);
        let (low, high) =
            places.fold((Vec3::MAX, Vec3::MIN), |(low, high), place| (low.min(place), high.max(place)));
        let (low, high) = (low - around, high + around);
        let corner = |i: usize| {
            let pick = |bit: usize, a: f32, b: f32| if i >> bit & 1 == 0 { a } else { b };
            turned * Vec3::new(pick(0, low.x, high.x), pick(1, low.y, high.y), pick(2, low.z, high.z))
        };
        Field { mesh, hull: std::array::from_fn(corner) }
    }

    /// What stands still, as it is.
    pub fn of(gl: &glow::Context, heap: &Heap) -> Result<Field, StageError> {
        let mesh = Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[])?;
        Ok(Field::new(mesh, heap.vertices.chunks(HEAP_FLOATS).map(place), 0.0, 0.0))
    }

    /// The same, of vertices with attributes of their own that begin with a place; the swell moves none by over 0.3 m.
    pub fn still(
        gl: &glow::Context,
        attributes: &[Attribute],
        vertices: &[f32],
        indices: &[u32],
        turn: f32,
    ) -> Result<Field, StageError> {
        let floats = attributes.iter().map(|attribute| attribute.1 as usize).sum::<usize>();
        let mesh = Mesh::new(gl, attributes, vertices, indices, &[], &[])?;
        Ok(Field::new(mesh, vertices.chunks(floats).map(place), 0.3, turn))
    }

    /// Copies of one small mesh, in `sectors` round the client; a record begins with its place and is `width` floats.
    pub fn around(
        gl: &glow::Context,
        attributes: &[Attribute],
        (vertices, indices): &(Vec<f32>, Vec<u32>),
        records: &[f32],
        sectors: usize,
        reach: f32,
    ) -> Result<Vec<Field>, StageError> {
        const WIDTH: usize = 8;
        let mut parts = vec![Vec::new(); sectors];
        for record in records.chunks_exact(WIDTH) {
            let turn = record[2].atan2(record[0]) / std::f32::consts::TAU + 0.5;
            parts[(turn * sectors as f32) as usize % sectors].extend_from_slice(record);
        }
        parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !part.is_empty())
            .map(|(sector, part)| {
                let mesh = Mesh::new(gl, attributes, vertices, indices, &[(2, 4), (3, 4)], part)?;
                // The box lies along the middle of its sector.
                let turn = -(sector as f32 + 0.5) / sectors as f32 * std::f32::consts::TAU;
                Ok(Field::new(mesh, part.chunks_exact(WIDTH).map(place), reach, turn))
            })
            .collect()
    }

    /// Whether any of it can lie in the view: not all of its box beyond one side of it.
    pub fn seen(&self, clip_from_world: &Mat4) -> bool {
        let corners = self.hull.map(|corner| *clip_from_world * corner.extend(1.0));
        !(0..3).any(|axis| {
            [-1.0, 1.0].iter().any(|side| corners.iter().all(|corner| side * corner[axis] > corner.w))
        })
    }
}

fn place(record: &[f32]) -> Vec3 {
    Vec3::new(record[0], record[1], record[2])
}

/// A card of `pieces`: side and share of its height.
pub(crate) fn card(pieces: u32) -> (Vec<f32>, Vec<u32>) {
    let vertices = (0..=pieces).flat_map(|i| [-1.0, i as f32 / pieces as f32, 1.0, i as f32 / pieces as f32]);
    let indices = (0..pieces).flat_map(|i| [0, 1, 2, 1, 3, 2].map(|k| 2 * i + k));
    (vertices.collect(), indices.collect())
}

/// A tuft of `blades`, each of `pieces`: side and share of the length; bearing and distance from the tuft's middle.
pub(crate) fn blade(blades: u32, pieces: u32) -> (Vec<f32>, Vec<u32>) {
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    for one in 0..blades {
        let start = (vertices.len() / 4) as u32;
        let (turn, off) = (one as f32 * 2.4, if one == 0 { 0.0 } else { 0.35 + 0.25 * one as f32 });
        for piece in 0..=pieces {
            let t = piece as f32 / pieces as f32;
            let sides: &[f32] = if piece == pieces { &[0.0] } else { &[-1.0, 1.0] };
            for side in sides {
                vertices.extend_from_slice(&[*side, t, turn, off]);
            }
        }
        for piece in 0..pieces {
            let a = start + piece * 2;
            indices.extend_from_slice(&[a, a + 1, a + 2]);
            if piece + 1 < pieces {
                indices.extend_from_slice(&[a + 1, a + 3, a + 2]);
            }
        }
    }
    (vertices, indices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_left_out_only_when_none_of_it_is_in_view() {
        let view = glam::camera::rh::proj::opengl::perspective(1.2, 1.0, 0.1, 1_000.0);
        let hull = |at: Vec3| -> [Vec3; 8] {
            std::array::from_fn(|i: usize| {
                at + Vec3::new((i & 1) as f32, (i >> 1 & 1) as f32, (i >> 2) as f32) * 2.0 - Vec3::ONE
            })
        };
        let seen = |at: Vec3| {
            let corners = hull(at).map(|corner: Vec3| view * corner.extend(1.0));
            !(0..3).any(|axis| [-1.0f32, 1.0].iter().any(|side| corners.iter().all(|c| side * c[axis] > c.w)))
        };
        for (at, expected) in [
            (Vec3::new(0.0, 0.0, -10.0), true),
            (Vec3::new(0.0, 0.0, 10.0), false),
            (Vec3::new(-30.0, 0.0, -10.0), false),
            (Vec3::new(7.0, 0.0, -10.0), true),
            (Vec3::ZERO, true),
        ] {
            assert_eq!(seen(at), expected, "{at}");
        }
    }
}
