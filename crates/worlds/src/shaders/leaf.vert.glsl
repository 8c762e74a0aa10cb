// Sprays of leaves, boughs of needles: light through them, moved by the one wind.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 place; // in the foliage's picture
layout(location = 4) in vec3 kind;  // open to the sky, how far it moves, its own phase
uniform mat4 view_projection, sun_from_world;
centroid out vec3 light;
centroid out vec4 haze;
centroid out vec3 cloth;
void main() {
  vec2 push = blown(position.xz + kind.z * 3.0);
  vec3 p = position + vec3(push.x, -0.3 * dot(push, push), push.y) * (0.22 * kind.y), v = eye - p;
  float dist = length(v);
  v /= dist;
  vec3 n = normal, at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  float share = shadow_share(at);
  // Half of what shades a crown from within is its own air: read the map a little nearer to the sun as well.
  at.z -= 0.0022;
  float seen = sun_seen(at, share);
  at.z -= 0.0075;
  float sun = max(seen, 0.55 * sun_seen(at, share)) * (0.25 + 0.75 * kind.x);
  light = green_light(colour, n, v, sun, kind.x) + colour * porch_on(p);
  cloth = vec3(place, 0.10);
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
