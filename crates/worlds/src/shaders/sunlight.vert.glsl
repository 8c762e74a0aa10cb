// The ground seen from straight above, to paint the sun's light on it.
layout(location = 0) in vec3 position;
uniform mat4 sun_from_world;
out vec3 at; // place in the sun's own map
void main() {
  at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  gl_Position = vec4((position.xz - REACH.xy) * (REACH.z * 2.0), 0.0, 1.0);
}
