// Solid things: wood, stone, shell, land far off.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 grain_at;
layout(location = 4) in vec3 kind; // open to the sky, gloss, grain
uniform mat4 view_projection, sun_from_world, place;
uniform vec3 eye, sun_dir;
uniform sampler2D dome;
centroid out vec3 world, facing, albedo, sun_at, lamp;
centroid out vec2 grain_uv;
centroid out vec4 stuff; // open to the sky, how much it mirrors, grain as colour, grain as relief
centroid out vec2 sunny; // what the clouds let through, share of the shadow's map
centroid out vec4 haze;
void main() {
  world = (place * vec4(position, 1.0)).xyz;
  facing = mat3(place) * normal;
  albedo = colour;
  grain_uv = grain_at;
  float dist = length(eye - world);
  stuff = vec4(kind.x, mix(0.25, 1.0, kind.y) * kind.x * smoothstep(400.0, 40.0, dist),
               kind.z * smoothstep(30.0, 4.0, dist), 0.60 * kind.z * smoothstep(12.0, 2.0, dist));
  sun_at = (sun_from_world * vec4(world + facing * 0.035, 1.0)).xyz * 0.5 + 0.5;
  sunny = vec2(0.318 * mix(0.35, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a) * dapple(world.xz), shadow_share(sun_at));
  sun_at.z -= 0.0004;
  lamp = lantern_on(world, facing) * kind.x;
  haze = haze_at(dome, world - eye, mix(2600.0, 1250.0, smoothstep(400.0, 1000.0, dist)), 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
