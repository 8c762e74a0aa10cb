// Wood and stone in a meadow: grain along the wood, lichen on stone, shade where they stand.
centroid in vec3 world, facing, albedo, sun_at, stuff;
centroid in vec2 grain_uv;
centroid in vec4 haze;
centroid in float inside;
out vec4 o;
void main() {
  vec3 n = normalize(facing), v = normalize(eye - world);
  if (dot(n, v) < 0.0) n = -n;
  vec4 fibre = texture(lace, grain_uv * vec2(0.45, 9.0)), crust = texture(lace, world.xz * 0.9 + world.y * vec2(0.7, 0.5));
  float wood = (0.62 + 0.76 * fibre.b) * (1.08 - 0.6 * smoothstep(0.35, 0.85, fibre.r * (0.5 + fibre.a)));
  vec3 base = albedo * mix(0.72 + 0.56 * crust.b, wood, stuff.z);
  // Grey and ochre crusts where rain reaches.
  float grey = smoothstep(0.52, 0.66, crust.a + 0.25 * (fibre.a - 0.5)), ochre = smoothstep(0.62, 0.74, crust.b + 0.3 * (crust.g - 0.4));
  base = mix(base, vec3(0.34, 0.35, 0.31), stuff.y * grey * 0.75 * smoothstep(-0.2, 0.5, n.y));
  base = mix(base, vec3(0.30, 0.22, 0.08), stuff.y * ochre * 0.4 * smoothstep(0.0, 0.6, n.y));
  n = normalize(n + (vec3(fibre.b, crust.a, fibre.a) - 0.5) * mix(0.35, 0.45, stuff.z));
  float sun = sun_seen(sun_at, inside);
  vec3 light = base * (irradiance(n) * min(1.0, 1.25 * stuff.x) + vec3(0.023, 0.024, 0.012) * key_light * (0.6 - 0.4 * n.y) * stuff.x + key_light * (0.3183 * sun * max(0.0, dot(n, sun_dir))) + porch_on(world) * stuff.x);
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
