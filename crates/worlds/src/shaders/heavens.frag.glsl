// What glows in the night besides stars, as a second dome: curtains of aurora, and the Milky Way behind them.
in vec2 uv;
out vec4 o;
uniform sampler2D galaxy, lace;
uniform mat4 galaxy_from_world;
uniform vec3 milky;         // light of the Milky Way
uniform vec4 curtains[8];   // two per curtain: which way it faces (xy), distance (100 km), strength; drifts of its rays and waves
uniform vec4 folds;         // phases of the waves that all curtains share
// One curtain: a sheet 100 km up and higher, whose foot winds across the sky; a ray meets it once.
vec3 curtain(vec3 d, vec4 a, vec4 b) {
  float ahead = dot(d.xz, a.xy), side = dot(d.xz, vec2(-a.y, a.x));
  if (ahead < 0.02 || a.w <= 0.0) return vec3(0.0);
  float s = a.z / ahead, across, slope;
  for (int i = 0; i < 4; i++) {
    across = s * side;
    vec3 turn = across * vec3(0.74, 1.9, 3.7) + folds.xyz + b.w;
    slope = dot(cos(turn), vec3(0.37, 0.285, 0.15));
    s = mix(s, max(a.z * 0.4, a.z + dot(sin(turn), vec3(0.50, 0.150, 0.040))) / ahead, i == 0 ? 1.0 : 0.75);
  }
  vec4 wide = textureLod(lace, vec2(across * 0.055 + b.x, b.y), 0.0), fine = textureLod(lace, vec2(across * 0.30 + b.z, b.y * 2.0 + 0.4), 0.0);
  vec4 thin = textureLod(lace, vec2(across * 1.15 + b.z * 2.0, b.y * 3.0 + 0.7), 0.0);
  float strand = 0.55 * fine.b + 0.45 * thin.a;
  float rays = 0.38 + 1.0 * smoothstep(0.28, 0.80, strand) * (0.75 + 0.5 * (thin.b - 0.5));
  float up = s * d.y - 0.98 - 0.10 * (wide.a - 0.5) - 0.05 * (fine.a - 0.5);
  float tall = mix(0.10, 0.36, smoothstep(0.32, 0.72, fine.b * 0.6 + wide.b * 0.5));
  float over = max(up, 0.0), low = smoothstep(-0.075, 0.13, up);
  float body = low * exp(-over / tall) * mix(1.0, rays, smoothstep(0.0, 0.30, up) * 0.75 + 0.25);
  float crown = low * smoothstep(0.14, 0.80, up) * exp(-over / 0.55) * rays;
  float hem = exp(-up * up * 90.0) * 0.35 * rays;
  float folded = min(1.0 / max(abs(ahead - slope * side), 0.16), 3.2) * 0.62;
  float there = smoothstep(0.32, 0.68, wide.b) * (0.35 + 0.65 * smoothstep(0.30, 0.60, wide.a)) * exp(-across * across / (2.0 + 5.0 * a.z * a.z)) * smoothstep(0.02, 0.16, ahead);
  vec3 light = vec3(0.08, 1.0, 0.34) * body + vec3(0.46, 0.14, 0.86) * (0.62 * crown) + vec3(0.30, 0.95, 0.55) * hem;
  return light * (a.w * folded * there);
}
void main() {
  vec3 d = dome_dir(uv);
  vec3 light = vec3(0.0);
  for (int i = 0; i < 4; i++) light += curtain(d, curtains[2 * i], curtains[2 * i + 1]);
  vec3 g = mat3(galaxy_from_world) * d;
  vec2 at = vec2(atan(g.x, -g.z) * 0.15915494, asin(clamp(g.y, -1.0, 1.0)) * 0.71619724) + 0.5;
  vec4 band = textureLod(galaxy, at, 0.0) * step(abs(at.y - 0.5), 0.499);
  light = light * smoothstep(0.01, 0.20, d.y) + milky * (mix(vec3(0.78, 0.88, 1.14), vec3(1.16, 0.98, 0.82), band.g) * (band.r * sqrt(band.r) * smoothstep(0.03, 0.40, d.y)));
  o = dome_pack(vec4(light * 16.0, 0.0));
}
