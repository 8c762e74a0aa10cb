// The glass float's sphere.
layout(location = 0) in vec3 position;
uniform mat4 view_projection;
uniform float radius;
uniform vec3 sun_dir, key_light;
out vec3 world, facing;
flat out vec3 beneath; // light from the sand under it
void main() {
  facing = position;
  world = lantern.xyz + position * radius;
  beneath = vec3(0.50, 0.45, 0.38) * (irradiance(vec3(0.0, 1.0, 0.0)) * 0.8 + key_light * (0.30 * max(0.0, sun_dir.y)));
  gl_Position = view_projection * vec4(world, 1.0);
}
