// Marram leaves: lit on both sides, and glowing when the sun stands behind them.
centroid in vec3 world, facing, along, albedo, around;
centroid in vec2 bright;
centroid in vec4 haze;
out vec4 o;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist, n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  float nl = dot(n, sun_dir), seen = bright.y;
  float front = max(0.0, nl), behind = max(0.0, -nl);
  vec3 light = albedo * around * bright.x;
  light += key_light * 0.318 * seen * bright.x * (albedo * front + albedo * vec3(1.02, 0.95, 0.52) * behind * 0.65);
  // A hair's highlight along the leaf (Kajiya and Kay 1989).
  float ts = dot(normalize(along), normalize(v + sun_dir));
  light += key_light * seen * bright.x * 0.012 * pow(max(0.0, 1.0 - ts * ts), 24.0);
  light = mix(light, haze.rgb, haze.a);
  o = vec4(finish(light), 1.0);
}
