// The wood beyond its last tree: a wall of air all round.
layout(location = 0) in vec3 position;
uniform mat4 far_view_projection;
out vec3 toward, air;
void main() {
  toward = position;
  air = air_light(normalize(position));
  vec4 p = far_view_projection * vec4(position, 0.0);
  gl_Position = vec4(p.xy, p.w * 0.99999, p.w);
}
