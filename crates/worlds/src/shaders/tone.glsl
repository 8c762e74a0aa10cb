// From light to display: AgX with its look (the figures come from tone.rs), and dither.
uniform float tone_stop; // what the exposure and the curve's beginning add to the logarithm of light
vec3 tone(vec3 light) {
  const mat3 inset = mat3(0.842479062253094, 0.0423282422610123, 0.0423756549057051,
                          0.0784335999999992, 0.878468636469772, 0.0784336,
                          0.0792237451477643, 0.0791661274605434, 0.879142973793104);
  vec3 x = clamp(log2(max(inset * light, 1e-10)) * TONE_SCALE + tone_stop, 0.0, 1.0);
  return TONE_BACK * (TONE_0 + x * (TONE_1 + x * (TONE_2 + x * (TONE_3 + x * (TONE_4 + x * (TONE_5 + x * TONE_6))))));
}
// Half a level of even noise, another in each channel, so that no gradient shows bands.
#ifdef MOONLIT
// By the moon eyes see less colour, and bluer (Purkinje), but for what a flame lights.
uniform float moonlit;
#endif
vec3 finish(vec3 light) {
#ifdef MOONLIT
  light = mix(light, dot(light, vec3(0.30, 0.50, 0.20)) * vec3(0.80, 0.96, 1.26), moonlit * clamp(4.0 * light.g / max(light.r, 0.000001) - 3.0, 0.0, 1.0));
#endif
  float weave = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  return tone(light) + fract(weave + vec3(0.0, 0.33, 0.67)) * (1.0 / 255.0) - 0.5 / 255.0;
}
