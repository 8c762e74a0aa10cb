// Bark, wood and stone: smooth beech with pale crusts, furrowed oak, moss where it is damp and level, a wet rim at the water.
centroid in vec3 world, facing, albedo, sun_at, stuff, lamp;
centroid in vec2 grain_uv;
centroid in vec4 haze;
centroid in float inside;
out vec4 o;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = dot(n, v);
  n = nv < -0.4 ? -n : n - v * min(nv, 0.0);
  // Furrows run along an oak, fine wrinkles and marks across a beech.
  float oak = smoothstep(0.40, 0.85, stuff.z), bark = smoothstep(0.0, 0.2, stuff.z);
  vec4 cut = texture(lace, grain_uv * mix(vec2(3.7, 1.1), vec2(0.42, 3.3), oak)), crust = texture(lace, grain_uv * 0.55 + world.y * vec2(0.11, 0.05) + 0.2), grit = texture(lace, (world.xz + world.y * vec2(0.7, 0.5)) * 5.3);
  float furrow = smoothstep(0.28, 0.70, cut.b) * (0.55 + 0.45 * cut.a);
  vec3 base = albedo * mix(0.70 + 0.60 * grit.b, mix(0.62 + 0.44 * cut.b + 0.34 * grit.a * cut.a, 0.34 + 1.05 * furrow, oak), bark) * (0.84 + 0.32 * crust.b);
  // Pale crusts of lichen, green algae on the damp side.
  base = mix(base, vec3(0.270, 0.275, 0.225), 0.40 * smoothstep(0.62, 0.76, crust.a + 0.22 * (grit.a - 0.5)) * (1.0 - 0.5 * oak) * (0.3 + 0.7 * bark));
  base = mix(base, base * vec3(0.72, 0.92, 0.46), 0.65 * smoothstep(0.40, 0.70, crust.b + 0.2 * (cut.a - 0.5)));
  float moss = smoothstep(0.40, 0.64, stuff.y * (0.62 + 0.42 * n.y) + 0.50 * (crust.b - 0.5) + 0.36 * (grit.b - 0.5));
  base = mix(base, mix(vec3(0.048, 0.060, 0.014), vec3(0.148, 0.156, 0.034), smoothstep(0.15, 0.85, 0.4 * grit.g + 0.3 * grit.b + 0.35 * cut.g)), moss);
  n = normalize(n + (vec3(cut.b, grit.a, cut.a) - 0.5) * mix(mix(0.30, 0.75, oak), 0.80, moss));
  // Just above the brook stone is dark and shines.
  float above = world.y - (WATER_Y + WATER_X * world.x), wet = smoothstep(0.13, 0.01, above + 0.08 * (grit.b - 0.5)) * step(world.z, -1.5) * step(-9.5, world.z);
  base *= 1.0 - 0.5 * wet * (1.0 - 0.6 * moss);
  // The rims of patches of sun are as ragged as the leaves that made them.
  float sun = mix(0.35, sun_seen(sun_at + vec3(grit.b - 0.5, crust.a - 0.5, 0.0) * 0.0045, 1.0), inside);
  vec3 bounce = vec3(0.030, 0.032, 0.014) * key_light * murk.w * (0.6 - 0.4 * n.y);
  vec3 light = base * ((irradiance(n) + bounce) * min(1.0, 1.15 * stuff.x) + lamp + key_light * (0.3183 * sun * max(0.0, dot(n, sun_dir))));
  float rim = 1.0 - max(0.0, dot(n, v));
  light += irradiance(reflect(-v, n)) * (0.16 * wet * (0.15 + rim * rim * rim)) + key_light * (0.10 * wet * sun * pow(max(0.0, dot(n, normalize(v + sun_dir))), 50.0));
  // Soft stems of moss glow at their edge.
  light += base * irradiance(n) * (moss * rim * rim * 0.9 * stuff.x);
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
