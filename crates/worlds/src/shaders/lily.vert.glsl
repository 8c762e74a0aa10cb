// Water lilies: pads that lie on the lake, buds that open into white cups with a golden heart.
layout(location = 0) in vec4 part; // radius, turn, row of petals (0 pad, 1 to 3 petals, 4 heart), share along it
layout(location = 2) in vec4 root; // place, bearing
layout(location = 3) in vec4 form; // size of the pad, of the bloom, when it opens, chance
uniform mat4 view_projection;
uniform vec3 opening; // how much of the garden has opened, the share one flower takes, how far they stand open of themselves
out vec3 light;
out vec4 haze;
void main() {
  float row = part.z, chance = form.w;
  float now = max(smoothstep(0.0, 1.0, (opening.x - form.z * (1.0 - opening.y)) / opening.y), opening.z * step(0.55, chance));
  float a = part.y + root.w, size = row < 0.5 ? form.x : form.y * mix(0.55, 1.0, now);
  vec3 outward = vec3(cos(a), 0.0, sin(a)), p = root.xyz, n, base;
  float open = 1.0;
  if (row < 0.5) {
    float lift = 0.016 * part.x * part.x + 0.010 * sin(a * 3.0 + chance * 9.0) * part.x * part.x;
    p += outward * (part.x * size) + vec3(0.0, lift, 0.0);
    n = normalize(vec3(0.0, 1.0, 0.0) - outward * (0.10 * sin(a * 9.0)));
    base = mix(vec3(0.085, 0.125, 0.045), vec3(0.16, 0.085, 0.050), smoothstep(0.55, 1.0, chance) * 0.8) * (0.72 + 0.35 * part.x + 0.12 * cos(a * 14.0));
    open = 0.85;
  } else if (row < 3.5) {
    float stand = mix(1.38, mix(0.16, 1.02, (row - 1.0) * 0.5), now), t = part.w, bow = sin(t * 2.6) * 0.20;
    float along = t * size * (1.0 - 0.13 * (row - 1.0));
    vec3 way = outward * cos(stand) + vec3(0.0, sin(stand), 0.0), side = vec3(-outward.z, 0.0, outward.x);
    vec3 rise = vec3(0.0, cos(stand), 0.0) - outward * sin(stand);
    p += vec3(0.0, 0.02, 0.0) + outward * (0.12 * size) + way * along + rise * (bow * size * now) + side * (part.x * size * 0.30 * sin(min(t * 3.3 + 0.25, 3.1416)));
    n = normalize(rise + side * (part.x * 0.7));
    base = mix(vec3(0.30, 0.36, 0.16), mix(vec3(0.80, 0.74, 0.72), vec3(0.78, 0.46, 0.52), step(0.8, chance) * (1.0 - t)), max(now, 0.18) * smoothstep(0.0, 0.3, t + 0.1)) * (0.75 + 0.25 * t);
    open = mix(0.55, 1.0, t);
  } else {
    p += vec3(0.0, 0.03 + 0.30 * size * part.w * now, 0.0) + outward * (part.x * size * 0.22 * now);
    n = normalize(vec3(0.0, 1.0, 0.0) + outward * part.x);
    base = vec3(0.80, 0.52, 0.06);
  }
  vec3 to = eye - p;
  if (dot(n, to) < 0.0 && row > 0.5) n = -n;
  vec3 own = base * (1.2 * now * smoothstep(0.5, 1.5, row) * opening.x) * lantern_light.a;
  light = base * (irradiance(n) * open + key_light * (0.3183 * (0.25 + 0.75 * max(0.0, dot(n, sun_dir)))) + lantern_on(p, n)) + own;
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
