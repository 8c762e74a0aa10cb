//! Meshes on the GPU: interleaved floats, indices, and instances where there are many of a thing.

use glow::HasContext;

use crate::StageError;

/// Vertices, indices and, where there are many of it, instances.
pub(crate) struct Mesh {
    pub(super) vao: glow::VertexArray,
    buffers: Vec<glow::Buffer>,
    indices: i32,
    instances: i32,
    /// Points instead of triangles: how many.
    points: i32,
    pub bytes: u64,
}

/// One attribute: its location and number of floats.
pub(crate) type Attribute = (u32, i32);

impl Mesh {
    /// No vertices at all: for passes whose triangle comes from the vertex number.
    pub fn empty(gl: &glow::Context) -> Result<Mesh, StageError> {
        // SAFETY: plain object creation.
        let vao = unsafe { gl.create_vertex_array().map_err(StageError::OutOfObjects)? };
        Ok(Mesh { vao, buffers: Vec::new(), indices: 0, instances: 1, points: 0, bytes: 0 })
    }

    /// A mesh of interleaved floats; `instances` holds one record per copy with its own attributes.
    pub fn new(
        gl: &glow::Context,
        attributes: &[Attribute],
        vertices: &[f32],
        indices: &[u32],
        instance_attributes: &[Attribute],
        instances: &[f32],
    ) -> Result<Mesh, StageError> {
        let mut mesh = Mesh::empty(gl)?;
        mesh.indices = indices.len() as i32;
        // SAFETY: buffers are filled from slices and attributes lie within their stride.
        unsafe {
            gl.bind_vertex_array(Some(mesh.vao));
            mesh.upload(gl, glow::ARRAY_BUFFER, &bytes_of_floats(vertices))?;
            point(gl, attributes, 0);
            if !instance_attributes.is_empty() {
                mesh.upload(gl, glow::ARRAY_BUFFER, &bytes_of_floats(instances))?;
                point(gl, instance_attributes, 1);
                let floats: i32 = instance_attributes.iter().map(|a| a.1).sum();
                mesh.instances = instances.len() as i32 / floats.max(1);
            }
            let packed: Vec<u8> = indices.iter().flat_map(|i| i.to_le_bytes()).collect();
            mesh.upload(gl, glow::ELEMENT_ARRAY_BUFFER, &packed)?;
            gl.bind_vertex_array(None);
        }
        Ok(mesh)
    }

    /// Points, each a vertex of interleaved floats.
    pub fn points(
        gl: &glow::Context,
        attributes: &[Attribute],
        vertices: &[f32],
    ) -> Result<Mesh, StageError> {
        let mut mesh = Mesh::new(gl, attributes, vertices, &[], &[], &[])?;
        mesh.points = vertices.len() as i32 / attributes.iter().map(|a| a.1).sum::<i32>().max(1);
        Ok(mesh)
    }

    /// # Safety
    /// The mesh's vertex array must be bound.
    unsafe fn upload(&mut self, gl: &glow::Context, kind: u32, data: &[u8]) -> Result<(), StageError> {
        // SAFETY: see above.
        unsafe {
            let buffer = gl.create_buffer().map_err(StageError::OutOfObjects)?;
            gl.bind_buffer(kind, Some(buffer));
            gl.buffer_data_u8_slice(kind, data, glow::STATIC_DRAW);
            self.buffers.push(buffer);
            self.bytes += data.len() as u64;
        }
        Ok(())
    }

    pub fn triangles(&self) -> u64 {
        self.indices as u64 / 3 * self.instances as u64
    }

    /// Draws it with the current program.
    pub fn draw(&self, gl: &glow::Context) {
        // SAFETY: the vertex array belongs to this context and its indices lie within its buffers.
        unsafe {
            gl.bind_vertex_array(Some(self.vao));
            if self.points > 0 {
                gl.draw_arrays(glow::POINTS, 0, self.points);
            } else if self.indices == 0 {
                gl.draw_arrays(glow::TRIANGLES, 0, 3);
            } else if self.instances == 1 {
                gl.draw_elements(glow::TRIANGLES, self.indices, glow::UNSIGNED_INT, 0);
            } else {
                gl.draw_elements_instanced(
                    glow::TRIANGLES,
                    self.indices,
                    glow::UNSIGNED_INT,
                    0,
                    self.instances,
                );
            }
        }
    }

    pub fn destroy(self, gl: &glow::Context) {
        // SAFETY: made by this context.
        unsafe {
            gl.delete_vertex_array(self.vao);
            for buffer in self.buffers {
                gl.delete_buffer(buffer);
            }
        }
    }
}

/// # Safety
/// A vertex array and the buffer that holds these attributes must be bound.
unsafe fn point(gl: &glow::Context, attributes: &[Attribute], divisor: u32) {
    let stride = attributes.iter().map(|a| a.1).sum::<i32>() * 4;
    let mut offset = 0;
    for (location, floats) in attributes {
        // SAFETY: see above.
        unsafe {
            gl.enable_vertex_attrib_array(*location);
            gl.vertex_attrib_pointer_f32(*location, *floats, glow::FLOAT, false, stride, offset);
            gl.vertex_attrib_divisor(*location, divisor);
        }
        offset += floats * 4;
    }
}

fn bytes_of_floats(floats: &[f32]) -> Vec<u8> {
    floats.iter().flat_map(|x| x.to_le_bytes()).collect()
}
