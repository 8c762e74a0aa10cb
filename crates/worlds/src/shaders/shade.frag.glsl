// How much of the sun's disc each place on the beach sees: sharp at a thing's foot, wide where its shadow ends.
in vec3 at;
in vec2 uv;
out vec4 o;
uniform sampler2D spread;
uniform sampler2DShadow shadow_map;
uniform vec2 sun_reach;
void main() {
  float far = textureLod(spread, uv, 0.0).r, sum = 0.0;
  vec2 reach = (0.005 + far * far * 20.0 * 0.0075) * sun_reach;
  for (int i = 0; i < 40; i++) {
    float r = sqrt((float(i) + 0.5) / 40.0), a = float(i) * 2.39996;
    sum += textureLod(shadow_map, vec3(at.xy + vec2(cos(a), sin(a)) * r * reach, at.z - 0.00003), 0.0);
  }
  vec2 e = max(abs(at.xy - 0.5), abs(uv - 0.5));
  float share = smoothstep(0.495, 0.45, max(e.x, e.y)) * step(at.z, 1.0);
  o = vec4(mix(1.0, sum / 40.0, share));
}
