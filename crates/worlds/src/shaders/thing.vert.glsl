// Wood and stone in a meadow.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 grain_at;
layout(location = 4) in vec3 kind; // open to the sky, lichen, grain
uniform mat4 view_projection, sun_from_world;
centroid out vec3 world, facing, albedo, sun_at, stuff;
centroid out vec2 grain_uv;
centroid out vec4 haze;
centroid out float inside;
void main() {
  world = position;
  facing = normal;
  albedo = colour;
  grain_uv = grain_at;
  stuff = kind;
  sun_at = (sun_from_world * vec4(position + normal * 0.10, 1.0)).xyz * 0.5 + 0.5;
  inside = shadow_share(sun_at);
  sun_at.z -= 0.0005;
  haze = air_at(position);
  gl_Position = view_projection * vec4(position, 1.0);
}
