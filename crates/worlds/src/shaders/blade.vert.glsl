// A blade of grass, or a stalk with seeds: bent by its own weight and by the wind.
layout(location = 0) in vec2 part; // side (-1, 1), share of its length
layout(location = 1) in vec2 more; // further blades of a tuft: bearing, distance
layout(location = 2) in vec4 root; // place, bearing
layout(location = 3) in vec4 form; // height, width, lean, chance
uniform mat4 view_projection;
centroid out vec3 light;
centroid out vec4 haze;
void main() {
  float t = part.y, tall = form.x * (1.0 - 0.25 * fract(more.x * 3.7)), chance = fract(form.w + more.x), bearing = root.w + more.x;
  vec2 way = vec2(cos(bearing), sin(bearing)), push = blown(root.xz);
  vec3 foot = root.xyz + vec3(way.y, 0.0, -way.x) * (more.y * form.x);
  vec2 bend = way * (form.z * tall) + push * (tall * 0.85);
  float out_m = min(length(bend) / tall, 0.95);
  vec3 top = foot + vec3(bend.x, tall * sqrt(1.0 - 0.75 * out_m * out_m), bend.y), middle = foot + vec3(bend.x * 0.15, tall * 0.62, bend.y * 0.15);
  vec3 p = mix(mix(foot, middle, t), mix(middle, top, t), t), along = normalize(mix(middle - foot, top - middle, t) + 0.0001);
  vec3 v = eye - p;
  float dist = length(v);
  v /= dist;
  vec3 side = vec3(-way.y, 0.0, way.x), turned = normalize(cross(along, v));
  side = normalize(mix(side * sign(dot(side, turned) + 0.0001), turned, 0.55));
  // Far blades are wider as they are fewer: none is thinner than most of a pixel.
  float seeds = step(0.955, chance), far = smoothstep(2.0, 17.0, dist);
  float wide = max(form.y * mix(1.0, 0.42, seeds), dist * 0.00105) * ((1.0 - t * t) * (0.75 + 0.25 * sqrt(t + 0.01)) + seeds * 2.4 * smoothstep(0.55, 0.8, t) * (1.0 - t * t));
  p += side * (part.x * wide);
  vec3 n = cross(side, along);
  n = normalize(n * sign(dot(n, v) + 0.0001) + side * (part.x * 0.7) + vec3(0.0, 0.55, 0.0));
  vec3 base = sward(root.xz) * mix(1.0, 0.78 + 0.5 * fract(chance * 7.13), 1.0 - 0.85 * far);
  float dry = step(0.93, fract(chance * 11.7)) * 0.8;
  base = mix(base, vec3(0.30, 0.25, 0.12) * (0.6 + 0.6 * fract(chance * 3.3)), dry * (1.0 - 0.9 * far));
  base = mix(base, base * vec3(1.25, 1.12, 0.8), t * t * 0.6);
  base = mix(base, vec3(0.31, 0.225, 0.155), seeds * smoothstep(0.5, 0.75, t) * (1.0 - 0.6 * far));
  vec2 beside = beside_herd(root.xyz);
  float open = mix(mix(0.24, 1.08, pow(t, 0.8)), mix(0.64, 0.92, t), far) * beside.y;
  float sun = sun_on(p, root.y) * beside.x * mix(mix(0.14, 1.0, smoothstep(0.0, 0.75, t)), 1.0, far * 0.55);
  light = green_light(base, n, v, sun, open) + base * porch_on(p);
  light += key_light * (sun * 0.030 * t * pow(max(0.0, dot(n, normalize(v + sun_dir))), 22.0));
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
