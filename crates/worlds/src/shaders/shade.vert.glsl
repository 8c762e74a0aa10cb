// The beach seen from straight above, to paint the sun's light on it.
layout(location = 0) in vec3 position;
uniform mat4 sun_from_world;
out vec3 at; // place in the sun's own map
out vec2 uv;
out vec3 spot;
void main() {
  spot = position;
  at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  uv = near_at(position.xz);
  gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
