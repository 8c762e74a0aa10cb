// The dome, and what is too small for it: the sun's disc and glare, the moon, the stars.
in vec4 far_point;
out vec4 o;
uniform sampler2D dome;
uniform vec3 sun_dir, moon_dir, disc_light, moon_light;
uniform float stars;
float star_hash(vec3 c) { c = fract(c * vec3(0.1031, 0.1030, 0.0973)); c += dot(c, c.yxz + 33.33); return fract((c.x + c.y) * c.z); }
void main() {
  vec3 d = normalize(far_point.xyz / far_point.w);
  vec3 clamped = normalize(vec3(d.x, max(d.y, 0.0012), d.z));
  vec4 sky = dome_at(dome, clamped, 0.0);
  vec3 light = sky.rgb;
  float open = 1.0 - sky.a;
  float angle = length(d - sun_dir);
  // Glare that the eye itself makes, in place of a bloom pass.
  float veil = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  light += disc_light * (smoothstep(0.0088, 0.0068, angle) * 34.0 * open + mix(0.3, 1.0, veil) *
           (0.8 * exp(-angle * 42.0) + 0.20 * exp(-angle * 11.0) + 0.010 / (0.02 + angle * angle * 14.0)));
  // The moon: a lit sphere, its bright side towards the sun.
  vec3 m = cross(moon_dir, d);
  float mr = length(m) / 0.0105;
  if (mr < 1.3 && dot(d, moon_dir) > 0.0) {
    vec3 side = (d - moon_dir * dot(d, moon_dir)) / 0.0105;
    vec3 n = normalize(side - moon_dir * sqrt(max(0.0, 1.0 - mr * mr)));
    float lit = smoothstep(-0.05, 0.25, dot(n, sun_dir));
    float mare = 0.82 + 0.18 * sin(n.x * 7.0 + 2.0) * sin(n.y * 9.0 + n.z * 4.0);
    light = mix(light, light + moon_light * 6.0 * mare, lit * smoothstep(1.08, 0.94, mr) * open);
  }
  float ma = length(d - moon_dir);
  light += moon_light * (0.30 * exp(-ma * 26.0) + 0.04 * exp(-ma * 7.0)) * (0.4 + 0.6 * open);
  if (stars > 0.001) {
    // One star in some cells of a lattice, never smaller than a pixel: dimmer where it is drawn wider.
    vec3 c = d * 62.0, cell = floor(c), at = fract(star_hash(cell) * vec3(1.0, 57.3, 311.7));
    float r = length(c - cell - 0.3 - at * 0.4), mag = max(0.0, fract(at.x * 1741.3) - 0.93) / 0.07;
    float size = clamp(0.9 * length(fwidth(d)) * 62.0, 0.045, 0.28);
    vec3 tint = mix(vec3(1.0, 0.86, 0.70), vec3(0.76, 0.86, 1.0), at.x);
    float one = max(0.0, 1.0 - r / size) * (0.06 + mag * mag * mag) * 0.0026 / (size * size);
    light += tint * one * stars * open * smoothstep(0.02, 0.25, d.y);
  }
  o = vec4(finish(light), 1.0);
}
