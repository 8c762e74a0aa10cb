// A still lake: a level disc; depth, mist and what lies under it are worked out at its corners.
layout(location = 0) in vec3 position;
layout(location = 2) in vec2 under; // depth (m), how far from any shore (0 to 1)
uniform mat4 view_projection;
out vec3 world, body;
out vec2 deep;
out vec4 haze;
void main() {
  world = position;
  deep = under;
  vec3 above = irradiance(vec3(0.0, 1.0, 0.0));
  body = vec3(0.012, 0.026, 0.025) * (above + key_light * (0.12 * max(0.0, sun_dir.y)));
  haze = air_at(position);
  gl_Position = view_projection * vec4(position, 1.0);
}
