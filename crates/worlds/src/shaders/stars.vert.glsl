// Stars: points at the far plane, never smaller than a pixel and a half, dimmed by clouds, haze and twilight.
layout(location = 0) in vec3 toward;
layout(location = 1) in vec4 light; // colour, brightness (1: the brightest)
uniform mat4 far_view_projection;
uniform float stars, star_size; // how many show (0..1); pixels that a bright star covers
uniform sampler2D dome;
flat out vec3 colour;
void main() {
  vec4 p = far_view_projection * vec4(toward, 0.0);
  gl_Position = vec4(p.xy, p.w * 0.999999, p.w);
  float open = 1.0 - textureLod(dome, dome_uv(toward), 0.0).a;
  float size = star_size * mix(0.75, 1.5, sqrt(light.a));
  gl_PointSize = max(1.8, size);
  // Drawn wider than it should be, it is dimmer.
  float spread = 6.0 * min(1.0, size * size / 3.24);
  colour = light.rgb * (mix(0.16, 1.0, light.a) * spread * open * smoothstep(0.01, 0.30, toward.y) * smoothstep(0.0, 1.0, stars * 2.2 - (1.0 - light.a) * 1.2));
}
