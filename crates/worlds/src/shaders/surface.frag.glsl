// Blue water in every direction; overhead the sky through Snell's window, with an edge as soft as the waves are rough.
in vec3 far_point;
out vec4 o;
uniform sampler2D ripples;
uniform vec4 films[2];             // where three films of ripples have come to
uniform vec3 zenith, rim, sun_disc;
uniform vec3 sun_above;            // direction of the sun above the water
void main() {
  vec3 d = normalize(far_point), l = water(d);
  float t = (SURFACE - eye.y) / max(d.y, 0.02);
  vec2 p = eye.xz + d.xz * t;
  vec4 a = texture(ripples, p * 0.09 + films[0].xy), b = texture(ripples, vec2(0.8 * p.x + 0.6 * p.y, 0.8 * p.y - 0.6 * p.x) * 0.24 + films[0].zw), c = texture(ripples, vec2(0.6 * p.x - 0.8 * p.y, 0.6 * p.y + 0.8 * p.x) * 0.74 + films[1].xy);
  // Towards the horizon it is the long waves' slopes that let the sky in: the further off, the more of them one sees.
  float long_waves = 0.60 + 1.25 * smoothstep(0.62, 0.22, d.y);
  vec2 slope = a.xy * long_waves + vec2(0.8 * b.x - 0.6 * b.y, 0.8 * b.y + 0.6 * b.x) * 0.50 + c.xy * 0.16;
  float rough = sqrt(max(0.0, a.z - dot(a.xy, a.xy)) * long_waves * long_waves + max(0.0, b.z - dot(b.xy, b.xy)) * 0.25 + max(0.0, c.z - dot(c.xy, c.xy)) * 0.023 + 0.0006);
  vec3 n = normalize(vec3(slope.x, -1.0, slope.y));
  float cosine = max(0.0, -dot(d, n)), k = 1.0 - 1.7769 * (1.0 - cosine * cosine);
  float window = smoothstep(-0.04 - rough * 1.1, 0.22 + rough * 1.1, k + 0.26 * smoothstep(0.62, 0.25, d.y));
  vec3 up = normalize(1.333 * d + (1.333 * cosine - sqrt(max(k, 0.0))) * n);
  float s = max(0.0, dot(up, sun_above));
  float s8 = s * s;
  s8 *= s8;
  s8 *= s8;
  vec3 sky = mix(rim, zenith, smoothstep(0.05, 0.9, up.y)) + sun_disc * (0.10 * s8 + 0.45 * pow(s, 60.0) + 1.2 * smoothstep(0.984, 0.9995, s));
  vec3 r = reflect(d, n);
  r = normalize(vec3(r.x, -abs(r.y) - 0.02, r.z));
  vec3 mirrored = water(r) * 1.45 + fill_top * 0.28 * exp(-extinct * SURFACE / -r.y);
  vec3 left = exp(-extinct * t * 0.9);
  vec3 lid = mix(mirrored, sky, window) * left + l * (1.0 - left);
  o = vec4(finish(mix(l, lid, smoothstep(0.12, 0.27, d.y))), 1.0);
}
