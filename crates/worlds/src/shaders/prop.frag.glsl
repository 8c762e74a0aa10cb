// Bronze, felt, wood, wings: in the world's own light.
in vec3 world, facing, own;
flat in float made_of;
flat in vec4 look;
out vec4 o;
uniform vec3 eye, sun_dir, key_light, ambient;
uniform vec4 things[9];
uniform float glow, night;
vec3 diffuse(vec3 albedo, vec3 n, float open) {
  return albedo * (ambient * (0.36 + 0.24 * n.y) * open + key_light * (0.318 * max(0.0, dot(n, sun_dir)) * mix(0.6, 1.0, open)));
}
// Nothing stands on a bench without darkening what is under it.
float under_bowls(vec3 at) {
  float open = 1.0;
  for (int k = 0; k < 5; k++) {
    float away = length(at.xz - things[k].xz) / things[k].w;
    open *= 1.0 - 0.62 * smoothstep(1.35, 0.45, away);
  }
  return open;
}
void main() {
  vec3 n = normalize(facing), view = normalize(eye - world);
  float seen = look.y, cover = 1.0;
  vec3 light;
  if (made_of < 0.5) {
    // Weathered wood: long grain along the board, its own tone for each board.
    float board = world.z > -1.45 ? 0.31 : 0.74;
    float along = world.x * 5.0 + 1.7 * sin(world.x * 2.1 + board * 20.0);
    float grain = sin((world.z + world.y) * 210.0 + 2.2 * sin(along) + board * 40.0) * 0.5 + sin((world.z - world.y) * 92.0 + 1.4 * sin(along * 0.6) + board * 11.0) * 0.5;
    vec3 albedo = mix(vec3(0.17, 0.125, 0.085), vec3(0.36, 0.285, 0.21), 0.5 + 0.34 * grain + 0.25 * (board - 0.5));
    float top = smoothstep(0.5, 0.9, n.y);
    light = diffuse(albedo, n, mix(0.55 + 0.45 * smoothstep(0.0, 0.55, world.y), under_bowls(world), top));
  } else if (made_of < 1.5) {
    // Hammered bronze: dents that follow each other round, brighter where the rim is worn.
    float dents = sin(own.x * 6.2832 * 17.0 + 3.0 * sin(own.y * 23.0)) * sin(own.y * 41.0 + 2.0 * sin(own.x * 6.2832 * 5.0));
    n = normalize(n + 0.11 * dents * vec3(n.z, 0.6, -n.x));
    vec3 mirror = reflect(-view, n);
    float nv = max(0.0, dot(n, view));
    vec3 metal = mix(vec3(0.46, 0.265, 0.105), vec3(0.90, 0.70, 0.42), smoothstep(0.33, 0.43, own.y));
    float deep = own.z > 0.5 ? mix(0.30, 1.0, smoothstep(-0.40, 0.42, own.y)) : mix(0.35, 1.0, smoothstep(-0.46, 0.1, own.y));
    vec3 around = ambient * mix(0.10, 1.05, smoothstep(-0.30, 0.70, mirror.y));
    float gleam = pow(max(0.0, dot(mirror, sun_dir)), 22.0) + 0.12 * pow(max(0.0, dot(mirror, sun_dir)), 4.0);
    vec3 bright = metal + (1.0 - metal) * pow(1.0 - nv, 5.0);
    light = bright * deep * (around + key_light * (0.30 * gleam + 0.06 * max(0.0, dot(n, sun_dir))));
    // Struck, its rim shines and light runs round in it.
    float rim = smoothstep(0.20, 0.43, own.y);
    float runs = 0.75 + 0.25 * sin(own.x * 6.2832 * 4.0 - 5.0 * max(look.w, 0.0));
    light += vec3(1.0, 0.60, 0.22) * glow * look.z * (0.015 + 0.62 * rim * runs + (own.z > 0.5 ? 0.16 : 0.0));
  } else if (made_of < 2.5) {
    light = diffuse(vec3(0.15, 0.045, 0.05), n, 0.75);
  } else if (made_of < 3.5) {
    // Two wings a side, each an arc about the shoulder; veins and a dark hem with pale dots.
    vec2 p = vec2(own.x, own.y);
    float r = length(p), a = atan(p.y, p.x);
    float fore = 1.06 * pow(max(0.0, cos((a - 0.62) * 1.52)), 0.42) * (1.0 - 0.10 * smoothstep(0.2, 0.5, a) * smoothstep(0.9, 0.5, a));
    float hind = 0.80 * pow(max(0.0, cos((a + 0.66) * 1.62)), 0.48) * (1.0 + 0.035 * sin(a * 22.0));
    float front = step(hind, fore);
    float reach = max(fore, hind), at = r / max(reach, 0.001);
    float soft = 1.5 * fwidth(at);
    cover = smoothstep(1.0, 1.0 - soft, at);
    float hem = smoothstep(0.80, 0.88, at);
    float fan = front > 0.5 ? a * 5.2 : a * 6.5;
    float vein = smoothstep(0.14, 0.05, abs(fract(fan) - 0.5) * (0.5 + at)) * smoothstep(0.25, 0.5, at);
    float dots = smoothstep(0.30, 0.16, length(vec2(fract(fan * 2.0) - 0.5, (at - 0.92) * 9.0)));
    vec3 albedo = mix(vec3(0.95, 0.60, 0.16), vec3(0.86, 0.34, 0.07), smoothstep(0.1, 0.85, at));
    albedo = mix(albedo, vec3(0.055, 0.035, 0.03), max(hem, 0.75 * vein));
    albedo = mix(albedo, vec3(0.92, 0.88, 0.80), dots * hem);
    if (dot(n, view) < 0.0) { n = -n; albedo *= 0.82; }
    float through = 0.45 * max(0.0, -dot(n, sun_dir)) * (1.0 - 0.8 * hem);
    light = diffuse(albedo, n, 1.0) + albedo * key_light * (0.318 * through) + albedo * vec3(1.0, 0.8, 0.5) * glow * (0.06 + 0.55 * look.z);
  } else {
    light = diffuse(vec3(0.07, 0.05, 0.045), n, 1.0) + ambient * 0.04;
  }
  // By the moon eyes see less colour, and bluer (Purkinje), but for what glows.
  light = mix(light, dot(light, vec3(0.30, 0.50, 0.20)) * vec3(0.62, 0.75, 0.98), 0.8 * night * (1.0 - look.z));
  float weave = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  o = vec4(max(tone(light), 0.0) + (weave - 0.5) / 255.0, cover * clamp(seen * 1.25 + (weave - 0.6) * 0.25 * (1.0 - seen), 0.0, 1.0));
}
