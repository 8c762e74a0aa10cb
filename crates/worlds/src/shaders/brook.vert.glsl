// The brook's surface.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 goes;  // which way it flows (right, back), how steeply
layout(location = 2) in vec4 place; // metres along and across, depth, foam
uniform mat4 view_projection;
centroid out vec3 world, way;
centroid out vec4 at, haze, sky_up;
void main() {
  world = position;
  way = goes;
  at = place;
  haze = air_at(position);
  // What the crowns send down, and the share of sun on the water.
  sky_up = vec4(irradiance(vec3(0.0, 1.0, 0.0)), sun_on(position, position.y));
  gl_Position = view_projection * vec4(position, 1.0);
}
