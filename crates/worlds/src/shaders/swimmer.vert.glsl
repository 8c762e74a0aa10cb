// What swims: a path in closed form, a body that bends from side to side (fish), up and down (dolphins), or beats its wings (turtle).
layout(location = 0) in vec3 position; // nose at 0, tail at z = 1, x across, y up
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 skin;     // place in the picture of skins, bend, beat
layout(location = 3) in vec4 member;   // how far behind the leader (turns), place beside it
layout(location = 4) in vec4 habit;    // size, phase, pace, tint
uniform mat4 view_projection;
uniform vec4 ring;  // middle of the path, radius
uniform vec4 round; // leader's place (turns), how long the path is drawn out, rise and fall (m), hover
uniform vec4 gait;  // phase of the tail, sideways, up and down, beat
uniform vec4 roam;  // phases of wandering (turns)
centroid out vec3 world, facing, through, veil, beam;
centroid out vec4 lit; // where its light came through, share of caustics, tint
centroid out vec2 picture;
vec3 wander(float t) {
  vec2 s = habit.yz * 6.2831853;
  return vec3(sin(roam.x + s.x + t), 0.6 * sin(roam.y + s.y * 3.0 + s.x + t), cos(roam.x + s.y * 2.0 + t)) + 0.5 * vec3(sin(roam.z + s.y * 5.0), sin(roam.w + s.x * 4.0), sin(roam.z + s.x * 3.0 + 1.0));
}
vec3 place(float ahead) {
  float a = (round.x - member.x) * 6.2831853 + ahead;
  vec3 on = vec3(cos(a), 0.0, sin(a) * round.y) * ring.w + vec3(0.0, sin(2.0 * a + 1.0) * round.z, 0.0);
  float s = sin(a), c = cos(a);
  vec3 beside = vec3(c * member.y - s * member.w, member.z, s * member.y + c * member.w);
  return ring.xyz + mix(on, vec3(0.0), round.w) + mix(beside, member.ywz * vec3(1.0, 1.0, 1.0), round.w) + wander(ahead * 4.0) * mix(0.07, 0.16, round.w);
}
void main() {
  vec3 p = position, n = normal;
  float s = p.z, wave = gait.x * (0.85 + 0.3 * habit.z) + habit.y * 40.0;
  float bend = (0.012 + 0.085 * s * s) * skin.z, k = 5.2;
  float off = bend * sin(k * s - wave), lean = bend * k * cos(k * s - wave);
  p.x += off * gait.y;
  p.y += off * gait.z * 1.2;
  n.z -= n.x * lean * gait.y + n.y * lean * gait.z;
  float flap = skin.w * gait.w, beat = gait.x + habit.y * 6.2831853 - abs(skin.w) * 0.9;
  p.y += abs(flap) * (0.62 * sin(beat) + 0.10) * 0.34;
  p.z += abs(flap) * 0.05 * cos(beat);
  vec3 here = place(0.0), way = place(0.02) - here;
  // What hovers faces the current, which turns slowly, and only glances along its own wandering.
  vec3 current = normalize(vec3(0.9, 0.04, 0.35 + 0.5 * sin(roam.y * 0.5 + habit.y * 2.0)));
  way = normalize(mix(normalize(way + 1e-5), current * (habit.w > 0.82 ? -1.0 : 1.0) + 0.45 * normalize(way + 1e-5), round.w));
  way = normalize(vec3(way.x, way.y * 0.55, way.z));
  vec3 right = normalize(cross(way, vec3(0.0, 1.0, 0.0))), up = cross(right, way);
  world = here + (right * p.x + up * p.y - way * (p.z - 0.4)) * habit.x;
  facing = right * n.x + up * n.y - way * n.z;
  picture = skin.xy;
  haze(world, through, veil);
  lit = vec4(lit_through(world), own.z * 0.8 * exp(-0.04 * distance(world, eye)), habit.w);
  beam = sun_at(world.y);
  gl_Position = view_projection * vec4(world, 1.0);
}
