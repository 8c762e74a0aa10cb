// The glass float's sphere, and the glow round it (a square that faces the eye).
layout(location = 0) in vec3 position;
uniform mat4 view_projection;
uniform vec3 eye;
uniform float radius, glow_square;
out vec3 world, facing;
out vec2 square;
void main() {
  vec3 back = normalize(eye - lantern.xyz), right = normalize(cross(vec3(0.0, 1.0, 0.0), back));
  square = position.xy;
  vec3 flat_place = lantern.xyz + (right * position.x + cross(back, right) * position.y) * radius + back * min(0.75, radius * 0.9);
  facing = position;
  world = glow_square > 0.5 ? flat_place : lantern.xyz + position * radius;
  gl_Position = view_projection * vec4(world, 1.0);
}
