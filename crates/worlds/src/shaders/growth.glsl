// What grows on a meadow shares one colour, one light, one wind and one air, so that it goes on past the last blade.
uniform vec3 eye, sun_dir, key_light;
uniform vec4 gust;       // where two fields of gusts have blown to (turns)
uniform vec2 shade_way;  // where the clouds' shade has drifted to (turns)
uniform vec3 wind_way;   // which way (right, back), and how strongly
uniform vec4 veil;       // mist: how thick, where its floor lies (m), one over its height (m), thickness on the near meadow
uniform vec4 herd[HERD], flanks[HERD]; // where each animal stands, and its heading; half its length along itself
uniform sampler2D dome, lace, sunlight;
vec4 air_at(vec3 p) {
  vec3 ray = p - eye;
  float dist = length(ray), up = clamp(ray.y * veil.z, -9.0, 9.0);
  vec4 haze = haze_at(dome, ray, 3400.0, 0.03);
  float through = exp((veil.y - eye.y) * veil.z) * dist * (abs(up) > 0.001 ? (1.0 - exp(-up)) / up : 1.0);
  float m = 1.0 - exp(-veil.x * through - veil.w * max(0.0, dist - 25.0)), c = max(0.0, dot(ray, sun_dir) / dist);
  vec3 bright = haze.rgb * 0.84 + key_light * (0.010 + 0.05 * c * c * c);
  return vec4(mix(haze.rgb, bright, m / (m + haze.a + 0.0001)), (1.0 - (1.0 - haze.a) * (1.0 - m)) * dist / (dist + 32.0));
}
// Clouds' shade drifts over the meadow (POOLED): pools of light between, a stone's throw wide. Seen flat, it sets one depth off from the next.
float pool(vec2 p) {
#ifndef POOLED
  return 1.0;
#else
  float wide = textureLod(lace, p * 0.0072 + shade_way, 1.0).b + 0.35 * (textureLod(lace, p * 0.021 + 0.2, 1.0).a - 0.5);
  return mix(0.42, 1.0, smoothstep(0.34, 0.56, wide));
#endif
}
// How much of the sun a place sees that stands over ground of this height; and what an animal leaves of it, and of the sky.
float sun_on(vec3 p, float floor_y) {
  vec2 q = (p.xz - sun_dir.xz / max(0.06, sun_dir.y) * (p.y - floor_y) - REACH.xy) * REACH.z, e = abs(q);
  return mix(1.0, textureLod(sunlight, q + 0.5, 0.0).r, smoothstep(0.5, 0.47, max(e.x, e.y))) * pool(p.xz);
}
float behind_herd(vec3 p) {
  float left = 1.0;
  for (int i = 0; i < HERD; i++) {
    vec3 to = herd[i].xyz + vec3(0.0, 0.92, 0.0) - p, along = flanks[i].xyz;
    vec3 off = to - sun_dir * max(0.0, dot(to, sun_dir)), lies = along - sun_dir * dot(along, sun_dir);
    off -= lies * clamp(dot(off, lies) / dot(lies, lies), -1.0, 1.0);
    left = min(left, smoothstep(-0.16, 0.32, dot(off, off)));
  }
  return left;
}
vec2 beside_herd(vec3 p) {
  vec2 left = vec2(1.0);
  for (int i = 0; i < HERD; i++) {
    vec3 to = herd[i].xyz + vec3(0.0, 0.92, 0.0) - p, along = flanks[i].xyz;
    float ahead = dot(to, sun_dir);
    vec3 off = to - sun_dir * ahead, lies = along - sun_dir * dot(along, sun_dir);
    off -= lies * clamp(dot(off, lies) / dot(lies, lies), -1.0, 1.0);
    left.x = min(left.x, mix(1.0, smoothstep(0.22, 0.46, length(off)), smoothstep(0.0, 0.4, ahead)));
    // Legs: a thin curtain of shade from the feet to where the body's begins.
    vec2 flat_to = to.xz, sunward = normalize(sun_dir.xz), thin = vec2(-sunward.y, sunward.x);
    float back = dot(flat_to, sunward) * sun_dir.y, beside = abs(dot(flat_to, thin)) - 0.62 * abs(dot(along.xz, thin));
    left.x = min(left.x, 1.0 - 0.7 * smoothstep(0.22, 0.02, beside) * smoothstep(-0.1, 0.0, back) * smoothstep(0.7, 0.5, back));
    to -= along * clamp(dot(to, along) / 0.4356, -1.0, 1.0);
    left.y = min(left.y, smoothstep(0.0, 1.0, length(to.xz)) * 0.6 + 0.4);
  }
  return left;
}
vec3 sward(vec2 p) {
  vec2 broad = textureLod(lace, p * 0.011, 0.0).ba, close = textureLod(lace, p * 0.083 + 0.37, 0.0).ba;
  // Fresh green, straw where it is ripe, a bluer green in hollows, and the russet of sorrel and seeds in drifts.
  vec3 c = mix(vec3(0.106, 0.150, 0.046), vec3(0.190, 0.180, 0.074), smoothstep(0.46, 0.90, broad.x) * 0.60);
  c = mix(c, vec3(0.158, 0.124, 0.070), smoothstep(0.56, 0.85, broad.y + 0.5 * (close.y - 0.5)) * 0.42);
  return mix(c, vec3(0.062, 0.112, 0.042), smoothstep(0.42, 0.80, close.y) * 0.70) * (0.82 + 0.46 * close.x);
}
// Light on something thin and green: from the sun, through it from behind, from the sky, and from the sward around.
vec3 green_light(vec3 base, vec3 n, vec3 v, float sun, float open) {
  float through = max(0.0, 0.45 - 0.55 * dot(v, sun_dir));
  vec3 glow = base * vec3(1.18, 1.12, 0.58) * (through * through * through * 0.75 * (0.35 + 0.65 * open));
  return base * irradiance(n) * (open * 1.10) + key_light * (0.3183 * sun) * (base * max(0.0, dot(n, sun_dir) * 0.75 + 0.25) * 0.85 + glow);
}
// The lantern by the path and the hut's window after dark, from wherever they shine.
vec3 porch_on(vec3 p) { return lantern_on(p, vec3(0.0, 1.0, 0.0)); }
vec2 blown(vec2 p) {
  vec2 swell = textureLod(lace, p * 0.016 - gust.xy, 0.0).ba - 0.5, flutter = textureLod(lace, p * 0.09 - gust.zw, 0.0).ab - 0.5;
  return wind_way.xy * (wind_way.z * (0.35 + 1.3 * swell.x)) + (swell * 0.30 + flutter * 0.26) * (0.25 + wind_way.z);
}
