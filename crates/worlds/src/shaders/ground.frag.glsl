// Meadow ground: the dark floor between blades nearby, the sward itself where blades are too small to draw.
centroid in vec3 world, facing;
centroid in vec3 kind, lamps;
centroid in vec4 haze;
out vec4 o;
uniform sampler2D turf;
void main() {
  vec2 p = world.xz;
  float dist = length(eye - world), far = smoothstep(3.0, 30.0, dist);
  vec3 v = (eye - world) / dist, base = sward(p);
  vec4 near = texture(turf, p * 1.45), mid = texture(turf, mat2(0.8, 0.6, -0.6, 0.8) * p * 0.13);
  float trod = smoothstep(0.38, 0.66, kind.x + 0.55 * (near.a - 0.5) + 0.9 * (mid.a - 0.5));
  vec3 litter = mix(near.rgb * near.rgb * 4.0, vec3(0.9), max(far * 0.6, trod * 0.62)) * mix(vec3(1.0), mid.aaa * 2.0, 0.30 + 0.35 * far);
  base = mix(base, mix(vec3(0.058, 0.045, 0.032), vec3(0.158, 0.126, 0.090), clamp(near.a * 1.25 + 0.25 * mid.a - 0.30, 0.0, 1.0)), trod * 0.95);
  base = mix(base, vec3(0.055, 0.060, 0.030), kind.y * 0.8);
  base *= mix(mix(vec3(0.26, 0.28, 0.24), vec3(1.0), trod), vec3(0.96), far) * litter;
  vec3 n = normalize(normalize(facing) + vec3(mid.r - 0.5, 0.0, mid.g - 0.5) * (0.7 * far) + vec3(near.r - 0.5, 0.0, near.a - 0.5) * ((0.5 + 0.6 * trod) * (1.0 - far)));
  n = normalize(mix(n, n + v * 0.35 + sun_dir * 0.25, far));
  vec2 e = (p - REACH.xy) * REACH.z, inside = abs(e);
  float herd_lit = behind_herd(world);
  float sun = mix(1.0, texture(sunlight, e + 0.5).r, smoothstep(0.5, 0.47, max(inside.x, inside.y))) * (herd_lit * kind.z);
  float open = mix(0.46, 0.85, max(trod, far)) * (0.7 + 0.3 * herd_lit);
  vec3 light = green_light(base, n, v, sun, open) + base * lamps;
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
