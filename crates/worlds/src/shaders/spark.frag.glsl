// A firefly's light: added to what lies behind.
in float bright;
out vec4 o;
void main() {
  vec2 q = gl_PointCoord * 2.0 - 1.0;
  float left = max(0.0, 1.0 - dot(q, q));
  o = vec4(vec3(0.78, 0.95, 0.30) * (bright * (0.35 * left * left + 0.65 * pow(left, 12.0))), 1.0);
}
