// Table: light scattered more than once (Hillaire 2020, section 5.5), by the sun's elevation and height.
in vec2 uv;
out vec4 o;
void main() {
  float mu = uv.x * 2.0 - 1.0, r = mix(GROUND + 0.01, TOP - 0.01, uv.y);
  vec3 p = vec3(0.0, r, 0.0), sun = vec3(sqrt(max(0.0, 1.0 - mu * mu)), mu, 0.0);
  vec3 second = vec3(0.0), again = vec3(0.0);
  for (int i = 0; i < 64; i++) {
    float a = (float(i % 8) + 0.5) / 8.0 * 2.0 * PI, c = 1.0 - 2.0 * (float(i / 8) + 0.5) / 8.0;
    float s = sqrt(1.0 - c * c);
    vec3 d = vec3(s * cos(a), c, s * sin(a));
    float ground = ray_sphere(p, d, GROUND), t = ground > 0.0 ? ground : ray_sphere(p, d, TOP), dt = t / 20.0;
    vec3 through = vec3(1.0), light = vec3(0.0), share = vec3(0.0);
    for (int j = 0; j < 20; j++) {
      vec3 q = p + d * (float(j) + 0.5) * dt, rayleigh, extinction;
      float rr = length(q), mie;
      medium(max(0.0, rr - GROUND), rayleigh, mie, extinction);
      vec3 step_through = exp(-extinction * dt), scatter = rayleigh + mie;
      vec3 w = through * (1.0 - step_through) / extinction * scatter;
      light += w * sun_through_air(rr, dot(q, sun) / rr) * above_horizon(q, sun) / (4.0 * PI);
      share += w;
      through *= step_through;
    }
    if (ground > 0.0) {
      vec3 q = p + d * ground;
      light += through * sun_through_air(GROUND, dot(q, sun) / GROUND) * max(0.0, dot(normalize(q), sun)) * 0.1 / PI;
    }
    second += light / 64.0;
    again += share / 64.0;
  }
  o = vec4(second / (1.0 - again), 1.0);
}
