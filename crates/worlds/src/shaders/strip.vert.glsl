// The wood round the lake as its water sees it: once round the client's mirror image, painted once.
layout(location = 0) in vec3 position;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 place;
layout(location = 4) in vec3 kind;
uniform vec3 eye;
out vec3 cloth;
void main() {
  vec3 to = position - eye;
  float far = length(to.xz), turn = atan(to.x, -to.z) * 0.31830989;
  cloth = vec3(place, far);
  gl_Position = vec4(turn, (atan(to.y, far) - STRIP_LOW) / STRIP_SPAN * 2.0 - 1.0, far / 900.0 * 2.0 - 1.0, 1.0);
}
