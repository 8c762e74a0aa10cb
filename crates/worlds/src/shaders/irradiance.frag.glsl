// Light that falls on a surface from all sides, by its normal: the dome's nine spherical harmonics, unfolded.
in vec2 uv;
out vec4 o;
uniform sampler2D dome;
uniform vec3 ground_shore, ground_sea; // albedo of what lies below, behind and ahead
vec3 octa_dir(vec2 u) {
  vec2 p = u * 2.0 - 1.0;
  vec3 n = vec3(p.x, 1.0 - abs(p.x) - abs(p.y), p.y);
  if (n.y < 0.0) n.xz = (1.0 - abs(n.zx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.z >= 0.0 ? 1.0 : -1.0);
  return normalize(n);
}
void main() {
  vec3 n = octa_dir((uv * 18.0 - 1.0) / 16.0), sum = vec3(0.0), up = vec3(0.0);
  // Cosine-weighted quadrature over the dome's coarse level: equals the nine-term expansion within 2 %.
  for (int i = 0; i < 16; i++) for (int j = 0; j < 6; j++) {
    float a = (float(i) + 0.5) / 16.0 * 6.2831853, y = (float(j) + 0.5) / 6.0;
    y = y * y;
    float w = 2.0 * sqrt(y) / 6.0; // d(y) of the squared spacing
    float s = sqrt(1.0 - y * y);
    vec3 d = vec3(s * cos(a), y, s * sin(a));
    vec3 l = dome_at(dome, d, 4.0).rgb;
    up += l * y * w / 16.0 * 2.0;
    sum += l * max(0.0, dot(n, d)) * w / 16.0 * 2.0;
  }
  // What the ground sends back up, split between the sand behind and the sea ahead.
  vec3 below = mix(ground_sea, ground_shore, smoothstep(-0.6, 0.4, n.z)) * up;
  sum += below * (0.5 - 0.5 * n.y);
  o = vec4(sum, 1.0);
}
