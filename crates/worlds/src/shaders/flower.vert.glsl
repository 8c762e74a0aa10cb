// A flower on its stalk: petals round a heart, in the species' own cup and colours.
layout(location = 0) in vec4 part; // radius or side, turn or share of the stalk, height, kind (0 stalk, 1 petal, 2 heart)
layout(location = 2) in vec4 root; // place, bearing
layout(location = 3) in vec4 form; // height, radius of the head, species, chance
uniform mat4 view_projection;
uniform vec4 petals[5]; // per species: colour, cup
uniform vec4 hearts[5]; // colour, how far the head nods
uniform vec2 opened;    // how much of the garden has opened, and the share that one flower takes; (2, 1) on the meadow
centroid out vec3 light;
centroid out vec4 haze;
void main() {
  int species = int(form.z + 0.5);
  float chance = form.w, open_now = smoothstep(0.0, 1.0, (opened.x - chance * (1.0 - opened.y)) / opened.y), tall = form.x * mix(0.25, 1.0, open_now);
  vec2 bend = (blown(root.xz) * 0.5 + vec2(cos(root.w), sin(root.w)) * 0.16) * tall;
  vec3 top = root.xyz + vec3(bend.x, tall, bend.y), v = eye - top, p, n, base;
  float dist = length(v), open = 1.0;
  v /= dist;
  if (part.w < 0.5) {
    float t = part.y;
    p = root.xyz + vec3(bend.x * t * t, tall * t, bend.y * t * t) + normalize(cross(vec3(0.0, 1.0, 0.0), v)) * (part.x * max(0.0019, dist * 0.0006));
    n = normalize(v + vec3(0.0, 0.4, 0.0));
    base = vec3(0.095, 0.125, 0.038);
    open = 0.3 + 0.7 * t;
  } else {
    vec3 up = normalize(vec3(bend.x / tall * 1.3, hearts[species].w, bend.y / tall * 1.3) + vec3(sun_dir.x, 0.0, sun_dir.z) * 0.35 + (vec3(fract(chance * 3.1), 0.5, fract(chance * 9.7)) - 0.5) * 0.8);
    vec3 a = normalize(cross(up, vec3(0.3, 0.1, 1.0))), b = cross(up, a);
    float turn = part.y + chance * 6.0, cup = mix(1.45, petals[species].a + (fract(chance * 5.7) - 0.5) * 0.3, open_now), r = part.x * max(form.y, dist * 0.0016) * open_now;
    vec3 outward = a * cos(turn) + b * sin(turn);
    if (part.w < 1.5) {
      p = top + outward * (r * cos(cup)) + up * (r * sin(cup) * (1.0 + 0.3 * part.x) + part.z * form.y);
      n = normalize(up * cos(cup) - outward * sin(cup));
      base = petals[species].rgb * (mix(0.72, 1.05, part.x) * (0.85 + 0.3 * fract(chance * 13.0)));
    } else {
      p = top + outward * r + up * (part.z * form.y * 1.5);
      n = normalize(up + outward * 0.6);
      base = hearts[species].rgb;
    }
    n *= sign(dot(n, v) + 0.001);
  }
#ifdef HERD
  // Too small to be told apart, they become the colour of their drift.
  base = mix(base, sward(root.xz) * 1.6, 0.85 * smoothstep(5.0, 20.0, dist));
  vec2 beside = beside_herd(root.xyz);
#else
  vec2 beside = vec2(1.0);
#endif
  float sun = sun_on(p, root.y) * beside.x, nl = dot(n, sun_dir);
  light = base * (irradiance(normalize(n + vec3(0.0, 0.5, 0.0))) * (1.1 * open * beside.y) + key_light * (0.3183 * sun * (0.9 * max(0.0, nl) + 0.55 * max(0.0, -nl) + 0.15)) + porch_on(p));
  haze = air_at(p);
  gl_Position = view_projection * vec4(p, 1.0);
}
