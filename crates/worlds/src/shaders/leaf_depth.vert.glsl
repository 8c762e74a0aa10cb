// Foliage as the sun sees it.
layout(location = 0) in vec3 position;
layout(location = 3) in vec2 place;
uniform mat4 sun_from_world;
out vec2 uv;
void main() {
  uv = place;
  gl_Position = sun_from_world * vec4(position, 1.0);
}
