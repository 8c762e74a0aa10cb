// The beach in closed form: where the water line lies, the bed under the sea, the waves and their swash.
// The figures are defined by beach/shore.rs, which has them from `sound`: what is seen is what is heard.
uniform vec4 runs[5]; // per wave, oldest first: seconds since it broke, reach (m), outline, height factor

float shore_z(float x) {
  float a = abs(x), side = x < 0.0 ? SHORE_LEFT : SHORE_RIGHT;
  return -WATER_LINE - side * a * a / (1.0 + a / SHORE_OPENS) - (sin(SHORE_WAVE * x + SHORE_PHASE) - SHORE_SINE);
}
float shore_slope(float x) {
  float a = abs(x), side = x < 0.0 ? SHORE_LEFT : SHORE_RIGHT, q = 1.0 + a / SHORE_OPENS;
  return -sign(x) * side * a * (2.0 + a / SHORE_OPENS) / (q * q) - SHORE_WAVE * cos(SHORE_WAVE * x + SHORE_PHASE);
}
// Metres up the beach from the mean water line (negative: offshore), and the horizontal way inland.
float up_beach(vec2 p, out vec2 inland) {
  float k = shore_slope(p.x), q = inversesqrt(1.0 + k * k);
  inland = vec2(-k, 1.0) * q;
  return (p.y - shore_z(p.x)) * q;
}
float bed(float up) { return SEA_LEVEL + max(SLOPE * up, -9.0); }
float run_delay(float x, float outline) {
  float o = outline * 6.2831853;
  return DELAY_A * (sin(DELAY_A_PER_M * x + o) - sin(o)) + DELAY_B * (sin(DELAY_B_PER_M * x + 2.0 * o) - sin(2.0 * o));
}
float run_reach(float x, vec4 run) {
  float o = run.z * 6.2831853;
  return run.y * (1.0 + 0.13 * (sin(0.83 * x + o) - sin(o)) + 0.06 * (sin(2.3 * x + 3.0 * o) - sin(3.0 * o)));
}
float run_up(float since) {
  float u = (since - BORE_SECONDS) / SWASH_SECONDS;
  if (u <= 0.0 || u >= 1.0) return 0.0;
  if (u < UPRUSH) { float left = 1.0 - u / UPRUSH; return 1.0 - left * left; }
  return 0.5 + 0.5 * cos(3.14159265 * (u - UPRUSH) / (1.0 - UPRUSH));
}
// Distance of a wave's crest from the resting edge's line, offshore, by the seconds since it broke.
float crest_offshore(float since) {
  return BREAK_M - (since >= 0.0 ? 3.6 : NEARING - 0.035 * since) * since;
}
