// Wood and stone in a wood; animals, each placed by its own matrix.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 grain_at;
layout(location = 4) in vec3 kind; // open to the sky, moss, grain
uniform mat4 view_projection, sun_from_world, place;
centroid out vec3 world, facing, albedo, sun_at, stuff, lamp;
centroid out vec2 grain_uv;
centroid out vec4 haze;
centroid out float inside;
void main() {
  world = (place * vec4(position, 1.0)).xyz;
  facing = mat3(place) * normal;
  albedo = colour;
  grain_uv = grain_at;
  stuff = kind;
  sun_at = (sun_from_world * vec4(world + facing * 0.05, 1.0)).xyz * 0.5 + 0.5;
  inside = shadow_share(sun_at);
  sun_at.z -= 0.0005;
  haze = air_at(world);
  lamp = lantern_on(world, facing) * kind.x;
  gl_Position = view_projection * vec4(world, 1.0);
}
