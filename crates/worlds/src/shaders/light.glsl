// Reads the light that falls from all sides (divided by pi) on a surface with this normal.
vec3 irradiance_at(sampler2D map, vec3 n) {
  vec3 m = n / (abs(n.x) + abs(n.y) + abs(n.z));
  vec2 q = m.y >= 0.0 ? m.xz : (1.0 - abs(m.zx)) * vec2(m.x >= 0.0 ? 1.0 : -1.0, m.z >= 0.0 ? 1.0 : -1.0);
  return dome_unpack(textureLod(map, ((q * 0.5 + 0.5) * 16.0 + 1.0) / 18.0, 0.0)).rgb;
}
