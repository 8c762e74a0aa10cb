// Far mountains: woods, pastures, rock and snow, lit by sun and dome, behind their air and the valley's mist.
in vec2 at;
in vec3 air, toward;
out vec4 o;
uniform sampler2D range_shape, range_stuff, lace;
uniform vec3 sun_dir, key_light;
uniform vec4 mist;    // how much, how high it stands, where its waves have drifted (turns), how the morning's horizon counts
void main() {
  vec2 uv = vec2(at.x, clamp(at.y, 0.004, 0.996));
  vec4 shape = texture(range_shape, uv), stuff = texture(range_stuff, uv);
  vec4 fine = texture(lace, vec2(at.x * 71.0, at.y * 5.3)), wide = texture(lace, vec2(at.x * 7.0 + mist.z, at.y * 2.6 + 0.1 * at.x));
  vec2 slant = shape.xy * 2.0 - 1.004;
  vec3 n = normalize(vec3(-slant / max(0.05, 1.0 - length(slant)), 1.0).xzy + vec3(fine.b - 0.5, 0.0, fine.a - 0.5) * 0.35);
  float km = 1.05 * exp2(4.5146 * shape.z), grows = stuff.z + 0.10 * (fine.b - 0.5);
  vec3 base = mix(vec3(0.030, 0.044, 0.024), vec3(0.135, 0.150, 0.052), smoothstep(0.08, 0.30, grows));
  base = mix(base, mix(vec3(0.225, 0.205, 0.190), vec3(0.150, 0.145, 0.145), fine.a), smoothstep(0.40, 0.58, grows));
  base = mix(base, vec3(0.80, 0.82, 0.86), smoothstep(0.70, 0.90, grows)) * (0.78 + 0.44 * fine.b);
  float over = mix(stuff.x, stuff.y, mist.w), seen = smoothstep(over - 0.04, over + 0.07, sun_dir.y);
  vec3 light = base * (irradiance(n) * stuff.w + key_light * (0.318 * seen * max(0.0, dot(n, sun_dir))));
  vec3 left = exp(-km * vec3(0.026, 0.036, 0.056));
  light = light * left + air * vec3(0.88, 0.94, 1.0) * (1.0 - left);
  // Mist lies before the feet of the mountains in banks, thins upwards, and leaves wisps along the slopes.
  float up = toward.y, c = max(0.0, dot(toward, sun_dir)), rough = fine.b - 0.5;
  float bank = smoothstep(0.0, 1.0, (mist.y * 2.1 * wide.b + 0.018 * rough - up) / (mist.y + 0.006));
  float wisp = smoothstep(0.52, 0.80, wide.a + 0.22 * rough) * smoothstep(mist.y * 2.0, mist.y * 0.7, up) * 0.55;
  float thick = mist.x * max(bank, wisp) * clamp(0.5 * km - 0.55, 0.0, 1.0);
  // What is thick shades itself below and is bright towards the sun.
  light = mix(light, (air + key_light * (0.017 + 0.05 * c * c)) * (0.68 + 0.34 * wide.a), thick);
  float cover = smoothstep(0.2, 0.8, shape.a);
  o = vec4(finish(light) * cover, cover);
}
