// The water itself and its surface from below: one triangle behind everything.
uniform mat4 inverse_view_projection;
out vec3 far_point;
void main() {
  vec2 p = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0;
  gl_Position = vec4(p, 1.0, 1.0);
  far_point = (inverse_view_projection * vec4(p, 1.0, 1.0)).xyz;
}
