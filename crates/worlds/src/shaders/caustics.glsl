// Light that ripples gather: two fields that drift through each other, so that the net opens and closes and never repeats.
uniform sampler2D caustics;
float gathered(vec2 q, float share) {
  float a = texture(caustics, q * 0.52 + drift.xy).r, b = texture(caustics, vec2(0.8 * q.x + 0.6 * q.y, 0.8 * q.y - 0.6 * q.x) * 0.41 + drift.zw).g;
  float m = min(a, b);
  return mix(1.0, min(0.16 + 0.62 * m + 0.95 * m * m, 4.2), share);
}
vec3 bent(vec3 n, vec3 p, vec2 uv, vec2 slope) {
  vec3 px = dFdx(p), py = dFdy(p);
  vec2 ux = dFdx(uv), uy = dFdy(uv);
  vec3 t = px * uy.y - py * ux.y, b = py * ux.x - px * uy.x;
  float k = inversesqrt(max(1e-20, max(dot(t, t), dot(b, b)))) * sign(ux.x * uy.y - ux.y * uy.x);
  return normalize(n - (t * slope.x + b * slope.y) * k);
}
