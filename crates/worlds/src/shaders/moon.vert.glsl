// The moon: a square at the far plane that faces the eye.
layout(location = 0) in vec3 position;
uniform mat4 far_view_projection;
uniform vec3 moon_dir;
uniform sampler2D dome;
out vec2 square;
flat out float open;
const float RADIUS = 0.0105;
void main() {
  vec3 right = normalize(cross(moon_dir, vec3(0.0, 1.0, 0.0))), up = cross(right, moon_dir);
  square = position.xy * 1.15;
  vec4 p = far_view_projection * vec4(moon_dir + (right * square.x + up * square.y) * RADIUS, 0.0);
  gl_Position = vec4(p.xy, p.w * 0.999999, p.w);
  // A cloud before it veils it, and blurs what is left.
  open = 1.0 - textureLod(dome, dome_uv(moon_dir), 1.5).a;
  open *= sqrt(open);
}
