// What has grown, lit by the sun's net and the blue from above, seen through the water.
centroid in vec3 world, facing, albedo, through, veil, beam;
centroid in vec4 grain, lit;
centroid in vec2 depth;
out vec4 o;
uniform sampler2DArray detail;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  float nv = dot(n, v);
  n = nv < -0.3 ? -n : n - v * min(nv, 0.0);
  vec4 d = texture(detail, vec3(grain.xy, floor(grain.z + 0.5)));
  n = bent(n, world, grain.xy, (d.rg * 2.0 - 1.0) * grain.w);
  vec3 base = albedo * (mix(depth.x, depth.y, d.b) * (0.82 + 0.36 * d.a));
  float nl = dot(n, sun_dir), wrap = max(0.0, (nl + 0.25) * 0.8);
  vec3 light = beam * (wrap * wrap * gathered(lit.xy, lit.z)) + fill(n, world.y) * (lit.w * mix(0.6, 1.0, d.b));
  // The blue of the water round it takes the edge of what is round; at night corals give back a little light.
  float rim = 1.0 - min(1.0, abs(nv));
  vec3 seen = base * light * 0.5 + level * (rim * rim * rim * 0.16 * lit.w) + base * base * own.y;
  o = vec4(finish(seen * through + veil), grain.z > 4.5 ? smoothstep(0.10, 0.40, d.b) : 1.0);
}
