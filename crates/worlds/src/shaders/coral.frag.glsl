// What has grown, lit by the sun's net and the blue from above, seen through the water.
centroid in vec3 world, facing, albedo, through, veil, beam;
centroid in vec4 grain, lit, depth;
out vec4 o;
uniform sampler2DArray detail;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = dot(n, v);
  n = nv < -0.3 ? -n : n - v * min(nv, 0.0);
  vec4 d = texture(detail, grain.xyz), fine = texture(detail, vec3(grain.yx * 3.7, grain.z));
  n = bent(n, world, grain.xy, (d.rg + fine.gr - 1.0) * grain.w);
  // Old coral wears crusts of rose and ochre, a hand wide; at its foot lies sand, more where it is rough.
  vec3 base = albedo * ((mix(depth.x, depth.y, d.b) * (0.80 + 0.36 * fine.b)) * (1.0 + depth.w * vec3(1.05, 0.62, 0.36) * smoothstep(0.22, 0.46, d.a * fine.a)));
  base = mix(base, vec3(0.33, 0.25, 0.17), smoothstep(0.10, 0.0, depth.z + 0.10 * (d.b + fine.b)));
  float wrap = max(0.0, dot(n, sun_dir) * 0.8 + 0.2);
  // At night corals give back a little light.
  vec3 light = beam * (wrap * wrap * gathered(lit.xy, lit.z)) + fill(n, world.y) * (lit.w * mix(0.6, 1.0, d.b));
  o = vec4(finish(base * (light + base * (2.8 * own.y)) * through + veil), grain.z > 4.5 ? max(smoothstep(0.10, 0.40, d.b), grain.z - 5.0) : 1.0);
}
