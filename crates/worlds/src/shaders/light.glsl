// Reads the light that falls from all sides (divided by pi) on a surface with this normal.
vec3 irradiance_at(sampler2D map, vec3 n) {
  vec3 m = n / (abs(n.x) + abs(n.y) + abs(n.z));
  vec2 q = m.y >= 0.0 ? m.xz : (1.0 - abs(m.zx)) * vec2(m.x >= 0.0 ? 1.0 : -1.0, m.z >= 0.0 ? 1.0 : -1.0);
  return dome_unpack(textureLod(map, ((q * 0.5 + 0.5) * 16.0 + 1.0) / 18.0, 0.0)).rgb;
}
// Whether the sun reaches a point: 1 lit, 0 shaded; the map is small, so far away everything is lit.
uniform sampler2DShadow shadow_map;
float sun_seen(vec3 c) {
  vec2 e = abs(c.xy - 0.5);
  float inside = smoothstep(0.5, 0.46, max(e.x, e.y)) * step(c.z, 1.0);
  const float s = 0.9 / 1024.0;
  float seen = texture(shadow_map, c + vec3(s, 0.4 * s, 0.0)) + texture(shadow_map, c + vec3(-s, -0.4 * s, 0.0));
  return mix(1.0, seen * 0.5, inside);
}
// The glass float's light on a surface: place and strength in one, colour in the other.
uniform vec4 lantern, lantern_light;
vec3 lantern_on(vec3 p, vec3 n) {
  vec3 to = lantern.xyz - p;
  float d2 = dot(to, to) + 0.03;
  return lantern_light.rgb * max(0.0, dot(n, to) * inversesqrt(d2) * 0.75 + 0.25) / d2;
}
