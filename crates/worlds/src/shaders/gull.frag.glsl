// Gulls: white, grey and black feathers, thin enough that the sun glows through the wings.
centroid in vec3 world, facing, albedo;
centroid in float seen;
centroid in vec4 haze;
out vec4 o;
uniform sampler2D dome, irradiance;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist, n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  float nl = dot(n, sun_dir);
  vec3 light = albedo * (irradiance_at(irradiance, n) + key_light * 0.318 * seen * (max(0.0, nl) + 0.22 * max(0.0, -nl)));
  light = mix(light, haze.rgb, haze.a);
  o = vec4(finish(light), 1.0);
}
