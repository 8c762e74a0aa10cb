// The sky of this moment from four baked ones: two moments, each carried along by the wind, times closed and open.
in vec2 uv;
out vec4 o;
uniform sampler2D dome_a, dome_b, dome_c, dome_d;
uniform vec4 share;  // of a (now, closed), b (next, closed), c (now, open), d (next, open)
uniform vec4 carry;  // km the clouds have moved since a and c were baked (xy), and will until b and d (zw)
vec3 carried(vec3 d, vec2 km) {
  float y = max(d.y, 0.02);
  return normalize(vec3(d.xz / y * 1.6 + km, 1.6).xzy);
}
void main() {
  vec3 d = dome_dir(uv);
  vec2 now = uv, next = uv;
  if (d.y > 0.02) {
    now = dome_uv(carried(d, -carry.xy));
    next = dome_uv(carried(d, carry.zw));
  }
  vec4 s = vec4(0.0);
  if (share.x > 0.0) s += dome_unpack(textureLod(dome_a, now, 0.0)) * share.x;
  if (share.y > 0.0) s += dome_unpack(textureLod(dome_b, next, 0.0)) * share.y;
  if (share.z > 0.0) s += dome_unpack(textureLod(dome_c, now, 0.0)) * share.z;
  if (share.w > 0.0) s += dome_unpack(textureLod(dome_d, next, 0.0)) * share.w;
  o = dome_pack(s);
}
