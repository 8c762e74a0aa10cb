// The beach and the dunes: a fixed mesh.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 cover; // share of light from the sky that reaches it, share of dune
uniform mat4 view_projection, sun_from_world;
uniform vec3 eye, sun_dir;
uniform sampler2D dome;
centroid out vec3 world, facing, sun_at;
centroid out vec3 mix_in; // open to the sky, dune, how much of the sun's light the clouds let through
centroid out vec4 haze;
centroid out vec3 shore;   // metres up the beach, and the way inland
centroid out vec3 late;    // seconds that the last three waves are late here
centroid out vec3 reaches; // how far each of them runs up here
void main() {
  world = position;
  facing = normal;
  float seen = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  mix_in = vec3(cover, mix(0.35, 1.0, seen));
  sun_at = (sun_from_world * vec4(position, 1.0)).xyz * 0.5 + 0.5;
  sun_at.z -= 0.0008;
  vec2 inland;
  shore.x = up_beach(position.xz, inland);
  shore.yz = inland;
  for (int i = 0; i < 3; i++) {
    late[i] = run_delay(position.x, runs[i].z);
    reaches[i] = run_reach(position.x, runs[i]);
  }
  haze = haze_at(dome, world - eye, 3800.0, 0.020);
  gl_Position = view_projection * vec4(position, 1.0);
}
