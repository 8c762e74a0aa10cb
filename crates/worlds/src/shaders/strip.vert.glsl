// The wood round the lake as its water sees it: once round the client's mirror image, painted once.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 place;
layout(location = 4) in vec3 kind;
uniform vec3 eye;
out vec3 cloth;
void main() {
  vec3 to = position - eye;
  // A card faces the client: its corners lie a little to both sides of where it stands, also where the round closes.
  float far = length(to.xz), middle = atan(-normal.x, normal.z) * 0.31830989, turn = atan(to.x, -to.z) * 0.31830989;
  turn = middle + fract(0.5 * (turn - middle) + 0.5) * 2.0 - 1.0;
  cloth = vec3(place, far);
  gl_Position = vec4(turn, (atan(to.y, far) - STRIP_LOW) / STRIP_SPAN * 2.0 - 1.0, far / 900.0 * 2.0 - 1.0, 1.0);
}
