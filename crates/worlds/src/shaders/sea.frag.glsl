// Sea water: slope-variance reflection (Bruneton 2010), sun glitter, depth tint, foam that ages where waves broke.
centroid in vec3 world, body, foam_light;
centroid in vec2 base;
centroid in vec4 rough, water, haze;
out vec4 o;
uniform sampler2D dome, lace;
uniform vec3 eye, sun_dir, key_light;
uniform vec4 ripple; // phases of the three films in 0..1 (xyz), seconds for foam drift (w)
#ifdef EIGHT_BIT_DOME
uniform sampler2DArray slopes; // no films can be mixed ahead: two pictures of the stack are mixed here
vec4 film(float phase, vec2 p) {
  float f = phase * SLOPE_LAYERS, i = floor(f);
  return mix(texture(slopes, vec3(p, i)), texture(slopes, vec3(p, mod(i + 1.0, SLOPE_LAYERS))), f - i);
}
#define FILM(name, phase, p) film(phase, p)
#else
uniform sampler2D film_a, film_b, film_c; // small waves at this moment: mean slope and mean square slope
#define FILM(name, phase, p) texture(name, p)
#endif
const mat2 TURN_B = mat2(0.8, 0.6, -0.6, 0.8), TURN_C = mat2(0.6, -0.8, 0.8, 0.6);
const vec3 GROW = vec3(0.64, 0.46, 0.32), SQUARES = GROW * GROW;
void main() {
  vec3 to_eye = eye - world, v = normalize(to_eye);
  vec4 a = FILM(film_a, ripple.x, base / 21.0), b = FILM(film_b, ripple.y, (TURN_B / 5.9) * base),
       c = FILM(film_c, ripple.z, (TURN_C / 1.7) * base);
  vec4 web = texture(lace, base * vec2(0.15, 0.09) + vec2(ripple.w * 0.003, 0.0));
  // Gusts draw darker, rougher patches over the water, on their way to the shore.
  float grown = rough.w * (0.34 + 0.90 * texture(lace, base * 0.004 + vec2(0.004, -0.006) * ripple.w).b);
  vec2 s = rough.xy + (a.xy * GROW.x + (b.xy * TURN_B) * GROW.y + (c.xy * TURN_C) * GROW.z) * grown;
  vec2 squares = (a.zw - a.xy * a.xy) * SQUARES.x + (b.zw - b.xy * b.xy) * SQUARES.y + (c.zw - c.xy * c.xy) * SQUARES.z;
  vec2 var = max(squares, 0.0) * (grown * grown) + rough.z;
  vec4 fine = texture(lace, base * 0.53 + s * 0.04), finest = texture(lace, (TURN_B * 2.3) * base + s * 0.10);
  vec3 n = normalize(vec3(-s.x, 1.0, -s.y));
  float sigma = sqrt(max(var.x, var.y)), nv = max(dot(n, v), 0.02);
  float fresnel = 0.02 + 0.98 * pow(1.0 - nv, 5.0 * exp(-2.69 * sigma)) / (1.0 + 22.7 * sigma * sqrt(sigma));
  vec3 r = reflect(-v, n);
  r.y = abs(r.y) + sigma * 0.35;
  // A pixel that the horizon cuts may have its middle beyond it, where nothing here makes sense: it shows haze.
  bool beyond = gl_FragCoord.w < 1.0 / 15000.0;
  if (beyond) r = vec3(to_eye.xz * -sign(gl_FragCoord.w), 0.004 * length(to_eye)).xzy;
  vec3 sky = dome_at(dome, normalize(r), beyond ? 2.5 : log2(1.0 + sigma * 200.0)).rgb;
  // The sun in every wave that leans towards it.
  vec3 h = normalize(v + sun_dir);
  vec2 z = h.xz / h.y + s;
  float leaning = exp(-0.5 * dot(z * z, 1.0 / var)) * inversesqrt(var.x * var.y);
  float mirrored = 0.02 + 0.98 * pow(1.0 - max(dot(v, h), 0.0), 5.0), steep = h.y * h.y;
  vec3 glitter = key_light * (water.w * mirrored * leaning / (steep * steep * max(v.y, 0.07)));
  // Light that comes back from below, through a path of water.
  float depth = max(0.02, water.x);
  vec3 clear = exp((depth + 0.7 * depth / max(nv, 0.2)) * vec3(-4.4, -2.5, -2.2));
  float alpha = 1.0 - (1.0 - fresnel) * dot(clear, vec3(0.34));
  vec3 surface = sky * fresnel + glitter + body * ((1.0 - clear) * (1.0 - fresnel));
  // Foam: fresh on the faces that break, lace where a wave went by.
  float sunward = texture(lace, base * 0.53 + s * 0.04 + sun_dir.xz * 0.012).r;
  float bite = dot(vec3(web.r, fine.r, finest.r), vec3(0.46, 0.32, 0.22)), old = min(water.z * (0.55 + 0.9 * web.b), 1.0);
  // Water that parts round the groyne's piles.
  vec2 pile = base - vec2(3.1, -2.4);
  pile -= clamp(floor(dot(pile, vec2(0.1479, -0.7396)) + 0.5), 0.0, 23.0) * vec2(0.26, -1.30);
  float collar = smoothstep(0.46, 0.15, length(pile * vec2(1.0, 0.72)) + 0.24 * (web.b + fine.b - 1.0));
  float fresh = smoothstep(0.36, 0.56, max(water.y, 1.2 * collar) + 0.62 * (bite - 0.42)) * (0.72 + 0.28 * fine.g);
  float cover = 0.92 * min(fresh + smoothstep(1.05 - 0.75 * old, 1.12 - 0.53 * old, bite + 0.22 * fine.g), 1.0);
  surface = mix(surface, foam_light * (0.26 + 0.60 * fine.g * finest.g + 0.62 * bite + 0.64 * clamp(0.5 * cover * cover + fine.r - sunward, 0.0, 0.8)), cover);
  alpha = mix(alpha, 1.0, cover);
  surface = beyond ? sky : mix(surface, haze.rgb, haze.a);
  alpha = beyond ? 1.0 : alpha;
  // The edge melts into the swash on the sand, which the sand itself draws.
  float edge = beyond ? 1.0 : alpha * smoothstep(0.012, 0.15, depth - 0.02 * web.b);
  o = vec4(finish(surface / max(alpha, 0.02)) * edge, edge);
}
