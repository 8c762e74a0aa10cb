// What has grown: corals, sponges, stones. What is soft leans with the swell.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec4 look;  // place in the grain, which grain, sway
layout(location = 4) in vec3 light; // open water, sun, height above the sand (m)
uniform mat4 view_projection;
centroid out vec3 world, facing, albedo, through, veil, beam;
centroid out vec4 grain; // place, layer, relief
centroid out vec4 depth; // how dark its hollows are, how bright its heights, how high sand lies on it, crusts
centroid out vec4 lit;   // where its light came through, share of caustics, open water
void main() {
  world = position;
  world.xz += look.w * (vec2(0.55, 0.25) * sin(swell.x + 0.5 * position.x + 0.4 * position.z) + vec2(0.12, 0.15) * sin(swell.y + 2.0 * position.y + position.x * 3.0));
  facing = normal;
  albedo = 0.60 * mix(colour, vec3(0.66, 0.95, 1.25) * (0.07 + 0.8 * dot(colour, vec3(0.25, 0.6, 0.15))), own.w);
  float far = distance(world, eye);
  haze(world, through, veil);
  // Rock is dusted with sand at its foot; just above, all that grows low stands in its own shade.
  float maze = step(abs(look.z - 1.0), 0.4), rock = step(look.z, 0.5), above = light.z + 0.12 * (1.0 - rock), shade = mix(0.55, 1.0, smoothstep(0.0, 0.22, above));
  // A net too far off to see through covers as much as it does.
  grain = vec4(look.xy, look.z > 4.5 ? 5.0 + 0.78 * smoothstep(3.0, 8.0, far) : look.z, (2.4 - 0.7 * maze + 2.6 * rock) * exp(-0.07 * far));
  depth = vec4(0.64 - 0.08 * maze - 0.30 * rock, 1.30 + 0.24 * rock, mix(above - 0.1, above * 0.34 - 0.10, rock), 0.8 * rock);
  lit = vec4(lit_through(world), own.z * exp(-0.04 * far), light.x * shade);
  beam = sun_at(world.y) * (light.y * shade);
  gl_Position = view_projection * vec4(world, 1.0);
}
