// Old sea-green glass that fills with amber light as the client breathes in.
in vec3 world, facing;
flat in vec3 beneath;
out vec4 o;
uniform sampler2D dome;
uniform vec3 eye, sun_dir, key_light;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = max(dot(n, v), 0.0), away = 1.0 - nv, steep = away * away;
  float fresnel = 0.04 + 0.80 * steep * steep;
  vec3 r = reflect(-v, n);
  vec3 mirror = mix(beneath, dome_at(dome, r, 1.0).rgb, smoothstep(-0.12, 0.10, r.y));
  // Looking through both walls: the world upside down inside the ball, bright sky low and sand high.
  vec3 bent = refract(-v, n, 0.72);
  vec3 seen = mix(beneath, dome_at(dome, vec3(bent.x, 0.30, bent.z), 3.0).rgb, 0.55 * smoothstep(0.05, -0.75, n.y));
  // Green swallows more where the way through the wall is long.
  vec3 body = 0.55 * seen * exp2(vec3(-2.6, -1.1, -1.3) * (1.1 + 2.2 * steep));
  // The sun's light gathers on the far side of the ball from it, low within.
  float gather = max(0.0, dot(n, normalize(vec3(-sun_dir.x, -0.62, -sun_dir.z))));
  gather *= gather;
  gather *= gather;
  body += key_light * vec3(0.050, 0.095, 0.042) * (gather * gather * (0.25 + 0.75 * gather * gather));
  vec3 light = mix(body, mirror, fresnel) + lantern_light.rgb * (0.352 + 2.4 * nv * sqrt(nv));
  light += key_light * 0.6 * pow(max(0.0, dot(n, normalize(v + sun_dir))), 900.0);
  o = vec4(finish(light), 1.0);
}
