// Pale trunks behind each other and masses of leaves, just told apart from the air before them; the sky above.
in vec3 toward, air;
out vec4 o;
void main() {
  vec3 d = normalize(toward);
  float turn = atan(d.x, d.z) * 0.15915, up = d.y / max(0.2, length(d.xz));
  vec4 far = texture(lace, vec2(turn * 9.0, up * 0.10)), mid = texture(lace, vec2(turn * 5.0 + 0.4, up * 0.06 + 0.5)), leaf = texture(lace, vec2(turn * 12.0, up * 2.2 + 0.2)), twig = texture(lace, vec2(turn * 46.0, up * 8.0));
  float stem = max(0.55 * smoothstep(0.58, 0.66, far.a), smoothstep(0.60, 0.66, mid.b)), mass = 0.62 * leaf.b + 0.38 * twig.a;
  vec3 c = air * (1.0 - 0.13 * stem * smoothstep(0.9, 0.3, up));
  c *= mix(vec3(1.0), vec3(0.80, 0.92, 0.62), smoothstep(0.42, 0.64, mass) * smoothstep(-0.02, 0.25, up));
  float cover = smoothstep(0.08, -0.08, up - 0.62 - 0.9 * (mass - 0.5));
  o = vec4(finish(c) * cover, cover);
}
