// A loon on the water: its body rocks a little, its neck and head turn.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 colour; // and how much it belongs to the head
layout(location = 3) in float number;
uniform mat4 view_projection;
uniform vec4 loons[4]; // per bird: place, heading; roll, how far the head turns, how far it is lifted in a call, size
out vec3 light;
out vec4 haze;
mat2 turned(float a) { float s = sin(a), c = cos(a); return mat2(c, s, -s, c); }
void main() {
  int which = int(number + 0.5) * 2;
  vec4 at = loons[which], how = loons[which + 1];
  vec3 p = position, n = normal;
  vec3 pivot = vec3(0.0, 0.12, -0.24);
  p -= pivot;
  p.xz = turned(how.y * colour.a) * p.xz; n.xz = turned(how.y * colour.a) * n.xz;
  p.zy = turned(-how.z * colour.a) * p.zy; n.zy = turned(-how.z * colour.a) * n.zy;
  p += pivot;
  p.xy = turned(how.x) * p.xy; n.xy = turned(how.x) * n.xy;
  p.xz = turned(at.w) * p.xz * how.w; n.xz = turned(at.w) * n.xz;
  p.y *= how.w;
  vec3 world = at.xyz + p;
  light = colour.rgb * (irradiance(n) + key_light * (0.3183 * max(0.0, dot(n, sun_dir))) + lantern_on(world, n));
  haze = air_at(world);
  gl_Position = view_projection * vec4(world, 1.0);
}
