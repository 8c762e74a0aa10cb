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
  // The glass float gathers light in the middle of its shadow, close behind it; its net lies over that, dark.
  vec3 from = spot - glass.xyz;
  float behind = -dot(from, key_dir), near = max(behind, 0.0);
  vec3 aside = (from + key_dir * behind) / glass.w;
  float off = length(aside), soft = 0.05 + 0.10 * near, net = 1.0;
  vec3 through_ball = key_dir * sqrt(max(0.0, 1.0 - off * off));
  vec3 rings[4] = vec3[4](vec3(0.296, 0.0, 0.955), vec3(0.975, 0.0, 0.222), vec3(0.680, 0.0, -0.733), vec3(0.0, -0.993, 0.121));
  for (int i = 0; i < 4; i++) {
    net *= smoothstep(0.05, 0.05 + soft, abs(dot(aside + through_ball, rings[i])));
    net *= smoothstep(0.05, 0.05 + soft, abs(dot(aside - through_ball, rings[i])));
  }
  float through = (0.12 + 0.80 * exp(-4.0 * off * off)) * mix(0.25, 1.0, net) * smoothstep(0.96, 0.60, off) * smoothstep(0.0, 0.12, behind) * exp(-1.5 * near);
  o = vec4(mix(1.0, max(sum / 40.0, through), share));
}
