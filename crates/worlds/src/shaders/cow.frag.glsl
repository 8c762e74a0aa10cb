// A cow's coat: red-brown and white in its own patches, soft at the rim.
centroid in vec3 world, facing, rest, albedo;
centroid in vec4 haze;
centroid in vec3 lit;
flat in float coat;
out vec4 o;
void main() {
  vec3 n = normalize(facing), v = normalize(eye - world);
  vec4 patch_at = texture(lace, rest.zy * vec2(0.21, 0.24) + rest.x * 0.09 + coat), hair = texture(lace, rest.zy * 1.3 + rest.x);
  float white = smoothstep(0.52, 0.57, patch_at.b + 0.10 * (hair.a - 0.5) + 0.22 * smoothstep(0.85, 0.55, rest.y)) * lit.z;
  vec3 base = mix(albedo, vec3(0.60, 0.55, 0.47), white) * (0.84 + 0.32 * hair.b);
  float rim = 1.0 - max(0.0, dot(n, v));
  base *= 1.0 + 1.2 * rim * rim * rim;
  vec3 light = base * (irradiance(n) * lit.y + vec3(0.020, 0.022, 0.008) * key_light * (0.5 - 0.5 * n.y) + key_light * (0.3183 * lit.x * max(0.0, dot(n, sun_dir) * 0.92 + 0.08)) + porch_on(world));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
