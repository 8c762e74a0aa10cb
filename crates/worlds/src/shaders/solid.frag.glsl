// Solid things, lit by the dome, the sun and the float, and hazed towards the sky behind them.
centroid in vec3 world, facing, albedo, sun_at;
centroid in vec2 grain_uv;
centroid in vec4 stuff;
centroid in vec4 haze;
out vec4 o;
uniform sampler2D dome, lace, irradiance;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist, n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  // Grain: drawn out along the wood, with dark cracks.
  vec4 fibre = texture(lace, grain_uv * vec2(0.20, 3.4)), crack = texture(lace, grain_uv * vec2(0.13, 1.15) + 0.3);
  float wood = (0.55 + 0.90 * fibre.b) * (1.12 - 0.75 * smoothstep(0.35, 0.85, crack.r)) * (0.72 + 0.56 * crack.b);
  vec3 base = albedo * mix(1.0, wood, stuff.z * smoothstep(30.0, 4.0, dist));
  n = normalize(n + (vec3(fibre.b, crack.a, fibre.a) - 0.5) * 0.60 * stuff.z * smoothstep(12.0, 2.0, dist));
  float lit = sun_seen(sun_at) * stuff.w * max(0.0, (dot(n, sun_dir) + 0.05) / 1.05);
  vec3 light = base * (irradiance_at(irradiance, n) * stuff.x + key_light * 0.318 * lit + lantern_on(world, n) * stuff.x);
  vec3 r = reflect(-v, n);
  float fresnel = 0.03 + 0.97 * pow(1.0 - max(dot(n, v), 0.0), 5.0);
  vec3 mirror = r.y > 0.0 ? dome_at(dome, r, 4.0).rgb : irradiance_at(irradiance, r);
  light = mix(light, mirror, fresnel * mix(0.25, 1.0, stuff.y) * stuff.x * smoothstep(400.0, 40.0, dist));
  light = mix(light, haze.rgb, haze.a);
  o = vec4(finish(light), 1.0);
}
