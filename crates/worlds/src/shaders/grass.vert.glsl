// One leaf of marram in the picture.
uniform mat4 view_projection, sun_from_world;
uniform vec3 eye, sun_dir;
uniform sampler2D dome;
centroid out vec3 world, facing, along, albedo, around;
centroid out vec2 bright; // the sun's light that reaches it: on its sides, and for its sheen
centroid out vec4 haze;
void main() {
  vec3 across;
  float dist = length(eye - tuft.xyz);
  // Far leaves get wider as they get fewer, so that none is thinner than a pixel.
  float thin = max(0.0052, dist * 0.00062);
  world = leaf_point(thin, along, across);
  facing = cross(along, across);
  vec3 green = mix(vec3(0.064, 0.094, 0.058), vec3(0.150, 0.166, 0.080), habit.y), straw = vec3(0.34, 0.265, 0.140);
  albedo = mix(green, straw, min(1.0, smoothstep(0.72, 0.98, root.w + 0.35 * habit.y) * 0.95 + 0.35 * leaf.y * leaf.y * step(0.4, root.w)));
  albedo *= mix(0.40, 0.92, leaf.y);
  float seen = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  float open = mix(0.28, 1.0, smoothstep(0.0, 0.55, leaf.y));
  vec3 sun_at = (sun_from_world * vec4(world, 1.0)).xyz * 0.5 + 0.5;
  float share = shadow_share(sun_at);
  sun_at.z -= 0.006;
  float sunlit = mix(0.35, 1.0, seen) * sun_seen(sun_at, share) * open * dapple(tuft.xz);
  bright = vec2(0.318, 1.0) * sunlit;
  vec3 soft = normalize(vec3(0.0, 1.0, 0.0) + 0.5 * across);
  around = (irradiance(soft) + lantern_on(world, soft)) * open;
  haze = haze_at(dome, world - eye, 2200.0, 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
