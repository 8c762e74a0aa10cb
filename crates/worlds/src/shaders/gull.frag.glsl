// Gulls: white, grey and black feathers, thin enough that the sun glows through the wings.
centroid in vec3 world, facing, albedo;
centroid in float seen;
centroid in vec4 haze;
out vec4 o;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 n = normalize(facing);
  if (dot(n, eye - world) < 0.0) n = -n;
  float nl = dot(n, sun_dir);
  vec3 light = albedo * (irradiance(n) + key_light * (seen * (max(0.0, nl) + 0.22 * max(0.0, -nl))));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
