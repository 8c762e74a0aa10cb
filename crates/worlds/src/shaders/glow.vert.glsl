// A glow: a square that faces the eye, a little in front of what glows.
layout(location = 0) in vec3 position;
uniform mat4 view_projection;
uniform vec3 eye;
uniform float radius;
out vec2 square;
void main() {
  vec3 back = normalize(eye - lantern.xyz), right = normalize(cross(vec3(0.0, 1.0, 0.0), back));
  square = position.xy;
  vec3 world = lantern.xyz + (right * position.x + cross(back, right) * position.y) * radius + back * min(0.75, radius * 0.9);
  gl_Position = view_projection * vec4(world, 1.0);
}
