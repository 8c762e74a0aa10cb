// Stars: soft round points, added to the sky; bright ones have a core.
flat in vec3 colour;
flat in float core;
out vec4 o;
void main() {
  vec2 q = gl_PointCoord * 2.0 - 1.0;
  float left = max(0.0, 1.0 - dot(q, q));
  o = vec4(colour * pow(left, core), 1.0);
}
