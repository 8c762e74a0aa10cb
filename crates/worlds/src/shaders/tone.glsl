// From light to display: AgX (Troy Sobotka's curve in Benjamin Wrensch's polynomial form), a look, and dither.
uniform float exposure;
vec3 agx(vec3 v) {
  const mat3 inset = mat3(0.842479062253094, 0.0423282422610123, 0.0423756549057051,
                          0.0784335999999992, 0.878468636469772, 0.0784336,
                          0.0792237451477643, 0.0791661274605434, 0.879142973793104);
  const mat3 outset = mat3(1.19687900512017, -0.0528968517574562, -0.0529716355144438,
                           -0.0980208811401368, 1.15190312990417, -0.0980434501171241,
                           -0.0990297440797205, -0.0989611768448433, 1.15107367264116);
  v = inset * v;
  v = clamp((log2(max(v, 1e-10)) + 12.47393) / 16.500009, 0.0, 1.0);
  vec3 x2 = v * v, x4 = x2 * x2;
  v = 15.5 * x4 * x2 - 40.14 * x4 * v + 31.96 * x4 - 6.868 * x2 * v + 0.4298 * x2 + 0.1191 * v - 0.00232;
  v = pow(max(v, 0.0), vec3(LOOK_CONTRAST));
  float l = dot(v, vec3(0.2126, 0.7152, 0.0722));
  v = l + LOOK_SATURATION * (v - l);
  return clamp(outset * v, 0.0, 1.0);
}
float weave(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715)))); }
vec3 finish(vec3 light) {
  vec3 c = agx(light * exposure);
  return c + (fract(weave(gl_FragCoord.xy) + vec3(0.0, 0.33, 0.67)) - 0.5) / 255.0;
}
