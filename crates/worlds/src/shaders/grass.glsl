// Marram: long, arched leaves in tufts, moved by the one wind.
layout(location = 0) in vec4 leaf;   // side (-1, 1), share of the length, bearing, length factor
layout(location = 1) in vec4 root;   // place in the tuft (xy), lean, tint
layout(location = 2) in vec4 tuft;   // place (xyz), size
layout(location = 3) in vec4 habit;  // bearing, tint, straightness, how far years of wind have bent it
uniform vec4 wind;                   // phases of three gusts, strength
uniform vec2 wind_way;               // which way it blows
float gust(vec2 p) {
  return 0.5 + 0.30 * sin(dot(p, vec2(0.08, 0.23)) - wind.x) + 0.20 * sin(dot(p, vec2(-0.33, 0.47)) - wind.y);
}
vec3 leaf_point(float thin, out vec3 along, out vec3 across) {
  float t = leaf.y, a = leaf.z + habit.x, size = tuft.w * leaf.w;
  vec3 out_dir = vec3(cos(a), 0.0, sin(a));
  vec2 foot = mat2(cos(habit.x), sin(habit.x), -sin(habit.x), cos(habit.x)) * root.xy * tuft.w;
  float lean = root.z * habit.z, g = gust(tuft.xz);
  vec2 push = wind_way * wind.w * (g + 0.10 * sin(wind.z + 7.0 * leaf.z + 3.0 * root.w));
  vec3 tip = out_dir * lean + vec3(push.x + habit.w, 0.0, push.y + 0.5 * habit.w);
  vec3 p = vec3(foot.x, 0.0, foot.y) + size * (vec3(0.0, t - 0.40 * t * t * dot(tip, tip), 0.0) + tip * t * t * 0.62 + out_dir * t * 0.12);
  along = normalize(vec3(0.0, 1.0 - 0.8 * t * dot(tip, tip), 0.0) + tip * t * 1.24 + out_dir * 0.12);
  across = normalize(cross(along, vec3(sin(a * 1.7), 0.25, cos(a * 1.7))));
  return tuft.xyz + p + across * (leaf.x * thin * (0.84 - 0.78 * t * t));
}
