// One picture of the sky for the dome: air, cirrus, cumulus and a far thunderhead, marched once, not per frame.
in vec2 uv;
out vec4 o;
uniform vec3 sun_dir, moon_dir, moon_light, night_floor;
uniform sampler3D noise3;
uniform sampler2D weather;
uniform vec2 drift;      // km, where the wind has carried the clouds
uniform float cover;     // more clouds for larger values
uniform float clouds_on; // 0: clear air only; below 0.75: no towers
uniform float evolve;    // km, slow change of the clouds' shape
const float SUN = 20.0;
const float BASE = 1.2, CEILING = 2.5;
const int STEPS = MARCH_STEPS;

float hg(float c, float g) { return (1.0 - g * g) / (4.0 * PI * pow(1.0 + g * g - 2.0 * g * c, 1.5)); }
float cumulus(vec3 p, float h, float fine) {
  float x = (h - BASE) / (CEILING - BASE);
  if (x < 0.0 || x > 1.0) return 0.0;
  vec4 w = textureLod(weather, (p.xz - drift) / 34.0, 0.0);
  // Open overhead, where a dome has few texels and clouds would loom.
  float there = smoothstep(0.54, 0.70, w.r + cover - 0.15 * (1.0 - smoothstep(1.5, 8.0, length(p.xz))));
  if (there < 0.01) return 0.0;
  float top = mix(0.35, 1.0, w.g * there);
  float profile = smoothstep(0.0, 0.03, x) * (1.0 - smoothstep(top * 0.22, top, x));
  float b = there * profile;
  if (b < 0.01) return 0.0;
  vec3 q = vec3(p.x - drift.x, h * 1.15 - evolve, p.z - drift.y);
  vec4 n = textureLod(noise3, q / 2.9, 0.0);
  float d = clamp((n.r - (1.0 - b)) / 0.74, 0.0, 1.0);
  if (d <= 0.0 || fine < 0.5) return d * 0.95;
  vec4 e = textureLod(noise3, q / 0.83 + 0.37, 0.0);
  vec4 f = textureLod(noise3, q / 0.29 + 0.71, 0.0);
  float fray = e.g * 0.46 + e.b * 0.26 + f.g * 0.18 + f.b * 0.10;
  // Wind shears the base flat; the top frays.
  float eat = mix(fray * 0.5, 1.0 - fray, clamp(x * 4.0, 0.0, 1.0)) * 0.88;
  return clamp((d - eat * (1.0 - d)) / (1.0 - eat) * 3.2, 0.0, 1.0);
}
// A far bank of towering cumulus behind the horizon's haze: broad, heaped, lit from the side.
float heap(vec3 p, float h, vec3 at, float size) {
  vec3 q = vec3(p.x, h, p.z) / (3.3 * size);
  vec4 n = textureLod(noise3, q / 2.7, 0.0), e = textureLod(noise3, q * 1.7 + 0.21, 0.0);
  float x = h / (9.0 * size), wide = length(p.xz - at.xz) / size;
  float edge = mix(7.4, 1.7, smoothstep(0.04, 1.0, x));
  float d = (edge - wide) / 2.4 + (n.r - 0.66) * 4.6 - (1.0 - e.g) * 0.75;
  return clamp(d, 0.0, 1.0) * smoothstep(0.06, 0.11, x) * (1.0 - smoothstep(0.88, 1.0, x));
}
const vec3 BANK = vec3(30.0, 0.0, -42.0);
float far_clouds(vec3 p, float h) {
  float d = max(heap(p, h, BANK, 0.98), heap(p, h, BANK + vec3(-7.5, 0.0, -5.0), 0.68));
  return max(d, heap(p, h, BANK + vec3(8.0, 0.0, 6.0), 0.60));
}
// Sunlight inside clouds, a little less red than one path through the air makes it: it comes by many. Moonlight is
// seen without much colour.
vec3 sun_in_cloud(float r, float mu) {
  vec3 t = sun_through_air(r, mu);
  t += t.r * vec3(0.0, 0.11, 0.055);
  return mix(vec3(dot(t, vec3(0.2126, 0.7152, 0.0722))), t, sun_dir.y > -0.09 ? 0.82 : 0.25);
}

