// A meadow's ground: a fixed mesh; air and wide light are worked out at its corners.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 cover; // trodden, wooded
uniform mat4 view_projection;
centroid out vec3 world, facing;
centroid out vec2 kind;
centroid out vec4 haze;
void main() {
  world = position;
  facing = normal;
  kind = cover;
  haze = air_at(position);
  gl_Position = view_projection * vec4(position, 1.0);
}
