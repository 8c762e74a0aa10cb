// Sand in ripples that fade with distance, shaded where things stand or lie on it, silt in its hollows; rock far off.
centroid in vec3 world, facing, through, veil, beam;
centroid in vec4 lit;
out vec4 o;
uniform sampler2DArray detail;
uniform sampler2D contact; // how open the sand is close to what stands on it, and how near that is
void main() {
  vec3 v = eye - world;
  float far = length(v), near = exp(-0.05 * far);
  vec3 n = normalize(facing);
  vec2 p = world.xz;
  vec4 broad = texture(detail, vec3(p * 0.052 + 0.3, 0.0)), patchy = texture(detail, vec3(p.yx * 0.17, 0.0)), close = texture(contact, p / CONTACT + 0.5);
  float shade = close.r * (0.35 + 0.65 * close.r);
  // Sand.
  vec2 at = mat2(0.94, 0.34, -0.34, 0.94) * p * 0.86 + (broad.aa - 0.5) * 0.55 + (patchy.aa - 0.5) * vec2(0.09, 0.05);
  vec4 ripple = texture(detail, vec3(at, 3.0)), grain = texture(detail, vec3(p * 2.6, 4.0)), fleck = texture(detail, vec3(p * 2.1, 2.0));
  float strong = (0.30 + 0.70 * smoothstep(0.30, 0.62, broad.a)) * (1.0 - 0.8 * close.g);
  vec2 sand_slope = mat2(0.94, -0.34, 0.34, 0.94) * ((ripple.rg * 2.0 - 1.0) * (1.25 * strong)) + (grain.rg * 2.0 - 1.0) * 0.85;
  // Crests are washed clean, troughs hold silt, and round the heads lies dark grit of broken coral.
  vec3 sand = mix(vec3(0.66, 0.47, 0.29), vec3(0.98, 0.73, 0.48), mix(0.70, ripple.b, strong)) * ((0.50 + 1.00 * grain.b) * (0.84 + 0.32 * patchy.a));
  sand *= 1.0 - 0.34 * close.g * (0.4 + 0.6 * patchy.a);
  float grit = smoothstep(0.66, 0.86, fleck.b + 0.25 * close.g + 0.4 * (patchy.a - 0.5) + 0.2 * (ripple.b - 0.5) * strong);
  sand = mix(sand, mix(vec3(0.26, 0.20, 0.14), vec3(0.90, 0.80, 0.68), smoothstep(0.50, 0.60, fleck.a)), grit * 0.60);
  // Rock.
  vec2 up = p + world.y * vec2(0.72, -0.66);
  vec4 pits = texture(detail, vec3(up * 0.62, 0.0));
  vec3 rock = mix(vec3(0.15, 0.115, 0.072), vec3(0.20, 0.17, 0.085), smoothstep(0.40, 0.66, patchy.a)) * mix(0.40, 1.40, pits.b);
  float stone = smoothstep(0.32, 0.62, lit.z + 0.45 * (pits.b - 0.5) + 0.25 * (patchy.a - 0.5));
  vec2 slope = mix(sand_slope, (pits.rg * 2.0 - 1.0) * 1.3, stone);
  n = normalize(n - vec3(slope.x, 0.0, slope.y) * near);
  vec3 base = mix(sand, rock, stone);
  float wrap = max(0.0, (dot(n, sun_dir) + 0.1) * 0.91);
  vec3 light = beam * (wrap * gathered(lit.xy, own.z * exp(-0.035 * far)) * shade) + fill(n, world.y) * (mix(0.35, 1.0, lit.w) * shade);
  o = vec4(finish(base * light * 0.43 * through + veil), 1.0);
}
