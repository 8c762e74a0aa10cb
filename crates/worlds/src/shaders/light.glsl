// Reads the light that falls from all sides (divided by pi) on a surface with this normal.
vec3 irradiance_at(sampler2D map, vec3 n) {
  vec3 m = n / (abs(n.x) + abs(n.y) + abs(n.z));
  vec2 q = m.y >= 0.0 ? m.xz : (1.0 - abs(m.zx)) * vec2(m.x >= 0.0 ? 1.0 : -1.0, m.z >= 0.0 ? 1.0 : -1.0);
  return dome_unpack(textureLod(map, ((q * 0.5 + 0.5) * 16.0 + 1.0) / 18.0, 0.0)).rgb;
}
// The air between: its light is that of the dome in the same direction, just above the horizon.
vec4 haze_at(sampler2D map, vec3 ray, float reach, float lowest) {
  float dist = length(ray);
  vec3 toward = normalize(vec3(ray.x, max(ray.y, lowest * dist), ray.z));
  return vec4(dome_at(map, toward, 2.5).rgb, 1.0 - exp(-dist / reach));
}
// Whether the sun reaches a point: 1 lit, 0 shaded; the map is small, so far away everything is lit.
uniform sampler2DShadow shadow_map;
float sun_seen(vec3 c) {
  vec2 e = abs(c.xy - 0.5);
  float inside = smoothstep(0.5, 0.46, max(e.x, e.y)) * step(c.z, 1.0);
  return mix(1.0, texture(shadow_map, c), inside);
}
// The glass float's light on a surface: place and strength in one, colour in the other.
uniform vec4 lantern, lantern_light;
vec3 lantern_on(vec3 p, vec3 n) {
  vec3 to = lantern.xyz - p;
  float d2 = dot(to, to) + 0.03;
  return lantern_light.rgb * max(0.0, dot(n, to) * inversesqrt(d2) * 0.75 + 0.25) / d2;
}
