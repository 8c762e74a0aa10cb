// Marram leaves: lit on both sides, and glowing when the sun stands behind them.
centroid in vec3 world, facing, along, albedo, around;
centroid in vec2 bright;
centroid in vec4 haze;
out vec4 o;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  float nl = dot(n, sun_dir);
  vec3 through = max(0.0, nl) + vec3(1.02, 0.95, 0.52) * (0.65 * max(0.0, -nl));
  // A hair's highlight along the leaf (Kajiya and Kay 1989).
  float ts = dot(normalize(along), normalize(v + sun_dir));
  float sheen = 0.012 * pow(max(0.0, 1.0 - ts * ts), 24.0);
  vec3 light = albedo * (around + key_light * (bright.x * through)) + key_light * (bright.y * sheen);
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
