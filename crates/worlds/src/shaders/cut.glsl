// Foliage cut out of its picture: sharp where it is near, a share of the pixel's samples where it is smaller than they are.
uniform sampler2D foliage;
float cut(float a, vec2 uv) {
  vec2 dx = dFdx(uv) * FOLIAGE, dy = dFdy(uv) * FOLIAGE;
  float lod = 0.5 * max(0.0, log2(max(dot(dx, dx), dot(dy, dy))));
  float weave = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  a = (a * (1.0 + 0.08 * lod) - 0.45) * mix(1.0 / max(fwidth(a), 0.05), 1.6, smoothstep(0.3, 1.6, lod)) + 0.5 + 0.10 * weave;
  if (a < 0.12) discard;
  return min(a, 1.0);
}
