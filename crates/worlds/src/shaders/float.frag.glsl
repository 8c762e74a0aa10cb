// Old sea-green glass that fills with amber light as the client breathes in.
in vec3 world, facing;
in vec2 square;
out vec4 o;
uniform sampler2D dome, irradiance;
uniform vec3 eye, sun_dir, key_light;
uniform float glow_square;
void main() {
  if (glow_square > 0.5) {
    float r = length(square);
    float halo = pow(max(0.0, 1.0 - r), 2.6) * 0.42;
    vec3 c = agx(lantern_light.rgb * 0.55 * halo * exposure) - agx(vec3(0.0));
    o = vec4(max(c, 0.0) * smoothstep(1.0, 0.8, r), 1.0);
    return;
  }
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = max(dot(n, v), 0.0);
  float fresnel = 0.04 + 0.96 * pow(1.0 - nv, 4.0);
  vec3 r = reflect(-v, n);
  vec3 mirror = r.y > 0.0 ? dome_at(dome, r, 1.5).rgb : irradiance_at(irradiance, r) * 0.8;
  // Looking through both walls: the sand behind, upside down, through green glass.
  vec3 bent = refract(-v, n, 0.72);
  // Upside down inside the ball: bright sky low, sand high; thick glass darkens towards the rim.
  vec3 seen = mix(irradiance_at(irradiance, vec3(0.0, -1.0, 0.0)) * 0.8, dome_at(dome, normalize(vec3(bent.x, 0.22, bent.z)), 3.0).rgb, smoothstep(0.15, -0.45, n.y));
  vec3 body = seen * mix(vec3(0.02, 0.09, 0.075), vec3(0.24, 0.50, 0.42), pow(nv, 0.8));
  body += key_light * vec3(0.02, 0.05, 0.035) * pow(max(0.0, dot(bent, sun_dir)), 6.0);
  float core = pow(nv, 1.4);
  vec3 light = mix(body, mirror, fresnel) + lantern_light.rgb * (0.22 + 1.5 * core) * 1.6;
  vec3 h = normalize(v + sun_dir);
  light += key_light * 0.6 * pow(max(0.0, dot(n, h)), 900.0);
  o = vec4(finish(light), 1.0);
}
