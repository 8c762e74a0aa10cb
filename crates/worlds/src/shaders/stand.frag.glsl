// Trees far off: the picture holds which way each place leans and how deep in the tree it lies.
centroid in vec3 albedo, facing;
centroid in vec4 haze, cloth;
out vec4 o;
uniform vec3 sun_dir, key_light;
void main() {
  vec4 t = texture(foliage, cloth.xy, 0.5);
  float a = cut(t.a, cloth.xy), depth = 0.13 + t.b * (0.5 + 4.4 * t.b), sideways = (t.r - 0.5) * 1.7 * cloth.w, up = (t.g - 0.5) * 2.0;
  vec3 n = normalize(facing * (0.75 - 0.3 * abs(sideways)) + vec3(facing.z, 0.0, -facing.x) * sideways + vec3(0.0, up + 0.25, 0.0));
  float behind = max(0.0, -dot(facing, sun_dir));
  vec3 c = albedo * depth * (irradiance(n) * cloth.z + key_light * (0.3183 * cloth.z * (max(0.0, dot(n, sun_dir) * 0.8 + 0.2) + 0.10 * behind * depth)));
  o = vec4(finish(mix(c, haze.rgb, haze.a)), a);
}
