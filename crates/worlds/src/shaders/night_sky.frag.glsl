// The sky by night as by day: the dome, what glows in it, the sun's disc and its glare.
in vec3 far_point;
flat in float veil;
out vec4 o;
uniform sampler2D dome;
uniform vec3 sun_dir, disc_light;
uniform vec4 glare;
uniform vec2 glare_fall;
void main() {
  vec3 d = normalize(far_point);
  vec3 up = vec3(d.x, max(d.y, 0.0012), d.z);
  vec4 sky = dome_at(dome, up, 0.0);
  float angle = length(d - sun_dir);
  vec2 around = glare.yz * exp(-angle * glare_fall);
  float disc = smoothstep(0.0088, 0.0068, angle) * glare.x * (1.0 - sky.a);
  float spread = around.x + around.y + glare.w / (0.02 + angle * angle * 14.0);
  vec3 light = dimmed(sky.rgb, up.y) + glow_at(up, 0.0) * (1.0 - 0.8 * sky.a) + disc_light * (disc + veil * spread);
  o = vec4(finish(light), 1.0);
}