void main() {
  vec3 d = dome_dir(uv);
  d = normalize(vec3(d.x, max(d.y, 0.0012), d.z));
  vec3 through, light = inscatter(d, sun_dir, 1e5, 30, through) * SUN;
  if (moon_light.b > 0.0) { vec3 unused; light += inscatter(d, moon_dir, 1e5, 16, unused) * moon_light; }
  light += night_floor * (1.0 - 0.45 * d.y);
  // The eye that has adapted to dusk sees the heights darker than film would: what is lit below stands out.
  float night = smoothstep(-0.03, -0.12, sun_dir.y);
  light *= mix(vec3(1.0), vec3(0.36, 0.40, 0.50), night * smoothstep(0.0, 0.34, d.y));
  // Opposite a low sun the upper air is still lit while the lower is not: a rose band (the belt of Venus).
  float across = max(0.0, -dot(normalize(d.xz), normalize(sun_dir.xz))), lift = (d.y - 0.13) / 0.085;
  float low_sun = smoothstep(0.26, 0.08, sun_dir.y) * smoothstep(-0.13, -0.04, sun_dir.y);
  light *= 1.0 + vec3(0.62, 0.16, 0.27) * (low_sun * across * exp(-lift * lift));
  float covered = 0.0;
  if (clouds_on > 0.5) {
    bool by_day = sun_dir.y > -0.09;
    vec3 key_dir = by_day ? sun_dir : moon_dir;
    vec3 key = by_day ? vec3(SUN) : moon_light * vec3(0.92, 0.96, 1.12);
    float c = dot(d, key_dir);
    vec3 unused;
    vec3 zenith = inscatter(vec3(0.0, 1.0, 0.0), sun_dir, 1e5, 6, unused) * SUN + night_floor * 0.6 + moon_light * 0.02;
    zenith *= 1.0 - 0.78 * night;
    vec3 low = inscatter(normalize(vec3(d.x * 0.6, 0.22, d.z * 0.6)), sun_dir, 1e5, 8, unused) * SUN + night_floor * 0.8;
    low *= 1.0 - 0.78 * night;
    // By night only the edge towards the moon is bright: what scatters deeper in the cloud stays under the eye's threshold.
    float deep = 1.0 - 0.68 * night;
    vec3 o0 = vec3(0.0, GROUND + 0.05, 0.0);
    float jitter = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    // Cirrus: a thin, fibrous sheet at 8.5 km.
    float tc = ray_sphere(o0, d, GROUND + 8.5);
    vec3 qc = o0 + d * tc;
    vec2 cu = (qc.xz - drift * 1.6) / 90.0;
    float ci = textureLod(weather, cu, 0.0).b * textureLod(weather, cu * 0.37 + 0.3, 0.0).a;
    float cirrus = smoothstep(0.12, 0.66, ci) * mix(0.46, 0.20, night) * smoothstep(0.02, 0.16, d.y);
    if (cirrus > 0.003) {
      vec3 tcx, la = inscatter(d, sun_dir, tc, 10, tcx) * SUN;
      vec3 s = sun_in_cloud(GROUND + 8.5, dot(normalize(qc), key_dir)) * key *
               (hg(c, 0.75) * 0.8 + hg(c, 0.2) * 0.7 + 0.05) * mix(vec3(1.0), vec3(1.30, 1.0, 0.86), low_sun) + mix(low, zenith, 0.6) * 0.35 * float(by_day);
      light = mix(light, la + tcx * s, cirrus);
      covered = cirrus * 0.7;
    }
    // The far towers.
    vec2 az = normalize(d.xz), ta = normalize(BANK.xz);
    if (clouds_on > 0.75 && dot(az, ta) > 0.87 && d.y < 0.33) {
      float t0 = 34.0, dt = 34.0 / 60.0, left = 1.0, weight = 1e-5, where = 0.0;
      vec3 sum = vec3(0.0);
      for (int i = 0; i < 60; i++) {
        float t = t0 + (float(i) + jitter) * dt;
        vec3 q = o0 + d * t;
        float r = length(q), h = r - GROUND, dens = far_clouds(q, h);
        if (dens < 0.01) continue;
        float depth = 0.0, st = 0.35;
        vec3 l = q;
        for (int k = 0; k < 4; k++) { l += key_dir * st; depth += far_clouds(l, length(l) - GROUND) * st; st *= 1.9; }
        float ph = mix(hg(c, 0.6), hg(c, -0.2), 0.45);
        float sun = ph * exp(-depth * 2.2) + deep * (0.16 * exp(-depth * 0.8) + 0.02 * exp(-depth * 0.2));
        vec3 s = sun_in_cloud(r, dot(q, key_dir) / r) * key * sun * 3.4 + mix(low * 0.5, zenith, clamp(h / 7.0, 0.3, 1.0)) * 0.45;
        float a = 1.0 - exp(-dens * dt * 2.6);
        sum += left * a * s; where += left * a * t; weight += left * a;
        left *= 1.0 - a;
        if (left < 0.01) break;
      }
      float alpha = 1.0 - left;
      if (alpha > 0.003) {
        vec3 ta2, la = inscatter(d, sun_dir, where / weight, 12, ta2) * SUN;
        if (!by_day) ta2 = mix(ta2.ggg, ta2, 0.3);
        float seen = alpha * smoothstep(0.0, 0.03, d.y);
        light = mix(light, la + ta2 * sum / alpha, seen);
        covered = max(covered, seen);
      }
    }
    // Cumulus: steps that grow with distance, jittered; a filter pass takes the grain out afterwards.
    float t0 = ray_sphere(o0, d, GROUND + BASE), t1 = min(ray_sphere(o0, d, GROUND + CEILING), t0 + 34.0);
    float ratio = t1 / t0, left = 1.0, weight = 1e-5, where = 0.0, before = t0;
    vec3 sum = vec3(0.0);
    for (int i = 0; i < STEPS; i++) {
      float now = t0 * pow(ratio, (float(i) + 1.0) / float(STEPS)), dt = now - before;
      float t = before + dt * jitter;
      before = now;
      vec3 q = o0 + d * t;
      float r = length(q), h = r - GROUND, dens = cumulus(q, h, 1.0);
      if (dens < 0.004) continue;
      float depth = 0.0, st = 0.09;
      vec3 l = q;
      for (int k = 0; k < 5; k++) { l += key_dir * st; depth += cumulus(l, length(l) - GROUND, 0.0) * st; st *= 1.8; }
      float ph = mix(hg(c, 0.80), hg(c, -0.30), 0.45);
      float sun = ph * exp(-depth * 11.0) + deep * (hg(c, 0.4) * 0.30 * exp(-depth * 3.6) + 0.012 * exp(-depth * 1.3));
      float up = clamp((h - BASE) / (CEILING - BASE), 0.0, 1.0);
      vec3 s = sun_in_cloud(r, dot(q, key_dir) / r) * key * mix(vec3(1.0), vec3(1.14, 1.0, 0.90), low_sun) * (sun * mix(2.55, 1.30, night)) + mix(low * 0.40, zenith * vec3(0.90, 1.0, 1.14), 0.55 + 0.45 * up) * 0.74;
      float a = 1.0 - exp(-dens * dt * 11.0);
      sum += left * a * s; where += left * a * t; weight += left * a;
      left *= 1.0 - a;
      if (left < 0.01) break;
    }
    float alpha = 1.0 - left;
    if (alpha > 0.002) {
      vec3 ta3, la = inscatter(d, sun_dir, where / weight, 12, ta3) * SUN;
      if (!by_day) ta3 = mix(ta3.ggg, ta3, 0.3);
      float seen = alpha * smoothstep(0.0, 0.03, d.y);
      light = mix(light, la + ta3 * sum / alpha, seen);
      covered = mix(covered, 1.0, seen);
    }
  }
  // Away from where the sun went down, the eye at night sees no colour but blue: air, horizon and what fades into them.
  float gone = smoothstep(0.97, 0.55, dot(normalize(d.xz), normalize(sun_dir.xz)));
  light = mix(light, dot(light, vec3(0.2126, 0.7152, 0.0722)) * vec3(0.74, 0.98, 1.42), 0.70 * night * gone);
  o = dome_pack(vec4(light, covered));
}
