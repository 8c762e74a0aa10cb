// Stars: soft round points, added to the sky.
flat in vec3 colour;
out vec4 o;
void main() {
  vec2 q = gl_PointCoord * 2.0 - 1.0;
  o = vec4(colour * max(0.0, 1.0 - dot(q, q)), 1.0);
}
