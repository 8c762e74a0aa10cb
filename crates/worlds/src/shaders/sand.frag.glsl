// Sand: dry, damp and mirror-wet, with the thin water of the swash running over it and its foam left behind.
in vec2 spot;
centroid in vec3 world, facing, foam_light, lamp;
centroid in vec4 haze, ground, relief, sunny, run, drift, dried;
out vec4 o;
uniform sampler2D dome, lace, sand, near_map, sunlight;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec2 p = spot;
  float up = ground.x, submerged = ground.z;
  vec3 v = normalize(eye - world);
  vec4 web = texture(lace, p * vec2(0.21, 0.25));
  vec4 grain = texture(sand, p * 1.37), bumps = texture(sand, p.yx * 0.171 + 0.31);
  vec2 here = near_at(p);
  vec4 near = texture(near_map, here);
  vec2 fp = p - drift.zw, fat = fp * vec2(0.80, 0.40);
  vec4 fa = texture(lace, fat), fb = texture(lace, fp * 2.3 + 0.4);
  float sunward = texture(lace, fat + sun_dir.xz * 0.016).r; // the foam a little nearer to the sun
  // Water's edge now, and how long ago water last stood here.
  float ragged = dot(web.bg, vec2(0.42, 0.10)) - 0.26;
  float inside = run.x + ragged * run.y - up; // metres behind the edge
  float pixel = 1.5 * fwidth(inside);
  float runs_here = step(0.001, run.y), film = smoothstep(0.0, 0.05 + pixel, inside) * runs_here;
  float lip = film * smoothstep(run.z * (0.3 + 1.4 * web.g) + 1.6 * pixel, 0.02, inside) * run.w; // never thinner than it can be drawn
  float froth = exp(-0.45 * inside) * drift.x + drift.y;
  // Uncovered: sheen that dries in seconds; the highest line keeps a string of bubbles.
  vec2 above = up - sunny.zw - ragged, wet_yet = step(above, vec2(0.0)) * dried.xy;
  float stood = dot(smoothstep(0.05 + pixel, 0.0, abs(above + 0.03)), dried.zw) / (1.0 + 14.0 * pixel);
  // Below the resting edge the sand is never without water, and where waves reach it stays soaked between them.
  float sheen = max(max(film, smoothstep(-0.40, -0.68, up)), max(wet_yet.x, wet_yet.y));
  float height = up - 1.1 * web.b + 0.55, damp = smoothstep(5.0, 4.3, height), soaked = smoothstep(4.7, 3.0, height);
  float soaking = smoothstep(-0.16, 0.0, inside) * runs_here; // sand drinks the water just ahead of the edge
  // Relief: grains, wind ripples, and what is pressed into the sand nearby.
  vec2 slope = (grain.xy - 0.502) * (relief.x * (1.0 - 0.7 * sheen)) + (bumps.yx - 0.502) * relief.y + (near.xy - 0.502) * 1.6;
  slope *= 1.0 - film;
  vec3 n = normalize(facing - vec3(slope.x, 0.0, slope.y));
  float ao = ground.y * mix(near.z, 1.0, 0.5 * film), shade = 0.5 * ao + 0.5;
  // Colour: pale dry quartz, darker when damp; wrack and shell grit along the last tide's line.
  vec3 albedo = mix(vec3(0.508, 0.470, 0.415), vec3(0.122, 0.114, 0.104), max(damp * 0.70, max(sheen, soaking)));
  albedo *= mix(1.0, 0.44 + 1.12 * grain.z, relief.z) * ((0.86 + 0.28 * web.b) * (0.5 + near.w));
  float wrack = smoothstep(0.35, 0.0, abs(ground.w - web.b)) * smoothstep(0.84, 1.40, web.g + bumps.z);
  albedo = mix(albedo, vec3(0.085, 0.066, 0.045), wrack * sunny.y);
  // Far dunes wear their marram as colour: mottled, in clumps, where single leaves would be less than a pixel.
  float turf = relief.w * smoothstep(0.42, 0.60, dot(vec2(web.a, bumps.w), vec2(0.55, 0.45)));
  albedo = mix(albedo, vec3(0.120, 0.128, 0.066) * (0.6 + 0.8 * bumps.z), turf);
  // Under water, waves scatter the light.
  float sunlit = mix(texture(sunlight, here).r, 1.0, submerged) * sunny.x;
  // A low sun only grazes the ripples: between the grains light turns round their crests, and no hard line shows.
  float facing_sun = dot(n, sun_dir) + 0.08;
  float lit = (facing_sun + sqrt(facing_sun * facing_sun + 0.006)) * 0.165 * sunlit;
  vec3 light = albedo * (irradiance(n) * (ao * vec3(0.83, 0.90, 1.15)) + key_light * (lit * shade) + lamp * shade);
  // Mirror of wet sand and of the swash.
  vec2 lean = 0.5 * slope + (0.09 * film) * (fa.ba - 0.5);
  vec3 nw = normalize(vec3(-lean.x, 1.0, SLOPE * 0.4 - lean.y));
  vec3 r = reflect(-v, nw);
  r.y = max(r.y, 0.004);
  float fresnel = 0.02 + 0.98 * pow(1.0 - max(dot(nw, v), 0.03), 5.0);
  float gloss = max(max(sheen, soaked * 0.62), damp * 0.22) * (1.0 - submerged);
  light = mix(light, dome_at(dome, r, mix(4.5, 1.0, gloss)).rgb, fresnel * gloss);
  // The float's light in the wet sand, and the sun's.
  vec3 to_lamp = normalize(lantern.xyz - world) - r;
  light += lantern_light.rgb * (gloss * (0.075 + 0.5 * fresnel) * exp(-26.0 * dot(to_lamp, to_lamp)));
  float rough = mix(0.03, 0.004, gloss), off = 1.0 - dot(normalize(v + sun_dir), nw);
  light += key_light * (sunlit * gloss * gloss * fresnel * exp(-off / rough) * 0.002 / (rough * max(v.y, 0.12)));
  // Foam on the swash: bright lip, lace that travels with the water, a line of bubbles where it stopped.
  float fine = 0.4 * fb.r + 0.25 * fb.g, from = 1.0 - froth, to = 1.18 - 0.55 * froth;
  vec2 foams = smoothstep(from, to, vec2(fa.r, sunward) * 0.6 + fine) * film;
  // It gathers round whatever stands in the water, too.
  float foam = max(max(foams.x, max(lip, film * smoothstep(0.97, 0.55, near.z)) * (0.5 + 0.5 * fb.g)), min(stood, 1.0) * smoothstep(0.35, 0.65, fb.g) * 0.55);
  // It has thickness: it shades the water behind it, and its sunward side is bright.
  light *= 1.0 - 0.35 * foams.y * (1.0 - foam);
  light = mix(light, foam_light * (0.50 + 0.40 * fb.g * fa.g + 0.55 * clamp(foam - foams.y * 0.8, 0.0, 0.6) + 0.45 * lip), foam * (0.55 + 0.40 * foam) * (1.0 - submerged));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
