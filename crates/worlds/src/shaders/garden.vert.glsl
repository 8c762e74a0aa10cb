// Plants that open: between two shapes around their hinges, placed on the sand, moved by the one wind.
layout(location = 0) in vec3 hinge;
layout(location = 1) in vec3 shut;
layout(location = 2) in vec3 wide;
layout(location = 3) in vec4 look;  // colour; part: 0 shade, 1 green, 2 petal
layout(location = 4) in vec4 plant; // place (xyz), size
layout(location = 5) in vec4 habit; // bearing, tint, when it begins
layout(location = 6) in vec2 slope; // of the sand
uniform mat4 view_projection, sun_from_world;
uniform vec3 eye, sun_dir;
uniform vec4 wind;
uniform vec2 wind_way, opened;      // how much of the garden, and the share that one plant takes
uniform sampler2D dome;
centroid out vec3 world, albedo, around;
centroid out vec3 bright;           // the sun's light that reaches it, how much shines through, depth of the shade
centroid out vec4 haze;
void main() {
  float grown = clamp((opened.x - habit.z) / opened.y, 0.0, 1.0);
  float rise = smoothstep(0.0, 0.6, grown), part = look.a;
  float open = part > 1.5 ? smoothstep(0.5, 1.0, grown) : rise;
  vec3 off = mix(shut, wide, open);
  float far = length(off);
  // Around the hinge, not through it.
  off *= far > 1e-5 ? mix(length(shut), length(wide), open) / far : 0.0;
  if (part > 1.5) off *= mix(0.4, 1.0, rise);
  vec3 p = (hinge * mix(0.1, 1.0, rise) + off) * plant.w * smoothstep(0.0, 0.05, grown);
  float s = sin(habit.x), c = cos(habit.x);
  p.xz = mat2(c, s, -s, c) * p.xz;
  float g = 0.5 + 0.3 * sin(dot(plant.xz, vec2(0.08, 0.23)) - wind.x) + 0.2 * sin(dot(plant.xz, vec2(-0.33, 0.47)) - wind.y);
  float shiver = 0.12 * sin(wind.z + 9.0 * habit.y + 30.0 * hinge.y);
  p.xz += wind_way * (wind.w * (g + shiver) * 2.2 * p.y * p.y);
  float tall = p.y;
  if (part < 0.5) {
    // Away from the sun, as far as the plant stands high, but never longer than a low sun makes soft.
    vec2 away = -sun_dir.xz * min(1.0 / max(sun_dir.y, 0.12), 3.2);
    p.xz += away * (look.g * plant.w * rise) * smoothstep(-0.4, 1.0, dot(normalize(p.xz + 1e-5), normalize(away))) * (1.0 - look.b);
    p.y = 0.009;
  }
  world = plant.xyz + p + vec3(0.0, dot(slope, p.xz), 0.0);
  albedo = part < 0.5 ? vec3(0.0) : look.rgb * mix(0.86, 1.14, habit.y);
  float seen = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  float lit = mix(0.35, 1.0, seen) * smoothstep(-0.02, 0.08, sun_dir.y);
  float sky = mix(0.42, 1.0, smoothstep(0.0, 0.10, tall));
  vec3 sun_at = (sun_from_world * vec4(world, 1.0)).xyz * 0.5 + 0.5;
  float share = shadow_share(sun_at);
  sun_at.z -= 0.004;
  bright = vec3(0.318 * lit * sun_seen(sun_at, share) * dapple(plant.xz) * mix(0.55, 1.0, sky), part > 1.5 ? 0.75 : 0.35,
                part < 0.5 ? look.b * rise * mix(0.30, 0.52, lit) : -1.0);
  around = (irradiance(vec3(0.0, 1.0, 0.0)) * 0.8 + irradiance(normalize(vec3(eye.x - world.x, 0.4, eye.z - world.z))) * 0.2
            + lantern_on(world, vec3(0.0, 1.0, 0.0))) * sky;
  haze = haze_at(dome, world - eye, 2600.0, 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
