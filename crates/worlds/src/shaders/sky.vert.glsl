// The sky: one triangle at the far plane.
uniform mat4 inverse_view_projection;
uniform vec3 sun_dir;
uniform sampler2D dome;
out vec3 far_point;
flat out float veil; // how much of the sun's or moon's glare comes through the clouds
void main() {
  vec2 p = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0;
  gl_Position = vec4(p, 1.0, 1.0);
  // On the far plane w is the same everywhere, and positive: only the direction counts.
  far_point = (inverse_view_projection * vec4(p, 1.0, 1.0)).xyz;
  veil = mix(0.3, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a);
}
