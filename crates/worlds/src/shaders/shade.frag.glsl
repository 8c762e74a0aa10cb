// How much of the sun's disc each place on the beach sees: sharp at a thing's foot, wide where its shadow ends.
in vec3 at;
in vec2 uv;
in vec3 spot;
out vec4 o;
uniform sampler2D spread;
uniform sampler2DShadow shadow_map;
uniform vec3 sun_reach; // a metre in the sun's map (xy), how soft a shadow begins (m)
uniform vec4 glass; // the float: its middle and radius
uniform vec3 key_dir;
void main() {
  float far = textureLod(spread, uv, 0.0).r, sum = 0.0;
  vec2 reach = (sun_reach.z + far * far * 20.0 * 0.0075) * sun_reach.xy;
  for (int i = 0; i < 40; i++) {
    float r = sqrt((float(i) + 0.5) / 40.0), a = float(i) * 2.39996;
    sum += textureLod(shadow_map, vec3(at.xy + vec2(cos(a), sin(a)) * r * reach, at.z), 0.0);
  }
  vec2 e = abs(at.xy - 0.5);
  float share = smoothstep(0.495, 0.45, max(e.x, e.y)) * step(at.z, 1.0);
  // The glass float gathers light in the middle of its shadow, where its net lets it.
  vec3 from = spot - glass.xyz;
  float behind = -dot(from, key_dir), off = length(from + key_dir * behind) / glass.w;
  float through = (0.16 + 0.62 * exp(-5.0 * off * off)) * smoothstep(1.0, 0.72, off) * smoothstep(0.0, 0.5, behind) / (1.0 + 0.35 * max(0.0, behind));
  o = vec4(mix(1.0, max(sum / 40.0, through), share));
}
