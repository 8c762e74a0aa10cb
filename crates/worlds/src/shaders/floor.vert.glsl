// A wood's floor and the brook's bed: a fixed mesh; air is worked out at its corners.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 cover; // trodden, mossy, open to the sky, height over the water
uniform mat4 view_projection;
centroid out vec3 world, facing, lamp;
centroid out vec4 kind, haze;
void main() {
  world = position;
  facing = normal;
  kind = cover;
  haze = air_at(position);
  lamp = lantern_on(position, normal);
  gl_Position = view_projection * vec4(position, 1.0);
}
