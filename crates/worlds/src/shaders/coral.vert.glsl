// What has grown: corals, sponges, stones. What is soft leans with the swell.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec4 look;  // place in the grain, which grain, sway
layout(location = 4) in vec3 light; // open water, sun, height above the sand (m)
uniform mat4 view_projection;
centroid out vec3 world, facing, albedo, through, veil, beam;
centroid out vec4 grain; // place, layer, relief
centroid out vec3 depth; // how dark its hollows and how bright its heights are; height above the sand
centroid out vec4 lit;   // where its light came through, share of caustics, open water
void main() {
  world = position;
  world.xz += look.w * (vec2(0.55, 0.25) * sin(swell.x + 0.5 * position.x + 0.4 * position.z) + vec2(0.12, 0.15) * sin(swell.y + 2.0 * position.y + position.x * 3.0));
  facing = normal;
  albedo = colour;
  float far = distance(world, eye);
  haze(world, through, veil);
  float maze = step(abs(look.z - 1.0), 0.4), rock = step(look.z, 0.5);
  grain = vec4(look.xyz, (1.3 + maze + 1.2 * rock) * exp(-0.07 * far));
  depth = vec3(0.58 - 0.16 * maze - 0.30 * rock, 1.16 + 0.30 * rock, light.z + 0.12 * (1.0 - rock));
  lit = vec4(lit_through(world), own.z * exp(-0.04 * far), light.x);
  beam = sun_at(world.y) * light.y;
  gl_Position = view_projection * vec4(world, 1.0);
}
