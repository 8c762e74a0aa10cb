// Old sea-green glass that fills with amber light as the client breathes in.
in vec3 world, facing;
flat in vec3 beneath;
out vec4 o;
uniform sampler2D dome;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = max(dot(n, v), 0.0), away = 1.0 - nv;
  away *= away;
  float fresnel = 0.04 + 0.96 * away * away;
  vec3 r = reflect(-v, n);
  vec3 mirror = r.y > 0.0 ? dome_at(dome, r, 1.5).rgb : beneath;
  // Looking through both walls: upside down inside the ball, bright sky low and sand high; thick glass darkens the rim.
  vec3 bent = refract(-v, n, 0.72);
  vec3 seen = mix(beneath, dome_at(dome, vec3(bent.x, 0.22, bent.z), 3.0).rgb, smoothstep(0.15, -0.45, n.y));
  vec3 body = seen * mix(vec3(0.02, 0.09, 0.075), vec3(0.24, 0.50, 0.42), nv);
  body += key_light * vec3(0.02, 0.05, 0.035) * pow(max(0.0, dot(bent, sun_dir)), 6.0);
  vec3 light = mix(body, mirror, fresnel) + lantern_light.rgb * (0.352 + 2.4 * nv * sqrt(nv));
  light += key_light * 0.6 * pow(max(0.0, dot(n, normalize(v + sun_dir))), 900.0);
  o = vec4(finish(light), 1.0);
}
