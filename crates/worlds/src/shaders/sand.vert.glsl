// The beach and the dunes: a fixed mesh. What changes slowly from place to place is worked out here, at its corners.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 cover; // share of light from the sky that reaches it, share of dune
uniform mat4 view_projection, sun_from_world;
uniform vec3 eye, sun_dir, key_light;
uniform sampler2D dome;
// At the middle of the pixel, not the centroid: what has sharp edges must not step where triangles meet.
out vec2 spot;
out vec3 sun_at;
centroid out vec3 world, facing, foam_light;
centroid out vec4 haze;
centroid out vec4 ground; // metres up the beach, open to the sky, under water, where wrack may lie (m off its line)
centroid out vec4 relief; // how strongly grains and ripples stand out, paleness of grains, turf
centroid out vec4 sunny;  // what the clouds let through, share of the shadow's map, wrack, how far the foam has flowed (z)
centroid out vec4 run;    // the water that runs now: its edge (m), how far along its reach, width and strength of its lip
centroid out vec4 drift;  // its foam: near the edge, behind it; how far it has flowed inland (xy)
centroid out vec4 waves;  // the last two waves, newer first: seconds since the water turned (xy), reach (zw)
void main() {
  world = position;
  spot = position.xz;
  facing = normal;
  float dist = length(eye - position);
  vec2 inland;
  float up = up_beach(position.xz, inland);
  float clear = mix(0.35, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a);
  sun_at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  float washed = smoothstep(4.3, 3.4, up);
  ground = vec4(up, cover.x, smoothstep(-0.75, -1.7, up), up - 4.25 - 0.5 * sin(position.x * 0.4));
  relief = vec4(0.46 * mix(1.0, 0.10, washed) * smoothstep(14.0, 2.0, dist),
                mix(0.42, 0.06, washed) * smoothstep(60.0, 6.0, dist),
                smoothstep(9.0, 1.0, dist), 0.85 * cover.y * smoothstep(16.0, 48.0, dist));
  sunny = vec4(clear, shadow_share(sun_at), 0.55 * smoothstep(80.0, 10.0, dist), 0.0);
  // The sand casts nothing into the map, so that it needs no more than a hair's bias: shadows begin where things stand.
  sun_at.z -= 0.00003;
  // One wave at most runs on the sand at a time; those that went before left it wet.
  float share = 0.0, edge = REST, since = 0.0;
  for (int i = 1; i < 3; i++) {
    float late = runs[i].x - run_delay(position.x, runs[i].z), reach = run_reach(position.x, runs[i]), s = run_up(late);
    if (s > share) { share = s; edge = REST + reach * s; since = late; }
    vec2 turned = vec2(late - (BORE_SECONDS + SWASH_SECONDS * UPRUSH), reach);
    if (i == 1) waves.yw = turned; else waves.xz = turned;
  }
  float back = step(BORE_SECONDS + UPRUSH * SWASH_SECONDS, since), up_rush = 1.0 - back, running = smoothstep(0.0, 0.04, share);
  run = vec4(edge, share, mix(0.34, 0.10, back), running * mix(1.0, 0.45, back));
  drift = vec4(running * mix(0.95, 0.50, back), running * 0.18 * share * back, inland * (running * edge * 0.8));
  foam_light = vec3(0.90, 0.92, 0.94) * (irradiance(normal) * 1.05 + key_light * (clear * (0.100 + 0.12 * max(0.0, sun_dir.y))));
  haze = haze_at(dome, world - eye, 3800.0, 0.020);
  gl_Position = view_projection * vec4(position, 1.0);
}
