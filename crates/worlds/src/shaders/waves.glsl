// The moving surface of the sea: open-water waves (Gerstner), and waves that steepen, break and run in.
uniform vec4 swell[6];  // direction (xy), wave number (1/m), amplitude (m)
uniform vec4 swell_phase[6];
void open_waves(vec2 p, float cell, out vec3 move, out vec2 slope, out float lost) {
  move = vec3(0.0); slope = vec2(0.0); lost = 0.0;
  for (int i = 0; i < 6; i++) {
    float k = swell[i].z, a = swell[i].w;
    vec2 d = swell[i].xy;
    float f = smoothstep(2.0, 4.0, 6.2831853 / (k * cell));
    float ph = k * dot(d, p) - swell_phase[i].x, s = sin(ph), c = cos(ph);
    move += f * a * vec3(-d.x * s * 0.8, c, -d.y * s * 0.8);
    slope -= f * a * k * d * s;
    lost += 0.5 * a * a * k * k * (1.0 - f * f);
  }
}
// One wave of the surf at `off` metres offshore: height, and its derivative by `off`.
vec2 surf_wave(float x, float off, float since, float size) {
  float crest = crest_offshore(since), xi = off - crest;
  float steep = smoothstep(26.0, 5.0, crest);
  float grown = mix(0.14, 0.52, smoothstep(78.0, 8.0, crest)) * mix(0.12, 1.0, smoothstep(0.2, 5.2, crest)) * smoothstep(88.0, 72.0, crest);
  float w = xi < 0.0 ? mix(2.3, 0.75, steep) : mix(7.5, 2.3, steep);
  float f = exp(-xi * xi / (w * w)) * grown * size;
  return vec2(f, -2.0 * xi / (w * w) * f);
}
