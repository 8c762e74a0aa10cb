// A mote: a soft, round speck, added to what lies behind.
in float bright;
out vec4 o;
uniform vec3 mote;
void main() {
  vec2 q = gl_PointCoord * 2.0 - 1.0;
  o = vec4(mote * (bright * max(0.0, 1.0 - dot(q, q))), 1.0);
}
