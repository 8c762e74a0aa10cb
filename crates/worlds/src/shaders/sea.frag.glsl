// Sea water: slope-variance reflection (Bruneton 2010), sun glitter, depth tint, foam that ages where waves broke.
centroid in vec3 world;
centroid in vec2 base;
centroid in vec4 rough;
centroid in vec3 surf, around;
centroid in vec4 haze;
centroid in vec3 late, sizes;
out vec4 o;
uniform sampler2D dome, lace;
uniform sampler2DArray slopes;
uniform vec3 eye, sun_dir, key_light;
uniform vec4 ripple; // phases of the three slope fields in 0..1 (xyz), seconds for foam drift (w)
vec4 slope_at(vec2 p, float phase) {
  float f = phase * SLOPE_LAYERS, i = floor(f);
  vec4 a = texture(slopes, vec3(p, i)), b = texture(slopes, vec3(p, mod(i + 1.0, SLOPE_LAYERS)));
  return mix(a, b, f - i);
}
const mat2 TURN_B = mat2(0.8, 0.6, -0.6, 0.8), TURN_C = mat2(0.6, -0.8, 0.8, 0.6);
void main() {
  vec3 to_eye = eye - world;
  float dist = length(to_eye);
  vec3 v = to_eye / dist;
  float up = surf.z, off = -up;
  vec4 a = slope_at(base / 21.0, ripple.x), b = slope_at(TURN_B * base / 5.9, ripple.y), c = slope_at(TURN_C * base / 1.7, ripple.z);
  vec2 va = max(vec2(0.0), a.zw - a.xy * a.xy), vb = max(vec2(0.0), b.zw - b.xy * b.xy), vc = max(vec2(0.0), c.zw - c.xy * c.xy);
  float sheltered = mix(0.30, 1.0, smoothstep(0.5, 18.0, off));
  vec3 k = vec3(0.64, 0.46, 0.32) * sheltered;
  vec2 s = rough.xy + a.xy * k.x + (b.xy * TURN_B) * k.y + (c.xy * TURN_C) * k.z;
  vec2 var = va * k.x * k.x + vb * k.y * k.y + vc * k.z * k.z + 0.5 * rough.z + 0.0011;
  vec3 n = normalize(vec3(-s.x, 1.0, -s.y));
  float sigma = sqrt(max(var.x, var.y));
  float nv = max(dot(n, v), 0.02);
  float fresnel = 0.02 + 0.98 * pow(1.0 - nv, 5.0 * exp(-2.69 * sigma)) / (1.0 + 22.7 * pow(sigma, 1.5));
  vec3 r = reflect(-v, n);
  r.y = abs(r.y) + sigma * 0.35;
  r = normalize(r);
  // A pixel that the horizon cuts may have its middle beyond it, where nothing above makes sense: it shows haze.
  bool beyond = gl_FragCoord.w < 1.0 / 15000.0;
  if (beyond) r = normalize(vec3(to_eye.xz * -sign(gl_FragCoord.w), 0.004 * dist).xzy);
  vec3 sky = dome_at(dome, r, beyond ? 2.5 : log2(1.0 + sigma * 200.0)).rgb;
  vec3 h = normalize(v + sun_dir);
  vec2 z = -h.xz / h.y - s;
  float p = exp(-0.5 * (z.x * z.x / var.x + z.y * z.y / var.y)) / (6.2831853 * sqrt(var.x * var.y));
  float fs = 0.02 + 0.98 * pow(1.0 - max(dot(v, h), 0.0), 5.0);
  vec3 glitter = key_light * rough.w * GLITTER * fs * p / (4.0 * pow(h.y, 4.0) * max(v.y, 0.07));
  // Water body: blue-green in depth, lit through the wave when the sun stands behind it.
  float through = pow(max(0.0, dot(-v, normalize(vec3(sun_dir.x, 0.05, sun_dir.z)))), 2.0);
  float depth = max(0.02, world.y - bed(up));
  float path = depth * (1.0 + 0.7 / max(nv, 0.2));
  vec3 body = vec3(0.010, 0.062, 0.070) * (around * 1.9 + key_light * 0.02 * rough.w);
  body += vec3(0.035, 0.150, 0.105) * (around * 0.5 + key_light * rough.w * through * 0.10) * smoothstep(0.06, 0.42, surf.x);
  vec3 clear = exp(-path * vec3(2.6, 1.25, 1.05));
  // Foam: fresh on the faces that break, then lace that opens and fades where a wave went by.
  vec2 fp = base * vec2(0.30, 0.36) + vec2(ripple.w * 0.006, 0.0);
  vec4 web = texture(lace, fp), fine = texture(lace, base * 0.83 + s * 0.05);
  float foam = 0.0, veil = 0.0;
  for (int i = 1; i < 4; i++) {
    float since = runs[i].x - late[i - 1];
    float reached = 5.3 + 4.6 * (web.b - 0.5) + sizes[i - 1];
    float crest = crest_offshore(since), behind = off - crest;
    float broken = smoothstep(reached + 2.6, reached - 0.6, crest) * smoothstep(-BORE_SECONDS - 7.0, -6.0, -since);
    foam += broken * smoothstep(-0.95, -0.2, behind) * smoothstep(2.6, 0.1, behind) * (0.55 + 0.45 * fine.g);
    float age = behind / 3.6;
    veil += smoothstep(reached + 1.5, reached - 1.0, off) * smoothstep(0.0, 0.4, age) * exp(-max(age, 0.0) / 4.2) * step(-30.0, since);
  }
  // Water that parts round the groyne's piles.
  vec2 from_first = base - vec2(3.1, -2.4);
  float nearest = clamp(floor(dot(from_first, vec2(0.26, -1.30)) / 1.7576 + 0.5), 0.0, 23.0);
  float ring = length(from_first - nearest * vec2(0.26, -1.30));
  veil = max(veil, smoothstep(0.75, 0.16, ring) * 0.75);
  float bite = mix(web.r, fine.r, 0.35);
  float lacework = clamp(veil, 0.0, 1.0);
  float cover = clamp(foam * (0.65 + 0.5 * bite) + smoothstep(1.0 - 0.78 * lacework, 1.12 - 0.5 * lacework, bite + 0.22 * fine.g), 0.0, 1.0);
  cover *= mix(1.0, 0.55, smoothstep(15.0, 160.0, dist));
  vec3 foam_light = vec3(0.90, 0.92, 0.94) * (around * 1.25 + key_light * rough.w * (0.060 + 0.14 * max(0.0, dot(n, sun_dir))));
  foam_light *= 0.62 + 0.38 * fine.g;
  vec3 surface = sky * fresnel + glitter + body * (1.0 - clear) * (1.0 - fresnel);
  float alpha = 1.0 - (1.0 - fresnel) * dot(clear, vec3(0.34));
  surface = mix(surface, foam_light, cover * 0.9);
  alpha = mix(alpha, 1.0, cover * 0.9);
  surface = beyond ? sky : mix(surface, haze.rgb, haze.a);
  alpha = beyond ? 1.0 : alpha;
  // The edge melts into the swash on the sand, which the sand itself draws.
  float edge = beyond ? 1.0 : smoothstep(0.012, 0.075, depth - 0.012 * web.b);
  vec3 shown = finish(surface / max(alpha, 0.02));
  o = vec4(shown * alpha * edge, alpha * edge);
}
