// The glass float's sphere.
layout(location = 0) in vec3 position;
uniform mat4 view_projection;
uniform float radius;
out vec3 world, facing;
flat out vec3 beneath; // light from the sand under it
void main() {
  facing = position;
  world = lantern.xyz + position * radius;
  beneath = irradiance(vec3(0.0, -1.0, 0.0)) * 0.8;
  gl_Position = view_projection * vec4(world, 1.0);
}
