// A cow's coat: each its own shade between dun and silver, clouded, soft at the rim.
centroid in vec3 world, facing, rest, albedo;
centroid in vec4 haze;
centroid in vec3 lit;
flat in float coat;
out vec4 o;
void main() {
  vec3 n = normalize(facing), v = normalize(eye - world);
  vec4 cloud = texture(lace, rest.zy * vec2(0.21, 0.24) + rest.x * 0.09 + coat), hair = texture(lace, rest.zy * vec2(1.3, 0.9) + rest.x);
  vec3 own = mix(vec3(0.74, 0.67, 0.60), vec3(1.06, 1.12, 1.20), fract(coat * 1.7)) * (0.86 + 0.28 * cloud.b);
  // Fleckvieh: wide patches of cream over red-brown.
  float patches = smoothstep(0.48, 0.55, texture(lace, rest.zy * vec2(0.22, 0.25) + rest.x * 0.10 + coat * 3.7 + 0.31).a + 0.10 * (cloud.a - 0.5));
  own = mix(own * vec3(1.30, 0.90, 0.66), vec3(2.7, 3.3, 4.0), patches);
  vec3 base = albedo * mix(vec3(1.0), own, lit.z) * (0.80 + 0.40 * hair.b);
  float rim = 1.0 - max(0.0, dot(n, v));
  base *= 1.0 + 1.2 * rim * rim * rim;
  vec3 light = base * (irradiance(n) * lit.y + vec3(0.020, 0.022, 0.008) * key_light * (0.5 - 0.5 * n.y) + key_light * (0.3183 * lit.x * max(0.0, dot(n, sun_dir) * 0.92 + 0.08)) + porch_on(world));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
