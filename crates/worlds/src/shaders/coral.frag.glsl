// What has grown, lit by the sun's net and the blue from above, seen through the water.
centroid in vec3 world, facing, albedo, through, veil, beam, depth;
centroid in vec4 grain, lit;
out vec4 o;
uniform sampler2DArray detail;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = dot(n, v);
  n = nv < -0.3 ? -n : n - v * min(nv, 0.0), nv = abs(nv);
  float layer = floor(grain.z + 0.5);
  vec4 d = texture(detail, vec3(grain.xy, layer)), fine = texture(detail, vec3(grain.yx * 3.7, layer));
  n = bent(n, world, grain.xy, (d.rg + fine.gr * 0.6 - 0.8) * 2.0 * grain.w);
  vec3 base = albedo * (mix(depth.x, depth.y, d.b) * (0.66 + 0.40 * d.a + 0.30 * fine.b));
  // Old coral wears crusts of rose and ochre, a hand wide.
  base *= 1.0 + (depth.y - 1.16) * (vec3(4.2, 2.1, 1.6) * smoothstep(0.54, 0.66, fine.a) + vec3(2.0, 1.7, 0.4) * smoothstep(0.56, 0.74, d.a));
  // At its foot lies sand, more where it is rough; just above, it stands in its own shade.
  float dust = smoothstep(0.10, 0.0, depth.z + 0.10 * (d.b + fine.b - 1.0));
  base = mix(base, vec3(0.62, 0.47, 0.31), 0.85 * dust);
  float nl = dot(n, sun_dir), wrap = max(0.0, (nl + 0.25) * 0.8);
  vec3 light = beam * (wrap * wrap * gathered(lit.xy, lit.z)) + fill(n, world.y) * (lit.w * mix(0.6, 1.0, d.b));
  light *= mix(0.55, 1.0, smoothstep(0.0, 0.22, depth.z));
  // The blue of the water round it takes the edge of what is round; at night corals give back a little light.
  float rim = 1.0 - min(1.0, nv);
  vec3 seen = base * light * 0.60 + level * (rim * rim * rim * 0.12 * lit.w) + base * base * own.y;
  o = vec4(finish(seen * through + veil), grain.z > 4.5 ? smoothstep(0.10, 0.40, d.b) : 1.0);
}
