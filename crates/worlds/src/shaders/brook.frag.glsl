// Clear, shallow, quick water: crowns and sky mirrored in ripples that run with it, waves that stand, foam that is carried on.
centroid in vec3 world, way;
centroid in vec4 at, haze, sky_up;
out vec4 o;
uniform sampler2D slopes;
uniform vec4 run;  // how far three films have run (turns), seconds for foam
void main() {
  vec3 to = eye - world, v = normalize(to);
  float dist = length(to), quick = 0.45 + 0.55 * way.z + 0.25 * smoothstep(0.22, 0.08, at.z);
  vec2 s = vec2(at.y, at.x);
  vec4 a = texture(slopes, s * vec2(0.55, 0.30) - vec2(0.0, run.x)), b = texture(slopes, s.yx * vec2(0.71, 1.13) + vec2(-run.y, 0.13 * run.x)), c = texture(slopes, s * vec2(2.3, 1.5) - vec2(0.05, run.z));
  vec4 web = texture(lace, s * vec2(0.62, 0.33) - vec2(0.0, run.w)), fine = texture(lace, s * vec2(2.7, 0.42) - vec2(0.11, run.w * 2.0));
  float calm = smoothstep(30.0, 6.0, dist);
  vec2 tilt = (a.xy * 0.55 + b.yx * 0.45 + c.xy * 0.35 * calm) * quick;
  vec2 side = vec2(-way.y, way.x), world_tilt = side * tilt.x + way.xy * (tilt.y + 0.25 * way.z);
  vec3 n = normalize(vec3(-world_tilt.x, 1.0, -world_tilt.y));
  float nv = max(dot(n, v), 0.03), mirror = 0.02 + 0.98 * pow(1.0 - nv, 5.0);
  vec3 r = reflect(-v, n);
  r.y = abs(r.y) + 0.02;
  r = normalize(r);
  // Crowns with gaps between them, trunks lower down, the sky through what is open above the water.
  vec2 up = world.xz * 0.5 + r.xz / (r.y + 0.15) * 7.0;
  vec4 crown = texture(lace, up * 0.043), leaf = texture(lace, up * 0.21 + 0.3);
  float gap = smoothstep(0.44, 0.66, 0.60 * crown.b + 0.28 * leaf.a + 0.30 * smoothstep(0.25, 0.95, r.y));
  vec3 green = sky_up.rgb * mix(vec3(0.028, 0.042, 0.014), vec3(0.115, 0.155, 0.042), leaf.b) + key_light * (vec3(0.030, 0.034, 0.007) * leaf.b * murk.w);
  float stem = smoothstep(0.50, 0.62, texture(lace, vec2(r.x / (abs(r.z) + 0.3) * 0.9, 0.31)).a);
  vec3 seen = mix(mix(haze.rgb, sky_up.rgb * vec3(0.045, 0.043, 0.034), 0.75 * stem), mix(green, dome_at(dome, r, 3.0).rgb, gap), smoothstep(0.10, 0.42, r.y));
  vec3 h = normalize(v + sun_dir);
  float spark = pow(max(0.0, dot(n, h)), 180.0) * sky_up.a * calm;
  // Foam: in collars and trails, white where it falls.
  float bite = 0.40 * web.r + 0.34 * fine.r + 0.30 * web.g;
  float foam = smoothstep(0.60, 0.95, at.w * 0.86 + bite - 0.10) * smoothstep(0.03, 0.2, at.w) * (0.55 + 0.45 * fine.g);
  float thread = 0.45 + 0.75 * smoothstep(0.30, 0.75, fine.b * 0.6 + fine.a * 0.5) * (0.6 + 0.4 * web.a);
  vec3 white = (dot(sky_up.rgb, vec3(0.33)) * vec3(1.0, 1.0, 0.94)) * mix(0.80, thread, smoothstep(0.05, 0.4, way.z)) + key_light * (0.20 * sky_up.a);
  float murky = (1.0 - exp(-at.z * 0.9)) * 0.35;
  float alpha = 1.0 - (1.0 - mirror) * (1.0 - murky);
  vec3 light = (seen * mirror + key_light * (0.35 * spark) + sky_up.rgb * vec3(0.030, 0.046, 0.022) * murky) / max(alpha, 0.02);
  light = mix(light, white, foam * 0.85);
  alpha = mix(alpha, 1.0, foam * 0.85) * smoothstep(0.0, 0.035, at.z);
  o = vec4(finish(mix(light, haze.rgb, haze.a)) * alpha, alpha);
}
