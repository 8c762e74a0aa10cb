// Sand: dry, damp and mirror-wet, with the thin water of the swash running over it and its foam left behind.
centroid in vec3 world, facing, sun_at;
centroid in vec3 mix_in;
centroid in vec4 haze;
centroid in vec3 shore, late, reaches;
out vec4 o;
uniform sampler2D dome, lace, sand, near_map, irradiance;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec2 p = world.xz, inland = shore.yz;
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist;
  float up = shore.x;
  vec4 web = texture(lace, p * vec2(0.21, 0.25));
  // Water's edge now, and how long ago water last stood here.
  float film = 0.0, thick = 0.0, sheen = 0.0, rim = 0.0, left_line = 0.0, flow = 0.0, froth = 0.0, highest = REST;
  float ragged = (web.b - 0.5) * 0.42 + (web.g - 0.5) * 0.10;
  for (int i = 0; i < 3; i++) {
    float since = runs[i].x - late[i];
    float reach = reaches[i] + ragged;
    float share = run_up(since), edge = REST + reach * share;
    float inside = edge - up; // metres behind the edge
    float rising = step(since, BORE_SECONDS + UPRUSH * SWASH_SECONDS);
    float running = step(0.001, share);
    film = max(film, running * smoothstep(0.0, 0.05, inside));
    thick = max(thick, running * inside);
    rim = max(rim, running * smoothstep(0.0, 0.03, inside) * smoothstep(mix(0.10, 0.34, rising), 0.02, inside) * mix(0.45, 1.0, rising));
    froth = max(froth, running * smoothstep(0.0, 0.08, inside) * mix(exp(-inside * 0.5) * 0.50 + 0.18 * share, exp(-inside * 0.40) * 0.95, rising));
    flow += running * edge * 0.8;
    // Uncovered: sheen that dries in seconds; the highest line keeps a string of bubbles.
    float r = clamp((up - REST) / max(reach, 0.1), 0.0, 1.0);
    float gone = BORE_SECONDS + SWASH_SECONDS * (UPRUSH + (1.0 - UPRUSH) * acos(2.0 * r - 1.0) / 3.14159265);
    float age = since - gone;
    float under = step(up, REST + reach) * step(0.0, age);
    sheen = max(sheen, under * exp(-age / 4.5));
    float top = REST + reach;
    highest = max(highest, since > BORE_SECONDS + UPRUSH * SWASH_SECONDS ? top : REST);
    left_line += smoothstep(0.05, 0.0, abs(up - top + 0.03)) * step(BORE_SECONDS + UPRUSH * SWASH_SECONDS, since) * exp(-max(age, 0.0) / 5.0);
  }
  // Below the resting edge the sand is never without water.
  sheen = max(max(sheen, film), smoothstep(-0.40, -0.68, up));
  float damp = smoothstep(4.55, 3.3, up - (web.b - 0.5) * 1.1);
  // Relief: grains, wind ripples, and what is pressed into the sand nearby.
  vec4 grain = texture(sand, p * 1.37), bumps = texture(sand, p.yx * 0.171 + 0.31);
  vec2 mp = (p - vec2(0.0, 0.4)) / 14.0 + 0.5;
  vec2 inside_map = smoothstep(vec2(0.5), vec2(0.44), abs(mp - 0.5));
  float mapped = inside_map.x * inside_map.y;
  vec4 near = mix(vec4(0.502, 0.502, 1.0, 0.5), texture(near_map, mp), mapped);
  float washed = smoothstep(4.3, 3.4, up);
  float smooth_k = mix(1.0, 0.10, washed) * mix(1.0, 0.3, sheen);
  float near_fade = smoothstep(60.0, 6.0, dist);
  vec2 slope = (grain.xy - 0.502) * 0.62 * smooth_k * smoothstep(14.0, 2.0, dist) + (bumps.yx - 0.502) * mix(0.50, 0.06, washed) * near_fade
             + (near.xy - 0.502) * 1.6;
  slope *= 1.0 - film;
  vec3 n = normalize(facing + vec3(-slope.x, 0.0, -slope.y));
  float ao = mix_in.x * mix(1.0, near.z, 1.0 - 0.5 * film);
  // Colour: pale dry quartz, darker when damp; wrack and shell grit along the last tide's line.
  vec3 dry = vec3(0.480, 0.470, 0.450), wet = vec3(0.165, 0.160, 0.152);
  vec3 albedo = mix(dry, wet, max(damp * 0.72, sheen));
  albedo *= mix(1.0, 0.44 + 1.12 * grain.z, smoothstep(9.0, 1.0, dist)) * (0.88 + 0.24 * web.b) * (0.5 + near.w);
  float wrack = smoothstep(0.35, 0.0, abs(up - 4.75 - 0.5 * sin(p.x * 0.4) - (web.b - 0.5))) * smoothstep(0.42, 0.70, web.g * 0.5 + bumps.z * 0.5);
  albedo = mix(albedo, vec3(0.085, 0.066, 0.045), wrack * 0.55 * smoothstep(80.0, 10.0, dist));
  // Far dunes wear their marram as colour: mottled, in clumps, where single leaves would be less than a pixel.
  float turf = mix_in.y * smoothstep(16.0, 48.0, dist) * smoothstep(0.42, 0.60, web.a * 0.55 + bumps.w * 0.45);
  albedo = mix(albedo, vec3(0.120, 0.128, 0.066) * (0.6 + 0.8 * bumps.z), turf * 0.85);
  vec3 around = irradiance_at(irradiance, n);
  float nl = dot(n, sun_dir);
  float sunlit = sun_seen(sun_at) * mix_in.z;
  float lit = max(0.0, (nl + 0.06) / 1.06) * sunlit;
  vec3 light = albedo * (around * ao + key_light * 0.318 * lit * ao);
  light += albedo * lantern_on(world, n) * mix(ao, 1.0, 0.5);
  // Mirror of wet sand and of the swash.
  vec2 fp = p - inland * flow;
  vec4 fa = texture(lace, fp * vec2(0.62, 0.70)), fb = texture(lace, fp * 2.3 + 0.4);
  vec2 ripple_slope = (fa.ba - 0.5) * 0.09 * film;
  vec3 nw = normalize(vec3(-slope.x * 0.5 - ripple_slope.x, 1.0, -slope.y * 0.5 + SLOPE * 0.4 - ripple_slope.y));
  vec3 r = reflect(-v, nw);
  r.y = max(r.y, 0.004);
  float nv = max(dot(nw, v), 0.03);
  float fresnel = 0.02 + 0.98 * pow(1.0 - nv, 5.0);
  float gloss = max(sheen, damp * 0.16);
  float submerged = smoothstep(-0.75, -1.7, up);
  vec3 mirror = dome_at(dome, r, mix(4.5, 1.0, sheen)).rgb;
  light = mix(light, mirror, fresnel * gloss * (1.0 - submerged));
  // The float's light in the wet sand.
  vec3 to_lamp = normalize(lantern.xyz - world) - r;
  light += lantern_light.rgb * gloss * (0.15 + fresnel) * 0.5 * exp(-dot(to_lamp, to_lamp) * 26.0) * (1.0 - submerged);
  vec3 h = normalize(v + sun_dir);
  vec2 z = -h.xz / h.y + nw.xz / nw.y;
  float g = mix(0.03, 0.004, sheen);
  light += key_light * sunlit * gloss * gloss * 0.05 * fresnel * exp(-dot(z, z) / (2.0 * g)) / (6.2832 * g * 4.0 * max(v.y, 0.12)) * (1.0 - submerged);
  // Foam on the swash: bright lip, lace that travels with the water, a line of bubbles where it stopped.
  float web2 = mix(fa.r, fb.r, 0.4);
  float foam = smoothstep(1.0 - froth, 1.18 - 0.55 * froth, web2 + 0.25 * fb.g) * film;
  foam = max(foam, rim * (0.5 + 0.5 * fb.g));
  foam = max(foam, clamp(left_line, 0.0, 1.0) * smoothstep(0.35, 0.65, fb.g) * 0.55);
  foam *= 1.0 - submerged;
  vec3 white = vec3(0.90, 0.92, 0.94) * (around * 1.25 + key_light * mix_in.z * (0.055 + 0.12 * max(0.0, sun_dir.y))) * (0.58 + 0.30 * fa.g + 0.30 * fb.g);
  light = mix(light, white, foam * 0.92);
  light = mix(light, haze.rgb, haze.a);
  o = vec4(finish(light), 1.0);
}
