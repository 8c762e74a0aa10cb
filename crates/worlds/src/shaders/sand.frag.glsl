// Sand: dry, damp and mirror-wet, with the thin water of the swash running over it and its foam left behind.
in vec2 spot;
in vec3 sun_at;
centroid in vec3 world, facing, foam_light;
centroid in vec4 haze, ground, relief, sunny, run, drift, waves;
out vec4 o;
uniform sampler2D dome, lace, sand, near_map;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec2 p = spot;
  float up = ground.x, submerged = ground.z;
  vec3 v = normalize(eye - world);
  vec4 web = texture(lace, p * vec2(0.21, 0.25));
  vec4 grain = texture(sand, p * 1.37), bumps = texture(sand, p.yx * 0.171 + 0.31);
  vec4 near = texture(near_map, p * NEAR_SCALE + NEAR_SHIFT);
  vec2 fp = p - drift.zw;
  vec4 fa = texture(lace, fp * vec2(0.62, 0.70)), fb = texture(lace, fp * 2.3 + 0.4);
  // Water's edge now, and how long ago water last stood here.
  float ragged = dot(web.bg, vec2(0.42, 0.10)) - 0.26;
  float inside = run.x + ragged * run.y - up; // metres behind the edge
  float film = smoothstep(0.0, 0.05 + 1.5 * fwidth(inside), inside) * step(0.001, run.y);
  float lip = film * smoothstep(run.z, 0.02, inside) * run.w;
  float froth = exp(-0.45 * inside) * drift.x + drift.y;
  // Uncovered: sheen that dries in seconds; the highest line keeps a string of bubbles.
  vec2 reach = waves.zw + ragged, above = up - REST - reach;
  vec2 age = waves.xy - (SWASH_SECONDS * (1.0 - UPRUSH) / 3.14159265) * acos(clamp(1.0 + 2.0 * above / reach, -1.0, 1.0));
  vec2 wet_yet = step(above, vec2(0.0)) * step(0.0, age) * exp(-age * 0.14);
  float stood = dot(smoothstep(0.05, 0.0, abs(above + 0.03)) * step(0.0, waves.xy), exp(-max(age, 0.0) * 0.21));
  // Below the resting edge the sand is never without water.
  float sheen = max(max(film, smoothstep(-0.40, -0.68, up)), max(wet_yet.x, wet_yet.y));
  float damp = smoothstep(4.55, 3.3, up - 1.1 * web.b + 0.55);
  // Relief: grains, wind ripples, and what is pressed into the sand nearby.
  vec2 slope = (grain.xy - 0.502) * (relief.x * (1.0 - 0.7 * sheen)) + (bumps.yx - 0.502) * relief.y + (near.xy - 0.502) * 1.6;
  slope *= 1.0 - film;
  vec3 n = normalize(facing - vec3(slope.x, 0.0, slope.y));
  float ao = ground.y * mix(near.z, 1.0, 0.5 * film);
  // Colour: pale dry quartz, darker when damp; wrack and shell grit along the last tide's line.
  vec3 albedo = mix(vec3(0.480, 0.470, 0.450), vec3(0.165, 0.160, 0.152), max(damp * 0.72, sheen));
  albedo *= mix(1.0, 0.44 + 1.12 * grain.z, relief.z) * ((0.88 + 0.24 * web.b) * (0.5 + near.w));
  float wrack = smoothstep(0.35, 0.0, abs(ground.w - web.b)) * smoothstep(0.84, 1.40, web.g + bumps.z);
  albedo = mix(albedo, vec3(0.085, 0.066, 0.045), wrack * sunny.z);
  // Far dunes wear their marram as colour: mottled, in clumps, where single leaves would be less than a pixel.
  float turf = relief.w * smoothstep(0.42, 0.60, dot(vec2(web.a, bumps.w), vec2(0.55, 0.45)));
  albedo = mix(albedo, vec3(0.120, 0.128, 0.066) * (0.6 + 0.8 * bumps.z), turf);
  float sunlit = mix(sun_seen(sun_at, sunny.y), 1.0, submerged) * sunny.x; // under water, waves scatter the light
  // A low sun only grazes the ripples: between the grains light turns round their crests, and no hard line shows.
  float facing_sun = dot(n, sun_dir) + 0.08;
  float lit = (facing_sun + sqrt(facing_sun * facing_sun + 0.006)) * 0.165 * sunlit;
  vec3 light = albedo * (irradiance(n) * (ao * vec3(0.96, 0.97, 1.05)) + key_light * (lit * (0.5 * ao + 0.5)) + lantern_on(world, n) * (0.5 * ao + 0.5));
  // Mirror of wet sand and of the swash.
  vec2 lean = 0.5 * slope + (0.09 * film) * (fa.ba - 0.5);
  vec3 nw = normalize(vec3(-lean.x, 1.0, SLOPE * 0.4 - lean.y));
  vec3 r = reflect(-v, nw);
  r.y = max(r.y, 0.004);
  float fresnel = 0.02 + 0.98 * pow(1.0 - max(dot(nw, v), 0.03), 5.0);
  float gloss = max(sheen, damp * 0.24) * (1.0 - submerged);
  light = mix(light, dome_at(dome, r, mix(4.5, 1.0, sheen)).rgb, fresnel * gloss);
  // The float's light in the wet sand, and the sun's.
  vec3 to_lamp = normalize(lantern.xyz - world) - r;
  light += lantern_light.rgb * (gloss * (0.075 + 0.5 * fresnel) * exp(-26.0 * dot(to_lamp, to_lamp)));
  float rough = mix(0.03, 0.004, sheen), off = 1.0 - dot(normalize(v + sun_dir), nw);
  light += key_light * (sunlit * gloss * gloss * fresnel * exp(-off / rough) * 0.002 / (rough * max(v.y, 0.12)));
  // Foam on the swash: bright lip, lace that travels with the water, a line of bubbles where it stopped.
  float bubbles = 0.5 + 0.5 * fb.g;
  float foam = smoothstep(1.0 - froth, 1.18 - 0.55 * froth, 0.6 * fa.r + 0.4 * fb.r + 0.25 * fb.g) * film;
  foam = max(max(foam, lip * bubbles), min(stood, 1.0) * smoothstep(0.35, 0.65, fb.g) * 0.55);
  light = mix(light, foam_light * (0.42 + 0.28 * (fa.g + fb.g) + 0.20 * foam), foam * (0.92 - 0.92 * submerged));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
