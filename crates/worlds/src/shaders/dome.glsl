// The sky as one square picture: hemi-octahedral, with elevation warped so that the horizon gets twice the texels
// that the zenith gets: about 12 a degree there and 4 overhead in a picture of 1024.
vec3 dome_dir(vec2 u) {
  vec2 q = u * 2.0 - 1.0;
  q = vec2(q.x + q.y, q.x - q.y) * 0.5;
  float r = abs(q.x) + abs(q.y);
  float s = sin(1.5707963 * pow(max(0.0, 1.0 - r), 1.0 / 0.7));
  vec2 h = normalize(q + 1e-6);
  float c = sqrt(max(0.0, 1.0 - s * s));
  return vec3(h.x * c, s, h.y * c);
}
// Only the height of `d` must be that of a unit vector; below the horizon counts as the horizon.
vec2 dome_uv(vec3 d) {
  float r = 0.5 - 0.36449 * pow(asin(clamp(d.y, 0.0, 1.0)), 0.7);
  vec2 h = d.xz * (r / max(1e-5, dot(abs(d.xz), vec2(1.0))));
  return vec2(h.x + h.y, h.x - h.y) + 0.5;
}
#ifdef EIGHT_BIT_DOME
vec4 dome_pack(vec4 c) { return vec4(sqrt(c.rgb / (c.rgb + 2.0)), c.a); }
vec4 dome_unpack(vec4 c) { vec3 q = c.rgb * c.rgb; return vec4(2.0 * q / max(vec3(0.004), 1.0 - q), c.a); }
#else
vec4 dome_pack(vec4 c) { return c; }
vec4 dome_unpack(vec4 c) { return c; }
#endif
vec4 dome_at(sampler2D map, vec3 d, float lod) { return dome_unpack(textureLod(map, dome_uv(d), lod)); }
