// A tuft of grass: a card that turns most of its face to the eye and leans a little away from it, bent by the wind.
layout(location = 0) in vec2 part; // side (-1, 1), share of its height
layout(location = 2) in vec4 root; // place, bearing
layout(location = 3) in vec4 form; // height, half width, which tuft, chance
uniform mat4 view_projection;
centroid out vec3 light;
centroid out vec4 haze;
centroid out vec3 cloth;
void main() {
  float t = part.y;
  vec3 v = eye - root.xyz;
  float dist = length(v);
  v /= dist;
  vec2 way = normalize(v.xz + vec2(cos(root.w), sin(root.w)) * 0.75), push = blown(root.xz);
  vec3 side = vec3(way.y, 0.0, -way.x);
  vec2 bend = (push * 0.75 - way * (0.10 + 0.55 * max(0.0, v.y)) + vec2(cos(root.w * 3.0), sin(root.w * 3.0)) * 0.2) * form.x;
  vec3 p = root.xyz + vec3(bend.x, form.x, bend.y) * vec3(t * t, t, t * t) + side * (part.x * form.y);
  float far = smoothstep(3.0, 24.0, dist);
  vec3 n = normalize(vec3(0.0, 1.0, 0.0) + v * 0.35 + side * (part.x * 0.5 * (1.0 - far)) + sun_dir * (0.25 * far)), base = sward(root.xz) * (mix(0.80 + 0.45 * fract(form.w * 7.13), 1.02, 0.7 * far) * vec3(0.81, 0.97, 0.90));
  base = mix(base, vec3(dot(base, vec3(0.45))) * vec3(1.12, 1.06, 0.66), 0.35 * step(0.72, fract(form.w * 3.7)));
  vec2 beside = beside_herd(root.xyz);
  float open = mix(mix(0.16, 0.92, t), mix(0.50, 0.88, t), far) * beside.y;
  float sun = sun_on(p, root.y) * beside.x * mix(mix(0.08, 0.9, smoothstep(0.0, 0.8, t)), 0.9, far * 0.5);
  // Its picture is darker than the sward it becomes further off.
  light = (green_light(base, n, v, sun, open) + base * porch_on(p)) * (1.0 + 0.55 * far);
  float kind = floor(form.z + 0.5);
  cloth = vec3((vec2(256.0 * kind + 6.0, 518.0) + vec2(244.0 * (part.x * sign(fract(form.w * 5.3) - 0.5) * 0.5 + 0.5), 500.0 * t)) / FOLIAGE, 1.0);
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
