// The air (Hillaire 2020): what it scatters and swallows; lengths in kilometres, y up through the eye.
const float PI = 3.14159265;
const float GROUND = 6360.0;
const float TOP = 6460.0;
uniform sampler2D transmittance, multiscatter;
void medium(float h, out vec3 rayleigh, out float mie, out vec3 extinction) {
  float r = exp(-h / 8.0), m = exp(-h / 1.2) * HAZE;
  float ozone = max(0.0, 1.0 - abs(h - 25.0) / 15.0);
  rayleigh = vec3(5.802, 13.558, 33.1) * 1e-3 * r;
  mie = 3.996e-3 * m;
  extinction = rayleigh + 4.44e-3 * m + vec3(0.65, 1.881, 0.085) * 1e-3 * ozone;
}
float ray_sphere(vec3 o, vec3 d, float radius) {
  float b = dot(o, d), c = dot(o, o) - radius * radius, q = b * b - c;
  if (q < 0.0) return -1.0;
  q = sqrt(q);
  float t0 = -b - q, t1 = -b + q;
  return t0 > 0.0 ? t0 : (t1 > 0.0 ? t1 : -1.0);
}
vec3 sun_through_air(float r, float mu) {
  return texture(transmittance, vec2(0.5 + 0.5 * sign(mu) * sqrt(abs(mu)), (r - GROUND) / (TOP - GROUND))).rgb;
}
float above_horizon(vec3 p, vec3 d) { return ray_sphere(p, d, GROUND) > 0.0 ? 0.0 : 1.0; }
vec3 many_times(float r, float mu) {
  return texture(multiscatter, vec2(mu * 0.5 + 0.5, (r - GROUND) / (TOP - GROUND))).rgb;
}
float phase_rayleigh(float c) { return 3.0 / (16.0 * PI) * (1.0 + c * c); }
float phase_mie(float c) {
  const float g = 0.8;
  return 3.0 / (8.0 * PI) * ((1.0 - g * g) * (1.0 + c * c)) / ((2.0 + g * g) * pow(1.0 + g * g - 2.0 * g * c, 1.5));
}
// Light scattered towards the eye along a ray of at most `reach` km, from one source.
vec3 inscatter(vec3 d, vec3 source, float reach, int steps, out vec3 through) {
  vec3 p = vec3(0.0, GROUND + 0.05, 0.0);
  float ground = ray_sphere(p, d, GROUND);
  float t = min(ground > 0.0 ? ground : ray_sphere(p, d, TOP), reach);
  through = vec3(1.0);
  vec3 light = vec3(0.0);
  float c = dot(d, source), pr = phase_rayleigh(c), pm = phase_mie(c), before = 0.0;
  for (int i = 0; i < steps; i++) {
    float x = (float(i) + 1.0) / float(steps);
    float now = t * x * x, dt = now - before;
    vec3 q = p + d * (before + dt * 0.5);
    before = now;
    float r = length(q), mu = dot(q, source) / r;
    vec3 rayleigh, extinction;
    float mie;
    medium(max(0.0, r - GROUND), rayleigh, mie, extinction);
    vec3 step_through = exp(-extinction * dt);
    vec3 s = (rayleigh * pr + mie * pm) * sun_through_air(r, mu) * above_horizon(q, source) +
             (rayleigh + mie) * many_times(r, mu);
    light += through * s * (1.0 - step_through) / extinction;
    through *= step_through;
  }
  return light;
}
