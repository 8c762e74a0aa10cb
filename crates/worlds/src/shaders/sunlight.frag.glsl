// How much of the sun's disc each place on the ground sees: sharp at a thing's foot, wide under a crown (Fernando 2005).
in vec3 at;
out vec4 o;
uniform sampler2D depths;
uniform vec3 sun_reach; // a metre in the sun's map
void main() {
  float turn = 6.2831853 * fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  float bias = 0.10 * sun_reach.z, gap = 0.0, found = 0.001, sum = 0.0;
  for (int i = 0; i < 24; i++) {
    float a = turn + float(i) * 2.39996, r = sqrt((float(i) + 0.5) / 24.0) * 0.5;
    float over = at.z - textureLod(depths, at.xy + vec2(cos(a), sin(a)) * r * sun_reach.xy, 0.0).r;
    if (over > bias) { gap += over; found += 1.0; }
  }
  // The sun is 9.3 thousandths of a radian wide; thin air between leaves spreads it further.
  float wide = 0.045 + 0.008 * gap / (found * sun_reach.z);
  for (int i = 0; i < 32; i++) {
    float a = turn + float(i) * 2.39996, r = sqrt((float(i) + 0.5) / 32.0) * wide;
    sum += step(at.z - bias, textureLod(depths, at.xy + vec2(cos(a), sin(a)) * r * sun_reach.xy, 0.0).r);
  }
  vec2 edge = abs(at.xy - 0.5);
  o = vec4(mix(1.0, sum / 32.0, smoothstep(0.498, 0.47, max(edge.x, edge.y))));
}
