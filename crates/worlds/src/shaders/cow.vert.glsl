// A cow: neck and head bend to the grass, legs swing from hip to hoof, the tail swings at its end.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 colour; // how much of the coat's pattern it wears
layout(location = 3) in vec2 part;   // trunk, neck, four legs, tail; share along it
layout(location = 4) in float number;
uniform mat4 view_projection;
uniform vec4 poses[HERD], frames[HERD];
centroid out vec3 world, facing, rest, albedo;
centroid out vec4 haze;
centroid out vec3 lit; // share of the sun, openness, coat
flat out float coat;
vec2 turned(vec2 p, float a) { return vec2(cos(a) * p.x - sin(a) * p.y, sin(a) * p.x + cos(a) * p.y); }
void main() {
  int which = int(number + 0.5);
  vec4 stand = herd[which], pose = poses[which], own = frames[which];
  vec3 p = position, n = normal;
  float t = part.y;
  if (part.x > 0.5 && part.x < 1.5) {
    // The head turns back a little so that the muzzle meets the grass; then the neck bends, more the further out.
    if (t > 0.9) {
      vec2 poll = vec2(1.36, -1.355);
      p.yz = turned(p.yz - poll, 0.42 * pose.z) + poll;
      n.yz = turned(n.yz, 0.42 * pose.z);
    }
    float down = -1.30 * pose.z * smoothstep(0.0, 0.5, t), aside = 0.75 * pose.w * smoothstep(0.1, 0.7, t);
    vec2 withers = vec2(1.10, -0.78);
    p.yz = turned(p.yz - withers, down) + withers;
    n.yz = turned(n.yz, down);
    p.xz = turned(p.xz - vec2(0.0, -0.78), aside) + vec2(0.0, -0.78);
    n.xz = turned(n.xz, aside);
  } else if (part.x > 1.5 && part.x < 5.5) {
    // Hind, fore, hind, fore: a quarter of the stride apart; on the ground for two thirds of it.
    float leg = part.x - 2.0, phase = fract(pose.x + (leg < 0.5 ? 0.25 : leg < 1.5 ? 0.75 : leg < 2.5 ? 0.0 : 0.5));
    float air = clamp((phase - 0.66) / 0.34, 0.0, 1.0), swing = phase < 0.66 ? 1.0 - 2.0 * phase / 0.66 : -cos(3.14159265 * air);
    float lift = sin(3.14159265 * air) * pose.y, w = pow(t, 1.15);
    p.z -= 0.4455 * swing * w * smoothstep(1.05, 0.7, position.y);
    p.y += lift * 0.13 * t * t;
    p.z += (leg < 1.5 ? -0.13 : 0.10) * lift * sin(3.14159265 * t);
  } else if (part.x > 5.5) {
    p.x += 0.42 * own.x * t * t;
    p.z += 0.10 * abs(own.x) * t * t;
  }
  p.y += 0.010 * sin(12.5663706 * pose.x) * pose.y * smoothstep(0.3, 1.0, position.y);
  p *= own.y;
  n.xz = turned(n.xz, stand.w);
  p.xz = turned(p.xz, stand.w);
  world = stand.xyz + p;
  facing = n;
  rest = position;
  albedo = colour.rgb;
  coat = own.z;
  // Grass hides the hooves and shades the belly.
  float open = mix(0.45, 1.0, smoothstep(0.0, 0.55, p.y)) * (0.70 + 0.30 * n.y);
  lit = vec3(sun_on(stand.xyz + vec3(0.0, 0.9, 0.0), stand.y), open, colour.a);
  haze = air_at(world);
  gl_Position = view_projection * vec4(world, 1.0);
}
