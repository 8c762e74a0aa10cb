// A meadow's ground: a fixed mesh; air and wide light are worked out at its corners.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 cover; // trodden, wooded
uniform mat4 view_projection;
centroid out vec3 world, facing;
centroid out vec3 kind; // trodden, wooded, share of the sun that clouds leave
centroid out vec3 lamps;
centroid out vec4 haze;
void main() {
  world = position;
  facing = normal;
  kind = vec3(cover, pool(position.xz));
  lamps = porch_on(position);
  haze = air_at(position);
  gl_Position = view_projection * vec4(position, 1.0);
}
