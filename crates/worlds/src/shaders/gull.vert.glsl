// Gulls: one mesh, placed and flapped per bird by closed forms of time.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 colour; // albedo; share of the wing's length, signed (0 on the body)
layout(location = 3) in float number;
uniform mat4 view_projection;
uniform vec4 birds[14]; // per bird: place and heading; bank, stroke of the wing, bend of its outer half, size
uniform vec3 eye, sun_dir;
uniform sampler2D dome;
centroid out vec3 world, facing, albedo;
centroid out float seen;
mat2 turn(float a) { float s = sin(a), c = cos(a); return mat2(c, s, -s, c); }
centroid out vec4 haze;
void main() {
  int which = int(number + 0.5) * 2;
  vec4 a = birds[which], b = birds[which + 1];
  vec3 p = position, n = normal;
  float w = colour.a, side = sign(w), t = abs(w);
  if (t > 0.0) {
    // The inner wing turns about the shoulder, the outer one about the wrist as well.
    float inner = min(t, 0.45), span = abs(p.x);
    vec2 shoulder = vec2(0.06, 0.0);
    vec2 q = vec2(span, p.y) - shoulder;
    float wrist = 0.45 * 0.62;
    vec2 arm = turn(b.y) * vec2(min(q.x, wrist), q.y);
    vec2 hand = turn(b.y + b.z) * vec2(max(0.0, q.x - wrist), 0.0);
    q = shoulder + arm + hand;
    p.x = side * q.x;
    p.y = q.y;
    n = vec3(-side * sin(b.y + b.z * step(0.45, t)), cos(b.y), n.z);
  }
  p *= b.w;
  p.xy = turn(b.x) * p.xy;
  n.xy = turn(b.x) * n.xy;
  p.xz = turn(a.w) * p.xz;
  n.xz = turn(a.w) * n.xz;
  world = a.xyz + p;
  facing = n;
  albedo = colour.rgb;
  seen = 0.318 * mix(0.35, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a);
  haze = haze_at(dome, world - eye, 2600.0, 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
