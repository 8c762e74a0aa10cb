// Real stars: points at the far plane, or mirrored in the lake where water lies between them and the eye.
layout(location = 0) in vec3 among; // direction among the stars
layout(location = 1) in vec4 light; // colour, brightness (1: magnitude 0)
uniform mat4 far_view_projection, view_projection, world_from_stars;
uniform vec3 eye;
uniform vec4 shown;    // how many show (0 to 1), pixels that a bright star covers, mirrored (0 or 1), the water's level
uniform vec4 twinkle;  // phases of the slow breath of the air
uniform vec4 ripple;
uniform sampler2D dome, range_shape, strip;
flat out vec3 colour;
flat out float core;
void main() {
  vec3 d = mat3(world_from_stars) * among;
  float bright = light.a, faint = pow(bright, 0.62);
  float size = shown.y * mix(0.55, 1.75, smoothstep(0.0, 0.85, sqrt(bright))), seen = smoothstep(0.012, 0.18, d.y);
  seen *= 1.0 - textureLod(dome, dome_uv(d), 0.0).a;
  // The air moves stars that stand low, slowly: once in two to five seconds.
  float breath = sin(twinkle.x + among.x * 91.0) * sin(twinkle.y + among.z * 57.0);
  seen *= 1.0 + 0.34 * breath * smoothstep(0.42, 0.10, d.y);
  seen *= smoothstep(0.0, 1.0, shown.x * 3.4 - 2.4 * (1.0 - faint));
  vec4 p = far_view_projection * vec4(d, 0.0);
  p.z = p.w * 0.999999;
  if (shown.z > 0.5) {
    float reach = (eye.y - shown.w) / max(d.y, 0.02);
    vec3 spot = vec3(eye.x + d.x * reach, shown.w, eye.z + d.z * reach);
    vec2 wave = vec2(sin(dot(spot.xz, vec2(2.1, 3.3)) - ripple.x) + 0.6 * sin(dot(spot.xz, vec2(-4.7, 3.9)) - ripple.y), sin(dot(spot.xz, vec2(1.3, 4.6)) - ripple.z) + 0.6 * sin(dot(spot.xz, vec2(5.2, 2.2)) - ripple.w));
    spot.xz += wave * (0.0045 * reach * min(1.0, 3.0 * d.y));
    p = view_projection * vec4(spot, 1.0);
    p.z -= 0.00004 * p.w;
    // Behind trees or mountains no star is mirrored.
    float turn = atan(d.x, -d.z) * 0.15915494 + 0.5, up = asin(d.y);
    float hidden = max(textureLod(range_shape, vec2(turn, min((up - RANGE_LOW) / (RANGE_HIGH - RANGE_LOW), 0.996)), 1.0).a, textureLod(strip, vec2(turn, clamp((up - STRIP_LOW) / STRIP_SPAN, 0.004, 0.996)), 1.0).a);
    float away = 1.0 - d.y, mirrored = 0.02 + 0.98 * away * away * away * away * away;
    seen *= (1.0 - hidden) * min(1.0, mirrored * 1.7 + 0.05) * step(up, RANGE_HIGH + 3.0);
    size *= 1.25;
  }
  gl_Position = p;
  gl_PointSize = max(1.9, size);
  // Drawn wider than it should be, it is dimmer.
  float spread = min(1.0, size / 1.5) * 2.7;
  core = mix(1.0, 2.6, smoothstep(2.0, 6.0, size));
  colour = mix(light.rgb, vec3(1.0), 0.10) * (mix(0.26, 1.15, min(1.0, faint * 1.35)) * spread * seen);
}
