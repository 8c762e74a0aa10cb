// What has grown: corals, sponges, stones. What is soft leans with the swell.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec4 look;  // place in the grain, which grain, sway
layout(location = 4) in vec2 light; // open water, sun
uniform mat4 view_projection;
centroid out vec3 world, facing, albedo, through, veil, beam;
centroid out vec4 grain; // place, layer, how much it shows
centroid out vec4 lit;   // where its light came through, share of caustics, open water
void main() {
  world = position;
  world.xz += look.w * (vec2(0.55, 0.25) * sin(swell.x + 0.5 * position.x + 0.4 * position.z) + vec2(0.12, 0.15) * sin(swell.y + 2.0 * position.y + position.x * 3.0));
  facing = normal;
  albedo = colour;
  float far = distance(world, eye);
  haze(world, through, veil);
  grain = vec4(look.xyz, exp(-0.07 * far));
  lit = vec4(lit_through(world), own.z * exp(-0.04 * far), light.x);
  beam = sun_at(world.y) * light.y;
  gl_Position = view_projection * vec4(world, 1.0);
}
