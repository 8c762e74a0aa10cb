// Far mountains: a band round the eye, at the far plane.
layout(location = 0) in vec2 place; // share of the way round, and up
uniform mat4 far_view_projection;
uniform sampler2D dome;
out vec2 at;
out vec3 air, toward;
void main() {
  at = place;
  float a = (place.x - 0.5) * 6.2831853, up = mix(RANGE_LOW, RANGE_HIGH, place.y), c = cos(up);
  toward = vec3(sin(a) * c, sin(up), -cos(a) * c);
  // Seen a little to both sides: the dome's picture has corners there, at which its small levels turn abruptly.
  vec3 low = vec3(toward.x, max(toward.y, 0.035), toward.z), side = vec3(-toward.z, 0.0, toward.x) * 0.10;
  air = 0.5 * (dome_at(dome, normalize(low + side), 3.5).rgb + dome_at(dome, normalize(low - side), 3.5).rgb);
  vec4 p = far_view_projection * vec4(toward, 0.0);
  gl_Position = vec4(p.xy, p.w * 0.999998, p.w);
}
