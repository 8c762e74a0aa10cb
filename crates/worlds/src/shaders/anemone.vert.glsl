// Anemones: tentacles that open from a shut bud, lean with the swell, and carry light when the client breathes in.
layout(location = 0) in vec3 position; // along the tentacle (0..1), round it (turns), outwards at its foot (0..1)
layout(location = 1) in vec3 way;      // bearing (turns), length, chance
layout(location = 2) in vec4 stand;    // place, size
layout(location = 3) in vec4 habit;    // turn, tint, when it begins, light
uniform mat4 view_projection;
uniform vec2 opened;                   // how much of the garden, and the share one takes
uniform float breath;
uniform vec4 tints[6];
centroid out vec3 colour, through, veil;
void main() {
  float grown = clamp((opened.x - habit.z) / opened.y, 0.0, 1.0), rise = smoothstep(0.0, 0.5, grown), open = smoothstep(0.25, 1.0, grown);
  open = mix(open, 0.55 + 0.45 * breath, habit.w);
  float t = position.x, a = (way.x + habit.x) * 6.2831853, foot = position.z;
  vec3 out_way = vec3(cos(a), 0.0, sin(a));
  float lean = mix(0.12, 0.35 + 1.05 * foot, open);
  // A tentacle curves outwards along its length.
  float bend = lean * (0.55 + 0.75 * t);
  vec3 along = out_way * sin(bend) + vec3(0.0, cos(bend), 0.0);
  vec3 p = out_way * (0.30 * foot * mix(0.45, 1.0, open)) + vec3(0.0, 0.13 - 0.17 * foot, 0.0) * rise + along * (t * way.y * mix(0.35, 1.0, rise) * mix(0.8, 1.12, habit.w * breath));
  p.xz += t * t * (vec2(0.20, 0.10) * sin(swell.x + 0.5 * stand.x + 0.4 * stand.z + 0.3 * way.z) + 0.07 * vec2(sin(swell.y + way.z * 6.0), cos(swell.z + way.z * 9.0)));
  vec3 side = normalize(cross(along, vec3(-out_way.z, 0.0, out_way.x) + 0.01)), across = cross(along, side);
  float thick = (t > 0.93 ? 0.030 : 0.026) * mix(1.8, 1.0, habit.w) * (1.0 - 0.35 * t) * mix(1.0, 0.25, step(0.995, t)), r = position.y * 6.2831853;
  vec3 n = side * cos(r) + across * sin(r);
  vec3 world = stand.xyz + (p + n * thick) * stand.w * smoothstep(0.0, 0.08, grown);
  vec3 base = mix(tints[int(habit.y)].rgb * (0.35 + 0.65 * t), tints[int(habit.y) + 3].rgb, smoothstep(0.80, 0.97, t));
  float nl = max(0.0, 0.55 + 0.45 * dot(n, sun_dir)), lit = smoothstep(-0.1, 0.6, t + 0.3 * foot);
  vec3 light = (sun_at(world.y) * nl * nl * 0.9 + fill(n, world.y)) * lit + glow * 0.25 * t;
  colour = base * light * 0.55 + base * (own.y * 1.2 + habit.w * breath * (0.25 + 0.75 * t) * BREATH_LIGHT);
  haze(world, through, veil);
  gl_Position = view_projection * vec4(world, 1.0);
}
