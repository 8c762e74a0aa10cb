// Solid things: wood, stone, shell, land far off.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 grain_at;
layout(location = 4) in vec3 kind; // open to the sky, gloss, grain
uniform mat4 view_projection, sun_from_world, place;
uniform vec3 eye, sun_dir;
uniform sampler2D dome;
centroid out vec3 world, facing, albedo, sun_at;
centroid out vec2 grain_uv;
centroid out vec4 stuff;
centroid out vec4 haze;
void main() {
  world = (place * vec4(position, 1.0)).xyz;
  facing = mat3(place) * normal;
  albedo = colour;
  grain_uv = grain_at;
  float seen = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  stuff = vec4(kind, mix(0.35, 1.0, seen));
  sun_at = (sun_from_world * vec4(world + facing * 0.02, 1.0)).xyz * 0.5 + 0.5;
  sun_at.z -= 0.0012;
  haze = haze_at(dome, world - eye, 4200.0, 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
