// Table: how much of the sun's light comes through the air, by height and elevation.
in vec2 uv;
out vec4 o;
void main() {
  float x = uv.x * 2.0 - 1.0;
  float mu = sign(x) * x * x;
  float r = mix(GROUND, TOP, uv.y);
  vec3 p = vec3(0.0, r, 0.0), d = vec3(sqrt(max(0.0, 1.0 - mu * mu)), mu, 0.0);
  float t = ray_sphere(p, d, TOP), dt = t / 60.0;
  vec3 depth = vec3(0.0);
  for (int i = 0; i < 60; i++) {
    vec3 q = p + d * (float(i) + 0.5) * dt, rayleigh, extinction;
    float mie;
    medium(max(0.0, length(q) - GROUND), rayleigh, mie, extinction);
    depth += extinction * dt;
  }
  o = vec4(exp(-depth), 1.0);
}
