// Marram leaves: lit on both sides, and glowing when the sun stands behind them.
centroid in vec3 world, facing, along, albedo, sun_at;
centroid in vec2 bright;
out vec4 o;
uniform sampler2D dome, irradiance;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist, n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  vec3 soft = normalize(n * 0.6 + vec3(0.0, 0.7, 0.0));
  float nl = dot(n, sun_dir), seen = sun_seen(sun_at) * bright.y;
  float front = max(0.0, nl), behind = max(0.0, -nl);
  vec3 light = albedo * (irradiance_at(irradiance, soft) * bright.x + lantern_on(world, soft) * bright.x);
  light += key_light * 0.318 * seen * bright.x * (albedo * front + albedo * vec3(1.02, 0.95, 0.52) * behind * 0.65);
  // A hair's highlight along the leaf (Kajiya and Kay 1989).
  float ts = dot(normalize(along), normalize(v + sun_dir));
  light += key_light * seen * bright.x * 0.012 * pow(max(0.0, 1.0 - ts * ts), 24.0);
  vec3 toward = normalize(vec3(-v.x, max(-v.y, 0.012), -v.z));
  light = mix(light, dome_at(dome, toward, 2.5).rgb, 1.0 - exp(-dist / 3800.0));
  o = vec4(finish(light), 1.0);
}
