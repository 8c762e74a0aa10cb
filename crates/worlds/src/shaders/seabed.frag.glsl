// Sand in ripples that fade with distance, and rock crusted with pink and ochre algae.
centroid in vec3 world, facing, through, veil, beam;
centroid in vec4 lit;
out vec4 o;
uniform sampler2DArray detail;
void main() {
  vec3 v = eye - world;
  float far = length(v), near = exp(-0.05 * far);
  vec3 n = normalize(facing);
  vec2 p = world.xz;
  vec4 broad = texture(detail, vec3(p * 0.052 + 0.3, 0.0)), patchy = texture(detail, vec3(p.yx * 0.17, 0.0));
  // Sand.
  vec2 at = mat2(0.94, 0.34, -0.34, 0.94) * p * 0.66 + (broad.aa - 0.5) * 0.55 + (patchy.aa - 0.5) * vec2(0.09, 0.05);
  vec4 ripple = texture(detail, vec3(at, 3.0)), grain = texture(detail, vec3(p * 2.6, 4.0)), fleck = texture(detail, vec3(p * 1.15, 2.0));
  float strong = 0.25 + 0.75 * smoothstep(0.30, 0.62, broad.a);
  vec2 sand_slope = mat2(0.94, -0.34, 0.34, 0.94) * ((ripple.rg * 2.0 - 1.0) * (1.1 * strong)) + (grain.rg * 2.0 - 1.0) * 0.62;
  vec3 sand = vec3(0.96, 0.69, 0.44) * (mix(1.0, mix(0.80, 1.08, ripple.b), strong) * (0.70 + 0.60 * grain.b) * (0.84 + 0.32 * patchy.a));
  sand = mix(sand, vec3(0.34, 0.27, 0.22), smoothstep(0.82, 0.95, fleck.b) * smoothstep(0.52, 0.75, patchy.a) * 0.6);
  // Rock.
  vec2 up = p + world.y * vec2(0.72, -0.66);
  vec4 pits = texture(detail, vec3(up * 0.62, 0.0));
  vec3 rock = mix(vec3(0.27, 0.22, 0.20), vec3(0.42, 0.23, 0.27), smoothstep(0.46, 0.66, patchy.a));
  rock = mix(rock, vec3(0.42, 0.33, 0.15), 0.7 * smoothstep(0.50, 0.72, pits.a));
  rock = mix(rock, vec3(0.20, 0.25, 0.17), 0.6 * smoothstep(0.55, 0.72, broad.a)) * mix(0.40, 1.24, pits.b);
  float stone = smoothstep(0.32, 0.62, lit.z + 0.45 * (pits.b - 0.5) + 0.25 * (patchy.a - 0.5));
  vec2 slope = mix(sand_slope, (pits.rg * 2.0 - 1.0) * 1.3, stone);
  n = normalize(n - vec3(slope.x, 0.0, slope.y) * near);
  vec3 base = mix(sand, rock, stone);
  float wrap = max(0.0, (dot(n, sun_dir) + 0.1) * 0.91);
  vec3 light = beam * (wrap * gathered(lit.xy, own.z * exp(-0.035 * far))) + fill(n, world.y) * (mix(0.35, 1.0, lit.w) * mix(1.0, mix(0.55, 1.0, pits.b), stone));
  o = vec4(finish(base * light * 0.43 * through + veil), 1.0);
}
