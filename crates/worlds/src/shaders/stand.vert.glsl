// A whole tree: one card that faces the client; its top moves a little with the wind.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in vec2 place; // in the foliage's picture
layout(location = 4) in vec3 kind;  // open to the sky, share of its height, 1 or -1 when mirrored
uniform mat4 view_projection;
centroid out vec3 albedo, facing;
centroid out vec4 haze, cloth;
void main() {
  albedo = colour;
  facing = normal;
  cloth = vec4(place, kind.x, kind.z);
  haze = air_at(position);
  vec2 push = blown(position.xz) * (0.12 * kind.y * kind.y);
  gl_Position = view_projection * vec4(position + vec3(push.x, 0.0, push.y), 1.0);
}
