// The beach and the dunes: a fixed mesh. What changes slowly from place to place is worked out here, at its corners.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 cover; // share of light from the sky that reaches it, share of dune
uniform mat4 view_projection;
uniform vec3 eye, sun_dir, key_light;
uniform float radius; // of the float
uniform sampler2D dome;
// At the middle of the pixel, not the centroid: what has sharp edges must not step where triangles meet.
out vec2 spot;
centroid out vec3 world, facing, foam_light, lamp; // lamp: the float's light
centroid out vec4 haze;
centroid out vec4 ground; // metres up the beach, open to the sky, under water, where wrack may lie (m off its line)
centroid out vec4 relief; // how strongly grains and ripples stand out, paleness of grains, turf
centroid out vec4 sunny;  // what the clouds let through, wrack, where the last two waves turned (m up the beach)
centroid out vec4 run;    // the water that runs now: its edge (m), how far along its reach, width and strength of its lip
centroid out vec4 drift;  // its foam: near the edge, behind it; how far it has flowed inland (xy)
centroid out vec4 dried;  // how wet the last two waves left the sand (xy), and how fresh their lines of bubbles are (zw)
void main() {
  world = position;
  spot = position.xz;
  facing = normal;
  float dist = length(eye - position);
  vec2 inland;
  float up = up_beach(position.xz, inland);
  float clear = mix(0.35, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a);
  float washed = smoothstep(5.0, 4.2, up);
  ground = vec4(up, cover.x, smoothstep(-1.3, -2.9, up), up - 4.75 - 0.4 * sin(position.x * 0.4));
  relief = vec4(0.32 * mix(1.0, 0.10, washed) * smoothstep(14.0, 2.0, dist),
                mix(0.38, 0.05, washed) * smoothstep(60.0, 6.0, dist),
                smoothstep(9.0, 1.0, dist), 0.85 * cover.y * smoothstep(16.0, 48.0, dist));
  // One wave at most runs on the sand at a time; those that went before left it wet.
  float share = 0.0, edge = REST, since = 0.0;
  vec4 turned; // the last two waves, newer first: seconds since the water turned (xy), reach (zw)
  for (int i = 1; i < 3; i++) {
    float late = runs[i].x - run_delay(position.x, runs[i].z), reach = run_reach(position.x, runs[i]), s = run_up(late);
    if (s > share) { share = s; edge = REST + reach * s; since = late; }
    vec2 one = vec2(late - (BORE_SECONDS + SWASH_SECONDS * UPRUSH), reach);
    if (i == 1) turned.yw = one; else turned.xz = one;
  }
  sunny = vec4(clear * dapple(position.xz), 0.55 * smoothstep(80.0, 10.0, dist), REST + turned.zw);
  // How long ago the water left this height: a cosine ran over it.
  vec2 age = max(turned.xy - (SWASH_SECONDS * (1.0 - UPRUSH) / 3.14159265) * acos(clamp(1.0 + 2.0 * (up - sunny.zw) / turned.zw, -1.0, 1.0)), 0.0);
  dried = vec4(exp(-0.12 * age), exp(-0.19 * age)) * step(0.0, turned.xyxy);
  float back = step(BORE_SECONDS + UPRUSH * SWASH_SECONDS, since), up_rush = 1.0 - back, running = smoothstep(0.0, 0.04, share);
  run = vec4(edge, share, mix(0.34, 0.10, back), running * mix(1.0, 0.45, back));
  drift = vec4(running * mix(0.95, 0.50, back), running * 0.18 * share * back, inland * (running * edge * 0.8));
  lamp = lantern_on(position, normal);
  // Sunlight that came through the float's green glass, in its shadow.
  vec3 from = position - lantern.xyz;
  float behind = -dot(from, sun_dir), off = length(from + sun_dir * behind) / radius;
  lamp += key_light * vec3(0.46, 0.56, 0.11) * (max(sun_dir.y, 0.0) * exp(-2.6 * off * off) * smoothstep(0.0, 0.2, behind) * exp(-1.7 * max(behind, 0.0)));
  foam_light = vec3(0.95, 0.94, 0.93) * (irradiance(normal) * 1.25 + key_light * (clear * (0.24 + 0.12 * max(0.0, sun_dir.y))));
  haze = haze_at(dome, world - eye, 2200.0, 0.020);
  gl_Position = view_projection * vec4(position, 1.0);
}
