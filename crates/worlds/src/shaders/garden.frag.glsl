// Leaves and petals, lit on both sides and through; and the shade at their feet.
centroid in vec3 world, albedo, around;
centroid in vec3 bright;
centroid in vec4 haze;
out vec4 o;
uniform vec3 eye, sun_dir, key_light;
void main() {
  if (bright.z >= 0.0) {
    // A soft edge, and never black: the sky's light is left.
    o = vec4(0.0, 0.0, 0.0, bright.z * bright.z * 1.9);
    return;
  }
  vec3 v = normalize(eye - world), n = normalize(cross(dFdx(world), dFdy(world)));
  if (dot(n, v) < 0.0) n = -n;
  // Small curved things have no flat sides: half of the light comes from all around.
  n = normalize(n + vec3(0.0, 0.55, 0.0));
  float nl = dot(n, sun_dir);
  vec3 through = max(0.0, 0.85 * nl + 0.15) + mix(vec3(1.0), albedo * 1.6, 0.5) * (bright.y * max(0.0, 0.2 - nl));
  vec3 light = albedo * (around * (0.78 + 0.22 * n.y) + key_light * (bright.x * through));
  light += key_light * (bright.x * 0.02 * pow(max(0.0, dot(n, normalize(v + sun_dir))), 24.0));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
