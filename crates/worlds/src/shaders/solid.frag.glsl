// Solid things, lit by the dome, the sun and the float, and hazed towards the sky behind them.
centroid in vec3 world, facing, albedo, sun_at, lamp;
centroid in vec2 grain_uv;
centroid in vec4 stuff;
centroid in vec2 sunny;
centroid in vec4 haze;
out vec4 o;
uniform sampler2D dome, lace;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  // Thin sheets are seen from both sides; at the rim of what is round a normal may point away a little, and only bends.
  float nv = dot(n, v);
  n = nv < -0.4 ? -n : n - v * min(nv, 0.0);
  // Grain: drawn out along the wood, with dark cracks.
  vec4 fibre = texture(lace, grain_uv * vec2(0.55, 13.0)), crack = texture(lace, grain_uv * vec2(0.26, 6.3) + 0.3);
  float wood = (0.68 + 0.64 * fibre.b) * (1.10 - 0.72 * smoothstep(0.30, 0.80, max(crack.r * 0.9, fibre.r) * (0.4 + fibre.a))) * (0.82 + 0.36 * crack.b);
  vec3 base = albedo * mix(1.0, wood, stuff.z);
  n = normalize(n + (vec3(fibre.b, crack.a, fibre.a) - 0.5) * stuff.w);
  vec3 around = irradiance(n) * stuff.x;
  float lit = sun_seen(sun_at, sunny.y) * sunny.x * max(0.0, 1.08 * dot(n, sun_dir) - 0.06);
  vec3 light = base * (around + key_light * lit + lamp);
  vec3 r = reflect(-v, n);
  float fresnel = (0.03 + 0.97 * pow(1.0 - max(dot(n, v), 0.22), 5.0)) * stuff.y;
  light = mix(light, r.y > 0.0 ? dome_at(dome, r, 4.0).rgb : around, fresnel);
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
