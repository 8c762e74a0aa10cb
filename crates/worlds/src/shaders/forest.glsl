// All that stands in a wood shares one light, one wind and one air.
uniform vec3 eye, sun_dir, key_light;
uniform vec4 gust;       // where two fields of gusts have blown to (turns)
uniform vec3 wind_way;   // which way (right, back), and how strongly
uniform vec4 murk;       // one over the air's reach (m), its light beside the dome's, its glow towards the sun, how much sun comes through leaves
uniform sampler2D dome, lace, sunlight;
// Air under leaves: the dome's light in that direction, greened, and a glow round the sun.
vec3 air_light(vec3 toward) {
  float c = max(0.0, dot(toward, sun_dir));
  vec3 sky = dome_at(dome, normalize(vec3(toward.x, max(toward.y, 0.0) + 0.14, toward.z)), 4.0).rgb;
  sky = mix(dot(sky, vec3(0.30, 0.50, 0.20)) * vec3(1.02, 1.0, 0.62), sky * vec3(1.05, 1.0, 0.66), 0.25);
  return sky * murk.y + key_light * (vec3(1.0, 0.98, 0.72) * (murk.z * (0.22 + c * c * c)));
}
vec4 air_at(vec3 p) {
  vec3 ray = p - eye;
  float dist = length(ray);
  return vec4(air_light(ray / dist), 1.0 - exp(-pow(dist * murk.x, 1.55)));
}
vec2 blown(vec2 p) {
  vec2 swell = textureLod(lace, p * 0.016 - gust.xy, 0.0).ba - 0.5, flutter = textureLod(lace, p * 0.09 - gust.zw, 0.0).ab - 0.5;
  return wind_way.xy * (wind_way.z * (0.35 + 1.3 * swell.x)) + (swell * 0.30 + flutter * 0.26) * (0.25 + wind_way.z);
}
// How much of the sun a place sees that stands over ground of this height; patches of light tremble as leaves do.
float sun_on(vec3 p, float floor_y) {
  vec2 q = (p.xz - sun_dir.xz / max(0.06, sun_dir.y) * (p.y - floor_y) - REACH.xy) * REACH.z, e = abs(q);
  return mix(0.5, textureLod(sunlight, q + 0.5, 0.0).r, smoothstep(0.5, 0.47, max(e.x, e.y)));
}
// Light on a leaf: what falls on it, and what comes through it from its other side.
vec3 leaf_light(vec3 base, vec3 n, vec3 v, float sun, float open) {
  n *= sign(dot(n, v) + 0.0001);
  vec3 through = base * vec3(1.50, 1.66, 0.46);
  float behind = max(0.0, 0.5 - 0.5 * dot(v, sun_dir)), nl = dot(n, sun_dir);
  vec3 sky = base * irradiance(n) * open + through * irradiance(-n) * (0.75 * open);
  return sky + key_light * (0.3183 * sun) * (base * max(0.0, nl) + through * (max(0.0, -nl) * 0.9 + 0.30 * behind * behind));
}
vec3 porch_on(vec3 p) { return lantern_on(p, vec3(0.0, 1.0, 0.0)); }
