// A wood's floor: last year's leaves, moss, trodden earth; under water gravel, seen through what moves above it.
centroid in vec3 world, facing, lamp;
centroid in vec4 kind, haze;
out vec4 o;
uniform sampler2D turf, contact, caustics, slopes;
uniform vec4 drift, flow, swell; // where the net of light has come to, and the ripples; slow phases
void main() {
  vec2 p = world.xz;
  vec3 to = eye - world, v = normalize(to);
  float dist = length(to);
  vec4 soft = texture(lace, p * 0.19), fine = texture(lace, p * 1.9);
  float over = kind.w + 0.07 * (soft.b - 0.5) + 0.05 * (fine.a - 0.5), deep = max(0.0, -kind.w), under = smoothstep(0.015, -0.03, kind.w);
  vec2 bend = texture(slopes, p * 0.42 + flow.xy).xy, q = p + bend * (under * (0.05 + 1.1 * deep)) - v.xz * (deep * 0.28);
  vec4 near = texture(turf, p * 0.86), wide = texture(turf, mat2(0.8, 0.6, -0.6, 0.8) * p * 0.37), stone = texture(contact, q * 1.05);
  // Leaves.
  float close = smoothstep(16.0, 3.0, dist);
  vec3 base = near.rgb * near.rgb * (0.62 + 0.76 * wide.a) * mix(vec3(1.0), wide.aaa * 1.9, 0.30);
  // Patches where leaves lie deep and bleached, and others dark with damp.
  base *= mix(vec3(0.62, 0.58, 0.56), vec3(1.34, 1.30, 1.22), smoothstep(0.28, 0.72, 0.7 * soft.b + 0.3 * fine.a));
  float open = 0.46 + 0.44 * smoothstep(0.12, 0.60, near.a);
  // Earth where feet go.
  float trod = smoothstep(0.35, 0.72, kind.x + 0.7 * (soft.a - 0.5) + 0.35 * (0.5 - near.a));
  base = mix(base, mix(vec3(0.115, 0.086, 0.058), vec3(0.205, 0.160, 0.110), fine.b) * (0.7 + 0.6 * near.a), trod * 0.85);
  // Moss grows over what lies still, and leaves fall on it.
  float moss = smoothstep(0.36, 0.60, kind.y + 0.55 * (soft.b - 0.5) + 0.40 * (fine.a - 0.5) - 0.42 * smoothstep(0.45, 0.85, near.a) * (1.0 - 0.65 * kind.y));
  vec4 tuft = texture(lace, p * 11.3);
  vec3 green = mix(vec3(0.056, 0.074, 0.016), vec3(0.205, 0.215, 0.050), smoothstep(0.20, 0.85, 0.50 * tuft.g + 0.32 * fine.b + 0.25 * tuft.b)) * (0.72 + 0.56 * wide.a);
  base = mix(base, green, moss);
  open = mix(open, 0.50 + 0.40 * tuft.g, moss);
  // The bed, and the damp rim above it.
  float bed = smoothstep(0.11, 0.00, over + 0.05 * (near.a - 0.5)), damp = smoothstep(0.26, 0.02, over);
  vec3 pebble = stone.rgb * stone.rgb * mix(vec3(1.0), vec3(0.86, 1.02, 0.72), smoothstep(0.4, 0.7, soft.a));
  base = mix(base * (1.0 - 0.48 * damp), pebble * (1.0 - 0.30 * damp * (1.0 - under)), bed);
  open = mix(open, 0.45 + 0.55 * stone.a, bed);
  vec3 n = normalize(facing), rough = mix(vec3(near.r - near.b - 0.16, 0.0, near.a - 0.5), vec3(tuft.r - 0.3, 0.0, tuft.b - 0.5), moss);
  rough = mix(rough, vec3(stone.a - 0.4, 0.0, stone.r - stone.b - 0.08), bed);
  n = normalize(n + rough * (0.85 * close));
  vec2 at = (p - REACH.xy) * REACH.z, inside = abs(at);
  float sun = mix(0.45, texture(sunlight, at + 0.5).r, smoothstep(0.5, 0.44, max(inside.x, inside.y)));
  // Leaves overhead tremble: the rims of the patches come and go.
  sun *= 1.0 + (1.0 - sun) * 0.45 * sin(21.0 * soft.b + swell.x) * sin(17.0 * soft.a + swell.y);
  float net = texture(caustics, q * 0.43 + bend * 0.10 + drift.xy).r;
  float gathered = mix(1.0, 0.40 + 0.45 * net + 0.35 * net * net, under * smoothstep(14.0, 4.0, dist));
  vec3 light = base * (irradiance(n) * (open * (0.80 + 0.35 * kind.z)) + lamp * open + key_light * (0.3183 * sun * gathered * max(0.0, dot(n, sun_dir) * 0.94 + 0.06)));
  // What is wet gleams; the light that water drinks is green and blue last.
  vec3 h = normalize(v + sun_dir);
  float gloss = damp * (1.0 - under);
  light += (irradiance(reflect(-v, n)) * 0.045 + key_light * (0.05 * sun * pow(max(0.0, dot(n, h)), 40.0))) * gloss;
  light *= exp(-deep * (1.0 + 0.6 / max(v.y, 0.25)) * vec3(1.55, 0.85, 1.25));
  o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0);
}
