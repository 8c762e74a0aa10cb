// Bubbles, rings, blooms and the guiding light: colour already multiplied by its own opacity.
in vec2 square;
in vec3 right_way, up_way, back_way;
flat in vec4 look;
out vec4 o;
uniform vec3 sun_dir, key_light, ambient;
uniform float glow;
const vec3 WARM = vec3(1.0, 0.60, 0.22), PEARL = vec3(1.0, 0.86, 0.66), ROSE = vec3(1.0, 0.46, 0.38);
float bell(float x) { return exp(-x * x); }
// Light that covers a share of what is behind it, and one that mostly adds to it.
vec4 lit(vec3 light, float share) { return vec4(max(tone(light), 0.0), 1.0) * clamp(share, 0.0, 1.0); }
vec4 shine(vec3 light, float share) { return vec4(max(tone(light), 0.0), 0.35) * clamp(share, 0.0, 1.0); }
vec4 over(vec4 front, vec4 behind) { return front + behind * (1.0 - front.a); }

vec4 bubble(float r, float angle) {
  float t = look.w;
  // Touched, it swells a little and is gone; drops of light go out from where it was.
  float whole = t < 0.0 ? 1.0 : 1.0 - smoothstep(0.0, 0.22, t);
  float size = t < 0.0 ? 1.0 : 1.0 + 0.6 * min(t, 0.22);
  float q = r / size;
  float inside = 1.0 - smoothstep(0.975, 1.0, q);
  float z = sqrt(max(0.0, 1.0 - q * q));
  vec3 n = right_way * square.x / size + up_way * square.y / size + back_way * z;
  float rim = pow(1.0 - z, 2.6);
  // A soap film is thinner above; its colours follow its thickness (cosine of the path for each colour).
  float film = 1.1 + 0.9 * look.z + 1.7 * (1.0 - z) - 0.55 * n.y + 0.22 * sin(3.0 * n.x + 5.0 * look.z);
  vec3 hue = 0.62 + 0.38 * cos(6.2832 * (film * vec3(1.0, 1.19, 1.42) + vec3(0.0, 0.08, 0.18)));
  vec3 surround = ambient * (0.75 + 0.5 * n.y);
  vec3 light = surround * hue * 1.7 + key_light * 0.10 * hue * max(0.0, dot(n, sun_dir) * 0.5 + 0.5);
  float spark = pow(max(0.0, dot(n, normalize(sun_dir + back_way))), 260.0);
  float inner = pow(max(0.0, dot(n, normalize(vec3(-sun_dir.x, -0.4 * sun_dir.y, -sun_dir.z) + back_way * 1.6))), 70.0);
  vec3 sparkle = (PEARL * 1.6 * glow + key_light * 0.25) * (spark + 0.22 * inner);
  float share = (0.06 + 0.9 * rim + 0.75 * spark + 0.25 * inner) * inside * whole;
  vec4 film_seen = lit(light + PEARL * (0.10 * glow * rim) + sparkle, share);
  float out_to = 1.0 + 1.25 * (1.0 - exp(-2.4 * max(t, 0.0)));
  float drops = pow(0.5 + 0.5 * cos(angle * 11.0 + 9.0 * look.z), 6.0);
  float fresh = t < 0.0 ? 0.0 : exp(-2.2 * t) * smoothstep(0.0, 0.06, t);
  float sparks = fresh * (1.5 * bell((r - out_to) / 0.085) * drops + 0.8 * bell((r - out_to) / 0.16));
  return over(shine(PEARL * 2.2 * glow, sparks), film_seen);
}

vec4 ring(float r) {
  float t = look.w, warm = look.z;
  float core = bell((r - 0.80) / (0.050 + 0.018 * warm)), halo = bell((r - 0.80) / 0.23);
  vec3 colour = mix(PEARL, WARM, 0.35 + 0.55 * warm);
  float share = core * (0.34 + 0.55 * warm) + halo * (0.10 + 0.26 * warm);
  // Rings go out like those on water.
  float wave = 0.0;
  for (int k = 0; k < 3; k++) {
    float since = t - 0.55 * float(k);
    float reach = 0.80 + 0.62 * since;
    wave += t < 0.0 || since < 0.0 ? 0.0 : exp(-0.95 * since) * smoothstep(0.0, 0.15, since) * bell((r - reach) / (0.045 + 0.05 * since));
  }
  share += 0.55 * wave * smoothstep(2.9, 2.3, r);
  return shine(colour * (1.1 + 1.6 * warm) * glow, share);
}

vec4 bloom(float r, float angle) {
  float open = look.y, warm = look.z;
  float q = r / mix(0.35, 1.0, open);
  float petal = 0.62 + 0.34 * pow(abs(cos(3.0 * angle)), 0.8);
  float edge = smoothstep(petal, petal - 0.34, q);
  float fold = 0.72 + 0.28 * pow(abs(cos(3.0 * angle)), 3.0);
  float heart = bell(q / 0.17), halo = 0.20 * bell(q / 0.85);
  vec3 colour = mix(ROSE, PEARL, smoothstep(0.75, 0.05, q)) * (0.5 + 0.5 * fold);
  vec4 petals = shine(colour * (0.9 + 1.3 * warm) * glow, edge * (0.46 + 0.3 * warm) * fold + halo * (0.5 + warm));
  return over(shine(WARM * (1.8 + 1.5 * warm) * glow, heart * 0.8), petals);
}

vec4 orb(float r) {
  float warm = look.z;
  float core = bell(r / 0.62), halo = bell(r / 1.35), air = bell(r / 2.1) * smoothstep(3.4, 2.2, r);
  vec3 colour = mix(WARM, PEARL, core);
  return shine(colour * (1.0 + 1.5 * warm) * glow, core * (0.55 + 0.35 * warm) + halo * 0.30 + air * 0.14 * (0.6 + warm));
}

void main() {
  float r = length(square), angle = atan(square.y, square.x);
  vec4 seen = look.x < 1.5 ? bubble(r, angle) : look.x < 2.5 ? ring(r) : look.x < 3.5 ? bloom(r, angle) : orb(r);
  // Half a level of noise, so that soft light shows no bands.
  float weave = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  o = seen * look.y;
  o.rgb += weave * (1.0 / 255.0) * step(0.002, o.a);
}
