// Leaves in a wood: sprays, plates, fronds, herbs, litter; light through them, moved by the one wind.
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
  vec3 at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  float share = shadow_share(at);
  // A crown's own air softens its shade: the map is read a little nearer to the sun as well.
  at.z -= 0.0018;
  float seen = sun_seen(at, 1.0);
  at.z -= 0.0065;
  float sun = mix(0.45, max(seen, 0.5 * sun_seen(at, 1.0)), share) * (0.25 + 0.75 * kind.x);
  light = leaf_light(colour, normal, v, sun, kind.x) + colour * porch_on(p);
  cloth = vec3(place, 0.24);
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
