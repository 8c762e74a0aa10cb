// Water that mirrors sky, stars' band, aurora, mountains and wood, broken by one light wind, by rings and by a wake.
in vec3 world, body;
in vec2 deep;
in vec4 haze;
out vec4 o;
uniform sampler2D range_shape, range_stuff, strip;
uniform sampler2DArray slopes;
uniform vec4 films[2];   // where two fields of small waves have drifted (turns), where the gusts' patches have; how rough
uniform vec4 rings[4];   // a ring on the water: its middle (xy), age (s), height
uniform vec4 wakes[2];   // a bird that swims: where (xy), which way (zw)
uniform vec3 wood_light, wood_tint;
const mat2 TURN = mat2(0.8, 0.6, -0.6, 0.8);
void main() {
  vec3 to_eye = eye - world, v = normalize(to_eye);
  vec2 p = world.xz;
  float dist = length(to_eye);
  vec4 a = texture(slopes, vec3(p * 0.115 + films[0].xy, 0.0)), b = texture(slopes, vec3(TURN * p * 0.41 + films[0].zw, 0.0));
  vec2 gusts = textureLod(lace, p * 0.0062 + films[1].xy, 0.0).ba;
  // Most of it lies still; a breath of wind darkens a patch here and there.
  float patch_ = smoothstep(0.44, 0.74, gusts.x * 0.75 + gusts.y * 0.35) * deep.y;
  float grown = films[1].z * (0.16 + 0.84 * patch_) * smoothstep(-0.02, 0.5, deep.x);
  vec2 s = (a.xy * 0.55 + (b.xy * TURN) * 0.45) * grown;
  vec2 var = max((a.zw - a.xy * a.xy) * 0.3 + (b.zw - b.xy * b.xy) * 0.2, 0.0) * (grown * grown) + 0.000012 + 0.0000035 * dist * grown;
  for (int i = 0; i < 4; i++) {
    vec2 off = p - rings[i].xy;
    float r = length(off) + 0.0001, front = r - 0.42 * rings[i].z, wave = front * 21.0 / (1.0 + 0.35 * rings[i].z);
    s += off / r * (rings[i].w * sin(wave) * exp(-front * front / (0.035 + 0.018 * rings[i].z)) / (1.0 + 1.4 * rings[i].z));
  }
  for (int i = 0; i < 2; i++) {
    vec2 off = p - wakes[i].xy, way = wakes[i].zw;
    float behind = -dot(off, way), side = dot(off, vec2(-way.y, way.x)), arm = abs(side) - 0.32 * behind;
    float w = exp(-arm * arm / (0.006 + 0.010 * max(behind, 0.0))) * smoothstep(-0.15, 0.5, behind) * exp(-max(behind, 0.0) * 0.16);
    s += (vec2(-way.y, way.x) * sign(side) - way * 0.5) * (0.075 * w * sin(arm * 17.0) / (1.0 + 0.004 * dist * dist));
  }
  vec3 n = normalize(vec3(-s.x, 1.0, -s.y));
  float sigma = sqrt(max(var.x, var.y)), nv = max(dot(n, v), 0.02), away = 1.0 - nv;
  // Mirrors a little more than water does where one looks down: the eye that seeks stars in it finds them.
  float fresnel = 0.045 + 0.955 * away * away * away * sqrt(away) / (1.0 + 22.7 * sigma * sqrt(sigma));
  vec3 r = reflect(-v, n);
  r.y = abs(r.y) + sigma * 0.30;
  r = normalize(r);
  float lod = log2(1.0 + sigma * 240.0), turn = atan(r.x, -r.z) * 0.15915494 + 0.5, up = asin(min(r.y, 1.0));
  vec3 sky = dimmed(dome_at(dome, r, lod).rgb, r.y) + glow_at(r, lod);
  // Mountains and wood, upside down.
  vec2 far_at = vec2(turn, min((up - RANGE_LOW) / (RANGE_HIGH - RANGE_LOW), 0.996));
  vec4 shape = textureGrad(range_shape, far_at, vec2(0.0009, 0.0), vec2(0.0, min(0.004 + sigma, 0.008))), stuff = textureLod(range_stuff, far_at, 1.5);
  vec3 air = dome_at(dome, normalize(vec3(r.x, 0.05, r.z)), 3.5).rgb;
  vec3 base = mix(mix(vec3(0.034, 0.048, 0.026), vec3(0.18, 0.17, 0.155), smoothstep(0.2, 0.6, stuff.z)), vec3(0.78, 0.80, 0.85), smoothstep(0.70, 0.90, stuff.z));
  vec3 left = exp(-1.05 * exp2(4.5146 * shape.z) * vec3(0.026, 0.036, 0.056));
  sky = mix(sky, base * wood_light * (0.72 * stuff.w) * left + air * (vec3(0.88, 0.94, 1.0) * (1.0 - left)), shape.a);
  vec4 tree = textureLod(strip, vec2(turn, clamp((up - STRIP_LOW) / STRIP_SPAN, 0.004, 0.996)), min(lod, 3.0));
  float near = tree.g * tree.g, mist = 1.0 - exp(-pow(near * 0.26, 0.8) - veil.x * near * 500.0);
  vec3 wood = wood_tint * wood_light * (0.13 + tree.r * (0.5 + 4.4 * tree.r));
  sky = mix(sky, mix(wood, air, mist), tree.a);
  // Sun, and the lantern on the jetty: in every wave that leans towards them.
  vec3 h = normalize(v + sun_dir), lamp = lantern.xyz - world;
  vec2 soft = var + 0.00035, z = h.xz / h.y + s;
  float steep = h.y * h.y, lit = exp(-0.5 * dot(z * z, 1.0 / soft)) * inversesqrt(soft.x * soft.y);
  float edge = 1.0 - max(dot(v, h), 0.0), mirrored = 0.02 + 0.98 * edge * edge * edge * edge * edge;
  vec3 glitter = key_light * (0.012 * mirrored * min(lit / (steep * steep * max(v.y, 0.07)), 900.0));
  float d2 = dot(lamp, lamp);
  vec3 g = normalize(v + lamp * inversesqrt(d2));
  vec2 zl = g.xz / g.y + s, wide = var + 0.0016;
  edge = 1.0 - max(dot(v, g), 0.0);
  glitter += lantern_light.rgb * ((0.02 + 0.98 * edge * edge * edge * edge * edge) * 0.020 * exp(-0.5 * dot(zl * zl, 1.0 / wide)) * inversesqrt(wide.x * wide.y) / (1.0 + 0.15 * d2) * smoothstep(0.0, 0.3, lamp.y));
  float depth = max(deep.x, 0.0);
  vec3 clear = exp((depth + 0.8 * depth / max(nv, 0.25)) * vec3(-1.5, -1.15, -1.3));
  vec3 below = (body + lantern_light.rgb * vec3(0.010, 0.012, 0.008) / (1.0 + d2)) * (1.0 - clear);
  float alpha = 1.0 - (1.0 - fresnel) * dot(clear, vec3(0.3333));
  vec3 light = sky * fresnel + glitter + below * (1.0 - fresnel);
  light = mix(light, haze.rgb, haze.a);
  alpha = mix(alpha, 1.0, haze.a);
  float rim = smoothstep(0.0, 0.035, deep.x);
  o = vec4(finish(light / max(alpha, 0.02)) * (alpha * rim), alpha * rim);
}
