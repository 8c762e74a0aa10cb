// The sky's light as nine spherical harmonics (Ramamoorthi and Hanrahan 2001), read back once per sky: the linear ones,
// the products xy, yz, zz and zx, and x² - y².
uniform mat4 sky_linear, sky_square;
uniform vec3 sky_rest;
// The light that falls from all sides (divided by pi) on a surface with this normal.
vec3 irradiance(vec3 n) {
  return (sky_linear * vec4(n, 1.0) + sky_square * (n.xyzz * n.yzzx)).rgb + sky_rest * (n.x * n.x - n.y * n.y);
}
// The air between: its light is that of the dome in the same direction, just above the horizon.
vec4 haze_at(sampler2D map, vec3 ray, float reach, float lowest) {
  float dist = length(ray);
  vec3 toward = normalize(vec3(ray.x, max(ray.y, lowest * dist), ray.z));
  return vec4(dome_at(map, toward, 2.5).rgb, 1.0 - exp(-pow(dist / reach, 0.8)));
}
// How much of the sun a cloud leaves on land: its shade lies behind the client, and light on the dunes beyond.
float dapple(vec2 p) {
  float z = p.y + 1.1 * sin(0.23 * p.x + 0.6) + 0.5 * sin(0.61 * p.x);
  float far = 0.22 * smoothstep(14.0, 24.0, p.y) * (1.0 + sin(0.13 * p.x + 0.09 * p.y) * sin(0.21 * p.y + 1.0));
  return 1.0 - 0.52 * smoothstep(0.6, 3.2, z) * smoothstep(9.6, 6.6, z) - far;
}
// Whether the sun reaches a point: 1 lit, 0 shaded. The map is small: `inside` (at the corners of triangles) fades it out
// towards its edge, and far away everything is lit.
uniform sampler2DShadow shadow_map;
float shadow_share(vec3 c) {
  vec2 e = abs(c.xy - 0.5);
  return smoothstep(0.5, 0.46, max(e.x, e.y)) * step(c.z, 1.0);
}
float sun_seen(vec3 c, float share) { return mix(1.0, texture(shadow_map, c), share); }
// The glass float's light on a surface: place and strength in one, colour in the other.
uniform vec4 lantern, lantern_light;
vec3 one_lamp(vec3 to, vec3 n, float size) {
  float d2 = dot(to, to) + size;
  return vec3(max(0.0, dot(n, to) * inversesqrt(d2) * 0.75 + 0.25) / d2);
}
// The lanterns that hang on the fence.
uniform vec4 porches[PORCHES];
uniform vec4 porch_light;
vec3 lantern_on(vec3 p, vec3 n) {
  vec3 sum = vec3(0.0);
  for (int i = 0; i < PORCHES; i++) sum += one_lamp(porches[i].xyz - p, n, 0.25);
  return lantern_light.rgb * one_lamp(lantern.xyz - p, n, 0.03) + porch_light.rgb * sum;
}
