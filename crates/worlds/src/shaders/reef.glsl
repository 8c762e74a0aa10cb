// The one water: what one sees through it in a direction, what it takes from light, and what the sun's ripples write.
uniform vec3 eye, sun_dir, deep, level, above, glow, sun_light, fill_top, fill_low, extinct, sink;
uniform vec4 drift, swell; // where both fields of caustics have come to; phases of the swell
uniform vec4 own;          // clear water before haze (m), light that corals send out at night, share of caustics, how far colours have gone at dusk
vec3 water(vec3 d) {
  vec3 l = mix(mix(deep, level, smoothstep(-0.75, 0.12, d.y)), above, 0.9 * smoothstep(0.0, 0.75, d.y));
  float c = 0.5 + 0.5 * dot(d, sun_dir);
  c *= c;
  c *= c;
  return l + glow * (0.14 * c + 0.60 * c * c * c);
}
// Share of light that comes through to the eye, and the light of the water before it.
void haze(vec3 p, out vec3 through, out vec3 veil) {
  vec3 way = p - eye;
  float far = length(way);
  through = exp(-extinct * max(0.0, far - own.x));
  veil = water(way / far) * (1.0 - through);
}
float below(float y) { return max(0.0, SURFACE - y); }
vec3 sun_at(float y) { return sun_light * exp(-sink * below(y) / sun_dir.y); }
vec3 fill(vec3 n, float y) {
  float u = 0.5 + 0.5 * n.y;
  return mix(fill_low, fill_top, u * (0.45 + 0.55 * u)) * exp(-sink * 1.2 * below(y));
}
// Where the sun's light that reaches a place came through the surface.
vec2 lit_through(vec3 p) { return p.xz + sun_dir.xz / sun_dir.y * below(p.y); }
